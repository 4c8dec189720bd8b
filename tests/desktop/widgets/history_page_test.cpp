#include "desktop/widgets/history_page.h"
#include "open_window.h"

#include "desktop/widgets/change_view.h"
#include "desktop/widgets/history_list.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBrowser>

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
void must(Result<> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
}

struct Ids {
    Uuid checking, food, may, groceries;
};

Ids fillHome(Ledger& ledger)
{
    Ids ids;
    ids.checking = must(addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
    ids.food = must(addCategory(ledger, { "Food", "Living", "expense" }));
    ids.may = must(openMonth(ledger, { 2026, 5 }, MonthStart::Blank, {}, false));
    ids.groceries = must(addEntry(ledger, ids.may, { "Groceries", ids.food, { -400'00 }, "2026-05-31", "" }));
    return ids;
}

Result<> setPlanned(Ledger& ledger, const Uuid& entry, std::int64_t minor)
{
    CellValue value;
    value.columns[0] = minor;
    return editRow(ledger, { Table::Entry, entry }, { { cellNamed(Table::Entry, "planned"), value } });
}

/// The window with its history page, over a small household.
struct Opened {
    /// The model tester reads all there is to read, page after page.
    explicit Opened(const std::function<void(Ledger&, const Ids&)>& more = {}, bool isModelTested = true)
        : window([&](Ledger& ledger) {
            must(ledger.connection().execute("PRAGMA synchronous = OFF"));
            ids = fillHome(ledger);
            if (more)
                more(ledger, ids);
        })
        , page(static_cast<HistoryPage&>(window.window->page(PageId::History)))
    {
        if (isModelTested) {
            tester = std::make_unique<QAbstractItemModelTester>(
                &page.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        }
        window.window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.window.get()))
            qFatal("the window is not active");
        window.showPage(PageId::History);
        list = page.findChild<HistoryList*>();
        change = page.findChild<ChangeView*>();
    }

    QString what(int row) { return page.model().index(row, HistoryModel::What).data().toString(); }
    QStringList lines()
    {
        QStringList all;
        for (int row = 0; row < page.model().rowCount(); ++row) {
            if (!page.model().index(row, 0).data(HistoryModel::IsDayRole).toBool())
                all << what(row);
        }
        return all;
    }
    QString state(const QString& line)
    {
        for (int row = 0; row < page.model().rowCount(); ++row) {
            if (what(row) == line)
                return page.model().index(row, HistoryModel::StateColumn).data().toString();
        }
        return QStringLiteral("not there");
    }
    void choose(const QString& line)
    {
        for (int row = 0; row < page.model().rowCount(); ++row) {
            if (what(row) == line)
                list->setCurrentIndex(page.model().index(row, HistoryModel::What));
        }
        window.settle();
    }
    void click(const QString& text)
    {
        for (QPushButton* const button : page.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().remove(QLatin1Char('&')) == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                window.settle();
                return;
            }
        }
        qFatal("there is no button %s", qPrintable(text));
    }
    std::int64_t planned()
    {
        return window.ask([this](Ledger& ledger) { return ledger.entries(ids.may); }).front().planned.minor;
    }

    Ids ids;
    OpenWindow window;
    HistoryPage& page;
    std::unique_ptr<QAbstractItemModelTester> tester;
    HistoryList* list;
    ChangeView* change;
};

const QString raised = QStringLiteral("Groceries: Planned amount −400.00 → −450.00");
const QString raisedAgain = QStringLiteral("Groceries: Planned amount −450.00 → −480.00");

void raiseTwice(Ledger& ledger, const Ids& ids)
{
    must(setPlanned(ledger, ids.groceries, -450'00));
    must(setPlanned(ledger, ids.groceries, -480'00));
}

} // namespace

class HistoryPageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everythingStandsUnderItsDayNewestFirst()
    {
        Opened opened(raiseTwice);

        QVERIFY(opened.page.model().index(0, 0).data(HistoryModel::IsDayRole).toBool());
        const QStringList lines = opened.lines();
        QCOMPARE(lines.first(), raisedAgain);
        QCOMPARE(lines.at(1), raised);
        QCOMPARE(lines.last(), QStringLiteral("Start the ledger: Home"));
        QVERIFY(opened.page.model().isComplete());
    }

    void theNewestIsChosenAndShownWithItsValues()
    {
        Opened opened(raiseTwice);

        const QString shown = opened.change->findChild<QTextBrowser*>()->toPlainText();

        QVERIFY2(shown.contains(QStringLiteral("Planned amount")), qPrintable(shown));
        QVERIFY(shown.contains(QStringLiteral("−450.00")));
        QVERIFY(shown.contains(QStringLiteral("−480.00")));
    }

    void aClickUndoesAnOlderChangeAndAClickDoesItAgain()
    {
        Opened opened([](Ledger& ledger, const Ids& ids) {
            must(setPlanned(ledger, ids.groceries, -450'00));
            must(addCategory(ledger, { "Pay", "", "income" }));
        });
        opened.choose(raised);

        opened.click(QStringLiteral("Undo this"));
        QCOMPARE(opened.planned(), -400'00);
        QCOMPARE(opened.state(raised), QStringLiteral("Undone"));

        opened.choose(raised);
        opened.click(QStringLiteral("Do this again"));
        QCOMPARE(opened.planned(), -450'00);
        QCOMPARE(opened.state(raised), QString());
    }

    void theStartOfALedgerSaysWhyItStays()
    {
        Opened opened;

        opened.choose(QStringLiteral("Start the ledger: Home"));

        for (QPushButton* const button : opened.change->findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("&Undo this"))
                QVERIFY(!button->isEnabled());
        }
        QStringList texts;
        for (QLabel* const label : opened.change->findChildren<QLabel*>())
            texts << label->text();
        QVERIFY(texts.contains(QStringLiteral("The start of a ledger cannot be undone.")));
    }

    void backToHereUndoesAllOfItAtOnce()
    {
        Opened opened(raiseTwice);
        opened.choose(raised);

        opened.click(QStringLiteral("Undo back to here"));

        QCOMPARE(opened.planned(), -400'00);
        QCOMPARE(opened.state(raised), QStringLiteral("Undone"));
        QCOMPARE(opened.state(raisedAgain), QStringLiteral("Undone"));
    }

    void itIsTheSameAfterARestart()
    {
        Opened opened(raiseTwice);
        opened.choose(raised);
        opened.click(QStringLiteral("Undo back to here"));
        const QStringList before = opened.lines();

        OpenWindow::waitFor(opened.window.ledger.open(opened.window.path()));
        opened.window.settle();
        opened.window.showPage(PageId::History);

        QCOMPARE(opened.lines(), before);
        QCOMPARE(opened.state(raised), QStringLiteral("Undone"));
    }

    void aSearchLeavesWhatFits()
    {
        Opened opened(raiseTwice);
        QVERIFY(opened.page.focusSearch());

        QTest::keyClicks(opened.page.findChild<QLineEdit*>(), QStringLiteral("groceries"));
        QTRY_COMPARE(opened.lines().size(), 3);
        opened.window.settle();

        QVERIFY(opened.lines().contains(raised));
        QTest::keyClicks(opened.page.findChild<QLineEdit*>(), QStringLiteral("xyz"));
        QTRY_COMPARE(opened.page.model().rowCount(), 0);
    }

    void theHistoryOfOneThingHasAWayBackToAll()
    {
        Opened opened(raiseTwice);
        const int all = int(opened.lines().size());

        opened.window.workspace.showHistoryOf({ Table::Category, opened.ids.food }, QStringLiteral("Food"));
        opened.window.settle();

        QCOMPARE(opened.lines().size(), 1);
        opened.click(QStringLiteral("All history"));
        QCOMPARE(int(opened.lines().size()), all);
    }

    void theShortcutShowsTheHistoryOfWhatIsSelected()
    {
        Opened opened(raiseTwice);

        opened.window.workspace.select(RowKey { Table::Entry, opened.ids.groceries });
        QTest::keyClick(opened.window.window.get(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        opened.window.settle();

        QCOMPARE(opened.lines().size(), 3);
        QCOMPARE(opened.lines().last(), QStringLiteral("Add an entry: Groceries"));
    }

    void aChangeFromElsewhereKeepsWhatIsChosen()
    {
        Opened opened(raiseTwice);
        opened.choose(raised);

        opened.window.act([&](Ledger& ledger) { return setPlanned(ledger, opened.ids.groceries, -1); });

        QCOMPARE(opened.list->currentIndex().data().isValid(), true);
        QCOMPARE(opened.what(opened.list->currentIndex().row()), raised);
        QCOMPARE(opened.lines().size(), 8);
    }

    void anImportIsOneLine()
    {
        Opened opened([](Ledger& ledger, const Ids& ids) {
            std::vector<ImportLine> lines;
            for (int i = 0; i < 2100; ++i)
                lines.push_back(
                    { must(parseDate("2026-05-03")), { -100 }, "Payee " + std::to_string(i), "", "", true });
            must(importLines(ledger, ids.checking, lines, false, false));
        });

        QCOMPARE(opened.lines().size(), 6);
        QVERIFY2(opened.lines().first().contains(QStringLiteral("2100")), qPrintable(opened.lines().first()));
        opened.click(QStringLiteral("Undo this"));
        QVERIFY(opened.window.ask([](Ledger& ledger) { return ledger.postings({}); }).empty());
        QCOMPARE(opened.lines().size(), 7);
        QCOMPARE(opened.page.model().index(2, HistoryModel::StateColumn).data().toString(), QStringLiteral("Undone"));
    }

    void tenThousandChangesAreReadAsTheyAreScrolled()
    {
        Opened opened(
            [](Ledger& ledger, const Ids& ids) {
                for (int i = 1; i <= 10'000; ++i)
                    must(setPlanned(ledger, ids.groceries, -i));
            },
            false);
        HistoryModel& model = opened.page.model();
        QVERIFY2(model.rowCount() < 500, qPrintable(QString::number(model.rowCount())));
        QTRY_VERIFY(model.canFetchMore({}));
        const int read = model.pagesRead();

        opened.list->verticalScrollBar()->setValue(opened.list->verticalScrollBar()->maximum());
        QTRY_VERIFY(model.pagesRead() > read);
        opened.window.settle();
        QVERIFY(model.rowCount() < 1000);

        while (!model.isComplete()) {
            model.fetchMore({});
            QTRY_VERIFY(!model.isReading());
        }
        QCOMPARE(opened.lines().last(), QStringLiteral("Start the ledger: Home"));
        QVERIFY(opened.lines().size() > 10'000);
    }
};

QTEST_MAIN(HistoryPageTest)
#include "history_page_test.moc"
