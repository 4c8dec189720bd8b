#pragma once

#include "desktop/services/sync_service.h"
#include "desktop/widgets/workspace.h"

#include <QDialog>

class QFrame;
class QLabel;
class QPushButton;
class QTreeView;

namespace qm::desktop {

class DeviceListModel;

/// The devices that share the open ledger: rename them, end the access of one, invite another.
class DevicesDialog final : public QDialog {
    Q_OBJECT

public:
    explicit DevicesDialog(Workspace& workspace, QWidget* parent);

private:
    QWidget* questionBar();
    void reload();
    void renameRow(int row, const QString& name);
    void askToRevoke();
    void revoke();
    void say(const Error& error);
    void showButtons();
    int currentRow() const;

    Workspace& m_workspace;
    DeviceListModel* m_model;
    QTreeView* m_view;
    QLabel* m_message;
    QFrame* m_question;
    QLabel* m_questionText;
    QPushButton* m_yes;
    QPushButton* m_rename;
    QPushButton* m_revoke;
    LatestOnly m_loading;
    Uuid m_asked; ///< the device that the question is about
};

} // namespace qm::desktop
