#pragma once

#include "common/sync/client.h"
#include "desktop/services/connection.h"
#include "desktop/services/invitation.h"

namespace qm::desktop {

// The steps from an invitation to a connected ledger, for the window and the command line alike. An invitation holds
// once: what can be known to fail without the server is looked at before pairDevice(). All block, and need the network
// thread's own peer and ledger.

/// A device that a server knows, and no ledger yet is connected as.
struct PairedDevice {
    Paired paired;
    ServerConnection connection;

    const PairedLedger* ledger(const Uuid& id) const; ///< null: the server has none of that id for this device
};

/// What the household calls this computer while nobody says otherwise.
std::string usualDeviceName();
/// A file of certificates (PEM). Errors: NotFound, Invalid. Empty for an empty path.
Result<std::string> readCaFile(const std::string& path);
/// Whether a new ledger's file can be made at `path`. Errors: NotFound (its folder), ReadOnly, Exists.
Result<> checkNewFile(const std::string& path);
/// Errors: Rule (it is connected already).
Result<> checkNotConnected(Ledger& ledger);

/// Uses the invitation up; from then on `peer` speaks as that device. `peer` is made from the very connection. Errors:
/// Rule (the server says no to the code), Refused (the server is not the one that is trusted), Offline, Later,
/// Protocol, TooNew.
Result<PairedDevice> pairDevice(HttpsPeer& peer, const std::string& code, ServerConnection connection);
/// Ends the access of a device of which no use is made after all; tries once.
void giveUpDevice(HttpsPeer& peer, const PairedDevice& device);
/// The ledger of this file goes to the server, with the next exchange. True: the server had it already.
Result<bool> connectOwnLedger(
    Ledger& ledger, const std::string& ledgerPath, HttpsPeer& peer, const PairedDevice& device);
/// Makes a file for the server's ledger; the next exchange fills it. A failure leaves no file.
Result<> makeLedgerCopy(const std::string& path, const PairedLedger& chosen, const PairedDevice& device);
/// The file and what SQLite has beside it, and its token.
void removeLedgerFile(const std::string& path);

} // namespace qm::desktop
