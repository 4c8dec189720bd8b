#pragma once

#include "common/sql/connection.h"

#include <utility>

namespace qm {

/// Many reads as of one moment, without each of them locking the file and looking for what is new. Not within another
/// transaction; must be gone before the next action begins.
class ReadTransaction {
public:
    static Result<ReadTransaction> begin(sql::Connection& connection)
    {
        QM_TRY(connection.execute("BEGIN"));
        return ReadTransaction(connection);
    }
    ReadTransaction(ReadTransaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) { }
    ReadTransaction& operator=(ReadTransaction&&) = delete;
    ~ReadTransaction()
    {
        if (m_connection)
            (void)m_connection->execute("ROLLBACK"); // it has only read
    }

private:
    explicit ReadTransaction(sql::Connection& connection) : m_connection(&connection) { }
    sql::Connection* m_connection;
};

} // namespace qm
