#include "open_window.h"

#include "desktop/models/display_text.h"
#include "desktop/models/entry_tree_model.h"
#include "desktop/widgets/add_entry_row.h"
#include "desktop/widgets/due_panel.h"
#include "desktop/widgets/due_row.h"
#include "desktop/widgets/entry_tree.h"
#include "desktop/widgets/month_page.h"
#include "desktop/widgets/notice_bar.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace qm;
using namespace qm::desktop;
using Kind = EntryTreeModel::Kind;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *std::move(result);
}
void must(Result<> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
}

YearMonth thisMonth()
{
    return yearMonthOf(QDate::currentDate());
}
YearMonth lastMonth()
{
    return yearMonthOf(QDate::currentDate().addMonths(-1));
}

/// The month of today with a salary, groceries and rent that is due today; the one before is closed.
struct Household {
    Uuid checking, pay, food, home, month, before, salary, groceries, rent, market;

    void fill(Ledger& ledger)
    {
        checking = must(addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
        pay = must(addCategory(ledger, { "Pay", "", "income" }));
        food = must(addCategory(ledger, { "Food", "Living", "expense" }));
        home = must(addCategory(ledger, { "Housing", "Living", "expense" }));
        before = must(openMonth(ledger, lastMonth(), MonthStart::Blank, {}, false));
        must(addEntry(ledger, before, { "Old rent", home, { -850'00 }, "", "" }));
        must(closeMonth(ledger, before));
        month = must(openMonth(ledger, thisMonth(), MonthStart::Blank, {}, false));
        salary = must(addEntry(ledger, month, { "Salary", pay, { 2500'00 }, "", "" }));
        groceries = must(addEntry(ledger, month, { "Groceries", food, { -400'00 }, "", "" }));
        rent = must(addEntry(ledger, month, { "Rent", home, { -900'00 }, today(), "" }));
        PostingDraft draft;
        draft.date = today();
        draft.amount = { -25'00 };
        draft.account = checking;
        draft.entry = groceries;
        draft.payee = "Market";
        market = must(addPosting(ledger, draft));
    }
    static std::string today() { return isoDay(QDate::currentDate()); }
};

/// The window on the month page, and hands on its keys.
struct MonthWindow : Household {
    MonthWindow() : open([this](Ledger& ledger) { fill(ledger); })
    {
        open.settle();
        tree = open.window->findChild<EntryTree*>();
        model = static_cast<EntryTreeModel*>(tree->model());
        due = open.window->findChild<DuePanel*>();
        tree->setFocus();
    }
    Entry entry(const Uuid& id)
    {
        return open.ask([id](Ledger& ledger) -> Result<Entry> {
            const auto row = ledger.row({ Table::Entry, id });
            if (!row)
                return Error { ErrorCode::NotFound, "no such entry" };
            QM_ASSIGN(const std::vector<Entry> all, ledger.entries(monthOf(*row)));
            for (const Entry& each : all) {
                if (each.id == id)
                    return each;
            }
            return Error { ErrorCode::NotFound, "no such entry" };
        });
    }
    std::vector<Entry> entries()
    {
        return open.ask([id = month](Ledger& ledger) { return ledger.entries(id); });
    }
    std::vector<Posting> postings(const Uuid& entry)
    {
        return open.ask([entry](Ledger& ledger) {
            PostingFilter filter;
            filter.entry = entry;
            return ledger.postings(filter);
        });
    }
    void choose(const Uuid& id, int column = 0)
    {
        tree->selectionModel()->setCurrentIndex(model->indexOf(Kind::Entry, id).siblingAtColumn(column),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        open.settle();
    }
    void type(const QString& text)
    {
        for (const QChar letter : text)
            QTest::keyClick(QApplication::focusWidget(), letter.toLatin1()); // the first may open an editor
    }
    void run(const char* command)
    {
        open.workspace.command(QLatin1String(command))->trigger();
        open.settle();
    }
    QString text(const Uuid& id, int column)
    {
        return model->indexOf(Kind::Entry, id).siblingAtColumn(column).data().toString();
    }

    OpenWindow open;
    EntryTree* tree = nullptr;
    EntryTreeModel* model = nullptr;
    DuePanel* due = nullptr;
};

} // namespace

class MonthPageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void anAmountIsPlannedByKeysWithArithmetic()
    {
        MonthWindow window;
        window.choose(window.groceries);

        window.press(Qt::Key_Right); // opens it
        window.press(Qt::Key_Right); // to the due day
        window.press(Qt::Key_Right); // to the plan
        window.press(Qt::Key_F2);
        window.type(QStringLiteral("400+50"));
        window.press(Qt::Key_Return);

        QCOMPARE(window.entry(window.groceries).planned.minor, -450'00);
        QCOMPARE(window.text(window.groceries, EntryTreeModel::Remaining), QStringLiteral("425.00 left"));
        QCOMPARE(QApplication::focusWidget(), window.tree);
        QCOMPARE(window.model->idAt(window.tree->currentIndex()), window.groceries);
    }

    void typingBeginsAnEdit()
    {
        MonthWindow window;
        window.choose(window.groceries, EntryTreeModel::Planned);

        window.type(QStringLiteral("3*20"));
        window.press(Qt::Key_Return);

        QCOMPARE(window.entry(window.groceries).planned.minor, -60'00);
    }

    void aPlusMeansMoneyThatComesIn()
    {
        MonthWindow window;
        window.choose(window.groceries, EntryTreeModel::Planned);

        window.type(QStringLiteral("+20"));
        window.press(Qt::Key_Return);

        QCOMPARE(window.entry(window.groceries).planned.minor, 20'00);
    }

    void tabGoesThroughTheCells()
    {
        MonthWindow window;
        window.choose(window.groceries);

        window.press(Qt::Key_F2);
        window.type(QStringLiteral("Food shopping"));
        window.press(Qt::Key_Tab);
        window.type(QStringLiteral("2"));
        window.press(Qt::Key_Tab);
        window.type(QStringLiteral("77"));
        window.press(Qt::Key_Return);

        const Entry entry = window.entry(window.groceries);
        QCOMPARE(entry.name, "Food shopping");
        QCOMPARE(entry.due, dateText(thisMonth().day(2)));
        QCOMPARE(entry.planned.minor, -77'00);
    }

    void whatIsWrongStaysInItsEditor()
    {
        MonthWindow window;
        window.choose(window.groceries, EntryTreeModel::Due);

        window.press(Qt::Key_F2);
        window.type(QStringLiteral("12.34"));
        window.press(Qt::Key_Return);

        auto* edit = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(edit);
        QCOMPARE(edit->text(), QStringLiteral("12.34"));
        window.press(Qt::Key_Escape);
        QCOMPARE(window.entry(window.groceries).due, "");
    }

    void editingKeepsItsTextWhenTheLedgerChanges()
    {
        MonthWindow window;
        window.choose(window.groceries, EntryTreeModel::Planned);
        window.press(Qt::Key_F2);
        window.type(QStringLiteral("12"));

        window.open.act([id = window.groceries](Ledger& ledger) {
            CellValue name;
            name.columns[0] = std::string("Shopping");
            return editRow(ledger, { Table::Entry, id }, { { cellNamed(Table::Entry, "name"), name } });
        });
        window.type(QStringLiteral("3"));
        window.press(Qt::Key_Return);

        QCOMPARE(window.entry(window.groceries).planned.minor, -123'00);
        QCOMPARE(window.entry(window.groceries).name, "Shopping");
    }

    void whatIsTypedIntoAMonthThatIsClosedMeanwhileIsKept()
    {
        MonthWindow window;
        window.choose(window.groceries, EntryTreeModel::Planned);
        window.type(QStringLiteral("425"));
        const Uuid month = window.month;
        window.open.act([month](Ledger& ledger) { return closeMonth(ledger, month); }); // as a sync does
        if (QWidget* const editor = QApplication::focusWidget(); qobject_cast<QLineEdit*>(editor))
            window.press(Qt::Key_Return);

        const auto* const notices = window.open.window->findChild<NoticeBar*>();
        QVERIFY(notices->isVisible());
        const auto labels = notices->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
            [](const QLabel* label) { return label->text().contains(QLatin1String("425")); }));
        QCOMPARE(window.entry(window.groceries).planned.minor, -400'00);

        window.open.act([month](Ledger& ledger) { return reopenMonth(ledger, month); });
        window.tree->setFocus();
        window.choose(window.groceries, EntryTreeModel::Planned);
        window.press(Qt::Key_F2);
        const auto* const editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("425"));
        window.press(Qt::Key_Return);
        QCOMPARE(window.entry(window.groceries).planned.minor, -425'00);
        QVERIFY(window.open.drafts.names(QStringLiteral("month.cell/")).isEmpty());
    }

    void aHalfTypedCellComesBackAfterACrash()
    {
        MonthWindow window;
        window.choose(window.groceries, EntryTreeModel::Planned);
        window.type(QStringLiteral("42"));
        window.open.drafts.flush();
        const QString file = window.open.path() + QStringLiteral(".drafts");
        QVERIFY(QFile::copy(file, file + QStringLiteral(".crash")));
        window.press(Qt::Key_Escape);
        QVERIFY(window.open.drafts.names({}).isEmpty());

        window.open.drafts.flush();
        QVERIFY(QFile::copy(file + QStringLiteral(".crash"), file));
        window.open.drafts.setLedger({});
        window.open.drafts.setLedger(window.open.path());
        window.press(Qt::Key_F2);

        const auto* const editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("42"));
    }

    void entriesAreAddedOneAfterAnother()
    {
        MonthWindow window;
        window.choose(window.groceries);

        window.run("month.add_entry");
        for (const char* const name : { "Bread", "Fruit" }) {
            window.type(QLatin1String(name));
            window.press(Qt::Key_Tab); // the category of the chosen entry stands there
            window.press(Qt::Key_Tab);
            window.press(Qt::Key_Tab);
            window.type(QStringLiteral("12,50+3"));
            window.press(Qt::Key_Return);
        }

        const auto entries = window.entries();
        QCOMPARE(entries.size(), 5u);
        QCOMPARE(entries[3].name, "Bread");
        QCOMPARE(entries[3].category, window.food);
        QCOMPARE(entries[4].planned.minor, -15'50);
        QVERIFY(window.open.window->findChild<AddEntryRow*>()->isOpen());
        window.press(Qt::Key_Escape);
        QVERIFY(!window.open.window->findChild<AddEntryRow*>()->isOpen());
    }

    void aCategoryIsMadeWithItsFirstEntry()
    {
        MonthWindow window;

        window.run("month.add_entry");
        window.type(QStringLiteral("Cinema"));
        window.press(Qt::Key_Tab);
        window.type(QStringLiteral("Leisure"));
        window.press(Qt::Key_Return);

        QCOMPARE(window.entries().size(), 4u);
        QCOMPARE(
            window.model->categoryAt(window.model->indexOf(Kind::Entry, window.entries().back().id))->name, "Leisure");
    }

    void aHalfTypedEntryComesBack()
    {
        MonthWindow window;
        window.run("month.add_entry");
        window.type(QStringLiteral("Half an en"));
        window.open.drafts.flush();

        AddEntryRow again(window.open.workspace);
        again.setMonth(thisMonth());

        QVERIFY(again.isOpen());
        QCOMPARE(again.findChild<QLineEdit*>()->text(), QStringLiteral("Half an en"));
    }

    void deletingAsksNothingAndIsUndone()
    {
        MonthWindow window;
        window.choose(window.groceries);
        QSignalSpy notices(&window.open.workspace, &Workspace::noticed);

        window.press(Qt::Key_Delete);

        QVERIFY(!window.model->indexOf(Kind::Entry, window.groceries).isValid());
        const QModelIndex posting = window.model->indexOf(Kind::Posting, window.market);
        QCOMPARE(window.model->kindAt(posting.parent()), Kind::WithoutEntry);
        QCOMPARE(notices.count(), 1);
        QVERIFY(notices[0][0].toString().contains(QStringLiteral("stays")));
        window.run("edit.undo");
        QVERIFY(window.model->indexOf(Kind::Entry, window.groceries).isValid());
        QCOMPARE(window.postings(window.groceries).size(), 1u);
    }

    void expansionAndSelectionSurviveAnEditElsewhere()
    {
        MonthWindow window;
        window.tree->expand(window.model->indexOf(Kind::Entry, window.groceries));
        window.tree->collapse(window.model->indexOf(Kind::Category, window.pay));
        window.tree->choose(Kind::Posting, window.market);

        window.open.act([&](Ledger& ledger) {
            return addEntry(ledger, window.month, { "A", window.food, {}, "", "" });
        });

        QVERIFY(window.tree->isExpanded(window.model->indexOf(Kind::Entry, window.groceries)));
        QVERIFY(!window.tree->isExpanded(window.model->indexOf(Kind::Category, window.pay)));
        QCOMPARE(window.model->idAt(window.tree->currentIndex()), window.market);
    }

    void monthsAreSwitchedByKeys()
    {
        MonthWindow window;

        window.run("month.previous");
        QCOMPARE(window.open.workspace.currentMonth(), std::optional(lastMonth()));
        QCOMPARE(window.model->month()->month.ym, lastMonth());
        window.run("month.previous");
        QVERIFY(!window.model->month()); // not opened: it says so
        QVERIFY(window.open.window->currentPage() == PageId::Month);
        window.run("month.this");
        QCOMPARE(window.model->month()->month.ym, thisMonth());
    }

    void aClosedMonthRefusesEveryEdit()
    {
        MonthWindow window;
        window.run("month.previous");
        window.tree->setFocus();
        const QModelIndex old = window.model->index(0, 0, window.model->index(0, 0));
        window.tree->setCurrentIndex(old);
        QSignalSpy notices(&window.open.workspace, &Workspace::noticed);

        window.press(Qt::Key_F2);
        window.press(Qt::Key_Delete);
        window.press(Qt::Key_Down, Qt::AltModifier);
        window.type(QStringLiteral("x"));
        window.run("month.add_entry");

        QVERIFY(!window.open.window->findChild<AddEntryRow*>()->isVisible());
        QVERIFY(notices.count() >= 3);
        QVERIFY(notices.last()[0].toString().contains(QStringLiteral("closed")));
        QCOMPARE(window.model->lineAt(window.model->index(0, 0, window.model->index(0, 0)))->entry.name, "Old rent");
        for (const char* const id : { "entry.edit", "entry.skip", "entry.up", "entry.delete", "entry.record" })
            QVERIFY2(!window.open.workspace.command(QLatin1String(id))->isEnabled(), id);
    }

    void whatIsDueIsRecordedByKeys()
    {
        MonthWindow window;
        QVERIFY(window.due->isVisible());

        window.run("month.due");
        window.press(Qt::Key_Return);

        QCOMPARE(window.postings(window.rent).size(), 1u);
        QCOMPARE(window.postings(window.rent)[0].amount.minor, -900'00);
        QCOMPARE(window.postings(window.rent)[0].date, Household::today());
        QVERIFY(!window.due->isVisible());
        window.run("edit.undo");
        QVERIFY(window.due->isVisible());
    }

    void severalThatAreDueAreRecordedAtOnce()
    {
        MonthWindow window;
        window.open.act([&](Ledger& ledger) {
            return addEntry(ledger, window.month, { "Phone", window.home, { -20'00 }, Household::today(), "" });
        });
        QCOMPARE(window.due->findChildren<DueRow*>().size(), 2);

        window.run("month.due");
        window.press(Qt::Key_Space);
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Space);
        const auto buttons = window.due->findChildren<QPushButton*>();
        const auto record = std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton* button) { return button->text() == QStringLiteral("Record 2"); });
        QVERIFY(record != buttons.end());
        QTest::mouseClick(*record, Qt::LeftButton);
        window.open.settle();

        QVERIFY(!window.due->isVisible());
        QCOMPARE(window.postings(window.rent).size(), 1u);
        window.run("edit.undo");
        QCOMPARE(window.due->findChildren<DueRow*>().size(), 2);
    }

    void whatIsDueIsSkipped()
    {
        MonthWindow window;
        window.run("month.due");

        window.press(Qt::Key_Delete);

        QCOMPARE(window.entry(window.rent).planned.minor, 0);
        QCOMPARE(window.entry(window.rent).due, "");
    }

    void recordingForEditOpensTheEditor()
    {
        MonthWindow window;
        QSignalSpy editors(&window.open.workspace, &Workspace::postingEditWanted);
        window.run("month.due");

        window.press(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(editors.count(), 1);
    }

    void entriesMoveByKeys()
    {
        MonthWindow window;
        window.open.act([&](Ledger& ledger) {
            return addEntry(ledger, window.month, { "A", window.food, {}, "", "" });
        });
        window.choose(window.groceries);

        window.press(Qt::Key_Down, Qt::AltModifier);

        QCOMPARE(window.model->indexOf(Kind::Entry, window.groceries).row(), 1);
        QCOMPARE(window.model->idAt(window.tree->currentIndex()), window.groceries);
        window.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(window.model->indexOf(Kind::Entry, window.groceries).row(), 0);
    }

    void aPostingIsOpenedByReturn()
    {
        MonthWindow window;
        QSignalSpy editors(&window.open.workspace, &Workspace::postingEditWanted);
        window.tree->expandEverything();
        window.tree->choose(Kind::Posting, window.market);

        window.press(Qt::Key_Return);

        QCOMPARE(editors.count(), 1);
        QCOMPARE(editors[0][0].value<Uuid>(), window.market);
    }

    void theChosenRowIsTold()
    {
        MonthWindow window;
        std::optional<RowKey> chosen;
        connect(&window.open.workspace, &Workspace::selected, this, [&](const auto& row) { chosen = row; });

        window.choose(window.rent);

        QVERIFY(chosen == (RowKey { Table::Entry, window.rent }));
    }

    void anEmptyMonthSaysWhatBelongsThere()
    {
        OpenWindow open([](Ledger& ledger) { must(openMonth(ledger, thisMonth(), MonthStart::Blank, {}, false)); });
        open.settle();

        QStringList texts;
        for (const QLabel* const label : open.window->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        QVERIFY(!texts.filter(QStringLiteral("Nothing is planned")).isEmpty());
    }

    void withoutALedgerItsCommandsDoNothing()
    {
        OpenWindow open;

        for (QAction* const action : open.workspace.commands()) {
            if (action->objectName().startsWith(QStringLiteral("month."))
                || action->objectName() == QStringLiteral("go.month"))
                action->trigger();
            open.settle();
        }

        QVERIFY(open.window->currentPage() == PageId::Welcome);
    }

    void anEntryIsSkippedByItsKeys()
    {
        MonthWindow window;
        window.choose(window.groceries);

        window.press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);

        QCOMPARE(window.entry(window.groceries).planned.minor, 0);
    }

    void theNoteIsKept()
    {
        MonthWindow window;

        window.run("month.note");
        window.type(QStringLiteral("Holiday in the second week"));
        window.press(Qt::Key_Return);

        QCOMPARE(window.model->month()->month.note, "Holiday in the second week");
    }

    void aHalfTypedNoteStaysWithItsMonth()
    {
        MonthWindow window;
        window.run("month.note");
        window.type(QStringLiteral("For this one"));

        window.run("month.previous"); // a closed month, and the field is not left
        window.open.settle();

        const auto noteOf = [&](YearMonth ym) { return window.open.ledger.catalogue().month(ym)->note; };
        QCOMPARE(noteOf(thisMonth()), std::string("For this one"));
        QCOMPARE(noteOf(lastMonth()), std::string());
    }

    void whatIsTypedInACellCountsWhenKeysLeadAway()
    {
        MonthWindow window;
        window.choose(window.groceries, EntryTreeModel::Planned);
        window.type(QStringLiteral("333"));

        window.run("month.previous");
        window.open.settle();
        window.run("month.next");
        window.open.settle();

        QCOMPARE(window.entry(window.groceries).planned.minor, -333'00);
    }

    void anOfferToUndoTakesBackWhatItNames()
    {
        MonthWindow window;
        window.open.workspace.act(
            window.open.window.get(),
            [id = window.groceries](Ledger& ledger) { return deleteEntry(ledger, id, EntryPostings::Keep); },
            [&] { window.open.workspace.tellDone(QStringLiteral("Deleted.")); });
        window.open.settle();
        window.open.act([&](Ledger& ledger) -> Result<> {
            QM_TRY(addAccount(ledger, { "Cash", "cash", {}, "" }));
            return {};
        });

        for (QPushButton* const button : window.open.window->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == QStringLiteral("Undo"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        window.open.settle();

        QCOMPARE(window.entry(window.groceries).name, std::string("Groceries"));
        QCOMPARE(window.open.ledger.catalogue().accounts.size(), 2u); // what was done since stays
    }

    void anOfferWaitsWhileAWarningIsShown()
    {
        MonthWindow window;
        bool isRun = false;
        window.open.workspace.notify(QStringLiteral("Careful."), Workspace::Tone::Warning);
        window.open.workspace.notify(
            QStringLiteral("Done."), Workspace::Tone::Plain, QStringLiteral("Take it back"), [&] { isRun = true; });

        auto* const notices = window.open.window->findChild<NoticeBar*>();
        QTest::mouseClick(notices->findChild<QToolButton*>(), Qt::LeftButton);
        QTest::mouseClick(notices->findChild<QPushButton*>(), Qt::LeftButton);

        QVERIFY(isRun);
        QVERIFY(!notices->isVisible());
    }
};

QTEST_MAIN(MonthPageTest)
#include "month_page_test.moc"
