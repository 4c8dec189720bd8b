#include "household.h"

#include "common/store/log_texts.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace qm;
using namespace household;

namespace {

constexpr std::int64_t far = std::int64_t(1) << 60;

} // namespace

/// A log whose old part is packed (SYNC.md 3.11) reads, proves, travels and heals as one that is not.
class PackedLogTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_home = std::make_unique<Household>(m_folder->path().toStdString());
        must(home()[0].sync());
        home().join("second");
        home().server->backup("early");
        for (int i = 0; i < 40; ++i)
            record(home()[static_cast<std::size_t>(i % 2)], "Shop " + std::to_string(i));
        home().settle();
    }
    void nothingIsDroppedOnlyWhatIsOldIsPacked();
    void historyIsTheSame();
    void verifyProvesFromTheFirstRevisionOn();
    void aNewDeviceGetsTheWholeLog();
    void aDeviceThatWasAwayForLongPullsIt();
    void aRestoredServerGetsItBackFromPackedCopies();
    void aRebuiltServerGetsAllOfIt();
    void anOldChangeIsUndone();
    void whatIsParkedForLongIsStillApplied();

private:
    Household& home() { return *m_home; }
    Uuid record(Device& device, const std::string& payee)
    {
        return must(addPosting(
            *device.ledger, { "2026-05-03", { -100 }, home().checking, home().groceries, {}, payee, "", false }));
    }
    static void packOne(Ledger& ledger)
    {
        while (must(ledger.packLog({ far, 6 })))
            ;
    }
    void packAll()
    {
        while (must(home().server->core->packLog({ far, 6 })))
            ;
        for (Device& device : home().devices)
            packOne(*device.ledger);
    }
    static void fillLog(Device& device)
    {
        SyncClient client(*device.ledger, *device.peer);
        for (auto isComplete = client.backfillPage(); isComplete && !*isComplete;)
            isComplete = client.backfillPage();
    }
    static std::int64_t count(Ledger& ledger, const char* table)
    {
        return must(sql::queryInteger(ledger.connection(), "SELECT count(*) FROM " + std::string(table)));
    }
    /// What a person sees of it, one text.
    static std::string historyOf(Ledger& ledger, const std::optional<Uuid>& of)
    {
        std::string text;
        for (const HistoryItem& item : must(ledger.history(of, -1))) {
            text += item.id.text() + " " + item.act + " " + std::to_string(item.changes.size()) + "\n";
            for (const HistoryItem::Change& change : item.changes)
                text += "  " + change.op + " " + change.row.id.text() + " " + change.cell + " " + change.from + " "
                    + change.to + "\n";
        }
        return text;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Household> m_home;
};

void PackedLogTest::nothingIsDroppedOnlyWhatIsOldIsPacked()
{
    Ledger& ledger = *home()[0].ledger;
    QVERIFY(!must(ledger.packLog({ home().server->nowMs - packAfterMs, 6 }))); // all of it is young
    const auto before = count(ledger, "change_set_body");

    packAll();

    QVERIFY(count(ledger, "change_set_body") < 6);
    QCOMPARE(must(sql::queryInteger(ledger.connection(), "SELECT sum(count) FROM log_segment"))
            + count(ledger, "change_set_body"),
        before);
    QVERIFY(home().areEqual());
}

void PackedLogTest::historyIsTheSame()
{
    Ledger& ledger = *home()[0].ledger;
    const Uuid posting = must(ledger.postings({ home().may, {}, {}, false, "Shop 7", -1 })).front().id;
    const std::string all = historyOf(ledger, {});
    const std::string ofPosting = historyOf(ledger, posting);
    const std::string ofEntry = historyOf(ledger, home().groceries);
    const std::string ofMonth = historyOf(ledger, home().may);
    QVERIFY(ofPosting.size() > 40 && ofEntry.size() > 40);

    packAll();

    QCOMPARE(historyOf(ledger, {}), all);
    QCOMPARE(historyOf(ledger, posting), ofPosting);
    QCOMPARE(historyOf(ledger, home().groceries), ofEntry);
    QCOMPARE(historyOf(ledger, home().may), ofMonth);
}

