#pragma once

#include <QStyledItemDelegate>

namespace qm::desktop {

/// Draws a row of a PostingTableModel: a hair line below, amounts that come in in their own colour, the mark of what is
/// cleared, a lock on the day in a closed month.
class PostingDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// A round mark, ticked or empty.
    static void paintMark(QPainter* painter, const QRect& place, bool isTicked);
};

} // namespace qm::desktop
