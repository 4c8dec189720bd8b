#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "common/sql/migrate.h"
#include "syncd/api.h"
#include "syncd/http/server.h"
#include "syncd/store/sqlite_connection.h"
#include "tests/abuse/abused_daemon.h"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

using namespace qm;
using namespace qm::syncd;
using namespace qm::test;

namespace {

constexpr const char* secret = "std::bad_thing in /srv/secret/ledger.cpp:42";

} // namespace

/// The daemon's answers over real sockets, in this process, with a clock that throws: no hostile request is known that
/// makes the daemon throw, so the throwing is ours.
class ExceptionsTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void itsTextIsLoggedAndNotAnswered_data();
    void itsTextIsLoggedAndNotAnswered();

private:
    QByteArray logText() const;
    QTemporaryDir m_dir;
    std::atomic<bool> m_isThrowing { false };
    int m_logFile = -1;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<Ledgers> m_ledgers;
    Waits m_waits { 64 };
    Metrics m_metrics;
    std::unique_ptr<Log> m_log;
    std::unique_ptr<Api> m_api;
    std::unique_ptr<http::Server> m_server;
    std::thread m_thread;
};

void ExceptionsTest::initTestCase()
{
    m_logFile = ::open(
        QFile::encodeName(m_dir.filePath(QStringLiteral("log"))).constData(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    m_log = std::make_unique<Log>(LogLevel::Debug, m_logFile);
    auto connection = openSqlite(":memory:", sql::OpenMode::ReadWriteCreate);
    QVERIFY(connection && sql::migrate(**connection, ":memory:", sql::registrySchema(), {}));
    auto registry = Registry::open(*std::move(connection));
    QVERIFY(registry);
    m_registry = *std::move(registry);
    const std::string dir = m_dir.path().toStdString();
    m_ledgers = std::make_unique<Ledgers>(
        Ledgers::Options { dir + "/ledgers", dir + "/snapshots", dir + "/backups", [](std::string_view) {}, {} });
    const auto clock = [this]() -> std::int64_t {
        if (m_isThrowing)
            throw std::runtime_error(secret);
        return 1'777'825'361'000;
    };
    m_api = std::make_unique<Api>(
        *m_registry, *m_ledgers, m_waits, m_metrics, *m_log, Api::Options { {}, {}, {}, clock });
    http::ServerOptions options;
    options.host = "127.0.0.1";
    options.threads = 2;
    options.warn = [](std::string_view) {};
    m_server = std::make_unique<http::Server>(options, *m_api);
    QVERIFY(m_server->bind());
    m_thread = std::thread([this] { m_server->run(); });
}

void ExceptionsTest::cleanupTestCase()
{
    m_server->stop();
    m_thread.join();
    ::close(m_logFile);
}

QByteArray ExceptionsTest::logText() const
{
    QFile file(m_dir.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ExceptionsTest::itsTextIsLoggedAndNotAnswered_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("while it is answered") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("while a body is answered")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("while it is let in") << QByteArray("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("while it is refused") << QByteArray("BREW / HTTP/1.1\r\nHost: a\r\n\r\n");
}

void ExceptionsTest::itsTextIsLoggedAndNotAnswered()
{
    QFETCH(const QByteArray, request);
    const auto logged = logText().count(secret);

    m_isThrowing = true;
    RawSocket socket(m_server->port());
    socket.send(request.toStdString());
    socket.finishSending();
    const std::string received = socket.readAll(15'000);
    m_isThrowing = false;

    QVERIFY2(received.starts_with("HTTP/1.1 500"), received.c_str());
    QVERIFY2(received.ends_with("\r\n\r\n{\"error\":\"internal\"}"), received.c_str());
    QVERIFY(received.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
    QVERIFY(received.find("EXCEPTION_WHAT") == std::string::npos);
    QVERIFY(received.find("secret") == std::string::npos);
    QVERIFY(received.find("std::") == std::string::npos);
    QCOMPARE(logText().count(secret), logged + 1);
    // And the next one is answered as ever.
    QCOMPARE(ask(m_server->port(), getRequest("/healthz")).status, 200);
}

QTEST_GUILESS_MAIN(ExceptionsTest)
#include "exceptions_test.moc"
