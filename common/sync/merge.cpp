#include "common/sync/merge.h"

#include "common/ledger/text.h"
#include "common/planted_bug.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace qm {

namespace {

constexpr std::array<std::string_view, 4> conflictNames { "field", "delete_undone", "delete_blocked", "undo_skipped" };
constexpr int unparkDepthMax = 8;

void appendId(const Uuid& id, std::string& out)
{
    out.push_back('"');
    id.appendText(out);
    out.push_back('"');
}

void appendKey(const RowKey& key, std::string& out)
{
    out += '"';
    out += info(key.table).name;
    out += "\",";
    appendId(key.id, out);
}

std::string orNull(const std::string& json)
{
    return json.empty() ? "null" : json;
}

std::string conflictJson(const Conflict& conflict)
{
    std::string out = "{\"base\":" + orNull(conflict.baseValue) + ",\"cell\":";
    appendJsonString(conflict.cell, out);
    out += ",\"id\":";
    appendId(conflict.id, out);
    out += ",\"kind\":\"" + std::string(conflictKindName(conflict.kind)) + "\",\"loser\":[";
    appendId(conflict.loser, out);
    out += "," + orNull(conflict.loserValue) + "],\"row\":[";
    appendKey(conflict.row, out);
    out += "],\"winner\":[";
    appendId(conflict.winner, out);
    out += "," + orNull(conflict.winnerValue) + "]}";
    return out;
}

std::string parkJson(const Parked& parked)
{
    std::string out = "{\"detail\":";
    appendJsonString(parked.detail, out);
    if (parked.root) {
        out += ",\"root\":";
        appendId(*parked.root, out);
    }
    out += ",\"why\":";
    appendJsonString(parked.why, out);
    out += "}";
    return out;
}

/// The ledger with the effects so far of one change set on top; collects them as Changes.
class Overlay {
public:
    Overlay(MergeState& state, std::int64_t no) : m_state(state), m_no(no) { }

    const RowImage* find(const RowKey& key)
    {
        if (const auto known = m_index.find(key); known != m_index.end())
            return &m_changes.rows[known->second];
        return m_state.row(key);
    }

    RowImage& work(const RowKey& key)
    {
        if (const auto known = m_index.find(key); known != m_index.end())
            return m_changes.rows[known->second];
        m_index.emplace(key, m_changes.rows.size());
        const RowImage* stored = m_state.row(key);
        m_changes.rows.push_back(stored ? *stored : RowImage {});
        return m_changes.rows.back();
    }

    void make(RowImage image)
    {
        image.isNew = true;
        image.writer = m_no;
        m_index.emplace(image.key, m_changes.rows.size());
        m_changes.rows.push_back(std::move(image));
    }

    /// Delete groups that name the row, as they stand now.
    std::vector<Tombstone>& tombstones(const RowKey& key)
    {
        const auto known = m_tombstones.find(key);
        if (known != m_tombstones.end())
            return known->second;
        const RowImage* row = find(key);
        auto loaded = row && row->groups > 0 ? m_state.tombstones(key) : std::vector<Tombstone>();
        return m_tombstones.emplace(key, std::move(loaded)).first->second;
    }

    void bury(const RowKey& key)
    {
        auto& stones = tombstones(key);
        const auto own
            = std::find_if(stones.begin(), stones.end(), [&](const Tombstone& stone) { return stone.no == m_no; });
        if (own == stones.end()) {
            stones.push_back({ m_no, true });
            m_changes.deleted.push_back(key);
        } else { // deleted and made again by this very change set
            own->live = true;
            std::erase_if(
                m_changes.revived, [&](const auto& revived) { return revived.row == key && revived.by == m_no; });
        }
        count(key);
    }

    void revive(const RowKey& key, std::int64_t by)
    {
        for (Tombstone& stone : tombstones(key)) {
            if (stone.no == by)
                stone.live = false;
        }
        m_changes.revived.push_back({ key, by });
        count(key);
    }

    std::vector<RowKey> members(std::int64_t group) { return m_state.groupMembers(group); }

    void voidGroup(std::int64_t group)
    {
        for (const RowKey& key : members(group)) {
            auto& stones = tombstones(key);
            std::erase_if(stones, [&](const Tombstone& stone) { return stone.no == group; });
            count(key);
        }
        m_changes.voided.push_back(group);
    }

    /// False when the row was touched in this way before, or is new: its writer tells.
    bool touch(const RowKey& key, TouchKind kind)
    {
        const RowImage* row = find(key);
        if (kind == TouchKind::Wrote && row && row->isNew)
            return false;
        if (!m_touched[static_cast<std::size_t>(kind)].insert(key).second)
            return false;
        m_changes.touches.push_back({ key, kind });
        return true;
    }

    void eachLiveChild(const RowKey& key, const std::function<bool(const RowKey&)>& each)
    {
        bool goOn = true;
        m_state.eachLiveChild(key, [&](const RowKey& child) {
            if (m_index.contains(child))
                return true; // asked below, as it is now
            return goOn = each(child);
        });
        for (std::size_t i = 0; goOn && i < m_changes.rows.size(); ++i) {
            const RowImage& row = m_changes.rows[i];
            const Parents parents = parentsOf(row);
            if (row.isAlive() && std::find(parents.begin(), parents.end(), key) != parents.end())
                goOn = each(RowKey(row.key));
        }
    }

