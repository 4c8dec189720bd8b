#pragma once

#include <QTreeView>

namespace qm::desktop {

/// The lines of a HistoryModel under the days they happened on.
class HistoryList final : public QTreeView {
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
