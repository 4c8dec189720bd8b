#include "common/planted_bug.h"
#include "common/store/ledger_private.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace qm {

namespace {

using Kind = Op::Kind;

/// A change set as the log lists it.
struct Logged {
    std::int64_t no = 0;
    Uuid id;
    std::string act;
    std::optional<Uuid> batch;
    bool isIndivisible = false;
    bool isParked = false;
    bool hasEffect = false; ///< neither parked nor predicted to be
    bool isKnown = false; ///< its text is here

    bool isUndo() const { return act == "undo"; }
    bool isRedo() const { return act == "redo"; }
    bool isStart() const { return act == "ledger.create"; }
};

Logged readLogged(const sql::Statement& row)
{
    Logged change;
    change.no = row.integer(0);
    change.id = Uuid::fromBytes(row.blob(1));
    change.act = row.text(2);
    if (!row.isNull(3))
        change.batch = Uuid::fromBytes(row.blob(3));
    change.isIndivisible = row.integer(4) != 0;
    change.isParked = row.integer(5) == 3;
    change.hasEffect = !change.isParked && (row.integer(5) != 0 || row.isNull(6));
    change.isKnown = row.integer(7) != 0;
    return change;
}

/// What an undo or redo takes back; null when the change set is neither.
Uuid subjectOf(RowStore& store, const Logged& change)
{
    const auto intent = store.intentOf(change.id);
    if (!intent || intent->change.ops.empty() || intent->change.ops.front().kind != Kind::Revert)
        return {};
    return intent->change.ops.front().subject;
}

/// Finds what to undo and redo. The log is all there is to know, so it is the same after a restart and on any copy.
class UndoStack {
public:
    explicit UndoStack(Ledger::Private& data) : d(data) { }

    /// The last own change set that is in force; an undo of it takes it from here, a redo stands here in its place.
    Result<Logged> toUndo()
    {
        std::unordered_set<Uuid> undone;
        QM_ASSIGN(const auto found, findOwn([&](const Logged& change) {
            if (change.isUndo())
                undone.insert(subjectOf(*d.store, change));
            return !change.isUndo() && !change.isStart() && !undone.contains(change.id);
        }));
        if (!found)
            return Error { ErrorCode::Rule, "there is nothing to undo" };
        return *found;
    }

    /// The last own undo that is in force, unless something else was done after it.
    Result<Logged> toRedo()
    {
        std::unordered_set<Uuid> redone;
        QM_ASSIGN(const auto found, findOwn([&](const Logged& change) {
            if (change.isRedo())
                redone.insert(subjectOf(*d.store, change));
            return !change.isRedo() && !(change.isUndo() && redone.contains(change.id));
        }));
        if (!found || !found->isUndo())
            return Error { ErrorCode::Rule, "there is nothing to redo" };
        return *found;
    }

    /// What must be taken back to take back `id`: itself, or the redo that put it in force again.
    Result<Logged> toUndo(const Uuid& id)
    {
        QM_ASSIGN(Logged change, logged(id));
        if (change.isStart())
            return Error { ErrorCode::Rule, "the start of a ledger cannot be undone" };
        if (const auto parked = d.store->parked(id); parked && parked->solved)
            return Error { ErrorCode::Rule,
                "this change was parked and " + std::string(parked->choice == "apply" ? "applied" : "discarded")
                    + " later: undo the change " + parked->solved->text() + " that did it" };
        if (change.isParked)
            return Error { ErrorCode::Rule,
                "this change is parked: it has changed nothing. Apply or discard it instead" };
        if (!change.hasEffect)
            return Error { ErrorCode::Rule, "this change has changed nothing here yet: it waits for the server" };
        QM_ASSIGN(const auto takenBackBy, reverts());
        bool isInForce = true;
        for (auto next = takenBackBy.find(change.id); next != takenBackBy.end(); next = takenBackBy.find(change.id)) {
            change = next->second;
            isInForce = !isInForce;
        }
        if (!isInForce)
            return Error { ErrorCode::Rule, "this change is undone already" };
        if (!change.isKnown)
            return Error { ErrorCode::Rule,
                "what this change did is not in this copy yet: sync once more, then undo it" };
        return change;
    }

