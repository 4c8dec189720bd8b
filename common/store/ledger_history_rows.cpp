#include "common/store/history_rows.h"

#include "common/store/changelog.h"
#include "common/store/ledger_private.h"
#include "common/store/read_transaction.h"

namespace qm {

namespace {

/// How often `part` stands in `text`.
std::int64_t countOf(std::string_view text, std::string_view part)
{
    std::int64_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

/// Reads one page: rows newest first, of a large action only its last change set.
class PageReader {
public:
    PageReader(Ledger::Private& data, const HistoryAsked& asked) : d(data), m_asked(asked), m_changelog(*data.store)
    {
        m_page.end = asked.before;
    }

    Result<HistoryRows> read()
    {
        if (m_asked.before.isWaiting) {
            QM_ASSIGN(sql::Statement* const waiting,
                d.statement("SELECT c.no, c.id, c.rev, c.dev, c.at, c.act, c.batch, c.outcome, c.why, v.name"
                            " FROM change_set c LEFT JOIN device v ON v.id = c.dev"
                            " WHERE c.rev IS NULL AND c.kind = 1 AND c.no < ?"
                            " AND (c.batch IS NULL OR NOT EXISTS (SELECT 1 FROM change_set b"
                            " WHERE b.batch = c.batch AND b.dev = c.dev AND b.n > c.n)) ORDER BY c.no DESC LIMIT ?"));
            QM_TRY(readRows(*waiting, m_asked.before.number));
            if (isFull())
                return std::move(m_page);
            m_page.end = { false, std::numeric_limits<std::int64_t>::max() };
        }
        QM_ASSIGN(sql::Statement* const log,
            d.statement("SELECT c.no, c.id, c.rev, c.dev, c.at, c.act, c.batch, c.outcome, c.why, v.name"
                        " FROM change_set c LEFT JOIN device v ON v.id = c.dev"
                        " WHERE c.rev < ? AND c.kind = 1"
                        " AND (c.batch IS NULL OR NOT EXISTS (SELECT 1 FROM change_set b"
                        " WHERE b.batch = c.batch AND b.dev = c.dev AND b.n > c.n)) ORDER BY c.rev DESC LIMIT ?"));
        QM_TRY(readRows(*log, m_page.end.number));
        m_page.isLast = !isFull();
        return std::move(m_page);
    }

private:
    bool isFull() const { return std::cmp_greater_equal(m_page.rows.size(), m_asked.limit); }

    Result<> readRows(sql::Statement& select, std::int64_t before)
    {
        const std::size_t from = m_page.rows.size();
        select.bind(0, before);
        select.bind(1, m_asked.limit - static_cast<std::int64_t>(from));
        for (;;) {
            QM_ASSIGN(const bool isThere, select.step());
            if (!isThere)
                break;
            HistoryRow row;
            row.item = readHistoryItem(select, d.device);
            m_page.rows.push_back(std::move(row));
        }
        select.reset();
        for (std::size_t i = from; i < m_page.rows.size(); ++i)
            QM_TRY(fill(m_page.rows[i]));
        if (m_page.rows.size() > from) {
            const HistoryItem& last = m_page.rows.back().item;
            m_page.end = { !last.rev, last.rev.value_or(last.no) };
        }
        return {};
    }

    Result<> fill(HistoryRow& row)
    {
        QM_ASSIGN(const auto text, d.store->texts().read(row.item.no));
        // Of a text that is not here, or is of a newer program, nothing is known but that it was there.
        if (const auto decoded = text ? decodeChangeSet(text->intent) : Result<DecodedChangeSet>(Error {})) {
            row.item.changes = m_changelog.of(decoded->change, { m_asked.changesMost, {} });
            row.count = m_changelog.counted();
            if (!decoded->change.ops.empty() && decoded->change.ops.front().kind == Op::Kind::Revert)
                QM_TRY(noteSubject(row, decoded->change.ops.front().subject));
        }
        if (row.item.batch)
            QM_TRY(countParts(row));
        return d.store->status();
    }

    Result<> noteSubject(HistoryRow& row, const Uuid& subject)
    {
        row.takesBack = subject;
        QM_ASSIGN(sql::Statement* const select, d.statement("SELECT batch FROM change_set WHERE id = ?"));
        select->bindBlob(0, subject.view());
        QM_ASSIGN(const bool isThere, select->step());
        if (isThere && !select->isNull(0))
            row.takesBackBatch = Uuid::fromBytes(select->blob(0));
        select->reset();
        return {};
    }

    /// Of the other parts only the rows that they make are counted, without decoding them: an import may have hundreds
    /// of parts. In canonical JSON what is searched for cannot stand within a text.
    Result<> countParts(HistoryRow& row)
    {
        QM_ASSIGN(sql::Statement* const select,
            d.statement("SELECT no FROM change_set WHERE batch = ? AND dev = ? AND no <> ?"));
        select->bindBlob(0, row.item.batch->view());
        select->bindBlob(1, row.item.device.view());
        select->bind(2, row.item.no);
        std::vector<std::int64_t> others;
        for (;;) {
            QM_ASSIGN(const bool isThere, select->step());
            if (!isThere)
                break;
            others.push_back(select->integer(0));
        }
        select->reset();
        row.parts += static_cast<std::int64_t>(others.size());
        for (const std::int64_t no : others) {
            QM_ASSIGN(const auto text, d.store->texts().read(no));
            if (text)
                row.count += countOf(text->intent, "[\"create\",\"") + countOf(text->intent, "[\"set\",\"");
        }
        return {};
    }

    Ledger::Private& d;
    const HistoryAsked& m_asked;
    Changelog m_changelog;
    HistoryRows m_page;
};

} // namespace

std::optional<Uuid> TakenBack::next(const HistoryRow& row)
{
    auto by = m_by.find(row.item.id);
    if (by == m_by.end() && row.item.batch)
        by = m_by.find(*row.item.batch);
    if (by != m_by.end())
        return by->second;
    if (row.takesBack && row.hasEffect()) {
        m_by.emplace(*row.takesBack, row.item.id);
        if (row.takesBackBatch)
            m_by.emplace(*row.takesBackBatch, row.item.id);
    }
    return std::nullopt;
}

Result<std::vector<Ledger::KnownDevice>> knownDevices(Ledger& ledger)
{
    QM_ASSIGN(const std::string ownText, ledger.meta("device"));
    QM_ASSIGN(const Uuid own, Uuid::parse(ownText));
    std::vector<Ledger::KnownDevice> devices { { own, 0, {}, {} } };
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT id, no, name, platform FROM device WHERE id <> ? ORDER BY name, id"));
    rows->bindBlob(0, own.view());
    for (;;) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return devices;
        devices.push_back({ Uuid::fromBytes(rows->blob(0)), rows->integer(1), std::string(rows->text(2)),
            std::string(rows->text(3)) });
    }
}

Result<UndoneBack> undoBackTo(Ledger& ledger, const Uuid& change)
{
    std::vector<Uuid> toUndo;
    TakenBack takenBack;
    HistoryAsked asked;
    asked.changesMost = 0;
    for (bool isFound = false; !isFound;) {
        QM_ASSIGN(const HistoryRows page, ledger.historyRows(asked));
        for (auto row = page.rows.begin(); row != page.rows.end() && !isFound; ++row) {
            isFound = row->item.id == change;
            const bool isInForce = !takenBack.next(*row) && row->hasEffect() && !row->takesBack;
            if (isInForce && row->item.isOwn)
                toUndo.push_back(row->item.id);
        }
        if (!isFound && page.isLast)
            return Error { ErrorCode::NotFound, "there is no change " + change.text() + " in the history" };
        asked.before = page.end;
    }
    UndoneBack done;
    for (const Uuid& id : toUndo) {
        const auto undone = ledger.undo(id);
        if (!undone && done.count == 0)
            return undone.error();
        if (!undone) {
            done.stopped = undone.error();
            break;
        }
        ++done.count;
        done.isSkipped = done.isSkipped || undone->isSkipped;
    }
    return done;
}

Result<HistoryRows> Ledger::historyRows(const HistoryAsked& asked)
{
    QM_ASSIGN(const auto reading, ReadTransaction::begin(*d->connection));
    d->store->forget();
    return PageReader(*d, asked).read();
}

} // namespace qm
