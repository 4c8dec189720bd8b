#include "desktop/widgets/quiet_header.h"

#include "desktop/widgets/theme.h"

#include <QPainter>

namespace qm::desktop {

QuietHeader::QuietHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(false);
    setHighlightSections(false);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    setFont(small);
}

QSize QuietHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), fontMetrics().height() + 4 * unit };
}

void QuietHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->save();
    painter->fillRect(rect, theme().surface);
    painter->setPen(theme().line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setPen(theme().muted);
    painter->setFont(font());
    const int alignment = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
    const QString text = model()->headerData(section, Qt::Horizontal).toString();
    const QRect place = rect.adjusted(3 * unit, 0, -3 * unit, 0);
    painter->drawText(place, alignment, fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    painter->restore();
}

} // namespace qm::desktop
