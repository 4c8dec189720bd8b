#include "ledger_fixture.h"

#include "common/store/month_sheet.h"
#include "common/store/summary_series.h"
#include "tests/common/test_seed.h"

#include <random>

using namespace qm;
using namespace ledger_fixture;

namespace {

using Level = SummaryRow::Level;

const SummaryRow& rowOf(
    const SummaryTable& table, Level level, const std::string& name = {}, const std::string& kind = {})
{
    for (const SummaryRow& row : table.rows) {
        if (row.level == level && row.name == name && (kind.empty() || row.kind == kind))
            return row;
    }
    qFatal("there is no row %s", name.c_str());
}

SummaryLine line(const char* month, const Category& category, std::int64_t planned, std::int64_t actual)
{
    return { month, category.id, category.name, category.group, category.kind, { planned }, { actual } };
}

/// A household of a year and a half at random, and everything posted in it.
struct RandomHousehold {
    explicit RandomHousehold(std::uint64_t seed) : random(seed)
    {
        const std::vector<std::string> kinds { "income", "expense", "expense", "saving", "expense", "expense" };
        const std::vector<std::string> groups { "", "Home", "Fun", "", "Home", "" };
        for (std::size_t i = 0; i < kinds.size(); ++i)
            categories.push_back(must(addCategory(ledger, { "Category " + std::to_string(i), groups[i], kinds[i] })));
        for (int i = 0; i < 3; ++i)
            accounts.push_back(
                must(addAccount(ledger, { "Account " + std::to_string(i), "checking", { number() }, "" })));
        YearMonth ym { 2025, 3 };
        for (int i = 0; i < 14; ++i, ym = ym.next())
            fill(ym);
    }

