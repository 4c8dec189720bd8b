#pragma once

#include "common/store/ledger.h"

namespace qm {

/// Who made a change set, as far as this file knows.
struct Author {
    Uuid device; ///< of zeros: not known here
    std::string name;
    std::string at; ///< by its own clock, RFC 3339; empty: its text came with a snapshot
    std::string act;
    bool isOwn = false;
    std::optional<std::int64_t> eff; ///< its place in time, ms since 1970, by the server; none: it waits to be sent
};
Result<Author> authorOf(Ledger& ledger, const Uuid& change);

/// Why what is shown is shown (SYNC.md 3.4, 3.7).
enum class WhyShown {
    WorkOutweighsDeletion, ///< what somebody typed outweighs a deletion by somebody who had not seen it
    UndoLeavesNewer, ///< an undo takes back only what nobody has changed since
    LaterCounts, ///< by the server's clock
    WaitsForServer, ///< one of them waits to be sent
    SameMoment, ///< the device's id decides
    GivenOnceMore, ///< the same value was given again after the other (R4)
};

/// A conflict with what a person needs to decide it.
struct ConflictView {
    Conflict conflict;
    std::string name; ///< what a person calls the row, also when it is deleted
    Author loser;
    Author winner;
    Author settler; ///< of a settled one
    std::string settledValue; ///< JSON: what it was settled with; empty: nothing, or not known here
    std::string valueNow; ///< JSON of the cell as it is now; empty: null, or the row is not there
    bool isThere = false; ///< the row is alive
    std::optional<Money> both; ///< an open one of two amounts: what both changes together make

    static Result<ConflictView> of(Ledger& ledger, const Conflict& conflict);
};

WhyShown whyShown(const ConflictView& view);
/// Whether the value that is not shown was given on this device and the other elsewhere; nothing when both or neither
/// was.
std::optional<bool> isLostMine(const Author& loser, const Author& winner);

} // namespace qm
