#pragma once

#include "common/environment.h"
#include "common/sql/connection.h"
#include "common/store/row_store.h"
#include "common/sync/log_entry.h"
#include "common/sync/peer.h"

#include <map>
#include <memory>
#include <span>

namespace qm {

enum class Right { Viewer, Editor, Owner };

/// Who asks: what the daemon's dispatcher found out from the token.
struct Caller {
    Uuid device;
    std::int64_t no = 0; ///< the device's small number in the registry
    std::string name;
    std::string platform;
    Right right = Right::Viewer;
};

/// An answer of the exchange: an HTTP status and a JSON body (or a part of a snapshot).
struct Answer {
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
    std::optional<int> retryAfterSeconds;
};
/// `{"error":code,"detail":…}`
Answer failure(int status, std::string_view code, std::string_view detail = {});
/// The answer for an error of the store: 503 busy, 507 disk_full, 500 internal …
Answer failure(const Error& error);

struct PushItem {
    DecodedChangeSet decoded;
    std::int64_t ageMs = 0;
    bool isClockSuspect = false;
    std::vector<Version> bases;
};

/// A decoded body of `sync`: what is pushed, and from where to pull.
struct SyncRequest {
    Version head;
    std::vector<PushItem> items;
    std::int64_t limit = 500; ///< entries to pull; 0: none
    std::int64_t devicesKnown = -1; ///< names of devices the client has; others are sent
};
/// Decodes without the ledger, so that many can be decoded at once. On failure the answer to give (400 malformed with
/// the item, 413, 426).
struct DecodedSync {
    std::optional<SyncRequest> request;
    Answer failed;
};
DecodedSync decodeSyncRequest(std::string_view body);

/// A decoded body of `recover` (SYNC.md 3.8): a piece of log that this server may have lost.
struct RecoverRequest {
    Version after; ///< the version before the first entry: of this log, or of what was recovered before
    std::vector<LogEntry> entries;
    std::string receiptMac; ///< the server's signature of the last entry's version
};
struct DecodedRecover {
    std::optional<RecoverRequest> request;
    Answer failed;
};
DecodedRecover decodeRecoverRequest(std::string_view body);

/// What one sync or recovery has written: how many rows of each kind, and between which revisions. Nothing of what
/// stands in them.
struct Stored {
    std::int64_t revFrom = 0; ///< before the first
    std::int64_t revTo = 0; ///< of the last; the same: nothing was written
    struct Counts {
        std::int64_t added = 0; ///< or there again
        std::int64_t updated = 0;
        std::int64_t deleted = 0;
    };
    std::map<Table, Counts> rows;
    void count(const Changes& changes);
};

/// One sync or recovery in progress, for the group commit.
struct SyncJob {
    Caller caller;
    SyncRequest request;
    std::optional<RecoverRequest> recover; ///< then `request` is not looked at
    Answer answer; ///< filled by LedgerServer::run
    std::int64_t revFrom = 0; ///< for the access log
    std::int64_t revTo = 0;
    Stored stored {}; ///< by this one alone
};

/// The canonical copy of one ledger: accepts change sets, keeps the log, answers `sync`, `log`, `snapshot`, `digest`.
/// The file's schema must be migrated already. Two connections to the same file: `run` writes on one, the reads use
/// the other; each of the two groups of calls belongs to one thread at a time.
class LedgerServer {
public:
    struct Options {
        std::string snapshotDir; ///< where the parts of snapshots are kept; made when missing
        std::function<std::int64_t()> nowMs = wallClockMs; ///< the server's wall clock
    };
    /// A file without a ledger becomes the ledger `id` (revision 0). Errors: Corrupt, Mismatch (another ledger), Io.
    static Result<std::unique_ptr<LedgerServer>> open(std::unique_ptr<sql::Connection> writer,
        std::unique_ptr<sql::Connection> reader, const Uuid& id, Options options);
    ~LedgerServer();

    const Uuid& id() const;
    /// `sync` and `recover`: takes every job's items in one transaction, durable before any answer, then answers what
    /// each lacks.
    void run(std::span<SyncJob* const> jobs);
    /// After the last run().
    Version version() const;
    /// What the last run() has written: none of it when it failed.
    struct Written {
        std::uint64_t revisions = 0;
        std::uint64_t conflicts = 0;
        std::uint64_t parked = 0; ///< of the revisions
    };
    const Written& written() const;
    /// After a quiet while: gives memory back.
    void releaseMemory();
    Result<> checkpoint();
    /// As Ledger::packLog(); belongs to run()'s thread.
    Result<bool> packLog(const LogTexts::PackOptions& options);

    // Reads. `after` and `ver` are the text of a version, as they stand in the query.
    Answer log(std::string_view after, std::int64_t limit);
    /// Without `ver`: names the parts of a snapshot of at least the revision `since`, made when there is none.
    Answer snapshot(int level, std::string_view ver, int part, std::int64_t since = 0);
    /// Digests by table and first byte of id at the head (bucket empty), or the rows of one bucket (`posting.3f`).
    Answer digest(std::string_view bucket);
    struct Head {
        Version version;
        Hash digest;
        std::string name; ///< of the ledger; empty before its first change set
        std::string currency;
    };
    Result<Head> head();

    struct Private; ///< server_private.h

private:
    explicit LedgerServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// Proof of a ledger file of either side: every row obeys the rules and stands under rows that are there, the chain
/// holds from the first revision on, and the digest is that of the rows. Changes nothing. Errors: Mismatch (what, at
/// which revision or row), Corrupt.
struct Verified {
    std::int64_t revisions = 0;
    std::int64_t rows = 0;
    Version head;
    Hash digest;
    bool isLogComplete = true; ///< false: it began with a snapshot; the chain is proven from there on
};
Result<Verified> verifyLedger(sql::Connection& connection, const std::function<void(std::int64_t done)>& progress = {});
/// The long proof, of a ledger whose log is complete: rows are computed from the log alone, in `scratch` (an empty,
/// migrated file), and after every revision they have the digest that the log names and obey the rules, and no closed
/// month has changed. Errors as above.
Result<> replayLog(
    sql::Connection& connection, sql::Connection& scratch, const std::function<void(std::int64_t done)>& progress = {});

} // namespace qm
