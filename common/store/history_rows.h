#pragma once

#include "common/store/ledger.h"

#include <limits>
#include <unordered_map>

namespace qm {

/// A place in the history, newest first: what waits to be sent comes before the log, by its place in the file; the log
/// goes by revision.
struct HistoryPlace {
    bool isWaiting = true;
    std::int64_t number = std::numeric_limits<std::int64_t>::max();
};

struct HistoryAsked {
    HistoryPlace before; ///< by default from the newest
    std::int64_t limit = 100; ///< rows at most
    std::size_t changesMost = 6; ///< of each row; how many there are is counted all the same
};

/// One action of a person: a change set, or the change sets of one large action.
struct HistoryRow {
    HistoryItem item; ///< of a large action the last of its change sets
    std::int64_t count = 0; ///< changes in all of its change sets
    std::int64_t parts = 1; ///< change sets
    std::optional<Uuid> takesBack; ///< an undo or redo: what it takes back
    std::optional<Uuid> takesBackBatch; ///< the large action that this is a part of

    /// Neither parked nor waiting without an effect.
    bool hasEffect() const { return item.outcome != "parked" && (item.outcome != "waiting" || item.why.empty()); }
};

/// Which actions are taken back, found while the history is read from its newest row on: what takes something back is
/// always newer.
class TakenBack {
public:
    /// What took this row, the next older one, back; nothing: it is in force.
    std::optional<Uuid> next(const HistoryRow& row);

private:
    std::unordered_map<Uuid, Uuid> m_by; ///< change sets and large actions, to what took them back
};

struct HistoryRows {
    std::vector<HistoryRow> rows; ///< newest first
    HistoryPlace end; ///< the next page is what comes before this
    bool isLast = false; ///< nothing comes before it
};

/// Devices that the history names: this one first, then the others by name.
Result<std::vector<Ledger::KnownDevice>> knownDevices(Ledger& ledger);

/// What became of taking back several actions.
struct UndoneBack {
    std::int64_t count = 0; ///< actions taken back
    bool isSkipped = false; ///< parts were left as they are, because somebody changed them since
    std::optional<Error> stopped; ///< why it went no further
};
/// Takes back every own action that is in force, newest first, down to and with `change`. What others did in between
/// stays. Each is an undo of its own, so what is done stays done when a later one is refused. Errors: NotFound, and
/// what keeps the first of them from being taken back.
Result<UndoneBack> undoBackTo(Ledger& ledger, const Uuid& change);

} // namespace qm
