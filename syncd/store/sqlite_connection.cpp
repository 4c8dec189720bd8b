#include "syncd/store/sqlite_connection.h"

#include "common/sql/sqlite_handle.h"

#include <sqlite3.h>

#include <algorithm>

namespace qm::syncd {

namespace {

struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;
using Prepared = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class SqliteStatement final : public sql::Statement {
public:
    SqliteStatement(Prepared statement, const sql::Connection& connection, const std::string& path)
        : m_statement(std::move(statement))
        , m_connection(connection)
        , m_path(path)
    {
    }

    void bindNull(int index) override { note(sqlite3_bind_null(m_statement.get(), index + 1)); }
    void bind(int index, std::int64_t value) override { note(sqlite3_bind_int64(m_statement.get(), index + 1, value)); }
    void bindText(int index, std::string_view utf8) override
    {
        if (const char* fault = sql::textFault(utf8))
            return note(fault);
        note(sqlite3_bind_text64(
            m_statement.get(), index + 1, notNull(utf8), utf8.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    }
    void bindBlob(int index, std::string_view bytes) override
    {
        if (const char* fault = sql::blobFault(bytes))
            return note(fault);
        note(sqlite3_bind_blob64(m_statement.get(), index + 1, notNull(bytes), bytes.size(), SQLITE_TRANSIENT));
    }

    Result<bool> step() override
    {
        if (m_bindFailure)
            return bindError();
        if (m_done)
            return false;
        QM_TRY(m_connection.checkTransaction());
        const int code = sqlite3_step(m_statement.get());
        if (code == SQLITE_ROW)
            return true;
        m_done = true;
        if (code != SQLITE_DONE) {
            Error error = sql::lastErrorOf(sqlite3_db_handle(m_statement.get()), m_path);
            sqlite3_reset(m_statement.get());
            return error;
        }
        sqlite3_reset(m_statement.get());
        return false;
    }
    void reset() override
    {
        sqlite3_reset(m_statement.get());
        m_done = false;
    }

    int columnCount() const override { return sqlite3_column_count(m_statement.get()); }
    bool isNull(int column) const override { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(m_statement.get(), column); }
    std::string_view text(int column) const override
    {
        return view(sqlite3_column_text(m_statement.get(), column), column);
    }
    std::string_view blob(int column) const override
    {
        return view(sqlite3_column_blob(m_statement.get(), column), column);
    }

private:
    /// SQLite takes a null pointer for NULL, however long it is said to be.
    static const char* notNull(std::string_view bytes) { return bytes.data() ? bytes.data() : ""; }

    std::string_view view(const void* bytes, int column) const
    {
        // The length must be asked for after the value: asking for the value may convert it.
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
        return bytes ? std::string_view(static_cast<const char*>(bytes), size) : std::string_view();
    }

    void note(int code)
    {
        if (code == SQLITE_MISUSE)
            return note("a value was bound while rows were being read");
        if (code != SQLITE_OK)
            note(sqlite3_errstr(code));
    }

    /// The first failure counts.
    void note(const char* failure)
    {
        if (!m_bindFailure)
            m_bindFailure = failure;
    }

    Error bindError()
    {
        sqlite3_reset(m_statement.get());
        m_done = true;
        return sql::errorOf(SQLITE_RANGE, std::exchange(m_bindFailure, nullptr), 0, m_path);
    }

    Prepared m_statement;
    const sql::Connection& m_connection;
    const std::string& m_path; // the connection's
    const char* m_bindFailure = nullptr;
    bool m_done = false;
};

class SqliteConnection final : public sql::Connection {
public:
    SqliteConnection(Handle handle, std::string path) : m_handle(std::move(handle)), m_path(std::move(path)) { }
    ~SqliteConnection() override { dropCached(); }

    Result<std::unique_ptr<sql::Statement>> prepare(std::string_view sql) override
    {
        sqlite3_stmt* raw = nullptr;
        const char* rest = sql.data();
        if (!sql.empty()
            && sqlite3_prepare_v3(
                   m_handle.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &rest)
                != SQLITE_OK)
            return sql::lastErrorOf(m_handle.get(), m_path);
        Prepared statement(raw);
        const auto isSpace = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
        if (!statement || !std::all_of(rest, sql.data() + sql.size(), isSpace))
            return Error { ErrorCode::Invalid, m_path + ": not one SQL statement: " + std::string(sql.substr(0, 80)) };
        return std::unique_ptr<sql::Statement>(new SqliteStatement(std::move(statement), *this, m_path));
    }
    Result<> execute(std::string_view script) override
    {
        QM_TRY(checkTransaction());
        return sql::runScript(m_handle.get(), m_path, script);
    }
    std::int64_t changes() const override { return sqlite3_changes64(m_handle.get()); }
    void releaseMemory() override { sqlite3_db_release_memory(m_handle.get()); }

private:
    bool isAutocommit() const override { return sqlite3_get_autocommit(m_handle.get()) != 0; }

    Handle m_handle;
    std::string m_path;
};

} // namespace

Result<std::unique_ptr<sql::Connection>> openSqlite(const std::string& path, sql::OpenMode mode)
{
    QM_ASSIGN(const sql::OpenPlan plan, sql::planOpen(path, mode));
    sqlite3* raw = nullptr;
    // The URI's mode narrows these flags.
    const int flags
        = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(plan.uri.c_str(), &raw, flags, nullptr);
    Handle handle(raw);
    if (!handle)
        return Error { ErrorCode::Io, path + " cannot be opened: out of memory" };
    if (code != SQLITE_OK)
        return sql::lastErrorOf(handle.get(), path);
    QM_TRY(sql::configure(handle.get(), path, plan));
    return std::unique_ptr<sql::Connection>(new SqliteConnection(std::move(handle), path));
}

} // namespace qm::syncd
