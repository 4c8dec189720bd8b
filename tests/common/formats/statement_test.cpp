#include <QtTest>

#include "common/formats/statement.h"
#include "common/formats/statement_amount.h"
#include "common/formats/statement_date.h"
#include "common/ledger/text.h"

#include <nlohmann/json.hpp>

#include <random>

using namespace qm;

namespace {

const QString statementsDir = QStringLiteral(QM_SOURCE_DIR "/tests/data/statements");
const QString sharedDir = QStringLiteral(QM_SOURCE_DIR "/../shared/data/statements");

Currency currency(const char* code)
{
    return *Currency::parse(code);
}

std::string bytesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return file.readAll().toStdString();
}

Result<Statement> readText(std::string_view text, const ReadOptions& options = {}, const char* code = "EUR")
{
    return readStatement(text, "statement", currency(code), options);
}

/// `2026-05-03 -23.45 Payee | memo`, a line each: what a test shows.
std::string shownLines(const Statement& statement, const char* code = "EUR")
{
    std::string out;
    for (const auto& account : statement.accounts) {
        const auto own = account.currency.empty() ? currency(code) : currency(account.currency.c_str());
        for (const auto& line : account.lines) {
            out += dateText(line.date) + " " + moneyText(line.amount, own) + " " + line.payee;
            out += (line.memo.empty() ? "" : " | " + line.memo) + "\n";
        }
    }
    return out;
}

std::string shownOrError(const Result<Statement>& statement, const char* code = "EUR")
{
    return statement ? shownLines(*statement, code) : "error: " + statement.error().detail;
}

