// The session extension's part of sqlite3.h is off by default.
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include "tests/bench/raw_sqlite.h"

#include "common/sql/sqlite_handle.h"

#include <sqlite3.h>

#include <utility>

namespace qm::bench {

namespace {

sqlite3* lastOpened = nullptr;

int rememberHandle(sqlite3* handle, char**, const void*)
{
    lastOpened = handle;
    return SQLITE_OK;
}

struct DeleteSession {
    void operator()(sqlite3_session* session) const { sqlite3session_delete(session); }
};
struct FinalizeChanges {
    void operator()(sqlite3_changeset_iter* changes) const { sqlite3changeset_finalize(changes); }
};
struct FreeMemory {
    void operator()(void* memory) const { sqlite3_free(memory); }
};

Result<std::vector<std::string>> columnsOf(sqlite3* handle, const std::string& table)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, "SELECT name FROM pragma_table_info(?) ORDER BY cid", -1, &statement, nullptr)
        != SQLITE_OK)
        return Error { ErrorCode::Io, sqlite3_errmsg(handle) };
    sqlite3_bind_text(statement, 1, table.c_str(), -1, SQLITE_TRANSIENT);
    std::vector<std::string> columns;
    while (sqlite3_step(statement) == SQLITE_ROW)
        columns.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    return columns;
}

/// The change the iterator stands on as a statement with values.
Result<RowWrite> writeOf(sqlite3* handle, sqlite3_changeset_iter* changes)
{
    const char* table = nullptr;
    int count = 0;
    int operation = 0;
    int isIndirect = 0;
    unsigned char* isKey = nullptr;
    sqlite3changeset_op(changes, &table, &count, &operation, &isIndirect);
    sqlite3changeset_pk(changes, &isKey, nullptr);
    QM_ASSIGN(const std::vector<std::string> columns, columnsOf(handle, table));

    RowWrite write;
    std::string set;
    std::string where;
    RowValues keys;
    for (int i = 0; i < count; ++i) {
        const std::string& name = columns[static_cast<std::size_t>(i)];
        sqlite3_value* before = nullptr;
        sqlite3_value* after = nullptr;
        if (operation != SQLITE_INSERT)
            sqlite3changeset_old(changes, i, &before);
        if (operation != SQLITE_DELETE)
            sqlite3changeset_new(changes, i, &after);
        if (operation == SQLITE_INSERT) {
            set += set.empty() ? "?" : ", ?";
            write.values.add(after);
        } else if (after && !isKey[i]) {
            set += (set.empty() ? "" : ", ") + name + " = ?";
            write.values.add(after);
        }
        if (operation != SQLITE_INSERT && isKey[i]) {
            where += (where.empty() ? "" : " AND ") + name + " = ?";
            keys.add(before);
        }
    }
    write.values.append(std::move(keys));
    if (operation == SQLITE_INSERT)
        write.sql = "INSERT INTO " + std::string(table) + " VALUES (" + set + ")";
    else if (operation == SQLITE_UPDATE)
        write.sql = "UPDATE " + std::string(table) + " SET " + set + " WHERE " + where;
    else
        write.sql = "DELETE FROM " + std::string(table) + " WHERE " + where;
    return write;
}

} // namespace

void RowValues::Free::operator()(sqlite3_value* value) const
{
    sqlite3_value_free(value);
}

void RowValues::add(const sqlite3_value* value)
{
    m_values.emplace_back(sqlite3_value_dup(value));
}

void RowValues::append(RowValues other)
{
    for (auto& value : other.m_values)
        m_values.push_back(std::move(value));
}

void RowValues::bindTo(sqlite3_stmt* statement) const
{
    for (std::size_t i = 0; i < m_values.size(); ++i)
        sqlite3_bind_value(statement, static_cast<int>(i) + 1, m_values[i].get());
}

void RawSqlite::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

void RawSqlite::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Result<RawSqlite> RawSqlite::open(const std::string& path)
{
    QM_ASSIGN(const sql::OpenPlan plan, sql::planOpen(path, sql::OpenMode::ReadWriteCreate));
    RawSqlite raw;
    raw.m_path = path;
    sqlite3* handle = nullptr;
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    const int opened = sqlite3_open_v2(plan.uri.c_str(), &handle, flags, nullptr);
    raw.m_handle.reset(handle);
    if (opened != SQLITE_OK)
        return raw.error();
    QM_TRY(sql::configure(handle, path, plan));
    return raw;
}

