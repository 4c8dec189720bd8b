#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "tests/common/sql/small_disk.h"
#include "tests/common/sql/verify.h"

#include "common/sql/migrate.h"
#include "syncd/store/sqlite_connection.h"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace qm;
using namespace qm::sql;

namespace {

constexpr std::int32_t kind = 0x514D4C47;

constexpr Migration steps[] = {
    { 1, "0001_pages",
        "CREATE TABLE book (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
        "CREATE TABLE page (id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES book ON DELETE CASCADE,"
        " note TEXT NOT NULL) STRICT;" },
    // Replaces a table that others refer to, with every row written anew and sorted into two indexes: takes a while.
    { 2, "0002_titles",
        "CREATE TABLE new_book (id INTEGER PRIMARY KEY, title TEXT NOT NULL CHECK (title <> '')) STRICT;"
        "INSERT INTO new_book SELECT id, name FROM book;"
        "DROP TABLE book;"
        "ALTER TABLE new_book RENAME TO book;"
        "ALTER TABLE page ADD COLUMN length INTEGER NOT NULL DEFAULT 0;"
        "UPDATE page SET length = length(note);"
        "CREATE INDEX page_note ON page (note);"
        "CREATE INDEX page_length ON page (length, note);"
        "UPDATE page SET note = note || ' (checked)';" },
    { 3, "0003_marks", "CREATE TABLE mark (page INTEGER PRIMARY KEY REFERENCES page) STRICT;" },
};

Schema versions(std::size_t count)
{
    return { kind, "ledger", std::span(steps).first(count) };
}

/// Migrations of which the last does not work.
Schema failing(const char* sql)
{
    static Migration list[2];
    list[0] = steps[0];
    list[1] = { 2, "0002_wrong", sql };
    return { kind, "ledger", list };
}

std::string content(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

std::int64_t number(Connection& connection, const char* sql)
{
    const auto value = queryInteger(connection, sql);
    return value ? *value : -1;
}

/// What the rows of version 1 are, whatever the file's version is now.
std::string sumOf(Connection& connection)
{
    const auto version = schemaVersion(connection);
    const auto sum = queryText(connection,
        version && *version == 1
            ? "SELECT count(*) || ' ' || sum(length(note)) || ' ' || max(note) || ' ' || (SELECT group_concat(name) "
              "FROM book) FROM page"
            : "SELECT count(*) || ' ' || sum(length(note) - 10) || ' ' || max(substr(note, 1, length(note) - 10)) || ' "
              "'"
              " || (SELECT group_concat(title) FROM book) FROM page WHERE length = length(note) - 10");
    return sum ? *sum : sum.error().detail;
}

} // namespace

class MigrateTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void givesAnEmptyFileEveryMigration();
    void migratesTheSchemasOfTheProduct();
    void keepsASnapshotOfAnOlderFile();
    void changesNothingThatIsUpToDate();
    void keepsRowsThatReferToAReplacedTable();
    void refusesANewerFileUntouched();
    void refusesANewerFileThatCrashedUntouched();
    void refusesAnotherProgramsFileUntouched();
    void refusesAFileOfAnotherKind();
    void refusesAnEmptyFileUnlessItMayBeMade();
    void refusesToReadAnOlderFile();
    void refusesADamagedFile();
    void refusesAFileWithoutAVersion();

    void leavesTheFileWhenAMigrationFailsHalfWay();
    void leavesTheFileWhenAMigrationBreaksAReference();
    void leavesTheFileWhenNoSnapshotCanBeKept();
    void staysAtTheLastMigrationThatSucceeded();
    void survivesBeingKilledAtAnyMoment();
    void letsTwoProgramsMigrateAtOnce();

