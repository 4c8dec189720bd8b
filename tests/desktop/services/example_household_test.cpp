#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "desktop/services/example_household.h"
#include "desktop/store/qt_connection.h"

#include <map>
#include <set>

using namespace qm;
using namespace qm::desktop;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *std::move(result);
}
void must(Result<> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
}

std::unique_ptr<Ledger> openLedger(const std::string& path)
{
    auto connection = must(sql::openMigrated(path, sql::OpenMode::ReadWrite, sql::ledgerSchema(), { ".", openQtSql }));
    return must(Ledger::open(std::move(connection)));
}

constexpr Date today { std::chrono::year { 2026 }, std::chrono::month { 11 }, std::chrono::day { 21 } };

/// A household in a file of its own.
struct Example {
    explicit Example(ExampleOptions options = ExampleOptions::on(today, false))
    {
        path = folder.filePath(QStringLiteral("example.db")).toStdString();
        QElapsedTimer timer;
        timer.start();
        must(makeExample(path, options));
        tookMs = timer.elapsed();
        ledger = openLedger(path);
    }
    std::vector<Posting> postings() { return must(ledger->postings({})); }
    std::vector<Posting> postingsOf(const Uuid& month)
    {
        PostingFilter filter;
        filter.month = month;
        return must(ledger->postings(filter));
    }

    QTemporaryDir folder;
    std::string path;
    qint64 tookMs = 0;
    std::unique_ptr<Ledger> ledger;
};

/// Everything a person sees of it, without ids.
std::multiset<std::string> contentsOf(Example& example)
{
    std::map<Uuid, std::string> names;
    std::multiset<std::string> contents;
    for (const Account& account : must(example.ledger->accounts())) {
        names[account.id] = account.name;
        contents.insert(account.name + std::to_string(account.balance.minor));
    }
    for (const Month& month : must(example.ledger->months())) {
        contents.insert(month.ym.text() + (month.isClosed ? "closed" : "open"));
        for (const Entry& entry : must(example.ledger->entries(month.id))) {
            names[entry.id] = entry.name;
            contents.insert(month.ym.text() + entry.name + std::to_string(entry.planned.minor) + entry.due);
        }
    }
    for (const Posting& posting : example.postings()) {
        contents.insert(posting.date + posting.payee + std::to_string(posting.amount.minor) + names[posting.account]
            + (posting.entry ? names[*posting.entry] : "") + (posting.toAccount ? names[*posting.toAccount] : "")
            + posting.memo + (posting.isCleared ? "x" : ""));
    }
    return contents;
}

} // namespace

class ExampleHouseholdTest final : public QObject {
    Q_OBJECT

private slots:
    void itHasTwoYearsThatReadLikeALife()
    {
        Example example;

        const auto months = must(example.ledger->months());
        QCOMPARE(months.size(), 24u);
        QCOMPARE(months.back().ym.text(), std::string("2026-11"));
        for (std::size_t i = 0; i < months.size(); ++i) {
            QCOMPARE(months[i].isClosed, i < 22);
            const auto postings = example.postingsOf(months[i].id);
            const std::string count = months[i].ym.text() + ": " + std::to_string(postings.size());
            if (i < 23)
                QVERIFY2(postings.size() >= 50 && postings.size() <= 90, count.c_str());
            QVERIFY(must(example.ledger->entries(months[i].id)).size() >= 23);
        }
        QCOMPARE(must(example.ledger->categories()).size(), 23u);
        QCOMPARE(must(example.ledger->templates()).size(), 2u);
        QCOMPARE(must(example.ledger->accounts()).size(), 4u);
        QVERIFY2(example.tookMs < 5000, std::to_string(example.tookMs).c_str());
        qInfo("made in %lld ms", static_cast<long long>(example.tookMs));
    }

