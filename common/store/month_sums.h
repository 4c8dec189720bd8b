#pragma once

#include "common/store/ledger.h"

namespace qm {

/// What comes in, goes out and is put aside, planned and actual, over some lines of a summary. What has no category
/// counts by its sign: it came in or went out.
struct MonthSums {
    struct Pair {
        Money planned;
        Money actual;
    };
    Pair income;
    Pair expense;
    Pair saving;
    Pair net; ///< all together: what is left

    /// Invalid when a sum leaves the range of money.
    Result<> add(const SummaryLine& line);
};

/// How what happened stands to what was planned.
enum class Standing {
    Nothing, ///< nothing planned, nothing happened
    AsPlanned, ///< to the cent
    Left, ///< of what may go out: less went out than planned
    Over, ///< more was spent than planned
    ToCome, ///< less came in than planned, so far
    More, ///< more came in, or was put aside, than planned
};

/// One line of a plan with all that is said about it.
struct Figures {
    Money planned;
    Money actual;
    Money remaining; ///< planned - actual; `-100` may still go out, `+50` went out too much
    Standing standing = Standing::Nothing;
    int donePermille = 0; ///< actual of planned, 0 to 1000; 1000 also where something happened that nobody planned
    bool isOutgoing = true; ///< its amounts are thought of as going out: 400 means -400
};
/// `kind`: of the category; empty: none.
Figures figuresOf(Money planned, Money actual, std::string_view kind);

} // namespace qm
