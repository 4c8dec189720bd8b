#include "desktop/models/posting_table_model.h"
#include "desktop/widgets/posting_actions.h"
#include "desktop/widgets/notice_bar.h"
#include "desktop/widgets/posting_table.h"
#include "desktop/widgets/theme.h"
#include "open_window.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

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

Uuid post(Ledger& ledger, const Uuid& account, const char* date, std::int64_t amount, const char* payee)
{
    PostingDraft draft;
    draft.date = date;
    draft.amount = { amount };
    draft.account = account;
    draft.payee = payee;
    return must(addPosting(ledger, draft, true));
}

/// April (closed) with two postings, May with three.
void fill(Ledger& ledger)
{
    const Uuid checking = must(addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
    must(addAccount(ledger, { "Savings", "savings", {}, "" }));
    post(ledger, checking, "2026-04-03", -10'00, "Bäckerei Özil");
    post(ledger, checking, "2026-04-04", -20'00, "Market");
    post(ledger, checking, "2026-05-03", -12'50, "Market");
    post(ledger, checking, "2026-05-09", -40'00, "Cinema");
    post(ledger, checking, "2026-05-20", 2500'00, "Employer");
    if (const auto closed = closeMonth(ledger, must(ledger.months()).front().id); !closed)
        qFatal("the month cannot be closed");
}

} // namespace

class PostingsPageTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<OpenWindow> open;
    PostingTable* table = nullptr;
    QLabel* totals = nullptr;

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
    QPushButton* button(const QString& text)
    {
        const auto all = open->window->findChildren<QPushButton*>();
        for (QPushButton* const one : all) {
            if (one->text().remove(QLatin1Char('&')).startsWith(text) && one->isVisible())
                return one;
        }
        return nullptr;
    }
    Page& page() { return open->window->page(PageId::Postings); }
    QString payee(int row) { return table->model()->index(row, PostingTableModel::Payee).data().toString(); }
    void choose(int row)
    {
        table->selectionModel()->setCurrentIndex(
            table->model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    int rows() { return table->model()->rowCount(); }
    std::vector<Posting> stored()
    {
        return open->ask([](Ledger& ledger) { return ledger.postings({}); });
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
        QTest::keyClick(open->window.get(), Qt::Key_4, Qt::ControlModifier);
        settle();
        table = page().findChild<PostingTable*>();
        totals = named<QLabel>(QStringLiteral("Number and sum of postings"));
    }
    void cleanup() { open.reset(); }

    void opensAtTheNewestWithCountAndSum()
    {
        QCOMPARE(open->window->currentPage(), PageId::Postings);
        QCOMPARE(rows(), 5);
        QCOMPARE(payee(0), QStringLiteral("Employer"));
        QCOMPARE(totals->text(), QStringLiteral("5 postings, 2,417.50"));
        QVERIFY(table->hasFocus());
    }

    void findsWhileTypingWithoutCase()
    {
        QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
        auto* const search = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(search);
        search->insert(QStringLiteral("öZIL")); // QTest has no keys for such letters
        settle();

        QCOMPARE(rows(), 1);
        QCOMPARE(payee(0), QStringLiteral("Bäckerei Özil"));
        press(Qt::Key_Escape);
        QCOMPARE(rows(), 5);
    }

    void saysThatNothingIsFoundAndClearsTheFilters()
    {
        QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("zebra"));
        settle();
        QVERIFY(!table->isVisible());

        QTest::mouseClick(button(QStringLiteral("Clear filters")), Qt::LeftButton);
        settle();

        QVERIFY(table->isVisible());
        QCOMPARE(rows(), 5);
    }

    void returnEditsOne()
    {
        QSignalSpy edits(&open->workspace, &Workspace::postingEditWanted);
        press(Qt::Key_Return);
        QCOMPARE(edits.size(), 1);
    }

    void controlLTurnsTheMark()
    {
        choose(1);
        press(Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(table->model()->index(1, PostingTableModel::Cleared).data(PostingTableModel::ClearedRole).toBool());
        QCOMPARE(table->selectedCount(), 1);
    }

    void changesSeveralByKeysAndUndoesThemTogether()
    {
        choose(0);
        press(Qt::Key_Down, Qt::ShiftModifier);
        press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(totals->text(), QStringLiteral("3 of 5 postings chosen, 2,447.50"));
        press(Qt::Key_Return);
        named<QLineEdit>(QStringLiteral("Payee"))->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Grocer"));
        press(Qt::Key_Return);

        for (int row = 0; row < 3; ++row)
            QCOMPARE(payee(row), QStringLiteral("Grocer"));
        open->workspace.command(QStringLiteral("edit.undo"))->trigger();
        settle();
        QCOMPARE(payee(0), QStringLiteral("Employer"));
    }

    void aHalfTypedChangeOfSeveralIsKeptAndOffered()
    {
        choose(0);
        press(Qt::Key_Down, Qt::ShiftModifier);
        press(Qt::Key_Return);
        named<QLineEdit>(QStringLiteral("Payee"))->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Gro"));
        QCOMPARE(open->drafts.unfinished(QStringLiteral("bulk.edit")).size(), 1);
        press(Qt::Key_Escape);

        table->setFocus();
        press(Qt::Key_Return);
        QVERIFY(named<QLineEdit>(QStringLiteral("Payee"))->text().isEmpty());
        QPushButton* const goOn = button(QStringLiteral("Go on with it"));
        QVERIFY(goOn);
        goOn->click();
        QCOMPARE(named<QLineEdit>(QStringLiteral("Payee"))->text(), QStringLiteral("Gro"));
        named<QLineEdit>(QStringLiteral("Payee"))->setFocus();
        press(Qt::Key_Return);
        QCOMPARE(payee(0), QStringLiteral("Gro"));
        QVERIFY(open->drafts.names(QStringLiteral("bulk.edit")).isEmpty());
    }

    void aBulkEditOverAClosedMonthOffersToLeaveItOut()
    {
        table->setFocus();
        press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(table->selectedCount(), 5);
        press(Qt::Key_Return);
        named<QComboBox>(QStringLiteral("Cleared"))->setCurrentIndex(1);
        QVERIFY(button(QStringLiteral("Change 5")));
        QTest::mouseClick(button(QStringLiteral("Change 5")), Qt::LeftButton);
        settle();

        for (const Posting& posting : stored())
            QVERIFY(!posting.isCleared);
        QPushButton* const leave = button(QStringLiteral("Leave these out"));
        QVERIFY(leave);
        QTest::mouseClick(leave, Qt::LeftButton);
        settle();

        for (const Posting& posting : stored())
            QCOMPARE(posting.isCleared, posting.date.starts_with("2026-05"));
    }

    void whatIsChosenByItsPlaceIsNotTouchedWhenTheListIsOlder()
    {
        PostingActions actions(open->workspace, static_cast<const PostingTableModel&>(*table->model()));
        PostingWindow newest;
        newest.month = stored().back().month;
        newest.count = 1; // as a long selection is, which is not read whole
        (void)open->ledger.act([](Ledger& ledger) {
            PostingDraft draft;
            draft.account = must(ledger.accounts()).front().id;
            draft.date = "2026-05-21";
            draft.amount = { -1'00 };
            return addPosting(ledger, draft);
        }); // the window hears of it later

        actions.remove({ newest });
        settle();
        QCOMPARE(stored().size(), 6u);

        actions.remove({ newest }); // the list shows it by now
        settle();
        QCOMPARE(stored().size(), 5u);
    }

    void deletesWithoutAskingAndBringsBack()
    {
        choose(1);
        press(Qt::Key_Delete);
        QTRY_COMPARE(rows(), 4);

        QTest::mouseClick(button(QStringLiteral("Undo")), Qt::LeftButton);
        settle();
        QTRY_COMPARE(rows(), 5);
    }

    void keepsTheSelectionWhenSomethingComesInAbove()
    {
        choose(1);
        open->act([](Ledger& ledger) -> Result<> {
            post(ledger, must(ledger.accounts()).front().id, "2026-05-28", -1'00, "Kiosk");
            return {};
        });
        settle();

        QCOMPARE(rows(), 6);
        QCOMPARE(table->currentIndex().row(), 2);
        QCOMPARE(payee(table->currentIndex().row()), QStringLiteral("Cinema"));
    }

    void copiesRowsAsText()
    {
        choose(1);
        press(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("Cinema")));
    }

    void showsWhatAnotherPageAsksFor()
    {
        open->showPage(PageId::Month);
        PostingsWanted wanted;
        wanted.search = QStringLiteral("market");
        wanted.from = wanted.to = YearMonth { 2026, 5 };
        open->workspace.showPostings(wanted);
        settle();

        QCOMPARE(open->window->currentPage(), PageId::Postings);
        QCOMPARE(rows(), 1);
    }

    void sortsByAmount()
    {
        QHeaderView* const header = table->horizontalHeader();
        const QPoint onAmount(header->sectionViewportPosition(PostingTableModel::Amount) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, onAmount);
        settle();
        QCOMPARE(payee(0), QStringLiteral("Cinema"));
    }
};

QTEST_MAIN(PostingsPageTest)
#include "postings_page_test.moc"
