#include "open_window.h"
#include "summary_household.h"

#include "desktop/models/display_text.h"
#include "desktop/models/summary_model.h"
#include "desktop/widgets/charts/chart_card.h"
#include "desktop/widgets/charts/chart_view.h"
#include "desktop/widgets/charts/charts_panel.h"
#include "desktop/widgets/range_chooser.h"
#include "desktop/widgets/summary_page.h"
#include "desktop/widgets/summary_table_view.h"
#include "desktop/widgets/switch_bar.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QImageReader>
#include <QLabel>
#include <QPushButton>
#include <QToolTip>

using namespace qm;
using namespace qm::desktop;

class SummaryPageTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isShownByItsShortcut();
    void saysWhatBelongsHereWhenThereIsNoMonth();
    void aRangeWithoutMonthsOffersAllOfThem();
    void aClickOnACellOpensThePostingsBehindIt();
    void returnOpensThePostingsOfAWholeRow();
    void returnOnAGroupFoldsIt();
    void showsWhatIsNewestFirst();
    void keepsNamesAndTotalsInSight();
    void movesTheCursorIntoSight();
    void copiesWhatIsSelected();
    void remembersRangeAndAmounts();
    void fromIsNeverAfterTo();
    void followsChangesOfTheLedger();
    void makesNoChartBeforeOneIsLookedAt();
    void chartsTellTheirAmounts();
    void everyBarHasRoomForItsName();
    void chartsAreReadByKeyboard();
    void aClickInAChartOpensThePostingsBehindIt();
    void theBalanceOfOneAccountIsShown();
    void picturesAreSaved();
    void aPictureThatCannotBeSavedIsAnError();
    void chartsFollowTheTheme();

private:
    SummaryPage& page() { return static_cast<SummaryPage&>(window->window->page(PageId::Summary)); }
    SummaryTableView& table() { return page().table(); }
    SummaryModel& model() { return *qobject_cast<SummaryModel*>(table().model()); }
    void open(int months, YearMonth first = { 2026, 1 })
    {
        window = std::make_unique<OpenWindow>([&](Ledger& ledger) { home.fill(ledger, first, months); });
        window->window->resize(1024, 700);
        QObject::connect(&window->workspace, &Workspace::postingsWanted, window.get()->window.get(),
            [this](const PostingsWanted& asked) { wanted = asked; });
        QObject::connect(&window->workspace, &Workspace::noticed, window->window.get(),
            [this](const QString& text, Workspace::Tone tone) {
                notice = text;
                noticeTone = tone;
            });
        window->showPage(PageId::Summary);
        page().range().choose(RangeChooser::Choice::All);
        window->settle();
    }
    QModelIndex at(const QString& name, int column)
    {
        for (int row = 0; row < model().rowCount(); ++row) {
            if (model().index(row, 0).data().toString() == name)
                return model().index(row, column);
        }
        return {};
    }
    void showCharts()
    {
        page().showCharts(true);
        window->settle();
        QVERIFY(page().charts());
    }
    ChartView& chart(int card) { return page().charts()->card(card).view(); }

    SummaryHousehold home;
    std::unique_ptr<OpenWindow> window;
    std::optional<PostingsWanted> wanted;
    QString notice;
    Workspace::Tone noticeTone = Workspace::Tone::Plain;
};

void SummaryPageTest::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ThemeChoice::Light);
    home = {};
    wanted.reset();
    notice.clear();
}

void SummaryPageTest::cleanup()
{
    window.reset();
}

void SummaryPageTest::isShownByItsShortcut()
{
    open(2);
    window->showPage(PageId::Month);
    QCOMPARE(window->workspace.command("go.summary")->shortcut(), QKeySequence("Ctrl+5"));
    window->workspace.command("go.summary")->trigger();
    window->settle();
    QCOMPARE(window->window->currentPage(), PageId::Summary);
    QVERIFY(table().hasFocus());
}

