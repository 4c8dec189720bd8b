#pragma once

#include "common/result.h"

#include <string>

namespace qm::syncd {

/// `sha256:` and the hex hash of the public key (SubjectPublicKeyInfo) of the first certificate in a PEM file: what an
/// invitation's link names, so that a client accepts a self-made certificate of exactly this server. Errors: Invalid.
Result<std::string> publicKeyText(const std::string& certificatePath);

} // namespace qm::syncd
