// Measures the window on made-up households; prints one JSON line for each figure. scripts/bench runs it.
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

#include "tests/bench/window_figures.h"

#include <cstdio>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("quartermaster"));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures Quartermaster's window; one JSON line for each figure."));
    parser.addHelpOption();
    parser.addOptions({
        { QStringLiteral("n"), QStringLiteral("postings in the ledger (100000)"), QStringLiteral("N"),
            QStringLiteral("100000") },
        { QStringLiteral("dir"), QStringLiteral("an empty folder on the disk to measure"), QStringLiteral("DIR") },
        { QStringLiteral("program"), QStringLiteral("the program, quartermaster"), QStringLiteral("FILE") },
    });
    parser.process(application);
    bool isNumber = false;
    const uint count = parser.value(QStringLiteral("n")).toUInt(&isNumber);
    if (!isNumber || count < 1000 || !parser.isSet(QStringLiteral("dir")) || !parser.isSet(QStringLiteral("program"))) {
        std::fputs("quartermaster-window-bench: --dir and --program are needed, and 1000 postings at least\n", stderr);
        return 2;
    }
    const QString dir = QDir(parser.value(QStringLiteral("dir"))).absolutePath();
    const auto done = qm::bench::measureWindow(
        application, dir.toStdString(), count, parser.value(QStringLiteral("program")).toStdString());
    if (!done) {
        std::fprintf(stderr, "quartermaster-window-bench: %s\n", done.error().detail.c_str());
        return 1;
    }
    return 0;
}
