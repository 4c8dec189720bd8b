#include "desktop/cli/commands.h"

#include "common/store/actions.h"
#include "desktop/cli/cell_text.h"
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

/// Who made a change set, as far as this file knows.
struct Author {
    Uuid device;
    std::string name;
    std::string at;
    std::string act;
    bool isOwn = false;
};
Result<Author> authorOf(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    QM_ASSIGN(sql::Statement * statement,
        ledger.connection().cached("SELECT c.dev, coalesce(d.name, ''), c.at, c.act FROM change_set c"
                                   " LEFT JOIN device d ON d.id = c.dev WHERE c.id = ?"));
    statement->bindBlob(0, change.view());
    QM_ASSIGN(const bool isKnown, statement->step());
    Author author;
    if (isKnown) {
        author.device = Uuid::fromBytes(statement->blob(0));
        author.name = statement->text(1);
        author.at = statement->text(2);
        author.act = statement->text(3);
        author.isOwn = author.device == status.device;
    }
    statement->reset();
    return author;
}

std::string authorText(const Author& author)
{
    const std::string who = author.isOwn ? "this device"
        : !author.name.empty()           ? author.name
                                         : "device " + shortId(author.device);
    return who + (author.at.empty() ? "" : ", " + instantShort(author.at));
}

OrderedJson authorJson(const Author& author, const Uuid& change)
{
    return { { "change_set", change.text() }, { "device", author.device.text() },
        { "device_name", textOrNull(author.name) }, { "own", author.isOwn }, { "at", textOrNull(author.at) },
        { "act", textOrNull(author.act) } };
}

/// What the row is called now, or was when it was deleted.
Result<std::string> rowName(Ledger& ledger, const Conflict& conflict, const NameMaps& names)
{
    const Uuid& id = conflict.row.id;
    switch (conflict.row.table) {
    case Table::Account: return names.account(id);
    case Table::Category: return names.category(id);
    case Table::Template: return names.templ(id);
    case Table::Month: return names.month(id);
    case Table::Entry: return names.entry(id);
    default: break;
    }
    const auto row = ledger.row(conflict.row);
    if (!row)
        return std::string();
    if (conflict.row.table == Table::Posting) {
        const std::string* date = asText(row->columns[col::posting::date]);
        const std::string* payee = asText(row->columns[col::posting::payee]);
        return (date ? *date : std::string()) + (payee ? " " + *payee : std::string());
    }
    for (const Scalar& column : row->columns) {
        if (const std::string* text = asText(column))
            return *text;
    }
    return std::string();
}

const char* kindText(ConflictKind kind)
{
    switch (kind) {
    case ConflictKind::Field: return "two values were given at the same time";
    case ConflictKind::DeleteUndone: return "a deletion was undone, because somebody used it at the same time";
    case ConflictKind::DeleteBlocked: return "it was not deleted, because somebody used it at the same time";
    case ConflictKind::UndoSkipped: return "an undo left it out, because somebody changed it since";
    }
    return "";
}

/// What `mine` and `theirs` mean: which of the two is of this device. Nothing when it is both or neither.
std::optional<bool> isLostMine(const Author& loser, const Author& winner)
{
    if (loser.isOwn == winner.isOwn)
        return std::nullopt;
    return loser.isOwn;
}

struct Shown {
    Conflict conflict;
    Author loser;
    Author winner;
    std::string name;
};
Result<Shown> shownOf(Ledger& ledger, const Conflict& conflict, const NameMaps& names)
{
    Shown shown { conflict, {}, {}, {} };
    QM_ASSIGN(shown.loser, authorOf(ledger, conflict.loser));
    QM_ASSIGN(shown.winner, authorOf(ledger, conflict.winner));
    QM_ASSIGN(shown.name, rowName(ledger, conflict, names));
    return shown;
}

std::vector<std::string> choicesOf(const Shown& shown)
{
    std::vector<std::string> choices { "shown", "lost" };
    if (isLostMine(shown.loser, shown.winner))
        choices = { "mine", "theirs", "shown", "lost" };
    if (shown.conflict.kind == ConflictKind::Field && isMoneyCell(shown.conflict.row.table, shown.conflict.cell))
        choices.emplace_back("both");
    if (shown.conflict.kind == ConflictKind::Field)
        choices.emplace_back("VALUE");
    return choices;
}

