#include "desktop/widgets/file_commands.h"

#include "desktop/services/preferences.h"
#include "desktop/widgets/new_ledger_dialog.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace qm::desktop {

/// Carries the workspace's gate.
class Gate final : public QObject {
    Q_OBJECT

public:
    Gate(QObject* workspace, LedgerGate asked) : QObject(workspace), gate(std::move(asked)) { }
    const LedgerGate gate;
};

namespace {

struct FileCommands {
    Q_DECLARE_TR_FUNCTIONS(FileCommands)
};

QString folderOf(const Workspace& workspace)
{
    return workspace.ledger.isOpen() ? QFileInfo(workspace.ledger.path()).absolutePath()
                                     : workspace.preferences.folders().dataDir;
}

QFileDialog* fileDialog(Workspace& workspace, QWidget* window, const QString& title)
{
    auto* dialog = new QFileDialog(window, title, folderOf(workspace),
        FileCommands::tr("Ledgers (*.db)") + QStringLiteral(";;") + FileCommands::tr("All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

void askForFile(Workspace& workspace, QWidget* window)
{
    QFileDialog* const dialog = fileDialog(workspace, window, FileCommands::tr("Open a ledger"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, &workspace,
        [&workspace](const QString& path) { openLedger(workspace, path); });
    dialog->open();
}

void writeCopy(Workspace& workspace, const QString& path, AfterCopy after)
{
    if (QFileInfo::exists(path)) {
        workspace.notify(FileCommands::tr("There is a file %1 already. It was left as it is: choose another name.")
                             .arg(QFileInfo(path).fileName()),
            Workspace::Tone::Warning);
        return;
    }
    whenDone(&workspace, workspace.ledger.saveCopyAs(path), [&workspace, path, after](Result<> done) {
        if (!done)
            workspace.showError(done.error());
        else if (after == AfterCopy::GoOnInCopy)
            openLedger(workspace, path);
        else
            workspace.notify(FileCommands::tr("The copy is %1. You go on working in the ledger itself.")
                                 .arg(QFileInfo(path).fileName()),
                Workspace::Tone::Good);
    });
}

void closeLedger(Workspace& workspace)
{
    whenDone(&workspace, workspace.ledger.close(), [&workspace](Result<> done) {
        if (!done)
            workspace.showError(done.error());
    });
}

void fillRecent(Workspace& workspace, QMenu* menu)
{
    menu->clear();
    int number = 0;
    for (const QString& path : workspace.preferences.recentLedgers()) {
        QAction* const action = menu->addAction(QStringLiteral("&%1 %2").arg(++number).arg(
            QFileInfo(path).completeBaseName().replace(QLatin1Char('&'), QStringLiteral("&&"))));
        action->setToolTip(path);
        action->setStatusTip(path);
        action->setEnabled(path != workspace.ledger.path());
        QObject::connect(action, &QAction::triggered, &workspace, [&workspace, path] { openLedger(workspace, path); });
    }
    if (menu->isEmpty())
        menu->addAction(FileCommands::tr("None yet"))->setEnabled(false);
}

} // namespace

void setLedgerGate(Workspace& workspace, const LedgerGate& gate)
{
    delete workspace.findChild<Gate*>(QString(), Qt::FindDirectChildrenOnly);
    new Gate(&workspace, gate);
}

void openLedger(Workspace& workspace, const QString& path)
{
    const auto* const gate = workspace.findChild<Gate*>(QString(), Qt::FindDirectChildrenOnly);
    const LedgerGate asked = gate ? gate->gate : LedgerGate();
    if (asked.mayOpen && !asked.mayOpen(path))
        return;
    whenDone(&workspace, workspace.ledger.open(path), [&workspace, failed = asked.failed](Result<> done) {
        if (done)
            return;
        workspace.showError(done.error());
        if (failed)
            failed();
    });
}

void saveCopy(Workspace& workspace, QWidget* window, AfterCopy after)
{
    QFileDialog* const dialog = fileDialog(workspace, window, FileCommands::tr("Save a copy"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("db"));
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever overwritten
    dialog->selectFile(FileCommands::tr("Copy of %1").arg(QFileInfo(workspace.ledger.path()).fileName()));
    QObject::connect(dialog, &QFileDialog::fileSelected, &workspace,
        [&workspace, after](const QString& path) { writeCopy(workspace, path, after); });
    dialog->open();
}

void addFileCommands(Workspace& workspace, QWidget* window)
{
    const Menu menu = Menu::File;
    Workspace* const ws = &workspace;
    workspace.addCommand(window,
        { QStringLiteral("file.new"), menu, FileCommands::tr("&New ledger…"), Qt::CTRL | Qt::SHIFT | Qt::Key_N,
            QStringLiteral("add"), [ws, window] { (new NewLedgerDialog(*ws, window))->open(); } });
    workspace.addCommand(window,
        { QStringLiteral("file.open"), menu, FileCommands::tr("&Open a ledger…"), QKeySequence::Open,
            QStringLiteral("folder"), [ws, window] { askForFile(*ws, window); } });
    auto* recent = new QMenu(window);
    recent->setToolTipsVisible(true);
    QObject::connect(recent, &QMenu::aboutToShow, window, [ws, recent] { fillRecent(*ws, recent); });
    workspace
        .addCommand(window,
            { QStringLiteral("file.recent"), menu, FileCommands::tr("&Recent ledgers"), {}, QStringLiteral("history"),
                [] {} })
        ->setMenu(recent);
    workspace.addCommand(window,
        { QStringLiteral("file.saveCopy"), menu, FileCommands::tr("Save a &copy…"), Qt::CTRL | Qt::SHIFT | Qt::Key_A,
            QStringLiteral("copy"), [ws, window] { saveCopy(*ws, window, AfterCopy::StayHere); } });
    workspace.addCommand(window,
        { QStringLiteral("file.close"), menu, FileCommands::tr("C&lose the ledger"), QKeySequence::Close,
            QStringLiteral("close"), [ws] { closeLedger(*ws); } });
    const auto enable = [ws] {
        for (const char* const id : { "file.saveCopy", "file.close" })
            ws->command(QString::fromLatin1(id))->setEnabled(ws->ledger.isOpen());
    };
    QObject::connect(&workspace.ledger, &LedgerService::opened, window, enable);
    enable();
}

} // namespace qm::desktop

#include "file_commands.moc"
