#pragma once

#include "common/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qm::desktop {

/// Reads one HTTP/1.1 answer from bytes as they arrive: Content-Length, chunked, or up to the end of the connection.
/// Interim answers (1xx) are skipped. At most 64 KiB of header and `bodyMost` bytes of body.
/// Errors: Protocol, with what is wrong with it.
class HttpReply {
public:
    explicit HttpReply(std::size_t bodyMost) : m_bodyMost(bodyMost) { }

    /// True when the answer is complete; what follows it is not read.
    Result<bool> feed(std::string_view bytes);
    /// The connection has ended: true when that is where the answer ends, false when it was cut.
    bool endsHere();

    int status() const { return m_status; }
    /// The value of the first header field of that name (lower case).
    std::optional<std::string_view> header(std::string_view name) const;
    std::string& body() { return m_body; } ///< as it was sent: Content-Encoding is not undone
    bool keepsConnection() const { return m_keepsConnection; }

private:
    enum class State { Head, Length, ChunkSize, ChunkData, ChunkEnd, Trailer, UntilClosed, Complete };
    Result<> readHead(std::string_view head);
    Result<> beginBody();
    Result<bool> readBody();
    Result<> take(std::size_t count);
    std::optional<std::string_view> line();

    std::size_t m_bodyMost;
    State m_state = State::Head;
    std::string m_buffer; ///< not looked at yet from m_at on
    std::size_t m_at = 0;
    std::size_t m_left = 0; ///< of the body or of the chunk, in bytes
    std::size_t m_trailerBytes = 0;
    int m_status = 0;
    std::vector<std::pair<std::string, std::string>> m_headers;
    std::string m_body;
    bool m_keepsConnection = true;
};

} // namespace qm::desktop
