#include "history_generator.h"

#include <algorithm>
#include <random>
#include <set>

using namespace qm;

namespace {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) { }
    std::size_t below(std::size_t n) { return n ? m_engine() % n : 0; }
    bool oneIn(std::size_t n) { return below(n) == 0; }
    template <typename T>
    const T& of(const std::vector<T>& things)
    {
        return things[below(things.size())];
    }

private:
    std::mt19937_64 m_engine;
};

const std::vector<std::string> yms { "2026-04", "2026-05", "2026-06" };
constexpr int entryCount = 7; // ids 1 to 7 of each; whoever makes a row takes one of them
constexpr int postingCount = 9;

RowKey templateKey(int number)
{
    return { Table::Template, testId(7, std::uint64_t(number)) };
}
RowKey templateEntryKey(int number)
{
    return { Table::TemplateEntry, testId(9, std::uint64_t(number)) };
}

/// What somebody does on one device that shows `view`.
class Person {
public:
    Person(Dice& dice, MemoryState& view) : m_dice(dice), m_view(view)
    {
        for (const auto& [key, image] : view.rows) {
            if (image.isAlive())
                m_alive[key.table].push_back(key);
        }
    }

    /// One action; its operations may be few or, in a rare case, several actions run together.
    std::vector<Op> act(bool& isIndivisible)
    {
        std::vector<Op> ops = action(isIndivisible);
        while (m_dice.oneIn(8)) {
            for (Op& op : action(isIndivisible))
                ops.push_back(std::move(op));
        }
        isIndivisible |= m_dice.oneIn(40);
        return ops;
    }

private:
    using Ops = std::vector<Op>;

    std::vector<Op> action(bool& isIndivisible)
    {
        if (m_alive[Table::Posting].size() < 2 && !m_dice.oneIn(4)) // nearly everything is about postings
            return { makePosting() };
        const std::size_t roll = m_dice.below(100);
        if (roll < 5)
            return openMonth();
        if (roll < 9)
            return { makeEntry() };
        if (roll < 18)
            return { makePosting() };
        if (roll < 27)
            return { setCells(someRow(Table::Entry)) };
        if (roll < 37)
            return { setCells(someRow(Table::Posting)) };
        if (roll < 42)
            return { moveSomewhere(someRow(Table::Posting)) };
        if (roll < 56)
            return { remove(removal()) };
        if (roll < 61)
            return closing();
        if (roll < 64)
            return { onMonth(Op::Kind::Reopen, someRow(Table::Month)) };
        if (roll < 69)
            return severalPostings(isIndivisible);
        if (roll < 81)
            return { revert() };
        if (roll < 85)
            return settling();
        if (roll < 93)
            return unparking();
        if (roll < 95)
            return { setCells(someRow(Table::Month)) };
        return { furniture() };
    }

    // --- Values

    std::int64_t number() { return std::int64_t(1 + m_dice.below(3)); }

    RowKey anyRow(Table table)
    {
        switch (table) {
        case Table::Account: return accountKey(1 + int(m_dice.below(3)));
        case Table::Category: return categoryKey(1 + int(m_dice.below(3)));
        case Table::Template: return templateKey(1 + int(m_dice.below(2)));
        case Table::TemplateEntry: return templateEntryKey(1 + int(m_dice.below(2)));
        case Table::Month: return monthKey(m_dice.of(yms));
        case Table::Entry: return entryKey(1 + int(m_dice.below(entryCount)));
        case Table::Posting: return postingKey(1 + int(m_dice.below(postingCount)));
        case Table::Ledger: break;
        }
        return { Table::Ledger, homeLedger };
    }

    /// One that is shown; seldom any.
    RowKey someRow(Table table)
    {
        const auto& rows = m_alive[table];
        return rows.empty() || m_dice.oneIn(60) ? anyRow(table) : m_dice.of(rows);
    }

    std::string id(Table table) { return someRow(table).id.text(); }

    std::string ymOf(const Uuid& month)
    {
        const RowImage* row = m_view.row({ Table::Month, month });
        return row ? *asText(row->columns[col::month::ym]) : m_dice.of(yms);
    }
    std::string dayIn(const std::string& ym)
    {
        return (m_dice.oneIn(40) ? m_dice.of(yms) : ym) + "-0" + std::to_string(number());
    }