    /// The change set and those that share its batch, newest first.
    Result<std::vector<Logged>> batchOf(const Logged& change)
    {
        std::vector<Logged> parts;
        if (!change.batch) {
            parts.push_back(change);
            return parts;
        }
        QM_ASSIGN(sql::Statement* const rows,
            d.statement("SELECT no, id, act, batch, indivisible, outcome, why, known FROM change_set"
                        " WHERE batch = ? AND known = 1 ORDER BY n DESC"));
        rows->bindBlob(0, change.batch->view());
        while (true) {
            QM_ASSIGN(const bool isThere, rows->step());
            if (!isThere)
                return parts;
            Logged part = readLogged(*rows);
            if (part.hasEffect && part.act == change.act)
                parts.push_back(std::move(part));
        }
    }

    Result<Logged> logged(const Uuid& id)
    {
        QM_ASSIGN(sql::Statement* const row,
            d.statement("SELECT no, id, act, batch, indivisible, outcome, why, known FROM change_set WHERE id = ? AND "
                        "kind = 1"));
        row->bindBlob(0, id.view());
        QM_ASSIGN(const bool isThere, row->step());
        if (!isThere)
            return Error { ErrorCode::NotFound, "there is no change " + id.text() + " in the history" };
        Logged change = readLogged(*row);
        row->reset();
        return change;
    }

private:
    template <typename IsIt>
    Result<std::optional<Logged>> findOwn(IsIt isIt)
    {
        QM_ASSIGN(sql::Statement* const rows,
            d.statement("SELECT no, id, act, batch, indivisible, outcome, why, known FROM change_set"
                        " WHERE dev = ? AND known = 1 AND kind = 1 ORDER BY n DESC"));
        rows->bindBlob(0, d.device.view());
        std::optional<Logged> found;
        while (!found) {
            QM_ASSIGN(const bool isThere, rows->step());
            if (!isThere)
                break;
            Logged change = readLogged(*rows);
            if (change.hasEffect && isIt(change))
                found = std::move(change);
        }
        rows->reset();
        return found;
    }

    /// Who takes back whom, on every device.
    Result<std::unordered_map<Uuid, Logged>> reverts()
    {
        QM_ASSIGN(sql::Statement* const rows,
            d.statement("SELECT no, id, act, batch, indivisible, outcome, why, known FROM change_set"
                        " WHERE act IN ('undo', 'redo') AND known = 1 ORDER BY no"));
        std::unordered_map<Uuid, Logged> found;
        while (true) {
            QM_ASSIGN(const bool isThere, rows->step());
            if (!isThere)
                return found;
            const Logged change = readLogged(*rows);
            if (const Uuid subject = subjectOf(*d.store, change); change.hasEffect && !subject.isNull())
                found.insert_or_assign(subject, change);
        }
    }

    Ledger::Private& d;
};

/// What undoes change sets, as their author sees the ledger now (SYNC.md R13). One builder for one action: what an
/// earlier part of it takes back is gone for the next.
class Inverter {
public:
    explicit Inverter(RowStore& store) : m_store(store) { }

    /// Revert operations; the first names `change`.
    Result<std::vector<Op>> revertsOf(const Logged& change)
    {
        auto intent = m_store.intentOf(change.id);
        if (!intent)
            return Error { ErrorCode::Corrupt, "the change set " + change.id.text() + " has lost its text" };
        m_change = change;
        m_reverts.clear();
        m_created.clear();
        m_keptSplits.clear();
        m_hasRestored = false;
        m_reverts.push_back(revertOp(change.id));
        std::vector<Op> done;
        flatten(intent->change.ops, done, 0);
        for (auto op = done.rbegin(); op != done.rend(); ++op)
            invert(*op);
        flushCreated();
        return std::move(m_reverts);
    }

