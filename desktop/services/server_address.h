#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace qm::desktop {

/// Where a sync server is: `https://box.lan:8443`, or below a path, `https://home.example/quartermaster`.
struct ServerAddress {
    bool isEncrypted = true;
    std::string host; ///< ASCII: international names as they travel; IPv6 without brackets
    std::uint16_t port = 443;
    std::string path; ///< empty, or begins with / and does not end with one

    /// `https://box.lan:8443`, the port only where it is not the usual one.
    std::string text() const;
    /// `box.lan:8443`, for the Host header and for sentences.
    std::string authority() const;
    bool isLoopback() const;

    /// https:// is understood where no scheme is given; http:// is Invalid but for this very computer, as the token
    /// and the household's data would travel in the open. User names, queries and fragments are Invalid.
    static Result<ServerAddress> parse(std::string_view text);
};

} // namespace qm::desktop
