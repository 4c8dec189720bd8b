#pragma once

/// A mistake that the simulation puts in on purpose, to see that it would be found (tests/simulation/planted_bugs.cpp).
/// In every program but the simulator this is false, and the compiler leaves the mistake out.
#ifdef QM_PLANT_BUGS
namespace qm {
bool isPlanted(const char* bug);
}
#define QM_PLANTED_BUG(name) (qm::isPlanted(#name))
#else
#define QM_PLANTED_BUG(name) false
#endif
