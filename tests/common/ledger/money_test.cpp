#include "common/ledger/money.h"
#include "tests/common/test_seed.h"

#include <QtTest>

#include <limits>

using namespace qm;

namespace {

Currency currency(const char* code)
{
    return Currency::parse(code).value();
}

} // namespace

class MoneyTest : public QObject {
    Q_OBJECT
private slots:
    void knowsTheDigitsOfACurrency_data();
    void knowsTheDigitsOfACurrency();
    void refusesWhatIsNoCurrency_data();
    void refusesWhatIsNoCurrency();
    void readsAmounts_data();
    void readsAmounts();
    void refusesWhatIsNoAmount_data();
    void refusesWhatIsNoAmount();
    void saysWhyAnAmountIsRefused_data();
    void saysWhyAnAmountIsRefused();
    void writesAmounts_data();
    void writesAmounts();
    void readsBackEveryAmountItWrites();
    void addsAsIntegersDo();
    void refusesSumsBeyondTheLimit_data();
    void refusesSumsBeyondTheLimit();
};

void MoneyTest::knowsTheDigitsOfACurrency_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("digits");
    for (const char* code : { "EUR", "USD", "CHF", "GBP", "eur", "Usd" })
        QTest::newRow(code) << QByteArray(code) << 2;
    for (const char* code : { "JPY", "KRW", "ISK", "CLP", "jpy" })
        QTest::newRow(code) << QByteArray(code) << 0;
    for (const char* code : { "KWD", "BHD", "TND", "JOD" })
        QTest::newRow(code) << QByteArray(code) << 3;
}

void MoneyTest::knowsTheDigitsOfACurrency()
{
    QFETCH(QByteArray, code);
    QFETCH(int, digits);
    const auto parsed = Currency::parse(code.toStdString());
    QVERIFY(parsed);
    QCOMPARE(parsed->exponent, digits);
    QCOMPARE(QByteArray::fromStdString(parsed->code), code.toUpper());
}

void MoneyTest::refusesWhatIsNoCurrency_data()
{
    QTest::addColumn<QByteArray>("code");
    for (const char* code : { "", "E", "EU", "EURO", "XYZ", "E R", "ED ", " AE", "D A", "€", "12", "123" })
        QTest::newRow(*code ? code : "nothing") << QByteArray(code);
    QTest::newRow("line break") << QByteArray("E\nR");
    QTest::newRow("NUL") << QByteArray("EU\0", 3);
    QTest::newRow("10 MB") << QByteArray(10'000'000, 'E');
}

void MoneyTest::refusesWhatIsNoCurrency()
{
    QFETCH(QByteArray, code);
    const auto parsed = Currency::parse(code.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::Invalid);
    QVERIFY(parsed.error().detail.size() < 200);
}

void MoneyTest::readsAmounts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<qint64>("minor");
    const auto row = [](const char* text, const char* code, qint64 minor) {
        QTest::addRow("%s %s", text, code) << QByteArray(text) << QByteArray(code) << minor;
    };
    row("0", "EUR", 0);
    row("-0", "EUR", 0);
    row("1", "EUR", 100);
    row("+5", "EUR", 500);
    row("-23.45", "EUR", -2345);
    row("23.4", "EUR", 2340);
    row("23.", "EUR", 2300);
    row(".5", "EUR", 50);
    row("-.05", "EUR", -5);
    row("0000.50", "EUR", 50);
    row("12.50+3", "EUR", 1550);
    row("12.50+3-1", "EUR", 1450);
    row("-5-5", "EUR", -1000);
    row("1-1", "EUR", 0);
    row("1234", "JPY", 1234);
    row("-1", "JPY", -1);
    row("1.", "JPY", 1);
    row("1.234", "KWD", 1234);
    row("1.2", "KWD", 1200);
    row("-.001", "KWD", -1);
    row("90071992547409.91", "EUR", moneyMax);
    row("-90071992547409.91", "EUR", -moneyMax);
    row("9007199254740991", "JPY", moneyMax);
    row("9007199254740.991", "KWD", moneyMax);
    row("90071992547409.91-1+1", "EUR", moneyMax);
}

void MoneyTest::readsAmounts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QFETCH(qint64, minor);
    const auto parsed = parseMoney(text.toStdString(), currency(code.constData()));
    QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
    QCOMPARE(qint64(parsed->minor), minor);
}

void MoneyTest::refusesWhatIsNoAmount_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const QByteArray& text, const char* code) {
        QTest::addRow("%s %s", text.left(30).constData(), code) << text << QByteArray(code);
    };
    for (const char* text : { "", " ", "-", "+", ".", "-.", "1e400", "1e2", "12.345", "1,5", "1.000,50", "1 000", " 1",
             "1 ", "0x10", "1..5", "1.5.2", "--1", "+-1", "1-+2", "1+", "1-", "1++1", "*2", "2*3", "(5)", "NaN", "inf",
             "€5", "5€", "٣" })
        row(text, "EUR");
    row("1.5", "JPY");
    row("1.2345", "KWD");
    row("90071992547409.92", "EUR");
    row("-90071992547409.92", "EUR");
    row("9007199254740992", "JPY");
    row("9007199254740992", "EUR");
    row("99999999999999999999999999", "EUR");
    row("90071992547409.91+0.01", "EUR");
    row("-90071992547409.91-0.01", "EUR");
    row(QByteArray(201, '1'), "EUR");
    row(QByteArray(10'000'000, '1'), "EUR");
    QTest::newRow("line break") << QByteArray("1\n") << QByteArray("EUR");
    QTest::newRow("NUL") << QByteArray("1\0", 2) << QByteArray("EUR");
}

