#include "desktop/cli/conflict_text.h"

#include "common/ledger/date.h"
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

/// What the change set that settled it gave the cell; what was shown when it left that alone.
Result<std::string> settledValueOf(Ledger& ledger, const Conflict& conflict)
{
    if (!conflict.solved || conflict.kind != ConflictKind::Field)
        return std::string();
    QM_ASSIGN(const std::vector<HistoryItem> items, ledger.history(*conflict.solved, 1));
    if (items.empty())
        return std::string(); // its text came with a snapshot
    for (const HistoryItem::Change& change : items.front().changes) {
        if (change.op == "set" && change.row == conflict.row && change.cell == conflict.cell)
            return change.to;
    }
    return conflict.choice == "lost" ? conflict.loserValue : conflict.winnerValue;
}

/// The day and minute of the server's time, as this program shows instants.
std::string serverTime(std::int64_t eff)
{
    return instantShort(instantText(eff));
}

} // namespace

Result<Author> authorOf(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    QM_ASSIGN(sql::Statement * statement,
        ledger.connection().cached("SELECT c.dev, coalesce(d.name, ''), c.at, c.act, c.rev, c.eff FROM change_set c"
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
        if (!statement->isNull(4))
            author.eff = statement->integer(5);
    }
    statement->reset();
    return author;
}

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
    ShownConflict shown { conflict, {}, {}, {}, {}, {} };
    QM_ASSIGN(shown.loser, authorOf(ledger, conflict.loser));
    QM_ASSIGN(shown.winner, authorOf(ledger, conflict.winner));
    QM_ASSIGN(shown.name, rowName(ledger, conflict, names));
    if (conflict.solved) {
        QM_ASSIGN(shown.settler, authorOf(ledger, *conflict.solved));
        QM_ASSIGN(shown.settledValue, settledValueOf(ledger, conflict));
    }
    return shown;
}

std::optional<bool> isLostMine(const Author& loser, const Author& winner)
{
    if (loser.isOwn == winner.isOwn)
        return std::nullopt;
    return loser.isOwn;
}

std::string whyShown(const ShownConflict& shown)
{
    switch (shown.conflict.kind) {
    case ConflictKind::DeleteUndone:
    case ConflictKind::DeleteBlocked: return "what somebody typed outweighs a deletion by somebody who had not seen it";
    case ConflictKind::UndoSkipped: return "an undo takes back only what nobody has changed since";
    case ConflictKind::Field: break;
    }
    const auto isUnknown = [](const Author& author) { return author.device.isNull(); };
    if (isUnknown(shown.winner) || isUnknown(shown.loser))
        return "the later one counts, by the server's clock";
    if (!shown.winner.eff || !shown.loser.eff)
        return "one of them waits to be sent: the server puts both in the order of time";
    if (*shown.winner.eff == *shown.loser.eff)
        return "both were given at the same moment; the device's id decides";
    if (*shown.winner.eff < *shown.loser.eff) // R4 raised it
        return "the same value was given once more after the other, by the server's clock";
    const std::string later = serverTime(*shown.winner.eff);
    const std::string earlier = serverTime(*shown.loser.eff);
    return "the later one counts, by the server's clock"
        + (later == earlier ? std::string() : ": " + later + " against " + earlier);
}

OrderedJson conflictJson(const ShownConflict& shown, const Currency& currency)
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
    json["why"] = whyShown(shown);
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
    std::string text = shortId(conflict.id) + "  " + tableText(conflict.row.table) + " \"" + printable(shown.name)
        + "\"" + (conflict.cell.empty() ? "" : ", " + conflict.cell) + ": " + kindText(conflict.kind) + "\n";
    if (conflict.kind == ConflictKind::Field || conflict.kind == ConflictKind::UndoSkipped) {
        text += "    shown   " + value(conflict.winnerValue) + "   " + authorText(shown.winner) + "\n";
        text += "    lost    " + value(conflict.loserValue) + "   " + authorText(shown.loser) + "\n";
        text += "    before  " + value(conflict.baseValue) + "\n";
        text += "    why     " + whyShown(shown) + "\n";
    } else {
        text += "    deleted by " + authorText(shown.loser) + ", used by " + authorText(shown.winner) + "\n";
        text += "    why     " + whyShown(shown) + "\n";
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
