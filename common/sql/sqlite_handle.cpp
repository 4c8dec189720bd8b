#include "common/sql/sqlite_handle.h"

#include "common/ledger/text.h"
#include "common/sql/durable_file.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <system_error>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace qm::sql {

namespace fs = std::filesystem;

namespace {

/// The largest value, in bytes; statements are static texts, and none is near 100 kB.
constexpr int lengthMax = 16 * 1024 * 1024;
constexpr int statementLengthMax = 100'000;
/// VACUUM INTO attaches its target.
constexpr int attachedMax = 1;
constexpr int busyTimeoutMs = 5000;
/// Below this much free space a failed write is put down to a full disk, whatever the system called it.
constexpr std::uintmax_t fullDiskBytes = 64 * 1024;
/// A page is at least this long. SQLite would take a shorter file for an empty one and write over it.
constexpr std::uintmax_t databaseSizeMin = 512;

enum class Access { Read, Write };

bool mayAccess(const fs::path& path, Access access)
{
#ifdef _WIN32
    (void)path;
    (void)access;
    return true; // the answer is in the access lists; SQLite meets it when it opens the file
#else
    return ::access(path.c_str(), access == Access::Read ? R_OK : W_OK) == 0;
#endif
}

/// A file marked read-only is left alone even by the superuser, who could write it.
bool isMarkedReadOnly(const fs::file_status& status)
{
    constexpr auto write = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
    return (status.permissions() & write) == fs::perms::none;
}

bool hasContent(fs::path path, const char* suffix)
{
    path += suffix;
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    return !failed && size > 0;
}

std::string uriOf(const fs::path& path, const char* query)
{
    const std::u8string text = fs::absolute(path).generic_u8string();
    std::string uri = text.starts_with(u8'/') ? "file:" : "file:/";
    for (const char8_t byte : text) {
        const char c = static_cast<char>(byte);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '-'
            || c == '_' || c == '.' || c == ':') {
            uri += c;
        } else {
            constexpr char hex[] = "0123456789ABCDEF";
            uri += '%';
            uri += hex[byte >> 4U];
            uri += hex[byte & 15U];
        }
    }
    return uri + query;
}

Result<OpenPlan> planReading(const std::string& path, const fs::path& real, const fs::file_status& status)
{
    if (!mayAccess(real, Access::Read))
        return Error { ErrorCode::Io, path + " may not be read by this user" };
    OpenPlan plan;
    plan.changes = false;
    const bool folderWritable = mayAccess(real.parent_path(), Access::Write);
    if (!folderWritable && !hasContent(real, "-wal")) {
        plan.uri = uriOf(real, "?mode=ro&immutable=1"); // nobody can write here, and SQLite could not keep its -shm
    } else if (folderWritable && mayAccess(real, Access::Write) && !isMarkedReadOnly(status)
        && !hasContent(real, "-journal")) {
        plan.uri = uriOf(real, "?mode=rw");
        plan.queryOnly = true;
        plan.keepWal = hasContent(real, "-wal");
    } else {
        plan.uri = uriOf(real, "?mode=ro");
    }
    return plan;
}

Result<OpenPlan> planWriting(
    const std::string& path, const fs::path& real, const fs::file_status& status, OpenMode mode)
{
    const bool exists = fs::exists(status);
    const fs::path folder = real.parent_path();
    std::error_code failed;
    if (!fs::is_directory(folder, failed))
        return Error { ErrorCode::NotFound, "the folder of " + path + " does not exist" };
    if (exists && (isMarkedReadOnly(status) || !mayAccess(real, Access::Write)))
        return Error { ErrorCode::ReadOnly, path + " is read-only" };
    if (!mayAccess(folder, Access::Write))
        return Error { ErrorCode::ReadOnly, "the folder of " + path + " cannot be written" };
    OpenPlan plan;
    plan.uri = uriOf(real, mode == OpenMode::ReadWriteCreate ? "?mode=rwc" : "?mode=rw");
    return plan;
}

bool isDiskFull(int systemError, const std::string& path)
{
    if (systemError == ENOSPC)
        return true;
#ifdef EDQUOT
    if (systemError == EDQUOT)
        return true;
#endif
    std::error_code failed;
    const auto space = fs::space(filePath(path).parent_path(), failed);
    return !failed && space.available < fullDiskBytes;
}

