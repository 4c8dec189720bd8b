#pragma once

#include "common/sync/client.h"
#include "desktop/cli/program.h"

namespace qm::cli {

void putReport(OrderedJson& json, const SyncReport& report);
std::string reportText(const SyncReport& report);

} // namespace qm::cli
