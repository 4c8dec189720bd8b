#include "desktop/widgets/history_list.h"

#include "desktop/models/history_model.h"
#include "desktop/widgets/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace qm::desktop {

namespace {

/// A day stands over all columns; a line is quiet but for what was done.
class HistoryDelegate final : public QStyledItemDelegate {
public:
    explicit HistoryDelegate(QTreeView* view) : QStyledItemDelegate(view), m_view(view) { }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (index.data(HistoryModel::IsDayRole).toBool()) {
            paintDay(painter, option, index);
            return;
        }
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->fillRect(option.rect, isSelected ? theme().selected : theme().surface);
        QRect place = option.rect.adjusted(index.column() == HistoryModel::When ? 4 * unit : 2 * unit, 0, -2 * unit, 0);
        const QString iconName = index.data(HistoryModel::IconRole).toString();
        if (!iconName.isEmpty()) {
            icon(iconName).paint(painter, QRect(place.left(), place.center().y() - 7, 14, 14));
            place.setLeft(place.left() + 14 + unit);
        }
        QFont font = option.font;
        const bool isMuted = index.data(HistoryModel::IsMutedRole).toBool();
        if (isMuted && index.column() == HistoryModel::What)
            font.setItalic(true);
        painter->setFont(font);
        painter->setPen(isMuted ? theme().muted : theme().text);
        const QString text = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, place.width());
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, text);
        painter->setFont(option.font);
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return { 10 * unit, option.fontMetrics.height() + 3 * unit };
    }

private:
    void paintDay(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
    {
        // Over all columns: each cell draws the part of the line that lies in it.
        painter->fillRect(option.rect, theme().surface);
        const QRect place(4 * unit - m_view->header()->offset(), option.rect.top(),
            m_view->viewport()->width() - 6 * unit, option.rect.height());
        const QString text = index.sibling(index.row(), HistoryModel::When).data().toString();
        QFont bold = option.font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(theme().text);
        painter->save();
        painter->setClipRect(option.rect);
        painter->drawText(place.adjusted(0, 0, 0, -unit), Qt::AlignBottom | Qt::AlignLeft, text);
        painter->restore();
        painter->setFont(option.font);
    }

    QTreeView* m_view;
};

} // namespace

HistoryList::HistoryList(QWidget* parent) : QTreeView(parent)
{
    setAccessibleName(tr("Changes"));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setAllColumnsShowFocus(true);
    setItemDelegate(new HistoryDelegate(this));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHeaderHidden(true); // a time, a device and a sentence need no titles
    header()->setStretchLastSection(false);
}

void HistoryList::setModel(QAbstractItemModel* model)
{
    QTreeView::setModel(model);
    placeColumns();
}

void HistoryList::placeColumns()
{
    if (!model())
        return;
    const QFontMetrics metrics(font());
    const auto widthOf = [&](const QString& text) { return metrics.horizontalAdvance(text) + 6 * unit; };
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->resizeSection(HistoryModel::When, widthOf(QStringLiteral("00:00 PM")) + unit);
    header()->resizeSection(HistoryModel::Who, widthOf(QStringLiteral("Kitchen laptop")));
    header()->resizeSection(HistoryModel::StateColumn, widthOf(tr("Waiting to be sent")) + 5 * unit);
    header()->setSectionResizeMode(HistoryModel::What, QHeaderView::Stretch);
}

void HistoryList::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    // In a narrow window the sentence matters more than the state, which the details tell, too.
    setColumnHidden(HistoryModel::StateColumn, viewport()->width() < 150 * unit);
}

void HistoryList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    emit currentLineChanged(current);
}

/// Days are stepped over.
QModelIndex HistoryList::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    QModelIndex to = QTreeView::moveCursor(action, modifiers);
    const bool isUp = action == MoveUp || action == MovePrevious || action == MovePageUp;
    while (to.isValid() && to.data(HistoryModel::IsDayRole).toBool()) {
        const QModelIndex next = isUp ? indexAbove(to) : indexBelow(to);
        if (!next.isValid())
            return isUp ? indexBelow(to) : currentIndex();
        to = next;
    }
    return to;
}

} // namespace qm::desktop
