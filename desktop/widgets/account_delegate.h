#pragma once

#include <QStyledItemDelegate>

namespace qm::desktop {

/// Draws an account of an AccountListModel in two lines: name and today's balance, below them when it was reconciled
/// and what is cleared.
class AccountDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace qm::desktop
