#include "household.h"

#include "../test_seed.h"

#include <QTemporaryDir>

#include <random>
#include <set>

using namespace qm;
using namespace household;

/// Client and server over the real wire, in process (SYNC.md 3.5, 3.6 and cases of 3.8).
class ExchangeTest : public QObject {
    Q_OBJECT
private slots:
    void bothDevicesEndWithTheServersDigest();
    void aLostAnswerIsSentAgainAndKnown();
    void editsOfOneFieldKeepTheLoser();
    void editsOfDifferentFieldsBothApply();
    void aPostingIntoAMonthClosedElsewhereIsParked();
    void monthsOpenedTwiceBecomeOne();
    void anUndoAfterASyncTakesBackOnlyWhatNobodyChanged();
    void aNewDeviceStartsFromASnapshotAndFillsItsLog();
    void aSnapshotThatIsCutOffLeavesTheFileFree();
    void aDamagedCopyIsRepairedAndReported();
    void aHeadThatNobodyKnowsIsFoundAgain();
    void theQueueSurvivesARestart();
    void aMalformedChangeSetIsQuarantined();
    void aQueuedChangeSetThatIsNoTextAnyMoreIsSetApart();
    void aBlockedDeletionIsToldOfWhatWasMeant();
    void aChangeSetOfTheLogIsNeverQuarantined();
    void aServerThatPromisesMoreIsNotAskedForEver();
    void aLogThatGoesRoundIsNotFollowedForEver();
    void aLogThatIsPartlyThereVerifies();
    void anotherIdentityRenumbersTheQueue();
    void aDevicesNumberIsNotUsedTwice();
    void randomHouseholdsConverge();
};

void ExchangeTest::bothDevicesEndWithTheServersDigest()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");

    must(addPosting(
        *home[0].ledger, { "2026-05-03", { -2340 }, home.checking, home.groceries, {}, "Market", "", false }));
    must(
        addPosting(*home[1].ledger, { "2026-05-04", { -990 }, home.checking, home.groceries, {}, "Bakery", "", true }));
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(must(home[0].ledger->postings({ home.may, {}, {}, false, "", -1 })).size(), 2u);
    QCOMPARE(must(home[1].ledger->entries(home.may)).size(), 2u);
}

void ExchangeTest::aLostAnswerIsSentAgainAndKnown()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    home[0].peer->losesReply = true;
    QVERIFY(!home[0].sync());
    QVERIFY(must(home[0].ledger->status()).pending > 0);
    const auto rev = must(home.server->core->head()).version.rev;
    QVERIFY(rev > 0);

    home[0].peer->losesReply = false;
    must(home[0].sync());

    QCOMPARE(must(home.server->core->head()).version.rev, rev);
    QVERIFY(home.areEqual());
}

void ExchangeTest::editsOfOneFieldKeepTheLoser()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    must(editRow(*home[0].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -42000)));
    must(editRow(*home[1].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -45000)));

    home.settle();

    QVERIFY(home.areEqual());
    for (Device& device : home.devices) {
        const auto conflicts = must(device.ledger->conflicts());
        QCOMPARE(conflicts.size(), 1u);
        const std::set<std::string> values { conflicts[0].loserValue, conflicts[0].winnerValue };
        QCOMPARE(values, (std::set<std::string> { "-42000", "-45000" }));
        QCOMPARE(conflicts[0].baseValue, std::string("-40000"));
    }
    // Settling it on one device settles it on both, and makes no new one.
    must(settleConflict(*home[1].ledger, must(home[1].ledger->conflicts())[0].id, Settle::Lost));
    home.settle();
    QVERIFY(home.areEqual());
    QCOMPARE(must(home[0].ledger->conflicts()).size(), 0u);
}

void ExchangeTest::editsOfDifferentFieldsBothApply()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    must(editRow(*home[0].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -42000)));
    must(editRow(
        *home[1].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "name", std::string("Food shopping"))));

    home.settle();

    QVERIFY(home.areEqual());
    const auto row = home[0].ledger->row({ Table::Entry, home.groceries });
    QCOMPARE(*asInteger(row->columns[col::entry::planned]), -42000);
    QCOMPARE(*asText(row->columns[col::entry::name]), std::string("Food shopping"));
    QCOMPARE(must(home[0].ledger->conflicts()).size(), 0u);
}

