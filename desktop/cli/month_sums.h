#pragma once

#include "desktop/cli/program.h"

namespace qm::cli {

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
    void put(OrderedJson& json, const Currency& currency) const;
    std::string text(const Currency& currency) const;
};

} // namespace qm::cli