OrderedJson conflictJson(const Shown& shown, const Currency& currency)
{
    const Conflict& conflict = shown.conflict;
    OrderedJson json { { "id", conflict.id.text() }, { "kind", conflictKindName(conflict.kind) },
        { "table", info(conflict.row.table).name }, { "row", conflict.row.id.text() },
        { "name", textOrNull(shown.name) }, { "cell", textOrNull(conflict.cell) } };
    putCell(json, "base", conflict.row.table, conflict.cell, conflict.baseValue, currency);
    putCell(json, "shown", conflict.row.table, conflict.cell, conflict.winnerValue, currency);
    putCell(json, "lost", conflict.row.table, conflict.cell, conflict.loserValue, currency);
    json["shown_by"] = authorJson(shown.winner, conflict.winner);
    json["lost_by"] = authorJson(shown.loser, conflict.loser);
    json["choices"] = choicesOf(shown);
    json["settled"] = conflict.solved.has_value();
    json["choice"] = textOrNull(conflict.choice);
    return json;
}

std::string textOf(const Shown& shown, const Currency& currency, const NameMaps& names)
{
    const Conflict& conflict = shown.conflict;
    const auto value = [&](const std::string& json) {
        const std::string text = cellText(conflict.row.table, conflict.cell, json, currency, names);
        return text.empty() ? std::string("none") : printable(text);
    };
    std::string text = shortId(conflict.id) + "  " + tableText(conflict.row.table) + " \"" + printable(shown.name)
        + "\"" + (conflict.cell.empty() ? "" : ", " + conflict.cell) + ": " + kindText(conflict.kind) + "\n";
    if (conflict.kind == ConflictKind::Field || conflict.kind == ConflictKind::UndoSkipped) {
        text += "    shown   " + value(conflict.winnerValue) + "   " + authorText(shown.winner) + "\n";
        text += "    lost    " + value(conflict.loserValue) + "   " + authorText(shown.loser) + "\n";
        text += "    before  " + value(conflict.baseValue) + "\n";
    } else {
        text += "    deleted by " + authorText(shown.loser) + ", used by " + authorText(shown.winner) + "\n";
    }
    if (conflict.solved)
        return text + "    settled" + (conflict.choice.empty() ? "" : ": " + conflict.choice) + "\n";
    std::string choices;
    for (const std::string& choice : choicesOf(shown))
        choices += (choices.empty() ? "" : "|") + choice;
    return text + "    settle with: resolve " + shortId(conflict.id) + " --keep " + choices + "\n";
}

Result<> conflicts(Program& program, const ConflictArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const std::vector<Conflict> all, ledger->conflicts(arguments.isAll));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    OrderedJson list = OrderedJson::array();
    std::string text;
    for (const Conflict& conflict : all) {
        QM_ASSIGN(const Shown shown, shownOf(*ledger, conflict, names));
        list.push_back(conflictJson(shown, ledger->currency()));
        text += textOf(shown, ledger->currency(), names);
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
    const auto months = closedMonthsOf(ledger, change);
    if (!months)
        return lines; // what it would do is not known here: its text came with a snapshot
    for (const Uuid& month : *months) {
        QM_ASSIGN(const std::vector<Month> all, ledger.months());
        const auto found = std::find_if(all.begin(), all.end(), [&](const Month& one) { return one.id == month; });
        QM_ASSIGN(const std::vector<HistoryItem> items, ledger.history(month, -1));
        const auto closing = std::find_if(items.begin(), items.end(), [](const HistoryItem& item) {
            return item.outcome != "parked"
                && std::any_of(item.changes.begin(), item.changes.end(),
                    [](const HistoryItem::Change& one) { return one.op == "close"; });
        });
        if (found == all.end())
            continue;
        std::string line = found->ym.text() + " was closed";
        if (closing != items.end()) {
            QM_ASSIGN(const Author author, authorOf(ledger, closing->id));
            line += " by " + authorText(author);
        }
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
        text += shortId(one.change) + "  " + author.act + ", " + authorText(author) + ": " + parkedText(one.why)
            + (one.detail.empty() ? "" : " (" + printable(one.detail) + ")") + "\n";
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
    program.print({ { "parked", std::move(list) } });
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

Result<Settle> settleOf(const Shown& shown, const std::string& word)
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
    QM_ASSIGN(const Shown shown, shownOf(*ledger, *found, names));
    QM_ASSIGN(const Settle how, settleOf(shown, arguments.keep));
    std::optional<CellValue> value;
    if (how == Settle::Value) {
        if (found->kind != ConflictKind::Field)
            return Error { ErrorCode::Usage,
                "\"" + arguments.keep.substr(0, 40) + "\" is no way to settle this: mine, theirs, shown or lost" };
        QM_ASSIGN(value, cellOfWord(*ledger, found->row.table, found->cell, arguments.keep));
    }
    QM_TRY(settleConflict(*ledger, id, how, value));
    program.print({ { "id", id.text() }, { "keep", arguments.keep } });
    program.say("Settled " + tableText(found->row.table) + " \"" + printable(shown.name)
        + "\": " + printable(arguments.keep) + ".\n");
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