void ExchangeTest::aPostingIntoAMonthClosedElsewhereIsParked()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    must(closeMonth(*home[0].ledger, home.may));
    must(home[0].sync());
    must(addPosting(
        *home[1].ledger, { "2026-05-03", { -2340 }, home.checking, home.groceries, {}, "Market", "", false }));

    home.settle();

    QVERIFY(home.areEqual());
    for (Device& device : home.devices) {
        const auto parked = must(device.ledger->parkedChanges());
        QCOMPARE(parked.size(), 1u);
        QCOMPARE(parked[0].why, std::string("month_closed"));
        QCOMPARE(must(device.ledger->postings({ home.may, {}, {}, false, "", -1 })).size(), 0u);
    }
    must(reopenMonth(*home[0].ledger, home.may));
    must(settleParked(*home[0].ledger, must(home[0].ledger->parkedChanges())[0].change, true));
    home.settle();
    QVERIFY(home.areEqual());
    QCOMPARE(must(home[1].ledger->postings({ home.may, {}, {}, false, "", -1 })).size(), 1u);
    QCOMPARE(must(home[1].ledger->parkedChanges()).size(), 0u);
}

void ExchangeTest::monthsOpenedTwiceBecomeOne()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    for (Device& device : home.devices)
        must(openMonth(*device.ledger, { 2026, 6 }, &device == &home[0] ? MonthStart::FromTemplate : MonthStart::Copied,
            &device == &home[0] ? home.templ : home.may, false));

    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(must(home[0].ledger->months()).size(), 2u);
    QCOMPARE(must(home[0].ledger->entries(must(home[0].ledger->months())[1].id)).size(), 2u);
}

void ExchangeTest::anUndoAfterASyncTakesBackOnlyWhatNobodyChanged()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    CellEdits edits = cells(Table::Entry, "planned", -42000);
    edits.push_back(cells(Table::Entry, "name", std::string("Food"))[0]);
    must(editRow(*home[0].ledger, { Table::Entry, home.groceries }, edits));
    home.settle();
    must(
        editRow(*home[1].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "name", std::string("Eating"))));
    home.settle();
    home[0].reopen();

    const auto undone = must(home[0].ledger->undo());
    home.settle();

    QVERIFY(undone.isSkipped);
    QVERIFY(home.areEqual());
    const auto row = home[1].ledger->row({ Table::Entry, home.groceries });
    QCOMPARE(*asInteger(row->columns[col::entry::planned]), -40000);
    QCOMPARE(*asText(row->columns[col::entry::name]), std::string("Eating"));

    must(home[0].ledger->redo());
    home.settle();
    QVERIFY(home.areEqual());
    QCOMPARE(*asInteger(home[1].ledger->row({ Table::Entry, home.groceries })->columns[col::entry::planned]), -42000);
}

void ExchangeTest::aNewDeviceStartsFromASnapshotAndFillsItsLog()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const Uuid posting = must(addPosting(
        *home[0].ledger, { "2026-05-03", { -2340 }, home.checking, home.groceries, {}, "Market", "", false }));
    must(deletePosting(*home[0].ledger, posting));
    must(home[0].sync());

    Device& second = home.join("second");
    QVERIFY(!must(second.ledger->status()).isLogComplete);
    QVERIFY(home.areEqual());
    SyncClient client(*second.ledger, *second.peer);
    while (!must(client.backfillPage())) { }

    QVERIFY(must(second.ledger->status()).isLogComplete);
    const auto verified = must(verifyLedger(second.ledger->connection()));
    QCOMPARE(verified.revisions, must(home.server->core->head()).version.rev);
    QVERIFY(verified.isLogComplete);
    must(verifyLedger(home[0].ledger->connection()));
    // What was deleted before it joined can be brought back from here.
    QVERIFY(!second.ledger->row({ Table::Posting, posting }));
    const auto history = must(second.ledger->history({}, 1));
    must(second.ledger->undo(history[0].id));
    home.settle();
    QVERIFY(home.areEqual());
    QVERIFY(home[0].ledger->row({ Table::Posting, posting }));
}

void ExchangeTest::aSnapshotThatIsCutOffLeavesTheFileFree()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    Household home(path);
    must(home[0].sync());
    Device device { "second", path + "/second.db", nullptr, nullptr };
    device.ledger = must(Ledger::createCopy(openFile(device.path), home.ledgerId, Uuid::make()));
    device.peer
        = std::make_unique<InProcessPeer>(*home.server, Caller { device.id(), 2, "second", "test", Right::Owner });
    device.peer->losesReplyAt = 2; // its first part

    QVERIFY(!device.sync());

    must(sql::Transaction::begin(*openFile(device.path)));
    must(device.ledger->setDevices({}));
    must(device.sync());
    QCOMPARE(device.digest(), home[0].digest());
}

