#pragma once

#include <QString>
#include <QThread>

#include "desktop/services/sync_loop.h"
#include "desktop/services/sync_state.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace qm::desktop {

/// The network thread: keeps one ledger together with its server over a connection to the file of its own, and does
/// single jobs in between. The public functions return at once, from any thread; the destructor cuts what is under way
/// and waits for it, some tenths of a second.
class SyncThread {
public:
    struct Listener { ///< called on the network thread
        std::function<void(const SyncState&)> stateChanged;
        std::function<void()> ledgerChanged; ///< rows of the file
    };
    explicit SyncThread(Listener listener);
    ~SyncThread();
    SyncThread(const SyncThread&) = delete;
    SyncThread& operator=(const SyncThread&) = delete;

    /// From now on this ledger; empty: none. The same again: its connection is read anew.
    void setLedger(const QString& path);
    /// Exchanges now, whatever it waits for.
    void wake();

    /// What a job gets. It must not keep any of it.
    struct Place {
        SyncSession* session = nullptr; ///< null: see `whyNot`
        Error whyNot; ///< Rule: the ledger is not connected; or why its connection cannot be used
        std::function<bool()> isStopping; ///< the program ends: for HttpsPeer::Options
        bool isReopenWanted = false; ///< set by the job: it changed the connection
    };
    using Job = std::function<void(Place&)>;
    /// Runs in the order asked, before the next exchange. When the thread ends first: without a session, and with
    /// isStopping true.
    void post(Job job);

private:
    void run();
    void runJob(const Job& job);
    std::optional<Job> takeJob();
    void open();
    Result<> openPath(const std::string& path);
    void close();
    void exchange();
    void waitForWork(std::chrono::milliseconds most);
    bool hasWork();
    bool isCut() const { return m_isStopping || m_isReopening; }
    void tell();
    void tellProgress(const SyncProgress& progress);
    Result<> noteSynced(const SyncReport& report);

    Listener m_listener;
    std::atomic<bool> m_isStopping = false;
    std::atomic<bool> m_isReopening = false;
    std::atomic<bool> m_isWoken = false;
    std::atomic<bool> m_hasJobs = false;
    std::mutex m_mutex;
    std::condition_variable m_hasWork;
    std::deque<Job> m_jobs;
    QString m_wanted;
    // On the network thread.
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<SyncSession> m_session;
    Error m_whyNot;
    SyncState m_state;
    std::unique_ptr<QThread> m_thread; // last: it uses all of the above
};

} // namespace qm::desktop
