#include <QElapsedTimer>
#include <QTest>

#include "tests/abuse/abused_daemon.h"

using namespace qm;
using namespace qm::test;

namespace {

constexpr int patienceMs = 60'000;
constexpr int slackDescriptors = 20; // a ledger's own files come and go
constexpr auto plain = RawSocket::Tls::Off;
constexpr auto tls = RawSocket::Tls::On;

/// Bytes that look like nothing, the same in every run.
QByteArray noise(int size)
{
    QByteArray bytes;
    for (unsigned x = 1; bytes.size() < size; x = x * 1664525 + 1013904223)
        bytes += static_cast<char>(x >> 24);
    return bytes;
}

/// A TLS record of handshake data that is a client's hello of TLS 1.2, all well but for what is in it.
QByteArray record(const QByteArray& content)
{
    const auto size = static_cast<unsigned>(content.size());
    return QByteArray("\x16\x03\x01", 3) + static_cast<char>(size >> 8) + static_cast<char>(size) + content;
}

} // namespace

/// A port that serves HTTPS by itself, and what comes there that is not.
class TlsConnectionsTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void whatIsNotTlsIsCutOff_data();
    void whatIsNotTlsIsCutOff();
    void hundredsOfSilentHandshakesDelayNobody();
    void hundredsOfHalfRequestsInTlsDelayNobody();
    void aTlsConnectionCutInTheMiddleIsForgotten();
    void garbageInsideTlsIsRefused_data();
    void garbageInsideTlsIsRefused();
    void theGuardsHoldInsideTlsToo_data();
    void theGuardsHoldInsideTlsToo();

private:
    void othersAreServed();
    void nothingIsLeft();
    AbusedDaemon m_daemon;
    int m_descriptors = 0;
    int m_threads = 0;
};

void TlsConnectionsTest::initTestCase()
{
    const QString wrong = m_daemon.start(tls);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TlsConnectionsTest::init()
{
    m_daemon.note();
    m_descriptors = m_daemon.openDescriptors();
    m_threads = m_daemon.threads();
}

void TlsConnectionsTest::cleanup()
{
    const QString wrong = m_daemon.complaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TlsConnectionsTest::cleanupTestCase()
{
    const QString wrong = m_daemon.ledgerComplaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TlsConnectionsTest::othersAreServed()
{
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_daemon.send(getRequest("/healthz")).status, 200);
    QVERIFY(m_daemon.device().post("Meanwhile", -1));
    const auto synced = m_daemon.device().sync();
    QVERIFY2(synced, synced ? "" : synced.error().detail.c_str());
    QCOMPARE(m_daemon.threads(), m_threads);
    QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed()))); // the shortest deadline is 5 s
}

void TlsConnectionsTest::nothingIsLeft()
{
    QTRY_VERIFY2_WITH_TIMEOUT(m_daemon.openDescriptors() <= m_descriptors + slackDescriptors,
        qPrintable(QString::number(m_daemon.openDescriptors())), patienceMs);
    QCOMPARE(m_daemon.threads(), m_threads);
}

void TlsConnectionsTest::whatIsNotTlsIsCutOff_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain HTTP") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("plain HTTP with a token")
        << QByteArray("GET /v1/ledgers HTTP/1.1\r\nAuthorization: Bearer x\r\n\r\n");
    QTest::newRow("noise") << noise(100'000);
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("a fatal alert") << QByteArray("\x15\x03\x03\0\x02\x02\x28", 7);
    QTest::newRow("a warning, close_notify") << QByteArray("\x15\x03\x03\0\x02\x01\0", 7);
    QTest::newRow("a thousand warnings") << QByteArray("\x15\x03\x03\0\x02\x01\x5a", 7).repeated(1000);
    QTest::newRow("data before a handshake") << QByteArray("\x17\x03\x03\0\x10", 5) + noise(16);
    QTest::newRow("a heartbeat that asks for more than it brings") << QByteArray("\x18\x03\x02\0\x03\x01\x40\0", 8);
    QTest::newRow("a hello of noise") << record(QByteArray("\x01\0\x01\xfc", 4) + noise(508));
    QTest::newRow("a hello that claims 16 MB")
        << record(QByteArray("\x01\xff\xff\xff\x03\x03", 6) + noise(500)).repeated(40);
    QTest::newRow("empty records") << record({}).repeated(5000);
    QTest::newRow("a record larger than a record may be") << QByteArray("\x16\x03\x01\xff\xff", 5) + noise(70'000);
    QTest::newRow("SSL 2") << QByteArray("\x80\x2e\x01\0\x02\0\x15\0\0\0\x10", 11) + noise(40);
    QTest::newRow("the HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
}

void TlsConnectionsTest::whatIsNotTlsIsCutOff()
{
    QFETCH(const QByteArray, bytes);
    RawSocket socket(m_daemon.port(), plain);
    socket.send(bytes.toStdString());
    QElapsedTimer timer;
    timer.start();
    const std::string received = socket.readAll(patienceMs);
    QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed()))); // not when a deadline came
    QCOMPARE(answersIn(received), 0);
    QVERIFY(received.size() < 100); // an alert, or nothing
}

