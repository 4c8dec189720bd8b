#include <QCategoryAxis>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGuiApplication>
#include <QLegend>
#include <QLocale>

#include "desktop/widgets/charts/chart_axis.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace qm::desktop {

namespace {

QFont smallLetters()
{
    QFont letters = QGuiApplication::font();
    letters.setPointSizeF(letters.pointSizeF() * 0.9);
    return letters;
}

/// An axis takes each name once only: later ones get invisible marks.
class Labels {
public:
    explicit Labels(QCategoryAxis& axis) : m_axis(axis) { }
    void add(QString text, double at)
    {
        while (m_axis.categoriesLabels().contains(text))
            text += QChar(0x200b);
        m_axis.append(text, at);
    }

private:
    QCategoryAxis& m_axis;
};

QCategoryAxis* newAxis(QChart& chart, Qt::Alignment side, const Theme& colours)
{
    auto* axis = new QCategoryAxis(&chart);
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setLabelsFont(smallLetters());
    axis->setLabelsColor(colours.muted);
    axis->setGridLineColor(colours.line);
    axis->setLinePen(QPen(colours.line, 1));
    axis->setTruncateLabels(false);
    chart.addAxis(axis, side);
    return axis;
}

/// 1, 2 or 5 times a power of ten, so that about `steps` of them cover `range`.
double roundStep(double range, int steps)
{
    const double rough = range / steps;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double times : { 1.0, 2.0, 5.0 }) {
        if (times * power >= rough)
            return times * power;
    }
    return 10 * power;
}

} // namespace

double chartValue(Money money, const Currency& currency)
{
    return double(money.minor) / std::pow(10.0, currency.exponent);
}

QCategoryAxis* addAmountAxis(QChart& chart, Qt::Alignment side, double least, double most, const Theme& colours)
{
    least = std::min(least, 0.0);
    most = std::max(most, 0.0);
    if (most == least)
        most = 1;
    const double step = roundStep(most - least, 4);
    const double from = std::floor(least / step) * step;
    const double to = std::ceil(most / step) * step;
    QCategoryAxis* const axis = newAxis(chart, side, colours);
    axis->setRange(from, to);
    axis->setStartValue(from - step);
    axis->setLineVisible(false);
    Labels labels(*axis);
    const int decimals = step < 1 ? int(std::ceil(-std::log10(step))) : 0;
    for (int i = 0; i <= int(std::lround((to - from) / step)); ++i) {
        const double value = from + i * step;
        labels.add(QLocale().toString(std::abs(value) < step / 2 ? 0.0 : value, 'f', decimals), value);
    }
    return axis;
}

QCategoryAxis* addMonthAxis(QChart& chart, const std::vector<YearMonth>& months, const Theme& colours)
{
    QCategoryAxis* const axis = newAxis(chart, Qt::AlignBottom, colours);
    axis->setRange(-0.5, double(months.size()) - 0.5);
    axis->setStartValue(-1);
    axis->setGridLineVisible(false);
    constexpr std::array<int, 8> steps { 1, 2, 3, 6, 12, 24, 60, 120 };
    constexpr int most = 9;
    const auto fitting = std::find_if(
        steps.begin(), steps.end(), [&](int one) { return (int(months.size()) + one - 1) / one <= most; });
    const int step = fitting == steps.end() ? steps.back() : *fitting;
    Labels labels(*axis);
    for (std::size_t i = 0; i < months.size(); ++i) {
        const YearMonth ym = months[i];
        if ((ym.year * 12 + int(ym.month) - 1) % step != 0)
            continue;
        // January stands under the name of its year.
        labels.add(
            ym.month == 1 ? QStringLiteral("<b>%1</b>").arg(ym.year) : shortMonthText(ym).toHtmlEscaped(), double(i));
    }
    return axis;
}

QCategoryAxis* addNameAxis(QChart& chart, const QStringList& fromBottom, const Theme& colours)
{
    QCategoryAxis* const axis = newAxis(chart, Qt::AlignLeft, colours);
    axis->setRange(-0.5, double(fromBottom.size()) - 0.5);
    axis->setStartValue(-1);
    axis->setGridLineVisible(false);
    axis->setLabelsColor(colours.text);
    Labels labels(*axis);
    const QFontMetricsF letters(axis->labelsFont());
    for (qsizetype i = 0; i < fromBottom.size(); ++i)
        labels.add(letters.elidedText(fromBottom[i], Qt::ElideRight, 36 * unit).toHtmlEscaped(), double(i));
    return axis;
}

void dressChart(QChart& chart, Legend legend, const Theme& colours)
{
    chart.setBackgroundVisible(false);
    chart.setMargins(QMargins(unit, 3 * unit, 5 * unit, unit));
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.setLocalizeNumbers(true);
    chart.legend()->setVisible(legend != Legend::None);
    chart.legend()->setAlignment(Qt::AlignTop);
    chart.legend()->setFont(smallLetters());
    chart.legend()->setLabelColor(colours.text);
    chart.legend()->setReverseMarkers(legend == Legend::LastFirst);
    chart.legend()->setMarkerShape(QLegend::MarkerShapeRectangle);
}

} // namespace qm::desktop
