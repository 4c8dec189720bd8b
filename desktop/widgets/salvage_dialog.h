#pragma once

#include "desktop/services/sync_service.h"
#include "desktop/widgets/workspace.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace qm::desktop {

/// For a server that has lost what only this copy's rows still tell: shows what they would bring back, and does it.
class SalvageDialog final : public QDialog {
    Q_OBJECT

public:
    explicit SalvageDialog(Workspace& workspace, QWidget* parent);

private:
    void showPreview(const SalvagePreview& preview);
    void apply();

    Workspace& m_workspace;
    QLabel* m_words;
    QTreeWidget* m_changes;
    QPushButton* m_apply;
};

} // namespace qm::desktop
