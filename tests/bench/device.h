#pragma once

#include "common/store/ledger.h"
#include "common/sync/client.h"
#include "desktop/services/https_peer.h"
#include "tests/bench/daemon.h"

#include <memory>
#include <string>

namespace qm::bench {

/// A certificate for 127.0.0.1, as files and as text.
struct Tls {
    std::string certificate;
    std::string key;
    std::string pem;
};
Result<Tls> makeTls(const std::string& dir);

desktop::HttpsPeer::Options peerTo(std::uint16_t port, const Tls& tls);

/// A device: its ledger, its connection to the daemon, and what keeps the two together.
struct Device {
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<desktop::HttpsPeer> peer;
    std::string token;

    Result<SyncReport> sync() { return SyncClient(*ledger, *peer).sync(); }
};

/// The device that made the ledger at `path` brings it to the server; nothing is sent yet.
Result<Device> bringLedger(const std::string& path, const Daemon& daemon, std::uint16_t port, const Tls& tls);
/// A new device, from an invitation's code to a ledger that is ready.
Result<Device> joinLedger(const std::string& path, const std::string& code, std::uint16_t port, const Tls& tls);
/// Errors: Mismatch: they do not hold the same ledger.
Result<> checkSame(Device& first, Device& second);

} // namespace qm::bench