    void neverWritesOverASnapshot();
    void keepsNoSnapshotThatFailsItsCheck_data();
    void keepsNoSnapshotThatFailsItsCheck();
    void snapshotsWhileOthersReadAndWrite();
    void snapshotsFromAReadOnlyConnection();
    void clearsAwaySnapshotsThatWereNeverFinished();

private:
    std::string path(const char* name = "ledger.db") const
    {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    MigrateOptions options() const { return { path("snapshots"), syncd::openSqlite }; }
    QStringList snapshots() const { return QDir(m_folder->filePath("snapshots")).entryList(QDir::Files, QDir::Name); }
    std::unique_ptr<Connection> open(const std::string& file, OpenMode mode = OpenMode::ReadWriteCreate) const;
    void makeVersion1(const std::string& file, int pages = 100) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void MigrateTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

std::unique_ptr<Connection> MigrateTest::open(const std::string& file, OpenMode mode) const
{
    auto opened = syncd::openSqlite(file, mode);
    if (!opened) {
        qWarning("%s", opened.error().detail.c_str());
        return nullptr;
    }
    return *std::move(opened);
}

void MigrateTest::makeVersion1(const std::string& file, int pages) const
{
    auto connection = open(file);
    VERIFY_OK(migrate(*connection, file, versions(1), options()));
    VERIFY_OK(connection->execute("INSERT INTO book VALUES (1, 'one'), (2, 'two')"));
    auto insert
        = connection->prepare("WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ?)"
                              " INSERT INTO page SELECT value, value % 2 + 1, hex(randomblob(50)) FROM n");
    (*insert)->bind(0, pages);
    VERIFY_OK((*insert)->run());
}

void MigrateTest::givesAnEmptyFileEveryMigration()
{
    auto connection = open(path());

    const auto reached = migrate(*connection, path(), versions(3), options());

    VERIFY_OK(reached);
    QCOMPARE(*reached, 3);
    QCOMPARE(*schemaVersion(*connection), 3);
    QCOMPARE(number(*connection, "PRAGMA application_id"), kind);
    QCOMPARE(number(*connection, "PRAGMA foreign_keys"), 1);
    QCOMPARE(number(*connection, "SELECT count(*) FROM mark"), 0);
    VERIFY_OK(checkSchema(*connection, versions(3)));
    QVERIFY(snapshots().isEmpty());
}

void MigrateTest::migratesTheSchemasOfTheProduct()
{
    for (const Schema& schema : { ledgerSchema(), registrySchema() }) {
        const std::string file = path(std::string(schema.what).c_str());
        auto connection = openMigrated(file, OpenMode::ReadWriteCreate, schema, options());
        VERIFY_OK(connection);
        QCOMPARE(*schemaVersion(**connection), schema.newest());
        VERIFY_OK(checkIntegrity(**connection));
        for (int i = 0; i < schema.newest(); ++i) {
            const Migration& migration = schema.migrations[std::size_t(i)];
            QCOMPARE(migration.number, i + 1);
            QVERIFY(std::string_view(migration.name).size() > 5);
        }
    }
    // The embedded text is the file's text to the byte.
    QVERIFY(!ledgerMigrations().empty());
    for (const Migration& migration : ledgerMigrations())
        QVERIFY(content(QM_SOURCE_DIR "/migrations/ledger/" + std::string(migration.name) + ".sql") == migration.sql);
}

void MigrateTest::keepsASnapshotOfAnOlderFile()
{
    makeVersion1(path());
    auto connection = open(path(), OpenMode::ReadWrite);
    const std::string sum = sumOf(*connection);

    const auto reached = migrate(*connection, path(), versions(3), options());

    VERIFY_OK(reached);
    QCOMPARE(*reached, 3);
    QCOMPARE(QByteArray::fromStdString(sumOf(*connection)), QByteArray::fromStdString(sum));
    QCOMPARE(snapshots().size(), 1);
    static const QRegularExpression name("^ledger-\\d{8}T\\d{6}Z-s1\\.db$");
    QVERIFY2(name.match(snapshots().first()).hasMatch(), qPrintable(snapshots().first()));
    auto snapshot = open(path(("snapshots/" + snapshots().first()).toUtf8().constData()), OpenMode::ReadOnly);
    QCOMPARE(*schemaVersion(*snapshot), 1);
    QCOMPARE(QByteArray::fromStdString(sumOf(*snapshot)), QByteArray::fromStdString(sum));
    VERIFY_OK(checkSchema(*snapshot, versions(1)));
    VERIFY_OK(checkIntegrity(*snapshot));
}

void MigrateTest::changesNothingThatIsUpToDate()
{
    makeVersion1(path());
    const std::string before = content(path());

    {
        auto connection = openMigrated(path(), OpenMode::ReadWrite, versions(1), options());
        VERIFY_OK(connection);
    }

    QVERIFY(content(path()) == before);
    QVERIFY(snapshots().isEmpty());
}

void MigrateTest::keepsRowsThatReferToAReplacedTable()
{
    makeVersion1(path());
    auto connection = openMigrated(path(), OpenMode::ReadWrite, versions(2), options());
    VERIFY_OK(connection);

    // DROP TABLE with foreign keys enforced would have deleted every page.
    QCOMPARE(number(**connection, "SELECT count(*) FROM page"), 100);
    QCOMPARE(number(**connection, "PRAGMA foreign_keys"), 1);
    VERIFY_FAILS((*connection)->execute("INSERT INTO page VALUES (900, 77, 'x', 1)"), ErrorCode::Rule);
}

void MigrateTest::refusesANewerFileUntouched()
{
    {
        auto connection = open(path());
        VERIFY_OK(migrate(*connection, path(), versions(3), options()));
    }
    const std::string before = content(path());

    for (const OpenMode mode : { OpenMode::ReadWrite, OpenMode::ReadWriteCreate, OpenMode::ReadOnly }) {
        const auto opened = openMigrated(path(), mode, versions(2), options());
        QVERIFY(!opened);
        QVERIFY2(opened.error().code == ErrorCode::TooNew, opened.error().detail.c_str());
        QVERIFY2(opened.error().detail.find(path()) != std::string::npos, opened.error().detail.c_str());
    }

    QVERIFY(content(path()) == before);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList { "ledger.db" });
    auto connection = open(path());
    VERIFY_FAILS(migrate(*connection, path(), versions(2), options()), ErrorCode::TooNew);
}

void MigrateTest::refusesANewerFileThatCrashedUntouched()
{
    makeVersion1(path("live.db"));
    {
        auto live = open(path("live.db"), OpenMode::ReadWrite);
        VERIFY_OK(live->execute("PRAGMA wal_autocheckpoint=0"));
        VERIFY_OK(migrate(*live, path("live.db"), versions(3), options()));
        // The file itself still says 1; that it is newer stands in its log only.
        std::filesystem::copy_file(path("live.db"), path());
        std::filesystem::copy_file(path("live.db-wal"), path("ledger.db-wal"));
    }
    const std::string before = content(path());
    const std::string log = content(path("ledger.db-wal"));
    QVERIFY(!log.empty());

    VERIFY_FAILS(openMigrated(path(), OpenMode::ReadWrite, versions(2), options()), ErrorCode::TooNew);

    QVERIFY(content(path()) == before);
    QVERIFY(content(path("ledger.db-wal")) == log);
}

void MigrateTest::refusesAnotherProgramsFileUntouched()
{
    {
        auto connection = open(path());
        VERIFY_OK(connection->execute("PRAGMA journal_mode=DELETE; CREATE TABLE urls (id INTEGER PRIMARY KEY)"));
    }
    const std::string before = content(path());

    for (const OpenMode mode : { OpenMode::ReadWrite, OpenMode::ReadWriteCreate, OpenMode::ReadOnly })
        VERIFY_FAILS(openMigrated(path(), mode, versions(3), options()), ErrorCode::NotALedger);

    QVERIFY(content(path()) == before);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList { "ledger.db" });
}

