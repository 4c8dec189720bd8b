#include "syncd/operations/healthcheck.h"

#include <openssl/ssl.h>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace qm::syncd {

namespace {

constexpr int timeoutSeconds = 3;
constexpr std::size_t answerBytesMax = 16 << 10;

Error unhealthy(const std::string& what)
{
    return { ErrorCode::Offline, "not healthy: " + what };
}

class Socket {
public:
    explicit Socket(int file) : m_file(file) { }
    Socket(Socket&& other) noexcept : m_file(std::exchange(other.m_file, -1)) { }
    Socket& operator=(Socket&&) = delete;
    ~Socket()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    int file() const { return m_file; }

private:
    int m_file;
};

Result<Socket> connectTo(const Endpoint& endpoint)
{
    // What listens everywhere is asked here.
    const std::string host = endpoint.host == "0.0.0.0" ? "127.0.0.1" : endpoint.host == "::" ? "::1" : endpoint.host;
    addrinfo hints {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found) != 0)
        return unhealthy("no address for " + host);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, &freeaddrinfo);
    int error = 0;
    for (const addrinfo* address = found; address; address = address->ai_next) {
        Socket socket(::socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC, address->ai_protocol));
        const timeval timeout { timeoutSeconds, 0 };
        setsockopt(socket.file(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
        setsockopt(socket.file(), SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
        if (::connect(socket.file(), address->ai_addr, address->ai_addrlen) == 0)
            return socket;
        error = errno;
    }
    return unhealthy("nobody answers at " + endpoint.text() + " (" + std::strerror(error) + ")");
}

template <typename Read>
std::string readAll(Read read)
{
    std::string answer;
    char buffer[4096];
    while (answer.size() < answerBytesMax) {
        const auto count = read(buffer, sizeof buffer);
        if (count <= 0)
            break;
        answer.append(buffer, static_cast<std::size_t>(count));
    }
    return answer;
}

Result<std::string> askOverTls(const Socket& socket, const std::string& question)
{
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    const std::unique_ptr<SSL, decltype(&SSL_free)> tls(context ? SSL_new(context.get()) : nullptr, &SSL_free);
    if (!tls || SSL_set_fd(tls.get(), socket.file()) != 1 || SSL_connect(tls.get()) != 1)
        return unhealthy("TLS cannot be set up");
    if (SSL_write(tls.get(), question.data(), static_cast<int>(question.size())) <= 0)
        return unhealthy("the question cannot be sent");
    return readAll([&](char* into, std::size_t most) { return SSL_read(tls.get(), into, static_cast<int>(most)); });
}

Result<std::string> askPlainly(const Socket& socket, const std::string& question)
{
    if (::send(socket.file(), question.data(), question.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(question.size()))
        return unhealthy("the question cannot be sent");
    return readAll([&](char* into, std::size_t most) { return ::recv(socket.file(), into, most, 0); });
}

} // namespace

Result<> checkHealth(const Config& config)
{
    if (config.listen.port == 0)
        return Error { ErrorCode::Usage,
            "QUARTERMASTER_LISTEN has port 0: which one the server took is in its log only" };
    static const std::string question = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    QM_ASSIGN(const Socket socket, connectTo(config.listen));
    QM_ASSIGN(const std::string answer, config.hasTls() ? askOverTls(socket, question) : askPlainly(socket, question));
    if (answer.empty())
        return unhealthy("no answer within " + std::to_string(timeoutSeconds) + " s");
    if (!answer.starts_with("HTTP/1.1 200 "))
        return unhealthy("the server answered " + answer.substr(0, answer.find('\r')));
    return {};
}

} // namespace qm::syncd
