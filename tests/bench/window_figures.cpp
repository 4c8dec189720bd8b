#include "tests/bench/window_figures.h"

#include "desktop/widgets/theme.h"
#include "tests/bench/fixture.h"
#include "tests/desktop/widgets/open_window.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QEventLoop>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <functional>
#include <QTableView>

#include <algorithm>
#include <ctime>

namespace qm::bench {

namespace {

using namespace qm::desktop;

constexpr int patienceMs = 60'000;
constexpr std::size_t smallLedger = 200'000; ///< up to here the limits for 100,000 postings hold

double threadCpuMs()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6;
}

/// Does something and waits until the page says that it is shown; then everything is painted.
struct Shown {
    double ms = 0; ///< as a person waits
    double ownMs = 0; ///< of that, the window's thread at work
};
template <typename Trigger>
Result<Shown> untilShown(MainWindow& window, PageId page, Trigger trigger)
{
    QEventLoop loop;
    bool isShown = false;
    QObject::connect(&window, &MainWindow::pageLoaded, &loop, [&](PageId loaded) {
        if (loaded == page) {
            isShown = true;
            loop.quit();
        }
    });
    QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
    const Stopwatch watch;
    const double before = threadCpuMs();
    trigger();
    if (!isShown)
        loop.exec();
    QCoreApplication::sendPostedEvents(); // paints what has changed
    if (!isShown)
        return Error { ErrorCode::Later, "a page was not shown within a minute" };
    return Shown { watch.ms(), threadCpuMs() - before };
}

/// How long the window's thread was held up at most, asked every few milliseconds.
class Heartbeat {
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = std::max(m_longest, m_watch.ms() - everyMs);
            m_watch = Stopwatch();
        });
        m_timer.start(everyMs);
    }
    double longestMs() const { return m_longest; }

private:
    static constexpr int everyMs = 2;
    QTimer m_timer;
    Stopwatch m_watch;
    double m_longest = 0;
};

/// `limit`: 0 where nothing is promised for a ledger of that size.
void printFigure(const char* name, std::size_t count, const char* unit, Runs runs, double limit,
    nlohmann::ordered_json more = nlohmann::ordered_json::object())
{
    Figure figure { name, count, unit, std::move(runs) };
    if (limit > 0)
        figure.limit = limit;
    figure.more = std::move(more);
    print(figure);
}

/// A limit that holds for 100,000 postings.
double promised(std::size_t count, double limit)
{
    return count <= smallLedger ? limit : 0;
}

struct Started {
    double ms = 0;
    double peakMiB = 0;
};

/// The real program, from the start of its process until the month stands on the screen.
Result<Started> startProgram(const std::string& program, const std::string& ledger, const std::string& dir)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QUARTERMASTER_TRACE"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.setReadChannel(QProcess::StandardError);
    process.start(QString::fromStdString(program),
        { QStringLiteral("--ledger"), QString::fromStdString(ledger), QStringLiteral("--data-dir"),
            QString::fromStdString(dir + "/data") });
    QByteArray line;
    while (process.waitForReadyRead(patienceMs)) {
        while (process.canReadLine() && !line.startsWith("{\"trace\""))
            line = process.readLine();
        if (line.startsWith("{\"trace\""))
            break;
    }
    Started started;
    const auto parsed = nlohmann::json::parse(line.toStdString(), nullptr, false);
    if (parsed.is_object())
        started.ms = parsed.value("ms", 0.0);
    QThread::msleep(500); // what it still does after that counts as memory, too
    QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
    if (status.open(QIODevice::ReadOnly)) {
        const QByteArray text = status.readAll();
        const qsizetype at = text.indexOf("VmHWM:");
        started.peakMiB = text.mid(at + 6, 16).trimmed().split(' ').first().toDouble() / 1024;
    }
    process.terminate();
    if (!process.waitForFinished(patienceMs))
        process.kill();
    if (started.ms <= 0)
        return Error { ErrorCode::NotFound, "the program did not show a month" };
    return started;
}

Result<> measureStart(const std::string& program, const std::string& ledger, const std::string& dir, std::size_t count)
{
    QM_TRY(startProgram(program, ledger, dir)); // warms the files
    Runs ms;
    Runs memory;
    for (int run = 0; run < runsEach; ++run) {
        QM_ASSIGN(const Started started, startProgram(program, ledger, dir));
        ms.push_back(started.ms);
        memory.push_back(started.peakMiB);
    }
    printFigure("window: start until the month is shown", count, "ms", ms, count <= smallLedger ? 300 : 400);
    printFigure("window: peak memory after the start", count, "MiB", memory, promised(count, 90));
    return {};
}

Result<> measureMonths(OpenWindow& desk, std::size_t count)
{
    const auto months = desk.ledger.catalogue().months;
    Runs runs;
    for (int run = 0; run < runsEach * 2; ++run) {
        const YearMonth ym = months[months.size() - 2 - std::size_t(run)].ym;
        QM_ASSIGN(const Shown shown, untilShown(*desk.window, PageId::Month, [&] { desk.workspace.showMonth(ym); }));
        runs.push_back(shown.ms);
    }
    printFigure("window: switch month", count, "ms", runs, promised(count, 30));
    return {};
}

