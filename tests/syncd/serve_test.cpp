#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

#include <atomic>
#include <csignal>
#include <thread>

using namespace qm;
using namespace qm::test;

namespace {

std::string syncBody(const TestDevice& device, const std::string& padding)
{
    return R"({"head":")" + device.ledger->status()->version.text() + R"(","items":[],"limit":1,"padding":")" + padding
        + "\"}";
}

} // namespace

/// How the real daemon starts, stops, and what it keeps when it is killed.
class ServeTest final : public QObject {
    Q_OBJECT
private slots:
    void stopsGracefullyAndFinishesWhatHasBegun();
    void stopsAtOnceWithIdleConnections();
    void saysOneLineAboutABadStart_data();
    void saysOneLineAboutABadStart();
    void twoServersCannotShareAFolder();
    void servesHttpsByItself();
    void healthcheckFindsTheServerByItself();
    void metricsHaveTheirOwnAddress();
    void aKilledServerHasEverythingItAcknowledged();
    void idleItIsSmall();

private:
    TestDevice pairWithLedger(DaemonProcess& daemon, RawSocket::Tls tls = RawSocket::Tls::Off);
};

TestDevice ServeTest::pairWithLedger(DaemonProcess& daemon, RawSocket::Tls tls)
{
    auto device = TestDevice::pair(daemon.port(), daemon.invite(), "Laptop", tls);
    if (!device)
        qFatal("%s", device.error().detail.c_str());
    if (auto brought = device->bringLedger("Home"); !brought)
        qFatal("%s", brought.error().detail.c_str());
    return *std::move(device);
}

void ServeTest::stopsGracefullyAndFinishesWhatHasBegun()
{
    DaemonProcess daemon;
    QVERIFY(daemon.start());
    TestDevice device = pairWithLedger(daemon);
    const std::string request = postRequest(
        "/v1/ledgers/" + device.ledger->id().text() + "/sync", syncBody(device, std::string(5000, 'x')), device.token);
    RawSocket slow(daemon.port());
    QVERIFY(slow.send(request.substr(0, request.size() - 10)));
    RawSocket health(daemon.port());
    QVERIFY(health.send("GET /healthz HTTP/1.1\r\nHost:"));
    QTest::qWait(200);

    ::kill(static_cast<pid_t>(daemon.processId()), SIGTERM);
    QTest::qWait(300);
    // In the middle of a request both are still served; the answer says that the server goes.
    QVERIFY(health.send(" a\r\n\r\n"));
    const RawReply draining = health.reply();
    QVERIFY(slow.send(request.substr(request.size() - 10)));
    const RawReply finished = slow.reply();
    RawSocket late(daemon.port());

    QCOMPARE(draining.status, 503);
    QVERIFY(draining.body.find("\"draining\"") != std::string::npos);
    QCOMPARE(draining.header("connection"), std::string("close"));
    QCOMPARE(finished.status, 200);
    QVERIFY(!late.isConnected());
    QCOMPARE(daemon.stop(), 0);
    QCOMPARE(daemon.log().last()[QLatin1String("event")].toString(), QStringLiteral("stopped"));
    const QString wal
        = daemon.path(QStringLiteral("data/ledgers/%1.db-wal").arg(QString::fromStdString(device.ledger->id().text())));
    QVERIFY(!QFile::exists(wal) || QFile(wal).size() == 0);
}

void ServeTest::stopsAtOnceWithIdleConnections()
{
    DaemonProcess daemon;
    QVERIFY(daemon.start());
    std::vector<RawSocket> idle;
    for (int i = 0; i < 30; ++i) {
        idle.emplace_back(daemon.port());
        if (i % 2)
            QVERIFY(idle.back().send(getRequest("/healthz")) && idle.back().reply().status == 200);
    }

    QElapsedTimer timer;
    timer.start();
    QCOMPARE(daemon.stop(), 0);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void ServeTest::saysOneLineAboutABadStart_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    QTest::newRow("three slashes") << "QUARTERMASTER_DB_URL"
                                   << "sqlite:///quartermaster.db" << 2 << "four";
    QTest::newRow("PostgreSQL") << "QUARTERMASTER_DB_URL"
                                << "postgresql://h/d" << 2 << "PostgreSQL is not in this version";
    QTest::newRow("no folder") << "QUARTERMASTER_DB_URL"
                               << "sqlite:////no/such/folder/q.db" << 3 << "/no/such/folder does not exist";
    QTest::newRow("bad address") << "QUARTERMASTER_LISTEN"
                                 << "nowhere" << 2 << "QUARTERMASTER_LISTEN";
    QTest::newRow("not our address") << "QUARTERMASTER_LISTEN"
                                     << "192.0.2.1:9" << 1 << "cannot listen on 192.0.2.1";
    QTest::newRow("bad level") << "QUARTERMASTER_LOG_LEVEL"
                               << "loud" << 2 << "QUARTERMASTER_LOG_LEVEL";
    QTest::newRow("half of TLS") << "QUARTERMASTER_TLS_CERT"
                                 << "/dev/null" << 2 << "QUARTERMASTER_TLS_KEY";
}

