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

Result<Money> bothChangesOf(Ledger& ledger, const Conflict& conflict)
{
    const CellRef cell = cellNamed(conflict.row.table, conflict.cell);
    QM_ASSIGN(const RowImage row, livingRow(ledger, conflict.row));
    QM_ASSIGN(const CellValue both, bothChanges(conflict, cell, row.get(cell)));
    return Money { *asInteger(both.columns[0]) };
}

namespace {

/// The change set, and those that wait for it, in the order of the log. Errors: NotFound, Rule (settled already).
Result<std::vector<Uuid>> withWaiting(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(const std::vector<Parked> parked, ledger.parkedChanges(true)); // in the order of the log
    const auto asked
        = std::find_if(parked.begin(), parked.end(), [&](const Parked& item) { return item.change == change; });
    if (asked == parked.end())
        return Error { ErrorCode::NotFound, "there is no parked change " + change.text() };
    if (asked->solved)
        return Error { ErrorCode::Rule, "this parked change is settled already" };
    std::vector<Uuid> all { change };
    std::unordered_set<Uuid> taken { change };
    for (bool hasMore = true; hasMore;) {
        hasMore = false;
        for (const Parked& item : parked) {
            if (item.solved || !item.root || !taken.contains(*item.root) || !taken.insert(item.change).second)
                continue;
            all.push_back(item.change);
            hasMore = true;
        }
    }
    return all;
}

Result<ChangeSet> changeSetOf(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(sql::Statement* const select, ledger.connection().cached("SELECT no FROM change_set WHERE id = ?"));
    select->bindBlob(0, change.view());
    QM_ASSIGN(const bool isThere, select->step());
    const std::int64_t no = isThere ? select->integer(0) : 0;
    select->reset();
    LogTexts texts(ledger.connection());
    QM_ASSIGN(const auto text, texts.read(no));
    if (!text)
        return Error { ErrorCode::NotFound, "the text of this change is not here yet; sync first" };
    QM_ASSIGN(DecodedChangeSet decoded, decodeChangeSet(text->intent));
    return std::move(decoded.change);
}

void addMonth(const Scalar& value, std::vector<Uuid>& months)
{
    if (const Uuid* month = asId(value))
        months.push_back(*month);
}

/// Of the row as it is here, if it is here.
Result<> addMonthOf(Ledger& ledger, const RowKey& key, std::vector<Uuid>& months)
{
    if (key.table == Table::Month)
        months.push_back(key.id);
    if (key.table != Table::Posting && key.table != Table::Entry)
        return {};
    QM_ASSIGN(const std::vector<Uuid> found,
        askIds(ledger,
            key.table == Table::Posting ? "SELECT month FROM posting WHERE id = ?"
                                        : "SELECT month FROM entry WHERE id = ?",
            key.id));
    months.insert(months.end(), found.begin(), found.end());
    return {};
}

Result<> addMonths(Ledger& ledger, const std::vector<Op>& ops, std::vector<Uuid>& months)
{
    for (const Op& op : ops) {
        if (op.kind == Op::Kind::Create && op.image.key.table == Table::Posting)
            addMonth(op.image.columns[col::posting::month], months);
        if (op.kind == Op::Kind::Create && op.image.key.table == Table::Entry)
            addMonth(op.image.columns[col::entry::month], months);
        if (op.kind == Op::Kind::Set)
            QM_TRY(addMonthOf(ledger, op.image.key, months));
        for (const CellChange& cell : op.cells) {
            if (cell.cell == cellNamed(Table::Posting, "slot") && op.image.key.table == Table::Posting)
                addMonth(cell.now.columns[0], months);
        }
        for (const RowKey& key : op.group)
            QM_TRY(addMonthOf(ledger, key, months));
        QM_TRY(addMonths(ledger, op.inverses, months));
    }
    return {};
}

/// The entry of that month that is named alike; none: an id of zeros.
Result<Uuid> entryLike(Ledger& ledger, const Uuid& entry, const Uuid& month)
{
    const auto original = livingRow(ledger, { Table::Entry, entry });
    if (!original)
        return Uuid();
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(month));
    for (const Entry& one : entries) {
        if (one.name == *asText(original->columns[col::entry::name]))
            return one.id;
    }
    return Uuid();
}

