#include <QFile>
#include <QTest>

#include "tests/common/sql/conformance.h"

#include "tests/common/sql/small_disk.h"
#include "tests/common/sql/verify.h"

#include <filesystem>
#include <fstream>
#include <limits>
#include <sys/stat.h>
#include <thread>

using namespace qm;
using namespace qm::sql;

namespace {

std::string content(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

void write(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// 2,000 rows on a hundred pages or so, all in the file itself.
void fill(Connection& connection)
{
    QVERIFY(connection.execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;"
        "INSERT INTO t SELECT value, hex(randomblob(100)) FROM"
        " (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 2000)"
        " SELECT value FROM n);"
        "CREATE INDEX t_note ON t (note);"
        "PRAGMA wal_checkpoint(TRUNCATE);"));
}

std::int64_t count(Connection& connection)
{
    const auto rows = queryInteger(connection, "SELECT count(*) FROM t");
    return rows ? *rows : -1;
}

} // namespace

SqlConformance::SqlConformance(Opener opener) : m_opener(std::move(opener)) { }

void SqlConformance::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void SqlConformance::cleanup()
{
    m_folder.reset();
}

std::string SqlConformance::path(const char* name) const
{
    return m_folder->filePath(QString::fromUtf8(name)).toStdString();
}

std::unique_ptr<Connection> SqlConformance::open(const std::string& file, OpenMode mode)
{
    auto opened = m_opener(file, mode);
    if (!opened) {
        qWarning("%s", opened.error().detail.c_str());
        return nullptr;
    }
    return *std::move(opened);
}

// Values

void SqlConformance::givesBackIntegersOfEverySize()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v INTEGER) STRICT"));
    const std::int64_t values[] = { 0, 1, -1, 255, -129, 65'536, -9'007'199'254'740'991, 9'007'199'254'740'993,
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min() };

    auto insert = connection->prepare("INSERT INTO t VALUES (?)");
    for (const std::int64_t value : values) {
        (*insert)->bind(0, value);
        VERIFY_OK((*insert)->run());
    }

    auto select = connection->prepare("SELECT v, CAST(v AS TEXT) FROM t ORDER BY rowid");
    for (const std::int64_t value : values) {
        QVERIFY(*(*select)->step());
        QVERIFY(!(*select)->isNull(0));
        QCOMPARE((*select)->integer(0), value);
        QCOMPARE(std::string((*select)->text(1)), std::to_string(value));
        QCOMPARE(std::string((*select)->text(0)), std::to_string(value));
    }
}

void SqlConformance::givesBackTextOfEveryUtf8Width_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("one byte") << QByteArray("Groceries");
    QTest::newRow("two bytes") << QByteArray("Z\xc3\xbcrich \xd0\x96 \xdf\xbf");
    QTest::newRow("three bytes") << QByteArray("\xe2\x82\xac 12, \xe6\x97\xa5\xe6\x9c\xac \xef\xbf\xbd");
    QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x9b\x92 \xf0\x90\x80\x80 \xf4\x8f\xbf\xbf");
    QTest::newRow("NUL inside") << QByteArray("a\0b\0", 4);
    QTest::newRow("NUL alone") << QByteArray("\0", 1);
    QTest::newRow("byte order mark first") << QByteArray("\xef\xbb\xbf"
                                                         "a");
    QTest::newRow("two byte order marks") << QByteArray("\xef\xbb\xbf\xef\xbb\xbf");
    QTest::newRow("byte order mark inside") << QByteArray("a\xef\xbb\xbf");
    QTest::newRow("private use and noncharacters") << QByteArray("\xee\x80\x80\xef\xb7\x90\xf0\x9f\xbf\xbe");
    QTest::newRow("line breaks and tabs") << QByteArray("a\r\nb\tc\n");
    QTest::newRow("not composed") << QByteArray("e\xcc\x81");
    QTest::newRow("looks like a number") << QByteArray("007");
    QTest::newRow("long") << QByteArray(8 * 1024 * 1024 - 2, 'x') + QByteArray("\xc3\xa9");
}

void SqlConformance::givesBackTextOfEveryUtf8Width()
{
    QFETCH(const QByteArray, text);
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v TEXT) STRICT"));
    auto insert = connection->prepare("INSERT INTO t VALUES (?)");
    (*insert)->bindText(0, { text.constData(), std::size_t(text.size()) });
    VERIFY_OK((*insert)->run());

    auto select = connection->prepare("SELECT v, typeof(v), CAST(v AS BLOB) FROM t");

    QVERIFY(*(*select)->step());
    QCOMPARE(QByteArray((*select)->text(0).data(), qsizetype((*select)->text(0).size())), text);
    QCOMPARE(std::string((*select)->text(1)), "text");
    QCOMPARE(QByteArray((*select)->blob(2).data(), qsizetype((*select)->blob(2).size())), text);
}

