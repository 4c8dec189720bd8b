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

/// Every page, index and foreign key; of a ledger also its chain, its rows and its digest. Changes nothing, and may run
/// beside a running server.
VerifiedFile verifyFile(const std::string& path);
/// The registry and every ledger of the data folder.
Result<std::vector<VerifiedFile>> verifyAll(const Config& config);

} // namespace qm::syncd
