#pragma once

#include "common/result.h"
#include "common/sync/sha256.h"

#include <string_view>

namespace qm::desktop {

/// The public key of a server as an invitation names it: `sha256:` and the SHA-256 of the key's SubjectPublicKeyInfo,
/// as 64 hex digits or in base64 (both alphabets, padded or not). Errors: Invalid.
Result<Hash> parseServerKey(std::string_view text);
std::string serverKeyText(const Hash& key);

/// The hash of the public key in a certificate (DER). Any kind of key. Errors: Invalid.
Result<Hash> serverKeyOf(std::string_view certificateDer);

} // namespace qm::desktop
