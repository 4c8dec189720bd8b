#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QCoreApplication>

#include "desktop/widgets/charts/chart_content.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/charts/chart_axis.h"
#include "desktop/widgets/theme.h"

#include <algorithm>

namespace qm::desktop {

namespace {

class FlowChart final : public ChartContent {
    Q_DECLARE_TR_FUNCTIONS(FlowChart)

public:
    FlowChart(std::vector<MonthFlow> flows, const SummaryTable& table, const Currency& currency)
        : m_flows(std::move(flows))
        , m_months(table.months)
        , m_currency(currency)
    {
        title = tr("Income and expense by month");
        if (m_flows.empty()) {
            emptyText = tr("There is no month in this range.");
            return;
        }
        const auto money = [&](Money amount) { return moneyWithCurrency(amount, currency); };
        headline = tr("What remains is %1 in all, %2 a month on average.")
                       .arg(money(table.together() ? table.together()->total.actual : Money {}),
                           money(table.together() ? table.together()->average.actual : Money {}));
        for (const MonthFlow& flow : m_flows) {
            QString text
                = tr("%1\nIncome %2\nExpense %3").arg(monthText(flow.ym), money(flow.income), money(flow.expense));
            if (flow.saving.minor != 0)
                text += tr("\nSaving %1").arg(money(flow.saving));
            PostingsWanted wanted;
            wanted.from = wanted.to = flow.ym;
            bands.push_back({ text + tr("\nRemains %1").arg(money(flow.left)), wanted });
        }
    }

    void draw(QChart& chart, const Theme& colours) const override
    {
        dressChart(chart, Legend::FirstFirst, colours);
        auto* income = new QBarSet(tr("Income"));
        auto* expense = new QBarSet(tr("Expense"));
        double least = 0;
        double most = 0;
        for (const MonthFlow& flow : m_flows) {
            for (const auto& [set, money] : { std::pair(income, flow.income), std::pair(expense, flow.expense) }) {
                const double value = chartValue(money, m_currency);
                *set << value;
                least = std::min(least, value);
                most = std::max(most, value);
            }
        }
        for (const auto& [set, colour] :
            { std::pair(income, colours.series(2)), std::pair(expense, colours.series(1)) }) {
            set->setColor(colour);
            set->setBorderColor(colour);
        }
        auto* series = new QBarSeries;
        series->append(income);
        series->append(expense);
        series->setBarWidth(m_flows.size() > 36 ? 0.9 : 0.7);
        chart.addSeries(series);
        series->attachAxis(addMonthAxis(chart, m_months, colours));
        series->attachAxis(addAmountAxis(chart, Qt::AlignLeft, least, most, colours));
    }

private:
    std::vector<MonthFlow> m_flows;
    std::vector<YearMonth> m_months;
    Currency m_currency;
};

} // namespace

Result<ChartPointer> flowChart(const SummaryTable& table, const Currency& currency)
{
    QM_ASSIGN(std::vector<MonthFlow> flows, monthFlows(table));
    return ChartPointer(std::make_shared<FlowChart>(std::move(flows), table, currency));
}

} // namespace qm::desktop
