#pragma once

#include "desktop/widgets/page.h"

class QLabel;
class QPushButton;

namespace qm::desktop {

/// What an empty page says: what belongs there, and the first step.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    /// `commandId`: the first step, one of the workspace's commands; empty: none.
    EmptyState(Workspace& workspace, const QString& iconName, const QString& headline, const QString& text,
        const QString& commandId, QWidget* parent = nullptr);
};

} // namespace qm::desktop
