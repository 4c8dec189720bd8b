#include "tests/common/sync/merge_household.h"

#include <algorithm>

namespace qm {

const Uuid homeLedger = testId(1, 1);

Uuid testId(std::uint8_t kind, std::uint64_t number)
{
    Uuid id;
    id.bytes[0] = kind;
    for (std::size_t i = 0; i < 8; ++i)
        id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return id;
}

RowKey monthKey(std::string_view ym)
{
    return { Table::Month, monthId(homeLedger, ym) };
}
RowKey entryKey(int number)
{
    return { Table::Entry, testId(2, std::uint64_t(number)) };
}
RowKey postingKey(int number)
{
    return { Table::Posting, testId(3, std::uint64_t(number)) };
}
RowKey accountKey(int number)
{
    return { Table::Account, testId(4, std::uint64_t(number)) };
}
RowKey categoryKey(int number)
{
    return { Table::Category, testId(5, std::uint64_t(number)) };
}

Op create(const RowKey& key, const Json& cells)
{
    Op op;
    op.image = decodeRow(key, cells).value();
    return op;
}

Op makeAccount(int number)
{
    return create(accountKey(number),
        { { "name", "Account" }, { "kind", "checking" }, { "opening", 0 }, { "archived", 0 }, { "pos", number } });
}

Op makeCategory(int number)
{
    return create(
        categoryKey(number), { { "name", "Category" }, { "kind", "expense" }, { "archived", 0 }, { "pos", number } });
}

Op makeMonth(std::string_view ym)
{
    return create(monthKey(ym), { { "ym", ym }, { "status", "open" } });
}

Op makeEntry(int number, std::string_view ym, const std::string& name, std::int64_t planned, int category)
{
    return create(entryKey(number),
        { { "month", monthKey(ym).id.text() }, { "name", name }, { "category", categoryKey(category).id.text() },
            { "planned", planned }, { "pos", 0 } });
}

Json slot(const std::string& date, int entry)
{
    return { monthKey(date.substr(0, 7)).id.text(), date, entry ? Json(entryKey(entry).id.text()) : Json() };
}

Op makePosting(int number, int entry, const std::string& date, std::int64_t amount)
{
    return create(postingKey(number),
        { { "slot", slot(date, entry) }, { "amount", amount }, { "account", { accountKey(1).id.text(), nullptr } },
            { "cleared", 0 } });
}

Op set(const RowKey& key, std::string_view cell, const Json& was, const Json& now)
{
    CellChange change;
    change.cell = cellNamed(key.table, cell);
    if (auto value = decodeCell(key.table, change.cell, was))
        change.was = *value;
    change.now = decodeCell(key.table, change.cell, now).value();
    Op op;
    op.kind = Op::Kind::Set;
    op.image.key = key;
    op.cells.push_back(std::move(change));
    return op;
}

Op move(int posting, const std::string& date, int entry)
{
    return set(postingKey(posting), "slot", nullptr, slot(date, entry));
}

Op remove(std::vector<RowKey> group)
{
    Op op;
    op.kind = Op::Kind::Delete;
    op.group = std::move(group);
    return op;
}

namespace {

Op onMonth(Op::Kind kind, std::string_view ym)
{
    Op op;
    op.kind = kind;
    op.image.key = monthKey(ym);
    return op;
}

Op onSubject(Op::Kind kind, const Uuid& subject, std::string_view choice)
{
    Op op;
    op.kind = kind;
    op.subject = subject;
    op.choice = choice;
    return op;
}

} // namespace

Op closeMonth(std::string_view ym)
{
    return onMonth(Op::Kind::Close, ym);
}
Op reopenMonth(std::string_view ym)
{
    return onMonth(Op::Kind::Reopen, ym);
}
Op restore(const Uuid& deletion)
{
    return onSubject(Op::Kind::Restore, deletion, {});
}
Op settle(const Uuid& conflict, std::string_view choice)
{
    return onSubject(Op::Kind::Settle, conflict, choice);
}
Op unpark(const Uuid& change, std::string_view choice)
{
    return onSubject(Op::Kind::Unpark, change, choice);
}

Op undo(const Uuid& change, std::vector<Op> inverses)
{
    Op op = onSubject(Op::Kind::Revert, change, {});
    op.inverses = std::move(inverses);
    return op;
}

MergeHousehold::MergeHousehold() : m_state(homeLedger)
{
    Device first = device(0);
    act(first, { makeAccount(1), makeAccount(2), makeCategory(1), makeCategory(2) });
    act(first, { makeMonth("2026-05"), makeEntry(1, "2026-05"), makeEntry(2, "2026-05", "Rent", 900'00) });
}

Device MergeHousehold::device(int number) const
{
    Device device;
    device.id = testId(6, std::uint64_t(number));
    device.base = head();
    return device;
}

Draft MergeHousehold::draft(Device& device, std::vector<Op> ops, bool indivisible)
{
    Draft draft;
    draft.at = ++clock;
    draft.seenBy = device;
    draft.change.id = DerivedId("change").add(device.id).add(++device.n).add(draft.at).uuid();
    draft.change.dev = device.id;
    draft.change.n = device.n;
    draft.change.prev = device.prev;
    draft.change.base = { device.base, "0000000000000000" };
    draft.change.at = "2026-05-03T12:00:00Z";
    draft.change.act = "test";
    draft.change.indivisible = indivisible;
    draft.change.ops = std::move(ops);
    device.prev = draft.change.id;
    return draft;
}

bool MergeHousehold::hasSeen(const Draft& draft, std::int64_t no)
{
    const bool isOwn = m_state.change(no).dev == draft.change.dev;
    return no <= draft.seenBy.base || (isOwn && m_state.changes.at(no).intent.change.n < draft.change.n);
}

Merged MergeHousehold::take(const Draft& draft)
{
    const std::int64_t no = head() + 1;
    const Seen seen = [&](std::int64_t other) { return hasSeen(draft, other); };
    std::int64_t eff = draft.at;
    for (const auto& [other, known] : m_state.changes) {
        if (seen(other))
            eff = std::max(eff, known.info.eff + 1);
    }
    return m_state.take(draft.change, no, eff, seen);
}

Merged MergeHousehold::act(Device& device, std::vector<Op> ops, bool indivisible)
{
    return take(draft(device, std::move(ops), indivisible));
}

std::vector<Conflict> MergeHousehold::conflicts(ConflictKind kind) const
{
    std::vector<Conflict> found;
    for (const auto& [id, conflict] : m_state.conflicts) {
        if (conflict.kind == kind && !conflict.solved)
            found.push_back(conflict);
    }
    return found;
}

bool MergeHousehold::waits(const Uuid& change) const
{
    const auto found = m_state.waiting.find(change);
    return found != m_state.waiting.end() && !found->second.solved;
}

} // namespace qm
