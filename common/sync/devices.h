#pragma once

#include "common/sync/peer.h"
#include "common/ledger/uuid.h"

#include <cstdint>
#include <vector>

namespace qm {

/// A device that shares a ledger with this one, as the server knows it.
struct SharingDevice {
    Uuid id;
    std::string name;
    std::string platform; ///< linux, winnt, darwin
    std::string app; ///< version of its program
    std::int64_t createdAtMs = 0;
    std::int64_t seenAtMs = 0; ///< 0: never
    bool isRevoked = false;
    bool isSelf = false;
    std::string right; ///< owner, editor, viewer: on the ledger that was asked about; empty: none
};

// What a device asks the server about devices. Errors of all: Offline, Later, Refused (revoked, or not an owner),
// Protocol.

/// `GET /v1/devices`: those with a right on `ledger`, and this one.
Result<std::vector<SharingDevice>> listDevices(SyncPeer& peer, const Uuid& ledger);
Result<> renameDevice(SyncPeer& peer, const Uuid& device, std::string_view name);
/// Ends a device's access from its next request on.
Result<> revokeDevice(SyncPeer& peer, const Uuid& device);

/// An invitation for one more device.
struct NewInvitation {
    std::string code; ///< BCDF-GHJK
    std::string link; ///< empty when the server does not know its own address
    int seconds = 0; ///< how long it holds
};
/// `POST /v1/invitations`. `right`: owner, editor or viewer.
Result<NewInvitation> inviteDevice(SyncPeer& peer, const Uuid& ledger, std::string_view right);

} // namespace qm