bool hasNote(const Statement& statement, std::string_view part)
{
    return std::any_of(statement.notes.begin(), statement.notes.end(),
        [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

/// The same statement in OFX 1, around the given lines.
std::string ofx(std::string_view transactions)
{
    return "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR\n"
           "<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>\n"
        + std::string(transactions) + "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n";
}

const std::map<std::string, TextEncoding> encodings
    = { { "utf-8", TextEncoding::Utf8 }, { "utf-16le", TextEncoding::Utf16Le }, { "utf-16be", TextEncoding::Utf16Be },
          { "windows-1252", TextEncoding::Windows1252 } };
const std::map<std::string, DateOrder> orders
    = { { "day", DateOrder::DayFirst }, { "month", DateOrder::MonthFirst }, { "year", DateOrder::YearFirst } };

} // namespace

class StatementTest : public QObject {
    Q_OBJECT

private slots:
    void readsEveryFileOfOurOwnMaking_data();
    void readsEveryFileOfOurOwnMaking();
    void readsFilesAsBanksExportThem_data();
    void readsFilesAsBanksExportThem();
    void knowsEverySharedFile();

    void readsAmountsAsBanksWriteThem_data();
    void readsAmountsAsBanksWriteThem();
    void refusesWhatIsNoAmount_data();
    void refusesWhatIsNoAmount();
    void keepsAmountsExactInEveryCurrency();
    void readsDaysAsBanksWriteThem_data();
    void readsDaysAsBanksWriteThem();
    void refusesWhatIsNoDay_data();
    void refusesWhatIsNoDay();

    void readsCsvOfManyForms_data();
    void readsCsvOfManyForms();
    void understandsHeadersInSevenLanguages_data();
    void understandsHeadersInSevenLanguages();
    void namesTheLineThatIsWrong_data();
    void namesTheLineThatIsWrong();
    void namesTheLineThatIsWrongInOfx_data();
    void namesTheLineThatIsWrongInOfx();
    void refusesOtherFormatsWithASentence_data();
    void refusesOtherFormatsWithASentence();
    void knowsFormatsByName();

    void takesTheShapeThatIsGiven();
    void refusesAShapeThatTheFileContradicts();
    void saysWhenDayAndMonthCouldBeEitherWay();
    void partsTheLinesOfTwoCurrencies();
    void partsTheLinesOfTwoAccounts();
    void doesNotTakeAnotherPartysAccountForItsOwn();
    void usesAnIdOnlyWhereItIsOne();
    void takesTheClosingBalanceOnlyWhereItFollows();
    void leavesOutRowsThatAreNoDataWithANote();
    void keepsLinesThatAreEqual();
    void readsOfxInEveryDress_data();
    void readsOfxInEveryDress();
    void survivesDamagedFiles();
    void readsAHundredThousandRows();
};

void StatementTest::readsEveryFileOfOurOwnMaking_data()
{
    QTest::addColumn<QString>("expected");
    const auto all = nlohmann::json::parse(bytesOf(statementsDir + "/expected.json"));
    QSet<QString> named { "expected.json", "README.md" };
    for (const auto& file : all) {
        const auto name = file.at("file").get<std::string>();
        named.insert(QString::fromStdString(name));
        QTest::newRow(name.c_str()) << QString::fromStdString(file.dump());
    }
    for (const auto& file : QDir(statementsDir).entryList(QDir::Files))
        QVERIFY2(named.contains(file), qPrintable(file + " is not in expected.json"));
    QVERIFY(all.size() >= 14);
}

void StatementTest::readsEveryFileOfOurOwnMaking()
{
    QFETCH(QString, expected);
    const auto file = nlohmann::json::parse(expected.toStdString());
    const auto name = file.at("file").get<std::string>();

    const auto statement
        = readStatement(bytesOf(statementsDir + "/" + QString::fromStdString(name)), name, currency("EUR"));

    QVERIFY2(statement, statement ? "" : statement.error().detail.c_str());
    QCOMPARE(std::string(statementFormatText(statement->format)), file.at("format").get<std::string>());
    if (statement->format == StatementFormat::Csv) {
        QCOMPARE(*statement->csv.delimiter, file.at("delimiter").get<std::string>().front());
        QVERIFY(statement->csv.encoding == encodings.at(file.at("encoding").get<std::string>()));
        QVERIFY(statement->csv.dateOrder == orders.at(file.at("order").get<std::string>()));
        QCOMPARE(*statement->csv.decimal, file.at("decimal").get<std::string>().front());
    }
    QCOMPARE(statement->accounts.size(), file.at("accounts").size());
    for (std::size_t i = 0; i < statement->accounts.size(); ++i) {
        const auto& account = statement->accounts[i];
        const auto& wanted = file.at("accounts").at(i);
        QCOMPARE(account.bankAccountId, wanted.at("id").get<std::string>());
        QCOMPARE(account.kind, wanted.at("kind").get<std::string>());
        QCOMPARE(account.currency, wanted.at("currency").get<std::string>());
        QCOMPARE(account.closingBalance.has_value(), !wanted.at("closing").is_null());
        if (account.closingBalance)
            QCOMPARE(moneyText(*account.closingBalance, currency("EUR")), wanted.at("closing").get<std::string>());
        QCOMPARE(account.lines.size(), wanted.at("lines").size());
        for (std::size_t k = 0; k < account.lines.size(); ++k) {
            const auto& line = account.lines[k];
            const nlohmann::json read { { "line", line.lineNumber }, { "date", dateText(line.date) },
                { "amount", moneyText(line.amount, currency("EUR")) }, { "payee", line.payee }, { "memo", line.memo },
                { "id", line.bankId }, { "check", line.checkNumber } };
            QCOMPARE(read.dump(), wanted.at("lines").at(k).dump());
        }
    }
}

// Counts, days and sums worked out by hand from the files.
void StatementTest::readsFilesAsBanksExportThem_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QList<int>>("counts"); // lines of each account
    QTest::addColumn<QString>("first"); // day, amount, payee | memo of the first line
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("sum"); // of the first account
    QTest::addColumn<QString>("closing");
    QTest::newRow("two_money_columns.csv") << "USD" << QList<int> { 5 } << "2008-04-01 -76.00 Check - 0000000122"
                                           << "2008-03-26 88.55 Check - 0000000251"
                                           << "-548.51"
                                           << "";
    QTest::newRow("german_date_example.csv") << "USD" << QList<int> { 3 } << "2009-12-24 -76.00 Check - 0000000122"
                                             << "2009-12-24 -800.00 Check - 0000000112"
                                             << "-548.51"
                                             << "1750.06";
    QTest::newRow("ing.csv") << "EUR" << QList<int> { 3 } << "2012-11-15 -136.13 From1 | Incasso"
                             << "2009-11-17 -257.50 Names | Opm3"
                             << "-18.63"
                             << "";
    QTest::newRow("nationwide.csv") << "GBP" << QList<int> { 4 } << "2013-11-07 500.00 Bank credit"
                                    << "2013-12-10 -100.00 ATM Withdrawal 4"
                                    << "360.23"
                                    << "360.23";
    QTest::newRow("chase.csv") << "USD" << QList<int> { 9 } << "2009-12-24 -85.00 HOST 037196321563 MO 12/22SLICEHOST"
                               << "2009-12-10 2105.00 Some Company vendorpymt PPD ID: 5KL3832735"
                               << "6922.11"
                               << "";
    QTest::newRow("danish_kroner_nordea_example.csv")
        << "DKK" << QList<int> { 6 } << "2012-11-16 -48.00 Dankort-nota DSB Kobenhavn 15149"
        << "2012-08-27 -655.00 Dankort-nota MATAS - 20319 18230"
        << "-4732.00"
        << "";
    QTest::newRow("french_example.csv")
        << "EUR" << QList<int> { 9 }
        << "2014-01-22 -10.00 CHEQUE 012345678901234578ABC000 0000 4381974748378178473744441 | 0000037"
        << "2014-01-21 -25.65 CARTE 012345 CB:*0123456 XXXXXX XXXXXXXX33ST ANDRE 935/ | 0POBUEQ"
        << "-337.44"
        << "";
    QTest::newRow("intuit_mint_example.csv")
        << "CAD" << QList<int> { 7 } << "2014-12-10 0.01 Dn Ing Inv | [DN]ING INV/PLA"
        << "2014-01-30 -559.96 Costco | [PR]COSTCO WHOLESAL"
        << "-688.96"
        << "";
    QTest::newRow("broker_canada_example.csv")
        << "CAD" << QList<int> { 10, 2 } << "2014-02-10 12.55 ISHARES S&P/TSX CAPPED REIT IN"
        << "2013-05-22 58.10 NATBK"
        << "4677.51"
        << "";
    QTest::newRow("multi-line-field.csv") << "USD" << QList<int> { 1 } << "2002-09-10 -21.59 Lyft, Inc | Venmo balance"
                                          << "2002-09-10 -21.59 Lyft, Inc | Venmo balance"
                                          << "-21.59"
                                          << "";
    QTest::newRow("bom_utf8_file.csv") << "USD" << QList<int> { 0 } << ""
                                       << ""
                                       << "0.00"
                                       << "";
    QTest::newRow("anzcc.ofx") << "AUD" << QList<int> { 1 } << "2017-05-08 -5.50  | SOME MEMO"
                               << "2017-05-08 -5.50  | SOME MEMO"
                               << "-5.50"
                               << "-123.45";
    QTest::newRow("bank_medium.ofx") << "CAD" << QList<int> { 3 }
                                     << "2009-04-01 -6.60 MCDONALD'S #112 | POS MERCHANDISE;MCDONALD'S #112"
                                     << "2009-04-03 -22.00 CONNIE'S HAIR D | POS MERCHANDISE;CONNIE'S HAIR D"
                                     << "-345.27"
                                     << "382.34";
    QTest::newRow("checking.ofx")
        << "USD" << QList<int> { 3 }
        << "2011-03-31 0.01 DIVIDEND EARNED FOR PERIOD OF 03 | DIVIDEND EARNED FOR PERIOD OF 03/01/2011 THROUGH "
           "03/31/2011 ANNUAL PERCENTAGE YIELD EARNED IS 0.05%"
        << "2011-04-07 -25.00 RETURNED CHECK FEE, CHECK # 319 | RETURNED CHECK FEE, CHECK # 319 FOR $45.33 ON 04/07/11"
        << "-59.50"
        << "100.99";
    QTest::newRow("multiple_accounts.ofx") << "USD" << QList<int> { 0, 0 } << ""
                                           << ""
                                           << "0.00"
                                           << "111.00";
    QTest::newRow("bank_small.ofx") << "CAD" << QList<int> {} << ""
                                    << ""
                                    << "0.00"
                                    << "";
}

void StatementTest::readsFilesAsBanksExportThem()
{
    QFETCH(QString, code);
    QFETCH(QList<int>, counts);
    QFETCH(QString, first);
    QFETCH(QString, last);
    QFETCH(QString, sum);
    QFETCH(QString, closing);
    if (!QDir(sharedDir).exists())
        QSKIP("skipped: there is no folder ../shared/data/statements beside the sources");
    const std::string name = QTest::currentDataTag();
    const auto own = currency(qPrintable(code));

    const auto statement = readStatement(bytesOf(sharedDir + "/" + QString::fromStdString(name)), name, own);

    QVERIFY2(statement, statement ? "" : statement.error().detail.c_str());
    QList<int> readCounts;
    for (const auto& account : statement->accounts)
        readCounts.push_back(static_cast<int>(account.lines.size()));
    QCOMPARE(readCounts, counts);
    if (counts.isEmpty())
        return;
    const StatementAccount& account = statement->accounts.front();
    Statement only;
    only.accounts = { account };
    const QStringList lines
        = QString::fromStdString(shownLines(only, qPrintable(code))).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.value(0), first);
    QCOMPARE(lines.isEmpty() ? QString() : lines.last(), last);
    Money total;
    for (const auto& line : account.lines)
        total = *add(total, line.amount);
    QCOMPARE(QString::fromStdString(moneyText(total, own)), sum);
    QCOMPARE(
        account.closingBalance ? QString::fromStdString(moneyText(*account.closingBalance, own)) : QString(), closing);
}

void StatementTest::knowsEverySharedFile()
{
    if (!QDir(sharedDir).exists())
        QSKIP("skipped: there is no folder ../shared/data/statements beside the sources");
    for (const auto& file : QDir(sharedDir).entryInfoList({ "*.csv", "*.ofx", "*.qfx" }, QDir::Files)) {
        const std::string bytes = bytesOf(file.filePath());
        const auto statement = readStatement(bytes, file.fileName().toStdString(), currency("USD"));
        QVERIFY2(statement, qPrintable(file.fileName()));
    }
}

