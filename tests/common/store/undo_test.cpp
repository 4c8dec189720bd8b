#include "tests/common/store/ledger_fixture.h"
#include "tests/common/sync/household.h"
#include "tests/common/test_seed.h"

using namespace qm;
using namespace ledger_fixture;

namespace {

/// Everything a person sees of a ledger.
std::string shown(Ledger& ledger)
{
    std::string out;
    for (const Account& account : must(ledger.accounts()))
        out += account.id.text() + account.name + std::to_string(account.balance.minor) + account.note + "\n";
    for (const Category& category : must(ledger.categories()))
        out += category.id.text() + category.name + category.group + "\n";
    for (const Template& templ : must(ledger.templates())) {
        out += templ.id.text() + templ.name + "\n";
        for (const TemplateEntry& entry : templ.entries)
            out += entry.id.text() + entry.name + std::to_string(entry.planned.minor) + "\n";
    }
    for (const Month& month : must(ledger.months())) {
        out += month.id.text() + month.ym.text() + (month.isClosed ? "closed" : "open") + "\n";
        for (const Entry& entry : must(ledger.entries(month.id)))
            out += entry.id.text() + entry.name + std::to_string(entry.planned.minor) + entry.due
                + std::to_string(entry.actual.minor) + "\n";
    }
    for (const Posting& posting : must(ledger.postings({})))
        out += posting.id.text() + posting.date + std::to_string(posting.amount.minor) + posting.payee + posting.memo
            + (posting.entry ? posting.entry->text() : "") + (posting.isCleared ? "x" : "") + "\n";
    return out;
}

} // namespace

class UndoTest : public QObject {
    Q_OBJECT

private slots:
    void everyActionIsTakenBackAndRedone_data();
    void everyActionIsTakenBackAndRedone();
    void severalEditsOfOneCellAreTakenBackOneByOne();
    void anotherActionEndsTheRedoing();
    void thereIsNothingToUndoInANewLedger();
    void undoSurvivesARestart();
    void anEarlierActionIsTakenBackByItsId();
    void whatWasEditedSinceIsLeftAndSaid();
    void aCreatedRowThatIsInUseStays();
    void aSplitWithAnEditedPartStaysWhole();
    void aRefusedUndoChangesNothing();
    void anImportIsTakenBackWhole();
    void mashingUndoAndRedoNeverLosesAnything();
    void aSyncedActionIsTakenBackEverywhere();
    void anActionOfAnotherDeviceIsTakenBackByItsId();
    void aCellThatSomebodyElseChangedIsSkipped();
    void aParkedChangeIsNotUndone();
    void aSettledConflictIsOpenAgainAfterUndo();
    void anAppliedParkedChangeIsParkedAgainAfterUndo();
    void aDecisionThatSomebodyElseMadeFirstIsLeftByUndo();
};

void UndoTest::everyActionIsTakenBackAndRedone_data()
{
    QTest::addColumn<QString>("action");
    for (const char* action : { "account", "rename", "category", "template", "template entry", "template delete",
             "month from template", "month copied", "second copy", "close", "entry", "entry delete",
             "entry delete keeping", "entry delete with postings", "posting", "posting opens month", "transfer",
             "posting edit", "posting move", "posting delete", "split", "split edit", "split delete", "import" })
        QTest::newRow(action) << QString(action);
}