void SqlConformance::refusesTextThatIsNotUtf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("Windows-1252") << QByteArray("Z\xfcrich");
    QTest::newRow("a continuation alone") << QByteArray("a\x80");
    QTest::newRow("cut") << QByteArray("\xe2\x82");
    QTest::newRow("overlong") << QByteArray("\xc0\xaf");
    QTest::newRow("overlong NUL") << QByteArray("\xc0\x80");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("beyond U+10FFFF") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("never in UTF-8") << QByteArray("\xff");
    QTest::newRow("wrong after much that is right") << QByteArray(1000, 'x') + QByteArray("\x80");
    QTest::newRow("U+FFFE") << QByteArray("abcdefghij\xef\xbf\xbe");
    QTest::newRow("U+FFFF after other characters") << QByteArray("\xef\xbc\xa1\xef\xbf\xbf");
    QTest::newRow("too long") << QByteArray(8 * 1024 * 1024 + 1, 'x');
}

void SqlConformance::refusesTextThatIsNotUtf8()
{
    QFETCH(const QByteArray, text);
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v TEXT) STRICT"));
    auto insert = connection->prepare("INSERT INTO t VALUES (?)");

    (*insert)->bindText(0, { text.constData(), std::size_t(text.size()) });

    VERIFY_FAILS((*insert)->run(), ErrorCode::Invalid);
    QCOMPARE(count(*connection), 0);
    (*insert)->bindText(0, "good");
    VERIFY_OK((*insert)->run());
    QCOMPARE(*queryText(*connection, "SELECT v FROM t"), "good");
}

void SqlConformance::givesBackBlobsWithEveryByte()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v BLOB) STRICT"));
    std::string bytes;
    for (int i = 0; i < 3 * 256; ++i)
        bytes += static_cast<char>(i % 256);
    const std::string big(15 * 1024 * 1024, '\0');
    auto insert = connection->prepare("INSERT INTO t VALUES (?)");
    for (const std::string& value : { bytes, big }) {
        (*insert)->bindBlob(0, value);
        VERIFY_OK((*insert)->run());
    }

    auto select = connection->prepare("SELECT v, typeof(v), length(v) FROM t ORDER BY rowid");

    for (const std::string& value : { bytes, big }) {
        QVERIFY(*(*select)->step());
        QVERIFY((*select)->blob(0) == value);
        QCOMPARE(std::string((*select)->text(1)), "blob");
        QCOMPARE((*select)->integer(2), std::int64_t(value.size()));
    }
}

void SqlConformance::tellsEmptyFromNull()
{
    auto connection = open(":memory:");
    auto select
        = connection->prepare("SELECT ?1, typeof(?1), ?2, typeof(?2), ?3, typeof(?3), ?4, typeof(?4), ?5, typeof(?5)");
    (*select)->bindText(0, "");
    (*select)->bindText(1, std::string_view());
    (*select)->bindBlob(2, "");
    (*select)->bindBlob(3, std::string_view());
    (*select)->bindNull(4);

    QVERIFY(*(*select)->step());

    const char* const types[] = { "text", "text", "blob", "blob", "null" };
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(std::string((*select)->text(2 * i + 1)), types[i]);
        QCOMPARE((*select)->isNull(2 * i), i == 4);
        QVERIFY((*select)->text(2 * i).empty());
        QVERIFY((*select)->blob(2 * i).empty());
    }
    QCOMPARE((*select)->integer(8), 0);
}

void SqlConformance::takesWhatIsNotBoundForNull()
{
    auto connection = open(":memory:");
    auto select = connection->prepare("SELECT ?1 IS NULL, ?2 IS NULL");
    (*select)->bind(1, 5);

    QVERIFY(*(*select)->step());

    QCOMPARE((*select)->integer(0), 1);
    QCOMPARE((*select)->integer(1), 0);
}

void SqlConformance::keepsBindingsUntilBoundAnew()
{
    auto connection = open(":memory:");
    auto select = connection->prepare("SELECT ?1, ?2, ?1");
    {
        std::string text = "first";
        (*select)->bindText(0, text);
        text = "other"; // the statement has its own copy
    }
    (*select)->bind(1, 1);
    QVERIFY(*(*select)->step());
    (*select)->reset();
    (*select)->bind(1, 2);

    QVERIFY(*(*select)->step());

    QCOMPARE(std::string((*select)->text(0)), "first");
    QCOMPARE((*select)->integer(1), 2);
    QCOMPARE(std::string((*select)->text(2)), "first");
}

void SqlConformance::numbersParametersAsSqliteDoes()
{
    auto connection = open(":memory:");
    // ?3 is left out, the ? is ?6; what is quoted or a comment holds none.
    auto select = connection->prepare("SELECT ?2, ?1, '?', \"?\", ?2 || ?5, /* ? */ `?`, [?], ?4 - ?1 -- ?\n"
                                      " FROM (SELECT 'n' AS \"?\") WHERE 'it''s ?' <> ? AND '12:30' <> ':x'");
    QVERIFY2(select, select ? "" : select.error().detail.c_str());
    (*select)->bind(0, 1);
    (*select)->bindText(1, "two");
    (*select)->bind(2, 99);
    (*select)->bind(3, 4);
    (*select)->bindText(4, "five");
    (*select)->bindText(5, "six");

    const auto row = (*select)->step();

    VERIFY_OK(row);
    QVERIFY(*row);
    const char* const expected[] = { "two", "1", "?", "n", "twofive", "n", "n", "3" };
    for (int i = 0; i < 8; ++i)
        QCOMPARE((*select)->text(i).data() ? std::string((*select)->text(i)).c_str() : nullptr, expected[i]);
    (*select)->reset();
    (*select)->bind(6, 7);
    VERIFY_FAILS((*select)->step(), ErrorCode::Invalid);
}

