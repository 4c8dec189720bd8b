#include "ledger_fixture.h"

#include "../test_seed.h"

#include "common/store/log_texts.h"

#include <QTemporaryDir>

#include <map>
#include <random>

using namespace qm;
using namespace ledger_fixture;

namespace {

constexpr std::int64_t far = std::int64_t(1) << 60;

struct Kept {
    std::string intent;
    std::optional<std::string> effects;
};

bool isSame(const LogTexts::Text& text, const Kept& kept)
{
    return text.intent == kept.intent && text.effects.has_value() == kept.effects.has_value()
        && (!text.effects || *text.effects == *kept.effects);
}

} // namespace

class LogTextsTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_connection = openConnection();
        m_texts = std::make_unique<LogTexts>(*m_connection);
        m_kept.clear();
    }
    void textsReadTheSamePackedOrNot();
    void onlyWhatIsOldAndConfirmedIsPacked();
    void fewerThanASegmentStayAsTheyAre();
    void oneThatIsRemovedIsGoneAndItsNeighboursStay();
    void aNumberGivenAnewHasItsNewText();
    void aDamagedSegmentIsSaidToBe();
    void packingGivesSpaceBack();
    void anotherConnectionReadsThemToo();

private:
    /// A change set with a text.
    void add(std::int64_t no, const Kept& kept, std::optional<std::int64_t> rev, std::int64_t eff)
    {
        const auto insert = must(m_connection->prepare(
            "INSERT INTO change_set (no, id, rev, kind, dev, n, base_rev, base_hash, eff, recv, at, act, indivisible,"
            " outcome, known, plain) VALUES (?1, ?2, ?3, 1, x'', ?1, 0, x'', ?4, 0, '', '', 0, 1, 1, 1)"));
        const Uuid id = Uuid::make();
        insert->bind(0, no);
        insert->bindBlob(1, id.view());
        if (rev)
            insert->bind(2, *rev);
        else
            insert->bindNull(2);
        insert->bind(3, eff);
        must(insert->run());
        must(kept.effects ? m_texts->write(no, kept.intent, *kept.effects) : m_texts->write(no, kept.intent));
        m_kept[no] = kept;
    }
    void addMany(int count)
    {
        for (int i = 1; i <= count; ++i)
            add(i, { "{\"intent\":" + std::to_string(i) + "}", {} }, i, i);
    }
    void packAll(std::int64_t count, std::int64_t olderThanMs = far)
    {
        while (must(m_texts->pack({ olderThanMs, count })))
            ;
    }
    std::int64_t rows(const char* table)
    {
        return must(sql::queryInteger(*m_connection, "SELECT count(*) FROM " + std::string(table)));
    }
    void checkAll(LogTexts& texts)
    {
        for (const auto& [no, kept] : m_kept) {
            const auto text = must(texts.read(no));
            QVERIFY2(text && isSame(*text, kept), qPrintable(QString::number(no)));
        }
        std::map<std::int64_t, int> seen;
        must(texts.each([&](std::int64_t no, const LogTexts::Text& text) {
            ++seen[no];
            QVERIFY(m_kept.contains(no) && isSame(text, m_kept[no]));
        }));
        QCOMPARE(seen.size(), m_kept.size());
        QVERIFY(std::all_of(seen.begin(), seen.end(), [](const auto& one) { return one.second == 1; }));
    }

    std::unique_ptr<sql::Connection> m_connection;
    std::unique_ptr<LogTexts> m_texts;
    std::map<std::int64_t, Kept> m_kept;
};

void LogTextsTest::textsReadTheSamePackedOrNot()
{
    std::mt19937_64 random(testSeed());
    std::int64_t no = 0;
    for (int i = 0; i < 300; ++i) {
        no += 1 + static_cast<std::int64_t>(random() % 3); // numbers have gaps
        Kept kept { std::string(random() % 900, static_cast<char>('a' + i % 26)), {} };
        if (random() % 3 == 0)
            kept.effects = random() % 2 ? std::string() : "[\"\xC3\xA4\",\"" + std::string(random() % 500, 'z') + "\"]";
        add(no, kept, no, i);
        if (random() % 40 == 0)
            packAll(1 + static_cast<std::int64_t>(random() % 30));
    }
    checkAll(*m_texts);
    packAll(7);

    QVERIFY(rows("log_segment") > 10);
    QVERIFY(rows("change_set_body") < 7);
    checkAll(*m_texts);
    QVERIFY(!must(m_texts->read(no + 1)));
    QVERIFY(!must(m_texts->read(0)));
}

