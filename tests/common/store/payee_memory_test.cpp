#include "common/store/payee_memory.h"
#include "common/store/posting_edits.h"
#include "tests/common/store/ledger_fixture.h"

using namespace qm;
using namespace ledger_fixture;

namespace {

PayeeMemory readAll(Ledger& ledger, std::int64_t atOnce = 4000)
{
    PayeeMemoryReader reader;
    while (must(reader.readSome(ledger, atOnce))) { }
    return reader.take();
}

Uuid postTo(Home& home, const char* payee, const char* date, std::int64_t amount, std::optional<Uuid> entry = {})
{
    PostingDraft draft = home.draft(date, amount, entry);
    draft.payee = payee;
    return must(addPosting(home.ledger, draft, true));
}

std::vector<std::string> names(const std::vector<const PayeeUse*>& uses)
{
    std::vector<std::string> found;
    for (const PayeeUse* use : uses)
        found.push_back(use->payee);
    return found;
}

} // namespace

class PayeeMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasUsedLastIsRemembered();
    void readingInPiecesGivesTheSame();
    void deletedPostingsAreForgotten();
    void theNearestNamesComeFirst();
    void theFrequentAndRecentComeFirst();
    void caseAndUmlautsDoNotMatter();
    void theEntryIsFoundInAnotherMonth();
    void partsOfSplitsAndTransfersGiveNoAmount();
    void theNewsAreWhatWasRecordedSince();
    void otherChangesMakeItStale_data();
    void otherChangesMakeItStale();
};

