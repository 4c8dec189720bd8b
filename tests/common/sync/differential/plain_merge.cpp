#include "plain_merge.h"

#include <algorithm>

namespace plain {

using namespace qm;

namespace {

/// Thrown and caught in this file only: the change set waits.
struct Park {
    std::string why;
    std::set<Uuid> roots;
};

RowKey monthRow(const Uuid& id)
{
    return { Table::Month, id };
}

std::string jsonOf(const RowKey& row, const std::string& cell, const CellValue& value)
{
    std::string text;
    appendCellJson(row.table, cellNamed(row.table, cell), value, text);
    return text == "null" ? std::string() : text;
}

} // namespace

RecordKey keyOf(ConflictKind kind, const RowKey& row, const std::string& cell, const Uuid& loser, const Uuid& winner)
{
    switch (kind) {
    case ConflictKind::Field: return { RecordKey::About::Cell, row, cell, loser, winner };
    case ConflictKind::UndoSkipped: return { RecordKey::About::Undo, row, cell, loser, {} };
    default: return { RecordKey::About::Deletion, {}, {}, loser, {} };
    }
}

/// One change set on its way into a copy of the state.
class Run {
public:
    Run(const Ledger& ledger, State& state, No no)
        : m_ledger(ledger)
        , m_state(state)
        , m_no(no)
        , m_change(ledger.changeOf(no))
        , m_eff(ledger.effOf(no))
    {
    }

    std::map<RecordKey, Record> records;

    void all() { doAll(m_change.ops, m_change.indivisible); }

private:
    // --- What is there

    bool seen(No no) const { return no == m_no || m_ledger.hasSeen(m_change, no); }
    bool exists(const RowKey& key) const { return m_state.rows.contains(key); }
    Row& row(const RowKey& key) { return m_state.rows.at(key); }

    /// The row's columns as one image, so that the ledger's own words for parents and months can be asked.
    RowImage image(const RowKey& key)
    {
        RowImage image;
        image.key = key;
        image.columns.resize(info(key.table).columns.size());
        for (const auto& [name, cell] : row(key).cells)
            image.set(cellNamed(key.table, name), cell.value);
        return image;
    }

    std::vector<RowKey> parents(const RowKey& key)
    {
        const Parents found = parentsOf(image(key));
        return { found.begin(), found.end() };
    }

    bool hasUnseenTouch(const RowKey& key) const
    {
        return std::any_of(m_state.touches.begin(), m_state.touches.end(),
            [&](const State::Touch& touch) { return touch.row == key && !seen(touch.no); });
    }

    void touch(const RowKey& key, bool isDeletion = false) { m_state.touches.push_back({ m_no, key, isDeletion }); }

    void touchWithAncestors(const RowKey& key)
    {
        touch(key);
        for (const RowKey& parent : parents(key))
            touchWithAncestors(parent);
    }

    // --- R1: there, open, alive

    /// Parked change sets that would make this row.
    std::set<Uuid> makersOf(const RowKey& key) const
    {
        std::set<Uuid> makers;
        for (const auto& [id, waiting] : m_ledger.state().parked) {
            for (const Op& op : m_ledger.changeOf(waiting.no).ops) {
                if (!waiting.isSolved && op.kind == Op::Kind::Create && op.image.key == key)
                    makers.insert(id);
            }
        }
        return makers;
    }

    void mustExist(const RowKey& key) const
    {
        if (!exists(key))
            throw Park { "depends", makersOf(key) };
    }

    /// Every row that this one names: those it stands under first, and its month.
    static std::vector<RowKey> referencesOf(const RowImage& image)
    {
        const Parents parents = parentsOf(image);
        std::vector<RowKey> references(parents.begin(), parents.end());
        if (const Uuid month = monthOf(image); image.key.table == Table::Posting)
            references.push_back(monthRow(month));
        return references;
    }

    static std::vector<RowKey> referencesIn(Table table, const CellChange& change)
    {
        const CellInfo& cell = info(table).cells[change.cell.index];
        std::vector<RowKey> references;
        for (std::size_t i = 0; i < cell.count; ++i) {
            const Uuid* id = asId(change.now.columns[i]);
            const Table to = info(table).columns[cell.first + i].reference;
            if (id && to != Table {})
                references.push_back({ to, *id });
        }
        return references;
    }

