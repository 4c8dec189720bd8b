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

/// What the daemon counts about itself. Any thread.
class Metrics {
public:
    void countRequest(std::string_view route, int status);
    std::atomic<std::uint64_t> requests { 0 }; ///< answered
    std::atomic<std::uint64_t> authFailures { 0 };
    std::atomic<std::uint64_t> pairings { 0 };
    std::atomic<std::uint64_t> pairingFailures { 0 };
    std::atomic<std::uint64_t> changeSets { 0 }; ///< received in syncs that were answered well
    std::atomic<std::uint64_t> busy { 0 }; ///< answers 503

    /// Prometheus' text format.
    std::string text(std::size_t openLedgers, std::size_t waiting) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, int>, std::uint64_t> m_requests;
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
