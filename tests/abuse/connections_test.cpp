#include <QElapsedTimer>
#include <QTest>

#include "tests/abuse/abused_daemon.h"

#include <atomic>
#include <thread>

using namespace qm;
using namespace qm::test;

namespace {

constexpr int patienceMs = 60'000;
constexpr int halfOpen = 450; // more than the daemon holds
constexpr int slackDescriptors = 20; // a ledger's own files come and go

} // namespace

/// Clients that are slow, silent, too many, or gone: none of them costs a thread, and all are forgotten in the end.
class ConnectionsTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void hundredsOfSilentConnectionsDelayNobody();
    void hundredsOfHalfHeadsDelayNobody();
    void hundredsOfHalfBodiesDelayNobody();
    void hundredsWhoNeverReadDelayNobody();
    void connectionsClosedInTheMiddleAreForgotten();
    void thousandsOfConnectionsInARowLeaveNothing();
    void garbageIsRefusedAtOnce_data();
    void garbageIsRefusedAtOnce();
    void slowClientsAreGivenUp();

private:
    std::vector<RawSocket> open(const std::string& bytes, int count = halfOpen) const;
    void othersAreServed();
    void nothingIsLeft();
    AbusedDaemon m_daemon;
    int m_descriptors = 0;
    int m_threads = 0;
    DaemonProcess m_slowly; ///< a second one, whose clients are slow while the other tests run
    std::vector<RawSocket> m_slow;
};

void ConnectionsTest::initTestCase()
{
    const QString wrong = m_daemon.start();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY(m_slowly.start());
    for (const char* begun : { "", "GET /healthz HTTP/1.1\r\nX-Slow: ",
             "POST /v1/pair HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n" }) {
        m_slow.emplace_back(m_slowly.port());
        QVERIFY(m_slow.back().send(begun));
    }
}

void ConnectionsTest::init()
{
    for (std::size_t i = 1; i < m_slow.size(); ++i)
        m_slow[i].send("a"); // keeps nothing alive: what counts is when the head, or the body, began
    m_daemon.note();
    m_descriptors = m_daemon.openDescriptors();
    m_threads = m_daemon.threads();
    QVERIFY(m_descriptors > 3 && m_threads > 3);
}

void ConnectionsTest::cleanup()
{
    const QString wrong = m_daemon.complaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void ConnectionsTest::cleanupTestCase()
{
    const QString wrong = m_daemon.ledgerComplaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

std::vector<RawSocket> ConnectionsTest::open(const std::string& bytes, int count) const
{
    std::vector<RawSocket> sockets;
    for (int i = 0; i < count; ++i) {
        sockets.emplace_back(m_daemon.port());
        sockets.back().send(bytes);
    }
    return sockets;
}

/// While the abuse goes on: a stranger sees the page, the device syncs, nobody waits for a deadline of somebody else's.
void ConnectionsTest::othersAreServed()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_daemon.send(getRequest("/healthz")).status, 200);
    QVERIFY(m_daemon.device().post("Meanwhile", -1));
    const auto synced = m_daemon.device().sync();
    QVERIFY2(synced, synced ? "" : synced.error().detail.c_str());
    QCOMPARE(m_daemon.threads(), m_threads);
    QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed()))); // the shortest deadline is 5 s
}

void ConnectionsTest::nothingIsLeft()
{
    QTRY_VERIFY2_WITH_TIMEOUT(m_daemon.openDescriptors() <= m_descriptors + slackDescriptors,
        qPrintable(QString::number(m_daemon.openDescriptors())), patienceMs);
    QCOMPARE(m_daemon.threads(), m_threads);
}

void ConnectionsTest::hundredsOfSilentConnectionsDelayNobody()
{
    auto sockets = open({});
    othersAreServed();
    sockets.clear();
    nothingIsLeft();
}

