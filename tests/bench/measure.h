#pragma once

#include "common/result.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace qm::bench {

/// How often each figure is measured; its value is the median.
inline constexpr int runsEach = 5;

/// A time as it passed and as this process's processor time: the latter means something on a busy machine too.
struct Times {
    double ms = 0;
    double cpuMs = 0;
};

class Stopwatch {
public:
    Times times() const { return { ms(), cpuNowMs() - m_cpuStart }; }
    double ms() const
    {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    static double cpuNowMs();

    double m_cpuStart = cpuNowMs();
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

using Runs = std::vector<double>;
double median(Runs runs);

/// One measured figure, printed as one JSON line. With a raw limit beside it, `limit` is a multiple of that; without
/// one it is in the figure's own unit, a lower bound when `isLowerBound`.
struct Figure {
    std::string name;
    std::size_t count = 0; ///< postings in the ledger it is measured on
    std::string unit; ///< ms, MiB, 1/s
    Runs runs {};
    std::string rawWhat {}; ///< what the raw limit does; empty: there is none
    Runs rawRuns {};
    /// Processor time of both, in ms, where they were done in this process.
    Runs cpuRuns {};
    Runs rawCpuRuns {};
    std::optional<double> limit {};
    bool isLowerBound = false;
    nlohmann::ordered_json more = nlohmann::ordered_json::object(); ///< what helps to read it

    void add(const Times& times);
    void addRaw(const Times& times);
};
void print(const Figure& figure);

} // namespace qm::bench
