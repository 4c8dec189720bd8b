#pragma once

#include "common/sync/client.h"
#include "desktop/cli/program.h"

namespace qm::cli {

/// One exchange with the server; notes when it was. What follows a cut one is up to the caller: everything stays
/// queued.
Result<SyncReport> syncOnce(Ledger& ledger, SyncPeer& peer);
void putReport(OrderedJson& json, const SyncReport& report);
std::string reportText(const SyncReport& report);

} // namespace qm::cli
