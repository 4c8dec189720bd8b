#include "desktop/widgets/flat_combo_style.h"

#include "desktop/widgets/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace qm::desktop {

void FlatComboStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    if (control != CC_ComboBox) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    const QRect button = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    const QPointF middle = QRectF(button).center();
    const QPointF step(unit * 0.75, unit * 0.75);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(theme().muted, 1.5);
    pen.setCapStyle(Qt::RoundCap);
    painter->setPen(pen);
    const QPointF points[] = { middle + QPointF(-step.x(), -step.y() / 2), middle + QPointF(0, step.y() / 2),
        middle + QPointF(step.x(), -step.y() / 2) };
    painter->drawPolyline(points, 3);
    painter->restore();
}

} // namespace qm::desktop
