#include "planted_switch.h"

#include "common/planted_bug.h"
#include "common/sync/change_set.h"

namespace {
std::string planted;
}

bool qm::isPlanted(const char* bug)
{
    return planted == bug;
}

int qm::levelHere = qm::levelNow;

namespace simulation {

void plant(const std::string& bug)
{
    planted = bug;
}

bool isOn(const char* bug)
{
    return planted == bug;
}

} // namespace simulation
