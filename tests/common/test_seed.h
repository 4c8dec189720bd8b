#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>

namespace qm {

/// The seed of a random test: QM_SEED, else one that differs at each run. Print it, so that a failure can be run again.
inline std::uint64_t testSeed()
{
    if (const char* given = std::getenv("QM_SEED"); given && *given)
        return std::strtoull(given, nullptr, 10);
    std::random_device device;
    return std::uint64_t(device()) << 32 | device();
}

} // namespace qm
