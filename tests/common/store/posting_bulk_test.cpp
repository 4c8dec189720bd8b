#include "common/store/posting_bulk.h"
#include "ledger_fixture.h"

using namespace qm;
using namespace ledger_fixture;

namespace {

Posting posting(Home& home, const Uuid& id)
{
    for (const Posting& one : must(home.ledger.postings({}))) {
        if (one.id == id)
            return one;
    }
    qFatal("the posting is not there");
}

std::int64_t count(Home& home)
{
    return static_cast<std::int64_t>(must(home.ledger.postings({})).size());
}

PostingEdit toPayee(const char* payee)
{
    PostingEdit edit;
    edit.payee = payee;
    return edit;
}

} // namespace

class PostingBulkTest : public QObject {
    Q_OBJECT

private slots:
    void changesManyInOneStepOfUndo()
    {
        Home home;
        const std::vector ids { home.post("2026-05-03", -10'00), home.post("2026-05-04", -20'00) };

        const BulkResult result = must(editPostings(home.ledger, ids, toPayee("Grocer"), false));

        QCOMPARE(result.changed, 2);
        QCOMPARE(posting(home, ids[1]).payee, std::string("Grocer"));
        must(home.ledger.undo());
        QCOMPARE(posting(home, ids[0]).payee, std::string("Market"));
        QCOMPARE(posting(home, ids[1]).payee, std::string("Market"));
    }

