#include "desktop/widgets/charts/chart_view.h"

#include "desktop/widgets/theme.h"

#include <QAccessible>
#include <QChart>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr int aroundBands = 20 * unit; // a legend and an axis

} // namespace

ChartView::ChartView(QWidget* parent) : QChartView(parent)
{
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    setRubberBand(QChartView::NoRubberBand);
}

void ChartView::setContent(ChartPointer content)
{
    m_content = std::move(content);
    m_band = -1;
    // Qt leaves names out that would touch each other.
    const int bandsHeight
        = m_content->bandsAlong == Qt::Vertical ? bandCount() * (fontMetrics().height() + unit) + aroundBands : 0;
    setMinimumSize(60 * unit, std::max(45 * unit, bandsHeight));
    setAccessibleName(m_content->title);
    setAccessibleDescription(m_content->headline);
    drawAnew();
}

/// A fresh chart is simpler and as quick as taking the old one apart.
void ChartView::drawAnew()
{
    if (!m_content)
        return;
    QChart* const before = chart();
    auto* fresh = new QChart;
    if (m_content->emptyText.isEmpty())
        m_content->draw(*fresh, theme());
    setChart(fresh);
    delete before; // setChart() leaves it to the caller
}

QRectF ChartView::bandPlace(int band) const
{
    const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
    const double part = double(band) / bandCount();
    if (m_content->bandsAlong == Qt::Horizontal)
        return { plot.left() + part * plot.width(), plot.top(), plot.width() / bandCount(), plot.height() };
    return { plot.left(), plot.top() + part * plot.height(), plot.width(), plot.height() / bandCount() };
}

QPoint ChartView::bandMiddle(int band) const
{
    return mapFromScene(bandPlace(band).center());
}

int ChartView::bandAt(QPoint position) const
{
    if (bandCount() == 0)
        return -1;
    const QPointF at = mapToScene(position);
    const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
    const bool isAcross = m_content->bandsAlong == Qt::Horizontal;
    // Names beside the bars belong to them.
    if (isAcross ? at.x() < plot.left() || at.x() >= plot.right() : at.y() < plot.top() || at.y() >= plot.bottom())
        return -1;
    const double part = isAcross ? (at.x() - plot.left()) / plot.width() : (at.y() - plot.top()) / plot.height();
    return std::clamp(int(part * bandCount()), 0, bandCount() - 1);
}

void ChartView::setBand(int band, QPoint tipAt)
{
    if (band != m_band) {
        m_band = band;
        viewport()->update();
    }
    if (band < 0) {
        QToolTip::hideText();
        viewport()->unsetCursor();
        return;
    }
    const ChartBand& shown = m_content->bands[std::size_t(band)];
    viewport()->setCursor(shown.wanted ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QToolTip::showText(viewport()->mapToGlobal(tipAt), shown.text, viewport());
    setAccessibleDescription(shown.text);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ChartView::drawForeground(QPainter* painter, const QRectF&)
{
    if (!m_content || m_band < 0 || m_band >= bandCount())
        return;
    QColor light = theme().accent;
    light.setAlphaF(0.12F);
    painter->setPen(hasFocus() ? QPen(theme().accent, 1) : QPen(Qt::NoPen));
    painter->setBrush(light);
    painter->drawRoundedRect(bandPlace(m_band), 2, 2);
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    QChartView::mouseMoveEvent(event);
    setBand(bandAt(event->pos()), event->pos());
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    QChartView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton)
        event->accept();
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
    QChartView::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || !rect().contains(event->pos()))
        return;
    m_band = bandAt(event->pos());
    openBand();
}

void ChartView::openBand()
{
    if (m_band < 0 || m_band >= bandCount())
        return;
    if (const auto& wanted = m_content->bands[std::size_t(m_band)].wanted)
        emit opened(*wanted);
}

void ChartView::leaveEvent(QEvent* event)
{
    setBand(-1, {});
    QChartView::leaveEvent(event);
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    int band = m_band;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up: band = std::max(0, m_band < 0 ? bandCount() - 1 : m_band - 1); break;
    case Qt::Key_Right:
    case Qt::Key_Down: band = std::min(bandCount() - 1, m_band + 1); break;
    case Qt::Key_Home: band = 0; break;
    case Qt::Key_End: band = bandCount() - 1; break;
    case Qt::Key_Return:
    case Qt::Key_Enter: openBand(); return;
    default: QChartView::keyPressEvent(event); return;
    }
    if (bandCount() > 0)
        setBand(band, bandMiddle(band));
}

void ChartView::focusInEvent(QFocusEvent* event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void ChartView::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    setBand(-1, {});
}

void ChartView::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        drawAnew();
}

} // namespace qm::desktop
