#include "common/store/actions.h"

#include "common/store/action_ops.h"

#include <algorithm>
#include <unordered_set>

namespace qm {

namespace {

Op settleOp(const Uuid& conflict, std::string choice)
{
    Op op;
    op.kind = Op::Kind::Settle;
    op.subject = conflict;
    op.choice = std::move(choice);
    return op;
}

Result<Conflict> openConflict(Ledger& ledger, const Uuid& id)
{
    QM_ASSIGN(const std::vector<Conflict> conflicts, ledger.conflicts(true));
    const auto found
        = std::find_if(conflicts.begin(), conflicts.end(), [&](const Conflict& conflict) { return conflict.id == id; });
    if (found == conflicts.end())
        return Error { ErrorCode::NotFound, "there is no conflict " + id.text() };
    if (found->solved)
        return Error { ErrorCode::Rule, "this conflict is settled already" };
    return *found;
}

Result<CellValue> valueOf(const Conflict& conflict, const CellRef& cell, const std::string& json)
{
    QM_ASSIGN(const Json parsed, parseJson(json.empty() ? "null" : json));
    return decodeCell(conflict.row.table, cell, parsed);
}

bool isMoney(Table table, const CellRef& cell)
{
    if (cell.isExtra())
        return false;
    const CellInfo& place = info(table).cells[cell.index];
    return place.count == 1 && info(table).columns[place.first].type == ColumnType::Money;
}

/// What is shown and, on top, what the lost value had changed.
Result<CellValue> bothChanges(const Conflict& conflict, const CellRef& cell, const CellValue& shown)
{
    if (!isMoney(conflict.row.table, cell))
        return Error { ErrorCode::Rule, "only of two amounts both changes can be kept" };
    QM_ASSIGN(const CellValue lost, valueOf(conflict, cell, conflict.loserValue));
    QM_ASSIGN(const CellValue base,
        valueOf(conflict, cell, conflict.baseValue.empty() ? std::string("0") : conflict.baseValue));
    const Money change { *asInteger(lost.columns[0]) - *asInteger(base.columns[0]) }; // both within 2^53
    QM_ASSIGN(const Money sum, add({ *asInteger(shown.columns[0]) }, change));
    CellValue both;
    both.columns[0] = sum.minor;
    return both;
}

Result<> settleCell(Ledger& ledger, const Conflict& conflict, Settle how, const std::optional<CellValue>& value)
{
    const CellRef cell = cellNamed(conflict.row.table, conflict.cell);
    QM_ASSIGN(const RowImage row, livingRow(ledger, conflict.row));
    CellValue chosen;
    if (how == Settle::Lost) {
        QM_ASSIGN(chosen, valueOf(conflict, cell, conflict.loserValue));
    } else if (how == Settle::Both) {
        QM_ASSIGN(chosen, bothChanges(conflict, cell, row.get(cell)));
    } else if (value) {
        chosen = *value;
    } else {
        return Error { ErrorCode::Invalid, "the value to settle the conflict with is missing" };
    }
    std::vector<Op> ops { settleOp(conflict.id, how == Settle::Lost ? "lost" : "value") };
    if (conflict.row.table == Table::Month && conflict.cell == "status") {
        if (row.get(cell) != chosen) {
            Op op;
            op.kind = chosen.columns[0] == Scalar(std::string("closed")) ? Op::Kind::Close : Op::Kind::Reopen;
            op.image.key = conflict.row;
            ops.push_back(std::move(op));
        }
        return performOps(ledger, "conflict.settle", std::move(ops));
    }
    QM_ASSIGN(EditOps edit, editOps(ledger, conflict.row, { { cell, chosen } }));
    std::move(edit.ops.begin(), edit.ops.end(), std::back_inserter(ops));
    return performOps(ledger, "conflict.settle", std::move(ops), edit.isIndivisible);
}

/// Every row that a change set of these operations deletes.
void collectDeleted(const std::vector<Op>& ops, std::vector<RowKey>& rows)
{
    for (const Op& op : ops) {
        rows.insert(rows.end(), op.group.begin(), op.group.end());
        collectDeleted(op.inverses, rows);
    }
}

Result<std::vector<RowKey>> rowsDeletedBy(Ledger& ledger, const Conflict& conflict)
{
    QM_ASSIGN(sql::Statement* const select, ledger.connection().cached("SELECT no FROM change_set WHERE id = ?"));
    select->bindBlob(0, conflict.loser.view());
    QM_ASSIGN(const bool isThere, select->step());
    const std::int64_t no = isThere ? select->integer(0) : 0;
    select->reset();
    LogTexts texts(ledger.connection());
    QM_ASSIGN(const auto text, texts.read(no));
    std::vector<RowKey> rows { conflict.row };
    if (!text)
        return rows; // its text came with a snapshot only: the row it is about, and what stands on that
    QM_ASSIGN(const DecodedChangeSet decoded, decodeChangeSet(text->intent));
    collectDeleted(decoded.change.ops, rows);
    return rows;
}

Result<> appendIds(Ledger& ledger, const char* sql, const RowKey& above, Table table, std::vector<RowKey>& rows)
{
    QM_ASSIGN(const std::vector<Uuid> ids, askIds(ledger, sql, above.id));
    for (const Uuid& id : ids)
        rows.push_back({ table, id });
    return {};
}

/// What stands directly on a row and is alive.
Result<std::vector<RowKey>> livingChildren(Ledger& ledger, const RowKey& key)
{
    std::vector<RowKey> rows;
    switch (key.table) {
    case Table::Month:
        QM_TRY(appendIds(ledger, "SELECT id FROM entry WHERE month = ? AND dead = 0", key, Table::Entry, rows));
        QM_TRY(appendIds(ledger, "SELECT id FROM posting WHERE month = ? AND entry IS NULL AND dead = 0", key,
            Table::Posting, rows));
        break;
    case Table::Entry:
        QM_TRY(appendIds(ledger,
            "SELECT p.id FROM entry e JOIN posting p ON p.month = e.month AND p.entry = e.id WHERE e.id = ? AND p.dead "
            "= 0",
            key, Table::Posting, rows));
        break;
    case Table::Account:
        QM_TRY(appendIds(ledger, "SELECT id FROM posting WHERE account = ? AND dead = 0", key, Table::Posting, rows));
        QM_TRY(
            appendIds(ledger, "SELECT id FROM posting WHERE to_account = ? AND dead = 0", key, Table::Posting, rows));
        break;
    case Table::Category:
        QM_TRY(appendIds(ledger, "SELECT id FROM entry WHERE category = ? AND dead = 0", key, Table::Entry, rows));
        QM_TRY(appendIds(
            ledger, "SELECT id FROM template_entry WHERE category = ? AND dead = 0", key, Table::TemplateEntry, rows));
        break;
    case Table::Template:
        QM_TRY(appendIds(
            ledger, "SELECT id FROM template_entry WHERE template = ? AND dead = 0", key, Table::TemplateEntry, rows));
        break;
    default: break;
    }
    return rows;
}

Result<> deleteAfterAll(Ledger& ledger, const Conflict& conflict)
{
    QM_ASSIGN(std::vector<RowKey> asked, rowsDeletedBy(ledger, conflict));
    std::vector<RowKey> group;
    std::unordered_set<RowKey> taken;
    while (!asked.empty()) {
        const RowKey key = asked.back();
        asked.pop_back();
        if (!ledger.row(key) || !taken.insert(key).second)
            continue;
        group.push_back(key);
        QM_ASSIGN(const std::vector<RowKey> children, livingChildren(ledger, key));
        asked.insert(asked.end(), children.begin(), children.end());
        if (key.table != Table::Posting)
            continue;
        QM_ASSIGN(const RowImage posting, livingRow(ledger, key));
        QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, posting)); // all of it or nothing
        for (const RowImage& part : parts)
            asked.push_back(part.key);
    }
    if (group.size() > deleteRowsMax)
        return Error { ErrorCode::Rule, std::to_string(group.size()) + " rows cannot be deleted at once" };
    std::vector<Op> ops { settleOp(conflict.id, "lost") };
    if (!group.empty())
        ops.push_back(deleteOp(std::move(group)));
    return performOps(ledger, "conflict.settle", std::move(ops));
}

