#pragma once

#include "desktop/widgets/workspace.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace qm::desktop {

/// Across the top of the window as long as the open ledger's file is not what it was: what happened, that nothing is
/// lost, and what can be done. It cannot be closed while it matters.
class TroubleBar final : public QFrame {
    Q_OBJECT

public:
    explicit TroubleBar(Workspace& workspace, QWidget* parent = nullptr);

private:
    void show(FileTrouble trouble);
    void offer(QPushButton* button, const QString& text, std::function<void()> run);

    Workspace& m_workspace;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_first;
    QPushButton* m_second;
};

} // namespace qm::desktop
