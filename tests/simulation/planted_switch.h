#pragma once

#include <string>

namespace simulation {

/// Which mistake is on from now on; empty: none.
void plant(const std::string& bug);
bool isOn(const char* bug);

} // namespace simulation
