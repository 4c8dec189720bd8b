#pragma once

#include "common/store/actions.h"

namespace qm {

/// What is left open in a month, to be seen before it becomes an archive. Nothing of it keeps the month from being
/// closed.
struct ClosingReview {
    std::int64_t unassigned = 0; ///< postings without an entry; transfers need none
    Money unassignedSum;
    std::int64_t uncleared = 0; ///< postings
    std::vector<Entry> unpaid; ///< due on a day of the month, with something planned and no posting; by day
    struct CategoryRest {
        Uuid category;
        std::string name;
        std::string kind; ///< income, expense, saving
        Money planned;
        Money actual;
        std::optional<Money> remaining; ///< nothing when it is too large for a ledger
    };
    std::vector<CategoryRest> categories; ///< of the month's entries
    bool isNothingOpen() const { return unassigned == 0 && uncleared == 0 && unpaid.empty(); }
};
/// Changes nothing. Error: NotFound.
Result<ClosingReview> reviewClosing(Ledger& ledger, const Uuid& month);

/// Reopens a closed month (Rule otherwise) and adds a line to its note that says on what day and why: one change set. A
/// reason that does not fit into the note any more is cut; without a reason the note stays as it is.
Result<> reopenMonthBecause(Ledger& ledger, const Uuid& month, Date day, std::string_view reason);

} // namespace qm