    bool isSkipped() const { return m_isSkipped; }

private:
    static Op revertOp(const Uuid& subject)
    {
        Op op;
        op.kind = Kind::Revert;
        op.subject = subject;
        return op;
    }

    /// What a change set did, step by step: what it took back and what it let in are its own doing.
    void flatten(const std::vector<Op>& ops, std::vector<Op>& done, int depth)
    {
        for (const Op& op : ops) {
            if (op.kind == Kind::Revert) {
                flattenRevert(op, done, depth);
                continue;
            }
            done.push_back(op);
            if (op.kind != Kind::Unpark || op.choice != "apply" || depth >= depthMax)
                continue;
            if (const auto parked = m_store.intentOf(op.subject))
                flatten(parked->change.ops, done, depth + 1);
        }
    }

    void flattenRevert(const Op& revert, std::vector<Op>& done, int depth)
    {
        const auto parksAgain = [](const Op& op) { return op.kind == Kind::Unpark && op.choice.empty(); };
        const bool hasUnparked = std::any_of(revert.inverses.begin(), revert.inverses.end(), parksAgain);
        std::vector<Op> inverses;
        for (const Op& inverse : revert.inverses) {
            // Letting a parked change in again does all of it again.
            if (hasUnparked && !parksAgain(inverse))
                continue;
            inverses.push_back(inverse);
            if ((inverse.kind == Kind::Settle || inverse.kind == Kind::Unpark) && inverse.choice.empty())
                m_choices[inverse.subject] = choiceIn(revert.subject, inverse);
        }
        flatten(inverses, done, depth);
    }

    /// The decision that `undone` took back.
    std::string choiceIn(const Uuid& change, const Op& undone)
    {
        const auto intent = m_store.intentOf(change);
        if (!intent)
            return {};
        std::vector<const Op*> ops;
        for (const Op& op : intent->change.ops) {
            ops.push_back(&op);
            for (const Op& inverse : op.inverses)
                ops.push_back(&inverse);
        }
        const auto found = std::find_if(ops.begin(), ops.end(), [&](const Op* op) {
            return op->kind == undone.kind && op->subject == undone.subject && !op->choice.empty();
        });
        return found == ops.end() ? std::string() : (*found)->choice;
    }

    void invert(const Op& op)
    {
        if (op.kind == Kind::Create) {
            invertCreate(op.image);
            return;
        }
        flushCreated();
        switch (op.kind) {
        case Kind::Set: invertSet(op); break;
        case Kind::Delete: invertDelete(); break;
        case Kind::Restore: invertRestore(op.subject); break;
        case Kind::Close: invertStatus(op, Kind::Reopen, "closed"); break;
        case Kind::Reopen: invertStatus(op, Kind::Close, "open"); break;
        case Kind::Settle:
        case Kind::Unpark: invertDecision(op); break;
        default: break;
        }
    }

    void emit(const Uuid& guard, Op op)
    {
        if (m_reverts.back().subject != guard)
            m_reverts.push_back(revertOp(guard));
        m_reverts.back().inverses.push_back(std::move(op));
    }
    void emit(Op op) { emit(m_change.id, std::move(op)); }

    void skip() { m_isSkipped = true; }

    const RowImage* row(const RowKey& key)
    {
        const auto known = m_edited.find(key);
        return known == m_edited.end() ? m_store.row(key) : &known->second;
    }
    bool isAlive(const RowKey& key)
    {
        const RowImage* found = m_gone.contains(key) ? nullptr : row(key);
        return found && found->isAlive();
    }

    bool isRevert(std::int64_t no)
    {
        const Uuid id = m_store.change(no).id;
        const auto intent = m_store.intentOf(id);
        return intent && !intent->change.ops.empty() && intent->change.ops.front().kind == Kind::Revert;
    }

