#pragma once

#include "common/store/conflict_view.h"

namespace qm {

/// A closed month that a parked change would write into.
struct ClosedMonth {
    Uuid id;
    YearMonth ym;
    std::optional<Author> closedBy; ///< none: not known here
};
/// For a change that is parked and not settled; none when what it would do is not known here.
Result<std::vector<ClosedMonth>> closedMonthsFor(Ledger& ledger, const Uuid& change);

/// A parked change with what a person needs to decide it.
struct ParkedView {
    Parked parked;
    Author author;
    Author settler; ///< of a settled one
    std::vector<HistoryItem::Change> changes; ///< what it would do; the first few
    std::int64_t count = 0; ///< of them in all
    std::vector<ClosedMonth> closed; ///< of an open one
    bool isOnlyPostings = false; ///< new postings that nothing else waits for: they can go into another month

    static Result<ParkedView> of(Ledger& ledger, const Parked& parked);
};

} // namespace qm