void LogTextsTest::onlyWhatIsOldAndConfirmedIsPacked()
{
    for (int i = 1; i <= 40; ++i)
        add(i, { std::to_string(i), {} }, i % 10 == 0 ? std::nullopt : std::optional<std::int64_t>(i), i * 1000);
    packAll(5, 21'000);

    std::vector<std::int64_t> left;
    const auto select = must(m_connection->prepare("SELECT no FROM change_set_body ORDER BY no"));
    while (must(select->step()))
        left.push_back(select->integer(0));
    // 18 are old and confirmed, of which three segments of five are full.
    QCOMPARE(left.size(), std::size_t(40 - 15));
    QVERIFY(std::find(left.begin(), left.end(), 10) != left.end());
    QVERIFY(std::find(left.begin(), left.end(), 21) != left.end());
    QVERIFY(std::find(left.begin(), left.end(), 1) == left.end());
    checkAll(*m_texts);
}

void LogTextsTest::fewerThanASegmentStayAsTheyAre()
{
    addMany(9);
    QVERIFY(!must(m_texts->pack({ far, 10 })));
    QCOMPARE(rows("log_segment"), 0);
    QCOMPARE(rows("change_set_body"), 9);
}

void LogTextsTest::oneThatIsRemovedIsGoneAndItsNeighboursStay()
{
    addMany(20);
    packAll(10);
    QCOMPARE(rows("change_set_body"), 0);

    must(m_texts->remove(14));
    m_kept.erase(14);

    QVERIFY(!must(m_texts->read(14)));
    checkAll(*m_texts);
    QCOMPARE(rows("log_segment"), 1);
}

void LogTextsTest::aNumberGivenAnewHasItsNewText()
{
    addMany(20);
    packAll(10);
    must(m_texts->remove(20));
    must(m_connection->execute("DELETE FROM change_set WHERE no = 20"));

    add(20, { "the new one", "[]" }, 20, 20);
    checkAll(*m_texts);
    packAll(1);
    checkAll(*m_texts);
}

void LogTextsTest::aDamagedSegmentIsSaidToBe()
{
    for (int i = 1; i <= 10; ++i)
        add(i, { "{\"a\":" + std::to_string(i * 7919) + "}", {} }, i, i);
    packAll(10);
    const auto packed = must(sql::queryText(*m_connection, "SELECT hex(texts) FROM log_segment"));
    int noticed = 0;
    for (std::size_t at = 0; at < packed.size() / 2; ++at) {
        std::string damaged = packed;
        damaged[at * 2] = damaged[at * 2] == '7' ? '6' : '7';
        must(m_connection->execute("UPDATE log_segment SET texts = x'" + damaged + "'"));
        m_texts->forget();
        const auto text = m_texts->read(7);
        noticed += text ? 0 : 1;
        if (text)
            QVERIFY2(*text && isSame(**text, m_kept[7]), "a damaged text was taken for the true one");
        else
            QCOMPARE(text.error().code, ErrorCode::Corrupt);
    }
    QVERIFY(noticed > 0);
}

void LogTextsTest::packingGivesSpaceBack()
{
    QTemporaryDir folder;
    m_connection = openConnection(folder.filePath("ledger.db").toStdString());
    m_texts = std::make_unique<LogTexts>(*m_connection);
    {
        auto transaction = must(sql::Transaction::begin(*m_connection));
        for (int i = 1; i <= 2000; ++i)
            add(i, { std::string(600, static_cast<char>('a' + i % 26)), {} }, i, i);
        must(transaction.commit());
    }
    const auto before = must(sql::queryInteger(*m_connection, "PRAGMA page_count"));

    while (must(packAndShrink(*m_connection, *m_texts, { far, 500 })))
        ;
    const auto after = must(sql::queryInteger(*m_connection, "PRAGMA page_count"));

    QVERIFY2(after * 2 < before, qPrintable(QStringLiteral("%1 pages of %2").arg(after).arg(before)));
    QVERIFY(must(sql::queryInteger(*m_connection, "PRAGMA freelist_count")) < 10);
    checkAll(*m_texts);
}

void LogTextsTest::anotherConnectionReadsThemToo()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath("ledger.db").toStdString();
    m_connection = openConnection(path);
    m_texts = std::make_unique<LogTexts>(*m_connection);
    addMany(30);
    const auto other = openConnection(path);
    LogTexts reading(*other);
    checkAll(reading);
    while (must(packAndShrink(*m_connection, *m_texts, { far, 10 })))
        ;
    checkAll(reading);
}

QTEST_GUILESS_MAIN(LogTextsTest)
#include "log_texts_test.moc"
