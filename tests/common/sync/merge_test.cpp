#include "tests/common/sync/merge_household.h"

#include <QtTest>

using namespace qm;

namespace {

const auto may = std::string_view("2026-05");
const auto april = std::string_view("2026-04");

const char* text(const std::string& value)
{
    return value.c_str();
}

/// Two people who know the same household and nothing of what the other does next.
struct Two {
    MergeHousehold home;
    Device anna;
    Device ben;

    explicit Two(std::vector<Op> before = {})
    {
        Device first = home.device(0);
        first.n = 1'000;
        if (!before.empty())
            home.act(first, std::move(before));
        anna = home.device(1);
        ben = home.device(2);
    }
};

Op rename(int entry, const char* name)
{
    return set(entryKey(entry), "name", "Groceries", name);
}
Op plan(int entry, std::int64_t amount)
{
    return set(entryKey(entry), "planned", 400'00, amount);
}
Op amount(int posting, std::int64_t value)
{
    return set(postingKey(posting), "amount", -10'00, value);
}

std::vector<Op> splitOf(int posting, int first, int second)
{
    return { remove({ postingKey(posting) }), makePosting(first, 1, "2026-05-03", -4'00),
        makePosting(second, 2, "2026-05-03", -6'00) };
}

} // namespace

#define COMPARE_TEXT(actual, expected) QCOMPARE(std::string(actual), std::string(expected))

class MergeTest : public QObject {
    Q_OBJECT
private slots:
    // R1
    void parksWhatRefersToARowThatIsNotThere();
    void namesTheParkedChangeThatWouldMakeTheMissingRow();
    void parksADateOutsideItsMonth();
    void parksAnEntryOfAnotherMonth();
    void parksADueDayOutsideTheMonth();
    void appliesAChangeSetWholeOrNotAtAll();
    void saysThatTheMonthIsClosedBeforeItSaysThatTheRowIsDeleted();
    void saysWhatIsMissingBeforeItSaysAnythingElse_data();
    void saysWhatIsMissingBeforeItSaysAnythingElse();
    void refusesAMonthWhoseIdIsNotDerivedFromIt();
    void refusesTheStartOfAnotherLedger();
    void refusesATransferIntoItsOwnAccount();
    void refusesARowMadeTwiceWithDifferentFixedCells();

    // R2, R3, R4
    void keepsTheLaterOfTwoEditsWhicheverArrivesFirst();
    void recordsBothValuesAndWhatTheLoserHadSeen();
    void recordsAValueThatWasEmpty();
    void decidesEqualTimesByDeviceAndThenById();
    void keepsNoRecordWhenTheOtherValueWasSeen();
    void mergesDifferentFieldsWithoutARecord();
    void mergesAmountAndDateOfOnePosting();
    void takesTheSameValueTwiceInSilence();
    void raisesTheTimeOfAValueWrittenTwice();
    void recordsAnEditThatLosesToAValueWrittenAgain();
    void losesNothingToItself();
    void letsATransferWinWholeOrNotAtAll();

    // R5, R6
    void revivesARowThatWasDeletedWhileSomebodyRenamedIt();
    void blocksADeletionOfARowThatSomebodyRenamed();
    void endsTheSameWhicheverOfDeleteAndRenameArrivesFirst();
    void undoesADeletionAsAWhole();
    void parksAnEditOfARowThatItsAuthorKnewDeleted();
    void undoesADeletionEvenWhenTheRowWasMadeAgainSince();
    void keepsAnEntryThatGotAPostingMeanwhile();
    void keepsAMonthThatGotAPostingMeanwhile();
    void revivesTheAccountOfAPosting();
    void movesAPostingToAnEntryThatWasDeletedMeanwhile();
    void recordsTheOtherOfTwoMoves();
    void countsAMoveThatLosesAsATouchOfItsTarget();
    void countsAMakingThatLosesAsATouchOfItsPlace();

    // R7, R8, R9
    void blocksADeletionThatLeavesAChildBehind();
    void blocksTheDeletionOfACategoryInUse();
    void unitesTwoDeletions();
    void keepsARowDeadUntilEveryDeletionIsGone();
    void makesADeletedRowAgain();
    void deletesWhatItMadeAgain();
    void makesAgainWhatItDeletedBesideAConflict();
    void makesADeletedMonthAgainWithoutItsEntries();
    void makesAMonthOnceWhenTwoDevicesOpenIt();
    void recordsAPlannedAmountThatDiffersBetweenTwoCopiesOfATemplate();
    void undoesADeletionOfAMonthThatSomebodyElseMadeAgain();

    // R10
    void parksASplitOfAPostingThatWasEdited();
    void parksAnEditOfAPostingThatWasSplit();
    void parksTheSecondOfTwoSplits();
    void parksASplitOfADeletedPosting();
    void parksAPostingMadeOnceMoreThatWasSplit();
    void keepsAParkedSplitIndivisibleWhenItIsApplied();
    void letsAnEditOfASplitThatItsAuthorSawPass();

    // R11, R12
    void parksAPostingIntoAMonthClosedMeanwhile();
    void parksTheClosingOfAMonthThatChanged_data();
    void parksTheClosingOfAMonthThatChanged();
    void parksTheClosingOfAMonthIntoWhichItMovesWhatItHasNotSeen();
    void closesAMonthWhoseChangesWereSeen();
    void parksEverythingInAClosedMonth_data();
    void parksEverythingInAClosedMonth();
    void revivesNothingInAClosedMonth();
    void reopensAMonthThatWasDeletedWithoutRevivingIt();
    void closesTwiceInSilence();
    void letsTheLaterOfReopeningAndClosingWin();
    void closesAMonthWithItsLastPostingInOneAction();

    // R13
    void undoesOnlyWhatNobodyOverwrote();
    void undoesWhatWasMadeByDeletingIt();
    void doesNotUndoTheMakingOfARowThatSomebodyEdited();
    void undoesADeletion();
    void redoesWhatWasUndone();
    void parksAnUndoInAClosedMonth();
    void protectsWhatAnUndoTouched();
    void undoesASettlingAndAnUnparking();

    // R14
    void settlesAConflictTwiceTheLastOneStays();
    void appliesAParkedPostingOnceTheMonthIsOpen();
    void discardsAParkedPosting();
    void takesOneOfTwoDecisionsAboutAParkedChange();
    void keepsAParkedChangeWaitingWhenItStillDoesNotFit();
    void appliesDependantsInTheSameAction();
    void appliesAParkedChangeOnce();
    void parksParkedChangesThatApplyEachOther();

    // Effects
    void saysNothingBesideThePlainIntentWhenAllWasSeen();
    void refusesEffectsThatAreMalformed_data();
    void refusesEffectsThatAreMalformed();
};

void MergeTest::parksWhatRefersToARowThatIsNotThere()
{
    Two two;
    const std::vector<std::pair<const char*, Op>> ops {
        { "entry", makePosting(1, 9, "2026-05-03") },
        { "month", makeEntry(9, "2026-09") },
        { "category", makeEntry(9, "2026-05", "x", 0, 9) },
        { "posting", amount(9, -1'00) },
        { "entry", remove({ entryKey(1), entryKey(9) }) },
        { "month", closeMonth("2026-09") },
        { "month", reopenMonth("2026-09") },
        { "category", set(entryKey(1), "category", nullptr, categoryKey(9).id.text()) },
    };

    for (const auto& [missing, op] : ops) {
        const std::string before = two.home.state().visible();
        const Merged merged = two.home.act(two.anna, { op });

        QVERIFY2(merged.isParked, missing);
        COMPARE_TEXT(merged.why, "depends");
        QVERIFY2(merged.detail.starts_with("the " + std::string(missing) + " "), text(merged.detail));
        COMPARE_TEXT(two.home.state().visible(), before);
        QVERIFY(two.home.waits(two.home.last(two.anna)));
    }
}

void MergeTest::namesTheParkedChangeThatWouldMakeTheMissingRow()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });
    two.home.act(two.ben, { makeEntry(7, may) });
    const Uuid parked = two.home.last(two.ben);

    two.home.act(two.ben, { makePosting(1, 7, "2026-05-03") });

    const auto waiting = two.home.state().parked(two.home.last(two.ben));
    COMPARE_TEXT(waiting->why, "depends");
    QVERIFY(waiting->root == parked);
}

void MergeTest::parksADateOutsideItsMonth()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    Json outside = slot("2026-05-31", 1);
    outside[1] = "2026-06-01";

    const Merged made = two.home.act(two.anna,
        { create(postingKey(2),
            { { "slot", outside }, { "amount", 1 }, { "account", { accountKey(1).id.text(), nullptr } },
                { "cleared", 0 } }) });
    const Merged moved = two.home.act(two.anna, { set(postingKey(1), "slot", nullptr, outside) });

    COMPARE_TEXT(made.why, "date_outside_month");
    COMPARE_TEXT(moved.why, "date_outside_month");
    COMPARE_TEXT(moved.detail, "2026-06-01 does not lie in 2026-05");
    QVERIFY(!two.home.isAlive(postingKey(2)));
}

void MergeTest::parksAnEntryOfAnotherMonth()
{
    Two two({ makePosting(1, 1, "2026-05-03"), makeMonth(april) });

    const Merged moved = two.home.act(two.anna, { move(1, "2026-04-03", 1) });

    COMPARE_TEXT(moved.why, "date_outside_month");
    COMPARE_TEXT(two.home.cell(postingKey(1), "slot"), slot("2026-05-03", 1).dump());
}

void MergeTest::parksADueDayOutsideTheMonth()
{
    Two two;

    const Merged merged = two.home.act(two.anna, { set(entryKey(1), "due", nullptr, "2026-06-01") });
    const Merged fine = two.home.act(two.anna, { set(entryKey(1), "due", nullptr, "2026-05-31") });

    COMPARE_TEXT(merged.why, "date_outside_month");
    QVERIFY(!fine.isParked);
}

void MergeTest::appliesAChangeSetWholeOrNotAtAll()
{
    Two two;

    const Merged merged
        = two.home.act(two.anna, { rename(1, "Food"), plan(1, 1'00), makePosting(1, 9, "2026-05-03"), plan(2, 5) });

    QVERIFY(merged.isParked);
    COMPARE_TEXT(two.home.cell(entryKey(1), "name"), "\"Groceries\"");
    COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "40000");
    QVERIFY(merged.changes.rows.empty() && merged.changes.touches.empty() && merged.changes.conflicts.empty());
}

void MergeTest::saysThatTheMonthIsClosedBeforeItSaysThatTheRowIsDeleted()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, { remove({ postingKey(1) }) });
    two.home.act(two.anna, { closeMonth(may) });

    const Merged merged = two.home.act(two.ben, { amount(1, -20'00) });

    COMPARE_TEXT(merged.why, "month_closed");
    COMPARE_TEXT(merged.detail, "2026-05 is closed");
}

using Ops = std::vector<Op>;
Q_DECLARE_METATYPE(Ops)

void MergeTest::saysWhatIsMissingBeforeItSaysAnythingElse_data()
{
    QTest::addColumn<Ops>("ops");
    QTest::newRow("an entry of a closed month") << Ops { makeEntry(9, "2026-05", "x", 0, 9) };
    QTest::newRow("under a deleted row") << Ops { create(postingKey(3),
        { { "slot", slot("2026-04-03", 0) }, { "amount", 1 }, { "cleared", 0 },
            { "account", { accountKey(2).id.text(), accountKey(9).id.text() } } }) };
    QTest::newRow("to a month that is not there") << Ops { create(postingKey(1),
        { { "slot", { monthKey("2026-09").id.text(), "2026-05-03", entryKey(1).id.text() } }, { "amount", 1 },
            { "cleared", 0 }, { "account", { accountKey(1).id.text(), nullptr } } }) };
}

void MergeTest::saysWhatIsMissingBeforeItSaysAnythingElse()
{
    QFETCH(Ops, ops);
    Two two({ makeMonth(april), makePosting(1, 1, "2026-05-03"), closeMonth(may), remove({ accountKey(2) }) });

    const Merged merged = two.home.act(two.anna, ops);

    COMPARE_TEXT(merged.why, "depends");
}

void MergeTest::refusesAMonthWhoseIdIsNotDerivedFromIt()
{
    Two two;

    const Merged merged = two.home.act(
        two.anna, { create({ Table::Month, testId(9, 9) }, { { "ym", "2026-06" }, { "status", "open" } }) });

    COMPARE_TEXT(merged.why, "invalid");
}

void MergeTest::refusesTheStartOfAnotherLedger()
{
    Two two;

    const Merged ours = two.home.act(
        two.anna, { create({ Table::Ledger, homeLedger }, { { "name", "Home" }, { "currency", "EUR" } }) });
    const Merged other = two.home.act(
        two.anna, { create({ Table::Ledger, testId(9, 9) }, { { "name", "Other" }, { "currency", "EUR" } }) });

    QVERIFY(!ours.isParked);
    COMPARE_TEXT(other.why, "invalid");
}

void MergeTest::refusesATransferIntoItsOwnAccount()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    Op op = set(postingKey(1), "account", nullptr, { accountKey(1).id.text(), accountKey(2).id.text() });
    op.cells[0].now.columns[1] = accountKey(1).id;

    const Merged merged = two.home.act(two.anna, { op });

    QVERIFY(merged.isParked);
    COMPARE_TEXT(merged.why, "invalid");
}

void MergeTest::refusesARowMadeTwiceWithDifferentFixedCells()
{
    Two two({ makeMonth(april) });

    const Merged merged = two.home.act(two.anna, { makeEntry(1, april) });

    COMPARE_TEXT(merged.why, "invalid");
    COMPARE_TEXT(two.home.cell(entryKey(1), "month"), Json(monthKey(may).id.text()).dump());
}

void MergeTest::keepsTheLaterOfTwoEditsWhicheverArrivesFirst()
{
    for (const bool annaFirst : { true, false }) {
        Two two;
        const Draft early = two.home.draft(two.anna, { plan(1, 420'00) });
        const Draft late = two.home.draft(two.ben, { plan(1, 450'00) });

        two.home.take(annaFirst ? early : late);
        const Merged second = two.home.take(annaFirst ? late : early);

        COMPARE_TEXT(second.outcome(), "conflict");
        COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "45000");
        QCOMPARE(two.home.conflictCount(), 1u);
    }
}

void MergeTest::recordsBothValuesAndWhatTheLoserHadSeen()
{
    Two two;
    const Draft early = two.home.draft(two.anna, { plan(1, 420'00) });
    const Draft late = two.home.draft(two.ben, { plan(1, 450'00) });

    two.home.take(late);
    two.home.take(early);

    const auto conflicts = two.home.conflicts(ConflictKind::Field);
    QCOMPARE(conflicts.size(), 1u);
    const Conflict& conflict = conflicts.front();
    QVERIFY(conflict.row == entryKey(1));
    COMPARE_TEXT(conflict.cell, "planned");
    QVERIFY(conflict.loser == early.change.id);
    COMPARE_TEXT(conflict.loserValue, "42000");
    QVERIFY(conflict.winner == late.change.id);
    COMPARE_TEXT(conflict.winnerValue, "45000");
    COMPARE_TEXT(conflict.baseValue, "40000");
    QCOMPARE(conflict.no, two.home.head());
    QVERIFY(!conflict.solved);
}

void MergeTest::recordsAValueThatWasEmpty()
{
    Two two;
    const auto note = [](const Json& now) { return set(entryKey(1), "note", nullptr, now); };
    two.home.act(two.anna, { note("for the party") });
    two.home.pull(two.anna);
    two.home.pull(two.ben);

    const Draft cleared = two.home.draft(two.anna, { note(nullptr) });
    two.home.act(two.ben, { note("for us all") });
    two.home.take(cleared);

    const auto conflicts = two.home.conflicts(ConflictKind::Field);
    QCOMPARE(conflicts.size(), 1u);
    COMPARE_TEXT(conflicts.front().winnerValue, "\"for us all\"");
    COMPARE_TEXT(conflicts.front().loserValue, "");
    COMPARE_TEXT(conflicts.front().baseValue, "");
}

void MergeTest::decidesEqualTimesByDeviceAndThenById()
{
    for (const bool swap : { false, true }) {
        Two two;
        Draft first = two.home.draft(two.anna, { plan(1, 1'00) });
        Draft second = two.home.draft(two.ben, { plan(1, 2'00) });
        first.at = second.at = 5'000;
        two.home.take(swap ? second : first);
        two.home.take(swap ? first : second);
        COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "200"); // device 2 is above device 1

        Two copied; // the second is a copy of the first: the same device
        first = copied.home.draft(copied.anna, { plan(1, 1'00) });
        second = first;
        second.change.ops = { plan(1, 2'00) };
        first.change.id = testId(9, 1);
        second.change.id = testId(9, 2);
        copied.home.take(swap ? second : first);
        copied.home.take(swap ? first : second);
        COMPARE_TEXT(copied.home.cell(entryKey(1), "planned"), "200");
    }
}

void MergeTest::keepsNoRecordWhenTheOtherValueWasSeen()
{
    Two two;
    two.home.act(two.anna, { plan(1, 420'00) });
    two.home.pull(two.ben);
    Draft seen = two.home.draft(two.ben, { plan(1, 450'00) });
    seen.at = 1; // a clock that is far behind: what was seen still comes before

    const Merged merged = two.home.take(seen);

    COMPARE_TEXT(merged.outcome(), "applied");
    QVERIFY(merged.isPlain);
    COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "45000");
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::mergesDifferentFieldsWithoutARecord()
{
    Two two;
    two.home.act(two.anna, { plan(1, 420'00) });

    two.home.act(two.ben, { rename(1, "Food") });

    COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "42000");
    COMPARE_TEXT(two.home.cell(entryKey(1), "name"), "\"Food\"");
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::mergesAmountAndDateOfOnePosting()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, { amount(1, -20'00) });

    two.home.act(two.ben, { move(1, "2026-05-09", 2) });

    COMPARE_TEXT(two.home.cell(postingKey(1), "amount"), "-2000");
    COMPARE_TEXT(two.home.cell(postingKey(1), "slot"), slot("2026-05-09", 2).dump());
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::takesTheSameValueTwiceInSilence()
{
    Two two;
    two.home.act(two.anna, { plan(1, 420'00) });
    const std::int64_t first = two.home.head();

    const Merged merged = two.home.act(two.ben, { plan(1, 420'00) });

    COMPARE_TEXT(merged.outcome(), "applied");
    QCOMPARE(two.home.conflictCount(), 0u);
    const RowImage* row = two.home.state().row(entryKey(1));
    QCOMPARE(row->writerOf(cellNamed(Table::Entry, "planned")).no, first);
}

void MergeTest::raisesTheTimeOfAValueWrittenTwice()
{
    // Anna 420, then Ben 450, then Cleo 420 again, none having seen the others: 420 is the last word. Without the
    // raised time Ben's value would come back when it arrives last.
    Two two;
    Device cleo = two.home.device(3);
    const Draft first = two.home.draft(two.anna, { plan(1, 420'00) });
    const Draft between = two.home.draft(two.ben, { plan(1, 450'00) });
    const Draft last = two.home.draft(cleo, { plan(1, 420'00) });

    two.home.take(first);
    const Merged raised = two.home.take(last);
    two.home.take(between);

    QVERIFY(raised.raisesEff);
    COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "42000");
    QCOMPARE(two.home.conflicts(ConflictKind::Field).size(), 1u);
    COMPARE_TEXT(two.home.conflicts(ConflictKind::Field).front().loserValue, "45000");
}

void MergeTest::recordsAnEditThatLosesToAValueWrittenAgain()
{
    // Anna opens June from the template. Ben sees it and plans 450. Cleo, who saw neither, opens June from the template
    // after that, and hers arrives before Ben's: 400 is now the later word, by someone Ben had not seen.
    Two two;
    Device cleo = two.home.device(3);
    two.home.act(two.anna, { makeMonth("2026-06"), makeEntry(5, "2026-06", "Groceries", 400'00) });
    two.home.pull(two.ben);
    const Draft edit = two.home.draft(two.ben, { plan(5, 450'00) });
    two.home.act(cleo, { makeMonth("2026-06"), makeEntry(5, "2026-06", "Groceries", 400'00) });

    const Merged merged = two.home.take(edit);

    COMPARE_TEXT(merged.outcome(), "conflict");
    COMPARE_TEXT(two.home.cell(entryKey(5), "planned"), "40000");
    QCOMPARE(two.home.conflicts(ConflictKind::Field).size(), 1u);
    COMPARE_TEXT(two.home.conflicts(ConflictKind::Field).front().loserValue, "45000");
}

void MergeTest::losesNothingToItself()
{
    // Of two devices that know of each other's 420 nothing, the lower one repeats it and then says 430: the time that
    // it raised is its own.
    Two two;
    two.home.act(two.ben, { plan(1, 420'00) });

    const Merged merged = two.home.act(two.anna, { plan(1, 420'00), plan(1, 430'00) });

    COMPARE_TEXT(merged.outcome(), "conflict");
    COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "43000");
    QCOMPARE(two.home.conflicts(ConflictKind::Field).size(), 1u);
    QVERIFY(two.home.conflicts(ConflictKind::Field).front().loser == two.home.last(two.ben));
}

void MergeTest::letsATransferWinWholeOrNotAtAll()
{
    Two two({ makePosting(1, 0, "2026-05-03"), makeAccount(3) });
    const auto accounts = [](int from, int to) {
        return set(postingKey(1), "account", nullptr, { accountKey(from).id.text(), accountKey(to).id.text() });
    };
    two.home.act(two.anna, { accounts(1, 2) });

    two.home.act(two.ben, { accounts(3, 1) });

    COMPARE_TEXT(
        two.home.cell(postingKey(1), "account"), Json({ accountKey(3).id.text(), accountKey(1).id.text() }).dump());
    QCOMPARE(two.home.conflicts(ConflictKind::Field).size(), 1u);
    COMPARE_TEXT(two.home.conflicts(ConflictKind::Field).front().loserValue,
        Json({ accountKey(1).id.text(), accountKey(2).id.text() }).dump());
}

void MergeTest::revivesARowThatWasDeletedWhileSomebodyRenamedIt()
{
    Two two({ makePosting(1, 1, "2026-05-03"), makePosting(2, 1, "2026-05-04") });
    two.home.act(two.anna, { remove({ entryKey(1), postingKey(1), postingKey(2) }) });
    QVERIFY(!two.home.isAlive(entryKey(1)));

    const Merged merged = two.home.act(two.ben, { rename(1, "Food") });

    COMPARE_TEXT(merged.outcome(), "conflict");
    COMPARE_TEXT(two.home.cell(entryKey(1), "name"), "\"Food\"");
    QVERIFY(two.home.isAlive(postingKey(1)) && two.home.isAlive(postingKey(2)));
    const auto conflicts = two.home.conflicts(ConflictKind::DeleteUndone);
    QCOMPARE(conflicts.size(), 1u);
    QVERIFY(conflicts.front().loser == two.home.last(two.anna));
    QVERIFY(conflicts.front().winner == two.home.last(two.ben));
    QVERIFY(conflicts.front().row == entryKey(1));
}

void MergeTest::blocksADeletionOfARowThatSomebodyRenamed()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.ben, { rename(1, "Food") });

    const Merged merged = two.home.act(two.anna, { remove({ entryKey(1), postingKey(1) }) });

    COMPARE_TEXT(merged.outcome(), "conflict");
    QVERIFY(two.home.isAlive(entryKey(1)) && two.home.isAlive(postingKey(1)));
    const auto conflicts = two.home.conflicts(ConflictKind::DeleteBlocked);
    QCOMPARE(conflicts.size(), 1u);
    QVERIFY(conflicts.front().loser == two.home.last(two.anna));
    QVERIFY(conflicts.front().winner == two.home.last(two.ben));
}

void MergeTest::endsTheSameWhicheverOfDeleteAndRenameArrivesFirst()
{
    std::vector<std::string> ends;
    for (const bool deleteFirst : { true, false }) {
        Two two({ makePosting(1, 1, "2026-05-03") });
        const Draft deletion = two.home.draft(two.anna, { remove({ entryKey(1), postingKey(1) }) });
        const Draft renaming = two.home.draft(two.ben, { rename(1, "Food") });
        two.home.take(deleteFirst ? deletion : renaming);
        two.home.take(deleteFirst ? renaming : deletion);
        ends.push_back(two.home.state().visible());
    }

    COMPARE_TEXT(ends[0], ends[1]);
}

void MergeTest::undoesADeletionAsAWhole()
{
    // The posting alone is edited; its entry and the entry's other posting come back with it, and so does the month.
    Two two({ makePosting(1, 1, "2026-05-03"), makePosting(2, 2, "2026-05-04") });
    two.home.act(two.anna, { remove({ monthKey(may), entryKey(1), entryKey(2), postingKey(1), postingKey(2) }) });

    two.home.act(two.ben, { amount(1, -20'00) });

    for (const RowKey& key : { monthKey(may), entryKey(1), entryKey(2), postingKey(1), postingKey(2) })
        QVERIFY(two.home.isAlive(key));
    QCOMPARE(two.home.conflictCount(), 1u);
}

void MergeTest::parksAnEditOfARowThatItsAuthorKnewDeleted()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, { remove({ entryKey(1), postingKey(1) }) });

    const Merged posting = two.home.act(two.anna, { amount(1, -20'00) });
    const Merged under = two.home.act(two.anna, { makePosting(2, 1, "2026-05-04") });

    COMPARE_TEXT(posting.why, "deleted");
    COMPARE_TEXT(under.why, "deleted");
}

void MergeTest::undoesADeletionEvenWhenTheRowWasMadeAgainSince()
{
    // Anna deletes month and entries and makes the month again; Ben, who saw none of it, posts. His entry comes back,
    // and with it the record that Anna's deletion is undone.
    Two two;
    two.home.act(two.anna, { remove({ monthKey(may), entryKey(1), entryKey(2) }) });
    two.home.act(two.anna, { makeMonth(may) });
    QVERIFY(two.home.isAlive(monthKey(may)) && !two.home.isAlive(entryKey(1)));

    two.home.act(two.ben, { set(monthKey(may), "note", nullptr, "May") });

    QVERIFY(two.home.isAlive(entryKey(1)) && two.home.isAlive(entryKey(2)));
    QCOMPARE(two.home.conflicts(ConflictKind::DeleteUndone).size(), 1u);
}

void MergeTest::keepsAnEntryThatGotAPostingMeanwhile()
{
    std::vector<std::string> ends;
    for (const bool deleteFirst : { true, false }) {
        Two two;
        const Draft deletion = two.home.draft(two.anna, { remove({ entryKey(1) }) });
        const Draft posting = two.home.draft(two.ben, { makePosting(1, 1, "2026-05-03") });
        two.home.take(deleteFirst ? deletion : posting);
        const Merged merged = two.home.take(deleteFirst ? posting : deletion);
        COMPARE_TEXT(merged.outcome(), "conflict");
        QVERIFY(two.home.isAlive(entryKey(1)) && two.home.isAlive(postingKey(1)));
        QCOMPARE(two.home.conflictCount(), 1u);
        ends.push_back(two.home.state().visible());
    }
    COMPARE_TEXT(ends[0], ends[1]);
}

void MergeTest::keepsAMonthThatGotAPostingMeanwhile()
{
    for (const int entry : { 0, 1 }) {
        Two two;
        two.home.act(two.ben, { makePosting(1, entry, "2026-05-03") });

        const Merged merged = two.home.act(two.anna, { remove({ monthKey(may), entryKey(1), entryKey(2) }) });

        COMPARE_TEXT(merged.outcome(), "conflict");
        QVERIFY(two.home.isAlive(monthKey(may)) && two.home.isAlive(entryKey(1)));
    }
}

void MergeTest::revivesTheAccountOfAPosting()
{
    Two two;
    two.home.act(two.anna, { remove({ accountKey(1) }) });
    QVERIFY(!two.home.isAlive(accountKey(1)));

    const Merged merged = two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });

    COMPARE_TEXT(merged.outcome(), "conflict");
    QVERIFY(two.home.isAlive(accountKey(1)) && two.home.isAlive(postingKey(1)));
}

void MergeTest::movesAPostingToAnEntryThatWasDeletedMeanwhile()
{
    for (const bool deleteFirst : { true, false }) {
        Two two({ makePosting(1, 1, "2026-05-03") });
        const Draft deletion = two.home.draft(two.anna, { remove({ entryKey(2) }) });
        const Draft moving = two.home.draft(two.ben, { move(1, "2026-05-03", 2) });
        two.home.take(deleteFirst ? deletion : moving);
        two.home.take(deleteFirst ? moving : deletion);
        QVERIFY(two.home.isAlive(entryKey(2)));
        COMPARE_TEXT(two.home.cell(postingKey(1), "slot"), slot("2026-05-03", 2).dump());
        QCOMPARE(two.home.conflictCount(), 1u);
    }
}

void MergeTest::recordsTheOtherOfTwoMoves()
{
    for (const bool annaFirst : { true, false }) {
        Two two({ makeEntry(3, may), makePosting(1, 1, "2026-05-03") });
        const Draft early = two.home.draft(two.anna, { move(1, "2026-05-03", 2) });
        const Draft late = two.home.draft(two.ben, { move(1, "2026-05-03", 3) });
        two.home.take(annaFirst ? early : late);
        two.home.take(annaFirst ? late : early);
        COMPARE_TEXT(two.home.cell(postingKey(1), "slot"), slot("2026-05-03", 3).dump());
        QCOMPARE(two.home.conflicts(ConflictKind::Field).size(), 1u);
        COMPARE_TEXT(two.home.conflicts(ConflictKind::Field).front().loserValue, slot("2026-05-03", 2).dump());
    }
}

void MergeTest::countsAMoveThatLosesAsATouchOfItsTarget()
{
    // Ben's move of the posting to Rent loses against a later one, yet Cleo, who deletes Rent without having seen it,
    // must not succeed: whoever settles the conflict for Ben needs the entry.
    Two two({ makeEntry(3, may), makePosting(1, 1, "2026-05-03") });
    Device cleo = two.home.device(3);
    const Draft losing = two.home.draft(two.ben, { move(1, "2026-05-03", 2) });
    two.home.act(two.anna, { move(1, "2026-05-03", 3) });
    two.home.take(losing);

    const Merged merged = two.home.act(cleo, { remove({ entryKey(2) }) });

    COMPARE_TEXT(merged.outcome(), "conflict");
    QVERIFY(two.home.isAlive(entryKey(2)));
    QCOMPARE(two.home.conflicts(ConflictKind::DeleteBlocked).size(), 1u);
}

void MergeTest::countsAMakingThatLosesAsATouchOfItsPlace()
{
    // Anna and Ben import one statement and put the posting under different entries; Cleo, who has seen neither,
    // deletes Anna's. Whichever import arrives first, her entry stays.
    for (const bool annaFirst : { true, false }) {
        Two two;
        Device cleo = two.home.device(3);
        const Draft early = two.home.draft(two.anna, { makePosting(1, 1, "2026-05-03") });
        const Draft late = two.home.draft(two.ben, { makePosting(1, 2, "2026-05-03") });
        two.home.take(annaFirst ? early : late);
        two.home.take(annaFirst ? late : early);

        const Merged merged = two.home.act(cleo, { remove({ entryKey(1) }) });

        COMPARE_TEXT(merged.outcome(), "conflict");
        QVERIFY(two.home.isAlive(entryKey(1)));
    }
}

void MergeTest::blocksADeletionThatLeavesAChildBehind()
{
    Two two({ makePosting(1, 1, "2026-05-03") });

    const Merged merged = two.home.act(two.anna, { remove({ entryKey(1) }) });

    COMPARE_TEXT(merged.outcome(), "conflict");
    QVERIFY(two.home.isAlive(entryKey(1)));
    QCOMPARE(two.home.conflicts(ConflictKind::DeleteBlocked).size(), 1u);
}

void MergeTest::blocksTheDeletionOfACategoryInUse()
{
    Two two;

    const Merged used = two.home.act(two.anna, { remove({ categoryKey(1) }) });
    const Merged unused = two.home.act(two.anna, { remove({ categoryKey(2) }) });

    COMPARE_TEXT(used.outcome(), "conflict");
    QVERIFY(two.home.isAlive(categoryKey(1)));
    COMPARE_TEXT(unused.outcome(), "applied");
    QVERIFY(!two.home.isAlive(categoryKey(2)));
}

void MergeTest::unitesTwoDeletions()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, { remove({ entryKey(1), postingKey(1) }) });

    const Merged merged = two.home.act(two.ben, { remove({ postingKey(1) }) });

    COMPARE_TEXT(merged.outcome(), "applied");
    QCOMPARE(two.home.state().row(postingKey(1))->dead, 2);
    QCOMPARE(two.home.state().row(entryKey(1))->dead, 1);
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::keepsARowDeadUntilEveryDeletionIsGone()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, { remove({ postingKey(1) }) });
    two.home.act(two.ben, { remove({ postingKey(1) }) });

    two.home.act(two.anna, { undo(two.home.last(two.anna), { restore(two.home.last(two.anna)) }) });
    QVERIFY(!two.home.isAlive(postingKey(1)));
    two.home.act(two.ben, { undo(two.home.last(two.ben), { restore(two.home.last(two.ben)) }) });

    QVERIFY(two.home.isAlive(postingKey(1)));
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::makesADeletedRowAgain()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, { remove({ postingKey(1) }) });

    const Merged merged = two.home.act(two.anna, { makePosting(1, 2, "2026-05-04", -99'00) });

    COMPARE_TEXT(merged.outcome(), "applied");
    COMPARE_TEXT(two.home.cell(postingKey(1), "amount"), "-9900");
    COMPARE_TEXT(two.home.cell(postingKey(1), "slot"), slot("2026-05-04", 2).dump());
}

void MergeTest::deletesWhatItMadeAgain()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    const Op make = makePosting(1, 1, "2026-05-03");
    const Op removal = remove({ postingKey(1), postingKey(1) });

    two.home.act(two.anna, { removal, make, removal });
    QVERIFY(!two.home.isAlive(postingKey(1)));
    two.home.pull(two.ben);
    two.home.act(two.ben, { make, removal, make });

    QVERIFY(two.home.isAlive(postingKey(1)));
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::makesAgainWhatItDeletedBesideAConflict()
{
    // The conflict makes the log spell out what happened, and so name the deletion that no longer holds.
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.ben, { plan(1, 420'00) });

    const Merged merged
        = two.home.act(two.anna, { plan(1, 450'00), remove({ postingKey(1) }), makePosting(1, 1, "2026-05-04") });

    COMPARE_TEXT(merged.outcome(), "conflict");
    QVERIFY(two.home.isAlive(postingKey(1)));
    COMPARE_TEXT(two.home.cell(postingKey(1), "slot"), slot("2026-05-04", 1).dump());
}

void MergeTest::makesADeletedMonthAgainWithoutItsEntries()
{
    Two two;
    two.home.act(two.anna, { remove({ monthKey(may), entryKey(1), entryKey(2) }) });

    two.home.act(two.anna, { makeMonth(may), makeEntry(2, may, "Rent", 900'00) });

    QVERIFY(two.home.isAlive(monthKey(may)) && two.home.isAlive(entryKey(2)));
    QVERIFY(!two.home.isAlive(entryKey(1)));
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::makesAMonthOnceWhenTwoDevicesOpenIt()
{
    Two two;
    two.home.act(two.anna, { makeMonth("2026-06"), makeEntry(5, "2026-06") });
    const std::string once = two.home.state().visible();

    const Merged merged = two.home.act(two.ben, { makeMonth("2026-06"), makeEntry(5, "2026-06") });

    COMPARE_TEXT(merged.outcome(), "applied");
    COMPARE_TEXT(two.home.state().visible(), once);
    QCOMPARE(two.home.conflictCount(), 0u);
}

void MergeTest::recordsAPlannedAmountThatDiffersBetweenTwoCopiesOfATemplate()
{
    Two two;
    two.home.act(two.anna, { makeMonth("2026-06"), makeEntry(5, "2026-06", "Groceries", 400'00) });

    two.home.act(two.ben, { makeMonth("2026-06"), makeEntry(5, "2026-06", "Groceries", 410'00) });

    COMPARE_TEXT(two.home.cell(entryKey(5), "planned"), "41000");
    const auto conflicts = two.home.conflicts(ConflictKind::Field);
    QCOMPARE(conflicts.size(), 1u);
    COMPARE_TEXT(conflicts.front().loserValue, "40000");
    COMPARE_TEXT(conflicts.front().baseValue, "");
}

void MergeTest::undoesADeletionOfAMonthThatSomebodyElseMadeAgain()
{
    Two two;
    two.home.act(two.anna, { remove({ monthKey(may), entryKey(1), entryKey(2) }) });

    two.home.act(two.ben, { makeMonth(may) });

    QVERIFY(two.home.isAlive(monthKey(may)) && two.home.isAlive(entryKey(1)));
    QCOMPARE(two.home.conflicts(ConflictKind::DeleteUndone).size(), 1u);
}

void MergeTest::parksASplitOfAPostingThatWasEdited()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.ben, { amount(1, -20'00) });

    const Merged merged = two.home.act(two.anna, splitOf(1, 11, 12), true);

    COMPARE_TEXT(merged.why, "indivisible");
    COMPARE_TEXT(two.home.cell(postingKey(1), "amount"), "-2000");
    QVERIFY(!two.home.isAlive(postingKey(11)) && !two.home.isAlive(postingKey(12)));
}

void MergeTest::parksAnEditOfAPostingThatWasSplit()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, splitOf(1, 11, 12), true);

    const Merged merged = two.home.act(two.ben, { amount(1, -20'00) });

    COMPARE_TEXT(merged.why, "indivisible");
    QVERIFY(!two.home.isAlive(postingKey(1)));
    QVERIFY(two.home.isAlive(postingKey(11)) && two.home.isAlive(postingKey(12)));
}

void MergeTest::parksTheSecondOfTwoSplits()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, splitOf(1, 11, 12), true);

    const Merged merged = two.home.act(two.ben, splitOf(1, 21, 22), true);

    COMPARE_TEXT(merged.why, "indivisible");
    QVERIFY(two.home.isAlive(postingKey(11)) && !two.home.isAlive(postingKey(21)));
}

void MergeTest::parksASplitOfADeletedPosting()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.ben, { remove({ postingKey(1) }) });

    const Merged merged = two.home.act(two.anna, splitOf(1, 11, 12), true);

    COMPARE_TEXT(merged.why, "indivisible");
    QVERIFY(!two.home.isAlive(postingKey(11)));
}

void MergeTest::parksAPostingMadeOnceMoreThatWasSplit()
{
    // Both import one statement; Anna splits the posting before Ben's import arrives. Were it made again, the whole and
    // its parts would be there together.
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, splitOf(1, 11, 12), true);

    const Merged merged = two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });

    COMPARE_TEXT(merged.why, "indivisible");
    QVERIFY(!two.home.isAlive(postingKey(1)) && two.home.isAlive(postingKey(11)));
}

void MergeTest::keepsAParkedSplitIndivisibleWhenItIsApplied()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    Device cleo = two.home.device(3);
    two.home.act(two.ben, { amount(1, -20'00) });
    two.home.act(two.anna, splitOf(1, 11, 12), true);
    const Uuid split = two.home.last(two.anna);
    two.home.pull(two.ben);

    const Merged applied = two.home.act(two.ben, { unpark(split, "apply") });
    const Merged late = two.home.act(cleo, { amount(1, -30'00) });

    QVERIFY(!applied.isParked && applied.changes.becomesIndivisible);
    QVERIFY(two.home.isAlive(postingKey(11)) && !two.home.isAlive(postingKey(1)));
    COMPARE_TEXT(late.why, "indivisible");
}

void MergeTest::letsAnEditOfASplitThatItsAuthorSawPass()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.anna, splitOf(1, 11, 12), true);
    two.home.pull(two.ben);

    const Merged merged = two.home.act(two.ben, { set(postingKey(11), "memo", nullptr, "bread") });

    COMPARE_TEXT(merged.outcome(), "applied");
}

void MergeTest::parksAPostingIntoAMonthClosedMeanwhile()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });

    const Merged merged = two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });

    COMPARE_TEXT(merged.why, "month_closed");
    COMPARE_TEXT(merged.outcome(), "parked");
    QVERIFY(!two.home.isAlive(postingKey(1)));
    QVERIFY(two.home.waits(two.home.last(two.ben)));
}

void MergeTest::parksTheClosingOfAMonthThatChanged_data()
{
    QTest::addColumn<Ops>("meanwhile");
    QTest::newRow("a posting was added") << Ops { makePosting(2, 1, "2026-05-04") };
    QTest::newRow("one without an entry was added") << Ops { makePosting(2, 0, "2026-05-04") };
    QTest::newRow("an amount was edited") << Ops { amount(1, -1) };
    QTest::newRow("a posting was deleted") << Ops { remove({ postingKey(1) }) };
    QTest::newRow("a posting moved away") << Ops { move(1, "2026-04-03", 0) };
    QTest::newRow("a posting moved here") << Ops { move(4, "2026-05-03", 1) };
    QTest::newRow("an entry was added") << Ops { makeEntry(8, "2026-05") };
    QTest::newRow("an entry was renamed") << Ops { rename(2, "Flat") };
    QTest::newRow("a note was written") << Ops { set(monthKey("2026-05"), "note", nullptr, "May") };
}

void MergeTest::parksTheClosingOfAMonthThatChanged()
{
    QFETCH(Ops, meanwhile);
    Two two({ makeMonth(april), makePosting(1, 1, "2026-05-03"), makePosting(4, 0, "2026-04-03") });
    two.home.act(two.ben, meanwhile);

    const Merged merged = two.home.act(two.anna, { closeMonth(may) });
    two.home.pull(two.anna);
    const Merged again = two.home.act(two.anna, { closeMonth(may) });

    COMPARE_TEXT(merged.why, "month_changed");
    COMPARE_TEXT(again.outcome(), "applied");
    COMPARE_TEXT(two.home.cell(monthKey(may), "status"), "\"closed\"");
}

void MergeTest::parksTheClosingOfAMonthIntoWhichItMovesWhatItHasNotSeen()
{
    // Both import one posting. Ben's stands in May; Anna's goes to April, which she closes in the same action.
    Two two({ makeMonth(april) });
    two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });

    const Merged merged = two.home.act(two.anna, { makePosting(1, 0, "2026-04-30"), closeMonth(april) });

    COMPARE_TEXT(merged.why, "month_changed");
    COMPARE_TEXT(two.home.cell(monthKey(april), "status"), "\"open\"");
}

void MergeTest::closesAMonthWhoseChangesWereSeen()
{
    Two two({ makeMonth(april) });
    two.home.act(two.ben, { makePosting(1, 0, "2026-04-03") }); // another month
    two.home.act(two.anna, { makePosting(2, 1, "2026-05-03") }); // her own

    const Merged merged = two.home.act(two.anna, { closeMonth(may) });

    COMPARE_TEXT(merged.outcome(), "applied");
    COMPARE_TEXT(two.home.cell(monthKey(may), "status"), "\"closed\"");
}

void MergeTest::parksEverythingInAClosedMonth_data()
{
    QTest::addColumn<Ops>("ops");
    QTest::newRow("post") << Ops { makePosting(2, 1, "2026-05-04") };
    QTest::newRow("post without an entry") << Ops { makePosting(2, 0, "2026-05-04") };
    QTest::newRow("edit a posting") << Ops { amount(1, -1) };
    QTest::newRow("mark as cleared") << Ops { set(postingKey(1), "cleared", 0, 1) };
    QTest::newRow("delete a posting") << Ops { remove({ postingKey(1) }) };
    QTest::newRow("move a posting out") << Ops { move(1, "2026-04-03", 0) };
    QTest::newRow("move a posting in") << Ops { move(4, "2026-05-03", 1) };
    QTest::newRow("move a posting in without an entry") << Ops { move(4, "2026-05-03", 0) };
    QTest::newRow("add an entry") << Ops { makeEntry(8, "2026-05") };
    QTest::newRow("plan") << Ops { plan(1, 1) };
    QTest::newRow("delete an entry") << Ops { remove({ entryKey(2) }) };
    QTest::newRow("write a note") << Ops { set(monthKey("2026-05"), "note", nullptr, "May") };
    QTest::newRow("make the month again") << Ops { makeMonth("2026-05") };
    QTest::newRow("delete the month") << Ops { remove(
        { monthKey("2026-05"), entryKey(1), entryKey(2), postingKey(1) }) };
}

void MergeTest::parksEverythingInAClosedMonth()
{
    QFETCH(Ops, ops);
    Two two({ makeMonth(april), makePosting(1, 1, "2026-05-03"), makePosting(4, 0, "2026-04-03"), closeMonth(may) });
    const std::string before = two.home.state().visible();

    const Merged knowing = two.home.act(two.anna, ops);
    two.home.act(two.ben, { reopenMonth(may) });
    two.home.act(two.ben, { closeMonth(may) });
    const Merged unaware = two.home.act(two.anna, ops);

    COMPARE_TEXT(knowing.why, "month_closed");
    COMPARE_TEXT(unaware.why, "month_closed");
    COMPARE_TEXT(two.home.state().visible(), before);
}

void MergeTest::revivesNothingInAClosedMonth()
{
    // One deletion took postings of two months, as the undoing of an import does. April is closed since; the edit of
    // the posting in May would bring back the one in April.
    Two two({ makeMonth(april), makePosting(1, 0, "2026-04-03"), makePosting(2, 0, "2026-05-03") });
    two.home.act(two.anna, { remove({ postingKey(1), postingKey(2) }) });
    two.home.act(two.anna, { closeMonth(april) });

    const Merged merged = two.home.act(two.ben, { amount(2, -20'00) });

    COMPARE_TEXT(merged.why, "month_closed");
    QVERIFY(!two.home.isAlive(postingKey(1)) && !two.home.isAlive(postingKey(2)));
}

void MergeTest::reopensAMonthThatWasDeletedWithoutRevivingIt()
{
    // Ben's reopening is earlier than Anna's last closing, so the month that she made again stays closed, and what she
    // deleted before stays deleted.
    Two two({ makePosting(1, 1, "2026-05-03"), closeMonth(may) });
    const Draft reopening = two.home.draft(two.ben, { reopenMonth(may) });
    two.home.act(two.anna, { reopenMonth(may) });
    two.home.act(two.anna, { remove({ monthKey(may), entryKey(1), entryKey(2), postingKey(1) }) });
    two.home.act(two.anna, { makeMonth(may) });
    two.home.act(two.anna, { closeMonth(may) });

    const Merged merged = two.home.take(reopening);

    COMPARE_TEXT(merged.outcome(), "conflict");
    COMPARE_TEXT(two.home.cell(monthKey(may), "status"), "\"closed\"");
    QVERIFY(!two.home.isAlive(entryKey(1)) && !two.home.isAlive(postingKey(1)));
}

void MergeTest::closesTwiceInSilence()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });
    two.home.pull(two.ben);

    const Merged seen = two.home.act(two.ben, { closeMonth(may) });

    COMPARE_TEXT(seen.outcome(), "applied");
    QVERIFY(seen.changes.rows.empty());
}

void MergeTest::letsTheLaterOfReopeningAndClosingWin()
{
    for (const bool closeLast : { true, false }) {
        Two two({ closeMonth(may) });
        two.home.act(two.ben, { reopenMonth(may) });
        Draft opening;
        Draft closing;
        // Anna opens and closes again; Ben, who saw the month open, opens it: one of them is later.
        two.home.act(two.anna, { reopenMonth(may) });
        if (closeLast) {
            opening = two.home.draft(two.ben, { reopenMonth(may) });
            closing = two.home.draft(two.anna, { closeMonth(may) });
        } else {
            closing = two.home.draft(two.anna, { closeMonth(may) });
            opening = two.home.draft(two.ben, { reopenMonth(may) });
        }
        two.home.pull(closing.seenBy);
        two.home.take(closing);
        two.home.take(opening);
        COMPARE_TEXT(two.home.cell(monthKey(may), "status"), closeLast ? "\"closed\"" : "\"open\"");
        QCOMPARE(two.home.conflicts(ConflictKind::Field).size(), 1u);
    }
}

void MergeTest::closesAMonthWithItsLastPostingInOneAction()
{
    // "Reopen, post, close again" is one change set.
    Two two({ closeMonth(may) });

    const Merged merged
        = two.home.act(two.anna, { reopenMonth(may), makePosting(1, 1, "2026-05-03"), closeMonth(may) });

    COMPARE_TEXT(merged.outcome(), "applied");
    QVERIFY(two.home.isAlive(postingKey(1)));
    COMPARE_TEXT(two.home.cell(monthKey(may), "status"), "\"closed\"");
}

void MergeTest::undoesOnlyWhatNobodyOverwrote()
{
    Two two;
    two.home.act(two.anna, { rename(1, "Food"), plan(1, 420'00) });
    const Uuid edit = two.home.last(two.anna);
    two.home.pull(two.ben);
    two.home.act(two.ben, { plan(1, 450'00) });

    const Merged merged = two.home.act(two.anna,
        { undo(edit, { set(entryKey(1), "name", "Food", "Groceries"), set(entryKey(1), "planned", 420'00, 400'00) }) });

    COMPARE_TEXT(merged.outcome(), "conflict");
    COMPARE_TEXT(two.home.cell(entryKey(1), "name"), "\"Groceries\"");
    COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "45000");
    const auto skipped = two.home.conflicts(ConflictKind::UndoSkipped);
    QCOMPARE(skipped.size(), 1u);
    COMPARE_TEXT(skipped.front().cell, "planned");
    QVERIFY(skipped.front().winner == two.home.last(two.ben));
    QVERIFY(skipped.front().loser == two.home.last(two.anna));
    COMPARE_TEXT(skipped.front().loserValue, "40000");
    COMPARE_TEXT(skipped.front().winnerValue, "45000");
}

void MergeTest::undoesWhatWasMadeByDeletingIt()
{
    Two two;
    two.home.act(two.anna, { makePosting(1, 1, "2026-05-03") });

    const Merged merged = two.home.act(two.anna, { undo(two.home.last(two.anna), { remove({ postingKey(1) }) }) });

    COMPARE_TEXT(merged.outcome(), "applied");
    QVERIFY(!two.home.isAlive(postingKey(1)));
}

void MergeTest::doesNotUndoTheMakingOfARowThatSomebodyEdited()
{
    Two two;
    two.home.act(two.anna, { makePosting(1, 1, "2026-05-03") });
    two.home.pull(two.ben);
    two.home.act(two.ben, { amount(1, -20'00) });

    const Merged merged = two.home.act(two.anna, { undo(two.home.last(two.anna), { remove({ postingKey(1) }) }) });

    COMPARE_TEXT(merged.outcome(), "conflict");
    COMPARE_TEXT(two.home.cell(postingKey(1), "amount"), "-2000");
}

void MergeTest::undoesADeletion()
{
    Two two({ makePosting(1, 1, "2026-05-03") });
    const std::string before = two.home.state().visible();
    two.home.act(two.anna, { remove({ entryKey(1), postingKey(1) }) });

    const Merged merged
        = two.home.act(two.anna, { undo(two.home.last(two.anna), { restore(two.home.last(two.anna)) }) });

    COMPARE_TEXT(merged.outcome(), "applied");
    COMPARE_TEXT(two.home.state().visible(), before);
    QCOMPARE(two.home.state().row(entryKey(1))->groups, 0);
}

void MergeTest::redoesWhatWasUndone()
{
    Two two;
    two.home.act(two.anna, { rename(1, "Food") });
    const std::string after = two.home.state().visible();
    two.home.act(two.anna, { undo(two.home.last(two.anna), { set(entryKey(1), "name", "Food", "Groceries") }) });
    COMPARE_TEXT(two.home.cell(entryKey(1), "name"), "\"Groceries\"");

    const Merged redone
        = two.home.act(two.anna, { undo(two.home.last(two.anna), { set(entryKey(1), "name", "Groceries", "Food") }) });

    COMPARE_TEXT(redone.outcome(), "applied");
    COMPARE_TEXT(two.home.state().visible(), after);
}

void MergeTest::parksAnUndoInAClosedMonth()
{
    Two two;
    two.home.act(two.anna, { rename(1, "Food") });
    const Uuid edit = two.home.last(two.anna);
    two.home.act(two.anna, { closeMonth(may) });

    const Merged merged = two.home.act(two.anna, { undo(edit, { set(entryKey(1), "name", "Food", "Groceries") }) });

    COMPARE_TEXT(merged.why, "month_closed");
}

void MergeTest::protectsWhatAnUndoTouched()
{
    // Ben undoes his own edit of a posting; Anna, who has not seen that, deletes the month.
    Two two({ makePosting(1, 1, "2026-05-03") });
    two.home.act(two.ben, { amount(1, -20'00) });
    two.home.pull(two.anna);
    two.home.act(two.ben, { undo(two.home.last(two.ben), { amount(1, -10'00) }) });

    const Merged merged
        = two.home.act(two.anna, { remove({ monthKey(may), entryKey(1), entryKey(2), postingKey(1) }) });

    COMPARE_TEXT(merged.outcome(), "conflict");
    QVERIFY(two.home.isAlive(postingKey(1)));
}

void MergeTest::undoesASettlingAndAnUnparking()
{
    Two two;
    two.home.act(two.anna, { plan(1, 420'00) });
    two.home.act(two.ben, { plan(1, 450'00) });
    const Uuid conflict = two.home.conflicts(ConflictKind::Field).front().id;
    two.home.act(two.anna, { makePosting(1, 9, "2026-05-03") });
    const Uuid parked = two.home.last(two.anna);
    two.home.act(two.anna, { settle(conflict, "shown"), unpark(parked, "discard") });
    QVERIFY(two.home.conflicts(ConflictKind::Field).empty() && !two.home.waits(parked));

    two.home.act(two.anna, { undo(two.home.last(two.anna), { settle(conflict, ""), unpark(parked, "") }) });

    QCOMPARE(two.home.conflicts(ConflictKind::Field).size(), 1u);
    QVERIFY(two.home.waits(parked));
}

void MergeTest::settlesAConflictTwiceTheLastOneStays()
{
    Two two;
    two.home.act(two.anna, { plan(1, 420'00) });
    two.home.act(two.ben, { plan(1, 450'00) });
    const Uuid conflict = two.home.conflicts(ConflictKind::Field).front().id;
    two.home.pull(two.anna);
    two.home.pull(two.ben);

    two.home.act(two.anna, { settle(conflict, "lost"), plan(1, 420'00) });
    const Merged merged = two.home.act(two.ben, { settle(conflict, "shown") });

    QVERIFY(!merged.isParked);
    QVERIFY(two.home.conflicts(ConflictKind::Field).empty());
    COMPARE_TEXT(two.home.state().conflicts.at(conflict).choice, "shown");
    QVERIFY(two.home.state().conflicts.at(conflict).solved == two.home.last(two.ben));
    COMPARE_TEXT(two.home.cell(entryKey(1), "planned"), "42000");
    QCOMPARE(two.home.conflictCount(), 1u); // records do not breed
}

void MergeTest::appliesAParkedPostingOnceTheMonthIsOpen()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });
    two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });
    const Uuid parked = two.home.last(two.ben);
    two.home.pull(two.anna);

    const Merged merged = two.home.act(two.anna, { reopenMonth(may), unpark(parked, "apply"), closeMonth(may) });

    COMPARE_TEXT(merged.outcome(), "applied");
    COMPARE_TEXT(two.home.cell(postingKey(1), "amount"), "-1000");
    QVERIFY(!two.home.waits(parked));
    QCOMPARE(two.home.state().row(postingKey(1))->writer, two.home.head()); // authored by who applied it
    COMPARE_TEXT(two.home.state().parked(parked)->choice, "apply");
}

void MergeTest::discardsAParkedPosting()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });
    two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });
    const Uuid parked = two.home.last(two.ben);

    two.home.act(two.ben, { unpark(parked, "discard") });

    QVERIFY(!two.home.waits(parked) && !two.home.isAlive(postingKey(1)));
    QVERIFY(two.home.state().intentOf(parked)); // stays in the log
}

void MergeTest::takesOneOfTwoDecisionsAboutAParkedChange()
{
    for (const bool applyFirst : { true, false }) {
        Two two;
        two.home.act(two.anna, { closeMonth(may) });
        two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });
        const Uuid parked = two.home.last(two.ben);
        two.home.pull(two.anna);
        two.home.act(two.anna, { reopenMonth(may) });
        two.home.pull(two.anna);
        two.home.pull(two.ben);

        const Merged first = two.home.act(two.anna, { unpark(parked, applyFirst ? "apply" : "discard") });
        const Merged second = two.home.act(two.ben, { unpark(parked, applyFirst ? "discard" : "apply") });

        QVERIFY(!first.isParked && !second.isParked);
        QVERIFY(second.changes.unparked.empty());
        QCOMPARE(two.home.isAlive(postingKey(1)), applyFirst);
        COMPARE_TEXT(two.home.state().parked(parked)->choice, applyFirst ? "apply" : "discard");
    }
}

void MergeTest::keepsAParkedChangeWaitingWhenItStillDoesNotFit()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });
    two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });
    const Uuid parked = two.home.last(two.ben);

    const Merged merged = two.home.act(two.ben, { unpark(parked, "apply") });

    COMPARE_TEXT(merged.why, "month_closed");
    QVERIFY(two.home.waits(parked));
    QVERIFY(two.home.waits(two.home.last(two.ben)));
}

void MergeTest::appliesDependantsInTheSameAction()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });
    two.home.act(two.ben, { makeEntry(7, may) });
    const Uuid root = two.home.last(two.ben);
    two.home.act(two.ben, { makePosting(1, 7, "2026-05-03") });
    const Uuid dependant = two.home.last(two.ben);
    two.home.pull(two.anna);

    const Merged merged = two.home.act(
        two.anna, { reopenMonth(may), unpark(root, "apply"), unpark(dependant, "apply"), closeMonth(may) });

    COMPARE_TEXT(merged.outcome(), "applied");
    QVERIFY(two.home.isAlive(entryKey(7)) && two.home.isAlive(postingKey(1)));
}

void MergeTest::appliesAParkedChangeOnce()
{
    Two two;
    two.home.act(two.anna, { closeMonth(may) });
    two.home.act(two.ben, { makePosting(1, 1, "2026-05-03") });
    const Uuid parked = two.home.last(two.ben);

    const Merged merged = two.home.act(
        two.ben, { reopenMonth(may), unpark(parked, "apply"), unpark(parked, "discard"), unpark(parked, "apply") });

    QCOMPARE(merged.changes.unparked.size(), 1u);
    COMPARE_TEXT(two.home.state().parked(parked)->choice, "apply");
    QVERIFY(two.home.isAlive(postingKey(1)));
}

void MergeTest::parksParkedChangesThatApplyEachOther()
{
    // A change that applies itself, parked for another reason, and applied: it must end.
    Two two;
    Draft self = two.home.draft(two.anna, { makePosting(1, 9, "2026-05-03") });
    self.change.ops = { unpark(self.change.id, "apply"), makePosting(1, 9, "2026-05-03") };
    two.home.take(self);
    QVERIFY(two.home.waits(self.change.id));

    const Merged merged = two.home.act(two.ben, { unpark(self.change.id, "apply") });

    QVERIFY(merged.isParked);
    QVERIFY(two.home.waits(self.change.id));
}

void MergeTest::saysNothingBesideThePlainIntentWhenAllWasSeen()
{
    Two two;

    const Merged merged = two.home.act(two.anna,
        { makeMonth("2026-06"), makeEntry(5, "2026-06"), rename(1, "Food"), remove({ entryKey(2) }),
            closeMonth("2026-06") });

    QVERIFY(merged.isPlain);
    COMPARE_TEXT(merged.effects, "");
}

void MergeTest::refusesEffectsThatAreMalformed_data()
{
    QTest::addColumn<QByteArray>("effects");
    QTest::addColumn<bool>("isNewer");
    const QByteArray row = "\"entry\",\"" + QByteArray::fromStdString(entryKey(1).id.text()) + "\"";
    const QByteArray other = "\"entry\",\"" + QByteArray::fromStdString(entryKey(77).id.text()) + "\"";
    const QByteArray unknown = QByteArray::fromStdString(testId(9, 9).text());
    QTest::newRow("not JSON") << QByteArray("[[") << false;
    QTest::newRow("no array") << QByteArray("{}") << false;
    QTest::newRow("an effect that is no array") << QByteArray("[1]") << false;
    QTest::newRow("an empty effect") << QByteArray("[[]]") << false;
    QTest::newRow("an unknown effect") << QByteArray("[[\"explode\"]]") << true;
    QTest::newRow("an unknown table") << QByteArray("[[\"del\",\"car\",\"x\"]]") << false;
    QTest::newRow("no id") << QByteArray("[[\"del\",\"entry\",\"x\"]]") << false;
    QTest::newRow("a row that is not there") << "[[\"del\"," + other + "]]" << false;
    QTest::newRow("a row made twice") << "[[\"row\"," + row + ",{}]]" << false;
    QTest::newRow("a row without cells") << "[[\"row\"," + other + ",{}]]" << false;
    QTest::newRow("a cell of the wrong kind") << "[[\"cell\"," + row + ",\"planned\",\"x\"]]" << false;
    QTest::newRow("a cell without a name") << "[[\"cell\"," + row + ",\"\",1]]" << false;
    QTest::newRow("a cell without a value") << "[[\"cell\"," + row + ",\"planned\"]]" << false;
    QTest::newRow("a writer that is not there")
        << "[[\"cell\"," + row + ",\"planned\",1,\"" + unknown + "\",5]]" << false;
    QTest::newRow("an eff that is no number")
        << "[[\"cell\"," + row + ",\"planned\",1,\"" + unknown + "\",\"5\"]]" << false;
    QTest::newRow("a revival by nobody") << "[[\"undel\"," + row + "]]" << false;
    QTest::newRow("a revival by a change that is not there")
        << "[[\"undel\"," + row + ",\"" + unknown + "\"]]" << false;
    QTest::newRow("a deletion that is not there") << "[[\"void\",\"" + unknown + "\"]]" << false;
    QTest::newRow("a conflict without parts") << QByteArray("[[\"conflict\",{}]]") << false;
    QTest::newRow("a park without a reason") << QByteArray("[[\"park\",{}]]") << false;
    QTest::newRow("a decision about nothing") << QByteArray("[[\"settle\",\"x\",\"shown\"]]") << false;
}

void MergeTest::refusesEffectsThatAreMalformed()
{
    QFETCH(QByteArray, effects);
    QFETCH(bool, isNewer);
    Two two;
    const Draft draft = two.home.draft(two.anna, { rename(1, "Food") });

    const auto decoded
        = decodeEffects(two.home.state(), draft.change, two.home.head() + 1, draft.at, effects.toStdString());

    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, isNewer ? ErrorCode::TooNew : ErrorCode::Invalid);
}

QTEST_GUILESS_MAIN(MergeTest)
#include "merge_test.moc"
