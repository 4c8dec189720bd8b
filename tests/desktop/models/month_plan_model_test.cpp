#include "desktop/models/month_plan_model.h"

#include "desktop/models/cell_kind.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QtTest>

using namespace qm;
using namespace qm::desktop;

namespace {

constexpr auto tester = QAbstractItemModelTester::FailureReportingMode::QtTest;

Uuid id(std::int64_t number)
{
    return DerivedId("test").add(number).uuid();
}

PlanLine line(const char* name, std::int64_t planned, std::int64_t actual)
{
    PlanLine made;
    made.lineage = DerivedId("test").add(std::string_view(name)).uuid();
    made.name = name;
    made.category = id(1);
    made.planned = { planned };
    made.before = PlanLine::Before { { planned }, { actual }, Money { planned - actual } };
    return made;
}

} // namespace

class MonthPlanModelTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_model = std::make_unique<MonthPlanModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), tester);
        auto catalogue = std::make_shared<Catalogue>();
        catalogue->currency = { "EUR", 2 };
        m_catalogue = catalogue;
    }

    void aLineShowsHowItWentBefore()
    {
        show({ line("Groceries", -400'00, -150'00) });

        QCOMPARE(text(0, MonthPlanModel::BeforeColumn), QStringLiteral("400.00"));
        QCOMPARE(text(0, MonthPlanModel::ActualColumn), QStringLiteral("150.00"));
        QCOMPARE(text(0, MonthPlanModel::CarryColumn), QStringLiteral("250.00 left"));
        QCOMPARE(text(0, MonthPlanModel::PlannedColumn), QStringLiteral("400.00"));
    }

    void whatIsThereAlreadyIsNotTicked()
    {
        PlanLine there = line("Rent", -900'00, -900'00);
        there.isThereAlready = true;
        show({ there, line("Groceries", -400'00, 0) });

        QCOMPARE(m_model->chosen().size(), 1u);
        QCOMPARE(m_model->thereAlready(), 1);
        QVERIFY(text(0, MonthPlanModel::NameColumn).contains(QStringLiteral("is there already")));
        QVERIFY(tick(0, MonthPlanModel::NameColumn, Qt::Checked));
        QCOMPARE(m_model->chosen().size(), 2u); // on purpose
    }

    void carryingOverIsATickOfEachLine()
    {
        show({ line("Groceries", -400'00, -150'00), line("Eating out", -100'00, -120'00),
            line("Rent", -900'00, -900'00) });

        QVERIFY(tick(0, MonthPlanModel::CarryColumn, Qt::Checked));
        QVERIFY(!tick(2, MonthPlanModel::CarryColumn, Qt::Checked)); // nothing remained

        QCOMPARE(text(0, MonthPlanModel::PlannedColumn), QStringLiteral("650.00"));
        QCOMPARE(m_model->carried(), Qt::PartiallyChecked);
        m_model->carryAll(true);
        QCOMPARE(text(1, MonthPlanModel::PlannedColumn), QStringLiteral("80.00"));
        QCOMPARE(m_model->carried(), Qt::Checked);
        m_model->carryAll(false);
        QCOMPARE(m_model->chosen()[0].planned, (Money { -400'00 }));
    }

    void whatIsTypedIsWhatStands()
    {
        show({ line("Groceries", -400'00, -150'00) });
        tick(0, MonthPlanModel::CarryColumn, Qt::Checked);

        QVERIFY(m_model->setData(m_model->index(0, MonthPlanModel::PlannedColumn), qlonglong(-500'00)));

        QCOMPARE(m_model->chosen()[0].planned, (Money { -500'00 }));
        QCOMPARE(m_model->carried(), Qt::Unchecked);
    }

    void aDueDayFitsTheMonth()
    {
        PlanLine due = line("Rent", -900'00, 0);
        due.dueDay = 31;
        show({ due });

        QCOMPARE(text(0, MonthPlanModel::DueColumn), QStringLiteral("Tue 30"));
        m_model->setMonth({ 2026, 7 });
        QCOMPARE(text(0, MonthPlanModel::DueColumn), QStringLiteral("Fri 31"));
        QVERIFY(m_model->setData(m_model->index(0, MonthPlanModel::DueColumn), 0));
        QVERIFY(!m_model->chosen()[0].dueDay);
    }

    void anEmptyNameIsNotTaken()
    {
        show({ line("Rent", -900'00, 0) });

        QVERIFY(!m_model->setData(m_model->index(0, 0), QStringLiteral("  ")));
        QVERIFY(m_model->setData(m_model->index(0, 0), QStringLiteral("House")));
        QCOMPARE(m_model->chosen()[0].name, std::string("House"));
    }

    void sumsAreOfWhatIsTicked()
    {
        show({ line("Groceries", -400'00, 0), line("Rent", -900'00, 0) });

        QCOMPARE(m_model->sums().out, (Money { -1300'00 }));
        tick(1, MonthPlanModel::NameColumn, Qt::Unchecked);
        QCOMPARE(m_model->sums().left, (Money { -400'00 }));
        m_model->tickAll(false);
        QVERIFY(m_model->chosen().empty());
    }

private:
    void show(std::vector<PlanLine> lines)
    {
        m_model->setPlan({ YearMonth { 2026, 5 }, std::move(lines) }, { 2026, 6 }, m_catalogue);
    }
    QString text(int row, int column) { return m_model->index(row, column).data().toString(); }
    bool tick(int row, int column, Qt::CheckState state)
    {
        return m_model->setData(m_model->index(row, column), state, Qt::CheckStateRole);
    }

    std::unique_ptr<MonthPlanModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::shared_ptr<const Catalogue> m_catalogue;
};

QTEST_GUILESS_MAIN(MonthPlanModelTest)
#include "month_plan_model_test.moc"
