#include "common/store/action_ops.h"

#include <algorithm>

namespace qm {

namespace {

std::string monthText(const RowImage& month)
{
    return *asText(month.columns[col::month::ym]);
}

Result<> checkDay(const std::string& day, const RowImage& month, std::string_view what)
{
    if (day.compare(0, 7, monthText(month)) == 0)
        return {};
    return Error { ErrorCode::OutsideMonth,
        day + " does not lie in " + monthText(month) + ", the month of the " + std::string(what) };
}

/// The values that the parts of a split share: what one part is set to, all are.
Result<std::vector<CellChange>> sharedChanges(const RowImage& part, const RowImage& edited)
{
    std::vector<CellChange> changes;
    for (const char* name : { "account", "cleared", "payee" }) {
        const CellRef cell = cellNamed(Table::Posting, name);
        if (part.get(cell) != edited.get(cell))
            changes.push_back({ cell, part.get(cell), edited.get(cell) });
    }
    const CellRef slot = cellNamed(Table::Posting, "slot");
    CellValue moved = part.get(slot);
    moved.columns[0] = edited.columns[col::posting::month];
    moved.columns[1] = edited.columns[col::posting::date];
    if (moved != part.get(slot))
        changes.push_back({ slot, part.get(slot), moved });
    return changes;
}

Op setOp(const RowKey& key, std::vector<CellChange> changes)
{
    Op op;
    op.kind = Op::Kind::Set;
    op.image.key = key;
    op.cells = std::move(changes);
    return op;
}

Result<> checkCell(const RowKey& row, const CellRef& cell, const CellValue& value)
{
    const std::string name(cellName(row.table, cell));
    if (cell.isExtra())
        return Error { ErrorCode::Invalid, tableWords(row.table) + " has no \"" + name + "\"" };
    const CellInfo& place = info(row.table).cells[cell.index];
    if (row.table == Table::Month && name == "status")
        return Error { ErrorCode::Rule, "a month is closed and reopened by actions of their own" };
    if (place.isFixed)
        return Error { ErrorCode::Rule,
            "the " + name + " of " + tableWords(row.table) + " is given when it is made and never changes" };
    if (value.count != place.count)
        return Error { ErrorCode::Invalid, "\"" + name + "\" takes " + std::to_string(place.count) + " values" };
    return {};
}

} // namespace

Op createOp(const RowKey& key, std::vector<Scalar> columns)
{
    Op op;
    op.kind = Op::Kind::Create;
    op.image.key = key;
    op.image.columns = std::move(columns);
    return op;
}

Op deleteOp(std::vector<RowKey> group)
{
    Op op;
    op.kind = Op::Kind::Delete;
    op.group = std::move(group);
    return op;
}

std::string tableWords(Table table)
{
    return table == Table::TemplateEntry ? "the template entry" : "the " + std::string(info(table).name);
}

std::string rowName(const RowImage& image)
{
    const auto text = [&](int column) {
        const std::string* found = asText(image.columns[static_cast<std::size_t>(column)]);
        return found ? *found : std::string();
    };
    switch (image.key.table) {
    case Table::Ledger: return text(col::ledger::name);
    case Table::Account: return text(col::account::name);
    case Table::Category: return text(col::category::name);
    case Table::Template: return text(col::templ::name);
    case Table::TemplateEntry: return text(col::templateEntry::name);
    case Table::Month: return text(col::month::ym);
    case Table::Entry: return text(col::entry::name);
    case Table::Posting: break;
    }
    for (const int column : { int(col::posting::payee), int(col::posting::memo) }) {
        if (std::string found = text(column); !found.empty())
            return found;
    }
    return text(col::posting::date);
}

Result<RowImage> livingRow(Ledger& ledger, const RowKey& key)
{
    if (auto image = ledger.row(key))
        return *std::move(image);
    return Error { ErrorCode::NotFound, tableWords(key.table) + " " + key.id.text() + " is not there" };
}

Result<std::int64_t> askInteger(Ledger& ledger, const char* sql, const Uuid& id)
{
    QM_ASSIGN(sql::Statement* const select, ledger.connection().cached(sql));
    if (!id.isNull())
        select->bindBlob(0, id.view());
    QM_ASSIGN(const bool isThere, select->step());
    const std::int64_t value = isThere ? select->integer(0) : 0;
    select->reset();
    return value;
}

Result<std::vector<Uuid>> askIds(Ledger& ledger, const char* sql, const Uuid& id)
{
    QM_ASSIGN(sql::Statement* const select, ledger.connection().cached(sql));
    select->bindBlob(0, id.view());
    std::vector<Uuid> ids;
    while (true) {
        QM_ASSIGN(const bool isThere, select->step());
        if (!isThere)
            return ids;
        ids.push_back(Uuid::fromBytes(select->blob(0)));
    }
}

Result<> checkImage(Ledger& ledger, const RowImage& image)
{
    QM_TRY(checkRow(image));
    const auto& columns = info(image.key.table).columns;
    std::optional<RowImage> month;
    std::optional<RowImage> entry;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Uuid* id = asId(image.columns[i]);
        if (!id || columns[i].reference == Table {})
            continue;
        QM_ASSIGN(RowImage named, livingRow(ledger, { columns[i].reference, *id }));
        if (columns[i].reference == Table::Month)
            month = std::move(named);
        else if (columns[i].reference == Table::Entry)
            entry = std::move(named);
    }
    if (image.key.table == Table::Entry) {
        const std::string* due = asText(image.columns[col::entry::due]);
        return due && month ? checkDay(*due, *month, "entry \"" + rowName(image) + "\"") : Result<>();
    }
    if (image.key.table != Table::Posting)
        return {};
    const std::string& date = *asText(image.columns[col::posting::date]);
    if (entry && monthOf(*entry) != month->key.id) {
        QM_ASSIGN(const RowImage entryMonth, livingRow(ledger, { Table::Month, monthOf(*entry) }));
        return Error { ErrorCode::OutsideMonth,
            date + " does not lie in " + monthText(entryMonth) + ", the month of the entry \"" + rowName(*entry)
                + "\": choose an entry of " + date.substr(0, 7) };
    }
    return checkDay(date, *month, "posting");
}

