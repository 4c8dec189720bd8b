#include "desktop/models/sync_text.h"

#include "desktop/models/display_text.h"
#include "desktop/models/error_text.h"

#include <QCoreApplication>

namespace qm::desktop {

namespace {

using Kind = SyncState::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SyncText)
public:
    static QString brief(const SyncState& state, const QDateTime& now)
    {
        const int count = static_cast<int>(state.pending);
        switch (state.kind) {
        case Kind::NotConnected: return tr("Saved here");
        case Kind::Connected:
            return state.lastSync.isValid() ? tr("Synced %1", "12 s ago").arg(agoText(state.lastSync.secsTo(now)))
                                            : tr("Connected");
        case Kind::Syncing: return state.percent < 0 ? tr("Syncing…") : tr("Syncing: %1 %").arg(state.percent);
        case Kind::Waiting: return tr("%n change(s) to send", nullptr, count);
        case Kind::Offline: return count == 0 ? tr("Offline") : tr("Offline, %n change(s) to send", nullptr, count);
        case Kind::Trouble: return tr("Needs attention");
        }
        return {};
    }

    static QString headline(const SyncState& state)
    {
        switch (state.kind) {
        case Kind::NotConnected: return tr("Everything is saved on this computer.");
        case Kind::Connected: return tr("This ledger and the server's are the same.");
        case Kind::Syncing: return tr("Changes are being exchanged with the server.");
        case Kind::Waiting: return tr("%n change(s) wait to be sent.", nullptr, static_cast<int>(state.pending));
        case Kind::Offline:
        case Kind::Trouble: return state.error ? ErrorText::of(*state.error).headline : QString();
        }
        return {};
    }

    static QString rest(const SyncState& state)
    {
        if (state.kind == Kind::NotConnected)
            return tr("Connect the ledger to a server of your household, and other desktops can share it.");
        if (!state.error)
            return {};
        if (state.error->code == ErrorCode::TooNew)
            return tr("Your changes are kept here. Update this program, or the server, whichever is older.");
        if (state.error->code == ErrorCode::DiskFull)
            return tr("Your changes are kept here and will be sent when there is room again.");
        return ErrorText::of(*state.error).rest;
    }
};

QString iconNameOf(Kind kind)
{
    switch (kind) {
    case Kind::NotConnected: return QStringLiteral("device");
    case Kind::Connected: return QStringLiteral("check");
    case Kind::Syncing:
    case Kind::Waiting: return QStringLiteral("sync");
    case Kind::Offline: return QStringLiteral("sync-off");
    case Kind::Trouble: return QStringLiteral("warning");
    }
    return {};
}

} // namespace

SyncText SyncText::of(const SyncState& state, const QDateTime& now)
{
    const bool hasFailed = state.kind == Kind::Offline || state.kind == Kind::Trouble;
    SyncText text { Words::brief(state, now), Words::headline(state), Words::rest(state), {}, iconNameOf(state.kind) };
    if (hasFailed && state.error)
        text.detail = QString::fromStdString(state.error->detail);
    return text;
}

int SyncText::secondsToNext(const SyncState& state, const QDateTime& now)
{
    if (state.kind != Kind::Connected || !state.lastSync.isValid())
        return 0;
    const qint64 ago = std::max<qint64>(0, state.lastSync.secsTo(now));
    if (ago < 5)
        return static_cast<int>(5 - ago);
    return ago < 60 ? 1 : ago < 3600 ? static_cast<int>(60 - ago % 60) : 0;
}

} // namespace qm::desktop
