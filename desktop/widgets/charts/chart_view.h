#pragma once

#include <QChartView>

#include "desktop/widgets/charts/chart_content.h"

namespace qm::desktop {

/// A chart that is asked for its amounts by mouse or arrow keys: the band under the pointer stands out and tells what
/// it is. Click or Return opens what is behind it.
class ChartView final : public QChartView {
    Q_OBJECT

public:
    explicit ChartView(QWidget* parent = nullptr);

    void setContent(ChartPointer content);
    const ChartPointer& content() const { return m_content; }
    /// -1: none stands out.
    int currentBand() const { return m_band; }
    /// The middle of a band, in the view's coordinates.
    QPoint bandMiddle(int band) const;

signals:
    void opened(const qm::desktop::PostingsWanted& wanted);

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawAnew();
    int bandCount() const { return m_content ? int(m_content->bands.size()) : 0; }
    QRectF bandPlace(int band) const; ///< in the scene
    int bandAt(QPoint position) const;
    void setBand(int band, QPoint tipAt);
    void openBand();

    ChartPointer m_content;
    int m_band = -1;
};

} // namespace qm::desktop
