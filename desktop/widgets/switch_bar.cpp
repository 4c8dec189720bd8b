#include "desktop/widgets/switch_bar.h"

#include "desktop/widgets/theme.h"

#include <QPainter>

namespace qm::desktop {

SwitchBar::SwitchBar(const QString& name, QWidget* parent) : QTabBar(parent)
{
    setAccessibleName(name);
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SwitchBar::tabSizeHint(int index) const
{
    return { fontMetrics().horizontalAdvance(tabText(index)) + 6 * unit, fontMetrics().height() + 3 * unit };
}

void SwitchBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr int radius = unit + unit / 2;
    QRectF all;
    for (int i = 0; i < count(); ++i)
        all = all.united(QRectF(tabRect(i)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().track);
    painter.drawRoundedRect(all, radius, radius);
    for (int i = 0; i < count(); ++i) {
        const bool isChosen = i == currentIndex();
        const QRectF place = QRectF(tabRect(i)).adjusted(2, 2, -2, -2);
        if (isChosen) {
            painter.setPen(hasFocus() ? QPen(theme().accent, 1.5) : QPen(Qt::NoPen));
            painter.setBrush(theme().surface);
            painter.drawRoundedRect(place, radius - 1, radius - 1);
        }
        painter.setPen(isEnabled() && isChosen ? theme().text : theme().muted);
        painter.drawText(place, Qt::AlignCenter | Qt::TextShowMnemonic, tabText(i));
    }
}

} // namespace qm::desktop
