#pragma once

#include <csignal>

namespace qm::syncd {

/// SIGTERM and SIGINT.
sigset_t stopSignals();
/// From here on this thread, and those it makes, leave them to the one that waits for them. A container's first process
/// would lose them otherwise.
void holdStopSignals();
/// Whether one has come since and nobody has taken it.
bool isStopAskedFor();

} // namespace qm::syncd
