#pragma once

#include <cstddef>
#include <memory>
#include <string>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace qm::syncd::http {

/// A socket that never blocks, with TLS over it or not. One thread at a time.
class Transport {
public:
    enum class Outcome { Done, WantsRead, WantsWrite, Closed };
    struct Moved {
        Outcome outcome = Outcome::Done;
        std::size_t bytes = 0;
    };

    /// Owns `socket`. `tls` may be null; it must live longer.
    Transport(int socket, SSL_CTX* tls);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    int socket() const { return m_socket; }
    bool isTls() const { return m_ssl != nullptr; }
    Outcome handshake();
    Moved read(char* into, std::size_t most);
    /// From the socket itself, below TLS.
    Moved readRaw(char* into, std::size_t most);
    Moved write(const char* from, std::size_t count);
    /// Tells the other end that nothing more comes; reading goes on.
    void finishWriting();

private:
    Outcome outcomeOf(int result);

    int m_socket;
    SSL* m_ssl = nullptr;
};

} // namespace qm::syncd::http
