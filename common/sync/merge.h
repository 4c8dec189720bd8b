#pragma once

#include "common/sync/change_set.h"

#include <functional>

namespace qm {

/// What merging needs to know of a change set that is there already.
struct ChangeInfo {
    std::int64_t no = 0;
    Uuid id;
    Uuid dev;
    std::int64_t eff = 0;
    bool indivisible = false;
};

/// A delete group that names a row: the change set that deleted it, and whether that still holds for the row.
struct Tombstone {
    std::int64_t no = 0;
    bool live = true;
};

enum class TouchKind : std::uint8_t { Wrote = 1, Deleted = 2 };
struct Touch {
    std::int64_t no = 0;
    TouchKind kind = TouchKind::Wrote;
};

enum class ConflictKind : std::uint8_t { Field, DeleteUndone, DeleteBlocked, UndoSkipped };
std::string_view conflictKindName(ConflictKind kind);
std::optional<ConflictKind> conflictKindNamed(std::string_view name);

/// A value that lost and is kept, or a deletion that was stopped by an edit that nobody saw.
struct Conflict {
    Uuid id; ///< derived from what it is about: found twice, it is one
    ConflictKind kind = ConflictKind::Field;
    RowKey row;
    std::string cell; ///< the cell's name; empty for deletions
    Uuid loser; ///< the change set whose value or deletion is not shown
    std::string loserValue; ///< JSON; empty: null
    Uuid winner;
    std::string winnerValue; ///< JSON; empty: null
    std::string baseValue; ///< JSON: what the change set that arrived later had changed from; empty: null or not known
    std::int64_t no = 0; ///< the change set on whose arrival it was found
    std::optional<Uuid> solved; ///< the change set that settled it
    std::string choice;
};

/// A change set that could not be applied and waits for a person.
struct Parked {
    Uuid change;
    std::int64_t no = 0;
    std::string why;
    std::string detail;
    std::optional<Uuid> root; ///< the parked change set that this one waits for
    std::optional<Uuid> solved;
    std::string choice;
};

/// What a change set does to a ledger: the rows as they are afterwards and the marks beside them.
struct Changes {
    std::vector<RowImage> rows; ///< each once
    struct RowTouch {
        RowKey row;
        TouchKind kind = TouchKind::Wrote;
    };
    std::vector<RowTouch> touches; ///< each once; the making of a row is not named, its writer says it
    std::vector<RowKey> deleted; ///< by this change set
    struct Revived {
        RowKey row;
        std::int64_t by = 0; ///< the deletion that no longer holds for the row
    };
    std::vector<Revived> revived;
    std::vector<std::int64_t> voided; ///< deletions that are undone as a whole
    std::vector<Conflict> conflicts;
    struct Settled {
        Uuid conflict;
        std::string choice; ///< empty: open again
    };
    std::vector<Settled> settled;
    std::vector<Parked> parked;
    struct Unparked {
        Uuid change;
        std::string choice; ///< empty: waiting again
    };
    std::vector<Unparked> unparked;
    bool becomesIndivisible = false; ///< it applied a parked indivisible action, and is one itself from now on
};

/// The ledger as a merge sees it. Reads only; pointers hold until the next change is applied.
class MergeState {
public:
    virtual ~MergeState() = default;
    virtual Uuid ledgerId() = 0;
    virtual const RowImage* row(const RowKey& key) = 0; ///< null: never made
    virtual std::vector<Tombstone> tombstones(const RowKey& key) = 0;
    virtual std::vector<RowKey> groupMembers(std::int64_t no) = 0; ///< rows that this delete group names
    virtual std::vector<Touch> touches(const RowKey& key) = 0; ///< beyond the making of the row
    /// Rows that are alive and stand directly under `key`; asks `each` until it answers false.
    virtual void eachLiveChild(const RowKey& key, const std::function<bool(const RowKey&)>& each) = 0;
    virtual std::vector<RowKey> rowsOfMonth(const Uuid& month)
        = 0; ///< the month, its entries and postings, dead or alive
    virtual ChangeInfo change(std::int64_t no) = 0;
    virtual std::int64_t changeNo(const Uuid& id) = 0; ///< 0: not here
    virtual std::optional<Parked> parked(const Uuid& change) = 0;
    virtual std::optional<DecodedChangeSet> intentOf(const Uuid& change) = 0;
    /// The parked change set, not settled yet, that would make this row.
    virtual std::optional<Uuid> parkedMaker(const RowKey&) { return std::nullopt; }
};

/// What became of a change set.
struct Merged {
    bool isParked = false;
    bool isPlain = true; ///< the effects are exactly what the intent says
    bool raisesEff = false; ///< an equal value was written again (R4): a mark holds this very eff
    std::string
        why; ///< parked: depends, month_closed, month_changed, deleted, indivisible, date_outside_month, invalid
    std::string detail; ///< English, for a person
    Changes changes;
    std::string effects; ///< JSON array for the log; empty when plain
    std::string_view outcome() const
    {
        return isParked ? "parked" : changes.conflicts.empty() ? "applied" : "conflict";
    }
};

/// Whether the author of the change set had seen change set `no`.
using Seen = std::function<bool(std::int64_t no)>;

/// The merge, rules R0 to R14 of SYNC.md 3.7: what `change` does to `state`. Pure: no clock, no randomness, no I/O but
/// through `state`. `no` and `eff` are what the change set will have in the log.
Merged merge(MergeState& state, const ChangeSet& change, std::int64_t no, std::int64_t eff, const Seen& seen);

/// A replica: what logged effects do to `state`. Errors: Invalid (not effects), TooNew (effects of a newer level).
Result<Changes> decodeEffects(
    MergeState& state, const ChangeSet& change, std::int64_t no, std::int64_t eff, std::string_view effects);

} // namespace qm
