#include "syncd/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace qm::syncd {

namespace {

constexpr int mappedBits = 96; // the prefix ::ffff:0:0/96 in front of an IPv4 address

bool isMapped(const IpAddress& address)
{
    static constexpr std::array<std::uint8_t, 12> prefix { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
    return std::equal(prefix.begin(), prefix.end(), address.bytes.begin());
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool parseNumber(std::string_view text, int most, int& out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && error == std::errc() && end == text.data() + text.size() && out >= 0 && out <= most;
}

bool isTrusted(const IpAddress& address, const std::vector<Cidr>& trusted)
{
    return std::any_of(trusted.begin(), trusted.end(), [&](const Cidr& range) { return range.contains(address); });
}

} // namespace

std::string IpAddress::text() const
{
    char buffer[INET6_ADDRSTRLEN] = {};
    if (isMapped(*this))
        inet_ntop(AF_INET, bytes.data() + 12, buffer, sizeof buffer);
    else
        inet_ntop(AF_INET6, bytes.data(), buffer, sizeof buffer);
    return buffer;
}

Result<IpAddress> IpAddress::parse(std::string_view text)
{
    const std::string terminated(text);
    IpAddress address;
    if (terminated.find(':') != std::string::npos) {
        if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1)
            return address;
    } else if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + 12) == 1) {
        address.bytes[10] = address.bytes[11] = 0xff;
        return address;
    }
    return Error { ErrorCode::Invalid, "\"" + terminated + "\" is not an IP address" };
}

bool Cidr::contains(const IpAddress& address) const
{
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (!std::equal(base.bytes.begin(), base.bytes.begin() + static_cast<std::ptrdiff_t>(whole), address.bytes.begin()))
        return false;
    if (bits % 8 == 0)
        return true;
    const int shift = 8 - bits % 8;
    return base.bytes[whole] >> shift == address.bytes[whole] >> shift;
}

Result<Cidr> Cidr::parse(std::string_view text)
{
    const auto slash = text.find('/');
    QM_ASSIGN(const IpAddress base, IpAddress::parse(text.substr(0, slash)));
    const bool isV4 = isMapped(base) && text.substr(0, slash).find(':') == std::string_view::npos;
    int bits = isV4 ? 32 : 128;
    if (slash != std::string_view::npos && !parseNumber(text.substr(slash + 1), bits, bits))
        return Error { ErrorCode::Invalid,
            "\"" + std::string(text) + "\" is not a range of addresses such as 10.0.0.0/8" };
    return Cidr { base, isV4 ? bits + mappedBits : bits };
}

Result<std::vector<Cidr>> parseProxies(std::string_view text)
{
    static constexpr std::string_view local[] = { "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
        "169.254.0.0/16", "::1", "fc00::/7", "fe80::/10" };
    std::vector<Cidr> ranges;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(", \t"), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty())
            continue;
        if (word == "all") {
            ranges.push_back({ {}, 0 });
        } else if (word == "local") {
            for (const std::string_view range : local)
                ranges.push_back(*Cidr::parse(range));
        } else {
            QM_ASSIGN(const Cidr range, Cidr::parse(word));
            ranges.push_back(range);
        }
    }
    return ranges;
}

Origin originOf(std::string_view peer, bool isTls, const std::string* forwardedFor, const std::string* forwardedProto,
    const std::vector<Cidr>& trusted)
{
    const auto direct = IpAddress::parse(peer);
    Origin origin { direct ? direct->text() : std::string(peer), isTls ? "https" : "http" };
    if (!direct || !isTrusted(*direct, trusted))
        return origin;
    if (forwardedProto && (*forwardedProto == "http" || *forwardedProto == "https"))
        origin.proto = *forwardedProto;
    std::string_view hops = forwardedFor ? std::string_view(*forwardedFor) : std::string_view();
    while (!hops.empty()) {
        const auto comma = hops.rfind(',');
        const auto hop = IpAddress::parse(trimmed(comma == std::string_view::npos ? hops : hops.substr(comma + 1)));
        if (!hop)
            break;
        origin.ip = hop->text();
        if (comma == std::string_view::npos || !isTrusted(*hop, trusted))
            break;
        hops = hops.substr(0, comma);
    }
    return origin;
}

std::string Endpoint::text() const
{
    const bool isV6 = host.find(':') != std::string::npos;
    return (isV6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Endpoint> Endpoint::parse(std::string_view text)
{
    const Error failed { ErrorCode::Invalid,
        "\"" + std::string(text) + "\" is not an address such as 0.0.0.0:8000 or [::1]:8000" };
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return failed;
    Endpoint endpoint;
    if (!parseNumber(text.substr(colon + 1), 65535, endpoint.port))
        return failed;
    std::string_view host = text.substr(0, colon);
    if (host.front() == '[') {
        if (host.back() != ']' || host.size() < 4)
            return failed;
        host = host.substr(1, host.size() - 2);
        if (host.find(':') == std::string_view::npos || !IpAddress::parse(host))
            return failed;
    } else {
        const bool isPlain = std::all_of(host.begin(), host.end(), [](unsigned char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
        });
        const bool isNumeric
            = std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
        if (!isPlain || (isNumeric && !IpAddress::parse(host)))
            return failed;
    }
    endpoint.host = host;
    return endpoint;
}

} // namespace qm::syncd
