#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QHorizontalBarSeries>
#include <QCoreApplication>

#include "desktop/widgets/charts/chart_content.h"

#include "desktop/models/display_text.h"
#include "desktop/models/summary_text.h"
#include "desktop/widgets/charts/chart_axis.h"
#include "desktop/widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace qm::desktop {

namespace {

constexpr std::size_t barsMost = 12;

class SpendingChart final : public ChartContent {
    Q_DECLARE_TR_FUNCTIONS(SpendingChart)

public:
    SpendingChart(std::vector<SpentOn> spent, const std::vector<YearMonth>& months, const Currency& currency)
        : m_spent(std::move(spent))
        , m_currency(currency)
    {
        title = tr("Spending by category");
        bandsAlong = Qt::Vertical;
        if (m_spent.empty()) {
            emptyText = tr("Nothing was spent in these months.");
            return;
        }
        headline = tr("Most was spent on %1: %2 in %3.")
                       .arg(spentOnText(m_spent.front()), moneyWithCurrency(m_spent.front().spent, currency),
                           monthsText(months));
        for (const SpentOn& one : m_spent)
            bands.push_back(
                { tr("%1\n%2").arg(spentOnText(one), moneyWithCurrency(one.spent, currency)), wantedOf(one, months) });
    }

    void draw(QChart& chart, const Theme& colours) const override
    {
        dressChart(chart, Legend::None, colours);
        auto* set = new QBarSet(title);
        QStringList names;
        double most = 0;
        for (auto one = m_spent.rbegin(); one != m_spent.rend(); ++one) {
            const double value = chartValue(one->spent, m_currency);
            set->append(value >= 100 ? std::round(value) : value); // the number beside the bar; bands have all digits
            names << spentOnText(*one);
            most = std::max(most, value);
        }
        set->setColor(colours.series(0));
        set->setBorderColor(colours.series(0));
        set->setLabelColor(colours.text);
        auto* series = new QHorizontalBarSeries;
        series->append(set);
        series->setBarWidth(0.62);
        series->setLabelsVisible(true);
        series->setLabelsPosition(QAbstractBarSeries::LabelsOutsideEnd);
        series->setLabelsPrecision(15);
        chart.addSeries(series);
        series->attachAxis(addNameAxis(chart, names, colours));
        QCategoryAxis* const amounts = addAmountAxis(chart, Qt::AlignBottom, 0, most, colours);
        amounts->setRange(0, most * 1.25); // room for the number at the end of the longest
        amounts->setVisible(false);
        series->attachAxis(amounts);
    }

private:
    static std::optional<PostingsWanted> wantedOf(const SpentOn& one, const std::vector<YearMonth>& months)
    {
        PostingsWanted wanted;
        wanted.from = months.front();
        wanted.to = months.back();
        wanted.category = one.category;
        wanted.onlyWithoutEntry = one.what == SpentOn::What::Without;
        return one.what == SpentOn::What::Rest ? std::nullopt : std::optional(wanted);
    }

    std::vector<SpentOn> m_spent;
    Currency m_currency;
};

} // namespace

Result<ChartPointer> spendingChart(const SummaryTable& table, const Currency& currency)
{
    QM_ASSIGN(std::vector<SpentOn> spent, spendingByCategory(table, barsMost));
    return ChartPointer(std::make_shared<SpendingChart>(std::move(spent), table.months, currency));
}

} // namespace qm::desktop
