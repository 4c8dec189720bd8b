#include "common/store/action_ops.h"
#include "common/store/ledger_private.h"

#include <algorithm>
#include <set>

namespace qm {

namespace {

const Scalar closed = std::string("closed");
constexpr std::size_t monthsMax = 400; ///< that are closed again in one change set

/// What makes the rows of one copy those of another: operations, in an order in which each finds what it needs.
class Difference {
public:
    Difference(RowStore& before, RowStore& now) : m_before(before), m_now(now) { }

    Result<> collect();
    std::vector<std::vector<Op>> takeParts();
    const Ledger::Salvaged& counts() const { return m_counts; }

private:
    void compare(const RowImage& was);
    void compareStatus(const RowImage& was, const RowImage* is);
    void make(const RowImage& was, const RowImage* is);
    std::vector<CellChange> changesOf(const RowImage& was, const RowImage& is, bool onlyNulls) const;
    void opens(const RowImage& row);
    RowKey rootOf(const RowKey& deleted);

    RowStore& m_before;
    RowStore& m_now;
    Ledger::Salvaged m_counts;
    std::vector<Op> m_ops;
    std::map<RowKey, std::vector<RowKey>> m_deleted; ///< by what they vanish with
    std::set<RowKey> m_isDeleted;
    std::set<Uuid> m_touched; ///< months of which a row is made, changed or deleted
    std::set<Uuid> m_reopened;
    std::set<Uuid> m_closed;
};

/// The row's month must be open for a while, on both sides of a move.
void Difference::opens(const RowImage& row)
{
    const Uuid month = row.key.table == Table::Month ? row.key.id : monthOf(row);
    if (month != Uuid {})
        m_touched.insert(month);
}

std::vector<CellChange> Difference::changesOf(const RowImage& was, const RowImage& is, bool onlyNulls) const
{
    std::vector<CellChange> changes;
    const TableInfo& table = info(was.key.table);
    for (const CellInfo& cell : table.cells) {
        if (cell.isFixed || (table.table == Table::Month && cell.name == std::string_view("status")))
            continue;
        const CellRef ref = cellNamed(table.table, cell.name);
        const CellValue value = was.get(ref);
        const bool hasNull = std::any_of(value.columns.begin(), value.columns.begin() + value.count, isNull);
        if (value != is.get(ref) && (!onlyNulls || hasNull))
            changes.push_back({ ref, is.get(ref), value });
    }
    for (const auto& [name, json] : was.extra) {
        const CellRef ref = cellNamed(table.table, name);
        if (was.get(ref) != is.get(ref) && !onlyNulls)
            changes.push_back({ ref, is.get(ref), was.get(ref) });
    }
    return changes;
}

/// A row that is not there, or not any more. Values that are null are not among those that a creation names.
void Difference::make(const RowImage& was, const RowImage* is)
{
    Op op = createOp(was.key, was.columns);
    op.image.extra = was.extra;
    if (was.key.table == Table::Month)
        op.image.columns[col::month::status] = std::string("open");
    m_ops.push_back(std::move(op));
    ++m_counts.made;
    if (!is)
        return;
    if (auto changes = changesOf(was, *is, true); !changes.empty()) {
        Op nulls;
        nulls.kind = Op::Kind::Set;
        nulls.image.key = was.key;
        nulls.cells = std::move(changes);
        m_ops.push_back(std::move(nulls));
    }
}

void Difference::compareStatus(const RowImage& was, const RowImage* is)
{
    const bool wasClosed = was.columns[col::month::status] == closed;
    const bool isClosed = is && is->columns[col::month::status] == closed;
    if (wasClosed && !(isClosed && is->isAlive()))
        m_closed.insert(was.key.id);
    if (isClosed && !wasClosed)
        m_reopened.insert(was.key.id);
}

void Difference::compare(const RowImage& was)
{
    const RowImage* is = m_now.row(was.key);
    if (!was.isAlive()) {
        if (is && is->isAlive()) {
            m_isDeleted.insert(was.key);
            opens(*is);
            ++m_counts.deleted;
        }
        return;
    }
    if (was.key.table == Table::Month)
        compareStatus(was, is);
    if (!is || !is->isAlive()) {
        opens(was);
        if (is)
            opens(*is);
        make(was, is);
        return;
    }
    auto changes = changesOf(was, *is, false);
    if (changes.empty())
        return;
    opens(was);
    opens(*is);
    Op op;
    op.kind = Op::Kind::Set;
    op.image.key = was.key;
    op.cells = std::move(changes);
    m_ops.push_back(std::move(op));
    ++m_counts.changed;
}

/// The uppermost row that vanishes with it.
RowKey Difference::rootOf(const RowKey& deleted)
{
    RowKey root = deleted;
    for (bool isHigher = true; isHigher;) {
        isHigher = false;
        const RowImage* row = m_now.row(root);
        for (const RowKey& parent : row ? parentsOf(*row) : Parents {}) {
            const bool isBelow
                = parent.table == Table::Month || parent.table == Table::Entry || parent.table == Table::Template;
            if (isBelow && m_isDeleted.contains(parent)) {
                root = parent;
                isHigher = true;
                break;
            }
        }
    }
    return root;
}

Result<> Difference::collect()
{
    for (const Table table : allTables) {
        m_before.eachRow(table, [&](const RowImage& row) {
            compare(row);
            return true;
        });
        QM_TRY(m_before.status());
        QM_TRY(m_now.status());
    }
    for (const RowKey& key : m_isDeleted)
        m_deleted[rootOf(key)].push_back(key);
    // What is closed on the server's side must be open meanwhile, and is closed again.
    for (const Uuid& month : m_touched) {
        const RowImage* is = m_now.row({ Table::Month, month });
        if (!is || is->columns[col::month::status] != closed || m_reopened.contains(month))
            continue;
        m_reopened.insert(month);
        if (!m_isDeleted.contains({ Table::Month, month }))
            m_closed.insert(month);
    }
    return m_now.status();
}

std::vector<std::vector<Op>> Difference::takeParts()
{
    const auto onMonth = [](Op::Kind kind, const Uuid& month) {
        Op op;
        op.kind = kind;
        op.image.key = { Table::Month, month };
        return op;
    };
    std::vector<Op> ops;
    for (const Uuid& month : m_reopened)
        ops.push_back(onMonth(Op::Kind::Reopen, month));
    std::move(m_ops.begin(), m_ops.end(), std::back_inserter(ops));
    // A group that is too large goes in pieces, what stands lowest first.
    for (auto& [root, group] : m_deleted) {
        std::sort(group.begin(), group.end(), [](const RowKey& a, const RowKey& b) { return b < a; });
        for (std::size_t from = 0; from < group.size(); from += deleteRowsMax) {
            const auto first = group.begin() + static_cast<std::ptrdiff_t>(from);
            const auto last = group.begin() + static_cast<std::ptrdiff_t>(std::min(from + deleteRowsMax, group.size()));
            ops.push_back(deleteOp({ first, last }));
        }
    }
    std::vector<std::vector<Op>> parts;
    if (!ops.empty())
        parts.push_back(std::move(ops));
    // Closing asks that nobody has changed the month meanwhile: it must not hold up the rest.
    std::vector<Op> closings;
    for (const Uuid& month : m_closed) {
        closings.push_back(onMonth(Op::Kind::Close, month));
        if (closings.size() == monthsMax)
            parts.push_back(std::exchange(closings, {}));
    }
    if (!closings.empty())
        parts.push_back(std::move(closings));
    return fittingParts(std::move(parts));
}

/// Open questions that the other store does not know.
void countLost(RowStore& before, RowStore& now, Ledger::Salvaged& counts)
{
    before.eachConflict([&](const Conflict& conflict) {
        const auto known = now.conflict(conflict.id);
        counts.conflicts += conflict.choice.empty() && !known;
        return true;
    });
    before.eachParked([&](const Parked& parked) {
        counts.parked += parked.choice.empty() && !now.parked(parked.change);
        return true;
    });
}

} // namespace

Result<Ledger::Salvaged> Ledger::Private::salvage(Private& before)
{
    // The rows of `before` as its server had confirmed them; nothing of this is kept.
    QM_ASSIGN(auto looking, sql::Transaction::begin(*before.connection));
    before.store->forget();
    QM_TRY(before.rewindQueue());
    Difference difference(*before.store, *store);
    auto collected = difference.collect();
    Salvaged counts = difference.counts();
    countLost(*before.store, *store, counts);
    std::int64_t n = 0;
    std::optional<Uuid> prev;
    {
        QM_ASSIGN(sql::Statement * last,
            before.statement("SELECT n, id FROM change_set WHERE dev = ? AND rev IS NOT NULL AND n IS NOT NULL"
                             " ORDER BY n DESC LIMIT 1"));
        last->bindBlob(0, device.view());
        QM_ASSIGN(const bool hasLast, last->step());
        if (hasLast) {
            n = last->integer(0);
            prev = Uuid::fromBytes(last->blob(1));
        }
        last->reset();
    }
    looking.rollback();
    before.store->forget();
    if (!collected)
        return collected.error();

    QM_ASSIGN(const auto waiting, firstQueued());
    if (waiting) {
        QM_ASSIGN(const std::string intent, intentOf(waiting->no));
        QM_ASSIGN(const DecodedChangeSet decoded, decodeChangeSet(intent));
        n = std::max(n, decoded.change.n - 1);
    }
    QM_ASSIGN(const std::int64_t newest,
        sql::queryInteger(*connection, "SELECT coalesce(max(no), 0) FROM change_set WHERE rev IS NOT NULL"));
    std::vector<std::vector<Op>> parts = difference.takeParts();
    const std::optional<Uuid> batch = parts.size() > 1 ? std::optional(Uuid::make()) : std::nullopt;
    std::int64_t no = newest;
    for (std::vector<Op>& part : parts) {
        QM_TRY(perform({ "salvage", std::move(part), false, batch, ++no }));
    }
    if (!parts.empty())
        QM_TRY(renumberQueue(device, n, prev));
    QM_TRY(predictQueue(no));
    return counts;
}

} // namespace qm