void StatementTest::readsAmountsAsBanksWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<char>("decimal"); // 0: not known
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, char decimal, const char* expected) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << decimal << QString::fromLatin1(expected);
    };
    row("12.50", '\0', "12.50");
    row("-12.50", '\0', "-12.50");
    row("12,50", '\0', "12.50");
    row("7", '\0', "7.00");
    row(".5", '\0', "0.50");
    row("5.", '\0', "5.00");
    row("+$327.49", '\0', "327.49");
    row("-$76.00", '\0', "-76.00");
    row("- $21.59", '\0', "-21.59");
    row("$-3.10", '\0', "-3.10");
    row("$1,750.06", '\0', "1750.06");
    row("1.750,06", '\0', "1750.06");
    row("1'750.06", '\0', "1750.06");
    row("1’750.06", '\0', "1750.06");
    row("1 750,06", '\0', "1750.06");
    row("1\u00A0750,06", '\0', "1750.06");
    row("1\u202F750,06", '\0', "1750.06");
    row("1,234,567.89", '\0', "1234567.89");
    row("12,34,567.89", '\0', "1234567.89");
    row("1.234.567", '\0', "1234567.00");
    row("1.234", ',', "1234.00");
    row("1,234", '.', "1234.00");
    row("(12.00)", '\0', "-12.00");
    row("($1,012.00)", '\0', "-1012.00");
    row("12.50-", '\0', "-12.50");
    row("12,50 -", '\0', "-12.50");
    row("12.50+", '\0', "12.50");
    row("−12.50", '\0', "-12.50");
    row("–12.50", '\0', "-12.50");
    row("12.50 DR", '\0', "-12.50");
    row("12.50CR", '\0', "12.50");
    row("12,50 S", '\0', "-12.50");
    row("12,50 H", '\0', "12.50");
    row("£20.00", '\0', "20.00");
    row("-£20.00", '\0', "-20.00");
    row("€ 20,00", '\0', "20.00");
    row("20,00 €", '\0', "20.00");
    row("EUR 12.50", '\0', "12.50");
    row("12,50 EUR", '\0', "12.50");
    row("kr. 12,50", '\0', "12.50");
    row("12,50 zł", '\0', "12.50");
    row("12.500", '.', "12.50"); // only zeros beyond the cents
    row("0.500", '\0', "0.50");
    row("1234.500", '\0', "1234.50");
    row("0", '\0', "0.00");
    row("-0,00", '\0', "0.00");
    row("90071992547409.91", '\0', "90071992547409.91");
}

void StatementTest::readsAmountsAsBanksWriteThem()
{
    QFETCH(QString, text);
    QFETCH(char, decimal);
    QFETCH(QString, expected);
    const std::string bytes = text.toStdString();

    const auto split = splitAmount(bytes);
    QVERIFY(split);
    const auto money = amountValue(*split, decimal, currency("EUR"));

    QVERIFY2(money, money ? "" : money.error().detail.c_str());
    QCOMPARE(QString::fromStdString(moneyText(*money, currency("EUR"))), expected);
}

void StatementTest::refusesWhatIsNoAmount_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<char>("decimal");
    const auto row = [](const char* text, char decimal) {
        QTest::addRow("%s, %d", text, int(decimal)) << QString::fromUtf8(text) << decimal;
    };
    row("", '\0');
    row("-", '\0');
    row("$", '\0');
    row("12,3x", '\0');
    row("x12", '\0');
    row("1e400", '\0');
    row("0x10", '\0');
    row("--5", '\0');
    row("-5-", '\0');
    row("(-5)", '\0');
    row("€5€", '\0');
    row("1..2", '\0');
    row("1,,2", '\0');
    row(".", '\0');
    row("1,2,3", '\0');
    row("1,23,4", '.');
    row("12345,678.00", '.');
    row("1.2345,00", ',');
    row("12.345", '.'); // a tenth of a cent
    row("12.50", ','); // would be a group of two
    row("1.234", '\0'); // either way
    row("1 23", '\0');
    row("90071992547409.92", '\0');
    row("99999999999999999999999999", '\0');
    row("NaN", '\0');
    row("inf", '\0');
    row("12.50 XYZ", '\0');
}

void StatementTest::refusesWhatIsNoAmount()
{
    QFETCH(QString, text);
    QFETCH(char, decimal);
    const std::string bytes = text.toStdString();

    const auto split = splitAmount(bytes);

    QVERIFY(!split || !amountValue(*split, decimal, currency("EUR")));
}

void StatementTest::keepsAmountsExactInEveryCurrency()
{
    const auto minor = [](std::string_view text, const char* code) -> std::int64_t {
        const auto split = splitAmount(text);
        const auto money = split ? amountValue(*split, '\0', currency(code)) : Result<Money>(Error {});
        return money ? money->minor : -1;
    };
    QCOMPARE(minor("1,234", "JPY"), 1234); // no decimals: a group
    QCOMPARE(minor("1234.00", "JPY"), 1234);
    QCOMPARE(minor("12.5", "JPY"), -1);
    QCOMPARE(minor("12.500", "KWD"), 12500); // three decimals are its minor unit
    QCOMPARE(minor("1,012.345", "KWD"), 1012345);
    QCOMPARE(minor("0.0001", "KWD"), -1);
    // Every amount of cents, written out and read, is itself: nothing goes through a float.
    std::mt19937_64 random(7);
    for (int i = 0; i < 20000; ++i) {
        const auto cents = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(moneyMax));
        const std::string text = moneyText({ cents }, currency("EUR"));
        QCOMPARE(minor(text, "EUR"), cents);
    }
}

void StatementTest::readsDaysAsBanksWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("dayFirst");
    QTest::addColumn<QString>("monthFirst");
    const auto row = [](const char* text, const char* dayFirst, const char* monthFirst = nullptr) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString(dayFirst)
                                  << QString(monthFirst ? monthFirst : dayFirst);
    };
    row("2026-05-03", "2026-05-03");
    row("2026/5/3", "2026-05-03");
    row("2026.05.03", "2026-05-03");
    row("20260503", "2026-05-03");
    row("20260503120000", "2026-05-03");
    row("20091224120000[0:GMT]", "2009-12-24");
    row("20260503120000.000[-5:EST]", "2026-05-03");
    row("2002-09-10T23:00:04", "2002-09-10");
    row("2026-05-03T16:22:41.120Z", "2026-05-03");
    row("2026-05-03 16:22", "2026-05-03");
    row("202605031622", "2026-05-03");
    row("20260503162241.120", "2026-05-03");
    row("03.05.2026", "2026-05-03", "2026-03-05");
    row("3.5.26", "2026-05-03", "2026-03-05");
    row("03.05.99", "1999-05-03", "1999-03-05");
    row("16-11-2012", "2012-11-16", "");
    row("4/1/2008", "2008-01-04", "2008-04-01");
    row("3/28/2008", "", "2008-03-28");
    row("4/1/2008 2:05 PM", "2008-01-04", "2008-04-01");
    row("07 Nov 2013", "2013-11-07");
    row("7-Nov-13", "2013-11-07");
    row("3. Mai 2026", "2026-05-03");
    row("3 März 2026", "2026-03-03");
    row("3 févr. 2026", "2026-02-03");
    row("3 juillet 2026", "2026-07-03");
    row("3 juin 2026", "2026-06-03");
    row("3 mei 2026", "2026-05-03");
    row("3 mrt 2026", "2026-03-03");
    row("3 maj 2026", "2026-05-03");
    row("3 okt 2026", "2026-10-03");
    row("3 dic 2026", "2026-12-03");
    row("3 enero 2026", "2026-01-03");
    row("3 gennaio 2026", "2026-01-03");
    row("3 luglio 2026", "2026-07-03");
    row("May 3, 2026", "2026-05-03");
    row("  2026-05-03\u00A0", "2026-05-03");
    row("29.02.2028", "2028-02-29", "");
}

