#include "tests/common/store/ledger_fixture.h"
#include "tests/common/sync/household.h"
#include "tests/common/test_seed.h"

using namespace qm;
using namespace ledger_fixture;

class ActionsTest : public QObject {
    Q_OBJECT

private slots:
    void accountsAndCategoriesKeepWhatTheyWereGiven();
    void anUnusableValueChangesNothing_data();
    void anUnusableValueChangesNothing();
    void anEditOfNothingIsNoChangeSet();
    void aFixedCellIsRefused();
    void aMonthFromATemplateHasItsEntries();
    void dueDaysAreClampedToTheMonth();
    void copyingForwardMovesAndRestoresDueDays();
    void carryingAddsWhatRemained();
    void openingAMonthTwiceIsRefused();
    void templateAndCopyNameTheSameEntries();
    void monthsMadeOnTwoDevicesBecomeOne();
    void addingAgainMakesASecondCopy();
    void anAdHocEntryKeepsItsLineage();
    void aClosedMonthTakesNothingUntilItIsReopened();
    void aPostingLiesInItsMonth();
    void aPostingOpensItsMonthOnlyWhenAsked();
    void movingAPostingKeepsDateAndEntryTogether();
    void theCurrencyDoesNotChangeTheArithmetic_data();
    void theCurrencyDoesNotChangeTheArithmetic();
    void aTransferMovesMoneyBetweenAccounts();
    void partsOfASplitChangeTogether();
    void aSplitThatDoesNotAddUpIsRefused();
    void deletingAPartOfASplitDeletesAll();
    void deletingAnEntryAsksAboutItsPostings();
    void deletingAnEntryTakesSplitsWhole();
    void deletingATemplateLeavesTheMonths();
    void missingRowsAreNamed();
};

void ActionsTest::accountsAndCategoriesKeepWhatTheyWereGiven()
{
    const auto ledger = newLedger();

    must(addAccount(*ledger, { "Checking", "checking", { -5 }, "at the bank" }));
    must(addAccount(*ledger, { "Wallet", "cash", { 700 }, "" }));
    must(addCategory(*ledger, { "Food", "Living", "expense" }));

    const auto accounts = must(ledger->accounts());
    QCOMPARE(accounts.size(), 2u);
    QCOMPARE(accounts[0].name, std::string("Checking"));
    QCOMPARE(accounts[0].note, std::string("at the bank"));
    QCOMPARE(accounts[0].balance, (Money { -5 }));
    QCOMPARE(accounts[1].kind, std::string("cash"));
    const auto categories = must(ledger->categories());
    QCOMPARE(categories.size(), 1u);
    QCOMPARE(categories[0].group, std::string("Living"));
    QCOMPARE(must(ledger->status()).pending, 4);
    QCOMPARE(must(ledger->status()).name, std::string("Home"));
}

void ActionsTest::anUnusableValueChangesNothing_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what :
        { "blank name", "long name", "broken text", "zero byte", "account kind", "money", "date", "category" })
        QTest::newRow(what) << QString(what);
}

void ActionsTest::anUnusableValueChangesNothing()
{
    QFETCH(QString, what);
    Home home;
    const auto before = home.changeSets();
    const std::map<QString, std::function<Result<Uuid>()>> actions {
        { "blank name",
            [&] {
                return addAccount(home.ledger, { "  ", "cash", {}, "" });
            } },
        { "long name",
            [&] {
                return addCategory(home.ledger, { std::string(10'000'000, 'x'), "", "expense" });
            } },
        { "broken text",
            [&] {
                return addCategory(home.ledger, { "\xC3(", "", "expense" });
            } },
        { "zero byte", [&] { return addTemplate(home.ledger, std::string("a\0b", 3), ""); } },
        { "account kind",
            [&] {
                return addAccount(home.ledger, { "A", "piggy bank", {}, "" });
            } },
        { "money",
            [&] {
                return addEntry(home.ledger, home.may, { "Rent", home.food, { moneyMax + 1 }, "", "" });
            } },
        { "date", [&] { return addPosting(home.ledger, home.draft("2026-02-30", 1)); } },
        { "category",
            [&] {
                return addCategory(home.ledger, { "C", "", "fun" });
            } },
    };

    const auto done = actions.at(what)();

    QCOMPARE(codeOf(done), ErrorCode::Invalid);
    QVERIFY(!done.error().detail.empty());
    QVERIFY(done.error().detail.size() < 500);
    QCOMPARE(home.changeSets(), before);
}

