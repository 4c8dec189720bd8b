#include "household.h"

#include "../test_seed.h"

#include <QTemporaryDir>

#include <random>
#include <set>

using namespace qm;
using namespace household;

/// What SYNC.md 3.8 says of servers that lost a part of the log, and of copies of one device.
class RecoverTest : public QObject {
    Q_OBJECT
private slots:
    void serverRestoredFromBackup();
    void restoredThenNewWritesReachedTheSameRevisionAgain();
    void serverRestoredTwice();
    void serverRebuiltEmptyWithTheSameLedgerId();
    void whatWaitsOnTopOfALostBranchIsSentAfterIt();
    void editsAfterTheRestoreMeetThoseThatWereLost();
    void aRequestThatArrivesAfterTheRestoreStaysBeforeWhatFollowedIt();
    void aCutRecoveryGoesOnWhereItStopped();
    void aCrashBetweenRewindAndPullLosesNothing();
    void entriesThatTheServerDidNotSignNeedAnOwner();
    void aForgedEntryIsRefusedAndChangesNothing();
    void numbersBeyondTheProtocolAreRefused();
    void aDeviceWithoutTheLogBeginsAnewFromASnapshot();
    void aDeviceWithOnlyASnapshotSaysWhatToDo();
    void deviceRestoredFromOldBackup();
    void clonedDevice();
    void anAnswerThatWasLostBeforeTheNewIdentityIsKnown();
    void randomRestoresConverge();

private:
    static std::set<std::string> payees(Device& device, const Household& home)
    {
        std::set<std::string> names;
        for (const Posting& posting : must(device.ledger->postings({ home.may, {}, {}, false, "", -1 })))
            names.insert(posting.payee);
        return names;
    }
    /// As a desktop does after its first sync.
    static void fillLog(Device& device)
    {
        SyncClient client(*device.ledger, *device.peer);
        for (auto isComplete = client.backfillPage(); isComplete && !*isComplete;)
            isComplete = client.backfillPage();
    }
    static void verifyAll(Household& home)
    {
        for (Device& device : home.devices) {
            fillLog(device);
            must(verifyLedger(device.ledger->connection()));
            QCOMPARE(must(device.ledger->limboCount()), 0);
        }
    }
    /// A copy with an identity of its own, as pairing anew gives it.
    static void giveIdentity(Device& device)
    {
        const Uuid fresh = Uuid::make();
        must(device.ledger->setDevice(fresh));
        device.peer->caller().device = fresh;
    }
    static void copyFile(const std::string& from, const std::string& to)
    {
        for (const char* end : { "", "-wal" })
            if (std::filesystem::exists(from + end))
                std::filesystem::copy_file(from + end, to + end, std::filesystem::copy_options::overwrite_existing);
    }
};

void RecoverTest::serverRestoredFromBackup()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    post(home[0], home, "Tuesday");
    const Uuid edited = post(home[1], home, "Wednesday");
    home.settle();
    must(editRow(*home[0].ledger, { Table::Posting, edited }, cells(Table::Posting, "amount", -250)));
    home.settle();
    const std::string digest = home[0].digest();
    const auto rev = must(home.server->core->head()).version.rev;

    home.server->restore("monday");
    const SyncReport first = must(home[0].sync());
    const SyncReport second = must(home[1].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(home[0].digest(), digest);
    QCOMPARE(first.notes.size(), 1u);
    QVERIFY(first.notes[0].find("3 changes were brought back") != std::string::npos);
    QVERIFY(second.notes[0].find("another device had already") != std::string::npos);
    QCOMPARE(must(home.server->core->head()).version.rev, rev + 1); // and a record of it
    QCOMPARE(must(home[0].ledger->conflicts()).size(), 0u);
    verifyAll(home);
    Device& fresh = home.join("fresh");
    fillLog(fresh);
    QVERIFY(home.areEqual());
    verifyAll(home);
}

void RecoverTest::restoredThenNewWritesReachedTheSameRevisionAgain()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    post(home[0], home, "Lost 1");
    post(home[0], home, "Lost 2");
    must(home[0].sync());

    home.server->restore("monday");
    post(home[1], home, "New 1");
    post(home[1], home, "New 2");
    must(home[1].sync()); // the same number of revisions as before the restore
    QCOMPARE(must(home.server->core->head()).version.rev, must(home[0].ledger->status()).version.rev);
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[1], home), (std::set<std::string> { "Lost 1", "Lost 2", "New 1", "New 2" }));
    verifyAll(home);
}

