#include <QTest>

#include "tests/common/sql/conformance.h"

#include "syncd/store/sqlite_connection.h"

class SqliteConnectionTest : public SqlConformance {
    Q_OBJECT

public:
    SqliteConnectionTest() : SqlConformance(qm::syncd::openSqlite) { }
};

QTEST_GUILESS_MAIN(SqliteConnectionTest)
#include "sqlite_connection_test.moc"