void StatementTest::readsDaysAsBanksWriteThem()
{
    QFETCH(QString, text);
    QFETCH(QString, dayFirst);
    QFETCH(QString, monthFirst);

    const auto date = splitDate(text.toStdString());

    QVERIFY(date);
    const auto shown = [&](DateOrder order) {
        const auto value = dateValue(*date, order);
        return value ? QString::fromStdString(dateText(*value)) : QString();
    };
    QCOMPARE(shown(DateOrder::DayFirst), dayFirst);
    QCOMPARE(shown(DateOrder::MonthFirst), monthFirst);
}

void StatementTest::refusesWhatIsNoDay_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { "", "2026", "2026-05", "2026-13-01", "2026-02-30", "30.02.2026", "20261301", "20260230",
             "1.1.1", "12.50", "1.234.567", "1234567", "123456789", "2026-05-03x", "2026-05-03 Rent", "3 Foo 2026",
             "00.05.2026", "32.05.2026", "0001-01-01", "3000-01-01", "5/2026", "12:30", "Total", "311053760",
             "2026--05-3-1", "202605031200.00", "245202602300.00", "20260503120000.00", "20260503996000" }) {
        QTest::addRow("%s", text) << QString::fromUtf8(text);
    }
}

void StatementTest::refusesWhatIsNoDay()
{
    QFETCH(QString, text);

    const auto date = splitDate(text.toStdString());

    QVERIFY(!date || (!dateValue(*date, DateOrder::DayFirst) && !dateValue(*date, DateOrder::MonthFirst)));
}

void StatementTest::readsCsvOfManyForms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("old line ends", "Date,Payee,Amount\r2026-05-01,A,1.00\r2026-05-02,B,2.00\r",
        "2026-05-01 1.00 A\n2026-05-02 2.00 B\n");
    row("no line end at the end", "Date,Payee,Amount\n2026-05-01,A,1.00", "2026-05-01 1.00 A\n");
    row("empty lines", "\n\nDate,Payee,Amount\n\n2026-05-01,A,1.00\n\n,,\n", "2026-05-01 1.00 A\n");
    row("the line Excel wants", "sep=;\r\nDate;Payee;Amount\r\n2026-05-01;A;1.00\r\n", "2026-05-01 1.00 A\n");
    row("space before a quote", "Date,Payee,Amount\n2026-05-01, \"A, B\" ,1.00\n", "2026-05-01 1.00 A, B\n");
    row("a quote within a field", "Date,Payee,Amount\n2026-05-01,5\" nails,1.00\n", "2026-05-01 1.00 5\" nails\n");
    row("doubled quotes", "Date,Payee,Amount\n2026-05-01,\"The \"\"Inn\"\"\",1.00\n", "2026-05-01 1.00 The \"Inn\"\n");
    row("rows of different width", "Date,Amount,Payee\n2026-05-01,1.00\n2026-05-02,2.00,B,more\n",
        "2026-05-01 1.00 \n2026-05-02 2.00 B\n");
    row("a description beside a payee", "Date,Name,Description,Amount\n2026-05-01,A,what for,1.00\n",
        "2026-05-01 1.00 A | what for\n");
    row("a later row decides the order", "Date,Payee,Amount\n05/04/2026,A,1.00\n05/28/2026,B,2.00\n",
        "2026-05-04 1.00 A\n2026-05-28 2.00 B\n");
    row("the order in which days run decides",
        "Date,Payee,Amount\n01/05/2026,A,1.00\n03/05/2026,B,2.00\n02/06/2026,C,3.00\n",
        "2026-05-01 1.00 A\n2026-05-03 2.00 B\n2026-06-02 3.00 C\n");
    row("booking day before value date", "Value Date,Booking Date,Amount\n2026-05-09,2026-05-01,1.00\n",
        "2026-05-01 1.00 \n");
    row("valuta as a currency", "Datum;Valuta;Betrag\n01.05.2026;EUR;1,00\n", "2026-05-01 1.00 \n");
    row("valuta as a date", "Valuta;Text;Betrag\n01.05.2026;A;1,00\n", "2026-05-01 1.00 A\n");
    row("an account in the red", "Date,Payee,Amount,Balance\n2026-05-01,A,-5.00,-5.00\n2026-05-02,B,-1.00,-6.00\n",
        "2026-05-01 -5.00 A\n2026-05-02 -1.00 B\n");
    row("debit column with a minus", "Date,Payee,Debit,Credit\n2026-05-01,A,-5.00,\n2026-05-02,B,,7.00\n",
        "2026-05-01 -5.00 A\n2026-05-02 7.00 B\n");
    row("zeros in the other column", "Date,Payee,Debit,Credit\n2026-05-01,A,5.00,0.00\n2026-05-02,B,0.00,7.00\n",
        "2026-05-01 -5.00 A\n2026-05-02 7.00 B\n");
    row("a correction in the debit column",
        "Date,Payee,Debit,Credit\n2026-05-01,A,5.00,\n2026-05-02,B,6.00,\n2026-05-03,C,-5.00,\n",
        "2026-05-01 -5.00 A\n2026-05-02 -6.00 B\n2026-05-03 5.00 C\n");
    row("credit before debit", "Date,Payee,Credit,Debit\n2026-05-01,A,5.00,\n2026-05-02,B,,7.00\n",
        "2026-05-01 5.00 A\n2026-05-02 -7.00 B\n");
    row("a sign column in German", "Datum;Empfänger;Betrag;Soll/Haben\n01.05.2026;A;5,00;S\n02.05.2026;B;7,00;H\n",
        "2026-05-01 -5.00 A\n2026-05-02 7.00 B\n");
    row("a type that is no sign", "Date,Payee,Amount,Type\n2026-05-01,A,-5.00,DEBIT\n2026-05-02,B,-7.00,CREDIT\n",
        "2026-05-01 -5.00 A\n2026-05-02 -7.00 B\n");
    row("a type that is the sign", "Date,Payee,Amount,Type\n2026-05-01,A,5.00,DEBIT\n2026-05-02,B,7.00,CREDIT\n",
        "2026-05-01 -5.00 A\n2026-05-02 7.00 B\n");
    row("thousands without decimals", "Date,Payee,Amount\n2026-05-01,A,\"1,234\"\n2026-05-02,B,500\n",
        "2026-05-01 1234.00 A\n2026-05-02 500.00 B\n");
    row("thousands, the decimals elsewhere", "Date;Payee;Amount\n2026-05-01;A;1.234\n2026-05-02;B;5,25\n",
        "2026-05-01 1234.00 A\n2026-05-02 5.25 B\n");
    row("no header, money out and in by the balance",
        "01.05.2026;Rent;;980,00;20,00\n02.05.2026;Work;500,00;;520,00\n03.05.2026;Shop;;20,00;500,00\n",
        "2026-05-01 -980.00 Rent\n2026-05-02 500.00 Work\n2026-05-03 -20.00 Shop\n");
    row("no header, money out only",
        "2026-05-01,Rent,980.00,1020.00\n2026-05-02,Shop,20.00,1000.00\n2026-05-03,Inn,10.00,990.00\n",
        "2026-05-01 -980.00 Rent\n2026-05-02 -20.00 Shop\n2026-05-03 -10.00 Inn\n");
    row("no header, balance before amount",
        "2026-05-01,Rent,1020.00,-980.00\n2026-05-02,Shop,1000.00,-20.00\n2026-05-03,Inn,990.00,-10.00\n",
        "2026-05-01 -980.00 Rent\n2026-05-02 -20.00 Shop\n2026-05-03 -10.00 Inn\n");
    row("an amount with its currency", "Date,Payee,Amount\n2026-05-01,A,EUR 5.00\n", "2026-05-01 5.00 A\n");
    row("control characters in texts", "Date,Payee,Amount\n2026-05-01,A\t \x01 B,5.00\n", "2026-05-01 5.00 A B\n");
}

