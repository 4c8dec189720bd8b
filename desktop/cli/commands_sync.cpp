#include "desktop/cli/commands.h"

#include "desktop/cli/error_sentence.h"
#include "desktop/cli/history_text.h"
#include "desktop/cli/program.h"
#include "desktop/cli/sync_run.h"
#include "desktop/services/sync_loop.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>

namespace qm::cli {

namespace {

struct SyncArguments {
    bool isWatching = false;
    bool checksRows = false;
};

volatile std::sig_atomic_t stopAsked = 0;

extern "C" void askToStop(int)
{
    stopAsked = 1;
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

Result<> watch(Program& program, Ledger& ledger, desktop::SyncSession& session)
{
    program.say("Watching; Ctrl-C ends it.\n");
    bool isAway = false;
    desktop::SyncLoop::Listener listener;
    listener.isStopped = [] { return stopAsked != 0; };
    listener.begins = [] { std::fflush(stdout); };
    listener.failed = [&](const Error& error, std::chrono::milliseconds) {
        if (!std::exchange(isAway, true))
            std::fprintf(stderr, "%s\n", errorSentence(error).c_str());
    };
    listener.synced = [&](const SyncReport& report) -> Result<> {
        if (std::exchange(isAway, false))
            program.say("The server is there again.\n");
        if (report.pulled > 0)
            QM_TRY(tellArrivals(program, ledger, report));
        if (report.pushed > 0)
            program.say("Sent " + std::to_string(report.pushed) + "; version " + report.version.text() + ".\n");
        for (const std::string& note : report.notes)
            program.say(note + "\n");
        std::fflush(stdout);
        return {};
    };
    QM_TRY(desktop::SyncLoop(session, std::move(listener)).run());
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
    return desktop::tidyUp(*ledger, session.peer(), [] { return false; });
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
