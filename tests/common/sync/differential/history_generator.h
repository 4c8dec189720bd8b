#pragma once

#include "both_merges.h"

#include <cstdint>

/// What a household of two to four devices does, from one seed: everything that a change set can say, seen and unseen,
/// on few rows with few values, so that it meets. Most of it is what a person could do on what the device shows; some
/// is blind, as a foreign client might send it. Both merges take it as it is made; it ends where they differ.
struct RandomHistory {
    History steps;
    std::optional<Difference> difference;
    Happened happened;
};
RandomHistory randomHistory(std::uint64_t seed);
