#include "desktop/widgets/notice_bar.h"

#include "desktop/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <chrono>

namespace qm::desktop {

using namespace std::chrono_literals;

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    setFrameShape(QFrame::StyledPanel);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAccessibleName(tr("Notice"));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close the notice"));
    m_close->setAutoRaise(true);
    for (QWidget* const button : { static_cast<QWidget*>(m_action), static_cast<QWidget*>(m_close) })
        button->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * unit, unit, unit, unit);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::showNext);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto run = std::exchange(m_run, nullptr);
        showNext();
        if (run)
            run();
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &NoticeBar::showNext);
    hide();
}

/// This one is done with; then what has waited for it.
void NoticeBar::showNext()
{
    hide();
    if (m_waiting.empty())
        return;
    Said next = std::move(m_waiting.front());
    m_waiting.pop_front();
    say(next.text, next.tone, next.actionText, std::move(next.action));
}

void NoticeBar::say(const QString& text, Workspace::Tone tone, const QString& actionText, std::function<void()> action)
{
    using Tone = Workspace::Tone;
    const bool isLasting = tone == Tone::Warning || tone == Tone::Error;
    if (isVisible() && !isLasting && !m_timer.isActive()) {
        if (!actionText.isEmpty()) // what still matters is not covered by what does not, but an offer is not lost
            m_waiting.push_back({ text, tone, actionText, std::move(action) });
        return;
    }
    m_text->setText(text);
    const QString name = tone == Tone::Error ? QStringLiteral("error")
        : tone == Tone::Warning              ? QStringLiteral("warning")
        : tone == Tone::Good                 ? QStringLiteral("check")
                                             : QStringLiteral("info");
    m_icon->setPixmap(icon(name).pixmap(16, 16));
    m_run = std::move(action);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    show();
    if (isLasting)
        m_timer.stop();
    else
        m_timer.start(actionText.isEmpty() ? 6s : 12s);
}

} // namespace qm::desktop