Result<> measureEdits(OpenWindow& desk, std::size_t count)
{
    const Month month = desk.ledger.catalogue().months.back();
    QM_TRY(untilShown(*desk.window, PageId::Month, [&] { desk.workspace.showMonth(month.ym); }));
    const Uuid account = desk.ledger.catalogue().accounts.front().id;
    const auto record = [&] {
        desk.workspace.act([account, day = month.ym.text() + "-15"](Ledger& ledger) {
            return addPosting(ledger, { day, { -1234 }, account, {}, {}, "Market", "" });
        });
    };
    Runs ms;
    Runs own;
    for (int run = 0; run < runsEach * 2; ++run) {
        QM_ASSIGN(const Shown shown, untilShown(*desk.window, PageId::Month, record));
        ms.push_back(shown.ms);
        own.push_back(shown.ownMs);
    }
    printFigure("window: an edit until it is durable and shown", count, "ms", ms, promised(count, 10));
    printFigure("window: of that, the window's thread", count, "ms", own, promised(count, 16));
    return {};
}

/// Does something with the list and waits until the row at its top has arrived.
Result<double> untilRowsAreThere(QTableView& table, const std::function<void()>& trigger)
{
    const Stopwatch watch;
    trigger();
    while (watch.ms() < patienceMs) {
        const QModelIndex top = table.indexAt({ 5, 5 });
        if (top.isValid() && !top.data().toString().isEmpty()) {
            QCoreApplication::sendPostedEvents();
            return watch.ms();
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return Error { ErrorCode::Later, "the rows of a list did not come within a minute" };
}

Result<> measureList(OpenWindow& desk, std::size_t count)
{
    QTableView* table = nullptr;
    const Stopwatch opening;
    desk.workspace.showPage(PageId::Postings);
    table = desk.window->page(PageId::Postings).findChild<QTableView*>();
    auto* const search = desk.window->page(PageId::Postings).findChild<QLineEdit*>();
    if (!table || !search)
        return Error { ErrorCode::NotFound, "the postings page has no list or no search" };
    QM_TRY(untilRowsAreThere(*table, [] {}));
    printFigure(
        "window: open the list of all postings", count, "ms", { opening.ms() }, count <= smallLedger ? 100 : 150);
    const auto rows = [&] { return table->model()->rowCount(); };
    while (rows() < int(count)) // the count grows in the background
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    Runs scrolled;
    for (const double part : { 1.0, 0.5, 0.75, 0.25, 0.125 }) {
        QScrollBar* const bar = table->verticalScrollBar();
        QM_ASSIGN(const double ms, untilRowsAreThere(*table, [&] { bar->setValue(int(bar->maximum() * part)); }));
        scrolled.push_back(ms);
    }
    printFigure("window: scroll to its end, and far into it", count, "ms", scrolled, 50);
    Runs typed;
    search->setFocus();
    for (const char key : { 'e', 'r' }) {
        QM_ASSIGN(const Shown shown, untilShown(*desk.window, PageId::Postings, [&] { QTest::keyClick(search, key); }));
        typed.push_back(shown.ms);
        desk.settle();
    }
    printFigure("window: a key typed into its search", count, "ms", typed, 100);
    search->clear();
    desk.settle();
    return {};
}

Result<> measureSummary(OpenWindow& desk, std::size_t count)
{
    Runs runs;
    for (int run = 0; run < runsEach; ++run) {
        desk.showPage(PageId::History);
        QM_ASSIGN(const Shown shown,
            untilShown(*desk.window, PageId::Summary, [&] { desk.workspace.showPage(PageId::Summary); }));
        runs.push_back(shown.ms);
    }
    printFigure("window: summary of all months", count, "ms", runs, promised(count, 60));
    return {};
}

/// The window stays in hand while a statement of many lines comes in.
Result<> measureImport(OpenWindow& desk, std::size_t count)
{
    desk.showPage(PageId::Month);
    std::vector<ImportLine> lines(count);
    const auto months = desk.ledger.catalogue().months;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const YearMonth ym = months[i * months.size() / lines.size()].ym;
        lines[i].date = ym.day(unsigned(i % ym.days()) + 1);
        lines[i].amount = { -std::int64_t(i) - 1 };
        lines[i].payee = "Payee " + std::to_string(i % 300);
    }
    const Uuid account = desk.ledger.catalogue().accounts.front().id;
    const Heartbeat heartbeat;
    QEventLoop loop;
    Result<ImportResult> imported = Error { ErrorCode::Later, "the import did not end" };
    whenDone(&loop,
        desk.ledger.actLong(std::make_shared<Progress>(),
            [account, lines = std::move(lines)](
                Ledger& ledger, Progress&) { return importLines(ledger, account, lines, false, false); }),
        [&](Result<ImportResult> result) {
            imported = std::move(result);
            QTimer::singleShot(500, &loop, &QEventLoop::quit); // and what the window does with it
        });
    loop.exec();
    QM_TRY(imported);
    printFigure("window: its thread held up during an import", count, "ms", { heartbeat.longestMs() }, 50);
    return {};
}

} // namespace

Result<> measureWindow(QApplication& application, const std::string& dir, std::size_t count, const std::string& program)
{
    const std::string path = dir + "/household.db";
    QM_TRY(buildLedger(path, makeHousehold(count), Content::All, 1000));
    QM_TRY(measureStart(program, path, dir, count));
    applyTheme(application, ThemeChoice::Light);
    OpenWindow desk(QString::fromStdString(path));
    desk.window->resize(1440, 900);
    desk.settle();
    QM_TRY(measureMonths(desk, count));
    QM_TRY(measureEdits(desk, count));
    QM_TRY(measureList(desk, count));
    QM_TRY(measureSummary(desk, count));
    if (count <= smallLedger)
        QM_TRY(measureImport(desk, 100'000));
    return {};
}

} // namespace qm::bench