void RecoverTest::serverRestoredTwice()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    post(home[0], home, "Tuesday");
    home.settle();
    home.server->backup("tuesday");
    post(home[1], home, "Wednesday");
    home.settle();

    home.server->restore("tuesday");
    must(home[0].sync());
    post(home[0], home, "Thursday");
    must(home[0].sync());
    home.server->restore("monday"); // with the record of the first recovery lost as well
    must(home[1].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[1], home), (std::set<std::string> { "Tuesday", "Wednesday", "Thursday" }));
    verifyAll(home);
}

void RecoverTest::serverRebuiltEmptyWithTheSameLedgerId()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    post(home[1], home, "Market");
    home.settle();
    const std::string digest = home[0].digest();

    home.server->loseEverything();
    const SyncReport report = must(home[0].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(home[0].digest(), digest);
    QVERIFY(report.notes[0].find("brought back") != std::string::npos);
    verifyAll(home);
}

void RecoverTest::whatWaitsOnTopOfALostBranchIsSentAfterIt()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    const Uuid posting = post(home[0], home, "Synced");
    home.settle();
    home.server->restore("monday");
    // Its author had seen the posting on the lost branch, so this is no conflict.
    must(editRow(*home[1].ledger, { Table::Posting, posting }, cells(Table::Posting, "amount", -777)));
    post(home[1], home, "Waiting");

    must(home[1].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(*asInteger(home[0].ledger->row({ Table::Posting, posting })->columns[col::posting::amount]), -777);
    QCOMPARE(must(home[0].ledger->conflicts()).size(), 0u);
    QCOMPARE(payees(home[0], home), (std::set<std::string> { "Synced", "Waiting" }));
    verifyAll(home);
}

void RecoverTest::editsAfterTheRestoreMeetThoseThatWereLost()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    must(editRow(*home[0].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -42000)));
    must(home[0].sync());
    home.server->restore("monday");
    must(editRow(*home[1].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -45000)));
    must(home[1].sync());

    home.settle();

    QVERIFY(home.areEqual());
    const auto conflicts = must(home[1].ledger->conflicts());
    QCOMPARE(conflicts.size(), 1u);
    const std::set<std::string> values { conflicts[0].loserValue, conflicts[0].winnerValue };
    QCOMPARE(values, (std::set<std::string> { "-42000", "-45000" }));
    verifyAll(home);
}

void RecoverTest::aRequestThatArrivesAfterTheRestoreStaysBeforeWhatFollowedIt()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    const RowKey groceries { Table::Entry, home.groceries };
    must(editRow(*home[0].ledger, groceries, cells(Table::Entry, "planned", -41000)));
    const auto waiting = must(home[0].ledger->waiting(0, 1, 1 << 20));
    const PeerRequest late { "POST", "/v1/ledgers/" + home.ledgerId.text() + "/sync",
        "{\"head\":\"" + must(home[0].ledger->status()).version.text()
            + "\",\"limit\":0,\"items\":[{\"age\":0,\"bases\":[],\"clk\":\"mono\",\"cs\":" + waiting[0].intent
            + "}]}" };
    must(home[0].sync());
    must(editRow(*home[0].ledger, groceries, cells(Table::Entry, "planned", -42000)));
    must(home[0].sync());

    home.server->restore("monday");
    home.server->nowMs += 3'600'000;
    QCOMPARE(must(home[0].peer->exchange(late)).status, 200); // a copy of it was on its way for an hour
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(*asInteger(home[1].ledger->row(groceries)->columns[col::entry::planned]), -42000);
    QCOMPARE(must(home[1].ledger->conflicts()).size(), 0u);
    verifyAll(home);
}

void RecoverTest::aCutRecoveryGoesOnWhereItStopped()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.server->backup("monday");
    for (int i = 0; i < 20; ++i)
        post(home[0], home, "P" + std::to_string(i));
    must(home[0].sync());
    const std::string digest = home[0].digest();
    home.server->restore("monday");

    int tries = 0;
    for (int lostRequest = 1;; ++lostRequest, ++tries) {
        home[0].peer->requests = 0;
        home[0].peer->losesReplyAt = lostRequest;
        if (home[0].sync())
            break;
        QCOMPARE(payees(home[0], home).size(), 20u); // nothing seems gone meanwhile
    }
    home[0].peer->losesReplyAt = 0;
    home.settle();

    QVERIFY(tries >= 3);
    QVERIFY(home.areEqual());
    QCOMPARE(home[0].digest(), digest);
    verifyAll(home);
}

void RecoverTest::aCrashBetweenRewindAndPullLosesNothing()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.server->backup("monday");
    const auto fork = must(home[0].ledger->status()).version.rev;
    post(home[0], home, "Market");
    must(home[0].sync());
    home.server->restore("monday");

    // As if it had given back and rewound, and the server had then lost what it was given.
    must(home[0].ledger->rewindTo(fork));
    home[0].reopen();
    QCOMPARE(must(home[0].ledger->limboCount()), 1);
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[0], home), (std::set<std::string> { "Market" }));
    verifyAll(home);
}