void ServeTest::saysOneLineAboutABadStart()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, value);
    QFETCH(const QString, says);
    DaemonProcess daemon;
    daemon.setVariable(variable, value);

    const Ran ran = daemon.startToFail();

    QTEST(ran.exitCode, "exitCode");
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY2(ran.err.contains(says.toUtf8()), ran.err.constData());
}

void ServeTest::twoServersCannotShareAFolder()
{
    DaemonProcess daemon;
    QVERIFY(daemon.start());

    const Ran second = daemon.startToFail();

    QCOMPARE(second.exitCode, 3);
    QVERIFY2(second.err.contains("a server is running"), second.err.constData());
    QVERIFY(isHealthy(daemon.port()));
    daemon.kill();
    QVERIFY(daemon.start()); // nothing is left behind that could lock it out
}

void ServeTest::servesHttpsByItself()
{
    DaemonProcess daemon;
    QVERIFY(daemon.useTls());
    QVERIFY(daemon.start());
    QVERIFY(isHealthy(daemon.port(), RawSocket::Tls::On));
    TestDevice device = pairWithLedger(daemon, RawSocket::Tls::On);

    QVERIFY(device.post("Market", -100));
    const auto synced = device.sync();

    QVERIFY2(synced, synced ? "" : synced.error().detail.c_str());
    const QJsonObject invitation
        = QJsonDocument::fromJson(daemon.run({ QStringLiteral("invite"), QStringLiteral("--json") }).out).object();
    QVERIFY(invitation.contains(QLatin1String("link"))); // port 0: which one it is, only the log says
    daemon.setVariable(
        QStringLiteral("QUARTERMASTER_PUBLIC_URL"), QStringLiteral("https://127.0.0.1:%1").arg(daemon.port()));
    const QString link = QJsonDocument::fromJson(daemon.run({ QStringLiteral("invite"), QStringLiteral("--json") }).out)
                             .object()[QLatin1String("link")]
                             .toString();
    QProcess openssl;
    openssl.start(QStringLiteral("sh"),
        { QStringLiteral("-c"),
            QStringLiteral(
                "openssl x509 -in '%1' -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r")
                .arg(daemon.path(QStringLiteral("certificate.pem"))) });
    QVERIFY(openssl.waitForFinished());
    const QString key = QString::fromLatin1(openssl.readAllStandardOutput().left(64));
    QCOMPARE(key.size(), 64);
    QVERIFY2(link.endsWith(QStringLiteral("&key=sha256:") + key), qPrintable(link));
    QCOMPARE(daemon.stop(), 0);
}

void ServeTest::healthcheckFindsTheServerByItself()
{
    // A free port first, as the check must be told which.
    int port = 0;
    {
        DaemonProcess other;
        QVERIFY(other.start());
        port = other.port();
        QCOMPARE(other.stop(), 0);
    }
    DaemonProcess daemon;
    QVERIFY(daemon.useTls());
    daemon.setVariable(QStringLiteral("QUARTERMASTER_LISTEN"), QStringLiteral("0.0.0.0:%1").arg(port));

    const Ran before = daemon.run({ QStringLiteral("healthcheck") });
    QVERIFY(daemon.start());
    const Ran running = daemon.run({ QStringLiteral("healthcheck") });

    QCOMPARE(before.exitCode, 1);
    QVERIFY(before.err.startsWith("quartermaster-syncd: not healthy: nobody answers"));
    QCOMPARE(running.exitCode, 0);
    QCOMPARE(running.out, QByteArray());
}

