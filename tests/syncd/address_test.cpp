#include <QTest>

#include "syncd/address.h"

using namespace qm::syncd;

class AddressTest final : public QObject {
    Q_OBJECT
private slots:
    void parsesWhereToListen_data();
    void parsesWhereToListen();
    void believesForwardedHeadersOfTrustedProxiesOnly_data();
    void believesForwardedHeadersOfTrustedProxiesOnly();
    void refusesRangesThatAreNone_data();
    void refusesRangesThatAreNone();
};

void AddressTest::parsesWhereToListen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host"); // empty: refused
    QTest::addColumn<int>("port");

    QTest::newRow("everywhere") << "0.0.0.0:8000"
                                << "0.0.0.0" << 8000;
    QTest::newRow("any free port") << "127.0.0.1:0"
                                   << "127.0.0.1" << 0;
    QTest::newRow("IPv6") << "[::1]:8443"
                          << "::1" << 8443;
    QTest::newRow("a name") << "localhost:80"
                            << "localhost" << 80;
    QTest::newRow("no port") << "0.0.0.0"
                             << "" << 0;
    QTest::newRow("no host") << ":8000"
                             << "" << 0;
    QTest::newRow("port too large") << "0.0.0.0:65536"
                                    << "" << 0;
    QTest::newRow("port not a number") << "0.0.0.0:http"
                                       << "" << 0;
    QTest::newRow("port with a sign") << "0.0.0.0:-1"
                                      << "" << 0;
    QTest::newRow("IPv6 without brackets") << "::1:8000"
                                           << "" << 0;
    QTest::newRow("half a bracket") << "[::1:8000"
                                    << "" << 0;
    QTest::newRow("no address") << "999.1.1.1:80"
                                << "" << 0;
    QTest::newRow("a URL") << "http://0.0.0.0:80"
                           << "" << 0;
    QTest::newRow("nothing") << ""
                             << "" << 0;
}

void AddressTest::parsesWhereToListen()
{
    QFETCH(const QString, text);
    QFETCH(const QString, host);
    QFETCH(const int, port);

    const auto endpoint = Endpoint::parse(text.toStdString());

    QCOMPARE(endpoint.has_value(), !host.isEmpty());
    if (!endpoint)
        return;
    QCOMPARE(endpoint->host, host.toStdString());
    QCOMPARE(endpoint->port, port);
    QCOMPARE(endpoint->text(), text.toStdString());
}

void AddressTest::believesForwardedHeadersOfTrustedProxiesOnly_data()
{
    QTest::addColumn<QString>("trusted");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QString>("forwardedFor");
    QTest::addColumn<QString>("proto");
    QTest::addColumn<QString>("ip");
    QTest::addColumn<QString>("seenProto");

    QTest::newRow("nobody is trusted") << ""
                                       << "172.18.0.2"
                                       << "203.0.113.7"
                                       << "https"
                                       << "172.18.0.2"
                                       << "http";
    QTest::newRow("a private proxy") << "local"
                                     << "172.18.0.2"
                                     << "203.0.113.7"
                                     << "https"
                                     << "203.0.113.7"
                                     << "https";
    QTest::newRow("a stranger who claims to be a proxy") << "local"
                                                         << "203.0.113.9"
                                                         << "10.0.0.1"
                                                         << "https"
                                                         << "203.0.113.9"
                                                         << "http";
    QTest::newRow("a forged first hop") << "local"
                                        << "172.18.0.2"
                                        << "1.2.3.4, 203.0.113.7"
                                        << "https"
                                        << "203.0.113.7"
                                        << "https";
    QTest::newRow("two proxies") << "local"
                                 << "172.18.0.2"
                                 << "203.0.113.7, 10.0.0.9"
                                 << "https"
                                 << "203.0.113.7"
                                 << "https";
    QTest::newRow("all hops are trusted") << "all"
                                          << "172.18.0.2"
                                          << "9.9.9.9, 10.0.0.9"
                                          << ""
                                          << "9.9.9.9"
                                          << "http";
    QTest::newRow("garbage") << "local"
                             << "172.18.0.2"
                             << "unknown"
                             << "gopher"
                             << "172.18.0.2"
                             << "http";
    QTest::newRow("garbage behind a proxy") << "local"
                                            << "172.18.0.2"
                                            << "<script>, 10.0.0.9"
                                            << ""
                                            << "10.0.0.9"
                                            << "http";
    QTest::newRow("a range") << "172.18.0.0/16"
                             << "172.18.255.254"
                             << "203.0.113.7"
                             << ""
                             << "203.0.113.7"
                             << "http";
    QTest::newRow("just outside the range") << "172.18.0.0/16"
                                            << "172.19.0.1"
                                            << "203.0.113.7"
                                            << ""
                                            << "172.19.0.1"
                                            << "http";
    QTest::newRow("a range within a byte") << "10.1.2.128/25"
                                           << "10.1.2.129"
                                           << "203.0.113.7"
                                           << ""
                                           << "203.0.113.7"
                                           << "http";
    QTest::newRow("beside a range within a byte") << "10.1.2.128/25"
                                                  << "10.1.2.127"
                                                  << "203.0.113.7"
                                                  << ""
                                                  << "10.1.2.127"
                                                  << "http";
    QTest::newRow("IPv4 on an IPv6 socket") << "172.18.0.2"
                                            << "::ffff:172.18.0.2"
                                            << "2001:db8::1"
                                            << ""
                                            << "2001:db8::1"
                                            << "http";
    QTest::newRow("IPv6 range") << "fd00::/8"
                                << "fd12::1"
                                << "2001:DB8::1"
                                << ""
                                << "2001:db8::1"
                                << "http";
    QTest::newRow("nothing forwarded") << "all"
                                       << "10.0.0.1"
                                       << ""
                                       << ""
                                       << "10.0.0.1"
                                       << "http";
}

void AddressTest::believesForwardedHeadersOfTrustedProxiesOnly()
{
    QFETCH(const QString, trusted);
    QFETCH(const QString, peer);
    QFETCH(const QString, forwardedFor);
    QFETCH(const QString, proto);
    const auto ranges = parseProxies(trusted.toStdString());
    QVERIFY(ranges);
    const std::string hops = forwardedFor.toStdString();
    const std::string scheme = proto.toStdString();

    const Origin origin = originOf(
        peer.toStdString(), false, hops.empty() ? nullptr : &hops, scheme.empty() ? nullptr : &scheme, *ranges);

    QTEST(QString::fromStdString(origin.ip), "ip");
    QTEST(QString::fromStdString(origin.proto), "seenProto");
}

void AddressTest::refusesRangesThatAreNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
        { "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "10.0.0.0/-1", "fd00::/129", "everyone", "10.0.0.0/8;::1" })
        QTest::newRow(text) << text;
}

void AddressTest::refusesRangesThatAreNone()
{
    QFETCH(const QString, text);
    QVERIFY(!parseProxies(text.toStdString()));
}

QTEST_GUILESS_MAIN(AddressTest)
#include "address_test.moc"