    /// R1: all that is named is there, then all of it and the row itself are open, then all of it is alive.
    void mustBeThereOpenAndAlive(const RowKey& key, const std::vector<RowKey>& named)
    {
        for (const RowKey& other : named)
            mustExist(other);
        if (exists(key))
            mustBeOpen(image(key));
        for (const RowKey& other : named)
            mustBeOpen(image(other));
        for (const RowKey& other : named)
            makeAlive(other);
    }

    void monthMustBeOpen(const Uuid& month) const
    {
        const auto found = m_state.rows.find(monthRow(month));
        if (found != m_state.rows.end()
            && found->second.cells.at("status").value.columns[0] == Scalar(std::string("closed")))
            throw Park { "month_closed", {} };
    }

    void mustBeOpen(const RowImage& image) const { monthMustBeOpen(monthOf(image)); }

    /// R5. Deletions that the author had not seen are undone, those that he had seen stand.
    void makeAlive(const RowKey& key)
    {
        const std::set<No> named = row(key).named;
        for (const No deletion : named) {
            if (!seen(deletion)) {
                undoUnseenDeletion(deletion, key);
                continue;
            }
            if (row(key).holding.contains(deletion))
                throw Park { "deleted", {} };
        }
        for (const RowKey& parent : parents(key))
            makeAlive(parent);
    }

    void undoUnseenDeletion(No deletion, const RowKey& key)
    {
        if (m_state.indivisible.contains(deletion)) // R10
            throw Park { "indivisible", {} };
        Record record;
        record.kind = ConflictKind::DeleteUndone;
        record.row = key;
        record.loser = m_ledger.changeOf(deletion).id;
        record.winner = m_change.id;
        note(record); // where several rows of a deletion are met, the last gives its name
        if (m_state.groups.contains(deletion))
            undoDeletion(deletion);
    }

    void undoDeletion(No deletion)
    {
        const std::vector<RowKey> group = m_state.groups.at(deletion);
        for (const RowKey& key : group) {
            if (row(key).holding.contains(deletion))
                mustBeOpen(image(key));
        }
        for (const RowKey& key : group) {
            row(key).named.erase(deletion);
            row(key).holding.erase(deletion);
        }
        m_state.groups.erase(deletion);
        for (const RowKey& key : group) {
            if (!row(key).isAlive())
                continue;
            for (const RowKey& parent : parents(key)) {
                if (!row(parent).isAlive())
                    makeAlive(parent);
            }
        }
    }

    // --- R2 to R4: cells

    void note(const Record& record)
    {
        const RecordKey key = keyOf(record.kind, record.row, record.cell, record.loser, record.winner);
        records[key] = record;
        m_state.records[key] = record;
    }

    bool isLaterThan(const Cell& cell) const
    {
        if (cell.writer == m_no || cell.raiser == m_no) // its own: what comes later in a change set is later
            return true;
        const ChangeSet& writer = m_ledger.changeOf(cell.writer);
        return std::tie(m_eff, m_change.dev, m_change.id) > std::tie(cell.eff, writer.dev, writer.id);
    }

    void setCell(const RowKey& key, const std::string& name, const CellValue& value, const std::string& was)
    {
        auto& cells = row(key).cells;
        const auto found = cells.find(name);
        if (found == cells.end()) {
            cells[name] = { value, m_no, m_eff, m_no };
            return;
        }
        Cell& cell = found->second;
        if (cell.value == value) {
            if (m_eff > cell.eff) {
                cell.eff = m_eff;
                cell.raiser = m_no;
            }
            return;
        }
        // What the author had seen is earlier (3.4). If it is not, somebody unseen has written the same value once more
        // (R4); to lose to that is to lose to an unseen edit.
        const bool wins = isLaterThan(cell);
        const bool isUnseen = !seen(cell.writer) || !wins;
        if (isUnseen && (m_isIndivisible || m_state.indivisible.contains(cell.writer)))
            throw Park { "indivisible", {} };
        if (isUnseen)
            noteLoser(key, name, cell, value, was, wins);
        if (wins)
            cell = { value, m_no, m_eff, m_no };
    }

