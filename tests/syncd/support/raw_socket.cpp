#include "tests/syncd/support/raw_socket.h"

#include <openssl/ssl.h>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace qm::test {

namespace {

std::int64_t nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

RawReply parseHead(std::string_view head)
{
    RawReply reply;
    if (!head.starts_with("HTTP/1.1 "))
        return reply;
    reply.status = std::atoi(std::string(head.substr(9, 3)).c_str());
    std::size_t at = head.find("\r\n");
    while (at != std::string_view::npos) {
        const std::size_t end = head.find("\r\n", at + 2);
        const std::string_view line = head.substr(at + 2, end == std::string_view::npos ? end : end - at - 2);
        if (const auto colon = line.find(": "); colon != std::string_view::npos)
            reply.headers.emplace(lowered(std::string(line.substr(0, colon))), std::string(line.substr(colon + 2)));
        at = end;
    }
    return reply;
}

} // namespace

struct RawSocket::Session {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context { SSL_CTX_new(TLS_client_method()), &SSL_CTX_free };
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl { SSL_new(context.get()), &SSL_free };
};

std::string RawReply::header(const std::string& name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

RawSocket::RawSocket(int port, Tls tls)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close();
        return;
    }
    if (tls == Tls::Off)
        return;
    m_tls = std::make_unique<Session>();
    SSL_set_fd(m_tls->ssl.get(), m_socket);
    if (SSL_connect(m_tls->ssl.get()) != 1)
        close();
}

RawSocket::RawSocket(RawSocket&& other) noexcept
{
    *this = std::move(other);
}

RawSocket& RawSocket::operator=(RawSocket&& other) noexcept
{
    std::swap(m_socket, other.m_socket);
    std::swap(m_tls, other.m_tls);
    std::swap(m_received, other.m_received);
    std::swap(m_isClosed, other.m_isClosed);
    return *this;
}

RawSocket::~RawSocket()
{
    close();
}

void RawSocket::close()
{
    m_tls.reset();
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

void RawSocket::finishSending()
{
    ::shutdown(m_socket, SHUT_WR);
}

bool RawSocket::send(std::string_view bytes)
{
    while (!bytes.empty() && m_socket >= 0) {
        const ssize_t count = m_tls ? SSL_write(m_tls->ssl.get(), bytes.data(), static_cast<int>(bytes.size()))
                                    : ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return bytes.empty();
}

bool RawSocket::receive(int timeoutMs)
{
    if (m_socket < 0 || m_isClosed)
        return false;
    pollfd waiting { m_socket, POLLIN, 0 };
    const bool isPending = m_tls && SSL_pending(m_tls->ssl.get()) > 0;
    if (!isPending && ::poll(&waiting, 1, std::max(0, timeoutMs)) <= 0)
        return false;
    char buffer[65536];
    const ssize_t count
        = m_tls ? SSL_read(m_tls->ssl.get(), buffer, sizeof buffer) : ::recv(m_socket, buffer, sizeof buffer, 0);
    if (count <= 0) {
        m_isClosed = true;
        return false;
    }
    m_received.append(buffer, static_cast<std::size_t>(count));
    return true;
}

RawReply RawSocket::reply(int timeoutMs, bool isHead)
{
    const std::int64_t until = nowMs() + timeoutMs;
    std::size_t end = std::string::npos;
    while ((end = m_received.find("\r\n\r\n")) == std::string::npos)
        if (!receive(static_cast<int>(until - nowMs())))
            return {};
    RawReply reply = parseHead(std::string_view(m_received).substr(0, end));
    m_received.erase(0, end + 4);
    const auto length = static_cast<std::size_t>(isHead ? 0 : std::atoll(reply.header("content-length").c_str()));
    while (m_received.size() < length)
        if (!receive(static_cast<int>(until - nowMs())))
            break;
    reply.body = m_received.substr(0, length);
    m_received.erase(0, std::min(length, m_received.size()));
    return reply;
}

bool RawSocket::isClosedWithin(int timeoutMs)
{
    const std::int64_t until = nowMs() + timeoutMs;
    while (!m_isClosed && nowMs() < until)
        receive(static_cast<int>(until - nowMs()));
    return m_isClosed;
}

std::string RawSocket::readAll(int timeoutMs)
{
    isClosedWithin(timeoutMs);
    return std::move(m_received);
}

RawReply ask(int port, std::string_view request, RawSocket::Tls tls)
{
    RawSocket socket(port, tls);
    socket.send(request);
    return socket.reply();
}

std::string getRequest(std::string_view path, std::string_view token)
{
    std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token.empty())
        request += "Authorization: Bearer " + std::string(token) + "\r\n";
    return request + "\r\n";
}

std::string postRequest(
    std::string_view path, std::string_view body, std::string_view token, std::string_view moreHeaders)
{
    std::string request = "POST " + std::string(path)
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    if (!token.empty())
        request += "Authorization: Bearer " + std::string(token) + "\r\n";
    return request + std::string(moreHeaders) + "\r\n" + std::string(body);
}

bool isHealthy(int port, RawSocket::Tls tls)
{
    RawSocket socket(port, tls);
    return socket.send(getRequest("/healthz")) && socket.reply(2'000).status == 200;
}

} // namespace qm::test
