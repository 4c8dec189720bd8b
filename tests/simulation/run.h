#pragma once

#include "choices.h"

#include <map>
#include <string>
#include <vector>

namespace simulation {

/// An invariant of SYNC.md 4.1 that does not hold: `I2`, and what was found.
struct Violation {
    std::string invariant;
    std::string what;
};

struct Options {
    int steps = 60;
    std::string plantedBug; ///< one of planted_bugs.h; empty: none
};

/// What happened, for a person, and for comparing two runs.
class Trace {
public:
    void add(std::string line) { m_lines.push_back(std::move(line)); }
    const std::vector<std::string>& lines() const { return m_lines; }
    std::string hash() const;

private:
    std::vector<std::string> m_lines;
};

/// How often something happened: outcomes, kinds of conflicts, reasons to park, errors, faults.
using Counters = std::map<std::string, int>;

struct Outcome {
    bool isFine = true;
    Violation violation;
    Script script; ///< every choice that was made
    Trace trace;
    Counters counters;
};

/// One household from its first day to the end, all from the seed.
Outcome run(std::uint64_t seed, const Options& options);
/// The same with other choices; ids and SQLite's randomness still come from the seed.
Outcome replay(std::uint64_t seed, const Script& script, const Options& options);

} // namespace simulation
