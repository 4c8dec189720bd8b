#include "common/store/ledger_private.h"

#include "common/store/action_ops.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>

namespace qm {

namespace {

using Change = HistoryItem::Change;
using Kind = Op::Kind;

constexpr int unparkDepthMax = 8;

const char* outcomeName(std::int64_t outcome)
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

HistoryItem readItem(const sql::Statement& row, const Uuid& device)
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
    item.outcome = outcomeName(row.integer(7));
    if (!row.isNull(8))
        item.why = row.text(8);
    if (!row.isNull(9))
        item.deviceName = row.text(9);
    return item;
}

/// What the operations of a change set changed, in words and values.
class Changelog {
public:
    explicit Changelog(RowStore& store) : m_store(store) { }

    std::vector<Change> of(const ChangeSet& change)
    {
        m_changes.clear();
        appendAll(change.ops, 0);
        return std::move(m_changes);
    }

private:
    void appendAll(const std::vector<Op>& ops, int depth)
    {
        for (const Op& op : ops)
            append(op, depth);
    }

    Change& add(Kind kind, const RowKey& key)
    {
        Change& change = m_changes.emplace_back();
        change.op = opName(kind);
        change.row = key;
        change.name = nameOf(key);
        return change;
    }

    /// Dead rows keep their names.
    std::string nameOf(const RowKey& key)
    {
        const RowImage* row = m_store.row(key);
        return row ? rowName(*row) : std::string();
    }

    void append(const Op& op, int depth)
    {
        switch (op.kind) {
        case Kind::Create: {
            Change& change = add(op.kind, op.image.key);
            if (change.name.empty())
                change.name = rowName(op.image);
            appendRowCells(op.image, change.to);
            return;
        }
        case Kind::Set: appendSet(op); return;
        case Kind::Delete: appendRows(op.kind, op.group); return;
        case Kind::Restore: appendRestored(op.subject); return;
        case Kind::Close: appendStatus(op, "open", "closed"); return;
        case Kind::Reopen: appendStatus(op, "closed", "open"); return;
        case Kind::Revert: {
            Change& change = add(op.kind, {});
            change.name = actOf(op.subject);
            change.to = jsonText(op.subject.text());
            appendAll(op.inverses, depth);
            return;
        }
        case Kind::Settle: appendSettled(op); return;
        case Kind::Unpark: {
            Change& change = add(op.kind, {});
            change.name = actOf(op.subject);
            change.to = op.choice.empty() ? std::string() : jsonText(op.choice);
            if (const auto parked = m_store.intentOf(op.subject);
                parked && op.choice == "apply" && depth < unparkDepthMax)
                appendAll(parked->change.ops, depth + 1);
            return;
        }
        }
    }

    void appendSet(const Op& op)
    {
        for (const CellChange& cell : op.cells) {
            Change& change = add(op.kind, op.image.key);
            change.cell = cellName(op.image.key.table, cell.cell);
            change.from = valueText(op.image.key.table, cell.cell, cell.was);
            change.to = valueText(op.image.key.table, cell.cell, cell.now);
        }
    }

    /// Deleted rows with what they held, restored ones with what they hold: the tables keep the values of both.
    void appendRows(Kind kind, const std::vector<RowKey>& rows)
    {
        for (const RowKey& key : rows) {
            Change& change = add(kind, key);
            if (const RowImage* row = m_store.row(key))
                appendRowCells(*row, kind == Kind::Delete ? change.from : change.to);
        }
    }

    void appendRestored(const Uuid& deletion)
    {
        const auto intent = m_store.intentOf(deletion);
        if (!intent)
            return;
        std::vector<RowKey> rows;
        collectGroups(intent->change.ops, rows, 0);
        appendRows(Kind::Restore, rows);
    }

    void collectGroups(const std::vector<Op>& ops, std::vector<RowKey>& rows, int depth)
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

    void appendStatus(const Op& op, const char* from, const char* to)
    {
        Change& change = add(op.kind, op.image.key);
        change.cell = "status";
        change.from = jsonText(from);
        change.to = jsonText(to);
    }