    /// A created row goes when it still is what it was made as, and nothing stands on it.
    void invertCreate(const RowImage& made)
    {
        if (!isAlive(made.key))
            return;
        const RowImage& now = *row(made.key);
        const bool isOurs = now.writer == m_change.no || now.groups > 0; // of one made twice, only the first maker's
        if (!isOurs || !isAsMade(now, made) || hasChild(made.key) || m_keptSplits.contains(splitOf(made))) {
            skip();
            keepSplit(splitOf(made));
            return;
        }
        m_gone.insert(made.key);
        m_created.push_back(made.key);
    }

    static Uuid splitOf(const RowImage& image)
    {
        const Uuid* split = image.key.table == Table::Posting ? asId(image.columns[col::posting::split]) : nullptr;
        return split ? *split : Uuid {};
    }

    /// The parts of a split go together or not at all.
    void keepSplit(const Uuid& split)
    {
        if (split.isNull())
            return;
        m_keptSplits.insert(split);
        std::erase_if(m_created, [&](const RowKey& key) {
            const bool isKept = splitOf(*row(key)) == split;
            if (isKept)
                m_gone.erase(key);
            return isKept;
        });
    }

    static bool isAsMade(const RowImage& now, const RowImage& made)
    {
        for (std::size_t i = 0; i < made.columns.size(); ++i) {
            // A row that was there before keeps what its second making did not name.
            if (now.columns[i] != made.columns[i] && !(isNull(made.columns[i]) && now.groups > 0))
                return false;
        }
        return true;
    }

    bool standsOn(const RowImage& image, const RowKey& key)
    {
        const Parents parents = parentsOf(image);
        return std::find(parents.begin(), parents.end(), key) != parents.end();
    }

    bool hasChild(const RowKey& key)
    {
        if (key.table == Table::Posting || key.table == Table::TemplateEntry)
            return false;
        bool found = false;
        m_store.eachLiveChild(key, [&](const RowKey& child) {
            found = !m_gone.contains(child) && !m_edited.contains(child);
            return !found;
        });
        return found || std::any_of(m_edited.begin(), m_edited.end(), [&](const auto& edited) {
            return isAlive(edited.first) && standsOn(edited.second, key);
        });
    }

    void flushCreated()
    {
        if (m_created.empty())
            return;
        Op op;
        op.kind = Kind::Delete;
        op.group = std::move(m_created);
        m_created.clear();
        emit(std::move(op));
    }

    void invertSet(const Op& set)
    {
        for (const CellChange& change : set.cells) {
            const RowImage* now = row(set.image.key);
            if (!now || !isValid(set.image.key.table, change.cell, change.was)) {
                skip();
                continue;
            }
            const CellValue current = now->get(change.cell);
            if (current == change.was)
                continue;
            const std::int64_t writer = now->writerOf(change.cell).no;
            // An undo that put this change's value back has taken its place as the writer.
            const bool isPutBack = writer != m_change.no && current == change.now && isRevert(writer);
            Op op;
            op.kind = Kind::Set;
            op.image.key = set.image.key;
            op.cells.push_back({ change.cell, current, change.was });
            if (isAlive(set.image.key) && (writer == m_change.no || isPutBack)) {
                RowImage edited = *now;
                edited.set(change.cell, change.was);
                m_edited.insert_or_assign(set.image.key, std::move(edited));
            }
            // Otherwise the merge skips it, and keeps a record that it did.
            emit(isPutBack ? m_store.change(writer).id : m_change.id, std::move(op));
        }
    }

    static bool isValid(Table table, const CellRef& cell, const CellValue& value)
    {
        if (cell.isExtra())
            return true;
        const CellInfo& place = info(table).cells[cell.index];
        if (value.count != place.count)
            return false;
        for (std::size_t i = 0; i < place.count; ++i) {
            if (!checkColumn(info(table).columns[place.first + i], value.columns[i]))
                return false;
        }
        return true;
    }

