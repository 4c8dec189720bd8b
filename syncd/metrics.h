#pragma once

#include "syncd/http/message.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace qm::syncd {

/// What is so now and is looked up when somebody asks; Metrics counts what has happened.
struct Gauges {
    std::size_t openLedgers = 0;
    std::size_t ledgers = 0; ///< files
    std::size_t devices = 0; ///< paired and not revoked
    std::size_t waiting = 0;
    std::size_t waitingMax = 0;
    std::uint64_t registryBytes = 0;
    std::uint64_t ledgerBytes = 0; ///< of all together
    std::uint64_t registryWalBytes = 0;
    std::uint64_t ledgerWalBytes = 0;
    std::uint64_t diskFreeBytes = 0; ///< where the data folder is
    std::int64_t lastBackupMs = 0; ///< UTC since 1970; 0: there is none
};

/// What the daemon counts about itself. Any thread.
class Metrics {
public:
    void countRequest(std::string_view route, int status, double seconds);
    std::atomic<std::uint64_t> requests { 0 }; ///< answered
    std::atomic<std::uint64_t> authFailures { 0 };
    std::atomic<std::uint64_t> pairings { 0 };
    std::atomic<std::uint64_t> pairingFailures { 0 };
    std::atomic<std::uint64_t> pairingsLimited { 0 }; ///< not looked at: too many wrong codes from there
    std::atomic<std::uint64_t> changeSets { 0 }; ///< received in syncs that were answered well
    std::atomic<std::uint64_t> revisions { 0 }; ///< change sets that were new and are on the disk
    std::atomic<std::uint64_t> conflicts { 0 }; ///< found in them
    std::atomic<std::uint64_t> parked { 0 }; ///< of them
    std::atomic<std::uint64_t> busy { 0 }; ///< answers 503
    std::atomic<std::uint64_t> overLimit { 0 }; ///< BurstCounter

    /// Prometheus' text format, version 0.0.4.
    std::string text(const Gauges& now) const;

private:
    static constexpr std::array bucketSeconds { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
        10.0 };
    struct Latency {
        std::array<std::uint64_t, bucketSeconds.size() + 1>
            counts {}; ///< of each bucket by itself; the last has no end
        double sum = 0;
    };
    void appendRequests(std::string& out) const;
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, int>, std::uint64_t> m_requests;
    std::map<std::string, Latency> m_latencies; ///< by route
};

/// Answers `GET /metrics` on an address of its own.
class MetricsHandler final : public http::Handler {
public:
    explicit MetricsHandler(std::function<std::string()> text) : m_text(std::move(text)) { }
    http::Admission admit(const http::Head& head, const std::string& peer, bool isTls) override;
    http::Response answer(http::Request& request) override;
    http::Response refuse(const http::Refusal& refusal, const std::string& peer, bool isTls) override;
    http::Response failed(std::string_view what) override;

private:
    std::function<std::string()> m_text;
};

} // namespace qm::syncd
