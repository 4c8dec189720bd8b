#include "common/sql/connection.h"

namespace qm::sql {

Result<> Statement::run()
{
    auto more = step();
    reset();
    if (!more)
        return more.error();
    return {};
}

Result<Statement*> Connection::cached(const char* sql)
{
    auto& kept = m_cached[sql];
    if (!kept) {
        auto prepared = prepare(sql);
        if (!prepared) {
            m_cached.erase(sql);
            return prepared.error();
        }
        kept = *std::move(prepared);
    } else {
        kept->reset();
    }
    return kept.get();
}

Result<> Connection::checkTransaction() const
{
    if (m_isInTransaction && isAutocommit())
        return Error { ErrorCode::Io, "a failure before this has ended the change; nothing of it was kept" };
    return {};
}

Result<Transaction> Transaction::begin(Connection& connection)
{
    QM_ASSIGN(Statement * begin, connection.cached("BEGIN IMMEDIATE"));
    QM_TRY(begin->run());
    connection.m_isInTransaction = true;
    return Transaction(connection);
}

Result<> Transaction::commit()
{
    auto commit = m_connection->cached("COMMIT");
    if (!commit)
        return commit.error();
    if (auto done = (*commit)->run(); !done) {
        rollback();
        return done;
    }
    m_connection->m_isInTransaction = false;
    m_connection = nullptr;
    return {};
}

void Transaction::rollback()
{
    if (!m_connection)
        return;
    m_connection->m_isInTransaction = false;
    if (auto statement = m_connection->cached("ROLLBACK"))
        (void)(*statement)->run(); // fails only when SQLite has rolled back by itself
    m_connection = nullptr;
}

Result<std::int64_t> queryInteger(Connection& connection, std::string_view sql)
{
    QM_ASSIGN(auto statement, connection.prepare(sql));
    QM_ASSIGN(bool row, statement->step());
    if (!row)
        return Error { ErrorCode::NotFound, "no row" };
    return statement->integer(0);
}

Result<std::string> queryText(Connection& connection, std::string_view sql)
{
    QM_ASSIGN(auto statement, connection.prepare(sql));
    QM_ASSIGN(bool row, statement->step());
    if (!row)
        return Error { ErrorCode::NotFound, "no row" };
    return std::string(statement->text(0));
}

} // namespace qm::sql
