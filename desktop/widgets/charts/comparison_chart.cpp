#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QCoreApplication>
#include <QHorizontalBarSeries>

#include "desktop/widgets/charts/chart_content.h"

#include "desktop/models/display_text.h"
#include "desktop/models/summary_text.h"
#include "desktop/widgets/charts/chart_axis.h"
#include "desktop/widgets/theme.h"

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr std::size_t barsMost = 9;

class ComparisonChart final : public ChartContent {
    Q_DECLARE_TR_FUNCTIONS(ComparisonChart)

public:
    ComparisonChart(
        std::vector<SpentOn> compared, const SummaryTable& table, std::size_t shown, const Currency& currency)
        : m_compared(std::move(compared))
        , m_currency(currency)
    {
        bandsAlong = Qt::Vertical;
        cardTitle = tr("Beside the average");
        if (shown >= table.months.size()) {
            title = tr("A month beside the average");
            emptyText = tr("There is no month in this range.");
            return;
        }
        const YearMonth ym = table.months[shown];
        m_month = monthText(ym);
        title = tr("%1 beside the average").arg(m_month);
        if (m_compared.empty()) {
            emptyText = table.months.size() < 2 ? tr("An average needs other months. Choose a longer range.")
                                                : tr("Nothing was spent in these months.");
            return;
        }
        const SpentOn& most = m_compared.front();
        headline = tr("%1: %2 in %3, %4 on average in the other months.")
                       .arg(spentOnText(most), moneyWithCurrency(most.spent, currency), m_month,
                           moneyWithCurrency(most.usual, currency));
        for (const SpentOn& one : m_compared) {
            PostingsWanted wanted;
            wanted.from = wanted.to = ym;
            wanted.category = one.category;
            wanted.onlyWithoutEntry = one.what == SpentOn::What::Without;
            bands.push_back({ tr("%1\n%2: %3\nAverage of the others: %4")
                                  .arg(spentOnText(one), m_month, moneyWithCurrency(one.spent, currency),
                                      moneyWithCurrency(one.usual, currency)),
                one.what == SpentOn::What::Rest ? std::nullopt : std::optional(wanted) });
        }
    }

    void draw(QChart& chart, const Theme& colours) const override
    {
        dressChart(chart, Legend::LastFirst, colours);
        auto* month = new QBarSet(m_month);
        auto* usual = new QBarSet(tr("Average of the others"));
        QStringList names;
        double least = 0;
        double most = 0;
        for (auto one = m_compared.rbegin(); one != m_compared.rend(); ++one) {
            const double values[] { chartValue(one->spent, m_currency), chartValue(one->usual, m_currency) };
            *month << values[0];
            *usual << values[1];
            names << spentOnText(*one);
            least = std::min({ least, values[0], values[1] });
            most = std::max({ most, values[0], values[1] });
        }
        month->setColor(colours.series(0));
        month->setBorderColor(colours.series(0));
        usual->setColor(colours.track);
        usual->setBorderColor(colours.muted);
        auto* series = new QHorizontalBarSeries;
        series->append(usual); // the lower one of each pair comes first
        series->append(month);
        series->setBarWidth(0.72);
        chart.addSeries(series);
        series->attachAxis(addNameAxis(chart, names, colours));
        series->attachAxis(addAmountAxis(chart, Qt::AlignBottom, least, most, colours));
    }

private:
    std::vector<SpentOn> m_compared;
    Currency m_currency;
    QString m_month;
};

} // namespace

Result<ChartPointer> comparisonChart(const SummaryTable& table, std::size_t shown, const Currency& currency)
{
    QM_ASSIGN(std::vector<SpentOn> compared, comparedSpending(table, shown, barsMost));
    return ChartPointer(std::make_shared<ComparisonChart>(std::move(compared), table, shown, currency));
}

} // namespace qm::desktop
