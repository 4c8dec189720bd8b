#include "tests/common/store/ledger_fixture.h"

#include "common/store/first_steps.h"
#include "common/store/known_names.h"
#include "common/store/month_closing.h"
#include "common/store/month_plan.h"
#include "common/store/template_actions.h"

using namespace qm;
using namespace ledger_fixture;

/// Opening, closing and reopening months, and what templates are made of.
class MonthsTest : public QObject {
    Q_OBJECT

private slots:
    void aPlanShowsHowTheMonthBeforeWent();
    void aCopyIsPlannedWithItsOwnMonthsFigures();
    void anOpenedMonthHasWhatThePlanSays();
    void dueDaysFitTheMonth_data();
    void dueDaysFitTheMonth();
    void carryingOverIsAChoiceOfEachLine();
    void aRestThatIsTooLargeIsRefusedOnlyWhereItIsCarried();
    void linesThatAreThereAreMarked();
    void openingByPlanAndByActionGivesTheSameEntries();
    void openingIsOneUndoStep();
    void sumsTellWhatIsLeft();
    void theMonthToOpenIsTodaysOrTheNext();
    void aReviewShowsWhatIsLeftOpen();
    void aMonthWithNothingOpenSaysSo();
    void reopeningKeepsTheReasonInHistory();
    void reopeningWithoutAReasonLeavesTheNote();
    void aReasonThatDoesNotFitIsCut();
    void aTemplateOfAMonthKeepsTheDaysThatWereMeant();
    void aDuplicateHasEntriesOfItsOwn();
    void rowsArePutInOrderAsOneStep();
    void firstStepsAreOneStep();
    void namesAreKnownNewestFirst();
    void categoriesTellHowOftenTheyAreUsed();
};

namespace {

const PlanLine& lineNamed(const MonthPlan& plan, const std::string& name)
{
    for (const PlanLine& line : plan.lines) {
        if (line.name == name)
            return line;
    }
    qFatal("there is no line %s", name.c_str());
}

std::map<Uuid, Entry> entriesOf(Ledger& ledger, const Uuid& month)
{
    std::map<Uuid, Entry> entries;
    for (const Entry& entry : must(ledger.entries(month)))
        entries.emplace(entry.id, entry);
    return entries;
}

} // namespace

