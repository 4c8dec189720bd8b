#include "desktop/widgets/sync_status.h"

#include "desktop/models/sync_text.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/sync_details.h"
#include "desktop/widgets/theme.h"

#include <QEvent>
#include <QGuiApplication>

#include <chrono>

namespace qm::desktop {

namespace {

using namespace std::chrono_literals;
constexpr auto patience = 400ms;
constexpr auto inBackground = 15s; ///< the least between two looks at the clock while another program is in front

} // namespace

SyncStatus::SyncStatus(Workspace& workspace, QWidget* parent) : QToolButton(parent), m_workspace(workspace)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::TabFocus);
    setIconSize({ 16, 16 });
    setAccessibleName(tr("State of the exchange with the server"));
    m_clock.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, &SyncStatus::showState);
    connect(&m_patience, &QTimer::timeout, this, &SyncStatus::showState);
    connect(&m_workspace.sync, &SyncService::stateChanged, this, &SyncStatus::stateChanged);
    connect(this, &QToolButton::clicked, this, &SyncStatus::showDetails);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive)
            return;
        showState();
        if (m_workspace.sync.state().kind == SyncState::Kind::Offline)
            m_workspace.sync.syncNow(); // whoever comes back to the computer may have brought the network along
    });
    showState();
}

void SyncStatus::stateChanged()
{
    const SyncState& state = m_workspace.sync.state();
    const bool isShort = state.kind == SyncState::Kind::Syncing && state.percent < 0;
    if (!isShort)
        m_patience.stop();
    if (isShort && isVisible()) {
        if (!m_patience.isActive())
            m_patience.start(patience);
        return;
    }
    showState();
}

void SyncStatus::showState()
{
    const SyncState& state = m_workspace.sync.state();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const SyncText text = SyncText::of(state, now);
    setText(text.brief);
    if (text.iconName != m_iconName) {
        m_iconName = text.iconName;
        setIcon(desktop::icon(m_iconName));
    }
    setToolTip(text.headline);
    setAccessibleDescription(text.headline);
    setVisible(m_workspace.ledger.isOpen());
    const int seconds = SyncText::secondsToNext(state, now);
    if (seconds == 0 || !isVisible() || window()->isMinimized()) {
        m_clock.stop();
        return;
    }
    const bool isInFront = QGuiApplication::applicationState() == Qt::ApplicationActive;
    m_clock.start(
        isInFront ? std::chrono::seconds(seconds) : std::max<std::chrono::seconds>(inBackground, seconds * 1s));
}

void SyncStatus::showEvent(QShowEvent* event)
{
    QToolButton::showEvent(event);
    showState();
}

void SyncStatus::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_iconName.isEmpty())
        setIcon(desktop::icon(m_iconName)); // in the new colours
}

void SyncStatus::showDetails()
{
    if (!m_details)
        m_details = new SyncDetails(m_workspace, this);
    m_details->showAbove(*this);
}

} // namespace qm::desktop
