#include "tests/bench/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace qm::bench {

namespace {

Error offline(const char* what)
{
    return { ErrorCode::Offline, std::string(what) + ": " + std::strerror(errno) };
}

/// The value of a header, or empty. `head` in small letters.
std::string_view header(std::string_view head, std::string_view name)
{
    const std::size_t at = head.find("\r\n" + std::string(name) + ":");
    if (at == std::string_view::npos)
        return {};
    std::string_view value = head.substr(at + name.size() + 3);
    value = value.substr(0, value.find("\r\n"));
    while (!value.empty() && value.front() == ' ')
        value.remove_prefix(1);
    return value;
}

} // namespace

HttpClient::~HttpClient()
{
    close();
}

Result<> HttpClient::connect()
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        return offline("socket");
    const int on = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval patience { 60, 0 };
    setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const Error error = offline("connect");
        close();
        return error;
    }
    return {};
}

void HttpClient::close()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
    m_received.clear();
}

std::string HttpClient::requestBytes(const PeerRequest& request) const
{
    std::string bytes = request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nQm-Level: 1\r\n";
    if (!m_token.empty())
        bytes += "Authorization: Bearer " + m_token + "\r\n";
    if (!request.body.empty())
        bytes += "Content-Type: application/json\r\n";
    if (request.method != "GET")
        bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return bytes + "\r\n" + request.body;
}

Result<PeerReply> HttpClient::exchange(const PeerRequest& request)
{
    return send(requestBytes(request));
}

Result<> HttpClient::write(const std::string& bytes)
{
    if (m_socket < 0)
        QM_TRY(connect());
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(m_socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            const Error error = offline("send");
            close();
            return error;
        }
        sent += static_cast<std::size_t>(count);
    }
    return {};
}

Result<PeerReply> HttpClient::send(const std::string& bytes)
{
    QM_TRY(write(bytes));
    auto reply = readReply();
    if (!reply)
        close();
    return reply;
}

Result<PeerReply> HttpClient::readReply()
{
    std::size_t headEnd = std::string::npos;
    std::size_t length = 0;
    std::string head;
    for (;;) {
        if (headEnd == std::string::npos) {
            headEnd = m_received.find("\r\n\r\n");
            if (headEnd != std::string::npos) {
                head = m_received.substr(0, headEnd + 2);
                std::transform(head.begin(), head.end(), head.begin(),
                    [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
                length = std::strtoull(std::string(header(head, "content-length")).c_str(), nullptr, 10);
            }
        }
        if (headEnd != std::string::npos && m_received.size() >= headEnd + 4 + length)
            break;
        char buffer[16384];
        const ssize_t count = ::recv(m_socket, buffer, sizeof buffer, 0);
        if (count <= 0)
            return offline("the server closed the connection");
        m_received.append(buffer, static_cast<std::size_t>(count));
    }
    PeerReply reply;
    reply.status = std::atoi(m_received.c_str() + sizeof "HTTP/1.1");
    reply.body = m_received.substr(headEnd + 4, length);
    reply.isJson = header(head, "content-type").starts_with("application/json");
    m_received.erase(0, headEnd + 4 + length);
    if (header(head, "content-encoding") == "zstd") {
        QM_ASSIGN(reply.body, decompress(reply.body, decodedBytesMax));
    }
    if (header(head, "connection") == "close")
        close();
    return reply;
}

} // namespace qm::bench
