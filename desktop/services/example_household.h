#pragma once

#include "common/store/ledger.h"

namespace qm::desktop {

/// Which household the example is.
struct ExampleOptions {
    YearMonth last; ///< the newest of its 24 months
    Date today; ///< nothing is recorded after it; bills due before and after it are still open in the newest month
    std::uint64_t seed = 1;
    bool isGerman = false; ///< names and payees; else English

    /// Of this day.
    static ExampleOptions on(Date today, bool isGerman);
};

/// Fills a new ledger in EUR with two years of a family of four: accounts, categories, two templates, months opened
/// from them or copied forward, closed up to the last two, some 60 postings each. The same options give the same
/// household (its ids apart). All of it through the ledger's actions. Errors: those of the actions.
Result<> fillExample(Ledger& ledger, const ExampleOptions& options);
/// The name of its ledger.
std::string exampleName(bool isGerman);

/// Makes it in a file that is not there yet (Exists), all or nothing. Any thread.
Result<> makeExample(const std::string& path, const ExampleOptions& options);

} // namespace qm::desktop
