#include "tests/common/store/ledger_fixture.h"

#include "common/store/import_proposals.h"

using namespace qm;
using namespace ledger_fixture;

namespace {

ImportLine line(const char* date, std::int64_t amount, const std::string& payee)
{
    return { must(parseDate(date)), { amount }, payee, "", "", true };
}

std::vector<ImportProposal> propose(Home& home, const std::vector<ImportLine>& lines)
{
    const auto result = must(importLines(home.ledger, home.checking, lines, true, true));
    return must(proposeForImport(home.ledger, home.checking, lines, result.states));
}

} // namespace

class ImportProposalsTest final : public QObject {
    Q_OBJECT

private slots:
    void theEntryOfThePayeesLastPostingIsProposed()
    {
        Home home;
        home.post("2026-05-01", -5'00, home.groceries);
        must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
        const Uuid june = monthId(home.ledger.id(), "2026-06");

        const auto proposals = propose(home,
            { line("2026-05-20", -6'00, "MARKET 0432 LONDON"), line("2026-06-20", -6'00, "market"),
                line("2026-06-21", -6'00, "Elsewhere"), line("2026-06-22", 6'00, "Market"),
                line("2026-07-22", -6'00, "Market") });

        QCOMPARE(proposals[0].entry, std::optional(home.groceries));
        QCOMPARE(proposals[1].entry, std::optional(home.entryNamed(june, "Groceries").id)); // by lineage
        QVERIFY(!proposals[2].entry);
        QVERIFY(!proposals[3].entry); // money that comes in is another habit
        QVERIFY(!proposals[4].entry); // July is not there yet
    }

    void aPartOfASplitIsNoHabit()
    {
        Home home;
        home.post("2026-05-01", -5'00, home.groceries);
        const SplitPart parts[] { { home.salary, { -7'00 }, "" }, { {}, { -5'00 }, "" } };
        must(addSplit(home.ledger, home.draft("2026-05-10", -12'00), parts));

        QCOMPARE(propose(home, { line("2026-05-20", -6'00, "Market") })[0].entry, std::optional(home.groceries));
    }

    void anEntryOfTheSameNameDoesWhereNoneDescends()
    {
        Home home;
        home.post("2026-05-01", -5'00, home.groceries);
        const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
        const Uuid typed = must(addEntry(home.ledger, june, { "Groceries", home.food, { -10'00 }, "", "" }));

        QCOMPARE(propose(home, { line("2026-06-20", -6'00, "Market") })[0].entry, std::optional(typed));
    }

    void aPostingTypedByHandIsFoundOnceWithinThreeDays()
    {
        Home home;
        const Uuid typed = home.post("2026-05-10", -5'00);

        const auto proposals = propose(home,
            { line("2026-05-14", -5'00, "X"), line("2026-05-12", -5'00, "X"), line("2026-05-11", -5'00, "X"),
                line("2026-05-10", -5'01, "X") });

        QVERIFY(!proposals[0].twin); // four days later
        QCOMPARE(proposals[1].twin->posting, typed);
        QCOMPARE(proposals[1].twin->date, std::string("2026-05-10"));
        QVERIFY(!proposals[2].twin); // there is only one
        QVERIFY(!proposals[3].twin); // another amount
    }

    void aSplitAndBothEndsOfATransferAreFound()
    {
        Home home;
        PostingDraft shared = home.draft("2026-05-10", -12'00);
        const SplitPart parts[] { { home.groceries, { -7'00 }, "" }, { {}, { -5'00 }, "" } };
        must(addSplit(home.ledger, shared, parts));
        PostingDraft transfer = home.draft("2026-05-20", 50'00);
        transfer.account = home.savings;
        transfer.toAccount = home.checking;
        transfer.amount = { -50'00 };
        must(addPosting(home.ledger, transfer));

        const auto proposals
            = propose(home, { line("2026-05-11", -12'00, "M"), line("2026-05-21", 50'00, "From savings") });

        QVERIFY(proposals[0].twin);
        QVERIFY(proposals[1].twin);
    }

    void whatWasImportedIsNoTwinOfAnotherLine()
    {
        Home home;
        const std::vector<ImportLine> first { line("2026-05-10", -5'00, "Coffee") };
        must(importLines(home.ledger, home.checking, first, false, false));

        const auto proposals
            = propose(home, { line("2026-05-10", -5'00, "Coffee"), line("2026-05-11", -5'00, "Coffee") });

        QVERIFY(!proposals[0].twin);
        QVERIFY(!proposals[1].twin);
    }
};

QTEST_GUILESS_MAIN(ImportProposalsTest)
#include "import_proposals_test.moc"
