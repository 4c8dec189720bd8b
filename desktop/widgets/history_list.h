#pragma once

#include <QTableView>

namespace qm::desktop {

/// The lines of a HistoryModel under the days they happened on. A table, because a tree asks its model for more
/// whenever it lays rows out, until there is no more.
class HistoryList final : public QTableView {
    Q_OBJECT

public:
    explicit HistoryList(QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;

signals:
    void currentLineChanged(const QModelIndex& index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    void placeColumns();
};

} // namespace qm::desktop