Op unparkOp(const Uuid& change, bool apply)
{
    Op op;
    op.kind = Op::Kind::Unpark;
    op.subject = change;
    op.choice = apply ? "apply" : "discard";
    return op;
}

} // namespace

Result<> settleConflict(Ledger& ledger, const Uuid& conflict, Settle how, const std::optional<CellValue>& value)
{
    QM_ASSIGN(const Conflict found, openConflict(ledger, conflict));
    if (how == Settle::Shown)
        return performOps(ledger, "conflict.settle", { settleOp(conflict, "shown") });
    if (!found.cell.empty())
        return settleCell(ledger, found, how, value);
    if (how != Settle::Lost)
        return Error { ErrorCode::Rule, "a deletion is kept undone, or done after all; there is no third way" };
    return deleteAfterAll(ledger, found);
}

Result<> settleParked(Ledger& ledger, const Uuid& change, bool apply)
{
    QM_ASSIGN(const std::vector<Parked> parked, ledger.parkedChanges(true)); // in the order of the log
    const auto asked
        = std::find_if(parked.begin(), parked.end(), [&](const Parked& item) { return item.change == change; });
    if (asked == parked.end())
        return Error { ErrorCode::NotFound, "there is no parked change " + change.text() };
    if (asked->solved)
        return Error { ErrorCode::Rule, "this parked change is settled already" };
    std::vector<Op> ops { unparkOp(change, apply) };
    std::unordered_set<Uuid> taken { change };
    for (bool hasMore = true; hasMore;) {
        hasMore = false;
        for (const Parked& item : parked) {
            if (item.solved || !item.root || !taken.contains(*item.root) || !taken.insert(item.change).second)
                continue;
            ops.push_back(unparkOp(item.change, apply));
            hasMore = true;
        }
    }
    return performOps(ledger, apply ? "parked.apply" : "parked.discard", std::move(ops));
}

} // namespace qm