    /// What a change set deleted is one group, however many operations named it.
    void invertDelete()
    {
        if (m_hasRestored)
            return;
        m_hasRestored = true;
        if (m_store.groupMembers(m_change.no).empty()) {
            skip(); // somebody brought it back already
            return;
        }
        Op op;
        op.kind = Kind::Restore;
        op.subject = m_change.id;
        emit(std::move(op));
    }

    /// A deletion that was taken back is made again.
    void invertRestore(const Uuid& deletion)
    {
        const auto intent = m_store.intentOf(deletion);
        if (!intent) {
            skip();
            return;
        }
        std::vector<Op> done;
        flatten(intent->change.ops, done, 0);
        std::vector<RowKey> rows;
        for (const Op& was : done)
            rows.insert(rows.end(), was.group.begin(), was.group.end());
        // What stands on others comes first; the numbers of the tables are in that order, reversed.
        std::stable_sort(rows.begin(), rows.end(), [](const RowKey& a, const RowKey& b) { return a.table > b.table; });
        Op op;
        op.kind = Kind::Delete;
        for (const RowKey& key : rows) {
            if (!isAlive(key))
                continue;
            if (isEditedSince(*row(key)) || hasChild(key)) {
                skip();
                continue;
            }
            m_gone.insert(key);
            op.group.push_back(key);
        }
        if (!op.group.empty())
            emit(std::move(op));
    }

    bool isEditedSince(const RowImage& image)
    {
        return std::any_of(image.writers.begin(), image.writers.end(), [&](const CellWriter& mark) {
            if (mark.no <= m_change.no)
                return false;
            // An undo has put back what was there, and a redo what an earlier edit had put there.
            auto intent = m_store.intentOf(m_store.change(mark.no).id);
            const bool isUndo = intent && intent->change.act == "undo";
            while (intent && !intent->change.ops.empty() && intent->change.ops.front().kind == Kind::Revert)
                intent = m_store.intentOf(intent->change.ops.front().subject);
            return !isUndo && (!intent || m_store.changeNo(intent->change.id) > m_change.no);
        });
    }

    void invertStatus(const Op& was, Kind inverse, const char* status)
    {
        const RowImage* month = row(was.image.key);
        if (!isAlive(was.image.key) || month->columns[col::month::status] != Scalar(std::string(status))) {
            skip();
            return;
        }
        Op op;
        op.kind = inverse;
        op.image.key = was.image.key;
        RowImage edited = *month;
        edited.columns[col::month::status] = std::string(inverse == Kind::Close ? "closed" : "open");
        m_edited.insert_or_assign(was.image.key, std::move(edited));
        emit(std::move(op));
    }

    /// Who has decided on a conflict or a parked change set, as it stands now.
    std::optional<Uuid> deciderOf(const Op& decision)
    {
        if (decision.kind == Kind::Settle) {
            const auto conflict = m_store.conflict(decision.subject);
            return conflict ? conflict->solved : std::nullopt;
        }
        const auto parked = m_store.parked(decision.subject);
        return parked ? parked->solved : std::nullopt;
    }

    void invertDecision(const Op& was)
    {
        // Somebody else was faster, or has decided anew since: that stands.
        const std::optional<Uuid> decider = deciderOf(was);
        if (was.choice.empty() ? decider.has_value() : decider != m_change.id) {
            skip();
            return;
        }
        Op op;
        op.kind = was.kind;
        op.subject = was.subject;
        if (was.choice.empty()) {
            op.choice = m_choices[was.subject];
            if (op.choice.empty()) {
                skip();
                return;
            }
        }
        emit(std::move(op));
    }

    static constexpr int depthMax = 8;

