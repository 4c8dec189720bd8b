#include "open_window.h"

#include "common/store/posting_edits.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/notice_bar.h"
#include "desktop/widgets/posting_editors.h"
#include "desktop/widgets/posting_editor.h"
#include "desktop/widgets/quick_row.h"
#include "desktop/widgets/split_editor.h"
#include "desktop/widgets/transfer_editor.h"

#include <QLabel>
#include <QPushButton>

using namespace qm;
using namespace qm::desktop;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *std::move(result);
}

struct Ids {
    Uuid checking, savings, may, june, groceries, household, juneGroceries, purchase;
    std::vector<Uuid> split;
};

/// A window on May 2026 with a purchase and a split purchase, and June opened from it.
class MayHome {
public:
    MayHome() : open([this](Ledger& ledger) { fill(ledger); })
    {
        open.workspace.showMonth({ 2026, 5 });
        open.settle();
    }

    template <typename Editor>
    Editor* editor()
    {
        open.settle();
        for (Editor* const found : open.window->findChildren<Editor*>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    void edit(const Uuid& posting)
    {
        open.workspace.editPosting(posting);
        open.settle();
    }
    void run(const char* command)
    {
        open.workspace.command(QLatin1String(command))->trigger();
        open.settle();
    }
    void keys(const QString& text)
    {
        for (const QChar letter : text) {
            QWidget* const list = QApplication::activePopupWidget();
            QTest::keyClicks(list ? list : QApplication::focusWidget(), letter);
        }
        open.settle();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* const list = QApplication::activePopupWidget();
        QTest::keyClick(list ? list : QApplication::focusWidget(), key, modifiers);
        open.settle();
    }
    void type(QWidget* field, const QString& text)
    {
        field->setFocus();
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_Delete);
        keys(text);
    }
    template <typename W>
    W* field(QWidget* editor, const QString& name)
    {
        for (W* const found : editor->findChildren<W*>()) {
            if (found->accessibleName() == name)
                return found;
        }
        qFatal("there is no field %s", qPrintable(name));
    }
    bool says(QWidget* editor, const QString& part)
    {
        const auto labels = editor->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
    }
    PostingWhole whole(const Uuid& posting)
    {
        return open.ask([posting](Ledger& ledger) { return readWholePosting(ledger, posting); });
    }
    std::vector<Posting> postings()
    {
        return open.ask([](Ledger& ledger) { return ledger.postings({}); });
    }

    Ids ids;
    OpenWindow open;

private:
    void fill(Ledger& ledger)
    {
        ids.checking = must(addAccount(ledger, { "Checking", "checking", {}, "" }));
        ids.savings = must(addAccount(ledger, { "Savings", "savings", {}, "" }));
        const Uuid food = must(addCategory(ledger, { "Food", "Living", "expense" }));
        ids.may = must(openMonth(ledger, { 2026, 5 }, MonthStart::Blank, {}, false));
        ids.groceries = must(addEntry(ledger, ids.may, { "Groceries", food, { -400'00 }, "", "" }));
        ids.household = must(addEntry(ledger, ids.may, { "Household", food, { -100'00 }, "", "" }));
        ids.june = must(openMonth(ledger, { 2026, 6 }, MonthStart::Copied, ids.may, false));
        for (const Entry& entry : must(ledger.entries(ids.june))) {
            if (entry.name == "Groceries")
                ids.juneGroceries = entry.id;
        }
        const std::vector<SplitPart> parts { { ids.groceries, { -15'00 }, "food" }, { {}, { -7'30 }, "soap" } };
        ids.split = must(addSplit(ledger, { "2026-05-04", {}, ids.checking, {}, {}, "Store", "", false }, parts));
        ids.purchase = must(
            addPosting(ledger, { "2026-05-03", { -23'45 }, ids.checking, ids.groceries, {}, "Market", "", false }));
    }
};

} // namespace

class PostingEditorsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void aPostingIsEditedByKeyboard();
    void anotherDayMovesItToItsMonth();
    void whatIsWrongIsSaid();
    void aClosedMonthIsReadOnly();
    void aPostingIsDeletedAndBroughtBack();
    void aSplitOpensWithAllItsParts();
    void aSplitIsMadeByKeyboardWithTheRest();
    void theRestIsShownWhileTyping();
    void partsComeAndGoByKeyboard();
    void aPostingBecomesASplit();
    void theQuickRowHandsOverWhatIsTyped();
    void whatIsTypedIntoTheQuickRowMeanwhileStays();
    void aTransferIsRecorded();
    void aPostingIsDuplicated();
    void anUnfinishedChangeIsKeptAndOffered();
    void aNewStartOffersUnfinishedChanges();
    void whatIsGivenUpCanBeTakenUpAgain();
};

void PostingEditorsTest::aPostingIsEditedByKeyboard()
{
    MayHome home;
    home.edit(home.ids.purchase);
    auto* const editor = home.editor<PostingEditor>();
    QVERIFY(editor);
    QVERIFY(home.says(editor, QStringLiteral("Recorded")));

    home.type(home.field<QLineEdit>(editor, QStringLiteral("Amount")), QStringLiteral("12.50+3"));
    home.type(home.field<QLineEdit>(editor, QStringLiteral("Memo")), QStringLiteral("cheese"));
    home.key(Qt::Key_Return);

    QVERIFY(!home.editor<PostingEditor>());
    const Posting posting = home.whole(home.ids.purchase).parts.front();
    QCOMPARE(posting.amount.minor, -15'50);
    QCOMPARE(posting.memo, std::string("cheese"));
    home.run("edit.undo");
    QCOMPARE(home.whole(home.ids.purchase).parts.front().amount.minor, -23'45);
    QVERIFY(home.whole(home.ids.purchase).parts.front().memo.empty());
}

void PostingEditorsTest::anotherDayMovesItToItsMonth()
{
    MayHome home;
    home.edit(home.ids.purchase);
    auto* const editor = home.editor<PostingEditor>();

    home.type(home.field<DayEdit>(editor, QStringLiteral("Day")), QStringLiteral("04/06/2026"));
    QCOMPARE(home.field<ChoiceBox>(editor, QStringLiteral("Entry"))->chosen(), std::optional(home.ids.juneGroceries));
    home.key(Qt::Key_Return);

    const PostingWhole whole = home.whole(home.ids.purchase);
    QCOMPARE(whole.month.id, home.ids.june);
    QCOMPARE(whole.parts.front().entry, std::optional(home.ids.juneGroceries));
}

void PostingEditorsTest::whatIsWrongIsSaid()
{
    MayHome home;
    home.edit(home.ids.purchase);
    auto* const editor = home.editor<PostingEditor>();

    home.type(home.field<DayEdit>(editor, QStringLiteral("Day")), QStringLiteral("04/09/2026"));
    home.key(Qt::Key_Return);

    QVERIFY(home.says(editor, QStringLiteral("has not been opened")));
    home.type(home.field<DayEdit>(editor, QStringLiteral("Day")), QStringLiteral("12.34"));
    home.key(Qt::Key_Return);
    QVERIFY(home.says(editor, QStringLiteral("is not a day")));
    QCOMPARE(home.whole(home.ids.purchase).parts.front().date, std::string("2026-05-03"));
}

void PostingEditorsTest::aClosedMonthIsReadOnly()
{
    MayHome home;
    home.open.act([may = home.ids.may](Ledger& ledger) { return closeMonth(ledger, may); });

    home.edit(home.ids.purchase);

    auto* const editor = home.editor<PostingEditor>();
    QVERIFY(home.says(editor, QStringLiteral("is closed")));
    QVERIFY(!home.field<QLineEdit>(editor, QStringLiteral("Amount"))->isEnabled());
    home.edit(home.ids.split[1]);
    QVERIFY(home.says(home.editor<SplitEditor>(), QStringLiteral("is closed")));
}

void PostingEditorsTest::aPostingIsDeletedAndBroughtBack()
{
    MayHome home;
    home.edit(home.ids.purchase);
    auto* const editor = home.editor<PostingEditor>();
    const auto buttons = editor->findChildren<QPushButton*>();
    const auto button = std::find_if(
        buttons.begin(), buttons.end(), [](QPushButton* found) { return found->text() == QLatin1String("De&lete"); });

    QTest::keyClick(*button, Qt::Key_Space);
    home.open.settle();

    QCOMPARE(home.postings().size(), 2u);
    home.run("edit.undo");
    QCOMPARE(home.postings().size(), 3u);
}

void PostingEditorsTest::aSplitOpensWithAllItsParts()
{
    MayHome home;

    home.edit(home.ids.split[1]);

    auto* const editor = home.editor<SplitEditor>();
    QVERIFY(editor);
    QCOMPARE(home.field<QLineEdit>(editor, QStringLiteral("Total"))->text(), QStringLiteral("22.30"));
    QCOMPARE(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 1"))->text(), QStringLiteral("15.00"));
    QCOMPARE(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 2"))->text(), QStringLiteral("7.30"));
    QVERIFY(home.says(editor, QStringLiteral("All of it is assigned")));
    home.type(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 1")), QStringLiteral("14"));
    home.type(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 2")), QStringLiteral("8.30"));
    home.key(Qt::Key_Return);
    QVERIFY(!home.editor<SplitEditor>());
    const auto parts = home.whole(home.ids.split[0]).parts;
    QCOMPARE(parts[0].amount.minor, -14'00);
    QCOMPARE(parts[1].amount.minor, -8'30);
}

void PostingEditorsTest::aSplitIsMadeByKeyboardWithTheRest()
{
    MayHome home;
    home.run("posting.split");
    auto* const editor = home.editor<SplitEditor>();
    home.keys(QStringLiteral("30")); // the total has the focus
    home.type(home.field<ChoiceBox>(editor, QStringLiteral("Account")), QStringLiteral("Checking"));
    home.type(home.field<ChoiceBox>(editor, QStringLiteral("Entry of part 1")), QStringLiteral("groc"));
    home.key(Qt::Key_Tab);
    home.keys(QStringLiteral("22.70"));
    home.key(Qt::Key_Return); // to the next line
    home.keys(QStringLiteral("house"));
    home.key(Qt::Key_Tab);
    QCOMPARE(
        home.field<AmountEdit>(editor, QStringLiteral("Amount of part 2"))->placeholderText(), QStringLiteral("7.30"));
    home.key(Qt::Key_Return);

    QVERIFY(!home.editor<SplitEditor>());
    const auto postings = home.postings();
    QCOMPARE(postings.size(), 5u);
    std::map<std::int64_t, std::optional<Uuid>> made;
    for (const Posting& posting : postings)
        made.emplace(posting.amount.minor, posting.entry);
    QCOMPARE(made.at(-22'70), std::optional(home.ids.groceries));
    QVERIFY(std::count_if(postings.begin(), postings.end(), [&](const Posting& posting) {
        return posting.amount.minor == -7'30 && posting.entry == home.ids.household;
    }) == 1);
}

void PostingEditorsTest::theRestIsShownWhileTyping()
{
    MayHome home;
    home.run("posting.split");
    auto* const editor = home.editor<SplitEditor>();
    home.keys(QStringLiteral("30"));
    QVERIFY(home.says(editor, QStringLiteral("30.00 left to assign")));
    auto* const first = home.field<AmountEdit>(editor, QStringLiteral("Amount of part 1"));

    home.type(first, QStringLiteral("22.70"));
    QVERIFY(home.says(editor, QStringLiteral("7.30 left to assign")));
    home.type(first, QStringLiteral("31"));
    QVERIFY(home.says(editor, QStringLiteral("1.00 more than the total")));
    home.keys(QStringLiteral("="));
    QCOMPARE(first->text(), QStringLiteral("30.00"));
    QVERIFY(home.says(editor, QStringLiteral("All of it is assigned")));
}

void PostingEditorsTest::partsComeAndGoByKeyboard()
{
    MayHome home;
    home.edit(home.ids.split[0]);
    auto* const editor = home.editor<SplitEditor>();

    home.type(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 2")), QStringLiteral("5"));
    home.key(Qt::Key_Return); // something is left: another line
    auto* const third = home.field<ChoiceBox>(editor, QStringLiteral("Entry of part 3"));
    QVERIFY(third->hasFocus());
    home.field<AmountEdit>(editor, QStringLiteral("Amount of part 2"))->setFocus();
    home.key(Qt::Key_Delete, Qt::ControlModifier);

    QCOMPARE(
        home.field<AmountEdit>(editor, QStringLiteral("Amount of part 2"))->placeholderText(), QStringLiteral("7.30"));
    home.type(home.field<QLineEdit>(editor, QStringLiteral("Memo of part 2")), QStringLiteral("brush"));
    home.key(Qt::Key_Return);
    QVERIFY(!home.editor<SplitEditor>());
    const auto parts = home.whole(home.ids.split[0]).parts;
    QCOMPARE(parts.size(), 2u);
    QCOMPARE(parts[1].memo, std::string("brush"));
    QCOMPARE(parts[1].amount.minor, -7'30);
    home.run("edit.undo"); // recorded once, so once is enough
    QCOMPARE(home.whole(home.ids.split[1]).parts.size(), 2u);
}

void PostingEditorsTest::aPostingBecomesASplit()
{
    MayHome home;
    home.open.workspace.select(RowKey { Table::Posting, home.ids.purchase });
    home.run("posting.split");
    auto* const editor = home.editor<SplitEditor>();
    QVERIFY(editor);

    home.type(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 1")), QStringLiteral("20"));
    home.key(Qt::Key_Return);
    home.key(Qt::Key_Return);

    const auto parts = home.whole(home.ids.purchase).parts;
    QCOMPARE(parts.size(), 2u);
    QCOMPARE(parts[0].amount.minor + parts[1].amount.minor, -23'45);
    QVERIFY(parts[0].split.has_value());
}

void PostingEditorsTest::theQuickRowHandsOverWhatIsTyped()
{
    MayHome home;
    auto* const row = home.open.window->findChild<QuickRow*>();
    row->takeFocus();
    home.keys(QStringLiteral("Bazaar"));
    home.key(Qt::Key_Tab);
    home.keys(QStringLiteral("40"));

    home.run("posting.split");

    auto* const editor = home.editor<SplitEditor>();
    QCOMPARE(home.field<QLineEdit>(editor, QStringLiteral("Payee"))->text(), QStringLiteral("Bazaar"));
    QCOMPARE(home.field<QLineEdit>(editor, QStringLiteral("Total"))->text(), QStringLiteral("40"));
    QVERIFY(!row->isBlank());
    home.type(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 1")), QStringLiteral("10"));
    home.key(Qt::Key_Return);
    home.key(Qt::Key_Return);
    QVERIFY(!home.editor<SplitEditor>());
    QVERIFY(row->isBlank());
    QCOMPARE(home.postings().size(), 5u);
}

void PostingEditorsTest::whatIsTypedIntoTheQuickRowMeanwhileStays()
{
    MayHome home;
    auto* const row = home.open.window->findChild<QuickRow*>();
    row->takeFocus();
    home.keys(QStringLiteral("Bazaar"));
    home.key(Qt::Key_Tab);
    home.keys(QStringLiteral("40"));
    home.run("posting.split");
    auto* const editor = home.editor<SplitEditor>();

    home.field<QLineEdit>(row, QStringLiteral("Payee"))->setText(QStringLiteral("Miller"));
    home.type(home.field<AmountEdit>(editor, QStringLiteral("Amount of part 1")), QStringLiteral("10"));
    home.key(Qt::Key_Return);
    home.key(Qt::Key_Return);

    QVERIFY(!home.editor<SplitEditor>());
    QCOMPARE(row->typed().payee, QStringLiteral("Miller"));
}

void PostingEditorsTest::aTransferIsRecorded()
{
    MayHome home;
    home.run("posting.transfer");
    auto* const editor = home.editor<TransferEditor>();
    home.type(home.field<ChoiceBox>(editor, QStringLiteral("From account")), QStringLiteral("check"));
    home.key(Qt::Key_Tab);
    home.keys(QStringLiteral("check"));
    home.key(Qt::Key_Tab);
    home.keys(QStringLiteral("200"));
    home.key(Qt::Key_Return);
    QVERIFY(home.says(editor, QStringLiteral("to another one")));

    home.type(home.field<ChoiceBox>(editor, QStringLiteral("To account")), QStringLiteral("sav"));
    home.key(Qt::Key_Tab);
    home.key(Qt::Key_Return);

    QVERIFY(!home.editor<TransferEditor>());
    const auto postings = home.postings();
    const auto transfer
        = std::find_if(postings.begin(), postings.end(), [](const Posting& found) { return found.toAccount; });
    QVERIFY(transfer != postings.end());
    QCOMPARE(transfer->amount.minor, -200'00);
    QCOMPARE(transfer->account, home.ids.checking);
    QCOMPARE(transfer->toAccount, std::optional(home.ids.savings));
}

void PostingEditorsTest::aPostingIsDuplicated()
{
    MayHome home;
    home.open.workspace.select(RowKey { Table::Posting, home.ids.purchase });

    home.run("posting.duplicate");

    QCOMPARE(home.postings().size(), 4u);
    QCOMPARE(home.open.ledger.catalogue().undoAct, std::string("posting.duplicate"));
}

void PostingEditorsTest::anUnfinishedChangeIsKeptAndOffered()
{
    MayHome home;
    home.edit(home.ids.purchase);
    auto* editor = home.editor<PostingEditor>();
    home.type(home.field<QLineEdit>(editor, QStringLiteral("Memo")), QStringLiteral("half ty"));
    const QString name = editor->draftName();
    QVERIFY(!home.open.drafts.draft(name).isEmpty());
    delete editor; // as a crash would

    home.edit(home.ids.purchase);

    editor = home.editor<PostingEditor>();
    QVERIFY(home.says(editor, QStringLiteral("unfinished")));
    QVERIFY(home.field<QLineEdit>(editor, QStringLiteral("Memo"))->text().isEmpty());
    const auto buttons = editor->findChildren<QPushButton*>();
    const auto goOn = std::find_if(buttons.begin(), buttons.end(),
        [](QPushButton* found) { return found->text() == QLatin1String("Go on with it") && found->isVisible(); });
    QVERIFY(goOn != buttons.end());
    QTest::keyClick(*goOn, Qt::Key_Space);
    QCOMPARE(home.field<QLineEdit>(editor, QStringLiteral("Memo"))->text(), QStringLiteral("half ty"));
    home.field<QLineEdit>(editor, QStringLiteral("Memo"))->setFocus();
    home.key(Qt::Key_Return);
    QCOMPARE(home.whole(home.ids.purchase).parts.front().memo, std::string("half ty"));
    QVERIFY(home.open.drafts.draft(name).isEmpty());
}

void PostingEditorsTest::aNewStartOffersUnfinishedChanges()
{
    MayHome home;
    home.run("posting.split");
    home.keys(QStringLiteral("30"));
    delete home.editor<SplitEditor>();
    home.open.drafts.flush();

    // The next start: the drafts come from their file, and the window offers them.
    home.open.drafts.setLedger(home.open.path());
    auto again = home.open.ledger.open(home.open.path());
    OpenWindow::waitFor(again);
    home.open.settle();

    auto* const notices = home.open.window->findChild<NoticeBar*>();
    QVERIFY(notices->isVisible());
    QVERIFY(home.says(notices, QStringLiteral("not finished")));
    for (QPushButton* const button : notices->findChildren<QPushButton*>())
        QTest::keyClick(button, Qt::Key_Space);
    auto* const editor = home.editor<SplitEditor>();
    QVERIFY(editor);
    QCOMPARE(home.field<QLineEdit>(editor, QStringLiteral("Total"))->text(), QStringLiteral("30"));
}

void PostingEditorsTest::whatIsGivenUpCanBeTakenUpAgain()
{
    MayHome home;
    home.edit(home.ids.purchase);
    auto* editor = home.editor<PostingEditor>();
    home.type(home.field<QLineEdit>(editor, QStringLiteral("Memo")), QStringLiteral("half ty"));

    home.key(Qt::Key_Escape);

    QVERIFY(!home.editor<PostingEditor>());
    QCOMPARE(home.open.drafts.names(QStringLiteral("posting/")).size(), 1); // until it is recorded or let go
    QVERIFY(home.open.drafts.unfinished(QStringLiteral("posting/")).isEmpty()); // no start asks about it
    auto* const notices = home.open.window->findChild<NoticeBar*>();
    for (QPushButton* const button : notices->findChildren<QPushButton*>())
        QTest::keyClick(button, Qt::Key_Space);
    editor = home.editor<PostingEditor>();
    QVERIFY(editor);
    QCOMPARE(home.field<QLineEdit>(editor, QStringLiteral("Memo"))->text(), QStringLiteral("half ty"));
}

QTEST_MAIN(PostingEditorsTest)
#include "posting_editors_test.moc"
