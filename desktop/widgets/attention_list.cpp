#include "desktop/widgets/attention_list.h"

#include "desktop/models/attention_model.h"
#include "desktop/widgets/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace qm::desktop {

namespace {

class AttentionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        const bool isSettled = index.data(AttentionModel::IsSettledRole).toBool();
        painter->fillRect(option.rect, isSelected ? theme().selected : theme().surface);
        if (isSelected && (option.state & QStyle::State_HasFocus))
            painter->fillRect(
                QRect(option.rect.left(), option.rect.top(), unit - 1, option.rect.height()), theme().accent);
        const QRect place = option.rect.adjusted(4 * unit, 2 * unit, -3 * unit, -2 * unit);
        icon(index.data(AttentionModel::IconRole).toString())
            .paint(painter, QRect(place.left(), place.top() + 1, 16, 16));
        const QRect words = place.adjusted(16 + 2 * unit, 0, 0, 0);
        QFont bold = option.font;
        bold.setBold(!isSettled);
        drawLine(painter, bold, isSettled ? theme().muted : theme().text, words, index.data().toString());
        drawLine(painter, option.font, theme().muted, words.adjusted(0, option.fontMetrics.height() + 2, 0, 0),
            index.data(AttentionModel::SubtitleRole).toString());
        painter->setPen(theme().line);
        painter->drawLine(words.left(), option.rect.bottom(), option.rect.right(), option.rect.bottom());
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return { 40 * unit, 2 * option.fontMetrics.height() + 2 + 4 * unit };
    }

private:
    static void drawLine(
        QPainter* painter, const QFont& font, const QColor& colour, const QRect& place, const QString& text)
    {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(
            place, Qt::AlignTop | Qt::AlignLeft, QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
    }
};

} // namespace

AttentionList::AttentionList(QWidget* parent) : QListView(parent)
{
    setAccessibleName(tr("What needs attention"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new AttentionDelegate(this));
}

void AttentionList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    emit currentLineChanged(current);
}

} // namespace qm::desktop
