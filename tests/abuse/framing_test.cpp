#include <QTest>

#include "tests/abuse/abused_daemon.h"

using namespace qm;
using namespace qm::test;

namespace {

/// What somebody would smuggle past a proxy: it must never be answered.
const std::string smuggled = "GET /healthz HTTP/1.1\r\nHost: smuggled\r\n\r\n";

QByteArray chunked(const QByteArray& chunks)
{
    return "POST /v1/pair HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

} // namespace

/// Where a request ends: what two programs could read differently is refused, and nothing behind it is a request.
class FramingTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_daemon.note(); }
    void cleanup();
    void cleanupTestCase();

    void chunkedBodiesAreRefused_data();
    void chunkedBodiesAreRefused();
    void moreThanOneLengthIsRefused_data();
    void moreThanOneLengthIsRefused();
    void whatIsNoLengthIsRefused_data();
    void whatIsNoLengthIsRefused();
    void headsThatAreReadInTwoWaysAreRefused_data();
    void headsThatAreReadInTwoWaysAreRefused();
    void aRequestInsideABodyIsABody();
    void whatFollowsABodyIsTheNextRequest();
    void nothingBehindARefusalIsServed();
    void hundredsOfRequestsAtOnceAreAnsweredInOrder();
    void anAnswerToHeadHasNoBody_data();
    void anAnswerToHeadHasNoBody();
    void nobodyIsInvitedToSendABodyThatIsRefused();

private:
    void isRefused(const QByteArray& bytes, int status);
    AbusedDaemon m_daemon;
};

