#include <QFile>
#include <QTest>

#include "tests/abuse/abused_daemon.h"

#include <sys/resource.h>

using namespace qm;
using namespace qm::test;

/// Request lines and headers that no client sends.
class RequestHeadTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_daemon.note(); }
    void cleanup();
    void cleanupTestCase();

    void aRangeHeaderIsRefusedHoweverLong_data();
    void aRangeHeaderIsRefusedHoweverLong();
    void aLongPathIsRefused_data();
    void aLongPathIsRefused();
    void threadsHaveRoomWhateverTheSystemsLimitIs();
    void aForgedAddressReachesNeitherLogNorLimits();
    void escapesInHeaderValuesStayWhatTheyAre();
    void rawControlBytesInAHeaderAreRefused_data();
    void rawControlBytesInAHeaderAreRefused();
    void aHeaderLineOf40MegabytesTakesNoMemory();
    void thousandsOfHeadersAreRefused();
    void oddRequestLinesAreRefused_data();
    void oddRequestLinesAreRefused();
    void oddTargetsFindNothing_data();
    void oddTargetsFindNothing();
    void whatOnlyLooksOddIsServed_data();
    void whatOnlyLooksOddIsServed();

private:
    AbusedDaemon m_daemon;
};

void RequestHeadTest::initTestCase()
{
    m_daemon.process().setVariable(QStringLiteral("QUARTERMASTER_LOG_LEVEL"), QStringLiteral("debug"));
    const QString wrong = m_daemon.start();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void RequestHeadTest::cleanup()
{
    const QString wrong = m_daemon.complaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void RequestHeadTest::cleanupTestCase()
{
    const QString wrong = m_daemon.ledgerComplaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void RequestHeadTest::aRangeHeaderIsRefusedHoweverLong_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::newRow("one range") << QByteArray("bytes=0-1");
    QTest::newRow("8 KB of ranges") << QByteArray("bytes=0-0") + QByteArray(",1-1").repeated(2000);
    QTest::newRow("8 KB of digits") << QByteArray("bytes=") + QByteArray(8000, '1') + "-";
    QTest::newRow("8 KB of blanks") << QByteArray("bytes=0-1,") + QByteArray(8000, ' ') + "2-3";
    QTest::newRow("backwards and beyond") << QByteArray("bytes=9-1,-99999999999999999999");
}

void RequestHeadTest::aRangeHeaderIsRefusedHoweverLong()
{
    QFETCH(const QByteArray, range);
    for (const char* path : { "/healthz", "/", "/v1/ledgers" }) {
        const RawReply reply = m_daemon.send(
            std::string("GET ") + path + " HTTP/1.1\r\nHost: a\r\nRange: " + range.toStdString() + "\r\n\r\n");
        QCOMPARE(reply.status, 416);
        QCOMPARE(errorOf(reply), std::string("no_ranges"));
        QCOMPARE(reply.header("connection"), std::string("close"));
    }
}

void RequestHeadTest::aLongPathIsRefused_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("8,000 characters") << "/" + QByteArray(8000, 'a');
    QTest::newRow("8,000 characters on a route") << "/v1/ledgers/" + QByteArray(8000, 'a') + "/sync";
    QTest::newRow("4,000 slashes") << QByteArray(4000, '/');
    QTest::newRow("2,000 dots") << "/" + QByteArray("../").repeated(700) + "etc/passwd";
    QTest::newRow("a query of 8,000 characters") << "/healthz?" + QByteArray(8000, 'a');
    QTest::newRow("4,000 parameters") << "/healthz?" + QByteArray("a&").repeated(4000);
    QTest::newRow("one character too many") << "/" + QByteArray(512, 'a');
}

void RequestHeadTest::aLongPathIsRefused()
{
    QFETCH(const QByteArray, target);
    const RawReply reply = m_daemon.send(getRequest(target.toStdString()));
    QCOMPARE(reply.status, 414);
    QCOMPARE(errorOf(reply), std::string("path_too_long"));
    QCOMPARE(reply.header("connection"), std::string("close"));
}

void RequestHeadTest::threadsHaveRoomWhateverTheSystemsLimitIs()
{
    // What the library does with long paths and ranges has ended programs whose threads had a megabyte.
    rlimit usual {};
    QCOMPARE(getrlimit(RLIMIT_STACK, &usual), 0);
    rlimit small = usual;
    small.rlim_cur = 1 << 20;
    QCOMPARE(setrlimit(RLIMIT_STACK, &small), 0);
    DaemonProcess daemon;
    const bool isStarted = daemon.start();
    QCOMPARE(setrlimit(RLIMIT_STACK, &usual), 0);
    QVERIFY(isStarted);

    const std::string ranges = "bytes=0-0" + repeated(",1-1", 2000);
    QCOMPARE(ask(daemon.port(), "GET / HTTP/1.1\r\nRange: " + ranges + "\r\n\r\n").status, 416);
    QCOMPARE(ask(daemon.port(), getRequest("/" + std::string(8000, 'a'))).status, 414);

    QFile maps(QStringLiteral("/proc/%1/maps").arg(daemon.processId()));
    QVERIFY(maps.open(QIODevice::ReadOnly));
    int stacks = 0;
    for (const QByteArray& line : maps.readAll().split('\n')) {
        const QByteArray range = line.left(line.indexOf(' '));
        const auto dash = range.indexOf('-');
        const qint64 size = range.mid(dash + 1).toLongLong(nullptr, 16) - range.left(dash).toLongLong(nullptr, 16);
        stacks += size > (15 << 20) && size <= (16 << 20) && line.contains(" rw-p "); // a page of it is a guard
    }
    QVERIFY2(stacks >= 32, qPrintable(QString::number(stacks)));
    QCOMPARE(daemon.stop(), 0);
}

void RequestHeadTest::aForgedAddressReachesNeitherLogNorLimits()
{
    const std::string forged
        = "REMOTE_ADDR: 6.6.6.6\r\nREMOTE_PORT: 666\r\nLOCAL_ADDR: 6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\n"
          "X-Real-IP: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Forwarded-Proto: gopher\r\n";
    const std::string code = m_daemon.process().invite();
    const auto body
        = [](const std::string& with) { return R"({"code":")" + with + R"(","device":{"name":"X","level":1}})"; };

    // Five guesses close an invitation, from wherever they claim to come.
    for (int i = 0; i < 5; ++i) {
        const std::string another
            = "X-Forwarded-For: 10.0.0." + std::to_string(i) + "\r\nREMOTE_ADDR: 10.0.0." + std::to_string(i) + "\r\n";
        QCOMPARE(m_daemon.send(postRequest("/v1/pair", body("BCDF-GHJK"), {}, another)).status, 403);
    }
    const RawReply afterwards = m_daemon.send(postRequest("/v1/pair", body(code), {}, forged));
    QCOMPARE(m_daemon.send("GET /healthz HTTP/1.1\r\nHost: a\r\n" + forged + "\r\n").status, 200);

    QCOMPARE(afterwards.status, 403);
    const QByteArray log = m_daemon.process().logText();
    QVERIFY(!log.contains("6.6.6.6"));
    QVERIFY(!log.contains("10.0.0."));
    QVERIFY(!log.contains("gopher"));
    QCOMPARE(m_daemon.process().log().last()[QLatin1String("ip")].toString(), QStringLiteral("127.0.0.1"));
}

void RequestHeadTest::escapesInHeaderValuesStayWhatTheyAre()
{
    RawSocket socket(m_daemon.port());
    socket.send("GET /healthz HTTP/1.1\r\nHost: a%0d%0aX-Injected: 1\r\nX-Request-Id: abcdefgh%0d%0aX-Injected:%201\r\n"
                "User-Agent: agent%0d%0a{\"forged\":1}\r\nConnection: close\r\n\r\n");

    const std::string answer = socket.readAll(15'000);

    QVERIFY(answer.starts_with("HTTP/1.1 200"));
    QVERIFY(answer.find("njected") == std::string::npos);
    QVERIFY(answer.find("abcdefgh") == std::string::npos);
    QCOMPARE(
        m_daemon.process().log().last()[QLatin1String("ua")].toString(), QStringLiteral("agent%0d%0a{\"forged\":1}"));
}

void RequestHeadTest::rawControlBytesInAHeaderAreRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("NUL") << QByteArray("X-T: a\0b", 8);
    QTest::newRow("carriage return") << QByteArray("X-T: a\rSet-Cookie: b");
    QTest::newRow("line feed") << QByteArray("X-T: a\nSet-Cookie: b");
    QTest::newRow("delete") << QByteArray("X-T: a\x7f");
    QTest::newRow("escape sequence") << QByteArray("User-Agent: \x1b[2J\x1b]0;owned\x07");
    QTest::newRow("NUL in a name") << QByteArray("X\0T: a", 6);
    QTest::newRow("continued line") << QByteArray("X-T: a\r\n b");
    QTest::newRow("blank before the colon") << QByteArray("Content-Length : 3");
    QTest::newRow("no colon") << QByteArray("X-T");
    QTest::newRow("no name") << QByteArray(": a");
}

void RequestHeadTest::rawControlBytesInAHeaderAreRefused()
{
    QFETCH(const QByteArray, line);
    const RawReply reply = m_daemon.send("GET /healthz HTTP/1.1\r\nHost: a\r\n" + line.toStdString() + "\r\n\r\n");
    QCOMPARE(reply.status, 400);
    QCOMPARE(errorOf(reply), std::string("malformed"));
    QVERIFY(!m_daemon.process().logText().contains("owned"));
}

void RequestHeadTest::aHeaderLineOf40MegabytesTakesNoMemory()
{
    const qint64 before = m_daemon.peakKiB();
    RawSocket socket(m_daemon.port());
    const std::string megabyte(1 << 20, 'a');
    bool isTaken = socket.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ");
    for (int i = 0; i < 40 && isTaken; ++i)
        isTaken = socket.send(megabyte);

    const RawReply reply = socket.reply();

    QVERIFY(!isTaken); // it was not read to its end
    QVERIFY2(reply.status == 431 || reply.status == 0,
        std::to_string(reply.status).c_str()); // the connection may be cut first
    QVERIFY2(m_daemon.peakKiB() < before + 4 * 1024, qPrintable(QString::number(m_daemon.peakKiB() - before)));
    QCOMPARE(m_daemon.process().log().last()[QLatin1String("err")].toString(), QStringLiteral("headers_too_large"));
}

void RequestHeadTest::thousandsOfHeadersAreRefused()
{
    for (const std::size_t count : { 66u, 1'000u, 50'000u }) {
        RawSocket socket(m_daemon.port());
        socket.send("GET /healthz HTTP/1.1\r\n" + repeated("A:b\r\n", count) + "\r\n");
        const RawReply reply = socket.reply();
        QCOMPARE(reply.status, 431);
        QCOMPARE(errorOf(reply), std::string("headers_too_large"));
    }
    QCOMPARE(m_daemon.send("GET /healthz HTTP/1.1\r\n" + repeated("A:b\r\n", 63) + "\r\n").status, 200);
}

void RequestHeadTest::oddRequestLinesAreRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    QTest::newRow("a method nobody knows") << QByteArray("BREW /healthz HTTP/1.1") << 405;
    QTest::newRow("PUT") << QByteArray("PUT /healthz HTTP/1.1") << 405;
    QTest::newRow("PATCH") << QByteArray("PATCH /v1/ledgers HTTP/1.1") << 405;
    QTest::newRow("DELETE") << QByteArray("DELETE /v1/ledgers HTTP/1.1") << 405;
    QTest::newRow("OPTIONS *") << QByteArray("OPTIONS * HTTP/1.1") << 405;
    QTest::newRow("TRACE") << QByteArray("TRACE /healthz HTTP/1.1") << 405;
    QTest::newRow("CONNECT") << QByteArray("CONNECT evil.example:443 HTTP/1.1") << 405;
    QTest::newRow("the HTTP/2 preface") << QByteArray("PRI * HTTP/2.0") << 505;
    QTest::newRow("a method in lower case") << QByteArray("get /healthz HTTP/1.1") << 405;
    QTest::newRow("a method of 4,000 bytes") << QByteArray(4000, 'G') + " /healthz HTTP/1.1" << 405;
    QTest::newRow("a method with a NUL") << QByteArray("GE\0T /healthz HTTP/1.1", 22) << 400;
    QTest::newRow("an absolute target") << QByteArray("GET http://127.0.0.1/healthz HTTP/1.1") << 400;
    QTest::newRow("an absolute target elsewhere") << QByteArray("GET https://evil.example/ HTTP/1.1") << 400;
    QTest::newRow("a target with an authority") << QByteArray("GET evil.example:80 HTTP/1.1") << 400;
    QTest::newRow("an asterisk") << QByteArray("GET * HTTP/1.1") << 400;
    QTest::newRow("no target") << QByteArray("GET HTTP/1.1") << 400;
    QTest::newRow("an empty target") << QByteArray("GET  HTTP/1.1") << 400;
    QTest::newRow("a relative target") << QByteArray("GET healthz HTTP/1.1") << 400;
    QTest::newRow("a backslash first") << QByteArray("GET \\healthz HTTP/1.1") << 400;
    QTest::newRow("a blank in the target") << QByteArray("GET /healthz x HTTP/1.1") << 400;
    QTest::newRow("a tab in the target") << QByteArray("GET /health\tz HTTP/1.1") << 400;
    QTest::newRow("a NUL in the target") << QByteArray("GET /health\0z HTTP/1.1", 22) << 400;
    QTest::newRow("UTF-8 in the target") << QByteArray("GET /h\xC3\xA4lthz HTTP/1.1") << 400;
    QTest::newRow("HTTP/0.9 with its name") << QByteArray("GET /healthz HTTP/0.9") << 505;
    QTest::newRow("HTTP/0.9 without") << QByteArray("GET /healthz") << 400;
    QTest::newRow("HTTP/1.2") << QByteArray("GET /healthz HTTP/1.2") << 505;
    QTest::newRow("HTTP/3") << QByteArray("GET /healthz HTTP/3") << 505;
    QTest::newRow("HTTP/1.1x") << QByteArray("GET /healthz HTTP/1.1x") << 505;
    QTest::newRow("http/1.1") << QByteArray("GET /healthz http/1.1") << 400;
    QTest::newRow("an empty line first") << QByteArray("\r\nGET /healthz HTTP/1.1") << 400;
    QTest::newRow("a blank first") << QByteArray(" GET /healthz HTTP/1.1") << 400;
}

