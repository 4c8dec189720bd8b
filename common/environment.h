#pragma once

#include <cstdint>
#include <string>

namespace qm {

/// What comes from outside of the program besides files and the network: clocks and randomness. The operating
/// system's unless a simulation puts its own in place.
class Environment {
public:
    virtual ~Environment() = default;
    /// Milliseconds since 1970, UTC, of the wall clock.
    virtual std::int64_t wallClockMs() = 0;
    /// Milliseconds since the machine started, counting sleep; immune to changes of the wall clock.
    virtual std::int64_t bootClockMs() = 0;
    /// Names this start of the machine; empty when that is unknown.
    virtual std::string bootId() = 0;
    virtual std::string randomBytes(std::size_t count) = 0;
};

/// Puts another environment in place for the whole process, null for the operating system's. Before other threads run.
void setEnvironment(Environment* environment);
/// Changes with every setEnvironment(): what was drawn from another environment is not used in this one.
int environmentNo();

std::int64_t wallClockMs();
std::int64_t bootClockMs();
std::string bootId();
std::string randomBytes(std::size_t count);

} // namespace qm
