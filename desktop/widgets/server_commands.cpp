#include "desktop/widgets/server_commands.h"

#include "desktop/services/sync_service.h"
#include "desktop/widgets/connect_dialog.h"
#include "desktop/widgets/devices_dialog.h"
#include "desktop/widgets/invite_dialog.h"
#include "desktop/widgets/salvage_dialog.h"
#include "desktop/widgets/workspace.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <array>

namespace qm::desktop {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ServerCommands)
};

template <typename Dialog>
void openDialog(Workspace& workspace, QWidget* window)
{
    (new Dialog(workspace, window))->open();
}

/// It cannot be undone without a new invitation.
void askToDisconnect(Workspace& workspace, QWidget* window)
{
    const SyncState& state = workspace.sync.state();
    auto* question = new QMessageBox(window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(Words::tr("Disconnect"));
    question->setText(Words::tr("Disconnect this ledger from %1?").arg(state.server));
    QString rest = Words::tr("The ledger stays on this computer as it is. To share it again, this device needs a new "
                             "invitation.");
    if (state.pending > 0)
        rest += QLatin1Char(' ')
            + Words::tr("%n change(s) have not been sent yet; they stay in it, too.", nullptr, int(state.pending));
    question->setInformativeText(rest);
    QPushButton* const yes = question->addButton(Words::tr("Disconnect"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    QObject::connect(yes, &QPushButton::clicked, &workspace, [&workspace] {
        whenDone(&workspace, workspace.sync.disconnectLedger(), [&workspace](Result<> done) {
            if (!done)
                workspace.showError(done.error());
            else
                workspace.notify(Words::tr("The ledger is disconnected. It is saved here only from now on."));
        });
    });
    question->open();
}

void check(Workspace& workspace)
{
    workspace.notify(Words::tr("The ledger is being checked against the server's…"));
    whenDone(&workspace, workspace.sync.check(), [&workspace](Result<SyncReport> report) {
        if (!report && report.error().code == ErrorCode::Mismatch) {
            workspace.notify(Words::tr("The server does not know what this copy has seen. Nothing was changed."),
                Workspace::Tone::Error, Words::tr("What can be brought back"),
                [&workspace] { workspace.command(QStringLiteral("server.salvage"))->trigger(); });
        } else if (!report) {
            workspace.showError(report.error());
        } else if (!report->repaired.empty()) {
            workspace.notify(Words::tr("%n row(s) differed from the server's and were put right. Both versions are "
                                       "kept beside the ledger's file.",
                                 nullptr, int(report->repaired.size())),
                Workspace::Tone::Warning);
        } else {
            workspace.notify(Words::tr("This copy and the server's are the same, row by row."), Workspace::Tone::Good);
        }
    });
}

void enableCommands(Workspace& workspace)
{
    const bool isConnected = workspace.sync.state().isConnected();
    for (const char* const id : std::array {
             "server.sync", "server.devices", "server.invite", "server.disconnect", "server.check", "server.salvage" })
        workspace.command(QLatin1String(id))->setEnabled(isConnected);
}

} // namespace

void addServerCommands(Workspace& workspace, QWidget* window)
{
    const Menu menu = Menu::Server;
    const auto add = [&](const char* id, const QString& text, const QKeySequence& keys, const char* iconName,
                         std::function<void()> run) {
        workspace.addCommand(window, { QLatin1String(id), menu, text, keys, QLatin1String(iconName), std::move(run) });
    };
    add("server.sync", Words::tr("&Sync now"), QKeySequence(Qt::Key_F5), "sync",
        [&workspace] { workspace.sync.syncNow(); });
    add("server.connect", Words::tr("&Connect to a server…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), "server",
        [&workspace, window] { ConnectDialog::openWithLink(workspace, window, {}); });
    add("server.devices", Words::tr("&Devices…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), "device",
        [&workspace, window] { openDialog<DevicesDialog>(workspace, window); });
    add("server.invite", Words::tr("&Invite a device…"), {}, "add",
        [&workspace, window] { openDialog<InviteDialog>(workspace, window); });
    add("server.check", Words::tr("C&heck against the server"), {}, "check", [&workspace] { check(workspace); });
    add("server.salvage", Words::tr("&Bring back what the server lost…"), {}, "history",
        [&workspace, window] { openDialog<SalvageDialog>(workspace, window); });
    add("server.disconnect", Words::tr("Disc&onnect…"), {}, "sync-off",
        [&workspace, window] { askToDisconnect(workspace, window); });
    QObject::connect(&workspace.sync, &SyncService::stateChanged, window, [&workspace] { enableCommands(workspace); });
    enableCommands(workspace);
}

} // namespace qm::desktop
