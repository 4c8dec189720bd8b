#include "common/environment.h"
#include "common/ledger/date.h"
#include "common/ledger/text.h"

#include <QtTest>

#include <QDate>
#include <QDateTime>

using namespace qm;

class DateTest : public QObject {
    Q_OBJECT
private slots:
    void readsEveryDayOfTheCalendar();
    void refusesWhatIsNoDay_data();
    void refusesWhatIsNoDay();
    void cutsNoCharacterInItsSentences();
    void readsMonths_data();
    void readsMonths();
    void refusesWhatIsNoMonth_data();
    void refusesWhatIsNoMonth();
    void knowsWhichDaysLieInAMonth();
    void countsOnOverTheYear();
    void clampsADayToTheLastOfTheMonth_data();
    void clampsADayToTheLastOfTheMonth();
    void writesInstants_data();
    void writesInstants();
    void measuresTimeSinceTheMachineStarted();
};

void DateTest::readsEveryDayOfTheCalendar()
{
    // Against Qt's calendar: all days of four years around two leap rules, and each day that Qt says is none.
    for (const int year : { 1900, 2000, 2026, 2028, 2100, 2999 }) {
        for (int month = 1; month <= 12; ++month) {
            for (int day = 1; day <= 31; ++day) {
                const std::string text = QString::asprintf("%04d-%02d-%02d", year, month, day).toStdString();
                const auto date = parseDate(text);
                QCOMPARE(date.has_value(), QDate::isValid(year, month, day));
                if (date)
                    QCOMPARE(dateText(*date), text);
            }
            const YearMonth ym { year, unsigned(month) };
            QCOMPARE(int(ym.days()), QDate(year, month, 1).daysInMonth());
        }
    }
}

void DateTest::refusesWhatIsNoDay_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "", "2026", "2026-05", "2026-5-3", "2026-05-3", "26-05-03", "2026/05/03", "03.05.2026",
             "2026-05-03T00:00", "2026-05-03 ", " 2026-05-03", "2026-02-30", "2025-02-29", "2026-04-31", "2026-13-01",
             "2026-00-10", "2026-01-00", "1899-12-31", "3000-01-01", "0000-01-01", "-026-01-01", "2026-+1-01",
             "2026-0x-01", "20 6-05-03", "２０２６-05-03" })
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
    QTest::newRow("NUL") << QByteArray("2026-05-0\0", 10);
    QTest::newRow("10 MB") << QByteArray(10'000'000, '2');
}

void DateTest::refusesWhatIsNoDay()
{
    QFETCH(QByteArray, text);
    const auto date = parseDate(text.toStdString());
    QVERIFY(!date);
    QCOMPARE(date.error().code, ErrorCode::Invalid);
    QVERIFY(!date.error().detail.empty() && date.error().detail.size() < 200);
}

void DateTest::cutsNoCharacterInItsSentences()
{
    const std::string text = std::string(39, 'x') + "ü";
    QVERIFY(isUtf8(parseDate(text).error().detail));
    QVERIFY(isUtf8(qm::YearMonth::parse(text).error().detail));
}

void DateTest::readsMonths_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "2026-05", "1900-01", "2999-12", "2024-02" })
        QTest::newRow(text) << QByteArray(text);
}

void DateTest::readsMonths()
{
    QFETCH(QByteArray, text);
    const auto month = YearMonth::parse(text.toStdString());
    QVERIFY(month);
    QCOMPARE(QByteArray::fromStdString(month->text()), text);
}

void DateTest::refusesWhatIsNoMonth_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "", "2026", "2026-5", "2026-00", "2026-13", "1899-12", "3000-01", "2026/05", "05-2026",
             "2026-05-01", "2026-05 ", "may 26" })
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void DateTest::refusesWhatIsNoMonth()
{
    QFETCH(QByteArray, text);
    const auto month = YearMonth::parse(text.toStdString());
    QVERIFY(!month);
    QCOMPARE(month.error().code, ErrorCode::Invalid);
}

void DateTest::knowsWhichDaysLieInAMonth()
{
    const YearMonth may { 2026, 5 };
    QVERIFY(may.contains(*parseDate("2026-05-01")));
    QVERIFY(may.contains(*parseDate("2026-05-31")));
    QVERIFY(!may.contains(*parseDate("2026-04-30")));
    QVERIFY(!may.contains(*parseDate("2026-06-01")));
    QVERIFY(!may.contains(*parseDate("2025-05-15")));
}

void DateTest::countsOnOverTheYear()
{
    YearMonth month { 2024, 11 };
    QStringList seen;
    for (int i = 0; i < 4; ++i, month = month.next())
        seen << QString::fromStdString(month.text());
    QCOMPARE(seen, (QStringList { "2024-11", "2024-12", "2025-01", "2025-02" }));
    QVERIFY((YearMonth { 2024, 12 } < YearMonth { 2025, 1 }));
}

void DateTest::clampsADayToTheLastOfTheMonth_data()
{
    QTest::addColumn<QByteArray>("month");
    QTest::addColumn<int>("day");
    QTest::addColumn<QByteArray>("date");
    QTest::newRow("31 in February") << QByteArray("2026-02") << 31 << QByteArray("2026-02-28");
    QTest::newRow("31 in a leap February") << QByteArray("2028-02") << 31 << QByteArray("2028-02-29");
    QTest::newRow("31 in April") << QByteArray("2026-04") << 31 << QByteArray("2026-04-30");
    QTest::newRow("31 in May") << QByteArray("2026-05") << 31 << QByteArray("2026-05-31");
    QTest::newRow("0") << QByteArray("2026-05") << 0 << QByteArray("2026-05-01");
    QTest::newRow("15") << QByteArray("2026-05") << 15 << QByteArray("2026-05-15");
}

void DateTest::clampsADayToTheLastOfTheMonth()
{
    QFETCH(QByteArray, month);
    QFETCH(int, day);
    QFETCH(QByteArray, date);
    QCOMPARE(QByteArray::fromStdString(dateText(YearMonth::parse(month.toStdString())->day(unsigned(day)))), date);
}

void DateTest::writesInstants_data()
{
    QTest::addColumn<qint64>("ms");
    for (const qint64 ms : { qint64(0), qint64(1), qint64(-1), qint64(-1000), qint64(1'777'825'361'120),
             qint64(951'782'400'000), qint64(4'102'444'799'999) })
        QTest::addRow("%lld", static_cast<long long>(ms)) << ms;
}

void DateTest::writesInstants()
{
    QFETCH(qint64, ms);
    const QString theirs = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'");
    QCOMPARE(QString::fromStdString(instantText(ms)), theirs);
}

void DateTest::measuresTimeSinceTheMachineStarted()
{
    const std::int64_t before = bootClockMs();
    QTest::qSleep(5);
    const std::int64_t after = bootClockMs();
    QVERIFY(after >= before + 5 && before > 0);
    QVERIFY(wallClockMs() > 1'600'000'000'000);
}

QTEST_GUILESS_MAIN(DateTest)
#include "date_test.moc"
