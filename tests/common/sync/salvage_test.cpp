#include "household.h"

#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <map>

using namespace qm;
using namespace household;

/// A server that lost more of the log than the only device that is left can give back (SYNC.md 3.8, salvage).
class SalvageTest : public QObject {
    Q_OBJECT
private slots:
    void deviceHoldsOnlyASnapshotAndTheServerLostMore();
    void salvageFromASnapshotToAServerSetUpAnew();
    void salvageLeavesAloneWhatIsNewOnTheServer();
    void salvageLetsWhatWasDoneOnTheServerStand();
    void salvageRecordsWhatBothSidesChanged();
    void whatWaitsGoesOnAsIfNothingHadHappened();
    void salvageDeletesWhatStandsOnWhatItDeletesFirst();
    void salvageSettlesWhatWasSettled();
    void salvageIsRefusedWhereASyncDoesIt();
    void salvageThatBreaksOffChangesNothing();

private:
    /// Payees and amounts of what is shown.
    static std::map<std::string, std::int64_t> postings(Device& device)
    {
        std::map<std::string, std::int64_t> found;
        for (const Posting& posting : must(device.ledger->postings({})))
            found[posting.payee] += posting.amount.minor;
        return found;
    }
    static Result<Ledger::Salvaged> salvage(Device& device)
    {
        const std::string aside = device.path + ".aside";
        const auto copy = must(device.ledger->connection().prepare("VACUUM INTO ?"));
        copy->bindText(0, aside);
        must(copy->run());
        const auto before = must(Ledger::open(openFile(aside)));
        return SyncClient(*device.ledger, *device.peer).salvage(*before);
    }
    static std::size_t salvagedChanges(Device& device)
    {
        const auto items = must(device.ledger->history({}, 100));
        return static_cast<std::size_t>(
            std::count_if(items.begin(), items.end(), [](const HistoryItem& item) { return item.act == "salvage"; }));
    }
    /// Only this device goes on.
    static void loseOthers(Household& home)
    {
        while (home.devices.size() > 1)
            home.devices.erase(home.devices.begin());
    }
};

void SalvageTest::deviceHoldsOnlyASnapshotAndTheServerLostMore()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const Uuid early = post(home[0], home, "Early", -700);
    const Uuid gone = post(home[0], home, "Gone", -1);
    const Uuid april = must(openMonth(*home[0].ledger, { 2026, 4 }, MonthStart::Blank, {}, false));
    must(addPosting(*home[0].ledger, { "2026-04-02", { -5 }, home.checking, {}, {}, "April", "", false }));
    must(home[0].sync());
    home.server->backup("monday");
    const Uuid sport = must(addCategory(*home[0].ledger, { "Sport", "Living", "expense" }));
    const Uuid club = must(addEntry(*home[0].ledger, home.may, { "Club", sport, { -3000 }, "", "" }));
    must(addPosting(*home[0].ledger, { "2026-05-04", { -2900 }, home.checking, club, {}, "Club", "", false }));
    must(editRow(*home[0].ledger, { Table::Posting, early }, cells(Table::Posting, "amount", std::int64_t(-750))));
    must(editRow(*home[0].ledger, { Table::Posting, early }, cells(Table::Posting, "memo", std::string("more"))));
    must(deletePosting(*home[0].ledger, gone));
    must(closeMonth(*home[0].ledger, april));
    must(home[0].sync());
    home.join("second"); // its snapshot is newer than the backup
    home.server->restore("monday");
    loseOthers(home);
    Device& device = home[0];
    const Uuid waiting
        = must(addPosting(*device.ledger, { "2026-05-05", { -10 }, home.checking, club, {}, "Waiting", "", false }));
    const auto shown = postings(device);
    QVERIFY(!device.sync());

    const Ledger::Salvaged salvaged = must(salvage(device));

    QCOMPARE(salvaged.made, 3); // category, entry, posting
    QCOMPARE(salvaged.changed, 1);
    QCOMPARE(salvaged.deleted, 1);
    QCOMPARE(salvaged.conflicts + salvaged.parked, 0);
    QCOMPARE(postings(device), shown);
    const SyncReport report = must(device.sync());
    QCOMPARE(report.waiting, 0);
    QCOMPARE(report.parked, 0);
    QCOMPARE(report.conflicts, 0);
    home.settle();
    QVERIFY(home.areEqual());
    QCOMPARE(postings(device), shown);
    QVERIFY(device.ledger->row({ Table::Posting, waiting }).has_value());
    QVERIFY(must(device.ledger->months())[0].isClosed);
    QCOMPARE(salvagedChanges(device), 2u); // what is closed is closed by a change of its own
    Device& fresh = home.join("fresh");
    QCOMPARE(postings(fresh), shown);
    QVERIFY(home.areEqual());
}

