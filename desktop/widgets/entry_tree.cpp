#include "desktop/widgets/entry_tree.h"

#include "desktop/widgets/entry_delegate.h"
#include "desktop/widgets/quiet_header.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace qm::desktop {

using Kind = EntryTreeModel::Kind;

EntryTree::EntryTree(EntryTreeModel& model, QWidget* parent) : QTreeView(parent), m_model(model)
{
    setHeader(new QuietHeader(this));
    setModel(&model);
    auto* delegate = new EntryDelegate(model, this);
    connect(delegate, &EntryDelegate::dropped, this, &EntryTree::dropped);
    connect(delegate, &EntryDelegate::opened, this, &EntryTree::cellOpened);
    connect(delegate, &EntryDelegate::committed, this, &EntryTree::cellCommitted);
    setItemDelegate(delegate);
    setAccessibleName(tr("Entries of the month"));
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(
        QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed | QAbstractItemView::DoubleClicked);
    setExpandsOnDoubleClick(false);
    setIndentation(5 * unit);
    setAllColumnsShowFocus(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragDropMode(QAbstractItemView::InternalMove);
    setDragEnabled(true);
    setMouseTracking(true);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(10 * unit);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &EntryTree::finishEditing);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        openRows(0, m_model.rowCount() - 1);
        setCurrentIndex(m_model.index(0, 0));
        emit currentRowChanged();
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!index.parent().isValid())
            m_closed.insert(m_model.idAt(index));
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (!index.parent().isValid())
            m_closed.erase(m_model.idAt(index));
    });
}

/// What is typed in a cell counts, also when keys lead to another month without leaving it.
void EntryTree::finishEditing()
{
    QWidget* editor = QApplication::focusWidget();
    if (state() != EditingState || !editor || !viewport()->isAncestorOf(editor))
        return;
    while (editor->parentWidget() != viewport())
        editor = editor->parentWidget();
    commitData(editor);
    closeEditor(editor, QAbstractItemDelegate::NoHint);
}

void EntryTree::openRows(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model.index(row, 0);
        const bool isTransfers = m_model.kindAt(index) == Kind::Transfers;
        if (!isTransfers && !m_closed.contains(m_model.idAt(index)))
            expand(index);
    }
}

void EntryTree::rowsInserted(const QModelIndex& parent, int first, int last)
{
    QTreeView::rowsInserted(parent, first, last);
    if (!parent.isValid())
        openRows(first, last);
}

bool EntryTree::choose(Kind kind, const Uuid& id)
{
    const QModelIndex index = m_model.indexOf(kind, id);
    if (!index.isValid())
        return false;
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void EntryTree::expandEverything()
{
    expandAll();
    m_closed.clear();
}

void EntryTree::collapseEverything()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex group = m_model.index(row, 0);
        for (int entry = 0; entry < m_model.rowCount(group); ++entry)
            collapse(m_model.index(entry, 0, group));
        collapse(group);
    }
}

/// Keys that mean something here are not taken for the menus' shortcuts.
bool EntryTree::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        const bool isStep
            = key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
        if (isStep || key->key() == Qt::Key_F2 || key->key() == Qt::Key_Delete) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void EntryTree::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Posting* const posting = m_model.postingAt(current);
    if (state() == EditingState || !current.isValid()) {
        QTreeView::keyPressEvent(event);
    } else if (event->modifiers() == Qt::AltModifier && event->key() == Qt::Key_Up) {
        emit stepWanted(-1);
    } else if (event->modifiers() == Qt::AltModifier && event->key() == Qt::Key_Down) {
        emit stepWanted(1);
    } else if (isReturn && event->modifiers() == Qt::ControlModifier) {
        emit recordWanted();
    } else if (posting && (isReturn || event->key() == Qt::Key_F2)) {
        emit postingOpened(posting->id);
    } else if (isReturn) {
        const QModelIndex row = current.siblingAtColumn(0);
        setExpanded(row, !isExpanded(row));
    } else if (event->key() == Qt::Key_Delete) {
        emit deleteWanted();
    } else if (event->key() == Qt::Key_F2 && m_model.month()->month.isClosed) {
        emit refused();
    } else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left) {
        if (!walk(event->key() == Qt::Key_Right))
            QTreeView::keyPressEvent(event);
    } else if (current.column() != 0 && (current.flags() & Qt::ItemIsEditable) && !event->text().isEmpty()
        && QStringLiteral("+-*").contains(event->text())) {
        QAbstractItemView::keyPressEvent(event); // the beginning of an amount, not the tree's opening and closing
    } else {
        QTreeView::keyPressEvent(event);
    }
}