void RecoverTest::entriesThatTheServerDidNotSignNeedAnOwner()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("editor");
    home[1].peer->caller().right = Right::Editor;
    home.settle();
    fillLog(home[1]);
    home.server->loseEverything();

    const auto refused = home[1].sync();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QCOMPARE(must(home.server->core->head()).version.rev, 0);

    home.settle();
    QVERIFY(home.areEqual());
    // Of a server that still has its key an editor's word is enough, as the server's own signature stands on it.
    home.server->backup("monday");
    post(home[1], home, "Market");
    must(home[1].sync());
    home.server->restore("monday");
    must(home[1].sync());
    home.settle();
    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[0], home), (std::set<std::string> { "Market" }));
    verifyAll(home);
}

void RecoverTest::aForgedEntryIsRefusedAndChangesNothing()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.server->backup("monday");
    post(home[0], home, "Market");
    must(home[0].sync());
    std::vector<Ledger::Offer> offers;
    const auto fork = must(home[0].ledger->status()).version.rev - 1;
    must(home[0].ledger->eachOffer(fork, [&](const Ledger::Offer& offer) {
        offers.push_back(offer);
        return Result<>();
    }));
    home.server->restore("monday");
    const auto before = must(home.server->core->head()).version;
    home[0].peer->caller().right = Right::Editor;
    const auto send = [&](const LogEntry& entry, const std::string& mac) {
        std::string body = "{\"after\":\"" + offers[0].after.text() + "\",\"entries\":[";
        appendLogEntry(entry, body);
        body += "],\"receipt\":{\"ver\":\"1.0\",\"mac\":\"" + mac + "\"}}";
        return must(home[0].peer->exchange({ "POST", "/v1/ledgers/x/recover", body })).status;
    };

    LogEntry changed = offers[0].entries[0];
    changed.intent.replace(changed.intent.find("Market"), 6, "Casino");
    LogEntry moved = offers[0].entries[0];
    moved.eff += 1;
    LogEntry rechained = changed;
    rechained.chain = rechained.chainAfter(*must(home[0].ledger->chainAt(fork)));

    LogEntry late = rechained;
    late.eff = 9007199254740991;
    late.chain = late.chainAfter(*must(home[0].ledger->chainAt(fork)));

    QCOMPARE(send(changed, offers[0].receiptMac), 400);
    QCOMPARE(send(moved, offers[0].receiptMac), 400);
    QCOMPARE(send(rechained, offers[0].receiptMac), 403); // a chain of its own that nobody signed
    home[0].peer->caller().right = Right::Owner; // whose word counts, but not for a time that nothing can follow
    QCOMPARE(send(late, {}), 400);
    QCOMPARE(must(home.server->core->head()).version, before);
    QCOMPARE(send(offers[0].entries[0], offers[0].receiptMac), 200);
}

void RecoverTest::aDeviceWithoutTheLogBeginsAnewFromASnapshot()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second"); // from a snapshot, nothing back-filled
    home.server->backup("monday");
    post(home[1], home, "Market");
    must(home[1].sync());
    home.server->restore("monday");
    QVERIFY(!must(home[1].ledger->status()).isLogComplete);

    must(home[1].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[0], home), (std::set<std::string> { "Market" }));
    fillLog(home[1]);
    QVERIFY(must(home[1].ledger->status()).isLogComplete);
    verifyAll(home);
}

void RecoverTest::aDeviceWithOnlyASnapshotSaysWhatToDo()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.server->backup("monday");
    post(home[0], home, "Market");
    must(home[0].sync());
    home.join("second"); // its snapshot is newer than the backup
    home.server->restore("monday");
    post(home[1], home, "Waiting");

    const auto refused = home[1].sync();

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Mismatch);
    QVERIFY(refused.error().detail.find("Sync another device first") != std::string::npos);
    QCOMPARE(payees(home[1], home), (std::set<std::string> { "Market", "Waiting" }));
    must(home[0].sync());
    must(home[1].sync()); // the log of what was lost is there again
    home.settle();
    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[0], home), (std::set<std::string> { "Market", "Waiting" }));
    fillLog(home[1]);
    verifyAll(home);
}

void RecoverTest::deviceRestoredFromOldBackup()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    Household home(path);
    must(home[0].sync());
    home.join("second");
    copyFile(path + "/first.db", path + "/old.db");
    post(home[0], home, "After the copy");
    home.settle();
    home[0].ledger.reset();
    copyFile(path + "/old.db", path + "/first.db");
    home[0].ledger = must(Ledger::open(openFile(path + "/first.db")));
    post(home[0], home, "On the old copy"); // with a number that was used

    const auto refused = home[0].sync();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Forked);
    giveIdentity(home[0]);
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[1], home), (std::set<std::string> { "After the copy", "On the old copy" }));
    verifyAll(home);
}

