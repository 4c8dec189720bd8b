#pragma once

#include "common/store/summary_table.h"

namespace qm {

/// What one category, or all that is not shown alone, took over some months. Above 0: money that was spent.
struct SpentOn {
    enum class What { Category, Without, Rest };
    What what = What::Category;
    std::optional<Uuid> category; ///< of What::Category only
    std::string name;
    std::string group;
    Money spent;
    Money usual; ///< of comparedSpending(): the average of the other months
};

/// What was spent by category in all months of the table, most first; what came back more than it went out is left
/// out. More than `most` become `most` - 1 and the sum of the rest. Error: Invalid (a sum leaves the range of money).
Result<std::vector<SpentOn>> spendingByCategory(const SummaryTable& table, std::size_t most);

/// Income, expense and saving of one month, each above 0 where money moved as it is called. What stands on no entry
/// counts by the sign of its sum in the month: it came in or went out.
struct MonthFlow {
    YearMonth ym;
    Money income;
    Money expense;
    Money saving;
    Money left; ///< income - expense - saving
};
Result<std::vector<MonthFlow>> monthFlows(const SummaryTable& table);

/// What was spent by category in month `shown` (a place in table.months) beside the average of the table's other
/// months, the larger of the two first; nothing when there is no other month. More than `most` become `most` - 1 and
/// the sum of the rest.
Result<std::vector<SpentOn>> comparedSpending(const SummaryTable& table, std::size_t shown, std::size_t most);

} // namespace qm
