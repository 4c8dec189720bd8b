#include "common/store/action_ops.h"
#include "common/store/ledger_private.h"

#include <algorithm>
#include <set>

namespace qm {

namespace {

const Scalar closed = std::string("closed");
constexpr std::size_t monthsMax = 400; ///< that are closed again in one change set

/// What one copy's rows say by change sets that another copy has lost, as operations, in an order in which each finds
/// what it needs. Both share the log up to the revision `shared`; what the other's rows say since then stays.
class Difference {
public:
    Difference(RowStore& before, RowStore& now, std::int64_t shared)
        : m_before(before)
        , m_now(now)
        , m_shared(shared) { }

    Result<> collect();
    std::vector<std::vector<Op>> takeParts();
    const Ledger::Salvaged& counts() const { return m_counts; }

private:
    void compare(const RowImage& was);
    void compareStatus(const RowImage& was, const RowImage* is);
    void make(const RowImage& was, const RowImage* is);
    std::vector<CellChange> changesOf(const RowImage& was, const RowImage& is, bool onlyNulls);
    void opens(const RowImage& row);
    bool isNewlyClosed(const Uuid& month);
    std::vector<Op>& opsOf(const RowImage& row);
    RowKey rootOf(const RowKey& deleted);
    bool isLost(std::int64_t no);
    bool isWriteLost(const RowImage& was);
    bool isDeletionLost(const RowKey& key);
    bool isDeletionNew(const RowKey& key);

