#include "syncd/operations/migrate_all.h"

#include "common/sql/durable_file.h"
#include "syncd/operations/rotation.h"

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

Result<std::size_t> migrateAll(
    const Config& config, const DataLock&, const std::vector<PendingMigration>& pending, const MigrationWatch& watch)
{
    std::size_t count = 0;
    for (const PendingMigration& one : pending) {
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
            ++count;
    }
    if (count > 0)
        removeOldUpgradeSnapshots(config.backupDir);
    return count;
}

} // namespace qm::syncd
