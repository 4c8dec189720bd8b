#include "open_window.h"
#include "summary_household.h"

#include "desktop/models/display_text.h"
#include "desktop/services/ledger_export.h"
#include "desktop/widgets/export_dialog.h"
#include "desktop/widgets/printing/month_print.h"
#include "desktop/widgets/printing/print_preview.h"
#include "desktop/widgets/printing/summary_print.h"
#include "desktop/widgets/summary_page.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QPrinter>

using namespace qm;
using namespace qm::desktop;

/// What leaves the ledger: files in open formats, and paper.
class ExportAndPrintTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void exportsWhatTheCommandLineExports_data();
    void exportsWhatTheCommandLineExports();
    void saysWhereTheExportIs();
    void anExportThatFailsLeavesTheFileAndSaysSo();
    void refusesToExportOverTheLedger();
    void anExportThatIsStoppedWritesNothing();
    void theFormatIsRemembered();
    void aMonthOnPaperSaysAllOfIt();
    void postingsAreOnlyPrintedWhenWanted();
    void aSummaryOnPaperSaysAllOfIt();
    void printsDarkOnLightInTheDark();
    void aPdfHasItsPages();
    void aPdfThatCannotBeSavedIsAnError();
    void printsTheMonthWhereThePageHasNothing();
    void printsTheSummaryOnItsPage();

private:
    void open(int months)
    {
        window = std::make_unique<OpenWindow>([&](Ledger& ledger) { home.fill(ledger, { 2026, 1 }, months); });
        window->workspace.setCurrentMonth({ 2026, 1 });
        QObject::connect(&window->workspace, &Workspace::noticed, window->window.get(),
            [this](const QString& text, Workspace::Tone tone) {
                notice = text;
                noticeTone = tone;
            });
    }
    static QByteArray contents(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::shared_ptr<const PrintedDocument> month(bool withPostings)
    {
        const MonthSheet sheet = window->ask([](Ledger& ledger) {
            return readMonthSheet(ledger, YearMonth { 2026, 1 });
        });
        return monthPrint(sheet, window->ledger.catalogue(), withPostings);
    }

    SummaryHousehold home;
    std::unique_ptr<OpenWindow> window;
    QString notice;
    Workspace::Tone noticeTone = Workspace::Tone::Plain;
};

void ExportAndPrintTest::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ThemeChoice::Light);
    home = {};
    notice.clear();
}

void ExportAndPrintTest::cleanup()
{
    window.reset();
}

void ExportAndPrintTest::exportsWhatTheCommandLineExports_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("csv") << int(ExportFormat::Csv);
    QTest::newRow("json") << int(ExportFormat::Json);
    QTest::newRow("hledger") << int(ExportFormat::Hledger);
}

void ExportAndPrintTest::exportsWhatTheCommandLineExports()
{
    QFETCH(int, format);
    open(3);
    const auto chosen = static_cast<ExportFormat>(format);
    const QString path = window->folder.filePath("out.file");
    window->workspace.command("file.export")->trigger();
    QPointer<ExportDialog> dialog = window->window->findChild<ExportDialog*>();
    QVERIFY(dialog);
    dialog->setFormat(chosen);
    dialog->exportTo(path);
    QTRY_VERIFY(!dialog);

    QProcess cli;
    cli.start(QStringLiteral(QM_CLI), { "--ledger", window->path(), "export", "--format", exportFormatName(chosen) });
    QVERIFY(cli.waitForFinished());
    const QByteArray expected = cli.readAllStandardOutput();
    QVERIFY(expected.size() > 200);
    QCOMPARE(contents(path), expected);
}

void ExportAndPrintTest::saysWhereTheExportIs()
{
    open(1);
    const QString path = window->folder.filePath("home.csv");
    auto* dialog = new ExportDialog(window->workspace, window->window.get());
    dialog->open();
    dialog->exportTo(path);
    QTRY_VERIFY(notice.contains(path));
    QCOMPARE(noticeTone, Workspace::Tone::Good);
}

void ExportAndPrintTest::anExportThatFailsLeavesTheFileAndSaysSo()
{
    open(1);
    QPointer<ExportDialog> dialog = new ExportDialog(window->workspace, window->window.get());
    dialog->open();
    dialog->exportTo(window->folder.filePath("no such folder/home.csv"));
    const auto error = [&] {
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            if (label->accessibleName() == "What went wrong" && label->isVisible())
                return label->text();
        }
        return QString();
    };
    QTRY_VERIFY(!error().isEmpty());
    QVERIFY(dialog); // to choose another place
    dialog->exportTo(window->folder.filePath("home.csv"));
    QTRY_VERIFY(!dialog);
}

void ExportAndPrintTest::refusesToExportOverTheLedger()
{
    open(1);
    const auto done = window->ledger.read(
        [&](Ledger& ledger) { return exportLedger(ledger, window->path(), window->path(), ExportFormat::Csv); });
    OpenWindow::waitFor(done);
    QCOMPARE(done.result().error().code, ErrorCode::Rule);
    QVERIFY(contents(window->path()).startsWith("SQLite format 3"));
}

