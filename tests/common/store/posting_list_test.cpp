#include "common/store/posting_list.h"
#include "ledger_fixture.h"

using namespace qm;
using namespace ledger_fixture;
using namespace std::chrono_literals;

namespace {

std::vector<Uuid> foundIds(Ledger& ledger, const PostingQuery& query)
{
    std::vector<Uuid> ids;
    for (const PostingMonth& month : must(readPostingSlice(ledger, query, {}, 1h)).months) {
        for (const PostingMatch& match : month.matches)
            ids.push_back(match.id);
    }
    return ids;
}

std::int64_t found(Ledger& ledger, const char* text)
{
    PostingQuery query;
    query.text = text;
    return static_cast<std::int64_t>(foundIds(ledger, query).size());
}

} // namespace

class PostingListTest : public QObject {
    Q_OBJECT

private slots:
    void countsMonthsFromTheNewestInSlices()
    {
        Home home;
        must(openMonth(home.ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
        home.post("2026-05-03", -10'00);
        home.post("2026-05-04", -20'00);
        home.post("2026-06-01", -5'00);

        const PostingSlice first = must(readPostingSlice(home.ledger, {}, {}, 0ms));
        const PostingSlice second = must(readPostingSlice(home.ledger, {}, first.next, 0ms));

        QCOMPARE(first.months.size(), 1u);
        QCOMPARE(first.months[0].ym.text(), std::string("2026-06"));
        QCOMPARE(second.months[0].count, 2);
        QCOMPARE(second.months[0].sum.minor, -30'00);
        QVERIFY(!second.next);
    }

    void givesTheRowsOfAMonthByTheirPlaceNewestFirst()
    {
        Home home;
        home.post("2026-05-03", -10'00, home.groceries);
        const Uuid newest = home.post("2026-05-20", -20'00);
        home.post("2026-05-01", -30'00);

        const auto lines = must(postingLines(home.ledger, { home.may, 0, 2, {} }));

        QCOMPARE(lines.size(), 2u);
        QCOMPARE(lines[0].posting.id, newest);
        QCOMPARE(lines[1].entryName, std::string("Groceries"));
        QCOMPARE(*lines[1].category, home.food);
        const auto places = must(postingPlaces(home.ledger, std::vector { lines[1].posting.id }));
        QCOMPARE(places.front().place, 1);
    }

    void findsInEveryFieldWithoutCase()
    {
        Home home;
        PostingDraft draft = home.draft("2026-05-03", -12'50, home.groceries);
        draft.payee = "MÜLLER & Söhne";
        draft.memo = "100% organic";
        must(addPosting(home.ledger, draft));
        must(addPosting(home.ledger, home.draft("2026-05-04", -99'00)));

        QCOMPARE(found(home.ledger, "müller"), 1);
        QCOMPARE(found(home.ledger, "SÖHNE"), 1);
        QCOMPARE(found(home.ledger, "100%"), 1);
        QCOMPARE(found(home.ledger, "groc"), 1);
        QCOMPARE(found(home.ledger, "food"), 1);
        QCOMPARE(found(home.ledger, "living"), 1);
        QCOMPARE(found(home.ledger, "checking"), 2);
        QCOMPARE(found(home.ledger, "12,50"), 1);
        QCOMPARE(found(home.ledger, "-12.5"), 1);
        QCOMPARE(found(home.ledger, "+12.50"), 0);
        QCOMPARE(found(home.ledger, "müller 12.50"), 1);
        QCOMPARE(found(home.ledger, "müller market"), 0);
        QCOMPARE(found(home.ledger, "_"), 0);
    }

    void aWordThatIsANumberMeansAmounts_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("exponent");
        QTest::addColumn<bool>("isAmount");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        QTest::newRow("whole") << "12" << 2 << true << qint64(1200) << qint64(1299);
        QTest::newRow("one decimal") << "12,5" << 2 << true << qint64(1250) << qint64(1259);
        QTest::newRow("all decimals") << "12.50" << 2 << true << qint64(1250) << qint64(1250);
        QTest::newRow("grouped") << "1.234,50" << 2 << true << qint64(123450) << qint64(123450);
        QTest::newRow("grouped, no decimals") << "1,234" << 2 << true << qint64(123400) << qint64(123499);
        QTest::newRow("of three decimals") << "1.234" << 3 << true << qint64(1234) << qint64(1234);
        QTest::newRow("without decimals") << "500" << 0 << true << qint64(500) << qint64(500);
        QTest::newRow("a word") << "market" << 2 << false << qint64(0) << qint64(0);
        QTest::newRow("a day") << "2026-05-03" << 2 << false << qint64(0) << qint64(0);
        QTest::newRow("nothing") << "-" << 2 << false << qint64(0) << qint64(0);
        QTest::newRow("too long") << "12345678901234567890" << 2 << false << qint64(0) << qint64(0);
    }
    void aWordThatIsANumberMeansAmounts()
    {
        QFETCH(QString, word);
        QFETCH(int, exponent);
        QFETCH(bool, isAmount);
        QFETCH(qint64, least);
        QFETCH(qint64, most);

        const auto range = amountRangeOf(word.toStdString(), exponent);

        QCOMPARE(range.has_value(), isAmount);
        if (range) {
            QCOMPARE(range->least, least);
            QCOMPARE(range->most, most);
        }
    }

    void filtersByWhatIsAskedFor()
    {
        Home home;
        const Uuid plain = home.post("2026-05-03", -10'00, home.groceries);
        const Uuid open = home.post("2026-05-04", 2500'00);
        PostingDraft transfer = home.draft("2026-05-05", -300'00);
        transfer.toAccount = home.savings;
        transfer.isCleared = true;
        const Uuid moved = must(addPosting(home.ledger, transfer));
        const auto ids = [&](auto set) {
            PostingQuery query;
            set(query);
            return foundIds(home.ledger, query);
        };

        QCOMPARE(ids([&](PostingQuery& q) { q.category = home.food; }), std::vector { plain });
        QCOMPARE(ids([&](PostingQuery& q) { q.entry = home.groceries; }), std::vector { plain });
        QCOMPARE(ids([&](PostingQuery& q) { q.onlyTransfers = true; }), std::vector { moved });
        QCOMPARE(ids([&](PostingQuery& q) { q.onlyUncleared = true; }), (std::vector { open, plain }));
        QCOMPARE(ids([&](PostingQuery& q) { q.account = home.savings; }), std::vector { moved });
        QCOMPARE(ids([&](PostingQuery& q) { q.amountFrom = Money { 300'00 }; }), (std::vector { moved, open }));
        QCOMPARE(ids([&](PostingQuery& q) { q.amountTo = Money { 299'99 }; }), std::vector { plain });
        QCOMPARE(ids([&](PostingQuery& q) { q.onlyWithoutEntry = true; }), (std::vector { moved, open }));
    }

    void aTransferArrivesAtTheReceivingSideAndCountsInNoOther()
    {
        Home home;
        PostingDraft transfer = home.draft("2026-05-05", -300'00);
        transfer.toAccount = home.savings;
        must(addPosting(home.ledger, transfer));
        PostingQuery ofSavings;
        ofSavings.account = home.savings;

        QCOMPARE(must(readPostingSlice(home.ledger, ofSavings, {}, 1h)).months[0].sum.minor, 300'00);
        QCOMPARE(must(readPostingSlice(home.ledger, {}, {}, 1h)).months[0].sum.minor, 0);
    }

    void sortsByAmountAndPayee()
    {
        Home home;
        const Uuid small = home.post("2026-05-03", -10'00);
        PostingDraft draft = home.draft("2026-05-02", -90'00);
        draft.payee = "alder";
        const Uuid large = must(addPosting(home.ledger, draft));
        const auto sorted = [&](PostingOrder order) {
            return sortedMatches(must(readPostingSlice(home.ledger, {}, {}, 1h, true)).months, order).front().id;
        };

        QCOMPARE(sorted(PostingOrder::AmountUp), large);
        QCOMPARE(sorted(PostingOrder::AmountDown), small);
        QCOMPARE(sorted(PostingOrder::PayeeUp), large);
        QCOMPARE(sorted(PostingOrder::PayeeDown), small);
        QCOMPARE(sorted(PostingOrder::Oldest), large);
    }
};

QTEST_GUILESS_MAIN(PostingListTest)
#include "posting_list_test.moc"
