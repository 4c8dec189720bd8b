#pragma once

#include "syncd/config.h"
#include "syncd/ledgers.h"
#include "syncd/metrics.h"
#include "syncd/registry.h"
#include "syncd/waits.h"

namespace qm::syncd {

/// Looks it all up: sizes of files and the newest backup on the disk, the rest in the parts that know it. What cannot
/// be read counts as 0.
Gauges gaugesNow(const Config& config, Registry& registry, Ledgers& ledgers, Waits& waits);

} // namespace qm::syncd
