#pragma once

#include <QLineEdit>
#include <QTreeView>

#include "desktop/models/entry_tree_model.h"

#include <unordered_set>

namespace qm::desktop {

class EntryDelegate;

/// The rows of a month. Categories are open unless somebody closed them, also in the next month; entries are closed.
/// Left and Right walk through the cells (and open and close what has rows below it), typing or F2 edits a cell, Tab
/// goes to the next one that can be edited.
class EntryTree final : public QTreeView {
    Q_OBJECT

public:
    explicit EntryTree(EntryTreeModel& model, QWidget* parent = nullptr);

    /// Makes a row the current one and scrolls to it; false when it is not there.
    bool choose(EntryTreeModel::Kind kind, const Uuid& id);
    void expandEverything();
    void collapseEverything();

signals:
    void postingOpened(const qm::Uuid& posting);
    void deleteWanted();
    void stepWanted(int rows); ///< moves the entry up (-1) or down (1)
    void recordWanted();
    void currentRowChanged();
    /// Somebody wanted to edit a month that is closed.
    void refused();
    /// What was typed into a cell was wrong and not taken over.
    void dropped(const QString& why);
    /// As of EntryDelegate.
    void cellOpened(QLineEdit* editor, const QModelIndex& index);
    void cellCommitted(QLineEdit* editor, const QModelIndex& index, bool isTaken);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;

private:
    void finishEditing();
    void openRows(int first, int last);
    void sizeColumns();
    bool walk(bool isForward);
    QModelIndex nextEditable(const QModelIndex& from, bool isForward) const;

    EntryTreeModel& m_model;
    std::unordered_set<Uuid> m_closed; ///< categories that somebody closed; null: the groups without one
};

} // namespace qm::desktop
