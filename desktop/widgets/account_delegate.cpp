#include "desktop/widgets/account_delegate.h"

#include "desktop/models/account_list_model.h"
#include "desktop/widgets/theme.h"

#include <QPainter>

namespace qm::desktop {

QSize AccountDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return { 60 * unit, 2 * option.fontMetrics.height() + 5 * unit };
}

void AccountDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    using Model = AccountListModel;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, isSelected ? theme().selected : theme().surface);
    painter->setPen(theme().line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus))
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height() - 1)), theme().accent);

    const int line = option.fontMetrics.height();
    const QRect inner = option.rect.adjusted(3 * unit, 2 * unit, -3 * unit, -2 * unit);
    icon(index.data(Model::KindIconRole).toString())
        .paint(painter, QRect(inner.left(), inner.top() + (line - 4 * unit) / 2, 4 * unit, 4 * unit));
    QRect upper(inner.left() + 6 * unit, inner.top(), inner.width() - 6 * unit, line);
    QRect lower = upper.translated(0, line + unit);
    const bool isArchived = index.data(Model::ArchivedRole).toBool();
    const auto write = [&](const QRect& place, const QString& left, const QString& right, const QFont& rightFont) {
        painter->setFont(rightFont);
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, right);
        const int taken = QFontMetrics(rightFont).horizontalAdvance(right) + 2 * unit;
        painter->setFont(option.font);
        const QString shown = option.fontMetrics.elidedText(left, Qt::ElideRight, std::max(0, place.width() - taken));
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    };
    QFont strong = option.font;
    strong.setWeight(QFont::DemiBold);
    painter->setPen(isArchived ? theme().muted : theme().text);
    write(upper, index.data().toString(), index.data(Model::TodayRole).toString(), strong);
    painter->setPen(theme().muted);
    write(lower, index.data(Model::ReconciledRole).toString(), index.data(Model::ClearedRole).toString(), option.font);
}

} // namespace qm::desktop
