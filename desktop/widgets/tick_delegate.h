#pragma once

#include <QStyledItemDelegate>

namespace qm::desktop {

/// Draws a row of a StatementModel: a tick, or a lock where none can be set, and a hair line below.
class TickDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace qm::desktop