void ActionsTest::anEditOfNothingIsNoChangeSet()
{
    Home home;
    const auto before = home.changeSets();

    must(editRow(
        home.ledger, { Table::Entry, home.groceries }, edit(Table::Entry, "planned", std::int64_t { -400'00 })));

    QCOMPARE(home.changeSets(), before);

    must(editRow(
        home.ledger, { Table::Entry, home.groceries }, edit(Table::Entry, "planned", std::int64_t { -450'00 })));

    QCOMPARE(home.changeSets(), before + 1);
    QCOMPARE(home.entryNamed(home.may, "Groceries").planned, (Money { -450'00 }));
}

void ActionsTest::aFixedCellIsRefused()
{
    Home home;

    QCOMPARE(
        codeOf(editRow(home.ledger, { Table::Month, home.may }, edit(Table::Month, "status", std::string("closed")))),
        ErrorCode::Rule);
    QCOMPARE(codeOf(editRow(home.ledger, { Table::Month, home.may }, edit(Table::Month, "ym", std::string("2026-06")))),
        ErrorCode::Rule);
    QCOMPARE(codeOf(editRow(home.ledger, { Table::Month, home.may }, edit(Table::Month, "colour", std::string("red")))),
        ErrorCode::Invalid);
    QCOMPARE(codeOf(editRow(
                 home.ledger, { Table::Entry, home.groceries }, edit(Table::Entry, "due", std::string("2026-06-01")))),
        ErrorCode::OutsideMonth);
}

void ActionsTest::aMonthFromATemplateHasItsEntries()
{
    Home home;

    const auto entries = must(home.ledger.entries(home.may));

    QCOMPARE(entries.size(), 2u);
    QCOMPARE(entries[0].name, std::string("Groceries"));
    QCOMPARE(entries[0].planned, (Money { -400'00 }));
    QCOMPARE(entries[0].due, std::string("2026-05-31"));
    QCOMPARE(entries[0].lineage, home.groceriesLine);
    QCOMPARE(entries[1].due, std::string("2026-05-01"));
    QCOMPARE(must(home.ledger.months()).front().ym.text(), std::string("2026-05"));
}

void ActionsTest::dueDaysAreClampedToTheMonth()
{
    Home home;

    for (int year = 2023; year <= 2028; ++year) {
        for (unsigned number = 1; number <= 12; ++number) {
            const YearMonth ym { year, number };
            if (ym == YearMonth { 2026, 5 })
                continue;
            const Uuid month = must(openMonth(home.ledger, ym, MonthStart::FromTemplate, home.usual, false));
            const unsigned lastDay = number == 2                              ? (year % 4 == 0 ? 29 : 28)
                : (number == 4 || number == 6 || number == 9 || number == 11) ? 30
                                                                              : 31;
            QCOMPARE(home.entryNamed(month, "Groceries").due, ym.text() + "-" + std::to_string(lastDay));
            QCOMPARE(home.entryNamed(month, "Salary").due, ym.text() + "-01");
        }
    }
    QCOMPARE(must(home.ledger.months()).size(), 72u);
}

void ActionsTest::copyingForwardMovesAndRestoresDueDays()
{
    Home home;
    const Uuid own = must(addEntry(home.ledger, home.may, { "Gift", home.food, { -50'00 }, "2026-05-31", "for Ada" }));
    must(editRow(home.ledger, { Table::Entry, home.salary }, edit(Table::Entry, "due", Scalar())));

    const Uuid february = must(openMonth(home.ledger, { 2027, 2 }, MonthStart::Copied, home.may, false));
    const Uuid march = must(openMonth(home.ledger, { 2027, 3 }, MonthStart::Copied, february, false));

    QCOMPARE(home.entryNamed(february, "Groceries").due, std::string("2027-02-28"));
    QCOMPARE(home.entryNamed(february, "Gift").due, std::string("2027-02-28"));
    QCOMPARE(home.entryNamed(february, "Gift").lineage, own);
    QCOMPARE(home.entryNamed(february, "Salary").due, std::string());
    QCOMPARE(home.entryNamed(march, "Groceries").due, std::string("2027-03-31")); // the template meant the 31st
    QCOMPARE(home.entryNamed(march, "Gift").due, std::string("2027-03-28"));
    QCOMPARE(home.entryNamed(march, "Gift").lineage, own);
}

void ActionsTest::carryingAddsWhatRemained()
{
    Home home;
    home.post("2026-05-03", -150'00, home.groceries);
    home.post("2026-05-09", -50'00, home.groceries);
    home.post("2026-05-01", 2600'00, home.salary);

    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, true));

    QCOMPARE(home.entryNamed(june, "Groceries").planned, (Money { -400'00 - 200'00 })); // of 400 to spend 200 were left
    QCOMPARE(home.entryNamed(june, "Salary").planned, (Money { 2500'00 - 100'00 }));
    QCOMPARE(home.entryNamed(june, "Groceries").actual, (Money {}));
}

void ActionsTest::openingAMonthTwiceIsRefused()
{
    Home home;
    const auto before = home.changeSets();

    const auto again = openMonth(home.ledger, { 2026, 5 }, MonthStart::Blank, {}, false);

    QCOMPARE(codeOf(again), ErrorCode::Exists);
    QCOMPARE(home.changeSets(), before);
}

void ActionsTest::templateAndCopyNameTheSameEntries()
{
    // The same month made on two devices that have not heard of each other: from the template here, copied there.
    Home home;
    const Uuid copied = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid byCopy = home.entryNamed(copied, "Groceries").id;
    must(home.ledger.undo());

    const Uuid made = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false));

    QCOMPARE(made, copied);
    QCOMPARE(home.entryNamed(made, "Groceries").id, byCopy);
    QCOMPARE(made, monthId(home.ledger.id(), "2026-06"));
    QCOMPARE(byCopy, DerivedId("line").add(made).add(home.groceriesLine).add(std::int64_t { 0 }).uuid());
}

void ActionsTest::monthsMadeOnTwoDevicesBecomeOne()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    must(house[0].sync());
    house.join("second");
    must(addEntry(*house[0].ledger, house.may, { "Gift", house.food, { -50'00 }, "2026-05-30", "" }));
    house.settle();
    const auto openAtRandom = [&](Ledger& ledger, YearMonth ym, bool copies) {
        const auto months = must(ledger.months());
        const bool fromTemplate = !copies && random() % 2;
        return must(openMonth(ledger, ym, fromTemplate ? MonthStart::FromTemplate : MonthStart::Copied,
            fromTemplate ? house.templ : months.front().id, false));
    };

    for (YearMonth ym { 2026, 6 }; ym != YearMonth { 2027, 6 }; ym = ym.next()) {
        // One of them copies May with its gift; the other may also begin from the template.
        const Uuid here = openAtRandom(*house[0].ledger, ym, true);
        const Uuid there = openAtRandom(*house[1].ledger, ym, false);
        if (random() % 2)
            must(house[1].sync());
        house.settle();

        QCOMPARE(here, there);
        QVERIFY(house.areEqual());
        for (household::Device& device : house.devices) {
            const auto entries = must(device.ledger->entries(here));
            QCOMPARE(entries.size(), 3u);
            for (const Entry& entry : entries)
                QVERIFY(entry.name != "Groceries" || entry.due == ym.text() + "-" + std::to_string(ym.days()));
        }
    }
    QVERIFY(must(house[0].ledger->conflicts()).empty());
    QVERIFY(must(house[0].ledger->parkedChanges()).empty());
}

void ActionsTest::addingAgainMakesASecondCopy()
{
    Home home;

    QCOMPARE(must(addToMonth(home.ledger, home.may, MonthStart::FromTemplate, home.usual, false)), 2);

    const auto entries = must(home.ledger.entries(home.may));
    QCOMPARE(entries.size(), 4u);
    QVERIFY(entries[0].id != entries[1].id);
    QCOMPARE(entries[0].lineage, entries[1].lineage);

    // Copied forward, both copies come along and stay two.
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));

    QCOMPARE(must(home.ledger.entries(june)).size(), 4u);

    // The place of a deleted copy is free again.
    const Uuid freed = DerivedId("line").add(home.may).add(home.groceriesLine).add(std::int64_t { 1 }).uuid();
    must(deleteEntry(home.ledger, freed, EntryPostings::Refuse));
    must(addToMonth(home.ledger, home.may, MonthStart::FromTemplate, home.usual, false));

    QVERIFY(home.ledger.row({ Table::Entry, freed }).has_value());
    QCOMPARE(must(home.ledger.entries(home.may)).size(), 5u);
}

void ActionsTest::anAdHocEntryKeepsItsLineage()
{
    Home home;
    const Uuid gift = must(addEntry(home.ledger, home.may, { "Gift", home.food, { -5'00 }, "", "" }));

    QCOMPARE(home.entryNamed(home.may, "Gift").lineage, gift);

    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid july = must(openMonth(home.ledger, { 2026, 7 }, MonthStart::Copied, june, false));

    QCOMPARE(home.entryNamed(july, "Gift").lineage, gift);
    QCOMPARE(home.entryNamed(july, "Gift").id, DerivedId("line").add(july).add(gift).add(std::int64_t { 0 }).uuid());
}

void ActionsTest::aClosedMonthTakesNothingUntilItIsReopened()
{
    Home home;
    const Uuid posting = home.post("2026-05-03", -5'00, home.groceries);
    must(closeMonth(home.ledger, home.may));
    const auto before = home.changeSets();

    QCOMPARE(codeOf(addPosting(home.ledger, home.draft("2026-05-04", -1))), ErrorCode::Closed);
    QCOMPARE(codeOf(addEntry(home.ledger, home.may, { "Late", home.food, {}, "", "" })), ErrorCode::Closed);
    QCOMPARE(codeOf(editRow(
                 home.ledger, { Table::Posting, posting }, edit(Table::Posting, "amount", std::int64_t { -6'00 }))),
        ErrorCode::Closed);
    QCOMPARE(codeOf(deletePosting(home.ledger, posting)), ErrorCode::Closed);
    QCOMPARE(codeOf(deleteEntry(home.ledger, home.salary, EntryPostings::Refuse)), ErrorCode::Closed);
    QCOMPARE(codeOf(addToMonth(home.ledger, home.may, MonthStart::FromTemplate, home.usual, false)), ErrorCode::Closed);
    QCOMPARE(codeOf(closeMonth(home.ledger, home.may)), ErrorCode::Rule);
    QCOMPARE(home.changeSets(), before);
    QVERIFY(must(home.ledger.months()).front().isClosed);

    must(reopenMonth(home.ledger, home.may));
    must(addPosting(home.ledger, home.draft("2026-05-04", -1)));

    QCOMPARE(codeOf(reopenMonth(home.ledger, home.may)), ErrorCode::Rule);
}

void ActionsTest::aPostingLiesInItsMonth()
{
    Home home;
    must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
    const auto before = home.changeSets();

    const auto outside = addPosting(home.ledger, home.draft("2026-06-03", -5'00, home.groceries));

    QCOMPARE(codeOf(outside), ErrorCode::OutsideMonth);
    QVERIFY(outside.error().detail.find("2026-06-03") != std::string::npos);
    QVERIFY(outside.error().detail.find("2026-05") != std::string::npos);
    QVERIFY(outside.error().detail.find("Groceries") != std::string::npos);
    QCOMPARE(home.changeSets(), before);
}

void ActionsTest::aPostingOpensItsMonthOnlyWhenAsked()
{
    Home home;

    QCOMPARE(codeOf(addPosting(home.ledger, home.draft("2026-08-03", -5'00))), ErrorCode::NotFound);
    QCOMPARE(codeOf(addPosting(home.ledger, home.draft("2026-08-03", -5'00, home.groceries), true)),
        ErrorCode::OutsideMonth);
    QCOMPARE(must(home.ledger.months()).size(), 1u);

    must(addPosting(home.ledger, home.draft("2026-08-03", -5'00), true));

    QCOMPARE(must(home.ledger.months()).size(), 2u);
    QCOMPARE(must(home.ledger.months()).back().ym.text(), std::string("2026-08"));
}

void ActionsTest::movingAPostingKeepsDateAndEntryTogether()
{
    Home home;
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid inJune = home.entryNamed(june, "Groceries").id;
    const Uuid posting = home.post("2026-05-03", -5'00, home.groceries);

    QCOMPARE(codeOf(movePosting(home.ledger, posting, "2026-06-03", home.groceries)), ErrorCode::OutsideMonth);
    QCOMPARE(codeOf(movePosting(home.ledger, posting, "2026-09-03", std::nullopt)), ErrorCode::NotFound);
    QCOMPARE(codeOf(movePosting(home.ledger, posting, "2026-05-32", home.groceries)), ErrorCode::Invalid);

    must(movePosting(home.ledger, posting, "2026-06-03", inJune));

    const auto moved = must(home.ledger.postings({})).front();
    QCOMPARE(moved.date, std::string("2026-06-03"));
    QCOMPARE(moved.month, june);
    QCOMPARE(moved.entry, std::optional(inJune));
    QCOMPARE(home.entryNamed(home.may, "Groceries").actual, (Money {}));
    QCOMPARE(home.entryNamed(june, "Groceries").actual, (Money { -5'00 }));
}

void ActionsTest::theCurrencyDoesNotChangeTheArithmetic_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<qlonglong>("minor");
    QTest::newRow("no minor unit") << "JPY"
                                   << "-1250" << -1250ll;
    QTest::newRow("two digits") << "EUR"
                                << "-12.50" << -1250ll;
    QTest::newRow("three digits") << "KWD"
                                  << "-1.250" << -1250ll;
}

void ActionsTest::theCurrencyDoesNotChangeTheArithmetic()
{
    QFETCH(QString, code);
    QFETCH(QString, amount);
    QFETCH(qlonglong, minor);
    Home home(newLedger(code.toUtf8().constData()));
    const Currency& currency = home.ledger.currency();
    const Money parsed = must(parseMoney(amount.toStdString(), currency));

    home.post("2026-05-03", parsed.minor, home.groceries);
    home.post("2026-05-04", parsed.minor, home.groceries);

    QCOMPARE(parsed.minor, minor);
    QCOMPARE(home.entryNamed(home.may, "Groceries").actual.minor, 2 * minor);
    QCOMPARE(must(home.ledger.accounts())[0].balance.minor, 1000'00 + 2 * minor);
    QCOMPARE(moneyText(must(home.ledger.postings({})).front().amount, currency), amount.toStdString());
    QCOMPARE(codeOf(parseMoney("0.0001", currency)), ErrorCode::Invalid);
}

void ActionsTest::aTransferMovesMoneyBetweenAccounts()
{
    Home home;
    PostingDraft transfer = home.draft("2026-05-05", -100'00);
    transfer.toAccount = home.savings;

    must(addPosting(home.ledger, transfer));

    const auto accounts = must(home.ledger.accounts());
    QCOMPARE(accounts[0].balance, (Money { 900'00 }));
    QCOMPARE(accounts[1].balance, (Money { 100'00 }));
    transfer.toAccount = home.checking;
    QCOMPARE(codeOf(addPosting(home.ledger, transfer)), ErrorCode::Invalid);
}

void ActionsTest::partsOfASplitChangeTogether()
{
    Home home;
    const Uuid household = must(addEntry(home.ledger, home.may, { "Household", home.food, {}, "", "" }));
    const SplitPart parts[]
        = { { home.groceries, { -20'00 }, "" }, { household, { -5'30 }, "soap" }, { std::nullopt, { -1'00 }, "" } };
    const auto ids = must(addSplit(home.ledger, home.draft("2026-05-07", -26'30), parts));
    QCOMPARE(ids.size(), 3u);
    const auto before = home.changeSets();

    CellEdits edits = edit(Table::Posting, "payee", std::string("Corner shop"));
    edits.push_back(edit(Table::Posting, "cleared", std::int64_t { 1 }).front());
    edits.push_back(edit(Table::Posting, "memo", std::string("mine alone")).front());
    must(editRow(home.ledger, { Table::Posting, ids[1] }, edits));
    must(movePosting(home.ledger, ids[0], "2026-05-09", home.groceries));

    QCOMPARE(home.changeSets(), before + 2);
    for (const Posting& part : must(home.ledger.postings({}))) {
        QCOMPARE(part.payee, std::string("Corner shop"));
        QVERIFY(part.isCleared);
        QCOMPARE(part.date, std::string("2026-05-09"));
        QCOMPARE(part.memo, std::string(part.id == ids[1] ? "mine alone" : ""));
        QCOMPARE(part.split, must(home.ledger.postings({})).front().split);
    }

    // A part stands on an entry of May, so the purchase cannot go to June.
    must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
    QCOMPARE(codeOf(movePosting(home.ledger, ids[2], "2026-06-01", std::nullopt)), ErrorCode::OutsideMonth);
}

void ActionsTest::aSplitThatDoesNotAddUpIsRefused()
{
    Home home;
    const auto before = home.changeSets();
    const SplitPart parts[] = { { home.groceries, { -20'00 }, "" }, { std::nullopt, { -5'30 }, "" } };

    QCOMPARE(codeOf(addSplit(home.ledger, home.draft("2026-05-07", -26'30), parts)), ErrorCode::Invalid);
    QCOMPARE(codeOf(addSplit(home.ledger, home.draft("2026-05-07", 0), std::span(parts, 1))), ErrorCode::Invalid);
    QCOMPARE(home.changeSets(), before);
}

void ActionsTest::deletingAPartOfASplitDeletesAll()
{
    Home home;
    const SplitPart parts[] = { { home.groceries, { -20'00 }, "" }, { std::nullopt, { -5'30 }, "" } };
    const auto ids = must(addSplit(home.ledger, home.draft("2026-05-07", 0), parts));

    must(deletePosting(home.ledger, ids[1]));

    QVERIFY(must(home.ledger.postings({})).empty());
    QCOMPARE(must(home.ledger.accounts())[0].balance, (Money { 1000'00 }));
    QCOMPARE(codeOf(deletePosting(home.ledger, ids[0])), ErrorCode::NotFound);
}

void ActionsTest::deletingAnEntryAsksAboutItsPostings()
{
    Home home;
    home.post("2026-05-03", -5'00, home.groceries);
    home.post("2026-05-04", -6'00, home.groceries);

    const auto refused = deleteEntry(home.ledger, home.groceries, EntryPostings::Refuse);

    QCOMPARE(codeOf(refused), ErrorCode::Rule);
    QVERIFY(refused.error().detail.find("2 postings") != std::string::npos);

    must(deleteEntry(home.ledger, home.groceries, EntryPostings::Keep));

    QCOMPARE(must(home.ledger.entries(home.may)).size(), 1u);
    for (const Posting& posting : must(home.ledger.postings({})))
        QVERIFY(!posting.entry);
    must(home.ledger.undo());
    QCOMPARE(home.entryNamed(home.may, "Groceries").actual, (Money { -11'00 }));

    must(deleteEntry(home.ledger, home.groceries, EntryPostings::Delete));

    QVERIFY(must(home.ledger.postings({})).empty());
    must(home.ledger.undo());
    QCOMPARE(home.entryNamed(home.may, "Groceries").actual, (Money { -11'00 }));
}

void ActionsTest::deletingAnEntryTakesSplitsWhole()
{
    Home home;
    const SplitPart parts[] = { { home.groceries, { -20'00 }, "" }, { home.salary, { -5'30 }, "" } };
    must(addSplit(home.ledger, home.draft("2026-05-07", 0), parts));
    home.post("2026-05-08", -1'00, home.salary);

    must(deleteEntry(home.ledger, home.groceries, EntryPostings::Delete));

    QCOMPARE(must(home.ledger.postings({})).size(), 1u);
    QCOMPARE(home.entryNamed(home.may, "Salary").actual, (Money { -1'00 }));
}

void ActionsTest::deletingATemplateLeavesTheMonths()
{
    Home home;

    must(deleteTemplateEntry(home.ledger, home.salaryLine));
    QCOMPARE(must(home.ledger.templates()).front().entries.size(), 1u);
    must(deleteTemplate(home.ledger, home.usual));

    QVERIFY(must(home.ledger.templates()).empty());
    QCOMPARE(must(home.ledger.entries(home.may)).size(), 2u);
    QCOMPARE(
        codeOf(openMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false)), ErrorCode::NotFound);
}

void ActionsTest::missingRowsAreNamed()
{
    Home home;
    const auto before = home.changeSets();
    const Uuid nobody = Uuid::make();
    PostingDraft draft = home.draft("2026-05-03", -1);
    draft.account = nobody;

    for (const auto& done :
        { addPosting(home.ledger, draft), addEntry(home.ledger, home.may, { "A", nobody, {}, "", "" }),
            addEntry(home.ledger, nobody, { "A", home.food, {}, "", "" }),
            addTemplateEntry(home.ledger, nobody, { "A", home.food, {}, {} }),
            openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, nobody, false) }) {
        QCOMPARE(codeOf(done), ErrorCode::NotFound);
        QVERIFY(done.error().detail.find(nobody.text()) != std::string::npos);
    }
    QCOMPARE(codeOf(closeMonth(home.ledger, nobody)), ErrorCode::NotFound);
    QCOMPARE(codeOf(deleteEntry(home.ledger, nobody, EntryPostings::Keep)), ErrorCode::NotFound);
    QCOMPARE(codeOf(editRow(home.ledger, { Table::Account, nobody }, edit(Table::Account, "name", std::string("B")))),
        ErrorCode::NotFound);
    QCOMPARE(home.changeSets(), before);
}

QTEST_GUILESS_MAIN(ActionsTest)
#include "actions_test.moc"
