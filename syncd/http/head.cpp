#include "syncd/http/head.h"

#include <algorithm>
#include <charconv>

namespace qm::syncd::http {

namespace {

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isControl(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Takes the next line off `text`; nothing when it does not end as HTTP's lines do.
std::optional<std::string_view> takeLine(std::string_view& text)
{
    const auto end = text.find('\n');
    if (end == std::string_view::npos || end == 0 || text[end - 1] != '\r')
        return std::nullopt;
    const std::string_view line = text.substr(0, end - 1);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<Refusal> parseRequestLine(std::string_view line, Head& head, std::string_view& version)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return Refusal { 400, "malformed", {} };
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    version = line.substr(last + 1);
    if (!isToken(method) || target.empty())
        return Refusal { 400, "malformed", {} };
    if (!version.starts_with("HTTP/"))
        return Refusal { 400, "malformed", {} };
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return Refusal { 505, "http_version", {} };
    const std::string_view path = target.substr(0, target.find('?'));
    if (path.size() > pathBytesMax || target.size() > targetBytesMax)
        return Refusal { 414, "path_too_long", {} };
    if (method != "GET" && method != "HEAD" && method != "POST")
        return Refusal { 405, "method_not_allowed", "GET, HEAD, POST" };
    if (target.front() != '/'
        || std::any_of(target.begin(), target.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7f; }))
        return Refusal { 400, "malformed", {} };
    head.method = method;
    head.target = target;
    head.path = path;
    return std::nullopt;
}

std::optional<Refusal> parseField(std::string_view line, Head& head)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return Refusal { 400, "malformed", {} }; // also a continued line and a blank before the colon
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), isControl))
        return Refusal { 400, "malformed", {} };
    head.headers.emplace_back(lowered(line.substr(0, colon)), value);
    return std::nullopt;
}

std::optional<Refusal> parseLength(const std::string& text, std::size_t& length)
{
    if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return Refusal { 400, "malformed", {} };
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (error != std::errc())
        return Refusal { 413, "too_large", {} };
    return std::nullopt;
}

std::optional<Refusal> checkFraming(Head& head)
{
    const auto count = [&](std::string_view name) {
        return std::count_if(
            head.headers.begin(), head.headers.end(), [&](const auto& header) { return header.first == name; });
    };
    // One of each only: what two of them mean is what a proxy and we could read differently.
    for (const std::string_view name :
        { "content-length", "host", "authorization", "content-encoding", "content-type" })
        if (count(name) > 1)
            return Refusal { 400, "malformed", {} };
    if (count("transfer-encoding") > 0)
        return Refusal { 411, "length_required", {} };
    if (count("range") > 0)
        return Refusal { 416, "no_ranges", {} };
    if (const std::string* encoding = head.header("content-encoding")) {
        const std::string name = lowered(*encoding);
        if (name != "identity" && name != "zstd")
            return Refusal { 415, "content_encoding", {} };
    }
    const std::string* length = head.header("content-length");
    if (length)
        if (auto refusal = parseLength(*length, head.contentLength))
            return refusal;
    if (head.method == "POST" && !length)
        return Refusal { 411, "length_required", {} };
    if (head.method != "POST" && head.contentLength > 0)
        return Refusal { 400, "malformed", {} };
    if (const std::string* expect = head.header("expect")) {
        if (lowered(*expect) != "100-continue")
            return Refusal { 417, "expectation", {} };
        head.expectsContinue = true;
    }
    return std::nullopt;
}

} // namespace

const std::string* Head::header(std::string_view name) const
{
    const auto found
        = std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
    return found == headers.end() ? nullptr : &found->second;
}

std::string Request::parameter(const std::string& name) const
{
    const auto [first, last] = query.equal_range(name);
    return first != last && std::next(first) == last ? first->second : std::string();
}

std::optional<std::size_t> headEnd(std::string_view received)
{
    const auto found = received.substr(0, headBytesMax).find("\r\n\r\n");
    if (found == std::string_view::npos)
        return std::nullopt;
    return found + 4;
}

std::optional<Refusal> checkUnfinishedHead(std::string_view received)
{
    const auto firstEnd = received.find('\n');
    const std::string_view first = received.substr(0, firstEnd);
    // Not HTTP at all: told apart early, so that it is not waited for.
    if (!first.empty() && !isTokenCharacter(first.front()))
        return Refusal { 400, "malformed", {} };
    if (first.size() > targetBytesMax + 32)
        return Refusal { 414, "path_too_long", {} };
    if (received.size() >= headBytesMax)
        return Refusal { 431, "headers_too_large", {} };
    if (static_cast<std::size_t>(std::count(received.begin(), received.end(), '\n')) > headLinesMax)
        return Refusal { 431, "headers_too_large", {} };
    return std::nullopt;
}

std::variant<Head, Refusal> parseHead(std::string_view text)
{
    const Refusal malformed { 400, "malformed", {} };
    if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) > headLinesMax + 2)
        return Refusal { 431, "headers_too_large", {} };
    Head head;
    std::string_view version;
    auto line = takeLine(text);
    if (!line)
        return malformed;
    if (auto refusal = parseRequestLine(*line, head, version))
        return *refusal;
    for (line = takeLine(text); line && !line->empty(); line = takeLine(text))
        if (auto refusal = parseField(*line, head))
            return *refusal;
    if (!line || !text.empty())
        return malformed;
    if (auto refusal = checkFraming(head))
        return *refusal;
    const std::string* connection = head.header("connection");
    const std::string wish = connection ? lowered(*connection) : std::string();
    head.isKeptAlive = version == "HTTP/1.1" ? wish.find("close") == std::string::npos : wish == "keep-alive";
    return head;
}

} // namespace qm::syncd::http
