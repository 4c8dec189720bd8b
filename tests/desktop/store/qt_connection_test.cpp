#include <QSqlDatabase>
#include <QTest>

#include "tests/common/sql/conformance.h"

#include "desktop/store/qt_connection.h"

using namespace qm;

class QtConnectionTest : public SqlConformance {
    Q_OBJECT

public:
    QtConnectionTest() : SqlConformance(desktop::openQtSql) { }

private slots:
    void leavesNothingInQtsListOfDatabases();
};

void QtConnectionTest::leavesNothingInQtsListOfDatabases()
{
    {
        auto one = desktop::openQtSql(":memory:", sql::OpenMode::ReadWriteCreate);
        auto two = desktop::openQtSql(":memory:", sql::OpenMode::ReadWriteCreate);
        QVERIFY(one && two);
        QVERIFY((*one)->cached("SELECT 1"));
        QCOMPARE(QSqlDatabase::connectionNames().size(), 2);
        QVERIFY(!desktop::openQtSql("/dev/null", sql::OpenMode::ReadWrite));
    }

    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
}

QTEST_GUILESS_MAIN(QtConnectionTest)
#include "qt_connection_test.moc"
