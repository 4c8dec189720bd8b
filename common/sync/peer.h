#pragma once

#include "common/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qm {

/// One request of the exchange (SYNC.md 3.5). The token and the transport's headers are the peer's own business.
struct PeerRequest {
    std::string method; ///< GET or POST
    std::string target; ///< `/v1/ledgers/{id}/log?after=…`
    std::string body; ///< JSON, not compressed; the peer may compress it
};

struct PeerReply {
    int status = 0;
    std::string body; ///< decoded
    bool isJson = false; ///< the content type said so; a proxy's page does not
    std::optional<int> retryAfterSeconds;
    std::optional<std::int64_t> serverNowMs; ///< its clock, ms since 1970 (`Qm-Now`)
};

/// A sync server as a client sees it: over HTTPS on the desktop, in process for tests and the simulation.
/// Errors: Offline (not reached, timed out, cut), Refused (its certificate does not verify). An HTTP status is a reply.
class SyncPeer {
public:
    virtual ~SyncPeer() = default;
    virtual Result<PeerReply> exchange(const PeerRequest& request) = 0;
};

/// zstd, as bodies and snapshots travel. Decompressing stops at `most` bytes: Invalid.
std::string compress(std::string_view bytes, int level = 3);
/// With a checksum, so that damage is found when it is unpacked: for what is kept.
std::string compressToKeep(std::string_view bytes, int level);
Result<std::string> decompress(std::string_view bytes, std::size_t most);

/// Limits of the wire (SYNC.md 3.5), in bytes and change sets.
inline constexpr std::size_t bodyBytesMax = 1 << 20; ///< of a request as sent
inline constexpr std::size_t decodedBytesMax = 16 << 20; ///< of a request decoded
inline constexpr std::size_t itemsMax = 500;
inline constexpr std::size_t recoverEntriesMax = 1000;
inline constexpr std::size_t recoverBytesMax = 4 << 20; ///< of a recovery as sent; four times that decoded

} // namespace qm
