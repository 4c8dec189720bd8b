#pragma once

#include "common/store/ledger.h"

#include <unordered_map>

namespace qm {

// What a ledger knows by name, for finding things by typing.

/// Names of the newest postings' payees, the newest first, each once: of the last `postingsMost` postings made.
Result<std::vector<std::string>> newestPayees(Ledger& ledger, std::int64_t postingsMost);

/// An entry's name and the newest month that has an entry of that name.
struct KnownEntry {
    Uuid id;
    std::string name;
    YearMonth ym;
};
/// The newest month first, each name once.
Result<std::vector<KnownEntry>> knownEntries(Ledger& ledger);

/// How many entries and template entries name each category; categories without any are missing.
Result<std::unordered_map<Uuid, std::int64_t>> categoryUses(Ledger& ledger);

} // namespace qm