    std::int64_t number() { return std::int64_t(random() % 200'001) - 100'000; }
    std::size_t below(std::size_t end) { return std::size_t(random() % end); }

    void fill(YearMonth ym)
    {
        if (below(7) == 0)
            return; // a month that nobody opened
        const Uuid month = must(openMonth(ledger, ym, MonthStart::Blank, {}, false));
        std::vector<Uuid> entries;
        for (std::size_t i = below(6); i > 0; --i)
            entries.push_back(must(addEntry(ledger, month, { "Entry", categories[below(6)], { number() }, "", "" })));
        for (std::size_t i = below(12); i > 0; --i) {
            PostingDraft draft;
            draft.date = ym.text() + "-0" + std::to_string(1 + below(9));
            draft.amount = { number() };
            const std::size_t account = below(3);
            draft.account = accounts[account];
            if (below(4) == 0)
                draft.toAccount = accounts[(account + 1) % 3];
            if (!entries.empty() && below(3) > 0)
                draft.entry = entries[below(entries.size())];
            must(addPosting(ledger, draft));
        }
        must(ledger.months());
    }

    std::unique_ptr<Ledger> owned = newLedger();
    Ledger& ledger = *owned;
    std::mt19937_64 random;
    std::vector<Uuid> categories;
    std::vector<Uuid> accounts;
};

/// Sums in the most pedestrian way: every entry and posting looked at one by one.
struct Naive {
    Naive(Ledger& ledger, const SummaryRange& range)
    {
        for (const Month& month : must(ledger.months())) {
            const bool isIn = (!range.from || *range.from <= month.ym) && (!range.to || month.ym <= *range.to);
            std::map<Uuid, Uuid> categoryOf;
            for (const Entry& entry : must(ledger.entries(month.id))) {
                categoryOf[entry.id] = entry.category;
                if (isIn)
                    planned[{ month.ym, entry.category }] += entry.planned.minor;
            }
            PostingFilter filter;
            filter.month = month.id;
            for (const Posting& posting : must(ledger.postings(filter))) {
                if (posting.toAccount)
                    byAccount[{ month.ym, *posting.toAccount }] -= posting.amount.minor;
                byAccount[{ month.ym, posting.account }] += posting.amount.minor;
                if (isIn && posting.entry)
                    actual[{ month.ym, categoryOf.at(*posting.entry) }] += posting.amount.minor;
                else if (isIn && !posting.toAccount)
                    without[month.ym] += posting.amount.minor;
            }
        }
    }
    using Key = std::pair<YearMonth, Uuid>;
    std::map<Key, std::int64_t> planned, actual, byAccount;
    std::map<YearMonth, std::int64_t> without;
};

} // namespace

class SummaryTableTest : public QObject {
    Q_OBJECT

private slots:
    void standsByKindGroupAndCategory();
    void sumsAndAveragesRowsAndColumns();
    void averagesAreRoundedToTheNearest();
    void aSumBeyondMoneyIsAnError();
    void aLedgerWithoutMonthsHasNoRows();
    void isWhatASlowComputationFinds();
    void balancesAreWhatASlowComputationFinds();
    void spendingComesMostFirstAndKeepsTheSumOfTheRest();
    void whatStandsOnNoEntryCountsByItsSign();
    void comparesAMonthWithTheAverageOfTheOthers();
    void aMonthSheetHasEveryEntryAndPosting();

private:
    Category income { Uuid::make(), "Pay", "", "income", false };
    Category food { Uuid::make(), "Food", "Living", "expense", false };
    Category rent { Uuid::make(), "Rent", "Living", "expense", false };
    Category gifts { Uuid::make(), "Gifts", "", "expense", false };
    std::vector<Category> all { food, income, gifts, rent };
    YearMonth may { 2026, 5 };
    YearMonth june { 2026, 6 };
};

void SummaryTableTest::standsByKindGroupAndCategory()
{
    const auto table = must(summaryTable({ may }, all,
        { line("2026-05", rent, -500, -500), line("2026-05", gifts, 0, -1), line("2026-05", food, -300, -200),
            line("2026-05", income, 900, 900) }));

    std::vector<std::pair<Level, std::string>> rows;
    for (const SummaryRow& row : table.rows)
        rows.emplace_back(row.level, row.name);
    const std::vector<std::pair<Level, std::string>> wanted { { Level::Kind, "" }, { Level::Category, "Pay" },
        { Level::Kind, "" }, { Level::Group, "Living" }, { Level::Category, "Food" }, { Level::Category, "Rent" },
        { Level::Category, "Gifts" }, { Level::Together, "" } };
    QVERIFY(rows == wanted);
}

void SummaryTableTest::sumsAndAveragesRowsAndColumns()
{
    const auto table = must(summaryTable({ may, june }, all,
        { line("2026-05", food, -300, -200), line("2026-05", rent, -500, -500), line("2026-06", food, -300, -401),
            { "2026-06", {}, "", "", "", {}, { 50 } } }));

    const SummaryRow& foodRow = rowOf(table, Level::Category, "Food");
    QCOMPARE(foodRow.cells[1].difference, Money { -101 });
    QCOMPARE(foodRow.total.planned, Money { -600 });
    QCOMPARE(foodRow.total.actual, Money { -601 });
    QCOMPARE(foodRow.average.actual, Money { -301 });
    QCOMPARE(rowOf(table, Level::Group, "Living").cells[0].actual, Money { -700 });
    QCOMPARE(rowOf(table, Level::Kind, "", "expense").total.difference, Money { -1 });
    QCOMPARE(rowOf(table, Level::Without).cells[1].actual, Money { 50 });
    QCOMPARE(table.together()->cells[0].actual, Money { -700 });
    QCOMPARE(table.together()->cells[1].actual, Money { -351 });
}

void SummaryTableTest::averagesAreRoundedToTheNearest()
{
    QCOMPARE(averageOf({ 10 }, 4), Money { 3 });
    QCOMPARE(averageOf({ -10 }, 4), Money { -3 });
    QCOMPARE(averageOf({ 9 }, 4), Money { 2 });
    QCOMPARE(averageOf({ -9 }, 4), Money { -2 });
    QCOMPARE(averageOf({ 7 }, 1), Money { 7 });
}

void SummaryTableTest::aSumBeyondMoneyIsAnError()
{
    const auto rows
        = summaryTable({ may, june }, all, { line("2026-05", food, 0, moneyMax), line("2026-06", food, 0, moneyMax) });
    QCOMPARE(codeOf(rows), ErrorCode::Invalid);

    const auto columns
        = summaryTable({ may }, all, { line("2026-05", food, 0, -moneyMax), line("2026-05", rent, 0, -moneyMax) });
    QCOMPARE(codeOf(columns), ErrorCode::Invalid);

    const auto difference = summaryTable({ may }, all, { line("2026-05", food, -moneyMax, moneyMax) });
    QCOMPARE(codeOf(difference), ErrorCode::Invalid);
}

void SummaryTableTest::aLedgerWithoutMonthsHasNoRows()
{
    const auto ledger = newLedger();
    const Summary summary = must(readSummary(*ledger, {}));
    QVERIFY(summary.table.isEmpty());
    QVERIFY(!summary.table.together());
    QVERIFY(summary.balances.empty());
}

void SummaryTableTest::isWhatASlowComputationFinds()
{
    const std::uint64_t seed = testSeed();
    for (std::uint64_t round = 0; round < 6; ++round) {
        RandomHousehold home(seed + round);
        SummaryRange range;
        if (home.below(3) > 0)
            range.from = YearMonth { 2025, unsigned(3 + home.below(4)) };
        if (home.below(3) > 0)
            range.to = YearMonth { 2025, unsigned(7 + home.below(5)) };
        const SummaryTable table = must(readSummary(home.ledger, range)).table;
        const auto lines = must(home.ledger.summaryByCategory(range, true));
        const auto fromLines = must(summaryTable(table.months, must(home.ledger.categories()), lines));
        QCOMPARE(table.rows.size(), fromLines.rows.size());
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            QVERIFY(table.rows[i].cells == fromLines.rows[i].cells);
            QCOMPARE(table.rows[i].name, fromLines.rows[i].name);
        }
        Naive naive(home.ledger, range);
        for (std::size_t i = 0; i < table.months.size(); ++i) {
            const YearMonth ym = table.months[i];
            std::map<std::pair<Level, std::string>, std::int64_t> above;
            std::int64_t together = naive.without[ym];
            for (const SummaryRow& row : table.rows) {
                if (row.level == Level::Category) {
                    QCOMPARE(row.cells[i].planned.minor, (naive.planned[{ ym, *row.category }]));
                    QCOMPARE(row.cells[i].actual.minor, (naive.actual[{ ym, *row.category }]));
                    above[{ Level::Kind, row.kind }] += row.cells[i].actual.minor;
                    above[{ Level::Group, row.kind + row.group }] += row.cells[i].actual.minor;
                    together += row.cells[i].actual.minor;
                    naive.planned.erase({ ym, *row.category });
                    naive.actual.erase({ ym, *row.category });
                } else if (row.level == Level::Without) {
                    QCOMPARE(row.cells[i].actual.minor, naive.without[ym]);
                }
            }
            for (const SummaryRow& row : table.rows) {
                if (row.level == Level::Kind)
                    QCOMPARE(row.cells[i].actual.minor, (above[{ Level::Kind, row.kind }]));
                else if (row.level == Level::Group)
                    QCOMPARE(row.cells[i].actual.minor, (above[{ Level::Group, row.kind + row.group }]));
                else if (row.level == Level::Together)
                    QCOMPARE(row.cells[i].actual.minor, together);
            }
        }
        for (const auto& [key, sum] : naive.planned)
            QCOMPARE(sum, 0); // nothing that the table has not
        for (const auto& [key, sum] : naive.actual)
            QCOMPARE(sum, 0);
    }
}

