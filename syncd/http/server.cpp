#include "syncd/http/server.h"

#include "syncd/http/connections.h"
#include "syncd/http/head.h"

#include <httplib.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>

#include <cerrno>
#include <cstring>

namespace qm::syncd::http {

namespace {

constexpr int backlog = 128; // the library's own is 5
constexpr std::int64_t graceMs = 10'000;

/// A request and what it came to, while the library writes the answer on this thread.
struct Exchange {
    Handler* handler = nullptr;
    Request* request = nullptr;
    std::optional<Response> response; ///< set before for a refusal
};
thread_local Exchange* currentExchange = nullptr;

/// What the library reads a request from and writes the answer to.
class MemoryStream final : public httplib::Stream {
public:
    explicit MemoryStream(std::string_view in) : m_in(in) { }
    std::string takeWritten() { return std::move(m_out); }

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    // Newer releases ask by these names, and for the time since the connection began.
    virtual bool wait_readable() const { return true; }
    virtual bool wait_writable() const { return true; }
    virtual time_t duration() const { return 0; }
    ssize_t read(char* into, size_t most) override
    {
        const std::size_t count = std::min(most, m_in.size());
        std::memcpy(into, m_in.data(), count);
        m_in.remove_prefix(count);
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, size_t count) override
    {
        m_out.append(from, count);
        return static_cast<ssize_t>(count);
    }
    using httplib::Stream::write;
    void get_remote_ip_and_port(std::string& ip, int& port) const override
    {
        ip.clear();
        port = 0;
    }
    void get_local_ip_and_port(std::string& ip, int& port) const override
    {
        ip.clear();
        port = 0;
    }
    socket_t socket() const override { return 0; }

private:
    std::string_view m_in;
    std::string m_out;
};

/// Runs what the accept loop hands it at once: adopting a connection takes no time.
class InlineQueue final : public httplib::TaskQueue {
public:
    using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue({})); // void, or bool in newer releases
    Enqueued enqueue(std::function<void()> task) override
    {
        task();
        return Enqueued(true);
    }
    void shutdown() override { }
};

/// The address at the other end of a connected socket.
std::string peerOf(int socket)
{
    sockaddr_storage address {};
    socklen_t length = sizeof address;
    if (getpeername(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        return {};
    char text[INET6_ADDRSTRLEN] = {};
    if (address.ss_family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&address)->sin_addr, text, sizeof text);
    else if (address.ss_family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&address)->sin6_addr, text, sizeof text);
    return text;
}

/// What the seam needs of the library's two kinds of server.
class Front {
public:
    virtual ~Front() = default;
    virtual httplib::Server& library() = 0;
    virtual SSL_CTX* tls() = 0;
    virtual void listenLonger() = 0;
    virtual void process(MemoryStream& stream, bool closes) = 0;
};

template <typename Base>
class FrontOf final : public Front, private Base {
public:
    template <typename... Arguments>
    FrontOf(std::function<void(int)> adopt, Arguments... arguments) : Base(arguments...)
                                                                    , m_adopt(std::move(adopt))
    {
    }
    httplib::Server& library() override { return *this; }
    SSL_CTX* tls() override
    {
        if constexpr (std::is_same_v<Base, httplib::SSLServer>)
            return this->ssl_context();
        else
            return nullptr;
    }
    void listenLonger() override { ::listen(this->svr_sock_, backlog); }
    void process(MemoryStream& stream, bool closes) override
    {
        bool isClosed = false;
        processWith(*this, stream, closes, isClosed);
    }

private:
    bool process_and_close_socket(socket_t socket) override
    {
        m_adopt(socket);
        return true;
    }
    template <typename Self>
    static void processWith(Self& self, MemoryStream& stream, bool closes, bool& isClosed)
    {
        if constexpr (requires { self.process_request(stream, closes, isClosed, nullptr); })
            self.process_request(stream, closes, isClosed, nullptr);
        else // newer releases are told the addresses
            self.process_request(stream, std::string(), 0, std::string(), 0, closes, isClosed, nullptr);
    }

