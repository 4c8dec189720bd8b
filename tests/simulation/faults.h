#pragma once

#include "common/sql/migrate.h"

namespace simulation {

class Household;
struct Device;

/// Something goes wrong, or is about to: with the device, the server, a disk, a clock, the network.
void somethingGoesWrong(Household& home, Device& device);
/// Everything that is still wrong is put right, but for the clocks: a wrong clock must never stop a sync.
void healFaults(Household& home);

/// The ledger's schema as a newer program has it: one migration more.
qm::sql::Schema newerSchema();

} // namespace simulation