    /// With what this change set has moved there, without what it has moved away.
    std::vector<RowKey> rowsOfMonth(const Uuid& month)
    {
        std::vector<RowKey> keys = m_state.rowsOfMonth(month);
        std::erase_if(keys, [&](const RowKey& key) { return m_index.contains(key); });
        for (const RowImage& row : m_changes.rows) {
            if (monthOf(row) == month)
                keys.push_back(row.key);
        }
        return keys;
    }

    Changes& changes() { return m_changes; }
    MergeState& state() { return m_state; }

private:
    void count(const RowKey& key)
    {
        const auto& stones = tombstones(key);
        RowImage& row = work(key);
        row.groups = static_cast<std::int64_t>(stones.size());
        row.dead = std::count_if(stones.begin(), stones.end(), [](const Tombstone& stone) { return stone.live; });
    }

    MergeState& m_state;
    std::int64_t m_no;
    Changes m_changes;
    std::unordered_map<RowKey, std::size_t> m_index;
    std::unordered_map<RowKey, std::vector<Tombstone>> m_tombstones;
    std::array<std::unordered_set<RowKey>, 3> m_touched;
};

/// One run of the rules. Every step answers false when the change set is to be parked.
class Merger {
public:
    Merger(
        MergeState& state, const ChangeSet& change, std::int64_t no, std::int64_t eff, const Seen& seen, bool records)
        : m_change(change)
        , m_no(no)
        , m_eff(eff)
        , m_seen(seen)
        , m_records(records)
        , m_overlay(state, no)
    {
    }

    Merged run()
    {
        Merged merged;
        const bool isDone = applyAll(m_change.ops, m_change.indivisible, 0);
        merged.isPlain = m_isPlain && isDone;
        if (!isDone)
            return park();
        merged.raisesEff = m_raisesEff;
        merged.changes = std::move(m_overlay.changes());
        if (m_records)
            merged.effects = m_effects.empty() ? "[]" : m_effects + "]";
        return merged;
    }

private:
    Merged park()
    {
        Merged merged;
        merged.isParked = true;
        merged.isPlain = false;
        merged.why = m_why;
        merged.detail = m_detail;
        Parked parked { m_change.id, m_no, m_why, m_detail, m_root, {}, {} };
        merged.effects = "[[\"park\"," + parkJson(parked) + "]]";
        merged.changes.parked.push_back(std::move(parked));
        return merged;
    }

    bool refuse(std::string_view why, std::string detail)
    {
        m_why = why;
        m_detail = std::move(detail);
        return false;
    }

    bool missing(const RowKey& key)
    {
        m_root = m_overlay.state().parkedMaker(key);
        return refuse("depends",
            std::string("the ") + info(key.table).name + " " + key.id.text() + " is not there"
                + (m_root ? " yet: the change that makes it is parked" : ""));
    }

    bool sees(std::int64_t no)
    {
        if (no == m_no || m_seen(no))
            return true;
        m_isPlain = false;
        return false;
    }

    void record(std::string_view effect)
    {
        if (!m_records)
            return;
        m_effects.push_back(m_effects.empty() ? '[' : ',');
        m_effects += effect;
    }

    void recordKey(std::string_view what, const RowKey& key, std::string_view rest = {})
    {
        if (!m_records)
            return;
        std::string effect = "[\"" + std::string(what) + "\",";
        appendKey(key, effect);
        effect += rest;
        effect += "]";
        record(effect);
    }

    bool applyAll(const std::vector<Op>& ops, bool indivisible, int depth)
    {
        const bool before = m_indivisible;
        m_indivisible = indivisible;
        const bool isDone = std::all_of(ops.begin(), ops.end(), [&](const Op& op) { return applyOne(op, depth); });
        m_indivisible = before;
        return isDone;
    }

    bool applyOne(const Op& op, int depth)
    {
        switch (op.kind) {
        case Op::Kind::Create: return create(op.image);
        case Op::Kind::Set: return set(op);
        case Op::Kind::Delete: return deleteGroup(op.group);
        case Op::Kind::Close: return close(op.image.key);
        case Op::Kind::Reopen: return reopen(op.image.key);
        case Op::Kind::Revert: return revert(op, depth);
        case Op::Kind::Restore: return restore(op.subject);
        case Op::Kind::Settle: return settle(op);
        case Op::Kind::Unpark: return unpark(op, depth);
        }
        return refuse("invalid", "an unknown operation");
    }

    // R5: the row and everything it stands under is alive; a deletion that nobody told the author of is undone.
    bool ensureAlive(const RowKey& key)
    {
        const RowImage* row = m_overlay.find(key);
        if (!row)
            return missing(key);
        const Parents parents = parentsOf(*row);
        const std::vector<Tombstone> stones = m_overlay.tombstones(key);
        for (const Tombstone& stone : stones) {
            if (sees(stone.no)) {
                if (stone.live)
                    return refuse(
                        "deleted", std::string("the ") + info(key.table).name + " " + key.id.text() + " is deleted");
                continue;
            }
            if (!undoDeletion(stone.no, key))
                return false;
        }
        return std::all_of(parents.begin(), parents.end(), [&](const RowKey& parent) { return ensureAlive(parent); });
    }

