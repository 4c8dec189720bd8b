#pragma once

#include "common/sync/client.h"
#include "desktop/cli/program.h"

namespace qm::cli {

/// `1 change`, `2 changes`.
std::string counted(std::int64_t count, const char* one, const char* many);
void putReport(OrderedJson& json, const SyncReport& report);
std::string reportText(const SyncReport& report);

} // namespace qm::cli
