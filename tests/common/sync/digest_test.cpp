#include "common/sync/change_set.h"
#include "tests/common/test_seed.h"

#include <QtTest>

#include <algorithm>

using namespace qm;

namespace {

Hash randomHash(std::mt19937_64& random)
{
    Hash hash;
    for (std::uint8_t& byte : hash.bytes)
        byte = static_cast<std::uint8_t>(random());
    return hash;
}

Hash filled(std::uint8_t byte)
{
    Hash hash;
    hash.bytes.fill(byte);
    return hash;
}

RowImage category(const char* name)
{
    RowImage image;
    image.key = { Table::Category, Uuid::fromBytes("0123456789abcdef") };
    image.columns = { std::string(name), {}, std::string("expense"), std::int64_t(0), std::int64_t(3) };
    return image;
}

} // namespace

class DigestTest : public QObject {
    Q_OBJECT
private slots:
    void isTheSameInAnyOrder();
    void takesBackWhatItAdded();
    void addsAndSubtractsWholeDigests();
    void carriesOverAllItsWords();
    void wrapsAround();
    void noticesWhatIsAddedTwice();
    void keepsItsBytes();
    void hashesARowByItsCellsAndDeletions();
    void doesNotHashWhoWroteACell();
    void dependsOnEveryPartOfTheChain();
    void beginsEachLedgerWithItsOwnChain();
};

void DigestTest::isTheSameInAnyOrder()
{
    std::mt19937_64 random(testSeed());
    std::vector<Hash> hashes;
    for (int i = 0; i < 200; ++i)
        hashes.push_back(randomHash(random));
    Digest forward;
    for (const Hash& hash : hashes)
        forward.add(hash);

    std::shuffle(hashes.begin(), hashes.end(), random);
    Digest shuffled;
    for (const Hash& hash : hashes)
        shuffled.add(hash);

    QVERIFY(forward == shuffled);
    QVERIFY(forward != Digest {});
}

void DigestTest::takesBackWhatItAdded()
{
    std::mt19937_64 random(testSeed());
    for (int i = 0; i < 1'000; ++i) {
        Digest digest;
        digest.add(randomHash(random));
        const Digest before = digest;
        const Hash hash = randomHash(random);

        digest.add(hash);
        QVERIFY(digest != before);
        digest.subtract(hash);

        QVERIFY(digest == before);
    }
}

void DigestTest::addsAndSubtractsWholeDigests()
{
    std::mt19937_64 random(testSeed());
    Digest left;
    Digest right;
    Digest both;
    for (int i = 0; i < 100; ++i) {
        const Hash hash = randomHash(random);
        (i % 2 ? left : right).add(hash);
        both.add(hash);
    }

    Digest sum = left;
    sum.add(right);
    Digest difference = both;
    difference.subtract(right);

    QVERIFY(sum == both);
    QVERIFY(difference == left);
}

void DigestTest::carriesOverAllItsWords()
{
    Digest digest;
    digest.add(filled(0xFF));
    digest.add(Hash::fromBytes(std::string(31, '\0') + '\2')); // 2^256 - 1 + 2 = 1

    QCOMPARE(digest.bytes().hex(), std::string(63, '0') + "1");

    Digest middle;
    middle.add(Hash::fromBytes(std::string(16, '\0') + std::string(16, '\xFF')));
    middle.add(Hash::fromBytes(std::string(31, '\0') + '\1'));
    QCOMPARE(middle.bytes().hex(), std::string(31, '0') + "1" + std::string(32, '0'));
}

void DigestTest::wrapsAround()
{
    Digest digest;
    digest.subtract(Hash::fromBytes(std::string(31, '\0') + '\1'));

    QCOMPARE(digest.bytes().hex(), std::string(64, 'f'));
}

void DigestTest::noticesWhatIsAddedTwice()
{
    Digest once;
    once.add(filled(7));
    Digest twice = once;
    twice.add(filled(7));
    Digest thrice = twice;
    thrice.add(filled(7));

    QVERIFY(once != twice && twice != thrice && once != thrice);
}

