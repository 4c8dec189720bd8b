#include "open_window.h"

#include "common/store/posting_edits.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/payee_edit.h"
#include "desktop/widgets/quick_row.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

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
    Uuid checking, wallet, may, june, groceries, salary, juneGroceries;
};

/// A window on May 2026 with two accounts, groceries and a salary, one earlier purchase, and June opened from it.
class MayHome {
public:
    MayHome() : open([this](Ledger& ledger) { fill(ledger); }), row(open.workspace, &page)
    {
        QVBoxLayout* const column = new QVBoxLayout(&page);
        column->addStretch();
        column->addWidget(&row);
        page.resize(820, 400);
        row.setMonth({ 2026, 5 });
        page.show();
        page.activateWindow();
        open.settle();
        // The month page does so when it is asked to record.
        QObject::connect(&open.workspace, &Workspace::postingRecordWanted, &row, [this] { row.takeFocus(); });
        row.takeFocus();
        waitForMemory();
    }

    void waitForMemory()
    {
        (void)open.workspace.payees.memory();
        QTRY_VERIFY(open.workspace.payees.isComplete());
    }

    /// As the window system does it: a list that has popped up gets the keys.
    static QWidget* keyboardTarget()
    {
        QWidget* const list = QApplication::activePopupWidget();
        return list ? list : QApplication::focusWidget();
    }
    void keys(const QString& text)
    {
        for (const QChar letter : text)
            QTest::keyClicks(keyboardTarget(), letter);
        open.settle(); // a list pops up, and the window system says so later
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(keyboardTarget(), key, modifiers);
        open.settle();
    }
    void takeFocusAndRecord()
    {
        row.takeFocus();
        key(Qt::Key_Return);
    }
    template <typename W>
    W* field(const char* name)
    {
        for (W* const found : row.findChildren<W*>()) {
            if (found->accessibleName() == QLatin1String(name))
                return found;
        }
        qFatal("there is no field %s", name);
    }
    std::vector<Posting> postings(const Uuid& month)
    {
        PostingFilter filter;
        filter.month = month;
        return open.ask([filter](Ledger& ledger) { return ledger.postings(filter); });
    }
    QString sentence()
    {
        for (QLabel* const label : row.findChildren<QLabel*>()) {
            if (label->isVisibleTo(&row) && !label->text().isEmpty())
                return label->text();
        }
        return {};
    }
    QPushButton* offer() { return row.findChild<QPushButton*>(); }
    /// The button that brings back what is not in the row; null while there is none to press.
    QPushButton* wayBack()
    {
        for (QPushButton* const button : row.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == QLatin1String("Bring it back"))
                return button;
        }
        return nullptr;
    }
    /// Baker, 12.00 is on its way and will be refused: the month is closed before it and open again after it.
    void sendWhatIsRefused()
    {
        keys("Baker");
        key(Qt::Key_Tab);
        keys("12");
        (void)open.ledger.act([may = ids.may](Ledger& ledger) { return closeMonth(ledger, may); });
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCoreApplication::sendPostedEvents(&row, QEvent::MetaCall);
        QVERIFY(row.isBlank());
        (void)open.ledger.act([may = ids.may](Ledger& ledger) { return reopenMonth(ledger, may); });
    }

    Ids ids;
    QWidget page;
    OpenWindow open;
    QuickRow row;