    bool undoDeletion(std::int64_t group, const RowKey& because)
    {
        const ChangeInfo deletion = m_overlay.state().change(group);
        if (deletion.indivisible) // R10
            return refuse("indivisible", "an indivisible change deleted what this one edits");
        Conflict conflict;
        conflict.id = DerivedId("deletion").add(deletion.id).uuid();
        conflict.kind = ConflictKind::DeleteUndone;
        conflict.row = because;
        conflict.loser = deletion.id;
        conflict.winner = m_change.id;
        addConflict(std::move(conflict));
        return lift(group);
    }

    bool lift(std::int64_t group)
    {
        const std::vector<RowKey> members = m_overlay.members(group);
        for (const RowKey& member : members) { // one deletion may have taken rows of several months
            const auto& stones = m_overlay.tombstones(member);
            const bool isHeld = std::any_of(
                stones.begin(), stones.end(), [&](const Tombstone& stone) { return stone.no == group && stone.live; });
            if (isHeld && !guardOpen(member))
                return false;
        }
        m_overlay.voidGroup(group);
        if (m_records) {
            std::string effect = "[\"void\",";
            appendId(m_overlay.state().change(group).id, effect);
            record(effect + "]");
        }
        for (const RowKey& member : members) {
            const RowImage* row = m_overlay.find(member);
            if (!row || !row->isAlive())
                continue;
            for (const RowKey& parent : parentsOf(*row)) {
                const RowImage* above = m_overlay.find(parent);
                if ((!above || !above->isAlive()) && !ensureAlive(parent))
                    return false;
            }
        }
        return true;
    }

    // R12: while a month is closed nothing in it changes.
    bool guardOpen(const RowKey& key)
    {
        const RowImage* row = m_overlay.find(key);
        const Uuid month = row ? monthOf(*row) : Uuid {};
        return month.isNull() || guardMonthOpen(month);
    }

    bool guardMonthOpen(const Uuid& month)
    {
        const RowImage* row = m_overlay.find({ Table::Month, month });
        if (!row || row->columns[col::month::status] != Scalar(std::string("closed"))
            || QM_PLANTED_BUG(write_into_closed))
            return true;
        return refuse("month_closed", *asText(row->columns[col::month::ym]) + " is closed");
    }

    void addConflict(Conflict conflict)
    {
        conflict.no = m_no;
        // A value that is null and none at all are one, here as in the log and in the store.
        for (std::string* value : { &conflict.loserValue, &conflict.winnerValue, &conflict.baseValue }) {
            if (*value == "null")
                value->clear();
        }
        if (m_records)
            record("[\"conflict\"," + conflictJson(conflict) + "]");
        auto& all = m_overlay.changes().conflicts;
        std::erase_if(all, [&](const Conflict& known) { return known.id == conflict.id; });
        all.push_back(std::move(conflict));
    }

    std::string json(const RowKey& key, const CellRef& cell, const CellValue& value)
    {
        std::string out;
        appendCellJson(key.table, cell, value, out);
        return out;
    }

    // R2, R3, R4, R10.
    bool setCell(const RowKey& key, const CellRef& cell, const CellValue& value, const CellValue* was)
    {
        if (cell.isExtra() && QM_PLANTED_BUG(forget_newer_cells))
            return true;
        const RowImage& now = *m_overlay.find(key);
        const CellValue current = now.get(cell);
        const CellWriter mark = now.writerOf(cell);
        const ChangeInfo writer = mark.no == m_no ? ChangeInfo { m_no, m_change.id, m_change.dev, m_eff, false }
                                                  : m_overlay.state().change(mark.no);
        const std::int64_t currentEff = mark.eff >= 0 ? mark.eff : writer.eff;
        const bool isLater = isOwn(key, cell, mark)
            || std::tie(m_eff, m_change.dev, m_change.id) > std::tie(currentEff, writer.dev, writer.id);
        if (current == value) {
            if (std::tie(m_eff, m_change.dev) > std::tie(currentEff, writer.dev) && mark.no != m_no) {
                m_raisesEff = true;
                write(key, cell, value, mark.no, m_eff, writer.id);
            }
            return true;
        }
        // What the author had seen is earlier (SYNC.md 3.4). A value that is later all the same was written again by
        // somebody unseen (R4): losing to it must leave a record too.
        const bool isUnseen = !sees(mark.no) || !isLater;
        if (isUnseen)
            m_isPlain = false;
        if (isUnseen && m_indivisible)
            return refuse("indivisible", "somebody edited at the same time what this indivisible change edits");
        if (isUnseen && writer.indivisible)
            return refuse("indivisible", "this edits what an indivisible change set at the same time");
        if (isUnseen && !QM_PLANTED_BUG(lose_the_loser)) {
            Conflict conflict;
            const Uuid& loser = isLater ? writer.id : m_change.id;
            const Uuid& winner = isLater ? m_change.id : writer.id;
            const std::string_view name = cellName(key.table, cell);
            conflict.id
                = DerivedId("field").add(info(key.table).name).add(key.id).add(name).add(loser).add(winner).uuid();
            conflict.row = key;
            conflict.cell = name;
            conflict.loser = loser;
            conflict.loserValue = json(key, cell, isLater ? current : value);
            conflict.winner = winner;
            conflict.winnerValue = json(key, cell, isLater ? value : current);
            conflict.baseValue = was ? json(key, cell, *was) : std::string();
            addConflict(std::move(conflict));
        }
        if (isLater)
            write(key, cell, value, m_no, -1, m_change.id);
        return true;
    }

