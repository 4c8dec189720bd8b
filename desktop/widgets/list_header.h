#pragma once

#include <QHeaderView>

namespace qm::desktop {

/// The head of a list: quiet words above their columns, a mark where it is sorted, and a line below.
class ListHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit ListHeader(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& place, int section) const override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace qm::desktop
