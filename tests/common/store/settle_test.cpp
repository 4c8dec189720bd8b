#include "tests/common/store/ledger_fixture.h"
#include "tests/common/sync/household.h"

using namespace qm;
using namespace ledger_fixture;

/// Two devices that have edited without hearing of each other.
class SettleTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theShownValueIsKept();
    void theLostValueIsTaken();
    void anotherValueIsTaken();
    void bothChangesAreOnlyForAmounts();
    void aLostMoveOfASplitIsTakenForAllItsParts();
    void anUndoneDeletionIsDoneAfterAll();
    void anUndoneDeletionDoneAfterAllTakesWholeSplits();
    void anUndoneDeletionStaysUndone();
    void anUnknownOrSettledConflictIsRefused();
    void aParkedChangeIsDiscarded();
    void postingIntoAMonthClosedElsewhereReopensIt();
    void postingIntoAMonthClosedElsewhereMovesToTheOpenOne();
    void aSettlementThatTheLedgerRefusesChangesNothing();

private:
    Ledger& first() { return *(*m_house)[0].ledger; }
    Ledger& second() { return *(*m_house)[1].ledger; }
    void settle()
    {
        m_house->settle();
        QVERIFY(m_house->areEqual());
    }
    void setBoth(const char* cell, const Scalar& here, const Scalar& there)
    {
        must(editRow(first(), { Table::Entry, m_house->groceries }, edit(Table::Entry, cell, here)));
        must(editRow(second(), { Table::Entry, m_house->groceries }, edit(Table::Entry, cell, there)));
        settle();
    }
    Entry groceries()
    {
        for (const Entry& entry : must(first().entries(m_house->may))) {
            if (entry.id == m_house->groceries)
                return entry;
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<household::Household> m_house;
};

void SettleTest::init()
{
    m_house.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_house = std::make_unique<household::Household>(m_folder->path().toStdString());
    must((*m_house)[0].sync());
    m_house->join("second");
}

void SettleTest::theShownValueIsKept()
{
    setBoth("name", std::string("Eating"), std::string("Food shops"));
    const std::string shown = groceries().name;
    const auto conflicts = must(first().conflicts());
    QCOMPARE(conflicts.size(), 1u);

    must(settleConflict(second(), conflicts[0].id, Settle::Shown));
    settle();

    QVERIFY(must(first().conflicts()).empty());
    QCOMPARE(must(first().conflicts(true)).front().choice, std::string("shown"));
    QCOMPARE(groceries().name, shown);
}

void SettleTest::theLostValueIsTaken()
{
    setBoth("name", std::string("Eating"), std::string("Food shops"));
    const std::string shown = groceries().name;

    must(settleConflict(first(), must(first().conflicts())[0].id, Settle::Lost));
    settle();

    QCOMPARE(groceries().name, std::string(shown == "Eating" ? "Food shops" : "Eating"));
    QVERIFY(must(second().conflicts()).empty());
}

void SettleTest::anotherValueIsTaken()
{
    setBoth("planned", std::int64_t { -1 }, std::int64_t { -2 });
    CellValue value;
    value.columns[0] = std::int64_t { -3 };
    const Uuid conflict = must(first().conflicts())[0].id;

    QCOMPARE(codeOf(settleConflict(first(), conflict, Settle::Value)), ErrorCode::Invalid);
    must(settleConflict(first(), conflict, Settle::Value, value));
    settle();

    QCOMPARE(groceries().planned, (Money { -3 }));
}

void SettleTest::bothChangesAreOnlyForAmounts()
{
    setBoth("name", std::string("Eating"), std::string("Food shops"));
    QCOMPARE(codeOf(settleConflict(first(), must(first().conflicts())[0].id, Settle::Both)), ErrorCode::Rule);
    QCOMPARE(must(first().conflicts()).size(), 1u);

    setBoth("planned", std::int64_t { -420'00 }, std::int64_t { -350'00 });
    const auto conflicts = must(first().conflicts());
    QCOMPARE(conflicts.size(), 2u);
    must(settleConflict(first(), conflicts[1].id, Settle::Both));
    settle();

    QCOMPARE(groceries().planned, (Money { -370'00 })); // 400, 20 more and 50 less
}

void SettleTest::aLostMoveOfASplitIsTakenForAllItsParts()
{
    PostingDraft draft;
    draft.date = "2026-05-07";
    draft.account = m_house->checking;
    const SplitPart parts[] = { { m_house->groceries, { -1 }, "" }, { std::nullopt, { -2 }, "" } };
    const auto ids = must(addSplit(first(), draft, parts));
    settle();
    // Payees of parts are edited together, so that the second of two edits waits for a person.
    must(editRow(first(), { Table::Posting, ids[0] }, edit(Table::Posting, "payee", std::string("A"))));
    must(editRow(second(), { Table::Posting, ids[1] }, edit(Table::Posting, "payee", std::string("B"))));
    settle();
    const auto parked = must(first().parkedChanges());
    QCOMPARE(parked.size(), 1u);
    QCOMPARE(parked[0].why, std::string("indivisible"));
    QCOMPARE(must(second().postings({}))[0].payee, must(second().postings({}))[1].payee);

    must(settleParked(first(), parked[0].change, true));
    settle();

    const auto postings = must(second().postings({}));
    QCOMPARE(postings[0].payee, std::string("B"));
    QCOMPARE(postings[1].payee, std::string("B"));
}

void SettleTest::anUndoneDeletionIsDoneAfterAll()
{
    must(addPosting(first(), { "2026-05-03", { -5 }, m_house->checking, m_house->groceries, {}, "", "", false }));
    settle();
    must(deleteEntry(first(), m_house->groceries, EntryPostings::Delete));
    must(editRow(second(), { Table::Entry, m_house->groceries }, edit(Table::Entry, "name", std::string("Eating"))));
    must(addPosting(second(), { "2026-05-04", { -6 }, m_house->checking, m_house->groceries, {}, "", "", false }));
    settle();
    QCOMPARE(groceries().actual, (Money { -11 }));
    const auto conflicts = must(second().conflicts());
    QCOMPARE(conflicts.size(), 1u);
    QVERIFY(conflicts[0].kind == ConflictKind::DeleteBlocked || conflicts[0].kind == ConflictKind::DeleteUndone);
    QCOMPARE(codeOf(settleConflict(second(), conflicts[0].id, Settle::Both)), ErrorCode::Rule);

    must(settleConflict(second(), conflicts[0].id, Settle::Lost));
    settle();

    QCOMPARE(must(first().entries(m_house->may)).size(), 1u);
    QVERIFY(must(first().postings({})).empty()); // also the one that was added meanwhile
    QVERIFY(must(first().conflicts()).empty());

    must(second().undo());
    settle();
    QCOMPARE(groceries().actual, (Money { -11 }));
    QCOMPARE(must(first().conflicts()).size(), 1u);
}

void SettleTest::anUndoneDeletionDoneAfterAllTakesWholeSplits()
{
    const Uuid other = must(addEntry(first(), m_house->may, { "Household", m_house->food, { -100'00 }, "", "" }));
    settle();
    must(deleteEntry(first(), m_house->groceries, EntryPostings::Refuse));
    const PostingDraft shared { "2026-05-04", {}, m_house->checking, {}, {}, "Market", "", false };
    must(addSplit(
        second(), shared, std::vector<SplitPart> { { m_house->groceries, { -20'00 }, "" }, { other, { -5'30 }, "" } }));
    settle();
    const auto conflicts = must(first().conflicts());
    QCOMPARE(conflicts.size(), 1u);

    must(settleConflict(first(), conflicts[0].id, Settle::Lost));
    settle();

    QVERIFY(!first().row({ Table::Entry, m_house->groceries }));
    QCOMPARE(must(first().postings({ m_house->may, {}, {}, false, "", -1 })).size(), 0u);
}

void SettleTest::anUndoneDeletionStaysUndone()
{
    must(deleteEntry(first(), m_house->groceries, EntryPostings::Refuse));
    must(editRow(second(), { Table::Entry, m_house->groceries }, edit(Table::Entry, "name", std::string("Eating"))));
    settle();

    must(settleConflict(first(), must(first().conflicts())[0].id, Settle::Shown));
    settle();

    QCOMPARE(groceries().name, std::string("Eating"));
    QVERIFY(must(second().conflicts()).empty());
}

void SettleTest::anUnknownOrSettledConflictIsRefused()
{
    QCOMPARE(codeOf(settleConflict(first(), Uuid::make(), Settle::Shown)), ErrorCode::NotFound);
    QCOMPARE(codeOf(settleParked(first(), Uuid::make(), true)), ErrorCode::NotFound);
    setBoth("name", std::string("Eating"), std::string("Food shops"));
    const Uuid conflict = must(first().conflicts())[0].id;
    must(settleConflict(first(), conflict, Settle::Shown));

    QCOMPARE(codeOf(settleConflict(first(), conflict, Settle::Lost)), ErrorCode::Rule);
}

void SettleTest::aParkedChangeIsDiscarded()
{
    must(closeMonth(first(), m_house->may));
    must((*m_house)[0].sync());
    must(addPosting(second(), { "2026-05-04", { -6 }, m_house->checking, {}, {}, "", "", false }));
    settle();
    const auto parked = must(first().parkedChanges());
    QCOMPARE(parked.size(), 1u);
    QVERIFY(must(second().postings({})).empty());

    must(settleParked(first(), parked[0].change, false));
    settle();

    QVERIFY(must(second().parkedChanges()).empty());
    QCOMPARE(must(second().parkedChanges(true)).front().choice, std::string("discard"));
    QCOMPARE(codeOf(settleParked(second(), parked[0].change, true)), ErrorCode::Rule);
}

void SettleTest::postingIntoAMonthClosedElsewhereReopensIt()
{
    must(closeMonth(first(), m_house->may));
    must((*m_house)[0].sync());
    must(addPosting(second(), { "2026-05-04", { -6 }, m_house->checking, {}, {}, "Late", "", false }));
    settle();
    const Uuid parked = must(first().parkedChanges()).front().change;
    QCOMPARE(must(closedMonthsOf(first(), parked)), std::vector<Uuid> { m_house->may });
    const auto changesBefore = must(first().history({}, -1)).size();

    must(reopenForParked(first(), parked));
    QCOMPARE(must(first().history({}, -1)).size(), changesBefore + 1); // one change set
    settle();

    QVERIFY(must(second().parkedChanges()).empty());
    QCOMPARE(must(second().postings({})).size(), 1u);
    QVERIFY(must(second().months()).front().isClosed);
    QVERIFY(m_house->areEqual());
    QCOMPARE(codeOf(reopenForParked(second(), parked)), ErrorCode::Rule);
}

void SettleTest::postingIntoAMonthClosedElsewhereMovesToTheOpenOne()
{
    const Uuid june = must(openMonth(first(), { 2026, 6 }, MonthStart::Copied, m_house->may, false));
    must(closeMonth(first(), m_house->may));
    must((*m_house)[0].sync());
    must(addPosting(second(), { "2026-05-31", { -6 }, m_house->checking, m_house->groceries, {}, "Late", "", false }));
    settle();
    const Uuid parked = must(first().parkedChanges()).front().change;
    QCOMPARE(codeOf(moveParked(first(), parked, m_house->may)), ErrorCode::Closed);
    QCOMPARE(must(first().parkedChanges()).size(), 1u);

    must(moveParked(first(), parked, june));
    settle();

    QVERIFY(must(second().parkedChanges()).empty());
    const Posting posting = must(second().postings({})).front();
    QCOMPARE(posting.date, std::string("2026-06-30"));
    QCOMPARE(posting.month, june);
    QVERIFY(posting.entry && *posting.entry != m_house->groceries);
    QVERIFY(m_house->areEqual());
}

void SettleTest::aSettlementThatTheLedgerRefusesChangesNothing()
{
    setBoth("planned", std::int64_t { -1 }, std::int64_t { -2 });
    const Uuid conflict = must(first().conflicts())[0].id;
    must(closeMonth(first(), m_house->may));

    QCOMPARE(codeOf(settleConflict(first(), conflict, Settle::Lost)), ErrorCode::Closed);

    QCOMPARE(must(first().conflicts()).size(), 1u);
    must(settleConflict(first(), conflict, Settle::Shown)); // this only says that all is well
    settle();
}

QTEST_GUILESS_MAIN(SettleTest)
#include "settle_test.moc"