void RequestHeadTest::oddRequestLinesAreRefused()
{
    QFETCH(const QByteArray, line);
    RawSocket socket(m_daemon.port());
    socket.send(line.toStdString() + "\r\nHost: a\r\n\r\n");
    const RawReply reply = socket.reply();
    QTEST(reply.status, "status");
    QVERIFY(!errorOf(reply).empty());
    QVERIFY(socket.isClosedWithin(15'000));
    if (reply.status == 405)
        QCOMPARE(reply.header("allow"), std::string("GET, HEAD, POST"));
}

void RequestHeadTest::oddTargetsFindNothing_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char* target : { "//healthz", "/healthz/", "/./healthz", "/x/../healthz", "/%68ealthz", "/healthz%00",
             "/healthz;a=b", "/HEALTHZ", "/healthz#fragment", "/\\healthz", "/%2e%2e/%2e%2e/etc/passwd",
             "/..%5c..%5cwindows", "/healthz%0d%0aX:1", "/%", "/%zz", "/style.css/..",
             "/(((((((((((((((((((((((((a+)+)+)+)+$", "//evil.example/", "/@evil.example" })
        QTest::newRow(target) << QByteArray(target);
}

void RequestHeadTest::oddTargetsFindNothing()
{
    QFETCH(const QByteArray, target);
    const RawReply reply = m_daemon.send(getRequest(target.toStdString()));
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.body, std::string("{\"error\":\"not_found\"}"));
}

