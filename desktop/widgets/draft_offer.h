#pragma once

#include <QWidget>

namespace qm::desktop {

class FieldDrafts;

/// A line in an editor that offers an older unfinished change of the same thing, as long as there is one.
class DraftOffer final : public QWidget {
    Q_OBJECT

public:
    explicit DraftOffer(FieldDrafts& drafts, QWidget* parent = nullptr);
};

} // namespace qm::desktop