    void appendSettled(const Op& op)
    {
        const auto conflict = m_store.conflict(op.subject);
        Change& change = add(op.kind, conflict ? conflict->row : RowKey {});
        if (conflict)
            change.cell = conflict->cell;
        change.to = op.choice.empty() ? std::string() : jsonText(op.choice);
    }

    std::string actOf(const Uuid& change)
    {
        const auto intent = m_store.intentOf(change);
        return intent ? intent->change.act : std::string();
    }

    RowStore& m_store;
    std::vector<Change> m_changes;
};

/// Reads change sets newest first: what waits to be sent, then the log.
class HistoryReader {
public:
    HistoryReader(Ledger::Private& data, std::int64_t limit) : d(data), m_changelog(*data.store), m_limit(limit) { }

    Result<> readAll()
    {
        QM_ASSIGN(sql::Statement* const waiting,
            d.statement("SELECT c.no, c.id, c.rev, c.dev, c.at, c.act, c.batch, c.outcome, c.why, v.name"
                        " FROM change_set c LEFT JOIN device v ON v.id = c.dev"
                        " WHERE c.rev IS NULL AND c.kind = 1 ORDER BY c.no DESC"));
        QM_TRY(read(*waiting, {}));
        QM_ASSIGN(sql::Statement* const log,
            d.statement("SELECT c.no, c.id, c.rev, c.dev, c.at, c.act, c.batch, c.outcome, c.why, v.name"
                        " FROM change_set c LEFT JOIN device v ON v.id = c.dev"
                        " WHERE c.rev IS NOT NULL AND c.kind = 1 ORDER BY c.rev DESC"));
        return read(*log, {});
    }

    /// What made, wrote, deleted or restored one row.
    Result<> readOf(const RowKey& key)
    {
        QM_TRY(collectMarks(key));
        QM_TRY(collectNaming(key));
        QM_TRY(collectIndirect());
        std::vector<std::int64_t> newestFirst(m_numbers.rbegin(), m_numbers.rend());
        for (const std::int64_t no : newestFirst)
            QM_TRY(readOne(no, key));
        std::stable_sort(m_items.begin(), m_items.end(), [](const HistoryItem& a, const HistoryItem& b) {
            return a.rev && b.rev ? *a.rev > *b.rev : !a.rev && b.rev;
        });
        if (m_limit >= 0 && std::cmp_greater(m_items.size(), m_limit))
            m_items.resize(static_cast<std::size_t>(m_limit));
        return {};
    }

    Result<> readOne(std::int64_t no, const std::optional<RowKey>& of)
    {
        QM_ASSIGN(sql::Statement* const one,
            d.statement("SELECT c.no, c.id, c.rev, c.dev, c.at, c.act, c.batch, c.outcome, c.why, v.name"
                        " FROM change_set c LEFT JOIN device v ON v.id = c.dev WHERE c.no = ?"));
        one->bind(0, no);
        const std::int64_t limit = std::exchange(m_limit, -1);
        auto done = read(*one, of);
        m_limit = limit;
        return done;
    }

    std::vector<HistoryItem> take() { return std::move(m_items); }

private:
    bool isFull() const { return m_limit >= 0 && std::cmp_greater_equal(m_items.size(), m_limit); }

    Result<> read(sql::Statement& rows, const std::optional<RowKey>& of)
    {
        while (!isFull()) {
            QM_ASSIGN(const bool isThere, rows.step());
            if (!isThere)
                break;
            HistoryItem item = readItem(rows, d.device);
            // Of a text that is not here, or is of a newer program, nothing is known but that it was there.
            QM_ASSIGN(const auto text, d.store->texts().read(rows.integer(0)));
            if (const auto decoded = text ? decodeChangeSet(text->intent) : Result<DecodedChangeSet>(Error {})) {
                item.changes = m_changelog.of(decoded->change);
                if (of)
                    std::erase_if(item.changes, [&](const Change& change) { return change.row != *of; });
                if (of && item.changes.empty())
                    continue; // it only names the row, as a posting names its entry
            }
            m_items.push_back(std::move(item));
        }
        rows.reset();
        return d.store->status();
    }

