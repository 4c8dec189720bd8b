#pragma once

#include "choices.h"

#include "common/environment.h"
#include "common/sync/change_set.h"

namespace simulation {

/// One machine's clocks and programs.
struct Clock {
    std::int64_t wallOffMs = 0; ///< its wall clock, less the true time
    std::int64_t startedMs = 0; ///< the true time of its last start
    std::string boot = "boot-1";
    int level = qm::levelNow; ///< of the programs on that machine
};

/// Clocks and randomness of every machine of a household: true time is moved by the simulation, each machine's wall
/// clock is off by its own amount, and randomness comes from the seed. Stands in for the whole process while it lives.
class SimEnvironment final : public qm::Environment {
public:
    explicit SimEnvironment(std::uint64_t seed) : m_random(seed ^ 0x636C6F636B73ull) { qm::setEnvironment(this); }
    ~SimEnvironment() override { qm::setEnvironment(nullptr); }
    SimEnvironment(const SimEnvironment&) = delete;
    SimEnvironment& operator=(const SimEnvironment&) = delete;

    std::int64_t wallClockMs() override { return nowMs + m_clock->wallOffMs; }
    std::int64_t bootClockMs() override { return nowMs - m_clock->startedMs; }
    std::string bootId() override { return m_clock->boot; }
    std::string randomBytes(std::size_t count) override { return m_random.bytes(count); }

    std::int64_t nowMs = 1'777'825'361'000; ///< true time

    /// Whose clock it is that everybody reads, as long as this lives.
    class At {
    public:
        At(SimEnvironment& environment, Clock& clock) : m_environment(environment), m_before(environment.m_clock)
        {
            environment.m_clock = &clock;
            qm::levelHere = clock.level;
        }
        ~At()
        {
            m_environment.m_clock = m_before;
            qm::levelHere = m_before->level;
        }
        At(const At&) = delete;
        At& operator=(const At&) = delete;

    private:
        SimEnvironment& m_environment;
        Clock* m_before;
    };

private:
    Random m_random;
    Clock m_own;
    Clock* m_clock = &m_own;
};

} // namespace simulation
