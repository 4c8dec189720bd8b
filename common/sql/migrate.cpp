#include "common/sql/migrate.h"

#include "common/environment.h"
#include "common/ledger/date.h"
#include "common/sql/durable_file.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>
#include <system_error>

namespace qm::sql {

namespace fs = std::filesystem;

namespace {

/// Snapshots that were being written when a program died are removed after this long.
constexpr auto partAgeMax = std::chrono::hours(1);

/// The file's name for sentences.
std::string nameOf(Connection& connection)
{
    auto name = queryText(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'");
    return name && !name->empty() ? *std::move(name) : "the database";
}

/// A file that nothing has been written to yet.
Result<bool> isEmpty(Connection& connection)
{
    QM_ASSIGN(const std::int64_t kind, queryInteger(connection, "PRAGMA application_id"));
    QM_ASSIGN(const int version, schemaVersion(connection));
    QM_ASSIGN(const std::int64_t tables, queryInteger(connection, "SELECT count(*) FROM sqlite_schema"));
    return kind == 0 && version == 0 && tables == 0;
}

Result<> checkPages(Connection& connection)
{
    QM_ASSIGN(const std::string finding, queryText(connection, "PRAGMA quick_check(1)"));
    if (finding != "ok")
        return Error { ErrorCode::Corrupt, nameOf(connection) + " is damaged: " + finding };
    return {};
}

Result<> checkForeignKeys(Connection& connection)
{
    QM_ASSIGN(auto statement, connection.prepare("PRAGMA foreign_key_check"));
    QM_ASSIGN(const bool found, statement->step());
    if (!found)
        return {};
    const std::string table(statement->text(0));
    const std::string target(statement->text(2));
    return Error { ErrorCode::Corrupt,
        nameOf(connection) + " is damaged: a row of " + table + " refers to a missing one of " + target };
}

/// Enforced foreign keys would delete rows when a migration replaces a table; they are checked at its end instead.
/// The setting cannot be changed within a transaction.
class ForeignKeysOff {
public:
    static Result<ForeignKeysOff> begin(Connection& connection)
    {
        QM_TRY(connection.execute("PRAGMA foreign_keys=OFF"));
        return ForeignKeysOff(connection);
    }
    ForeignKeysOff(ForeignKeysOff&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) { }
    ForeignKeysOff& operator=(ForeignKeysOff&&) = delete;
    ~ForeignKeysOff()
    {
        // A switch in memory; it cannot fail outside a transaction.
        if (m_connection)
            (void)m_connection->execute("PRAGMA foreign_keys=ON");
    }

private:
    explicit ForeignKeysOff(Connection& connection) : m_connection(&connection) { }
    Connection* m_connection;
};

Result<> runMigration(Connection& connection, const Schema& schema, const Migration& migration)
{
    QM_ASSIGN(Transaction transaction, Transaction::begin(connection));
    QM_ASSIGN(const int version, schemaVersion(connection));
    if (version >= migration.number)
        return {}; // another program was faster
    QM_TRY(connection.execute(migration.sql));
    QM_TRY(checkForeignKeys(connection));
    QM_TRY(connection.execute("PRAGMA application_id=" + std::to_string(schema.applicationId)));
    QM_TRY(connection.execute("PRAGMA user_version=" + std::to_string(migration.number)));
    return transaction.commit();
}

std::string utcNow()
{
    const std::time_t now = static_cast<std::time_t>(wallClockMs() / 1000);
    std::tm utc {};
#ifdef _WIN32
    gmtime_s(&utc, &now);
#else
    gmtime_r(&now, &utc);
#endif
    char text[40];
    std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
    return text;
}

std::string utf8Of(const fs::path& path)
{
    const std::u8string text = path.u8string();
    return std::string(text.begin(), text.end());
}

void removeOldParts(const fs::path& folder)
{
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::error_code ignored; // another program may be removing it too
        const fs::path name = entry->path().filename(); // x.db.1a2b3c4d.part
        if (name.extension() == ".part" && name.stem().stem().extension() == ".db"
            && fs::file_time_type::clock::now() - entry->last_write_time(ignored) > partAgeMax)
            fs::remove(entry->path(), ignored);
    }
}

Result<> keepSnapshot(Connection& connection, const std::string& path, int version, const MigrateOptions& options)
{
    const fs::path folder = filePath(options.snapshotDir);
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!fs::is_directory(folder, failed))
        return Error { ErrorCode::Io, "the folder for snapshots cannot be made: " + options.snapshotDir };
    removeOldParts(folder);
    const std::string stem = utf8Of(filePath(path).stem()) + "-" + utcNow() + "-s" + std::to_string(version);
    fs::path target = folder / filePath(stem + ".db");
    Result<> done = snapshotTo(connection, utf8Of(target), options.opener);
    for (int count = 2; !done && done.error().code == ErrorCode::Exists; ++count) {
        target = folder / filePath(stem + "-" + std::to_string(count) + ".db");
        done = snapshotTo(connection, utf8Of(target), options.opener);
    }
    QM_TRY(done);
    // Another program may have migrated it meanwhile, and kept its own before: this one would have a wrong name.
    QM_ASSIGN(const int versionNow, schemaVersion(connection));
    if (versionNow != version)
        fs::remove(target, failed);
    return {};
}

Result<> checkCopy(const std::string& path, const Opener& opener, std::int64_t kind, int version, std::int64_t tables)
{
    QM_ASSIGN(auto copy, opener(path, OpenMode::ReadOnly));
    QM_TRY(checkIntegrity(*copy));
    QM_ASSIGN(const std::int64_t copyKind, queryInteger(*copy, "PRAGMA application_id"));
    QM_ASSIGN(const int copyVersion, schemaVersion(*copy));
    QM_ASSIGN(const std::int64_t copyTables, queryInteger(*copy, "SELECT count(*) FROM sqlite_schema"));
    if (copyKind != kind || copyVersion != version || copyTables != tables || copyTables == 0)
        return Error { ErrorCode::Mismatch, path + " is not a true copy: its tables or its version differ" };
    return {};
}

/// VACUUM INTO writes to another file only, yet a connection kept from writing refuses it.
Result<> vacuumInto(Connection& connection, const std::string& path)
{
    QM_ASSIGN(const std::int64_t queryOnly, queryInteger(connection, "PRAGMA query_only"));
    QM_ASSIGN(auto vacuum, connection.prepare("VACUUM INTO ?1"));
    vacuum->bindText(0, path);
    if (!queryOnly)
        return vacuum->run();
    QM_TRY(connection.execute("PRAGMA query_only=OFF"));
    Result<> done = vacuum->run();
    QM_TRY(connection.execute("PRAGMA query_only=ON"));
    return done;
}

Result<> writeCopy(Connection& connection, const std::string& part, const Opener& opener)
{
    QM_ASSIGN(const std::int64_t kind, queryInteger(connection, "PRAGMA application_id"));
    QM_ASSIGN(const int version, schemaVersion(connection));
    QM_ASSIGN(const std::int64_t tables, queryInteger(connection, "SELECT count(*) FROM sqlite_schema"));
    QM_TRY(vacuumInto(connection, part));
    QM_TRY(checkCopy(part, opener, kind, version, tables));
    return syncFile(part);
}

/// A name that no other program uses for the same snapshot.
fs::path partPath(fs::path target)
{
    char suffix[24];
    std::snprintf(suffix, sizeof suffix, ".%08x.part", static_cast<unsigned>(std::random_device()()));
    target += suffix;
    return target;
}

/// Renames, but never over a file that another program has put there meanwhile.
Result<> giveName(const std::string& part, const std::string& target)
{
    std::error_code failed;
    fs::create_hard_link(filePath(part), filePath(target), failed);
    if (failed == std::errc::file_exists)
        return Error { ErrorCode::Exists, target + " is there already and was left as it is" };
    if (failed) // a file system without links
        return renameDurably(part, target);
    fs::remove(filePath(part), failed);
    return syncFolder(utf8Of(filePath(target).parent_path()));
}

} // namespace

