#pragma once

#include "syncd/config.h"

namespace qm::syncd {

/// Asks the server that runs with this configuration for /healthz, as the container's own check. Its certificate is not
/// verified: the question is whether it answers. Errors: Offline (what went wrong, or what it answered).
Result<> checkHealth(const Config& config);

} // namespace qm::syncd