void ExchangeTest::aDamagedCopyIsRepairedAndReported()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(addPosting(
        *home[0].ledger, { "2026-05-03", { -2340 }, home.checking, home.groceries, {}, "Market", "", false }));
    must(home[0].sync());
    Device& second = home.join("second");
    must(second.ledger->connection().execute("UPDATE posting SET amount_minor = amount_minor - 1"));
    must(editRow(*second.ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -1)));
    // The damage shows when the digest is next compared: an edit of the damaged row by somebody else.
    const Uuid posting = must(home[0].ledger->postings({ home.may, {}, {}, false, "", -1 }))[0].id;
    must(editRow(*home[0].ledger, { Table::Posting, posting }, cells(Table::Posting, "memo", std::string("weekly"))));
    must(home[0].sync());

    const SyncReport report = must(second.sync());

    QCOMPARE(report.repaired.size(), 1u);
    QVERIFY(
        report.repaired[0].find("-2341") != std::string::npos && report.repaired[0].find("-2340") != std::string::npos);
    QCOMPARE(report.notes.size(), 1u);
    home.settle();
    QVERIFY(home.areEqual());
}

void ExchangeTest::aHeadThatNobodyKnowsIsFoundAgain()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    must(home[0].ledger->setMeta("head", must(home[0].ledger->meta("head")).replace(3, 4, "0000")));
    must(addPosting(*home[0].ledger, { "2026-05-03", { -1 }, home.checking, {}, {}, "", "", false }));
    const auto rev = must(home.server->core->head()).version.rev;

    must(home[0].sync());

    QVERIFY(home.areEqual());
    QCOMPARE(must(home.server->core->head()).version.rev, rev + 1); // no trace of a recovery
    must(verifyLedger(home[0].ledger->connection()));
}

void ExchangeTest::theQueueSurvivesARestart()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const auto before = must(home[0].ledger->status());
    home[0].reopen();
    QCOMPARE(must(home[0].ledger->status()).pending, before.pending);

    must(home[0].sync());

    QVERIFY(home.areEqual());
}

void ExchangeTest::aMalformedChangeSetIsQuarantined()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    must(addPosting(*home[0].ledger, { "2026-05-03", { -1 }, home.checking, {}, {}, "first", "", false }));
    must(addPosting(*home[0].ledger, { "2026-05-03", { -2 }, home.checking, {}, {}, "second", "", false }));
    must(home[0].ledger->connection().execute("UPDATE change_set_body SET intent = CAST(replace(CAST(intent AS TEXT), "
                                              "'\"amount\":-1', '\"amount\":\"one\"') AS BLOB)"
                                              " WHERE no = (SELECT max(no) - 1 FROM change_set)"));

    const SyncReport report = must(home[0].sync());

    QCOMPARE(report.notes.size(), 1u);
    QCOMPARE(report.waiting, 0);
    QCOMPARE(must(home[0].ledger->status()).quarantined, 1);
    const auto postings = must(home[0].ledger->postings({}));
    QCOMPARE(postings.size(), 1u);
    QCOMPARE(postings[0].payee, std::string("second"));
    QVERIFY(home.areEqual());
}

void ExchangeTest::aQueuedChangeSetThatIsNoTextAnyMoreIsSetApart()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    for (const char* payee : { "first", "second", "third" })
        must(addPosting(*home[0].ledger, { "2026-05-03", { -1 }, home.checking, {}, {}, payee, "", false }));
    must(home[0].ledger->connection().execute(
        "UPDATE change_set_body SET intent = x'7b22ff' WHERE no = (SELECT max(no) - 1 FROM change_set)"));

    const SyncReport report = must(home[0].sync());

    QCOMPARE(report.waiting, 0);
    const auto apart = must(home[0].ledger->setApart());
    QCOMPARE(apart.size(), 1u);
    QCOMPARE(apart[0].intent, std::string("{\"\xff"));
    QCOMPARE(must(home[0].ledger->postings({})).size(), 2u);
    QVERIFY(home.areEqual());
}

