#pragma once

#include "common/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace qm::sql {

/// A prepared statement. Parameters (?, ?NNN; ?1 is 0) and columns count from 0; a parameter not bound is NULL. A
/// failed bind is reported by the next step() as Invalid: no such parameter, rows still being read, a text that is not
/// UTF-8 or longer than 8 MiB, a blob longer than 16 MiB. Owned by its Connection's thread. Values returned by text()
/// and blob() live until the next step() or reset().
class Statement {
public:
    virtual ~Statement() = default;
    virtual void bindNull(int index) = 0;
    virtual void bind(int index, std::int64_t value) = 0;
    virtual void bindText(int index, std::string_view utf8) = 0;
    virtual void bindBlob(int index, std::string_view bytes) = 0;
    /// True when a row is there, false when there are no more. The first call after reset() runs the statement.
    virtual Result<bool> step() = 0;
    /// Makes the statement ready to run again; bindings stay until bound anew.
    virtual void reset() = 0;
    virtual int columnCount() const = 0;
    virtual bool isNull(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::string_view blob(int column) const = 0;

    /// Runs a statement that gives no rows and makes it ready again.
    Result<> run();
};

/// One connection to one SQLite file, used by one thread. The daemon implements it over SQLite3, the desktop over
/// Qt Sql; tests/common/sql/conformance.h holds both to the same behaviour. Every connection is opened with
/// trusted_schema=OFF, cell_size_check=ON, mmap_size=0, foreign_keys=ON, busy_timeout=5000, journal_mode=WAL,
/// synchronous=FULL, defensive mode on, double-quoted strings off (DESIGN.md section 4).
/// Errors: Busy, ReadOnly, DiskFull, Corrupt, NotALedger (not a database), Rule (a constraint), Io.
class Connection {
public:
    virtual ~Connection() = default;
    virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
    /// Runs every statement of a script; stops at the first that fails.
    virtual Result<> execute(std::string_view script) = 0;
    /// Rows changed by the last INSERT, UPDATE or DELETE.
    virtual std::int64_t changes() const = 0;
    /// Pages freed in memory for other uses, as far as the driver can.
    virtual void releaseMemory() { }

    /// The statement for this text, prepared once and kept; handed out reset. `sql` must be a static text: its
    /// address is the key. Never ask for the same text again while its rows are still being read.
    Result<Statement*> cached(const char* sql);
    /// Closes every kept statement (before the file is closed, replaced or vacuumed).
    void dropCached() { m_cached.clear(); }
    /// Fine unless a Transaction is alive that SQLite has ended by itself, as it may when the disk fails: what was run
    /// now would stand alone. Asked before every statement and script. Error: Io.
    Result<> checkTransaction() const;

private:
    friend class Transaction;
    virtual bool isAutocommit() const = 0; ///< as SQLite says it
    bool m_isInTransaction = false;
    std::unordered_map<const char*, std::unique_ptr<Statement>> m_cached;
};

enum class OpenMode {
    ReadWrite, ///< the file must be there
    ReadWriteCreate, ///< made when missing
    ReadOnly,
};

/// A transaction (BEGIN IMMEDIATE) that rolls back unless committed. Where a failure ends it early, every statement up
/// to its end fails (Io) and nothing of it stays.
class Transaction {
public:
    static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) { }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction() { rollback(); }
    /// After a failed commit everything is rolled back.
    Result<> commit();
    void rollback();

private:
    explicit Transaction(Connection& connection) : m_connection(&connection) { }
    Connection* m_connection;
};

/// The first column of the first row as a number or text; NotFound when there is no row.
Result<std::int64_t> queryInteger(Connection& connection, std::string_view sql);
Result<std::string> queryText(Connection& connection, std::string_view sql);

} // namespace qm::sql