    Json slotSomewhere()
    {
        if (m_dice.oneIn(5)) {
            const Uuid month = someRow(Table::Month).id;
            return { month.text(), dayIn(ymOf(month)), nullptr };
        }
        const RowKey entry = someRow(Table::Entry);
        const RowImage* row = m_view.row(entry);
        const Uuid month = row && !m_dice.oneIn(40) ? monthOf(*row) : someRow(Table::Month).id;
        return { month.text(), dayIn(ymOf(month)), entry.id.text() };
    }

    Json accounts()
    {
        const std::string from = id(Table::Account);
        const std::string to = id(Table::Account);
        return { from, to == from || m_dice.oneIn(2) ? Json() : Json(to) };
    }

    Json name() { return "n" + std::to_string(number()); }
    Json text() { return m_dice.oneIn(3) ? Json() : Json("t" + std::to_string(number())); }

    Json value(Table table, const std::string& cell, const RowImage* row)
    {
        if (cell == "name")
            return name();
        if (cell == "slot")
            return slotSomewhere();
        if (cell == "account")
            return accounts();
        if (cell == "category")
            return id(Table::Category);
        if (cell == "due")
            return m_dice.oneIn(4) ? Json() : Json(dayIn(row ? ymOf(monthOf(*row)) : m_dice.of(yms)));
        if (cell == "split")
            return m_dice.oneIn(3) ? Json() : Json(testId(8, std::uint64_t(number())).text());
        if (cell == "kind")
            return table == Table::Account ? (m_dice.oneIn(2) ? "cash" : "checking")
                                           : (m_dice.oneIn(2) ? "income" : "expense");
        if (cell == "archived" || cell == "cleared")
            return m_dice.below(2);
        if (cell == "note" || cell == "memo" || cell == "payee" || cell == "group" || cell == "bank_ref")
            return text();
        return number();
    }

    // --- Making rows

    Op makeEntry()
    {
        const RowKey key = anyRow(Table::Entry);
        const RowImage* known = m_view.row(key);
        const Uuid month = known && !m_dice.oneIn(10) ? monthOf(*known) : someRow(Table::Month).id;
        Json cells { { "month", month.text() }, { "name", name() }, { "category", id(Table::Category) },
            { "planned", number() }, { "pos", 0 } };
        if (m_dice.oneIn(3))
            cells["due"] = dayIn(ymOf(month));
        if (m_dice.oneIn(3))
            cells["note"] = text();
        return create(key, cells);
    }

    Op makePosting()
    {
        return create(anyRow(Table::Posting),
            { { "slot", slotSomewhere() }, { "amount", -number() }, { "account", accounts() }, { "cleared", 0 },
                { "memo", text() } });
    }

    /// The same rows on every device, as from one template.
    Ops openMonth()
    {
        const std::size_t which = m_dice.below(yms.size());
        Ops ops { makeMonth(yms[which]) };
        if (m_dice.oneIn(30))
            ops.front().image.key.id = testId(8, 30);
        for (std::size_t i = 0; i < 2; ++i) {
            const RowKey key = entryKey(int(3 + (which * 2 + i) % 4));
            ops.push_back(create(key,
                { { "month", monthKey(yms[which]).id.text() }, { "name", "n1" },
                    { "category", categoryKey(1).id.text() }, { "planned", number() }, { "pos", 0 } }));
        }
        return ops;
    }

    /// Accounts, categories, templates, and the ledger itself.
    Op furniture()
    {
        switch (m_dice.below(8)) {
        case 0: return makeAccount(1 + int(m_dice.below(3)));
        case 1: return makeCategory(1 + int(m_dice.below(3)));
        case 2: return create(anyRow(Table::Template), { { "name", name() }, { "pos", 0 } });
        case 3:
            return create(anyRow(Table::TemplateEntry),
                { { "template", id(Table::Template) }, { "name", name() }, { "category", id(Table::Category) },
                    { "planned", number() }, { "due_day", number() }, { "pos", 0 } });
        case 4:
            return create({ Table::Ledger, m_dice.oneIn(4) ? testId(8, 31) : homeLedger },
                { { "name", name() }, { "currency", m_dice.oneIn(4) ? "USD" : "EUR" } });
        default: break;
        }
        static const std::vector<Table> tables { Table::Ledger, Table::Account, Table::Category, Table::Template,
            Table::TemplateEntry };
        const Table table = m_dice.of(tables);
        if (m_alive[table].empty() && !m_dice.oneIn(20))
            return create(anyRow(Table::Template), { { "name", name() }, { "pos", 0 } });
        return setCells(someRow(table));
    }

