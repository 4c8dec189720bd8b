#pragma once

#include "tests/bench/local_figures.h"

#include <string>

namespace qm::bench {

/// Over loopback TLS with the real daemon `syncd`: pushing the household made on one device, a new device from nothing
/// to ready, one change from device to device, and the daemon's memory before and after.
Result<> measureExchange(const Ground& ground, const std::string& syncd);
/// Small change sets from 8 devices at once, each durable before its answer. Plain HTTP, as behind a proxy.
Result<> measureServer(const Ground& ground, const std::string& syncd);
/// Devices that wait for news: from commit to commit through a TLS proxy, what 500 of them cost the daemon, and 50 that
/// also send a change a second for a minute.
Result<> measureLiveFigures(const Ground& ground, const std::string& syncd);

/// Ten years of six devices, three change sets for each posting of the household: everything that could grow, at half
/// of it and at all of it.
Result<> measureLongLife(const Ground& ground, const std::string& syncd);

} // namespace qm::bench