void MigrateTest::refusesAFileOfAnotherKind()
{
    makeVersion1(path());
    const Schema other { 0x514D5247, "registry", steps };
    VERIFY_FAILS(openMigrated(path(), OpenMode::ReadWrite, other, options()), ErrorCode::NotALedger);
    auto connection = open(path());
    VERIFY_FAILS(migrate(*connection, path(), other, options()), ErrorCode::NotALedger);
    QCOMPARE(*schemaVersion(*connection), 1);
}

void MigrateTest::refusesAnEmptyFileUnlessItMayBeMade()
{
    std::ofstream(path()).close();
    VERIFY_FAILS(openMigrated(path(), OpenMode::ReadWrite, versions(3), options()), ErrorCode::NotALedger);
    VERIFY_FAILS(openMigrated(path(), OpenMode::ReadOnly, versions(3), options()), ErrorCode::NotALedger);
    QCOMPARE(std::filesystem::file_size(path()), 0U);
    VERIFY_OK(openMigrated(path(), OpenMode::ReadWriteCreate, versions(3), options()));
    VERIFY_FAILS(openMigrated(path("missing.db"), OpenMode::ReadWrite, versions(3), options()), ErrorCode::NotFound);
}

void MigrateTest::refusesToReadAnOlderFile()
{
    makeVersion1(path());
    VERIFY_FAILS(openMigrated(path(), OpenMode::ReadOnly, versions(2), options()), ErrorCode::ReadOnly);
    VERIFY_OK(openMigrated(path(), OpenMode::ReadOnly, versions(1), options()));
}

