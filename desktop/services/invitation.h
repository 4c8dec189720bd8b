#pragma once

#include "common/sync/sha256.h"
#include "desktop/services/server_address.h"

#include <optional>

namespace qm::desktop {

/// What a household member gets to connect a device (SYNC.md 3.5):
/// `quartermaster://pair?server=https://box.lan:8443&code=BCDF-GHJK&key=sha256:…`
struct Invitation {
    ServerAddress server;
    std::string code;
    std::optional<Hash> key; ///< the server's public key: then exactly that one is accepted

    static bool isLink(std::string_view text) { return text.starts_with("quartermaster:"); }
    /// Errors: Invalid, with what is missing.
    static Result<Invitation> parse(std::string_view link);
};

} // namespace qm::desktop
