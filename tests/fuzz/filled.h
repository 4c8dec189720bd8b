#pragma once

#include "common/sync/json.h"
#include "tests/fuzz/household.h"

namespace fuzz {

// What an input leaves out is filled in as it has to be, so that a short input gets as deep as a long one; what it
// says stays as it is said. A text that is no JSON stays as it is, too.

/// The body of a sync: head, and of each change set whatever it lacks but its operations.
std::string filledSync(const std::string& text, const Household& household, std::int64_t& nextNumber);
/// A recovery, or an answer with entries after the version `after`: of each entry whatever it lacks, and the chain.
std::string filledEntries(const std::string& text, const Household& household, const std::string& after);

} // namespace fuzz
