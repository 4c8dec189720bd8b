#include "desktop/models/entry_tree_model.h"

#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "desktop/store/qt_connection.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <QMimeData>

using namespace qm;
using namespace qm::desktop;
using Kind = EntryTreeModel::Kind;

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

/// May 2026 with a salary and groceries, in a file of its own.
struct Home {
    Home()
    {
        const std::string path = folder.filePath(QStringLiteral("ledger.db")).toStdString();
        auto connection = must(openQtSql(path, sql::OpenMode::ReadWriteCreate));
        must(sql::migrate(*connection, path, sql::ledgerSchema(), { "", openQtSql }));
        ledger = must(Ledger::create(std::move(connection), "Home", { "EUR", 2 }));
        checking = must(addAccount(*ledger, { "Checking", "checking", {}, "" }));
        pay = must(addCategory(*ledger, { "Pay", "", "income" }));
        food = must(addCategory(*ledger, { "Food", "Living", "expense" }));
        may = must(openMonth(*ledger, { 2026, 5 }, MonthStart::Blank, {}, false));
        salary = must(addEntry(*ledger, may, { "Salary", pay, { 2500'00 }, "2026-05-01", "" }));
        groceries = must(addEntry(*ledger, may, { "Groceries", food, { -400'00 }, "", "" }));
    }
    Uuid post(const char* date, std::int64_t amount, std::optional<Uuid> entry)
    {
        PostingDraft draft;
        draft.date = date;
        draft.amount = { amount };
        draft.account = checking;
        draft.entry = entry;
        draft.payee = "Market";
        return must(addPosting(*ledger, draft));
    }
    void show(EntryTreeModel& model, YearMonth ym = { 2026, 5 })
    {
        const Date today { std::chrono::year(2026), std::chrono::month(5), std::chrono::day(15) };
        auto view = must(monthView(*ledger, ym, today));
        model.setMonth(
            view ? std::make_shared<const MonthView>(*std::move(view)) : nullptr, must(Catalogue::read(*ledger)));
    }

    QTemporaryDir folder;
    std::unique_ptr<Ledger> ledger;
    Uuid checking, pay, food, may, salary, groceries;
};

QString textOf(const EntryTreeModel& model, const QModelIndex& row, int column)
{
    return model.data(row.siblingAtColumn(column)).toString();
}

} // namespace

class EntryTreeModelTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void saysWhatIsLeftAndOver()
    {
        Home home;
        home.post("2026-05-03", -450'00, home.groceries);
        EntryTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        home.show(model);

        QCOMPARE(model.rowCount(), 2);
        const QModelIndex groceries = model.indexOf(Kind::Entry, home.groceries);
        QCOMPARE(textOf(model, groceries, EntryTreeModel::Planned), QStringLiteral("400.00"));
        QCOMPARE(textOf(model, groceries, EntryTreeModel::Actual), QStringLiteral("450.00"));
        QCOMPARE(textOf(model, groceries, EntryTreeModel::Remaining), QStringLiteral("50.00 over"));
        const QModelIndex salary = model.indexOf(Kind::Entry, home.salary);
        QCOMPARE(textOf(model, salary, EntryTreeModel::Due), QStringLiteral("Fri 1, late"));
        QCOMPARE(textOf(model, salary, EntryTreeModel::Remaining), QStringLiteral("2,500.00 still to come"));
        QCOMPARE(salary.siblingAtColumn(EntryTreeModel::Planned).data(EntryTreeModel::SortRole).toLongLong(), 250000);
    }

    void everyPostingHasItsPlace()
    {
        Home home;
        home.post("2026-05-03", -20'00, home.groceries);
        home.post("2026-05-04", -7'00, {});
        EntryTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        home.show(model);

        const QModelIndex groceries = model.indexOf(Kind::Entry, home.groceries);
        QCOMPARE(model.rowCount(groceries), 1);
        QCOMPARE(textOf(model, model.index(0, 0, groceries), EntryTreeModel::Actual), QStringLiteral("20.00"));
        const QModelIndex unassigned = model.index(2, 0);
        QCOMPARE(model.kindAt(unassigned), Kind::WithoutEntry);
        QCOMPARE(textOf(model, model.index(0, 0, unassigned), EntryTreeModel::Actual), QStringLiteral("−7.00"));
    }

    void tellsOnlyWhatIsDifferent()
    {
        Home home;
        const Uuid market = home.post("2026-05-03", -20'00, home.groceries);
        EntryTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        home.show(model);
        const QPersistentModelIndex groceries = model.indexOf(Kind::Entry, home.groceries);
        const QPersistentModelIndex posting = model.indexOf(Kind::Posting, market);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

        must(addEntry(*home.ledger, home.may, { "Market day", home.food, { -10'00 }, "", "" }));
        home.post("2026-05-02", -5'00, home.groceries);
        must(deleteEntry(*home.ledger, home.salary, EntryPostings::Refuse));
        home.show(model);

        QCOMPARE(resets.count(), 0);
        QVERIFY(groceries.isValid() && posting.isValid());
        QCOMPARE(posting.row(), 1); // the older one came before it
        QCOMPARE(textOf(model, groceries, EntryTreeModel::Actual), QStringLiteral("25.00"));
        QVERIFY(!model.indexOf(Kind::Entry, home.salary).isValid());
        QCOMPARE(model.rowCount(groceries.parent()), 2);
    }

    void randomMonthsFollowOneAnother()
    {
        Home home;
        EntryTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        home.show(model);
        std::mt19937 random(4711);
        std::vector<Uuid> entries { home.salary, home.groceries };
        std::vector<Uuid> postings;
        const auto pick = [&](std::size_t count) { return std::size_t(random()) % count; };
        for (int round = 0; round < 120; ++round) {
            const auto what = pick(4);
            if (what == 0)
                entries.push_back(must(addEntry(*home.ledger, home.may,
                    { "Entry " + std::to_string(round), pick(2) ? home.food : home.pay, { -100 }, "", "" })));
            else if (what == 1 && entries.size() > 1) {
                const std::size_t gone = pick(entries.size());
                must(deleteEntry(*home.ledger, entries[gone], EntryPostings::Keep));
                entries.erase(entries.begin() + std::ptrdiff_t(gone));
            } else if (what == 2 && !postings.empty())
                must(movePosting(*home.ledger, postings[pick(postings.size())],
                    "2026-05-0" + std::to_string(1 + pick(9)), entries[pick(entries.size())]));
            else
                postings.push_back(home.post("2026-05-11", -100, entries[pick(entries.size())]));

            home.show(model);

            int shown = 0;
            for (const Uuid& entry : entries)
                shown += model.indexOf(Kind::Entry, entry).isValid() ? 1 : 0;
            QCOMPARE(shown, int(entries.size()));
            for (const Uuid& posting : postings)
                QVERIFY(model.indexOf(Kind::Posting, posting).isValid());
        }
    }

    void editsGoOutAsCells()
    {
        Home home;
        EntryTreeModel model;
        home.show(model);
        qRegisterMetaType<CellEdits>();
        QSignalSpy edits(&model, &EntryTreeModel::entryEdited);
        const QModelIndex groceries = model.indexOf(Kind::Entry, home.groceries);

        QVERIFY(model.setData(groceries.siblingAtColumn(EntryTreeModel::Planned), qlonglong(-45000)));
        QVERIFY(!model.setData(groceries.siblingAtColumn(EntryTreeModel::Name), QStringLiteral("  ")));
        QVERIFY(!model.setData(groceries.siblingAtColumn(EntryTreeModel::Actual), qlonglong(1)));

        QCOMPARE(edits.count(), 1);
    }

    void aClosedMonthTakesNoEdits()
    {
        Home home;
        must(closeMonth(*home.ledger, home.may));
        EntryTreeModel model;
        home.show(model);
        const QModelIndex groceries = model.indexOf(Kind::Entry, home.groceries);

        for (int column = 0; column < EntryTreeModel::ColumnCount; ++column)
            QVERIFY(!(groceries.siblingAtColumn(column).flags() & (Qt::ItemIsEditable | Qt::ItemIsDragEnabled)));
        QVERIFY(!model.setData(groceries, QStringLiteral("Other")));
    }

    void aDraggedEntryNamesItsNewNeighbour()
    {
        Home home;
        const Uuid fruit = must(addEntry(*home.ledger, home.may, { "Fruit", home.food, {}, "", "" }));
        EntryTreeModel model;
        home.show(model);
        std::optional<Uuid> before;
        Uuid moved;
        connect(&model, &EntryTreeModel::entryMoved, this,
            [&](const Uuid& entry, const Uuid&, const std::optional<Uuid>& other) {
                moved = entry;
                before = other;
            });
        const std::unique_ptr<QMimeData> data(model.mimeData({ model.indexOf(Kind::Entry, fruit) }));

        model.dropMimeData(data.get(), Qt::MoveAction, 0, 0, model.indexOf(Kind::Category, home.food));

        QCOMPARE(moved, fruit);
        QVERIFY(before == home.groceries);
    }

    void aMonthThatIsNotThereIsEmpty()
    {
        Home home;
        EntryTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        home.show(model);

        home.show(model, { 2026, 6 });

        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.isEditable());
    }
};

QTEST_GUILESS_MAIN(EntryTreeModelTest)
#include "entry_tree_model_test.moc"
