#include "syncd/api.h"

#include "common/sync/peer.h"

#include <strings.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace qm::syncd {

namespace {

constexpr std::size_t compressFromBytes = 1 << 10;
constexpr std::size_t userAgentBytesMax = 120;
constexpr std::size_t largeBodyBytes = 256 << 10; // unpacked
constexpr int largeWaitingMax = 16; // of the threads that answer requests
constexpr auto bodyWithin = std::chrono::milliseconds(250); // a check of the token counts for that long

/// A client's own id for its request, when it is harmless enough to be repeated; else one of ours.
std::string requestIdOf(const http::Head& head)
{
    const std::string* given = head.header("x-request-id");
    const bool isHarmless
        = given && given->size() >= 8 && given->size() <= 64 && std::all_of(given->begin(), given->end(), [](char c) {
              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
          });
    return isHarmless ? *given : toHex(randomBytes(8));
}

bool accepts(const http::Head& head, std::string_view coding)
{
    const std::string* list = head.header("accept-encoding");
    std::string_view rest = list ? std::string_view(*list) : std::string_view();
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        std::string_view one = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        while (one.starts_with(' '))
            one.remove_prefix(1);
        if (one.substr(0, one.find(';')) == coding)
            return one.find(";q=0") == std::string_view::npos;
    }
    return false;
}

/// The table's pattern as logs and metrics name it, or that there was none.
std::string_view routeName(const RouteMatch& match)
{
    return match.route ? match.route->pattern : std::string_view("none");
}

std::string errorCodeIn(const Answer& answer)
{
    const auto json = answer.status >= 400 ? parseJson(answer.body) : Result<Json>(Error {});
    const std::string* code = json ? memberText(*json, "error") : nullptr;
    return code ? *code : std::string();
}

double millisecondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

Api::Api(Registry& registry, Ledgers& ledgers, Waits& waits, Metrics& metrics, const Log& log, Options options)
    : m_registry(registry)
    , m_ledgers(ledgers)
    , m_waits(waits)
    , m_metrics(metrics)
    , m_log(log)
    , m_options(std::move(options))
{
}

/// Several headers of one name are one list, as some proxies add a line of their own to what the client has sent.
Origin Api::origin(const http::Head& head, const std::string& peer, bool isTls) const
{
    std::string hops;
    const std::string* proto = nullptr; // the last: a client's own would stand before it
    for (const auto& [name, value] : head.headers) {
        if (name == "x-forwarded-for")
            hops += (hops.empty() ? "" : ",") + value;
        if (name == "x-forwarded-proto")
            proto = &value;
    }
    return originOf(peer, isTls, hops.empty() ? nullptr : &hops, proto, m_options.trustedProxies);
}

/// Who is calling. One answer for every token that is none; only who holds a true one learns that it was revoked.
std::optional<Answer> Api::authenticate(const http::Head& head, Call& call)
{
    constexpr std::string_view scheme = "Bearer ";
    const std::string* header = head.header("authorization");
    const auto token = header && header->starts_with(scheme)
        ? Token::parse(std::string_view(*header).substr(scheme.size()))
        : Error {};
    if (!token) {
        ++m_metrics.authFailures;
        return failure(401, "unauthorized");
    }
    auto device = m_registry.authenticate(*token);
    if (!device)
        return failure(device.error());
    if (!*device) {
        ++m_metrics.authFailures;
        return failure(401, "unauthorized");
    }
    call.device = **device;
    if (call.device->revokedAtMs) {
        ++m_metrics.authFailures;
        return failure(401, "device_revoked");
    }
    return std::nullopt;
}

/// The one place that decides whether a request may go on: route, token, right, level.
std::optional<Answer> Api::authorise(const http::Head& head, Call& call)
{
    call.match = findRoute(head.method, head.path);
    const Route* route = call.match.route;
    const bool isOpen = route ? route->needs == Needs::Nothing : !head.path.starts_with("/v1/");
    if (!isOpen)
        if (auto refused = authenticate(head, call))
            return refused;
    if (!route)
        return call.match.allow.empty() ? failure(404, "not_found") : failure(405, "method_not_allowed");
    if (const std::string* text = head.header("qm-level"); text && head.path.starts_with("/v1/")) {
        int level = 0;
        const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), level);
        if (error != std::errc() || end != text->data() + text->size() || level < 1)
            return failure(400, "malformed", "Qm-Level");
        if (level > levelNow)
            return failure(426, "server_too_old");
    }
    if (!call.match.ledger)
        return std::nullopt;
    // A ledger of others and one that is nowhere get the same answer.
    auto right = m_registry.rightOf(call.device->no, *call.match.ledger);
    if (!right)
        return failure(right.error());
    if (!*right)
        return failure(404, "not_found");
    call.right = **right;
    call.ledger = *call.match.ledger;
    const Right needed = route->needs == Needs::Owner ? Right::Owner
        : route->needs == Needs::Editor               ? Right::Editor
                                                      : Right::Viewer;
    if (call.right < needed)
        return failure(403, "forbidden", "this device may look at the ledger, not change it");
    return std::nullopt;
}