void PayeeMemoryTest::whatWasUsedLastIsRemembered()
{
    Home home;
    postTo(home, "Market", "2026-05-09", -20'00);
    postTo(home, "Market", "2026-05-12", -23'45, home.groceries);
    postTo(home, "Market", "2026-05-03", -99'00);

    const PayeeMemory memory = readAll(home.ledger);

    const PayeeUse* const use = memory.find("market");
    QVERIFY(use);
    QCOMPARE(use->amount.minor, -23'45);
    QCOMPARE(use->entryName, std::string("Groceries"));
    QCOMPARE(use->account, home.checking);
    QCOMPARE(use->count, 3);
    QCOMPARE(memory.lastAccount(), std::optional(home.checking));
    QVERIFY(!memory.find("Somebody"));
}

void PayeeMemoryTest::readingInPiecesGivesTheSame()
{
    Home home;
    for (int i = 0; i < 20; ++i)
        postTo(home, i % 3 == 0 ? "Market" : "Baker", ("2026-05-" + std::to_string(10 + i)).c_str(), -100 - i);

    const PayeeMemory whole = readAll(home.ledger);
    const PayeeMemory pieces = readAll(home.ledger, 3);

    QCOMPARE(pieces.size(), whole.size());
    QCOMPARE(pieces.find("Baker")->count, whole.find("Baker")->count);
    QCOMPARE(pieces.find("Market")->amount, whole.find("Market")->amount);
}

void PayeeMemoryTest::deletedPostingsAreForgotten()
{
    Home home;
    must(deletePosting(home.ledger, postTo(home, "Market", "2026-05-09", -20'00)));

    QVERIFY(!readAll(home.ledger).find("Market"));
}

void PayeeMemoryTest::theNearestNamesComeFirst()
{
    Home home;
    for (const char* payee : { "Supermarket", "Market", "Corner market", "Marketing Ltd" })
        postTo(home, payee, "2026-05-09", -1);

    const PayeeMemory memory = readAll(home.ledger);

    const std::vector<std::string> expected { "Market", "Marketing Ltd", "Corner market", "Supermarket" };
    QCOMPARE(names(memory.like("market", "2026-05-10", 10)), expected);
    QCOMPARE(memory.like("market", "2026-05-10", 2).size(), 2u);
    QVERIFY(memory.like(" ", "2026-05-10", 2).empty());
}

void PayeeMemoryTest::theFrequentAndRecentComeFirst()
{
    Home home;
    for (int i = 0; i < 5; ++i)
        postTo(home, "Bar Old", "2025-05-09", -1);
    postTo(home, "Bar Rare", "2026-05-09", -1);
    postTo(home, "Bar Usual", "2026-05-08", -1);
    postTo(home, "Bar Usual", "2026-05-07", -1);

    const std::vector<std::string> expected { "Bar Usual", "Bar Rare", "Bar Old" };
    QCOMPARE(names(readAll(home.ledger).like("ba", "2026-05-10", 10)), expected);
}

void PayeeMemoryTest::caseAndUmlautsDoNotMatter()
{
    Home home;
    postTo(home, "Bäckerei Überall", "2026-05-09", -1);

    const PayeeMemory memory = readAll(home.ledger);

    QCOMPARE(memory.like("BÄCK", "2026-05-10", 10).size(), 1u);
    QCOMPARE(memory.like("über", "2026-05-10", 10).size(), 1u);
}

void PayeeMemoryTest::theEntryIsFoundInAnotherMonth()
{
    Home home;
    postTo(home, "Market", "2026-05-09", -1, home.groceries);
    const Uuid june = must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Copied, home.may, false));
    const Uuid july = must(openMonth(home.ledger, { 2026, 7 }, MonthStart::Blank, {}, false));
    must(addEntry(home.ledger, july, { "Groceries", home.food, {}, "", "" }));

    const PayeeMemory memory = readAll(home.ledger);
    const PayeeUse& use = *memory.find("Market");

    QCOMPARE(entryLike(use, must(home.ledger.entries(june)))->id, home.entryNamed(june, "Groceries").id);
    QCOMPARE(entryLike(use, must(home.ledger.entries(july)))->id, home.entryNamed(july, "Groceries").id);
    QVERIFY(!entryLike(use, {}));
}

void PayeeMemoryTest::partsOfSplitsAndTransfersGiveNoAmount()
{
    Home home;
    const std::vector<SplitPart> parts { { home.groceries, { -5 }, "" }, { {}, { -6 }, "" } };
    must(addSplit(home.ledger, home.draft("2026-05-03", 0), parts));

    QVERIFY(readAll(home.ledger).find("Market")->date.empty());
    postTo(home, "Market", "2026-05-02", -7);
    QCOMPARE(readAll(home.ledger).find("Market")->amount.minor, -7);
}

void PayeeMemoryTest::theNewsAreWhatWasRecordedSince()
{
    Home home;
    postTo(home, "Market", "2026-05-09", -20'00);
    const PayeeMark mark = must(payeeMark(home.ledger));
    postTo(home, "Baker", "2026-05-10", -3'00, home.groceries);

    const PayeeNews news = must(payeeNews(home.ledger, mark));

    QVERIFY(!news.isStale);
    QCOMPARE(news.added.size(), 1u);
    QCOMPARE(news.added[0].payee, std::string("Baker"));
    QCOMPARE(news.added[0].entryName, std::string("Groceries"));
    const PayeeNews none = must(payeeNews(home.ledger, news.mark));
    QVERIFY(none.added.empty() && !none.isStale);
}

void PayeeMemoryTest::otherChangesMakeItStale_data()
{
    QTest::addColumn<bool>("isStale");
    QTest::newRow("an account") << false;
    QTest::newRow("an edit") << true;
    QTest::newRow("an undo") << true;
    QTest::newRow("an import") << true;
}

void PayeeMemoryTest::otherChangesMakeItStale()
{
    QFETCH(bool, isStale);
    const QByteArray tag = QTest::currentDataTag();
    Home home;
    const Uuid posting = home.post("2026-05-09", -20'00);
    const PayeeMark mark = must(payeeMark(home.ledger));

    if (tag == "an account")
        must(addAccount(home.ledger, { "Wallet", "cash", {}, "" }));
    else if (tag == "an edit")
        must(editRow(home.ledger, { Table::Posting, posting }, edit(Table::Posting, "payee", std::string("Baker"))));
    else if (tag == "an undo")
        must(home.ledger.undo());
    else
        must(importLines(home.ledger, home.checking,
            std::vector<ImportLine> { { must(parseDate("2026-05-04")), { -5 }, "Bus", "", "7", true } }, false, false));

    QCOMPARE(must(payeeNews(home.ledger, mark)).isStale, isStale);
}

QTEST_GUILESS_MAIN(PayeeMemoryTest)
#include "payee_memory_test.moc"
