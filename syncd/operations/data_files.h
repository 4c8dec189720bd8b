#pragma once

#include "common/sql/migrate.h"
#include "common/sync/server.h"
#include "syncd/config.h"
#include "syncd/registry.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace qm::syncd {

/// Held by `serve`, `migrate` and `restore`: whoever changes whole files has the folder for itself. The system gives it
/// back when the process ends, however it ends.
class DataLock {
public:
    /// Errors: Refused (another has it), NotFound (no such folder), Io.
    static Result<DataLock> take(const Config& config);
    DataLock(DataLock&& other) noexcept : m_file(std::exchange(other.m_file, -1)) { }
    DataLock& operator=(DataLock&&) = delete;
    ~DataLock();

private:
    explicit DataLock(int file) : m_file(file) { }
    int m_file;
};

sql::MigrateOptions migrateOptions(const Config& config);

/// The registry, as commands beside a running server open it. A new server's is made. Errors: Rule (has to be migrated
/// first), TooNew, NotALedger, NotFound (the folder) …
Result<std::unique_ptr<Registry>> openRegistry(const Config& config);

/// A ledger's file in the data folder.
struct LedgerFile {
    Uuid id;
    std::string path;
};
/// Every one that is there, by id, known to the registry or not.
Result<std::vector<LedgerFile>> ledgerFiles(const Config& config);

/// What a file says it is.
enum class FileKind { Registry, Ledger };
/// Opens read-only and checks kind and version. Errors: NotFound, NotALedger, TooNew.
struct OpenFile {
    FileKind kind = FileKind::Ledger;
    int version = 0;
    std::unique_ptr<sql::Connection> connection;
};
Result<OpenFile> openAny(const std::string& path);

/// The id and the name that a ledger's file gives itself; no name before its first change.
Result<Uuid> ledgerIdIn(sql::Connection& connection);
std::string ledgerNameIn(sql::Connection& connection);

/// UTC as in names of files: 20260503T101112Z.
std::string utcStamp();
Result<std::string> fileSha256(const std::string& path);
/// `mkdir -p` for one's own eyes only. Errors: Io.
Result<> makeFolder(const std::string& path);

} // namespace qm::syncd