Op monthOp(Op::Kind kind, const Uuid& month)
{
    Op op;
    op.kind = kind;
    op.image.key = { Table::Month, month };
    return op;
}

} // namespace

Result<> settleParked(Ledger& ledger, const Uuid& change, bool apply)
{
    QM_ASSIGN(const std::vector<Uuid> all, withWaiting(ledger, change));
    std::vector<Op> ops;
    for (const Uuid& one : all)
        ops.push_back(unparkOp(one, apply));
    return performOps(ledger, apply ? "parked.apply" : "parked.discard", std::move(ops));
}

Result<std::vector<Uuid>> closedMonthsOf(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(const std::vector<Uuid> all, withWaiting(ledger, change));
    std::vector<Uuid> months;
    for (const Uuid& one : all) {
        QM_ASSIGN(const ChangeSet text, changeSetOf(ledger, one));
        QM_TRY(addMonths(ledger, text.ops, months));
    }
    std::sort(months.begin(), months.end());
    months.erase(std::unique(months.begin(), months.end()), months.end());
    std::vector<Uuid> closed;
    for (const Uuid& month : months) {
        QM_ASSIGN(const std::int64_t isClosed,
            askInteger(ledger, "SELECT count(*) FROM month WHERE id = ? AND status = 'closed'", month));
        if (isClosed)
            closed.push_back(month);
    }
    return closed;
}

Result<> reopenForParked(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(const std::vector<Uuid> all, withWaiting(ledger, change));
    QM_ASSIGN(const std::vector<Uuid> closed, closedMonthsOf(ledger, change));
    if (closed.empty())
        return Error { ErrorCode::Rule, "no month that it needs is closed now; it can be applied as it is" };
    std::vector<Op> ops;
    for (const Uuid& month : closed)
        ops.push_back(monthOp(Op::Kind::Reopen, month));
    for (const Uuid& one : all)
        ops.push_back(unparkOp(one, true));
    for (const Uuid& month : closed)
        ops.push_back(monthOp(Op::Kind::Close, month));
    return performOps(ledger, "parked.apply", std::move(ops));
}

Result<> moveParked(Ledger& ledger, const Uuid& change, const Uuid& month)
{
    QM_ASSIGN(const std::vector<Uuid> all, withWaiting(ledger, change));
    QM_ASSIGN(const ChangeSet parked, changeSetOf(ledger, change));
    const bool isOnlyPostings = std::all_of(parked.ops.begin(), parked.ops.end(),
        [](const Op& op) { return op.kind == Op::Kind::Create && op.image.key.table == Table::Posting; });
    if (all.size() > 1 || !isOnlyPostings)
        return Error { ErrorCode::Rule,
            "only new postings that nothing else waits for can be moved; reopen the month, or discard it" };
    QM_ASSIGN(const RowImage target, livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const YearMonth ym, YearMonth::parse(*asText(target.columns[col::month::ym])));
    std::vector<Op> ops { unparkOp(change, false) };
    for (const Op& made : parked.ops) {
        Op op = made;
        op.image.key.id = Uuid::make();
        auto& columns = op.image.columns;
        QM_ASSIGN(const Date was, parseDate(*asText(columns[col::posting::date])));
        columns[col::posting::month] = month;
        columns[col::posting::date] = dateText(ym.day(unsigned(was.day())));
        if (const Uuid* entry = asId(columns[col::posting::entry])) {
            QM_ASSIGN(const Uuid named, entryLike(ledger, *entry, month));
            columns[col::posting::entry] = named == Uuid() ? Scalar() : Scalar(named);
        }
        QM_TRY(checkImage(ledger, op.image));
        ops.push_back(std::move(op));
    }
    return performOps(ledger, "parked.move", std::move(ops));
}

} // namespace qm