void SummaryTableTest::balancesAreWhatASlowComputationFinds()
{
    RandomHousehold home(testSeed());
    Naive naive(home.ledger, {});
    const SummaryRange range { YearMonth { 2025, 6 }, {} };
    const auto accounts = must(home.ledger.accounts());
    std::map<YearMonth, std::int64_t> together;
    for (const Account& account : accounts) {
        const auto points = must(readBalances(home.ledger, range, account.id));
        for (const BalancePoint& point : points) {
            std::int64_t balance = account.opening.minor;
            for (const auto& [key, sum] : naive.byAccount) {
                if (key.second == account.id && key.first <= point.ym)
                    balance += sum;
            }
            QCOMPARE(point.balance.minor, balance);
            together[point.ym] += balance;
        }
        if (!points.empty())
            QCOMPARE(points.back().balance, account.balance);
    }
    const auto all_ = must(readSummary(home.ledger, range)).balances;
    QCOMPARE(all_.size(), together.size());
    for (const BalancePoint& point : all_)
        QCOMPARE(point.balance.minor, together[point.ym]);
}

void SummaryTableTest::spendingComesMostFirstAndKeepsTheSumOfTheRest()
{
    const auto table = must(summaryTable({ may }, all,
        { line("2026-05", rent, 0, -500), line("2026-05", gifts, 0, -10), line("2026-05", food, 0, -700),
            line("2026-05", income, 0, 900), { "2026-05", {}, "", "", "", {}, { -20 } } }));

    const auto most = must(spendingByCategory(table, 3));
    QCOMPARE(most.size(), 3u);
    QCOMPARE(most[0].name, std::string("Food"));
    QCOMPARE(most[1].name, std::string("Rent"));
    QVERIFY(most[2].what == SpentOn::What::Rest);
    QCOMPARE(most[2].spent, Money { 30 });
    QCOMPARE(must(spendingByCategory(table, 4)).size(), 4u);
}

