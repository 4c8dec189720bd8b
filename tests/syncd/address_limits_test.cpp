#include <QTest>

#include "syncd/address_limits.h"

using namespace qm::syncd;

/// What the daemon remembers of an address.
class AddressLimitsTest final : public QObject {
    Q_OBJECT
private slots:
    void anAddressHasTenWrongCodesAnHour();
    void aRightCodeIsNoWrongOne();
    void anotherAddressIsNotMeant();
    void aMachineIsAllOfItsIpv6Network();
    void aFloodOfAddressesIsForgotten();
    void aBurstIsCountedAsTheProxyWouldCountIt();
};

void AddressLimitsTest::anAddressHasTenWrongCodesAnHour()
{
    PairingLimit limit;
    std::int64_t now = 1'000'000;

    for (int i = 0; i < PairingLimit::wrongCodesMax; ++i, now += 60'000)
        QVERIFY(!limit.begin("203.0.113.7", now));
    const auto wait = limit.begin("203.0.113.7", now);
    const auto muchLater = limit.begin("203.0.113.7", 1'000'000 + PairingLimit::windowMs);

    QCOMPARE(wait, std::optional(50 * 60 + 1));
    QVERIFY(!muchLater);
}

void AddressLimitsTest::aRightCodeIsNoWrongOne()
{
    PairingLimit limit;
    for (int i = 0; i < 3 * PairingLimit::wrongCodesMax; ++i) {
        QVERIFY(!limit.begin("203.0.113.7", 1000));
        limit.forgive("203.0.113.7");
    }
}

void AddressLimitsTest::anotherAddressIsNotMeant()
{
    PairingLimit limit;
    for (int i = 0; i <= PairingLimit::wrongCodesMax; ++i)
        limit.begin("203.0.113.7", 1000);

    QVERIFY(limit.begin("203.0.113.7", 1000));
    QVERIFY(!limit.begin("203.0.113.8", 1000));
}

void AddressLimitsTest::aMachineIsAllOfItsIpv6Network()
{
    QCOMPARE(callerOf("2001:db8:1:2:3:4:5:6"), std::string("2001:db8:1:2::/64"));
    QCOMPARE(callerOf("2001:db8:1:2::1"), callerOf("2001:db8:1:2:ffff::"));
    QVERIFY(callerOf("2001:db8:1:3::1") != callerOf("2001:db8:1:2::1"));
    QCOMPARE(callerOf("::ffff:203.0.113.7"), std::string("203.0.113.7"));
    QCOMPARE(callerOf("203.0.113.7"), std::string("203.0.113.7"));
    QCOMPARE(callerOf("nonsense"), std::string("nonsense"));
}

void AddressLimitsTest::aFloodOfAddressesIsForgotten()
{
    PairingLimit limit;
    for (int i = 0; i <= PairingLimit::wrongCodesMax; ++i)
        limit.begin("203.0.113.7", 2'000);

    for (int i = 0; i < 5'000; ++i)
        limit.begin("10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250), 3'000 + i);

    QVERIFY(!limit.begin("203.0.113.7", 9'000)); // the oldest went; the table stayed small
    QVERIFY(!limit.begin("10.1.19.249", 9'000));
}

void AddressLimitsTest::aBurstIsCountedAsTheProxyWouldCountIt()
{
    BurstCounter bursts;
    int over = 0;
    for (int i = 0; i < 40; ++i)
        over += bursts.isOver("203.0.113.7", 1'000) ? 1 : 0;
    QCOMPARE(over, 10);
    QVERIFY(!bursts.isOver("203.0.113.8", 1'000));

    for (int i = 0; i < 10; ++i)
        QVERIFY(!bursts.isOver("203.0.113.7", 2'000)); // ten more a second later
    QVERIFY(bursts.isOver("203.0.113.7", 2'000));
}

QTEST_GUILESS_MAIN(AddressLimitsTest)
#include "address_limits_test.moc"
