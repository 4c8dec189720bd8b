#pragma once

#include "run.h"

namespace simulation {

/// Makes the script of a failed run as short and plain as it gets while the same invariant fails: leaves steps out, and
/// makes choices smaller. At most `runsMax` runs.
Outcome shrink(std::uint64_t seed, const Outcome& failed, const Options& options, int runsMax = 800);

} // namespace simulation
