#pragma once

#include "common/environment.h"
#include "syncd/address_limits.h"
#include "syncd/http/message.h"
#include "syncd/ledgers.h"
#include "syncd/log.h"
#include "syncd/metrics.h"
#include "syncd/registry.h"
#include "syncd/routes.h"
#include "syncd/waits.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <variant>

namespace qm::syncd {

/// The daemon's answers: one dispatcher that finds the route, asks who is calling and whether they may, calls the
/// route's function, and writes the access log. No function of a route checks a token or a ledger's right by itself.
class Api final : public http::Handler {
public:
    struct Options {
        std::vector<Cidr> trustedProxies;
        std::string publicUrl; ///< for links; empty: not known
        std::string publicKey; ///< `sha256:…` of the TLS key, when the daemon serves TLS itself
        std::function<std::int64_t()> nowMs = wallClockMs;
    };
    Api(Registry& registry, Ledgers& ledgers, Waits& waits, Metrics& metrics, const Log& log, Options options);

    http::Admission admit(const http::Head& head, const std::string& peer, bool isTls) override;
    http::Response answer(http::Request& request) override;
    http::Response refuse(const http::Refusal& refusal, const std::string& peer, bool isTls) override;
    http::Response failed(std::string_view what) override;

    /// From now on /healthz answers 503, so that a proxy sends nobody any more, and nobody is let wait.
    void startDraining()
    {
        m_isDraining = true;
        m_waits.wakeAll();
    }

private:
    /// One request on its way through the dispatcher.
    struct Call {
        RouteMatch match;
        std::optional<Device> device;
        Right right = Right::Viewer; ///< on the path's ledger
        std::chrono::steady_clock::time_point authorisedAt;
        const http::Request* request = nullptr; ///< null before the body has come
        std::shared_ptr<Waits::Ticket> ticket; ///< of one that waits
        // For the access log:
        std::optional<Uuid> ledger;
        std::int64_t revFrom = -1;
        std::int64_t revTo = -1;
        std::int64_t changes = -1;
        std::string error;
    };

    Origin origin(const http::Head& head, const std::string& peer, bool isTls) const;
    std::optional<Answer> authorise(const http::Head& head, Call& call);
    std::optional<Answer> authenticate(const http::Head& head, Call& call);
    std::optional<Answer> unpack(http::Request& request, std::size_t most, std::unique_lock<std::mutex>& turn);
    Answer dispatch(Call& call);
    http::Response finish(const http::Head& head, const std::string& peer, bool isTls, const Call& call, Answer answer,
        double durationMs, std::size_t bytesIn);
    void logStored(const Call& call, const Stored& stored) const;
    void logAccess(const http::Head& head, const Origin& origin, const Call& call, const http::Response& response,
        const std::string& requestId, double durationMs, std::size_t bytesIn) const;

    Answer health();
    Answer home();
    Answer style();
    Answer icon();
    Answer pair(Call& call);
    Answer pairingAnswer(const Pairing& pairing);
    std::variant<Device, Answer> deviceInHand(const Call& call, const char* what);
    Answer listLedgers(Call& call);
    Answer offerLedger(Call& call);
    Answer invite(Call& call);
    Answer listDevices(Call& call);
    Answer copyDevice(Call& call);
    Answer revoke(Call& call);
    Answer rename(Call& call);
    Answer sync(Call& call, bool pulls);
    Answer recover(Call& call);
    Answer log(Call& call);
    Answer snapshot(Call& call);
    Answer digest(Call& call);
    std::optional<Answer> wait(Call& call);
    void noteSync(const Call& call, std::int64_t lastN);

    Registry& m_registry;
    Ledgers& m_ledgers;
    Waits& m_waits;
    Metrics& m_metrics;
    const Log& m_log;
    Options m_options;
    PairingLimit m_pairingLimit;
    BurstCounter m_bursts;
    std::atomic<bool> m_isDraining { false };
    std::mutex m_largeBodies; // held while one is taken
    std::atomic<int> m_largeWaiting { 0 };
    std::mutex m_notedMutex;
    std::unordered_map<std::string, std::int64_t> m_noted; // device and ledger → when the registry last heard of them
};

/// An invitation as people and programs get it: `code`, `link` (only with a public URL) and `expires_at`.
struct InvitationText {
    std::string code; ///< BCDF-GHJK
    std::string link; ///< quartermaster://pair?…; empty without a public URL
};
InvitationText invitationText(std::string_view code, std::string_view publicUrl, std::string_view publicKey);

} // namespace qm::syncd
