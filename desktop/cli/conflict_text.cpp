#include "desktop/cli/conflict_text.h"

#include "common/ledger/date.h"
#include "common/store/cell_parts.h"
#include "desktop/cli/cell_text.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/history_text.h"
#include "desktop/cli/json_rows.h"

namespace qm::cli {

namespace {

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

std::vector<std::string> choicesOf(const ShownConflict& shown)
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

/// The day and minute of the server's time, as this program shows instants.
std::string serverTime(std::int64_t eff)
{
    return instantShort(instantText(eff));
}

} // namespace

std::string authorText(const Author& author)
{
    const std::string who = author.isOwn ? "this device"
        : !author.name.empty()           ? author.name
                                         : "device " + shortId(author.device);
    if (author.at.empty()) // its text came with a snapshot
        return who + (author.eff ? ", " + instantShort(instantText(*author.eff)) : "");
    return who + ", " + instantShort(author.at);
}

OrderedJson authorJson(const Author& author, const Uuid& change)
{
    return { { "change_set", change.text() }, { "device", author.device.text() },
        { "device_name", textOrNull(author.name) }, { "own", author.isOwn }, { "at", textOrNull(author.at) },
        { "act", textOrNull(author.act) } };
}

Result<ShownConflict> ShownConflict::of(Ledger& ledger, const Conflict& conflict, const NameMaps& names)
{
    ShownConflict shown;
    QM_ASSIGN(static_cast<ConflictView&>(shown), ConflictView::of(ledger, conflict));
    QM_ASSIGN(shown.title, rowName(ledger, conflict, names));
    return shown;
}

std::string whyText(const ShownConflict& shown)
{
    switch (whyShown(shown)) {
    case WhyShown::WorkOutweighsDeletion:
        return "what somebody typed outweighs a deletion by somebody who had not seen it";
    case WhyShown::UndoLeavesNewer: return "an undo takes back only what nobody has changed since";
    case WhyShown::WaitsForServer: return "one of them waits to be sent: the server puts both in the order of time";
    case WhyShown::SameMoment: return "both were given at the same moment; the device's id decides";
    case WhyShown::GivenOnceMore: return "the same value was given once more after the other, by the server's clock";
    case WhyShown::LaterCounts: break;
    }
    const std::string words = "the later one counts, by the server's clock";
    if (!shown.winner.eff || !shown.loser.eff)
        return words;
    const std::string later = serverTime(*shown.winner.eff);
    const std::string earlier = serverTime(*shown.loser.eff);
    return words + (later == earlier ? std::string() : ": " + later + " against " + earlier);
}

OrderedJson conflictJson(const ShownConflict& shown, const Currency& currency)
{
    const Conflict& conflict = shown.conflict;
    OrderedJson json { { "id", conflict.id.text() }, { "kind", conflictKindName(conflict.kind) },
        { "table", info(conflict.row.table).name }, { "row", conflict.row.id.text() },
        { "name", textOrNull(shown.title) }, { "cell", textOrNull(conflict.cell) } };
    putCell(json, "base", conflict.row.table, conflict.cell, conflict.baseValue, currency);
    putCell(json, "shown", conflict.row.table, conflict.cell, conflict.winnerValue, currency);
    putCell(json, "lost", conflict.row.table, conflict.cell, conflict.loserValue, currency);
    json["shown_by"] = authorJson(shown.winner, conflict.winner);
    json["lost_by"] = authorJson(shown.loser, conflict.loser);
    json["why"] = whyText(shown);
    json["choices"] = choicesOf(shown);
    json["settled"] = conflict.solved.has_value();
    json["choice"] = textOrNull(conflict.choice);
    json["settled_by"] = conflict.solved ? authorJson(shown.settler, *conflict.solved) : OrderedJson();
    putCell(json, "settled_value", conflict.row.table, conflict.cell, shown.settledValue, currency);
    return json;
}

std::string conflictText(const ShownConflict& shown, const Currency& currency, const NameMaps& names)
{
    const Conflict& conflict = shown.conflict;
    const auto value = [&](const std::string& json) {
        const std::string text = cellText(conflict.row.table, conflict.cell, json, currency, names);
        return text.empty() ? std::string("none") : printable(text);
    };
    std::string text = shortId(conflict.id) + "  " + tableText(conflict.row.table) + " \"" + printable(shown.title)
        + "\"" + (conflict.cell.empty() ? "" : ", " + conflict.cell) + ": " + kindText(conflict.kind) + "\n";
    if (conflict.kind == ConflictKind::Field || conflict.kind == ConflictKind::UndoSkipped) {
        text += "    shown   " + value(conflict.winnerValue) + "   " + authorText(shown.winner) + "\n";
        text += "    lost    " + value(conflict.loserValue) + "   " + authorText(shown.loser) + "\n";
        text += "    before  " + value(conflict.baseValue) + "\n";
        text += "    why     " + whyText(shown) + "\n";
    } else {
        text += "    deleted by " + authorText(shown.loser) + ", used by " + authorText(shown.winner) + "\n";
        text += "    why     " + whyText(shown) + "\n";
    }
    if (conflict.solved) {
        text += "    settled by " + authorText(shown.settler);
        if (!shown.settledValue.empty())
            return text + ": " + value(shown.settledValue) + "\n";
        return text + (conflict.choice.empty() ? "" : ": " + conflict.choice) + "\n";
    }
    std::string choices;
    for (const std::string& choice : choicesOf(shown))
        choices += (choices.empty() ? "" : "|") + choice;
    return text + "    settle with: resolve " + shortId(conflict.id) + " --keep " + choices + "\n";
}

} // namespace qm::cli