void StatementTest::readsCsvOfManyForms()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);

    const auto statement = readText(text.toStdString());

    QCOMPARE(QString::fromStdString(shownOrError(statement)), expected);
}

void StatementTest::understandsHeadersInSevenLanguages_data()
{
    QTest::addColumn<QString>("header");
    const auto row = [](const char* name, const char* header) { QTest::newRow(name) << QString::fromUtf8(header); };
    row("English", "Posting date;Payee;Reference;Amount (EUR);Running balance");
    row("German", "Buchungstag;Auftraggeber / Empfänger;Verwendungszweck;Betrag in EUR;Kontostand");
    row("German without umlauts", "Buchung;Empfaenger;Verwendungszweck;Umsatz;Saldo");
    row("French", "Date opération;Bénéficiaire;Communication;Montant;Solde");
    row("Dutch", "Boekdatum;Naam tegenpartij;Mededelingen;Bedrag;Saldo na mutatie");
    row("Danish", "Bogføringsdato;Modtager;Besked;Beløb;Saldo");
    row("Spanish", "Fecha operación;Beneficiario;Observaciones;Importe;Saldo");
    row("Italian", "Data contabile;Controparte;Causale;Importo;Saldo contabile");
    row("in quotes and capitals", "\"DATE\";\"NAME\";\"NOTES\";\"AMOUNT\";\"BALANCE\"");
}

void StatementTest::understandsHeadersInSevenLanguages()
{
    QFETCH(QString, header);
    const std::string text = header.toStdString() + "\n01.05.2026;A;why;-5,00;95,00\n17.05.2026;B;;7,00;102,00\n";

    const auto statement = readText(text);

    QCOMPARE(shownOrError(statement), "2026-05-01 -5.00 A | why\n2026-05-17 7.00 B\n");
    QCOMPARE(statement->accounts[0].closingBalance->minor, 10200);
    QVERIFY(statement->csv.header == true);
}

void StatementTest::namesTheLineThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QByteArray& text, const char* expected) {
        QTest::newRow(name) << text << QString::fromUtf8(expected);
    };
    const QByteArray head = "Date,Payee,Amount\n2026-05-01,A,1.00\n";
    row("no amount", head + "2026-05-02,B,\"12,3x\"\n", "line 3: \"12,3x\" is not an amount");
    row("after a line break in quotes", "Date,Payee,Amount\n2026-05-01,\"A\nA\nA\",1.00\n2026-05-02,B,x1\n",
        "line 5: \"x1\" is not an amount");
    row("a character that is cut after many blanks", head + "2026-05-02,B,1x" + QByteArray(396, ' ') + "€ and more\n",
        "line 3: \"1x\" is not an amount");
    row("a character behind a closing quote", head + "2026-05-02,\"B\"é,1.00\n",
        "line 3: text after a closing quote: \"\"B\"é\"");
    row("a tenth of a cent", head + "2026-05-02,B,12.345\n", "line 3: \"12.345\" has more decimals than EUR (2)");
    row("too large", head + "2026-05-02,B,99999999999999999.00\n",
        "line 3: \"99999999999999999.00\" is too large for a ledger");
    row("no day", head + "2026-02-30,B,1.00\n", "line 3: \"2026-02-30\" is not a day of the calendar");
    row("a month too many", head + "2026-13-01,B,1.00\n", "line 3: \"2026-13-01\" is not a date");
    row("a broken day", head + "1st May,B,1.00\n", "line 3: \"1st May\" is not a date");
    row("a broken month's name", "Date,Payee,Amount\n\"May 3, 2026\",A,1.00\n\"Mya 4, 2026\",B,1.00\n",
        "line 3: \"Mya 4, 2026\" is not a date");
    row("two orders", "Date,Payee,Amount\n28/05/2026,A,1.00\n05/28/2026,B,1.00\n",
        "line 3: \"05/28/2026\" has day and month the other way round than line 2");
    row("unclear group", "Date;Payee;Amount\n2026-05-01;A;1.234\n",
        "line 2: \"1.234\" is unclear: say whether the point or the comma begins the decimals");
    row("out and in at once",
        "Date,Payee,Debit,Credit\n2026-05-01,A,5.00,5.00\n2026-05-01,A,5.00,\n2026-05-01,A,5.00,\n",
        "line 2: money goes out and comes in on one line");
    row("a sign that says nothing",
        "Date,Payee,Amount,Debit/Credit\n2026-05-01,A,5.00,debit\n2026-05-02,B,5.00,maybe\n",
        "line 3: \"maybe\" says neither debit nor credit");
    row("no currency", "Date,Payee,Amount,Currency\n2026-05-01,A,5.00,EUR\n2026-05-02,B,5.00,EUX\n",
        "line 3: \"EUX\" is not a currency of ISO 4217 (as EUR, USD, JPY)");
    row("an open quote", head + "2026-05-02,\"B,1.00\n2026-05-03,C,1.00\n",
        "line 3: a quote is opened here and never closed");
    row("after a closing quote", head + "2026-05-02,\"B\"x,1.00\n", "line 3: text after a closing quote: \"\"B\"x\"");
    row("a NUL", head + QByteArray("2026-05-02,B\0,1.00\n", 19), "line 3: a NUL byte: this is not a text file");
    row("a field of ten million", head + "2026-05-02," + QByteArray(10'000'000, 'x') + ",1.00\n",
        "line 3: a field of more than a million characters");
    row("the same in quotes", head + "2026-05-02,\"" + QByteArray(10'000'000, 'x') + "\",1.00\n",
        "line 3: a field of more than a million characters");
    row("a payee of 5000", head + "2026-05-02," + QByteArray(5000, 'x') + ",1.00\n",
        "line 3: a text of 5000 bytes; 4000 are the most");
    row("too many columns", head + "2026-05-02" + QByteArray(3000, ',') + "\n", "line 3: more than 2000 columns");
    row("a broken surrogate",
        QByteArray("\xFF\xFE"
                   "D\0\n\0\x00\xD8"
                   "a\0",
            10),
        "line 2: the text is not valid UTF-16");
    row("half a character",
        QByteArray("\xFF\xFE"
                   "D\0a",
            5),
        "the file is UTF-16 text and ends within a character: it is cut off");
    row("no statement", "Dear customer,\nyour statement is ready.\n",
        "line 1: no line with a day and an amount was found from here on: not a statement in CSV");
    row("nothing", "", "the file is empty");
    row("only blanks", " \r\n\t\n", "the file is empty");
    row("a web page", "<!DOCTYPE html><html><body>Please log in</body></html>",
        "line 1: this is XML or HTML, but neither OFX nor a table: not a bank statement");
}

