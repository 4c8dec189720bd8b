#pragma once

#include "common/sync/change_set.h"

#include <span>
#include <utility>

namespace qm {

/// What an entry of the log is (SYNC.md 3.2).
enum class EntryKind { Change = 1, Branch = 2 };

/// One entry of the log as it travels and is kept (SYNC.md 3.5).
struct LogEntry {
    std::int64_t rev = 0;
    EntryKind kind = EntryKind::Change;
    Uuid id; ///< of the change set or record
    std::string intent; ///< canonical JSON; empty: whoever reads it has it already
    std::int64_t eff = 0;
    std::string outcome; ///< applied, conflict, parked
    std::string effects = "="; ///< JSON; "=": exactly what the intent says
    Hash chain;
    Hash digest;

    /// The chain after this entry on top of the one before.
    Hash chainAfter(const Hash& before) const;
};

int outcomeNumber(std::string_view outcome); ///< as in the tables: 1 applied, 2 conflict, 3 parked
std::string_view outcomeName(std::int64_t number);

void appendLogEntry(const LogEntry& entry, std::string& out);
/// Entries of a JSON array, up to the first of a kind that this program does not know. Errors: Invalid (not an entry),
/// TooNew (the very first is of an unknown kind).
Result<std::vector<LogEntry>> readLogEntries(std::string_view array);

/// A record in the log that a restored server had lost these versions and has their change sets again (SYNC.md 3.8).
struct BranchRecord {
    std::int64_t rev = 0; ///< of the first lost version
    Hash after; ///< chain of the version before it
    std::vector<std::pair<Hash, Uuid>> lost; ///< chain and change set of each, in order
};
std::string encodeBranch(const BranchRecord& record); ///< canonical JSON
Result<BranchRecord> decodeBranch(std::string_view json);
/// The same record made twice is one.
Uuid branchId(const Uuid& ledger, const BranchRecord& record);

} // namespace qm
