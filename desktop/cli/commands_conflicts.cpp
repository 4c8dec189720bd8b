#include "desktop/cli/commands.h"

#include "common/ledger/date.h"
#include "common/store/actions.h"
#include "common/store/parked_view.h"
#include "desktop/cli/cell_text.h"
#include "desktop/cli/conflict_text.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/history_text.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace qm::cli {

namespace {

struct ConflictArguments {
    std::string id;
    std::string keep;
    bool isApplied = false;
    bool isDiscarded = false;
    bool isReopening = false;
    std::string moveTo;
    bool isAll = false;
};

Result<> conflicts(Program& program, const ConflictArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const std::vector<Conflict> all, ledger->conflicts(arguments.isAll));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    OrderedJson list = OrderedJson::array();
    std::string text;
    for (const Conflict& conflict : all) {
        QM_ASSIGN(const ShownConflict shown, ShownConflict::of(*ledger, conflict, names));
        list.push_back(conflictJson(shown, ledger->currency()));
        text += conflictText(shown, ledger->currency(), names);
    }
    program.print({ { "conflicts", std::move(list) } });
    program.say(text.empty() ? "There are no conflicts.\n" : text);
    return {};
}

const char* parkedText(const std::string& why)
{
    if (why == "depends")
        return "it needs something that is not there";
    if (why == "month_closed")
        return "the month was closed meanwhile";
    if (why == "month_changed")
        return "the month was changed meanwhile, so it was not closed";
    if (why == "deleted")
        return "what it changes was deleted";
    if (why == "indivisible")
        return "part of it was changed meanwhile, and it happens whole or not at all";
    if (why == "date_outside_month")
        return "its day would lie outside its month";
    return "it could not be applied";
}

