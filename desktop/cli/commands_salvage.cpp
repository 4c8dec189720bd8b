#include "desktop/cli/commands.h"

#include "desktop/cli/history_text.h"
#include "desktop/cli/program.h"
#include "desktop/cli/sync_run.h"
#include "desktop/services/sync_session.h"

#include <CLI/CLI.hpp>

namespace qm::cli {

namespace {

OrderedJson salvagedJson(const Ledger::Salvaged& salvaged)
{
    return { { "made", salvaged.made }, { "changed", salvaged.changed }, { "deleted", salvaged.deleted },
        { "conflicts_only_here", salvaged.conflicts }, { "parked_only_here", salvaged.parked } };
}

std::string countsText(const Ledger::Salvaged& salvaged)
{
    std::vector<std::string> parts;
    if (salvaged.made > 0)
        parts.push_back("lacks " + counted(salvaged.made, "row", "rows") + " that this copy has");
    if (salvaged.changed > 0)
        parts.push_back("has other values in " + counted(salvaged.changed, "row", "rows"));
    if (salvaged.deleted > 0)
        parts.push_back("still has " + counted(salvaged.deleted, "row", "rows") + " that this copy saw deleted");
    std::string text = "The server ";
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 < parts.size() ? ", " : " and ") + parts[i];
    text += parts.empty() ? "has all rows of this copy.\n" : ".\n";
    if (salvaged.conflicts + salvaged.parked > 0)
        text += counted(salvaged.conflicts, "open conflict", "open conflicts") + " and "
            + counted(salvaged.parked, "parked change", "parked changes")
            + " are known to this copy only: look at them before (conflicts, parked); afterwards they are in the file "
              "that is kept aside.\n";
    return text;
}

Result<> preview(Program& program, desktop::SyncSession& session)
{
    return session.previewSalvage([&](Ledger& then, const Ledger::Salvaged& salvaged) -> Result<> {
        QM_ASSIGN(const auto items, desktop::salvagedChanges(then));
        QM_ASSIGN(const NameMaps names, NameMaps::load(then));
        OrderedJson json { { "applied", false }, { "salvaged", salvagedJson(salvaged) },
            { "changes", OrderedJson::array() } };
        program.say(countsText(salvaged));
        for (const HistoryItem& item : items) {
            json["changes"].push_back(jsonOf(item, then.currency()));
            program.say(historyText(item, then.currency(), names));
        }
        program.say("If another device may still have the log, sync that one first: what it brings later meets this as "
                    "any other change does, with conflicts.\n");
        program.say("Nothing has been changed. If this is right, \"salvage --apply\" sends it, and keeps this file as "
                    "it is beside the new one.\n");
        program.print(json);
        return {};
    });
}

Result<> salvage(Program& program, bool applies)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const auto connection, desktop::loadConnection(*ledger, program.ledgerPath()));
    if (!connection)
        return Error { ErrorCode::Rule, "this ledger is not connected to a server; \"connect\" does that" };
    desktop::SyncSession session(*ledger, program.ledgerPath(), *connection, connection->peerOptions());
    if (!applies)
        return preview(program, session);

    QM_ASSIGN(const desktop::SyncSession::Salvage done, session.salvage());
    program.say(countsText(done.salvaged) + "That waits to be sent now. The file as it was is kept in " + done.keptPath
        + ".\n");
    OrderedJson json { { "applied", true }, { "salvaged", salvagedJson(done.salvaged) }, { "kept", done.keptPath } };
    const auto report = session.sync();
    if (!report)
        return report.error();
    putReport(json, *report);
    program.print(json);
    program.say(reportText(*report));
    return {};
}

} // namespace

void addSalvageCommand(CLI::App& app, Program& program)
{
    auto applies = std::make_shared<bool>(false);
    auto* command
        = app.add_subcommand("salvage", "Show, and bring back, what a server lost that only a snapshot of is here");
    command->add_flag("--apply", *applies, "Do it; otherwise it is only shown");
    command->footer(
        "Examples:\n  quartermaster-cli salvage\n  quartermaster-cli salvage --apply\n\n"
        "For the one case in which \"sync\" cannot give a restored server back what it lost: this copy began with a\n"
        "snapshot, does not have the log from before it, and no other device does. What the rows here say and the\n"
        "server's do not goes there as one change; the history between is in the file that is kept aside.");
    program.run(command, [&program, applies] { return salvage(program, *applies); });
}

} // namespace qm::cli