void UndoTest::everyActionIsTakenBackAndRedone()
{
    QFETCH(QString, action);
    Home home;
    Ledger& ledger = home.ledger;
    const Uuid posting = home.post("2026-05-03", -5'00, home.groceries);
    const SplitPart parts[] = { { home.groceries, { -20'00 }, "" }, { std::nullopt, { -5'30 }, "" } };
    const Uuid part = must(addSplit(ledger, home.draft("2026-05-07", 0), parts)).front();
    PostingDraft transfer = home.draft("2026-05-05", -100'00);
    transfer.toAccount = home.savings;
    const ImportLine lines[] = { { must(parseDate("2026-05-09")), { -1 }, "A", "", "x1" },
        { must(parseDate("2026-07-09")), { -2 }, "B", "", "" } };
    const std::map<QString, std::function<void()>> actions {
        { "account",
            [&] {
                must(addAccount(ledger, { "Cash", "cash", { 5 }, "" }));
            } },
        { "rename",
            [&] {
                must(editRow(
                    ledger, { Table::Category, home.food }, edit(Table::Category, "name", std::string("Eating"))));
            } },
        { "category",
            [&] {
                must(addCategory(ledger, { "Fun", "", "expense" }));
            } },
        { "template", [&] { must(addTemplate(ledger, "Winter", "")); } },
        { "template entry",
            [&] {
                must(addTemplateEntry(ledger, home.usual, { "Rent", home.food, { -1 }, {} }));
            } },
        { "template delete", [&] { must(deleteTemplate(ledger, home.usual)); } },
        { "month from template",
            [&] {
                must(openMonth(ledger, { 2026, 6 }, MonthStart::FromTemplate, home.usual, false));
            } },
        { "month copied",
            [&] {
                must(openMonth(ledger, { 2026, 6 }, MonthStart::Copied, home.may, true));
            } },
        { "second copy", [&] { must(addToMonth(ledger, home.may, MonthStart::FromTemplate, home.usual, false)); } },
        { "close", [&] { must(closeMonth(ledger, home.may)); } },
        { "entry",
            [&] {
                must(addEntry(ledger, home.may, { "Gift", home.food, { -7 }, "2026-05-02", "n" }));
            } },
        { "entry delete", [&] { must(deleteEntry(ledger, home.salary, EntryPostings::Refuse)); } },
        { "entry delete keeping", [&] { must(deleteEntry(ledger, home.groceries, EntryPostings::Keep)); } },
        { "entry delete with postings", [&] { must(deleteEntry(ledger, home.groceries, EntryPostings::Delete)); } },
        { "posting", [&] { home.post("2026-05-11", -3, home.groceries); } },
        { "posting opens month", [&] { must(addPosting(ledger, home.draft("2026-09-11", -3), true)); } },
        { "transfer", [&] { must(addPosting(ledger, transfer)); } },
        { "posting edit",
            [&] {
                must(editRow(
                    ledger, { Table::Posting, posting }, edit(Table::Posting, "amount", std::int64_t { -6'00 })));
            } },
        { "posting move", [&] { must(movePosting(ledger, posting, "2026-05-04", home.salary)); } },
        { "posting delete", [&] { must(deletePosting(ledger, posting)); } },
        { "split", [&] { must(addSplit(ledger, home.draft("2026-05-08", 0), parts)); } },
        { "split edit", [&] { must(movePosting(ledger, part, "2026-05-13", home.salary)); } },
        { "split delete", [&] { must(deletePosting(ledger, part)); } },
        { "import", [&] { must(importLines(ledger, home.checking, lines, false, false)); } },
    };
    const std::string before = shown(ledger);
    actions.at(action)();
    const std::string after = shown(ledger);
    QVERIFY(before != after);

    for (int round = 0; round < 3; ++round) {
        QVERIFY(!must(ledger.undo()).isSkipped);
        QCOMPARE(shown(ledger), before);
        QVERIFY(!must(ledger.redo()).isSkipped);
        QCOMPARE(shown(ledger), after);
    }
    QVERIFY(must(ledger.conflicts()).empty());
    QCOMPARE(codeOf(ledger.redo()), ErrorCode::Rule);
}

void UndoTest::severalEditsOfOneCellAreTakenBackOneByOne()
{
    Home home;
    std::vector<std::string> seen { shown(home.ledger) };
    for (const int planned : { -1, -2, -3, -4 }) {
        must(editRow(
            home.ledger, { Table::Entry, home.groceries }, edit(Table::Entry, "planned", std::int64_t { planned })));
        seen.push_back(shown(home.ledger));
    }

    for (int round = 0; round < 2; ++round) {
        for (std::size_t step = 4; step > 0; --step) {
            QVERIFY(!must(home.ledger.undo()).isSkipped);
            QCOMPARE(shown(home.ledger), seen[step - 1]);
        }
        for (std::size_t step = 1; step <= 4; ++step) {
            QVERIFY(!must(home.ledger.redo()).isSkipped);
            QCOMPARE(shown(home.ledger), seen[step]);
        }
    }
}

void UndoTest::anotherActionEndsTheRedoing()
{
    Home home;
    home.post("2026-05-03", -1);
    must(home.ledger.undo());
    home.post("2026-05-03", -2);

    QCOMPARE(codeOf(home.ledger.redo()), ErrorCode::Rule);

    must(home.ledger.undo());
    must(home.ledger.redo());
    QCOMPARE(must(home.ledger.postings({})).front().amount, (Money { -2 }));
}

void UndoTest::thereIsNothingToUndoInANewLedger()
{
    const auto ledger = newLedger();

    QCOMPARE(codeOf(ledger->undo()), ErrorCode::Rule);
    QCOMPARE(codeOf(ledger->redo()), ErrorCode::Rule);
    QCOMPARE(codeOf(ledger->undo(Uuid::make())), ErrorCode::NotFound);
    QCOMPARE(codeOf(ledger->undo(must(ledger->history({}, 1)).front().id)), ErrorCode::Rule);

    must(addCategory(*ledger, { "Food", "", "expense" }));
    must(ledger->undo());
    QCOMPARE(codeOf(ledger->undo()), ErrorCode::Rule);
}

void UndoTest::undoSurvivesARestart()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("home.db").toStdString();
    std::string before, after;
    {
        Home home(newLedger("EUR", path));
        before = shown(home.ledger);
        home.post("2026-05-03", -1);
        must(editRow(home.ledger, { Table::Entry, home.salary }, edit(Table::Entry, "planned", std::int64_t { 1 })));
        after = shown(home.ledger);
        must(home.ledger.undo());
    }
    const auto ledger = must(Ledger::open(openConnection(path)));

    must(ledger->redo());
    QCOMPARE(shown(*ledger), after);
    must(ledger->undo());
    must(ledger->undo());
    QCOMPARE(shown(*ledger), before);
}

void UndoTest::anEarlierActionIsTakenBackByItsId()
{
    Home home;
    const std::string before = shown(home.ledger);
    home.post("2026-05-03", -1);
    const Uuid change = home.lastChange();
    must(editRow(home.ledger, { Table::Category, home.food }, edit(Table::Category, "name", std::string("Eating"))));

    must(home.ledger.undo(change));

    QVERIFY(must(home.ledger.postings({})).empty());
    QCOMPARE(must(home.ledger.categories())[0].name, std::string("Eating"));
    QCOMPARE(codeOf(home.ledger.undo(change)), ErrorCode::Rule); // undone already

    const Uuid undo = home.lastChange();
    must(home.ledger.undo(undo)); // to undo an undo is to redo
    QCOMPARE(must(home.ledger.postings({})).size(), 1u);
    QCOMPARE(must(home.ledger.history({}, 1)).front().act, std::string("redo"));

    must(home.ledger.undo(change));
    must(home.ledger.undo());
    QCOMPARE(shown(home.ledger), before);
}

void UndoTest::whatWasEditedSinceIsLeftAndSaid()
{
    Home home;
    CellEdits both = edit(Table::Entry, "planned", std::int64_t { -1 });
    both.push_back(edit(Table::Entry, "name", std::string("Eating")).front());
    must(editRow(home.ledger, { Table::Entry, home.groceries }, both));
    const Uuid change = home.lastChange();
    must(editRow(home.ledger, { Table::Entry, home.groceries }, edit(Table::Entry, "planned", std::int64_t { -2 })));

    QVERIFY(must(home.ledger.undo(change)).isSkipped);

    QCOMPARE(home.entryNamed(home.may, "Groceries").planned, (Money { -2 }));
    const auto conflicts = must(home.ledger.conflicts());
    QCOMPARE(conflicts.size(), 1u);
    QCOMPARE(conflicts[0].kind, ConflictKind::UndoSkipped);
    QCOMPARE(conflicts[0].cell, std::string("planned"));

    // The record offers what the undo would have put back.
    must(settleConflict(home.ledger, conflicts[0].id, Settle::Lost));
    QCOMPARE(home.entryNamed(home.may, "Groceries").planned, (Money { -400'00 }));
    QVERIFY(must(home.ledger.conflicts()).empty());
    QCOMPARE(must(home.ledger.conflicts(true)).size(), 1u);
}

void UndoTest::aCreatedRowThatIsInUseStays()
{
    Home home;
    must(addEntry(home.ledger, home.may, { "Gift", home.food, { -5 }, "", "" }));
    const Uuid change = home.lastChange();
    home.post("2026-05-03", -1, home.entryNamed(home.may, "Gift").id);

    QVERIFY(must(home.ledger.undo(change)).isSkipped);
    QCOMPARE(home.entryNamed(home.may, "Gift").actual, (Money { -1 }));
}

void UndoTest::aSplitWithAnEditedPartStaysWhole()
{
    for (const std::size_t edited : { 0u, 1u }) {
        Home home;
        const SplitPart parts[] = { { home.groceries, { -20'00 }, "" }, { std::nullopt, { -5'30 }, "" } };
        const auto made = must(addSplit(home.ledger, home.draft("2026-05-07", 0), parts));
        const Uuid split = home.lastChange();
        must(editRow(home.ledger, { Table::Posting, made[edited] }, edit(Table::Posting, "amount", -21'00)));

        const Ledger::Acted undone = must(home.ledger.undo(split));

        QVERIFY(undone.isSkipped);
        for (const Uuid& part : made)
            QVERIFY(home.ledger.row({ Table::Posting, part }));
    }
}

void UndoTest::aRefusedUndoChangesNothing()
{
    Home home;
    home.post("2026-05-03", -1);
    const Uuid change = home.lastChange();
    must(closeMonth(home.ledger, home.may));
    const auto before = home.changeSets();

    QCOMPARE(codeOf(home.ledger.undo(change)), ErrorCode::Closed);
    QCOMPARE(home.changeSets(), before);

    must(home.ledger.undo()); // the closing
    must(home.ledger.undo());
    QVERIFY(must(home.ledger.postings({})).empty());
}

void UndoTest::anImportIsTakenBackWhole()
{
    Home home;
    const std::string before = shown(home.ledger);
    std::vector<ImportLine> lines;
    for (int i = 0; i < 2500; ++i)
        lines.push_back({ YearMonth { 2025, 1 + unsigned(i % 12) }.day(1 + unsigned(i) % 28), { -i },
            "Shop " + std::to_string(i % 7), "", "" });
    must(importLines(home.ledger, home.checking, lines, false, false));
    const std::string after = shown(home.ledger);
    const auto changes = home.changeSets();

    const auto undone = must(home.ledger.undo());

    QVERIFY(!undone.isSkipped);
    QCOMPARE(undone.changeSets.size(), 4u);
    QCOMPARE(home.changeSets(), changes + 4);
    QCOMPARE(shown(home.ledger), before);
    must(home.ledger.redo());
    QCOMPARE(shown(home.ledger), after);

    // What somebody has worked on stays, and so does its month.
    const Posting first = must(home.ledger.postings({})).front();
    must(editRow(home.ledger, { Table::Posting, first.id }, edit(Table::Posting, "memo", std::string("rent"))));
    const auto items = must(home.ledger.history({}, 10));
    const auto redone
        = std::find_if(items.begin(), items.end(), [](const HistoryItem& item) { return item.act == "redo"; });
    QVERIFY(must(home.ledger.undo(redone->id)).isSkipped);
    QCOMPARE(must(home.ledger.postings({})).size(), 1u);
    QCOMPARE(must(home.ledger.months()).size(), 2u);
    QVERIFY(must(home.ledger.conflicts()).empty());
}

void UndoTest::mashingUndoAndRedoNeverLosesAnything()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    for (int run = 0; run < 30; ++run) {
        Home home;
        std::vector<std::string> states { shown(home.ledger) }; // what each undo must come back to
        std::size_t at = 0;
        for (int step = 0; step < 40; ++step) {
            const auto what = random() % 10;
            if (what < 4) {
                if (at == 0)
                    continue;
                QVERIFY(!must(home.ledger.undo()).isSkipped);
                QCOMPARE(shown(home.ledger), states[--at]);
            } else if (what < 7) {
                if (at + 1 == states.size()) {
                    QCOMPARE(codeOf(home.ledger.redo()), ErrorCode::Rule);
                    continue;
                }
                QVERIFY(!must(home.ledger.redo()).isSkipped);
                QCOMPARE(shown(home.ledger), states[++at]);
            } else {
                const auto postings = must(home.ledger.postings({}));
                const auto number = static_cast<std::int64_t>(random() % 100000);
                if (what == 7 || postings.empty()) {
                    home.post("2026-05-03", -number - 1, home.groceries);
                } else {
                    const Uuid id = postings[random() % postings.size()].id;
                    if (what == 8)
                        must(editRow(home.ledger, { Table::Posting, id }, edit(Table::Posting, "amount", number + 1)));
                    else
                        must(deletePosting(home.ledger, id));
                }
                if (shown(home.ledger) == states[at])
                    continue;
                states.resize(at + 1);
                states.push_back(shown(home.ledger));
                ++at;
            }
        }
        QVERIFY(must(home.ledger.conflicts()).empty());
    }
}

void UndoTest::aSyncedActionIsTakenBackEverywhere()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    const std::string before = shown(*house[1].ledger);
    const PostingDraft draft { "2026-05-03", { -5'00 }, house.checking, house.groceries, {}, "Market", "", false };
    must(addPosting(*house[0].ledger, draft));
    must(editRow(
        *house[0].ledger, { Table::Entry, house.groceries }, edit(Table::Entry, "planned", std::int64_t { -1 })));
    house.settle();
    house[0].reopen();

    must(house[0].ledger->undo());
    house.settle();
    must(house[0].ledger->undo());
    house.settle();

    QVERIFY(house.areEqual());
    QCOMPARE(shown(*house[1].ledger), before);
    must(house[0].ledger->redo());
    must(house[0].ledger->redo());
    house.settle();
    QCOMPARE(must(house[1].ledger->postings({})).size(), 1u);
    QVERIFY(house.areEqual());
    QCOMPARE(codeOf(house[1].ledger->undo()), ErrorCode::Rule); // the second device has done nothing of its own
}

void UndoTest::anActionOfAnotherDeviceIsTakenBackByItsId()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    must(editRow(
        *house[0].ledger, { Table::Entry, house.groceries }, edit(Table::Entry, "planned", std::int64_t { -1 })));
    house.settle();
    const Uuid change = must(house[1].ledger->history({}, 1)).front().id;

    QVERIFY(!must(house[1].ledger->undo(change)).isSkipped);
    house.settle();

    QVERIFY(house.areEqual());
    QCOMPARE(must(house[0].ledger->entries(house.may))[0].planned, (Money { -40000 }));
    QCOMPARE(codeOf(house[0].ledger->undo(change)), ErrorCode::Rule); // known to be undone on every device
    must(house[1].ledger->redo());
    house.settle();
    QCOMPARE(must(house[0].ledger->entries(house.may))[0].planned, (Money { -1 }));
}

void UndoTest::aCellThatSomebodyElseChangedIsSkipped()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    must(editRow(
        *house[0].ledger, { Table::Entry, house.groceries }, edit(Table::Entry, "planned", std::int64_t { -1 })));
    const Uuid change = must(house[0].ledger->history({}, 1)).front().id;
    house.settle();
    must(editRow(
        *house[1].ledger, { Table::Entry, house.groceries }, edit(Table::Entry, "planned", std::int64_t { -2 })));
    house.settle();

    QVERIFY(must(house[0].ledger->undo(change)).isSkipped);
    house.settle();

    QCOMPARE(must(house[1].ledger->entries(house.may))[0].planned, (Money { -2 }));
    QCOMPARE(must(house[1].ledger->conflicts()).size(), 1u);
    QVERIFY(house.areEqual());
}

void UndoTest::aParkedChangeIsNotUndone()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    must(closeMonth(*house[0].ledger, house.may));
    must(house[0].sync());
    must(addPosting(*house[1].ledger, { "2026-05-03", { -5'00 }, house.checking, {}, {}, "", "", false }));
    const Uuid change = must(house[1].ledger->history({}, 1)).front().id;
    house.settle();
    QCOMPARE(must(house[1].ledger->parkedChanges()).size(), 1u);

    const auto undone = house[1].ledger->undo(change);

    QCOMPARE(codeOf(undone), ErrorCode::Rule);
    QVERIFY(undone.error().detail.find("parked") != std::string::npos);
    QCOMPARE(codeOf(house[1].ledger->undo()), ErrorCode::Rule); // nothing else was done there
}

void UndoTest::aSettledConflictIsOpenAgainAfterUndo()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    must(editRow(
        *house[0].ledger, { Table::Entry, house.groceries }, edit(Table::Entry, "planned", std::int64_t { -42000 })));
    must(editRow(
        *house[1].ledger, { Table::Entry, house.groceries }, edit(Table::Entry, "planned", std::int64_t { -45000 })));
    house.settle();
    house.settle();
    const auto conflicts = must(house[0].ledger->conflicts());
    QCOMPARE(conflicts.size(), 1u);
    const auto shownPlanned
        = [&](std::size_t device) { return must(house[device].ledger->entries(house.may))[0].planned.minor; };
    const std::int64_t winner = shownPlanned(0);

    must(settleConflict(*house[0].ledger, conflicts[0].id, Settle::Both));
    house.settle();

    QCOMPARE(shownPlanned(1), -47000); // 400, and 20 and 50 more
    QVERIFY(must(house[1].ledger->conflicts()).empty());
    QCOMPARE(codeOf(settleConflict(*house[1].ledger, conflicts[0].id, Settle::Lost)), ErrorCode::Rule);

    must(house[0].ledger->undo());
    house.settle();
    QCOMPARE(shownPlanned(1), winner);
    QCOMPARE(must(house[1].ledger->conflicts()).size(), 1u);

    must(house[0].ledger->redo());
    house.settle();
    QCOMPARE(shownPlanned(1), -47000);
    QVERIFY(must(house[1].ledger->conflicts()).empty());
    QVERIFY(house.areEqual());
}

void UndoTest::anAppliedParkedChangeIsParkedAgainAfterUndo()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    must(closeMonth(*house[0].ledger, house.may));
    must(house[0].sync());
    // A posting of a closed month, and an edit of it that waits for it.
    const Uuid posting
        = must(addPosting(*house[1].ledger, { "2026-05-03", { -5'00 }, house.checking, {}, {}, "", "", false }));
    must(editRow(*house[1].ledger, { Table::Posting, posting }, edit(Table::Posting, "memo", std::string("late"))));
    house.settle();
    auto parked = must(house[0].ledger->parkedChanges());
    QCOMPARE(parked.size(), 2u);
    QCOMPARE(parked[0].why, std::string("month_closed"));
    QCOMPARE(parked[1].root, std::optional(parked[0].change));
    QCOMPARE(codeOf(settleParked(*house[0].ledger, parked[0].change, true)), ErrorCode::Closed);
    must(reopenMonth(*house[0].ledger, house.may));

    must(settleParked(*house[0].ledger, parked[0].change, true));
    house.settle();

    QVERIFY(must(house[1].ledger->parkedChanges()).empty());
    QCOMPARE(must(house[1].ledger->postings({})).front().memo, std::string("late"));
    QCOMPARE(codeOf(settleParked(*house[1].ledger, parked[0].change, false)), ErrorCode::Rule);

    for (int round = 0; round < 2; ++round) {
        must(house[0].ledger->undo());
        house.settle();
        QCOMPARE(must(house[1].ledger->parkedChanges()).size(), 2u);
        QVERIFY(must(house[1].ledger->postings({})).empty());
        must(house[0].ledger->redo());
        house.settle();
        QVERIFY(must(house[1].ledger->parkedChanges()).empty());
        QCOMPARE(must(house[1].ledger->postings({})).front().memo, std::string("late"));
        QVERIFY(house.areEqual());
    }

    must(house[0].ledger->undo());
    must(settleParked(*house[0].ledger, parked[0].change, false));
    house.settle();
    QVERIFY(must(house[1].ledger->parkedChanges()).empty());
    QVERIFY(must(house[1].ledger->postings({})).empty());
    must(house[0].ledger->undo());
    QCOMPARE(must(house[0].ledger->parkedChanges()).size(), 2u);
    must(house[0].ledger->redo());
    QVERIFY(must(house[0].ledger->parkedChanges()).empty());
    QVERIFY(must(house[0].ledger->postings({})).empty());
}

void UndoTest::aDecisionThatSomebodyElseMadeFirstIsLeftByUndo()
{
    const QTemporaryDir folder;
    household::Household house(folder.path().toStdString());
    house[0].sync().value();
    house.join("second");
    must(closeMonth(*house[0].ledger, house.may));
    must(house[0].sync());
    must(addPosting(*house[1].ledger, { "2026-05-03", { -5'00 }, house.checking, {}, {}, "", "", false }));
    house.settle();
    must(reopenMonth(*house[0].ledger, house.may));
    house.settle();
    const Uuid parked = must(house[0].ledger->parkedChanges())[0].change;
    must(settleParked(*house[1].ledger, parked, false));
    must(settleParked(*house[0].ledger, parked, true));
    must(house[1].sync());
    house.settle();

    const Ledger::Acted undone = must(house[0].ledger->undo());
    house.settle();

    QVERIFY(undone.isSkipped);
    QVERIFY(house.areEqual());
    QVERIFY(must(house[0].ledger->parkedChanges()).empty());
    QCOMPARE(must(house[0].ledger->parkedChanges(true))[0].choice, std::string("discard"));
    must(house[0].ledger->redo());
    house.settle();
    QCOMPARE(must(house[1].ledger->postings({})).size(), 0u);
}

QTEST_GUILESS_MAIN(UndoTest)
#include "undo_test.moc"