    std::function<void(int)> m_adopt;
};

void copyResponse(Response& response, httplib::Response& out)
{
    out.status = response.status;
    for (const auto& [name, value] : response.headers)
        out.set_header(name, value);
    if (!response.body.empty())
        out.set_header("Content-Type", response.contentType);
    out.body = std::move(response.body);
}

httplib::Server::HandlerResponse answerCurrent(const httplib::Request& parsed, httplib::Response& out)
{
    Exchange& exchange = *currentExchange;
    if (!exchange.response) {
        exchange.request->query = parsed.params;
        exchange.response = exchange.handler->answer(*exchange.request);
    }
    if (!exchange.response->wait)
        copyResponse(*exchange.response, out);
    return httplib::Server::HandlerResponse::Handled;
}

} // namespace

struct Server::Private {
    Private(ServerOptions given, Handler& to)
        : options(std::move(given))
        , handler(to)
        , connections(options.connectionsMax, [this](Connection& connection) { serve(connection); })
    {
    }

    Result<> makeFront();
    Result<> listenAt(int wanted);
    void adopt(int socket);
    void serve(Connection& connection);
    void takeHead(Connection& connection, std::size_t end);
    void takeRequest(Connection& connection);
    void refuse(Connection& connection, Response response, std::string_view method = "GET");
    void refuse(Connection& connection, const Refusal& refusal);
    std::string render(const std::string& method, const std::string& target, Exchange& exchange, bool closes);

    ServerOptions options;
    Handler& handler;
    std::unique_ptr<Front> front;
    int port = 0;
    std::atomic<bool> isStopping { false };
    std::atomic<bool> isListening { false };
    std::atomic<std::size_t> bodyBytes { 0 }; // of all bodies being read
    Connections connections; // last: its threads use the rest
};

void Server::Private::adopt(int socket)
{
    connections.add(std::make_unique<Connection>(socket, front->tls(), peerOf(socket), steadyMs()));
}

void Server::Private::serve(Connection& connection)
{
    if (connection.state() == Connection::State::Ready)
        takeRequest(connection);
    else if (const auto end = headEnd(connection.received()))
        takeHead(connection, *end);
    else if (const auto refusal = checkUnfinishedHead(connection.received()))
        refuse(connection, *refusal);
}

void Server::Private::takeHead(Connection& connection, std::size_t end)
{
    auto parsed = parseHead(connection.received().substr(0, end));
    if (const auto* refusal = std::get_if<Refusal>(&parsed))
        return refuse(connection, *refusal);
    Head& head = std::get<Head>(parsed);
    Admission admission;
    try {
        admission = handler.admit(head, connection.peer(), connection.isTls());
    } catch (const std::exception& exception) {
        admission.refusal = handler.failed(exception.what());
    }
    if (admission.refusal)
        return refuse(connection, std::move(*admission.refusal), head.method == "HEAD" ? "HEAD" : "GET");
    const std::size_t length = head.contentLength;
    if (length > admission.bodyBytesMax)
        return refuse(connection, Refusal { 413, "too_large", {} });
    if ((bodyBytes += length) > options.bodyBytesMax && length > 0) {
        bodyBytes -= length;
        return refuse(connection, Refusal { 503, "busy", {} });
    }
    const std::shared_ptr<void> held(nullptr, [this, length](void*) { bodyBytes -= length; });
    connection.awaitBody(end, std::move(head), std::move(admission.context), held, steadyMs());
}

void Server::Private::takeRequest(Connection& connection)
{
    Request request = connection.takeRequest();
    const bool closes
        = !request.head.isKeptAlive || connections.isFinishing() || connection.requests() >= requestsPerConnectionMax;
    const std::string method = request.head.method;
    const std::string target = request.head.target;
    Exchange exchange { &handler, &request, std::nullopt };
    std::string answer = render(method, target, exchange, closes);
    if (exchange.response && exchange.response->wait)
        connection.hold(std::move(request), *std::move(exchange.response->wait), steadyMs());
    else
        connection.answer(std::move(answer), closes, steadyMs());
}

