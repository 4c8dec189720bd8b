#pragma once

#include "common/store/ledger.h"
#include "desktop/services/https_peer.h"

namespace qm::desktop {

/// How a ledger's file is connected to its server. All but the token stands in the ledger's own meta table, so that it
/// moves with the file; the token is in a TokenFile beside it.
struct ServerConnection {
    ServerAddress server;
    std::string instance; ///< the server's own id, to notice when another one answers
    std::string caPem;
    std::optional<Hash> key;
    std::string deviceName;
    std::string token;

    HttpsPeer::Options peerOptions() const;
};

/// Nothing when the file is not connected. Errors: NotFound (the token is gone), Io, Corrupt.
Result<std::optional<ServerConnection>> loadConnection(Ledger& ledger, const std::string& ledgerPath);
/// The server's address as a file remembers it; empty when it is not connected. Without the token.
Result<std::string> connectedServer(Ledger& ledger);
Result<> saveConnection(Ledger& ledger, const std::string& ledgerPath, const ServerConnection& connection);
/// Forgets the server and the token. What waits in the queue stays there.
Result<> forgetConnection(Ledger& ledger, const std::string& ledgerPath);

Result<> rememberDeviceName(Ledger& ledger, std::string_view name);

/// A value of the ledger's meta table; empty when it is unset.
Result<std::string> metaOrEmpty(Ledger& ledger, std::string_view key);

} // namespace qm::desktop