    void noteLoser(const RowKey& key, const std::string& name, const Cell& cell, const CellValue& value,
        const std::string& was, bool wins)
    {
        const ChangeSet& other = m_ledger.changeOf(cell.writer);
        Record record;
        record.row = key;
        record.cell = name;
        record.loser = wins ? other.id : m_change.id;
        record.loserValue = jsonOf(key, name, wins ? cell.value : value);
        record.winner = wins ? m_change.id : other.id;
        record.winnerValue = jsonOf(key, name, wins ? value : cell.value);
        record.base = was;
        note(record);
    }

    // --- Integrity

    void mustBelongTogether(const RowImage& image) const
    {
        const Table table = image.key.table;
        if (table == Table::Entry) {
            if (const std::string* due = asText(image.columns[col::entry::due]))
                mustLieIn(*due, *asId(image.columns[col::entry::month]));
        }
        if (table == Table::Posting) {
            const Uuid month = *asId(image.columns[col::posting::month]);
            mustLieIn(*asText(image.columns[col::posting::date]), month);
            if (const Uuid* entry = asId(image.columns[col::posting::entry])) {
                const Row& above = m_state.rows.at({ Table::Entry, *entry });
                if (above.cells.at("month").value.columns[0] != Scalar(month))
                    throw Park { "date_outside_month", {} };
            }
        }
    }

    void mustLieIn(const std::string& date, const Uuid& month) const
    {
        const Row& row = m_state.rows.at(monthRow(month));
        if (date.substr(0, 7) != *asText(row.cells.at("ym").value.columns[0]))
            throw Park { "date_outside_month", {} };
    }

    // --- Operations

    void doAll(const std::vector<Op>& ops, bool isIndivisible)
    {
        const bool before = m_isIndivisible;
        m_isIndivisible = isIndivisible;
        if (isIndivisible)
            m_state.indivisible.insert(m_no);
        for (const Op& op : ops)
            doOne(op);
        m_isIndivisible = before;
    }

    void doOne(const Op& op)
    {
        switch (op.kind) {
        case Op::Kind::Create: return create(op.image);
        case Op::Kind::Set: return set(op.image.key, op.cells);
        case Op::Kind::Delete: return remove(op.group);
        case Op::Kind::Close: return close(op.image.key);
        case Op::Kind::Reopen: return reopen(op.image.key);
        case Op::Kind::Revert: return revert(op);
        case Op::Kind::Settle: return settle(op);
        case Op::Kind::Unpark: return unpark(op);
        case Op::Kind::Restore: return restore(op);
        }
    }

    void create(const RowImage& made)
    {
        const RowKey& key = made.key;
        const std::vector<RowKey> named = referencesOf(made);
        mustBeThereOpenAndAlive(key, named);
        if (exists(key))
            makeAgain(key); // R9
        else
            mustHaveItsId(made);
        const bool isNew = !exists(key);
        if (isNew)
            m_state.rows[key].maker = m_no;
        for (const CellInfo& cell : info(key.table).cells) {
            const CellValue value = made.get(cellNamed(key.table, cell.name));
            if (cell.isFixed && row(key).cells.contains(cell.name) && row(key).cells.at(cell.name).value != value)
                throw Park { "invalid", {} };
            // A cell that is null is not among those that the create names.
            if (isNew || jsonOf(key, cell.name, value) != "")
                setCell(key, cell.name, value, {});
        }
        mustBelongTogether(image(key));
        for (const RowKey& reference : named)
            touchWithAncestors(reference);
        touchWithAncestors(key);
    }

    void makeAgain(const RowKey& key)
    {
        const std::set<No> named = row(key).named;
        for (const No deletion : named) {
            if (seen(deletion))
                row(key).holding.erase(deletion);
            else
                undoUnseenDeletion(deletion, key);
        }
    }

    /// Ids that are derived from what the row is (3.1).
    void mustHaveItsId(const RowImage& made) const
    {
        if (made.key.table == Table::Ledger && made.key.id != m_ledger.m_id)
            throw Park { "invalid", {} };
        if (made.key.table == Table::Month
            && made.key.id != monthId(m_ledger.m_id, *asText(made.columns[col::month::ym])))
            throw Park { "invalid", {} };
    }

