#include <QJsonObject>
#include <QTest>

#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

using namespace qm::test;

namespace {

const std::string wrongCode = R"({"code":"BCDF-GHJK","device":{"name":"Stranger","level":1}})";

std::string forwarded(const std::string& address)
{
    return "X-Forwarded-For: " + address + "\r\n";
}

int tryCode(const DaemonProcess& daemon, const std::string& headers)
{
    return ask(daemon.port(), postRequest("/v1/pair", wrongCode, {}, headers)).status;
}

} // namespace

/// Whose address counts, at the real daemon: this test is its peer, at 127.0.0.1.
class ForwardedTest final : public QObject {
    Q_OBJECT
private slots:
    void theLogHasTheAddressThatIsBelieved_data();
    void theLogHasTheAddressThatIsBelieved();
    void behindAProxyEachCallerHasWrongCodesOfItsOwn();
    void aStrangerCannotChangeTheAddressForMoreWrongCodes();
    void aStrangerDoesNotCloseAnothersInvitation();
    void whoHasTriedTooOftenIsToldForHowLong();
};

void ForwardedTest::theLogHasTheAddressThatIsBelieved_data()
{
    QTest::addColumn<QByteArray>("trusted");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("ip");
    QTest::addColumn<QString>("proto");
    const QString self = QStringLiteral("127.0.0.1");
    const QString other = QStringLiteral("203.0.113.7");
    const QString http = QStringLiteral("http");
    const QString https = QStringLiteral("https");
    const QByteArray simple = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";

    QTest::newRow("no proxy is trusted") << QByteArray() << simple << self << http;
    QTest::newRow("another proxy is trusted") << QByteArray("10.0.0.0/8") << simple << self << http;
    QTest::newRow("this one is") << QByteArray("127.0.0.1") << simple << other << https;
    QTest::newRow("local ones are") << QByteArray("local") << simple << other << https;
    QTest::newRow("all are") << QByteArray("all") << simple << other << https;
    QTest::newRow("this one says nothing") << QByteArray("127.0.0.1") << QByteArray() << self << http;
    QTest::newRow("the client had begun the list")
        << QByteArray("127.0.0.1") << QByteArray("X-Forwarded-For: 9.9.9.9, 203.0.113.7\r\n") << other << http;
    QTest::newRow("the client had sent a line of its own")
        << QByteArray("127.0.0.1") << QByteArray("X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-For: 203.0.113.7\r\n")
        << other << http;
    QTest::newRow("the client had sent a line that ends openly")
        << QByteArray("127.0.0.1") << QByteArray("X-Forwarded-For: 9.9.9.9,\r\nX-Forwarded-For: 203.0.113.7\r\n")
        << other << http;
    QTest::newRow("other headers that name an address")
        << QByteArray("127.0.0.1")
        << QByteArray(
               "X-Real-IP: 9.9.9.9\r\nForwarded: for=9.9.9.9\r\nREMOTE_ADDR: 9.9.9.9\r\nX_Forwarded_For: 9.9.9.9\r\n")
        << self << http;
    QTest::newRow("what is no address") << QByteArray("127.0.0.1") << QByteArray("X-Forwarded-For: \"><b>\r\n") << self
                                        << http;
    QTest::newRow("what is no scheme") << QByteArray("127.0.0.1") << QByteArray("X-Forwarded-Proto: gopher\r\n") << self
                                       << http;
    QTest::newRow("the client had named a scheme, too")
        << QByteArray("127.0.0.1") << QByteArray("X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n") << self
        << http;
}

void ForwardedTest::theLogHasTheAddressThatIsBelieved()
{
    QFETCH(const QByteArray, trusted);
    QFETCH(const QByteArray, headers);
    DaemonProcess daemon;
    daemon.setVariable(QStringLiteral("QUARTERMASTER_TRUSTED_PROXIES"), QString::fromLatin1(trusted));
    QVERIFY(daemon.start());

    QCOMPARE(ask(daemon.port(), "GET / HTTP/1.1\r\nHost: a\r\n" + headers.toStdString() + "\r\n").status, 200);

    QCOMPARE(daemon.stop(), 0);
    QJsonObject line;
    for (const QJsonObject& one : daemon.log())
        if (one[QLatin1String("event")] == QLatin1String("http_request"))
            line = one;
    QTEST(line[QLatin1String("ip")].toString(), "ip");
    QTEST(line[QLatin1String("proto")].toString(), "proto");
}

void ForwardedTest::behindAProxyEachCallerHasWrongCodesOfItsOwn()
{
    DaemonProcess daemon;
    daemon.setVariable(QStringLiteral("QUARTERMASTER_TRUSTED_PROXIES"), QStringLiteral("127.0.0.1"));
    QVERIFY(daemon.start());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(tryCode(daemon, forwarded("203.0.113.7")), 403);

    const RawReply refused = ask(daemon.port(), postRequest("/v1/pair", wrongCode, {}, forwarded("203.0.113.7")));

    QCOMPARE(refused.status, 429);
    const int seconds = std::stoi("0" + refused.header("retry-after"));
    QVERIFY2(seconds > 3000 && seconds <= 3601, refused.header("retry-after").c_str());
    QCOMPARE(tryCode(daemon, forwarded("9.9.9.9, 203.0.113.7")), 429); // forged in front of what the proxy adds
    QCOMPARE(tryCode(daemon, forwarded("203.0.113.8")), 403);
}

void ForwardedTest::aStrangerCannotChangeTheAddressForMoreWrongCodes()
{
    DaemonProcess daemon;
    QVERIFY(daemon.start());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(tryCode(daemon, forwarded("203.0.113." + std::to_string(i))), 403);

    QCOMPARE(tryCode(daemon, forwarded("203.0.113.77")), 429);
    QCOMPARE(tryCode(daemon, ""), 429);
}

void ForwardedTest::aStrangerDoesNotCloseAnothersInvitation()
{
    DaemonProcess daemon;
    daemon.setVariable(QStringLiteral("QUARTERMASTER_TRUSTED_PROXIES"), QStringLiteral("127.0.0.1"));
    QVERIFY(daemon.start());
    for (int i = 0; i < 10; ++i)
        tryCode(daemon, forwarded("203.0.113.7"));
    const std::string code = daemon.invite();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(tryCode(daemon, forwarded("203.0.113.7")), 429); // not even looked at

    const std::string right = R"({"code":")" + code + R"(","device":{"name":"Laptop","level":1}})";
    QCOMPARE(ask(daemon.port(), postRequest("/v1/pair", right, {}, forwarded("203.0.113.8"))).status, 200);
}

void ForwardedTest::whoHasTriedTooOftenIsToldForHowLong()
{
    DaemonProcess daemon;
    QVERIFY(daemon.start());
    for (int i = 0; i < 10; ++i)
        tryCode(daemon, "");

    const auto paired = TestDevice::pair(daemon.port(), daemon.invite(), "Laptop");

    QVERIFY(!paired);
    QCOMPARE(paired.error().code, qm::ErrorCode::Refused);
    QVERIFY2(paired.error().detail.starts_with("Too many wrong invitations came from this network: the server looks at "
                                               "none for another 60 minutes."),
        paired.error().detail.c_str());
}

QTEST_GUILESS_MAIN(ForwardedTest)
#include "forwarded_test.moc"