Result<int> schemaVersion(Connection& connection)
{
    QM_ASSIGN(const std::int64_t version, queryInteger(connection, "PRAGMA user_version"));
    return static_cast<int>(version); // 32 bits in the file
}

Result<> checkSchema(Connection& connection, const Schema& schema, Check check)
{
    QM_ASSIGN(const bool empty, isEmpty(connection));
    if (empty)
        return Error { ErrorCode::NotALedger, nameOf(connection) + " is empty, not a " + std::string(schema.what) };
    QM_ASSIGN(const std::int64_t kind, queryInteger(connection, "PRAGMA application_id"));
    if (kind != schema.applicationId)
        return Error { ErrorCode::NotALedger,
            nameOf(connection) + " is another program's database, not a " + std::string(schema.what) };
    QM_ASSIGN(const int version, schemaVersion(connection));
    if (version > schema.newest())
        return Error { ErrorCode::TooNew,
            nameOf(connection) + " was written by a newer Quartermaster (its version is " + std::to_string(version)
                + ", this program knows " + std::to_string(schema.newest()) + "); it was not touched" };
    if (version < 1)
        return Error { ErrorCode::Corrupt, nameOf(connection) + " is damaged: it has no version" };
    return check == Check::Pages ? checkPages(connection) : Result<> {};
}

