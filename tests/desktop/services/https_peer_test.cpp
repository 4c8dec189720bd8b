#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include "desktop/services/https_peer.h"

#include "desktop/services/server_key.h"
#include "tests/desktop/services/certificate.h"
#include "tests/desktop/services/test_server.h"

using namespace qm;
using namespace qm::test;
using desktop::HttpsPeer;
using desktop::ServerAddress;

namespace {

constexpr const char* kept = "Your changes are kept and will be sent later.";

std::string contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

class HttpsPeerTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sendsARequestAndReadsTheAnswer();
    void packsLargeBodiesAndUnpacksAnswers();
    void keepsOneConnectionAndNeverStalls();
    void opensANewConnectionWhenTheServerClosedTheOldOne();
    void answersThatAreNotOursAreTold_data();
    void answersThatAreNotOursAreTold();
    void readsRetryAfterAsADate();
    void takesAnAnswerOfSixteenMebibytesButNotMore();
    void refusesAnAnswerThatUnpacksWithoutEnd();
    void tellsACutAnswer();
    void tellsATimeout();
    void givesUpWhenAsked();
    void tellsWhyTheServerIsNotReached();
    void followsNoRedirectAndKeepsTheTokenToItself();
    void refusesASelfMadeCertificateUnlessItIsGiven();
    void refusesACertificateForAnotherName();
    void acceptsExactlyTheKeyOfTheInvitation_data();
    void acceptsExactlyTheKeyOfTheInvitation();
    void sendsNothingToAServerWithAnotherKey();
    void tellsAServerWithoutTls();
    void plainHttpIsForThisComputerOnly();

private:
    HttpsPeer::Options to(const TestServer& server, bool isEncrypted = true) const
    {
        HttpsPeer::Options options;
        options.server = *ServerAddress::parse(
            (isEncrypted ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server.port()));
        options.caPem = isEncrypted ? contentOf(m_certificate.certificateFile) : std::string();
        options.token = "qmd1.selector.verifier";
        options.transferTimeoutMs = 5000;
        return options;
    }

    QTemporaryDir m_folder;
    Certificate m_certificate;
};

void HttpsPeerTest::initTestCase()
{
    m_certificate = makeCertificate(m_folder.path(), "server");
    QVERIFY2(!m_certificate.certificateFile.isEmpty(), "the tests need the openssl program");
}

void HttpsPeerTest::sendsARequestAndReadsTheAnswer()
{
    TestServer server(
        [](const TestServer::Request&) {
            return TestServer::Reply { TestServer::http(
                200, "Content-Type: application/json; charset=utf-8\r\nQm-Now: 1777825361000\r\n", "{\"a\":1}") };
        },
        m_certificate.certificateFile, m_certificate.keyFile);
    HttpsPeer peer(to(server));
    QVERIFY(!peer.hasAnswered());

    const auto reply = peer.exchange({ "POST", "/v1/ledgers/x/sync", "{\"head\":\"0.a\"}" });

    QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->body, std::string("{\"a\":1}"));
    QVERIFY(reply->isJson);
    QCOMPARE(reply->serverNowMs, std::optional<std::int64_t>(1777825361000));
    QVERIFY(!reply->retryAfterSeconds);
    QVERIFY(peer.hasAnswered());
    QCOMPARE(server.requests().size(), 1);
    const auto request = server.requests().first();
    QVERIFY(request.head.startsWith("POST /v1/ledgers/x/sync HTTP/1.1\r\n"));
    QCOMPARE(request.header("host"), QByteArray("127.0.0.1:") + QByteArray::number(server.port()));
    QCOMPARE(request.header("authorization"), QByteArray("Bearer qmd1.selector.verifier"));
    QCOMPARE(request.header("qm-level"), QByteArray("1"));
    QCOMPARE(request.header("content-type"), QByteArray("application/json"));
    QCOMPARE(request.header("content-encoding"), QByteArray());
    QCOMPARE(request.body, QByteArray("{\"head\":\"0.a\"}"));
}

