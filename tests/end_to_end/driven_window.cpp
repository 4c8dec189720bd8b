// The whole program, with a driver on its standard input: driven_window LEDGER DATA_DIR.
#include "desktop/app/program_window.h"
#include "driver.h"

#include <QApplication>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("quartermaster"));
    if (argc < 3)
        return 2;
    Driver driver;
    qm::desktop::StartArguments arguments;
    arguments.ledger = argv[1];
    arguments.dataDir = argv[2];
    arguments.language = "en";
    return qm::desktop::runProgram(application, arguments);
}