http::Admission Api::admit(const http::Head& head, const std::string& peer, bool isTls)
{
    const auto start = std::chrono::steady_clock::now();
    auto call = std::make_shared<Call>();
    if (auto refused = authorise(head, *call))
        return { finish(head, peer, isTls, *call, std::move(*refused), millisecondsSince(start), 0), 0, nullptr };
    call->authorisedAt = start;
    return { std::nullopt, call->match.route->bodyBytesMax, call };
}

http::Response Api::answer(http::Request& request)
{
    const auto start = std::chrono::steady_clock::now();
    const auto context = std::static_pointer_cast<Call>(request.context);
    Call call = *context;
    call.request = &request;
    const std::size_t bytesIn = request.body.size();
    std::unique_lock<std::mutex> turn;
    auto answer = unpack(
        request, std::min(call.match.route->bodyBytesMax * (decodedBytesMax / bodyBytesMax), decodedBytesMax), turn);
    // Again when the body took its time: the device may have been revoked meanwhile.
    if (!answer && std::chrono::steady_clock::now() - call.authorisedAt > bodyWithin)
        answer = authorise(request.head, call);
    if (!answer && call.match.route->id == RouteId::Wait) {
        answer = wait(call);
        if (!answer) {
            context->ticket = call.ticket;
            http::Response later;
            later.wait = { { call.ticket, &call.ticket->isDue },
                std::chrono::ceil<std::chrono::milliseconds>(call.ticket->until - std::chrono::steady_clock::now())
                    .count() };
            return later;
        }
    }
    if (!answer)
        answer = dispatch(call);
    return finish(
        request.head, request.peer, request.isTls, call, std::move(*answer), millisecondsSince(start), bytesIn);
}

/// The body as JSON. In memory a change set is many times what it is as text, and packed it is nearly nothing: so large
/// bodies are taken one at a time, in a line that leaves threads for everyone else.
std::optional<Answer> Api::unpack(http::Request& request, std::size_t most, std::unique_lock<std::mutex>& turn)
{
    const std::string* encoding = request.head.header("content-encoding");
    const bool isPacked = encoding && strcasecmp(encoding->c_str(), "zstd") == 0;
    if (!isPacked && request.body.size() <= largeBodyBytes)
        return std::nullopt;
    auto plain = isPacked ? decompress(request.body, std::min(most, largeBodyBytes)) : Result<std::string>(Error {});
    if (!plain && most > largeBodyBytes) {
        if (++m_largeWaiting > largeWaitingMax) {
            --m_largeWaiting;
            return failure(503, "busy");
        }
        turn = std::unique_lock(m_largeBodies);
        --m_largeWaiting;
        if (!isPacked)
            return std::nullopt;
        plain = decompress(request.body, most);
    }
    if (!plain)
        return failure(400, "malformed", plain.error().detail);
    request.body = *std::move(plain);
    return std::nullopt;
}

Answer Api::dispatch(Call& call)
{
    switch (call.match.route->id) {
    case RouteId::Health: return health();
    case RouteId::Home: return home();
    case RouteId::Style: return style();
    case RouteId::Icon: return icon();
    case RouteId::Pair: return pair(call);
    case RouteId::Ledgers: return listLedgers(call);
    case RouteId::OfferLedger: return offerLedger(call);
    case RouteId::Invite: return invite(call);
    case RouteId::Devices: return listDevices(call);
    case RouteId::CopyDevice: return copyDevice(call);
    case RouteId::Revoke: return revoke(call);
    case RouteId::Rename: return rename(call);
    case RouteId::Sync: return sync(call, true);
    case RouteId::Push: return sync(call, false);
    case RouteId::Log: return log(call);
    case RouteId::Snapshot: return snapshot(call);
    case RouteId::Digest: return digest(call);
    case RouteId::Recover: return recover(call);
    case RouteId::Wait: break; // answer() has seen to it
    }
    return failure(500, "internal");
}

