#pragma once

#include "common/store/actions.h"

namespace qm {

// One action on many postings: one step of undo, also where it takes several change sets. Parts of a split change as
// editRow() does it: date, account, payee and cleared together, and deleting one part deletes all.

/// What is set on each of them; what is not named stays.
struct PostingEdit {
    struct ToEntry {
        std::optional<Uuid> entry; ///< of any month; none: without an entry
    };
    /// Each posting gets the entry of its own month that descends from the same first one, else the one of that name.
    std::optional<ToEntry> entry;
    std::optional<Uuid> account; ///< of a transfer: where it comes from
    std::optional<std::string> payee;
    std::optional<std::string> memo;
    std::optional<bool> isCleared;
};

struct BulkResult {
    std::int64_t changed = 0; ///< postings, with the other parts of their splits; those that were so already are not
    std::int64_t closed = 0; ///< left out, as they lie in closed months
    std::int64_t withoutEntry
        = 0; ///< kept as they were (moved: left without an entry), as the month has none that fits
};

/// How many of them lie in closed months.
Result<std::int64_t> countInClosedMonths(Ledger& ledger, std::span<const Uuid> postings);

/// Unless `leaveClosed`, one posting in a closed month refuses all (Closed, with how many there are); those that are
/// not there any more are passed over. Errors: those of editRow().
Result<BulkResult> editPostings(
    Ledger& ledger, std::span<const Uuid> postings, const PostingEdit& edit, bool leaveClosed);
/// To another day. In another month they stand on the entry that fits there as with PostingEdit::entry, else on none.
/// Errors: NotFound (that month is not open), Closed.
Result<BulkResult> movePostings(Ledger& ledger, std::span<const Uuid> postings, Date day, bool leaveClosed);
Result<BulkResult> deletePostings(Ledger& ledger, std::span<const Uuid> postings, bool leaveClosed);

} // namespace qm
