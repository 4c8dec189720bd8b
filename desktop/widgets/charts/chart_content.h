#pragma once

#include <QImage>

#include "common/store/summary_series.h"
#include "desktop/widgets/workspace.h"

#include <memory>

class QChart;

namespace qm::desktop {

struct Theme;

/// One thing that a chart shows over its whole breadth: a category, a month.
struct ChartBand {
    QString text; ///< its name and amounts, some lines
    std::optional<PostingsWanted> wanted; ///< what is behind it
};

/// What a chart says, apart from where it is shown: on the page, in a picture, on paper.
class ChartContent {
public:
    virtual ~ChartContent() = default;
    /// Series and axes into an empty chart.
    virtual void draw(QChart& chart, const Theme& colours) const = 0;

    QString title;
    QString cardTitle; ///< beside a choice that says the rest; empty: the title
    QString headline; ///< the main numbers in a sentence
    QString emptyText; ///< why there is nothing to draw; empty: there is
    std::vector<ChartBand> bands; ///< from the left, or from the top
    Qt::Orientation bandsAlong = Qt::Horizontal; ///< Vertical: from the top

    /// Title and chart on the colours' surface. `size`: in pixels at `ratio` pixels each way.
    QImage picture(QSize size, qreal ratio, const Theme& colours) const;
    /// The same as a drawing; false when the file cannot be written.
    bool saveSvg(const QString& path, QSize size, const Theme& colours) const;
};

using ChartPointer = std::shared_ptr<const ChartContent>;

/// Spent by category over all months of the table. Error: Invalid (a sum leaves the range of money), as of the others.
Result<ChartPointer> spendingChart(const SummaryTable& table, const Currency& currency);
/// Income beside expense, month by month.
Result<ChartPointer> flowChart(const SummaryTable& table, const Currency& currency);
/// The balance at the ends of months; `account`: of one, by its name.
ChartPointer balanceChart(const std::vector<BalancePoint>& points, const Currency& currency,
    const std::optional<Uuid>& account, const QString& accountName);
/// Month `shown` of the table beside the average of the others.
Result<ChartPointer> comparisonChart(const SummaryTable& table, std::size_t shown, const Currency& currency);

} // namespace qm::desktop
