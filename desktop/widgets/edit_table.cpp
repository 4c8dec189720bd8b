#include "desktop/widgets/edit_table.h"

#include "desktop/models/cell_kind.h"
#include "desktop/widgets/cell_delegate.h"
#include "desktop/widgets/quiet_header.h"
#include "desktop/widgets/theme.h"

#include <QKeyEvent>

namespace qm::desktop {

EditTable::EditTable(Workspace& workspace, QWidget* parent)
    : QTableView(parent)
    , m_workspace(workspace)
    , m_delegate(new CellDelegate(workspace, this))
{
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(AnyKeyPressed | EditKeyPressed | DoubleClicked | SelectedClicked);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(8 * unit);
    verticalHeader()->setMinimumSectionSize(8 * unit);
    setHorizontalHeader(new QuietHeader(this));
    horizontalHeader()->setMinimumSectionSize(10 * unit);
}

void EditTable::setWideColumn(int column)
{
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void EditTable::setColumnLetters(const QList<int>& letters)
{
    const int width = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < int(letters.size()); ++column) {
        if (letters[column] > 0)
            setColumnWidth(column, letters[column] * width + 6 * unit);
    }
}

void EditTable::editCell(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    setFocus();
    setCurrentIndex(index);
    scrollTo(index);
    edit(index);
}

int EditTable::editableColumn(int row, int from) const
{
    for (int column = from; column >= 0 && column < model()->columnCount(); ++column) {
        if (model()->flags(model()->index(row, column)) & Qt::ItemIsEditable && !isColumnHidden(column))
            return column;
    }
    return -1;
}

void EditTable::record(const QModelIndex& cell, const RowKey& row, const CellEdits& edits)
{
    recordBy(
        cell, cell.data().toString(), [row, edits](Ledger& ledger) { return editRow(ledger, row, edits); }, [] {});
}

/// What is chosen, not typed, is chosen again as quickly: it is not kept.
EditTable::Held EditTable::hold(const QModelIndex& cell, const QString& text)
{
    const auto kind = static_cast<CellKind>(cell.data(CellKindRole).toInt());
    const QString row = cell.data(RowNameRole).toString();
    if (row.isEmpty() || kind == CellKind::Fixed || kind == CellKind::CategoryKind)
        return {};
    const QString draft = CellDrafts::nameOf(row, cell.column());
    return { draft, m_delegate->drafts().hold(draft, text) };
}

void EditTable::arrived(const Held& held, const Error* error)
{
    if (!held.draft.isEmpty())
        m_delegate->drafts().release(held.draft);
    if (!error)
        return;
    const QString why = ErrorText::of(*error).text();
    emit refused(
        held.draft.isEmpty() ? why : tr("“%1” was not taken over. %2 It is kept with its cell.").arg(held.text, why),
        held.draft);
}

bool EditTable::goOnIn(const QString& draft)
{
    const auto [row, column] = CellDrafts::cellOf(draft);
    const QModelIndexList found
        = model()->match(model()->index(0, 0), RowNameRole, row, 1, Qt::MatchExactly | Qt::MatchCaseSensitive);
    if (found.isEmpty())
        return false;
    editCell(found.front().siblingAtColumn(column));
    return true;
}

/// Keys that mean something in the table are not taken by the window's actions.
bool EditTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && state() != EditingState) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isMove
            = key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
        const bool isPlain = key->modifiers() == Qt::NoModifier;
        if (isMove || (isPlain && (key->key() == Qt::Key_Delete || key->key() == Qt::Key_F2))) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

void EditTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex at = currentIndex();
    const bool isPlain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (at.isValid() && event->modifiers() == Qt::AltModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        emit moveWanted(at.row(), event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    if (at.isValid() && isPlain && event->key() == Qt::Key_Delete) {
        emit deleteWanted(at.row());
        return;
    }
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (at.isValid() && isPlain && isReturn && model()->flags(at) & Qt::ItemIsEditable) {
        if (state() != EditingState) // else the editor has it already
            edit(at);
        return;
    }
    if (event->key() == Qt::Key_Escape || (isReturn && !isPlain)) {
        event->ignore(); // the dialog's
        return;
    }
    QTableView::keyPressEvent(event);
}

void EditTable::goToNextCell(const QModelIndex& from, int step)
{
    for (int column = from.column() + step; column >= 0 && column < model()->columnCount(); column += step) {
        const QModelIndex next = model()->index(from.row(), column);
        if (model()->flags(next) & Qt::ItemIsEditable && !isColumnHidden(column)) {
            editCell(next);
            return;
        }
    }
    if (step < 0)
        return;
    emit rowFinished(from.row());
    const int row = std::min(from.row() + 1, model()->rowCount() - 1);
    editCell(model()->index(row, editableColumn(row, 0)));
}

void EditTable::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint)
{
    const QPersistentModelIndex at = currentIndex();
    QTableView::closeEditor(editor, QAbstractItemDelegate::NoHint);
    if (!at.isValid())
        return;
    switch (hint) {
    case QAbstractItemDelegate::EditNextItem: goToNextCell(at, 1); break;
    case QAbstractItemDelegate::EditPreviousItem: goToNextCell(at, -1); break;
    case QAbstractItemDelegate::SubmitModelCache: {
        const int row = at.row();
        emit rowFinished(row);
        if (currentIndex() == at && at.row() == row && row + 1 < model()->rowCount())
            setCurrentIndex(at.sibling(row + 1, at.column()));
        break;
    }
    default: break;
    }
}

void EditTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (previous.isValid() && current.isValid() && previous.row() != current.row())
        emit rowFinished(previous.row());
}

void EditTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
}

} // namespace qm::desktop