void SummaryTableTest::whatStandsOnNoEntryCountsByItsSign()
{
    const auto table = must(summaryTable({ may, june }, all,
        { line("2026-05", income, 0, 900), line("2026-05", food, 0, -100), { "2026-05", {}, "", "", "", {}, { -20 } },
            { "2026-06", {}, "", "", "", {}, { 5 } } }));

    const auto flows = must(monthFlows(table));
    QCOMPARE(flows[0].income, Money { 900 });
    QCOMPARE(flows[0].expense, Money { 120 });
    QCOMPARE(flows[0].left, Money { 780 });
    QCOMPARE(flows[1].income, Money { 5 });
    QCOMPARE(flows[1].expense, Money { 0 });
}

void SummaryTableTest::comparesAMonthWithTheAverageOfTheOthers()
{
    const YearMonth july { 2026, 7 };
    const auto table = must(summaryTable({ may, june, july }, all,
        { line("2026-05", food, 0, -100), line("2026-06", food, 0, -201), line("2026-07", food, 0, -300),
            line("2026-05", rent, 0, -500) }));

    const auto compared = must(comparedSpending(table, 2, 10));
    QCOMPARE(compared.size(), 2u);
    QCOMPARE(compared[0].name, std::string("Food"));
    QCOMPARE(compared[0].spent, Money { 300 });
    QCOMPARE(compared[0].usual, Money { 151 });
    QCOMPARE(compared[1].spent, Money { 0 });
    QCOMPARE(compared[1].usual, Money { 250 });
    QVERIFY(must(comparedSpending(must(summaryTable({ may }, all, { line("2026-05", food, 0, -1) })), 0, 9)).empty());
}

void SummaryTableTest::aMonthSheetHasEveryEntryAndPosting()
{
    Home home;
    home.post("2026-05-07", -30'00, home.groceries);
    home.post("2026-05-03", -20'00, home.groceries);
    home.post("2026-05-04", -5'00);

    const MonthSheet sheet = must(readMonthSheet(home.ledger, { 2026, 5 }));
    QCOMPARE(sheet.categories.size(), 2u);
    QCOMPARE(sheet.categories[0].name, std::string("Pay"));
    const auto& lines = sheet.categories[1].lines;
    QCOMPARE(lines.size(), 1u);
    QCOMPARE(lines[0].difference, Money { 350'00 });
    QCOMPARE(lines[0].postings.size(), 2u);
    QCOMPARE(lines[0].postings[0].date, std::string("2026-05-03"));
    QCOMPARE(sheet.withoutEntry.size(), 1u);
    QCOMPARE(sheet.table.together()->total.actual, Money { -55'00 });
    QCOMPARE(codeOf(readMonthSheet(home.ledger, { 2026, 6 })), ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(SummaryTableTest)
#include "summary_table_test.moc"
