#pragma once

#include <string>

#include "common/result.h"

namespace simulation {

class Household;
struct Device;

/// What must hold at any time, of the device that has just done something and of the server.
void checkAfterStep(Household& home, Device& device);
/// What must hold after everyone has synced, also of a device that joins then.
void checkAtEnd(Household& home);
/// Whether a device has nothing to send and everything that the server has.
bool isUpToDate(Household& home, Device& device);

std::string codeName(qm::ErrorCode code);

} // namespace simulation
