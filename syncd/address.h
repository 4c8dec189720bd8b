#pragma once

#include "common/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qm::syncd {

/// An IP address; IPv4 as IPv6-mapped, so that a proxy is the same one on a dual-stack socket.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes {};
    friend bool operator==(const IpAddress&, const IpAddress&) = default;
    std::string text() const;
    static Result<IpAddress> parse(std::string_view text);
};

/// A range of addresses, `10.0.0.0/8`; a lone address is a range of one.
struct Cidr {
    IpAddress base;
    int bits = 128; ///< of the mapped form
    bool contains(const IpAddress& address) const;
    static Result<Cidr> parse(std::string_view text);
};

/// Whose forwarded headers are believed: ranges, `local` (loopback, private and link-local ranges) and `all`, separated
/// by commas or blanks. Errors: Invalid.
Result<std::vector<Cidr>> parseProxies(std::string_view text);

/// Where a request came from, for logs and limits.
struct Origin {
    std::string ip;
    std::string proto; ///< http or https
};
/// `X-Forwarded-For` is read from its end, over every hop that is a trusted proxy, and only when `peer` is one;
/// `X-Forwarded-Proto` likewise. What does not parse is not believed.
Origin originOf(std::string_view peer, bool isTls, const std::string* forwardedFor, const std::string* forwardedProto,
    const std::vector<Cidr>& trusted);

/// Where to listen: `0.0.0.0:8000`, `[::1]:8000`, `localhost:8000`. Port 0: any free one.
struct Endpoint {
    std::string host;
    int port = 0;
    std::string text() const;
    static Result<Endpoint> parse(std::string_view text);
};

} // namespace qm::syncd
