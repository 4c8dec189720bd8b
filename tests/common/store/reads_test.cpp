#include "tests/common/store/ledger_fixture.h"
#include "tests/common/sync/household.h"
#include "tests/common/test_seed.h"

#include "common/ledger/fold_case.h"

#include <map>

using namespace qm;
using namespace ledger_fixture;

namespace {

std::vector<std::string> planOf(Ledger& ledger, const std::string& sql)
{
    auto statement = must(ledger.connection().prepare("EXPLAIN QUERY PLAN " + sql));
    std::vector<std::string> steps;
    while (must(statement->step()))
        steps.emplace_back(statement->text(3));
    return steps;
}

std::vector<std::string> payees(const std::vector<Posting>& postings)
{
    std::vector<std::string> found;
    for (const Posting& posting : postings)
        found.push_back(posting.payee);
    return found;
}

const SummaryLine* lineOf(const std::vector<SummaryLine>& lines, const std::string& name, const std::string& month = {})
{
    const auto found = std::find_if(
        lines.begin(), lines.end(), [&](const SummaryLine& line) { return line.name == name && line.month == month; });
    return found == lines.end() ? nullptr : &*found;
}

} // namespace

class ReadsTest : public QObject {
    Q_OBJECT

private slots:
    void postingsAreFiltered();
    void searchingKnowsNoCase_data();
    void searchingKnowsNoCase();
    void summariesTellPlannedAndActual();
    void transfersWithoutAnEntryCountForNothing();
    void summariesEqualANaiveSum();
    void sumsComeFromTheIndexAlone();
    void accountsTellTheirMovementInARange();
    void deletedRowsAreNotShown();
    void historyTellsFromAndTo();
    void historyOfARowIsAboutThatRow();
    void historyOfAnAccountDoesNotListItsPostings();
    void historyNamesUnknownIds();
    void aCopyFromASnapshotShowsWhoChangedARow();
    void statusCountsWhatWaits();
};

void ReadsTest::postingsAreFiltered()
{
    Home home;
    home.post("2026-05-03", -3, home.groceries);
    home.post("2026-05-01", -1);
    PostingDraft transfer = home.draft("2026-05-02", -2);
    transfer.toAccount = home.savings;
    transfer.payee = "To savings";
    must(addPosting(home.ledger, transfer));
    PostingDraft april = home.draft("2026-04-30", -4);
    april.account = home.savings;
    must(addPosting(home.ledger, april, true));

    const auto amounts = [&](const PostingFilter& filter) {
        std::vector<std::int64_t> found;
        for (const Posting& posting : must(home.ledger.postings(filter)))
            found.push_back(posting.amount.minor);
        return found;
    };
    using Amounts = std::vector<std::int64_t>;
    PostingFilter filter;
    QCOMPARE(amounts(filter), (Amounts { -4, -1, -2, -3 })); // oldest first
    filter.limit = 3;
    QCOMPARE(amounts(filter), (Amounts { -3, -2, -1 })); // newest first
    filter.limit = 0;
    QCOMPARE(amounts(filter), Amounts {});
    filter = {};
    filter.month = home.may;
    QCOMPARE(amounts(filter), (Amounts { -1, -2, -3 }));
    filter.limit = 1;
    QCOMPARE(amounts(filter), (Amounts { -3 }));
    filter = {};
    filter.account = home.savings;
    QCOMPARE(amounts(filter), (Amounts { -4, -2 })); // also where it arrives
    filter = {};
    filter.entry = home.groceries;
    QCOMPARE(amounts(filter), (Amounts { -3 }));
    filter.entry = Uuid::make();
    QCOMPARE(amounts(filter), Amounts {});
    filter = {};
    filter.onlyWithoutEntry = true;
    filter.month = home.may;
    QCOMPARE(amounts(filter), (Amounts { -1, -2 }));
    filter = {};
    filter.search = "savings";
    filter.limit = 10;
    QCOMPARE(amounts(filter), (Amounts { -2 }));
}

