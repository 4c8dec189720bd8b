#pragma once

namespace qm::syncd {

/// What this program was built from.
const char* buildVersion(); ///< 0.1.0
const char* buildRevision(); ///< of git, 40 hex digits with `-dirty` where it applies; `unknown` outside a checkout

} // namespace qm::syncd
