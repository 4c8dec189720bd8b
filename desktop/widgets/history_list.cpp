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
    explicit HistoryDelegate(QTableView* view) : QStyledItemDelegate(view), m_view(view) { }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (index.data(HistoryModel::IsDayRole).toBool()) {
            paintDay(painter, option, index);
            return;
        }
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->fillRect(option.rect, isSelected ? theme().selected : theme().surface);
        const bool isCurrent = m_view->hasFocus() && m_view->currentIndex().row() == index.row();
        if (isCurrent && index.column() == HistoryModel::When)
            painter->fillRect(option.rect.left(), option.rect.top(), unit - 1, option.rect.height(), theme().accent);
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

private:
    void paintDay(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
    {
        // Over all columns: each cell draws the part of the line that lies in it.
        painter->fillRect(option.rect, theme().surface);
        const QRect place(4 * unit - m_view->horizontalHeader()->offset(), option.rect.top(),
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

    QTableView* m_view;
};

} // namespace

HistoryList::HistoryList(QWidget* parent) : QTableView(parent)
{
    setAccessibleName(tr("Changes"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setItemDelegate(new HistoryDelegate(this));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 3 * unit);
    horizontalHeader()->hide(); // a time, a device and a sentence need no titles
}

void HistoryList::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    placeColumns();
}

void HistoryList::placeColumns()
{
    if (!model())
        return;
    const QFontMetrics metrics(font());
    const auto widthOf = [&](const QString& text) { return metrics.horizontalAdvance(text) + 6 * unit; };
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->resizeSection(HistoryModel::When, widthOf(QStringLiteral("00:00 PM")) + unit);
    horizontalHeader()->resizeSection(HistoryModel::Who, widthOf(QStringLiteral("Kitchen laptop")));
    horizontalHeader()->resizeSection(HistoryModel::StateColumn, widthOf(tr("Waiting to be sent")) + 5 * unit);
    horizontalHeader()->setSectionResizeMode(HistoryModel::What, QHeaderView::Stretch);
}

void HistoryList::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    // In a narrow window the sentence matters more than the state, which the details tell, too.
    setColumnHidden(HistoryModel::StateColumn, viewport()->width() < 150 * unit);
}

void HistoryList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    emit currentLineChanged(current);
}

/// Days are stepped over; a line is one thing, whatever its columns.
QModelIndex HistoryList::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (action == MoveLeft || action == MoveRight)
        return currentIndex();
    QModelIndex to = QTableView::moveCursor(action, modifiers);
    const bool isUp = action == MoveUp || action == MovePrevious || action == MovePageUp;
    while (to.isValid() && to.data(HistoryModel::IsDayRole).toBool()) {
        const QModelIndex next = to.siblingAtRow(to.row() + (isUp ? -1 : 1));
        if (!next.isValid())
            return currentIndex();
        to = next;
    }
    return to;
}

} // namespace qm::desktop