    void changesMoreThanOneChangeSetHoldsInOneStepOfUndo()
    {
        Home home;
        std::vector<Uuid> ids;
        for (int i = 0; i < 1100; ++i)
            ids.push_back(home.post("2026-05-03", -10'00));

        PostingEdit edit;
        edit.isCleared = true;
        QCOMPARE(must(editPostings(home.ledger, ids, edit, false)).changed, 1100);
        must(home.ledger.undo());

        for (const Posting& one : must(home.ledger.postings({})))
            QVERIFY(!one.isCleared);
    }

    void refusesAllWhenOneLiesInAClosedMonth()
    {
        Home home;
        must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
        const std::vector ids { home.post("2026-05-03", -10'00), home.post("2026-06-04", -20'00) };
        must(closeMonth(home.ledger, home.may));

        const auto refused = editPostings(home.ledger, ids, toPayee("Grocer"), false);

        QCOMPARE(codeOf(refused), ErrorCode::Closed);
        QVERIFY(refused.error().detail.starts_with("1 of 2"));
        QCOMPARE(must(countInClosedMonths(home.ledger, ids)), 1);
        QCOMPARE(posting(home, ids[1]).payee, std::string("Market"));
        QCOMPARE(codeOf(deletePostings(home.ledger, ids, false)), ErrorCode::Closed);
        QCOMPARE(codeOf(movePostings(home.ledger, ids, *parseDate("2026-06-09"), false)), ErrorCode::Closed);
    }

    void leavesOutWhatIsClosedWhenAskedTo()
    {
        Home home;
        must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
        const std::vector ids { home.post("2026-05-03", -10'00), home.post("2026-06-04", -20'00) };
        must(closeMonth(home.ledger, home.may));

        const BulkResult result = must(editPostings(home.ledger, ids, toPayee("Grocer"), true));

        QCOMPARE(result.changed, 1);
        QCOMPARE(result.closed, 1);
        QCOMPARE(posting(home, ids[0]).payee, std::string("Market"));
        QCOMPARE(posting(home, ids[1]).payee, std::string("Grocer"));
    }

    void givesEachTheEntryOfItsOwnMonth()
    {
        Home home;
        const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false));
        must(openMonth(home.ledger, { 2026, 7 }, MonthStart::Blank, {}, false));
        const std::vector ids { home.post("2026-05-03", -10'00), home.post("2026-06-03", -10'00),
            home.post("2026-07-03", -10'00) };
        PostingEdit edit;
        edit.entry = PostingEdit::ToEntry { home.groceries };

        const BulkResult result = must(editPostings(home.ledger, ids, edit, false));

        QCOMPARE(result.changed, 2);
        QCOMPARE(result.withoutEntry, 1);
        QCOMPARE(*posting(home, ids[0]).entry, home.groceries);
        QCOMPARE(*posting(home, ids[1]).entry, home.entryNamed(june, "Groceries").id);
        QVERIFY(!posting(home, ids[2]).entry);
    }

    void takesTheEntryAway()
    {
        Home home;
        const std::vector ids { home.post("2026-05-03", -10'00, home.groceries) };
        PostingEdit edit;
        edit.entry = PostingEdit::ToEntry {};

        must(editPostings(home.ledger, ids, edit, false));

        QVERIFY(!posting(home, ids[0]).entry);
    }

    void aSplitChangesAsAWhole()
    {
        Home home;
        const std::vector<SplitPart> parts { { home.groceries, { -10'00 }, "" }, { home.salary, { -5'00 }, "" } };
        const std::vector<Uuid> split = must(addSplit(home.ledger, home.draft("2026-05-03", -15'00), parts));

        const BulkResult one = must(editPostings(home.ledger, std::vector { split[0] }, toPayee("Grocer"), false));
        const BulkResult both = must(editPostings(home.ledger, split, toPayee("Baker"), false));

        QCOMPARE(one.changed, 2);
        QCOMPARE(both.changed, 2);
        QCOMPARE(posting(home, split[0]).payee, std::string("Baker"));
        QCOMPARE(posting(home, split[1]).payee, std::string("Baker"));
        PostingEdit edit;
        edit.entry = PostingEdit::ToEntry { home.groceries };
        must(editPostings(home.ledger, split, edit, false));
        QCOMPARE(*posting(home, split[1]).entry, home.groceries);
    }

    void movesASplitToAnotherMonthWithTheEntriesThatFit()
    {
        Home home;
        const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false));
        const std::vector<SplitPart> parts { { home.groceries, { -10'00 }, "" }, { home.salary, { -5'00 }, "" } };
        const std::vector<Uuid> split = must(addSplit(home.ledger, home.draft("2026-05-03", -15'00), parts));

        const BulkResult result
            = must(movePostings(home.ledger, std::vector { split[1] }, *parseDate("2026-06-09"), false));

        QCOMPARE(result.changed, 2);
        QCOMPARE(result.withoutEntry, 0);
        QCOMPARE(posting(home, split[0]).date, std::string("2026-06-09"));
        QCOMPARE(*posting(home, split[0]).entry, home.entryNamed(june, "Groceries").id);
        must(home.ledger.undo());
        QCOMPARE(*posting(home, split[1]).entry, home.salary);
    }

    void aMoveLeavesNoEntryWhereNoneFits()
    {
        Home home;
        must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
        const std::vector ids { home.post("2026-05-03", -10'00, home.groceries) };

        const BulkResult result = must(movePostings(home.ledger, ids, *parseDate("2026-06-09"), false));

        QCOMPARE(result.withoutEntry, 1);
        QVERIFY(!posting(home, ids[0]).entry);
        QCOMPARE(codeOf(movePostings(home.ledger, ids, *parseDate("2026-08-09"), false)), ErrorCode::NotFound);
    }

    void deletesManyAndEveryPartOfASplit()
    {
        Home home;
        const std::vector<SplitPart> parts { { home.groceries, { -10'00 }, "" }, { {}, { -5'00 }, "" } };
        const std::vector<Uuid> split = must(addSplit(home.ledger, home.draft("2026-05-03", -15'00), parts));
        const std::vector ids { home.post("2026-05-03", -10'00), split[1], split[0] };

        const BulkResult result = must(deletePostings(home.ledger, ids, false));

        QCOMPARE(result.changed, 3);
        QCOMPARE(count(home), 0);
        must(home.ledger.undo());
        QCOMPARE(count(home), 3);
    }
};

QTEST_GUILESS_MAIN(PostingBulkTest)
#include "posting_bulk_test.moc"