Result<> performOps(Ledger& ledger, std::string_view name, std::vector<Op> ops, bool indivisible)
{
    if (ops.size() <= opsMax) {
        QM_TRY(ledger.act(name, std::move(ops), indivisible));
        return {};
    }
    std::vector<std::vector<Op>> parts;
    for (std::size_t from = 0; from < ops.size(); from += opsMax) {
        const auto first = ops.begin() + static_cast<std::ptrdiff_t>(from);
        const auto last = ops.begin() + static_cast<std::ptrdiff_t>(std::min(from + opsMax, ops.size()));
        parts.emplace_back(std::make_move_iterator(first), std::make_move_iterator(last));
    }
    QM_TRY(ledger.actInBatch(name, std::move(parts)));
    return {};
}

Result<std::vector<RowImage>> partsOfSplit(Ledger& ledger, const RowImage& posting)
{
    std::vector<RowImage> parts { posting };
    const Uuid* split = asId(posting.columns[col::posting::split]);
    if (!split)
        return parts;
    QM_ASSIGN(const std::vector<Uuid> ids,
        askIds(ledger, "SELECT id FROM posting WHERE split = ? AND dead = 0 ORDER BY id", *split));
    for (const Uuid& id : ids) {
        if (id == posting.key.id)
            continue;
        QM_ASSIGN(RowImage part, livingRow(ledger, { Table::Posting, id }));
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<EditOps> editOps(Ledger& ledger, const RowKey& row, const CellEdits& edits)
{
    QM_ASSIGN(const RowImage before, livingRow(ledger, row));
    RowImage edited = before;
    std::vector<CellChange> changes;
    for (const auto& edit : edits) {
        const CellRef& cell = edit.first;
        const CellValue& value = edit.second;
        QM_TRY(checkCell(row, cell, value));
        if (edited.get(cell) == value)
            continue;
        std::erase_if(changes, [&](const CellChange& change) { return change.cell == cell; });
        edited.set(cell, value);
        if (before.get(cell) != value)
            changes.push_back({ cell, before.get(cell), value });
    }
    EditOps found;
    if (changes.empty())
        return found;
    QM_TRY(checkImage(ledger, edited));
    found.ops.push_back(setOp(row, std::move(changes)));
    if (row.table != Table::Posting)
        return found;

    QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, before));
    for (std::size_t i = 1; i < parts.size(); ++i) {
        QM_ASSIGN(std::vector<CellChange> shared, sharedChanges(parts[i], edited));
        if (shared.empty())
            continue;
        RowImage part = parts[i];
        for (const CellChange& change : shared)
            part.set(change.cell, change.now);
        QM_TRY(checkImage(ledger, part));
        found.ops.push_back(setOp(part.key, std::move(shared)));
        found.isIndivisible = true;
    }
    return found;
}

} // namespace qm
