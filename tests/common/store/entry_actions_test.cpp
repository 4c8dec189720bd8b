#include "common/store/entry_actions.h"
#include "tests/common/store/ledger_fixture.h"

using namespace qm;
using namespace ledger_fixture;

namespace {

constexpr Date day(int year, unsigned month, unsigned dayOfMonth)
{
    return { std::chrono::year(year), std::chrono::month(month), std::chrono::day(dayOfMonth) };
}

std::vector<Posting> postingsOf(Home& home, const Uuid& entry)
{
    PostingFilter filter;
    filter.entry = entry;
    return must(home.ledger.postings(filter));
}

std::string order(Home& home)
{
    std::string names;
    for (const Entry& entry : must(home.ledger.entries(home.may)))
        names += entry.name + " ";
    return names;
}

} // namespace

class EntryActionsTest : public QObject {
    Q_OBJECT

private slots:
    void skippingSeveralIsOneAction()
    {
        Home home;
        const std::int64_t before = home.changeSets();

        must(skipEntries(home.ledger, std::vector { home.groceries, home.salary }));

        QCOMPARE(home.changeSets(), before + 1);
        QCOMPARE(must(home.ledger.nextUndo()).act, std::string("entry.skip"));
        for (const Entry& entry : must(home.ledger.entries(home.may))) {
            QCOMPARE(entry.planned.minor, 0);
            QCOMPARE(entry.due, "");
        }
        must(home.ledger.undo());
        QCOMPARE(home.entryNamed(home.may, "Groceries").planned.minor, -400'00);
        QCOMPARE(home.entryNamed(home.may, "Groceries").due, "2026-05-31");
    }

    void recordingSeveralIsOneUndo()
    {
        Home home;
        const std::int64_t before = home.changeSets();

        const auto made = must(recordEntries(
            home.ledger, std::vector { home.groceries, home.salary }, { RecordOn::DueDay, day(2026, 5, 10), {} }));

        QCOMPARE(made.size(), 2u);
        QCOMPARE(home.changeSets(), before + 1);
        QCOMPARE(must(home.ledger.nextUndo()).act, std::string("posting.record"));
        QCOMPARE(postingsOf(home, home.salary).at(0).amount.minor, 2500'00);
        QCOMPARE(postingsOf(home, home.salary).at(0).date, "2026-05-01");
        QCOMPARE(postingsOf(home, home.groceries).at(0).date, "2026-05-31");
        must(home.ledger.undo());
        QVERIFY(postingsOf(home, home.salary).empty());
        QVERIFY(postingsOf(home, home.groceries).empty());
    }

    void onlyWhatRemainsIsRecorded()
    {
        Home home;
        home.post("2026-05-02", -150'00, home.groceries);

        must(recordEntries(home.ledger, std::vector { home.groceries }, { RecordOn::Today, day(2026, 5, 10), {} }));

        QCOMPARE(postingsOf(home, home.groceries).at(1).amount.minor, -250'00);
        QCOMPARE(postingsOf(home, home.groceries).at(1).date, "2026-05-10");
        QCOMPARE(codeOf(recordEntries(
                     home.ledger, std::vector { home.groceries }, { RecordOn::Today, day(2026, 5, 10), {} })),
            ErrorCode::Rule);
    }

    void todayIsClampedIntoTheMonth()
    {
        Home home;

        must(recordEntries(home.ledger, std::vector { home.groceries }, { RecordOn::Today, day(2026, 7, 2), {} }));
        must(recordEntries(home.ledger, std::vector { home.salary }, { RecordOn::Today, day(2026, 4, 2), {} }));

        QCOMPARE(postingsOf(home, home.groceries).at(0).date, "2026-05-31");
        QCOMPARE(postingsOf(home, home.salary).at(0).date, "2026-05-01");
    }

    void theAccountAndPayeeOfLastTimeAreUsed()
    {
        Home home;
        const Uuid card = must(addAccount(home.ledger, { "Card", "card", {}, "" }));
        PostingDraft draft = home.draft("2026-05-02", -10'00, home.groceries);
        draft.account = card;
        draft.payee = "Corner shop";
        must(addPosting(home.ledger, draft));
        const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false));
        const Uuid groceries = home.entryNamed(june, "Groceries").id;
        const Uuid salary = home.entryNamed(june, "Salary").id;

        must(recordEntries(home.ledger, std::vector { groceries, salary }, { RecordOn::DueDay, day(2026, 6, 10), {} }));

        QCOMPARE(postingsOf(home, groceries).at(0).account, card);
        QCOMPARE(postingsOf(home, groceries).at(0).payee, "Corner shop");
        QCOMPARE(postingsOf(home, salary).at(0).account, home.checking); // never recorded: the first account
        QCOMPARE(postingsOf(home, salary).at(0).payee, "");
    }

    void anEntryTypedAnewEachMonthIsKnownByItsName()
    {
        Home home;
        const Uuid gym = must(addEntry(home.ledger, home.may, { "Gym", home.food, { -30'00 }, "", "" }));
        PostingDraft draft = home.draft("2026-05-02", -30'00, gym);
        draft.account = home.savings;
        must(addPosting(home.ledger, draft));
        const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
        const Uuid again = must(addEntry(home.ledger, june, { "Gym", home.food, { -30'00 }, "", "" }));

        QCOMPARE(must(lastUse(home.ledger, again)).value().account, home.savings);
    }

    void aClosedMonthRefuses()
    {
        Home home;
        must(closeMonth(home.ledger, home.may));

        QCOMPARE(codeOf(skipEntries(home.ledger, std::vector { home.groceries })), ErrorCode::Closed);
        QCOMPARE(codeOf(recordEntries(
                     home.ledger, std::vector { home.groceries }, { RecordOn::Today, day(2026, 5, 10), {} })),
            ErrorCode::Closed);
        const Uuid food = home.food;
        QCOMPARE(codeOf(moveEntry(home.ledger, home.salary, food, home.groceries)), ErrorCode::Closed);
    }

    void entriesAreReordered()
    {
        Home home;
        for (const char* const name : { "A", "B", "C" })
            must(addEntry(home.ledger, home.may, { name, home.food, {}, "", "" }));
        const Uuid c = home.entryNamed(home.may, "C").id;

        must(moveEntry(home.ledger, c, home.food, home.entryNamed(home.may, "A").id));
        QCOMPARE(order(home), "Groceries Salary C A B ");
        must(moveEntry(home.ledger, c, home.food, {}));
        QCOMPARE(order(home), "Groceries Salary A B C ");
        must(home.ledger.undo());
        QCOMPARE(order(home), "Groceries Salary C A B ");
        must(moveEntry(home.ledger, c, home.pay, home.salary));
        QCOMPARE(home.entryNamed(home.may, "C").category, home.pay);
    }
};

QTEST_GUILESS_MAIN(EntryActionsTest)
#include "entry_actions_test.moc"