void HttpsPeerTest::packsLargeBodiesAndUnpacksAnswers()
{
    std::string body = "{\"items\":\"";
    for (int i = 0; i < 20'000; ++i)
        body += std::to_string(i);
    body += "\"}";
    TestServer server(
        [](const TestServer::Request& request) {
            return TestServer::Reply { TestServer::http(
                200, "Content-Type: application/json\r\nContent-Encoding: zstd\r\n", request.body) };
        },
        m_certificate.certificateFile, m_certificate.keyFile);
    HttpsPeer peer(to(server));

    const auto reply = peer.exchange({ "POST", "/echo", body });

    QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
    QCOMPARE(reply->body, body);
    const auto request = server.requests().first();
    QCOMPARE(request.header("content-encoding"), QByteArray("zstd"));
    QVERIFY(std::size_t(request.body.size()) < body.size() * 3 / 4);
}

void HttpsPeerTest::keepsOneConnectionAndNeverStalls()
{
    TestServer server([](const TestServer::Request&) { return TestServer::Reply { TestServer::json("{}") }; },
        m_certificate.certificateFile, m_certificate.keyFile);
    HttpsPeer peer(to(server));
    QVERIFY(peer.exchange({ "GET", "/warm", {} }));

    // Delayed acknowledgements of 40 ms show up as soon as a body does not fit into one packet.
    QByteArray random(700'000, '\0');
    for (qsizetype i = 0; i < random.size(); ++i)
        random[i] = char((i * 2654435761U) >> 24);
    QList<qint64> times;
    for (const int size : { 300, 3'000, 60'000, 300'000, 700'000, 60'000, 60'000, 60'000, 60'000 }) {
        QElapsedTimer timer;
        timer.start();
        const auto reply = peer.exchange({ "POST", "/sync", random.left(size).toStdString() });
        times.append(timer.elapsed());
        QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
    }

    std::sort(times.begin(), times.end());
    QVERIFY2(times[times.size() / 2] < 38, qPrintable(QString("median %1 ms").arg(times[times.size() / 2])));
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.requests().last().connection, 1);
}

void HttpsPeerTest::opensANewConnectionWhenTheServerClosedTheOldOne()
{
    TestServer server(
        [](const TestServer::Request&) {
            return TestServer::Reply { TestServer::json("{}"), true };
        },
        m_certificate.certificateFile, m_certificate.keyFile);
    HttpsPeer peer(to(server));

    for (int i = 0; i < 5; ++i) {
        const auto reply = peer.exchange({ "POST", "/sync", "{}" });
        QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
        QTest::qSleep(i * 3);
    }

    QCOMPARE(server.connections(), 5);
    QCOMPARE(server.requests().size(), 5);
}

void HttpsPeerTest::answersThatAreNotOursAreTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("retryAfter"); // -1: none
    QTest::newRow("a captive portal's page with 200")
        << 200 << QByteArray("Content-Type: text/html\r\n") << QByteArray("<html>Welcome</html>") << -1;
    QTest::newRow("a proxy's bad gateway")
        << 502 << QByteArray("Content-Type: text/html\r\n") << QByteArray("<html>Bad Gateway</html>") << -1;
    QTest::newRow("Traefik's 404") << 404 << QByteArray("Content-Type: text/plain; charset=utf-8\r\n")
                                   << QByteArray("404 page not found\n") << -1;
    QTest::newRow("too many requests") << 429 << QByteArray("Retry-After: 17\r\nContent-Type: text/plain\r\n")
                                       << QByteArray("Too Many Requests") << 17;
    QTest::newRow("unavailable") << 503 << QByteArray("Retry-After: 999999999\r\n") << QByteArray() << 86400;
    QTest::newRow("a broken Retry-After") << 503 << QByteArray("Retry-After: soon\r\n") << QByteArray() << -1;
    QTest::newRow("application/jsonp is not JSON")
        << 200 << QByteArray("Content-Type: application/jsonp\r\n") << QByteArray("{}") << -1;
}

