#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "common/sql/migrate.h"
#include "syncd/store/sqlite_connection.h"
#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

using namespace qm;
using namespace qm::test;

namespace {

QJsonObject jsonOf(const Ran& ran)
{
    return QJsonDocument::fromJson(ran.out).object();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString& path, qint64 at, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

/// The commands beside the server, as the real program.
class OperationsTest final : public QObject {
    Q_OBJECT
private slots:
    void init();
    void helpAndUsage();
    void inviteSaysForWhom();
    void devicesAreListedRenamedAndRevoked();
    void aLedgerIsExportedWhileTheServerRuns();
    void aBackupIsProvenAndOldOnesGo();
    void backupsAreRotatedAndUpgradeSnapshotsToo();
    void aBackupsFolderIsVerified();
    void aBackupIsRestoredAndWhatWasThereIsKept();
    void oneLedgerIsRestoredFromItsFile();
    void aTamperedBackupIsRefused();
    void restoreWaitsForTheServerToStop();
    void verifyFindsDamage();
    void aNewerSchemaIsRefusedUntouched();
    void anotherProgramsFileConcernsItsLedgerOnly();
    void olderFilesAreMigratedAfterASnapshot();
    void aDamagedLedgerKeepsNoOtherFromAMigration();
    void aDamagedLedgerKeepsNoOtherFromABackup();
    void aStopDuringAMigrationEndsItBetweenTwoFiles_data();
    void aStopDuringAMigrationEndsItBetweenTwoFiles();

private:
    /// As the first version wrote it. The server must be stopped.
    void makeOlder(const QString& path) const;
    /// Random bytes under a ledger's name; its path.
    QString makeDamagedLedger() const;
    int versionOf(const QString& path) const;
    QString ledgerPath() const
    {
        return m_daemon->path(
            QStringLiteral("data/ledgers/%1.db").arg(QString::fromStdString(m_device.ledger->id().text())));
    }
    Ran run(const char* command) const { return m_daemon->run(QString::fromLatin1(command).split(QLatin1Char(' '))); }
    std::string newestBackup() const;
    std::unique_ptr<DaemonProcess> m_daemon;
    TestDevice m_device;
};

void OperationsTest::init()
{
    m_device = {};
    m_daemon = std::make_unique<DaemonProcess>();
    QVERIFY(m_daemon->start());
    auto device = TestDevice::pair(m_daemon->port(), m_daemon->invite(), "Laptop");
    QVERIFY(device);
    m_device = *std::move(device);
    QVERIFY(m_device.bringLedger("Home"));
    QVERIFY(m_device.post("Market", -2340));
    QVERIFY(m_device.sync());
}

std::string OperationsTest::newestBackup() const
{
    const QStringList names
        = QDir(m_daemon->path(QStringLiteral("data/backups"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    return names.isEmpty() ? std::string()
                           : m_daemon->path(QStringLiteral("data/backups/") + names.last()).toStdString();
}

void OperationsTest::helpAndUsage()
{
    QCOMPARE(run("--help").exitCode, 0);
    QVERIFY(run("--help").out.contains("QUARTERMASTER_DB_URL"));
    QCOMPARE(run("restore --help").exitCode, 0);
    QCOMPARE(m_daemon->run({}).exitCode, 2);
    QCOMPARE(run("brew").exitCode, 2);
    QCOMPARE(run("invite --right king").exitCode, 2);
    QCOMPARE(run("backup --keep 0").exitCode, 2);
    QCOMPARE(run("restore").exitCode, 2);
    QCOMPARE(run("version").exitCode, 0);
    QVERIFY(!jsonOf(run("version --json"))[QLatin1String("revision")].toString().isEmpty());
    QCOMPARE(run("schema-version").out, QByteArray("ledger 2\nregistry 1\n"));
    QCOMPARE(run("config").exitCode, 0);
    QVERIFY(run("config").out.contains("QUARTERMASTER_LISTEN=127.0.0.1:0\n"));
}

void OperationsTest::inviteSaysForWhom()
{
    const Ran known = run("invite --ledger Home --right viewer --json");
    const Ran unknown = run("invite --ledger Hmoe --json");

    QCOMPARE(known.exitCode, 0);
    QCOMPARE(
        jsonOf(known)[QLatin1String("ledger")].toObject()[QLatin1String("right")].toString(), QStringLiteral("viewer"));
    QCOMPARE(jsonOf(known)[QLatin1String("code")].toString().size(), 9);
    QCOMPARE(unknown.exitCode, 0);
    QVERIFY(unknown.err.contains("no ledger \"Hmoe\""));
    QVERIFY(!jsonOf(unknown).contains(QLatin1String("ledger")));
    QVERIFY(run("invite").out.startsWith("Code: "));
}

void OperationsTest::devicesAreListedRenamedAndRevoked()
{
    QCOMPARE(m_daemon
                 ->run({ QStringLiteral("device"), QStringLiteral("rename"), QStringLiteral("Laptop"),
                     QStringLiteral("Küche") })
                 .exitCode,
        0);
    const QJsonObject listed = jsonOf(run("device list --json"))[QLatin1String("devices")].toArray().first().toObject();
    QCOMPARE(listed[QLatin1String("name")].toString(), QStringLiteral("Küche"));
    QCOMPARE(listed[QLatin1String("uuid")].toString().toStdString(), m_device.id.text());
    QCOMPARE(run("device revoke Nobody").exitCode, 3);
    QVERIFY(m_device.sync());

    QCOMPARE(run("device revoke 1").exitCode, 0);
    const auto refused = m_device.sync();

    QVERIFY(!refused); // beside a running server, and at once
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QVERIFY(run("device list").out.contains("revoked"));
}

void OperationsTest::aLedgerIsExportedWhileTheServerRuns()
{
    const QString out = m_daemon->path(QStringLiteral("copy.db"));
    const QStringList command { QStringLiteral("ledger"), QStringLiteral("export"), QStringLiteral("Home"),
        QStringLiteral("--out"), out };

    QCOMPARE(m_daemon->run(command).exitCode, 0);
    const Ran again = m_daemon->run(command);
    const Ran verified = m_daemon->run({ QStringLiteral("verify"), out, QStringLiteral("--json") });

    QCOMPARE(again.exitCode, 3); // nothing is written over
    QCOMPARE(verified.exitCode, 0);
    const QJsonObject file = jsonOf(verified)[QLatin1String("files")].toArray().first().toObject();
    QCOMPARE(file[QLatin1String("name")].toString(), QStringLiteral("Home"));
    QCOMPARE(file[QLatin1String("digest")].toString().toStdString(), m_device.ledger->status()->digest.hex());
    QCOMPARE(file[QLatin1String("version")].toString().toStdString(), m_device.ledger->status()->version.text());
    QCOMPARE(run("ledger export Nothing").exitCode, 3);
    QCOMPARE(jsonOf(run("ledger list --json"))[QLatin1String("ledgers")].toArray().size(), 1);
}

void OperationsTest::aBackupIsProvenAndOldOnesGo()
{
    for (int i = 0; i < 4; ++i)
        QCOMPARE(run("backup --keep 2").exitCode, 0);

    const QDir backups(m_daemon->path(QStringLiteral("data/backups")));
    QCOMPARE(backups.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    const QString newest = QString::fromStdString(newestBackup());
    const QJsonObject manifest = QJsonDocument::fromJson(contentOf(newest + QStringLiteral("/manifest.json"))).object();
    QCOMPARE(manifest[QLatin1String("files")].toArray().size(), 2);
    const QJsonObject ledger = manifest[QLatin1String("files")].toArray().last().toObject();
    QCOMPARE(ledger[QLatin1String("digest")].toString().toStdString(), m_device.ledger->status()->digest.hex());
    QVERIFY(QFile::exists(newest + QStringLiteral("/") + ledger[QLatin1String("file")].toString()));
    QVERIFY(isHealthy(m_daemon->port()));
}

void OperationsTest::backupsAreRotatedAndUpgradeSnapshotsToo()
{
    const auto content
        = [&](const QString& name) { return QFile::exists(m_daemon->path(QStringLiteral("data/backups/") + name)); };
    // Two of one day of three years ago; something of somebody's; seven snapshots of upgrades.
    for (const char* name : { "20230503T101112Z", "20230503T111112Z", "photos" }) {
        const QString folder = m_daemon->path(QStringLiteral("data/backups/") + QLatin1String(name));
        QVERIFY(QDir().mkpath(folder));
        QFile manifest(folder + QStringLiteral("/manifest.json"));
        QVERIFY(manifest.open(QIODevice::WriteOnly));
    }
    for (int i = 1; i <= 7; ++i) {
        QFile snapshot(m_daemon->path(QStringLiteral("data/backups/quartermaster-2026050%1T101112Z-s1.db").arg(i)));
        QVERIFY(snapshot.open(QIODevice::WriteOnly));
    }

    QCOMPARE(run("backup --keep-all").exitCode, 0);
    QVERIFY(content(QStringLiteral("20230503T101112Z")));
    QCOMPARE(run("backup").exitCode, 0);

    QVERIFY(!content(QStringLiteral("20230503T101112Z")));
    QVERIFY(content(QStringLiteral("20230503T111112Z"))); // the newest of its day
    QVERIFY(content(QStringLiteral("photos/manifest.json")));
    QVERIFY(!content(QStringLiteral("quartermaster-20260502T101112Z-s1.db")));
    QVERIFY(content(QStringLiteral("quartermaster-20260503T101112Z-s1.db")));
    QCOMPARE(run("backup --keep 3 --keep-all").exitCode, 2);
}

void OperationsTest::aBackupsFolderIsVerified()
{
    QCOMPARE(run("backup").exitCode, 0);
    const QString backup = QString::fromStdString(newestBackup());

    const Ran well = m_daemon->run({ QStringLiteral("verify"), backup, QStringLiteral("--json") });
    const QString manifest = backup + QStringLiteral("/manifest.json");
    QByteArray text = contentOf(manifest);
    const QByteArray digest = QByteArray::fromStdString(m_device.ledger->status()->digest.hex());
    QVERIFY(text.contains(digest));
    overwrite(manifest, 0, text.replace(digest, QByteArray(64, '0')));
    const Ran otherDigest = m_daemon->run({ QStringLiteral("verify"), backup });
    overwrite(backup + QStringLiteral("/registry.db"), 100, "XXXX");
    const Ran otherSum = m_daemon->run({ QStringLiteral("verify"), backup });
    const Ran noBackup = m_daemon->run({ QStringLiteral("verify"), m_daemon->path(QStringLiteral("data")) });

    QCOMPARE(well.exitCode, 0);
    QCOMPARE(jsonOf(well)[QLatin1String("files")].toArray().size(), 2);
    QCOMPARE(otherDigest.exitCode, 4);
    QVERIFY(otherDigest.out.contains("has not the digest that the manifest names"));
    QCOMPARE(otherSum.exitCode, 4);
    QVERIFY(otherSum.err.contains("SHA-256 differs"));
    QCOMPARE(noBackup.exitCode, 3);
}

void OperationsTest::aBackupIsRestoredAndWhatWasThereIsKept()
{
    QCOMPARE(run("backup").exitCode, 0);
    const std::string backup = newestBackup();
    const std::string digest = m_device.ledger->status()->digest.hex();
    QVERIFY(m_device.post("After the backup", -1));
    QVERIFY(m_device.sync());
    QCOMPARE(m_daemon->stop(), 0);
    const auto epoch = [&] {
        auto connection = syncd::openSqlite(ledgerPath().toStdString(), sql::OpenMode::ReadOnly);
        return connection ? *sql::queryText(**connection, "SELECT v FROM meta WHERE k = 'epoch'") : std::string();
    };
    const std::string epochBefore = epoch();

    const Ran restored = m_daemon->run({ QStringLiteral("restore"), QString::fromStdString(backup) });

    QVERIFY2(restored.exitCode == 0, restored.err.constData());
    QVERIFY(!QFile::exists(ledgerPath() + QStringLiteral("-wal")));
    QVERIFY(!epochBefore.empty() && epoch() != epochBefore);
    const QStringList kept
        = QDir(m_daemon->path(QStringLiteral("data/ledgers"))).entryList({ QStringLiteral("*.replaced-*.db") });
    QCOMPARE(kept.size(), 1);
    const Ran keptIsWell
        = m_daemon->run({ QStringLiteral("verify"), m_daemon->path(QStringLiteral("data/ledgers/") + kept.first()) });
    QCOMPARE(keptIsWell.exitCode, 0);
    const Ran verified = run("verify --json");
    QCOMPARE(verified.exitCode, 0);
    QCOMPARE(jsonOf(verified)[QLatin1String("files")]
                 .toArray()
                 .last()
                 .toObject()[QLatin1String("digest")]
                 .toString()
                 .toStdString(),
        digest);
    // The server starts on it, knows the device, and gets back what it had lost.
    QVERIFY(m_daemon->start({}));
    m_device.peer = std::make_unique<TestPeer>(m_daemon->port(), m_device.token);
    const auto report = m_device.sync();
    QVERIFY2(report, report ? "" : report.error().detail.c_str());
    QCOMPARE(report->notes.size(), std::size_t(1));
    QCOMPARE(m_device.postings()->size(), std::size_t(2));
    QVERIFY(m_device.post("After it", -1) && m_device.sync());
}

void OperationsTest::oneLedgerIsRestoredFromItsFile()
{
    const QString out = m_daemon->path(QStringLiteral("copy.db"));
    QCOMPARE(m_daemon
                 ->run({ QStringLiteral("ledger"), QStringLiteral("export"), QStringLiteral("Home"),
                     QStringLiteral("--out"), out })
                 .exitCode,
        0);
    QCOMPARE(m_daemon->stop(), 0);
    QVERIFY(QFile::remove(ledgerPath()));

    const Ran restored = m_daemon->run({ QStringLiteral("restore"), out });

    QVERIFY2(restored.exitCode == 0, restored.err.constData());
    QVERIFY(m_daemon->start({}));
    m_device.peer = std::make_unique<TestPeer>(m_daemon->port(), m_device.token);
    QVERIFY(m_device.post("Goes on", -2));
    QVERIFY(m_device.sync());
}

void OperationsTest::aTamperedBackupIsRefused()
{
    QCOMPARE(run("backup").exitCode, 0);
    const QString backup = QString::fromStdString(newestBackup());
    QCOMPARE(m_daemon->stop(), 0);
    const QByteArray before = contentOf(ledgerPath());
    const QString copy = backup + QStringLiteral("/ledgers/") + QString::fromStdString(m_device.ledger->id().text())
        + QStringLiteral(".db");
    overwrite(copy, QFile(copy).size() - 3000, "XXXXXXXX");

    const Ran restored = m_daemon->run({ QStringLiteral("restore"), backup });
    const Ran nothing = m_daemon->run({ QStringLiteral("restore"), m_daemon->path(QStringLiteral("data")) });
    const Ran missing = m_daemon->run({ QStringLiteral("restore"), m_daemon->path(QStringLiteral("missing.db")) });

    QCOMPARE(restored.exitCode, 4);
    QVERIFY(restored.err.contains("SHA-256 differs"));
    QCOMPARE(nothing.exitCode, 3);
    QCOMPARE(missing.exitCode, 3);
    QCOMPARE(contentOf(ledgerPath()), before);
    QVERIFY(
        QDir(m_daemon->path(QStringLiteral("data/ledgers"))).entryList({ QStringLiteral("*restoring*") }).isEmpty());
}

void OperationsTest::restoreWaitsForTheServerToStop()
{
    QCOMPARE(run("backup").exitCode, 0);

    const Ran restored = m_daemon->run({ QStringLiteral("restore"), QString::fromStdString(newestBackup()) });
    const Ran migrated = run("migrate");

    QCOMPARE(restored.exitCode, 3);
    QVERIFY(restored.err.contains("stop it first"));
    QCOMPARE(migrated.exitCode, 3);
    QVERIFY(m_device.sync());
}

void OperationsTest::verifyFindsDamage()
{
    QCOMPARE(run("verify").exitCode, 0);
    QCOMPARE(m_daemon->stop(), 0);
    {
        // One amount changed behind everyone's back: every page is well, the digest is not.
        auto connection = syncd::openSqlite(ledgerPath().toStdString(), sql::OpenMode::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->execute("UPDATE posting SET amount_minor = amount_minor - 1;"));
    }

    const Ran changed = run("verify --json");
    overwrite(ledgerPath(), 4096 + 5, QByteArray(60, '\x55'));
    const Ran damaged = run("verify");

    QCOMPARE(changed.exitCode, 4);
    QCOMPARE(jsonOf(changed)[QLatin1String("ok")].toBool(true), false);
    QCOMPARE(damaged.exitCode, 4);
    QVERIFY(damaged.out.contains("NOT WELL"));
    QCOMPARE(run("backup").exitCode, 4);
    QVERIFY(!QFile::exists(QString::fromStdString(newestBackup()) + QStringLiteral("/ledgers/")
        + QString::fromStdString(m_device.ledger->id().text())
        + QStringLiteral(".db"))); // what does not hold is not kept
}

void OperationsTest::aNewerSchemaIsRefusedUntouched()
{
    QCOMPARE(m_daemon->stop(), 0);
    {
        auto connection = syncd::openSqlite(ledgerPath().toStdString(), sql::OpenMode::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->execute("PRAGMA user_version=999;"));
    }
    const QByteArray before = contentOf(ledgerPath());

    const Ran served = m_daemon->startToFail({ QStringLiteral("--migrate") });
    const Ran migrated = run("migrate");

    QCOMPARE(served.exitCode, 5);
    QCOMPARE(served.err.count('\n'), 1);
    QVERIFY(served.err.contains("newer"));
    QCOMPARE(migrated.exitCode, 5);
    QCOMPARE(run("migrate --dry-run").exitCode, 5);
    QCOMPARE(run("verify").exitCode, 5);
    QCOMPARE(contentOf(ledgerPath()), before);
}

void OperationsTest::anotherProgramsFileConcernsItsLedgerOnly()
{
    QCOMPARE(m_daemon->stop(), 0);
    QFile::remove(ledgerPath());
    QFile text(ledgerPath());
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("Dear diary, this is no database at all.\n") > 0);
    text.close();

    // Its household is told; nobody else notices.
    QVERIFY(m_daemon->start({}));
    QVERIFY(isHealthy(m_daemon->port()));
    m_device.peer->moveTo(m_daemon->port());
    const auto refused = m_device.sync();
    auto other = TestDevice::pair(m_daemon->port(), m_daemon->invite(), "Neighbour");

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Later);
    QVERIFY(other && other->bringLedger("Next door"));
    QVERIFY(m_daemon->logText().contains("is not served, all others are"));
    QCOMPARE(run("verify").exitCode, 4);
    QCOMPARE(m_daemon->stop(), 0);
    QCOMPARE(contentOf(ledgerPath()), QByteArray("Dear diary, this is no database at all.\n"));
}

void OperationsTest::makeOlder(const QString& path) const
{
    auto connection = syncd::openSqlite(path.toStdString(), sql::OpenMode::ReadWrite);
    if (!connection || !(*connection)->execute("DROP TABLE log_segment; PRAGMA user_version=1;"))
        qFatal("cannot change %s", qPrintable(path));
}

QString OperationsTest::makeDamagedLedger() const
{
    const QString path
        = m_daemon->path(QStringLiteral("data/ledgers/%1.db").arg(QString::fromStdString(Uuid::make().text())));
    QFile file(path);
    QByteArray bytes(20'000, '\0');
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 7919 >> 3);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

int OperationsTest::versionOf(const QString& path) const
{
    auto connection = syncd::openSqlite(path.toStdString(), sql::OpenMode::ReadOnly);
    return connection ? sql::schemaVersion(**connection).value() : -1;
}

void OperationsTest::olderFilesAreMigratedAfterASnapshot()
{
    QCOMPARE(m_daemon->stop(), 0);
    QCOMPARE(run("migrate --dry-run").out, QByteArray("Everything is up to date.\n"));
    makeOlder(ledgerPath());

    const Ran served = m_daemon->startToFail();
    const Ran dry = run("migrate --dry-run");
    const int versionAfterDry = versionOf(ledgerPath());
    const Ran done = run("migrate");

    QCOMPARE(served.exitCode, 3);
    QVERIFY(served.err.contains("run quartermaster-syncd migrate"));
    QCOMPARE(dry.exitCode, 0);
    QCOMPARE(dry.out, ledgerPath().toUtf8() + ": version 1 to 2\n");
    QCOMPARE(versionAfterDry, 1);
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(versionOf(ledgerPath()), 2);
    QCOMPARE(QDir(m_daemon->path(QStringLiteral("data/backups"))).entryList({ QStringLiteral("*-s1.db") }).size(), 1);
    QCOMPARE(run("verify").exitCode, 0);
}

void OperationsTest::aDamagedLedgerKeepsNoOtherFromAMigration()
{
    QCOMPARE(m_daemon->stop(), 0);
    const QString random = makeDamagedLedger();
    const QByteArray randomBefore = contentOf(random);
    // Older, and with a broken page that only a look at every page finds.
    const QString broken = m_daemon->path(QStringLiteral("data/ledgers/00000000-0000-7000-8000-000000000001.db"));
    QVERIFY(QFile::copy(ledgerPath(), broken));
    makeOlder(broken);
    overwrite(broken, 4096 + 5, QByteArray(60, '\x55'));
    makeOlder(ledgerPath());

    const Ran dry = run("migrate --dry-run");
    const Ran done = run("migrate");

    QCOMPARE(dry.exitCode, 0);
    QVERIFY2(dry.err.contains(random.toUtf8()), dry.err.constData());
    QVERIFY(dry.out.contains(ledgerPath().toUtf8() + ": version 1 to 2\n"));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QVERIFY2(done.err.contains(random.toUtf8()) && done.err.contains(broken.toUtf8()), done.err.constData());
    QCOMPARE(versionOf(ledgerPath()), 2);
    QCOMPARE(contentOf(random), randomBefore);
    QCOMPARE(versionOf(broken), 1);
    makeOlder(ledgerPath());
    QVERIFY(m_daemon->start()); // and so does a start
    m_device.peer->moveTo(m_daemon->port());
    QVERIFY(m_device.sync());
}

void OperationsTest::aDamagedLedgerKeepsNoOtherFromABackup()
{
    QCOMPARE(run("backup").exitCode, 0);
    const QString random = makeDamagedLedger();

    const Ran partial = run("backup --keep 1");

    QCOMPARE(partial.exitCode, 4);
    QVERIFY2(partial.err.contains(random.toUtf8()), partial.err.constData());
    const QString backup = QString::fromStdString(newestBackup());
    QVERIFY2(partial.out.contains("kept in " + backup.toUtf8()), partial.out.constData());
    const QJsonObject manifest = QJsonDocument::fromJson(contentOf(backup + QStringLiteral("/manifest.json"))).object();
    QCOMPARE(manifest[QLatin1String("files")].toArray().size(), 2); // the registry and the ledger that is well
    QCOMPARE(manifest[QLatin1String("damaged")].toArray().size(), 1);
    QCOMPARE(m_daemon->run({ QStringLiteral("verify"), backup }).exitCode, 0);
    // Older backups may hold the last good copy of the damaged one.
    QCOMPARE(
        QDir(m_daemon->path(QStringLiteral("data/backups"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);

    QVERIFY(QFile::remove(random));
    QCOMPARE(run("backup --keep 1").exitCode, 0);
    QCOMPARE(
        QDir(m_daemon->path(QStringLiteral("data/backups"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
}

void OperationsTest::aStopDuringAMigrationEndsItBetweenTwoFiles_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("serve") << QStringList { QStringLiteral("serve"), QStringLiteral("--migrate") } << 0;
    QTest::newRow("migrate") << QStringList { QStringLiteral("migrate") } << 1;
}

void OperationsTest::aStopDuringAMigrationEndsItBetweenTwoFiles()
{
    QFETCH(const QStringList, command);
    constexpr int ledgers = 16;
    QCOMPARE(m_daemon->stop(), 0);
    makeOlder(ledgerPath());
    QStringList paths { ledgerPath() };
    for (int i = 0; i < ledgers; ++i) { // none of them is migrated in no time
        paths.append(
            m_daemon->path(QStringLiteral("data/ledgers/%1.db").arg(QString::fromStdString(Uuid::make().text()))));
        QVERIFY(QFile::copy(ledgerPath(), paths.last()));
        auto connection = syncd::openSqlite(paths.last().toStdString(), sql::OpenMode::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->execute("INSERT INTO meta (k, v) VALUES ('padding', hex(zeroblob(1000000)));"));
    }
    const auto countOf = [&](int version) {
        return std::count_if(
            paths.begin(), paths.end(), [&](const QString& path) { return versionOf(path) == version; });
    };

    auto process = m_daemon->begin(command);
    QByteArray said;
    while (!said.contains("version 1 to 2") && !said.contains("\"migrating\"") && process->waitForReadyRead(20'000))
        said += process->readAllStandardOutput();
    QElapsedTimer timer;
    timer.start();
    process->terminate();
    QVERIFY(process->waitForFinished(20'000));
    const qint64 tookMs = timer.elapsed();
    said += process->readAllStandardOutput() + process->readAllStandardError();

    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QTEST(process->exitCode(), "exitCode");
    QVERIFY2(tookMs < 2'000, qPrintable(QString::number(tookMs)));
    QVERIFY2(said.contains("asked to stop"), said.constData());
    QVERIFY2(said.contains(QByteArray::number(qlonglong(countOf(2))) + " of " + QByteArray::number(ledgers + 1)),
        said.constData());
    QVERIFY(countOf(1) > 0);
    QCOMPARE(countOf(1) + countOf(2), ledgers + 1);
    for (const QString& path : paths) {
        auto connection = syncd::openSqlite(path.toStdString(), sql::OpenMode::ReadOnly);
        QVERIFY(connection && sql::checkIntegrity(**connection));
    }
    const QDir backups(m_daemon->path(QStringLiteral("data/backups")));
    QVERIFY(backups.entryList({ QStringLiteral("*.part") }).isEmpty());
    QCOMPARE(backups.entryList({ QStringLiteral("*-s1.db") }).size(), countOf(2)); // none for those not begun
    // The next start does the rest.
    QVERIFY(m_daemon->start());
    QCOMPARE(countOf(2), ledgers + 1);
    m_device.peer->moveTo(m_daemon->port());
    QVERIFY(m_device.sync());
}

QTEST_GUILESS_MAIN(OperationsTest)
#include "operations_test.moc"
