#include <QApplication>

#include "desktop/services/draft_store.h"
#include "desktop/services/preferences.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/main_window.h"
#include "desktop/widgets/theme.h"

#include <CLI/CLI.hpp>

namespace {

using namespace qm::desktop;

struct Arguments {
    std::string ledger;
    std::string dataDir;
    std::string profile;
};

ThemeChoice themeNamed(const QString& name)
{
    return name == QLatin1String("dark") ? ThemeChoice::Dark
        : name == QLatin1String("light") ? ThemeChoice::Light
                                         : ThemeChoice::System;
}

int runWindow(QApplication& application, const Arguments& arguments)
{
    QApplication::setWindowIcon(icon(QStringLiteral("quartermaster")));
    Preferences preferences(
        ProgramFolders::of(QString::fromStdString(arguments.dataDir), QString::fromStdString(arguments.profile)));
    applyTheme(application, themeNamed(preferences.theme()));
    QObject::connect(&preferences, &Preferences::themeChanged, &application,
        [&] { applyTheme(application, themeNamed(preferences.theme())); });
    LedgerService ledger;
    SyncService sync(ledger);
    DraftStore drafts;
    Workspace workspace(ledger, sync, drafts, preferences);

    const QStringList recent = preferences.recentLedgers();
    const QString path = !arguments.ledger.empty() ? QString::fromStdString(arguments.ledger)
        : recent.isEmpty()                         ? QString()
                                                   : recent.front();
    QObject::connect(&ledger, &LedgerService::opened, &drafts, [&] { drafts.setLedger(ledger.path()); });
    if (!path.isEmpty()) {
        whenDone(&workspace, ledger.open(path), [&](qm::Result<> done) {
            if (!done)
                workspace.showError(done.error());
        });
    }
    MainWindow window(workspace);
    window.show();
    return application.exec();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("quartermaster"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QM_VERSION));

    CLI::App options("Quartermaster: a household's ledger");
    Arguments arguments;
    options.add_option("--ledger", arguments.ledger, "Open this ledger file");
    options.add_option("--data-dir", arguments.dataDir, "Keep ledgers and settings in this folder");
    options.add_option("--profile", arguments.profile, "A second set of ledgers and settings, by name");
    CLI11_PARSE(options, argc, argv);
    return runWindow(application, arguments);
}
