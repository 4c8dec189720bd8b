#pragma once

#include "common/result.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

namespace qm::bench {

/// Values of one row, kept apart from the statement that gave them.
class RowValues {
public:
    RowValues() = default;
    RowValues(RowValues&&) = default;
    RowValues& operator=(RowValues&&) = default;
    void add(const sqlite3_value* value);
    void append(RowValues other);
    void bindTo(sqlite3_stmt* statement) const;

private:
    struct Free {
        void operator()(sqlite3_value* value) const;
    };
    std::vector<std::unique_ptr<sqlite3_value, Free>> m_values;
};

/// One row to insert, update or delete: a prepared text and its values.
struct RowWrite {
    std::string sql;
    RowValues values;
};

/// Plain SQLite through its C interface, with the settings of the product's own connections: the raw limit.
class RawSqlite {
public:
    /// The file is made when missing.
    static Result<RawSqlite> open(const std::string& path);

    Result<> execute(const std::string& script);
    /// The rows of a query.
    Result<std::vector<RowValues>> read(const std::string& sql);
    /// A query whose rows are stepped over.
    Result<> stepThrough(const std::string& sql);
    /// One durable transaction that runs one prepared statement with each row's values.
    Result<> writeAll(const std::string& sql, const std::vector<RowValues>& rows);
    /// One durable transaction with these writes; statements are prepared once and kept.
    Result<> write(const std::vector<RowWrite>& writes);

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    Result<sqlite3_stmt*> prepared(const std::string& sql);
    Error error() const;

    std::string m_path;
    std::unique_ptr<sqlite3, Close> m_handle;
    std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>> m_statements;
};

/// Watches which rows an action of a ledger writes, whatever connection it uses. (SQLite's session extension.)
class WriteRecorder {
public:
    /// From here on remembers the handle of every connection that this process opens. Call once, before opening.
    static void install();
    /// Runs `action` and gives the row writes it made on the connection opened last.
    static Result<std::vector<RowWrite>> record(const std::function<Result<>()>& action);
};

} // namespace qm::bench