void ExportAndPrintTest::anExportThatIsStoppedWritesNothing()
{
    open(6);
    const QString path = window->folder.filePath("home.json");
    int asked = 0;
    const auto done = window->ask([&](Ledger& ledger) {
        return exportLedger(ledger, window->path(), path, ExportFormat::Json, [&](int) { return ++asked < 3; });
    });
    QVERIFY(!done);
    QVERIFY(!QFile::exists(path));
}

void ExportAndPrintTest::theFormatIsRemembered()
{
    open(1);
    QPointer<ExportDialog> dialog = new ExportDialog(window->workspace, window->window.get());
    dialog->open();
    dialog->setFormat(ExportFormat::Hledger);
    dialog->exportTo(window->folder.filePath("home.journal"));
    QTRY_VERIFY(!dialog);
    const ExportDialog later(window->workspace, window->window.get());
    QCOMPARE(later.format(), ExportFormat::Hledger);
}

void ExportAndPrintTest::aMonthOnPaperSaysAllOfIt()
{
    open(2);
    const QString text = month(false)->plainText();
    for (const char* const said :
        { "January 2026", "This month is open.", "Food & drink · Living", "Groceries", "400.00", "380.00", "20.00 left",
            "Cinema", "25.00 over", "Without an entry", "Kiosk · Checking", "What remains" })
        QVERIFY2(text.contains(QString::fromUtf8(said)), said);
}

void ExportAndPrintTest::postingsAreOnlyPrintedWhenWanted()
{
    open(1);
    QVERIFY(!month(false)->plainText().contains("Groceries Ltd"));
    QVERIFY(month(true)->plainText().contains("Groceries Ltd · Checking"));
}

void ExportAndPrintTest::aSummaryOnPaperSaysAllOfIt()
{
    open(12);
    const Summary summary = window->ask([](Ledger& ledger) { return readSummary(ledger, {}); });
    const auto printed = summaryPrint(summary, window->ledger.catalogue());
    QVERIFY(printed);
    const QString text = (*printed)->plainText();
    for (const char* const said : { "Summary", "January 2026 – December 2026", "Rent", "10,800.00", "Dec 2026",
             "What remains", "Average a month", "490.00" })
        QVERIFY2(text.contains(QString::fromUtf8(said)), said);
}

void ExportAndPrintTest::printsDarkOnLightInTheDark()
{
    applyTheme(*qApp, ThemeChoice::Dark);
    QVERIFY(theme().isDark);
    QVERIFY(!paperTheme().isDark);
    QVERIFY(paperTheme().text.lightness() < 80);
}

void ExportAndPrintTest::aPdfHasItsPages()
{
    open(12);
    const Summary summary = window->ask([](Ledger& ledger) { return readSummary(ledger, {}); });
    const auto printed = *summaryPrint(summary, window->ledger.catalogue());
    for (const auto paper : { QPageSize::A4, QPageSize::Letter }) {
        const QString path = window->folder.filePath("summary.pdf");
        QPrinter printer(QPrinter::HighResolution);
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(path);
        printer.setPageSize(QPageSize(paper));
        QCOMPARE(printed->paint(printer), 4); // totals, charts, nine months, three months
        QVERIFY(contents(path).startsWith("%PDF"));
        QVERIFY(contents(path).size() > 20'000);
        QCOMPARE(printer.pageLayout().orientation(), QPageLayout::Landscape);
    }
}

void ExportAndPrintTest::aPdfThatCannotBeSavedIsAnError()
{
    open(1);
    Printout printout;
    printout.title = "January 2026";
    printout.paint = [&](QPrinter& printer, bool withPostings) { month(withPostings)->paint(printer); };
    PrintPreview::savePdf(window->workspace, printout, true, window->folder.filePath("no such folder/a.pdf"));
    QCOMPARE(noticeTone, Workspace::Tone::Error);

    const QString path = window->folder.filePath("a.pdf");
    PrintPreview::savePdf(window->workspace, printout, true, path);
    QVERIFY(notice.contains(path));
    QVERIFY(contents(path).startsWith("%PDF"));
}

void ExportAndPrintTest::printsTheMonthWhereThePageHasNothing()
{
    open(1);
    window->showPage(PageId::Accounts);
    window->workspace.command("file.print")->trigger();
    window->settle();
    auto* preview = window->window->findChild<PrintPreview*>();
    QVERIFY(preview);
    QCOMPARE(preview->windowTitle(), QString("Print January 2026"));
    auto* postings = preview->findChild<QCheckBox*>();
    QVERIFY(postings->isVisible());
    QTest::keyClick(postings, Qt::Key_Space);
    QCOMPARE(window->preferences.value("print/postings").toBool(), true);
    delete preview;

    window->workspace.command("file.pdf")->trigger();
    window->settle();
    auto* dialog = window->window->findChild<QFileDialog*>();
    QVERIFY(dialog);
    dialog->close();
}

void ExportAndPrintTest::printsTheSummaryOnItsPage()
{
    open(2);
    window->showPage(PageId::Summary);
    window->workspace.command("file.print")->trigger();
    window->settle();
    auto* preview = window->window->findChild<PrintPreview*>();
    QVERIFY(preview);
    QCOMPARE(preview->windowTitle(), QString("Print Summary"));
    delete preview;
}

QTEST_MAIN(ExportAndPrintTest)
#include "export_and_print_test.moc"
