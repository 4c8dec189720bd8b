#include "desktop/services/http_reply.h"

#include <algorithm>
#include <charconv>

namespace qm::desktop {

namespace {

constexpr std::size_t headBytesMax = 64 * 1024;
constexpr std::size_t lineBytesMax = 1024; // of a chunk's size

Error malformed(std::string_view what)
{
    return { ErrorCode::Protocol, "its answer is not HTTP: " + std::string(what) };
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

std::optional<std::size_t> number(std::string_view text, int base)
{
    std::size_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, value, base);
    if (failed != std::errc() || stopped != end || text.empty())
        return std::nullopt;
    return value;
}

} // namespace

std::optional<std::string_view> HttpReply::header(std::string_view name) const
{
    for (const auto& [key, value] : m_headers) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

Result<bool> HttpReply::feed(std::string_view bytes)
{
    m_buffer.append(bytes);
    while (m_state == State::Head) {
        const std::size_t end = m_buffer.find("\r\n\r\n", m_at);
        if (end == std::string::npos) {
            if (m_buffer.size() - m_at > headBytesMax)
                return malformed("its header is too long");
            return false;
        }
        const std::string_view head = std::string_view(m_buffer).substr(m_at, end - m_at);
        if (head.size() > headBytesMax)
            return malformed("its header is too long");
        QM_TRY(readHead(head));
        m_at = end + 4;
        if (m_status >= 200)
            QM_TRY(beginBody());
    }
    QM_ASSIGN(const bool isComplete, readBody());
    m_buffer.erase(0, m_at);
    m_at = 0;
    return isComplete;
}

bool HttpReply::endsHere()
{
    if (m_state == State::UntilClosed)
        m_state = State::Complete;
    return m_state == State::Complete;
}

Result<> HttpReply::readHead(std::string_view head)
{
    m_headers.clear();
    const std::string_view first = head.substr(0, head.find("\r\n"));
    if (!first.starts_with("HTTP/1.") || first.size() < 12 || first[8] != ' ')
        return malformed("it does not begin with HTTP/1.1");
    const auto status = number(first.substr(9, 3), 10);
    if (!status || *status < 100 || *status > 599 || *status == 101)
        return malformed("it has no status");
    m_status = static_cast<int>(*status);
    m_keepsConnection = first[7] != '0';
    for (std::size_t at = first.size(); at < head.size();) {
        at += 2;
        const std::string_view field = head.substr(at, head.find("\r\n", at) - at);
        at += field.size();
        const std::size_t colon = field.find(':');
        if (colon == std::string_view::npos || colon == 0)
            return malformed("a header field has no name");
        m_headers.emplace_back(lowered(field.substr(0, colon)), trimmed(field.substr(colon + 1)));
    }
    const std::string connection = lowered(header("connection").value_or(""));
    if (connection.find("close") != std::string::npos)
        m_keepsConnection = false;
    else if (connection.find("keep-alive") != std::string::npos)
        m_keepsConnection = true;
    return {};
}

Result<> HttpReply::beginBody()
{
    if (m_status == 204 || m_status == 304) {
        m_state = State::Complete;
        return {};
    }
    if (const auto encoding = header("transfer-encoding")) {
        if (lowered(*encoding) != "chunked")
            return malformed("its transfer encoding is unknown");
        m_state = State::ChunkSize;
        return {};
    }
    std::optional<std::size_t> length;
    for (const auto& [name, value] : m_headers) {
        if (name != "content-length")
            continue;
        const auto said = number(value, 10);
        if (!said || (length && length != said))
            return malformed("its length is unclear");
        length = said;
    }
    if (!length) {
        m_state = State::UntilClosed;
        m_keepsConnection = false;
        return {};
    }
    if (*length > m_bodyMost)
        return malformed("it is too long (" + std::to_string(*length) + " bytes)");
    m_state = State::Length;
    m_left = *length;
    m_body.reserve(m_left);
    return {};
}

std::optional<std::string_view> HttpReply::line()
{
    const std::size_t end = m_buffer.find("\r\n", m_at);
    if (end == std::string::npos)
        return std::nullopt;
    const std::string_view found = std::string_view(m_buffer).substr(m_at, end - m_at);
    m_at = end + 2;
    return found;
}

Result<> HttpReply::take(std::size_t count)
{
    if (m_body.size() + count > m_bodyMost)
        return malformed("it is too long");
    m_body.append(m_buffer, m_at, count);
    m_at += count;
    return {};
}

Result<bool> HttpReply::readBody()
{
    for (;;) {
        const std::size_t here = m_buffer.size() - m_at;
        switch (m_state) {
        case State::Head: return false;
        case State::Complete: return true;
        case State::UntilClosed: QM_TRY(take(here)); return false;
        case State::Length:
        case State::ChunkData: {
            const std::size_t count = std::min(here, m_left);
            QM_TRY(take(count));
            m_left -= count;
            if (m_left > 0)
                return false;
            m_state = m_state == State::Length ? State::Complete : State::ChunkEnd;
            break;
        }
        case State::ChunkSize: {
            const auto size = line();
            if (!size && here <= lineBytesMax)
                return false;
            const auto count = size ? number(trimmed(size->substr(0, size->find(';'))), 16) : std::nullopt;
            if (!count || *count > m_bodyMost)
                return malformed("a chunk has no length");
            m_left = *count;
            m_state = m_left > 0 ? State::ChunkData : State::Trailer;
            break;
        }
        case State::ChunkEnd:
            if (here < 2)
                return false;
            if (m_buffer.compare(m_at, 2, "\r\n") != 0)
                return malformed("a chunk does not end where it says");
            m_at += 2;
            m_state = State::ChunkSize;
            break;
        case State::Trailer: {
            const auto field = line();
            if (!field && here <= headBytesMax)
                return false;
            m_trailerBytes += field ? field->size() : headBytesMax + 1;
            if (m_trailerBytes > headBytesMax)
                return malformed("its trailer is too long");
            if (field->empty())
                m_state = State::Complete;
            break;
        }
        }
    }
}

} // namespace qm::desktop