    // --- Changing rows

    CellChange cellChange(const RowKey& key, const std::string& name, const Json& now)
    {
        const RowImage* row = m_view.row(key);
        CellChange change;
        change.cell = cellNamed(key.table, name);
        change.now = decodeCell(key.table, change.cell, now).value();
        if (row)
            change.was = row->get(change.cell);
        return change;
    }

    Op setCells(const RowKey& key)
    {
        std::vector<std::string> names;
        for (const CellInfo& cell : info(key.table).cells) {
            if (!cell.isFixed && !(key.table == Table::Month && std::string_view(cell.name) == "status"))
                names.emplace_back(cell.name);
        }
        Op op;
        op.kind = Op::Kind::Set;
        op.image.key = key;
        // Few cells of many, so that two people meet in one.
        std::set<std::string> chosen { m_dice.of(names) };
        if (m_dice.oneIn(2) && key.table == Table::Entry)
            chosen = { "planned" };
        if (m_dice.oneIn(2) && key.table == Table::Posting)
            chosen = { "amount" };
        while (m_dice.oneIn(4))
            chosen.insert(m_dice.of(names));
        for (const std::string& cell : chosen)
            op.cells.push_back(cellChange(key, cell, value(key.table, cell, m_view.row(key))));
        return op;
    }

    Op moveSomewhere(const RowKey& posting)
    {
        Op op;
        op.kind = Op::Kind::Set;
        op.image.key = posting;
        op.cells.push_back(cellChange(posting, "slot", slotSomewhere()));
        return op;
    }

    std::vector<RowKey> withAllBelow(const RowKey& key)
    {
        std::vector<RowKey> group { key };
        for (std::size_t i = 0; i < group.size(); ++i) {
            m_view.eachLiveChild(RowKey(group[i]), [&](const RowKey& child) {
                if (std::find(group.begin(), group.end(), child) == group.end())
                    group.push_back(child);
                return true;
            });
        }
        return group;
    }

