#include "common/store/month_view.h"
#include "tests/common/store/ledger_fixture.h"

#include <QElapsedTimer>

using namespace qm;
using namespace ledger_fixture;

namespace {

constexpr Date day(int year, unsigned month, unsigned dayOfMonth)
{
    return { std::chrono::year(year), std::chrono::month(month), std::chrono::day(dayOfMonth) };
}
constexpr Date midMay = day(2026, 5, 15);

MonthView mayOf(Home& home, Date today = midMay)
{
    return must(monthView(home.ledger, { 2026, 5 }, today)).value();
}

const MonthView::Line& lineNamed(const MonthView& view, const std::string& name)
{
    for (const MonthView::Group& group : view.groups) {
        for (const MonthView::Line& line : group.lines) {
            if (line.entry.name == name)
                return line;
        }
    }
    qFatal("there is no entry %s", name.c_str());
}

/// Ten years of 100,000 postings: 40 entries a month, 833 postings.
void fillTenYears(Home& home)
{
    std::vector<Uuid> categories;
    for (int i = 0; i < 20; ++i)
        categories.push_back(must(addCategory(home.ledger, { "Category " + std::to_string(i), "", "expense" })));
    const Uuid templ = must(addTemplate(home.ledger, "Forty", ""));
    for (std::size_t i = 0; i < 40; ++i)
        must(addTemplateEntry(
            home.ledger, templ, { "Entry " + std::to_string(i), categories[i % 20], { -100'00 }, int(i % 28) + 1 }));
    must(home.ledger.connection().execute("PRAGMA synchronous = OFF"));
    for (YearMonth ym { 2010, 1 }; ym < YearMonth { 2020, 1 }; ym = ym.next()) {
        const Uuid month = must(openMonth(home.ledger, ym, MonthStart::FromTemplate, templ, false));
        const std::vector<Entry> entries = must(home.ledger.entries(month));
        std::vector<Op> ops;
        for (std::size_t i = 0; i < 833; ++i) {
            Op op;
            op.kind = Op::Kind::Create;
            op.image.key = { Table::Posting, Uuid::make() };
            op.image.columns = { month, dateText(ym.day(unsigned(i % 28) + 1)), entries[i % entries.size()].id,
                std::int64_t { -1234 }, home.checking, Scalar(), std::string("Market"), Scalar(), std::int64_t { 0 },
                Scalar(), Scalar() };
            ops.push_back(std::move(op));
        }
        must(home.ledger.act("import", std::move(ops)));
    }
}

} // namespace

class MonthViewTest : public QObject {
    Q_OBJECT

private slots:
    void saysHowActualStandsToPlan_data()
    {
        QTest::addColumn<qint64>("planned");
        QTest::addColumn<qint64>("actual");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("standing");
        QTest::addColumn<qint64>("remaining");
        QTest::addColumn<int>("permille");
        const auto row = [](const char* name, qint64 planned, qint64 actual, const char* kind, Standing standing,
                             qint64 remaining, int permille) {
            QTest::newRow(name) << planned << actual << QByteArray(kind) << int(standing) << remaining << permille;
        };
        row("nothing at all", 0, 0, "expense", Standing::Nothing, 0, 0);
        row("some left", -40000, -30000, "expense", Standing::Left, -10000, 750);
        row("over by 50", -40000, -45000, "expense", Standing::Over, 5000, 1000);
        row("to the cent", -40000, -40000, "expense", Standing::AsPlanned, 0, 1000);
        row("spent without a plan", 0, -500, "expense", Standing::Over, 500, 1000);
        row("a refund", -40000, 2000, "expense", Standing::Left, -42000, 0);
        row("still to come", 250000, 100000, "income", Standing::ToCome, 150000, 400);
        row("more came in", 250000, 260000, "income", Standing::More, -10000, 1000);
        row("unplanned income", 0, 100, "income", Standing::More, -100, 1000);
        row("a planned refund", 5000, 0, "expense", Standing::ToCome, 5000, 0);
        row("to put aside", -20000, -5000, "saving", Standing::Left, -15000, 250);
        row("put aside more", -20000, -25000, "saving", Standing::More, 5000, 1000);
        row("the largest", moneyMax, moneyMax, "income", Standing::AsPlanned, 0, 1000);
    }
    void saysHowActualStandsToPlan()
    {
        QFETCH(qint64, planned);
        QFETCH(qint64, actual);
        QFETCH(QByteArray, kind);

        const Figures figures = figuresOf({ planned }, { actual }, kind.toStdString());

        QTEST(int(figures.standing), "standing");
        QTEST(qint64(figures.remaining.minor), "remaining");
        QTEST(figures.donePermille, "permille");
    }

    void aMonthThatIsNotOpenIsNoView()
    {
        Home home;

        QVERIFY(!must(monthView(home.ledger, { 2026, 6 }, midMay)).has_value());
    }

    void putsEverythingInItsPlace()
    {
        Home home;
        const Uuid pot = must(addCategory(home.ledger, { "Pot", "", "saving" }));
        must(addEntry(home.ledger, home.may, { "Reserve", pot, { -100'00 }, "", "" }));
        home.post("2026-05-04", -20'00, home.groceries);
        home.post("2026-05-03", -30'00, home.groceries);
        home.post("2026-05-05", -7'00);
        PostingDraft transfer = home.draft("2026-05-06", -50'00);
        transfer.toAccount = home.savings;
        must(addPosting(home.ledger, transfer));

        const MonthView view = mayOf(home);

        QCOMPARE(view.groups.size(), 3u);
        QCOMPARE(view.groups[0].category.name, "Pay");
        QCOMPARE(view.groups[1].category.name, "Food");
        QCOMPARE(view.groups[2].category.name, "Pot");
        const MonthView::Line& groceries = lineNamed(view, "Groceries");
        QCOMPARE(groceries.postings.size(), 2u);
        QCOMPARE(groceries.postings[0].date, "2026-05-03");
        QCOMPARE(groceries.figures.actual.minor, -50'00);
        QCOMPARE(view.withoutEntry.size(), 1u);
        QCOMPARE(view.withoutEntrySum.minor, -7'00);
        QCOMPARE(view.transfers.size(), 1u);
    }

    void sumsAreThoseOfTheSummary()
    {
        Home home;
        home.post("2026-05-04", -20'00, home.groceries);
        home.post("2026-05-01", 2600'00, home.salary);
        home.post("2026-05-05", -7'00);
        MonthSums sums;
        for (const SummaryLine& line :
            must(home.ledger.summaryByCategory({ YearMonth { 2026, 5 }, YearMonth { 2026, 5 } }, false)))
            must(sums.add(line));

        const MonthView view = mayOf(home);

        QCOMPARE(view.income.actual, sums.income.actual);
        QCOMPARE(view.income.planned, sums.income.planned);
        QCOMPARE(view.expense.actual, sums.expense.actual);
        QCOMPARE(view.expense.actual.minor, -27'00);
        QCOMPARE(view.left.actual, sums.net.actual);
        QCOMPARE(view.left.planned, sums.net.planned);
        QCOMPARE(view.left.donePermille, 989);
    }

    void categoriesOfOneGroupStandTogether()
    {
        Home home;
        const Uuid car = must(addCategory(home.ledger, { "Car", "Travel", "expense" }));
        const Uuid rent = must(addCategory(home.ledger, { "Rent", "Living", "expense" }));
        must(addEntry(home.ledger, home.may, { "Fuel", car, {}, "", "" }));
        must(addEntry(home.ledger, home.may, { "Flat", rent, {}, "", "" }));

        const MonthView view = mayOf(home);

        QCOMPARE(view.groups[1].category.name, "Food");
        QCOMPARE(view.groups[2].category.name, "Rent");
        QCOMPARE(view.groups[3].category.name, "Car");
    }

    void whatIsDueHasNoPostingYet()
    {
        Home home; // salary due on the 1st, groceries on the 31st

        MonthView view = mayOf(home, day(2026, 5, 24));
        QCOMPARE(lineNamed(view, "Salary").due, MonthView::Due::Late);
        QCOMPARE(lineNamed(view, "Groceries").due, MonthView::Due::Soon);
        QCOMPARE(view.dueLines().size(), 2u);
        QCOMPARE(view.dueLines().front()->entry.name, "Salary");
        QCOMPARE(lineNamed(mayOf(home, day(2026, 5, 1)), "Salary").due, MonthView::Due::Today);
        QCOMPARE(lineNamed(mayOf(home, day(2026, 5, 1)), "Groceries").due, MonthView::Due::Later);

        home.post("2026-05-01", 2400'00, home.salary);
        view = mayOf(home, day(2026, 5, 24));
        QCOMPARE(lineNamed(view, "Salary").due, MonthView::Due::No);

        must(closeMonth(home.ledger, home.may));
        QVERIFY(mayOf(home, day(2026, 5, 31)).dueLines().empty());
    }

    void knowsWhereTodayIs()
    {
        Home home;

        QCOMPARE(mayOf(home, day(2026, 5, 31)).todayPermille, 1000);
        QCOMPARE(mayOf(home, day(2026, 5, 1)).todayPermille, 32);
        QVERIFY(!mayOf(home, day(2026, 6, 1)).todayPermille);
    }

    void oneOfAHundredTwentyMonthsIsReadInAnInstant()
    {
        Home home;
        fillTenYears(home);
        std::optional<MonthView> view = must(monthView(home.ledger, { 2015, 6 }, midMay));
        qint64 best = 1'000'000'000;
        for (int round = 0; round < 5; ++round) {
            QElapsedTimer timer;
            timer.start();
            view = must(monthView(home.ledger, { 2014, unsigned(round) + 1 }, midMay));
            best = std::min(best, timer.nsecsElapsed());
        }
        qInfo("a month of %zu entries and 833 postings among 100,000: %.1f ms", view->groups.size() * 2,
            double(best) / 1e6);

        QCOMPARE(view->groups.size(), 20u);
        QVERIFY2(best < 30'000'000, "reading a month took 30 ms or more");
    }
};

QTEST_GUILESS_MAIN(MonthViewTest)
#include "month_view_test.moc"
