#include "syncd/operations/data_files.h"

#include "common/environment.h"
#include "common/sql/durable_file.h"
#include "common/sync/sha256.h"
#include "syncd/store/sqlite_connection.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace qm::syncd {

namespace fs = std::filesystem;

namespace {

/// As a folder that root made, or Docker for a bind mount, is to a server that runs as another user.
Error notOurs(const std::string& dir)
{
    struct stat found { };
    const bool isKnown = ::stat(dir.c_str(), &found) == 0;
    const std::string user = std::to_string(geteuid()) + ":" + std::to_string(getegid());
    return { ErrorCode::Io,
        "the server runs as user " + user + " and may not write into the folder " + dir
            + (isKnown ? ", which belongs to " + std::to_string(found.st_uid) + ":" + std::to_string(found.st_gid) : "")
            + "; nothing was changed. Give the folder and what is in it to the server: chown -R " + user
            + " and the folder's name on this machine" };
}

} // namespace

Result<DataLock> DataLock::take(const Config& config)
{
    std::error_code failed;
    if (!fs::is_directory(sql::filePath(config.dataDir()), failed))
        return Error { ErrorCode::NotFound,
            "the folder " + config.dataDir() + " does not exist (QUARTERMASTER_DB_URL)" };
    const std::string path = config.registryPath + ".lock";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 && errno == EACCES)
        return notOurs(config.dataDir());
    if (file < 0)
        return Error { ErrorCode::Io, path + " cannot be written: " + std::strerror(errno) };
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        return Error { ErrorCode::Refused, "a server is running on " + config.dataDir() + "; stop it first" };
    }
    return DataLock(file);
}

DataLock::~DataLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

sql::MigrateOptions migrateOptions(const Config& config)
{
    return { config.backupDir, openSqlite };
}

Result<std::unique_ptr<Registry>> openRegistry(const Config& config)
{
    std::error_code failed;
    if (!fs::is_directory(sql::filePath(config.dataDir()), failed))
        return Error { ErrorCode::NotFound,
            "the folder " + config.dataDir() + " does not exist (QUARTERMASTER_DB_URL)" };
    if (fs::exists(sql::filePath(config.registryPath), failed)) {
        QM_ASSIGN(const OpenFile file, openAny(config.registryPath));
        if (file.kind != FileKind::Registry)
            return Error { ErrorCode::NotALedger, config.registryPath + " is a ledger, not the registry" };
        if (file.version < sql::registrySchema().newest())
            return Error { ErrorCode::Rule,
                config.registryPath + " is of an older version; run quartermaster-syncd migrate" };
    }
    QM_ASSIGN(auto connection,
        sql::openMigrated(
            config.registryPath, sql::OpenMode::ReadWriteCreate, sql::registrySchema(), migrateOptions(config)));
    return Registry::open(std::move(connection));
}

Result<std::vector<LedgerFile>> ledgerFiles(const Config& config)
{
    std::vector<LedgerFile> files;
    std::error_code failed;
    for (fs::directory_iterator entry(sql::filePath(config.ledgersDir()), failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const fs::path path = entry->path();
        const auto id = Uuid::parse(path.stem().string());
        if (path.extension() == ".db" && id && id->text() == path.stem().string())
            files.push_back({ *id, path.string() });
    }
    if (failed && failed != std::errc::no_such_file_or_directory)
        return Error { ErrorCode::Io, config.ledgersDir() + " cannot be read: " + failed.message() };
    std::sort(files.begin(), files.end(), [](const LedgerFile& a, const LedgerFile& b) { return a.id < b.id; });
    return files;
}

Result<OpenFile> openAny(const std::string& path)
{
    QM_ASSIGN(auto connection, openSqlite(path, sql::OpenMode::ReadOnly));
    QM_ASSIGN(const std::int64_t kind, sql::queryInteger(*connection, "PRAGMA application_id"));
    OpenFile file;
    file.kind = kind == sql::registrySchema().applicationId ? FileKind::Registry : FileKind::Ledger;
    QM_TRY(sql::checkSchema(
        *connection, file.kind == FileKind::Registry ? sql::registrySchema() : sql::ledgerSchema(), sql::Check::Kind));
    QM_ASSIGN(file.version, sql::schemaVersion(*connection));
    file.connection = std::move(connection);
    return file;
}

Result<Uuid> ledgerIdIn(sql::Connection& connection)
{
    auto text = sql::queryText(connection, "SELECT v FROM meta WHERE k = 'ledger'");
    auto id = text ? Uuid::parse(*text) : text.error();
    if (!id)
        return Error { ErrorCode::NotALedger, "the file does not say which ledger it is" };
    return *id;
}

std::string ledgerNameIn(sql::Connection& connection)
{
    const auto name = sql::queryText(connection, "SELECT name FROM ledger LIMIT 1");
    return name ? *name : std::string();
}

std::string utcStamp()
{
    const std::time_t now = static_cast<std::time_t>(wallClockMs() / 1000);
    std::tm utc {};
    gmtime_r(&now, &utc);
    char text[40];
    std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
    return text;
}

Result<std::string> fileSha256(const std::string& path)
{
    std::ifstream file(sql::filePath(path), std::ios::binary);
    Sha256 hash;
    std::string buffer(1 << 16, '\0');
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        hash.add(std::string_view(buffer).substr(0, static_cast<std::size_t>(file.gcount())));
    }
    if (!file.eof())
        return Error { ErrorCode::Io, path + " cannot be read" };
    return hash.finish().hex();
}

Result<> makeFolder(const std::string& path)
{
    std::error_code failed;
    fs::create_directories(sql::filePath(path), failed);
    if (!fs::is_directory(sql::filePath(path)))
        return Error { ErrorCode::Io, "the folder " + path + " cannot be made: " + failed.message() };
    return {};
}

} // namespace qm::syncd
