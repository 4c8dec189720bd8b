#include <QApplication>

#include "desktop/app/languages.h"
#include "desktop/app/program_window.h"
#include "desktop/app/screenshots.h"

#include <CLI/CLI.hpp>

int main(int argc, char** argv)
{
    using namespace qm::desktop;
    QCoreApplication::setApplicationName(QStringLiteral("quartermaster"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QM_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Quartermaster"));
    QGuiApplication::setDesktopFileName(QStringLiteral("quartermaster"));

    StartArguments arguments;
    CLI::App options("Quartermaster: a household's ledger: plan each month, record what is spent, look back.");
    options.add_option("link", arguments.link, "An invitation's link, quartermaster://pair?…, to connect with");
    options.add_option("--ledger", arguments.ledger, "Open this ledger file");
    options.add_option("--data-dir", arguments.dataDir, "Keep ledgers and settings in this folder");
    options.add_option("--profile", arguments.profile, "A second set of ledgers and settings, by name");
    options.add_option("--language", arguments.language, "Speak this language: en, de");
    options.add_option("--screenshot", arguments.screenshotDir,
        "Render every page of the example household into this folder, light and dark, and end");
    options.add_option("--screenshot-size", arguments.screenshotSize, "Their size, as 1440x900");
    options.add_flag_callback(
        "--version",
        [] {
            std::puts("quartermaster " QM_VERSION);
            std::exit(0);
        },
        "Print the version");
    CLI11_PARSE(options, argc, argv); // before a display is asked for

    if (!arguments.screenshotDir.empty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    return arguments.screenshotDir.empty() ? runProgram(application, arguments)
                                           : renderScreenshots(application, arguments);
}
