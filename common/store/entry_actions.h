#pragma once

#include "common/store/actions.h"

namespace qm {

// What a person does to entries of a month beyond changing their cells. Each is one action: atomic, in history, undone
// as one.

/// Nothing is planned for them this month any more, and nothing is due ("entry.skip"). What was posted stays.
Result<> skipEntries(Ledger& ledger, std::span<const Uuid> entries);

/// How the entry, or the one before it of its line or name and category, was recorded last.
struct LastUse {
    Uuid account; ///< one that is still used
    std::optional<Uuid> toAccount;
    std::string payee;
};
Result<std::optional<LastUse>> lastUse(Ledger& ledger, const Uuid& entry);

enum class RecordOn {
    DueDay, ///< the entry's due day; today where it has none
    Today, ///< in another month its first or last day, whichever is nearer
};
struct RecordChoice {
    RecordOn on = RecordOn::DueDay;
    Date today;
    std::optional<Uuid> account; ///< else the one used last, else the first one
};
/// Records what remains of the plan of each of them as one posting ("posting.record"); an entry of which nothing
/// remains is left out. Returns the postings. Errors beside those of any action: Rule (nothing remains of any of them,
/// or there is no account).
Result<std::vector<Uuid>> recordEntries(Ledger& ledger, std::span<const Uuid> entries, const RecordChoice& choice);

/// Puts an entry before another one of that category in its month, or last (`before`: none); it becomes one of that
/// category. Errors: NotFound (`before` is not there).
Result<> moveEntry(Ledger& ledger, const Uuid& entry, const Uuid& category, const std::optional<Uuid>& before);

} // namespace qm
