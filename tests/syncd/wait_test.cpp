#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "syncd/waits.h"
#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

#include <vector>

using namespace qm;
using namespace qm::test;

namespace {

constexpr int waitingMax = 6;

QString memberOf(const RawReply& reply, const char* key)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(reply.body)).object()[QLatin1String(key)].toString();
}

} // namespace

/// Devices that wait for news at the real daemon (SYNC.md 3.5, live).
class WaitTest final : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void whoLacksSomethingIsAnsweredAtOnce();
    void aCommitAnswersThoseWhoWait();
    void onlyTheLedgersOwnDevicesAreWoken();
    void aWaitEndsByItself();
    void aDeviceHasOnePlace();
    void withoutAPlaceTheAnswerNamesWhenToAskAgain();
    void theOneWhoLeavesGivesThePlaceBack();
    void theOneWhoIsGoneIsNoticedWithinThirtySeconds();
    void aDeviceRevokedMeanwhileHearsNothing();
    void whatIsSentWhileWaitingIsAnsweredAfterwards();
    void waitingTakesNoThread();
    void aStopAnswersEveryone();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();

private:
    TestDevice joined(const std::string& name)
    {
        auto device = TestDevice::pair(
            m_daemon->port(), m_daemon->invite({ QStringLiteral("--ledger"), QStringLiteral("Home") }), name);
        if (!device || !device->joinLedger(m_first.ledger->id()) || !device->sync())
            qFatal("a device cannot join");
        return *std::move(device);
    }
    std::string waitPath(const TestDevice& device, int seconds) const
    {
        return "/v1/ledgers/" + device.ledger->id().text() + "/wait?after=" + device.ledger->status()->version.text()
            + "&timeout=" + std::to_string(seconds);
    }
    /// A connection on which the device has asked to wait.
    RawSocket waiting(const TestDevice& device, int seconds = 20) const
    {
        RawSocket socket(m_daemon->port());
        socket.send(getRequest(waitPath(device, seconds), device.token));
        return socket;
    }
    RawReply waitNow(const TestDevice& device, int seconds) const
    {
        return ask(m_daemon->port(), getRequest(waitPath(device, seconds), device.token));
    }
    static bool isSilent(RawSocket& socket) { return socket.reply(300).status == 0; }
    int threads() const
    {
        return static_cast<int>(QDir(QStringLiteral("/proc/%1/task").arg(m_daemon->processId()))
                                    .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                                    .size());
    }

    std::unique_ptr<DaemonProcess> m_daemon;
    TestDevice m_first;
};

void WaitTest::init()
{
    m_daemon = std::make_unique<DaemonProcess>();
    m_daemon->setVariable(QStringLiteral("QUARTERMASTER_WAITING_MAX"), QString::number(waitingMax));
    QVERIFY(m_daemon->start());
    auto first = TestDevice::pair(m_daemon->port(), m_daemon->invite(), "Kitchen laptop");
    QVERIFY(first);
    m_first = *std::move(first);
    QVERIFY(m_first.bringLedger("Home") && m_first.sync());
}

void WaitTest::cleanup()
{
    m_daemon.reset();
}

void WaitTest::whoLacksSomethingIsAnsweredAtOnce()
{
    const TestDevice second = joined("Study");
    QVERIFY(m_first.post("Market", -100) && m_first.sync());

    const RawReply reply = waitNow(second, 20);

    QCOMPARE(reply.status, 200);
    QCOMPARE(memberOf(reply, "head").toStdString(), m_first.ledger->status()->version.text());
}

void WaitTest::aCommitAnswersThoseWhoWait()
{
    const TestDevice second = joined("Study");
    const TestDevice third = joined("Phone");
    RawSocket one = waiting(second);
    RawSocket two = waiting(third);
    QVERIFY(isSilent(one));

    QElapsedTimer timer;
    timer.start();
    QVERIFY(m_first.post("Market", -100) && m_first.sync());
    const RawReply first = one.reply();
    const RawReply other = two.reply();

    QVERIFY2(timer.elapsed() < 5000, "not woken by the commit");
    QCOMPARE(first.status, 200);
    QCOMPARE(memberOf(first, "head").toStdString(), m_first.ledger->status()->version.text());
    QCOMPARE(other.body, first.body);
}

void WaitTest::onlyTheLedgersOwnDevicesAreWoken()
{
    auto stranger = TestDevice::pair(m_daemon->port(), m_daemon->invite(), "Next door");
    QVERIFY(stranger && stranger->bringLedger("Cottage") && stranger->sync());
    RawSocket theirs = waiting(*stranger);
    RawSocket ours = waiting(joined("Study"));
    QVERIFY(isSilent(ours));

    QVERIFY(m_first.post("Market", -100) && m_first.sync());

    QCOMPARE(ours.reply().status, 200);
    QVERIFY(isSilent(theirs));
    QCOMPARE(ask(m_daemon->port(), getRequest(waitPath(m_first, 1), stranger->token)).status, 404);
}

void WaitTest::aWaitEndsByItself()
{
    QElapsedTimer timer;
    timer.start();
    const RawReply looked = waitNow(m_first, 0);
    const qint64 atOnce = timer.restart();
    const RawReply waited = waitNow(m_first, 1);

    QCOMPARE(looked.status, 204);
    QVERIFY(atOnce < 900);
    QCOMPARE(waited.status, 204);
    QCOMPARE(waited.body, std::string());
    QVERIFY(timer.elapsed() >= 1000);
}

