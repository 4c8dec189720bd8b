#pragma once

#include "common/ledger/uuid.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace qm::syncd {

enum class RouteId {
    Health,
    Home,
    Style,
    Icon,
    Pair,
    Ledgers,
    OfferLedger,
    Invite,
    Devices,
    CopyDevice,
    Revoke,
    Rename,
    Sync,
    Push,
    Log,
    Snapshot,
    Digest,
    Recover,
    Wait
};

/// What a caller must be. Viewer, Editor and Owner: of the ledger in the path.
enum class Needs { Nothing, Device, Viewer, Editor, Owner };

/// Every way in, in one table: the dispatcher checks by it, and a test walks it as everyone who must not get in.
struct Route {
    RouteId id;
    std::string_view method;
    std::string_view pattern; ///< `{ledger}` and `{device}` stand for a UUID
    Needs needs;
    std::size_t bodyBytesMax; ///< as sent
};
std::span<const Route> routes();

struct RouteMatch {
    const Route* route = nullptr;
    std::optional<Uuid> ledger;
    std::optional<Uuid> device;
    std::string allow; ///< methods of the path, when there is no route for this one
};
/// Literal comparison of path and table. What is not a UUID where one belongs is no match, so that no text of a client
/// ever becomes a path. A path that ends in a slash, or has an escape in it, is none of ours.
RouteMatch findRoute(std::string_view method, std::string_view path);

} // namespace qm::syncd
