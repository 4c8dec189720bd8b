#pragma once

#include "tests/common/sync/memory_state.h"

namespace qm {

// Change sets in few words, and people who make them on devices that have not seen each other's. Cell values are JSON.

RowKey monthKey(std::string_view ym);
RowKey entryKey(int number);
RowKey postingKey(int number);
RowKey accountKey(int number);
RowKey categoryKey(int number);
Uuid testId(std::uint8_t kind, std::uint64_t number);
extern const Uuid homeLedger;

Op create(const RowKey& key, const Json& cells);
Op makeAccount(int number);
Op makeCategory(int number);
Op makeMonth(std::string_view ym);
Op makeEntry(int number, std::string_view ym, const std::string& name = "Groceries", std::int64_t planned = 400'00,
    int category = 1);
/// A posting on account 1 against an entry; entry 0: none.
Op makePosting(int number, int entry, const std::string& date, std::int64_t amount = -10'00);
Json slot(const std::string& date, int entry);
Op set(const RowKey& key, std::string_view cell, const Json& was, const Json& now);
Op move(int posting, const std::string& date, int entry);
Op remove(std::vector<RowKey> group);
Op closeMonth(std::string_view ym);
Op reopenMonth(std::string_view ym);
Op undo(const Uuid& change, std::vector<Op> inverses);
Op restore(const Uuid& deletion);
Op settle(const Uuid& conflict, std::string_view choice);
Op unpark(const Uuid& change, std::string_view choice);

/// A device and what it has seen: all up to `base`, and what it made itself (R0).
struct Device {
    Uuid id;
    std::int64_t base = 0;
    std::int64_t n = 0;
    std::optional<Uuid> prev;
};

/// What a device made and has not sent yet.
struct Draft {
    ChangeSet change;
    Device seenBy; ///< what the device had seen when it made it
    std::int64_t at = 0; ///< when, on the household's clock
};

/// The server's view of a household: takes drafts, gives them numbers and their place in time (SYNC.md 3.4). A replica
/// follows every step and must agree (MemoryState::take). It begins with two accounts, two categories and the month
/// 2026-05 with the entries 1 (Groceries) and 2 (Rent).
class MergeHousehold {
public:
    MergeHousehold();
    Device device(int number) const; ///< has seen everything so far

    Draft draft(Device& device, std::vector<Op> ops, bool indivisible = false);
    Merged take(const Draft& draft);
    /// Makes and sends at once.
    Merged act(Device& device, std::vector<Op> ops, bool indivisible = false);
    void pull(Device& device) const { device.base = head(); }
    /// Whether the author of a draft had seen a change set that is here: up to the base, or an earlier one of its own.
    bool hasSeen(const Draft& draft, std::int64_t no);

    std::int64_t head() const { return m_state.changes.empty() ? 0 : m_state.changes.rbegin()->first; }
    MemoryState& state() { return m_state; }
    std::string cell(const RowKey& key, std::string_view name) { return m_state.cell(key, name); }
    bool isAlive(const RowKey& key) { return m_state.isAlive(key); }
    /// Records of a kind that nobody has settled.
    std::vector<Conflict> conflicts(ConflictKind kind) const;
    std::size_t conflictCount() const { return m_state.conflicts.size(); }
    bool waits(const Uuid& change) const;
    /// The change set that the device made last.
    Uuid last(const Device& device) const { return *device.prev; }

    std::int64_t clock = 1'000; ///< goes on with every draft

private:
    MemoryState m_state;
};

} // namespace qm