    RowStore& m_before;
    RowStore& m_now;
    std::int64_t m_shared;
    Ledger::Salvaged m_counts;
    std::vector<Op> m_ops;
    std::map<Uuid, std::vector<Op>> m_held; ///< of months that were closed there since: a person lets them in
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

/// Whether the other copy does not have the change set that has this number in `before`.
bool Difference::isLost(std::int64_t no)
{
    const std::int64_t there = m_now.changeNo(m_before.change(no).id); // of a snapshot: the revision
    return there == 0 || there > m_shared;
}

bool Difference::isWriteLost(const RowImage& was)
{
    return isLost(was.writer)
        || std::any_of(was.writers.begin(), was.writers.end(), [&](const CellWriter& mark) { return isLost(mark.no); });
}

/// Else the other copy has undone since what both know.
bool Difference::isDeletionLost(const RowKey& key)
{
    const auto stones = m_before.tombstones(key);
    return std::any_of(
        stones.begin(), stones.end(), [&](const Tombstone& stone) { return stone.live && isLost(stone.no); });
}

/// The other copy deleted it after what both know; else it has not seen that it was made again.
bool Difference::isDeletionNew(const RowKey& key)
{
    const auto stones = m_now.tombstones(key);
    return std::all_of(
        stones.begin(), stones.end(), [&](const Tombstone& stone) { return !stone.live || stone.no > m_shared; });
}

bool Difference::isNewlyClosed(const Uuid& month)
{
    const RowImage* is = m_now.row({ Table::Month, month });
    return is && is->columns[col::month::status] == closed
        && is->writerOf(cellNamed(Table::Month, "status")).no > m_shared;
}

/// Where the operations on a row belong.
std::vector<Op>& Difference::opsOf(const RowImage& row)
{
    const Uuid month = monthOf(row);
    const RowImage* is = m_now.row(row.key);
    if (month != Uuid {} && isNewlyClosed(month))
        return m_held[month];
    if (is && monthOf(*is) != Uuid {} && isNewlyClosed(monthOf(*is)))
        return m_held[monthOf(*is)];
    return m_ops;
}

std::vector<CellChange> Difference::changesOf(const RowImage& was, const RowImage& is, bool onlyNulls)
{
    std::vector<CellChange> changes;
    const TableInfo& table = info(was.key.table);
    for (const CellInfo& cell : table.cells) {
        if (cell.isFixed || (table.table == Table::Month && cell.name == std::string_view("status")))
            continue;
        const CellRef ref = cellNamed(table.table, cell.name);
        const CellValue value = was.get(ref);
        const bool hasNull = std::any_of(value.columns.begin(), value.columns.begin() + value.count, isNull);
        if (value != is.get(ref) && (onlyNulls ? hasNull : isLost(was.writerOf(ref).no)))
            changes.push_back({ ref, is.get(ref), value });
    }
    for (const auto& [name, json] : was.extra) {
        const CellRef ref = cellNamed(table.table, name);
        if (was.get(ref) != is.get(ref) && !onlyNulls && isLost(was.writerOf(ref).no))
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
    opsOf(was).push_back(std::move(op));
    ++m_counts.made;
    if (!is)
        return;
    if (auto changes = changesOf(was, *is, true); !changes.empty()) {
        Op nulls;
        nulls.kind = Op::Kind::Set;
        nulls.image.key = was.key;
        nulls.cells = std::move(changes);
        opsOf(was).push_back(std::move(nulls));
    }
}

void Difference::compareStatus(const RowImage& was, const RowImage* is)
{
    if (!isLost(was.writerOf(cellNamed(Table::Month, "status")).no))
        return;
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
        if (is && is->isAlive() && isDeletionLost(was.key)) {
            m_isDeleted.insert(was.key);
            opens(*is);
            ++m_counts.deleted;
        }
        return;
    }
    if (is && !is->isAlive() && isDeletionNew(was.key) && !isWriteLost(was))
        return;
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
    opsOf(was).push_back(std::move(op));
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
        if (!is || is->columns[col::month::status] != closed || m_reopened.contains(month) || isNewlyClosed(month))
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
    for (auto each = m_deleted.rbegin(); each != m_deleted.rend(); ++each) { // nothing stands on what goes first
        std::vector<RowKey>& group = each->second;
        std::sort(group.begin(), group.end(), [](const RowKey& a, const RowKey& b) { return b < a; });
        for (std::size_t from = 0; from < group.size(); from += deleteRowsMax) {
            const auto first = group.begin() + static_cast<std::ptrdiff_t>(from);
            const auto last = group.begin() + static_cast<std::ptrdiff_t>(std::min(from + deleteRowsMax, group.size()));
            const RowImage* root = m_now.row(each->first);
            const Uuid month = root ? monthOf(*root) : Uuid {};
            (month != Uuid {} && isNewlyClosed(month) ? m_held[month] : ops).push_back(deleteOp({ first, last }));
        }
    }
    std::vector<std::vector<Op>> parts;
    if (!ops.empty())
        parts.push_back(std::move(ops));
    for (auto& [month, held] : m_held)
        parts.push_back(std::move(held));
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

/// Questions that `before` has settled and that are open here: what was decided shows in the rows. Counts those that
/// are open there and not known here.
std::vector<Op> settlements(RowStore& before, RowStore& now, Ledger::Salvaged& counts)
{
    std::vector<Op> ops;
    before.eachConflict([&](const Conflict& conflict) {
        const auto known = now.conflict(conflict.id);
        counts.conflicts += !conflict.solved && !known;
        if (conflict.solved && known && !known->solved) {
            Op op;
            op.kind = Op::Kind::Settle;
            op.subject = conflict.id;
            op.choice = conflict.choice;
            ops.push_back(std::move(op));
        }
        return true;
    });
    before.eachParked([&](const Parked& parked) {
        const auto known = now.parked(parked.change);
        counts.parked += !parked.solved && !known;
        if (parked.solved && known && !known->solved) {
            Op op;
            op.kind = Op::Kind::Unpark;
            op.subject = parked.change;
            op.choice = "discard"; // applied already, or left out
            ops.push_back(std::move(op));
        }
        return true;
    });
    counts.settled = static_cast<std::int64_t>(ops.size());
    return ops;
}

/// The last change set of this device that `before` knows in the log: its number and id.
Result<std::pair<std::int64_t, std::optional<Uuid>>> lastOwn(Ledger::Private& before)
{
    std::pair<std::int64_t, std::optional<Uuid>> last { 0, std::nullopt };
    QM_ASSIGN(sql::Statement * select,
        before.statement("SELECT n, id FROM change_set WHERE dev = ? AND rev IS NOT NULL ORDER BY n DESC LIMIT 1"));
    select->bindBlob(0, before.device.view());
    QM_ASSIGN(const bool isThere, select->step());
    if (isThere)
        last = { select->integer(0), Uuid::fromBytes(select->blob(1)) };
    select->reset();
    return last;
}

} // namespace

Result<std::int64_t> Ledger::lastShared(Ledger& before)
{
    QM_ASSIGN(const auto here,
        d->connection->prepare("SELECT rev, id FROM change_set WHERE rev IS NOT NULL ORDER BY rev DESC"));
    QM_ASSIGN(const auto there, before.d->connection->prepare("SELECT 1 FROM change_set WHERE id = ? AND rev = ?"));
    for (;;) {
        QM_ASSIGN(const bool more, here->step());
        if (!more)
            return std::int64_t(0);
        there->bindBlob(0, here->blob(1));
        there->bind(1, here->integer(0));
        QM_ASSIGN(const bool isShared, there->step());
        there->reset();
        if (isShared)
            return here->integer(0);
    }
}

Result<Ledger::Salvaged> Ledger::Private::salvage(Private& before, const Version& base)
{
    // The rows of `before` as its server had confirmed them; nothing of this is kept.
    QM_ASSIGN(auto looking, sql::Transaction::begin(*before.connection));
    before.store->forget();
    QM_TRY(before.rewindQueue());
    Difference difference(*before.store, *store, base.rev);
    auto collected = difference.collect();
    Salvaged counts = difference.counts();
    std::vector<Op> settled = settlements(*before.store, *store, counts);
    auto last = lastOwn(before);
    looking.rollback();
    before.store->forget();
    if (!collected)
        return collected.error();
    if (!last)
        return last.error();

    std::vector<std::vector<Op>> parts = difference.takeParts();
    if (!settled.empty()) {
        std::vector<std::vector<Op>> more;
        more.push_back(std::move(settled));
        more = fittingParts(std::move(more));
        std::move(more.begin(), more.end(), std::back_inserter(parts));
    }
    QM_ASSIGN(const std::int64_t waitingFrom,
        sql::queryInteger(*connection, "SELECT coalesce(min(n), 1) FROM change_set WHERE rev IS NULL"));
    QM_ASSIGN(std::int64_t no,
        sql::queryInteger(*connection, "SELECT coalesce(max(no), 0) FROM change_set WHERE rev IS NOT NULL"));
    const std::optional<Uuid> batch = parts.size() > 1 ? std::optional(Uuid::make()) : std::nullopt;
    for (std::vector<Op>& part : parts) {
        QM_TRY(perform({ "salvage", std::move(part), false, batch, ++no, true }));
    }
    // What waits has seen what is salvaged, and of the server's log what both share.
    QM_TRY(renumberQueue(device, std::max(last->first, waitingFrom - 1), last->second, base));
    QM_TRY(rewindQueue());
    QM_TRY(predictQueue());
    return counts;
}

} // namespace qm