    void set(const RowKey& key, const std::vector<CellChange>& changes, bool isRevert = false)
    {
        if (!isRevert) // first the row, as the model does, then what its new values name
            mustBeThereOpenAndAlive(key, { key });
        const std::vector<RowKey> before = parents(key);
        std::vector<RowKey> intended;
        for (const CellChange& change : changes) {
            for (const RowKey& reference : referencesIn(key.table, change))
                intended.push_back(reference);
        }
        mustBeThereOpenAndAlive(key, intended);
        for (const CellChange& change : changes) {
            RowImage wanted = image(key);
            wanted.set(change.cell, change.now);
            mustBelongTogether(wanted);
            const std::string name(cellName(key.table, change.cell));
            setCell(key, name, change.now, jsonOf(key, name, change.was));
        }
        mustBelongTogether(image(key));
        // R6: also when the move loses.
        for (const RowKey& parent : before)
            touchWithAncestors(parent);
        for (const RowKey& parent : intended)
            touchWithAncestors(parent);
        touchWithAncestors(key);
    }

    /// R7, R8.
    void remove(const std::vector<RowKey>& group)
    {
        for (const RowKey& key : group) { // one row after the other, as the model does
            mustExist(key);
            mustBeOpen(image(key));
        }
        if (isBlocked(group)) {
            if (m_isIndivisible)
                throw Park { "indivisible", {} };
            return;
        }
        for (const RowKey& key : group) {
            const auto& holding = row(key).holding;
            if (m_isIndivisible && std::any_of(holding.begin(), holding.end(), [&](No no) { return !seen(no); }))
                throw Park { "indivisible", {} };
        }
        for (const RowKey& key : group) {
            row(key).named.insert(m_no);
            row(key).holding.insert(m_no);
            touch(key, true);
            auto& members = m_state.groups[m_no];
            if (std::find(members.begin(), members.end(), key) == members.end())
                members.push_back(key);
        }
    }

    bool isBlocked(const std::vector<RowKey>& group)
    {
        Record record;
        for (const RowKey& key : group)
            addBlockers(key, group, record.blockers);
        if (record.blockers.empty())
            return false;
        record.kind = ConflictKind::DeleteBlocked;
        record.row = *std::min_element(group.begin(), group.end());
        record.loser = m_change.id;
        record.winner = *record.blockers.begin();
        note(record);
        return true;
    }

    /// Who touched the row unseen, or made what stands under it and would stay.
    void addBlockers(const RowKey& key, const std::vector<RowKey>& group, std::set<Uuid>& blockers)
    {
        for (const State::Touch& touch : m_state.touches) {
            if (touch.row == key && !touch.isDeletion && !seen(touch.no))
                blockers.insert(m_ledger.changeOf(touch.no).id);
        }
        if (!row(key).isAlive())
            return;
        for (const auto& [child, below] : m_state.rows) {
            const std::vector<RowKey> above = parents(child);
            if (below.isAlive() && std::find(above.begin(), above.end(), key) != above.end()
                && std::find(group.begin(), group.end(), child) == group.end())
                blockers.insert(m_ledger.changeOf(below.maker).id);
        }
    }

    CellValue status(const char* text) const
    {
        CellValue value;
        value.columns[0] = std::string(text);
        return value;
    }

    /// R11.
    void close(const RowKey& month)
    {
        mustExist(month);
        for (const auto& [key, row] : m_state.rows) {
            if (monthOf(image(key)) == month.id && hasUnseenTouch(key))
                throw Park { "month_changed", {} };
        }
        if (!row(month).isAlive())
            throw Park { "deleted", {} };
        if (row(month).cells.at("status").value == status("closed"))
            return;
        setCell(month, "status", status("closed"), "\"open\"");
        touch(month);
    }

    void reopen(const RowKey& month)
    {
        mustExist(month);
        setCell(month, "status", status("open"), "\"closed\"");
        touch(month);
    }

    /// R13.
    void revert(const Op& op)
    {
        const No undone = m_ledger.numberOf(op.subject);
        for (const Op& inverse : op.inverses) {
            if (inverse.kind == Op::Kind::Set)
                revertCells(inverse, undone);
            else
                doOne(inverse);
        }
    }

    void revertCells(const Op& inverse, No undone)
    {
        for (const CellChange& change : inverse.cells) {
            const std::string name(cellName(inverse.image.key.table, change.cell));
            if (mayRevert(inverse.image.key, name, change.now, undone, jsonOf(inverse.image.key, name, change.was)))
                set(inverse.image.key, { change }, true);
        }
    }