void SalvageTest::salvageFromASnapshotToAServerSetUpAnew()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    home.server->backup("empty");
    post(home[0], home, "Early");
    must(closeMonth(*home[0].ledger, home.may));
    must(home[0].sync());
    home.join("second");
    home.server->restore("empty");
    loseOthers(home);
    const auto shown = postings(home[0]);

    must(salvage(home[0]));
    must(home[0].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(postings(home[0]), shown);
    QCOMPARE(must(home[0].ledger->status()).name, std::string("Home"));
    QVERIFY(must(home[0].ledger->months())[0].isClosed);
    QCOMPARE(must(home[0].ledger->templates()).size(), 1u);
    QVERIFY(must(home[0].ledger->status()).isLogComplete);
    home.join("fresh");
    QVERIFY(home.areEqual());
}

void SalvageTest::salvageLeavesAloneWhatIsNewOnTheServer()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    post(home[0], home, "Lost");
    must(home[0].sync());
    std::filesystem::remove_all(
        folder.filePath("snapshots").toStdString()); // else it is given the second's and the log
    home.join("third");
    home.server->restore("monday");
    post(home[1], home, "New"); // it was never told of what was lost
    must(home[1].sync());
    home.devices.erase(home.devices.begin());
    Device& device = home[1];

    must(salvage(device));
    must(device.sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(postings(home[0]), (std::map<std::string, std::int64_t> { { "Lost", -100 }, { "New", -100 } }));
    QCOMPARE(must(home[0].ledger->conflicts()).size(), 0u);
}

// One that has not seen what was lost edits and deletes on the restored server; another salvages.
void SalvageTest::salvageLetsWhatWasDoneOnTheServerStand()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const Uuid early = post(home[0], home, "Early", -700);
    const Uuid gone = post(home[0], home, "Gone", -1);
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    post(home[0], home, "Lost");
    must(home[0].sync());
    std::filesystem::remove_all(folder.filePath("snapshots").toStdString());
    home.join("third");
    home.server->restore("monday");
    must(editRow(*home[1].ledger, { Table::Posting, early }, cells(Table::Posting, "amount", std::int64_t(-999))));
    must(deletePosting(*home[1].ledger, gone));
    must(openMonth(*home[1].ledger, { 2026, 4 }, MonthStart::Blank, {}, false));
    must(closeMonth(*home[1].ledger, home.may));
    must(home[1].sync());
    home.devices.erase(home.devices.begin());

    const Ledger::Salvaged salvaged = must(salvage(home[1]));

    QCOMPARE(salvaged.made, 1);
    QCOMPARE(salvaged.changed + salvaged.deleted, 0);
    must(home[1].sync());
    home.settle();
    QVERIFY(home.areEqual());
    // The month was closed by somebody who had not seen the posting: a person decides.
    const auto parked = must(home[0].ledger->parkedChanges());
    QCOMPARE(parked.size(), 1u);
    must(reopenForParked(*home[0].ledger, parked[0].change));
    home.settle();
    QCOMPARE(postings(home[0]), (std::map<std::string, std::int64_t> { { "Early", -999 }, { "Lost", -100 } }));
    QCOMPARE(must(home[0].ledger->conflicts()).size(), 0u);
    QVERIFY(home.areEqual());
}

void SalvageTest::salvageRecordsWhatBothSidesChanged()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const Uuid early = post(home[0], home, "Early", -700);
    const Uuid gone = post(home[0], home, "Gone", -1);
    must(home[0].sync());
    home.join("second");
    home.server->backup("monday");
    must(editRow(*home[0].ledger, { Table::Posting, early }, cells(Table::Posting, "amount", std::int64_t(-750))));
    must(deletePosting(*home[0].ledger, gone));
    must(home[0].sync());
    std::filesystem::remove_all(folder.filePath("snapshots").toStdString());
    home.join("third");
    home.server->restore("monday");
    must(editRow(*home[1].ledger, { Table::Posting, early }, cells(Table::Posting, "amount", std::int64_t(-999))));
    must(editRow(*home[1].ledger, { Table::Posting, gone }, cells(Table::Posting, "memo", std::string("needed"))));
    must(home[1].sync());
    home.server->nowMs += 60'000; // what is salvaged comes later
    home.devices.erase(home.devices.begin());

    must(salvage(home[1]));
    must(home[1].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(postings(home[0]), (std::map<std::string, std::int64_t> { { "Early", -750 }, { "Gone", -1 } }));
    const auto conflicts = must(home[0].ledger->conflicts());
    QCOMPARE(conflicts.size(), 2u);
    for (const Conflict& conflict : conflicts) {
        if (conflict.kind == ConflictKind::Field)
            QCOMPARE(conflict.loserValue, std::string("-999"));
        else
            QVERIFY(conflict.row == (RowKey { Table::Posting, gone }));
    }
}

