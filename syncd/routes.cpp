#include "syncd/routes.h"

#include "common/sync/peer.h"

namespace qm::syncd {

namespace {

constexpr std::size_t smallBody = 16 << 10;

constexpr Route table[] = {
    // No token: a proxy and the container's own check ask these, and they tell nothing of any ledger.
    { RouteId::Health, "GET", "/healthz", Needs::Nothing, 0 },
    { RouteId::Health, "HEAD", "/healthz", Needs::Nothing, 0 },
    { RouteId::Home, "GET", "/", Needs::Nothing, 0 },
    { RouteId::Home, "HEAD", "/", Needs::Nothing, 0 },
    { RouteId::Style, "GET", "/style.css", Needs::Nothing, 0 },
    { RouteId::Style, "HEAD", "/style.css", Needs::Nothing, 0 },
    { RouteId::Icon, "GET", "/icon.svg", Needs::Nothing, 0 },
    { RouteId::Icon, "HEAD", "/icon.svg", Needs::Nothing, 0 },
    { RouteId::Icon, "GET", "/favicon.ico", Needs::Nothing, 0 }, // what browsers ask for beside /healthz, unasked
    { RouteId::Icon, "HEAD", "/favicon.ico", Needs::Nothing, 0 },
    // No token yet: the invitation's code stands for it.
    { RouteId::Pair, "POST", "/v1/pair", Needs::Nothing, 4 << 10 },
    { RouteId::Ledgers, "GET", "/v1/ledgers", Needs::Device, 0 },
    { RouteId::OfferLedger, "POST", "/v1/ledgers", Needs::Device, smallBody },
    { RouteId::Invite, "POST", "/v1/invitations", Needs::Device, smallBody }, // for a ledger in the body; owners only
    { RouteId::Devices, "GET", "/v1/devices", Needs::Device, 0 },
    { RouteId::CopyDevice, "POST", "/v1/devices/copy", Needs::Device, smallBody },
    { RouteId::Revoke, "POST", "/v1/devices/{device}/revoke", Needs::Device,
        smallBody }, // itself, or its ledger's owner
    { RouteId::Rename, "POST", "/v1/devices/{device}/rename", Needs::Device, smallBody }, // likewise
    { RouteId::Sync, "POST", "/v1/ledgers/{ledger}/sync", Needs::Viewer, bodyBytesMax }, // with items: editors only
    { RouteId::Push, "POST", "/v1/ledgers/{ledger}/push", Needs::Editor, bodyBytesMax },
    { RouteId::Log, "GET", "/v1/ledgers/{ledger}/log", Needs::Viewer, 0 },
    { RouteId::Snapshot, "GET", "/v1/ledgers/{ledger}/snapshot", Needs::Viewer, 0 },
    { RouteId::Digest, "GET", "/v1/ledgers/{ledger}/digest", Needs::Viewer, 0 },
    { RouteId::Recover, "POST", "/v1/ledgers/{ledger}/recover", Needs::Viewer, recoverBytesMax },
    { RouteId::Wait, "GET", "/v1/ledgers/{ledger}/wait", Needs::Viewer, 0 },
};

/// The text before the next slash; takes it and the slash off.
std::string_view takeSegment(std::string_view& path)
{
    const auto slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    return segment;
}

bool matches(std::string_view pattern, std::string_view path, RouteMatch& found)
{
    while (!pattern.empty() || !path.empty()) {
        const bool isLast = pattern.find('/') == std::string_view::npos;
        if (isLast != (path.find('/') == std::string_view::npos))
            return false;
        const std::string_view wanted = takeSegment(pattern);
        const std::string_view given = takeSegment(path);
        if (wanted != "{ledger}" && wanted != "{device}") {
            if (wanted != given)
                return false;
            continue;
        }
        const auto id = Uuid::parse(given);
        if (!id)
            return false;
        (wanted == "{ledger}" ? found.ledger : found.device) = *id;
    }
    return true;
}

} // namespace

std::span<const Route> routes()
{
    return table;
}

RouteMatch findRoute(std::string_view method, std::string_view path)
{
    std::string allow;
    for (const Route& route : table) {
        RouteMatch found;
        if (!matches(route.pattern, path, found))
            continue;
        if (route.method == method) {
            found.route = &route;
            return found;
        }
        allow += (allow.empty() ? "" : ", ") + std::string(route.method);
    }
    RouteMatch none;
    none.allow = std::move(allow);
    return none;
}

} // namespace qm::syncd