void SqlConformance::refusesAParameterThatIsNotThere()
{
    auto connection = open(":memory:");
    auto select = connection->prepare("SELECT ?");
    for (const int index : { -1, 1, 100 }) {
        (*select)->reset();
        (*select)->bind(index, 5);
        VERIFY_FAILS((*select)->step(), ErrorCode::Invalid);
    }

    (*select)->reset();
    (*select)->bind(0, 5);

    QVERIFY(*(*select)->step());
    QCOMPARE((*select)->integer(0), 5);
}

void SqlConformance::refusesAValueWhileRowsAreRead()
{
    auto connection = open(":memory:");
    auto select = connection->prepare("SELECT ? UNION ALL SELECT 2");
    QVERIFY(*(*select)->step());

    (*select)->bind(0, 5);

    VERIFY_FAILS((*select)->step(), ErrorCode::Invalid);
    (*select)->reset();
    QVERIFY(*(*select)->step());
}

void SqlConformance::keepsViewsUntilTheNextStep()
{
    auto connection = open(":memory:");
    auto select
        = connection->prepare("SELECT 'first text, long enough', x'0001ff', 'third' UNION ALL SELECT 'x', x'05', 'y'");
    QCOMPARE((*select)->columnCount(), 3);
    QVERIFY(*(*select)->step());

    const std::string_view first = (*select)->text(0);
    const std::string_view second = (*select)->blob(1);
    const std::string_view third = (*select)->text(2);
    const std::string_view again = (*select)->text(0);

    QCOMPARE(std::string(first), "first text, long enough");
    QVERIFY(second == std::string_view("\x00\x01\xff", 3));
    QCOMPARE(std::string(third), "third");
    QCOMPARE(static_cast<const void*>(again.data()), static_cast<const void*>(first.data()));
    QVERIFY(*(*select)->step());
    QCOMPARE(std::string((*select)->text(0)), "x");
}

void SqlConformance::staysAtTheEndUntilReset()
{
    auto connection = open(":memory:");
    auto select = connection->prepare("VALUES (1), (2)");
    for (int round = 0; round < 3; ++round) {
        QVERIFY(*(*select)->step());
        QVERIFY(*(*select)->step());
        QCOMPARE((*select)->integer(0), 2);
        QVERIFY(!*(*select)->step());
        QVERIFY(!*(*select)->step());
        (*select)->reset();
    }
    VERIFY_OK(connection->execute("CREATE TABLE t (v INTEGER) STRICT"));
    auto insert = connection->prepare("INSERT INTO t VALUES (1)");
    QVERIFY(!*(*insert)->step());
    QVERIFY(!*(*insert)->step());
    QCOMPARE(count(*connection), 1);
}

void SqlConformance::readsRowsThatAWriteReturns()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT) STRICT"));
    auto insert = connection->prepare("INSERT INTO t (v) VALUES ('a'), ('b') RETURNING id, v");

    QVERIFY(*(*insert)->step());
    QCOMPARE((*insert)->integer(0), 1);
    QVERIFY(*(*insert)->step());
    QCOMPARE(std::string((*insert)->text(1)), "b");
    QVERIFY(!*(*insert)->step());

    QCOMPARE(count(*connection), 2);
}

void SqlConformance::countsChangedRows()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v INTEGER) STRICT; INSERT INTO t VALUES (1), (2), (3)"));

    auto update = connection->prepare("UPDATE t SET v = 9 WHERE v > ?");
    (*update)->bind(0, 1);
    VERIFY_OK((*update)->run());

    QCOMPARE(connection->changes(), 2);
    (*update)->bind(0, 100);
    VERIFY_OK((*update)->run());
    QCOMPARE(connection->changes(), 0);
}

void SqlConformance::refusesWhatIsNotOneStatement_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blank") << QByteArray(" \n");
    QTest::newRow("a comment") << QByteArray("-- nothing");
    QTest::newRow("two statements") << QByteArray("SELECT 1; SELECT 2");
}

void SqlConformance::refusesWhatIsNotOneStatement()
{
    QFETCH(const QByteArray, sql);
    auto connection = open(":memory:");
    VERIFY_FAILS(connection->prepare({ sql.constData(), std::size_t(sql.size()) }), ErrorCode::Invalid);
    VERIFY_OK(connection->prepare("SELECT 1; \n"));
}

void SqlConformance::saysWhatIsWrongWithAStatement()
{
    auto connection = open(path());

    const auto syntax = connection->prepare("SELEC 1");
    const auto table = connection->prepare("SELECT * FROM nowhere");

    QVERIFY(!syntax);
    QCOMPARE(syntax.error().code, ErrorCode::Invalid);
    QVERIFY2(syntax.error().detail.find("syntax error") != std::string::npos, syntax.error().detail.c_str());
    QVERIFY2(syntax.error().detail.find(path()) != std::string::npos, syntax.error().detail.c_str());
    QVERIFY(!table);
    QVERIFY2(table.error().detail.find("no such table: nowhere") != std::string::npos, table.error().detail.c_str());
}