void RecoverTest::clonedDevice()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    Household home(path);
    must(home[0].sync());
    copyFile(path + "/first.db", path + "/clone.db");
    Device clone { "clone", path + "/clone.db", must(Ledger::open(openFile(path + "/clone.db"))), nullptr };
    clone.peer = std::make_unique<InProcessPeer>(*home.server, home[0].peer->caller());
    home.devices.push_back(std::move(clone));
    post(home[0], home, "Original");
    post(home[1], home, "Clone");
    must(home[0].sync());

    const auto refused = home[1].sync();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Forked);
    giveIdentity(home[1]);
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[0], home), (std::set<std::string> { "Clone", "Original" }));
    verifyAll(home);
}

void RecoverTest::anAnswerThatWasLostBeforeTheNewIdentityIsKnown()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    post(home[0], home, "Market");
    home[0].peer->losesReply = true;
    QVERIFY(!home[0].sync()); // the server has it, under the old identity
    home[0].peer->losesReply = false;

    giveIdentity(home[0]);
    post(home[0], home, "Bakery");
    must(home[0].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(payees(home[0], home), (std::set<std::string> { "Bakery", "Market" }));
    verifyAll(home);
}

void RecoverTest::randomRestoresConverge()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    for (std::uint64_t run = 0; run < 30; ++run) {
        std::mt19937_64 random(seed + run);
        const auto below = [&](std::size_t n) { return std::size_t(random() % n); };
        QTemporaryDir folder;
        Household home(folder.path().toStdString());
        must(home[0].sync());
        fillLog(home.join("second"));
        fillLog(home.join("third"));
        std::set<std::string> typed;
        int backups = 0;
        for (int step = 0; step < 60; ++step) {
            Device& device = home[below(3)];
            home.server->nowMs += std::int64_t(below(100000));
            switch (below(8)) {
            case 0:
            case 1:
            case 2: {
                const std::string payee = "P" + std::to_string(step);
                post(device, home, payee);
                typed.insert(payee);
                break;
            }
            case 3:
                must(editRow(*device.ledger, { Table::Entry, home.groceries },
                    cells(Table::Entry, "planned", -std::int64_t(below(90000)))));
                break;
            case 4: home.server->backup("backup" + std::to_string(backups++ % 4)); break;
            case 5:
                if (backups > 0 && below(2))
                    home.server->restore("backup" + std::to_string(below(std::size_t(std::min(backups, 4)))));
                break;
            default:
                device.peer->requests = 0;
                device.peer->losesReplyAt = below(3) ? 0 : int(1 + below(5));
                if (device.sync())
                    fillLog(device);
                device.peer->losesReplyAt = 0;
            }
        }
        const QByteArray which = "seed " + QByteArray::number(qulonglong(seed + run));
        home.settle();
        QVERIFY2(home.areEqual(), which.constData());
        for (Device& device : home.devices)
            QVERIFY2(payees(device, home) == typed, which.constData());
        verifyAll(home);
        Device& fresh = home.join("fresh");
        QVERIFY2(home.areEqual(), which.constData());
        QCOMPARE(must(fresh.ledger->conflicts()).size(), must(home[0].ledger->conflicts()).size());
    }
}

void RecoverTest::numbersBeyondTheProtocolAreRefused()
{
    const auto array = [](std::int64_t rev, std::int64_t eff) {
        LogEntry entry;
        entry.rev = rev;
        entry.eff = eff;
        entry.id = DerivedId("change set").uuid();
        entry.outcome = "applied";
        std::string text = "[";
        appendLogEntry(entry, text);
        return text + "]";
    };
    constexpr std::int64_t most = 9007199254740991;
    QVERIFY(readLogEntries(array(most, most)));
    QCOMPARE(readLogEntries(array(1, most + 1)).error().code, ErrorCode::Invalid);
    QCOMPARE(readLogEntries(array(1, -most - 1)).error().code, ErrorCode::Invalid);
    QCOMPARE(readLogEntries(array(most + 1, 1)).error().code, ErrorCode::Invalid);

    BranchRecord record;
    record.rev = most;
    QVERIFY(decodeBranch(encodeBranch(record)));
    record.rev = std::numeric_limits<std::int64_t>::max(); // counting on from it would overflow
    QCOMPARE(decodeBranch(encodeBranch(record)).error().code, ErrorCode::Invalid);
}

QTEST_GUILESS_MAIN(RecoverTest)
#include "recover_test.moc"