void HttpsPeerTest::answersThatAreNotOursAreTold()
{
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(int, retryAfter);
    TestServer server(
        [&](const TestServer::Request&) { return TestServer::Reply { TestServer::http(status, headers, body) }; });
    HttpsPeer peer(to(server, false));

    const auto reply = peer.exchange({ "GET", "/v1/ledgers", {} });

    QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
    QCOMPARE(reply->status, status);
    QVERIFY(!reply->isJson);
    QCOMPARE(reply->retryAfterSeconds.value_or(-1), retryAfter);
}

void HttpsPeerTest::readsRetryAfterAsADate()
{
    const QDateTime when = QDateTime::currentDateTimeUtc().addSecs(90);
    const QByteArray date = QLocale::c().toString(when, "ddd, dd MMM yyyy HH:mm:ss").toLatin1() + " GMT";
    TestServer server([&](const TestServer::Request&) {
        return TestServer::Reply { TestServer::http(503, "Retry-After: " + date + "\r\n", "") };
    });
    HttpsPeer peer(to(server, false));

    const auto reply = peer.exchange({ "GET", "/", {} });

    QVERIFY(reply);
    QVERIFY(reply->retryAfterSeconds.value_or(0) > 80 && *reply->retryAfterSeconds <= 91);
}

void HttpsPeerTest::takesAnAnswerOfSixteenMebibytesButNotMore()
{
    const QByteArray most(16 << 20, 'x');
    TestServer server([&](const TestServer::Request& request) {
        return TestServer::Reply { TestServer::http(
            200, "", request.head.startsWith("GET /more") ? most + "x" : most) };
    });
    HttpsPeer peer(to(server, false));

    const auto reply = peer.exchange({ "GET", "/most", {} });
    const auto refused = peer.exchange({ "GET", "/more", {} });

    QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
    QCOMPARE(reply->body.size(), std::size_t(16 << 20));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Protocol);
}

void HttpsPeerTest::refusesAnAnswerThatUnpacksWithoutEnd()
{
    const QByteArray bomb = QByteArray::fromStdString(compress(std::string(100 << 20, '\0')));
    TestServer server([&](const TestServer::Request&) {
        return TestServer::Reply { TestServer::http(200, "Content-Encoding: zstd\r\n", bomb) };
    });
    HttpsPeer peer(to(server, false));

    const auto reply = peer.exchange({ "GET", "/", {} });

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, ErrorCode::Protocol);
    QVERIFY(QByteArray::fromStdString(reply.error().detail).endsWith(kept));
}

void HttpsPeerTest::tellsACutAnswer()
{
    TestServer server([](const TestServer::Request&) {
        return TestServer::Reply {
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"head\":", true
        };
    });
    HttpsPeer peer(to(server, false));

    const auto reply = peer.exchange({ "POST", "/sync", "{}" });

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, ErrorCode::Offline);
    QVERIFY(reply.error().detail.find("broke off") != std::string::npos);
    QVERIFY(QByteArray::fromStdString(reply.error().detail).endsWith(kept));
    QCOMPARE(server.requests().size(), 1); // what may have been done is not done again behind the caller's back
}

void HttpsPeerTest::tellsATimeout()
{
    TestServer server([](const TestServer::Request&) {
        return TestServer::Reply { TestServer::json("{}"), false, 1500 };
    });
    HttpsPeer::Options options = to(server, false);
    options.transferTimeoutMs = 200;
    HttpsPeer peer(std::move(options));

    QElapsedTimer timer;
    timer.start();
    const auto reply = peer.exchange({ "GET", "/", {} });

    QVERIFY(!reply);
    QVERIFY(timer.elapsed() < 1400);
    QCOMPARE(reply.error().code, ErrorCode::Offline);
    QVERIFY(reply.error().detail.find("in time") != std::string::npos);
}