    /// The last word on the cell is of this very change set: it wrote the value, or wrote it again and so raised its
    /// time.
    bool isOwn(const RowKey& key, const CellRef& cell, const CellWriter& mark)
    {
        if (mark.no == m_no)
            return true;
        const RowImage* before = m_overlay.state().row(key);
        return mark.eff == m_eff && before && before->writerOf(cell).eff != mark.eff;
    }

    void write(const RowKey& key, const CellRef& cell, const CellValue& value, std::int64_t writer, std::int64_t eff,
        const Uuid& writerId)
    {
        RowImage& row = m_overlay.work(key);
        row.set(cell, value);
        row.setWriter(cell, writer, eff);
        if (!m_records)
            return;
        std::string rest = ",";
        appendJsonString(cellName(key.table, cell), rest);
        rest += "," + json(key, cell, value);
        if (eff >= 0) {
            rest += ",";
            appendId(writerId, rest);
            rest += "," + std::to_string(eff);
        }
        recordKey("cell", key, rest);
    }

    void touchOne(const RowKey& key, TouchKind kind)
    {
        if (m_overlay.touch(key, kind))
            recordKey("touch", key, kind == TouchKind::Wrote ? ",\"w\"" : ",\"d\"");
    }

    // R6: the row and everything above it.
    void touchUp(const RowKey& key)
    {
        const RowImage* row = m_overlay.find(key);
        if (!row)
            return;
        const Parents parents = parentsOf(*row);
        touchOne(key, TouchKind::Wrote);
        for (const RowKey& parent : parents)
            touchUp(parent);
    }

    bool hasUnseenTouch(const RowKey& key, bool countsDeletions, Uuid* by = nullptr)
    {
        const RowImage* row = m_overlay.find(key);
        const auto isUnseen = [&](std::int64_t no) {
            if (sees(no))
                return false;
            if (by)
                *by = m_overlay.state().change(no).id;
            return true;
        };
        if (row && !row->isNew && isUnseen(row->writer))
            return true;
        const auto touches = m_overlay.state().touches(key);
        return std::any_of(touches.begin(), touches.end(), [&](const Touch& touch) {
            return (countsDeletions || touch.kind == TouchKind::Wrote) && isUnseen(touch.no);
        });
    }

    /// R1: all rows that are named are there, then neither they nor `key` are in a closed month (R12), then they are
    /// alive (R5): the first that is not so is the reason to park.
    bool checkTargets(const RowKey& key, const std::vector<RowKey>& targets)
    {
        const auto all = [&](const auto& check) { return std::all_of(targets.begin(), targets.end(), check); };
        return all([&](const RowKey& target) { return m_overlay.find(target) || missing(target); }) && guardOpen(key)
            && all([&](const RowKey& target) { return guardOpen(target); })
            && all([&](const RowKey& target) { return ensureAlive(target); });
    }

    /// R1: the date lies in the month, the entry is of that month, and a transfer goes somewhere else.
    bool checkPlace(const RowImage& row)
    {
        const auto outside = [&](const std::string& date, const RowImage& month) {
            return refuse("date_outside_month", date + " does not lie in " + *asText(month.columns[col::month::ym]));
        };
        if (row.key.table == Table::Entry) {
            const RowImage* month = m_overlay.find({ Table::Month, *asId(row.columns[col::entry::month]) });
            const std::string* due = asText(row.columns[col::entry::due]);
            if (month && due && due->compare(0, 7, *asText(month->columns[col::month::ym])) != 0)
                return outside(*due, *month);
            return true;
        }
        if (row.key.table != Table::Posting)
            return true;
        if (row.columns[col::posting::account] == row.columns[col::posting::toAccount])
            return refuse("invalid", "a transfer needs two different accounts");
        const RowKey monthKey { Table::Month, *asId(row.columns[col::posting::month]) };
        const RowImage* month = m_overlay.find(monthKey);
        if (!month)
            return missing(monthKey);
        const std::string& date = *asText(row.columns[col::posting::date]);
        if (date.compare(0, 7, *asText(month->columns[col::month::ym])) != 0)
            return outside(date, *month);
        const Uuid* entry = asId(row.columns[col::posting::entry]);
        const RowImage* above = entry ? m_overlay.find({ Table::Entry, *entry }) : nullptr;
        if (above && above->columns[col::entry::month] != row.columns[col::posting::month])
            return refuse("date_outside_month", "the entry is of another month than " + date);
        return true;
    }