void SummaryPageTest::saysWhatBelongsHereWhenThereIsNoMonth()
{
    window = std::make_unique<OpenWindow>([](Ledger&) {});
    window->showPage(PageId::Summary);
    QStringList texts;
    for (const QLabel* label : page().findChildren<QLabel*>()) {
        if (label->isVisible())
            texts << label->text();
    }
    QVERIFY(texts.contains("Nothing to sum up yet"));
    QVERIFY(!page().canPrint());
}

void SummaryPageTest::aRangeWithoutMonthsOffersAllOfThem()
{
    open(2, { 2001, 1 });
    page().range().choose(RangeChooser::Choice::ThisYear);
    window->settle();
    QVERIFY(!table().isVisible());

    for (QPushButton* button : page().findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text() == "Show all months")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    window->settle();
    QVERIFY(table().isVisible());
    QCOMPARE(model().monthCount(), 2);
}

void SummaryPageTest::aClickOnACellOpensThePostingsBehindIt()
{
    open(2);
    const QModelIndex cell = at("Food & drink", 2);
    table().scrollTo(cell);
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(cell).center());

    QVERIFY(wanted);
    QVERIFY(wanted->from == (YearMonth { 2026, 2 }) && wanted->to == wanted->from);
    QVERIFY(wanted->category == home.food);
    QVERIFY(!wanted->onlyWithoutEntry);
}

void SummaryPageTest::returnOpensThePostingsOfAWholeRow()
{
    open(3);
    table().setFocus();
    table().setCurrentIndex(at("Without an entry", model().totalColumn()));
    QTest::keyClick(&table(), Qt::Key_Return);

    QVERIFY(wanted);
    QVERIFY(wanted->from == (YearMonth { 2026, 1 }) && wanted->to == (YearMonth { 2026, 3 }));
    QVERIFY(!wanted->category);
    QVERIFY(wanted->onlyWithoutEntry);
}

void SummaryPageTest::returnOnAGroupFoldsIt()
{
    open(2);
    table().setFocus();
    table().setCurrentIndex(at("Living", 0));
    QTest::keyClick(&table(), Qt::Key_Return);
    QVERIFY(!at("Rent", 0).isValid());
    QVERIFY(!wanted);
    QTest::keyClick(&table(), Qt::Key_Space);
    QVERIFY(at("Rent", 0).isValid());
}

void SummaryPageTest::showsWhatIsNewestFirst()
{
    open(30, { 2024, 1 });
    const QRect newest = table().visualRect(at("Rent", 30));
    QVERIFY(table().viewport()->rect().contains(newest));
}

void SummaryPageTest::keepsNamesAndTotalsInSight()
{
    open(30, { 2024, 1 });
    QVERIFY(table().isFrozenAtRight());
    page().range().chooseMonths({ 2024, 2 }, { 2024, 3 });
    window->settle();
    QCOMPARE(model().monthCount(), 2);
    QVERIFY(!table().isFrozenAtRight());
}

void SummaryPageTest::movesTheCursorIntoSight()
{
    open(30, { 2024, 1 });
    table().setFocus();
    table().setCurrentIndex(at("Rent", 30));
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&table(), Qt::Key_Left);
    QCOMPARE(table().currentIndex().column(), 10);
    const QRect cell = table().visualRect(table().currentIndex());
    QVERIFY(cell.left() >= table().columnWidth(0)); // not under the names
    QVERIFY(cell.right() < table().viewport()->width());
}