void MonthsTest::aPlanShowsHowTheMonthBeforeWent()
{
    Home home;
    home.post("2026-05-07", -150'00, home.groceries);

    const MonthPlan plan = must(planMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual));

    QCOMPARE(plan.before, std::optional(YearMonth { 2026, 5 }));
    QCOMPARE(plan.lines.size(), 2u);
    const PlanLine& groceries = lineNamed(plan, "Groceries");
    QCOMPARE(groceries.planned, (Money { -400'00 }));
    QCOMPARE(groceries.lineage, home.groceriesLine);
    QCOMPARE(groceries.before->planned, (Money { -400'00 }));
    QCOMPARE(groceries.before->actual, (Money { -150'00 }));
    QCOMPARE(groceries.before->remaining, std::optional(Money { -250'00 }));
    QVERIFY(!groceries.isThereAlready);
}

void MonthsTest::aCopyIsPlannedWithItsOwnMonthsFigures()
{
    Home home;
    home.post("2026-05-07", -150'00, home.groceries);
    must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));

    const MonthPlan plan = must(planMonth(home.ledger, { 2026, 8 }, MonthStart::Copied, home.may));

    QCOMPARE(plan.before, std::optional(YearMonth { 2026, 5 }));
    QCOMPARE(lineNamed(plan, "Groceries").before->actual, (Money { -150'00 }));
    QCOMPARE(lineNamed(plan, "Groceries").dueDay, std::optional(31u));
}

void MonthsTest::anOpenedMonthHasWhatThePlanSays()
{
    Home home;
    MonthPlan plan = must(planMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual));
    PlanLine line = lineNamed(plan, "Groceries");
    line.planned = { -425'50 };
    line.name = "Food and drink";
    line.dueDay = 12;

    const Uuid june = must(openMonthAs(home.ledger, { 2026, 6 }, { line }));

    const auto entries = must(home.ledger.entries(june));
    QCOMPARE(entries.size(), 1u);
    QCOMPARE(entries[0].name, std::string("Food and drink"));
    QCOMPARE(entries[0].planned, (Money { -425'50 }));
    QCOMPARE(entries[0].due, std::string("2026-06-12"));
    QCOMPARE(entries[0].lineage, home.groceriesLine);
}

void MonthsTest::dueDaysFitTheMonth_data()
{
    QTest::addColumn<int>("year");
    QTest::addColumn<unsigned>("month");
    QTest::addColumn<QString>("due");
    QTest::newRow("30 days") << 2026 << 6u << "2026-06-30";
    QTest::newRow("31 days") << 2026 << 7u << "2026-07-31";
    QTest::newRow("February") << 2027 << 2u << "2027-02-28";
    QTest::newRow("leap year") << 2028 << 2u << "2028-02-29";
}

void MonthsTest::dueDaysFitTheMonth()
{
    QFETCH(int, year);
    QFETCH(unsigned, month);
    QFETCH(QString, due);
    Home home;
    const YearMonth ym { year, month };
    const MonthPlan plan = must(planMonth(home.ledger, ym, MonthStart::FromTemplate, home.usual));

    const Uuid opened = must(openMonthAs(home.ledger, ym, plan.lines));

    QCOMPARE(home.entryNamed(opened, "Groceries").due, due.toStdString());
    const MonthPlan next = must(planMonth(home.ledger, ym.next(), MonthStart::Copied, opened));
    QCOMPARE(lineNamed(next, "Groceries").dueDay, std::optional(31u)); // what was meant, not what fitted
}

void MonthsTest::carryingOverIsAChoiceOfEachLine()
{
    Home home;
    home.post("2026-05-07", -450'00, home.groceries);
    home.post("2026-05-01", 2400'00, home.salary);
    const MonthPlan plan = must(planMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may));

    QCOMPARE(must(plannedWithRest(lineNamed(plan, "Groceries"))), (Money { -350'00 })); // a deficit carries, too
    QCOMPARE(must(plannedWithRest(lineNamed(plan, "Salary"))), (Money { 2600'00 }));
    QCOMPARE(lineNamed(plan, "Groceries").planned, (Money { -400'00 }));
}

void MonthsTest::aRestThatIsTooLargeIsRefusedOnlyWhereItIsCarried()
{
    Home home;
    must(editRow(home.ledger, { Table::Entry, home.salary }, edit(Table::Entry, "planned", moneyMax)));
    home.post("2026-05-01", -10, home.salary);

    const MonthPlan plan = must(planMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may));

    QCOMPARE(codeOf(plannedWithRest(lineNamed(plan, "Salary"))), ErrorCode::Invalid);
    QCOMPARE(codeOf(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, true)), ErrorCode::Invalid);
    must(openMonthAs(home.ledger, { 2026, 6 }, plan.lines));
}

void MonthsTest::linesThatAreThereAreMarked()
{
    Home home;
    must(addTemplateEntry(home.ledger, home.usual, { "Rent", home.food, { -900'00 }, 3 }));

    const MonthPlan plan = must(planMonth(home.ledger, { 2026, 5 }, MonthStart::FromTemplate, home.usual));

    QVERIFY(lineNamed(plan, "Groceries").isThereAlready);
    QVERIFY(lineNamed(plan, "Salary").isThereAlready);
    QVERIFY(!lineNamed(plan, "Rent").isThereAlready);
    QCOMPARE(must(addLinesToMonth(home.ledger, home.may, MonthStart::FromTemplate, { lineNamed(plan, "Rent") })), 1);
    QCOMPARE(must(home.ledger.entries(home.may)).size(), 3u);
    QCOMPARE(must(home.ledger.nextUndo()).act, std::string("month.add_template"));
}

void MonthsTest::openingByPlanAndByActionGivesTheSameEntries()
{
    // Two copies of one file, as two desktops that did not hear of each other.
    QTemporaryDir folder;
    const std::string first = folder.filePath(QStringLiteral("a.db")).toStdString();
    const std::string second = folder.filePath(QStringLiteral("b.db")).toStdString();
    const std::string third = folder.filePath(QStringLiteral("c.db")).toStdString();
    Home home(newLedger("EUR", first));
    for (const std::string& path : { second, third })
        must(home.ledger.connection().execute("VACUUM INTO '" + path + "'"));
    const auto here = must(Ledger::open(openConnection(second)));
    const auto there = must(Ledger::open(openConnection(third)));

    const MonthPlan plan = must(planMonth(*here, { 2026, 6 }, MonthStart::Copied, home.may));
    const Uuid planned = must(openMonthAs(*here, { 2026, 6 }, plan.lines));
    const Uuid made = must(openMonth(*there, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false));

    QCOMPARE(planned, made);
    const auto ours = entriesOf(*here, planned);
    const auto theirs = entriesOf(*there, made);
    QCOMPARE(ours.size(), 2u);
    for (const auto& [id, entry] : ours) {
        QVERIFY(theirs.contains(id));
        QCOMPARE(theirs.at(id).name, entry.name);
        QCOMPARE(theirs.at(id).due, entry.due);
    }
}

void MonthsTest::openingIsOneUndoStep()
{
    Home home;
    const auto before = home.changeSets();
    const MonthPlan plan = must(planMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual));

    must(openMonthAs(home.ledger, { 2026, 6 }, plan.lines));
    QCOMPARE(home.changeSets(), before + 1);
    must(home.ledger.undo());

    QCOMPARE(must(home.ledger.months()).size(), 1u);
    QCOMPARE(codeOf(openMonthAs(home.ledger, { 2026, 5 }, {})), ErrorCode::Exists);
}

void MonthsTest::sumsTellWhatIsLeft()
{
    Home home;
    const MonthPlan plan = must(planMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual));

    const PlanSums sums = must(sumsOf(plan.lines));

    QCOMPARE(sums.in, (Money { 2500'00 }));
    QCOMPARE(sums.out, (Money { -400'00 }));
    QCOMPARE(sums.left, (Money { 2100'00 }));
}

void MonthsTest::theMonthToOpenIsTodaysOrTheNext()
{
    Home home;
    const auto months = must(home.ledger.months());

    QCOMPARE(monthToOpen({}, { 2026, 5 }), (YearMonth { 2026, 5 }));
    QCOMPARE(monthToOpen(months, { 2026, 5 }), (YearMonth { 2026, 6 }));
    QCOMPARE(monthToOpen(months, { 2026, 7 }), (YearMonth { 2026, 7 }));
}

void MonthsTest::aReviewShowsWhatIsLeftOpen()
{
    Home home;
    must(addEntry(home.ledger, home.may, { "Rent", home.food, { -900'00 }, "2026-05-03", "" }));
    home.post("2026-05-07", -150'00, home.groceries);
    home.post("2026-05-08", -5'00);
    PostingDraft moved = home.draft("2026-05-09", -50'00);
    moved.toAccount = home.savings;
    moved.isCleared = true;
    must(addPosting(home.ledger, moved));

    const ClosingReview review = must(reviewClosing(home.ledger, home.may));

    QCOMPARE(review.unassigned, 1);
    QCOMPARE(review.unassignedSum, (Money { -5'00 }));
    QCOMPARE(review.uncleared, 2);
    QCOMPARE(review.unpaid.size(), 2u);
    QCOMPARE(review.unpaid[0].name, std::string("Salary"));
    QCOMPARE(review.unpaid[1].name, std::string("Rent"));
    QCOMPARE(review.categories.size(), 2u);
    QVERIFY(!review.isNothingOpen());
}

void MonthsTest::aMonthWithNothingOpenSaysSo()
{
    Home home;
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));

    QVERIFY(must(reviewClosing(home.ledger, june)).isNothingOpen());
}

void MonthsTest::reopeningKeepsTheReasonInHistory()
{
    Home home;
    must(editRow(home.ledger, { Table::Month, home.may }, edit(Table::Month, "note", std::string("A warm May"))));
    must(closeMonth(home.ledger, home.may));
    const auto before = home.changeSets();

    must(reopenMonthBecause(home.ledger, home.may, *parseDate("2026-06-02"), "a receipt was missing"));

    const Month month = must(home.ledger.months()).front();
    QVERIFY(!month.isClosed);
    QCOMPARE(month.note, std::string("A warm May\n2026-06-02: a receipt was missing"));
    QCOMPARE(home.changeSets(), before + 1);
    const HistoryItem item = must(home.ledger.history({}, 1)).front();
    QCOMPARE(item.act, std::string("month.reopen"));
    QCOMPARE(item.changes.size(), 2u);
    QVERIFY(item.changes[1].to.find("a receipt was missing") != std::string::npos);
    must(home.ledger.undo());
    QVERIFY(must(home.ledger.months()).front().isClosed);
    QCOMPARE(must(home.ledger.months()).front().note, std::string("A warm May"));
}

void MonthsTest::reopeningWithoutAReasonLeavesTheNote()
{
    Home home;
    must(closeMonth(home.ledger, home.may));

    must(reopenMonthBecause(home.ledger, home.may, *parseDate("2026-06-02"), ""));

    QCOMPARE(must(home.ledger.months()).front().note, std::string());
    QCOMPARE(codeOf(reopenMonthBecause(home.ledger, home.may, *parseDate("2026-06-02"), "")), ErrorCode::Rule);
}

void MonthsTest::aReasonThatDoesNotFitIsCut()
{
    Home home;
    const std::string note(3985, 'n');
    must(editRow(home.ledger, { Table::Month, home.may }, edit(Table::Month, "note", note)));
    for (const char* const reason : { "it rained", "again" }) {
        must(closeMonth(home.ledger, home.may));
        must(reopenMonthBecause(home.ledger, home.may, *parseDate("2026-06-02"), reason));
    }

    QCOMPARE(must(home.ledger.months()).front().note, note + "\n2026-06-02: it");
}

void MonthsTest::aTemplateOfAMonthKeepsTheDaysThatWereMeant()
{
    Home home;
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false));
    QCOMPARE(home.entryNamed(june, "Groceries").due, std::string("2026-06-30"));

    const Uuid made = must(addTemplateOfMonth(home.ledger, june, "June"));

    const auto templates = must(home.ledger.templates());
    QCOMPARE(templates.size(), 2u);
    QCOMPARE(templates[1].id, made);
    QCOMPARE(templates[1].entries.size(), 2u);
    QCOMPARE(templates[1].entries[0].dueDay, std::optional(31));
    QCOMPARE(must(home.ledger.nextUndo()).act, std::string("template.add"));
    must(home.ledger.undo());
    QCOMPARE(must(home.ledger.templates()).size(), 1u);
}

void MonthsTest::aDuplicateHasEntriesOfItsOwn()
{
    Home home;

    must(duplicateTemplate(home.ledger, home.usual, "Summer"));

    const auto templates = must(home.ledger.templates());
    QCOMPARE(templates[1].name, std::string("Summer"));
    QCOMPARE(templates[1].entries.size(), 2u);
    QVERIFY(templates[1].entries[0].id != templates[0].entries[0].id);
    QCOMPARE(templates[1].entries[0].planned, templates[0].entries[0].planned);
    QCOMPARE(codeOf(duplicateTemplate(home.ledger, home.may, "x")), ErrorCode::NotFound);
}

void MonthsTest::rowsArePutInOrderAsOneStep()
{
    Home home;
    const auto before = home.changeSets();

    must(putInOrder(home.ledger, Table::TemplateEntry, { home.salaryLine, home.groceriesLine }));

    QCOMPARE(must(home.ledger.templates())[0].entries[0].id, home.salaryLine);
    QCOMPARE(home.changeSets(), before + 1);
    must(putInOrder(home.ledger, Table::TemplateEntry, { home.salaryLine, home.groceriesLine }));
    QCOMPARE(home.changeSets(), before + 1);
    must(home.ledger.undo());
    QCOMPARE(must(home.ledger.templates())[0].entries[0].id, home.groceriesLine);
}

void MonthsTest::firstStepsAreOneStep()
{
    const auto ledger = newLedger();
    FirstSteps steps;
    steps.accounts = { { "Checking", "checking", {}, "" }, { "Cash", "cash", {}, "" } };
    steps.templateName = "Usual";
    steps.lines = { { "Salary", { "Pay", "", "income" }, 1 }, { "Rent", { "Home", "Living", "expense" }, 3 },
        { "Power", { "Home", "Living", "expense" }, {} } };

    const Uuid templ = must(takeFirstSteps(*ledger, steps));

    QCOMPARE(must(ledger->accounts()).size(), 2u);
    QCOMPARE(must(ledger->categories()).size(), 2u);
    QCOMPARE(must(planMonth(*ledger, { 2026, 5 }, MonthStart::FromTemplate, templ)).lines.size(), 3u);
    must(ledger->undo());
    QVERIFY(must(ledger->accounts()).empty());
    QVERIFY(must(ledger->templates()).empty());
}

void MonthsTest::namesAreKnownNewestFirst()
{
    Home home;
    const auto pay = [&](const char* payee) {
        PostingDraft draft = home.draft("2026-05-07", -100);
        draft.payee = payee;
        must(addPosting(home.ledger, draft));
    };
    for (const char* const payee : { "Baker", "Market", "Baker", "" })
        pay(payee);
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    must(addEntry(home.ledger, home.may, { "Bicycle", home.food, { -10 }, "", "" }));

    QCOMPARE(must(newestPayees(home.ledger, 100)), (std::vector<std::string> { "Baker", "Market" }));
    QCOMPARE(must(newestPayees(home.ledger, 1)), (std::vector<std::string> { "Baker" }));
    const auto entries = must(knownEntries(home.ledger));
    QCOMPARE(entries.size(), 3u);
    QCOMPARE(entries[0].ym, (YearMonth { 2026, 6 }));
    QCOMPARE(entries[0].id, home.entryNamed(june, "Groceries").id);
    QCOMPARE(entries[2].name, std::string("Bicycle"));
}

void MonthsTest::categoriesTellHowOftenTheyAreUsed()
{
    Home home;

    const auto uses = must(categoryUses(home.ledger));

    QCOMPARE(uses.at(home.food), 2); // the template's entry and that of May
    QCOMPARE(uses.at(home.pay), 2);
}

QTEST_GUILESS_MAIN(MonthsTest)
#include "months_test.moc"