void StatementTest::namesTheLineThatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);

    const auto statement = readText(text.toStdString());

    QCOMPARE(QString::fromStdString(shownOrError(statement)), "error: " + expected);
    QVERIFY(statement.error().code == ErrorCode::Invalid);
}

void StatementTest::namesTheLineThatIsWrongInOfx_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& text, const char* expected) {
        QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(expected);
    };
    const std::string good = "<STMTTRN><DTPOSTED>20260501<TRNAMT>-1.00<FITID>1</STMTTRN>\n"; // line 6
    row("no amount", ofx(good + "<STMTTRN><DTPOSTED>20260501<TRNAMT>12,3x<FITID>2</STMTTRN>\n"),
        "line 7: \"12,3x\" is not an amount");
    row("a currency that is cut in the middle of a character",
        ofx("<STMTTRN><DTPOSTED>20260501<TRNAMT>-1<CURRENCY><CURSYM>Eéééééééééé</CURRENCY></STMTTRN>"),
        "line 6: \"Eééééééééé\" is not a currency of ISO 4217 (as EUR, USD, JPY)");
    row("a comment that is cut in the middle of a character", ofx(good + "<!-- " + std::string(24, 'x') + "é"),
        "line 7: the file ends within \"<!-- xxxxxxxxxxxxxxxxxxxxxxxx\": it is cut off");
    row("a tenth of a cent", ofx(good + "<STMTTRN><DTPOSTED>20260501<TRNAMT>1.005<FITID>2</STMTTRN>\n"),
        "line 7: \"1.005\" has more decimals than EUR (2)");
    row("no day", ofx(good + "<STMTTRN><DTPOSTED>20260230<TRNAMT>1<FITID>2</STMTTRN>\n"),
        "line 7: \"20260230\" is not a date (as 20260503)");
    row("amount left out", ofx(good + "<STMTTRN><DTPOSTED>20260501<FITID>2</STMTTRN>\n"),
        "line 7: a transaction without an amount (TRNAMT)");
    row("day left out", ofx("<STMTTRN><TRNAMT>1<FITID>2</STMTTRN>\n"),
        "line 6: a transaction without a day (DTPOSTED)");
    row("transaction not ended", ofx("<STMTTRN><DTPOSTED>20260501<TRNAMT>1<FITID>2\n" + good),
        "line 7: <STMTTRN> begins before that of line 6 ends");
    row("ended twice", ofx(good + "</STMTTRN>\n"),
        "line 7: </STMTTRN> ends nothing that is open; <BANKTRANLIST> of line 5 is");
    row("no currency", "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>XX\n</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
        "line 2: \"XX\" is not a currency of ISO 4217 (as EUR, USD, JPY)");
    const std::string whole = ofx(good);
    row("cut off after a transaction", whole.substr(0, whole.find("</BANKTRANLIST>")),
        "line 7: the file ends before <BANKTRANLIST> of line 5 does: it is cut off");
    row("cut off before the end", whole.substr(0, whole.find("</OFX>")),
        "line 7: the file ends before <OFX> of line 4 does: it is cut off");
    row("cut off in a tag", whole.substr(0, whole.find("TRNAMT>") + 3),
        "line 6: the tag <TRN does not end: the file is cut off or damaged");
    row("cut off in the last tag", whole.substr(0, whole.size() - 4),
        "line 7: the tag <O does not end: the file is cut off or damaged");
    row("header only", "OFXHEADER:100\nDATA:OFXSGML\n\n", "line 1: no <OFX> is in the file: it is not OFX");
    row("a tag outside", "OFXHEADER:100\n<STMTTRN></STMTTRN>", "line 2: <STMTTRN> stands outside <OFX>");
    row("a comment never closed", "<OFX><!-- \n\n</OFX>",
        "line 1: the file ends within \"<!-- </OFX>\": it is cut off");
    row("a value of a million", ofx("<STMTTRN><NAME>" + std::string(1'000'000, 'x') + "</STMTTRN>"),
        "line 6: a value of more than 65536 bytes");
    row("a name of a million", "<OFX><" + std::string(1'000'000, 'x') + "></OFX>",
        "line 1: a tag whose name has more than 80 characters");
}

void StatementTest::namesTheLineThatIsWrongInOfx()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);

    const auto statement = readStatement(text.toStdString(), "statement.ofx", currency("EUR"));

    QCOMPARE(QString::fromStdString(shownOrError(statement)), "error: " + expected);
    QVERIFY(statement.error().code == ErrorCode::Invalid);
}

void StatementTest::refusesOtherFormatsWithASentence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("qif") << QByteArray("!Type:Bank\nD1/2'26\nT-5.00\n^\n") << "reading QIF comes later";
    QTest::newRow("camt") << QByteArray(
        "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">")
                          << "reading CAMT comes later";
    QTest::newRow("mt940") << QByteArray(":20:START\n:25:1/2\n") << "reading MT940 comes later";
    QTest::newRow("pdf") << QByteArray("%PDF-1.7\n\0\0", 11) << "reading PDF comes later";
    QTest::newRow("xlsx") << QByteArray("PK\x03\x04\x14\0\0", 7) << "reading spreadsheets and archives comes later";
}

void StatementTest::refusesOtherFormatsWithASentence()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);

    const auto statement = readText(text.toStdString());

    QCOMPARE(QString::fromStdString(shownOrError(statement)), "error: " + expected + "; ask the bank for CSV or OFX");
}

void StatementTest::knowsFormatsByName()
{
    QVERIFY(*parseStatementFormat("CSV") == StatementFormat::Csv);
    QVERIFY(*parseStatementFormat("qfx") == StatementFormat::Ofx);
    QVERIFY(*parseStatementFormat("auto") == StatementFormat::Auto);
    QCOMPARE(
        parseStatementFormat("camt053").error().detail, "reading CAMT.053 comes later; ask the bank for CSV or OFX");
    QCOMPARE(
        parseStatementFormat("word").error().detail, "\"word\" is not a format of bank statements: auto, csv, ofx");
}

void StatementTest::takesTheShapeThatIsGiven()
{
    ReadOptions options;
    options.csv.delimiter = '#';
    options.csv.dateOrder = DateOrder::MonthFirst;
    options.csv.decimal = ',';
    options.csv.header = false;
    options.csv.flipSign = true;
    options.csv.columns.date = 1;
    options.csv.columns.amount = 0;
    options.csv.columns.payee = 3;
    options.csv.columns.memo = 2;

    const auto statement = readText("1.234#05/03/2026#why#who\n5,00#05/04/2026#why#who\n", options);

    QCOMPARE(shownOrError(statement), "2026-05-03 -1234.00 who | why\n2026-05-04 -5.00 who | why\n");
    QCOMPARE(csvShapeText(statement->csv),
        "delimiter #, UTF-8, month first, decimal comma, no header, signs turned round; date = column 2, amount = "
        "column 1, "
        "payee = column 4, memo = column 3");
}

