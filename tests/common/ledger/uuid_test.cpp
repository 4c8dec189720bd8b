#include "common/environment.h"
#include "common/ledger/date.h"
#include "common/ledger/uuid.h"
#include "common/sync/sha256.h"

#include <QtTest>

#include <set>
#include <thread>

using namespace qm;

class UuidTest : public QObject {
    Q_OBJECT
private slots:
    void readsAndWritesText();
    void refusesWhatIsNoId_data();
    void refusesWhatIsNoId();
    void readsBytes();
    void makesIdsOfVersionSevenInOrder();
    void makesDifferentIdsInAllThreads();
    void derivesTheSameIdFromTheSameParts();
    void derivesIdsOfVersionEight();
    void doesNotRunPartsTogether();
    void placesADerivedIdInTime();
    void derivesAsOtherProgramsCan();
    void givesRandomBytes();
};

void UuidTest::readsAndWritesText()
{
    const auto lower = Uuid::parse("0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c11");
    const auto upper = Uuid::parse("0197A1C2-7E44-7B10-9D3E-5D0F6A2B9C11");
    QVERIFY(lower && upper && *lower == *upper);
    QCOMPARE(lower->text(), std::string("0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c11"));
    QCOMPARE(int(lower->bytes[0]), 0x01);
    QCOMPARE(int(lower->bytes[15]), 0x11);
    QVERIFY(!lower->isNull() && Uuid {}.isNull());
    for (int i = 0; i < 1'000; ++i) {
        const Uuid id = Uuid::fromBytes(randomBytes(16));
        QVERIFY(*Uuid::parse(id.text()) == id);
    }
}

void UuidTest::refusesWhatIsNoId_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
        { "", "0197a1c2", "0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c1", "0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c111",
            "0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c1g", "0197a1c27e44-7b10-9d3e-5d0f6a2b9c111",
            "0197a1c2-7e447b10--9d3e-5d0f6a2b9c11", "{197a1c2-7e44-7b10-9d3e-5d0f6a2b9c1}",
            "0197a1c2x7e44x7b10x9d3ex5d0f6a2b9c11", " 197a1c2-7e44-7b10-9d3e-5d0f6a2b9c11" })
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
    QTest::newRow("NUL") << QByteArray("0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c1\0", 36);
}

void UuidTest::refusesWhatIsNoId()
{
    QFETCH(QByteArray, text);
    const auto id = Uuid::parse(text.toStdString());
    QVERIFY(!id);
    QCOMPARE(id.error().code, ErrorCode::Invalid);
}

void UuidTest::readsBytes()
{
    const Uuid id = Uuid::make();
    QVERIFY(Uuid::fromBytes(id.view()) == id);
    QVERIFY(Uuid::fromBytes("").isNull());
    QVERIFY(Uuid::fromBytes("fifteen bytes..").isNull());
    QVERIFY(Uuid::fromBytes("seventeen bytes..").isNull());
}

void UuidTest::makesIdsOfVersionSevenInOrder()
{
    const std::int64_t before = wallClockMs();
    Uuid last;
    for (int i = 0; i < 20'000; ++i) { // more than the 4096 that one millisecond holds
        const Uuid id = Uuid::make();
        QVERIFY(id > last);
        QCOMPARE(id.bytes[6] >> 4, 7);
        QCOMPARE(id.bytes[8] >> 6, 2);
        last = id;
    }
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i)
        ms = ms << 8 | last.bytes[i];
    QVERIFY(ms >= before && ms <= wallClockMs() + 20'000);
}

void UuidTest::makesDifferentIdsInAllThreads()
{
    std::array<std::vector<Uuid>, 4> made;
    std::vector<std::thread> threads;
    for (auto& mine : made) {
        threads.emplace_back([&mine] {
            for (int i = 0; i < 5'000; ++i)
                mine.push_back(Uuid::make());
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    std::set<Uuid> all;
    for (const auto& mine : made)
        all.insert(mine.begin(), mine.end());
    QCOMPARE(all.size(), std::size_t(20'000));
}

void UuidTest::derivesTheSameIdFromTheSameParts()
{
    const Uuid ledger = *Uuid::parse("e2c40000-0000-4000-8000-000000000001");
    const Uuid month = DerivedId("month").add(ledger).add("2026-05").uuid();
    QVERIFY(month == DerivedId("month").add(ledger).add("2026-05").uuid());
    QVERIFY(month != DerivedId("month").add(ledger).add("2026-06").uuid());
    QVERIFY(month != DerivedId("line").add(ledger).add("2026-05").uuid());
    QVERIFY(month != DerivedId("month").add(Uuid {}).add("2026-05").uuid());
    QVERIFY(DerivedId("k").add(std::int64_t(1)).uuid() != DerivedId("k").add(std::int64_t(-1)).uuid());
}

void UuidTest::derivesIdsOfVersionEight()
{
    for (std::int64_t i = 0; i < 1'000; ++i) {
        const Uuid id = DerivedId("n").add(i).uuid();
        QCOMPARE(id.bytes[6] >> 4, 8);
        QCOMPARE(id.bytes[8] >> 6, 2);
    }
}

void UuidTest::doesNotRunPartsTogether()
{
    QVERIFY(DerivedId("a").add("bc").uuid() != DerivedId("ab").add("c").uuid());
    QVERIFY(DerivedId("a").add("").add("b").uuid() != DerivedId("a").add("b").add("").uuid());
    QVERIFY(DerivedId("a").add("").uuid() != DerivedId("a").uuid());
}

void UuidTest::placesADerivedIdInTime()
{
    const DerivedId derived = DerivedId("bank").add("FITID-1");
    const Uuid early = derived.uuidAt(1'000);
    const Uuid late = derived.uuidAt(1'777'825'361'120);
    QVERIFY(early < late);
    QVERIFY(late == derived.uuidAt(1'777'825'361'120));
    QVERIFY(std::equal(early.bytes.begin() + 6, early.bytes.end(), derived.uuid().bytes.begin() + 6));
}

void UuidTest::derivesAsOtherProgramsCan()
{
    // Each part behind its length in four bytes, the kind first; 16 bytes of the hash with version and variant set.
    const std::string parts = std::string("\0\0\0\5", 4) + "month" + std::string("\0\0\0\7", 4) + "2026-05";
    Uuid expected = Uuid::fromBytes(sha256(parts).view().substr(0, 16));
    expected.bytes[6] = std::uint8_t((expected.bytes[6] & 0x0F) | 0x80);
    expected.bytes[8] = std::uint8_t((expected.bytes[8] & 0x3F) | 0x80);
    QCOMPARE(DerivedId("month").add("2026-05").uuid().text(), expected.text());
    QCOMPARE(sha256("abc").hex(), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void UuidTest::givesRandomBytes()
{
    QCOMPARE(randomBytes(0).size(), std::size_t(0));
    QCOMPARE(randomBytes(1'000'000).size(), std::size_t(1'000'000));
    QVERIFY(randomBytes(32) != randomBytes(32));
}

QTEST_GUILESS_MAIN(UuidTest)
#include "uuid_test.moc"
