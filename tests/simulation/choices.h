#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace simulation {

/// A stream of random numbers that is the same on every machine for the same seed.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) { }
    std::uint64_t next();
    std::string bytes(std::size_t count);

private:
    std::uint64_t m_state;
};

/// Everything that a run decides, step by step: what is replayed, cut and made smaller when a run fails. The first step
/// sets the household up.
using Script = std::vector<std::vector<std::uint32_t>>;

/// Answers every question of a run. Made from a seed it draws and writes down; made from a script it reads, and answers
/// 0 where the script has no more. 0 always means "nothing bad, nothing done".
class Choices {
public:
    explicit Choices(std::uint64_t seed) : m_random(seed) { }
    explicit Choices(Script script) : m_random(0), m_script(std::move(script)), m_isReplay(true) { }

    /// Begins the next step. The last step of a replayed script is that of healing.
    void beginStep();
    bool hasStep() const { return !m_isReplay || m_step + 1 < m_script.size(); }
    /// 0 to n - 1.
    std::uint32_t choose(std::uint32_t n);
    /// True once in `n` times, never on 0.
    bool oneIn(std::uint32_t n) { return choose(n) == n - 1; }
    const Script& script() const { return m_script; }

private:
    Random m_random;
    Script m_script;
    bool m_isReplay = false;
    std::size_t m_step = 0; ///< steps begun
    std::size_t m_at = 0;
};

/// `3 1 4/0 2/…`, for the command line and for regression tests.
std::string scriptText(const Script& script);
Script parseScript(const std::string& text);

} // namespace simulation
