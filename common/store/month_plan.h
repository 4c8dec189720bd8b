#pragma once

#include "common/store/actions.h"

namespace qm {

// What a month is to begin with, before it is made: lines that a person looks at, changes and ticks.

/// One entry as it is to stand in a month.
struct PlanLine {
    Uuid lineage; ///< what it descends from: an entry of the same lineage in two months is the same thing
    std::string name;
    Uuid category;
    Money planned;
    std::optional<unsigned> dueDay; ///< as it is meant, 1 to 31; clamped to the month's last day when it is made
    std::int64_t pos = 0;
    /// How the same thing went in the month that was copied, or, of a template, in the month before.
    struct Before {
        Money planned;
        Money actual;
        std::optional<Money> remaining; ///< nothing when it is too large for a ledger
    };
    std::optional<Before> before;
    bool isThereAlready = false; ///< the month has an entry of this lineage
};
struct MonthPlan {
    std::optional<YearMonth> before; ///< the month of PlanLine::before
    std::vector<PlanLine> lines;
};

/// The lines that `source` (a template, or a month that is copied) gives the month, in their order, all of them with
/// what they were planned with. Changes nothing; the month may be there or not.
Result<MonthPlan> planMonth(Ledger& ledger, YearMonth ym, MonthStart start, const Uuid& source);
/// What is planned when what remained is carried over, also a deficit. Error: Invalid (too large for a ledger).
Result<Money> plannedWithRest(const PlanLine& line);

/// Opens a month that is not there (Exists otherwise) with these entries: one action. The same line opened on two
/// devices is one entry (SYNC.md 3.1).
Result<Uuid> openMonthAs(Ledger& ledger, YearMonth ym, const std::vector<PlanLine>& lines);
/// Adds these entries to a month that is there: one action, named after where they come from. A line of which there is
/// an entry already becomes a second one. The number of entries added.
Result<std::int64_t> addLinesToMonth(
    Ledger& ledger, const Uuid& month, MonthStart start, const std::vector<PlanLine>& lines);

/// What comes in and goes out by these lines. Error: Invalid (too large for a ledger).
struct PlanSums {
    Money in;
    Money out; ///< negative
    Money left; ///< of both
};
Result<PlanSums> sumsOf(const std::vector<PlanLine>& lines);

/// The month a person most likely wants to open: today's when it is missing, else the one after the newest.
YearMonth monthToOpen(const std::vector<Month>& months, YearMonth today);

} // namespace qm