/// What SQLite could not do to the file, by what the system said.
Error systemFailure(std::string_view message, int systemError, const std::string& path)
{
    if (isDiskFull(systemError, path))
        return { ErrorCode::DiskFull, "no space is left for " + path };
    if (systemError == EACCES || systemError == EPERM || systemError == EROFS)
        return { ErrorCode::ReadOnly, path + " cannot be written: " + std::generic_category().message(systemError) };
    std::string detail = path + " cannot be read or written: " + std::string(message);
    if (systemError)
        detail += " (" + std::generic_category().message(systemError) + ")";
    return { ErrorCode::Io, std::move(detail) };
}

Result<> setConfig(sqlite3* handle, const std::string& path, int option, int wanted)
{
    int now = -1;
    if (sqlite3_db_config(handle, option, wanted, &now) != SQLITE_OK || now != wanted)
        return Error { ErrorCode::Io,
            path + ": this SQLite library cannot be set up safely (option " + std::to_string(option) + ")" };
    return {};
}

/// WAL needs shared memory, which some network file systems do not have.
Result<> switchWalOn(sqlite3* handle, const std::string& path)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, "PRAGMA journal_mode=WAL", -1, &statement, nullptr) != SQLITE_OK)
        return lastErrorOf(handle, path);
    std::string mode;
    if (sqlite3_step(statement) == SQLITE_ROW)
        mode = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    if (sqlite3_finalize(statement) != SQLITE_OK)
        return lastErrorOf(handle, path);
    if (mode != "wal" && mode != "memory")
        return Error { ErrorCode::Io, path + " lies where SQLite cannot keep a write-ahead log (a network folder?)" };
    return {};
}

/// Lets a new file give space back bit by bit (PRAGMA incremental_vacuum); later it could only be changed by writing
/// the whole file anew.
Result<> letShrink(sqlite3* handle, const std::string& path)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, "PRAGMA page_count", -1, &statement, nullptr) != SQLITE_OK)
        return lastErrorOf(handle, path);
    const bool isNew = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) == 0;
    if (sqlite3_finalize(statement) != SQLITE_OK)
        return lastErrorOf(handle, path);
    return isNew ? runScript(handle, path, "PRAGMA auto_vacuum=INCREMENTAL;") : Result<>();
}

} // namespace

Result<OpenPlan> planOpen(const std::string& path, OpenMode mode)
{
    if (path == ":memory:")
        return OpenPlan { path };
    if (path.empty() || path.find('\0') != std::string::npos)
        return Error { ErrorCode::Invalid, "no file is named" };

    std::error_code failed;
    fs::path real = filePath(path);
    if (fs::path target = fs::canonical(real, failed); !failed)
        real = std::move(target); // SQLite keeps -wal and -shm beside what a link points to
    else
        real = fs::absolute(real);
    const fs::file_status status = fs::status(real, failed);
    if (fs::is_directory(status))
        return Error { ErrorCode::ReadOnly, path + " is a folder, not a file" };
    if (!fs::exists(status) && mode != OpenMode::ReadWriteCreate)
        return Error { ErrorCode::NotFound, "there is no file " + path };
    if (fs::exists(status) && !fs::is_regular_file(status))
        return Error { ErrorCode::NotALedger, path + " is not a ledger: it is not a regular file" };
    if (const auto size = fs::file_size(real, failed); !failed && size > 0 && size < databaseSizeMin)
        return Error { ErrorCode::NotALedger, path + " is not a ledger: the file is not a database" };
    return mode == OpenMode::ReadOnly ? planReading(path, real, status) : planWriting(path, real, status, mode);
}

