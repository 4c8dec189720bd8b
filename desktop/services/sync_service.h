#pragma once

#include <QDateTime>
#include <QObject>

#include "desktop/services/ledger_service.h"

#include <optional>

namespace qm::desktop {

/// How things stand with the server, for the status bar.
struct SyncState {
    enum class Kind {
        NotConnected, ///< the ledger is only here
        Connected, ///< everything is sent, and news arrive as they happen
        Syncing,
        Waiting, ///< changes wait to be sent
        Offline, ///< not reached; tried again by itself
        Trouble, ///< somebody must do something: `error`
    };
    Kind kind = Kind::NotConnected;
    QString server; ///< its address
    QString deviceName;
    QDateTime lastSync; ///< invalid: never
    std::optional<Error> error;
    QStringList notes; ///< of the last exchange, sentences for a person (English)
};

/// The exchange of the open ledger with its server, on a thread and a connection of its own: syncs when something was
/// changed here, waits for news of others, tries again after failures. Calls from the window's thread return at once.
class SyncService final : public QObject {
    Q_OBJECT

public:
    explicit SyncService(LedgerService& ledger, QObject* parent = nullptr);
    ~SyncService() override;

    const SyncState& state() const { return m_state; }

public slots:
    void syncNow();

signals:
    void stateChanged();

private:
    LedgerService& m_ledger;
    SyncState m_state;
};

} // namespace qm::desktop
