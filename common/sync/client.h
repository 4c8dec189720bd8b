#pragma once

#include "common/store/ledger.h"
#include "common/sync/peer.h"

namespace qm {

struct PairedLedger {
    Uuid id;
    std::string name;
    std::string right;
};
struct Paired {
    Uuid device;
    std::int64_t no = 0;
    std::string token;
    std::string serverInstance;
    std::vector<PairedLedger> ledgers;
};
/// `POST /v1/pair`. Errors: Refused (wrong, used or expired code, with the server's reason), Offline, Protocol, Later.
Result<Paired> pair(SyncPeer& peer, std::string_view code, std::string_view deviceName, std::string_view platform);
/// `POST /v1/devices/copy`: another identity with the same rights, for a copy of a device (ErrorCode::Forked).
Result<Paired> pairCopy(SyncPeer& peer);
/// `POST /v1/ledgers`: makes the device's own new ledger known to the server; fine when it is there already.
Result<> offerLedger(SyncPeer& peer, const Uuid& id, std::string_view name);

/// What came of waiting.
struct News {
    bool isThere = false; ///< the server has another version than the one that is known: time for a sync
    std::optional<int> pollSeconds; ///< it has no place for another one who waits: when to ask again
};
/// `GET …/wait`: returns as soon as the server has another version than `known`, or after `seconds` (at most 25).
/// Errors as SyncClient::sync().
Result<News> waitForNews(SyncPeer& peer, const Uuid& ledger, const Version& known, int seconds = 25);

/// How far a sync is that takes longer: parts of a snapshot, or change sets sent and got.
struct SyncProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
};

struct SyncReport {
    std::int64_t pushed = 0; ///< change sets the server has taken
    std::int64_t pulled = 0; ///< change sets of others
    std::int64_t conflicts = 0; ///< open ones now
    std::int64_t parked = 0;
    std::int64_t waiting = 0; ///< still in the queue
    bool hasRecovered = false; ///< the server had lost a part of the log
    std::vector<std::string> notes; ///< sentences for a person: repaired rows, quarantined changes, a clock that is off
    std::vector<std::string>
        repaired; ///< both versions of every row that differed, JSON lines; to be kept beside the file
    Version version;
    Hash digest;
};

/// The client's side of the exchange over any peer (SYNC.md 3.6). Whatever fails, every change stays queued; the error
/// is one sentence that says what happened, that nothing is lost, and what to do.
class SyncClient {
public:
    SyncClient(Ledger& ledger, SyncPeer& peer) : m_ledger(ledger), m_peer(peer) { }
    /// Pushes and pulls until the queue is empty and there is no more; a new copy starts from a snapshot. Errors:
    /// Offline, Later (429, 503: the detail says how long), Refused (401, 403), Protocol (not our server's answer),
    /// DiskFull (507), TooNew (426: one side must be updated), Forked (another copy of this device has used its
    /// numbers: it needs an identity of its own), Mismatch (the server lost what only a snapshot of is here), Io … of
    /// the own file. A server that lost a part of the log gets it back on the way (SYNC.md 3.8).
    Result<SyncReport> sync();
    /// For a copy whose sync() ended with Mismatch because the server lost what only a snapshot of is here, and no
    /// other device has it: this copy becomes the server's, with what `before`, the file as it was, has and the server
    /// has not as one action in front of the queue (SYNC.md 3.8). Nothing is sent: the next sync() does that. Errors:
    /// Rule (an ordinary sync does it), those of sync(); then nothing has changed.
    Result<Ledger::Salvaged> salvage(Ledger& before);
    /// Log from before the snapshot, a page at a time; true when this copy has all of it.
    Result<bool> backfillPage();
    /// From now on every sync also computes the digest anew from this copy's rows, and so finds damage of the file.
    void setChecksRows(bool checks) { m_checksRows = checks; }
    std::optional<int> retryAfterSeconds() const { return m_retryAfterSeconds; }
    /// Called before rows of this copy are replaced by the server's; an error of it leaves them alone.
    void setBeforeRepair(std::function<Result<>()> beforeRepair) { m_beforeRepair = std::move(beforeRepair); }
    /// Called now and then during a sync.
    void setProgressed(std::function<void(const SyncProgress&)> progressed) { m_progressed = std::move(progressed); }

private:
    Result<PeerReply> exchange(std::string_view method, std::string target, std::string body);
    Result<> loadSnapshot(SyncReport& report, bool replaces = false);
    Result<> loadSnapshot(bool replaces, std::int64_t since, const std::function<Result<>()>& finish);
    Result<bool> round(SyncReport& report);
    Result<> take(std::string_view body, SyncReport& report);
    Result<> refused(const PeerReply& reply, SyncReport& report);
    Result<bool> setApartUnreadable(SyncReport& report);
    Result<> repair(SyncReport& report);
    // client_recover.cpp
    Result<> recover(const Json& unknownVersion, SyncReport& report);
    struct LogPiece {
        std::vector<LogEntry> entries;
        Ledger::Receipt receipt; ///< of the last of them
    };
    Result<LogPiece> readLog(Version after, std::size_t most);
    Result<Version> versionAt(std::int64_t rev, const Json& unknownVersion);
    Result<std::int64_t> findFork(const Json& unknownVersion);
    Result<bool> fillLog();
    Result<> pushAfter(std::int64_t no, SyncReport& report);
    Result<> offerLimbo();
    Result<> giveBack(const Ledger::Offer& offer);
    std::string target(std::string_view rest) const;
    void tellProgress(const SyncReport& report, const Version& at, std::int64_t pending) const;

    Ledger& m_ledger;
    SyncPeer& m_peer;
    std::function<Result<>()> m_beforeRepair;
    std::function<void(const SyncProgress&)> m_progressed;
    std::int64_t m_headRev = 0; ///< the server's, as it said last
    bool m_checksRows = false;
    std::optional<int> m_retryAfterSeconds;
    std::optional<std::int64_t> m_clockOffMs;
    std::size_t m_bytesMost = 3 << 20; ///< of a push before compression; smaller once the server said 413
    bool m_hasMore = false; ///< the server has more for us: pull before pushing again
    bool m_isMismatch = false;
    bool m_hasOfferedLimbo = false;
    bool m_onlyPulls = false; ///< the server takes nothing from this device
    int m_recoveries = 0;
    std::int64_t m_givenBack = 0;
    std::int64_t m_recoveredRev = 0; ///< the server has everything that was given back by this revision
};

} // namespace qm