    bool mayRevert(
        const RowKey& key, const std::string& name, const CellValue& value, No undone, const std::string& was)
    {
        const Cell* cell = exists(key) ? &row(key).cells.at(name) : nullptr;
        if (cell && row(key).isAlive() && cell->writer == undone)
            return true;
        Record record;
        record.kind = ConflictKind::UndoSkipped;
        record.row = key;
        record.cell = name;
        record.loser = m_change.id;
        record.loserValue = jsonOf(key, name, value);
        record.base = was;
        if (cell) {
            record.winner = m_ledger.changeOf(cell->writer).id;
            record.winnerValue = jsonOf(key, name, cell->value);
        }
        note(record);
        return false;
    }

    void restore(const Op& op)
    {
        const No deletion = m_ledger.numberOf(op.subject);
        if (deletion == 0)
            throw Park { "depends", {} };
        if (!m_state.groups.contains(deletion))
            return;
        const std::vector<RowKey> group = m_state.groups.at(deletion);
        for (const RowKey& key : group) // R12, also for those that somebody has made again
            mustBeOpen(image(key));
        undoDeletion(deletion);
        for (const RowKey& key : group)
            touchWithAncestors(key);
    }

    /// R14.
    void settle(const Op& op)
    {
        const auto known = m_ledger.m_recordIds.find(op.subject);
        if (known == m_ledger.m_recordIds.end())
            return;
        Record& record = m_state.records.at(known->second);
        record.isSolved = !op.choice.empty();
        record.choice = op.choice;
    }

    void unpark(const Op& op)
    {
        const auto found = m_state.parked.find(op.subject);
        if (found == m_state.parked.end() || m_decided.contains(op.subject))
            return;
        Waiting& waiting = found->second;
        if (waiting.isSolved != op.choice.empty()) // somebody else has decided it already
            return;
        m_decided.insert(op.subject);
        waiting.isSolved = !op.choice.empty();
        waiting.choice = op.choice;
        const ChangeSet& parked = m_ledger.changeOf(waiting.no);
        if (op.choice == "apply")
            doAll(parked.ops, parked.indivisible);
    }

    const Ledger& m_ledger;
    State& m_state;
    const No m_no;
    const ChangeSet& m_change;
    const std::int64_t m_eff;
    bool m_isIndivisible = false;
    std::set<Uuid> m_decided; ///< parked change sets that this one has decided; once is enough
};

No Ledger::numberOf(const Uuid& change) const
{
    for (No no = 1; no <= head(); ++no) {
        if (changeOf(no).id == change)
            return no;
    }
    return 0;
}

/// R0: what its base names, and what its device made before it.
bool Ledger::hasSeen(const ChangeSet& change, No no) const
{
    if (no <= change.base.rev)
        return true;
    for (auto prev = change.prev; prev;) {
        const No earlier = numberOf(*prev);
        if (earlier == 0)
            return false;
        if (earlier == no)
            return true;
        prev = changeOf(earlier).prev;
    }
    return false;
}

void Ledger::nameBlocker(const RecordKey& key, const Uuid& winner)
{
    const auto found = m_state.records.find(key);
    if (found != m_state.records.end() && found->second.blockers.contains(winner))
        found->second.winner = winner;
}

Answer Ledger::take(const ChangeSet& change, std::int64_t now, std::int64_t age)
{
    std::int64_t eff = std::min(now, now - age);
    for (No no = 1; no <= head(); ++no) {
        if (hasSeen(change, no))
            eff = std::max(eff, effOf(no) + 1);
    }
    m_log.push_back({ change, eff });

    State copy = m_state;
    Run run(*this, copy, head());
    Answer answer;
    try {
        run.all();
    } catch (const Park& park) {
        answer.outcome = "parked";
        answer.why = park.why;
        answer.roots = park.roots;
        m_state.parked[change.id] = { head(), park.why, false, {} };
        if (change.indivisible)
            m_state.indivisible.insert(head());
        return answer;
    }
    m_state = std::move(copy);
    answer.records = run.records;
    answer.outcome = answer.records.empty() ? "applied" : "conflict";
    return answer;
}

} // namespace plain