void StatementTest::refusesAShapeThatTheFileContradicts()
{
    const std::string text = "Date,Payee,Amount\n2026-05-01,A,1.00\n03/05/2026,B,2.00\n";
    ReadOptions options;
    options.csv.columns.payee = 7;
    QCOMPARE(shownOrError(readText(text, options)), "error: column 8 is given, but the rows have 3 columns");
    options = {};
    options.csv.dateOrder = DateOrder::YearFirst;
    QCOMPARE(shownOrError(readText(text, options)), "error: line 3: \"03/05/2026\" is not a date with the year first");
    options = {};
    options.csv.columns.amount = 2;
    options.csv.columns.debit = 1;
    QCOMPARE(shownOrError(readText(text, options)), "error: give either one amount column or debit and credit columns");
    options = {};
    options.csv.encoding = TextEncoding::Utf8;
    QCOMPARE(shownOrError(readText("Date,Payee,Amount\n2026-05-01,\xE9,1.00\n", options)),
        "error: the file is not valid UTF-8");
    options = {};
    options.format = StatementFormat::Ofx;
    QCOMPARE(shownOrError(readText(text, options)), "error: line 1: no <OFX> is in the file: it is not OFX");
}

void StatementTest::saysWhenDayAndMonthCouldBeEitherWay()
{
    const std::string text = "Date,Payee,Amount\n03/05/2026,A,1.00\n";

    const auto european = readText(text, {}, "EUR");
    const auto american = readText(text, {}, "USD");

    QCOMPARE(shownOrError(european), "2026-05-03 1.00 A\n");
    QVERIFY(hasNote(*european, "day and month could be either way; read as day first"));
    QCOMPARE(shownOrError(american), "2026-03-05 1.00 A\n");
    QVERIFY(hasNote(*american, "day and month could be either way; read as month first"));
}

void StatementTest::partsTheLinesOfTwoCurrencies()
{
    const auto statement
        = readText("Date,Payee,Amount,Currency\n2026-05-01,A,1.00,EUR\n2026-05-02,B,200,JPY\n2026-05-03,C,3.00,EUR\n");

    QVERIFY(statement);
    QCOMPARE(statement->accounts.size(), 2u);
    QCOMPARE(statement->accounts[0].currency, "EUR");
    QCOMPARE(statement->accounts[0].lines.size(), 2u);
    QCOMPARE(statement->accounts[1].currency, "JPY");
    QCOMPARE(statement->accounts[1].lines[0].amount.minor, 200); // yen have no cents
    QCOMPARE(shownOrError(readText("Date,Payee,Amount\n2026-05-01,A,1.00 EUR\n2026-05-02,B,2.00 USD\n")),
        "2026-05-01 1.00 A\n2026-05-02 2.00 B\n");
}

void StatementTest::partsTheLinesOfTwoAccounts()
{
    const auto statement = readText(
        "Account Name,Date,Payee,Amount\nJoint,2026-05-01,A,1.00\nCard,2026-05-02,B,2.00\n"
        "Joint,2026-05-03,C,3.00\nCard,2026-05-02,B,2.00\nJoint,2026-05-03,C,3.00\nJoint,2026-05-03,C,3.00\n");

    QVERIFY(statement);
    QCOMPARE(statement->accounts.size(), 2u);
    QCOMPARE(statement->accounts[0].bankAccountId, "Joint");
    QCOMPARE(statement->accounts[0].lines.size(), 4u);
    QCOMPARE(statement->accounts[1].bankAccountId, "Card");
}

void StatementTest::doesNotTakeAnotherPartysAccountForItsOwn()
{
    const auto statement = readText(
        "Date,Payee,Account number,Amount\n2026-05-01,A,DE01,1.00\n2026-05-02,B,,2.00\n2026-05-03,C,FR02,3.00\n");

    QVERIFY(statement);
    QCOMPARE(statement->accounts.size(), 1u);
    QCOMPARE(statement->accounts[0].bankAccountId, "");
    QCOMPARE(statement->accounts[0].lines.size(), 3u);
    QVERIFY(!hasNote(*statement, "all lines are of one account"));
    const auto unclear = readText("Date,Payee,Account,Amount\n2026-05-01,A,x,1.00\n2026-05-02,B,y,2.00\n");
    QVERIFY(hasNote(*unclear, "column 3 names accounts that differ from line to line"));
}

void StatementTest::usesAnIdOnlyWhereItIsOne()
{
    const auto good = readText(
        "Date,Payee,Amount,Transaction ID\n2026-05-01,A,1.00,x1\n2026-05-01,A,1.00,x2\n2026-05-01,A,1.00,\n");
    const auto bad = readText("Date,Payee,Amount,Transaction ID\n2026-05-01,A,1.00,x1\n2026-05-02,B,2.00,x1\n");

    QCOMPARE(good->accounts[0].lines[0].bankId, "x1");
    QCOMPARE(good->accounts[0].lines[1].bankId, "x2");
    QCOMPARE(good->accounts[0].lines[2].bankId, "");
    QCOMPARE(bad->accounts[0].lines[0].bankId, "");
    QVERIFY(hasNote(*bad, "column 4 is no id of its lines: \"x1\" comes twice"));
    QVERIFY(!bad->csv.columns.id);
}

void StatementTest::takesTheClosingBalanceOnlyWhereItFollows()
{
    const auto good = readText("Date,Amount,Balance\n2026-05-01,1.00,11.00\n2026-05-02,2.00,13.00\n");
    const auto backwards = readText("Date,Amount,Balance\n2026-05-02,2.00,13.00\n2026-05-01,1.00,11.00\n");
    const auto bad = readText("Date,Amount,Balance\n2026-05-01,1.00,11.00\n2026-05-02,2.00,14.00\n");

    QCOMPARE(good->accounts[0].closingBalance->minor, 1300);
    QCOMPARE(backwards->accounts[0].closingBalance->minor, 1300);
    QVERIFY(!bad->accounts[0].closingBalance);
    QVERIFY(hasNote(*bad, "does not follow from the amounts (first in line 3)"));
}

void StatementTest::leavesOutRowsThatAreNoDataWithANote()
{
    const auto statement
        = readText("My bank\nStatement of May\nDate,Payee,Amount\n2026-05-01,A,1.00\n2026-05-02,carried over,\n"
                   "Total,,1.00\n,,\nPrinted for you\n"
                   "Balance on 31.05.2026,,9.00\n");

    QCOMPARE(shownOrError(statement), "2026-05-01 1.00 A\n");
    QVERIFY(hasNote(*statement, "the lines above the header in line 3 were left out"));
    QVERIFY(hasNote(*statement, "line 5 has a date and no amount; left out"));
    QVERIFY(hasNote(*statement, "line 6 has no date; left out"));
    QVERIFY(hasNote(*statement, "line 8 has no date; left out"));
    QVERIFY(hasNote(*statement, "line 9 has no date; left out"));
    QCOMPARE(statement->csv.headerLine, 3);
}

void StatementTest::keepsLinesThatAreEqual()
{
    const auto statement = readText("Date,Payee,Amount\n2026-05-01,Bakery,-3.20\n2026-05-01,Bakery,-3.20\n");

    QCOMPARE(shownOrError(statement), "2026-05-01 -3.20 Bakery\n2026-05-01 -3.20 Bakery\n");
}