    std::vector<RowKey> removal()
    {
        std::vector<RowKey> group;
        switch (m_dice.below(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4: group = { someRow(Table::Posting) }; break;
        case 5:
        case 6:
        case 7: group = withAllBelow(someRow(Table::Entry)); break;
        case 8: group = withAllBelow(someRow(Table::Month)); break;
        case 9: group = { someRow(Table::Posting), someRow(Table::Posting) }; break;
        case 10: group = { someRow(m_dice.oneIn(2) ? Table::Account : Table::Category) }; break;
        default:
            group = withAllBelow(someRow(m_alive[Table::Template].empty() ? Table::Posting : Table::Template));
            break;
        }
        if (m_dice.oneIn(12)) // leaves rows behind
            group.resize(1);
        return group;
    }

    static Op onMonth(Op::Kind kind, const RowKey& month)
    {
        Op op;
        op.kind = kind;
        op.image.key = month;
        return op;
    }

    Ops closing()
    {
        const RowKey month = someRow(Table::Month);
        if (!m_dice.oneIn(4))
            return { onMonth(Op::Kind::Close, month) };
        return { onMonth(Op::Kind::Reopen, month), makePosting(), onMonth(Op::Kind::Close, month) };
    }

    /// A split, a join, or several moves: all or nothing.
    Ops severalPostings(bool& isIndivisible)
    {
        isIndivisible = true;
        switch (m_dice.below(4)) {
        case 0: return { moveSomewhere(someRow(Table::Posting)), moveSomewhere(someRow(Table::Posting)) };
        case 1: return { remove({ someRow(Table::Posting), someRow(Table::Posting) }), makePosting() };
        default: return { remove({ someRow(Table::Posting) }), makePosting(), makePosting() };
        }
    }

    // --- Taking back and deciding

    std::vector<Op> inversesOf(const std::vector<Op>& ops, const Uuid& change)
    {
        std::vector<Op> inverses;
        for (const Op& op : ops) {
            Op inverse = op;
            switch (op.kind) {
            case Op::Kind::Create:
                if (op.image.key.table != Table::Ledger)
                    inverses.push_back(remove(withAllBelow(op.image.key)));
                continue;
            case Op::Kind::Delete: inverses.push_back(restore(change)); continue;
            case Op::Kind::Set:
                for (CellChange& cell : inverse.cells)
                    std::swap(cell.was, cell.now);
                if (!isComplete(inverse))
                    continue;
                break;
            case Op::Kind::Close: inverse.kind = Op::Kind::Reopen; break;
            case Op::Kind::Reopen: inverse.kind = Op::Kind::Close; break;
            case Op::Kind::Settle:
            case Op::Kind::Unpark: inverse.choice.clear(); break;
            case Op::Kind::Revert:
                for (Op& again : inversesOf(op.inverses, change))
                    inverses.push_back(std::move(again));
                continue;
            case Op::Kind::Restore: continue;
            }
            inverses.push_back(std::move(inverse));
        }
        std::reverse(inverses.begin(), inverses.end());
        return inverses;
    }

    /// Values that a change set may carry.
    static bool isComplete(const Op& op)
    {
        return std::all_of(op.cells.begin(), op.cells.end(), [&](const CellChange& cell) {
            std::string json;
            appendCellJson(op.image.key.table, cell.cell, cell.now, json);
            return decodeCell(op.image.key.table, cell.cell, Json::parse(json)).has_value();
        });
    }

    Op revert()
    {
        const std::size_t lately = std::min<std::size_t>(m_view.changes.size(), 8);
        const auto& [no, known] = *std::prev(m_view.changes.end(), std::ptrdiff_t(1 + m_dice.below(lately)));
        std::vector<Op> inverses = inversesOf(known.intent.change.ops, known.info.id);
        if (inverses.size() > 1 && m_dice.oneIn(3))
            inverses.resize(1);
        return undo(known.info.id, std::move(inverses));
    }

    Ops settling()
    {
        if (m_view.conflicts.empty())
            return { settle(testId(8, 32), "shown") };
        const auto& conflict
            = std::next(m_view.conflicts.begin(), std::ptrdiff_t(m_dice.below(m_view.conflicts.size())))->second;
        static const std::vector<std::string> choices { "shown", "lost", "value", "" };
        Ops ops { settle(conflict.id, m_dice.of(choices)) };
        if (m_dice.oneIn(2) && !conflict.cell.empty() && !(conflict.row.table == Table::Month))
            ops.push_back(setCells(conflict.row));
        return ops;
    }

    Ops unparking()
    {
        std::vector<Uuid> waiting;
        for (const auto& [id, parked] : m_view.waiting) {
            if (!parked.solved || m_dice.oneIn(6))
                waiting.push_back(id);
        }
        if (waiting.empty())
            return { m_dice.oneIn(10) ? unpark(testId(8, 33), "apply") : makePosting() };
        const Uuid& change = m_dice.of(waiting);
        static const std::vector<std::string> choices { "apply", "apply", "apply", "discard", "discard", "" };
        Ops ops { unpark(change, m_dice.of(choices)) };
        const Parked parked = m_view.parked(change).value();
        if (parked.root && m_dice.oneIn(2))
            ops.insert(ops.begin(), unpark(*parked.root, "apply"));
        if (parked.why == "month_closed" && !m_dice.oneIn(3)) {
            const RowKey month = someRow(Table::Month);
            ops.insert(ops.begin(), onMonth(Op::Kind::Reopen, month));
            if (m_dice.oneIn(2))
                ops.push_back(onMonth(Op::Kind::Close, month));
        }
        return ops;
    }

    Dice& m_dice;
    MemoryState& m_view;
    std::map<Table, std::vector<RowKey>> m_alive;
};

struct Desk {
    Device device;
    std::vector<Draft> queue; ///< made since its last pull, sent or not
    std::size_t sent = 0;
    std::size_t last = 0; ///< its last step that arrived, from 1
    std::int64_t clockError = 0;
};

/// The household while it is being made up.
class Maker {
public:
    explicit Maker(std::uint64_t seed) : m_dice(seed)
    {
        m_before = m_home.head();
        m_states.emplace(m_before, m_home.state());
        const int devices = 2 + int(m_dice.below(3));
        for (int number = 1; number <= devices; ++number) {
            m_desks.push_back({ m_home.device(number), {}, 0, 0, 0 });
            if (m_dice.oneIn(3))
                m_desks.back().clockError = std::int64_t(m_dice.below(400)) - 200;
        }
    }

