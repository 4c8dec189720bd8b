// qm-simulate: runs simulated households by hand. README.md says how.
#include "run.h"
#include "shrink.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

using namespace simulation;

namespace {

struct Arguments {
    std::uint64_t seed = 0;
    std::uint64_t seeds = 0; ///< 0: until the time is over
    double minutes = 0;
    bool isVerbose = false;
    bool hasCounters = false;
    bool shrinks = true;
    std::string script;
    Options options;
};

int usage()
{
    std::fputs("usage: QM_SEED=n qm-simulate [--seeds N] [--steps N] [--minutes M] [--trace] [--counters]\n"
               "                             [--no-shrink] [--script CHOICES] [--bug NAME]\n",
        stderr);
    return 2;
}

bool parse(int argc, char** argv, Arguments& arguments)
{
    if (const char* given = std::getenv("QM_SEED"); given && *given)
        arguments.seed = std::strtoull(given, nullptr, 10);
    else
        arguments.seed = std::random_device()() % 1'000'000'000;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        const bool hasValue = i + 1 < argc;
        if (name == "--trace")
            arguments.isVerbose = true;
        else if (name == "--counters")
            arguments.hasCounters = true;
        else if (name == "--no-shrink")
            arguments.shrinks = false;
        else if (!hasValue)
            return false;
        else if (name == "--seeds")
            arguments.seeds = std::strtoull(argv[++i], nullptr, 10);
        else if (name == "--steps")
            arguments.options.steps = std::atoi(argv[++i]);
        else if (name == "--minutes")
            arguments.minutes = std::atof(argv[++i]);
        else if (name == "--script")
            arguments.script = argv[++i];
        else if (name == "--bug")
            arguments.options.plantedBug = argv[++i];
        else
            return false;
    }
    if (arguments.seeds == 0 && arguments.minutes <= 0)
        arguments.seeds = 1;
    return true;
}

void print(std::uint64_t seed, const Outcome& outcome, bool isVerbose)
{
    std::printf("seed %llu: %s %s, %zu lines\n", static_cast<unsigned long long>(seed),
        outcome.isFine ? "fine" : outcome.violation.invariant.c_str(), outcome.trace.hash().c_str(),
        outcome.trace.lines().size());
    if (isVerbose) {
        for (const std::string& line : outcome.trace.lines())
            std::printf("    %s\n", line.c_str());
    }
    std::fflush(stdout);
}

void explain(std::uint64_t seed, const Outcome& failed, const Arguments& arguments)
{
    std::printf("  %s: %s\n", failed.violation.invariant.c_str(), failed.violation.what.c_str());
    if (!arguments.shrinks)
        return;
    const Outcome small = shrink(seed, failed, arguments.options);
    std::printf("  the same in %zu steps:\n", small.script.size());
    for (const std::string& line : small.trace.lines())
        std::printf("    %s\n", line.c_str());
    std::printf("  %s: %s\n", small.violation.invariant.c_str(), small.violation.what.c_str());
    std::printf("  again: QM_SEED=%llu qm-simulate --steps %d%s%s\n", static_cast<unsigned long long>(seed),
        arguments.options.steps, arguments.options.plantedBug.empty() ? "" : " --bug ",
        arguments.options.plantedBug.c_str());
    std::printf("  small: QM_SEED=%llu qm-simulate --trace --script %s\n", static_cast<unsigned long long>(seed),
        scriptText(small.script).c_str());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    if (!parse(argc, argv, arguments))
        return usage();
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(arguments.minutes * 60);
    Counters counters;
    int failed = 0;
    for (std::uint64_t i = 0; arguments.seeds ? i < arguments.seeds : Clock::now() < end; ++i) {
        const std::uint64_t seed = arguments.seed + i;
        const Outcome outcome = arguments.script.empty()
            ? run(seed, arguments.options)
            : replay(seed, parseScript(arguments.script), arguments.options);
        print(seed, outcome, arguments.isVerbose);
        for (const auto& [name, count] : outcome.counters)
            counters[name] += count;
        if (!outcome.isFine) {
            ++failed;
            explain(seed, outcome, arguments);
        }
    }
    if (arguments.hasCounters) {
        for (const auto& [name, count] : counters)
            std::printf("%8d  %s\n", count, name.c_str());
    }
    return failed ? 1 : 0;
}
