#include "desktop/widgets/program_commands.h"

#include "desktop/widgets/about_dialog.h"
#include "desktop/widgets/categories_dialog.h"
#include "desktop/widgets/command_palette.h"
#include "desktop/widgets/preferences_dialog.h"
#include "desktop/widgets/shortcuts_dialog.h"
#include "desktop/widgets/workspace.h"

#include <QCoreApplication>
#include <QWidget>

namespace qm::desktop {

namespace {

struct ProgramCommands {
    Q_DECLARE_TR_FUNCTIONS(ProgramCommands)
};

} // namespace

void addProgramCommands(Workspace& workspace, QWidget* window)
{
    Workspace* const ws = &workspace;
    workspace.addCommand(window,
        { QStringLiteral("file.preferences"), Menu::File, ProgramCommands::tr("Pre&ferences…"),
            Qt::CTRL | Qt::Key_Comma, QStringLiteral("settings"),
            [ws, window] { (new PreferencesDialog(*ws, window))->open(); } });
    QAction* const categories = workspace.addCommand(window,
        { QStringLiteral("edit.categories"), Menu::Edit, ProgramCommands::tr("C&ategories…"),
            Qt::CTRL | Qt::ALT | Qt::Key_K, QStringLiteral("tag"),
            [ws, window] { (new CategoriesDialog(*ws, window))->open(); } });
    workspace.resumeWith(window, QStringLiteral("category."), [ws, window](const QString& name) {
        auto* dialog = window->findChild<CategoriesDialog*>(); // one for all of them
        if (!dialog)
            dialog = new CategoriesDialog(*ws, window);
        dialog->open();
        dialog->goOnInCell(name);
    });
    workspace.addCommand(window,
        { QStringLiteral("edit.palette"), Menu::Edit, ProgramCommands::tr("Find an&ything…"), Qt::CTRL | Qt::Key_K,
            QStringLiteral("search"), [ws, window] { (new CommandPalette(*ws, window))->open(); } });
    workspace.addCommand(window,
        { QStringLiteral("help.shortcuts"), Menu::Help, ProgramCommands::tr("&Shortcuts"), QKeySequence::HelpContents,
            QStringLiteral("info"), [ws, window] { (new ShortcutsDialog(*ws, window))->open(); } });
    workspace.addCommand(window,
        { QStringLiteral("help.about"), Menu::Help, ProgramCommands::tr("&About Quartermaster"), Qt::SHIFT | Qt::Key_F1,
            QStringLiteral("info"), [window] { (new AboutDialog(window))->open(); } });
    const auto enable = [ws, categories] { categories->setEnabled(ws->ledger.isOpen()); };
    QObject::connect(&workspace.ledger, &LedgerService::opened, categories, enable);
    enable();
}

} // namespace qm::desktop
