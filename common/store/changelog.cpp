#include "common/store/changelog.h"

#include "common/store/action_ops.h"

#include <algorithm>

namespace qm {

namespace {

using Change = HistoryItem::Change;
using Kind = Op::Kind;

constexpr int unparkDepthMax = 8;

const char* outcomeWord(std::int64_t outcome)
{
    switch (outcome) {
    case 0: return "waiting";
    case 1: return "applied";
    case 2: return "conflict";
    default: return "parked";
    }
}

const char* opName(Kind kind)
{
    switch (kind) {
    case Kind::Create: return "create";
    case Kind::Set: return "set";
    case Kind::Delete: return "delete";
    case Kind::Close: return "close";
    case Kind::Reopen: return "reopen";
    case Kind::Revert: return "revert";
    case Kind::Settle: return "settle";
    case Kind::Unpark: return "unpark";
    case Kind::Restore: return "restore";
    }
    return "";
}

std::string jsonText(std::string_view text)
{
    std::string json;
    appendJsonString(text, json);
    return json;
}

/// JSON of a value; empty for none, as in HistoryItem::Change.
std::string valueText(Table table, const CellRef& cell, const CellValue& value)
{
    if (std::all_of(value.columns.begin(), value.columns.end(), [](const Scalar& column) { return isNull(column); }))
        return {};
    if (!cell.isExtra() && value.count != info(table).cells[cell.index].count)
        return {};
    std::string json;
    appendCellJson(table, cell, value, json);
    return json;
}

} // namespace

HistoryItem readHistoryItem(const sql::Statement& row, const Uuid& device)
{
    HistoryItem item;
    item.no = row.integer(0);
    item.id = Uuid::fromBytes(row.blob(1));
    if (!row.isNull(2))
        item.rev = row.integer(2);
    item.device = Uuid::fromBytes(row.blob(3));
    item.isOwn = item.device == device;
    item.at = row.text(4);
    item.act = row.text(5);
    if (!row.isNull(6))
        item.batch = Uuid::fromBytes(row.blob(6));
    item.outcome = outcomeWord(row.integer(7));
    if (!row.isNull(8))
        item.why = row.text(8);
    if (!row.isNull(9))
        item.deviceName = row.text(9);
    return item;
}

std::vector<Change> Changelog::of(const ChangeSet& change, const Wanted& wanted)
{
    m_wanted = wanted;
    m_counted = 0;
    m_changes.clear();
    appendAll(change.ops, 0);
    return std::move(m_changes);
}

void Changelog::appendAll(const std::vector<Op>& ops, int depth)
{
    for (const Op& op : ops)
        append(op, depth);
}

bool Changelog::isWanted(const RowKey& key)
{
    ++m_counted;
    return m_changes.size() < m_wanted.most && (!m_wanted.only || *m_wanted.only == key);
}

Change& Changelog::add(Kind kind, const RowKey& key)
{
    Change& change = m_changes.emplace_back();
    change.op = opName(kind);
    change.row = key;
    change.name = nameOf(key);
    return change;
}

/// Dead rows keep their names.
std::string Changelog::nameOf(const RowKey& key)
{
    const RowImage* row = m_store.row(key);
    return row ? rowName(*row) : std::string();
}

void Changelog::append(const Op& op, int depth)
{
    switch (op.kind) {
    case Kind::Create: appendCreated(op); return;
    case Kind::Set: appendSet(op); return;
    case Kind::Delete: appendRows(op.kind, op.group); return;
    case Kind::Restore: appendRestored(op.subject); return;
    case Kind::Close: appendStatus(op, "open", "closed"); return;
    case Kind::Reopen: appendStatus(op, "closed", "open"); return;
    case Kind::Revert:
        if (isWanted({})) {
            Change& change = add(op.kind, {});
            change.name = actOf(op.subject);
            change.to = jsonText(op.subject.text());
        }
        appendAll(op.inverses, depth);
        return;
    case Kind::Settle: appendSettled(op); return;
    case Kind::Unpark: appendUnparked(op, depth); return;
    }
}

void Changelog::appendCreated(const Op& op)
{
    if (!isWanted(op.image.key))
        return;
    Change& change = add(op.kind, op.image.key);
    if (change.name.empty())
        change.name = rowName(op.image);
    appendRowCells(op.image, change.to);
}

void Changelog::appendSet(const Op& op)
{
    for (const CellChange& cell : op.cells) {
        if (!isWanted(op.image.key))
            continue;
        Change& change = add(op.kind, op.image.key);
        change.cell = cellName(op.image.key.table, cell.cell);
        change.from = valueText(op.image.key.table, cell.cell, cell.was);
        change.to = valueText(op.image.key.table, cell.cell, cell.now);
    }
}

/// Deleted rows with what they held, restored ones with what they hold: the tables keep the values of both. What others
/// stand on comes first.
void Changelog::appendRows(Kind kind, std::vector<RowKey> rows)
{
    std::stable_sort(rows.begin(), rows.end(), [](const RowKey& a, const RowKey& b) { return a.table < b.table; });
    for (const RowKey& key : rows) {
        if (!isWanted(key))
            continue;
        Change& change = add(kind, key);
        if (const RowImage* row = m_store.row(key))
            appendRowCells(*row, kind == Kind::Delete ? change.from : change.to);
    }
}

void Changelog::appendRestored(const Uuid& deletion)
{
    const auto intent = m_store.intentOf(deletion);
    if (!intent)
        return;
    std::vector<RowKey> rows;
    collectGroups(intent->change.ops, rows, 0);
    appendRows(Kind::Restore, rows);
}

void Changelog::collectGroups(const std::vector<Op>& ops, std::vector<RowKey>& rows, int depth)
{
    for (const Op& op : ops) {
        rows.insert(rows.end(), op.group.begin(), op.group.end());
        collectGroups(op.inverses, rows, depth);
        if (op.kind != Kind::Unpark || op.choice != "apply" || depth >= unparkDepthMax)
            continue;
        if (const auto parked = m_store.intentOf(op.subject))
            collectGroups(parked->change.ops, rows, depth + 1);
    }
}

void Changelog::appendStatus(const Op& op, const char* from, const char* to)
{
    if (!isWanted(op.image.key))
        return;
    Change& change = add(op.kind, op.image.key);
    change.cell = "status";
    change.from = jsonText(from);
    change.to = jsonText(to);
}

void Changelog::appendSettled(const Op& op)
{
    const auto conflict = m_store.conflict(op.subject);
    const RowKey row = conflict ? conflict->row : RowKey {};
    if (!isWanted(row))
        return;
    Change& change = add(op.kind, row);
    if (conflict)
        change.cell = conflict->cell;
    change.to = op.choice.empty() ? std::string() : jsonText(op.choice);
}

void Changelog::appendUnparked(const Op& op, int depth)
{
    if (isWanted({})) {
        Change& change = add(op.kind, {});
        change.name = actOf(op.subject);
        change.to = op.choice.empty() ? std::string() : jsonText(op.choice);
    }
    if (op.choice != "apply" || depth >= unparkDepthMax)
        return;
    if (const auto parked = m_store.intentOf(op.subject))
        appendAll(parked->change.ops, depth + 1);
}

std::string Changelog::actOf(const Uuid& change)
{
    const auto intent = m_store.intentOf(change);
    return intent ? intent->change.act : std::string();
}

} // namespace qm
