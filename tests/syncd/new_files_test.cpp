#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "syncd/ledgers.h"
#include "syncd/operations/data_files.h"
#include "syncd/operations/verify.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace qm;
using namespace qm::syncd;

/// What others find while the server makes its files.
class NewFilesTest final : public QObject {
    Q_OBJECT
private slots:
    void whoLooksAtAnyMomentFindsWholeLedgersOnly();
    void whatAKilledStartHasLeftIsNoHindrance();
    void aServerAndAFirstInvitationStartTogether();

private:
    static Ledgers::Options options(const QTemporaryDir& dir)
    {
        const std::string path = dir.path().toStdString();
        return { path + "/ledgers", path + "/snapshots", path + "/backups", [](std::string_view) {}, {} };
    }
};

void NewFilesTest::whoLooksAtAnyMomentFindsWholeLedgersOnly()
{
    QTemporaryDir dir;
    Config config;
    config.registryPath = dir.path().toStdString() + "/quartermaster.db";
    Ledgers ledgers(options(dir));
    std::atomic<bool> isOver { false };
    std::string complaint;
    int looks = 0;
    std::thread looking([&] {
        // As `backup` and `verify` do, beside the server.
        while (!isOver && complaint.empty()) {
            const auto files = ledgerFiles(config);
            for (std::size_t i = 0; files && i < files->size(); ++i, ++looks) {
                const auto open = openAny((*files)[i].path);
                const auto id = open ? ledgerIdIn(*open->connection) : open.error();
                if (!id)
                    complaint = id.error().detail;
            }
        }
    });

    for (int i = 0; i < 40; ++i)
        QVERIFY(ledgers.head(Uuid::make()));
    isOver = true;
    looking.join();

    QVERIFY2(complaint.empty(), complaint.c_str());
    QVERIFY(looks > 0);
    QCOMPARE(ledgerFiles(config)->size(), std::size_t(40));
}

void NewFilesTest::whatAKilledStartHasLeftIsNoHindrance()
{
    QTemporaryDir dir;
    const Uuid id = Uuid::make();
    const QString path = dir.filePath(QStringLiteral("ledgers/%1.db").arg(QString::fromStdString(id.text())));
    QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("ledgers")));
    for (const char* suffix : { ".new", ".new-wal" }) {
        QFile left(path + QLatin1String(suffix));
        QVERIFY(left.open(QIODevice::WriteOnly) && left.write("half of it") > 0);
    }
    Ledgers ledgers(options(dir));

    QVERIFY(ledgers.head(id));

    QVERIFY(!verifyFile(path.toStdString()).error);
    QVERIFY(!QFile::exists(path + QStringLiteral(".new")));
    QVERIFY(!QFile::exists(path + QStringLiteral(".new-wal")));
}

void NewFilesTest::aServerAndAFirstInvitationStartTogether()
{
    for (int round = 0; round < 15; ++round) {
        QTemporaryDir dir;
        Config config;
        config.registryPath = dir.path().toStdString() + "/quartermaster.db";
        config.backupDir = dir.path().toStdString() + "/backups";
        std::vector<std::string> instances(3);
        std::vector<std::thread> starting;
        for (std::string& instance : instances)
            starting.emplace_back([&] {
                const auto registry = openRegistry(config);
                instance = registry ? (*registry)->instance().text() : registry.error().detail;
            });
        for (std::thread& one : starting)
            one.join();

        QCOMPARE(instances[1], instances[0]);
        QCOMPARE(instances[2], instances[0]);
        QVERIFY2(Uuid::parse(instances[0]), instances[0].c_str());
        QCOMPARE(QDir(dir.path()).entryList({ QStringLiteral("*.new*") }), QStringList());
    }
}

QTEST_GUILESS_MAIN(NewFilesTest)
#include "new_files_test.moc"
