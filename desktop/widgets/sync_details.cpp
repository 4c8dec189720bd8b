#include "desktop/widgets/sync_details.h"

#include "desktop/models/display_text.h"
#include "desktop/models/sync_text.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/small_label.h"
#include "desktop/widgets/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr int widthOfPanel = 100 * unit;

QString timeText(const QDateTime& instant)
{
    return instant.isValid() ? instantText(instant.toUTC().toString(Qt::ISODateWithMs).toStdString()) : QString();
}

} // namespace

SyncDetails::SyncDetails(Workspace& workspace, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_workspace(workspace)
    , m_headline(new QLabel(this))
    , m_rest(new QLabel(this))
    , m_detail(new SmallLabel({}, SmallLabel::Tone::Muted, this))
    , m_facts(new QWidget(this))
    , m_notes(new SmallLabel({}, SmallLabel::Tone::Muted, this))
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Exchange with the server"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);
    for (QLabel* const label : { m_headline, m_rest })
        label->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* facts = new QFormLayout(m_facts);
    facts->setContentsMargins(0, unit, 0, unit);
    facts->setHorizontalSpacing(4 * unit);
    m_server = addFact(facts, tr("Server"));
    m_device = addFact(facts, tr("This device"));
    m_last = addFact(facts, tr("Last synced"));
    m_waiting = addFact(facts, tr("To send"));
    m_next = addFact(facts, tr("Tried again"));
    m_nextName = qobject_cast<QLabel*>(facts->labelForField(m_next));

    auto* buttons = new QHBoxLayout;
    m_sync = addButton(buttons, QStringLiteral("server.sync"), tr("&Sync now"));
    m_devices = addButton(buttons, QStringLiteral("server.devices"), tr("De&vices…"));
    m_connect = addButton(buttons, QStringLiteral("server.connect"), tr("&Connect…"));
    m_salvage = addButton(buttons, QStringLiteral("server.salvage"), tr("&What can be done…"));
    buttons->addStretch(1);
    m_disconnect = addButton(buttons, QStringLiteral("server.disconnect"), tr("D&isconnect…"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * unit, 4 * unit, 4 * unit, 3 * unit);
    layout->setSpacing(2 * unit);
    for (QWidget* const part : { static_cast<QWidget*>(m_headline), static_cast<QWidget*>(m_rest),
             static_cast<QWidget*>(m_detail), m_facts, static_cast<QWidget*>(m_notes) })
        layout->addWidget(part);
    layout->addSpacing(unit);
    layout->addLayout(buttons);
    setFixedWidth(widthOfPanel);
    connect(&m_workspace.sync, &SyncService::stateChanged, this, [this] {
        if (isVisible())
            showState();
    });
}

QLabel* SyncDetails::addFact(QFormLayout* facts, const QString& name)
{
    auto* label = new SmallLabel(name, SmallLabel::Tone::Muted, m_facts);
    auto* value = new QLabel(m_facts);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(name);
    facts->addRow(label, value);
    return value;
}

QPushButton* SyncDetails::addButton(QHBoxLayout* row, const QString& commandId, const QString& text)
{
    auto* button = new QPushButton(text, this);
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, commandId] {
        hide();
        if (QAction* const command = m_workspace.command(commandId))
            command->trigger();
    });
    return button;
}

void SyncDetails::showState()
{
    using Kind = SyncState::Kind;
    const SyncState& state = m_workspace.sync.state();
    const SyncText text = SyncText::of(state, QDateTime::currentDateTimeUtc());
    const bool isConnected = state.isConnected();
    const bool isMismatch = state.kind == Kind::Trouble && state.error && state.error->code == ErrorCode::Mismatch;
    const auto show = [](QLabel* label, const QString& words) {
        label->setText(words);
        label->setVisible(!words.isEmpty());
    };
    show(m_headline, text.headline);
    show(m_rest, text.rest);
    show(m_detail, text.detail);
    m_facts->setVisible(isConnected);
    m_server->setText(state.server);
    m_device->setText(state.deviceName);
    m_last->setText(state.lastSync.isValid() ? timeText(state.lastSync) : tr("not yet"));
    m_waiting->setText(
        state.pending == 0 ? tr("nothing") : tr("%n change(s)", nullptr, static_cast<int>(state.pending)));
    const bool isTriedAgain = state.kind == Kind::Offline && state.nextTry.isValid();
    m_next->setText(
        tr("by itself, at %1").arg(QLocale().toString(state.nextTry.toLocalTime().time(), QLocale::ShortFormat)));
    m_next->setVisible(isTriedAgain);
    m_nextName->setVisible(isTriedAgain);
    show(m_notes, state.notes.join(QStringLiteral("\n\n")));
    m_connect->setVisible(!isConnected || state.isAccessLost());
    m_connect->setText(isConnected ? tr("&Connect again…") : tr("&Connect…"));
    m_salvage->setVisible(isMismatch);
    m_sync->setVisible(isConnected && !state.isAccessLost());
    m_devices->setVisible(isConnected && !state.isAccessLost() && !isMismatch);
    m_disconnect->setVisible(isConnected);
}

void SyncDetails::showAbove(const QWidget& anchor)
{
    showState();
    layout()->activate();
    resize(widthOfPanel, layout()->heightForWidth(widthOfPanel));
    const QRect there(anchor.mapToGlobal(QPoint()), anchor.size());
    const QRect screen = anchor.screen()->availableGeometry();
    const int x = std::clamp(there.right() - width(), screen.left(), std::max(screen.left(), screen.right() - width()));
    const int y = there.top() - height() - unit;
    move(x, std::max(y, screen.top()));
    show();
    (m_connect->isVisibleTo(this) ? m_connect : m_sync)->setFocus(Qt::PopupFocusReason);
}

} // namespace qm::desktop
