#pragma once

#include "common/sql/connection.h"
#include "migrations/migrations.h"

#include <functional>

namespace qm::sql {

/// What a file is and how it comes to be. `applicationId` is the file's PRAGMA application_id, `what` its name in
/// sentences; the schema's version (PRAGMA user_version) is the number of its last migration.
struct Schema {
    std::int32_t applicationId = 0;
    std::string_view what; ///< "ledger", "registry"
    std::span<const Migration> migrations;

    int newest() const { return migrations.empty() ? 0 : migrations.back().number; }
};

inline Schema ledgerSchema()
{
    return { 0x514D4C47, "ledger", ledgerMigrations() };
} // 'QMLG'
inline Schema registrySchema()
{
    return { 0x514D5247, "registry", registryMigrations() };
} // 'QMRG'

/// How the program opens a file: openSqlite or openQtSql.
using Opener = std::function<Result<std::unique_ptr<Connection>>(const std::string& path, OpenMode mode)>;

/// PRAGMA user_version: 0 for a new file.
Result<int> schemaVersion(Connection& connection);

enum class Check {
    Kind, ///< what the file says it is; takes no time
    Pages ///< and every page (PRAGMA quick_check): about 0.5 ms for 1 MB. For files that come from elsewhere.
};

/// Whether the file is of this schema and not newer than it. An older one is well; an empty one is not.
/// Changes nothing. Errors: NotALedger, TooNew, Corrupt.
Result<> checkSchema(Connection& connection, const Schema& schema, Check check = Check::Pages);

struct MigrateOptions {
    /// Folder for the snapshot taken before a file is migrated, made when missing. Its name is
    /// <file's name>-<UTC 20260503T101112Z>-s<version before>.db
    std::string snapshotDir;
    Opener opener; ///< opens the snapshot for its check
};

/// Brings the file of `connection`, which lies at `path`, to the newest version, and returns that. An empty file gets
/// its application_id and every migration. Any other is checked (Check::Pages) and kept as a snapshot first. Each
/// migration is one transaction with its foreign keys checked at its end: after a failure, or when the program is
/// killed, the file has the version of the last one that succeeded. Two programs may call it at once.
/// Errors: NotALedger, TooNew, Corrupt (also by its foreign keys), Invalid or Rule (a migration), Busy, DiskFull, Io.
Result<int> migrate(
    Connection& connection, const std::string& path, const Schema& schema, const MigrateOptions& options);

/// Opens a file as every program should: looks at it read-only, so that a newer file or another program's stays as it
/// is to the byte, then opens it and migrates it. With OpenMode::ReadOnly an old file is refused (ReadOnly).
Result<std::unique_ptr<Connection>> openMigrated(
    const std::string& path, OpenMode mode, const Schema& schema, const MigrateOptions& options);

/// Writes a copy of the whole database, as of now, to `toPath`: under a temporary name (`toPath`.1a2b3c4d.part) first,
/// checked there (every page, index, foreign key, the same kind and version), on the disk, and only then renamed. A
/// file already there stays and is refused (Exists). Errors: Mismatch (the copy fails its check), DiskFull, Io.
Result<> snapshotTo(Connection& connection, const std::string& toPath, const Opener& opener);

/// Every page and index (PRAGMA integrity_check) and every foreign key. Errors: Corrupt, which says the first finding.
Result<> checkIntegrity(Connection& connection);

} // namespace qm::sql