Error RawSqlite::error() const
{
    return { ErrorCode::Io, m_path + ": " + sqlite3_errmsg(m_handle.get()) };
}

Result<> RawSqlite::execute(const std::string& script)
{
    if (sqlite3_exec(m_handle.get(), script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return error();
    return {};
}

Result<sqlite3_stmt*> RawSqlite::prepared(const std::string& sql)
{
    auto& kept = m_statements[sql];
    if (!kept) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(m_handle.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
            != SQLITE_OK)
            return error();
        kept.reset(statement);
    }
    return kept.get();
}

Result<std::vector<RowValues>> RawSqlite::read(const std::string& sql)
{
    QM_ASSIGN(sqlite3_stmt * statement, prepared(sql));
    std::vector<RowValues> rows;
    int state = 0;
    while ((state = sqlite3_step(statement)) == SQLITE_ROW) {
        RowValues row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i)
            row.add(sqlite3_column_value(statement, i));
        rows.push_back(std::move(row));
    }
    sqlite3_reset(statement);
    if (state != SQLITE_DONE)
        return error();
    return rows;
}

Result<> RawSqlite::stepThrough(const std::string& sql)
{
    QM_ASSIGN(sqlite3_stmt * statement, prepared(sql));
    int state = 0;
    while ((state = sqlite3_step(statement)) == SQLITE_ROW) { }
    sqlite3_reset(statement);
    if (state != SQLITE_DONE)
        return error();
    return {};
}

Result<> RawSqlite::writeAll(const std::string& sql, const std::vector<RowValues>& rows)
{
    QM_ASSIGN(sqlite3_stmt * statement, prepared(sql));
    QM_TRY(execute("BEGIN IMMEDIATE"));
    for (const RowValues& row : rows) {
        row.bindTo(statement);
        if (sqlite3_step(statement) != SQLITE_DONE)
            return error();
        sqlite3_reset(statement);
    }
    return execute("COMMIT");
}

Result<> RawSqlite::write(const std::vector<RowWrite>& writes)
{
    QM_ASSIGN(sqlite3_stmt * begin, prepared("BEGIN IMMEDIATE"));
    QM_ASSIGN(sqlite3_stmt * commit, prepared("COMMIT"));
    sqlite3_step(begin);
    sqlite3_reset(begin);
    for (const RowWrite& write : writes) {
        QM_ASSIGN(sqlite3_stmt * statement, prepared(write.sql));
        write.values.bindTo(statement);
        if (sqlite3_step(statement) != SQLITE_DONE)
            return error();
        sqlite3_reset(statement);
    }
    const int done = sqlite3_step(commit);
    sqlite3_reset(commit);
    if (done != SQLITE_DONE)
        return error();
    return {};
}

void WriteRecorder::install()
{
    // SQLite's own type for every kind of entry point
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&rememberHandle));
}

Result<std::vector<RowWrite>> WriteRecorder::record(const std::function<Result<>()>& action)
{
    sqlite3* handle = lastOpened;
    sqlite3_session* made = nullptr;
    if (sqlite3session_create(handle, "main", &made) != SQLITE_OK)
        return Error { ErrorCode::Io, "SQLite has no session extension here" };
    const std::unique_ptr<sqlite3_session, DeleteSession> session(made);
    sqlite3session_attach(session.get(), nullptr);
    QM_TRY(action());

    int size = 0;
    void* bytes = nullptr;
    if (sqlite3session_changeset(session.get(), &size, &bytes) != SQLITE_OK)
        return Error { ErrorCode::Io, sqlite3_errmsg(handle) };
    const std::unique_ptr<void, FreeMemory> changeset(bytes);
    sqlite3_changeset_iter* iterator = nullptr;
    if (sqlite3changeset_start(&iterator, size, bytes) != SQLITE_OK)
        return Error { ErrorCode::Io, "the recorded changes cannot be read" };
    const std::unique_ptr<sqlite3_changeset_iter, FinalizeChanges> changes(iterator);
    std::vector<RowWrite> writes;
    while (sqlite3changeset_next(changes.get()) == SQLITE_ROW) {
        QM_ASSIGN(RowWrite write, writeOf(handle, changes.get()));
        writes.push_back(std::move(write));
    }
    return writes;
}

} // namespace qm::bench
