#include "desktop/models/display_text.h"

#include <QtTest>

using namespace qm;
using namespace qm::desktop;

class DisplayTextTest : public QObject {
    Q_OBJECT

private slots:
    void readsAmounts_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("minor");
        const QLocale german(QLocale::German, QLocale::Germany);
        const QLocale english(QLocale::English, QLocale::UnitedStates);
        const QLocale swiss(QLocale::German, QLocale::Switzerland);
        QTest::newRow("comma") << german << "12,50" << qint64 { 1250 };
        QTest::newRow("a point where comma is usual") << german << "12.50" << qint64 { 1250 };
        QTest::newRow("German grouping") << german << "1.234,50" << qint64 { 123450 };
        QTest::newRow("German thousand") << german << "1.234" << qint64 { 123400 };
        QTest::newRow("German million") << german << "1.234.567" << qint64 { 123456700 };
        QTest::newRow("English grouping") << english << "1,234.50" << qint64 { 123450 };
        QTest::newRow("English thousand") << english << "1,234" << qint64 { 123400 };
        QTest::newRow("comma where a point is usual") << english << "12,5" << qint64 { 1250 };
        QTest::newRow("Swiss apostrophe") << swiss << "1'234.50" << qint64 { 123450 };
        QTest::newRow("sum") << german << "12,50+3" << qint64 { 1550 };
        QTest::newRow("difference") << german << "10 - 0,01" << qint64 { 999 };
        QTest::newRow("true minus") << german << QString(QChar(0x2212)) + "5" << qint64 { -500 };
        QTest::newRow("product") << german << "3*4,50" << qint64 { 1350 };
        QTest::newRow("a share") << german << "100/3" << qint64 { 3333 };
        QTest::newRow("a share, half up") << german << "0,05/2" << qint64 { 3 };
        QTest::newRow("brackets") << german << "2*(1,50+1)" << qint64 { 500 };
        QTest::newRow("digits that say nothing") << german << "1,5000" << qint64 { 150 };
        QTest::newRow("no whole part") << english << ".5" << qint64 { 50 };
    }
    void readsAmounts()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, typed);
        QFETCH(qint64, minor);
        QLocale::setDefault(locale);

        const auto amount = parseAmount(typed, { "EUR", 2 });

        QVERIFY2(amount, amount ? "" : amount.error().detail.c_str());
        QCOMPARE(qint64(amount->minor), minor);
    }

    void refusesWhatIsNoAmount_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char* const typed : { "", "abc", "1,234,5x", "12,345", "1++2", "1+", "(1", "1/0", ",", ".", "1e5",
                 "99999999999999999999", "--", "1 2x", "1,2,3" })
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void refusesWhatIsNoAmount()
    {
        QFETCH(QString, typed);
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));

        QVERIFY(!parseAmount(typed, { "EUR", 2 }));
    }

    void whatIsShownIsReadBack()
    {
        for (const QLocale& locale : { QLocale(QLocale::German, QLocale::Germany), QLocale(QLocale::English),
                 QLocale(QLocale::French, QLocale::France), QLocale(QLocale::German, QLocale::Switzerland) }) {
            QLocale::setDefault(locale);
            for (const std::int64_t minor : { 0LL, 1LL, -1LL, 99999LL, 100000LL, -123456789LL, 9007199254740991LL }) {
                const QString text = amountText({ minor }, { "EUR", 2 });
                const auto amount = parseAmount(text, { "EUR", 2 });
                QVERIFY2(amount && amount->minor == minor, qPrintable(locale.name() + text));
            }
        }
    }

    void currenciesHaveTheirOwnDecimals()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        QCOMPARE(amountText({ 1234 }, { "JPY", 0 }), QStringLiteral("1,234"));
        QCOMPARE(amountText({ 1234 }, { "KWD", 3 }), QStringLiteral("1.234"));
        QVERIFY(!parseAmount(QStringLiteral("1.5"), { "JPY", 0 }));
        QCOMPARE(moneyWithCurrency({ -123450 }, { "USD", 2 }), QString(QChar(0x2212)) + QStringLiteral("$1,234.50"));
    }
};

QTEST_MAIN(DisplayTextTest)
#include "display_text_test.moc"