void ConnectionsTest::hundredsOfHalfHeadsDelayNobody()
{
    auto sockets = open("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    for (RawSocket& socket : sockets)
        socket.send("a"); // some are gone already
    othersAreServed();
    sockets.clear();
    nothingIsLeft();
}

void ConnectionsTest::hundredsOfHalfBodiesDelayNobody()
{
    auto sockets = open("POST /v1/pair HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n{\"code\":");
    othersAreServed();
    sockets.clear();
    nothingIsLeft();

    // Those of a device, as large as they may be.
    sockets = open("POST " + m_daemon.ledgerPath() + "/sync HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
        + m_daemon.device().token + "\r\nContent-Length: 1048576\r\n\r\n{\"head\":");
    QCOMPARE(m_daemon.send(getRequest("/healthz")).status, 200);
    sockets.clear();
    nothingIsLeft();
}

void ConnectionsTest::hundredsWhoNeverReadDelayNobody()
{
    // More answers than fit in the buffers of the system, asked for at once and never taken.
    auto sockets = open(repeated(getRequest("/"), 40));
    othersAreServed();
    sockets.clear();
    nothingIsLeft();
}

void ConnectionsTest::connectionsClosedInTheMiddleAreForgotten()
{
    const std::string request = postRequest("/v1/pair", R"({"code":"AAAA-AAAA","device":{"name":"X"}})");
    for (std::size_t size = 0; size <= request.size(); ++size) {
        RawSocket socket(m_daemon.port());
        socket.send(request.substr(0, size));
        if (size % 2)
            socket.finishSending(); // half closed, then gone
    }
    othersAreServed();
    nothingIsLeft();
}

void ConnectionsTest::thousandsOfConnectionsInARowLeaveNothing()
{
    std::vector<std::thread> threads;
    std::atomic<int> served { 0 };
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i)
                served += m_daemon.send(getRequest("/healthz")).status == 200;
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(served.load(), 2000);
    nothingIsLeft();
}

void ConnectionsTest::garbageIsRefusedAtOnce_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray noise;
    for (unsigned i = 0, x = 1; i < 100'000; ++i, x = x * 1664525 + 1013904223)
        noise += static_cast<char>(x >> 24);
    QTest::newRow("noise") << "\x01" + noise;
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("a TLS hello") << QByteArray("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", 11) + noise.left(600);
    QTest::newRow("a TLS alert") << QByteArray("\x15\x03\x03\0\x02\x02\x28", 7);
    QTest::newRow("SSH") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("SMB") << QByteArray("\0\0\0\x85\xffSMBr\0\0\0\0", 13);
    QTest::newRow("PROXY protocol") << QByteArray("PROXY TCP4 6.6.6.6 1.2.3.4 1 2\r\n\r\n");
    QTest::newRow("PROXY protocol, binary") << QByteArray("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c", 16);
    QTest::newRow("empty lines") << QByteArray("\r\n").repeated(10'000);
    QTest::newRow("line feeds") << QByteArray(10'000, '\n');
    QTest::newRow("one word without end") << QByteArray(100'000, 'A');
}

void ConnectionsTest::garbageIsRefusedAtOnce()
{
    QFETCH(const QByteArray, bytes);
    RawSocket socket(m_daemon.port());
    socket.send(bytes.toStdString());
    QElapsedTimer timer;
    timer.start();
    const RawReply reply = socket.reply(patienceMs);
    QVERIFY2(reply.status == 400 || reply.status == 414 || reply.status == 431, std::to_string(reply.status).c_str());
    QVERIFY(timer.elapsed() < 4'000); // not when the deadline of a head came
}

void ConnectionsTest::slowClientsAreGivenUp()
{
    for (RawSocket& socket : m_slow)
        QVERIFY(socket.isClosedWithin(patienceMs));
    QVERIFY(isHealthy(m_slowly.port()));
    QCOMPARE(m_slowly.stop(), 0);
}

QTEST_GUILESS_MAIN(ConnectionsTest)
#include "connections_test.moc"