// Scripts and transactions

void SqlConformance::runsAScriptToItsFirstFailure()
{
    auto connection = open(":memory:");

    VERIFY_OK(connection->execute("-- one; two\n"
                                  "CREATE TABLE t (v TEXT) STRICT; ;\n"
                                  "/* a; b */ CREATE TRIGGER t_after AFTER INSERT ON t WHEN new.v = 'a;b' BEGIN\n"
                                  "    INSERT INTO t VALUES ('from; the trigger');\n"
                                  "END;\n"
                                  "INSERT INTO t VALUES ('a;b'); -- the end;"));
    QCOMPARE(count(*connection), 2);
    VERIFY_FAILS(
        connection->execute("INSERT INTO t VALUES ('c'); INSERT INTO nowhere VALUES (1); INSERT INTO t VALUES ('d')"),
        ErrorCode::Invalid);
    QCOMPARE(count(*connection), 3);
    VERIFY_OK(connection->execute(""));
    VERIFY_FAILS(connection->execute(std::string_view("SELECT 1;\0 SELECT 2", 18)), ErrorCode::Invalid);
    // A script is longer than a statement may be.
    std::string script;
    for (int i = 0; i < 5'000; ++i)
        script += "INSERT INTO t VALUES ('one row of a long script');\n";
    VERIFY_OK(connection->execute(script));
    QCOMPARE(count(*connection), 5'003);
}

void SqlConformance::commitsAndRollsBack()
{
    auto connection = open(path());
    VERIFY_OK(connection->execute("CREATE TABLE t (v INTEGER) STRICT"));
    auto insert = connection->prepare("INSERT INTO t VALUES (1)");

    {
        auto transaction = Transaction::begin(*connection);
        VERIFY_OK(transaction);
        VERIFY_OK((*insert)->run());
        VERIFY_FAILS(Transaction::begin(*connection), ErrorCode::Invalid); // one at a time
        QCOMPARE(count(*connection), 1);
    }
    QCOMPARE(count(*connection), 0);
    {
        auto transaction = Transaction::begin(*connection);
        VERIFY_OK((*insert)->run());
        Transaction moved = *std::move(transaction);
        VERIFY_OK(moved.commit());
    }
    QCOMPARE(count(*connection), 1);
    auto other = open(path(), OpenMode::ReadOnly);
    QCOMPARE(count(*other), 1);
}

void SqlConformance::rollsBackWhenTheCommitFails()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;"
                                  "CREATE TABLE t (v INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED) STRICT"));
    auto transaction = Transaction::begin(*connection);
    VERIFY_OK(connection->execute("INSERT INTO t VALUES (7)"));

    VERIFY_FAILS(transaction->commit(), ErrorCode::Rule);

    QCOMPARE(count(*connection), 0);
    VERIFY_OK(Transaction::begin(*connection));
}

// SQLite may end a transaction when a read or write fails; OR ROLLBACK does the same.
void SqlConformance::writesNothingAfterATransactionEndedByItself()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1)"));
    auto insert = connection->cached("INSERT INTO t VALUES (3)");
    {
        auto transaction = Transaction::begin(*connection);
        VERIFY_OK(connection->execute("INSERT INTO t VALUES (2)"));
        VERIFY_FAILS(connection->execute("INSERT OR ROLLBACK INTO t VALUES (1)"), ErrorCode::Rule);

        VERIFY_FAILS((*insert)->run(), ErrorCode::Io);
        VERIFY_FAILS(connection->execute("INSERT INTO t VALUES (4)"), ErrorCode::Io);
        VERIFY_FAILS(transaction->commit(), ErrorCode::Io);
    }

    QCOMPARE(count(*connection), 1);
    auto next = Transaction::begin(*connection);
    VERIFY_OK(next);
    VERIFY_OK((*insert)->run());
    VERIFY_OK(next->commit());
    QCOMPARE(count(*connection), 2);
}

void SqlConformance::keepsCachedStatementsThroughSchemaChanges()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v INTEGER) STRICT"));
    static const char insertSql[] = "INSERT INTO t (v) VALUES (?)";
    static const char selectSql[] = "SELECT * FROM t";
    static const char wrongSql[] = "SELECT * FROM nowhere";

    auto insert = connection->cached(insertSql);
    VERIFY_OK(insert);
    (*insert)->bind(0, 5);
    VERIFY_OK((*insert)->run());
    auto select = connection->cached(selectSql);
    QVERIFY(*(*select)->step()); // left in the middle
    QCOMPARE(*connection->cached(insertSql), *insert);
    QCOMPARE(*connection->cached(selectSql), *select);
    VERIFY_OK(connection->execute("ALTER TABLE t ADD COLUMN more TEXT DEFAULT 'x'"));
    VERIFY_OK((*connection->cached(insertSql))->run());
    VERIFY_FAILS(connection->cached(wrongSql), ErrorCode::Invalid);
    connection->dropCached();
    auto after = connection->cached(selectSql);
    QVERIFY(*(*after)->step());
    QCOMPARE((*after)->columnCount(), 2);
    QCOMPARE(std::string((*after)->text(1)), "x");
    QCOMPARE(count(*connection), 2);
}

