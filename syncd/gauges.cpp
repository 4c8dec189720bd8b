#include "syncd/gauges.h"

#include "common/sql/durable_file.h"
#include "syncd/operations/data_files.h"
#include "syncd/operations/rotation.h"

#include <filesystem>

namespace qm::syncd {

namespace fs = std::filesystem;

namespace {

std::uint64_t bytesOf(const std::string& path)
{
    std::error_code failed;
    const auto bytes = fs::file_size(sql::filePath(path), failed);
    return failed ? 0 : bytes;
}

} // namespace

Gauges gaugesNow(const Config& config, Registry& registry, Ledgers& ledgers, Waits& waits)
{
    Gauges now;
    now.openLedgers = ledgers.openCount();
    now.waiting = waits.count();
    now.waitingMax = config.waitingMax;
    if (const auto devices = registry.deviceCount())
        now.devices = static_cast<std::size_t>(*devices);
    now.registryBytes = bytesOf(config.registryPath);
    now.registryWalBytes = bytesOf(config.registryPath + "-wal");
    if (const auto files = ledgerFiles(config)) {
        now.ledgers = files->size();
        for (const LedgerFile& file : *files) {
            now.ledgerBytes += bytesOf(file.path);
            now.ledgerWalBytes += bytesOf(file.path + "-wal");
        }
    }
    std::error_code failed;
    const fs::space_info space = fs::space(sql::filePath(config.dataDir()), failed);
    now.diskFreeBytes = failed ? 0 : space.available;
    if (const auto backups = backupNames(config.backupDir); !backups.empty())
        now.lastBackupMs = *backupTimeMs(backups.front());
    return now;
}

} // namespace qm::syncd
