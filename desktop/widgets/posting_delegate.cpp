#include "desktop/widgets/posting_delegate.h"

#include "desktop/models/posting_table_model.h"
#include "desktop/widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>

namespace qm::desktop {

namespace {

using Model = PostingTableModel;

QColor textColour(const QModelIndex& index)
{
    const bool isAmount = index.column() == Model::Amount;
    if (isAmount && index.data(Model::SortRole).toLongLong() > 0 && !index.data(Model::TransferRole).toBool())
        return theme().income;
    if (index.data(Model::MutedRole).toBool() || index.column() == Model::Balance)
        return theme().muted;
    return theme().text;
}

QString iconName(const QModelIndex& index)
{
    if (index.column() == Model::Day && index.data(Model::LockedRole).toBool())
        return QStringLiteral("lock");
    if (index.column() == Model::Entry && index.data(Model::SplitRole).toBool())
        return QStringLiteral("split");
    return {};
}

} // namespace

void PostingDelegate::paintMark(QPainter* painter, const QRect& place, bool isTicked)
{
    const qreal size = 4 * unit;
    const QRectF mark(place.center().x() - size / 2 + 0.5, place.center().y() - size / 2 + 0.5, size, size);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isTicked ? theme().accent : theme().muted, 1.0));
    painter->setBrush(isTicked ? QBrush(theme().accent) : QBrush(Qt::NoBrush));
    painter->drawEllipse(mark.adjusted(1, 1, -1, -1));
    if (isTicked) {
        QPainterPath tick;
        tick.moveTo(mark.left() + size * 0.29, mark.top() + size * 0.52);
        tick.lineTo(mark.left() + size * 0.44, mark.top() + size * 0.67);
        tick.lineTo(mark.left() + size * 0.72, mark.top() + size * 0.36);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme().onAccent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(tick);
    }
    painter->restore();
}

void PostingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect place = option.rect;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(place, isSelected ? theme().selected : theme().surface);
    painter->setPen(theme().line);
    painter->drawLine(place.bottomLeft(), place.bottomRight());
    const auto* const view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool isCurrentRow = view && view->hasFocus() && view->currentIndex().row() == index.row();
    if (isCurrentRow && index.column() == Model::Day)
        painter->fillRect(place.left(), place.top(), 3, place.height() - 1, theme().accent);
    if (index.column() == Model::Cleared) {
        if (const QVariant cleared = index.data(Model::ClearedRole); cleared.isValid())
            paintMark(painter, place, cleared.toBool());
        return;
    }
    QRect inner = place.adjusted(3 * unit, 0, -2 * unit, 0);
    if (const QString name = iconName(index); !name.isEmpty()) {
        const QRect mark(inner.right() - 3 * unit, inner.center().y() - 2 * unit + 1, 4 * unit, 4 * unit);
        icon(name).paint(painter, mark);
        inner.setRight(mark.left() - unit);
    }
    painter->setFont(option.font);
    painter->setPen(textColour(index));
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, inner.width());
    painter->drawText(inner, int(alignment) | Qt::TextSingleLine, text);
}

} // namespace qm::desktop