void SqlConformance::refusesWhatBreaksAConstraint_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("unique") << QByteArray("INSERT INTO t VALUES (1, 'b', 1)") << QByteArray("UNIQUE");
    QTest::newRow("not null") << QByteArray("INSERT INTO t VALUES (2, NULL, 1)") << QByteArray("NOT NULL");
    QTest::newRow("check") << QByteArray("INSERT INTO t VALUES (2, '', 1)") << QByteArray("CHECK");
    QTest::newRow("foreign key") << QByteArray("INSERT INTO t VALUES (2, 'b', 99)") << QByteArray("FOREIGN KEY");
    QTest::newRow("type") << QByteArray("INSERT INTO t VALUES ('two', 'b', 1)")
                          << QByteArray("TEXT value in INTEGER column");
    QTest::newRow("trigger") << QByteArray("DELETE FROM t") << QByteArray("rows stay");
}

void SqlConformance::refusesWhatBreaksAConstraint()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, says);
    auto connection = open(path());
    VERIFY_OK(
        connection->execute("CREATE TABLE t (id INTEGER NOT NULL UNIQUE, name TEXT NOT NULL CHECK (name <> ''),"
                            " parent INTEGER REFERENCES t (id)) STRICT;"
                            "INSERT INTO t VALUES (1, 'a', 1);"
                            "CREATE TRIGGER t_stays BEFORE DELETE ON t BEGIN SELECT raise(ABORT, 'rows stay'); END;"));
    auto statement = connection->prepare({ sql.constData(), std::size_t(sql.size()) });

    const auto done = (*statement)->run();

    QVERIFY(!done);
    QVERIFY2(done.error().code == ErrorCode::Rule, done.error().detail.c_str());
    QVERIFY2(done.error().detail.find(says.toStdString()) != std::string::npos, done.error().detail.c_str());
    QVERIFY2(done.error().detail.find(path()) != std::string::npos, done.error().detail.c_str());
    QCOMPARE(count(*connection), 1);
}

void SqlConformance::acceptsOnlyDaysOfTheCalendar_data()
{
    QTest::addColumn<QByteArray>("day");
    QTest::addColumn<bool>("good");
    QTest::newRow("a day") << QByteArray("2026-02-28") << true;
    QTest::newRow("a leap day") << QByteArray("2028-02-29") << true;
    QTest::newRow("no leap day") << QByteArray("2026-02-29") << false;
    QTest::newRow("April 31st") << QByteArray("2026-04-31") << false;
    QTest::newRow("month 13") << QByteArray("2026-13-01") << false;
    QTest::newRow("day 0") << QByteArray("2026-05-00") << false;
    QTest::newRow("a time after it") << QByteArray("2026-05-03 10:00") << false;
    QTest::newRow("a word") << QByteArray("today") << false;
    QTest::newRow("a word that SQLite knows") << QByteArray("now") << false;
    QTest::newRow("nothing") << QByteArray("") << false;
}

void SqlConformance::acceptsOnlyDaysOfTheCalendar()
{
    QFETCH(const QByteArray, day);
    QFETCH(const bool, good);
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (d TEXT NOT NULL CHECK (d IS date(d, '+0 days'))) STRICT"));
    auto insert = connection->prepare("INSERT INTO t VALUES (?)");
    (*insert)->bindText(0, { day.constData(), std::size_t(day.size()) });

    const auto done = (*insert)->run();

    QCOMPARE(done.has_value(), good);
    if (!good && day != "now") // date('now') is an error in a CHECK
        QCOMPARE(done.error().code, ErrorCode::Rule);
}

// Settings

void SqlConformance::setsEveryPragma_data()
{
    QTest::addColumn<QByteArray>("pragma");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("trusted_schema") << QByteArray("PRAGMA trusted_schema") << QByteArray("0");
    QTest::newRow("cell_size_check") << QByteArray("PRAGMA cell_size_check") << QByteArray("1");
    QTest::newRow("mmap_size") << QByteArray("PRAGMA mmap_size") << QByteArray("0");
    QTest::newRow("foreign_keys") << QByteArray("PRAGMA foreign_keys") << QByteArray("1");
    QTest::newRow("busy_timeout") << QByteArray("PRAGMA busy_timeout") << QByteArray("5000");
    QTest::newRow("journal_mode") << QByteArray("PRAGMA journal_mode") << QByteArray("wal");
    QTest::newRow("synchronous") << QByteArray("PRAGMA synchronous") << QByteArray("2");
    QTest::newRow("temp_store") << QByteArray("PRAGMA temp_store") << QByteArray("2");
    QTest::newRow("encoding") << QByteArray("PRAGMA encoding") << QByteArray("UTF-8");
}

void SqlConformance::setsEveryPragma()
{
    QFETCH(const QByteArray, pragma);
    QFETCH(const QByteArray, value);
    auto connection = open(path());

    const auto now = queryText(*connection, pragma.toStdString());

    VERIFY_OK(now);
    QCOMPARE(QByteArray::fromStdString(*now), value);
    connection.reset();
    connection = open(path(), OpenMode::ReadOnly);
    QCOMPARE(QByteArray::fromStdString(*queryText(*connection, pragma.toStdString())), value);
}