private:
    void fill(Ledger& ledger)
    {
        ids.checking = must(addAccount(ledger, { "Checking", "checking", {}, "" }));
        ids.wallet = must(addAccount(ledger, { "Wallet", "cash", {}, "" }));
        const Uuid food = must(addCategory(ledger, { "Food", "Living", "expense" }));
        const Uuid pay = must(addCategory(ledger, { "Pay", "", "income" }));
        ids.may = must(openMonth(ledger, { 2026, 5 }, MonthStart::Blank, {}, false));
        ids.groceries = must(addEntry(ledger, ids.may, { "Groceries", food, { -400'00 }, "", "" }));
        ids.salary = must(addEntry(ledger, ids.may, { "Salary", pay, { 2500'00 }, "", "" }));
        ids.june = must(openMonth(ledger, { 2026, 6 }, MonthStart::Copied, ids.may, false));
        for (const Entry& entry : must(ledger.entries(ids.june))) {
            if (entry.name == "Groceries")
                ids.juneGroceries = entry.id;
        }
        must(addPosting(ledger, { "2026-05-03", { -23'45 }, ids.wallet, ids.groceries, {}, "Market", "", false }));
    }
};

/// Counts what a person presses.
class KeyCounter final : public QObject {
public:
    KeyCounter() { qApp->installEventFilter(this); }
    int count = 0;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::KeyPress && watched == MayHome::keyboardTarget())
            ++count;
        return false;
    }
};

} // namespace

class QuickRowTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void aPostingIsRecordedByKeyboardAlone();
    void anAmountTakesArithmetic();
    void aKnownPayeeBringsWhatWasUsedLast();
    void aRepeatPurchaseTakesNineKeysOrFewer();
    void whatIsTypedReplacesWhatIsRecalled();
    void escapeLeavesThePayeeAsTyped();
    void aSalaryComesIn();
    void whatIsWrongIsSaidBelow_data();
    void whatIsWrongIsSaidBelow();
    void aDayOfAnotherMonthIsOfferedThere();
    void aMonthThatIsNotOpenTakesNothing_data();
    void aMonthThatIsNotOpenTakesNothing();
    void theNextRepeatIsRecalledAsWell();
    void escapeClears();
    void theDayIsKept();
    void whatIsHalfTypedSurvivesACrash();
    void whatWasOnItsWaySurvivesACrash();
    void whatIsRecordedIsNoDraftAnyMore();
    void whatCouldNotBeRecordedComesBack();
    void whatWasRefusedWaitsForWhatIsTypedNow();
    void whatWasRefusedIsKeptWhileAnotherMonthIsShown();
    void whatWasRefusedSurvivesACrash();
    void escapeLeavesAWayBack();
    void aHalfTypedEntrySurvivesACrash();
    void aClosedMonthIsReadOnly();
    void theWindowIsNotHeldUp();
    void fitsIntoOneLine();
    void aLongSentenceIsReadToItsEnd();
};

void QuickRowTest::aPostingIsRecordedByKeyboardAlone()
{
    MayHome home;

    home.key(Qt::Key_Backtab);
    home.keys("9");
    home.key(Qt::Key_Tab);
    home.keys("Baker");
    home.key(Qt::Key_Tab);
    home.keys("4.20");
    home.key(Qt::Key_Tab);
    home.keys("groc");
    home.key(Qt::Key_Tab);
    home.keys("chec");
    home.key(Qt::Key_Tab);
    home.keys("bread");
    home.key(Qt::Key_Return);

    const auto postings = home.postings(home.ids.may);
    QCOMPARE(postings.size(), 2u);
    QCOMPARE(postings[1].date, std::string("2026-05-09"));
    QCOMPARE(postings[1].payee, std::string("Baker"));
    QCOMPARE(postings[1].amount.minor, -4'20);
    QCOMPARE(postings[1].entry, std::optional(home.ids.groceries));
    QCOMPARE(postings[1].account, home.ids.checking);
    QCOMPARE(postings[1].memo, std::string("bread"));
    QVERIFY(home.row.isBlank());
    QCOMPARE(QApplication::focusWidget(), home.field<PayeeEdit>("Payee"));
}

void QuickRowTest::anAmountTakesArithmetic()
{
    MayHome home;

    home.keys("Baker");
    home.key(Qt::Key_Tab);
    home.keys("12.50+3");
    home.key(Qt::Key_Return);

    QCOMPARE(home.postings(home.ids.may).back().amount.minor, -15'50);
}

void QuickRowTest::aKnownPayeeBringsWhatWasUsedLast()
{
    MayHome home;

    home.keys("mar");
    QVERIFY(home.field<PayeeEdit>("Payee")->isListShown());
    home.key(Qt::Key_Tab);

    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Market"));
    QCOMPARE(home.field<AmountEdit>("Amount")->placeholderText(), QStringLiteral("23.45"));
    QCOMPARE(home.field<ChoiceBox>("Entry")->lineEdit()->placeholderText(), QStringLiteral("Groceries"));
    QCOMPARE(home.field<ChoiceBox>("Account")->lineEdit()->placeholderText(), QStringLiteral("Wallet"));
    const TypedPosting typed = home.row.typed();
    QCOMPARE(typed.entry, std::optional(home.ids.groceries));
    QCOMPARE(typed.account, std::optional(home.ids.wallet));
    QCOMPARE(typed.amount, QStringLiteral("23.45"));
}

void QuickRowTest::aRepeatPurchaseTakesNineKeysOrFewer()
{
    MayHome home;
    home.field<QLineEdit>("Memo")->setFocus();
    // The command of the menu is made by the window; here the key alone is what counts.
    QAction record(&home.page);
    record.setShortcut(QKeySequence(QStringLiteral("Ctrl+N")));
    home.page.addAction(&record);
    connect(&record, &QAction::triggered, &home.row, [&home] { home.open.workspace.recordPosting({ 2026, 5 }, {}); });
    KeyCounter keys;

    home.key(Qt::Key_N, Qt::ControlModifier);
    keys.count = 1; // a shortcut is no key press of the field
    home.keys("mar");
    home.key(Qt::Key_Return);
    home.key(Qt::Key_Return);

    QCOMPARE(keys.count, 6);
    const auto postings = home.postings(home.ids.may);
    QCOMPARE(postings.size(), 2u);
    QCOMPARE(postings[1].amount.minor, -23'45);
    QCOMPARE(postings[1].payee, std::string("Market"));
    QCOMPARE(postings[1].entry, std::optional(home.ids.groceries));
    QCOMPARE(postings[1].account, home.ids.wallet);
    QVERIFY(home.row.isBlank());
}

void QuickRowTest::whatIsTypedReplacesWhatIsRecalled()
{
    MayHome home;

    home.keys("mar");
    home.key(Qt::Key_Tab);
    home.keys("7");
    home.key(Qt::Key_Tab);
    home.keys("no entry");
    home.key(Qt::Key_Return);

    const Posting posting = home.postings(home.ids.may).back();
    QCOMPARE(posting.amount.minor, -7'00);
    QVERIFY(!posting.entry);
    QCOMPARE(posting.account, home.ids.wallet);
}

void QuickRowTest::escapeLeavesThePayeeAsTyped()
{
    MayHome home;

    home.keys("Mar");
    home.key(Qt::Key_Escape);
    QVERIFY(!home.field<PayeeEdit>("Payee")->isListShown());
    home.key(Qt::Key_Tab);
    home.keys("1");
    home.key(Qt::Key_Return);

    QCOMPARE(home.postings(home.ids.may).back().payee, std::string("Mar"));
}

void QuickRowTest::aSalaryComesIn()
{
    MayHome home;

    home.row.setEntry(home.ids.salary);
    home.keys("Employer");
    home.key(Qt::Key_Tab);
    home.keys("2500");
    home.key(Qt::Key_Return);

    const Posting posting = home.postings(home.ids.may).back();
    QCOMPARE(posting.amount.minor, 2500'00);
    QCOMPARE(posting.entry, std::optional(home.ids.salary));
}

void QuickRowTest::whatIsWrongIsSaidBelow_data()
{
    QTest::addColumn<QString>("fieldName");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("no amount") << "Amount"
                               << ""
                               << "An amount is missing";
    QTest::newRow("no amount at all") << "Amount"
                                      << "12.3.4.5x"
                                      << "Not an amount";
    QTest::newRow("an amount as a day") << "Day"
                                        << "12.34"
                                        << "is not a day";
    QTest::newRow("the 32nd") << "Day"
                              << "32"
                              << "is not a day";
    QTest::newRow("an unknown entry") << "Entry"
                                      << "Yachts"
                                      << "no entry";
    QTest::newRow("an unknown account") << "Account"
                                        << "Bank of Nowhere"
                                        << "no account";
}

void QuickRowTest::whatIsWrongIsSaidBelow()
{
    QFETCH(QString, fieldName);
    QFETCH(QString, text);
    QFETCH(QString, part);
    MayHome home;
    home.keys("Baker");
    auto* const widget = home.field<QWidget>(fieldName.toLatin1());
    if (fieldName != QLatin1String("Amount"))
        home.field<AmountEdit>("Amount")->setText(QStringLiteral("5"));
    widget->setFocus();
    home.key(Qt::Key_A, Qt::ControlModifier);
    home.key(Qt::Key_Delete);
    home.keys(text);

    home.key(Qt::Key_Return);

    QCOMPARE(home.postings(home.ids.may).size(), 1u);
    QVERIFY2(home.sentence().contains(part), qPrintable(home.sentence()));
    QVERIFY(widget == QApplication::focusWidget() || widget->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Baker"));
}

void QuickRowTest::aDayOfAnotherMonthIsOfferedThere()
{
    MayHome home;
    home.key(Qt::Key_Backtab);
    home.keys("2026-06-04");
    home.key(Qt::Key_Tab);
    QVERIFY(home.offer()->isVisible());
    QCOMPARE(home.offer()->text(), QStringLiteral("Put it into June 2026"));
    home.keys("mar");
    home.key(Qt::Key_Return);

    home.key(Qt::Key_Return); // it is not recorded in May
    QCOMPARE(home.postings(home.ids.may).size(), 1u);
    QCOMPARE(QApplication::focusWidget(), home.offer());
    home.key(Qt::Key_Return);

    QCOMPARE(home.postings(home.ids.may).size(), 1u);
    const auto june = home.postings(home.ids.june);
    QCOMPARE(june.size(), 1u);
    QCOMPARE(june[0].date, std::string("2026-06-04"));
    QCOMPARE(june[0].entry, std::optional(home.ids.juneGroceries));
    QVERIFY(home.row.isBlank());
    QVERIFY(home.field<DayEdit>("Day")->isValid());
}

void QuickRowTest::aMonthThatIsNotOpenTakesNothing_data()
{
    QTest::addColumn<QString>("day");
    QTest::addColumn<QString>("why");
    QTest::newRow("closed") << "2026-06-04"
                            << "closed";
    QTest::newRow("not opened yet") << "2026-07-04"
                                    << "not been opened";
}

void QuickRowTest::aMonthThatIsNotOpenTakesNothing()
{
    QFETCH(QString, day);
    QFETCH(QString, why);
    MayHome home;
    home.open.act([june = home.ids.june](Ledger& ledger) { return closeMonth(ledger, june); });
    home.key(Qt::Key_Backtab);
    home.keys(day);

    home.key(Qt::Key_Tab);

    QVERIFY2(home.sentence().contains(why), qPrintable(home.sentence()));
    QVERIFY(home.offer()->text().startsWith(QLatin1String("Go to")));
    home.row.takeFocus();
    home.keys("mar");
    home.key(Qt::Key_Return);
    home.key(Qt::Key_Return);
    QVERIFY(home.postings(home.ids.june).empty());
    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Market"));
}

void QuickRowTest::theNextRepeatIsRecalledAsWell()
{
    MayHome home;
    for (int i = 0; i < 2; ++i) {
        home.keys("mar");
        home.key(Qt::Key_Return);
        home.key(Qt::Key_Return);
    }

    const auto postings = home.postings(home.ids.may);
    QCOMPARE(postings.size(), 3u);
    QCOMPARE(postings[2].entry, std::optional(home.ids.groceries));
    QCOMPARE(postings[2].amount.minor, -23'45);
}

void QuickRowTest::escapeClears()
{
    MayHome home;
    home.keys("mar");
    home.key(Qt::Key_Tab);
    home.keys("12");

    home.key(Qt::Key_Escape);

    QVERIFY(home.row.isBlank());
    QCOMPARE(home.field<AmountEdit>("Amount")->placeholderText(), QStringLiteral("Amount"));
    QCOMPARE(QApplication::focusWidget(), home.field<PayeeEdit>("Payee"));
    QVERIFY(home.open.drafts.draft(QStringLiteral("quickRow/2026-05")).isEmpty());
}

void QuickRowTest::theDayIsKept()
{
    MayHome home;
    QCOMPARE(home.field<DayEdit>("Day")->day(), QDate(2026, 5, 3)); // the last one used
    home.key(Qt::Key_Backtab);
    home.keys("11");
    home.key(Qt::Key_Tab);
    home.keys("mar");
    home.key(Qt::Key_Return);
    home.key(Qt::Key_Return);

    QCOMPARE(home.postings(home.ids.may).back().date, std::string("2026-05-11"));
    QCOMPARE(home.field<DayEdit>("Day")->day(), QDate(2026, 5, 11));
}

void QuickRowTest::whatIsHalfTypedSurvivesACrash()
{
    MayHome home;
    home.keys("Baker");
    home.key(Qt::Key_Tab);
    home.keys("12+");
    home.key(Qt::Key_Tab);
    home.keys("groc");
    home.key(Qt::Key_Tab);
    QTRY_VERIFY(QFile::exists(home.open.path() + QStringLiteral(".drafts"))); // written by itself

    DraftStore drafts; // the next start of the program
    drafts.setLedger(home.open.path());
    Workspace workspace(home.open.ledger, home.open.sync, drafts, home.open.preferences);
    QuickRow row(workspace);
    row.setMonth({ 2026, 5 });
    home.open.settle();

    const TypedPosting typed = row.typed();
    QCOMPARE(typed.payee, QStringLiteral("Baker"));
    QCOMPARE(typed.amount, QStringLiteral("12+"));
    home.open.settle();
    row.show();
    home.open.settle();
    QCOMPARE(row.typed().entry, std::optional(home.ids.groceries));
}

void QuickRowTest::whatWasOnItsWaySurvivesACrash()
{
    MayHome home;
    home.keys("Baker");
    home.key(Qt::Key_Tab);
    home.keys("12");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCoreApplication::sendPostedEvents(&home.row, QEvent::MetaCall); // recorded now, and not answered yet
    QVERIFY(home.row.isBlank());
    home.open.drafts.flush();

    DraftStore drafts;
    drafts.setLedger(home.open.path());
    Workspace workspace(home.open.ledger, home.open.sync, drafts, home.open.preferences);
    QuickRow row(workspace);
    row.setMonth({ 2026, 5 });

    QCOMPARE(row.typed().payee, QStringLiteral("Baker"));
    const auto labels = row.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [](const QLabel* label) { return label->text().contains(QLatin1String("when the program ended")); }));
}

void QuickRowTest::whatIsRecordedIsNoDraftAnyMore()
{
    MayHome home;
    home.keys("mar");
    home.key(Qt::Key_Return);
    QVERIFY(!home.open.drafts.draft(QStringLiteral("quickRow/2026-05")).isEmpty());

    home.key(Qt::Key_Return);

    QVERIFY(home.open.drafts.draft(QStringLiteral("quickRow/2026-05")).isEmpty());
    QTRY_VERIFY(!QFile::exists(home.open.path() + QStringLiteral(".drafts")));
}

void QuickRowTest::whatCouldNotBeRecordedComesBack()
{
    MayHome home;
    home.keys("Baker");
    home.key(Qt::Key_Tab);
    home.keys("12");
    // Somebody closes the month in the same moment.
    auto closing = home.open.ledger.act([may = home.ids.may](Ledger& ledger) { return closeMonth(ledger, may); });
    home.key(Qt::Key_Return);

    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Baker"));
    QCOMPARE(home.field<AmountEdit>("Amount")->text(), QStringLiteral("12.00"));
    QVERIFY(!home.open.drafts.draft(QStringLiteral("quickRow/2026-05")).isEmpty());
    QCOMPARE(home.postings(home.ids.may).size(), 1u);
}

void QuickRowTest::whatWasRefusedWaitsForWhatIsTypedNow()
{
    MayHome home;
    home.sendWhatIsRefused();
    QTest::keyClicks(MayHome::keyboardTarget(), QStringLiteral("Mill"));
    home.open.settle();
    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Mill"));

    home.field<PayeeEdit>("Payee")->setFocus(); // a closed row has none
    home.keys("er"); // the offer stays, whatever is typed
    QVERIFY(home.wayBack());
    home.wayBack()->click();
    home.open.settle();

    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Baker"));
    QCOMPARE(home.field<AmountEdit>("Amount")->text(), QStringLiteral("12.00"));
    QVERIFY(home.wayBack()); // to what was being typed
    home.takeFocusAndRecord();
    QCOMPARE(home.postings(home.ids.may).size(), 2u);
    home.wayBack()->click();
    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Miller"));
    QVERIFY(!home.wayBack());
}

void QuickRowTest::whatWasRefusedIsKeptWhileAnotherMonthIsShown()
{
    MayHome home;
    home.sendWhatIsRefused();

    home.row.setMonth({ 2026, 6 });
    home.open.settle();
    QVERIFY(home.row.isBlank());
    QVERIFY(!home.wayBack());
    home.row.setMonth({ 2026, 5 });
    home.open.settle();

    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Baker"));
    QCOMPARE(home.field<AmountEdit>("Amount")->text(), QStringLiteral("12.00"));
}

void QuickRowTest::whatWasRefusedSurvivesACrash()
{
    MayHome home;
    home.sendWhatIsRefused();
    QTest::keyClicks(MayHome::keyboardTarget(), QStringLiteral("Mill"));
    home.open.settle();
    home.open.drafts.flush();

    DraftStore drafts;
    drafts.setLedger(home.open.path());
    Workspace workspace(home.open.ledger, home.open.sync, drafts, home.open.preferences);
    QuickRow row(workspace);
    row.setMonth({ 2026, 5 });

    QCOMPARE(row.typed().payee, QStringLiteral("Mill"));
    const auto buttons = row.findChildren<QPushButton*>();
    const auto back = std::find_if(buttons.begin(), buttons.end(), [&](const QPushButton* button) {
        return button->text() == QLatin1String("Bring it back") && button->isVisibleTo(&row);
    });
    QVERIFY(back != buttons.end());
    (*back)->click();
    QCOMPARE(row.typed().payee, QStringLiteral("Baker"));
}

void QuickRowTest::escapeLeavesAWayBack()
{
    MayHome home;
    home.keys("Baker");
    home.key(Qt::Key_Tab);
    home.keys("12");

    home.key(Qt::Key_Escape);
    QVERIFY(home.row.isBlank());
    QVERIFY(home.wayBack());
    QVERIFY(!home.open.drafts.names({}).isEmpty()); // also over a crash
    home.wayBack()->click();

    QCOMPARE(home.field<PayeeEdit>("Payee")->text(), QStringLiteral("Baker"));
    QCOMPARE(home.field<AmountEdit>("Amount")->text(), QStringLiteral("12"));
    QVERIFY(!home.wayBack());
}

void QuickRowTest::aHalfTypedEntrySurvivesACrash()
{
    MayHome home;
    home.key(Qt::Key_Tab);
    home.key(Qt::Key_Tab);
    home.keys("grocx");
    home.open.drafts.flush();

    DraftStore drafts;
    drafts.setLedger(home.open.path());
    Workspace workspace(home.open.ledger, home.open.sync, drafts, home.open.preferences);
    QuickRow row(workspace);
    row.setMonth({ 2026, 5 });
    home.open.settle();

    const auto boxes = row.findChildren<ChoiceBox*>();
    QVERIFY(std::any_of(
        boxes.begin(), boxes.end(), [](const ChoiceBox* box) { return box->currentText() == QLatin1String("grocx"); }));
}

void QuickRowTest::aClosedMonthIsReadOnly()
{
    MayHome home;

    home.open.act([may = home.ids.may](Ledger& ledger) { return closeMonth(ledger, may); });

    QVERIFY(!home.field<PayeeEdit>("Payee")->isEnabled());
    QVERIFY2(home.sentence().contains(QLatin1String("closed")), qPrintable(home.sentence()));
    home.open.act([may = home.ids.may](Ledger& ledger) { return reopenMonth(ledger, may); });
    QVERIFY(home.field<PayeeEdit>("Payee")->isEnabled());
}

void QuickRowTest::theWindowIsNotHeldUp()
{
    MayHome home;
    home.keys("mar");
    home.key(Qt::Key_Return);
    QElapsedTimer timer;

    timer.start();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCoreApplication::sendPostedEvents(&home.row, QEvent::MetaCall);
    const qint64 tookMs = timer.elapsed();

    QVERIFY(home.row.isBlank());
    QVERIFY2(tookMs <= 16, qPrintable(QString::number(tookMs)));
}

void QuickRowTest::fitsIntoOneLine()
{
    MayHome home;
    home.page.resize(700, 400);
    home.open.settle();

    QVERIFY2(
        home.row.minimumSizeHint().width() <= 700, qPrintable(QString::number(home.row.minimumSizeHint().width())));
    const int y = home.field<DayEdit>("Day")->geometry().center().y();
    for (const char* name : { "Payee", "Amount", "Entry", "Account", "Memo" })
        QCOMPARE(home.field<QWidget>(name)->geometry().center().y(), y);
}

void QuickRowTest::aLongSentenceIsReadToItsEnd()
{
    MayHome home;
    home.page.resize(300, 400);
    home.sendWhatIsRefused();

    const auto labels = home.row.findChildren<QLabel*>();
    for (const QLabel* const label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            QVERIFY2(label->wordWrap() ? label->height() >= label->heightForWidth(label->width())
                                       : label->width() >= label->sizeHint().width(),
                qPrintable(label->text()));
    }
}

QTEST_MAIN(QuickRowTest)
#include "quick_row_test.moc"