/// `2026-04 was closed by Kitchen laptop, 2026-05-03 18:22`, for each month that stands in the way.
Result<std::vector<std::string>> closings(Ledger& ledger, const Uuid& change)
{
    std::vector<std::string> lines;
    QM_ASSIGN(const std::vector<ClosedMonth> months, closedMonthsFor(ledger, change));
    for (const ClosedMonth& month : months) {
        std::string line = month.ym.text() + " was closed";
        if (month.closedBy)
            line += " by " + authorText(*month.closedBy);
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<> parked(Program& program, const ConflictArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const std::vector<Parked> all, ledger->parkedChanges(arguments.isAll));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    OrderedJson list = OrderedJson::array();
    std::string text;
    for (const Parked& one : all) {
        QM_ASSIGN(const Author author, authorOf(*ledger, one.change));
        QM_ASSIGN(const std::vector<HistoryItem> items, ledger->history(one.change, 1));
        OrderedJson json { { "id", one.change.text() }, { "why", one.why }, { "detail", textOrNull(one.detail) },
            { "waits_for", one.root ? OrderedJson(one.root->text()) : OrderedJson() },
            { "by", authorJson(author, one.change) }, { "settled", one.solved.has_value() },
            { "choice", textOrNull(one.choice) } };
        std::vector<std::string> closed;
        if (!one.solved) {
            QM_ASSIGN(closed, closings(*ledger, one.change));
        }
        json["closed"] = closed;
        json["changes"] = items.empty() ? OrderedJson::array() : jsonOf(items.front(), ledger->currency())["changes"];
        list.push_back(std::move(json));
        text += shortId(one.change) + "  " + (author.act.empty() ? "" : author.act + ", ") + authorText(author) + ": "
            + parkedText(one.why) + (one.detail.empty() ? "" : " (" + printable(one.detail) + ")") + "\n";
        if (!items.empty()) {
            const std::string whole = historyText(items.front(), ledger->currency(), names);
            text += whole.substr(whole.find('\n') + 1);
        }
        for (const std::string& line : closed)
            text += "    " + printable(line) + "\n";
        text += one.solved ? "    settled: " + one.choice + "\n"
                           : "    settle with: resolve " + shortId(one.change)
                + (closed.empty() ? " --apply | --discard\n" : " --reopen | --move MONTH | --discard\n");
    }
    QM_ASSIGN(const std::vector<Ledger::SetApart> setApart, ledger->setApart());
    OrderedJson apart = OrderedJson::array();
    for (const Ledger::SetApart& one : setApart) {
        apart.push_back(
            { { "id", one.id.text() }, { "why", one.why }, { "at", instantText(one.atMs) }, { "text", one.intent } });
        text += shortId(one.id) + "  set apart " + instantShort(instantText(one.atMs))
            + ", because it could not be read: " + printable(one.why) + "\n    " + printable(one.intent)
            + "\n    It has no effect and stays in this file; do again what it was meant to do.\n";
    }
    program.print({ { "parked", std::move(list) }, { "set_apart", std::move(apart) } });
    program.say(text.empty() ? "Nothing is parked.\n" : text);
    return {};
}

Result<> resolveParked(Program& program, Ledger& ledger, const ConflictArguments& arguments)
{
    QM_ASSIGN(const Uuid change, idNamed(ledger, IdKind::Change, arguments.id));
    if (arguments.isReopening) {
        QM_TRY(reopenForParked(ledger, change));
        program.print({ { "id", change.text() }, { "choice", "reopen" } });
        program.say("The month was opened, it was applied, and the month was closed again.\n");
        return {};
    }
    if (!arguments.moveTo.empty()) {
        QM_ASSIGN(const Month month, monthNamed(ledger, arguments.moveTo));
        QM_TRY(moveParked(ledger, change, month.id));
        program.print({ { "id", change.text() }, { "choice", "move" }, { "month", month.ym.text() } });
        program.say("Recorded in " + month.ym.text() + " instead; what was parked stays in the history.\n");
        return {};
    }
    QM_TRY(settleParked(ledger, change, arguments.isApplied));
    program.print({ { "id", change.text() }, { "choice", arguments.isApplied ? "apply" : "discard" } });
    program.say(arguments.isApplied ? "Applied as of now.\n" : "Discarded; it stays in the history.\n");
    return {};
}

Result<Settle> settleOf(const ShownConflict& shown, const std::string& word)
{
    if (word == "shown" || word == "lost" || word == "both")
        return word == "shown" ? Settle::Shown : word == "lost" ? Settle::Lost : Settle::Both;
    if (word != "mine" && word != "theirs")
        return Settle::Value;
    const auto isMineLost = isLostMine(shown.loser, shown.winner);
    if (!isMineLost) {
        return Error { ErrorCode::Rule,
            std::string(shown.loser.isOwn ? "both values were" : "neither value was")
                + " given on this device, so \"mine\" and \"theirs\" are unclear; say --keep shown or --keep lost" };
    }
    return *isMineLost == (word == "mine") ? Settle::Lost : Settle::Shown;
}

Result<> resolve(Program& program, const ConflictArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    if (arguments.isApplied || arguments.isDiscarded || arguments.isReopening || !arguments.moveTo.empty())
        return resolveParked(program, *ledger, arguments);
    if (arguments.keep.empty())
        return Error { ErrorCode::Usage,
            "say how: --keep for a conflict, --apply, --reopen, --move or --discard for something parked" };
    QM_ASSIGN(const Uuid id, idNamed(*ledger, IdKind::Conflict, arguments.id));
    QM_ASSIGN(const std::vector<Conflict> all, ledger->conflicts(true));
    const auto found
        = std::find_if(all.begin(), all.end(), [&](const Conflict& conflict) { return conflict.id == id; });
    if (found == all.end())
        return Error { ErrorCode::NotFound, "there is no conflict " + arguments.id };
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    QM_ASSIGN(const ShownConflict shown, ShownConflict::of(*ledger, *found, names));
    QM_ASSIGN(const Settle how, settleOf(shown, arguments.keep));
    std::optional<CellValue> value;
    if (how == Settle::Value) {
        if (found->kind != ConflictKind::Field)
            return Error { ErrorCode::Usage,
                "\"" + arguments.keep.substr(0, 40) + "\" is no way to settle this: mine, theirs, shown or lost" };
        QM_ASSIGN(value, cellOfWord(*ledger, found->row.table, found->cell, arguments.keep));
    }
    QM_TRY(settleConflict(*ledger, id, how, value));
    OrderedJson json { { "id", id.text() }, { "keep", arguments.keep } };
    std::string now = ": " + printable(arguments.keep);
    const auto row = ledger->row(found->row);
    if (row && found->kind == ConflictKind::Field) {
        const CellRef cell = cellNamed(found->row.table, found->cell);
        std::string stands;
        appendCellJson(found->row.table, cell, row->get(cell), stands);
        putCell(json, "value", found->row.table, found->cell, stands, ledger->currency());
        const std::string text = cellText(found->row.table, found->cell, stands, ledger->currency(), names);
        now = ": " + found->cell + " is " + (text.empty() ? "none" : printable(text)) + " now";
    }
    program.print(json);
    program.say("Settled " + tableText(found->row.table) + " \"" + printable(shown.title) + "\"" + now + ".\n");
    return {};
}

} // namespace

