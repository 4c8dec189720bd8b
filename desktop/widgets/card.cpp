#include "desktop/widgets/card.h"

#include "desktop/widgets/theme.h"

#include <QPainter>

namespace qm::desktop {

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().surface);
    painter.drawRoundedRect(rect(), 2 * unit, 2 * unit);
}

} // namespace qm::desktop