/// The library writes an answer to HEAD without its body.
void Server::Private::refuse(Connection& connection, Response response, std::string_view method)
{
    Exchange exchange { &handler, nullptr, std::move(response) };
    connection.answer(render(std::string(method), "/", exchange, true), true, steadyMs());
}

void Server::Private::refuse(Connection& connection, const Refusal& refusal)
{
    Response response;
    try {
        response = handler.refuse(refusal, connection.peer(), connection.isTls());
    } catch (const std::exception& exception) {
        response = handler.failed(exception.what());
    }
    refuse(connection, std::move(response));
}

/// The library gets a request line that was checked, and no header of the client.
std::string Server::Private::render(
    const std::string& method, const std::string& target, Exchange& exchange, bool closes)
{
    const std::string head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    MemoryStream stream(head);
    currentExchange = &exchange;
    front->process(stream, closes);
    currentExchange = nullptr;
    return stream.takeWritten();
}

Result<> Server::Private::makeFront()
{
    const auto adoptSocket = [this](int socket) { adopt(socket); };
    if (options.tlsCertPath.empty())
        front = std::make_unique<FrontOf<httplib::Server>>(adoptSocket);
    else
        front = std::make_unique<FrontOf<httplib::SSLServer>>(
            adoptSocket, options.tlsCertPath.c_str(), options.tlsKeyPath.c_str());
    httplib::Server& library = front->library();
    if (!library.is_valid())
        return Error { ErrorCode::Invalid,
            "the certificate " + options.tlsCertPath + " and the key " + options.tlsKeyPath
                + " cannot be read or do not belong together" };
    if (SSL_CTX* tls = front->tls()) {
        SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
        SSL_CTX_set_options(tls, SSL_OP_NO_RENEGOTIATION);
        SSL_CTX_set_mode(
            tls, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF); // tickets need no memory here
    }
    // The library's own options let a second daemon share the port unnoticed.
    library.set_socket_options([](socket_t socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    library.new_task_queue = [] { return new InlineQueue; };
    library.set_keep_alive_timeout(idleMs / 1000);
    library.set_keep_alive_max_count(static_cast<std::size_t>(requestsPerConnectionMax));
    library.set_pre_routing_handler(answerCurrent);
    library.set_exception_handler([this](const httplib::Request&, httplib::Response& out, std::exception_ptr thrown) {
        std::string what = "unknown";
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& exception) {
            what = exception.what();
        } catch (...) {
        }
        currentExchange->response = handler.failed(what);
        copyResponse(*currentExchange->response, out);
    });
    return {};
}

Result<> Server::Private::listenAt(int wanted)
{
    httplib::Server& library = front->library();
    errno = 0;
    port = wanted == 0                               ? library.bind_to_any_port(options.host)
        : library.bind_to_port(options.host, wanted) ? wanted
                                                     : -1;
    if (port <= 0)
        return Error { ErrorCode::Busy,
            "cannot listen on " + options.host + " port " + std::to_string(wanted) + ": "
                + (errno ? std::strerror(errno) : "no such address") };
    front->listenLonger();
    return {};
}

Server::Server(ServerOptions options, Handler& handler) : d(std::make_unique<Private>(std::move(options), handler)) { }

Server::~Server() = default;

Result<> Server::bind()
{
    QM_TRY(d->makeFront());
    return d->listenAt(d->options.port);
}

int Server::port() const
{
    return d->port;
}

void Server::run()
{
    d->isListening = true;
    if (!d->connections.start(d->options.threads)) {
        d->options.warn("cannot start the threads that answer requests");
        d->isStopping = true;
    }
    while (!d->isStopping) {
        d->front->library().listen_after_bind();
        if (d->isStopping)
            break;
        // A failure of the network stack ends the library's loop; it must not end the daemon.
        d->options.warn("accepting connections failed; listening again");
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        if (auto done = d->listenAt(d->port); !done)
            d->options.warn(done.error().detail);
    }
    d->isListening = false;
    d->connections.finish(graceMs);
}

void Server::wake()
{
    d->connections.wake();
}

void Server::stop()
{
    d->isStopping = true;
    // Until its loop runs the library does not hear stop().
    while (d->isListening) {
        d->front->library().stop();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

} // namespace qm::syncd::http
