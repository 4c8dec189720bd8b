#include "ledger_file.h"
#include "sim_disk.h"
#include "sim_environment.h"

#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "common/sync/server.h"
#include "syncd/store/sqlite_connection.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace qm;
using namespace simulation;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *std::move(result);
}

/// A ledger on a simulated disk: two accounts, an entry, a posting.
struct Home {
    explicit Home(std::uint64_t seed) : environment(seed), disks(seed), disk(disks.of("home"))
    {
        ledger = must(Ledger::create(openFile(), "Home", must(Currency::parse("EUR"))));
        checking = must(addAccount(*ledger, { "Checking", "checking", {}, "" }));
        const Uuid food = must(addCategory(*ledger, { "Food", "", "expense" }));
        const Uuid may = must(openMonth(*ledger, { 2026, 5 }, MonthStart::Blank, {}, false));
        entry = must(addEntry(*ledger, may, { "Groceries", food, { -40000 }, "", "" }));
        posting = must(addPosting(*ledger, draft(-2340)));
    }

    std::unique_ptr<sql::Connection> openFile()
    {
        return must(sql::openMigrated(folder.path().toStdString() + "/home.db", sql::OpenMode::ReadWriteCreate,
            sql::ledgerSchema(), { folder.path().toStdString(), syncd::openSqlite }));
    }
    PostingDraft draft(std::int64_t amount) { return { "2026-05-03", { amount }, checking, entry, {}, "", "", false }; }
    std::int64_t changeSets()
    {
        return must(sql::queryInteger(ledger->connection(), "SELECT count(*) FROM change_set"));
    }
    /// Everything is put away, so that the next action reads it from the disk again.
    void reopen()
    {
        ledger.reset();
        ledger = must(Ledger::open(openFile()));
    }
    /// Takes back what waits: the rows are those of no change set at all then.
    bool isSound()
    {
        return must(ledger->recomputeDigest()).bytes() == must(ledger->status()).digest
            && verifyLedger(ledger->connection()).has_value();
    }

    SimEnvironment environment;
    SimDisks disks;
    SimDisk& disk;
    QTemporaryDir folder;
    std::unique_ptr<Ledger> ledger;
    Uuid checking, entry, posting;
};

constexpr int everyFault = 200; ///< more reads or writes than one action has

} // namespace

/// One action, and the disk fails at each of its reads and writes in turn.
class DiskFaultsTest : public QObject {
    Q_OBJECT
private slots:
    void anActionWhoseReadFailsChangesNothing();
    void aStopBetweenAnyTwoWritesLosesNothingConfirmed();
    void aFullDiskRefusesAndTakesAgain();
    void aSyncedWriteSurvivesAndAnotherMayNot();
};

void DiskFaultsTest::anActionWhoseReadFailsChangesNothing()
{
    int failures = 0;
    for (int at = 1; at < everyFault; ++at) {
        Home home(1);
        const std::int64_t before = home.changeSets();
        const Dump rowsBefore = dumpRows(home.ledger->connection());
        home.reopen();
        home.disk.faults.readsToFailure = at;

        const auto done = movePosting(*home.ledger, home.posting, "2026-05-09", {});

        home.disk.faults = {};
        QCOMPARE(home.changeSets(), before + (done ? 1 : 0));
        QVERIFY(done.has_value() || dumpRows(home.ledger->connection()) == rowsBefore);
        QVERIFY(home.isSound());
        failures += done ? 0 : 1;
    }
    QVERIFY(failures > 5);
}

void DiskFaultsTest::aStopBetweenAnyTwoWritesLosesNothingConfirmed()
{
    int stops = 0;
    for (int at = 1; at < 60; ++at) {
        Home home(1);
        const std::int64_t before = home.changeSets();
        home.disk.faults.writesToDeath = at;

        const auto done = addPosting(*home.ledger, home.draft(-99));

        const bool hasStopped = home.disk.isDead();
        home.ledger.reset();
        Choices choices(static_cast<std::uint64_t>(at));
        choices.beginStep();
        home.disk.restart(choices);
        home.ledger = must(Ledger::open(home.openFile()));
        const std::int64_t after = home.changeSets();
        QVERIFY(after == before + 1 || (!done && after == before));
        QVERIFY(home.isSound());
        stops += hasStopped ? 1 : 0;
    }
    QVERIFY(stops > 2);
}

void DiskFaultsTest::aFullDiskRefusesAndTakesAgain()
{
    Home home(1);
    const std::int64_t before = home.changeSets();
    home.disk.faults.isFull = true;

    const auto refused = addPosting(*home.ledger, home.draft(-99));

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::DiskFull);
    QCOMPARE(home.changeSets(), before);
    home.disk.faults.isFull = false;
    must(addPosting(*home.ledger, home.draft(-99)));
    QVERIFY(home.isSound());
}

void DiskFaultsTest::aSyncedWriteSurvivesAndAnotherMayNot()
{
    SimDisk disk;
    const auto file = disk.files.emplace("a", std::make_shared<DiskFile>()).first->second;
    disk.write(*file, 0, "kept");
    disk.sync(*file);
    disk.write(*file, 0, "lost");
    QCOMPARE(file->content, std::string("lost"));
    Choices choices(Script { { 1 }, {} }); // 1: nothing that was not synced remains
    choices.beginStep();

    disk.restart(choices);

    QCOMPARE(file->content, std::string("kept"));
}

QTEST_GUILESS_MAIN(DiskFaultsTest)
#include "disk_faults_test.moc"
