#pragma once

#include "desktop/widgets/sheet.h"

namespace qm::desktop {

/// What the program is, its version, licence, and what it is built with.
class AboutDialog final : public Sheet {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent);
};

} // namespace qm::desktop
