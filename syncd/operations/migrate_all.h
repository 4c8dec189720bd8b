#pragma once

#include "syncd/operations/data_files.h"

#include <functional>
#include <string>
#include <vector>

namespace qm::syncd {

/// A file of the data folder that is older than this program.
struct PendingMigration {
    std::string path;
    FileKind kind = FileKind::Ledger;
    int from = 0;
    int to = 0;
};
/// Looks at every file, changes none. Errors: TooNew, NotALedger, Corrupt; of a ledger's file the last two go to
/// `damaged` when it is given, as a broken ledger concerns nobody but its household.
Result<std::vector<PendingMigration>> pendingMigrations(
    const Config& config, const std::function<void(const Error&)>& damaged = {});
/// Brings them all up to date, each after a proven snapshot in the backup folder, where the last five of a file stay.
Result<> migrateAll(const Config& config, const DataLock& lock, const std::vector<PendingMigration>& pending);

} // namespace qm::syncd