void ExchangeTest::aBlockedDeletionIsToldOfWhatWasMeant()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    must(addPosting(*home[0].ledger, { "2026-05-03", { -1 }, home.checking, home.groceries, {}, "first", "", false }));
    home.settle();
    must(deleteEntry(*home[0].ledger, home.groceries, EntryPostings::Delete));
    must(editRow(*home[1].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "name", std::string("Food"))));
    must(home[1].sync());
    home.settle();

    const auto conflicts = must(home[0].ledger->conflicts());

    QCOMPARE(conflicts.size(), 1u);
    QVERIFY(conflicts[0].row == (RowKey { Table::Entry, home.groceries })); // and not one of its postings
}

/// Gives the same answer to everything.
class RepeatingPeer final : public SyncPeer {
public:
    explicit RepeatingPeer(PeerReply reply) : m_reply(std::move(reply)) { }
    Result<PeerReply> exchange(const PeerRequest&) override
    {
        if (++requests > 20)
            return Error { ErrorCode::Offline, "asked too often" };
        return m_reply;
    }
    int requests = 0;

private:
    PeerReply m_reply;
};

void ExchangeTest::aChangeSetOfTheLogIsNeverQuarantined()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    Ledger& ledger = *home[0].ledger;
    const Uuid sent = must(ledger.history({}, 1)).front().id;
    RepeatingPeer peer({ 400, R"({"error":"malformed","item":0,"id":")" + sent.text() + "\"}", true, {}, {} });

    const auto report = SyncClient(ledger, peer).sync();

    QCOMPARE(report.error().code, ErrorCode::Protocol);
    QCOMPARE(must(ledger.status()).quarantined, 0);
    must(verifyLedger(ledger.connection()));
    must(home[0].sync());
}

void ExchangeTest::aServerThatPromisesMoreIsNotAskedForEver()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    RepeatingPeer peer({ 200, R"({"entries":[],"more":true})", true, {}, {} });

    const auto report = SyncClient(*home[0].ledger, peer).sync();

    QCOMPARE(report.error().code, ErrorCode::Protocol);
    QCOMPARE(peer.requests, 1);
}

/// Does not know the device's version, and its log after any other begins with the first entry.
class CircularPeer final : public SyncPeer {
public:
    explicit CircularPeer(Server& server) : m_server(server) { }
    Result<PeerReply> exchange(const PeerRequest& request) override
    {
        if (++requests > 20)
            return Error { ErrorCode::Offline, "asked too often" };
        const std::string start = Version::at(0, chainStart(m_server.core->id())).text();
        if (request.method == "GET")
            return PeerReply { 200, m_server.core->log(start, 1).body, true, {}, {} };
        return PeerReply { 409, R"({"error":"unknown_version","probes":[")" + start + "\"]}", true, {}, {} };
    }
    int requests = 0;

private:
    Server& m_server;
};

void ExchangeTest::aLogThatGoesRoundIsNotFollowedForEver()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    CircularPeer peer(*home.server);

    const auto report = SyncClient(*home[0].ledger, peer).sync();

    QCOMPARE(report.error().code, ErrorCode::Protocol);
    QVERIFY(peer.requests < 20);
    must(home[0].sync());
}

void ExchangeTest::aLogThatIsPartlyThereVerifies()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    Ledger& copy = *home.join("second").ledger;
    const Answer page = home.server->core->log(Version::at(0, chainStart(copy.id())).text(), 2);
    const auto members = must(sliceObject(page.body));
    const auto entries
        = std::find_if(members.begin(), members.end(), [](const auto& m) { return m.first == "entries"; });
    QVERIFY(!must(verifyLedger(copy.connection())).isLogComplete);

    QVERIFY(!must(copy.backfill(must(readLogEntries(entries->second)))));

    const Verified verified = must(verifyLedger(copy.connection()));
    QVERIFY(!verified.isLogComplete);
    QCOMPARE(verified.revisions, 2);
}

void ExchangeTest::anotherIdentityRenumbersTheQueue()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const Uuid fresh = Uuid::make();

    must(home[0].ledger->setDevice(fresh));
    home[0].peer->caller().device = fresh;
    must(home[0].sync());

    QVERIFY(home.areEqual());
}

