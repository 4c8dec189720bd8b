#include "desktop/widgets/tick_delegate.h"

#include "desktop/models/statement_model.h"
#include "desktop/widgets/posting_delegate.h"
#include "desktop/widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace qm::desktop {

void TickDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, isSelected ? theme().selected : theme().surface);
    painter->setPen(theme().line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QModelIndex tick = index.siblingAtColumn(StatementModel::Ticked);
    const bool isTickable = tick.flags().testFlag(Qt::ItemIsUserCheckable);
    if (index.column() == StatementModel::Ticked) {
        const auto* const view = qobject_cast<const QAbstractItemView*>(option.widget);
        if (view && view->hasFocus() && view->currentIndex().row() == index.row())
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height() - 1)), theme().accent);
        if (isTickable) {
            PostingDelegate::paintMark(painter, option.rect, index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
        } else {
            QRect mark(0, 0, 4 * unit, 4 * unit);
            mark.moveCenter(option.rect.center());
            icon(QStringLiteral("lock")).paint(painter, mark);
        }
        return;
    }
    const bool isQuiet = index.column() == StatementModel::Memo || !isTickable;
    painter->setFont(option.font);
    painter->setPen(isQuiet ? theme().muted : theme().text);
    const QRect inner = option.rect.adjusted(3 * unit, 0, -2 * unit, 0);
    const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, inner.width());
    painter->drawText(inner, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine, text);
}

} // namespace qm::desktop