void SummaryPageTest::copiesWhatIsSelected()
{
    open(2);
    table().setFocus();
    table().setCurrentIndex(at("Food & drink", 1));
    QTest::keyClick(&table(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(
        QApplication::clipboard()->text(), QString("Category\tJan 2026\tFeb 2026\nFood & drink\t380.00\t390.00\n"));

    table().clearSelection();
    window->workspace.command("summary.copy")->trigger();
    const QString all = QApplication::clipboard()->text();
    QCOMPARE(all.count(QLatin1Char('\n')), model().rowCount() + 1);
    QVERIFY(all.startsWith("Category\tJan 2026\tFeb 2026\tAverage\tTotal\n"));
}

void SummaryPageTest::remembersRangeAndAmounts()
{
    open(6);
    page().range().chooseMonths({ 2026, 2 }, { 2026, 4 });
    page().showing().setCurrentIndex(2);
    window->settle();
    QCOMPARE(model().monthCount(), 3);

    SummaryPage other(window->workspace);
    other.reload();
    window->settle();
    QVERIFY(other.range().range().from == (YearMonth { 2026, 2 }));
    QVERIFY(other.range().range().to == (YearMonth { 2026, 4 }));
    QCOMPARE(other.showing().currentIndex(), 2);
}

void SummaryPageTest::fromIsNeverAfterTo()
{
    open(6);
    page().range().chooseMonths({ 2026, 2 }, { 2026, 3 });
    const auto boxes = page().range().findChildren<QComboBox*>();
    QComboBox* const from = boxes.at(1);
    from->setCurrentIndex(from->findText("May 2026"));
    QVERIFY(page().range().range().from == (YearMonth { 2026, 5 }));
    QVERIFY(page().range().range().to == (YearMonth { 2026, 5 }));
}

void SummaryPageTest::followsChangesOfTheLedger()
{
    open(1);
    table().setFocus();
    table().setCurrentIndex(at("Rent", 1));
    window->act([&](Ledger& ledger) {
        PostingDraft draft;
        draft.date = "2026-01-09";
        draft.amount = { -1'00 };
        draft.account = home.checking;
        return addPosting(ledger, draft);
    });
    QCOMPARE(at("Without an entry", 1).data().toString(), amountText({ -13'34 }, window->ledger.currency()));
    QCOMPARE(table().currentIndex(), at("Rent", 1));
}

void SummaryPageTest::makesNoChartBeforeOneIsLookedAt()
{
    open(2);
    QVERIFY(!page().charts());
    showCharts();
    QVERIFY(page().charts()->isVisible());
    QVERIFY(!table().isVisible());

    window->window->resize(2560, 1440);
    window->settle();
    QVERIFY(page().charts()->isVisible());
    QVERIFY(table().isVisible());
}

void SummaryPageTest::chartsTellTheirAmounts()
{
    open(2);
    showCharts();
    ChartView& spending = chart(0);
    QTest::mouseMove(spending.viewport(), spending.bandMiddle(0));
    QCOMPARE(spending.currentBand(), 0);
    const QString euros = moneyWithCurrency({ 1800'00 }, window->ledger.currency());
    QCOMPARE(QToolTip::text(), QString("Rent\n%1").arg(euros));
    QCOMPARE(spending.accessibleName(), QString("Spending by category"));
    QVERIFY(spending.content()->headline.contains(euros));

    ChartView& flow = chart(1);
    QTest::mouseMove(flow.viewport(), flow.bandMiddle(1));
    const auto money = [&](std::int64_t minor) { return moneyWithCurrency({ minor }, window->ledger.currency()); };
    QCOMPARE(flow.content()->bands.at(1).text,
        QString("February 2026\nIncome %1\nExpense %2\nRemains %3")
            .arg(money(2500'00), money(1290'00), money(1210'00)));
}

void SummaryPageTest::everyBarHasRoomForItsName()
{
    window = std::make_unique<OpenWindow>([&](Ledger& ledger) {
        home.fill(ledger, { 2026, 1 }, 2);
        home.fillWithCategories(ledger, { 2026, 2 }, 15);
    });
    window->window->resize(1024, 700);
    window->showPage(PageId::Summary);
    page().range().choose(RangeChooser::Choice::All);
    window->settle();
    showCharts();
    for (const int card : { 0, 3 }) {
        ChartView& view = chart(card);
        QVERIFY(view.content()->bands.size() > 8);
        const int pitch = view.bandMiddle(1).y() - view.bandMiddle(0).y();
        QVERIFY2(pitch >= view.fontMetrics().height(), qPrintable(QStringLiteral("card %1: %2").arg(card).arg(pitch)));
    }
}

void SummaryPageTest::chartsAreReadByKeyboard()
{
    open(3);
    showCharts();
    ChartView& flow = chart(1);
    flow.setFocus();
    QTest::keyClick(&flow, Qt::Key_Right);
    QTest::keyClick(&flow, Qt::Key_Right);
    QCOMPARE(flow.currentBand(), 1);
    QVERIFY(flow.accessibleDescription().startsWith("February 2026"));
    QTest::keyClick(&flow, Qt::Key_Return);
    QVERIFY(wanted);
    QVERIFY(wanted->from == (YearMonth { 2026, 2 }));
}

void SummaryPageTest::aClickInAChartOpensThePostingsBehindIt()
{
    open(2);
    showCharts();
    ChartView& spending = chart(0);
    QTest::mouseClick(spending.viewport(), Qt::LeftButton, {}, spending.bandMiddle(1));
    QVERIFY(wanted);
    QVERIFY(wanted->category == home.food);
    QVERIFY(wanted->from == (YearMonth { 2026, 1 }) && wanted->to == (YearMonth { 2026, 2 }));

    wanted.reset();
    ChartView& compared = chart(3);
    QTest::mouseClick(compared.viewport(), Qt::LeftButton, {}, compared.bandMiddle(0));
    QVERIFY(wanted);
    QVERIFY(wanted->category == home.rent);
    QVERIFY(wanted->from == (YearMonth { 2026, 2 }) && wanted->to == wanted->from);
}

void SummaryPageTest::theBalanceOfOneAccountIsShown()
{
    open(2);
    showCharts();
    const auto money = [&](std::int64_t minor) { return moneyWithCurrency({ minor }, window->ledger.currency()); };
    QVERIFY(chart(2).content()->bands.at(0).text.contains(money(6000'00 + 2500'00 - 380'00 - 900'00 - 75'00 - 12'34)));

    auto* accounts = page().charts()->card(2).findChild<QComboBox*>();
    accounts->setCurrentIndex(accounts->findText("Savings"));
    window->settle();
    QCOMPARE(chart(2).content()->title, QString("Balance of Savings"));
    QCOMPARE(chart(2).content()->bands.at(1).text, QString("End of February 2026\n%1").arg(money(5000'00)));
    QVERIFY(chart(2).content()->bands.at(1).wanted->account == home.savings);
}

void SummaryPageTest::picturesAreSaved()
{
    open(2);
    showCharts();
    const QString png = window->folder.filePath("chart.png");
    const QString svg = window->folder.filePath("chart.svg");
    page().charts()->card(1).savePictureAs(png);
    QVERIFY(notice.contains(png));
    page().charts()->card(1).savePictureAs(svg);
    QVERIFY(QImageReader(png).size().width() >= 900);
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("Income and expense by month"));

    page().charts()->card(0).copyPicture();
    QVERIFY(!QApplication::clipboard()->image().isNull());
}

void SummaryPageTest::aPictureThatCannotBeSavedIsAnError()
{
    open(2);
    showCharts();
    page().charts()->card(1).savePictureAs(window->folder.filePath("no such folder/chart.png"));
    QCOMPARE(noticeTone, Workspace::Tone::Error);
}

void SummaryPageTest::chartsFollowTheTheme()
{
    open(2);
    showCharts();
    const auto ground = [&] { return page().charts()->card(0).grab().toImage().pixelColor(20, 8); };
    const QColor before = ground();
    applyTheme(*qApp, ThemeChoice::Dark);
    window->settle();
    QVERIFY(before.lightness() > 200);
    QVERIFY(ground().lightness() < 80);
    QVERIFY(chart(0).content());
}

QTEST_MAIN(SummaryPageTest)
#include "summary_page_test.moc"