void ExchangeTest::aDevicesNumberIsNotUsedTwice()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    std::filesystem::copy_file(folder.path().toStdString() + "/first.db", folder.path().toStdString() + "/clone.db");
    std::filesystem::copy_file(
        folder.path().toStdString() + "/first.db-wal", folder.path().toStdString() + "/clone.db-wal");
    auto clone = must(Ledger::open(openFile(folder.path().toStdString() + "/clone.db")));
    must(addPosting(*home[0].ledger, { "2026-05-03", { -1 }, home.checking, {}, {}, "", "", false }));
    must(addPosting(*clone, { "2026-05-03", { -2 }, home.checking, {}, {}, "", "", false }));
    must(home[0].sync());

    auto refused = SyncClient(*clone, *home[0].peer).sync();

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Forked);
    QCOMPARE(must(clone->status()).pending, 1);
}

void ExchangeTest::randomHouseholdsConverge()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    for (std::uint64_t run = 0; run < 25; ++run) {
        std::mt19937_64 random(seed + run);
        const auto below = [&](std::size_t n) { return std::size_t(random() % n); };
        QTemporaryDir folder;
        Household home(folder.path().toStdString());
        must(home[0].sync());
        home.join("second");
        home.join("third");
        const Uuid other = must(addEntry(*home[1].ledger, home.may, { "Other", home.food, { -100 }, "", "" }));
        home.settle();
        for (int step = 0; step < 60; ++step) {
            Device& device = home[below(3)];
            Ledger& ledger = *device.ledger;
            home.server->nowMs += std::int64_t(below(5000));
            const auto postings = must(ledger.postings({ home.may, {}, {}, false, "", -1 }));
            const Uuid entry = below(2) ? home.groceries : other;
            const std::string date = "2026-05-" + std::to_string(10 + below(20));
            // Rules of the ledger may refuse any of these; what was accepted must converge.
            switch (below(14)) {
            case 0:
            case 1:
                (void)addPosting(ledger,
                    { date, { -std::int64_t(below(9000)) - 1 }, home.checking, entry, {}, "P" + std::to_string(step),
                        "", false });
                break;
            case 2:
                if (!postings.empty())
                    (void)editRow(ledger, { Table::Posting, postings[below(postings.size())].id },
                        cells(Table::Posting, "amount", -std::int64_t(below(9000)) - 1));
                break;
            case 3:
                if (!postings.empty())
                    (void)movePosting(ledger, postings[below(postings.size())].id, date, entry);
                break;
            case 4:
                if (!postings.empty())
                    (void)deletePosting(ledger, postings[below(postings.size())].id);
                break;
            case 5: (void)deleteEntry(ledger, other, below(2) ? EntryPostings::Delete : EntryPostings::Keep); break;
            case 6:
                (void)editRow(
                    ledger, { Table::Entry, entry }, cells(Table::Entry, "planned", -std::int64_t(below(90000))));
                break;
            case 7:
                (void)editRow(
                    ledger, { Table::Entry, entry }, cells(Table::Entry, "name", "N" + std::to_string(below(5))));
                break;
            case 8: (void)closeMonth(ledger, home.may); break;
            case 9: (void)reopenMonth(ledger, home.may); break;
            case 10: (void)ledger.undo(); break;
            case 11: {
                const SplitPart parts[] = { { home.groceries, { -100 }, "" }, { {}, { -200 }, "" } };
                (void)addSplit(ledger, { date, {}, home.checking, {}, {}, "Split", "", false }, parts);
                break;
            }
            case 12: {
                const auto parked = must(ledger.parkedChanges());
                const auto conflicts = must(ledger.conflicts());
                if (!parked.empty())
                    (void)settleParked(ledger, parked[below(parked.size())].change, below(2) == 0);
                else if (!conflicts.empty())
                    (void)settleConflict(
                        ledger, conflicts[below(conflicts.size())].id, below(2) ? Settle::Lost : Settle::Shown);
                break;
            }
            default:
                device.peer->losesRequest = below(5) == 0;
                device.peer->losesReply = below(5) == 0;
                (void)device.sync();
                device.peer->losesRequest = device.peer->losesReply = false;
            }
        }
        home.settle();
        QVERIFY2(home.areEqual(), qPrintable(QString("seed %1").arg(seed + run)));
        for (Device& device : home.devices)
            must(verifyLedger(device.ledger->connection()));
        Device& fresh = home.join("fresh");
        home.settle();
        QVERIFY2(home.areEqual(), qPrintable(QString("fresh device, seed %1").arg(seed + run)));
        QCOMPARE(must(fresh.ledger->conflicts()).size(), must(home[0].ledger->conflicts()).size());
    }
}

QTEST_GUILESS_MAIN(ExchangeTest)
#include "exchange_test.moc"
