#include "desktop/cli/commands.h"

#include "common/environment.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/history_text.h"
#include "desktop/cli/program.h"
#include "desktop/cli/sync_run.h"
#include "desktop/services/sync_session.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <random>
#include <thread>

namespace qm::cli {

namespace {

using namespace std::chrono_literals;

struct SyncArguments {
    bool isWatching = false;
    bool checksRows = false;
};

constexpr auto backOffMost = 5min;
constexpr auto backfillMost = 20s; ///< of one sync; the next one goes on
constexpr auto packMost = 300ms; ///< of one sync
constexpr auto waitLeast = 2s; ///< a wait that broke off later than this was cut by something on the way: no trouble

volatile std::sig_atomic_t stopAsked = 0;

extern "C" void askToStop(int)
{
    stopAsked = 1;
}

/// Fetches the log from before the snapshot that this copy began with, so that it is a full backup, too.
Result<> backfill(Ledger& ledger, SyncPeer& peer)
{
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    if (status.isLogComplete)
        return {};
    SyncClient client(ledger, peer);
    const auto end = std::chrono::steady_clock::now() + backfillMost;
    while (!stopAsked && std::chrono::steady_clock::now() < end) {
        QM_ASSIGN(const bool isComplete, client.backfillPage());
        if (isComplete)
            break;
    }
    return {};
}

/// What is older than 90 days takes less room; a little of it after each sync.
Result<> packLog(Ledger& ledger)
{
    const auto end = std::chrono::steady_clock::now() + packMost;
    while (!stopAsked && std::chrono::steady_clock::now() < end) {
        QM_ASSIGN(const bool hasMore, ledger.packLog({ .olderThanMs = wallClockMs() - packAfterMs }));
        if (!hasMore)
            break;
    }
    return {};
}

/// Waits, but not longer than until somebody wants to stop.
void pause(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (!stopAsked && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(
            std::min<std::chrono::steady_clock::duration>(50ms, end - std::chrono::steady_clock::now()));
}

/// What came in with the last exchange, oldest first. With --json a line each.
Result<> tellArrivals(const Program& program, Ledger& ledger, const SyncReport& report)
{
    QM_ASSIGN(std::vector<HistoryItem> items, ledger.history({}, report.pulled + report.pushed + report.waiting));
    QM_ASSIGN(const NameMaps names, NameMaps::load(ledger));
    std::erase_if(items, [](const HistoryItem& item) { return item.isOwn || !item.rev; });
    const auto count = std::min(items.size(), static_cast<std::size_t>(report.pulled));
    for (auto item = items.begin() + static_cast<std::ptrdiff_t>(count); item != items.begin();) {
        --item;
        if (program.isJson)
            Program::write(jsonText({ { "arrived", jsonOf(*item, ledger.currency()) } }) + "\n");
        else
            Program::write(historyText(*item, ledger.currency(), names));
    }
    return {};
}

/// Whether a failure may pass by itself.
bool isPassing(ErrorCode code)
{
    return code == ErrorCode::Offline || code == ErrorCode::Later || code == ErrorCode::Protocol
        || code == ErrorCode::Busy;
}

/// Exponential, with full jitter, so that many devices do not come back at once.
std::chrono::milliseconds backOff(int failures, std::optional<int> retryAfterSeconds)
{
    static std::minstd_rand random(std::random_device {}());
    const auto most = std::min<std::chrono::milliseconds>(backOffMost, 1s * (1 << std::min(failures, 9)));
    std::uniform_int_distribution<std::int64_t> spread(500, std::max<std::int64_t>(501, most.count()));
    const std::chrono::milliseconds chosen(spread(random));
    return retryAfterSeconds ? std::max<std::chrono::milliseconds>(chosen, std::chrono::seconds(*retryAfterSeconds))
                             : chosen;
}

/// Waits until another exchange is due. Whatever keeps the wait from working makes it come later, never at once again.
Result<> waitForNews(desktop::SyncSession& session, int& troubles)
{
    using Woken = desktop::SyncSession::Woken;
    while (!stopAsked) {
        const auto start = std::chrono::steady_clock::now();
        const auto woken = session.waitForNews();
        if (woken && *woken == Woken::Nothing)
            continue;
        if (woken)
            return {};
        if (!isPassing(woken.error().code))
            return woken.error();
        if (std::chrono::steady_clock::now() - start >= waitLeast)
            continue;
        pause(backOff(++troubles, session.retryAfterSeconds()));
        return {};
    }
    return {};
}

Result<> watch(Program& program, Ledger& ledger, desktop::SyncSession& session)
{
    program.say("Watching; Ctrl-C ends it.\n");
    int failures = 0;
    int troubles = 0;
    std::optional<Version> last;
    while (!stopAsked) {
        std::fflush(stdout);
        const auto report = session.sync();
        if (stopAsked)
            break;
        if (!report && !isPassing(report.error().code))
            return report.error();
        if (!report) {
            if (failures++ == 0)
                std::fprintf(stderr, "%s\n", errorSentence(report.error()).c_str());
            pause(backOff(failures, session.retryAfterSeconds()));
            continue;
        }
        if (std::exchange(failures, 0) > 0)
            program.say("The server is there again.\n");
        if (report->pulled > 0)
            QM_TRY(tellArrivals(program, ledger, *report));
        if (report->pushed > 0)
            program.say("Sent " + std::to_string(report->pushed) + "; version " + report->version.text() + ".\n");
        for (const std::string& note : report->notes)
            program.say(note + "\n");
        if (const auto filled = backfill(ledger, session.peer()); !filled && !isPassing(filled.error().code))
            return filled.error();
        std::fflush(stdout);
        QM_TRY(packLog(ledger));
        // Woken again and again without getting on: the log goes further than this program understands, or alike.
        if (last && *last == report->version && report->pushed == 0)
            pause(backOff(++troubles, std::nullopt));
        else
            troubles = 0;
        last = report->version;
        QM_TRY(waitForNews(session, troubles));
    }
    program.say("Stopped.\n");
    return {};
}

Result<> sync(Program& program, const SyncArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const auto connection, desktop::loadConnection(*ledger, program.ledgerPath()));
    if (!connection)
        return Error { ErrorCode::Rule, "this ledger is not connected to a server; \"connect\" does that" };
    desktop::HttpsPeer::Options options = connection->peerOptions();
    if (arguments.isWatching) {
        std::signal(SIGINT, askToStop);
        std::signal(SIGTERM, askToStop);
        options.isCancelled = [] { return stopAsked != 0; };
    }
    desktop::SyncSession session(*ledger, program.ledgerPath(), *connection, std::move(options));
    session.setChecksRows(arguments.checksRows);
    if (arguments.isWatching)
        return watch(program, *ledger, session);

    QM_ASSIGN(const SyncReport report, session.sync());
    OrderedJson json { { "server", connection->server.text() } };
    putReport(json, report);
    program.print(json);
    program.say(reportText(report));
    std::fflush(stdout);
    // Everything is here by now; what is missing is history, and the next sync goes on with it.
    if (const auto filled = backfill(*ledger, session.peer()); !filled && !isPassing(filled.error().code))
        return filled.error();
    return packLog(*ledger);
}

} // namespace

void addSyncCommand(CLI::App& app, Program& program)
{
    auto arguments = std::make_shared<SyncArguments>();
    auto* command = app.add_subcommand("sync", "Exchange changes with the server");
    command->add_flag("--watch", arguments->isWatching, "Go on until Ctrl-C, and tell what arrives");
    command->add_flag("--check", arguments->checksRows,
        "Also compute the digest anew from every row, and replace what a damaged file holds by the server's");
    command->footer(
        "Examples:\n  quartermaster-cli sync\n  quartermaster-cli sync --watch\n\n"
        "Whatever fails, every change stays queued and goes out with the next exchange (exit 5: no connection).\n"
        "With --watch the server tells of every change at once; each arrival is shown, with --json as a line of JSON.");
    program.run(command, [&program, arguments] { return sync(program, *arguments); });
}

} // namespace qm::cli
