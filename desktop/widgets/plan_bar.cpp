#include "desktop/widgets/plan_bar.h"

#include "desktop/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace qm::desktop {

void drawPlanBar(QPainter& painter, const QRectF& place, const PlanBar& bar)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal radius = place.height() / 2;
    QPainterPath whole;
    whole.addRoundedRect(place, radius, radius);
    painter.fillPath(whole, theme().track);
    if (bar.donePermille > 0) {
        QRectF done = place;
        done.setWidth(place.width() * bar.donePermille / 1000);
        QPainterPath filled;
        filled.addRect(done);
        const QColor colour = bar.standing == Standing::Over ? theme().over
            : bar.isQuiet                                    ? theme().muted
                                                             : theme().accent;
        painter.fillPath(whole.intersected(filled), colour);
    }
    if (bar.todayPermille >= 0) {
        const qreal at = place.left() + (place.width() - 2) * bar.todayPermille / 1000;
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(QRectF(qRound(at), place.top() - 2, 2, place.height() + 4), theme().text);
    }
    painter.restore();
}

} // namespace qm::desktop
