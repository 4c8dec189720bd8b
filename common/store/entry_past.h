#pragma once

#include "common/store/ledger.h"

namespace qm {

/// One month of what an entry descends from and leads to: its line, as it was planned and as it came.
struct EntryPast {
    YearMonth ym;
    Money planned;
    Money actual;
    std::int64_t entries = 0; ///< 0: the month was opened without it; usually 1
};

/// The line of an entry (its lineage) over the `months` months up to its own, oldest first; months that were not opened
/// are left out. Errors: NotFound.
Result<std::vector<EntryPast>> entryPast(Ledger& ledger, const Uuid& entry, int months);

} // namespace qm
