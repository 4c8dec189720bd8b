#include "desktop/models/account_list_model.h"
#include "desktop/models/posting_table_model.h"
#include "desktop/models/statement_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace qm;
using namespace qm::desktop;

namespace {

/// Months of the same number of postings; answers when the test lets it, and counts what is asked for.
class FakeSource final : public PostingSource {
public:
    FakeSource(int months, int postingsEach) : m_months(months), m_each(postingsEach) { }

    void readSlice(QObject*, const PostingQuery& query, const std::optional<YearMonth>& start, bool forSorting,
        SliceDone done) override
    {
        ++slices;
        const int from = start ? (2200 - start->year) * 12 + 12 - int(start->month) : 0;
        PostingSlice slice;
        for (int month = from; month < std::min(m_months, from + 50); ++month)
            slice.months.push_back(monthAt(month, forSorting || !query.isOfWholeMonths()));
        if (from + 50 < m_months)
            slice.next = ymAt(from + 50);
        m_answers.push_back([slice, done] { done(slice); });
    }
    void readLines(QObject*, std::vector<PostingWindow> windows, LinesDone done) override
    {
        std::vector<std::vector<PostingLine>> lines;
        for (const PostingWindow& window : windows) {
            lines.emplace_back();
            for (std::int64_t i = 0; i < window.count; ++i)
                lines.back().push_back(
                    lineAt(window.month, window.ids.empty() ? window.from + i : placeOf(window.ids[std::size_t(i)])));
            rowsRead += window.count;
        }
        m_answers.push_back([lines, done] { done(lines); });
    }
    void readPlaces(QObject*, std::vector<Uuid> ids, PlacesDone done) override
    {
        std::vector<PostingPlace> places;
        for (const Uuid& id : ids)
            places.push_back({ id, monthId(id.bytes[0]), placeOf(id) });
        m_answers.push_back([places, done] { done(places); });
    }
    /// Lets every answer arrive, and what is asked for on that.
    void answer()
    {
        QCoreApplication::processEvents();
        while (!m_answers.empty()) {
            for (const auto& give : std::exchange(m_answers, {}))
                give();
            QCoreApplication::processEvents();
        }
    }
    static Uuid idOf(int month, std::int64_t place)
    {
        Uuid id;
        id.bytes[0] = std::uint8_t(month);
        for (int i = 0; i < 8; ++i)
            id.bytes[std::size_t(15 - i)] = std::uint8_t(place >> (8 * i));
        return id;
    }

    std::int64_t rowsRead = 0;
    int slices = 0;
    int removed = 0; ///< postings taken from the newest month

private:
    static YearMonth ymAt(int month) { return { 2200 - month / 12, 12 - unsigned(month % 12) }; }
    static Uuid monthId(int month) { return idOf(month, 0xffff); }
    static std::int64_t placeOf(const Uuid& id)
    {
        std::int64_t place = 0;
        for (int i = 8; i < 16; ++i)
            place = place << 8 | id.bytes[std::size_t(i)];
        return place;
    }
    PostingMonth monthAt(int month, bool withMatches) const
    {
        PostingMonth made;
        made.month = monthId(month);
        made.ym = ymAt(month);
        made.count = m_each - (month == 0 ? removed : 0);
        made.sum = { -made.count };
        for (std::int64_t i = 0; withMatches && i < made.count; ++i)
            made.matches.push_back({ idOf(month, i), { -1 }, true });
        return made;
    }
    PostingLine lineAt(const Uuid& month, std::int64_t place) const
    {
        PostingLine line;
        line.posting.id = idOf(month.bytes[0], place);
        line.posting.month = month;
        line.posting.date = "2026-05-03";
        line.posting.amount = { -1 };
        line.posting.payee = "Market " + std::to_string(place);
        return line;
    }

    int m_months;
    int m_each;
    std::vector<std::function<void()>> m_answers;
};

std::shared_ptr<const Catalogue> catalogue()
{
    auto made = std::make_shared<Catalogue>();
    made->currency = { "EUR", 2 };
    return made;
}

QString payeeAt(PostingTableModel& model, int row)
{
    return model.index(row, PostingTableModel::Payee).data().toString();
}

} // namespace

class PostingTableModelTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void keepsTheRulesOfModels_data()
    {
        QTest::addColumn<int>("months");
        QTest::addColumn<int>("each");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("some") << 3 << 7;
        QTest::newRow("very many") << 60 << 200;
    }
    void keepsTheRulesOfModels()
    {
        QFETCH(int, months);
        QFETCH(int, each);
        FakeSource source(months, each);
        PostingTableModel model(source);
        model.setCatalogue(catalogue());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setQuery({});
        source.answer();
        source.removed = each > 0 ? 1 : 0;
        model.reload();
        source.answer();

        QCOMPARE(model.rowCount(), months * each - source.removed);
        QVERIFY(model.isComplete());
    }

    void aMillionRowsScrollWithoutReadingThemAll()
    {
        FakeSource source(60, 20'000);
        PostingTableModel model(source);
        model.setCatalogue(catalogue());
        model.setQuery({});
        source.answer();
        QCOMPARE(model.rowCount(), 1'200'000);
        QCOMPARE(source.rowsRead, 128); // those that are seen first

        const int last = model.rowCount() - 1;
        QCOMPARE(model.index(last, PostingTableModel::Day).data().toString(), QStringLiteral("…"));
        for (int row = last; row > last - 40; --row)
            payeeAt(model, row);
        source.answer();

        QCOMPARE(payeeAt(model, last), QStringLiteral("Market 19999"));
        QVERIFY2(source.rowsRead <= 384, qPrintable(QString::number(source.rowsRead)));
        for (int row = 0; row < last; row += 997) {
            payeeAt(model, row);
            source.answer();
        }
        QCOMPARE(payeeAt(model, last), QString()); // far ones are forgotten, and asked for again
        source.answer();
        QCOMPARE(payeeAt(model, last), QStringLiteral("Market 19999"));
    }

    void findsWhereAPostingStands()
    {
        FakeSource source(3, 500);
        PostingTableModel model(source);
        model.setCatalogue(catalogue());
        model.setQuery({});
        source.answer();
        std::vector<int> rows;

        model.findRows({ FakeSource::idOf(1, 7) }, [&](const std::vector<int>& found) { rows = found; });
        source.answer();

        QCOMPARE(rows, std::vector { 507 });
    }

    void showsWhatItHasWhileItReadsAgain()
    {
        FakeSource source(3, 10);
        PostingTableModel model(source);
        model.setCatalogue(catalogue());
        model.setQuery({});
        source.answer();
        payeeAt(model, 0);
        source.answer();
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

        model.reload();
        QCOMPARE(payeeAt(model, 0), QStringLiteral("Market 0"));
        const auto before = source.rowsRead;
        source.answer();

        QVERIFY(source.rowsRead > before); // what is seen was read again
        QVERIFY(resets.isEmpty());
    }

    void runsBalancesBackFromTheNewest()
    {
        FakeSource source(2, 3);
        PostingTableModel model(source);
        model.setCatalogue(catalogue());
        model.setBalance(Money { 10'00 });
        PostingQuery query;
        query.account = Uuid::make();
        model.setQuery(query);
        source.answer();
        payeeAt(model, 0);
        payeeAt(model, 5);
        source.answer();

        QCOMPARE(model.index(0, PostingTableModel::Balance).data().toString(), QStringLiteral("10.00"));
        QCOMPARE(model.index(5, PostingTableModel::Balance).data().toString(), QStringLiteral("10.05"));
        QCOMPARE(model.sum().minor, -6);
    }

    void tooManyAreNotSorted()
    {
        FakeSource source(3, 9000);
        PostingTableModel model(source);
        model.setCatalogue(catalogue());
        QSignalSpy tooMany(&model, &PostingTableModel::sortedTooMany);

        model.setQuery({}, PostingOrder::AmountUp);
        source.answer();

        QCOMPARE(tooMany.size(), 1);
        QCOMPARE(model.rowCount(), 27'000);
        QCOMPARE(model.order(), PostingOrder::Newest);
    }

    void accountsAndStatementsKeepTheRulesOfModels()
    {
        AccountListModel accounts;
        StatementModel statement;
        const QAbstractItemModelTester ofAccounts(&accounts, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester ofStatement(&statement, QAbstractItemModelTester::FailureReportingMode::QtTest);
        AccountBalances open;
        open.account.id = Uuid::make();
        open.account.name = "Checking";
        AccountBalances archived = open;
        archived.account.id = Uuid::make();
        archived.account.isArchived = true;

        accounts.setAccounts({ open, archived }, { "EUR", 2 });
        QCOMPARE(accounts.rowCount(), 1);
        accounts.setArchivedShown(true);
        QCOMPARE(accounts.rowCount(), 2);
        accounts.setArchivedShown(false);
        accounts.setAccounts({ open }, { "EUR", 2 });

        PostingLine line;
        line.posting.id = Uuid::make();
        line.posting.date = "2026-05-03";
        line.posting.account = open.account.id;
        line.posting.amount = { -10'00 };
        statement.setView(open.account.id, { { 100'00 }, { line } }, catalogue());
        QCOMPARE(statement.difference({ 90'00 }).minor, -10'00);
        statement.setData(statement.index(0, StatementModel::Ticked), Qt::Checked, Qt::CheckStateRole);
        QCOMPARE(statement.difference({ 90'00 }).minor, 0);
    }
};

QTEST_GUILESS_MAIN(PostingTableModelTest)
#include "posting_table_model_test.moc"
