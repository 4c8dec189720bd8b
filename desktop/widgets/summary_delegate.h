#pragma once

#include <QStyledItemDelegate>

namespace qm::desktop {

/// Draws the cells of a SummaryModel: names standing in under their groups, quiet zeros, planned below actual, and the
/// course over the months as a line.
class SummaryDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The letters of a row of that level.
    static QFont fontOf(const QFont& font, int level);
    /// What a name takes in that row.
    static int nameWidth(const QFontMetrics& letters, const QModelIndex& index);
    static constexpr int padding = 10; ///< beside an amount
};

} // namespace qm::desktop
