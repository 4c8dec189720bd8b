#pragma once

#include "common/result.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

/// What the fuzz targets share: how a property that does not hold ends the run, and the input as text.
namespace fuzz {

/// Ends the program with the sentence, so that libFuzzer keeps the input.
inline void require(bool holds, std::string_view what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Does not hold: %.*s\n", int(what.size()), what.data());
    std::abort();
}

/// With QM_FUZZ_SHOW=1, for a look at what an input does.
inline void show(std::string_view text)
{
    static const bool isWanted = std::getenv("QM_FUZZ_SHOW") != nullptr;
    if (isWanted)
        std::fprintf(stderr, "%.*s\n", int(text.size()), text.data());
}

template <typename T>
T must(qm::Result<T> result, std::string_view what)
{
    require(result.has_value(), std::string(what) + ": " + (result ? std::string() : result.error().detail));
    return *std::move(result);
}
inline void must(qm::Result<> result, std::string_view what)
{
    require(result.has_value(), std::string(what) + ": " + (result ? std::string() : result.error().detail));
}

inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return { reinterpret_cast<const char*>(data), size };
}

} // namespace fuzz

/// What libFuzzer calls for each input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
