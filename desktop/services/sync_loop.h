#pragma once

#include "desktop/services/sync_session.h"

#include <chrono>

namespace qm::desktop {

/// Whether a failure of the exchange may pass by itself.
bool isPassing(ErrorCode code);

/// What an exchange leaves for quiet moments: fetches some of the log from before the snapshot that this copy began
/// with, so that it is a full backup, too, and packs some of what is old. Each a bounded time; the next call goes on.
Result<> tidyUp(Ledger& ledger, SyncPeer& peer, const std::function<bool()>& isStopped);

/// Keeps a connected ledger together with its server: exchanges, waits for news of others or for a change made here,
/// and comes back ever later while it fails. Blocks; belongs to the thread of the session.
class SyncLoop {
public:
    struct Listener {
        /// Asked about twenty times a second; true ends run() once the exchange that is under way is done. To cut that,
        /// too, the peer's isCancelled must say so.
        std::function<bool()> isStopped;
        /// True ends a wait or pause for another exchange now. Put back in `begins`. May be empty.
        std::function<bool()> isWoken;
        std::function<void()> begins; ///< an exchange; may be empty
        std::function<Result<>(const SyncReport&)> synced; ///< an error ends run()
        std::function<void()> upToDate; ///< heard from the server that there is nothing new; may be empty
        /// Failed of what may pass; tried again by itself.
        std::function<void(const Error&, std::chrono::milliseconds pause)> failed;
    };
    SyncLoop(SyncSession& session, Listener listener) : m_session(session), m_listener(std::move(listener)) { }

    /// Until it is stopped. Errors: those of SyncSession::sync() that do not pass, and of the listener.
    Result<> run();

private:
    bool isStopped() const { return m_listener.isStopped(); }
    bool isWoken() const { return m_listener.isWoken && m_listener.isWoken(); }
    void pause(std::chrono::milliseconds time, bool isServersWish);
    Result<> wait();

    SyncSession& m_session;
    Listener m_listener;
    int m_troubles = 0; ///< waits that broke off or led nowhere, one after the other
    bool m_wasAsked = false; ///< the last wait ended because a person wants it
};

} // namespace qm::desktop