void DigestTest::keepsItsBytes()
{
    std::mt19937_64 random(testSeed());
    const Hash hash = randomHash(random);
    Digest digest;
    digest.add(hash);

    QVERIFY(digest.bytes() == hash);
    QVERIFY(Digest::fromBytes(hash.view()) == digest);
    QVERIFY(Digest::fromBytes("short") == Digest {});
}

void DigestTest::hashesARowByItsCellsAndDeletions()
{
    const RowImage row = category("Food");
    const Hash plain = rowHash(row, {});
    RowImage other = row;
    other.key.id.bytes[0] ^= 1;
    RowImage account = row;
    account.key.table = Table::Template; // the same columns from the start, another table
    account.columns = { std::string("Food"), {}, std::int64_t(3) };
    RowImage withExtra = row;
    withExtra.extra["colour"] = "7";
    const Uuid a = Uuid::fromBytes("aaaaaaaaaaaaaaaa");
    const Uuid b = Uuid::fromBytes("bbbbbbbbbbbbbbbb");

    QVERIFY(plain == rowHash(category("Food"), {}));
    QVERIFY(plain != rowHash(category("Fooe"), {}));
    QVERIFY(plain != rowHash(other, {}));
    QVERIFY(plain != rowHash(account, {}));
    QVERIFY(plain != rowHash(withExtra, {}));
    QVERIFY(plain != rowHash(row, { a }));
    QVERIFY(rowHash(row, { a }) != rowHash(row, { b }) && rowHash(row, { a }) != rowHash(row, { a, b }));
}

void DigestTest::doesNotHashWhoWroteACell()
{
    RowImage row = category("Food");
    const Hash before = rowHash(row, {});

    row.writer = 77;
    row.setWriter(cellNamed(Table::Category, "name"), 78, 1'000);
    row.groups = 1;

    QVERIFY(rowHash(row, {}) == before);
}

void DigestTest::dependsOnEveryPartOfTheChain()
{
    const Hash before = filled(1);
    const Hash intent = filled(2);
    const Hash digest = filled(3);
    const Hash chain = chainNext(before, intent, 1'777'825'100'000, "applied", "=", digest);

    QVERIFY(chain == chainNext(before, intent, 1'777'825'100'000, "applied", "=", digest));
    QVERIFY(chain != chainNext(filled(9), intent, 1'777'825'100'000, "applied", "=", digest));
    QVERIFY(chain != chainNext(before, filled(9), 1'777'825'100'000, "applied", "=", digest));
    QVERIFY(chain != chainNext(before, intent, 1'777'825'100'001, "applied", "=", digest));
    QVERIFY(chain != chainNext(before, intent, 1'777'825'100'000, "conflict", "=", digest));
    QVERIFY(chain != chainNext(before, intent, 1'777'825'100'000, "applied", "[]", digest));
    QVERIFY(chain != chainNext(before, intent, 1'777'825'100'000, "applied", "=", filled(9)));

    // By hand, as SYNC.md 3.1 says it, so that other programs can check a log.
    std::string text(before.view());
    text += intent.view();
    text += std::string("\0\0\x01\x9d\xee\xa2\x30\xe0", 8);
    text += "applied";
    text += sha256("=").view();
    text += digest.view();
    QCOMPARE(chain.hex(), sha256(text).hex());
}

void DigestTest::beginsEachLedgerWithItsOwnChain()
{
    const Uuid ledger = Uuid::fromBytes("0123456789abcdef");
    QCOMPARE(chainStart(ledger).hex(), sha256("qm10123456789abcdef").hex());
    QVERIFY(chainStart(ledger) != chainStart(Uuid::fromBytes("0123456789abcdeg")));
}

QTEST_GUILESS_MAIN(DigestTest)
#include "digest_test.moc"
