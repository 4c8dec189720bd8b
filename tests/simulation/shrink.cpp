#include "shrink.h"

#include <algorithm>

namespace simulation {

namespace {

class Shrinker {
public:
    Shrinker(std::uint64_t seed, const Outcome& failed, const Options& options, int runsMax)
        : m_seed(seed)
        , m_options(options)
        , m_best(failed)
        , m_runsLeft(runsMax)
    {
    }

    Outcome run()
    {
        // The rows that later steps meet may be others in every replay, so what could not go before may go now.
        for (bool hasChanged = true; hasChanged && m_runsLeft > 0;) {
            hasChanged = leaveStepsOut();
            hasChanged |= makeSmaller();
        }
        return m_best;
    }

private:
    bool take(const Script& script)
    {
        if (m_runsLeft-- <= 0 || script == m_best.script)
            return false;
        Outcome outcome = replay(m_seed, script, m_options);
        if (outcome.isFine || outcome.violation.invariant != m_best.violation.invariant)
            return false;
        outcome.script = script;
        m_best = std::move(outcome);
        return true;
    }

    /// Of the first and last step, setting up and healing, there must be one.
    bool leaveStepsOut()
    {
        bool hasChanged = false;
        for (std::size_t size = std::max<std::size_t>(m_best.script.size() / 2, 1); size > 0; size /= 2) {
            for (std::size_t from = m_best.script.size(); from > 1;) {
                from = from > size ? from - size : 1;
                const std::size_t end = std::min(from + size, m_best.script.size() - 1);
                if (from >= end)
                    continue;
                Script shorter = m_best.script;
                shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(from),
                    shorter.begin() + static_cast<std::ptrdiff_t>(end));
                hasChanged |= take(shorter);
            }
        }
        return hasChanged;
    }

    bool makeSmaller()
    {
        bool hasChanged = false;
        for (std::size_t step = 0; step < m_best.script.size(); ++step) {
            for (std::size_t at = 0; at < m_best.script[step].size(); ++at) {
                const std::uint32_t value = m_best.script[step][at];
                for (const std::uint32_t smaller : { 0u, value / 2, value - 1 }) {
                    if (smaller >= value)
                        continue;
                    Script plainer = m_best.script;
                    plainer[step][at] = smaller;
                    if (take(plainer)) {
                        hasChanged = true;
                        break;
                    }
                }
            }
        }
        return hasChanged;
    }

    std::uint64_t m_seed;
    Options m_options;
    Outcome m_best;
    int m_runsLeft;
};

} // namespace

Outcome shrink(std::uint64_t seed, const Outcome& failed, const Options& options, int runsMax)
{
    return Shrinker(seed, failed, options, runsMax).run();
}

} // namespace simulation
