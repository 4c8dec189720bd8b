#pragma once

#include "common/store/ledger.h"

#include <memory>

namespace qm {

/// What the parts of Ledger share (ledger.cpp: open and act; ledger_sync.cpp: queue and pull; ledger_snapshot.cpp:
/// snapshots and repair; ledger_rewind.cpp and ledger_salvage.cpp: what a server has lost; ledger_reads.cpp: reads;
/// ledger_undo.cpp: undo and redo). Not for others.
struct Ledger::Private {
    std::unique_ptr<sql::Connection> connection;
    Uuid id;
    Currency currency;
    Uuid device;
    std::unique_ptr<RowStore> store;

    /// A snapshot that is being loaded, in one transaction.
    struct Loading {
        explicit Loading(sql::Transaction begun) : transaction(std::move(begun)) { }
        sql::Transaction transaction;
        Version version;
        Hash chain;
        Hash digestSaid;
        Digest digest;
        std::int64_t lines = 0;
        Sha256 checksum;
        bool hasHead = false;
        bool isComplete = false;
        std::string rest; ///< a line that was cut by the end of its part
    };
    std::unique_ptr<Loading> loading;

    /// Where the canonical copy stands.
    struct Head {
        std::int64_t rev = 0;
        Hash chain;
        Digest digest;
        Version version() const { return Version::at(rev, chain); }
    };
    Result<Head> head();
    Result<> saveHead(const Head& head);

    Result<sql::Statement*> statement(const char* sql) { return connection->cached(sql); }
    Result<std::string> meta(std::string_view key);
    Result<> setMeta(std::string_view key, std::string_view value);
    Result<> loadCurrency();

    /// One waiting change set of one action: merged, stored with its queue entry. In a transaction of the caller.
    struct Draft {
        std::string_view act;
        std::vector<Op> ops;
        bool indivisible = false;
        std::optional<Uuid> batch;
        std::optional<std::int64_t> no; ///< its place in the file; none: behind everything
        bool mayPark = false; ///< goes to the server also when it has no effect now
    };
    struct Done {
        Uuid id;
        std::int64_t no = 0;
        bool isSkipped = false;
    };
    Result<Done> perform(Draft draft);
    /// Gives all that waits the numbers after `n`, as changes of `device`; `prev`: the one before the first of them.
    /// With `base`: as if their authors had seen that version.
    Result<> renumberQueue(const Uuid& device, std::int64_t n, std::optional<Uuid> prev,
        const std::optional<Version>& base = std::nullopt);

    /// A change set in the queue.
    struct Queued {
        std::int64_t no = 0;
        Uuid id;
        bool isPlain = false;
        Digest delta;
    };
    Result<std::vector<Queued>> queue();
    Result<std::optional<Queued>> firstQueued();
    Result<std::string> intentOf(std::int64_t no);
    /// `effects` as they travel: `=` when they are exactly what the intent says.
    Result<> writeText(std::int64_t no, std::string_view intent, std::string_view effects);
    Result<> removeChangeSet(std::int64_t no);
    /// Applies one log entry, whose change set is stored as `no`, to canonical rows; returns what it adds to the
    /// digest.
    Result<Digest> applyEntry(const LogEntry& entry, const ChangeSet& change, std::int64_t no);
    Result<Ledger::Pulled> pullRewound(std::span<const LogEntry> entries); ///< with the queue taken back before
    Result<> keepReceipt(const Ledger::Receipt& receipt);
    Result<> moveToLimbo(std::int64_t rev, const Hash& chainThere); ///< everything after that revision
    Result<> replay(std::int64_t rev);
    /// Commits a loaded snapshot; with `before`, what that has and the snapshot has not comes before all that waits.
    Result<Version> finishLoading(Private* before, const Version& base, Ledger::Salvaged* salvaged);
    /// On canonical rows; then predicts the queue with what it added.
    Result<Ledger::Salvaged> salvage(Private& before, const Version& base);
    Result<> forgetLog(); ///< and all rows; only what waits stays, taken back
    /// Takes the whole queue's predictions back, newest first: the rows are canonical then.
    Result<> rewindQueue();
    /// Predicts the queue after the change set `no` on top of what is there; by default all of it on canonical rows.
    Result<> predictQueue(std::int64_t no = 0);
    Result<> notePrediction(std::int64_t no, bool isPlain, const Digest& delta, const std::string& why);
};

/// Cuts the parts of a large action so that each fits into one request, however badly it compresses.
std::vector<std::vector<Op>> fittingParts(std::vector<std::vector<Op>> parts);

/// The eff that a waiting change set counts with until the server gives its own: after everything seen.
inline std::int64_t guessedEff(std::int64_t no)
{
    return 4'000'000'000'000'000 + no;
}

} // namespace qm
