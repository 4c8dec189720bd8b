#pragma once

#include "syncd/config.h"

namespace qm::syncd {

/// First of all in main(): the default stack of every thread (16 MiB of address space), few heaps, and SIGTERM and
/// SIGINT kept for serve(), which waits for them.
void prepareProcess();

/// Serves until SIGTERM or SIGINT, then finishes what it is doing. `migrates`: brings older files up to date first.
/// Errors: Invalid (configuration), Refused (another server has the folder), Rule (has to be migrated), TooNew,
/// NotALedger, NotFound, Busy (the address is taken), Io.
Result<> serve(const Config& config, bool migrates);

/// Where devices reach this server, for links: the public URL, else the address it listens on when that is one
/// machine's; empty when neither says. Never from a request.
std::string serverUrl(const Config& config);
/// For links, when the daemon serves TLS itself. Errors: Invalid.
Result<std::string> serverKey(const Config& config);

} // namespace qm::syncd
