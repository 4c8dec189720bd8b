#pragma once

#include <QObject>
#include <QPromise>

#include "common/sync/devices.h"
#include "desktop/services/ledger_service.h"
#include "desktop/services/server_connect.h"
#include "desktop/services/sync_session.h"
#include "desktop/services/sync_state.h"
#include "desktop/services/sync_thread.h"

namespace qm::desktop {

/// What came of an invitation.
struct PairAttempt {
    Result<PairedDevice> device;
    HttpsPeer::Trouble trouble = HttpsPeer::Trouble::None; ///< why the server was not reached or not trusted
};
/// What a salvage would bring back.
struct SalvagePreview {
    Ledger::Salvaged counts;
    std::vector<HistoryItem> changes; ///< oldest first
};

/// The exchange of the open ledger with its server, on a thread and a connection of its own: syncs when something was
/// changed here, waits for news of others, tries again after failures. Calls from the window's thread return at once;
/// results come back through futures (see whenDone). Whatever fails, every change stays queued in the file. The
/// destructor cuts what is under way.
class SyncService final : public QObject {
    Q_OBJECT

public:
    explicit SyncService(LedgerService& ledger, QObject* parent = nullptr);
    ~SyncService() override;

    const SyncState& state() const { return m_state; }

    // Connecting. An invitation holds once; pair() uses it up, and then one of connectLedger(), fetch() or giveUp()
    // follows.
    QFuture<PairAttempt> pair(
        const std::string& code, const ServerConnection& connection, std::shared_ptr<Progress> progress);
    /// The open ledger goes to the server. Errors: Rule (it is connected already, and that works).
    QFuture<Result<>> connectLedger(const PairedDevice& device);
    /// Fetches a ledger of the server into a new file, to be opened then. After a failure: again, which goes on with
    /// the same device, or giveUp().
    QFuture<Result<>> fetch(const PairedDevice& device, const PairedLedger& chosen, const QString& path,
        std::shared_ptr<Progress> progress);
    /// Ends the access of the device, and removes what fetch() has made; `path` may be empty.
    QFuture<Result<>> giveUp(const PairedDevice& device, const QString& path);
    /// The open ledger stays as it is, and what waits stays in it.
    QFuture<Result<>> disconnectLedger();

    // Devices that share the open ledger.
    QFuture<Result<std::vector<SharingDevice>>> devices();
    QFuture<Result<>> renameDevice(const SharingDevice& device, const QString& name);
    QFuture<Result<>> revokeDevice(const Uuid& device);
    /// `right`: owner, editor or viewer.
    QFuture<Result<NewInvitation>> invite(const QString& right);

    /// An exchange that also computes the digest anew from every row, and puts right what a damaged file holds.
    QFuture<Result<SyncReport>> check();
    QFuture<Result<SalvagePreview>> previewSalvage();
    /// What it brings back goes out with the next exchange, at once. Gives the file as it was, kept beside.
    QFuture<Result<SyncSession::Salvage>> salvage();

public slots:
    void syncNow();

signals:
    void stateChanged();

private:
    template <typename T>
    QFuture<T> ask(std::function<T(SyncThread::Place&)> work);
    template <typename T>
    QFuture<Result<T>> askServer(std::function<Result<T>(SyncSession&)> work);
    void follow();
    void takeState(const SyncState& state);
    void countPending();

    LedgerService& m_ledger;
    SyncState m_state;
    std::unique_ptr<SyncThread> m_thread;
};

} // namespace qm::desktop