void PackedLogTest::verifyProvesFromTheFirstRevisionOn()
{
    packAll();
    for (Device& device : home().devices) {
        fillLog(device);
        packOne(*device.ledger);
        const Verified verified = must(verifyLedger(device.ledger->connection()));
        QVERIFY(verified.isLogComplete);
        QCOMPARE(verified.revisions, verified.head.rev);
    }
    // A text that is not the one that was accepted is found, packed or not.
    Ledger& ledger = *home()[0].ledger;
    LogTexts texts(ledger.connection());
    const auto no = must(sql::queryInteger(ledger.connection(), "SELECT first FROM log_segment LIMIT 1"));
    std::string forged(must(texts.read(no))->intent);
    forged.replace(forged.find("\"at\":\"20"), 8, "\"at\":\"19");
    must(texts.write(no, forged)); // a row of its own counts before a segment
    QCOMPARE(verifyLedger(ledger.connection()).error().code, ErrorCode::Mismatch);
}

void PackedLogTest::aNewDeviceGetsTheWholeLog()
{
    packAll();
    Device& fresh = home().join("fresh");
    QVERIFY(!must(fresh.ledger->packLog({ far, 6 }))); // its log is not here yet
    fillLog(fresh);
    QVERIFY(must(fresh.ledger->status()).isLogComplete);

    packAll();

    QVERIFY(home().areEqual());
    must(verifyLedger(fresh.ledger->connection()));
}

void PackedLogTest::aDeviceThatWasAwayForLongPullsIt()
{
    Device& away = home()[1];
    for (int i = 0; i < 30; ++i)
        record(home()[0], "Later " + std::to_string(i));
    must(home()[0].sync());
    while (must(home().server->core->packLog({ far, 6 })))
        ;
    must(away.sync());
    QVERIFY(home().areEqual());
    must(verifyLedger(away.ledger->connection()));
}

void PackedLogTest::aRestoredServerGetsItBackFromPackedCopies()
{
    fillLog(home()[1]);
    packAll();
    const std::string digest = home()[0].digest();

    home().server->restore("early");
    record(home()[1], "After the restore");
    home().settle();
    home().settle();

    QVERIFY(home().areEqual());
    QVERIFY(home()[0].digest() != digest); // the new one is there, too
    QCOMPARE(must(home()[0].ledger->postings({ home().may, {}, {}, false, "", -1 })).size(), std::size_t(41));
    packAll();
    for (Device& device : home().devices)
        must(verifyLedger(device.ledger->connection()));
}

void PackedLogTest::aRebuiltServerGetsAllOfIt()
{
    fillLog(home()[1]);
    packAll();
    home().server->loseEverything();
    home().settle();
    home().settle();
    QVERIFY(home().areEqual());
    QCOMPARE(must(home()[0].ledger->postings({ home().may, {}, {}, false, "", -1 })).size(), std::size_t(40));
}

void PackedLogTest::anOldChangeIsUndone()
{
    Ledger& ledger = *home()[0].ledger;
    const Uuid posting = record(home()[0], "A mistake");
    const Uuid change = must(ledger.history(posting, 1)).front().id;
    home().settle();
    packAll();

    must(ledger.undo(change));
    home().settle();

    QVERIFY(must(ledger.postings({ home().may, {}, {}, false, "A mistake", -1 })).empty());
    QVERIFY(home().areEqual());
}

void PackedLogTest::whatIsParkedForLongIsStillApplied()
{
    record(home()[1], "Too late");
    must(closeMonth(*home()[0].ledger, home().may));
    must(home()[0].sync());
    home().settle();
    QCOMPARE(must(home()[0].ledger->parkedChanges()).size(), std::size_t(1));
    for (int i = 0; i < 8; ++i)
        must(addAccount(*home()[0].ledger, { "Account " + std::to_string(i), "cash", {}, "" }));
    home().settle();
    packAll();
    const Uuid parked = must(home()[0].ledger->parkedChanges()).front().change;

    must(reopenMonth(*home()[0].ledger, home().may));
    must(settleParked(*home()[0].ledger, parked, true));
    home().settle();

    QCOMPARE(must(home()[1].ledger->postings({ home().may, {}, {}, false, "Too late", -1 })).size(), std::size_t(1));
    QVERIFY(home().areEqual());
}

QTEST_GUILESS_MAIN(PackedLogTest)
#include "packed_log_test.moc"