void ReadsTest::searchingKnowsNoCase_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("ascii") << "mARKT" << QStringList { "Bio-Markt Zürich" };
    QTest::newRow("umlaut") << "ZÜR" << QStringList { "Bio-Markt Zürich" };
    QTest::newRow("greek") << "ΑΓΟΡΆ" << QStringList {}; // an accent is another letter
    QTest::newRow("greek capitals") << "ΑΓΟΡ" << QStringList { "αγορά" };
    QTest::newRow("cyrillic") << "магазин" << QStringList { "МАГАЗИН" };
    QTest::newRow("polish") << "łódź" << QStringList { "ŁÓDŹ 50%" };
    QTest::newRow("percent is percent") << "50%" << QStringList { "ŁÓDŹ 50%" };
    QTest::newRow("percent before others") << "%ÜX" << QStringList { "10%üx" };
    QTest::newRow("underscore") << "_" << QStringList { "a_b" };
    QTest::newRow("backslash") << "\\" << QStringList { "c\\d" };
    QTest::newRow("in the memo") << "HIDDEN" << QStringList { "a_b" };
    QTest::newRow("broken") << QString(QChar(0xD800)) << QStringList {};
    QTest::newRow("very long") << QString(1'000'000, 'x') << QStringList {};
}

void ReadsTest::searchingKnowsNoCase()
{
    QFETCH(QString, search);
    QFETCH(QStringList, found);
    Home home;
    for (const char* payee :
        { "Bio-Markt Zürich", "αγορά", "МАГАЗИН", "ŁÓDŹ 50%", "a_b", "c\\d", "10%üx", "nothing" }) {
        PostingDraft draft = home.draft("2026-05-03", -1);
        draft.payee = payee;
        draft.memo = std::string(payee) == "a_b" ? "something hidden" : "";
        must(addPosting(home.ledger, draft));
    }
    std::vector<std::string> expected;
    for (const QString& payee : found)
        expected.push_back(payee.toStdString());

    PostingFilter filter;
    filter.search = search.contains(QChar(0xD800)) ? "\xED\xA0\x80" : search.toStdString();
    QCOMPARE(payees(must(home.ledger.postings(filter))), expected);
    filter.limit = 5;
    QCOMPARE(payees(must(home.ledger.postings(filter))), expected);
    filter.limit = 0;
    QVERIFY(must(home.ledger.postings(filter)).empty());
}