Result<> configure(sqlite3* handle, const std::string& path, const OpenPlan& plan)
{
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, lengthMax);
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, statementLengthMax);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, attachedMax);
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    QM_TRY(setConfig(handle, path, SQLITE_DBCONFIG_DEFENSIVE, 1));
    QM_TRY(setConfig(handle, path, SQLITE_DBCONFIG_DQS_DML, 0));
    QM_TRY(setConfig(handle, path, SQLITE_DBCONFIG_DQS_DDL, 0));
    QM_TRY(setConfig(handle, path, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0));
    QM_TRY(setConfig(handle, path, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0));
    QM_TRY(setConfig(handle, path, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, plan.keepWal ? 1 : 0));
    QM_TRY(runScript(handle, path,
        "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-8000;" // KiB; taken page by page as they are used, given back by releaseMemory()
        "PRAGMA synchronous=FULL;"));
    if (plan.queryOnly)
        QM_TRY(runScript(handle, path, "PRAGMA query_only=ON;"));
    if (plan.changes) {
        QM_TRY(letShrink(handle, path));
        QM_TRY(switchWalOn(handle, path));
        if (sqlite3_db_readonly(handle, "main") == 1)
            return Error { ErrorCode::ReadOnly, path + " is read-only" };
    }
    // Whatever is wrong with the file shows now, and not at the first click.
    return runScript(handle, path, "SELECT 1 FROM sqlite_schema LIMIT 1;");
}

const char* textFault(std::string_view utf8)
{
    if (utf8.size() > lengthMax / 2)
        return "a text is longer than 8 MiB";
    std::size_t ascii = 0;
    for (std::uint64_t eight = 0; ascii + sizeof eight <= utf8.size(); ascii += sizeof eight) {
        std::memcpy(&eight, utf8.data() + ascii, sizeof eight);
        if (eight & 0x8080808080808080U)
            break;
    }
    const std::string_view rest = utf8.substr(ascii);
    if (!isUtf8(rest))
        return "a text is not valid UTF-8";
    for (std::size_t at = rest.find('\xef'); at != std::string_view::npos; at = rest.find('\xef', at + 1)) {
        if (const std::string_view character = rest.substr(at, 3);
            character == "\xef\xbf\xbe" || character == "\xef\xbf\xbf")
            return "a text holds U+FFFE or U+FFFF, which are not characters";
    }
    return nullptr;
}

const char* blobFault(std::string_view bytes)
{
    return bytes.size() > lengthMax ? "a blob is longer than 16 MiB" : nullptr;
}

Result<> runScript(sqlite3* handle, const std::string& path, std::string_view script)
{
    const std::string terminated(script); // with a length SQLite would hold the whole script against its limit
    if (terminated.find('\0') != std::string::npos)
        return Error { ErrorCode::Invalid, path + ": a script holds a NUL byte" };
    const char* rest = terminated.c_str();
    while (*rest) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(handle, rest, -1, &statement, &rest) != SQLITE_OK)
            return lastErrorOf(handle, path);
        while (statement && sqlite3_step(statement) == SQLITE_ROW) { }
        if (sqlite3_finalize(statement) != SQLITE_OK)
            return lastErrorOf(handle, path);
    }
    return {};
}

Error errorOf(int code, std::string_view message, int systemError, const std::string& path)
{
    const std::string said(message);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return { ErrorCode::Busy, path + " is in use by another program (" + said + ")" };
    case SQLITE_READONLY:
    case SQLITE_PERM: return { ErrorCode::ReadOnly, path + " cannot be written: " + said };
    case SQLITE_FULL: return { ErrorCode::DiskFull, "no space is left for " + path };
    case SQLITE_CORRUPT: return { ErrorCode::Corrupt, path + " is damaged: " + said };
    case SQLITE_NOTADB: return { ErrorCode::NotALedger, path + " is not a ledger: " + said };
    case SQLITE_CONSTRAINT: return { ErrorCode::Rule, path + " refuses the change: " + said };
    case SQLITE_ERROR:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_AUTH: return { ErrorCode::Invalid, path + ": " + said };
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_CORRUPTFS)
            return { ErrorCode::Corrupt, path + " is damaged: " + said };
        return systemFailure(message, systemError, path);
    case SQLITE_CANTOPEN: return systemFailure(message, systemError, path);
    default: return { ErrorCode::Io, path + ": " + said };
    }
}

Error lastErrorOf(sqlite3* handle, const std::string& path)
{
    return errorOf(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle), sqlite3_system_errno(handle), path);
}

} // namespace qm::sql