void HttpsPeerTest::givesUpWhenAsked()
{
    TestServer server([](const TestServer::Request&) {
        return TestServer::Reply { TestServer::json("{}"), false, 1500 };
    });
    QElapsedTimer timer;
    HttpsPeer::Options options = to(server, false);
    options.isCancelled = [&timer] { return timer.isValid() && timer.elapsed() > 150; };
    HttpsPeer peer(std::move(options));

    timer.start();
    const auto reply = peer.exchange({ "GET", "/", {} });

    QVERIFY(!reply);
    QVERIFY(timer.elapsed() < 1400);
    QCOMPARE(reply.error().code, ErrorCode::Offline);
}

void HttpsPeerTest::tellsWhyTheServerIsNotReached()
{
    int port = 0;
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        port = closed.serverPort();
    }
    HttpsPeer::Options options;
    options.server = *ServerAddress::parse("https://127.0.0.1:" + std::to_string(port));
    HttpsPeer nobody(options);
    options.server = *ServerAddress::parse("https://no-such-name.invalid");
    HttpsPeer unknown(options);

    const auto refused = nobody.exchange({ "GET", "/", {} });
    const auto lost = unknown.exchange({ "GET", "/", {} });

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Offline);
    QVERIFY2(
        refused.error().detail.find("refuses the connection") != std::string::npos, refused.error().detail.c_str());
    QVERIFY(QByteArray::fromStdString(refused.error().detail).endsWith(kept));
    QVERIFY(!lost);
    QCOMPARE(lost.error().code, ErrorCode::Offline);
    QVERIFY(QByteArray::fromStdString(lost.error().detail).endsWith(kept));
}

void HttpsPeerTest::followsNoRedirectAndKeepsTheTokenToItself()
{
    TestServer other([](const TestServer::Request&) { return TestServer::Reply { TestServer::json("{}") }; });
    for (const int status : { 301, 302, 303, 307, 308 }) {
        TestServer server([&](const TestServer::Request&) {
            return TestServer::Reply { TestServer::http(
                status, "Location: http://127.0.0.1:" + QByteArray::number(other.port()) + "/x\r\n", "") };
        });
        HttpsPeer peer(to(server, false));

        const auto reply = peer.exchange({ "POST", "/sync", "{}" });

        QVERIFY(!reply);
        QCOMPARE(reply.error().code, ErrorCode::Protocol);
        QVERIFY(reply.error().detail.find(std::to_string(other.port())) != std::string::npos);
    }
    QCOMPARE(other.requests().size(), 0);
}

void HttpsPeerTest::refusesASelfMadeCertificateUnlessItIsGiven()
{
    TestServer server([](const TestServer::Request&) { return TestServer::Reply { TestServer::json("{}") }; },
        m_certificate.certificateFile, m_certificate.keyFile);
    HttpsPeer::Options options = to(server);
    HttpsPeer trusting(options);
    options.caPem.clear();
    HttpsPeer strict(options);
    options.caPem = contentOf(makeCertificate(m_folder.path(), "another").certificateFile);
    HttpsPeer mistaken(options);

    const auto refused = strict.exchange({ "POST", "/sync", "{}" });
    const auto alsoRefused = mistaken.exchange({ "POST", "/sync", "{}" });

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QVERIFY2(refused.error().detail.find("self-made") != std::string::npos, refused.error().detail.c_str());
    QVERIFY(QByteArray::fromStdString(refused.error().detail).endsWith(kept));
    QVERIFY(!alsoRefused);
    QCOMPARE(alsoRefused.error().code, ErrorCode::Refused);
    QCOMPARE(server.requests().size(), 0);
    QVERIFY(trusting.exchange({ "POST", "/sync", "{}" }));
}

void HttpsPeerTest::refusesACertificateForAnotherName()
{
    const Certificate other = makeCertificate(m_folder.path(), "other", "DNS:other.example");
    TestServer server([](const TestServer::Request&) { return TestServer::Reply { TestServer::json("{}") }; },
        other.certificateFile, other.keyFile);
    HttpsPeer::Options options = to(server);
    options.caPem = contentOf(other.certificateFile);
    HttpsPeer peer(options);

    const auto reply = peer.exchange({ "POST", "/sync", "{}" });

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, ErrorCode::Refused);
    QVERIFY2(reply.error().detail.find("another name") != std::string::npos, reply.error().detail.c_str());
    QCOMPARE(server.requests().size(), 0);
}