void SqlConformance::refusesTextInDoubleQuotes()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v TEXT) STRICT"));
    VERIFY_FAILS(connection->prepare("SELECT * FROM t WHERE v = \"nothing\""), ErrorCode::Invalid);
    VERIFY_FAILS(connection->execute("CREATE INDEX i ON t (\"nothing\")"), ErrorCode::Invalid);
    VERIFY_OK(connection->prepare("SELECT \"v\" FROM \"t\""));
}

void SqlConformance::refusesToEditTheSchemaTable()
{
    auto connection = open(path());
    VERIFY_OK(connection->execute("CREATE TABLE t (v TEXT) STRICT"));
    VERIFY_OK(connection->execute("PRAGMA writable_schema=ON"));
    VERIFY_FAILS(connection->execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE t (w TEXT)'"), ErrorCode::Invalid);
    VERIFY_OK(connection->execute("PRAGMA journal_mode=OFF")); // answers, and does not do it
    QCOMPARE(*queryText(*connection, "PRAGMA journal_mode"), "wal");
}

void SqlConformance::refusesExtensions()
{
    auto connection = open(":memory:");
    VERIFY_FAILS(queryText(*connection, "SELECT load_extension('nowhere')"), ErrorCode::Invalid);
}

void SqlConformance::refusesASecondAttachedFile()
{
    auto connection = open(path());
    VERIFY_OK(connection->execute("ATTACH ':memory:' AS one"));
    VERIFY_FAILS(connection->execute("ATTACH ':memory:' AS two"), ErrorCode::Invalid);
}

void SqlConformance::refusesABlobBeyondTheLimit()
{
    auto connection = open(":memory:");
    VERIFY_OK(connection->execute("CREATE TABLE t (v BLOB) STRICT"));
    auto insert = connection->prepare("INSERT INTO t VALUES (?)");
    (*insert)->bindBlob(0, std::string(17 * 1024 * 1024, 'x'));

    VERIFY_FAILS((*insert)->run(), ErrorCode::Invalid);

    QCOMPARE(count(*connection), 0);
    (*insert)->bindBlob(0, std::string(15 * 1024 * 1024, 'x'));
    VERIFY_OK((*insert)->run());
}

void SqlConformance::vacuumsIntoAnotherFile()
{
    auto connection = open(path());
    fill(*connection);
    auto vacuum = connection->prepare("VACUUM INTO ?");
    (*vacuum)->bindText(0, path("copy.db"));

    VERIFY_OK((*vacuum)->run());

    auto copy = open(path("copy.db"), OpenMode::ReadOnly);
    QCOMPARE(count(*copy), 2'000);
    connection->releaseMemory();
    QCOMPARE(count(*connection), 2'000);
}

// Files

void SqlConformance::keepsMemoryDatabasesApart()
{
    auto one = open(":memory:");
    auto two = open(":memory:");
    VERIFY_OK(one->execute("CREATE TABLE t (v TEXT) STRICT"));
    QCOMPARE(count(*one), 0);
    QCOMPARE(count(*two), -1);
}

void SqlConformance::worksInAnyOneThread()
{
    {
        auto connection = open(path());
        fill(*connection);
    }
    std::int64_t rows = 0;

    std::thread([&] {
        if (auto connection = open(path(), OpenMode::ReadWrite))
            rows = count(*connection);
    }).join();

    QCOMPARE(rows, 2'000);
}

void SqlConformance::makesAFileOnlyWhenAsked()
{
    const auto missing = m_opener(path(), OpenMode::ReadWrite);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY2(missing.error().detail.find(path()) != std::string::npos, missing.error().detail.c_str());
    VERIFY_FAILS(m_opener(path(), OpenMode::ReadOnly), ErrorCode::NotFound);
    QVERIFY(!std::filesystem::exists(path()));

    VERIFY_OK(m_opener(path(), OpenMode::ReadWriteCreate));

    QVERIFY(std::filesystem::exists(path()));
    VERIFY_OK(m_opener(path(), OpenMode::ReadWrite));
}

void SqlConformance::takesAnyFileName()
{
    for (const char* name : { "our book.db",
             "K\xc3\xbc"
             "che & Bad.db",
             "100%41?mode=ro#x.db", "file:x.db", "a'b\"c.db", "\xf0\x9f\x9b\x92" }) {
        {
            auto connection = open(path(name));
            QVERIFY(connection);
            fill(*connection);
        }
        QVERIFY2(std::filesystem::exists(path(name)), name);
        for (const OpenMode mode : { OpenMode::ReadWrite, OpenMode::ReadOnly }) {
            auto connection = open(path(name), mode);
            QVERIFY(connection);
            QCOMPARE(count(*connection), 2'000);
        }
    }
}

void SqlConformance::refusesAFolder()
{
    for (const OpenMode mode : { OpenMode::ReadWriteCreate, OpenMode::ReadWrite, OpenMode::ReadOnly })
        VERIFY_FAILS(m_opener(m_folder->path().toStdString(), mode), ErrorCode::ReadOnly);
}

void SqlConformance::refusesAMissingFolder()
{
    VERIFY_FAILS(m_opener(path("nowhere/ledger.db"), OpenMode::ReadWriteCreate), ErrorCode::NotFound);
}

void SqlConformance::refusesNoName()
{
    VERIFY_FAILS(m_opener("", OpenMode::ReadWriteCreate), ErrorCode::Invalid);
    VERIFY_FAILS(m_opener(std::string("a\0b", 3), OpenMode::ReadWriteCreate), ErrorCode::Invalid);
}

void SqlConformance::refusesAReadOnlyFile()
{
    {
        auto connection = open(path());
        fill(*connection);
    }
    QVERIFY(QFile::setPermissions(QString::fromStdString(path()), QFile::ReadOwner));
    const std::string before = content(path());

    const auto opened = m_opener(path(), OpenMode::ReadWrite);

    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::ReadOnly);
    QVERIFY2(opened.error().detail.find(path()) != std::string::npos, opened.error().detail.c_str());
    VERIFY_FAILS(m_opener(path(), OpenMode::ReadWriteCreate), ErrorCode::ReadOnly);
    QVERIFY(content(path()) == before);
    auto reader = open(path(), OpenMode::ReadOnly);
    QCOMPARE(count(*reader), 2'000);
}

void SqlConformance::refusesAFileThatIsNotADatabase_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("date,payee,amount\n2026-05-03,Grocer,-12.50\n").repeated(100);
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("a short note") << QByteArray("Our ledger").repeated(51);
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("an almost right start") << "SQLite format 2" + QByteArray(1, '\0') + QByteArray(8192, 'x');
}

void SqlConformance::refusesAFileThatIsNotADatabase()
{
    QFETCH(const QByteArray, bytes);
    write(path(), bytes.toStdString());

    for (const OpenMode mode : { OpenMode::ReadWriteCreate, OpenMode::ReadWrite, OpenMode::ReadOnly }) {
        const auto opened = m_opener(path(), mode);
        QVERIFY(!opened);
        QVERIFY2(opened.error().code == ErrorCode::NotALedger, opened.error().detail.c_str());
        QVERIFY2(opened.error().detail.find(path()) != std::string::npos, opened.error().detail.c_str());
    }

    QVERIFY(content(path()) == bytes.toStdString());
    QVERIFY(!std::filesystem::exists(path("ledger.db-wal")));
}

void SqlConformance::refusesWhatIsNoFile()
{
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    VERIFY_FAILS(m_opener(path("pipe"), OpenMode::ReadWrite), ErrorCode::NotALedger); // and does not hang
    VERIFY_FAILS(m_opener("/dev/null", OpenMode::ReadWrite), ErrorCode::NotALedger);
}

void SqlConformance::saysThatAPageIsDamaged()
{
    {
        auto connection = open(path());
        fill(*connection);
    }
    std::string bytes = content(path());
    QVERIFY(bytes.size() > 20 * 4096);
    bytes.replace(10 * 4096, 4096, 4096, '\xff');
    write(path(), bytes);

    auto connection = open(path(), OpenMode::ReadWrite);
    QVERIFY(connection);
    auto select = connection->prepare("SELECT id, note FROM t NOT INDEXED");
    Result<bool> row = true;
    while (row && *row)
        row = (*select)->step();

    QVERIFY(!row);
    QVERIFY2(row.error().code == ErrorCode::Corrupt, row.error().detail.c_str());
    QVERIFY2(row.error().detail.find(path()) != std::string::npos, row.error().detail.c_str());
    VERIFY_FAILS(checkIntegrity(*connection), ErrorCode::Corrupt);
}

void SqlConformance::saysThatAFileIsCutShort()
{
    {
        auto connection = open(path());
        fill(*connection);
    }
    std::filesystem::resize_file(path(), 10 * 4096);

    auto opened = m_opener(path(), OpenMode::ReadWrite);
    if (opened) {
        VERIFY_FAILS(checkIntegrity(**opened), ErrorCode::Corrupt);
        VERIFY_FAILS(queryInteger(**opened, "SELECT sum(length(note)) FROM t NOT INDEXED"), ErrorCode::Corrupt);
    } else {
        QVERIFY2(opened.error().code == ErrorCode::Corrupt, opened.error().detail.c_str());
    }
}

void SqlConformance::saysBusyWhileAnotherWrites()
{
    auto one = open(path());
    auto two = open(path());
    VERIFY_OK(one->execute("CREATE TABLE t (v INTEGER) STRICT"));
    VERIFY_OK(two->execute("PRAGMA busy_timeout=50"));
    auto writing = Transaction::begin(*one);
    VERIFY_OK(one->execute("INSERT INTO t VALUES (1)"));

    const auto refused = Transaction::begin(*two);

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Busy);
    QVERIFY2(refused.error().detail.find(path()) != std::string::npos, refused.error().detail.c_str());
    QCOMPARE(count(*two), 0); // reading goes on
    VERIFY_OK(writing->commit());
    VERIFY_OK(Transaction::begin(*two));
    QCOMPARE(count(*two), 1);
}

void SqlConformance::readsOnlyWhenAskedTo()
{
    auto writer = open(path());
    fill(*writer);
    auto reader = open(path(), OpenMode::ReadOnly);

    const auto refused = reader->execute("DELETE FROM t");

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
    QVERIFY2(refused.error().detail.find(path()) != std::string::npos, refused.error().detail.c_str());
    VERIFY_OK(writer->execute("DELETE FROM t WHERE id > 5"));
    QCOMPARE(count(*reader), 5);
}

void SqlConformance::leavesNoTraceOfReading()
{
    {
        auto connection = open(path());
        fill(*connection);
    }
    const std::string before = content(path());

    {
        auto reader = open(path(), OpenMode::ReadOnly);
        QCOMPARE(count(*reader), 2'000);
    }

    QVERIFY(content(path()) == before);
    QVERIFY(!std::filesystem::exists(path("ledger.db-wal")));
    QVERIFY(!std::filesystem::exists(path("ledger.db-shm")));
}

void SqlConformance::leavesWhatACrashLeft()
{
    {
        auto connection = open(path("live.db"));
        fill(*connection);
        VERIFY_OK(connection->execute("DELETE FROM t WHERE id > 500"));
        // What is on the disk now is what a crash leaves: the deletion is in the log only.
        for (const char* suffix : { "", "-wal" })
            std::filesystem::copy_file(path("live.db") + suffix, path() + suffix);
    }
    const std::string before = content(path());
    const std::string log = content(path("ledger.db-wal"));
    QVERIFY(!log.empty());

    {
        auto reader = open(path(), OpenMode::ReadOnly);
        QCOMPARE(count(*reader), 500);
    }

    QVERIFY(content(path()) == before);
    QVERIFY(content(path("ledger.db-wal")) == log);
    auto writer = open(path(), OpenMode::ReadWrite);
    QCOMPARE(count(*writer), 500);
}

void SqlConformance::snapshotsInEveryMode()
{
    {
        auto connection = open(path());
        fill(*connection);
    }
    for (const OpenMode mode : { OpenMode::ReadWrite, OpenMode::ReadOnly }) {
        auto connection = open(path(), mode);
        const std::string copyPath = path(mode == OpenMode::ReadOnly ? "copy 1.db" : "copy 2.db");

        VERIFY_OK(snapshotTo(*connection, copyPath, m_opener));

        auto copy = open(copyPath, OpenMode::ReadOnly);
        QCOMPARE(count(*copy), 2'000);
        QCOMPARE(connection->execute("DELETE FROM t WHERE id = 0").has_value(), mode == OpenMode::ReadWrite);
    }
}

void SqlConformance::readsInAReadOnlyFolder()
{
    SmallDisk disk(path("disk"), 4 * 1024 * 1024);
    if (!disk.isMounted())
        QSKIP("a file system of its own can be mounted by root only");
    const std::string file = path("disk/ledger.db");
    {
        auto connection = open(file);
        fill(*connection);
    }
    QVERIFY(disk.makeReadOnly());

    auto reader = open(file, OpenMode::ReadOnly);

    QVERIFY(reader);
    QCOMPARE(count(*reader), 2'000);
    VERIFY_FAILS(reader->execute("DELETE FROM t"), ErrorCode::ReadOnly);
    VERIFY_FAILS(m_opener(file, OpenMode::ReadWrite), ErrorCode::ReadOnly);
    VERIFY_FAILS(m_opener(path("disk/new.db"), OpenMode::ReadWriteCreate), ErrorCode::ReadOnly);
}

void SqlConformance::saysThatTheDiskIsFull()
{
    SmallDisk disk(path("disk"), 1024 * 1024);
    if (!disk.isMounted())
        QSKIP("a file system of its own can be mounted by root only");
    const std::string file = path("disk/ledger.db");
    auto connection = open(file);
    VERIFY_OK(connection->execute("CREATE TABLE t (v BLOB NOT NULL) STRICT; INSERT INTO t VALUES (x'00')"));
    write(path("disk/ballast"), std::string(500'000, 'x'));

    Result<> done;
    for (int i = 0; done && i < 1'000; ++i) {
        done = [&]() -> Result<> {
            QM_ASSIGN(Transaction transaction, Transaction::begin(*connection));
            QM_TRY(connection->execute("INSERT INTO t VALUES (randomblob(20000))"));
            return transaction.commit();
        }();
    }

    QVERIFY(!done);
    QVERIFY2(done.error().code == ErrorCode::DiskFull, done.error().detail.c_str());
    QVERIFY2(done.error().detail.find(file) != std::string::npos, done.error().detail.c_str());
    const std::int64_t rows = count(*connection);
    QVERIFY(rows > 1);
    VERIFY_FAILS(m_opener(path("disk/another.db"), OpenMode::ReadWriteCreate), ErrorCode::DiskFull);

    std::filesystem::remove(path("disk/ballast"));

    VERIFY_OK(connection->execute("INSERT INTO t VALUES (randomblob(20000))"));
    QCOMPARE(count(*connection), rows + 1);
    VERIFY_OK(checkIntegrity(*connection));
}
