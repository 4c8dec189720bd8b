#include "tests/common/store/ledger_fixture.h"
#include "tests/common/sync/household.h"
#include "tests/common/test_seed.h"

#include <QElapsedTimer>

#include <set>

using namespace qm;
using namespace ledger_fixture;

namespace {

ImportLine line(const char* date, std::int64_t amount, const std::string& payee, const std::string& bankId = {})
{
    return { must(parseDate(date)), { amount }, payee, "", bankId, true };
}

} // namespace

class ImportLinesTest : public QObject {
    Q_OBJECT

private slots:
    void linesBecomePostingsWithoutEntries();
    void aStatementIsNeverImportedTwice();
    void overlappingStatementsAddWhatIsNew();
    void equalPurchasesOfOneDayStayTwo();
    void aBankIdOutweighsEverythingElse();
    void aDeletedLineStaysDeleted();
    void theSameLineOnAnotherAccountIsAnother();
    void closedMonthsRefuseTheirLines();
    void aDryRunChangesNothing();
    void aBrokenLineChangesNothingAndIsNamed();
    void largeImportsAreOneAction();
    void importedOnTwoDevicesIsOneSetOfPostings();
    void anyOrderAndAnyCutGivesTheSamePostings();
    void manyLinesAreQuick();
    void linesThatAreNotChosenKeepTheIdentityOfTheOthers();
    void aLineMayStandOnAnEntryOfItsMonthOnly();
    void severalAccountsAreOneAction();
    void aNewAccountIsMadeAndTakenBackWithItsLines();
    void closedMonthsRefuseOnlyChosenLines();
};