/// To the next cell; in the first column the tree opens and closes rows as ever.
bool EntryTree::walk(bool isForward)
{
    const QModelIndex current = currentIndex();
    const QModelIndex row = current.siblingAtColumn(0);
    const bool opens = isForward && current.column() == 0 && m_model.hasChildren(row) && !isExpanded(row);
    const int column = current.column() + (isForward ? 1 : -1);
    if (opens || column < 0)
        return false;
    if (column < m_model.columnCount())
        selectionModel()->setCurrentIndex(
            current.siblingAtColumn(column), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    return true;
}

QModelIndex EntryTree::nextEditable(const QModelIndex& from, bool isForward) const
{
    QModelIndex at = from;
    while (at.isValid()) {
        const int column = at.column() + (isForward ? 1 : -1);
        if (column >= 0 && column < m_model.columnCount()) {
            at = at.siblingAtColumn(column);
        } else {
            const QModelIndex row = isForward ? indexBelow(at) : indexAbove(at);
            at = row.siblingAtColumn(isForward ? 0 : m_model.columnCount() - 1);
        }
        if (at.flags() & Qt::ItemIsEditable)
            return at;
    }
    return from;
}

QModelIndex EntryTree::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (currentIndex().isValid() && (action == MoveNext || action == MovePrevious)) // Tab, in an editor
        return nextEditable(currentIndex(), action == MoveNext);
    const int column = currentIndex().column();
    const QModelIndex moved = QTreeView::moveCursor(action, modifiers);
    return column > 0 && moved.isValid() ? moved.siblingAtColumn(column) : moved;
}

void EntryTree::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (const Posting* const posting = m_model.postingAt(index)) {
        emit postingOpened(posting->id);
        return;
    }
    if (index.isValid() && m_model.month()->month.isClosed && m_model.kindAt(index) == Kind::Entry
        && index.column() != EntryTreeModel::Remaining) {
        emit refused();
        return;
    }
    const bool isGroup = index.isValid() && m_model.kindAt(index) != Kind::Entry;
    if (isGroup && visualRect(index.siblingAtColumn(0)).contains(event->pos()))
        setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    else
        QTreeView::mouseDoubleClickEvent(event);
}

void EntryTree::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    viewport()->update();
    emit currentRowChanged();
}

void EntryTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (selectionModel()->isRowSelected(row.row(), row.parent()))
        painter->fillRect(option.rect, theme().selected);
    QTreeView::drawRow(painter, option, index);
    if (!row.parent().isValid() && row.row() > 0) {
        painter->setPen(theme().line);
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    }
}

void EntryTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (!m_model.hasChildren(index))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme().muted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle(rect.right() - 2.5 * unit, rect.center().y() + 0.5);
    const QPolygonF closed { QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4) };
    const QPolygonF open { QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2) };
    painter->drawPolyline((isExpanded(index) ? open : closed).translated(middle));
    painter->restore();
}

void EntryTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    sizeColumns();
}

/// Amounts and days take what they need; the name and the bar share the rest.
void EntryTree::sizeColumns()
{
    const QFontMetrics metrics(font());
    const int whole = viewport()->width();
    const int amount = metrics.horizontalAdvance(QStringLiteral("−00,000.00")) + 7 * unit;
    const int day = metrics.horizontalAdvance(QStringLiteral("Wed 30, today")) + 7 * unit;
    const int rest = whole - 2 * amount - day;
    const int words = metrics.horizontalAdvance(QStringLiteral("00,000.00 as planned")) + 10 * unit;
    const int remaining = std::clamp(rest * 45 / 100, std::min(words, rest / 2), std::max(words, 90 * unit));
    header()->resizeSection(EntryTreeModel::Due, day);
    header()->resizeSection(EntryTreeModel::Planned, amount);
    header()->resizeSection(EntryTreeModel::Actual, amount);
    header()->resizeSection(EntryTreeModel::Remaining, remaining);
    header()->resizeSection(EntryTreeModel::Name, std::max(rest - remaining, 20 * unit));
}

} // namespace qm::desktop