void addConflictCommands(CLI::App& app, Program& program)
{
    auto arguments = std::make_shared<ConflictArguments>();

    auto* list = app.add_subcommand(
        "conflicts", "What two people changed at the same time: both values, and how to settle it");
    list->add_flag("--all", arguments->isAll, "Settled ones too");
    list->footer("Example:\n  quartermaster-cli conflicts");
    program.run(list, [&program, arguments] { return conflicts(program, *arguments); });

    auto* waiting = app.add_subcommand("parked", "What could not be applied and waits for a person");
    waiting->add_flag("--all", arguments->isAll, "Settled ones too");
    waiting->footer("Example:\n  quartermaster-cli parked");
    program.run(waiting, [&program, arguments] { return parked(program, *arguments); });

    auto* settle = app.add_subcommand("resolve", "Settle a conflict or something parked");
    settle->add_option("id", arguments->id, "As \"conflicts\" and \"parked\" show it")->required();
    auto* keep
        = settle->add_option("--keep", arguments->keep, "mine, theirs, both, or a value of your own; shown, lost");
    auto* apply
        = settle->add_flag("--apply", arguments->isApplied, "Apply what is parked, and what waits for it, as of now")
              ->excludes(keep);
    auto* reopen = settle
                       ->add_flag("--reopen", arguments->isReopening,
                           "Open the month, apply what is parked, and close the month again: one change")
                       ->excludes(keep)
                       ->excludes(apply);
    auto* move
        = settle->add_option("--move", arguments->moveTo, "Record the parked postings in this open month instead")
              ->type_name("MONTH")
              ->excludes(keep)
              ->excludes(apply)
              ->excludes(reopen);
    settle->add_flag("--discard", arguments->isDiscarded, "Leave out what is parked; it stays in the history")
        ->excludes(keep)
        ->excludes(apply)
        ->excludes(reopen)
        ->excludes(move);
    settle->footer(R"(Examples:
  quartermaster-cli resolve 77aa01b29c11 --keep mine
  quartermaster-cli resolve 77aa01b29c11 --keep -430.00
  quartermaster-cli resolve 5d0f6a2b9c11 --apply
  quartermaster-cli resolve 5d0f6a2b9c11 --move 2026-06

mine is the value given on this device, whether it is shown or lost; theirs is the other one. both adds up what the two
changed (400 to 420 here and to 450 there: 470). For a deletion, the deletion is one side and the use of it the other.)");
    program.run(settle, [&program, arguments] { return resolve(program, *arguments); });
}

} // namespace qm::cli
