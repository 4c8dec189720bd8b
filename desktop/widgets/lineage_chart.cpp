#include "desktop/widgets/lineage_chart.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace qm::desktop {

namespace {

constexpr int barsHeight = 22 * unit;

double sizeOf(Money amount)
{
    return std::abs(static_cast<double>(amount.minor));
}

} // namespace

LineageChart::LineageChart(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Planned and actual over the last months"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LineageChart::setPast(std::vector<EntryPast> past, const Currency& currency)
{
    m_past = std::move(past);
    m_currency = currency;
    QStringList words;
    for (const EntryPast& month : m_past)
        words << wordsOf(month);
    setAccessibleDescription(words.join(QLatin1Char('\n')));
    update();
}

QSize LineageChart::sizeHint() const
{
    return { 70 * unit, barsHeight + fontMetrics().height() + 2 * unit };
}

QString LineageChart::wordsOf(const EntryPast& month) const
{
    const QString name = monthText(month.ym);
    return month.entries == 0
        ? tr("%1: not in this month").arg(name)
        : tr("%1: planned %2, actual %3", "month, amounts")
              .arg(name, amountText(month.planned, m_currency), amountText(month.actual, m_currency));
}

QRectF LineageChart::columnOf(std::size_t place) const
{
    const double wide = std::min(width() / double(std::max<std::size_t>(m_past.size(), 1)), 12.0 * unit);
    return { double(place) * wide, 0.0, wide, double(barsHeight) };
}

void LineageChart::paintEvent(QPaintEvent*)
{
    double most = 1.0;
    for (const EntryPast& month : m_past)
        most = std::max({ most, sizeOf(month.planned), sizeOf(month.actual) });
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_past.size(); ++i)
        paintMonth(painter, i, most);
    painter.setPen(theme().line);
    painter.drawLine(QPointF(0, barsHeight + 0.5), QPointF(columnOf(m_past.size()).left(), barsHeight + 0.5));
}

void LineageChart::paintMonth(QPainter& painter, std::size_t place, double most) const
{
    const EntryPast& month = m_past[place];
    const QRectF column = columnOf(place);
    const auto bar = [&](Money amount, double part) {
        const double high = sizeOf(amount) / most * (barsHeight - unit);
        const double wide = column.width() * part;
        return QRectF(column.center().x() - wide / 2, barsHeight - high, wide, high);
    };
    const bool isOver = sizeOf(month.actual) > sizeOf(month.planned) && month.actual.minor < 0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().track);
    painter.drawRect(bar(month.planned, 0.8));
    painter.setBrush(isOver ? theme().over : theme().accent);
    painter.drawRect(bar(month.actual, 0.4));
    if (month.entries > 0) { // the plan's edge stays visible behind a higher bar
        const QRectF planned = bar(month.planned, 0.8);
        painter.setPen(QPen(theme().muted, 1.5));
        painter.drawLine(planned.topLeft(), planned.topRight());
    }
    const bool isLast = place + 1 == m_past.size();
    painter.setPen(isLast ? theme().text : theme().muted);
    painter.drawText(QRectF(column.left(), barsHeight + unit, column.width(), fontMetrics().height()), Qt::AlignCenter,
        shortMonthText(month.ym).left(1));
}

bool LineageChart::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_past.size(); ++i) {
        const QRectF column = columnOf(i);
        if (help->x() >= column.left() && help->x() < column.right()) {
            QToolTip::showText(help->globalPos(), wordsOf(m_past[i]), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace qm::desktop
