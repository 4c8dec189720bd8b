// Measures the product on a household of N postings; prints one JSON line for each figure. scripts/bench runs it.
#include <QCoreApplication>
#include <QCommandLineParser>
#include <QDir>

#include "tests/bench/exchange_figures.h"
#include "tests/bench/local_figures.h"
#include "tests/bench/raw_sqlite.h"

#include <cstdio>
#include <functional>

namespace {

using namespace qm;
using namespace qm::bench;

struct Job {
    const char* name;
    std::function<Result<>()> run;
};

Result<> measure(const QString& dir, std::size_t count, const QString& programs, const QStringList& only)
{
    WriteRecorder::install();
    Ground ground { dir.toStdString(), makeHousehold(count), dir.toStdString() + "/household.db", {} };
    QM_ASSIGN(ground.ids, buildLedger(ground.full, ground.household, Content::All, 1000));
    const std::string cli = programs.toStdString() + "/quartermaster-cli";
    const std::string syncd = programs.toStdString() + "/quartermaster-syncd";
    const Job jobs[] = {
        { "record", [&] { return measureRecording(ground); } },
        { "import", [&] { return measureImport(ground); } },
        { "summary", [&] { return measureSummary(ground); } },
        { "cli", [&] { return measureCliSummary(ground, cli); } },
        { "exchange", [&] { return measureExchange(ground, syncd); } },
        { "server", [&] { return measureServer(ground, syncd); } },
        { "live", [&] { return measureLiveFigures(ground, syncd); } },
        { "long", [&] { return measureLongLife(ground, syncd); } },
    };
    for (const Job& job : jobs) {
        if (!only.isEmpty() && !only.contains(QString::fromLatin1(job.name)))
            continue;
        if (auto done = job.run(); !done)
            return Error { done.error().code, std::string(job.name) + ": " + done.error().detail };
    }
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures Quartermaster; one JSON line for each figure."));
    parser.addHelpOption();
    parser.addOptions({
        { QStringLiteral("n"), QStringLiteral("postings in the ledger (100000)"), QStringLiteral("N"),
            QStringLiteral("100000") },
        { QStringLiteral("only"),
            QStringLiteral("record, import, summary, cli, exchange, server, live or long; may be given again"),
            QStringLiteral("FIGURE") },
        { QStringLiteral("dir"), QStringLiteral("an empty folder on the disk to measure"), QStringLiteral("DIR") },
        { QStringLiteral("programs"), QStringLiteral("the folder of quartermaster-cli and quartermaster-syncd"),
            QStringLiteral("DIR") },
    });
    parser.process(application);
    bool isNumber = false;
    const uint count = parser.value(QStringLiteral("n")).toUInt(&isNumber);
    const QString dir = QDir(parser.value(QStringLiteral("dir"))).absolutePath();
    if (!isNumber || count < 1000 || !parser.isSet(QStringLiteral("dir"))
        || !parser.isSet(QStringLiteral("programs"))) {
        std::fputs("quartermaster-bench: --dir and --programs are needed, and 1000 postings at least\n", stderr);
        return 2;
    }
    const auto done
        = measure(dir, count, parser.value(QStringLiteral("programs")), parser.values(QStringLiteral("only")));
    if (!done) {
        std::fprintf(stderr, "quartermaster-bench: %s\n", done.error().detail.c_str());
        return 1;
    }
    return 0;
}