void TlsConnectionsTest::hundredsOfSilentHandshakesDelayNobody()
{
    std::vector<RawSocket> sockets;
    for (int i = 0; i < 450; ++i) { // more than the daemon holds
        sockets.emplace_back(m_daemon.port(), plain);
        if (i % 2)
            sockets.back().send(std::string("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", 11)); // the start of a hello
    }
    othersAreServed();
    sockets.clear();
    nothingIsLeft();
}

void TlsConnectionsTest::hundredsOfHalfRequestsInTlsDelayNobody()
{
    std::vector<RawSocket> sockets;
    for (int i = 0; i < 420; ++i) {
        sockets.emplace_back(m_daemon.port(), tls);
        sockets.back().send(
            i % 2 ? "POST /v1/pair HTTP/1.1\r\nContent-Length: 4000\r\n\r\n{" : "GET /healthz HTTP/1.1\r\nX-Slow: ");
    }
    othersAreServed();
    sockets.clear();
    nothingIsLeft();
}

void TlsConnectionsTest::aTlsConnectionCutInTheMiddleIsForgotten()
{
    const std::string request = postRequest("/v1/pair", R"({"code":"AAAA-AAAA","device":{"name":"X"}})");
    for (std::size_t size = 0; size <= request.size(); size += 9) {
        RawSocket socket(m_daemon.port(), tls);
        QVERIFY(socket.isConnected());
        socket.send(request.substr(0, size));
        if (size % 2)
            socket.finishSending(); // without TLS's own end
    }
    othersAreServed();
    nothingIsLeft();
}

void TlsConnectionsTest::garbageInsideTlsIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("noise") << "\x01" + noise(50'000);
    QTest::newRow("another TLS hello") << record(QByteArray("\x01\0\x01\xfc", 4) + noise(508));
    QTest::newRow("zeros") << QByteArray(50'000, '\0');
}

void TlsConnectionsTest::garbageInsideTlsIsRefused()
{
    QFETCH(const QByteArray, bytes);
    const RawReply reply = m_daemon.send(bytes.toStdString());
    QCOMPARE(reply.status, 400);
    QCOMPARE(errorOf(reply), std::string("malformed"));
}

void TlsConnectionsTest::theGuardsHoldInsideTlsToo_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("range") << "GET /healthz HTTP/1.1\r\nRange: bytes=0-0" + QByteArray(",1-1").repeated(2000)
            + "\r\n\r\n" << 416;
    QTest::newRow("long path") << "GET /" + QByteArray(8000, 'a') + " HTTP/1.1\r\n\r\n" << 414;
    QTest::newRow("chunked") << QByteArray("POST /v1/pair HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                             << 411;
    QTest::newRow("gzip") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}")
                          << 415;
    QTest::newRow("two lengths") << QByteArray(
        "POST /v1/pair HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}")
                                 << 400;
    QTest::newRow("too large") << QByteArray("POST /v1/pair HTTP/1.1\r\nContent-Length: 5000\r\n\r\n{}") << 413;
    QTest::newRow("long headers") << "GET /healthz HTTP/1.1\r\nA: " + QByteArray(100'000, 'a') + "\r\n\r\n" << 431;
}

void TlsConnectionsTest::theGuardsHoldInsideTlsToo()
{
    QFETCH(const QByteArray, bytes);
    RawSocket socket(m_daemon.port(), tls);
    socket.send(bytes.toStdString());
    const RawReply reply = socket.reply();
    QTEST(reply.status, "status");
    QVERIFY(socket.isClosedWithin(15'000));
}

QTEST_GUILESS_MAIN(TlsConnectionsTest)
#include "tls_connections_test.moc"
