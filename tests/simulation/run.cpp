#include "run.h"

#include "household.h"

#include "common/sync/sha256.h"

namespace simulation {

namespace {

Outcome live(std::uint64_t seed, Choices choices, const Options& options)
{
    Outcome outcome;
    {
        Household home(seed, choices, options, outcome.trace, outcome.counters);
        try {
            home.live();
        } catch (const Violation& violation) {
            outcome.isFine = false;
            outcome.violation = violation;
        } catch (const std::exception& failure) {
            outcome.isFine = false;
            outcome.violation = { "simulation", failure.what() };
        }
        outcome.script = choices.script();
        if (!home.isHealed)
            outcome.script.emplace_back(); // the last step is that of healing
    }
    return outcome;
}

} // namespace

std::string Trace::hash() const
{
    qm::Sha256 sum;
    for (const std::string& line : m_lines)
        sum.add(line).add("\n");
    return sum.finish().hex().substr(0, 16);
}

Outcome run(std::uint64_t seed, const Options& options)
{
    return live(seed, Choices(seed), options);
}

Outcome replay(std::uint64_t seed, const Script& script, const Options& options)
{
    Options all = options;
    all.steps = static_cast<int>(script.size());
    return live(seed, Choices(script), all);
}

} // namespace simulation
