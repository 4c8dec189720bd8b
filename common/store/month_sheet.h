#pragma once

#include "common/store/summary_table.h"

namespace qm {

/// One month on paper: what was planned, what came of it, and the postings behind.
struct MonthSheet {
    struct Line {
        Entry entry;
        Money difference; ///< actual - planned, as in a SummaryCell
        std::vector<Posting> postings; ///< oldest first
    };
    struct Category {
        SummaryCell sum;
        std::string name;
        std::string group;
        std::string kind;
        std::vector<Line> lines; ///< in the order of the month's entries
    };
    Month month;
    std::vector<Category> categories; ///< in the order of a SummaryTable
    std::vector<Posting> withoutEntry; ///< oldest first; transfers too
    /// The table of this one month, for its sums by kind and all together.
    SummaryTable table;
};

/// Errors: NotFound (no such month), Invalid (a sum leaves the range of money) and those of the reads.
Result<MonthSheet> readMonthSheet(Ledger& ledger, YearMonth ym);

} // namespace qm
