#include "common/store/posting_edits.h"
#include "tests/common/store/ledger_fixture.h"

#include <set>

using namespace qm;
using namespace ledger_fixture;

namespace {

std::vector<Posting> allPostings(Home& home)
{
    return must(home.ledger.postings({}));
}

/// What a person sees of all postings, to compare before and after.
std::multiset<std::string> looks(Home& home)
{
    std::multiset<std::string> lines;
    for (const Posting& posting : allPostings(home)) {
        lines.insert(posting.date + '|' + (posting.entry ? posting.entry->text() : "") + '|'
            + std::to_string(posting.amount.minor) + '|' + posting.account.text() + '|'
            + (posting.toAccount ? posting.toAccount->text() : "") + '|' + posting.payee + '|' + posting.memo + '|'
            + (posting.isCleared ? "cleared" : "") + '|' + (posting.split ? "split" : ""));
    }
    return lines;
}

PostingDraft draftOf(const Posting& posting)
{
    return { posting.date, posting.amount, posting.account, posting.entry, posting.toAccount, posting.payee,
        posting.memo, posting.isCleared };
}

} // namespace

class PostingEditsTest : public QObject {
    Q_OBJECT

private slots:
    void anEditSetsEverythingInOneStep();
    void anEditOfNothingIsNoChangeSet();
    void anEditMovesToAnotherMonth();
    void anEditRefusesWhatDoesNotFit();
    void closedMonthsRefuse_data();
    void closedMonthsRefuse();
    void aPartTakesTheOthersAlong();
    void aPostingBecomesASplitAndBack();
    void aSplitIsChangedWhole();
    void aSplitThatDoesNotAddUpIsRefused();
    void aDuplicateIsNewAndNotCleared();
    void aSplitIsDuplicatedWhole();
    void theWholePostingTellsWhereItCameFrom();
    void theRestMayBeNegative();
};

