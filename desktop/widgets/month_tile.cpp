#include "desktop/widgets/month_tile.h"

#include "desktop/widgets/theme.h"

#include <QEvent>
#include <QPainter>

namespace qm::desktop {

namespace {

constexpr int inset = 4 * unit;
constexpr int barHeight = 6;

} // namespace

MonthTile::MonthTile(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MonthTile::show(const Content& content)
{
    m_content = content;
    QStringList words { content.amount, content.planned, content.word };
    words.removeAll(QString());
    setAccessibleName(content.title);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setToolTip(words.join(QStringLiteral(", ")));
    update();
}

QFont MonthTile::largeFont() const
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setWeight(QFont::DemiBold);
    return large;
}

QSize MonthTile::sizeHint() const
{
    const int height
        = 2 * inset + 2 * QFontMetrics(font()).height() + QFontMetrics(largeFont()).height() + barHeight + 4 * unit;
    return { 60 * unit, height };
}

QSize MonthTile::minimumSizeHint() const
{
    return { 45 * unit, sizeHint().height() };
}

void MonthTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_content.bar.isQuiet ? QPen(theme().line) : QPen(Qt::NoPen));
    painter.setBrush(m_content.bar.isQuiet ? theme().window : theme().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * unit, 2 * unit);

    const QFontMetrics small(font());
    const QFontMetrics large(largeFont());
    QRect line(inset, inset, width() - 2 * inset, small.height());
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine;
    painter.setPen(theme().muted);
    painter.drawText(line, flags | Qt::AlignLeft, m_content.title);

    line = QRect(inset, line.bottom() + unit, line.width(), large.height());
    painter.setFont(largeFont());
    painter.setPen(m_content.isBad && m_content.word.isEmpty() ? theme().over : theme().text);
    painter.drawText(line, flags | Qt::AlignLeft, large.elidedText(m_content.amount, Qt::ElideRight, line.width()));

    const QRect bar(inset, line.bottom() + 2 * unit, line.width(), barHeight);
    drawPlanBar(painter, bar, m_content.bar);

    line = QRect(inset, bar.bottom() + 2 * unit, line.width(), small.height());
    painter.setFont(font());
    painter.setPen(m_content.isBad ? theme().over : theme().text);
    const int wordWidth = std::min(small.horizontalAdvance(m_content.word), line.width());
    painter.drawText(line, flags | Qt::AlignRight, small.elidedText(m_content.word, Qt::ElideRight, line.width()));
    painter.setPen(theme().muted);
    line.setRight(line.right() - wordWidth - 2 * unit);
    const bool fits = small.horizontalAdvance(m_content.planned) <= line.width();
    painter.drawText(line, flags | Qt::AlignLeft,
        small.elidedText(fits ? m_content.planned : m_content.plannedShort, Qt::ElideRight, line.width()));
}

void MonthTile::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
}

} // namespace qm::desktop
