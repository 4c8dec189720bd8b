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
/// Brings them all up to date, each after a proven snapshot in the backup folder, where the last five of a file stay.
/// `begins` hears of each before; `damaged` of each ledger that turns out to be damaged and stays as it is. A stop that
/// is asked for (stop_signals.h) is heeded before the next file's snapshot. Errors: of the first file that fails
/// otherwise. However it ends, each file is as it was or up to date.
struct MigrationWatch {
    std::function<void(const PendingMigration&)> begins;
    std::function<void(const Error&)> damaged;
};
struct Migrated {
    std::size_t files = 0;
    bool isStopped = false;
    /// Of a stop: one sentence.
    std::string text(std::size_t pending) const;
};
Result<Migrated> migrateAll(const Config& config, const DataLock& lock, const std::vector<PendingMigration>& pending,
    const MigrationWatch& watch);

} // namespace qm::syncd
