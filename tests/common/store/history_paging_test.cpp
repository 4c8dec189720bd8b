#include "tests/common/store/ledger_fixture.h"

#include "common/store/entry_past.h"
#include "common/store/history_rows.h"

using namespace qm;
using namespace ledger_fixture;

class HistoryPagingTest : public QObject {
    Q_OBJECT

private slots:
    void pagesTogetherAreTheWholeHistory();
    void anImportIsOneRow();
    void whatIsUndoneIsFoundOnTheWay();
    void aRedoPutsItInForceAgain();
    void goingBackUndoesWhatWasDoneHereSince();
    void goingBackStopsWhereSomethingIsRefused();
    void goingBackToWhatIsNotThereIsRefused();
    void lastChangesNameWhoWroteTheRow();
    void deletedRowsKeepTheirNames();
    void theLineOfAnEntryGoesBackThroughTheMonths();
};

void HistoryPagingTest::pagesTogetherAreTheWholeHistory()
{
    Home home;
    for (int i = 0; i < 25; ++i)
        home.post("2026-05-03", -100 - i, home.groceries);

    std::vector<Uuid> paged;
    HistoryAsked asked;
    asked.limit = 4;
    for (bool isLast = false; !isLast;) {
        const HistoryRows page = must(home.ledger.historyRows(asked));
        QVERIFY(page.rows.size() <= 4);
        for (const HistoryRow& row : page.rows)
            paged.push_back(row.item.id);
        asked.before = page.end;
        isLast = page.isLast;
    }

    std::vector<Uuid> whole;
    for (const HistoryItem& item : must(home.ledger.history({}, -1)))
        whole.push_back(item.id);
    QVERIFY(paged == whole);
}

void HistoryPagingTest::anImportIsOneRow()
{
    Home home;
    std::vector<ImportLine> lines;
    for (int i = 0; i < 2500; ++i)
        lines.push_back({ must(parseDate("2026-05-03")), { -100 }, "Payee " + std::to_string(i), "", "", true });
    must(importLines(home.ledger, home.checking, lines, false, false));
    home.post("2026-05-04", -5);

    const HistoryRows page = must(home.ledger.historyRows({}));

    QCOMPARE(page.rows[1].item.act, std::string("import"));
    QVERIFY(page.rows[1].parts > 1);
    QCOMPARE(page.rows[1].count, 2500);
    QVERIFY(page.rows[1].item.changes.size() <= HistoryAsked().changesMost);
    QVERIFY(page.rows[2].item.act != "import");
}

void HistoryPagingTest::whatIsUndoneIsFoundOnTheWay()
{
    Home home;
    home.post("2026-05-03", -100);
    const Uuid kept = home.lastChange();
    home.post("2026-05-04", -200);
    const Uuid undone = home.lastChange();
    must(home.ledger.undo(undone));

    TakenBack takenBack;
    for (const HistoryRow& row : must(home.ledger.historyRows({})).rows) {
        const auto by = takenBack.next(row);
        QCOMPARE(by.has_value(), row.item.id == undone);
    }
    QVERIFY(kept != undone);
}

void HistoryPagingTest::aRedoPutsItInForceAgain()
{
    Home home;
    home.post("2026-05-04", -200);
    const Uuid posted = home.lastChange();
    must(home.ledger.undo());
    must(home.ledger.redo());

    TakenBack takenBack;
    for (const HistoryRow& row : must(home.ledger.historyRows({})).rows) {
        const bool isTakenBack = takenBack.next(row).has_value();
        QCOMPARE(isTakenBack, row.item.act == "undo");
        QVERIFY(row.item.id != posted || !isTakenBack);
    }
}

void HistoryPagingTest::goingBackUndoesWhatWasDoneHereSince()
{
    Home home;
    home.post("2026-05-03", -100);
    home.post("2026-05-04", -200);
    const Uuid second = home.lastChange();
    home.post("2026-05-05", -300);
    must(home.ledger.undo());
    home.post("2026-05-06", -400);

    const UndoneBack undone = must(undoBackTo(home.ledger, second));

    QCOMPARE(undone.count, 2); // what is undone already is not undone twice
    QVERIFY(!undone.stopped);
    const auto left = must(home.ledger.postings({}));
    QCOMPARE(left.size(), 1u);
    QCOMPARE(left.front().amount.minor, -100);
}

void HistoryPagingTest::goingBackStopsWhereSomethingIsRefused()
{
    Home home;
    const Uuid start = must(home.ledger.history({}, -1)).back().id;
    home.post("2026-05-03", -100);

    const UndoneBack undone = must(undoBackTo(home.ledger, start));

    QVERIFY(undone.count > 0);
    QVERIFY(undone.stopped);
    QCOMPARE(undone.stopped->code, ErrorCode::Rule);
    QVERIFY(must(home.ledger.months()).empty());
}

void HistoryPagingTest::goingBackToWhatIsNotThereIsRefused()
{
    Home home;
    const std::int64_t before = home.changeSets();

    QCOMPARE(codeOf(undoBackTo(home.ledger, Uuid::make())), ErrorCode::NotFound);

    QCOMPARE(home.changeSets(), before);
}

void HistoryPagingTest::lastChangesNameWhoWroteTheRow()
{
    Home home;
    must(editRow(home.ledger, { Table::Entry, home.groceries },
        edit(Table::Entry, "planned", Scalar(std::int64_t { -450'00 }))));
    const Uuid edited = home.lastChange();
    home.post("2026-05-03", -100, home.groceries);

    const auto items = must(home.ledger.lastChanges({ Table::Entry, home.groceries }, 8));

    QCOMPARE(items.size(), 2u);
    QCOMPARE(items[0].id, edited);
    QCOMPARE(items[0].changes.size(), 1u);
    QCOMPARE(items[0].changes[0].to, std::string("-45000"));
    QCOMPARE(items[1].act, std::string("month.open"));
    QCOMPARE(items[1].changes.size(), 1u); // what it made beside this row is not told
}

void HistoryPagingTest::deletedRowsKeepTheirNames()
{
    Home home;
    must(deleteEntry(home.ledger, home.groceries, EntryPostings::Refuse));

    QCOMPARE(home.ledger.nameOf({ Table::Entry, home.groceries }), std::string("Groceries"));
    QCOMPARE(home.ledger.nameOf({ Table::Entry, Uuid::make() }), std::string());
}

void HistoryPagingTest::theLineOfAnEntryGoesBackThroughTheMonths()
{
    Home home;
    home.post("2026-05-03", -100, home.groceries);
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid groceries = home.entryNamed(june, "Groceries").id;
    must(editRow(
        home.ledger, { Table::Entry, groceries }, edit(Table::Entry, "planned", Scalar(std::int64_t { -450'00 }))));
    must(openMonth(home.ledger, { 2026, 4 }, MonthStart::Blank, {}, false));

    const auto past = must(entryPast(home.ledger, groceries, 12));

    QCOMPARE(past.size(), 3u);
    QCOMPARE(past[0].entries, 0);
    QCOMPARE(past[1].ym.text(), std::string("2026-05"));
    QCOMPARE(past[1].planned.minor, -400'00);
    QCOMPARE(past[1].actual.minor, -100);
    QCOMPARE(past[2].planned.minor, -450'00);
    QCOMPARE(must(entryPast(home.ledger, home.groceries, 1)).size(), 1u);
}

QTEST_MAIN(HistoryPagingTest)
#include "history_paging_test.moc"
