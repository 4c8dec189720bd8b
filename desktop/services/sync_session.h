#pragma once

#include "common/sync/client.h"
#include "desktop/services/connection.h"

namespace qm::desktop {

/// The exchange of one connected ledger, with what a desktop owes its user around it: a copy of a device gets an
/// identity of its own when it needs one (SYNC.md 3.8), and before rows are replaced by the server's the file is kept
/// aside as it was. Between two exchanges it waits for news on a connection of its own. Belongs to the thread of the
/// ledger.
class SyncSession {
public:
    SyncSession(Ledger& ledger, std::string ledgerPath, ServerConnection connection, HttpsPeer::Options options);

    /// As SyncClient::sync(); notes when it was.
    Result<SyncReport> sync();
    void setChecksRows(bool checks) { m_checksRows = checks; } ///< as SyncClient's
    /// Called now and then during a sync.
    void setProgressed(std::function<void(const SyncProgress&)> progressed) { m_progressed = std::move(progressed); }
    /// Asked about ten times a second while it waits for news; true ends the wait.
    void setIsWoken(std::function<bool()> isWoken) { m_isWoken = std::move(isWoken); }
    enum class Woken {
        News, ///< the server has something new, or may have
        Asked, ///< as isWoken said
        LocalChange, ///< somebody else has written into this file
        Nothing, ///< nothing happened for a while
        Cancelled, ///< as the peer's isCancelled said
    };
    /// After a sync(): waits until it is time for another. Errors: as sync()'s.
    Result<Woken> waitForNews();
    /// SyncClient::salvage(), with the file as it was kept beside it. Nothing is sent yet.
    struct Salvage {
        Ledger::Salvaged salvaged;
        std::string keptPath;
    };
    Result<Salvage> salvage();
    /// What salvage() would do, in a copy of the file that is gone afterwards; `look` gets that copy.
    Result<> previewSalvage(const std::function<Result<>(Ledger& then, const Ledger::Salvaged&)>& look);
    std::optional<int> retryAfterSeconds() const { return m_retryAfterSeconds; }
    HttpsPeer& peer() { return m_peer; }
    Ledger& ledger() { return m_ledger; }
    const ServerConnection& connection() const { return m_connection; }
    /// Something was changed in the file since the last sync, and waits to be sent.
    bool hasLocalChange();

private:
    Result<> renewIdentity();
    Result<> noteRecovery(SyncReport& report);
    bool isCancelled() const { return m_isCancelled && m_isCancelled(); }
    bool isWoken() const { return m_isWoken && m_isWoken(); }
    Result<> copyFile(const std::string& path);
    Result<> keepFileAside(const char* before, std::string& path);
    Result<> keepDifferences(const std::vector<std::string>& lines);

    Ledger& m_ledger;
    std::string m_ledgerPath;
    ServerConnection m_connection;
    std::function<bool()> m_isCancelled;
    std::function<bool()> m_isWoken;
    std::function<void(const SyncProgress&)> m_progressed;
    HttpsPeer m_peer;
    HttpsPeer m_waitingPeer; ///< its own connection: a change made here goes out while the answer is still awaited
    std::int64_t m_dataVersion = -1; ///< of the file, before the last sync read it
    bool m_checksRows = false;
    std::optional<int> m_retryAfterSeconds;
    std::string m_aside; ///< the copy made before a repair of the exchange that runs
};

/// The change sets by which a salvage brings back what it does, oldest first; they wait to be sent.
Result<std::vector<HistoryItem>> salvagedChanges(Ledger& ledger);

} // namespace qm::desktop
