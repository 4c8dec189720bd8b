#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace qm::test {

/// What came back, taken apart without mercy: status 0 when it was no HTTP answer.
struct RawReply {
    int status = 0;
    std::multimap<std::string, std::string> headers; ///< names in lower case
    std::string body;
    std::string header(const std::string& name) const;
};

/// A TCP connection to 127.0.0.1 that sends whatever it is told, with TLS or without.
class RawSocket {
public:
    enum class Tls { Off, On };
    explicit RawSocket(int port, Tls tls = Tls::Off);
    ~RawSocket();
    RawSocket(RawSocket&&) noexcept;
    RawSocket& operator=(RawSocket&&) noexcept;

    bool isConnected() const { return m_socket >= 0; }
    /// False when the other end has closed meanwhile.
    bool send(std::string_view bytes);
    /// One answer, or what came until `timeoutMs` passed or the other end closed. `isHead`: its body is left out.
    RawReply reply(int timeoutMs = 15'000, bool isHead = false);
    /// Whether the other end closes within the time; what comes before is dropped.
    bool isClosedWithin(int timeoutMs);
    /// Everything until the other end closes or the time is over.
    std::string readAll(int timeoutMs);
    void close();
    void finishSending();

private:
    bool receive(int timeoutMs);

    struct Session;
    int m_socket = -1;
    std::unique_ptr<Session> m_tls;
    std::string m_received;
    bool m_isClosed = false;
};

/// A request on a connection of its own.
RawReply ask(int port, std::string_view request, RawSocket::Tls tls = RawSocket::Tls::Off);
/// `GET path` with a token, or none.
std::string getRequest(std::string_view path, std::string_view token = {});
std::string postRequest(
    std::string_view path, std::string_view body, std::string_view token = {}, std::string_view moreHeaders = {});
/// Whether /healthz answers 200 within two seconds.
bool isHealthy(int port, RawSocket::Tls tls = RawSocket::Tls::Off);

} // namespace qm::test
