#include "desktop/models/posting_table_model.h"
#include "desktop/widgets/account_editor.h"
#include "desktop/widgets/posting_table.h"
#include "desktop/widgets/reconcile_panel.h"
#include "desktop/widgets/theme.h"
#include "open_window.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>

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

void fill(Ledger& ledger)
{
    const Uuid checking = must(addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
    const Uuid savings = must(addAccount(ledger, { "Savings", "savings", {}, "" }));
    PostingDraft draft;
    draft.account = checking;
    draft.date = "2026-05-03";
    draft.amount = { -100'00 };
    draft.payee = "Market";
    must(addPosting(ledger, draft, true));
    draft.date = "2026-05-04";
    draft.amount = { -20'00 };
    draft.payee = "Cinema";
    must(addPosting(ledger, draft));
    draft.date = "2026-05-05";
    draft.amount = { -300'00 };
    draft.payee.clear();
    draft.toAccount = savings;
    must(addPosting(ledger, draft));
}

} // namespace

class AccountsPageTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<OpenWindow> open;
    QListView* list = nullptr;
    PostingTable* table = nullptr;

    Page& page() { return open->window->page(PageId::Accounts); }
    template <typename T>
    T* named(const QString& name)
    {
        const auto all = page().findChildren<T*>();
        for (T* const widget : all) {
            if (widget->accessibleName() == name)
                return widget;
        }
        qFatal("there is no %s", qPrintable(name));
    }
    void settle()
    {
        for (int i = 0; i < 4; ++i) {
            QTest::qWait(1); // lets timers of no duration and paintings come
            open->settle();
        }
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        settle();
    }
    void type(const QString& text)
    {
        QTest::keyClicks(QApplication::focusWidget(), text);
        settle();
    }
    QString cell(int row, int column) { return table->model()->index(row, column).data().toString(); }
    QString difference() { return named<QLabel>(QStringLiteral("Difference"))->text(); }
    std::vector<Posting> stored()
    {
        return open->ask([](Ledger& ledger) { return ledger.postings({}); });
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void init()
    {
        open = std::make_unique<OpenWindow>(fill);
        open->window->resize(1200, 800);
        QTest::keyClick(open->window.get(), Qt::Key_3, Qt::ControlModifier);
        settle();
        list = named<QListView>(QStringLiteral("Accounts"));
        table = page().findChild<PostingTable*>();
    }
    void cleanup() { open.reset(); }

    void showsBalancesAndTheRegisterBackwards()
    {
        QCOMPARE(list->model()->rowCount(), 2);
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(cell(0, PostingTableModel::Balance), QStringLiteral("580.00"));
        QCOMPARE(cell(0, PostingTableModel::Payee), QStringLiteral("Transfer to Savings"));
        QCOMPARE(cell(2, PostingTableModel::Balance), QStringLiteral("900.00"));
    }

    void aTransferComesInOnTheOtherSide()
    {
        list->setFocus();
        press(Qt::Key_Down);

        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(cell(0, PostingTableModel::Amount), QStringLiteral("300.00"));
        QCOMPARE(cell(0, PostingTableModel::Payee), QStringLiteral("Transfer from Checking"));
        QCOMPARE(cell(0, PostingTableModel::Balance), QStringLiteral("300.00"));
    }

    void spaceTurnsTheMark()
    {
        list->setFocus();
        press(Qt::Key_Return);
        QVERIFY(table->hasFocus());
        press(Qt::Key_Space);
        QTRY_VERIFY(table->model()->index(0, PostingTableModel::Cleared).data(PostingTableModel::ClearedRole).toBool());
    }

    void reconcilesByKeysAlone()
    {
        press(Qt::Key_R, Qt::ControlModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        type(QStringLiteral("04/05/2026"));
        press(Qt::Key_Return);
        type(QStringLiteral("880"));
        press(Qt::Key_Return);
        QCOMPARE(difference(), QStringLiteral("120.00 is too much here."));

        press(Qt::Key_Space);
        press(Qt::Key_Space);
        QCOMPARE(difference(), QStringLiteral("0.00 difference – it agrees."));
        press(Qt::Key_Return);
        press(Qt::Key_Return);

        QVERIFY(!page().findChild<ReconcilePanel*>()->isVisible());
        int cleared = 0;
        for (const Posting& posting : stored())
            cleared += posting.isCleared ? 1 : 0;
        QCOMPARE(cleared, 2);
        QCOMPARE(open->ledger.catalogue().undoAct, std::string("reconcile"));
        QVERIFY(named<QLabel>(QStringLiteral("Balances"))->text().contains(QStringLiteral("880.00")));
    }

    void canBeLeftAndTakenUpAgain()
    {
        press(Qt::Key_R, Qt::ControlModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        type(QStringLiteral("04/05/2026"));
        press(Qt::Key_Return);
        type(QStringLiteral("880"));
        press(Qt::Key_Return);
        press(Qt::Key_Space);
        press(Qt::Key_Escape);
        QVERIFY(!page().findChild<ReconcilePanel*>()->isVisible());

        press(Qt::Key_R, Qt::ControlModifier);

        QCOMPARE(difference(), QStringLiteral("20.00 is too much here."));
        QCOMPARE(named<QLineEdit>(QStringLiteral("Balance on the statement"))->text(), QStringLiteral("880.00"));
    }

    void recordsTheDifference()
    {
        press(Qt::Key_R, Qt::ControlModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        type(QStringLiteral("04/05/2026"));
        press(Qt::Key_Return);
        type(QStringLiteral("1012.30"));
        press(Qt::Key_Return);
        QCOMPARE(difference(), QStringLiteral("12.30 is missing here."));

        const auto buttons = page().findChildren<QPushButton*>();
        for (QPushButton* const button : buttons) {
            if (button->text() == QStringLiteral("&Record the difference"))
                button->click();
        }
        settle();

        QCOMPARE(difference(), QStringLiteral("0.00 difference – it agrees."));
        QCOMPARE(stored().size(), 4u);
    }

    void addsAnAccount()
    {
        open->workspace.command(QStringLiteral("account.add"))->trigger();
        settle();
        auto* const editor = page().findChild<AccountEditor*>();
        QVERIFY(editor);
        auto* const name = editor->findChild<QLineEdit*>();
        QTest::keyClicks(name, QStringLiteral("Purse"));
        QTest::keyClick(name, Qt::Key_Return);
        settle();

        QTRY_COMPARE(list->model()->rowCount(), 3);
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("Purse"));
    }

    void aHalfEditedAccountIsKeptAndOffered()
    {
        open->workspace.command(QStringLiteral("account.add"))->trigger();
        settle();
        auto* editor = page().findChild<AccountEditor*>();
        QTest::keyClicks(editor->findChild<QLineEdit*>(), QStringLiteral("Pur"));
        editor->reject();
        settle();

        open->workspace.command(QStringLiteral("account.add"))->trigger();
        settle();
        editor = page().findChild<AccountEditor*>();
        QVERIFY(editor->findChild<QLineEdit*>()->text().isEmpty());
        for (QPushButton* const button : editor->findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("Go on with it") && button->isVisible())
                button->click();
        }
        QCOMPARE(editor->findChild<QLineEdit*>()->text(), QStringLiteral("Pur"));
        QTest::keyClick(editor->findChild<QLineEdit*>(), Qt::Key_Return);
        settle();
        QTRY_COMPARE(list->model()->rowCount(), 3);
        QVERIFY(open->drafts.names(QStringLiteral("account/")).isEmpty());
    }

    void reconcilingEndsWithItsLedger()
    {
        press(Qt::Key_R, Qt::ControlModifier);
        QVERIFY(page().findChild<ReconcilePanel*>()->isVisible());
        auto other = open->ledger.create(
            open->folder.filePath(QStringLiteral("other.db")), QStringLiteral("Other"), open->ledger.currency());
        OpenWindow::waitFor(other);
        settle();
        open->showPage(PageId::Accounts);
        auto* const panel = page().findChild<ReconcilePanel*>();
        QVERIFY(!panel->isVisible());
        const auto balances = panel->findChildren<QLineEdit*>();
        for (QLineEdit* const field : balances)
            field->setText(QStringLiteral("880"));
        QVERIFY(open->drafts.names(QStringLiteral("reconcile/")).isEmpty()); // nothing of an account of elsewhere
    }

    void archivesAndTakesBack()
    {
        const auto buttons = page().findChildren<QPushButton*>();
        for (QPushButton* const button : buttons) {
            if (button->text() == QStringLiteral("Archive"))
                button->click();
        }
        settle();
        QTRY_COMPARE(list->model()->rowCount(), 1);

        open->workspace.command(QStringLiteral("edit.undo"))->trigger();
        settle();
        QTRY_COMPARE(list->model()->rowCount(), 2);
    }
};

QTEST_MAIN(AccountsPageTest)
#include "accounts_page_test.moc"