void MoneyTest::refusesWhatIsNoAmount()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    const auto parsed = parseMoney(text.toStdString(), currency(code.constData()));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::Invalid);
    QVERIFY(!parsed.error().detail.empty() && parsed.error().detail.size() < 500);
}

void MoneyTest::saysWhyAnAmountIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("decimals") << QByteArray("12.345") << QByteArray("\"12.345\" has more decimals than EUR (2)");
    QTest::newRow("exponent") << QByteArray(
        "1e400") << QByteArray("\"1e400\" is not an amount: digits, a point and a sign are what it takes, as -23.45");
    QTest::newRow("large") << QByteArray("99999999999999999")
                           << QByteArray("\"99999999999999999\" is too large for a ledger");
    QTest::newRow("sum") << QByteArray("90071992547409.91+1") << QByteArray("the sum is too large for a ledger");
}

void MoneyTest::saysWhyAnAmountIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sentence);
    QCOMPARE(QByteArray::fromStdString(parseMoney(text.toStdString(), currency("EUR")).error().detail), sentence);
}

void MoneyTest::writesAmounts_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](qint64 minor, const char* code, const char* text) {
        QTest::addRow("%lld %s", static_cast<long long>(minor), code) << minor << QByteArray(code) << QByteArray(text);
    };
    row(0, "EUR", "0.00");
    row(5, "EUR", "0.05");
    row(-5, "EUR", "-0.05");
    row(-2345, "EUR", "-23.45");
    row(100, "EUR", "1.00");
    row(moneyMax, "EUR", "90071992547409.91");
    row(-moneyMax, "EUR", "-90071992547409.91");
    row(0, "JPY", "0");
    row(-1234, "JPY", "-1234");
    row(0, "KWD", "0.000");
    row(-1, "KWD", "-0.001");
    row(12345, "KWD", "12.345");
}

void MoneyTest::writesAmounts()
{
    QFETCH(qint64, minor);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(moneyText(Money { minor }, currency(code.constData()))), text);
}

void MoneyTest::readsBackEveryAmountItWrites()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    for (const char* code : { "JPY", "EUR", "KWD" }) {
        const Currency money = currency(code);
        for (int i = 0; i < 20'000; ++i) {
            // Of all sizes, and close to the limits too.
            const int bits = int(random() % 54);
            std::int64_t minor = std::int64_t(random() % (std::uint64_t(1) << bits));
            if (i % 10 == 0)
                minor = moneyMax - minor % 1'000;
            if (random() % 2)
                minor = -minor;

            const auto back = parseMoney(moneyText(Money { minor }, money), money);

            QVERIFY(back);
            QCOMPARE(back->minor, minor);
        }
    }
}

void MoneyTest::addsAsIntegersDo()
{
    std::mt19937_64 random(testSeed());
    const Currency euro = currency("EUR");
    for (int i = 0; i < 20'000; ++i) {
        const Money a { std::int64_t(random() % 2'000'000'001) - 1'000'000'000 };
        const Money b { std::int64_t(random() % 2'000'000'001) - 1'000'000'000 };

        QCOMPARE(add(a, b)->minor, a.minor + b.minor);
        const std::string sum = moneyText(a, euro) + (b.minor < 0 ? "" : "+") + moneyText(b, euro);
        QCOMPARE(parseMoney(sum, euro)->minor, a.minor + b.minor);
    }
}

void MoneyTest::refusesSumsBeyondTheLimit_data()
{
    QTest::addColumn<qint64>("a");
    QTest::addColumn<qint64>("b");
    QTest::addColumn<bool>("isGood");
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    QTest::newRow("to the limit") << qint64(moneyMax - 1) << qint64(1) << true;
    QTest::newRow("to the lower limit") << qint64(1 - moneyMax) << qint64(-1) << true;
    QTest::newRow("both limits") << qint64(moneyMax) << qint64(-moneyMax) << true;
    QTest::newRow("beyond") << qint64(moneyMax) << qint64(1) << false;
    QTest::newRow("below") << qint64(-moneyMax) << qint64(-1) << false;
    QTest::newRow("twice the limit") << qint64(moneyMax) << qint64(moneyMax) << false;
    QTest::newRow("over 64 bits") << qint64(most) << qint64(most) << false;
    QTest::newRow("under 64 bits") << qint64(least) << qint64(least) << false;
}

void MoneyTest::refusesSumsBeyondTheLimit()
{
    QFETCH(qint64, a);
    QFETCH(qint64, b);
    QFETCH(bool, isGood);
    QCOMPARE(add(Money { a }, Money { b }).has_value(), isGood);
}

QTEST_GUILESS_MAIN(MoneyTest)
#include "money_test.moc"