void ImportLinesTest::linesBecomePostingsWithoutEntries()
{
    Home home;
    const ImportLine lines[] = { line("2026-05-03", -5'00, "Market", "b1"), line("2026-04-30", 20'00, "Ada"),
        line("2026-03-30", -1'00, "") };

    const ImportResult result = must(importLines(home.ledger, home.checking, lines, false, false));

    QCOMPARE(result.added, 3);
    QCOMPARE(result.known, 0);
    QCOMPARE(result.monthsOpened, (std::vector<std::string> { "2026-03", "2026-04" }));
    QCOMPARE(result.isNew, std::vector<bool>(3, true));
    const auto postings = must(home.ledger.postings({}));
    QCOMPARE(postings.size(), 3u);
    QCOMPARE(postings[2].payee, std::string("Market"));
    QCOMPARE(postings[2].bankRef, std::string("b1"));
    QCOMPARE(postings[2].month, home.may);
    QVERIFY(postings[2].isCleared);
    QVERIFY(!postings[2].entry);
    QCOMPARE(must(home.ledger.accounts())[0].balance, (Money { 1014'00 }));
    QCOMPARE(must(home.ledger.history({}, 1)).front().act, std::string("import"));
}

void ImportLinesTest::aStatementIsNeverImportedTwice()
{
    Home home;
    const ImportLine lines[] = { line("2026-05-03", -5'00, "Market", "b1"), line("2026-05-03", -5'00, "Market"),
        line("2026-05-04", 1, "Ada") };
    must(importLines(home.ledger, home.checking, lines, false, false));
    const auto before = home.changeSets();

    const ImportResult again = must(importLines(home.ledger, home.checking, lines, false, false));

    QCOMPARE(again.added, 0);
    QCOMPARE(again.known, 3);
    QCOMPARE(again.isNew, std::vector<bool>(3, false));
    QCOMPARE(home.changeSets(), before);
    QCOMPARE(must(home.ledger.postings({})).size(), 3u);
}

void ImportLinesTest::overlappingStatementsAddWhatIsNew()
{
    Home home;
    const ImportLine may[] = { line("2026-05-03", -5'00, "Market"), line("2026-05-20", -6'00, "Market") };
    const ImportLine rest[] = { line("2026-05-20", -6'00, "Market"), line("2026-05-28", -7'00, "Market") };
    must(importLines(home.ledger, home.checking, may, false, false));

    const ImportResult result = must(importLines(home.ledger, home.checking, rest, false, false));

    QCOMPARE(result.isNew, (std::vector<bool> { false, true }));
    QCOMPARE(must(home.ledger.postings({})).size(), 3u);
}

void ImportLinesTest::equalPurchasesOfOneDayStayTwo()
{
    Home home;
    const ImportLine lines[] = { line("2026-05-03", -2'50, "Coffee"), line("2026-05-03", -9'00, "Lunch"),
        line("2026-05-03", -2'50, "Coffee"), line("2026-05-04", -2'50, "Coffee") };

    QCOMPARE(must(importLines(home.ledger, home.checking, lines, false, false)).added, 4);

    const Uuid first = DerivedId("bankline")
                           .add(home.checking)
                           .add("2026-05-03")
                           .add(std::int64_t { -2'50 })
                           .add("Coffee")
                           .add(std::int64_t { 0 })
                           .uuidAt(1777766400000); // 2026-05-03T00:00Z
    QVERIFY(home.ledger.row({ Table::Posting, first }).has_value());
}

void ImportLinesTest::aBankIdOutweighsEverythingElse()
{
    Home home;
    must(importLines(
        home.ledger, home.checking, std::vector { line("2026-05-03", -5'00, "PENDING MARKET", "b1") }, false, false));

    // Booked a day later under its real name; and a line with the same id within one file.
    const ImportLine booked[] = { line("2026-05-04", -5'00, "Market", "b1"), line("2026-05-04", -1, "X", "b2"),
        line("2026-05-04", -1, "X", "b2") };
    const ImportResult result = must(importLines(home.ledger, home.checking, booked, false, false));

    QCOMPARE(result.isNew, (std::vector<bool> { false, true, false }));
    QCOMPARE(must(home.ledger.postings({})).size(), 2u);
}

void ImportLinesTest::aDeletedLineStaysDeleted()
{
    Home home;
    const ImportLine lines[] = { line("2026-05-03", -5'00, "Market", "b1") };
    must(importLines(home.ledger, home.checking, lines, false, false));
    must(deletePosting(home.ledger, must(home.ledger.postings({})).front().id));

    QCOMPARE(must(importLines(home.ledger, home.checking, lines, false, false)).known, 1);
    QVERIFY(must(home.ledger.postings({})).empty());
}

void ImportLinesTest::theSameLineOnAnotherAccountIsAnother()
{
    Home home;
    const ImportLine lines[] = { line("2026-05-03", -5'00, "Market", "b1"), line("2026-05-03", -5'00, "Market") };
    must(importLines(home.ledger, home.checking, lines, false, false));

    QCOMPARE(must(importLines(home.ledger, home.savings, lines, false, false)).added, 2);
    QCOMPARE(codeOf(importLines(home.ledger, Uuid::make(), lines, false, false)), ErrorCode::NotFound);
}

void ImportLinesTest::closedMonthsRefuseTheirLines()
{
    Home home;
    const ImportLine lines[] = { line("2026-05-03", -5'00, "Market"), line("2026-06-03", -6'00, "Market") };
    must(importLines(home.ledger, home.checking, std::span(lines, 1), false, false));
    must(closeMonth(home.ledger, home.may));

    // A line that is there already does not matter.
    QCOMPARE(must(importLines(home.ledger, home.checking, lines, false, true)).added, 1);

    const ImportLine late[] = { lines[0], lines[1], line("2026-05-09", -7'00, "Market") };
    const auto refused = importLines(home.ledger, home.checking, late, false, false);
    QCOMPARE(codeOf(refused), ErrorCode::Closed);
    QVERIFY(refused.error().detail.find("1 line lies in closed months (2026-05)") != std::string::npos);
    QCOMPARE(must(home.ledger.months()).size(), 1u);

    const ImportResult skipped = must(importLines(home.ledger, home.checking, late, true, false));
    QCOMPARE(skipped.added, 1);
    QCOMPARE(skipped.known, 1);
    QCOMPARE(skipped.closed, 1);
    QCOMPARE(skipped.isNew, (std::vector<bool> { false, true, false }));
}

void ImportLinesTest::aDryRunChangesNothing()
{
    Home home;
    const auto before = home.changeSets();
    const ImportLine lines[] = { line("2026-05-03", -5'00, "Market"), line("2026-06-03", -6'00, "Market") };

    const ImportResult result = must(importLines(home.ledger, home.checking, lines, false, true));

    QCOMPARE(result.added, 2);
    QCOMPARE(result.monthsOpened, std::vector<std::string> { "2026-06" });
    QCOMPARE(home.changeSets(), before);
}

void ImportLinesTest::aBrokenLineChangesNothingAndIsNamed()
{
    Home home;
    const auto before = home.changeSets();
    const ImportLine lines[]
        = { line("2026-05-03", -5'00, "Market"), line("2026-05-03", moneyMax, std::string("a\0b", 3)) };

    const auto refused = importLines(home.ledger, home.checking, lines, false, false);

    QCOMPARE(codeOf(refused), ErrorCode::Invalid);
    QVERIFY(refused.error().detail.find("line 2") != std::string::npos);
    QCOMPARE(home.changeSets(), before);
    ImportLine noDay = line("2026-05-03", 1, "");
    noDay.date = std::chrono::year(2026) / 2 / 30;
    QCOMPARE(codeOf(importLines(home.ledger, home.checking, std::span(&noDay, 1), false, false)), ErrorCode::Invalid);
}

void ImportLinesTest::largeImportsAreOneAction()
{
    Home home;
    const auto before = home.changeSets();
    std::vector<ImportLine> lines;
    for (int i = 0; i < 3500; ++i)
        lines.push_back({ YearMonth { 2020 + i / 1000, 1 + unsigned(i % 12) }.day(1 + unsigned(i) % 31), { i }, "P", "",
            "id" + std::to_string(i), true });

    const ImportResult result = must(importLines(home.ledger, home.checking, lines, false, false));

    QCOMPARE(result.added, 3500);
    QCOMPARE(result.monthsOpened.size(), 48u);
    QCOMPARE(home.changeSets(), before + 5);
    std::set<Uuid> batches;
    for (const HistoryItem& item : must(home.ledger.history({}, 5))) {
        QVERIFY(item.batch);
        QVERIFY(item.changes.size() <= opsMax);
        batches.insert(*item.batch);
    }
    QCOMPARE(batches.size(), 1u);
}

void ImportLinesTest::importedOnTwoDevicesIsOneSetOfPostings()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    const ImportLine first[] = { line("2026-05-03", -2'50, "Coffee"), line("2026-05-03", -2'50, "Coffee"),
        line("2026-06-01", -1, "X", "b7") };
    const ImportLine second[] = { line("2026-05-03", -2'50, "Coffee"), line("2026-05-03", -2'50, "Coffee"),
        line("2026-06-01", -1, "X", "b7"), line("2026-06-02", -2, "Y") };

    must(importLines(*house[0].ledger, house.checking, first, false, false));
    must(importLines(*house[1].ledger, house.checking, second, false, false));
    house.settle();

    QVERIFY(house.areEqual());
    QCOMPARE(must(house[0].ledger->postings({})).size(), 4u);
    QCOMPARE(must(house[0].ledger->months()).size(), 2u);
    QVERIFY(must(house[0].ledger->conflicts()).empty());
    QVERIFY(must(house[0].ledger->parkedChanges()).empty());
}

void ImportLinesTest::anyOrderAndAnyCutGivesTheSamePostings()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    for (int run = 0; run < 20; ++run) {
        // A bank's lines are in order within a day; its files are cut between days, and overlap.
        std::vector<ImportLine> lines;
        for (int day = 1; day <= 28; ++day) {
            for (auto count = random() % 4; count > 0; --count)
                lines.push_back({ YearMonth { 2026, 1 + unsigned(random() % 3) }.day(unsigned(day)),
                    { -std::int64_t(random() % 2) - 1 }, random() % 2 ? "Coffee" : "Lunch", "", "", true });
        }
        const std::size_t count = lines.size();
        Home whole, parts;
        must(importLines(whole.ledger, whole.checking, lines, false, false));
        for (int file = 0; file < 8; ++file) {
            const auto from = 1 + random() % 28, to = from + random() % 15;
            std::vector<ImportLine> cut;
            for (const ImportLine& each : lines) {
                const auto day = static_cast<unsigned>(each.date.day());
                if (file == 7 || (day >= from && day <= to))
                    cut.push_back(each);
            }
            must(importLines(parts.ledger, parts.checking, cut, false, false));
        }

        QCOMPARE(must(parts.ledger.postings({})).size(), count);
        QCOMPARE(must(whole.ledger.postings({})).size(), count);
        QCOMPARE(must(parts.ledger.accounts())[0].balance, must(whole.ledger.accounts())[0].balance);
    }
}

void ImportLinesTest::manyLinesAreQuick()
{
    Home home;
    std::vector<ImportLine> lines;
    for (int i = 0; i < 20'000; ++i)
        lines.push_back({ YearMonth { 2020 + i / 4'000, 1 + unsigned(i % 12) }.day(1 + unsigned(i) % 28), { -i },
            "Payee " + std::to_string(i % 500), "", i % 2 ? "id" + std::to_string(i) : std::string(), true });
    QElapsedTimer timer;
    timer.start();

    must(importLines(home.ledger, home.checking, lines, false, false));

    const auto imported = timer.restart();
    QCOMPARE(must(importLines(home.ledger, home.checking, lines, false, false)).known, 20'000);
    const auto again = timer.restart();
    const auto summary = must(home.ledger.summaryByCategory({}, false));
    const auto summed = timer.restart();
    must(home.ledger.undo());
    qInfo("imported in %lld ms, again in %lld ms, summed in %lld ms, undone in %lld ms", imported, again, summed,
        timer.elapsed());
    QCOMPARE(summary.back().actual, (Money { -199'990'000 }));
    QVERIFY(must(home.ledger.postings({})).empty());
    QVERIFY(imported < 30'000); // a guard against work that grows faster than the lines; the figures are the bench's
}

void ImportLinesTest::linesThatAreNotChosenKeepTheIdentityOfTheOthers()
{
    Home home;
    std::vector<ImportLine> lines { line("2026-05-03", -2'50, "Coffee"), line("2026-05-03", -2'50, "Coffee") };
    lines[0].isChosen = false;

    const ImportResult first = must(importLines(home.ledger, home.checking, lines, false, false));
    lines[0].isChosen = true;
    const ImportResult second = must(importLines(home.ledger, home.checking, lines, false, false));

    QCOMPARE(first.added, 1);
    QCOMPARE(first.isNew, (std::vector<bool> { false, true }));
    QCOMPARE(first.states, (std::vector { ImportState::New, ImportState::New }));
    QCOMPARE(second.isNew, (std::vector<bool> { true, false }));
    QCOMPARE(second.states, (std::vector { ImportState::New, ImportState::Known }));
    QCOMPARE(must(home.ledger.postings({})).size(), 2u);
}

void ImportLinesTest::aLineMayStandOnAnEntryOfItsMonthOnly()
{
    Home home;
    std::vector<ImportLine> lines { line("2026-05-03", -5'00, "Market"), line("2026-06-03", -5'00, "Market") };
    lines[0].entry = home.groceries;
    lines[1].entry = home.groceries;

    QCOMPARE(codeOf(importLines(home.ledger, home.checking, lines, false, false)), ErrorCode::OutsideMonth);
    QVERIFY(must(home.ledger.postings({})).empty());

    lines[1].entry.reset();
    must(importLines(home.ledger, home.checking, lines, false, false));
    QCOMPARE(must(home.ledger.postings({}))[0].entry, std::optional(home.groceries));

    lines = { line("2026-05-04", -5'00, "Market") };
    lines[0].entry = Uuid::make();
    QCOMPARE(codeOf(importLines(home.ledger, home.checking, lines, false, false)), ErrorCode::NotFound);
}

void ImportLinesTest::severalAccountsAreOneAction()
{
    Home home;
    const ImportLine checking[] = { line("2026-06-03", -5'00, "Market") };
    const ImportLine savings[] = { line("2026-06-04", 7'00, "Interest"), line("2026-07-04", 7'00, "Interest") };
    const ImportPart parts[] = { { home.checking, {}, checking }, { home.savings, {}, savings } };
    const auto before = home.changeSets();

    const auto results = must(importParts(home.ledger, parts, false, false));

    QCOMPARE(results.size(), 2u);
    QCOMPARE(results[0].monthsOpened, std::vector<std::string> { "2026-06" });
    QCOMPARE(results[1].monthsOpened, std::vector<std::string> { "2026-07" });
    QCOMPARE(home.changeSets(), before + 1);
    must(home.ledger.undo());
    QVERIFY(must(home.ledger.postings({})).empty());
    QCOMPARE(must(home.ledger.months()).size(), 1u);
}

void ImportLinesTest::aNewAccountIsMadeAndTakenBackWithItsLines()
{
    Home home;
    const ImportLine lines[] = { line("2026-05-03", -5'00, "Market"), line("2026-05-03", -5'00, "Market") };
    // Two parts of one file may go to one account, and equal lines of them stay two.
    const Uuid card = Uuid::make();
    const ImportPart parts[]
        = { { card, AccountDraft { "Card", "card", {}, "" }, { lines, 1 } }, { card, {}, { lines + 1, 1 } } };

    must(importParts(home.ledger, parts, false, true));
    QCOMPARE(must(home.ledger.accounts()).size(), 2u);
    must(importParts(home.ledger, parts, false, false));

    const auto accounts = must(home.ledger.accounts());
    QCOMPARE(accounts.size(), 3u);
    QCOMPARE(accounts[2].name, std::string("Card"));
    QCOMPARE(accounts[2].balance, (Money { -10'00 }));
    must(home.ledger.undo());
    QCOMPARE(must(home.ledger.accounts()).size(), 2u);
    QVERIFY(must(home.ledger.postings({})).empty());
}

void ImportLinesTest::closedMonthsRefuseOnlyChosenLines()
{
    Home home;
    must(closeMonth(home.ledger, home.may));
    std::vector<ImportLine> lines { line("2026-05-03", -5'00, "Market"), line("2026-06-03", -5'00, "Market") };

    QCOMPARE(codeOf(importLines(home.ledger, home.checking, lines, false, false)), ErrorCode::Closed);
    lines[0].isChosen = false;
    const ImportResult result = must(importLines(home.ledger, home.checking, lines, false, false));

    QCOMPARE(result.added, 1);
    QCOMPARE(result.closed, 0);
    QCOMPARE(result.states, (std::vector { ImportState::Closed, ImportState::New }));
}

QTEST_GUILESS_MAIN(ImportLinesTest)
#include "import_lines_test.moc"
