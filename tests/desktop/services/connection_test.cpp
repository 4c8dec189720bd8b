#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "desktop/services/connection.h"

#include "common/sql/migrate.h"
#include "desktop/services/invitation.h"
#include "desktop/services/server_key.h"
#include "desktop/services/token_file.h"
#include "desktop/store/qt_connection.h"

using namespace qm;
using namespace qm::desktop;

class ConnectionTest : public QObject {
    Q_OBJECT

private slots:
    void remembersHowALedgerIsConnected();
    void keepsTheTokenOutOfTheLedgerAndToItsOwner();
    void saysWhenTheTokenIsGone();
    void readsInvitationLinks();
    void refusesBrokenInvitationLinks();
    void readsKeysInEveryForm();

private:
    std::unique_ptr<Ledger> makeLedger(const std::string& path)
    {
        auto connection = sql::openMigrated(
            path, sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(), { m_folder.path().toStdString(), openQtSql });
        if (!connection)
            return nullptr;
        auto ledger = Ledger::create(*std::move(connection), "Home", *Currency::parse("EUR"));
        return ledger ? *std::move(ledger) : nullptr;
    }
    QTemporaryDir m_folder;
};

void ConnectionTest::remembersHowALedgerIsConnected()
{
    const std::string path = m_folder.filePath("a.db").toStdString();
    const auto ledger = makeLedger(path);
    QVERIFY(ledger);
    QVERIFY(!*loadConnection(*ledger, path));
    QCOMPARE(*connectedServer(*ledger), std::string());
    ServerConnection connection { *ServerAddress::parse("https://box.lan:8443"), "instance", "pem", sha256("key"),
        "Kitchen laptop", "qmd1.a.b" };

    QVERIFY(saveConnection(*ledger, path, connection));
    const auto loaded = loadConnection(*ledger, path);

    QVERIFY(loaded && *loaded);
    QCOMPARE((*loaded)->server.text(), std::string("https://box.lan:8443"));
    QCOMPARE((*loaded)->instance, std::string("instance"));
    QCOMPARE((*loaded)->caPem, std::string("pem"));
    QVERIFY((*loaded)->key == sha256("key"));
    QCOMPARE((*loaded)->deviceName, std::string("Kitchen laptop"));
    QCOMPARE((*loaded)->token, std::string("qmd1.a.b"));
    QCOMPARE(*connectedServer(*ledger), std::string("https://box.lan:8443"));

    QVERIFY(forgetConnection(*ledger, path));

    QVERIFY(!*loadConnection(*ledger, path));
    QVERIFY(!QFile::exists(QString::fromStdString(TokenFile(path).path())));
}

void ConnectionTest::keepsTheTokenOutOfTheLedgerAndToItsOwner()
{
    const std::string path = m_folder.filePath("b.db").toStdString();
    {
        const auto ledger = makeLedger(path);
        QVERIFY(ledger);
        QVERIFY(saveConnection(*ledger, path,
            { *ServerAddress::parse("https://box.lan"), "", "", {}, "Laptop", "qmd1.verysecret.verifier" }));
    }

    const QString tokenPath = QString::fromStdString(TokenFile(path).path());
    QCOMPARE(QFileInfo(tokenPath).permissions()
            & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther),
        QFileDevice::Permissions());
    QVERIFY(TokenFile(path).write("qmd1.other.verifier"));
    QCOMPARE(*TokenFile(path).read(), std::string("qmd1.other.verifier"));
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("verysecret"));
}

void ConnectionTest::saysWhenTheTokenIsGone()
{
    const std::string path = m_folder.filePath("c.db").toStdString();
    const auto ledger = makeLedger(path);
    QVERIFY(ledger);
    QVERIFY(
        saveConnection(*ledger, path, { *ServerAddress::parse("https://box.lan"), "", "", {}, "Laptop", "qmd1.a.b" }));
    QVERIFY(TokenFile(path).remove());
    QVERIFY(TokenFile(path).remove()); // fine when there is none

    const auto loaded = loadConnection(*ledger, path);

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::NotFound);
    for (const QByteArray& damaged : { QByteArray(), QByteArray("two words\n"), QByteArray("a\r\nX-Evil: 1\n") }) {
        QFile file(QString::fromStdString(TokenFile(path).path()));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(damaged);
        file.close();
        QVERIFY(!loadConnection(*ledger, path));
    }
}

void ConnectionTest::readsInvitationLinks()
{
    const std::string hex = sha256("key").hex();

    const auto whole
        = Invitation::parse("quartermaster://pair?server=https://box.lan:8443&code=BCDF-GHJK&key=sha256:" + hex);
    const auto encoded = Invitation::parse(
        "quartermaster://pair?server=https%3A%2F%2Fbox.lan%3A8443&code=BCDF-GHJK&key=sha256%3A" + hex);
    const auto keyless = Invitation::parse("quartermaster://pair?server=https://box.lan&code=BCDF-GHJK");

    QVERIFY(whole && encoded && keyless);
    QCOMPARE(whole->server.text(), std::string("https://box.lan:8443"));
    QCOMPARE(whole->code, std::string("BCDF-GHJK"));
    QVERIFY(whole->key == sha256("key"));
    QCOMPARE(encoded->server.text(), whole->server.text());
    QVERIFY(encoded->key == whole->key);
    QVERIFY(!keyless->key);
}

void ConnectionTest::refusesBrokenInvitationLinks()
{
    for (const char* link :
        { "", "quartermaster:", "quartermaster://pair", "quartermaster://pair?server=https://box.lan",
            "quartermaster://pair?code=BCDF", "quartermaster://other?server=https://box.lan&code=BCDF",
            "https://pair?server=https://box.lan&code=BCDF", "quartermaster://pair?server=http://box.lan&code=BCDF",
            "quartermaster://pair?server=https://box.lan&code=BCDF&key=",
            "quartermaster://pair?server=https://box.lan&code=BCDF&key=md5:00" }) {
        const auto parsed = Invitation::parse(link);
        QVERIFY2(!parsed, link);
        QCOMPARE(parsed.error().code, ErrorCode::Invalid);
    }
}

void ConnectionTest::readsKeysInEveryForm()
{
    const Hash hash = sha256("key");
    const QByteArray bytes(hash.view().data(), 32);

    QVERIFY(*parseServerKey(serverKeyText(hash)) == hash);
    QVERIFY(*parseServerKey("sha256:" + bytes.toBase64().toStdString()) == hash);
    QVERIFY(*parseServerKey("sha256:"
                + bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString())
        == hash);
    for (const char* text : { "", "sha256:", "sha256:abcd", "sha1:abcd", "sha256:!!!!" })
        QVERIFY2(!parseServerKey(text), text);
    QVERIFY(!serverKeyOf("not a certificate"));
}

QTEST_GUILESS_MAIN(ConnectionTest)
#include "connection_test.moc"
