#include "desktop/cli/commands.h"

#include "desktop/cli/cell_text.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/history_text.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"

#include <CLI/CLI.hpp>

namespace qm::cli {

namespace {

struct HistoryArguments {
    std::string of;
    std::string change;
    std::int64_t limit = 20;
};

Result<> history(Program& program, const HistoryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    std::optional<Uuid> of;
    if (!arguments.of.empty()) {
        auto row = idNamed(*ledger, IdKind::Row, arguments.of);
        if (!row && row.error().code == ErrorCode::NotFound)
            row = idNamed(*ledger, IdKind::Change, arguments.of);
        if (!row)
            return row.error();
        of = *row;
    }
    QM_ASSIGN(const std::vector<HistoryItem> items, ledger->history(of, arguments.limit));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    OrderedJson list = OrderedJson::array();
    std::string text;
    for (const HistoryItem& item : items) {
        if (program.isJson)
            list.push_back(jsonOf(item, ledger->currency()));
        else
            text += historyText(item, ledger->currency(), names);
    }
    program.print({ { "history", std::move(list) } });
    program.say(text.empty() ? "Nothing has been changed yet.\n" : text);
    return {};
}

Result<> report(Program& program, Ledger& ledger, const Ledger::Acted& acted, const char* done)
{
    OrderedJson ids = OrderedJson::array();
    for (const Uuid& id : acted.changeSets)
        ids.push_back(id.text());
    program.print({ { "change_sets", std::move(ids) }, { "skipped", acted.isSkipped } });
    if (program.isJson)
        return {};
    std::string text;
    if (!acted.changeSets.empty()) {
        QM_ASSIGN(const std::vector<HistoryItem> items, ledger.history(acted.changeSets.front(), 1));
        QM_ASSIGN(const NameMaps names, NameMaps::load(ledger));
        if (!items.empty())
            text = historyText(items.front(), ledger.currency(), names);
    }
    program.say(std::string(done) + "\n" + text);
    if (acted.isSkipped)
        program.say("What somebody has changed since was left as it is; \"conflicts\" shows it.\n");
    return {};
}

Result<> undo(Program& program, const HistoryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    std::optional<Uuid> change;
    if (!arguments.change.empty()) {
        QM_ASSIGN(change, idNamed(*ledger, IdKind::Change, arguments.change));
    }
    QM_ASSIGN(const Ledger::Acted acted, ledger->undo(change));
    return report(program, *ledger, acted, "Taken back:");
}

Result<> redo(Program& program)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Ledger::Acted acted, ledger->redo());
    return report(program, *ledger, acted, "Done again:");
}

} // namespace

void addHistoryCommands(CLI::App& app, Program& program)
{
    auto arguments = std::make_shared<HistoryArguments>();

    auto* list = app.add_subcommand("history", "What was changed: who, when, from what to what; newest first");
    list->add_option("--of", arguments->of, "Only of this account, entry, posting … or change set, by its id");
    list->add_option("--limit", arguments->limit, "At most so many; -1 for all")
        ->check(CLI::Range(-1, 1000000000))
        ->capture_default_str();
    list->footer(
        "Examples:\n  quartermaster-cli history --limit 5\n  quartermaster-cli history --of 5d0f6a2b9c11 --json");
    program.run(list, [&program, arguments] { return history(program, *arguments); });

    auto* back = app.add_subcommand("undo", "Take back the last thing done here, or a change set of the history");
    back->add_option("change", arguments->change, "A change set's id (default: the last own one that still holds)");
    back->footer("Examples:\n  quartermaster-cli undo\n  quartermaster-cli undo 5d0f6a2b9c11\n\n"
                 "Also after a sync: undoing is a change of its own, and what others changed since stays.");
    program.run(back, [&program, arguments] { return undo(program, *arguments); });

    auto* again = app.add_subcommand("redo", "Do again what undo took back last");
    again->footer("Example:\n  quartermaster-cli redo");
    program.run(again, [&program] { return redo(program); });
}

} // namespace qm::cli
