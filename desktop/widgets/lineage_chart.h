#pragma once

#include <QWidget>

#include "common/store/entry_past.h"

namespace qm::desktop {

/// An entry over its last months: what was planned as a wide quiet bar, what came as a narrow one in front of it. The
/// same in words for who does not see it, and for the month under the mouse.
class LineageChart final : public QWidget {
    Q_OBJECT

public:
    explicit LineageChart(QWidget* parent = nullptr);

    void setPast(std::vector<EntryPast> past, const Currency& currency);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 40, sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString wordsOf(const EntryPast& month) const;
    QRectF columnOf(std::size_t place) const;
    void paintMonth(QPainter& painter, std::size_t place, double most) const;

    std::vector<EntryPast> m_past;
    Currency m_currency;
};

} // namespace qm::desktop
