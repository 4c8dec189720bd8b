#pragma once

#include "common/store/ledger.h"

namespace qm {

/// Planned and actual money of one place of a summary. All in minor units, negative leaves the household.
struct SummaryCell {
    Money planned;
    Money actual;
    Money difference; ///< actual - planned: above 0 is better than planned (less spent, more earned), below 0 worse

    friend bool operator==(const SummaryCell&, const SummaryCell&) = default;
};

/// One row of a summary: a kind, a group of it, a category, or all together.
struct SummaryRow {
    enum class Level {
        Kind, ///< income, expense, saving: the sum of what stands below it
        Group, ///< `group` of a kind: likewise
        Category,
        Without, ///< postings that stand on no entry; nothing is planned there
        Together, ///< everything: what is left of what came in
    };
    Level level = Level::Category;
    std::optional<Uuid> category; ///< of a Category only
    std::string name; ///< of the category or group; empty for the others
    std::string group;
    std::string kind; ///< income, expense, saving; empty for Without and Together
    std::vector<SummaryCell> cells; ///< one for each month
    SummaryCell total;
    SummaryCell average; ///< averageOf() the total
};

/// A month's part of a sum: rounded to the nearest unit, halves away from zero. `months` is above 0.
Money averageOf(Money sum, std::size_t months);

/// Categories by months, over the months of the ledger in a range (one that was never opened has no column).
struct SummaryTable {
    std::vector<YearMonth> months; ///< oldest first
    /// By kind (income, expense, saving), then group, then category, each in the order of the ledger's categories; a
    /// category without a group stands directly under its kind. Then Without, if there is any, and Together.
    std::vector<SummaryRow> rows;

    /// The table of nothing has no row at all.
    bool isEmpty() const { return rows.empty(); }
    const SummaryRow* together() const { return rows.empty() ? nullptr : &rows.back(); }
};

/// The table of lines that Ledger::summaryByCategory(range, true) gave. Categories that no line names are left out.
/// Error: Invalid (a sum leaves the range of money).
Result<SummaryTable> summaryTable(
    std::vector<YearMonth> months, const std::vector<Category>& categories, const std::vector<SummaryLine>& lines);

/// What stands in the ledger at the end of each month of a range, over all accounts or one.
struct BalancePoint {
    YearMonth ym;
    Money balance; ///< opening balances and every posting up to the end of the month
};

/// Everything that the summary page shows, as of one moment.
struct Summary {
    SummaryTable table;
    std::vector<BalancePoint> balances; ///< of all accounts together, one for each month of the table
};

/// Errors: Invalid (a sum leaves the range of money) and those of the reads.
Result<Summary> readSummary(Ledger& ledger, const SummaryRange& range);
/// Of one account. Reads every posting of it, also those before the range.
Result<std::vector<BalancePoint>> readBalances(Ledger& ledger, const SummaryRange& range, const Uuid& account);

} // namespace qm
