#pragma once

#include "common/result.h"
#include "syncd/http/message.h"

#include <functional>
#include <memory>
#include <string>

namespace qm::syncd::http {

struct ServerOptions {
    std::string host;
    int port = 0; ///< 0: any free one
    std::string tlsCertPath; ///< PEM; empty: plain HTTP
    std::string tlsKeyPath;
    int threads = 32; ///< requests answered at the same time
    std::size_t connectionsMax = 400; ///< beyond, the one that has been silent for longest goes
    std::size_t bodyBytesMax = 64 << 20; ///< of all requests that are being read, together; beyond, 503
    std::function<void(std::string_view)> warn; ///< what the one who runs the server should know
};

/// HTTP over cpp-httplib behind guards (docs/protocol.md names them; tests/abuse/ keeps each). The library listens,
/// accepts, sets up TLS, decodes queries and writes answers; connections, limits, deadlines and heads are ours: a
/// connection takes a thread only while a whole request of it is answered, so that none can delay the others by being
/// slow, and the library sees nothing that parseHead() has not passed.
class Server {
public:
    Server(ServerOptions options, Handler& handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Takes the address. Errors: Invalid (certificate or key), Busy (the address is in use or not this machine's).
    Result<> bind();
    int port() const;
    /// Serves until stop(); on the calling thread. Returns when the last request is answered.
    void run();
    /// Has the requests answered whose Wait is due. Any thread.
    void wake();
    /// Ends run(): takes no new connections, lets requests that have begun finish (at most ten seconds). Any thread.
    void stop();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace qm::syncd::http