    RowStore& m_store;
    Logged m_change;
    std::vector<Op> m_reverts;
    std::vector<RowKey> m_created; ///< to be deleted by one operation
    std::unordered_set<Uuid> m_keptSplits; ///< splits of which a part cannot be taken back
    std::unordered_map<Uuid, std::string> m_choices; ///< what was decided before it was taken back
    std::unordered_map<RowKey, RowImage> m_edited; ///< as this action leaves them
    std::unordered_set<RowKey> m_gone; ///< deleted by this action
    bool m_hasRestored = false;
    bool m_isSkipped = false;
};

/// What is to be undone, and how.
struct Plan {
    const char* act = "undo";
    bool isIndivisible = false;
    bool isSkipped = false;
    std::vector<std::vector<Op>> parts;
};

Result<Plan> planFor(Ledger::Private& d, UndoStack& stack, const Logged& change)
{
    Plan plan;
    plan.act = change.isUndo() ? "redo" : "undo";
    plan.isIndivisible = change.isIndivisible;
    QM_ASSIGN(const std::vector<Logged> parts, stack.batchOf(change));
    Inverter inverter(*d.store);
    for (const Logged& part : parts) {
        QM_ASSIGN(std::vector<Op> ops, inverter.revertsOf(part));
        plan.parts.push_back(std::move(ops));
        QM_TRY(d.store->status());
        d.store->forget(); // an import has more rows than need to be in memory at once
    }
    plan.isSkipped = inverter.isSkipped();
    return plan;
}

template <typename Find>
Result<Plan> makePlan(Ledger::Private& d, Find find)
{
    QM_ASSIGN(const auto reading, ReadTransaction::begin(*d.connection));
    d.store->forget();
    UndoStack stack(d);
    QM_ASSIGN(const Logged change, find(stack));
    return planFor(d, stack, change);
}

/// The change set that `find` finds; an empty act when it finds none.
template <typename Find>
Result<Ledger::NextAct> nextOf(Ledger::Private& d, Find find)
{
    QM_ASSIGN(const auto reading, ReadTransaction::begin(*d.connection));
    d.store->forget();
    UndoStack stack(d);
    const Result<Logged> change = find(stack);
    if (!change)
        return change.error().code == ErrorCode::Rule ? Result<Ledger::NextAct>(Ledger::NextAct()) : change.error();
    return Ledger::NextAct { change->act, change->id };
}

Result<Ledger::Acted> perform(Ledger& ledger, Plan plan)
{
    QM_ASSIGN(Ledger::Acted acted,
        plan.parts.size() == 1 ? ledger.act(plan.act, std::move(plan.parts.front()), plan.isIndivisible)
                               : ledger.actInBatch(plan.act, std::move(plan.parts)));
    acted.isSkipped |= plan.isSkipped;
    return acted;
}

} // namespace

Result<Ledger::Acted> Ledger::undo(const std::optional<Uuid>& change)
{
    QM_ASSIGN(
        Plan plan, makePlan(*d, [&](UndoStack& stack) { return change ? stack.toUndo(*change) : stack.toUndo(); }));
    return perform(*this, std::move(plan));
}

Result<Ledger::Acted> Ledger::redo()
{
    QM_ASSIGN(Plan plan, makePlan(*d, [](UndoStack& stack) { return stack.toRedo(); }));
    if (QM_PLANTED_BUG(redo_nothing))
        return Acted {};
    return perform(*this, std::move(plan));
}

Result<Ledger::NextAct> Ledger::nextUndo()
{
    return nextOf(*d, [](UndoStack& stack) { return stack.toUndo(); });
}

Result<Ledger::NextAct> Ledger::nextRedo()
{
    return nextOf(*d, [this](UndoStack& stack) -> Result<Logged> {
        QM_ASSIGN(const Logged undo, stack.toRedo());
        return stack.logged(subjectOf(*d->store, undo)); // what the undo had taken back
    });
}

} // namespace qm
