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
/// `damaged`, as a broken ledger concerns nobody but its household.
Result<std::vector<PendingMigration>> pendingMigrations(
    const Config& config, const std::function<void(const Error&)>& damaged);
/// Brings them all up to date, each after a proven snapshot in the backup folder, where the last five of a file stay;
/// returns how many. `begins` hears of each before; `damaged` of each ledger that turns out to be damaged and stays as
/// it is. Errors: of the first file that fails otherwise; each file is as it was or up to date.
struct MigrationWatch {
    std::function<void(const PendingMigration&)> begins;
    std::function<void(const Error&)> damaged;
};
Result<std::size_t> migrateAll(const Config& config, const DataLock& lock, const std::vector<PendingMigration>& pending,
    const MigrationWatch& watch);

} // namespace qm::syncd
