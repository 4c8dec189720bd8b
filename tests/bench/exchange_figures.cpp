#include "desktop/services/https_peer.h"

#include "tests/bench/exchange_figures.h"

#include "common/store/actions.h"
#include "common/sync/client.h"
#include "tests/bench/device.h"
#include "tests/bench/measure.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace qm::bench {

namespace {

constexpr int changesEachRun = 20;

/// One durable write of a page, as a commit to a write-ahead log makes, in ms.
Result<double> measureFsync(const std::string& dir)
{
    const std::string path = dir + "/fsync";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return Error { ErrorCode::Io, path + " cannot be made" };
    Runs runs;
    const std::string page(4096 + 24, 'q');
    for (int i = 0; i < 100; ++i) {
        const Stopwatch watch;
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0)
            break;
        runs.push_back(watch.ms());
    }
    ::close(file);
    QM_TRY(removeFile(path));
    if (runs.size() < 100)
        return Error { ErrorCode::Io, path + " cannot be written" };
    return median(runs);
}

void rest(int ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

/// Figures that fill up run by run.
struct ExchangeFigures {
    Figure push;
    Figure joinFirst; ///< the first device to join, for which the server makes its snapshot
    Figure joinAgain;
    Figure latency;
    Figure idle;
    Figure after;
    Runs actRuns {};
    Runs totalRuns {};
    Runs fsyncRuns {};
    Runs peakRuns {};
};

/// One change on A, synced there and pulled by B; `changesEachRun` of them.
Result<> measureChanges(const Ground& ground, Device& first, Device& second, int from, ExchangeFigures& figures)
{
    QM_ASSIGN(const double fsyncMs, measureFsync(ground.dir));
    Runs acts;
    Runs totals;
    for (int i = from; i < from + changesEachRun; ++i) {
        PostingDraft draft;
        draft.date = ground.household.months.back() + "-21";
        draft.amount = { -100 - i };
        draft.account = ground.ids.accounts.front();
        draft.entry = ground.ids.entries.back().front();
        const Stopwatch act;
        QM_TRY(addPosting(*first.ledger, draft));
        acts.push_back(act.ms());
        const Stopwatch watch;
        QM_TRY(first.sync());
        QM_TRY(second.sync());
        totals.push_back(watch.ms());
    }
    // Three commits lie on the way: the server's, and one on each device.
    figures.latency.runs.push_back(median(totals) - 3 * fsyncMs);
    figures.actRuns.push_back(median(acts));
    figures.totalRuns.push_back(median(totals));
    figures.fsyncRuns.push_back(fsyncMs);
    return {};
}

Result<> measureOnce(const Ground& ground, const std::string& syncd, const Tls& tls, int run, ExchangeFigures& figures)
{
    const std::string dir = ground.dir + "/server-" + std::to_string(run);
    std::filesystem::remove_all(dir);
    QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, tls.certificate, tls.key));
    rest(1000);
    QM_ASSIGN(const Daemon::Memory idle, daemon.memory());
    figures.idle.runs.push_back(idle.residentMiB);

    const std::string path = ground.dir + "/push.db";
    QM_TRY(copyFile(ground.full, path));
    QM_ASSIGN(Device first, bringLedger(path, daemon, daemon.port(), tls));
    const Stopwatch watch;
    QM_TRY(first.sync());
    figures.push.add(watch.times());
    QM_ASSIGN(const Times raw, insertPostingsRaw(ground, ground.dir + "/push-raw.db"));
    figures.push.addRaw(raw);

    Device second;
    for (Figure* figure : { &figures.joinFirst, &figures.joinAgain }) {
        const std::string copy = ground.dir + "/join.db";
        second = {};
        QM_TRY(removeFile(copy));
        QM_ASSIGN(const std::string code, daemon.invite("Home"));
        const Stopwatch join;
        QM_ASSIGN(second, joinLedger(copy, code, daemon.port(), tls));
        figure->add(join.times());
        figure->addRaw(raw);
        QM_TRY(checkSame(first, second));
    }

    QM_TRY(measureChanges(ground, first, second, run * changesEachRun, figures));
    QM_TRY(checkSame(first, second));
    rest(2000);
    QM_ASSIGN(const Daemon::Memory after, daemon.memory());
    figures.after.runs.push_back(after.residentMiB);
    figures.peakRuns.push_back(after.peakMiB);
    daemon.stop();
    std::filesystem::remove_all(dir);
    return {};
}

/// The same postings, each a change set of its own.
Result<> measurePushOneByOne(const Ground& ground, const std::string& syncd, const Tls& tls)
{
    const std::string made = ground.dir + "/one-by-one.db";
    QM_ASSIGN(const LedgerIds ids, buildLedger(made, ground.household, Content::All, 1));
    Figure figure { .name = "push_one_by_one",
        .count = ground.household.postings.size(),
        .unit = "ms",
        .rawWhat = "inserting the same postings once" };
    for (int run = 0; run < runsEach; ++run) {
        const std::string dir = ground.dir + "/server-one";
        std::filesystem::remove_all(dir);
        QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, tls.certificate, tls.key));
        const std::string path = ground.dir + "/push.db";
        QM_TRY(copyFile(made, path));
        QM_ASSIGN(Device first, bringLedger(path, daemon, daemon.port(), tls));
        const Stopwatch watch;
        QM_TRY(first.sync());
        figure.add(watch.times());
        QM_ASSIGN(const Times raw, insertPostingsRaw(ground, ground.dir + "/push-raw.db"));
        figure.addRaw(raw);
        daemon.stop();
        std::filesystem::remove_all(dir);
    }
    figure.more["change_sets"] = ground.household.postings.size();
    print(figure);
    return {};
}

} // namespace

Result<> measureExchange(const Ground& ground, const std::string& syncd)
{
    QM_ASSIGN(const Tls tls, makeTls(ground.dir));
    const std::size_t count = ground.household.postings.size();
    const std::string raw = "inserting the same postings once";
    ExchangeFigures figures {
        .push = { .name = "push", .count = count, .unit = "ms", .rawWhat = raw, .limit = 8 },
        .joinFirst = { .name = "new_device_first", .count = count, .unit = "ms", .rawWhat = raw, .limit = 5 },
        .joinAgain = { .name = "new_device", .count = count, .unit = "ms", .rawWhat = raw, .limit = 5 },
        .latency = { .name = "one_change_from_a_to_b", .count = count, .unit = "ms", .limit = 15 },
        .idle = { .name = "daemon_memory_idle", .unit = "MiB", .limit = 12 },
        .after = { .name = "daemon_memory_after", .count = count, .unit = "MiB", .limit = 64 },
    };
    for (int run = 0; run < runsEach; ++run)
        QM_TRY(measureOnce(ground, syncd, tls, run, figures));
    figures.push.more["postings_per_change_set"] = 1000;
    figures.joinFirst.more["note"] = "the server makes its snapshot for this one";
    figures.latency.more["with_fsync_ms"] = median(figures.totalRuns);
    figures.latency.more["fsync_ms"] = median(figures.fsyncRuns);
    figures.latency.more["recording_on_a_ms"] = median(figures.actRuns);
    figures.after.more["peak_mib"] = median(figures.peakRuns);
    figures.after.more["after"] = "a push, two new devices, small changes, two quiet seconds";
    for (const Figure* figure :
        { &figures.push, &figures.joinFirst, &figures.joinAgain, &figures.latency, &figures.idle, &figures.after })
        print(*figure);
    return measurePushOneByOne(ground, syncd, tls);
}

} // namespace qm::bench
