#pragma once

#include "common/sync/server.h"
#include "syncd/operations/data_files.h"

#include <optional>
#include <string>
#include <vector>

namespace qm::syncd {

/// What the proof of one file found.
struct VerifiedFile {
    std::string path;
    std::optional<FileKind> kind; ///< none: not even that could be told
    std::optional<Uuid> ledger;
    std::string name; ///< of the ledger
    int schema = 0;
    Verified verified; ///< of a ledger
    std::optional<Error> error; ///< none: all is well
};

enum class Proof {
    State, ///< every page, index and foreign key; of a ledger also its chain, its rows and its digest
    Log ///< and every row computed anew from the log: some seconds for 100,000 change sets
};
/// Changes nothing, and may run beside a running server.
VerifiedFile verifyFile(const std::string& path, Proof proof = Proof::State);
/// The registry and every ledger of a folder that `backup` made, with their logs; each must have the sum and the digest
/// that the manifest names. Errors: NotFound (no manifest), Invalid, Mismatch.
Result<std::vector<VerifiedFile>> verifyBackup(const std::string& folder);
/// The registry and every ledger of the data folder, with its log.
Result<std::vector<VerifiedFile>> verifyAll(const Config& config);

} // namespace qm::syncd
