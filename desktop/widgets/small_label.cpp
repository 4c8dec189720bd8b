#include "desktop/widgets/small_label.h"

#include "desktop/widgets/theme.h"

#include <QEvent>

namespace qm::desktop {

SmallLabel::SmallLabel(const QString& text, Tone tone, QWidget* parent) : QLabel(text, parent), m_tone(tone)
{
    setWordWrap(true);
    setForegroundRole(QPalette::WindowText); // also over a background of another role
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.92);
    setFont(small);
    colour();
}

void SmallLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_isColouring)
        colour();
}

void SmallLabel::colour()
{
    m_isColouring = true; // to set a palette is a change of it, too
    QPalette colours;
    colours.setColor(QPalette::WindowText, m_tone == Tone::Fault ? theme().over : theme().muted);
    setPalette(colours);
    m_isColouring = false;
}

} // namespace qm::desktop