void FramingTest::initTestCase()
{
    const QString wrong = m_daemon.start();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void FramingTest::cleanup()
{
    const QString wrong = m_daemon.complaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void FramingTest::cleanupTestCase()
{
    const QString wrong = m_daemon.ledgerComplaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

/// One answer with that status, and then the end, whatever was sent behind.
void FramingTest::isRefused(const QByteArray& bytes, int status)
{
    RawSocket socket(m_daemon.port());
    socket.send(bytes.toStdString() + smuggled);
    const std::string received = socket.readAll(15'000);
    QVERIFY2(received.starts_with("HTTP/1.1 " + std::to_string(status)), received.c_str());
    QCOMPARE(answersIn(received), 1);
    QVERIFY(received.find("Connection: close\r\n") != std::string::npos);
    QVERIFY(socket.isClosedWithin(15'000));
}

void FramingTest::chunkedBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a small one") << chunked("2\r\n{}\r\n0\r\n\r\n");
    QTest::newRow("one of three megabytes") << chunked("2dc6c0\r\n" + QByteArray(3'000'000, 'a') + "\r\n0\r\n\r\n");
    QTest::newRow("a negative size") << chunked("-2\r\n{}\r\n0\r\n\r\n");
    QTest::newRow("a size beyond 64 bits") << chunked("fffffffffffffffffff\r\n{}\r\n0\r\n\r\n");
    QTest::newRow("no size") << chunked("\r\n\r\n");
    QTest::newRow("trailers without end") << chunked("0\r\n" + QByteArray("A: b\r\n").repeated(10'000) + "\r\n");
    QTest::newRow("an extension without end") << chunked("1;" + QByteArray(100'000, 'x') + "\r\na\r\n0\r\n\r\n");
    QTest::newRow("on a GET") << QByteArray(
        "GET /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    QTest::newRow("with a length before")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    QTest::newRow("with a length behind")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
    QTest::newRow("identity") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("gzip, chunked") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    QTest::newRow("twice") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n");
    QTest::newRow("in odd case") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\ntRANSFER-eNCODING:\tchunKED\r\n\r\n0\r\n\r\n");
    QTest::newRow("misspelt") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nTransfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("without a value") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nTransfer-Encoding:\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("in HTTP/1.0") << QByteArray("POST /v1/pair HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
}

void FramingTest::chunkedBodiesAreRefused()
{
    QFETCH(const QByteArray, bytes);
    isRefused(bytes, 411);
}

void FramingTest::moreThanOneLengthIsRefused_data()
{
    QTest::addColumn<QByteArray>("lengths");
    QTest::newRow("equal ones") << QByteArray("Content-Length: 2\r\nContent-Length: 2");
    QTest::newRow("different ones") << QByteArray("Content-Length: 2\r\nContent-Length: 44");
    QTest::newRow("different ones in other case") << QByteArray("content-length: 0\r\nCONTENT-LENGTH: 2");
    QTest::newRow("far apart") << "Content-Length: 2\r\n" + QByteArray("A: b\r\n").repeated(50) + "Content-Length: 0";
    QTest::newRow("a list") << QByteArray("Content-Length: 2, 2");
    QTest::newRow("a list of different ones") << QByteArray("Content-Length: 0,2");
    QTest::newRow("one that is empty") << QByteArray("Content-Length:\r\nContent-Length: 2");
}

void FramingTest::moreThanOneLengthIsRefused()
{
    QFETCH(const QByteArray, lengths);
    isRefused("POST /v1/pair HTTP/1.1\r\nHost: a\r\n" + lengths + "\r\n\r\n{}", 400);
    isRefused("GET /healthz HTTP/1.1\r\nHost: a\r\n" + lengths + "\r\n\r\n", 400);
}

void FramingTest::whatIsNoLengthIsRefused_data()
{
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<int>("status");
    QTest::newRow("negative") << QByteArray("-1") << 400;
    QTest::newRow("negative and wide") << QByteArray("-9223372036854775808") << 400;
    QTest::newRow("with a plus") << QByteArray("+2") << 400;
    QTest::newRow("hexadecimal") << QByteArray("0x2") << 400;
    QTest::newRow("with a point") << QByteArray("2.0") << 400;
    QTest::newRow("with an exponent") << QByteArray("2e0") << 400;
    QTest::newRow("a word") << QByteArray("two") << 400;
    QTest::newRow("digits and more") << QByteArray("2 2") << 400;
    QTest::newRow("digits of another script") << QByteArray("\xD9\xA2") << 400;
    QTest::newRow("empty") << QByteArray("") << 400;
    QTest::newRow("one less than 2^64") << QByteArray("18446744073709551615") << 413;
    QTest::newRow("2^64, which is 0 to some") << QByteArray("18446744073709551616") << 413;
    QTest::newRow("2^64 + 2, which is 2 to some") << QByteArray("18446744073709551618") << 413;
    QTest::newRow("2^63") << QByteArray("9223372036854775808") << 413;
    QTest::newRow("a thousand digits") << QByteArray(1000, '9') << 413;
}

void FramingTest::whatIsNoLengthIsRefused()
{
    QFETCH(const QByteArray, length);
    QFETCH(const int, status);
    isRefused("POST /v1/pair HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n{}", status);
}

void FramingTest::headsThatAreReadInTwoWaysAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("a POST without a length") << QByteArray("POST /v1/pair HTTP/1.1\r\nHost: a\r\n\r\n{}") << 411;
    QTest::newRow("a GET with a body") << QByteArray("GET /healthz HTTP/1.1\r\nContent-Length: 41\r\n\r\n") << 400;
    QTest::newRow("a HEAD with a body") << QByteArray("HEAD /healthz HTTP/1.1\r\nContent-Length: 41\r\n\r\n") << 400;
    QTest::newRow("a length behind a blank")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nContent-Length : 2\r\n\r\n{}") << 400;
    QTest::newRow("a length in a continued line")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nA: b\r\n Content-Length: 2\r\n\r\n{}") << 400;
    QTest::newRow("a length behind a bare line feed")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nA: b\nContent-Length: 2\r\n\r\n{}") << 400;
    QTest::newRow("a length behind a bare carriage return")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nA: b\rContent-Length: 2\r\n\r\n{}") << 400;
    QTest::newRow("a length behind a NUL")
        << QByteArray("POST /v1/pair HTTP/1.1\r\n\0Content-Length: 2\r\n\r\n{}", 49) << 400;
    QTest::newRow("lines that end in bare line feeds")
        << QByteArray("GET /healthz HTTP/1.1\nHost: a\n\n\r\n\r\n") << 400;
    QTest::newRow("two hosts") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") << 400;
    QTest::newRow("two tokens") << QByteArray(
        "GET /v1/ledgers HTTP/1.1\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n")
                                << 400;
    QTest::newRow("two codings") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nContent-Length: 2\r\nContent-Encoding: zstd\r\nContent-Encoding: identity\r\n\r\n{}")
                                 << 400;
    QTest::newRow("an expectation nobody knows")
        << QByteArray("POST /v1/pair HTTP/1.1\r\nContent-Length: 2\r\nExpect: 200-ok\r\n\r\n{}") << 417;
}

void FramingTest::headsThatAreReadInTwoWaysAreRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    isRefused(bytes, status);
}

void FramingTest::aRequestInsideABodyIsABody()
{
    RawSocket socket(m_daemon.port());
    socket.send(postRequest("/v1/pair", smuggled + smuggled, {}, "Connection: close\r\n"));

    const std::string received = socket.readAll(15'000);

    QVERIFY(received.starts_with("HTTP/1.1 400"));
    QCOMPARE(answersIn(received), 1);
}

void FramingTest::whatFollowsABodyIsTheNextRequest()
{
    // More than was announced: the rest is read as a request, and is none.
    RawSocket longer(m_daemon.port());
    longer.send(
        "POST /v1/pair HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}{\"code\":\"BCDF-GHJK\"}\r\n\r\n" + smuggled);
    const std::string received = longer.readAll(15'000);
    QCOMPARE(answersIn(received), 2);
    QVERIFY(received.find("\"status\":\"ok\"") == std::string::npos);

    // As much as was announced: two requests, two answers, in their order.
    RawSocket exact(m_daemon.port());
    exact.send(postRequest("/v1/pair", "{}") + smuggled);
    QCOMPARE(exact.reply().status, 400);
    QCOMPARE(exact.reply().status, 200);
}

void FramingTest::nothingBehindARefusalIsServed()
{
    // The bodies of requests that are refused before their body is read hold requests of their own.
    const std::string path = m_daemon.ledgerPath() + "/sync";
    isRefused(QByteArray::fromStdString(postRequest(path, smuggled)), 401);
    isRefused(QByteArray::fromStdString(postRequest("/v1/nowhere", smuggled, m_daemon.device().token)), 404);
    isRefused(QByteArray::fromStdString(postRequest("/healthz", smuggled)), 405);
    isRefused(QByteArray::fromStdString(postRequest("/v1/pair", repeated(smuggled, 1000))), 413);
}

void FramingTest::hundredsOfRequestsAtOnceAreAnsweredInOrder()
{
    constexpr int rounds = 150;
    RawSocket socket(m_daemon.port());
    socket.send(
        repeated(getRequest("/healthz") + "HEAD /style.css HTTP/1.1\r\nHost: a\r\n\r\n" + postRequest("/v1/pair", "{}"),
            rounds));
    for (int i = 0; i < rounds; ++i) {
        QCOMPARE(socket.reply().status, 200);
        QCOMPARE(socket.reply(15'000, true).header("content-type"), std::string("text/css; charset=utf-8"));
        QCOMPARE(socket.reply().status, 400);
    }
}

void FramingTest::anAnswerToHeadHasNoBody_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("200") << QByteArray("/healthz") << 200;
    QTest::newRow("401") << QByteArray("/v1/ledgers") << 401;
    QTest::newRow("404") << QByteArray("/nowhere") << 404;
    QTest::newRow("405") << QByteArray("/v1/pair") << 401; // no HEAD there, but a stranger does not learn that
}

void FramingTest::anAnswerToHeadHasNoBody()
{
    QFETCH(const QByteArray, path);
    QFETCH(const int, status);
    RawSocket socket(m_daemon.port());
    socket.send("HEAD " + path.toStdString() + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string received = socket.readAll(15'000);
    QVERIFY2(received.starts_with("HTTP/1.1 " + std::to_string(status)), received.c_str());
    QVERIFY2(received.ends_with("\r\n\r\n"), received.c_str());
}

void FramingTest::nobodyIsInvitedToSendABodyThatIsRefused()
{
    const std::string rest = "Content-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n";
    for (const std::string& head : { "POST /v1/pair HTTP/1.1\r\nHost: a\r\n" + rest,
             "POST " + m_daemon.ledgerPath() + "/sync HTTP/1.1\r\nHost: a\r\n" + rest }) {
        RawSocket socket(m_daemon.port());
        socket.send(head);
        const std::string received = socket.readAll(15'000);
        QCOMPARE(answersIn(received), 1);
        QVERIFY(received.find("100 Continue") == std::string::npos);
    }
}

QTEST_GUILESS_MAIN(FramingTest)
#include "framing_test.moc"
