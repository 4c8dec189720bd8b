#include "desktop/widgets/hint_line.h"

#include "desktop/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace qm::desktop {

HintLine::HintLine(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
{
    m_text->setWordWrap(true);
    m_text->setAccessibleName(tr("Hint"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * unit, unit, 2 * unit, unit);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run();
    });
    hide();
}

void HintLine::say(
    const QString& iconName, const QString& text, const QString& actionText, std::function<void()> action)
{
    m_iconName = iconName;
    m_icon->setPixmap(icon(iconName).pixmap(16, 16));
    m_text->setText(text);
    m_run = std::move(action);
    m_button->setText(actionText);
    m_button->setVisible(m_run && !actionText.isEmpty());
    setVisible(!text.isEmpty());
}

void HintLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().raised);
    painter.drawRoundedRect(rect(), 2 * unit, 2 * unit);
}

void HintLine::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_iconName.isEmpty())
        m_icon->setPixmap(icon(m_iconName).pixmap(16, 16));
}

} // namespace qm::desktop
