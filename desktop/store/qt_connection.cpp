#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlResult>
#include <QString>
#include <QStringDecoder>
#include <QVariant>

#include "desktop/store/qt_connection.h"

#include "common/sql/sqlite_handle.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <vector>

namespace qm::desktop {

namespace {

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Error errorOfQt(const QSqlError& error, int systemError, const std::string& path)
{
    const int code = error.nativeErrorCode().toInt(); // 0 when Qt itself refuses
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return sql::errorOf(code ? code : SQLITE_MISUSE, text.toStdString(), systemError, path);
}

std::string_view viewOf(const QByteArray& bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

/// The text as it must be bound to arrive unchanged. Qt drops a byte order mark at the start of UTF-8; and QSQLITE
/// binds UTF-16, where SQLite drops one: a text that begins with one gets a second.
QString boundText(std::string_view utf8)
{
    constexpr QChar mark(0xfeff);
    if (utf8.empty())
        return QStringLiteral(""); // QString() would be bound as NULL
    if (!utf8.starts_with("\xef\xbb\xbf"))
        return fromUtf8(utf8);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
    return mark + text;
}

/// Where the string, name or comment that starts at `at` ends; `at` when none does.
std::size_t skipQuoted(std::string_view sql, std::size_t at)
{
    const std::string_view rest = sql.substr(at);
    const auto past = [&](std::string_view end, std::size_t from) {
        const std::size_t found = rest.find(end, from);
        return found == std::string_view::npos ? sql.size() : at + found + end.size();
    };
    switch (rest.front()) {
    case '\'':
    case '"':
    case '`': return past(rest.substr(0, 1), 1);
    case '[': return past("]", 1);
    case '-': return rest.starts_with("--") ? past("\n", 2) : at;
    case '/': return rest.starts_with("/*") ? past("*/", 2) : at;
    default: return at;
    }
}

/// The statement with its parameters ? and ?NNN named @NNN. Qt gives every ? a name of its own, so that ?1 would not be
/// the first parameter, nor the same one when it stands twice.
struct NamedSql {
    QString text;
    int parameters = 0; ///< the highest number
};
NamedSql nameParameters(std::string_view sql)
{
    std::string text;
    int highest = 0;
    for (std::size_t at = 0; at < sql.size();) {
        if (const std::size_t end = skipQuoted(sql, at); end > at) {
            text += sql.substr(at, end - at);
            at = end;
        } else if (sql[at] != '?') {
            text += sql[at++];
        } else {
            int number = 0;
            for (++at; at < sql.size() && sql[at] >= '0' && sql[at] <= '9' && number < 100'000; ++at)
                number = number * 10 + (sql[at] - '0');
            number = number ? number : highest + 1;
            highest = std::max(highest, number);
            text += "@" + std::to_string(number);
        }
    }
    return { fromUtf8(text), highest };
}

/// Where a query keeps the values it is run with. QSqlQuery::bindValue() makes a name for the parameter and looks it
/// up, each time: a third of what inserting a row takes. From Qt 6.6 on the list is reached through a function that is
/// not const; the overloads take either.
struct BoundValues : QSqlResult {
    static QList<QVariant>& of(const QSqlQuery& query) { return of(*query.result(), &BoundValues::boundValues); }

private:
    using Values = QList<QVariant>;
    template <typename R>
    static Values& of(const R& result, Values& (R::*values)() const)
    {
        return (result.*values)();
    }
    template <typename R>
    static Values& of(const R& result, Values& (R::*values)())
    {
        return (const_cast<R&>(result).*values)();
    }
};

/// A prepared query that only runs forward, so that Qt keeps one row and not all. Its parameters are all bound, with
/// NULL at first: Qt refuses to run a query whose values are fewer than its parameters, where SQLite takes NULL.
class QtStatement final : public sql::Statement {
public:
    /// `places` says where in the query each parameter, by its number, got its place: -1 where a number is left out.
    QtStatement(QSqlQuery query, int columns, std::vector<int> places, const sql::Connection& connection,
        sqlite3* handle, const std::string& path)
        : m_query(std::move(query))
        , m_columns(static_cast<std::size_t>(columns))
        , m_places(std::move(places))
        , m_connection(connection)
        , m_handle(handle)
        , m_path(path)
    {
        for (const int place : m_places) {
            if (place >= 0)
                m_query.bindValue(place, QVariant());
        }
    }

    void bindNull(int index) override { bindVariant(index, QVariant()); }
    void bind(int index, std::int64_t value) override { bindVariant(index, QVariant::fromValue(qint64(value))); }
    void bindText(int index, std::string_view utf8) override
    {
        if (const char* fault = sql::textFault(utf8))
            return note(fault);
        bindVariant(index, boundText(utf8));
    }
    void bindBlob(int index, std::string_view bytes) override
    {
        if (const char* fault = sql::blobFault(bytes))
            return note(fault);
        bindVariant(
            index, bytes.empty() ? QByteArray("") : QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
    }

    Result<bool> step() override
    {
        if (m_bindFailure)
            return bindError();
        if (m_state == State::Done)
            return false;
        QM_TRY(m_connection.checkTransaction());
        ++m_row;
        if (m_state == State::Ready && !m_query.exec())
            return stepError();
        if (!m_columns.empty() && m_query.next()) {
            m_state = State::Rows;
            return true;
        }
        if (m_query.lastError().isValid())
            return stepError();
        finish(State::Done);
        return false;
    }
    void reset() override { finish(State::Ready); }

    int columnCount() const override { return static_cast<int>(m_columns.size()); }
    bool isNull(int column) const override { return m_query.isNull(column); }
    std::int64_t integer(int column) const override { return m_query.value(column).toLongLong(); }
    std::string_view text(int column) const override
    {
        return kept(column, [](const QVariant& value) { return value.toString().toUtf8(); });
    }
    std::string_view blob(int column) const override
    {
        return kept(column, [](const QVariant& value) { return value.toByteArray(); });
    }

private:
    enum class State { Ready, Rows, Done };

    /// What a column's view looks at, and the row it was made for.
    struct Column {
        QByteArray bytes;
        std::uint64_t row = 0;
    };

    template <typename Convert>
    std::string_view kept(int index, Convert convert) const
    {
        if (index < 0 || index >= columnCount())
            return {};
        Column& column = m_columns[static_cast<std::size_t>(index)];
        if (column.row != m_row) {
            column.bytes = convert(m_query.value(index));
            column.row = m_row;
        }
        return viewOf(column.bytes);
    }

    void bindVariant(int index, QVariant value)
    {
        if (index < 0 || static_cast<std::size_t>(index) >= m_places.size())
            return note("a value was bound to a parameter that is not there");
        if (m_state == State::Rows)
            return note("a value was bound while rows were being read");
        if (const int place = m_places[static_cast<std::size_t>(index)]; place >= 0)
            BoundValues::of(m_query)[place] = std::move(value);
    }

    void note(const char* failure)
    {
        if (!m_bindFailure)
            m_bindFailure = failure;
    }

    Error bindError()
    {
        finish(State::Done);
        return sql::errorOf(SQLITE_RANGE, std::exchange(m_bindFailure, nullptr), 0, m_path);
    }

    Error stepError()
    {
        const QSqlError error = m_query.lastError();
        const int systemError = sqlite3_system_errno(m_handle);
        finish(State::Done);
        return errorOfQt(error, systemError, m_path);
    }

    void finish(State next)
    {
        // A query without rows was reset by Qt when it had run.
        if (m_state == State::Rows || !m_columns.empty())
            m_query.finish();
        m_state = next;
    }

    mutable QSqlQuery m_query;
    mutable std::vector<Column> m_columns;
    std::vector<int> m_places;
    const sql::Connection& m_connection;
    sqlite3* m_handle;
    const std::string& m_path; // the connection's
    const char* m_bindFailure = nullptr;
    std::uint64_t m_row = 0;
    State m_state = State::Ready;
};

/// A QSqlDatabase of its own, taken out of Qt's list when this goes.
class QtDatabase {
public:
    QtDatabase() : m_name(nextName()), m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name)) { }
    ~QtDatabase()
    {
        if (m_name.isEmpty())
            return;
        m_database.close();
        m_database = QSqlDatabase(); // or Qt warns that it is still in use
        QSqlDatabase::removeDatabase(m_name);
    }
    QtDatabase(QtDatabase&& other) noexcept
        : m_name(std::exchange(other.m_name, QString()))
        , m_database(std::exchange(other.m_database, QSqlDatabase()))
    {
    }
    QtDatabase& operator=(QtDatabase&&) = delete;
    QSqlDatabase& operator*() { return m_database; }
    QSqlDatabase* operator->() { return &m_database; }

private:
    static QString nextName()
    {
        static std::atomic<unsigned> count = 0;
        return QStringLiteral("quartermaster-%1").arg(++count);
    }

    QString m_name;
    QSqlDatabase m_database;
};

/// SQLite's own handle behind a Qt object that gives it as `type`; null when it has none.
template <typename T>
T* handleIn(const QVariant& variant, const char* type)
{
    if (!variant.isValid() || std::strcmp(variant.typeName(), type) != 0)
        return nullptr;
    return *static_cast<T* const*>(variant.constData());
}

class QtConnection final : public sql::Connection {
public:
    QtConnection(QtDatabase database, sqlite3* handle, std::string path)
        : m_database(std::move(database))
        , m_handle(handle)
        , m_path(std::move(path))
    {
    }
    ~QtConnection() override { dropCached(); }

    Result<std::unique_ptr<sql::Statement>> prepare(std::string_view sql) override
    {
        const NamedSql named = nameParameters(sql);
        QSqlQuery query(*m_database);
        query.setForwardOnly(true);
        if (!sql.empty() && !query.prepare(named.text))
            return errorOfQt(query.lastError(), sqlite3_system_errno(m_handle), m_path);
        auto* statement = handleIn<sqlite3_stmt>(query.result()->handle(), "sqlite3_stmt*");
        if (!statement)
            return Error { ErrorCode::Invalid, m_path + ": not one SQL statement: " + std::string(sql.substr(0, 80)) };
        const int columns = sqlite3_column_count(statement);
        std::vector<int> places;
        for (int number = 1; number <= named.parameters; ++number)
            places.push_back(sqlite3_bind_parameter_index(statement, ("@" + std::to_string(number)).c_str()) - 1);
        return std::unique_ptr<sql::Statement>(
            new QtStatement(std::move(query), columns, std::move(places), *this, m_handle, m_path));
    }
    Result<> execute(std::string_view script) override
    {
        QM_TRY(checkTransaction());
        return sql::runScript(m_handle, m_path, script); // Qt runs no scripts
    }
    std::int64_t changes() const override { return sqlite3_changes64(m_handle); }
    void releaseMemory() override { sqlite3_db_release_memory(m_handle); }

private:
    bool isAutocommit() const override { return sqlite3_get_autocommit(m_handle) != 0; }

    QtDatabase m_database;
    sqlite3* m_handle;
    std::string m_path;
};

/// The handle may be used only with the very library that made it: some Qt builds carry a SQLite of their own.
Result<> checkLibrary(QSqlDatabase& database)
{
    QSqlQuery query(QStringLiteral("SELECT sqlite_source_id()"), database);
    if (!query.next() || query.value(0).toString() != QLatin1String(sqlite3_sourceid()))
        return Error { ErrorCode::Io,
            "Qt's SQLite driver and this program were built with different SQLite libraries" };
    return {};
}

} // namespace

Result<std::unique_ptr<sql::Connection>> openQtSql(const std::string& path, sql::OpenMode mode)
{
    QM_ASSIGN(const sql::OpenPlan plan, sql::planOpen(path, mode));
    QtDatabase database;
    if (!database->isValid())
        return Error { ErrorCode::Io, "Qt's SQLite driver (QSQLITE) is not installed" };
    database->setDatabaseName(fromUtf8(plan.uri));
    database->setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI")); // the URI says whether to create, and to write
    if (!database->open())
        return errorOfQt(database->lastError(), 0, path);
    auto* handle = handleIn<sqlite3>(database->driver()->handle(), "sqlite3*");
    if (!handle)
        return Error { ErrorCode::Io, "Qt's SQLite driver does not give its handle" };
    QM_TRY(checkLibrary(*database));
    QM_TRY(sql::configure(handle, path, plan));
    return std::unique_ptr<sql::Connection>(new QtConnection(std::move(database), handle, path));
}

} // namespace qm::desktop
