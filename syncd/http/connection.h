#pragma once

#include "syncd/http/message.h"
#include "syncd/http/transport.h"

#include <cstdint>
#include <memory>
#include <string>

namespace qm::syncd::http {

/// Times in ms. A connection that sends or takes nothing holds a few kilobytes and no thread.
inline constexpr std::int64_t handshakeMs = 5'000;
inline constexpr std::int64_t headMs = 5'000; ///< from its first byte to its last
inline constexpr std::int64_t idleMs = 25'000; ///< between two requests
inline constexpr std::int64_t idleUnderLoadMs = 2'000;
inline constexpr std::int64_t idleAfterWaitMs = 4'000; ///< a client that lives goes on at once
inline constexpr std::int64_t bodyMs = 10'000; ///< and a second more for every 32 KiB
inline constexpr std::int64_t answerMs = 10'000; ///< likewise
inline constexpr std::int64_t bytesPerSecondLeast = 32 << 10;
inline constexpr std::int64_t lingerMs = 2'000;
inline constexpr std::size_t lingerBytesMax = 8 << 20;
inline constexpr std::size_t earlyBytesMax = 64 << 10; ///< of a next request, sent while the answer is waited for
inline constexpr int requestsPerConnectionMax = 10'000;

/// One client's connection: bytes in, a request at a time, bytes out. Knows nothing of threads or of waiting.
class Connection {
public:
    enum class State {
        Handshake,
        Head, ///< waits for a request's head
        Body,
        Ready, ///< a whole request has come
        Waiting, ///< its answer is to come later
        Answer, ///< the answer goes out
        Linger, ///< answered before everything was read: what still comes is dropped, so that the answer arrives
        Gone,
    };
    enum class Wants { Read, Write, Nothing };

    Connection(int socket, SSL_CTX* tls, std::string peer, std::int64_t nowMs);

    State state() const { return m_state; }
    int socket() const { return m_transport.socket(); }
    bool isTls() const { return m_transport.isTls(); }
    const std::string& peer() const { return m_peer; }
    /// Between two requests, or before the first, or not even greeted yet: nobody waits for an answer.
    bool isIdle() const { return m_state == State::Handshake || (m_state == State::Head && m_received.empty()); }
    /// When it is given up, or may be under load.
    bool isOverdue(std::int64_t nowMs, bool isUnderLoad) const;
    std::int64_t since() const { return m_sinceMs; }
    int requests() const { return m_requests; }

    /// Reads or writes as far as it goes; then state() tells what is next, and the answer what to wait for.
    Wants advance(std::int64_t nowMs);

    /// In Head: what has come of it, whole or not.
    std::string_view received() const { return m_received; }
    /// The head is parsed: its bytes go, the body is awaited. `held` lives until the request is taken.
    void awaitBody(std::size_t headBytes, Head head, std::shared_ptr<void> context, std::shared_ptr<void> held,
        std::int64_t nowMs);
    /// In Ready.
    Request takeRequest();
    /// The request that was taken is to be answered later; from wake() on it is Ready again.
    void hold(Request request, Wait wait, std::int64_t nowMs);
    /// In Waiting: whether wake() is due.
    bool isWakeDue(std::int64_t nowMs) const { return *m_wait.isDue || nowMs >= m_deadlineMs; }
    void wake(std::int64_t nowMs);
    /// The answer as it goes out; then the next request, or the end.
    void answer(std::string bytes, bool closes, std::int64_t nowMs);

private:
    Wants advanceHandshake(std::int64_t nowMs);
    Wants advanceReading(std::int64_t nowMs);
    Wants advanceWaiting();
    Wants advanceAnswer(std::int64_t nowMs);
    Wants advanceLinger();
    void enter(State state, std::int64_t nowMs, std::int64_t limitMs);

    Transport m_transport;
    std::string m_peer;
    State m_state = State::Handshake;
    std::string m_received;
    std::string m_sending;
    std::size_t m_sent = 0;
    Head m_head; // of the request whose body is awaited
    std::shared_ptr<void> m_context;
    std::shared_ptr<void> m_held;
    std::optional<Request> m_waiting; // from hold() until it is taken again
    Wait m_wait;
    bool m_hasWaited = false; // the request that is answered now
    std::size_t m_lingered = 0;
    std::int64_t m_sinceMs;
    std::int64_t m_deadlineMs;
    int m_requests = 0;
    bool m_closes = false;
};

} // namespace qm::syncd::http
