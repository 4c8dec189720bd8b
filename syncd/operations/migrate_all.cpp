#include "syncd/operations/migrate_all.h"

#include "common/sql/durable_file.h"
#include "syncd/operations/rotation.h"
#include "syncd/stop_signals.h"

#include <filesystem>

namespace qm::syncd {

namespace {

const sql::Schema& schemaOf(FileKind kind)
{
    static const sql::Schema registry = sql::registrySchema();
    static const sql::Schema ledger = sql::ledgerSchema();
    return kind == FileKind::Registry ? registry : ledger;
}

} // namespace

Result<std::vector<PendingMigration>> pendingMigrations(
    const Config& config, const std::function<void(const Error&)>& damaged)
{
    std::vector<PendingMigration> pending;
    const auto look = [&](const std::string& path, FileKind kind) -> Result<> {
        QM_ASSIGN(const OpenFile file, openAny(path));
        if (file.kind != kind)
            return Error { ErrorCode::NotALedger, path + " is not a " + std::string(schemaOf(kind).what) };
        if (file.version < schemaOf(kind).newest())
            pending.push_back({ path, kind, file.version, schemaOf(kind).newest() });
        return {};
    };
    if (std::filesystem::exists(sql::filePath(config.registryPath)))
        QM_TRY(look(config.registryPath, FileKind::Registry));
    QM_ASSIGN(const std::vector<LedgerFile> files, ledgerFiles(config));
    for (const LedgerFile& file : files) {
        auto looked = look(file.path, FileKind::Ledger);
        if (!looked && looked.error().code != ErrorCode::TooNew)
            damaged(looked.error());
        else
            QM_TRY(looked);
    }
    return pending;
}

std::string Migrated::text(std::size_t pending) const
{
    return "asked to stop while migrating: " + std::to_string(files) + " of " + std::to_string(pending)
        + " files were brought up to date, the others are as they were; the next start or migrate does the rest";
}

Result<Migrated> migrateAll(
    const Config& config, const DataLock&, const std::vector<PendingMigration>& pending, const MigrationWatch& watch)
{
    Migrated migrated;
    for (const PendingMigration& one : pending) {
        if (isStopAskedFor()) {
            migrated.isStopped = true;
            break;
        }
        watch.begins(one);
        const auto done
            = sql::openMigrated(one.path, sql::OpenMode::ReadWrite, schemaOf(one.kind), migrateOptions(config));
        const bool isDamaged
            = !done && (done.error().code == ErrorCode::Corrupt || done.error().code == ErrorCode::NotALedger);
        if (isDamaged && one.kind == FileKind::Ledger)
            watch.damaged(done.error());
        else if (!done)
            return done.error();
        else
            ++migrated.files;
    }
    if (migrated.files > 0)
        removeOldUpgradeSnapshots(config.backupDir);
    return migrated;
}

} // namespace qm::syncd