void PostingEditsTest::anEditSetsEverythingInOneStep()
{
    Home home;
    const Uuid id = home.post("2026-05-03", -20'00);
    const auto before = looks(home);
    const auto changeSets = home.changeSets();
    PostingDraft now { "2026-05-09", { -25'00 }, home.savings, home.groceries, home.checking, "Baker", "bread", true };

    must(editPosting(home.ledger, id, now));

    QCOMPARE(home.changeSets(), changeSets + 1);
    const Posting posting = allPostings(home).front();
    QCOMPARE(posting.date, now.date);
    QCOMPARE(posting.amount, now.amount);
    QCOMPARE(posting.account, home.savings);
    QCOMPARE(posting.toAccount, now.toAccount);
    QCOMPARE(posting.entry, now.entry);
    QCOMPARE(posting.payee, now.payee);
    QCOMPARE(posting.memo, now.memo);
    QVERIFY(posting.isCleared);
    must(home.ledger.undo());
    QCOMPARE(looks(home), before);
}

void PostingEditsTest::anEditOfNothingIsNoChangeSet()
{
    Home home;
    const Uuid id = home.post("2026-05-03", -20'00, home.groceries);
    const auto changeSets = home.changeSets();

    must(editPosting(home.ledger, id, draftOf(allPostings(home).front())));

    QCOMPARE(home.changeSets(), changeSets);
}

void PostingEditsTest::anEditMovesToAnotherMonth()
{
    Home home;
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid id = home.post("2026-05-03", -20'00, home.groceries);
    const auto before = looks(home);
    PostingDraft now = draftOf(allPostings(home).front());
    now.date = "2026-06-04";

    now = must(fittedToItsMonth(home.ledger, now));
    must(editPosting(home.ledger, id, now));

    const Posting moved = allPostings(home).front();
    QCOMPARE(moved.month, june);
    QCOMPARE(moved.entry, std::optional(home.entryNamed(june, "Groceries").id));
    must(home.ledger.undo());
    QCOMPARE(looks(home), before);
}

void PostingEditsTest::anEditRefusesWhatDoesNotFit()
{
    Home home;
    must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid id = home.post("2026-05-03", -20'00, home.groceries);
    const auto before = looks(home);
    PostingDraft now = draftOf(allPostings(home).front());

    now.date = "2026-07-04";
    QCOMPARE(codeOf(editPosting(home.ledger, id, now)), ErrorCode::NotFound);
    now.date = "2026-06-04"; // with the entry of May
    QCOMPARE(codeOf(editPosting(home.ledger, id, now)), ErrorCode::OutsideMonth);
    now.date = "2026-06-31";
    QCOMPARE(codeOf(editPosting(home.ledger, id, now)), ErrorCode::Invalid);
    now.date = "2026-05-03";
    now.toAccount = now.account;
    QCOMPARE(codeOf(editPosting(home.ledger, id, now)), ErrorCode::Invalid);
    QCOMPARE(looks(home), before);
}

void PostingEditsTest::closedMonthsRefuse_data()
{
    QTest::addColumn<bool>("isTargetClosed");
    QTest::newRow("out of a closed month") << false;
    QTest::newRow("into a closed month") << true;
}

void PostingEditsTest::closedMonthsRefuse()
{
    QFETCH(bool, isTargetClosed);
    Home home;
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid id = home.post("2026-05-03", -20'00, home.groceries);
    must(closeMonth(home.ledger, isTargetClosed ? june : home.may));
    const auto before = looks(home);
    PostingDraft now = draftOf(allPostings(home).front());
    now.date = "2026-06-04";
    now.entry.reset();

    QCOMPARE(codeOf(editPosting(home.ledger, id, now)), ErrorCode::Closed);
    const std::vector<SplitPartEdit> parts { { id, {}, { -15'00 }, "" }, { {}, {}, { -5'00 }, "" } };
    QCOMPARE(codeOf(editSplit(home.ledger, id, now, parts)), ErrorCode::Closed);
    if (!isTargetClosed)
        QCOMPARE(codeOf(duplicatePosting(home.ledger, id)), ErrorCode::Closed);
    QCOMPARE(looks(home), before);
}

void PostingEditsTest::aPartTakesTheOthersAlong()
{
    Home home;
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const std::vector<SplitPart> parts { { home.groceries, { -5'00 }, "food" }, { {}, { -6'00 }, "soap" } };
    const auto ids = must(addSplit(home.ledger, home.draft("2026-05-03", 0), parts));
    const auto before = looks(home);
    PostingDraft now = home.draft("2026-06-04", -7'00);
    now.account = home.savings;

    must(editPosting(home.ledger, ids[1], now));

    const PostingWhole whole = must(readWholePosting(home.ledger, ids[0]));
    QCOMPARE(whole.month.id, june);
    QCOMPARE(whole.parts.size(), 2u);
    QCOMPARE(whole.parts[0].entry, std::optional(home.entryNamed(june, "Groceries").id));
    QCOMPARE(whole.parts[0].amount.minor, -5'00);
    QCOMPARE(whole.parts[0].account, home.savings);
    QCOMPARE(whole.parts[1].amount.minor, -7'00);
    must(home.ledger.undo());
    QCOMPARE(looks(home), before);
}

void PostingEditsTest::aPostingBecomesASplitAndBack()
{
    Home home;
    const Uuid id = home.post("2026-05-03", -20'00);
    const auto before = looks(home);
    const PostingDraft shared = home.draft("2026-05-03", -20'00);
    const std::vector<SplitPartEdit> two { { id, home.groceries, { -15'00 }, "food" }, { {}, {}, { -5'00 }, "soap" } };

    must(editSplit(home.ledger, id, shared, two));

    const auto parts = must(readWholePosting(home.ledger, id)).parts;
    QCOMPARE(parts.size(), 2u);
    QVERIFY(parts[0].split && parts[0].split == parts[1].split);
    QCOMPARE(must(home.ledger.history({}, 1)).front().act, std::string("split.edit"));
    must(home.ledger.undo());
    QCOMPARE(looks(home), before);
    must(home.ledger.redo());

    must(editSplit(home.ledger, id, shared, std::vector<SplitPartEdit> { { id, {}, { -20'00 }, "" } }));
    QCOMPARE(looks(home), before);
}

void PostingEditsTest::aSplitIsChangedWhole()
{
    Home home;
    const std::vector<SplitPart> parts { { home.groceries, { -5'00 }, "food" }, { {}, { -6'00 }, "soap" } };
    const auto ids = must(addSplit(home.ledger, home.draft("2026-05-03", 0), parts));
    const auto before = looks(home);
    const auto changeSets = home.changeSets();
    PostingDraft shared = home.draft("2026-05-04", -12'00);
    shared.payee = "Baker";
    const std::vector<SplitPartEdit> now { { ids[1], home.groceries, { -7'00 }, "soap" }, { {}, {}, { -3'00 }, "" },
        { {}, home.salary, { -2'00 }, "" } };

    must(editSplit(home.ledger, ids[0], shared, now));

    QCOMPARE(home.changeSets(), changeSets + 1);
    const auto after = allPostings(home);
    QCOMPARE(after.size(), 3u);
    for (const Posting& posting : after) {
        QCOMPARE(posting.date, std::string("2026-05-04"));
        QCOMPARE(posting.payee, std::string("Baker"));
        QVERIFY(posting.id != ids[0]);
    }
    must(home.ledger.undo());
    QCOMPARE(looks(home), before);
    must(home.ledger.redo());
    QCOMPARE(allPostings(home).size(), 3u);
}

void PostingEditsTest::aSplitThatDoesNotAddUpIsRefused()
{
    Home home;
    const Uuid id = home.post("2026-05-03", -20'00);
    const std::vector<SplitPartEdit> parts { { id, {}, { -15'00 }, "" }, { {}, {}, { -4'00 }, "" } };

    QCOMPARE(codeOf(editSplit(home.ledger, id, home.draft("2026-05-03", -20'00), parts)), ErrorCode::Invalid);
    QCOMPARE(codeOf(editSplit(home.ledger, id, home.draft("2026-05-03", 0), {})), ErrorCode::Invalid);
    const std::vector<SplitPartEdit> strange { { home.may, {}, { -15'00 }, "" }, { {}, {}, { -5'00 }, "" } };
    QCOMPARE(codeOf(editSplit(home.ledger, id, home.draft("2026-05-03", 0), strange)), ErrorCode::NotFound);
    QCOMPARE(allPostings(home).size(), 1u);
}

void PostingEditsTest::aDuplicateIsNewAndNotCleared()
{
    Home home;
    PostingDraft draft = home.draft("2026-05-03", -20'00, home.groceries);
    draft.isCleared = true;
    const Uuid id = must(addPosting(home.ledger, draft));

    const Uuid copy = must(duplicatePosting(home.ledger, id));

    QVERIFY(copy != id);
    const Posting posting = must(readWholePosting(home.ledger, copy)).parts.front();
    QCOMPARE(posting.amount.minor, -20'00);
    QCOMPARE(posting.entry, std::optional(home.groceries));
    QVERIFY(!posting.isCleared);
    must(home.ledger.undo());
    QCOMPARE(allPostings(home).size(), 1u);
}

void PostingEditsTest::aSplitIsDuplicatedWhole()
{
    Home home;
    const std::vector<SplitPart> parts { { home.groceries, { -5'00 }, "food" }, { {}, { -6'00 }, "soap" } };
    const auto ids = must(addSplit(home.ledger, home.draft("2026-05-03", 0), parts));

    const Uuid copy = must(duplicatePosting(home.ledger, ids[1]));

    const auto copied = must(readWholePosting(home.ledger, copy)).parts;
    QCOMPARE(copied.size(), 2u);
    QVERIFY(copied[0].split != must(readWholePosting(home.ledger, ids[0])).parts[0].split);
    QCOMPARE(allPostings(home).size(), 4u);
}

void PostingEditsTest::theWholePostingTellsWhereItCameFrom()
{
    Home home;
    must(importLines(home.ledger, home.checking,
        std::vector<ImportLine> { { must(parseDate("2026-05-04")), { -5 }, "Bus", "", "7", true } }, false, false));

    const Uuid id = allPostings(home).front().id;
    must(editRow(home.ledger, { Table::Posting, id }, edit(Table::Posting, "memo", std::string("ride"))));
    const PostingWhole whole = must(readWholePosting(home.ledger, id));

    QCOMPARE(whole.act, std::string("import"));
    QCOMPARE(whole.parts.front().bankRef, std::string("7"));
    QCOMPARE(whole.month.ym.text(), std::string("2026-05"));
    QCOMPARE(whole.entries.size(), 2u);
    QCOMPARE(codeOf(readWholePosting(home.ledger, home.may)), ErrorCode::NotFound);
}

void PostingEditsTest::theRestMayBeNegative()
{
    const std::vector<Money> parts { { -15'00 }, { -7'00 } };
    QCOMPARE(must(restOf({ -20'00 }, parts)).minor, 2'00);
    QCOMPARE(must(restOf({ -30'00 }, parts)).minor, -8'00);
    QCOMPARE(codeOf(restOf({ -moneyMax }, std::vector<Money> { { moneyMax } })), ErrorCode::Invalid);
}

QTEST_GUILESS_MAIN(PostingEditsTest)
#include "posting_edits_test.moc"