    void itSpendsRoughlyWhatItEarns()
    {
        Example example;

        std::int64_t earned = 0;
        std::int64_t spent = 0;
        for (const SummaryLine& line : must(example.ledger->summaryByCategory({}, false)))
            (line.kind == "income" ? earned : spent) += line.actual.minor;
        QVERIFY(earned > 0 && spent < 0);
        const double share = double(-spent) / double(earned);
        QVERIFY2(share > 0.88 && share < 1.05, std::to_string(share).c_str());
        for (const Account& account : must(example.ledger->accounts())) {
            const auto balance = account.balance.minor;
            const std::string text = account.name + " " + std::to_string(balance);
            if (account.kind == "card")
                QVERIFY2(balance < 0 && balance > -1500'00, text.c_str());
            else if (account.kind == "cash")
                QVERIFY2(balance >= 0 && balance < 400'00, text.c_str());
            else
                QVERIFY2(balance > 500'00 && balance < 20000'00, text.c_str());
        }
    }

    void checkingNeverRunsDry()
    {
        Example example;

        std::map<std::string, std::int64_t> byDay;
        const auto accounts = must(example.ledger->accounts());
        for (const Posting& posting : example.postings()) {
            if (posting.account == accounts[0].id)
                byDay[posting.date] += posting.amount.minor;
            if (posting.toAccount == accounts[0].id)
                byDay[posting.date] -= posting.amount.minor;
        }
        std::int64_t balance = accounts[0].opening.minor;
        for (const auto& [day, cents] : byDay) {
            balance += cents;
            QVERIFY2(balance > 0, (day + " " + std::to_string(balance)).c_str());
        }
    }

    void theNewestMonthHasWhatIsStillToDo()
    {
        Example example;
        const auto months = must(example.ledger->months());

        int unassigned = 0;
        int uncleared = 0;
        for (const Posting& posting : example.postingsOf(months.back().id)) {
            unassigned += !posting.entry && !posting.toAccount ? 1 : 0;
            uncleared += posting.isCleared ? 0 : 1;
            QVERIFY(posting.date <= dateText(today));
        }
        QVERIFY(unassigned >= 2 && unassigned <= 5);
        QVERIFY(uncleared >= 3);
        int late = 0;
        int soon = 0;
        for (const Entry& entry : must(example.ledger->entries(months.back().id))) {
            if (entry.due.empty() || entry.actual.minor != 0)
                continue;
            (entry.due < dateText(today) ? late : soon) += 1;
        }
        QCOMPARE(late, 1);
        QVERIFY(soon >= 2);
    }

    void thereAreSplitsTransfersRefundsAndMemos()
    {
        Example example;

        std::set<Uuid> splits;
        int transfers = 0;
        int refunds = 0;
        int memos = 0;
        int onSunday = 0;
        for (const Posting& posting : example.postings()) {
            if (posting.split)
                splits.insert(*posting.split);
            transfers += posting.toAccount ? 1 : 0;
            refunds += posting.memo.starts_with("Returned") ? 1 : 0;
            memos += posting.memo.empty() ? 0 : 1;
            const auto weekday = std::chrono::weekday(std::chrono::sys_days(must(parseDate(posting.date))));
            onSunday += weekday == std::chrono::Sunday && posting.payee == "Greenway Market" ? 1 : 0;
        }
        QVERIFY(splits.size() >= 48);
        QVERIFY(transfers >= 70);
        QVERIFY(refunds >= 4);
        QVERIFY(memos >= 100);
        QCOMPARE(onSunday, 0);
    }

    void theSameSeedGivesTheSameHousehold()
    {
        Example one;
        Example two;
        ExampleOptions other = ExampleOptions::on(today, false);
        other.seed = 2;
        Example three(other);

        QCOMPARE(contentsOf(one), contentsOf(two));
        QVERIFY(contentsOf(one) != contentsOf(three));
    }

    void itIsWellFormed()
    {
        for (const bool isGerman : { false, true }) {
            Example example(ExampleOptions::on(today, isGerman));
            const auto shown = example.postings().size();

            must(sql::checkIntegrity(example.ledger->connection()));
            must(example.ledger->checkPredictions());
            const Digest recomputed = must(example.ledger->recomputeDigest());
            QCOMPARE(recomputed.bytes().hex(), must(example.ledger->status()).digest.hex());
            QCOMPARE(example.postings().size(), shown);
            QCOMPARE(must(example.ledger->status()).conflicts, 0);
            QCOMPARE(must(example.ledger->status()).parked, 0);
        }
    }

    void everyDayOfAYearIsAPlausibleToday()
    {
        for (const char* day : { "2026-01-01", "2026-02-28", "2027-07-31", "2028-02-29", "2026-12-24" }) {
            Example example(ExampleOptions::on(must(parseDate(day)), false));
            QCOMPARE(must(example.ledger->months()).size(), 24u);
        }
    }

    void aFileThatIsThereStays()
    {
        Example example;

        const auto again = makeExample(example.path, ExampleOptions::on(today, false));

        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Exists);
        QVERIFY(!QFile::exists(QString::fromStdString(example.path + ".new")));
    }
};

QTEST_GUILESS_MAIN(ExampleHouseholdTest)
#include "example_household_test.moc"
