#include <QAbstractItemModelTester>
#include <QtTest>

#include "desktop/models/display_text.h"
#include "desktop/models/summary_model.h"

using namespace qm;
using namespace qm::desktop;

class SummaryModelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void isAModel();
    void showsNamesMonthsAverageAndTotal();
    void saysOutgoingAmountsWithoutASign();
    void saysDifferencesInWords();
    void keepsQuietAboutNothing();
    void showsPlannedBelowActual();
    void foldsAGroupAway();
    void remembersWhatIsFolded();
    void changesValuesWithoutForgettingTheRest();
    void copiesNumbersThatAddUp();
    void tellsACellInWords();
    void givesTheCourseOfWhatIsUsual();

private:
    std::shared_ptr<const Summary> summary(std::int64_t foodInJune)
    {
        const std::vector<SummaryLine> lines {
            { "2026-05", pay.id, pay.name, "", "income", { 2500'00 }, { 2400'00 } },
            { "2026-05", food.id, food.name, "Living", "expense", { -400'00 }, { -350'00 } },
            { "2026-06", food.id, food.name, "Living", "expense", { -400'00 }, { foodInJune } },
            { "2026-06", gifts.id, gifts.name, "", "expense", {}, { 5'00 } },
        };
        auto table = summaryTable({ { 2026, 5 }, { 2026, 6 } }, { pay, food, gifts }, lines);
        return std::make_shared<const Summary>(Summary { *std::move(table), {} });
    }
    QModelIndex at(const QString& name, int column)
    {
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() == name)
                return model->index(row, column);
        }
        return {};
    }

    Category pay { Uuid::make(), "Pay", "", "income", false };
    Category food { Uuid::make(), "Food", "Living", "expense", false };
    Category gifts { Uuid::make(), "Gifts", "", "expense", false };
    Currency euro { "EUR", 2 };
    std::unique_ptr<SummaryModel> model;
};

void SummaryModelTest::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    model = std::make_unique<SummaryModel>();
    model->setTable(summary(-450'00), euro);
}

void SummaryModelTest::isAModel()
{
    SummaryModel fresh;
    QAbstractItemModelTester tester(&fresh, QAbstractItemModelTester::FailureReportingMode::QtTest);
    fresh.setTable(summary(-450'00), euro);
    for (int row = 0; row < fresh.rowCount(); ++row)
        fresh.toggle(row);
    fresh.toggle(0);
    for (const auto showing : { SummaryModel::Showing::Planned, SummaryModel::Showing::Both,
             SummaryModel::Showing::Difference, SummaryModel::Showing::Actual })
        fresh.setShowing(showing);
    fresh.setTable(summary(-1'00), euro);
    fresh.setTable(std::make_shared<const Summary>(), euro);
    QCOMPARE(fresh.rowCount(), 0);
}

void SummaryModelTest::showsNamesMonthsAverageAndTotal()
{
    QStringList heads;
    for (int column = 0; column < model->columnCount(); ++column)
        heads << model->headerData(column, Qt::Horizontal).toString();
    QCOMPARE(heads, QStringList({ "Category", "May 2026", "Jun 2026", "Course", "Average", "Total" }));
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row)
        names << model->index(row, 0).data().toString();
    QCOMPARE(names, QStringList({ "Income", "Pay", "Expense", "Living", "Food", "Gifts", "What remains" }));
    QCOMPARE(at("Food", model->averageColumn()).data().toString(), QString("400.00"));
    QCOMPARE(at("Food", model->totalColumn()).data().toString(), QString("800.00"));
    QVERIFY(model->monthOf(2) == (YearMonth { 2026, 6 }));
    QVERIFY(!model->monthOf(3));
}

void SummaryModelTest::saysOutgoingAmountsWithoutASign()
{
    QCOMPARE(at("Food", 1).data().toString(), QString("350.00"));
    QCOMPARE(at("Gifts", 2).data().toString(), signedText({ 5'00 }, euro));
    QCOMPARE(at("Food", 1).data(SummaryModel::ValueRole).toLongLong(), -350'00);
    QCOMPARE(at("What remains", 1).data().toString(), QString("2,050.00"));
}

void SummaryModelTest::saysDifferencesInWords()
{
    model->setShowing(SummaryModel::Showing::Difference);
    QCOMPARE(at("Food", 1).data().toString(), QString("50.00 left"));
    QCOMPARE(at("Food", 2).data().toString(), QString("50.00 over"));
    QCOMPARE(at("Food", model->totalColumn()).data().toString(), QString("as planned"));
    QCOMPARE(at("Pay", 1).data().toString(), QString("100.00 to come"));
    QCOMPARE(at("Food", 2).data(SummaryModel::StateRole).toInt(), int(SummaryModel::State::Worse));
}

void SummaryModelTest::keepsQuietAboutNothing()
{
    QCOMPARE(at("Gifts", 1).data().toString(), QStringLiteral("–"));
    QCOMPARE(at("Gifts", 1).data(SummaryModel::StateRole).toInt(), int(SummaryModel::State::Nothing));
}

void SummaryModelTest::showsPlannedBelowActual()
{
    model->setShowing(SummaryModel::Showing::Both);
    QCOMPARE(at("Food", 1).data().toString(), QString("350.00"));
    QCOMPARE(at("Food", 1).data(SummaryModel::SecondTextRole).toString(), QString("of 400.00"));
    QCOMPARE(at("Gifts", 2).data(SummaryModel::SecondTextRole).toString(), QString("not planned"));
}

void SummaryModelTest::foldsAGroupAway()
{
    model->toggle(at("Living", 0).row());
    QVERIFY(!at("Food", 0).isValid());
    QVERIFY(at("Gifts", 0).isValid());
    QCOMPARE(at("Living", 0).data(SummaryModel::FoldedRole).toBool(), true);

    model->toggle(at("Expense", 0).row());
    QVERIFY(!at("Gifts", 0).isValid());
    QVERIFY(!at("Living", 0).isValid());

    model->toggle(at("Expense", 0).row());
    QVERIFY(at("Living", 0).isValid());
    QVERIFY(!at("Food", 0).isValid());
    QVERIFY(!at("Food", 0).data(SummaryModel::FoldedRole).isValid());
}

void SummaryModelTest::remembersWhatIsFolded()
{
    model->toggle(at("Living", 0).row());
    SummaryModel other;
    other.setFolded(model->folded());
    other.setTable(summary(-450'00), euro);
    QCOMPARE(other.rowCount(), model->rowCount());
}

void SummaryModelTest::changesValuesWithoutForgettingTheRest()
{
    QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
    model->toggle(at("Living", 0).row());
    model->setTable(summary(-1'00), euro);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(at("Living", 2).data().toString(), QString("1.00"));
}

void SummaryModelTest::copiesNumbersThatAddUp()
{
    QCOMPARE(at("Food", 1).data(SummaryModel::CopyTextsRole).toStringList(), QStringList { "350.00" });
    QCOMPARE(
        at("Gifts", 2).data(SummaryModel::CopyTextsRole).toStringList(), QStringList { amountText({ -5'00 }, euro) });
    model->setShowing(SummaryModel::Showing::Both);
    QCOMPARE(at("Food", 1).data(SummaryModel::CopyTextsRole).toStringList(), QStringList({ "350.00", "400.00" }));
    QCOMPARE(model->copyHeaders(1), QStringList({ "May 2026, actual", "May 2026, planned" }));
}

void SummaryModelTest::tellsACellInWords()
{
    QCOMPARE(at("Food", 2).data(Qt::AccessibleTextRole).toString(),
        QString("Food, June 2026: 450.00 of 400.00 planned, 50.00 over"));
}

void SummaryModelTest::givesTheCourseOfWhatIsUsual()
{
    const auto course = at("Food", model->trendColumn()).data(SummaryModel::SeriesRole).value<QList<double>>();
    QCOMPARE(course, (QList<double> { 350'00, 450'00 }));
}

QTEST_APPLESS_MAIN(SummaryModelTest)
#include "summary_model_test.moc"
