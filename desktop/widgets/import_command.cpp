#include "desktop/widgets/import_dialog.h"

#include "desktop/services/preferences.h"
#include "desktop/widgets/workspace.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace qm::desktop {

namespace {

void openImport(Workspace& workspace, QWidget* window, const QString& path)
{
    workspace.preferences.setValue(QStringLiteral("import/folder"), QFileInfo(path).absolutePath());
    (new ImportDialog(workspace, path, window))->show();
}

void chooseFile(Workspace& workspace, QWidget* window)
{
    auto* chooser = new QFileDialog(window, ImportDialog::tr("Import a bank's statement"),
        workspace.preferences.value(QStringLiteral("import/folder")).toString(),
        ImportDialog::tr("Statements (*.csv *.ofx *.qfx *.txt);;All files (*)"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(chooser, &QFileDialog::fileSelected, window,
        [&workspace, window](const QString& path) { openImport(workspace, window, path); });
    chooser->open();
}

/// Files that are dropped on the window are statements.
class FileDrop final : public QObject {
public:
    FileDrop(Workspace& workspace, QWidget* window) : QObject(window), m_workspace(workspace), m_window(window) { }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
            auto* const drop = static_cast<QDropEvent*>(event);
            const QString path = fileOf(*drop);
            if (path.isEmpty() || !m_workspace.ledger.isOpen())
                return false;
            drop->setDropAction(Qt::CopyAction);
            drop->accept();
            if (event->type() == QEvent::Drop)
                openImport(m_workspace, m_window, path);
            return true;
        }
        return false;
    }

private:
    static QString fileOf(const QDropEvent& drop)
    {
        const QList<QUrl> urls = drop.mimeData()->urls();
        return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
    }
    Workspace& m_workspace;
    QWidget* m_window;
};

} // namespace

void ImportDialog::addCommands(Workspace& workspace, QWidget* window)
{
    QAction* const command = workspace.addCommand(window,
        { QStringLiteral("file.import"), Menu::File, tr("&Import …"), QKeySequence(Qt::CTRL | Qt::Key_I),
            QStringLiteral("import"), [&workspace, window] { chooseFile(workspace, window); } });
    workspace.resumeWith(window, QStringLiteral("import/"), [&workspace, window](const QString& name) {
        if (ImportDialog* const dialog = ofDraft(workspace, name, window))
            dialog->show();
    });
    const auto follow = [&workspace, command] { command->setEnabled(workspace.ledger.isOpen()); };
    connect(&workspace.ledger, &LedgerService::opened, command, follow);
    follow();
    window->setAcceptDrops(true);
    window->installEventFilter(new FileDrop(workspace, window));
}

} // namespace qm::desktop
