#pragma once

#include "planted_switch.h"

#include "common/sync/peer.h"

#include <string>
#include <vector>

namespace simulation {

class Household;
struct Device;

/// A mistake that is put in on purpose, to see that the simulation finds it.
struct PlantedBug {
    const char* name;
    const char* what;
};
/// Some are places around the product, below; the others are QM_PLANTED_BUG in the product's code.
const std::vector<PlantedBug>& plantedBugs();

/// Before a device's request leaves; what its client would have done wrong with its queue.
void beforeRequest(Household& home, Device& device, qm::PeerRequest& request);
/// After it came back, or did not.
void afterRequest(Household& home, Device& device, const qm::PeerRequest& request, bool hasAnswer);
/// A request that arrives once more.
void changeRepeated(qm::PeerRequest& request);

} // namespace simulation
