#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QCoreApplication>
#include <QLineSeries>

#include "desktop/widgets/charts/chart_content.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/charts/chart_axis.h"
#include "desktop/widgets/theme.h"

#include <algorithm>

namespace qm::desktop {

namespace {

class BalanceChart final : public ChartContent {
    Q_DECLARE_TR_FUNCTIONS(BalanceChart)

public:
    BalanceChart(const std::vector<BalancePoint>& points, const Currency& currency, const std::optional<Uuid>& account,
        const QString& accountName)
        : m_points(points)
        , m_currency(currency)
    {
        title = account ? tr("Balance of %1").arg(accountName) : tr("Balance of all accounts");
        cardTitle = tr("Balance");
        if (points.empty()) {
            emptyText = tr("There is no month in this range.");
            return;
        }
        headline = tr("%1 at the end of %2, %3 at the end of %4.")
                       .arg(moneyWithCurrency(points.front().balance, currency), monthText(points.front().ym),
                           moneyWithCurrency(points.back().balance, currency), monthText(points.back().ym));
        for (const BalancePoint& point : points) {
            PostingsWanted wanted;
            wanted.from = wanted.to = point.ym;
            wanted.account = account;
            bands.push_back(
                { tr("End of %1\n%2").arg(monthText(point.ym), moneyWithCurrency(point.balance, currency)), wanted });
        }
    }

    void draw(QChart& chart, const Theme& colours) const override
    {
        dressChart(chart, Legend::None, colours);
        auto* upper = new QLineSeries;
        auto* zero = new QLineSeries;
        double least = 0;
        double most = 0;
        std::vector<YearMonth> months;
        for (std::size_t i = 0; i < m_points.size(); ++i) {
            const double value = chartValue(m_points[i].balance, m_currency);
            upper->append(double(i), value);
            zero->append(double(i), 0);
            least = std::min(least, value);
            most = std::max(most, value);
            months.push_back(m_points[i].ym);
        }
        auto* area = new QAreaSeries(upper, zero);
        upper->setParent(area);
        zero->setParent(area);
        QColor ground = colours.series(0);
        ground.setAlphaF(0.14F);
        area->setColor(ground);
        area->setPen(Qt::NoPen);
        auto* line = new QLineSeries;
        line->append(upper->points());
        line->setPen(QPen(colours.series(0), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        line->setPointsVisible(m_points.size() <= 24);
        QCategoryAxis* const across = addMonthAxis(chart, months, colours);
        QCategoryAxis* const up = addAmountAxis(chart, Qt::AlignLeft, least, most, colours);
        for (QAbstractSeries* const series : std::initializer_list<QAbstractSeries*> { area, line }) {
            chart.addSeries(series);
            series->attachAxis(across);
            series->attachAxis(up);
        }
    }

private:
    std::vector<BalancePoint> m_points;
    Currency m_currency;
};

} // namespace

ChartPointer balanceChart(const std::vector<BalancePoint>& points, const Currency& currency,
    const std::optional<Uuid>& account, const QString& accountName)
{
    return std::make_shared<BalanceChart>(points, currency, account, accountName);
}

} // namespace qm::desktop