void MigrateTest::refusesADamagedFile()
{
    makeVersion1(path(), 2'000);
    std::string bytes = content(path());
    bytes.replace(20 * 4096, 4096, 4096, '\xff');
    std::ofstream(path(), std::ios::binary) << bytes;

    const auto opened = openMigrated(path(), OpenMode::ReadWrite, versions(3), options());

    QVERIFY(!opened);
    QVERIFY2(opened.error().code == ErrorCode::Corrupt, opened.error().detail.c_str());
    QVERIFY(snapshots().isEmpty());
    auto connection = open(path());
    QCOMPARE(*schemaVersion(*connection), 1);
    VERIFY_FAILS(checkSchema(*connection, versions(3)), ErrorCode::Corrupt);
    VERIFY_OK(checkSchema(*connection, versions(3), Check::Kind));
}

void MigrateTest::refusesAFileWithoutAVersion()
{
    makeVersion1(path());
    auto connection = open(path());
    VERIFY_OK(connection->execute("PRAGMA user_version=0"));
    VERIFY_FAILS(migrate(*connection, path(), versions(3), options()), ErrorCode::Corrupt);
    VERIFY_OK(connection->execute("PRAGMA user_version=-5"));
    VERIFY_FAILS(migrate(*connection, path(), versions(3), options()), ErrorCode::Corrupt);
}

void MigrateTest::leavesTheFileWhenAMigrationFailsHalfWay()
{
    makeVersion1(path());
    auto connection = open(path(), OpenMode::ReadWrite);
    const std::string sum = sumOf(*connection);

    const auto done = migrate(*connection, path(),
        failing(
            "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; DELETE FROM page; ALTER TABLE book ADD COLUMN x TEXT;"
            "INSERT INTO nowhere VALUES (1); DROP TABLE book;"),
        options());

    QVERIFY(!done);
    QVERIFY2(done.error().detail.find("0002_wrong") != std::string::npos, done.error().detail.c_str());
    QVERIFY2(done.error().detail.find("no such table: nowhere") != std::string::npos, done.error().detail.c_str());
    QCOMPARE(*schemaVersion(*connection), 1);
    QCOMPARE(QByteArray::fromStdString(sumOf(*connection)), QByteArray::fromStdString(sum));
    QCOMPARE(number(*connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
    QCOMPARE(number(*connection, "PRAGMA foreign_keys"), 1);
    VERIFY_OK(checkIntegrity(*connection));
    QCOMPARE(snapshots().size(), 1);
    // Put right, it runs.
    VERIFY_OK(migrate(*connection, path(), versions(3), options()));
}

void MigrateTest::leavesTheFileWhenAMigrationBreaksAReference()
{
    makeVersion1(path());
    auto connection = open(path(), OpenMode::ReadWrite);

    const auto done = migrate(*connection, path(), failing("DELETE FROM book WHERE id = 2"), options());

    QVERIFY(!done);
    QVERIFY2(done.error().code == ErrorCode::Corrupt, done.error().detail.c_str());
    QCOMPARE(*schemaVersion(*connection), 1);
    QCOMPARE(number(*connection, "SELECT count(*) FROM book"), 2);
}

void MigrateTest::leavesTheFileWhenNoSnapshotCanBeKept()
{
    SmallDisk disk(path("snapshots"), 64 * 1024);
    if (!disk.isMounted())
        QSKIP("a file system of its own can be mounted by root only");
    makeVersion1(path(), 2'000);
    const std::string before = content(path());

    const auto opened = openMigrated(path(), OpenMode::ReadWrite, versions(3), options());

    QVERIFY(!opened);
    QVERIFY2(opened.error().code == ErrorCode::DiskFull, opened.error().detail.c_str());
    QVERIFY(snapshots().isEmpty());
    QVERIFY(content(path()) == before);
}

void MigrateTest::staysAtTheLastMigrationThatSucceeded()
{
    static const Migration list[] = { steps[0], steps[1], { 3, "0003_wrong", "SELECT nothing" } };
    makeVersion1(path());
    auto connection = open(path(), OpenMode::ReadWrite);

    VERIFY_FAILS(migrate(*connection, path(), { kind, "ledger", list }, options()), ErrorCode::Invalid);

    QCOMPARE(*schemaVersion(*connection), 2);
    QCOMPARE(number(*connection, "SELECT count(*) FROM page WHERE length > 0"), 100);
}

void MigrateTest::survivesBeingKilledAtAnyMoment()
{
    makeVersion1(path("original.db"), 8'000);
    std::string sum;
    {
        auto connection = open(path("original.db"), OpenMode::ReadOnly);
        sum = sumOf(*connection);
    }
    const QString folder = m_folder->filePath("snapshots");
    const auto start = [&](QProcess& program) {
        program.start(QCoreApplication::applicationFilePath(), { "--migrate", QString::fromStdString(path()), folder });
        return program.waitForReadyRead(); // it says so right before it begins
    };
    const auto hasSnapshot = [&] { return !QDir(folder).entryList({ "*.db" }, QDir::Files).isEmpty(); };

    // The first one runs to its end, and tells how long that takes.
    qint64 snapshotUs = 0;
    qint64 wholeUs = 0;
    quint32 seed = QRandomGenerator::global()->generate();
    if (const QByteArray given = qgetenv("QM_SEED"); !given.isEmpty())
        seed = given.toUInt();
    qInfo("QM_SEED=%u", seed);
    QRandomGenerator random(seed);
    constexpr int trials = 30;
    int insideMigration = 0;
    int finished = 0;
    for (int trial = 0; trial < trials; ++trial) {
        QDir(folder).removeRecursively();
        for (const char* suffix : { "", "-wal", "-shm" })
            std::filesystem::remove(path() + suffix);
        std::filesystem::copy_file(path("original.db"), path());

        QProcess program;
        QVERIFY(start(program));
        QElapsedTimer clock;
        clock.start();
        if (trial == 0) {
            while (!hasSnapshot() && program.state() == QProcess::Running)
                program.waitForFinished(1);
            snapshotUs = clock.nsecsElapsed() / 1000;
            QVERIFY(program.waitForFinished());
            wholeUs = clock.nsecsElapsed() / 1000;
            QCOMPARE(program.exitCode(), 0);
        } else {
            // Half of them while the snapshot is taken and checked, half of them within the migration.
            const qint64 from = trial % 2 ? 0 : snapshotUs;
            const qint64 to = trial % 2 ? snapshotUs : wholeUs;
            const qint64 moment = from + qint64(random.bounded(quint32(std::max<qint64>(to - from, 1))));
            while (clock.nsecsElapsed() / 1000 < moment) { }
            program.kill();
            QVERIFY(program.waitForFinished());
        }

        auto connection = open(path(), OpenMode::ReadWrite);
        QVERIFY(connection);
        const int version = *schemaVersion(*connection);
        QVERIFY(version == 1 || version == 2);
        if (version == 2)
            ++finished;
        else if (hasSnapshot())
            ++insideMigration;
        QCOMPARE(QByteArray::fromStdString(sumOf(*connection)), QByteArray::fromStdString(sum));
        QCOMPARE(number(*connection,
                     "SELECT count(*) FROM sqlite_schema WHERE name IN ('new_book', 'page_note', 'page_length')"),
            version == 1 ? 0 : 2);
        VERIFY_OK(checkIntegrity(*connection));
        for (const QString& name : QDir(folder).entryList({ "*.db" }, QDir::Files)) {
            auto snapshot = open((folder + "/" + name).toStdString(), OpenMode::ReadOnly);
            QVERIFY(snapshot);
            VERIFY_OK(checkSchema(*snapshot, versions(1)));
            VERIFY_OK(checkIntegrity(*snapshot));
            QCOMPARE(QByteArray::fromStdString(sumOf(*snapshot)), QByteArray::fromStdString(sum));
        }
        VERIFY_OK(migrate(*connection, path(), versions(2), options()));
        QCOMPARE(QByteArray::fromStdString(sumOf(*connection)), QByteArray::fromStdString(sum));
    }
    qInfo("killed within the migration %d times, before it %d times, after it %d times", insideMigration,
        trials - insideMigration - finished, finished - 1);
    QVERIFY2(insideMigration >= 3, "the kills missed the migration");
}

void MigrateTest::letsTwoProgramsMigrateAtOnce()
{
    makeVersion1(path(), 5'000);
    std::string sum;
    {
        auto connection = open(path(), OpenMode::ReadOnly);
        sum = sumOf(*connection);
    }

    QProcess programs[3];
    for (QProcess& program : programs)
        program.start(QCoreApplication::applicationFilePath(),
            { "--migrate", QString::fromStdString(path()), m_folder->filePath("snapshots") });
    for (QProcess& program : programs) {
        QVERIFY(program.waitForFinished());
        QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0,
            program.readAllStandardError().constData());
    }

    auto connection = open(path(), OpenMode::ReadWrite);
    QCOMPARE(*schemaVersion(*connection), 2);
    QCOMPARE(QByteArray::fromStdString(sumOf(*connection)), QByteArray::fromStdString(sum));
    QVERIFY(!snapshots().isEmpty());
    QVERIFY(snapshots().filter(".part").isEmpty());
    for (const QString& name : snapshots()) {
        auto snapshot = open(path(("snapshots/" + name).toUtf8().constData()), OpenMode::ReadOnly);
        QVERIFY(snapshot);
        QCOMPARE(*schemaVersion(*snapshot), 1);
        QCOMPARE(QByteArray::fromStdString(sumOf(*snapshot)), QByteArray::fromStdString(sum));
    }
}

void MigrateTest::neverWritesOverASnapshot()
{
    makeVersion1(path());
    auto connection = open(path(), OpenMode::ReadWrite);
    std::ofstream(path("copy.db")) << "something else";

    VERIFY_FAILS(snapshotTo(*connection, path("copy.db"), syncd::openSqlite), ErrorCode::Exists);

    QVERIFY(content(path("copy.db")) == "something else");
    // Within one second too, each migration keeps a snapshot of its own.
    for (int i = 0; i < 3; ++i)
        QVERIFY(!migrate(*connection, path(), failing("SELECT nothing"), options()));
    QCOMPARE(snapshots().size(), 3);
}

void MigrateTest::keepsNoSnapshotThatFailsItsCheck_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("a page is overwritten") << QByteArray();
    QTest::newRow("a version is lost") << QByteArray("PRAGMA user_version=0");
    QTest::newRow("its kind is lost") << QByteArray("PRAGMA application_id=0");
    QTest::newRow("a table is lost") << QByteArray("DROP TABLE page");
    QTest::newRow("a reference leads nowhere") << QByteArray("PRAGMA foreign_keys=OFF; DELETE FROM book");
}

void MigrateTest::keepsNoSnapshotThatFailsItsCheck()
{
    QFETCH(const QByteArray, damage);
    makeVersion1(path(), 2'000);
    auto connection = open(path(), OpenMode::ReadWrite);
    const Opener damaging = [&](const std::string& copy, OpenMode mode) -> Result<std::unique_ptr<Connection>> {
        if (damage.isEmpty()) {
            std::string bytes = content(copy);
            bytes.replace(10 * 4096, 4096, 4096, '\xff');
            std::ofstream(copy, std::ios::binary) << bytes;
        } else {
            QM_ASSIGN(auto damager, syncd::openSqlite(copy, OpenMode::ReadWrite));
            QM_TRY(damager->execute(damage.toStdString()));
        }
        return syncd::openSqlite(copy, mode);
    };

    const auto done = snapshotTo(*connection, path("copy.db"), damaging);

    QVERIFY(!done);
    QVERIFY2(done.error().code == ErrorCode::Corrupt || done.error().code == ErrorCode::Mismatch,
        done.error().detail.c_str());
    QVERIFY(QDir(m_folder->path()).entryList({ "copy.db*" }, QDir::Files).isEmpty());
    MigrateOptions wrong = options();
    wrong.opener = damaging;
    VERIFY_FAILS(migrate(*connection, path(), versions(2), wrong), done.error().code);
    QCOMPARE(*schemaVersion(*connection), 1);
    VERIFY_OK(checkIntegrity(*connection));
}

void MigrateTest::snapshotsWhileOthersReadAndWrite()
{
    makeVersion1(path());
    auto connection = open(path(), OpenMode::ReadWrite);
    auto other = open(path(), OpenMode::ReadWrite);
    auto reading = other->prepare("SELECT * FROM page");
    QVERIFY(*(*reading)->step());
    auto writer = open(path(), OpenMode::ReadWrite);
    auto writing = Transaction::begin(*writer);
    VERIFY_OK(writer->execute("DELETE FROM page"));

    VERIFY_OK(snapshotTo(*connection, path("copy.db"), syncd::openSqlite));

    VERIFY_OK(writing->commit());
    auto copy = open(path("copy.db"), OpenMode::ReadOnly);
    QCOMPARE(number(*copy, "SELECT count(*) FROM page"), 100); // as of then
    QCOMPARE(number(*connection, "SELECT count(*) FROM page"), 0);
}

void MigrateTest::snapshotsFromAReadOnlyConnection()
{
    makeVersion1(path());
    auto connection = open(path(), OpenMode::ReadOnly);

    VERIFY_OK(snapshotTo(*connection, path("copy.db"), syncd::openSqlite));

    auto copy = open(path("copy.db"), OpenMode::ReadOnly);
    QCOMPARE(number(*copy, "SELECT count(*) FROM page"), 100);
    VERIFY_FAILS(connection->execute("DELETE FROM page"), ErrorCode::ReadOnly);
}

void MigrateTest::clearsAwaySnapshotsThatWereNeverFinished()
{
    makeVersion1(path());
    std::filesystem::create_directory(path("snapshots"));
    for (const char* name : { "snapshots/ledger-1.db.00000001.part", "snapshots/ledger-2.db.00000002.part",
             "snapshots/mine.part", "snapshots/ledger-3.db" })
        std::ofstream(path(name)) << "cut";
    for (const char* name : { "snapshots/ledger-1.db.00000001.part", "snapshots/mine.part", "snapshots/ledger-3.db" })
        std::filesystem::last_write_time(
            path(name), std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
    auto connection = open(path(), OpenMode::ReadWrite);

    VERIFY_OK(migrate(*connection, path(), versions(2), options()));

    QVERIFY(!snapshots().contains("ledger-1.db.00000001.part"));
    QVERIFY(snapshots().contains("ledger-2.db.00000002.part")); // another program may be writing it
    QVERIFY(snapshots().contains("mine.part"));
    QVERIFY(snapshots().contains("ledger-3.db"));
}

/// The program that the tests kill: migrate_test --migrate FILE SNAPSHOTS.
static int migrateAsProgram(const char* path, const char* snapshots)
{
    auto connection = syncd::openSqlite(path, OpenMode::ReadWrite);
    if (!connection)
        return 1;
    std::puts("begins");
    std::fflush(stdout);
    const auto done = migrate(**connection, path, versions(2), { snapshots, syncd::openSqlite });
    if (!done)
        std::fprintf(stderr, "%s\n", done.error().detail.c_str());
    return done ? 0 : 1;
}

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view(argv[1]) == "--migrate")
        return migrateAsProgram(argv[2], argv[3]);
    QCoreApplication application(argc, argv);
    MigrateTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "migrate_test.moc"