void ServeTest::metricsHaveTheirOwnAddress()
{
    DaemonProcess daemon;
    daemon.setVariable(QStringLiteral("QUARTERMASTER_METRICS_LISTEN"), QStringLiteral("127.0.0.1:0"));
    QVERIFY(daemon.start());
    int port = 0;
    for (const QJsonObject& line : daemon.log())
        if (line[QLatin1String("event")] == QLatin1String("metrics_listening"))
            port = line[QLatin1String("address")].toString().section(QLatin1Char(':'), -1).toInt();
    QVERIFY(port > 0);

    ask(daemon.port(), getRequest("/v1/ledgers"));
    const TestDevice device = pairWithLedger(daemon);
    const RawReply metrics = ask(port, getRequest("/metrics"));

    QCOMPARE(metrics.status, 200);
    QVERIFY(metrics.body.find("quartermaster_auth_failures_total 1\n") != std::string::npos);
    QVERIFY(metrics.body.find("quartermaster_pairings_total 1\n") != std::string::npos);
    QVERIFY(metrics.body.find("quartermaster_requests_total{route=\"/v1/ledgers\",status=\"401\"} 1\n")
        != std::string::npos);
    QVERIFY(metrics.body.find("quartermaster_open_ledgers 1\n") != std::string::npos);
    QCOMPARE(ask(port, getRequest("/healthz")).status, 404);
    QCOMPARE(ask(daemon.port(), getRequest("/metrics")).status, 404);
    QCOMPARE(daemon.stop(), 0);
}

void ServeTest::aKilledServerHasEverythingItAcknowledged()
{
    constexpr int devices = 4;
    DaemonProcess daemon;
    QVERIFY(daemon.start());
    TestDevice first = pairWithLedger(daemon);
    std::vector<TestDevice> all;
    for (int i = 0; i < devices; ++i) {
        auto device = TestDevice::pair(daemon.port(),
            daemon.invite({ QStringLiteral("--ledger"), QStringLiteral("Home") }), "Busy " + std::to_string(i));
        QVERIFY(device && device->joinLedger(first.ledger->id()));
        all.push_back(*std::move(device));
    }

    for (int round = 0; round < 3; ++round) {
        // What a device's last good sync named is what was acknowledged.
        std::vector<Version> acknowledged(devices);
        std::vector<Hash> digests(devices);
        std::atomic<int> syncs { 0 };
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < devices; ++i)
            threads.emplace_back([&, i] {
                for (int p = 0;; ++p) {
                    if (!all[i].post("round " + std::to_string(round) + "/" + std::to_string(p), -1 - p))
                        return;
                    const auto report = all[i].sync();
                    if (!report)
                        return; // killed
                    acknowledged[i] = report->version;
                    digests[i] = report->digest;
                    ++syncs;
                }
            });
        QDeadlineTimer limit(60'000);
        while (syncs < 60 && !limit.hasExpired())
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        daemon.kill();
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(syncs >= 60);

        QVERIFY(daemon.start({}));
        first.peer->moveTo(daemon.port());
        for (std::size_t i = 0; i < devices; ++i) {
            all[i].peer->moveTo(daemon.port());
            // The server still knows each version that it has named, and continues from it.
            QVERIFY(acknowledged[i].rev > 0);
            const RawReply log = ask(daemon.port(),
                getRequest("/v1/ledgers/" + first.ledger->id().text() + "/log?limit=0&after=" + acknowledged[i].text(),
                    all[i].token));
            QVERIFY2(log.status == 200, log.body.c_str());
        }
    }
    const Ran verified = daemon.run({ QStringLiteral("verify") });
    QVERIFY2(verified.exitCode == 0, verified.out.constData());

    for (TestDevice& device : all) {
        const auto synced = device.sync();
        QVERIFY2(synced, synced ? "" : synced.error().detail.c_str());
    }
    QVERIFY(first.sync());
    for (TestDevice& device : all) {
        QVERIFY(device.sync());
        QCOMPARE(device.ledger->status()->digest, first.ledger->status()->digest);
        QCOMPARE(device.ledger->status()->pending, 0);
        QCOMPARE(device.postings()->size(), first.postings()->size());
    }
}

void ServeTest::idleItIsSmall()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer takes memory of its own");
#endif
    DaemonProcess daemon;
    QVERIFY(daemon.useTls());
    QVERIFY(daemon.start());
    QTest::qWait(300);

    const qint64 resident = daemon.residentKiB();

    QVERIFY2(resident > 0 && resident < 12 * 1024, qPrintable(QString::number(resident) + QStringLiteral(" KiB")));
}

QTEST_GUILESS_MAIN(ServeTest)
#include "serve_test.moc"
