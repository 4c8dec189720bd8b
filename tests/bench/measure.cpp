#include "tests/bench/measure.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace qm::bench {

namespace {

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

nlohmann::ordered_json rounded(const Runs& runs)
{
    auto list = nlohmann::ordered_json::array();
    for (const double value : runs)
        list.push_back(rounded(value));
    return list;
}

} // namespace

double Stopwatch::cpuNowMs()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void Figure::add(const Times& times)
{
    runs.push_back(times.ms);
    cpuRuns.push_back(times.cpuMs);
}

void Figure::addRaw(const Times& times)
{
    rawRuns.push_back(times.ms);
    rawCpuRuns.push_back(times.cpuMs);
}

double median(Runs runs)
{
    std::sort(runs.begin(), runs.end());
    const std::size_t middle = runs.size() / 2;
    return runs.size() % 2 == 1 ? runs[middle] : (runs[middle - 1] + runs[middle]) / 2;
}

void print(const Figure& figure)
{
    const double value = median(figure.runs);
    nlohmann::ordered_json line
        = { { "figure", figure.name }, { "n", figure.count }, { "value", rounded(value) }, { "unit", figure.unit } };
    double judged = value;
    if (!figure.rawRuns.empty()) {
        const double raw = median(figure.rawRuns);
        judged = value / raw;
        line["raw"] = rounded(raw);
        line["raw_what"] = figure.rawWhat;
        line["ratio"] = rounded(judged);
    }
    if (figure.limit) {
        line[figure.isLowerBound ? "at_least" : "at_most"] = rounded(*figure.limit);
        line["reached"] = figure.isLowerBound ? judged >= *figure.limit : judged <= *figure.limit;
    }
    if (!figure.cpuRuns.empty())
        line["cpu_ms"] = rounded(median(figure.cpuRuns));
    if (!figure.rawCpuRuns.empty())
        line["raw_cpu_ms"] = rounded(median(figure.rawCpuRuns));
    line.update(figure.more);
    line["runs"] = rounded(figure.runs);
    if (!figure.rawRuns.empty())
        line["raw_runs"] = rounded(figure.rawRuns);
    std::printf("%s\n", line.dump().c_str());
    std::fflush(stdout);
}

} // namespace qm::bench
