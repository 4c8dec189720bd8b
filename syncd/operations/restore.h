#pragma once

#include "syncd/operations/backup.h"

#include <string>
#include <vector>

namespace qm::syncd {

struct RestoredFile {
    std::string path; ///< in the data folder
    std::string kept; ///< what was there before; empty when there was nothing
    VerifiedFile from;
};

/// Puts a backup's folder, or one file of a backup or of `ledger export`, in the place of what is there. Everything is
/// proven and copied beside its place before the first file is replaced; what was there is kept under another name.
/// Every restored ledger gets a new epoch. The folder must be ours alone (DataLock).
/// Errors: Mismatch, Corrupt (the candidate), NotALedger, TooNew, NotFound, DiskFull, Io.
Result<std::vector<RestoredFile>> restore(const Config& config, const DataLock& lock, const std::string& from);

} // namespace qm::syncd