    /// Who made it, wrote its cells and deleted it, as it is now: also change sets whose text is not here.
    Result<> collectMarks(const RowKey& key)
    {
        if (const RowImage* row = d.store->row(key)) {
            m_numbers.insert(row->writer);
            for (const CellWriter& mark : row->writers)
                m_numbers.insert(mark.no);
        }
        for (const Tombstone& stone : d.store->tombstones(key))
            m_numbers.insert(stone.no);
        // Rows that others stand on are touched whenever one of these changes, so their touches say nothing here.
        if (key.table == Table::Posting || key.table == Table::TemplateEntry) {
            for (const Touch& touch : d.store->touches(key))
                m_numbers.insert(touch.no);
        }
        return d.store->status();
    }

    /// A copy keeps no marks of its own change sets but the last writer of a cell: their texts tell, where a row's id
    /// stands behind its table's name only when something is done to that row.
    Result<> collectNaming(const RowKey& key)
    {
        const std::string id = key.id.text();
        const std::string named = "\"" + std::string(info(key.table).name) + "\",\"";
        const std::boyer_moore_horspool_searcher searcher(id.begin(), id.end());
        return d.store->texts().each([&](std::int64_t no, const LogTexts::Text& text) {
            auto from = text.intent.begin();
            for (;;) {
                const auto found = std::search(from, text.intent.end(), searcher);
                if (found == text.intent.end())
                    return;
                const std::string_view before(text.intent.begin(), found);
                const bool isMonths = key.table == Table::Month
                    && (before.ends_with("\"close\",\"") || before.ends_with("\"reopen\",\""));
                if (before.ends_with(named) || isMonths) {
                    m_numbers.insert(no);
                    return;
                }
                from = found + 1;
            }
        });
    }

    /// Change sets that restore what another deleted, or let in what was parked, name that change set and not the row.
    Result<> collectIndirect()
    {
        QM_ASSIGN(sql::Statement* const rows,
            d.statement("SELECT no FROM change_set WHERE act IN ('undo', 'redo', 'parked.apply') ORDER BY no"));
        while (true) {
            QM_ASSIGN(const bool isThere, rows->step());
            if (!isThere)
                return d.store->status();
            QM_ASSIGN(const auto text, d.store->texts().read(rows->integer(0)));
            if (!text)
                continue;
            if (const auto decoded = decodeChangeSet(text->intent); decoded && namesOneFound(decoded->change.ops))
                m_numbers.insert(rows->integer(0));
        }
    }

    bool namesOneFound(const std::vector<Op>& ops)
    {
        return std::any_of(ops.begin(), ops.end(), [&](const Op& op) {
            const bool isIndirect = op.kind == Kind::Restore || op.kind == Kind::Unpark;
            return (isIndirect && m_numbers.contains(d.store->changeNo(op.subject))) || namesOneFound(op.inverses);
        });
    }

    Ledger::Private& d;
    Changelog m_changelog;
    std::int64_t m_limit;
    std::set<std::int64_t> m_numbers;
    std::vector<HistoryItem> m_items;
};

} // namespace

Result<std::vector<HistoryItem>> Ledger::history(const std::optional<Uuid>& of, std::int64_t limit)
{
    QM_ASSIGN(const auto reading, ReadTransaction::begin(*d->connection));
    d->store->forget();
    HistoryReader reader(*d, limit);
    if (!of) {
        QM_TRY(reader.readAll());
        return reader.take();
    }
    for (const Table table : allTables) {
        if (d->store->row({ table, *of })) {
            QM_TRY(reader.readOf({ table, *of }));
            return reader.take();
        }
    }
    const std::int64_t no = d->store->changeNo(*of);
    if (no == 0)
        return Error { ErrorCode::NotFound, "neither a row nor a change has the id " + of->text() };
    QM_TRY(reader.readOne(no, {}));
    return reader.take();
}

} // namespace qm
