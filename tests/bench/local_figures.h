#pragma once

#include "tests/bench/fixture.h"
#include "tests/bench/measure.h"

#include <string>

namespace qm::bench {

/// What all figures are measured on. Files lie in `dir`, which is on the disk that is measured.
struct Ground {
    std::string dir;
    Household household;
    std::string full; ///< a ledger with the whole household, nothing sent, in change sets of 1,000 operations
    LedgerIds ids; ///< of `full`
};

/// Recording one posting, durable, beside one transaction with the very row writes in plain SQLite.
Result<> measureRecording(const Ground& ground);
/// Importing the household from one CSV file, beside parsing it and inserting the postings into plain SQLite.
Result<> measureImport(const Ground& ground);
/// All months by category, beside one SQL aggregate.
Result<> measureSummary(const Ground& ground);
/// `quartermaster-cli summary` as a process.
Result<> measureCliSummary(const Ground& ground, const std::string& cli);

/// An empty ledger file at `path` that has everything of `full` but its postings; then the time to insert those in one
/// transaction. The raw limit of moving them anywhere.
Result<Times> insertPostingsRaw(const Ground& ground, const std::string& path);

} // namespace qm::bench