void WaitTest::aDeviceHasOnePlace()
{
    RawSocket lost = waiting(m_first);
    QVERIFY(isSilent(lost));
    RawSocket again = waiting(m_first);

    QCOMPARE(lost.reply(5000).status, 204);
    QVERIFY(isSilent(again));
}

void WaitTest::withoutAPlaceTheAnswerNamesWhenToAskAgain()
{
    std::vector<TestDevice> devices;
    std::vector<RawSocket> sockets;
    for (int i = 0; i < waitingMax; ++i) {
        devices.push_back(joined("Many " + std::to_string(i)));
        sockets.push_back(waiting(devices.back()));
        QVERIFY(isSilent(sockets.back()));
    }

    TestPeer peer(m_daemon->port(), m_first.token);
    const auto news = waitForNews(peer, m_first.ledger->id(), m_first.ledger->status()->version);

    QVERIFY(news);
    QVERIFY(!news->isThere);
    QVERIFY(news->pollSeconds && *news->pollSeconds >= 5);
    // Who has a place keeps it, also when the device comes again.
    RawSocket again = waiting(devices.front());
    QVERIFY(isSilent(again));
}

void WaitTest::theOneWhoLeavesGivesThePlaceBack()
{
    const TestDevice second = joined("Study");
    std::vector<TestDevice> others;
    for (int i = 0; i < waitingMax; ++i)
        others.push_back(joined("Other " + std::to_string(i)));
    for (int round = 0; round < 3; ++round) {
        std::vector<RawSocket> sockets;
        for (const TestDevice& other : others) {
            sockets.push_back(waiting(other));
            QVERIFY(isSilent(sockets.back()));
        }
        QCOMPARE(waitNow(second, 5).status, 200); // poll
    } // all of them close here, without a word

    QTRY_COMPARE_WITH_TIMEOUT(waitNow(second, 1).status, 204, 10'000);
}

/// No word comes from a computer whose cable was pulled: its wait ends, and it does not go on.
void WaitTest::theOneWhoIsGoneIsNoticedWithinThirtySeconds()
{
    constexpr int longestWaitMs = syncd::Waits::secondsMax * 1000;
    RawSocket dead = waiting(m_first, 1);

    QCOMPARE(dead.reply().status, 204);
    QVERIFY(dead.isClosedWithin(30'000 - longestWaitMs));
}

void WaitTest::aDeviceRevokedMeanwhileHearsNothing()
{
    const TestDevice second = joined("Study");
    RawSocket socket = waiting(second);
    QVERIFY(isSilent(socket));
    QCOMPARE(
        m_daemon->run({ QStringLiteral("device"), QStringLiteral("revoke"), QStringLiteral("Study") }).exitCode, 0);

    QVERIFY(m_first.post("Market", -100) && m_first.sync());
    const RawReply reply = socket.reply();

    QCOMPARE(reply.status, 401);
    QVERIFY(reply.body.find("head") == std::string::npos);
}

void WaitTest::whatIsSentWhileWaitingIsAnsweredAfterwards()
{
    RawSocket socket = waiting(m_first, 1);
    QVERIFY(isSilent(socket));
    QVERIFY(socket.send(getRequest("/healthz")));

    QCOMPARE(socket.reply().status, 204);
    const RawReply next = socket.reply();

    QCOMPARE(next.status, 200);
    QVERIFY(next.body.find("\"ok\"") != std::string::npos);
}

void WaitTest::waitingTakesNoThread()
{
    std::vector<TestDevice> devices;
    std::vector<RawSocket> sockets;
    const int before = threads();
    for (int i = 0; i < waitingMax; ++i) {
        devices.push_back(joined("Many " + std::to_string(i)));
        sockets.push_back(waiting(devices.back()));
    }
    QVERIFY(isSilent(sockets.back()));

    QCOMPARE(threads(), before);
    QVERIFY(isHealthy(m_daemon->port()));
}

void WaitTest::aStopAnswersEveryone()
{
    RawSocket socket = waiting(m_first);
    QVERIFY(isSilent(socket));

    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_daemon->stop(), 0);

    QVERIFY2(timer.elapsed() < 5000, "the wait held the daemon up");
    QCOMPARE(socket.reply().status, 204);
}

void WaitTest::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("no version") << QByteArray("timeout=5");
    QTest::newRow("no version at all") << QByteArray("after=yesterday&timeout=5");
    QTest::newRow("too long") << QByteArray("after=0.0000000000000000&timeout=26");
    QTest::newRow("negative") << QByteArray("after=0.0000000000000000&timeout=-1");
    QTest::newRow("no number") << QByteArray("after=0.0000000000000000&timeout=soon");
}

void WaitTest::nonsenseIsRefused()
{
    QFETCH(const QByteArray, query);
    const std::string path = "/v1/ledgers/" + m_first.ledger->id().text() + "/wait?" + query.toStdString();

    QCOMPARE(ask(m_daemon->port(), getRequest(path, m_first.token)).status, 400);
}

QTEST_GUILESS_MAIN(WaitTest)
#include "wait_test.moc"