void StatementTest::readsOfxInEveryDress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& text, const char* expected) {
        QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(expected);
    };
    const auto one = [](const std::string& inner) { return ofx("<STMTTRN>" + inner + "</STMTTRN>\n"); };
    row("no end tags", one("<DTPOSTED>20260501<TRNAMT>-1.00<FITID>1<NAME>A<MEMO>why"), "2026-05-01 -1.00 A | why\n");
    row("end tags",
        one("<DTPOSTED>20260501</DTPOSTED><TRNAMT>-1.00</TRNAMT><FITID>1</FITID><NAME>A</NAME><MEMO>why</MEMO>"),
        "2026-05-01 -1.00 A | why\n");
    row("empty elements", one("<DTPOSTED>20260501<NAME><MEMO/><TRNAMT>-1.00<FITID></FITID><CHECKNUM>"),
        "2026-05-01 -1.00 \n");
    row("small letters", one("<dtposted>20260501<trnamt>-1.00<name>A"), "2026-05-01 -1.00 A\n");
    row("entities", one("<DTPOSTED>20260501<TRNAMT>1<NAME>A &amp; B &lt;C&gt; &#228;&#xF6; AT&T &unknown; &;"),
        "2026-05-01 1.00 A & B <C> äö AT&T &unknown; &;\n");
    row("a sign that begins no tag", one("<DTPOSTED>20260501<TRNAMT>1<NAME>3 < 4 <3"), "2026-05-01 1.00 3 < 4 <3\n");
    row("cdata and comments", one("<DTPOSTED>20260501<TRNAMT>1<NAME><![CDATA[A & <B>]]><!-- no --></NAME>"),
        "2026-05-01 1.00 A & <B>\n");
    row("a payee in parts", one("<DTPOSTED>20260501<TRNAMT>1<PAYEE><NAME>A<ADDR1>Street<CITY>Town</PAYEE>"),
        "2026-05-01 1.00 A\n");
    row("the other account's name is not the payee",
        one("<DTPOSTED>20260501<TRNAMT>1<NAME>A<BANKACCTTO><BANKID>9<ACCTID>8<NAME>no</BANKACCTTO>"),
        "2026-05-01 1.00 A\n");
    row("the longer name", one("<DTPOSTED>20260501<TRNAMT>1<NAME>A LONG NA<EXTDNAME>A LONG NAME INDEED"),
        "2026-05-01 1.00 A LONG NAME INDEED\n");
    row("decimal comma", one("<DTPOSTED>20260501<TRNAMT>-1234,5"), "2026-05-01 -1234.50 \n");
    row("three zeros", one("<DTPOSTED>20260501<TRNAMT>-12.500"), "2026-05-01 -12.50 \n");
    row("late in the west", one("<DTPOSTED>20260501235959.999[-11:SST]<TRNAMT>1"), "2026-05-01 1.00 \n");
    row("early in the east", one("<DTPOSTED>20260501000000[+14:LINT]<TRNAMT>1"), "2026-05-01 1.00 \n");
    row("an id used twice for one line",
        ofx("<STMTTRN><DTPOSTED>20260501<TRNAMT>1<FITID>7</STMTTRN><STMTTRN><DTPOSTED>20260501<TRNAMT>1<FITID>7</"
            "STMTTRN>"),
        "2026-05-01 1.00 \n");
    row("an id used for two lines",
        ofx("<STMTTRN><DTPOSTED>20260501<TRNAMT>1<FITID>7</STMTTRN><STMTTRN><DTPOSTED>20260502<TRNAMT>2<FITID>7</"
            "STMTTRN>"),
        "2026-05-01 1.00 \n2026-05-02 2.00 \n");
    row("the id 0 is none",
        ofx("<STMTTRN><DTPOSTED>20260501<TRNAMT>1<FITID>0</STMTTRN><STMTTRN><DTPOSTED>20260501<TRNAMT>1<FITID>0</"
            "STMTTRN>"),
        "2026-05-01 1.00 \n2026-05-01 1.00 \n");
    row("nothing at all", "OFXHEADER:100\n\n<OFX></OFX>", "");
    row("a bank's own tags", one("<DTPOSTED>20260501<TRNAMT>1<NAME>A<BANK.EXTRA><BANK.INNER>x</BANK.EXTRA>"),
        "2026-05-01 1.00 A\n");
}

void StatementTest::readsOfxInEveryDress()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);

    const auto statement = readText(text.toStdString());

    QCOMPARE(QString::fromStdString(shownOrError(statement)), expected);
    QVERIFY(statement->format == StatementFormat::Ofx);
}

// Whatever the bytes: a sentence, or lines that a ledger can hold.
void StatementTest::survivesDamagedFiles()
{
    const auto seed = static_cast<unsigned>(qEnvironmentVariableIntValue("QM_SEED"));
    std::mt19937 random(seed);
    const auto check = [&](const std::string& bytes, const std::string& name) {
        const auto statement = readStatement(bytes, name, currency("EUR"));
        if (!statement)
            return !statement.error().detail.empty();
        for (const auto& account : statement->accounts) {
            for (const auto& line : account.lines) {
                if (!line.date.ok() || line.amount.minor > moneyMax || line.amount.minor < -moneyMax
                    || !checkNote(line.payee) || !checkNote(line.memo) || !checkNote(line.bankId)
                    || line.lineNumber < 1)
                    return false;
            }
        }
        return true;
    };
    const std::string spice = "\"\"\n\r,;\t<>&/-.0919x\xC3\xFF";
    for (const auto& file : QDir(statementsDir).entryInfoList({ "*.csv", "*.ofx", "*.qfx" }, QDir::Files)) {
        const std::string whole = bytesOf(file.filePath());
        const std::string name = file.fileName().toStdString();
        for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 200)
            QVERIFY2(check(whole.substr(0, length), name),
                qPrintable(QString("%1 cut at %2").arg(file.fileName()).arg(length)));
        for (int i = 0; i < 200; ++i) {
            std::string damaged = whole;
            for (int k = 0; k < 1 + i % 4; ++k) {
                const std::size_t at = random() % damaged.size();
                if (random() % 3 == 0)
                    damaged.erase(at, 1 + random() % 20);
                else
                    damaged[at] = spice[random() % spice.size()];
                if (damaged.empty())
                    damaged = " ";
            }
            QVERIFY2(check(damaged, name),
                qPrintable(QString("%1, damage %2 of QM_SEED=%3").arg(file.fileName()).arg(i).arg(seed)));
        }
    }
}

void StatementTest::readsAHundredThousandRows()
{
    std::string text = "Date,Payee,Memo,Amount,Transaction ID\n";
    std::int64_t sum = 0;
    for (int i = 0; i < 100'000; ++i) {
        const int cents = i * 37 % 20001 - 10000;
        sum += cents;
        text += "2026-0" + std::to_string(1 + i % 9) + "-1" + std::to_string(i % 10) + ",\"Shop "
            + std::to_string(i % 100) + ", Town\",purchase," + moneyText({ cents }, currency("EUR")) + ",id"
            + std::to_string(i) + "\n";
    }

    const auto statement = readText(text);

    QVERIFY2(statement, statement ? "" : statement.error().detail.c_str());
    const auto& lines = statement->accounts[0].lines;
    QCOMPARE(lines.size(), 100'000u);
    std::int64_t read = 0;
    for (const auto& line : lines)
        read += line.amount.minor;
    QCOMPARE(read, sum);
    QCOMPARE(lines.back().lineNumber, 100'001);
    QCOMPARE(lines.back().bankId, "id99999");
}

QTEST_GUILESS_MAIN(StatementTest)
#include "statement_test.moc"