Result<int> migrate(
    Connection& connection, const std::string& path, const Schema& schema, const MigrateOptions& options)
{
    QM_ASSIGN(const bool empty, isEmpty(connection));
    if (!empty)
        QM_TRY(checkSchema(connection, schema, Check::Kind));
    QM_ASSIGN(const int before, schemaVersion(connection));
    if (before == schema.newest())
        return before;
    if (!empty) {
        QM_TRY(checkPages(connection));
        if (auto kept = keepSnapshot(connection, path, before, options); !kept) {
            // When another program migrates the file right now, the copy is of a later version: it kept one itself.
            QM_ASSIGN(const int now, schemaVersion(connection));
            if (now == before)
                return Error { kept.error().code,
                    path + " was left as it is, as no copy of it could be kept first: " + kept.error().detail };
        }
    }

    QM_ASSIGN(const ForeignKeysOff off, ForeignKeysOff::begin(connection));
    for (const Migration& migration : schema.migrations) {
        if (migration.number <= before)
            continue;
        if (auto done = runMigration(connection, schema, migration); !done)
            return Error { done.error().code,
                path + " could not be brought from version " + std::to_string(migration.number - 1) + " to "
                    + std::to_string(migration.number) + " (" + migration.name
                    + ") and stays at the former: " + done.error().detail };
    }
    return schemaVersion(connection);
}

Result<std::unique_ptr<Connection>> openMigrated(
    const std::string& path, OpenMode mode, const Schema& schema, const MigrateOptions& options)
{
    std::error_code failed;
    if (mode != OpenMode::ReadWriteCreate || fs::exists(filePath(path), failed)) {
        QM_ASSIGN(auto look, options.opener(path, OpenMode::ReadOnly));
        QM_ASSIGN(const bool empty, isEmpty(*look));
        if (!empty || mode != OpenMode::ReadWriteCreate)
            QM_TRY(checkSchema(*look, schema, Check::Kind));
        if (mode == OpenMode::ReadOnly) {
            QM_ASSIGN(const int version, schemaVersion(*look));
            if (version < schema.newest())
                return Error { ErrorCode::ReadOnly,
                    path + " is of an older version and must be opened for writing once, to be brought up to date" };
            return look;
        }
    }
    QM_ASSIGN(auto connection, options.opener(path, mode));
    QM_TRY(migrate(*connection, path, schema, options));
    return connection;
}

Result<> snapshotTo(Connection& connection, const std::string& toPath, const Opener& opener)
{
    std::error_code failed;
    const fs::path target = fs::absolute(filePath(toPath)); // a relative name could look like a URI
    if (fs::exists(target, failed))
        return Error { ErrorCode::Exists, toPath + " is there already and was left as it is" };
    const fs::path part = partPath(target);
    auto done = writeCopy(connection, utf8Of(part), opener);
    if (done)
        done = giveName(utf8Of(part), utf8Of(target));
    if (!done)
        fs::remove(part, failed);
    return done;
}

Result<> checkIntegrity(Connection& connection)
{
    QM_ASSIGN(const std::string finding, queryText(connection, "PRAGMA integrity_check(1)"));
    if (finding != "ok")
        return Error { ErrorCode::Corrupt, nameOf(connection) + " is damaged: " + finding };
    return checkForeignKeys(connection);
}

} // namespace qm::sql
