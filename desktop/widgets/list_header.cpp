#include "desktop/widgets/list_header.h"

#include "desktop/widgets/theme.h"

#include <QPaintEvent>
#include <QPainter>

namespace qm::desktop {

ListHeader::ListHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setHighlightSections(false);
    setSectionsClickable(true);
    setFrameShape(QFrame::NoFrame);
}

QSize ListHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), fontMetrics().height() + 3 * unit };
}

void ListHeader::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme().window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
    painter.end();
    QHeaderView::paintEvent(event);
}

void ListHeader::paintSection(QPainter* painter, const QRect& place, int section) const
{
    painter->fillRect(place, theme().window);
    painter->fillRect(QRect(place.left(), place.bottom(), place.width(), 1), theme().line);
    const bool isSorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const auto alignment = Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
    QString text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    if (isSorted) {
        const QString mark = sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("↑") : QStringLiteral("↓");
        text = alignment.testFlag(Qt::AlignRight) ? mark + QLatin1Char(' ') + text : text + QLatin1Char(' ') + mark;
    }
    const QRect inner = place.adjusted(3 * unit, 0, -2 * unit, 0);
    painter->setFont(font());
    painter->setPen(isSorted ? theme().text : theme().muted);
    painter->drawText(
        inner, int(alignment) | Qt::TextSingleLine, fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
}

} // namespace qm::desktop