    bool checkIdentity(const RowImage& image)
    {
        if (image.key.table == Table::Ledger && image.key.id != m_overlay.state().ledgerId())
            return refuse("invalid", "this is the start of another ledger");
        if (image.key.table == Table::Month
            && image.key.id != monthId(m_overlay.state().ledgerId(), *asText(image.columns[col::month::ym])))
            return refuse("invalid", "the month's id is not that of " + *asText(image.columns[col::month::ym]));
        return true;
    }

    bool create(const RowImage& image)
    {
        const RowKey& key = image.key;
        const Parents parents = parentsOf(image);
        std::vector<RowKey> targets(parents.begin(), parents.end());
        if (key.table == Table::Posting) // its entry's month and the one it names need not be one
            targets.push_back({ Table::Month, monthOf(image) });
        if (!checkIdentity(image) || !checkTargets(key, targets))
            return false;
        const bool isThere = m_overlay.find(key);
        if (isThere) {
            if (!createAgain(image))
                return false;
        } else {
            m_overlay.make(image);
            if (m_records) {
                std::string rest = ",";
                appendRowCells(image, rest);
                recordKey("row", key, rest);
            }
        }
        touchUp(key);
        if (isThere) {
            for (const RowKey& target : targets) // R6: also when the place that it is given loses
                touchUp(target);
        }
        return checkPlace(*m_overlay.find(key));
    }

    // R9, and the same row made on two devices.
    bool createAgain(const RowImage& image)
    {
        const RowKey& key = image.key;
        const std::vector<Tombstone> stones = m_overlay.tombstones(key);
        for (const Tombstone& stone : stones) {
            if (!sees(stone.no)) {
                if (!undoDeletion(stone.no, key))
                    return false;
            } else if (stone.live) {
                m_overlay.revive(key, stone.no);
                if (m_records) {
                    std::string rest = ",";
                    // Its own deletion is not in the log yet.
                    appendId(stone.no == m_no ? m_change.id : m_overlay.state().change(stone.no).id, rest);
                    recordKey("undel", key, rest);
                }
            }
        }
        const auto& cells = info(key.table).cells;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const CellRef cell { static_cast<std::uint8_t>(i), {} };
            const CellValue value = image.get(cell);
            if (std::all_of(
                    value.columns.begin(), value.columns.end(), [](const Scalar& column) { return isNull(column); }))
                continue;
            if (cells[i].isFixed && m_overlay.find(key)->get(cell) != value)
                return refuse("invalid",
                    std::string("the ") + info(key.table).name + " was made with another \"" + cells[i].name + "\"");
            if (!setCell(key, cell, value, nullptr))
                return false;
        }
        return std::all_of(image.extra.begin(), image.extra.end(), [&](const auto& extra) {
            const CellRef cell { 255, extra.first };
            return setCell(key, cell, image.get(cell), nullptr);
        });
    }

    std::vector<RowKey> targetsOf(const RowKey& key, const CellRef& cell, const CellValue& value)
    {
        std::vector<RowKey> targets;
        if (cell.isExtra())
            return targets;
        const CellInfo& place = info(key.table).cells[cell.index];
        for (std::size_t i = 0; i < place.count; ++i) {
            const ColumnInfo& column = info(key.table).columns[place.first + i];
            if (const Uuid* id = asId(value.columns[i]); id && column.reference != Table {})
                targets.push_back({ column.reference, *id });
        }
        return targets;
    }

    bool set(const Op& op)
    {
        const RowKey& key = op.image.key;
        if (!checkTargets(key, { key }))
            return false;
        std::vector<RowKey> targets;
        for (const CellChange& cell : op.cells) {
            for (const RowKey& target : targetsOf(key, cell.cell, cell.now))
                targets.push_back(target);
        }
        return checkTargets(key, targets)
            && std::all_of(op.cells.begin(), op.cells.end(), [&](const CellChange& cell) { return setOne(key, cell); })
            && checkPlace(*m_overlay.find(key));
    }

    bool setOne(const RowKey& key, const CellChange& cell)
    {
        const Parents before = parentsOf(*m_overlay.find(key));
        RowImage intended = *m_overlay.find(key);
        intended.set(cell.cell, cell.now);
        if (!checkPlace(intended) || !setCell(key, cell.cell, cell.now, &cell.was))
            return false;
        touchUp(key);
        for (const RowKey& parent : before)
            touchUp(parent);
        for (const RowKey& target : targetsOf(key, cell.cell, cell.now))
            touchUp(target);
        return true;
    }

    // R7, R8.
    bool deleteGroup(const std::vector<RowKey>& group)
    {
        const std::unordered_set<RowKey> inside(group.begin(), group.end());
        for (const RowKey& key : group) {
            if (!m_overlay.find(key))
                return missing(key);
            if (!guardOpen(key))
                return false;
        }
        Uuid because;
        if (isBlocked(group, inside, because)) {
            if (m_indivisible)
                return refuse("indivisible", "somebody edited at the same time what this indivisible change deletes");
            Conflict conflict;
            conflict.id = DerivedId("deletion").add(m_change.id).uuid();
            conflict.kind = ConflictKind::DeleteBlocked;
            conflict.row = *std::min_element(group.begin(), group.end()); // a month before its entries, and so on
            conflict.loser = m_change.id;
            conflict.winner = because;
            addConflict(std::move(conflict));
            return true;
        }
        if (m_indivisible) {
            for (const RowKey& key : group) {
                for (const Tombstone& stone : m_overlay.tombstones(key)) {
                    if (stone.live && !sees(stone.no))
                        return refuse(
                            "indivisible", "somebody deleted at the same time what this indivisible change deletes");
                }
            }
        }
        for (const RowKey& key : group) {
            if (QM_PLANTED_BUG(ignore_delete) || (QM_PLANTED_BUG(half_a_delete) && key != group.front()))
                continue;
            m_overlay.bury(key);
            recordKey("del", key);
            touchOne(key, TouchKind::Deleted);
        }
        return true;
    }