http::Response Api::finish(const http::Head& head, const std::string& peer, bool isTls, const Call& call, Answer answer,
    double durationMs, std::size_t bytesIn)
{
    Call logged = call;
    if (logged.error.empty())
        logged.error = errorCodeIn(answer);
    http::Response response;
    response.status = answer.status;
    response.body = std::move(answer.body);
    response.contentType = std::move(answer.contentType);
    const std::string requestId = requestIdOf(head);
    response.headers = { { "Qm-Now", std::to_string(m_options.nowMs()) }, { "Cache-Control", "no-store" },
        { "X-Content-Type-Options", "nosniff" }, { "X-Request-Id", requestId } };
    if (response.contentType.starts_with("text/html")) {
        response.headers.emplace_back("Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'");
        response.headers.emplace_back("Referrer-Policy", "no-referrer");
    }
    if (response.contentType == "image/svg+xml") // a picture opened by itself is a page, too
        response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
    if (answer.status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (answer.status == 405)
        response.headers.emplace_back("Allow", call.match.allow.empty() ? "GET, HEAD, POST" : call.match.allow);
    if (answer.retryAfterSeconds)
        response.headers.emplace_back("Retry-After", std::to_string(*answer.retryAfterSeconds));
    if (response.body.size() >= compressFromBytes && response.contentType == "application/json"
        && accepts(head, "zstd")) {
        if (std::string packed = compress(response.body, 1); !packed.empty()) {
            response.body = std::move(packed);
            response.headers.emplace_back("Content-Encoding", "zstd");
        }
    }
    m_metrics.countRequest(routeName(call.match), response.status, durationMs / 1000);
    const Origin from = origin(head, peer, isTls);
    if (m_bursts.isOver(from.ip, m_options.nowMs()))
        ++m_metrics.overLimit;
    logAccess(head, from, logged, response, requestId, durationMs, bytesIn);
    return response;
}

void Api::logAccess(const http::Head& head, const Origin& origin, const Call& call, const http::Response& response,
    const std::string& requestId, double durationMs, std::size_t bytesIn) const
{
    // A container asks /healthz every few seconds, and every live device waits all day: nothing to fill a log with.
    const auto isRoute = [&](RouteId id) { return call.match.route && call.match.route->id == id; };
    const bool isRoutine = isRoute(RouteId::Health) || (isRoute(RouteId::Wait) && response.status < 300);
    const LogLevel level = response.status >= 500 ? LogLevel::Warn : isRoutine ? LogLevel::Debug : LogLevel::Info;
    if (!m_log.has(level))
        return;
    nlohmann::ordered_json fields;
    fields["req_id"] = requestId;
    fields["method"] = head.method.empty() ? "none" : head.method;
    fields["route"] = routeName(call.match); // never the path itself
    fields["status"] = response.status;
    fields["dur_ms"] = static_cast<double>(static_cast<std::int64_t>(durationMs * 1000)) / 1000;
    fields["bytes_in"] = bytesIn;
    fields["bytes_out"] = response.body.size();
    fields["ip"] = origin.ip;
    fields["proto"] = origin.proto;
    if (call.device)
        fields["device"] = call.device->uuid.text();
    if (call.ledger)
        fields["ledger"] = call.ledger->text();
    if (call.revFrom >= 0) {
        fields["rev_from"] = call.revFrom;
        fields["rev_to"] = call.revTo;
    }
    if (call.changes >= 0)
        fields["changes"] = call.changes;
    if (const std::string* agent = head.header("user-agent"))
        fields["ua"] = agent->substr(0, userAgentBytesMax);
    if (!call.error.empty())
        fields["err"] = call.error;
    m_log.write(level, "http_request", fields);
}

http::Response Api::refuse(const http::Refusal& refusal, const std::string& peer, bool isTls)
{
    Call call;
    call.match.allow = refusal.allow;
    return finish({}, peer, isTls, call, failure(refusal.status, refusal.code), 0, 0);
}

http::Response Api::failed(std::string_view what)
{
    m_log.say(LogLevel::Error, "exception", what);
    http::Response response;
    response.status = 500;
    response.body = failure(500, "internal").body;
    response.headers = { { "Cache-Control", "no-store" }, { "X-Content-Type-Options", "nosniff" } };
    return response;
}

} // namespace qm::syncd
