#pragma once

#include <QHeaderView>

namespace qm::desktop {

/// The heads of columns as small quiet words over a hairline, without the buttons of the style.
class QuietHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit QuietHeader(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

} // namespace qm::desktop