    bool isBlocked(const std::vector<RowKey>& group, const std::unordered_set<RowKey>& inside, Uuid& because)
    {
        for (const RowKey& key : group) {
            if (hasUnseenTouch(key, false, &because))
                return true;
            const RowImage* row = m_overlay.find(key);
            if (!row->isAlive() || key.table == Table::Posting || key.table == Table::TemplateEntry)
                continue;
            bool hasChild = false;
            m_overlay.eachLiveChild(key, [&](const RowKey& child) {
                if (inside.contains(child))
                    return true;
                hasChild = true;
                because = m_overlay.find(child)->writer == m_no
                    ? m_change.id
                    : m_overlay.state().change(m_overlay.find(child)->writer).id;
                return false;
            });
            if (hasChild)
                return true;
        }
        return false;
    }

    bool setStatus(const RowKey& month, const char* status, const char* before)
    {
        CellValue value;
        value.columns[0] = std::string(status);
        CellValue was;
        was.columns[0] = std::string(before);
        if (!setCell(month, cellNamed(Table::Month, "status"), value, &was))
            return false;
        touchOne(month, TouchKind::Wrote);
        return true;
    }

    // R11: whoever closes a month has seen everything in it.
    bool close(const RowKey& month)
    {
        const RowImage* row = m_overlay.find(month);
        if (!row)
            return missing(month);
        for (const RowKey& key : m_overlay.rowsOfMonth(month.id)) {
            if (hasUnseenTouch(key, true) && !QM_PLANTED_BUG(close_blindly))
                return refuse("month_changed",
                    *asText(m_overlay.find(month)->columns[col::month::ym]) + " changed since it was looked at");
        }
        if (!ensureAlive(month))
            return false;
        if (m_overlay.find(month)->columns[col::month::status] == Scalar(std::string("closed")))
            return true;
        return setStatus(month, "closed", "open");
    }

    // Brings nothing back to life (R5 names create and set): the reopening may lose against a later closing, and what
    // stands in a closed month must not change.
    bool reopen(const RowKey& month)
    {
        if (!m_overlay.find(month))
            return missing(month);
        return setStatus(month, "open", "closed");
    }

    // R13.
    bool revert(const Op& op, int depth)
    {
        const std::int64_t reverted = m_overlay.state().changeNo(op.subject);
        for (const Op& inverse : op.inverses) {
            if (inverse.kind == Op::Kind::Set) {
                if (!revertSet(inverse, reverted))
                    return false;
            } else if (!applyOne(inverse, depth)) {
                return false;
            }
        }
        return true;
    }

    bool revertSet(const Op& inverse, std::int64_t reverted)
    {
        const RowKey& key = inverse.image.key;
        for (const CellChange& cell : inverse.cells) {
            const RowImage* row = m_overlay.find(key);
            const std::int64_t writer = row ? row->writerOf(cell.cell).no : 0;
            if (row && row->isAlive() && writer == reverted && reverted != 0) {
                if (!checkTargets(key, targetsOf(key, cell.cell, cell.now)) || !setOne(key, cell))
                    return false;
                continue;
            }
            Conflict conflict;
            const std::string_view name = cellName(key.table, cell.cell);
            conflict.id = DerivedId("undo").add(m_change.id).add(info(key.table).name).add(key.id).add(name).uuid();
            conflict.kind = ConflictKind::UndoSkipped;
            conflict.row = key;
            conflict.cell = name;
            conflict.loser = m_change.id;
            conflict.loserValue = json(key, cell.cell, cell.now);
            conflict.winner = writer == 0 ? Uuid {}
                : writer == m_no          ? m_change.id
                                          : m_overlay.state().change(writer).id;
            conflict.winnerValue = row ? json(key, cell.cell, row->get(cell.cell)) : std::string();
            conflict.baseValue = json(key, cell.cell, cell.was);
            addConflict(std::move(conflict));
        }
        const RowImage* row = m_overlay.find(key);
        return !row || checkPlace(*row);
    }

    // R13, a deletion taken back: what it named is there again, unless something else deleted it too.
    bool restore(const Uuid& deletion)
    {
        const std::int64_t group = m_overlay.state().changeNo(deletion);
        if (group == 0)
            return refuse("depends", "the deletion " + deletion.text() + " is not there");
        const std::vector<RowKey> members = m_overlay.members(group);
        for (const RowKey& member : members) {
            if (!guardOpen(member))
                return false;
        }
        if (!lift(group))
            return false;
        for (const RowKey& member : members)
            touchUp(member);
        return true;
    }

