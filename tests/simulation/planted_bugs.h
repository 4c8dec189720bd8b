#pragma once

#include "common/sync/peer.h"

#include <string>
#include <vector>

namespace simulation {

class Household;
struct Device;

/// A mistake that is put in on purpose, to see that the simulation finds it.
struct PlantedBug {
    std::string name;
    std::string what;
};
const std::vector<PlantedBug>& plantedBugs();

// The places around the product where some of them are; others are QM_PLANTED_BUG in the product's code.
void plantBug(Household& home);
void changeRequest(const std::string& bug, qm::PeerRequest& request);
void afterSync(Household& home, Device& device);

} // namespace simulation
