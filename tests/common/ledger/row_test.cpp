#include "common/ledger/money.h"
#include "common/ledger/row.h"

#include <QtTest>

#include <set>

using namespace qm;

namespace {

Uuid id(std::uint8_t number)
{
    Uuid id;
    id.bytes[15] = number;
    return id;
}

RowImage posting()
{
    RowImage image;
    image.key = { Table::Posting, id(1) };
    image.columns = { id(2), std::string("2026-05-03"), id(3), std::int64_t(-2340), id(4), {}, std::string("Market"),
        {}, std::int64_t(0), {}, {} };
    return image;
}

RowImage entry()
{
    RowImage image;
    image.key = { Table::Entry, id(3) };
    image.columns = { id(2), {}, std::string("Groceries"), id(5), std::int64_t(400'00), {}, std::int64_t(0), {} };
    return image;
}

std::vector<RowKey> parents(const RowImage& image)
{
    const Parents found = parentsOf(image);
    return { found.begin(), found.end() };
}

} // namespace

Q_DECLARE_METATYPE(qm::Scalar)

class RowTest : public QObject {
    Q_OBJECT
private slots:
    void describesEveryTableWithoutContradiction();
    void findsTablesAndCellsByName();
    void keepsTheNumbersThatAreStored();
    void getsAndSetsCellsOfSeveralColumns();
    void keepsCellsOfANewerLevelByName();
    void knowsWhoWroteACell();
    void knowsWhatARowStandsUnder();
    void knowsTheMonthOfARow();
    void derivesTheIdOfAMonth();
    void checksRows_data();
    void checksRows();
};

void RowTest::describesEveryTableWithoutContradiction()
{
    std::set<std::string> names;
    for (const Table table : allTables) {
        const TableInfo& described = info(table);
        QVERIFY(described.table == table);
        QVERIFY(names.insert(described.name).second);
        std::vector<int> covered(described.columns.size(), 0);
        for (std::size_t i = 0; i < described.cells.size(); ++i) {
            const CellInfo& cell = described.cells[i];
            QVERIFY2(i == 0 || std::string_view(described.cells[i - 1].name) < cell.name,
                cell.name); // canonical JSON relies on it
            QVERIFY(cell.count >= 1 && cell.count <= 3);
            for (std::size_t column = cell.first; column < std::size_t(cell.first) + cell.count; ++column)
                ++covered.at(column);
        }
        // Every column belongs to exactly one cell, and every SQL statement names it.
        for (std::size_t column = 0; column < covered.size(); ++column) {
            const std::string name = described.columns[column].name;
            QCOMPARE(covered[column], 1);
            for (const char* sql :
                { described.selectSql, described.selectAllSql, described.insertSql, described.updateSql })
                QVERIFY2(std::string(sql).find(name) != std::string::npos, (name + ": " + sql).c_str());
        }
        const std::string insert = described.insertSql;
        const auto marks = std::size_t(std::count(insert.begin(), insert.end(), '?'));
        QCOMPARE(marks, described.columns.size() + 6); // id, extra, w, cells, groups, dead
    }
}

void RowTest::findsTablesAndCellsByName()
{
    QVERIFY(tableNamed("template_entry") && tableNamed("template_entry")->table == Table::TemplateEntry);
    for (const char* name : { "", "Posting", "postings", "meta", "sqlite_master" })
        QVERIFY2(!tableNamed(name), name);
    for (const Table table : allTables) {
        for (const CellInfo& cell : info(table).cells) {
            const CellRef found = cellNamed(table, cell.name);
            QVERIFY(!found.isExtra());
            QCOMPARE(cellName(table, found), std::string_view(cell.name));
        }
    }
    const CellRef unknown = cellNamed(Table::Posting, "colour");
    QVERIFY(unknown.isExtra());
    QCOMPARE(cellName(Table::Posting, unknown), std::string_view("colour"));
    QVERIFY(cellNamed(Table::Posting, "date").isExtra()); // a column, not a cell
}

void RowTest::keepsTheNumbersThatAreStored()
{
    const std::vector<std::pair<Table, int>> stored { { Table::Ledger, 1 }, { Table::Account, 2 },
        { Table::Category, 3 }, { Table::Template, 4 }, { Table::TemplateEntry, 5 }, { Table::Month, 6 },
        { Table::Entry, 7 }, { Table::Posting, 8 } };
    for (const auto& [table, number] : stored)
        QCOMPARE(int(table), number);
}

void RowTest::getsAndSetsCellsOfSeveralColumns()
{
    RowImage image = posting();
    const CellRef slot = cellNamed(Table::Posting, "slot");
    CellValue value = image.get(slot);
    QCOMPARE(int(value.count), 3);
    QVERIFY(*asId(value.columns[0]) == id(2) && *asText(value.columns[1]) == "2026-05-03"
        && *asId(value.columns[2]) == id(3));

    value.columns[1] = std::string("2026-05-04");
    value.columns[2] = Scalar {};
    image.set(slot, value);

    QCOMPARE(*asText(image.columns[col::posting::date]), std::string("2026-05-04"));
    QVERIFY(isNull(image.columns[col::posting::entry]));
    QVERIFY(*asId(image.columns[col::posting::account]) == id(4));
    QVERIFY(image.get(slot) == value);
    QVERIFY(!(posting().get(slot) == value));
}

void RowTest::keepsCellsOfANewerLevelByName()
{
    RowImage image = posting();
    const CellRef colour = cellNamed(Table::Posting, "colour");
    QVERIFY(isNull(image.get(colour).columns[0]));
    CellValue value;
    value.columns[0] = std::string("{\"a\":1}");

    image.set(colour, value);
    QVERIFY(image.get(colour) == value);
    QCOMPARE(image.extra.at("colour"), std::string("{\"a\":1}"));
    image.set(colour, CellValue {});

    QVERIFY(image.extra.empty());
}

void RowTest::knowsWhoWroteACell()
{
    RowImage image = posting();
    image.writer = 7;
    const CellRef amount = cellNamed(Table::Posting, "amount");
    const CellRef memo = cellNamed(Table::Posting, "memo");
    QCOMPARE(image.writerOf(amount).no, 7);
    QCOMPARE(image.writerOf(amount).eff, -1);

    image.setWriter(amount, 9, -1);
    image.setWriter(amount, 9, 1'000);

    QCOMPARE(image.writers.size(), std::size_t(1));
    QCOMPARE(image.writerOf(amount).no, 9);
    QCOMPARE(image.writerOf(amount).eff, 1'000);
    QCOMPARE(image.writerOf(memo).no, 7);
}

void RowTest::knowsWhatARowStandsUnder()
{
    QVERIFY(parents(entry()) == (std::vector<RowKey> { { Table::Month, id(2) }, { Table::Category, id(5) } }));
    RowImage image = posting();
    QVERIFY(parents(image) == (std::vector<RowKey> { { Table::Entry, id(3) }, { Table::Account, id(4) } }));
    image.columns[col::posting::entry] = Scalar {};
    image.columns[col::posting::toAccount] = id(6);
    QVERIFY(parents(image)
        == (std::vector<RowKey> { { Table::Month, id(2) }, { Table::Account, id(4) }, { Table::Account, id(6) } }));
    RowImage account;
    account.key = { Table::Account, id(4) };
    account.columns.resize(info(Table::Account).columns.size());
    QVERIFY(parents(account).empty());
}

void RowTest::knowsTheMonthOfARow()
{
    QVERIFY(monthOf(posting()) == id(2));
    QVERIFY(monthOf(entry()) == id(2));
    RowImage month;
    month.key = { Table::Month, id(2) };
    QVERIFY(monthOf(month) == id(2));
    RowImage account;
    account.key = { Table::Account, id(4) };
    QVERIFY(monthOf(account).isNull());
}

void RowTest::derivesTheIdOfAMonth()
{
    QVERIFY(monthId(id(1), "2026-05") == monthId(id(1), "2026-05"));
    QVERIFY(monthId(id(1), "2026-05") != monthId(id(1), "2026-06"));
    QVERIFY(monthId(id(1), "2026-05") != monthId(id(2), "2026-05"));
}

void RowTest::checksRows_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Scalar>("value");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char* name, int column, Scalar value, bool isGood) {
        QTest::newRow(name) << column << value << isGood;
    };
    row("as it is", col::posting::cleared, std::int64_t(0), true);
    row("no entry", col::posting::entry, {}, true);
    row("no month", col::posting::month, {}, false);
    row("no date", col::posting::date, {}, false);
    row("no amount", col::posting::amount, {}, false);
    row("no account", col::posting::account, {}, false);
    row("a text as amount", col::posting::amount, std::string("5"), false);
    row("an id as amount", col::posting::amount, id(1), false);
    row("the largest amount", col::posting::amount, moneyMax, true);
    row("a larger amount", col::posting::amount, moneyMax + 1, false);
    row("the smallest amount", col::posting::amount, -moneyMax, true);
    row("a smaller amount", col::posting::amount, -moneyMax - 1, false);
    row("a number as date", col::posting::date, std::int64_t(20260503), false);
    row("no day", col::posting::date, std::string("2026-02-30"), false);
    row("a text as entry", col::posting::entry, std::string("x"), false);
    row("a long payee", col::posting::payee, std::string(4'001, 'x'), false);
    row("a payee that is not UTF-8", col::posting::payee, std::string("\xFF"), false);
    row("cleared twice", col::posting::cleared, std::int64_t(2), false);
    row("a transfer", col::posting::toAccount, id(9), true);
    row("a transfer to itself", col::posting::toAccount, id(4), false);
}

void RowTest::checksRows()
{
    QFETCH(int, column);
    QFETCH(Scalar, value);
    QFETCH(bool, isGood);
    RowImage image = posting();
    image.columns[std::size_t(column)] = value;

    const auto checked = checkRow(image);

    QCOMPARE(checked.has_value(), isGood);
    if (!isGood)
        QCOMPARE(checked.error().code, ErrorCode::Invalid);
}

QTEST_GUILESS_MAIN(RowTest)
#include "row_test.moc"