void RequestHeadTest::whatOnlyLooksOddIsServed_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("names in lower case") << QByteArray("GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: keep-alive");
    QTest::newRow("HTTP/1.0 without a host") << QByteArray("GET /healthz HTTP/1.0");
    QTest::newRow("bytes beyond ASCII in a value")
        << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\nUser-Agent: \xFF\xFE\xC3\x28");
    QTest::newRow("a query of escapes") << QByteArray("GET /healthz?%00%ff%zz%&&==&a=%&%u0000 HTTP/1.1\r\nHost: a");
    QTest::newRow("a query of 4,000 signs")
        << "GET /healthz?" + QByteArray("=&").repeated(2000) + " HTTP/1.1\r\nHost: a";
    QTest::newRow("an upgrade") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, "
                                              "HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk");
    QTest::newRow("multipart on a GET")
        << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=")
            + QByteArray(4000, 'b');
    QTest::newRow("8 KB of cookies") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\nCookie: ")
            + QByteArray("a=b; ").repeated(1600);
    QTest::newRow("many codings") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\nAccept-Encoding: ")
            + QByteArray("zstd;q=0.1,").repeated(700) + "gzip";
}

void RequestHeadTest::whatOnlyLooksOddIsServed()
{
    QFETCH(const QByteArray, head);
    const RawReply reply = m_daemon.send(head.toStdString() + "\r\n\r\n");
    QCOMPARE(reply.status, 200);
    for (const QJsonObject& line : m_daemon.process().log())
        QVERIFY(!line.isEmpty()); // every line of the log is still JSON
}

QTEST_GUILESS_MAIN(RequestHeadTest)
#include "request_head_test.moc"