    // R14.
    bool settle(const Op& op)
    {
        m_overlay.changes().settled.push_back({ op.subject, op.choice });
        recordDecision("settle", op);
        return true;
    }

    void recordDecision(std::string_view what, const Op& op)
    {
        if (!m_records)
            return;
        std::string effect = "[\"" + std::string(what) + "\",";
        appendId(op.subject, effect);
        effect.push_back(',');
        appendJsonString(op.choice, effect);
        record(effect + "]");
    }

    bool unpark(const Op& op, int depth)
    {
        const auto parked = m_overlay.state().parked(op.subject);
        const bool isWaiting = parked && !parked->solved;
        const auto& decided = m_overlay.changes().unparked;
        if (std::any_of(decided.begin(), decided.end(), [&](const auto& known) { return known.change == op.subject; }))
            return true; // once is enough
        if (!parked || isWaiting == op.choice.empty())
            return true; // settled by somebody else already, or waiting anyway
        m_overlay.changes().unparked.push_back({ op.subject, op.choice });
        recordDecision("unpark", op);
        if (op.choice != "apply")
            return true;
        const auto intent = m_overlay.state().intentOf(op.subject);
        if (!intent)
            return refuse("depends", "the parked change " + op.subject.text() + " is not here");
        if (depth >= unparkDepthMax)
            return refuse("invalid", "parked changes that apply each other");
        if (intent->change.indivisible && !m_overlay.changes().becomesIndivisible) {
            m_overlay.changes().becomesIndivisible = true;
            record("[\"indivisible\"]");
        }
        return applyAll(intent->change.ops, intent->change.indivisible, depth + 1);
    }

    const ChangeSet& m_change;
    const std::int64_t m_no;
    const std::int64_t m_eff;
    const Seen& m_seen;
    const bool m_records;
    Overlay m_overlay;
    bool m_indivisible = false;
    bool m_isPlain = true;
    bool m_raisesEff = false;
    std::string m_effects;
    std::string m_why;
    std::string m_detail;
    std::optional<Uuid> m_root;
};

/// Puts logged effects on top of a ledger, in their order.
class EffectReader {
public:
    EffectReader(MergeState& state, const ChangeSet& change, std::int64_t no)
        : m_change(change)
        , m_no(no)
        , m_overlay(state, no)
    {
    }

    Result<> read(const Json& effect)
    {
        const std::string* what
            = effect.is_array() && !effect.empty() ? effect[0].get_ptr<const std::string*>() : nullptr;
        if (!what)
            return bad();
        if (*what == "row" || *what == "cell" || *what == "del" || *what == "undel" || *what == "touch")
            return readRow(*what, effect);
        if (*what == "indivisible") {
            m_overlay.changes().becomesIndivisible = true;
            return {};
        }
        if (*what == "conflict" && effect.size() == 2)
            return readConflict(effect[1]);
        if (*what == "park" && effect.size() == 2)
            return readPark(effect[1]);
        if (*what == "void" && effect.size() == 2) {
            QM_ASSIGN(const std::int64_t group, changeNo(effect[1]));
            m_overlay.voidGroup(group);
            return {};
        }
        if ((*what == "settle" || *what == "unpark") && effect.size() == 3 && effect[2].is_string()) {
            QM_ASSIGN(const Uuid subject, id(effect[1]));
            const std::string choice = effect[2].get<std::string>();
            if (*what == "settle")
                m_overlay.changes().settled.push_back({ subject, choice });
            else
                m_overlay.changes().unparked.push_back({ subject, choice });
            return {};
        }
        return Error { ErrorCode::TooNew, "an unknown effect \"" + std::string(cutText(*what, 40)) + "\"" };
    }

    Changes take() { return std::move(m_overlay.changes()); }

private:
    static Error bad() { return { ErrorCode::Invalid, "effects that are malformed" }; }

    static Result<Uuid> id(const Json& json)
    {
        const auto* text = json.get_ptr<const std::string*>();
        if (!text)
            return bad();
        return Uuid::parse(*text);
    }

    Result<std::int64_t> changeNo(const Json& json)
    {
        QM_ASSIGN(const Uuid change, id(json));
        if (change == m_change.id)
            return m_no;
        const std::int64_t no = m_overlay.state().changeNo(change);
        if (no == 0)
            return Error { ErrorCode::Invalid, "effects of a change set that is not here: " + change.text() };
        return no;
    }

    Result<> readRow(const std::string& what, const Json& effect)
    {
        const std::string* name = effect.size() >= 3 ? effect[1].get_ptr<const std::string*>() : nullptr;
        const TableInfo* table = name ? tableNamed(*name) : nullptr;
        if (!table)
            return bad();
        QM_ASSIGN(const Uuid row, id(effect[2]));
        const RowKey key { table->table, row };
        if (what == "row") {
            if (effect.size() != 4 || m_overlay.find(key))
                return bad();
            QM_ASSIGN(RowImage image, decodeRow(key, effect[3]));
            m_overlay.make(std::move(image));
            return {};
        }
        if (!m_overlay.find(key))
            return Error { ErrorCode::Invalid, "effects on a row that is not here" };
        if (what == "cell")
            return readCell(key, effect);
        if (what == "del") {
            m_overlay.bury(key);
            return {};
        }
        if (what == "touch") {
            m_overlay.touch(key, effect.size() == 4 && effect[3] == "d" ? TouchKind::Deleted : TouchKind::Wrote);
            return {};
        }
        if (effect.size() != 4)
            return bad();
        QM_ASSIGN(const std::int64_t by, changeNo(effect[3]));
        m_overlay.revive(key, by);
        return {};
    }

