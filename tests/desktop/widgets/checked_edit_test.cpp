#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/day_edit.h"

#include <QSignalSpy>
#include <QtTest>

using namespace qm;
using namespace qm::desktop;

class CheckedEditTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); }

    void anAmountTakesArithmetic()
    {
        AmountEdit edit({ "EUR", 2 });
        edit.setOutgoing(true);

        QTest::keyClicks(&edit, QStringLiteral("12,50+3"));

        QVERIFY(edit.isValid());
        QCOMPARE(edit.amount()->minor, -1550);
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(edit.text(), QStringLiteral("15,50"));
    }

    void aPlusComesIn()
    {
        AmountEdit edit({ "EUR", 2 });
        edit.setOutgoing(true);

        QTest::keyClicks(&edit, QStringLiteral("+2500"));
        QTest::keyClick(&edit, Qt::Key_Return);

        QCOMPARE(edit.amount()->minor, 250000);
        QCOMPARE(edit.text(), QStringLiteral("+2.500,00"));
    }

    void anAmountIsNoDay_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QDate>("day");
        QTest::newRow("day alone") << "3" << QDate(2026, 5, 3);
        QTest::newRow("with a point") << "3." << QDate(2026, 5, 3);
        QTest::newRow("day and month") << "3.5." << QDate(2026, 5, 3);
        QTest::newRow("short year") << "3.5.26" << QDate(2026, 5, 3);
        QTest::newRow("ISO") << "2026-05-03" << QDate(2026, 5, 3);
        QTest::newRow("an amount") << "12.34" << QDate();
        QTest::newRow("an amount with comma") << "12,34" << QDate();
        QTest::newRow("the 32nd") << "32" << QDate();
        QTest::newRow("another month") << "3.6." << QDate();
        QTest::newRow("letters") << "abc" << QDate();
    }
    void anAmountIsNoDay()
    {
        QFETCH(QString, typed);
        QFETCH(QDate, day);
        DayEdit edit;
        edit.setMonth(YearMonth { 2026, 5 });

        edit.setText(typed);

        QCOMPARE(edit.day(), day);
        QCOMPARE(edit.isValid(), day.isValid());
    }

    void whatADaySaysItUnderstands()
    {
        for (const QLocale& locale : { QLocale::c(), QLocale(QLocale::English), QLocale(QLocale::German),
                 QLocale(QLocale::French), QLocale(QLocale::Japanese), QLocale(QLocale::Greek) }) {
            QLocale::setDefault(locale);
            DayEdit edit;
            edit.setMonth(YearMonth { 2026, 5 });
            edit.setDay(QDate(2026, 5, 3));
            QVERIFY2(edit.isValid(), qPrintable(edit.text()));
            QCOMPARE(edit.day(), QDate(2026, 5, 3));
        }
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    }

    void aDayOfAnotherMonthSaysWhichMonth()
    {
        DayEdit edit;
        edit.setMonth(YearMonth { 2026, 5 });
        QSignalSpy outside(&edit, &DayEdit::outsideMonth);

        QTest::keyClicks(&edit, QStringLiteral("2026-06-03"));
        QTest::keyClick(&edit, Qt::Key_Return);

        QCOMPARE(outside.size(), 1);
        QCOMPARE(outside.first().first().toDate(), QDate(2026, 6, 3));
        QVERIFY(edit.fault().contains(QStringLiteral("Juni 2026")));
    }

    void arrowsStayInTheMonth()
    {
        DayEdit edit;
        edit.setMonth(YearMonth { 2026, 5 });
        edit.setDay(QDate(2026, 5, 30));

        for (int i = 0; i < 4; ++i)
            QTest::keyClick(&edit, Qt::Key_Up);

        QCOMPARE(edit.day(), QDate(2026, 5, 31));
    }
};

QTEST_MAIN(CheckedEditTest)
#include "checked_edit_test.moc"
