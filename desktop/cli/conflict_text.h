#pragma once

#include "common/store/ledger.h"
#include "desktop/cli/names.h"
#include "desktop/cli/program.h"

namespace qm::cli {

/// Who made a change set, as far as this file knows.
struct Author {
    Uuid device;
    std::string name;
    std::string at; ///< by its own clock
    std::string act;
    bool isOwn = false;
    std::optional<std::int64_t> eff; ///< its place in time, ms since 1970, by the server; none: it waits to be sent
};
Result<Author> authorOf(Ledger& ledger, const Uuid& change);
std::string authorText(const Author& author);
OrderedJson authorJson(const Author& author, const Uuid& change);

/// A conflict with what a person needs to decide it.
struct ShownConflict {
    Conflict conflict;
    Author loser;
    Author winner;
    std::string name; ///< what the row is called
    Author settler; ///< of a settled one
    std::string settledValue; ///< JSON: what it was settled with; empty: nothing, or not known here

    static Result<ShownConflict> of(Ledger& ledger, const Conflict& conflict, const NameMaps& names);
};

/// What `mine` and `theirs` mean: which of the two is of this device. Nothing when it is both or neither.
std::optional<bool> isLostMine(const Author& loser, const Author& winner);
/// Why what is shown is shown (SYNC.md 3.4, 3.7), in a few words.
std::string whyShown(const ShownConflict& shown);
OrderedJson conflictJson(const ShownConflict& shown, const Currency& currency);
std::string conflictText(const ShownConflict& shown, const Currency& currency, const NameMaps& names);

} // namespace qm::cli
