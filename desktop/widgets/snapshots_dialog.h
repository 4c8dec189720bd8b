#pragma once

#include "desktop/services/local_snapshots.h"
#include "desktop/widgets/workspace.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace qm::desktop {

/// The daily snapshots of the open ledger: when each was made, and the way back to it. What is open is kept, too.
class SnapshotsDialog final : public QDialog {
    Q_OBJECT

public:
    SnapshotsDialog(Workspace& workspace, LocalSnapshots& snapshots, QWidget* parent);

private:
    void fill();
    void restore();

    Workspace& m_workspace;
    LocalSnapshots& m_snapshots;
    QTreeWidget* m_list;
    QLabel* m_text;
    QPushButton* m_take;
    QPushButton* m_restore;
};

} // namespace qm::desktop
