#pragma once

#include "common/store/month_sums.h"

namespace qm {

/// One month whole, as it is looked at: entries under their categories, postings under their entries, and the sums.
struct MonthView {
    /// An entry is due while it has a due day, something planned and no posting yet; in a closed month nothing is.
    enum class Due {
        No,
        Later, ///< after the next seven days
        Soon, ///< within them
        Today,
        Late,
    };
    struct Line {
        Entry entry;
        Figures figures;
        Due due = Due::No;
        bool isPerhapsTwice = false; ///< Ledger::possibleDuplicates
        std::vector<Posting> postings; ///< oldest first
    };
    struct Group {
        Category category;
        Figures figures;
        std::vector<Line> lines; ///< in their order; never empty
    };

    Month month;
    std::vector<Group> groups; ///< income, expense, saving; groups of categories together
    std::vector<Posting> withoutEntry; ///< that somebody has to give an entry; oldest first
    Money withoutEntrySum;
    std::vector<Posting> transfers; ///< without an entry: neither income nor expense
    std::vector<std::pair<Uuid, Uuid>> perhapsTwice; ///< Ledger::possibleDuplicates

    Figures income;
    Figures expense;
    Figures saving;
    Figures left; ///< all together; `donePermille`: of what came in
    /// How much of the month is over at the end of today; nothing when today is in another month.
    std::optional<int> todayPermille;

    /// What is late, due today or soon; what is due first comes first. The lines of groups.
    std::vector<const Line*> dueLines() const;
};

/// Nothing when the month has not been opened. Errors: those of reading; Invalid when a sum leaves the range of money.
Result<std::optional<MonthView>> monthView(Ledger& ledger, YearMonth ym, Date today);

} // namespace qm
