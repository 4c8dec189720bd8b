#include "syncd/http/transport.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace qm::syncd::http {

Transport::Transport(int socket, SSL_CTX* tls) : m_socket(socket)
{
    fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK);
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    const int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (!tls)
        return;
    m_ssl = SSL_new(tls);
    if (m_ssl)
        SSL_set_fd(m_ssl, socket);
    else
        shutdown(socket, SHUT_RDWR); // out of memory: the first read ends it
}

Transport::~Transport()
{
    SSL_free(m_ssl);
    close(m_socket);
}

Transport::Outcome Transport::outcomeOf(int result)
{
    switch (SSL_get_error(m_ssl, result)) {
    case SSL_ERROR_WANT_READ: return Outcome::WantsRead;
    case SSL_ERROR_WANT_WRITE: return Outcome::WantsWrite;
    default: return Outcome::Closed;
    }
}

Transport::Outcome Transport::handshake()
{
    if (!m_ssl)
        return Outcome::Done;
    ERR_clear_error();
    const int result = SSL_accept(m_ssl);
    return result == 1 ? Outcome::Done : outcomeOf(result);
}

Transport::Moved Transport::read(char* into, std::size_t most)
{
    if (m_ssl) {
        ERR_clear_error();
        const int result = SSL_read(m_ssl, into, static_cast<int>(std::min<std::size_t>(most, INT_MAX)));
        if (result > 0)
            return { Outcome::Done, static_cast<std::size_t>(result) };
        return { outcomeOf(result), 0 };
    }
    return readRaw(into, most);
}

Transport::Moved Transport::readRaw(char* into, std::size_t most)
{
    for (;;) {
        const ssize_t result = recv(m_socket, into, most, 0);
        if (result > 0)
            return { Outcome::Done, static_cast<std::size_t>(result) };
        if (result < 0 && errno == EINTR)
            continue;
        const bool wouldBlock = result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
        return { wouldBlock ? Outcome::WantsRead : Outcome::Closed, 0 };
    }
}

Transport::Moved Transport::write(const char* from, std::size_t count)
{
    if (m_ssl) {
        ERR_clear_error();
        const int result = SSL_write(m_ssl, from, static_cast<int>(std::min<std::size_t>(count, INT_MAX)));
        if (result > 0)
            return { Outcome::Done, static_cast<std::size_t>(result) };
        return { outcomeOf(result), 0 };
    }
    for (;;) {
        const ssize_t result = send(m_socket, from, count, MSG_NOSIGNAL);
        if (result >= 0)
            return { Outcome::Done, static_cast<std::size_t>(result) };
        if (errno == EINTR)
            continue;
        const bool wouldBlock = errno == EAGAIN || errno == EWOULDBLOCK;
        return { wouldBlock ? Outcome::WantsWrite : Outcome::Closed, 0 };
    }
}

void Transport::finishWriting()
{
    if (m_ssl && SSL_is_init_finished(m_ssl)) {
        ERR_clear_error();
        SSL_shutdown(m_ssl);
    }
    shutdown(m_socket, SHUT_WR);
}

} // namespace qm::syncd::http