    Result<> readCell(const RowKey& key, const Json& effect)
    {
        if ((effect.size() != 5 && effect.size() != 7) || !effect[3].is_string()
            || effect[3].get_ref<const std::string&>().empty())
            return bad();
        const CellRef cell = cellNamed(key.table, effect[3].get_ref<const std::string&>());
        QM_ASSIGN(const CellValue value, decodeCell(key.table, cell, effect[4]));
        std::int64_t writer = m_no;
        std::int64_t eff = -1;
        if (effect.size() == 7) {
            QM_ASSIGN(writer, changeNo(effect[5]));
            if (!effect[6].is_number_integer())
                return bad();
            eff = effect[6].get<std::int64_t>();
        }
        RowImage& row = m_overlay.work(key);
        row.set(cell, value);
        row.setWriter(cell, writer, eff);
        return {};
    }

    Result<> readConflict(const Json& json)
    {
        Conflict conflict;
        const Json* id = member(json, "id");
        const std::string* kind = memberText(json, "kind");
        const Json* row = member(json, "row");
        const Json* loser = member(json, "loser");
        const Json* winner = member(json, "winner");
        const Json* base = member(json, "base");
        const std::string* cell = memberText(json, "cell");
        const auto isPair = [](const Json* pair) { return pair && pair->is_array() && pair->size() == 2; };
        if (!id || !kind || !cell || !base || !isPair(row) || !isPair(loser) || !isPair(winner)
            || !(*row)[0].is_string())
            return bad();
        const auto known = conflictKindNamed(*kind);
        const TableInfo* table = tableNamed((*row)[0].get_ref<const std::string&>());
        if (!known || !table)
            return Error { ErrorCode::TooNew, "an unknown kind of conflict" };
        conflict.kind = *known;
        conflict.cell = *cell;
        conflict.no = m_no;
        QM_ASSIGN(conflict.id, EffectReader::id(*id));
        QM_ASSIGN(const Uuid rowId, EffectReader::id((*row)[1]));
        conflict.row = { table->table, rowId };
        QM_ASSIGN(conflict.loser, EffectReader::id((*loser)[0]));
        QM_ASSIGN(conflict.winner, EffectReader::id((*winner)[0]));
        const auto text = [](const Json& value) { return value.is_null() ? std::string() : canonicalJson(value); };
        conflict.loserValue = text((*loser)[1]);
        conflict.winnerValue = text((*winner)[1]);
        conflict.baseValue = text(*base);
        auto& all = m_overlay.changes().conflicts;
        std::erase_if(all, [&](const Conflict& other) { return other.id == conflict.id; });
        all.push_back(std::move(conflict));
        return {};
    }

    Result<> readPark(const Json& json)
    {
        const std::string* why = memberText(json, "why");
        const std::string* detail = memberText(json, "detail");
        if (!why || !detail)
            return bad();
        Parked parked { m_change.id, m_no, *why, *detail, {}, {}, {} };
        if (const Json* root = member(json, "root")) {
            QM_ASSIGN(parked.root, id(*root));
        }
        m_overlay.changes().parked.push_back(std::move(parked));
        return {};
    }

    const ChangeSet& m_change;
    const std::int64_t m_no;
    Overlay m_overlay;
};

} // namespace

std::string_view conflictKindName(ConflictKind kind)
{
    return conflictNames[static_cast<std::size_t>(kind)];
}

std::optional<ConflictKind> conflictKindNamed(std::string_view name)
{
    const auto* found = std::find(conflictNames.begin(), conflictNames.end(), name);
    if (found == conflictNames.end())
        return std::nullopt;
    return static_cast<ConflictKind>(found - conflictNames.begin());
}

Merged merge(MergeState& state, const ChangeSet& change, std::int64_t no, std::int64_t eff, const Seen& seen)
{
    // Most change sets are plain and need no effects in the log, so these are written only when they turn out to be
    // needed: a second run of a pure function gives the same answer.
    Merged merged = Merger(state, change, no, eff, seen, false).run();
    if (merged.isPlain || merged.isParked)
        return merged;
    return Merger(state, change, no, eff, seen, true).run();
}

Result<Changes> decodeEffects(
    MergeState& state, const ChangeSet& change, std::int64_t no, std::int64_t, std::string_view effects)
{
    QM_ASSIGN(const Json json, parseJson(effects));
    if (!json.is_array())
        return Error { ErrorCode::Invalid, "effects that are malformed" };
    EffectReader reader(state, change, no);
    for (const Json& effect : json)
        QM_TRY(reader.read(effect));
    return reader.take();
}

} // namespace qm