void HttpsPeerTest::acceptsExactlyTheKeyOfTheInvitation_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("names");
    QTest::newRow("elliptic curve") << "EC"
                                    << "DNS:localhost,IP:127.0.0.1";
    QTest::newRow("RSA") << "RSA"
                         << "DNS:localhost,IP:127.0.0.1";
    QTest::newRow("another name: the key alone counts") << "EC"
                                                        << "DNS:box.lan";
}

void HttpsPeerTest::acceptsExactlyTheKeyOfTheInvitation()
{
    QFETCH(QString, algorithm);
    QFETCH(QString, names);
    const Certificate own = makeCertificate(m_folder.path(), "own", names, 2, algorithm);
    TestServer server([](const TestServer::Request&) { return TestServer::Reply { TestServer::json("{}") }; },
        own.certificateFile, own.keyFile);
    HttpsPeer::Options options = to(server);
    options.caPem.clear();
    options.key = *desktop::parseServerKey("sha256:" + own.keyHash.toStdString());
    HttpsPeer peer(options);

    const auto reply = peer.exchange({ "POST", "/sync", "{}" });

    QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
    QCOMPARE(server.requests().size(), 1);
}

void HttpsPeerTest::sendsNothingToAServerWithAnotherKey()
{
    TestServer server([](const TestServer::Request&) { return TestServer::Reply { TestServer::json("{}") }; },
        m_certificate.certificateFile, m_certificate.keyFile);
    HttpsPeer::Options options = to(server); // trusts the certificate, too: the key decides all the same
    options.key = Hash {};
    HttpsPeer peer(options);

    const auto reply = peer.exchange({ "POST", "/sync", "{\"secret\":1}" });

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, ErrorCode::Refused);
    QVERIFY2(reply.error().detail.find("another key") != std::string::npos, reply.error().detail.c_str());
    QCOMPARE(server.requests().size(), 0);
}

void HttpsPeerTest::tellsAServerWithoutTls()
{
    TestServer server([](const TestServer::Request&) {
        return TestServer::Reply { TestServer::http(400, "", ""), true };
    });
    HttpsPeer::Options options = to(server);
    options.connectTimeoutMs = 1000;
    HttpsPeer peer(options);

    const auto reply = peer.exchange({ "GET", "/", {} });

    QVERIFY(!reply);
    QVERIFY(reply.error().code == ErrorCode::Refused || reply.error().code == ErrorCode::Offline);
    QVERIFY(QByteArray::fromStdString(reply.error().detail).endsWith(kept));
}

void HttpsPeerTest::plainHttpIsForThisComputerOnly()
{
    QVERIFY(ServerAddress::parse("http://127.0.0.1:8000"));
    QVERIFY(ServerAddress::parse("http://localhost"));
    QVERIFY(ServerAddress::parse("http://[::1]:8000"));
    for (const char* text :
        { "http://box.lan", "http://192.168.1.2:8000", "http://127.0.0.1.example.org", "http://localhost.example.org",
            "ftp://box.lan", "https://", "https://user:secret@box.lan", "https://box.lan?x=1", "https://box.lan#x",
            "https://box lan", "https://box.lan:0", "https://box.lan:70000", "" })
        QVERIFY2(!ServerAddress::parse(text), text);

    const auto address = ServerAddress::parse("https://[fd00::1]:8443/quartermaster/");

    QVERIFY(address);
    QCOMPARE(address->host, std::string("fd00::1"));
    QCOMPARE(address->authority(), std::string("[fd00::1]:8443"));
    QCOMPARE(address->text(), std::string("https://[fd00::1]:8443/quartermaster"));
    QCOMPARE(ServerAddress::parse("box.lan")->text(), std::string("https://box.lan"));
}

QTEST_GUILESS_MAIN(HttpsPeerTest)
#include "https_peer_test.moc"
