#pragma once

#include <QTableView>

namespace qm::desktop {

class Workspace;

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

signals:
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
    void goToNextCell(const QModelIndex& from, int step);
};

} // namespace qm::desktop
