#pragma once

#include "common/store/conflict_view.h"
#include "desktop/cli/names.h"
#include "desktop/cli/program.h"

namespace qm::cli {

std::string authorText(const Author& author);
OrderedJson authorJson(const Author& author, const Uuid& change);

/// A conflict as the command line shows it.
struct ShownConflict : ConflictView {
    std::string title; ///< what the row is called in a line

    static Result<ShownConflict> of(Ledger& ledger, const Conflict& conflict, const NameMaps& names);
};

/// Why what is shown is shown (SYNC.md 3.4, 3.7), in a few words.
std::string whyText(const ShownConflict& shown);
OrderedJson conflictJson(const ShownConflict& shown, const Currency& currency);
std::string conflictText(const ShownConflict& shown, const Currency& currency, const NameMaps& names);

} // namespace qm::cli