void ReadsTest::summariesTellPlannedAndActual()
{
    Home home;
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    home.post("2026-05-03", -150'00, home.groceries);
    home.post("2026-06-03", -100'00, home.entryNamed(june, "Groceries").id);
    home.post("2026-05-01", 2500'00, home.salary);
    home.post("2026-06-09", -7'00);

    const auto all = must(home.ledger.summaryByCategory({}, false));

    QCOMPARE(all.size(), 3u);
    QCOMPARE(all[0].name, std::string("Pay")); // income first
    QCOMPARE(all[0].planned, (Money { 5000'00 }));
    QCOMPARE(all[0].actual, (Money { 2500'00 }));
    QCOMPARE(all[1].name, std::string("Food"));
    QCOMPARE(all[1].group, std::string("Living"));
    QCOMPARE(all[1].kind, std::string("expense"));
    QCOMPARE(all[1].planned, (Money { -800'00 }));
    QCOMPARE(all[1].actual, (Money { -250'00 }));
    QVERIFY(!all[2].category);
    QCOMPARE(all[2].actual, (Money { -7'00 }));

    const auto monthly = must(home.ledger.summaryByCategory({}, true));
    QCOMPARE(monthly.size(), 5u);
    QCOMPARE(lineOf(monthly, "Food", "2026-05")->actual, (Money { -150'00 }));
    QCOMPARE(lineOf(monthly, "Food", "2026-06")->planned, (Money { -400'00 }));
    QCOMPARE(lineOf(monthly, "", "2026-06")->actual, (Money { -7'00 }));
    QVERIFY(!lineOf(monthly, "", "2026-05"));

    const auto onlyJune = must(home.ledger.summaryByCategory({ YearMonth { 2026, 6 }, YearMonth { 2026, 6 } }, false));
    QCOMPARE(lineOf(onlyJune, "Food")->actual, (Money { -100'00 }));
    QVERIFY(must(home.ledger.summaryByCategory({ YearMonth { 2027, 1 }, {} }, true)).empty());
    QCOMPARE(must(home.ledger.summaryByCategory({ {}, YearMonth { 2026, 5 } }, true)).size(), 2u);
}

void ReadsTest::transfersWithoutAnEntryCountForNothing()
{
    Home home;
    PostingDraft transfer = home.draft("2026-05-02", -50'00);
    transfer.toAccount = home.savings;
    must(addPosting(home.ledger, transfer));
    QVERIFY(!lineOf(must(home.ledger.summaryByCategory({}, false)), ""));

    transfer.entry = home.groceries; // put aside on purpose: that is planned for and counts
    must(addPosting(home.ledger, transfer));

    QCOMPARE(lineOf(must(home.ledger.summaryByCategory({}, false)), "Food")->actual, (Money { -50'00 }));
}

void ReadsTest::summariesEqualANaiveSum()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    Home home;
    std::vector<Uuid> months { home.may };
    for (unsigned number = 6; number <= 12; ++number)
        months.push_back(must(openMonth(home.ledger, { 2026, number }, MonthStart::Copied, months.back(), false)));
    std::vector<Uuid> posted;
    for (int i = 0; i < 400; ++i) {
        const auto number = random() % months.size();
        const auto entries = must(home.ledger.entries(months[number]));
        const std::string date = dateText(YearMonth { 2026, 5 + unsigned(number) }.day(1 + unsigned(random() % 31)));
        PostingDraft draft = home.draft(date.c_str(), std::int64_t(random() % 20000) - 15000);
        if (random() % 3)
            draft.entry = entries[random() % entries.size()].id;
        if (random() % 5 == 0)
            draft.toAccount = home.savings;
        posted.push_back(must(addPosting(home.ledger, draft)));
        if (random() % 8 == 0) {
            const auto at = random() % posted.size();
            must(deletePosting(home.ledger, posted[at]));
            posted.erase(posted.begin() + std::ptrdiff_t(at));
        }
    }

    std::map<std::pair<std::string, std::string>, std::int64_t> expected, planned;
    std::int64_t inSavings = 0, inChecking = 1000'00;
    for (const Month& month : must(home.ledger.months())) {
        std::map<Uuid, std::string> names;
        for (const Entry& entry : must(home.ledger.entries(month.id))) {
            names[entry.id] = entry.category == home.food ? "Food" : "Pay";
            planned[{ month.ym.text(), names[entry.id] }] += entry.planned.minor;
            expected[{ month.ym.text(), names[entry.id] }] += 0;
        }
        PostingFilter filter;
        filter.month = month.id;
        for (const Posting& posting : must(home.ledger.postings(filter))) {
            inChecking += posting.amount.minor;
            inSavings -= posting.toAccount ? posting.amount.minor : 0;
            if (posting.entry || !posting.toAccount)
                expected[{ month.ym.text(), posting.entry ? names[*posting.entry] : "" }] += posting.amount.minor;
        }
    }
    const auto monthly = must(home.ledger.summaryByCategory({}, true));
    QCOMPARE(monthly.size(), expected.size());
    std::map<std::string, std::int64_t> totals;
    for (const SummaryLine& line : monthly) {
        QCOMPARE(line.actual.minor, (expected[{ line.month, line.name }]));
        QCOMPARE(line.planned.minor, (planned[{ line.month, line.name }]));
        totals[line.name] += line.actual.minor;
    }
    for (const SummaryLine& line : must(home.ledger.summaryByCategory({}, false)))
        QCOMPARE(line.actual.minor, totals[line.name]);
    QCOMPARE(must(home.ledger.accounts())[0].balance.minor, inChecking);
    QCOMPARE(must(home.ledger.accounts())[1].balance.minor, inSavings);
    const auto byAccount = must(home.ledger.summaryByAccount({}));
    QCOMPARE(byAccount[0].actual.minor, inChecking - 1000'00);
    QCOMPARE(byAccount[1].actual.minor, inSavings);
}

void ReadsTest::sumsComeFromTheIndexAlone()
{
    Home home;

    const auto steps = planOf(home.ledger,
        "SELECT e.id, (SELECT sum(p.amount_minor) FROM posting p WHERE p.month = e.month AND p.entry = e.id"
        " AND p.dead = 0) FROM month m CROSS JOIN entry e ON e.month = m.id"
        " WHERE m.ym BETWEEN '2026-01' AND '2026-12' AND e.dead = 0"
        " UNION ALL SELECT NULL, (SELECT sum(p.amount_minor) FROM posting p WHERE p.month = m.id"
        " AND p.entry IS NULL AND p.dead = 0 AND p.to_account IS NULL) FROM month m");

    int fromIndex = 0;
    for (const std::string& step : steps) {
        if (step == "SEARCH p USING COVERING INDEX posting_sums (month=? AND entry=? AND dead=?)")
            ++fromIndex;
        QVERIFY2(step.find("SCAN p") == std::string::npos && step.find("SCAN e") == std::string::npos, step.c_str());
    }
    QCOMPARE(fromIndex, 2);
}

void ReadsTest::accountsTellTheirMovementInARange()
{
    Home home;
    must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
    home.post("2026-05-03", -5'00);
    PostingDraft transfer = home.draft("2026-06-02", -50'00);
    transfer.toAccount = home.savings;
    must(addPosting(home.ledger, transfer));

    const auto june = must(home.ledger.summaryByAccount({ YearMonth { 2026, 6 }, {} }));

    QCOMPARE(june.size(), 2u);
    QCOMPARE(june[0].name, std::string("Checking"));
    QCOMPARE(june[0].actual, (Money { -50'00 }));
    QCOMPARE(june[1].actual, (Money { 50'00 }));
    QCOMPARE(must(home.ledger.summaryByAccount({}))[0].actual, (Money { -55'00 }));
}

void ReadsTest::deletedRowsAreNotShown()
{
    Home home;
    const Uuid posting = home.post("2026-05-03", -5'00, home.groceries);
    must(deletePosting(home.ledger, posting));
    must(deleteEntry(home.ledger, home.groceries, EntryPostings::Refuse));

    QVERIFY(must(home.ledger.postings({})).empty());
    QCOMPARE(must(home.ledger.entries(home.may)).size(), 1u);
    QVERIFY(!lineOf(must(home.ledger.summaryByCategory({}, false)), "Food"));
    QVERIFY(!home.ledger.row({ Table::Posting, posting }));
}

void ReadsTest::historyTellsFromAndTo()
{
    Home home;
    const Uuid posting = home.post("2026-05-03", -5'00, home.groceries);
    must(editRow(home.ledger, { Table::Posting, posting }, edit(Table::Posting, "amount", std::int64_t { -6'00 })));
    must(editRow(home.ledger, { Table::Posting, posting }, edit(Table::Posting, "memo", std::string("two bags"))));
    must(deletePosting(home.ledger, posting));
    must(closeMonth(home.ledger, home.may));
    must(home.ledger.undo());
    must(home.ledger.undo());

    const auto items = must(home.ledger.history({}, 7));

    QCOMPARE(items.size(), 7u);
    QCOMPARE(items[6].act, std::string("posting.add"));
    QCOMPARE(items[6].changes[0].op, std::string("create"));
    QVERIFY(items[6].changes[0].from.empty());
    QVERIFY(items[6].changes[0].to.find("\"amount\":-500") != std::string::npos);
    QVERIFY(items[6].isOwn);
    QVERIFY(!items[6].rev);
    QCOMPARE(items[6].outcome, std::string("waiting"));
    QCOMPARE(items[5].act, std::string("posting.edit"));
    QCOMPARE(items[5].changes[0].name, std::string("Market"));
    QCOMPARE(items[5].changes[0].cell, std::string("amount"));
    QCOMPARE(items[5].changes[0].from, std::string("-500"));
    QCOMPARE(items[5].changes[0].to, std::string("-600"));
    QVERIFY(items[4].changes[0].from.empty());
    QCOMPARE(items[4].changes[0].to, std::string("\"two bags\""));
    QCOMPARE(items[3].changes[0].op, std::string("delete"));
    QVERIFY(items[3].changes[0].to.empty());
    QCOMPARE(items[2].changes[0].op, std::string("close"));
    QCOMPARE(items[2].changes[0].from, std::string("\"open\""));
    QCOMPARE(items[1].act, std::string("undo"));
    QCOMPARE(items[1].changes[0].op, std::string("revert"));
    QCOMPARE(items[1].changes[0].name, std::string("month.close"));
    QCOMPARE(items[1].changes[1].op, std::string("reopen"));
    QCOMPARE(items[0].changes[1].op, std::string("restore"));
    QCOMPARE(items[0].changes[1].row.id, posting);
    QCOMPARE(must(home.ledger.history({}, -1)).back().act, std::string("ledger.create"));
    QVERIFY(must(home.ledger.history({}, 0)).empty());
}

void ReadsTest::historyOfARowIsAboutThatRow()
{
    Home home;
    const Uuid other = home.post("2026-05-03", -1, home.groceries);
    const Uuid posting = home.post("2026-05-03", -5'00, home.groceries);
    must(movePosting(home.ledger, posting, "2026-05-04", home.salary));
    must(editRow(home.ledger, { Table::Posting, other }, edit(Table::Posting, "memo", std::string("x"))));
    must(deletePosting(home.ledger, posting));
    must(home.ledger.undo());

    const auto acts = [&](const Uuid& of) {
        std::vector<std::string> found;
        for (const HistoryItem& item : must(home.ledger.history(of, -1))) {
            found.push_back(item.act);
            for (const HistoryItem::Change& change : item.changes)
                if (change.row.id != of)
                    found.push_back("another row");
        }
        return found;
    };
    using Acts = std::vector<std::string>;
    QCOMPARE(acts(posting), (Acts { "undo", "posting.delete", "posting.move", "posting.add" }));
    QCOMPARE(acts(other), (Acts { "posting.edit", "posting.add" }));
    QCOMPARE(acts(home.groceries), (Acts { "month.open" }));
    QCOMPARE(acts(home.may), (Acts { "month.open" }));
    must(closeMonth(home.ledger, home.may));
    QCOMPARE(acts(home.may), (Acts { "month.close", "month.open" }));
    QCOMPARE(must(home.ledger.history(posting, 2)).size(), 2u);

    // And of one change set.
    const Uuid change = must(home.ledger.history({}, 1)).front().id;
    QCOMPARE(must(home.ledger.history(change, -1)).size(), 1u);
    QCOMPARE(must(home.ledger.history(change, -1)).front().act, std::string("month.close"));
}

void ReadsTest::historyOfAnAccountDoesNotListItsPostings()
{
    Home home;
    for (int i = 0; i < 5; ++i)
        home.post("2026-05-03", -1, home.groceries);
    must(editRow(home.ledger, { Table::Account, home.checking }, edit(Table::Account, "name", std::string("Main"))));

    QCOMPARE(must(home.ledger.history(home.checking, -1)).size(), 2u);
}

void ReadsTest::historyNamesUnknownIds()
{
    Home home;

    const auto unknown = home.ledger.history(Uuid::make(), -1);

    QCOMPARE(codeOf(unknown), ErrorCode::NotFound);
}

void ReadsTest::aCopyFromASnapshotShowsWhoChangedARow()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    must(editRow(
        *house[0].ledger, { Table::Entry, house.groceries }, edit(Table::Entry, "planned", std::int64_t { -1 })));
    house[0].sync().value();
    house.join("second");
    Ledger& copy = *house[1].ledger;
    QVERIFY(!must(copy.status()).isLogComplete);

    // Of changes from before the snapshot nothing is here but that they were.
    const auto before = must(copy.history(house.groceries, -1));
    QCOMPARE(before.size(), 2u);
    QVERIFY(before[0].changes.empty());
    QVERIFY(!before[0].isOwn);
    QCOMPARE(codeOf(copy.undo(before[0].id)), ErrorCode::Rule);

    SyncClient client(copy, *house[1].peer);
    while (!must(client.backfillPage())) { }

    QVERIFY(must(copy.status()).isLogComplete);
    const auto after = must(copy.history(house.groceries, -1));
    QCOMPARE(after.size(), 2u);
    QCOMPARE(after[0].changes[0].to, std::string("-1"));
    QCOMPARE(after[0].outcome, std::string("applied"));
    QVERIFY(after[0].rev);
    QVERIFY(!must(copy.undo(after[0].id)).isSkipped);
}

void ReadsTest::statusCountsWhatWaits()
{
    Home home;
    const LedgerStatus before = must(home.ledger.status());
    home.post("2026-05-03", -1);

    const LedgerStatus after = must(home.ledger.status());

    QCOMPARE(after.pending, before.pending + 1);
    QCOMPARE(after.version, before.version);
    QCOMPARE(after.version.rev, 0);
    QCOMPARE(after.digest, before.digest);
    QCOMPARE(after.currency.code, std::string("EUR"));
    QCOMPARE(after.id, home.ledger.id());
    QVERIFY(after.isLogComplete);
    QCOMPARE(after.conflicts + after.parked + after.quarantined, 0);
}

QTEST_GUILESS_MAIN(ReadsTest)
#include "reads_test.moc"