void SalvageTest::whatWaitsGoesOnAsIfNothingHadHappened()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const Uuid early = post(home[0], home, "Early", -700);
    const Uuid gone = post(home[0], home, "Gone", -1);
    const Uuid april = must(openMonth(*home[0].ledger, { 2026, 4 }, MonthStart::Blank, {}, false));
    must(home[0].sync());
    home.server->backup("monday");
    const Uuid lost = post(home[0], home, "Lost");
    must(home[0].sync());
    home.join("second");
    home.server->restore("monday");
    loseOthers(home);
    Device& device = home[0];
    must(editRow(*device.ledger, { Table::Posting, early }, cells(Table::Posting, "amount", std::int64_t(-750))));
    must(editRow(*device.ledger, { Table::Posting, lost }, cells(Table::Posting, "amount", std::int64_t(-101))));
    must(deletePosting(*device.ledger, gone));
    must(closeMonth(*device.ledger, april));

    must(salvage(device));
    must(device.ledger->checkPredictions());
    must(device.sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(postings(device), (std::map<std::string, std::int64_t> { { "Early", -750 }, { "Lost", -101 } }));
    QVERIFY(must(device.ledger->months())[0].isClosed);
    QCOMPARE(must(device.ledger->conflicts()).size(), 0u);
    QCOMPARE(must(device.ledger->parkedChanges()).size(), 0u);
    QCOMPARE(must(device.ledger->limboCount()), 0);
}

void SalvageTest::salvageDeletesWhatStandsOnWhatItDeletesFirst()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    const std::size_t categories = must(home[0].ledger->categories()).size();
    const Uuid sport = must(addCategory(*home[0].ledger, { "Sport", "Living", "expense" }));
    must(addEntry(*home[0].ledger, home.may, { "Club", sport, { -3000 }, "", "" }));
    must(home[0].sync());
    home.server->backup("monday");
    must(home[0].ledger->undo());
    must(home[0].ledger->undo());
    must(home[0].sync());
    home.join("second");
    home.server->restore("monday");
    loseOthers(home);

    QCOMPARE(must(salvage(home[0])).deleted, 2);
    must(home[0].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(must(home[0].ledger->categories()).size(), categories);
    QCOMPARE(must(home[0].ledger->conflicts()).size(), 0u);
}

void SalvageTest::salvageSettlesWhatWasSettled()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    home.settle();
    home.join("second");
    must(closeMonth(*home[0].ledger, home.may));
    must(home[0].sync());
    post(home[1], home, "Late");
    home.settle();
    home.server->backup("monday");
    const Uuid june = must(openMonth(*home[0].ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
    must(moveParked(*home[0].ledger, must(home[0].ledger->parkedChanges())[0].change, june));
    must(home[0].sync());
    std::filesystem::remove_all(folder.filePath("snapshots").toStdString());
    home.join("third");
    home.server->restore("monday");
    loseOthers(home);

    QCOMPARE(must(salvage(home[0])).settled, 1);
    must(home[0].sync());
    home.settle();

    QVERIFY(home.areEqual());
    QCOMPARE(must(home[0].ledger->parkedChanges()).size(), 0u); // else it could be recorded twice
    QCOMPARE(postings(home[0]), (std::map<std::string, std::int64_t> { { "Late", -100 } }));
}

void SalvageTest::salvageIsRefusedWhereASyncDoesIt()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    QCOMPARE(salvage(home[0]).error().code, ErrorCode::Rule); // nothing is wrong

    home.server->backup("monday");
    post(home[0], home, "Market");
    must(home[0].sync());
    home.server->restore("monday");
    std::filesystem::remove(home[0].path + ".aside");
    QCOMPARE(salvage(home[0]).error().code, ErrorCode::Rule); // the whole log is here
    must(home[0].sync());
    QVERIFY(home.areEqual());
}

void SalvageTest::salvageThatBreaksOffChangesNothing()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    must(home[0].sync());
    home.server->backup("monday");
    post(home[0], home, "Market");
    must(home[0].sync());
    home.join("second");
    home.server->restore("monday");
    loseOthers(home);
    Device& device = home[0];
    post(device, home, "Waiting");
    const std::string digest = device.digest();

    for (int answers = 1; answers <= 4; ++answers) {
        std::filesystem::remove(device.path + ".aside");
        device.peer->requests = 0;
        device.peer->losesReplyAt = answers; // the version, the offer, the snapshot's name, its only part
        QVERIFY(!salvage(device));
        QCOMPARE(device.digest(), digest);
        QCOMPARE(must(device.ledger->status()).pending, 1);
        QCOMPARE(postings(device).size(), 2u);
    }
    device.peer->losesReplyAt = 0;
    std::filesystem::remove(device.path + ".aside");
    must(salvage(device));
    must(device.sync());
    QVERIFY(home.areEqual());
    QCOMPARE(postings(device).size(), 2u);
}

QTEST_GUILESS_MAIN(SalvageTest)
#include "salvage_test.moc"
