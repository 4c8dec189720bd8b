#include "syncd/http/connection.h"

#include "syncd/http/head.h"

#include <utility>

namespace qm::syncd::http {

namespace {

constexpr std::size_t readBytes = 16 << 10; // a TLS record

std::int64_t transferMs(std::int64_t base, std::size_t bytes)
{
    return base + static_cast<std::int64_t>(bytes) * 1000 / bytesPerSecondLeast;
}

} // namespace

Connection::Connection(int socket, SSL_CTX* tls, std::string peer, std::int64_t nowMs)
    : m_transport(socket, tls)
    , m_peer(std::move(peer))
    , m_sinceMs(nowMs)
    , m_deadlineMs(nowMs + handshakeMs)
{
}

void Connection::enter(State state, std::int64_t nowMs, std::int64_t limitMs)
{
    m_state = state;
    m_sinceMs = nowMs;
    m_deadlineMs = nowMs + limitMs;
}

bool Connection::isOverdue(std::int64_t nowMs, bool isUnderLoad) const
{
    if (nowMs >= m_deadlineMs)
        return m_state != State::Waiting;
    return isUnderLoad && isIdle() && nowMs >= m_sinceMs + idleUnderLoadMs;
}

Connection::Wants Connection::advance(std::int64_t nowMs)
{
    switch (m_state) {
    case State::Handshake: return advanceHandshake(nowMs);
    case State::Head:
    case State::Body: return advanceReading(nowMs);
    case State::Waiting: return advanceWaiting();
    case State::Answer: return advanceAnswer(nowMs);
    case State::Linger: return advanceLinger();
    case State::Ready:
    case State::Gone: break;
    }
    return Wants::Nothing;
}

Connection::Wants Connection::advanceHandshake(std::int64_t nowMs)
{
    switch (m_transport.handshake()) {
    case Transport::Outcome::Done:
        // The first request's head is due as if the connection had just sent its first byte.
        enter(State::Head, nowMs, headMs);
        return Wants::Nothing;
    case Transport::Outcome::WantsRead: return Wants::Read;
    case Transport::Outcome::WantsWrite: return Wants::Write;
    case Transport::Outcome::Closed: break;
    }
    m_state = State::Gone;
    return Wants::Nothing;
}

Connection::Wants Connection::advanceReading(std::int64_t nowMs)
{
    if (m_state == State::Body && m_received.size() >= m_head.contentLength) {
        m_state = State::Ready;
        return Wants::Nothing;
    }
    char buffer[readBytes];
    const auto moved = m_transport.read(buffer, sizeof buffer);
    switch (moved.outcome) {
    case Transport::Outcome::Done:
        if (isIdle() && m_requests > 0)
            enter(State::Head, nowMs, headMs);
        m_received.append(buffer, moved.bytes);
        return Wants::Nothing;
    case Transport::Outcome::WantsRead: return Wants::Read;
    case Transport::Outcome::WantsWrite: return Wants::Write;
    case Transport::Outcome::Closed: break;
    }
    m_state = State::Gone;
    return Wants::Nothing;
}

void Connection::awaitBody(
    std::size_t headBytes, Head head, std::shared_ptr<void> context, std::shared_ptr<void> held, std::int64_t nowMs)
{
    m_received.erase(0, headBytes);
    m_head = std::move(head);
    m_context = std::move(context);
    m_held = std::move(held);
    ++m_requests;
    enter(State::Body, nowMs, transferMs(bodyMs, m_head.contentLength));
    if (!m_head.expectsContinue || m_received.size() >= m_head.contentLength)
        return;
    static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
    if (m_transport.write(goOn.data(), goOn.size()).bytes != goOn.size())
        m_state = State::Gone; // nothing else is on its way, so that this always fits
}

Request Connection::takeRequest()
{
    if (m_waiting) {
        Request woken = *std::move(m_waiting);
        m_waiting.reset();
        woken.isWoken = true;
        return woken;
    }
    Request request;
    if (m_received.size() == m_head.contentLength) {
        request.body.swap(m_received);
    } else {
        request.body = m_received.substr(0, m_head.contentLength);
        m_received.erase(0, m_head.contentLength);
    }
    request.head = std::move(m_head);
    request.peer = m_peer;
    request.isTls = isTls();
    request.context = std::move(m_context);
    m_held.reset();
    return request;
}

void Connection::hold(Request request, Wait wait, std::int64_t nowMs)
{
    m_waiting = std::move(request);
    m_hasWaited = true;
    enter(State::Waiting, nowMs, wait.forMs);
    m_wait = std::move(wait);
}

void Connection::wake(std::int64_t nowMs)
{
    m_wait = {};
    enter(State::Ready, nowMs, answerMs);
}

/// What comes is kept for later; that the client has gone shows here.
Connection::Wants Connection::advanceWaiting()
{
    char buffer[readBytes];
    while (m_received.size() < earlyBytesMax) {
        const auto moved = m_transport.read(buffer, sizeof buffer);
        switch (moved.outcome) {
        case Transport::Outcome::Done: m_received.append(buffer, moved.bytes); continue;
        case Transport::Outcome::WantsRead: return Wants::Read;
        case Transport::Outcome::WantsWrite: return Wants::Write;
        case Transport::Outcome::Closed: break;
        }
        break;
    }
    m_state = State::Gone;
    return Wants::Nothing;
}

void Connection::answer(std::string bytes, bool closes, std::int64_t nowMs)
{
    m_sending = std::move(bytes);
    m_sent = 0;
    m_closes = closes;
    enter(State::Answer, nowMs, transferMs(answerMs, m_sending.size()));
}

Connection::Wants Connection::advanceAnswer(std::int64_t nowMs)
{
    while (m_sent < m_sending.size()) {
        const auto moved = m_transport.write(m_sending.data() + m_sent, m_sending.size() - m_sent);
        switch (moved.outcome) {
        case Transport::Outcome::Done: m_sent += moved.bytes; break;
        case Transport::Outcome::WantsRead: return Wants::Read;
        case Transport::Outcome::WantsWrite: return Wants::Write;
        case Transport::Outcome::Closed: m_state = State::Gone; return Wants::Nothing;
        }
    }
    std::string().swap(m_sending);
    if (m_closes) {
        m_transport.finishWriting();
        std::string().swap(m_received); // never read as a request
        enter(State::Linger, nowMs, lingerMs);
    } else {
        const bool hasWaited = std::exchange(m_hasWaited, false);
        enter(State::Head, nowMs, !m_received.empty() ? headMs : hasWaited ? idleAfterWaitMs : idleMs);
    }
    return Wants::Nothing;
}

Connection::Wants Connection::advanceLinger()
{
    // Below TLS: its bytes are of no interest either.
    char buffer[readBytes];
    while (m_lingered < lingerBytesMax) {
        const auto moved = m_transport.readRaw(buffer, sizeof buffer);
        if (moved.outcome == Transport::Outcome::WantsRead)
            return Wants::Read;
        if (moved.outcome != Transport::Outcome::Done)
            break;
        m_lingered += moved.bytes;
    }
    m_state = State::Gone;
    return Wants::Nothing;
}

} // namespace qm::syncd::http
