#include "common/store/ledger_private.h"

#include "common/store/action_ops.h"
#include "common/store/changelog.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>

namespace qm {

namespace {

using Kind = Op::Kind;

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
        return readFound(key);
    }

    /// Who made it, wrote its cells last and deleted it, without a look at the texts of the whole log.
    Result<> readLastOf(const RowKey& key)
    {
        QM_TRY(collectMarks(key));
        return readFound(key);
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

    Result<> readFound(const RowKey& key)
    {
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

    Result<> read(sql::Statement& rows, const std::optional<RowKey>& of)
    {
        while (!isFull()) {
            QM_ASSIGN(const bool isThere, rows.step());
            if (!isThere)
                break;
            HistoryItem item = readHistoryItem(rows, d.device);
            // Of a text that is not here, or is of a newer program, nothing is known but that it was there.
            QM_ASSIGN(const auto text, d.store->texts().read(rows.integer(0)));
            if (const auto decoded = text ? decodeChangeSet(text->intent) : Result<DecodedChangeSet>(Error {})) {
                item.changes = m_changelog.of(decoded->change, { SIZE_MAX, of });
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

Result<std::vector<HistoryItem>> Ledger::lastChanges(const RowKey& row, std::int64_t limit)
{
    QM_ASSIGN(const auto reading, ReadTransaction::begin(*d->connection));
    d->store->forget();
    HistoryReader reader(*d, limit);
    QM_TRY(reader.readLastOf(row));
    return reader.take();
}

std::string Ledger::nameOf(const RowKey& key)
{
    d->store->forget();
    const RowImage* const row = d->store->row(key);
    return row ? rowName(*row) : std::string();
}

} // namespace qm
