#pragma once

#include <QTableView>

#include "common/store/actions.h"
#include "desktop/widgets/cell_drafts.h"
#include "desktop/widgets/workspace.h"

namespace qm::desktop {

class CellDelegate;

/// A table that is edited in place like a sheet of paper: typing, Return or F2 opens a cell, Return takes it and goes
/// down, Tab goes to the next cell that can be edited, Escape gives up. Space ticks. Its model says by CellKindRole
/// what each cell holds.
class EditTable final : public QTableView {
    Q_OBJECT

public:
    explicit EditTable(Workspace& workspace, QWidget* parent = nullptr);

    /// The column that takes the width that is left.
    void setWideColumn(int column);
    /// Widths of the other columns by what they hold, in letters of the font.
    void setColumnLetters(const QList<int>& letters);
    void editCell(const QModelIndex& index);
    int editableColumn(int row, int from) const; ///< the first one at or after `from`; -1: none

    /// Makes the edit of a cell an action of the ledger. Refused, what was typed stays with its cell (refused()).
    void record(const QModelIndex& cell, const RowKey& row, const CellEdits& edits);
    /// As record(), for an action of another kind; `then` is called with its value when it is done.
    template <typename Work, typename Then>
    void recordBy(const QModelIndex& cell, const QString& text, Work work, Then then);
    /// Opens the cell whose draft has that name, with what was typed; false when it is not in this table.
    bool goOnIn(const QString& draft);

signals:
    /// The ledger did not take an edit; `words` say so. What was typed is kept under the name `draft`; empty: it was
    /// nothing that is typed.
    void refused(const QString& words, const QString& draft);
    /// Return was pressed in a cell, its last cell was left with Tab, or the person went to another row.
    void rowFinished(int row);
    void deleteWanted(int row);
    /// Alt+Up and Alt+Down: by -1 and 1.
    void moveWanted(int row, int by);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    struct Held {
        QString draft; ///< empty: none
        QString text;
    };
    Held hold(const QModelIndex& cell, const QString& text);
    void arrived(const Held& held, const Error* error);
    void goToNextCell(const QModelIndex& from, int step);

    Workspace& m_workspace;
    CellDelegate* m_delegate;
};

/// A draft is settled even when the table goes meanwhile.
template <typename Work, typename Then>
void EditTable::recordBy(const QModelIndex& cell, const QString& text, Work work, Then then)
{
    const Held held = hold(cell, text);
    whenDone(&m_workspace, m_workspace.ledger.act(std::move(work)),
        [&workspace = m_workspace, self = QPointer(this), held, path = m_workspace.ledger.path(),
            then = std::move(then)](auto done) mutable {
            if (done && !held.draft.isEmpty() && workspace.ledger.path() == path)
                CellDrafts::settle(workspace, held.draft, held.text);
            if (!self) {
                if (!done)
                    workspace.showError(done.error());
                return;
            }
            self->arrived(held, done ? nullptr : &done.error());
            if (!done)
                return;
            if constexpr (std::is_void_v<typename decltype(done)::value_type>)
                then();
            else
                then(*std::move(done));
        });
}

} // namespace qm::desktop