    RandomHistory make()
    {
        const std::size_t turns = 20 + m_dice.below(30);
        for (std::size_t turn = 0; turn < turns && !m_difference; ++turn) {
            m_home.clock += std::int64_t(m_dice.below(3)); // often the same moment for two
            Desk& desk = m_desks[m_dice.below(m_desks.size())];
            if (m_dice.oneIn(3)) {
                send(desk, m_dice.below(desk.queue.size() - desk.sent + 1));
                if (m_dice.oneIn(2))
                    pull(desk);
            } else {
                act(desk);
            }
        }
        if (m_dice.oneIn(3))
            actOnACopy(m_desks.front());
        for (Desk& desk : m_desks)
            send(desk, desk.queue.size());
        return { std::move(m_history), std::move(m_difference), m_both.happened };
    }

private:
    /// What the device shows: what it has pulled and on top, as it predicts them, its own changes.
    MemoryState viewOf(const Desk& desk)
    {
        MemoryState view = m_states.at(desk.device.base);
        std::int64_t no = 1'000'000;
        for (const Draft& draft : desk.queue) {
            ++no;
            view.apply(no, merge(view, draft.change, no, 1'000'000 + no, [](std::int64_t) { return true; }).changes,
                draft.change, 1'000'000 + no);
        }
        return view;
    }

    std::optional<Draft> drafted(Device& device, MemoryState& view, std::int64_t clockError)
    {
        bool isIndivisible = false;
        std::vector<Op> ops = Person(m_dice, view).act(isIndivisible);
        Draft draft = m_home.draft(device, std::move(ops), isIndivisible);
        draft.at = m_home.clock + clockError;
        // As it comes from the wire: cells in their order, old values only where they could be read.
        draft.change = decodeChangeSet(std::string_view(encodeChangeSet(draft.change))).value().change;
        return draft;
    }

    void act(Desk& desk)
    {
        MemoryState view = viewOf(desk);
        if (auto draft = drafted(desk.device, view, desk.clockError))
            desk.queue.push_back(std::move(*draft));
    }

    /// A device that was copied, and both copies write before the server tells them apart: one number, one moment.
    void actOnACopy(Desk& desk)
    {
        MemoryState view = viewOf(desk);
        Device copy = desk.device;
        auto ours = drafted(desk.device, view, 0);
        auto theirs = drafted(copy, view, 0);
        theirs->at = ours->at;
        desk.queue.push_back(*ours);
        send(desk, desk.queue.size());
        m_desks.push_back({ copy, { *theirs }, 0, m_history.back().own, 0 });
    }

    void send(Desk& desk, std::size_t count)
    {
        for (; count > 0 && !m_difference && desk.sent < desk.queue.size(); --count) {
            const Draft& draft = desk.queue[desk.sent++];
            m_home.clock += std::int64_t(m_dice.below(2));
            m_history.push_back(
                { draft.change, draft.at, m_home.clock, std::size_t(draft.seenBy.base - m_before), desk.last });
            desk.last = m_history.size();
            m_difference = m_both.take(m_history.back());
            m_states.emplace(m_home.head(), m_home.state());
        }
    }

    void pull(Desk& desk)
    {
        desk.queue.erase(desk.queue.begin(), desk.queue.begin() + std::ptrdiff_t(desk.sent));
        desk.sent = 0;
        m_home.pull(desk.device);
    }

    Dice m_dice;
    BothMerges m_both;
    MergeHousehold& m_home = m_both.home();
    std::optional<Difference> m_difference;
    std::int64_t m_before = 0;
    std::map<std::int64_t, MemoryState> m_states;
    std::vector<Desk> m_desks;
    History m_history;
};

} // namespace

RandomHistory randomHistory(std::uint64_t seed)
{
    return Maker(seed).make();
}
