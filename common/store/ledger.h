#pragma once

#include "common/ledger/money.h"
#include "common/store/row_store.h"
#include "common/sync/log_entry.h"

namespace qm {

struct Account {
    Uuid id;
    std::string name;
    std::string kind; ///< checking, savings, cash, card, loan
    Money opening;
    bool isArchived = false;
    std::string note;
    Money balance; ///< opening and every posting
};
struct Category {
    Uuid id;
    std::string name;
    std::string group;
    std::string kind; ///< income, expense, saving
    bool isArchived = false;
};
struct TemplateEntry {
    Uuid id;
    Uuid templ;
    std::string name;
    Uuid category;
    Money planned;
    std::optional<int> dueDay;
};
struct Template {
    Uuid id;
    std::string name;
    std::string note;
    std::vector<TemplateEntry> entries;
};
struct Month {
    Uuid id;
    YearMonth ym;
    bool isClosed = false;
    std::string note;
};
struct Entry {
    Uuid id;
    Uuid month;
    Uuid lineage; ///< what it descends from; its own id when it is the first
    std::string name;
    Uuid category;
    Money planned;
    std::string due; ///< 2026-05-03 or empty
    std::string note;
    Money actual; ///< sum of its postings
};
struct Posting {
    Uuid id;
    Uuid month;
    std::string date; ///< 2026-05-03
    std::optional<Uuid> entry;
    Money amount;
    Uuid account;
    std::optional<Uuid> toAccount; ///< a transfer
    std::string payee;
    std::string memo;
    bool isCleared = false;
    std::optional<Uuid> split;
    std::string bankRef;
};
struct PostingFilter {
    std::optional<Uuid> month;
    std::optional<Uuid> account;
    std::optional<Uuid> entry;
    bool onlyWithoutEntry = false;
    std::string search; ///< in payee and memo, without case; empty: all
    std::int64_t limit = -1; ///< newest first when limited; else oldest first
};

/// One line of a summary; money of months from..to.
struct SummaryLine {
    std::string month; ///< 2026-05; empty when summed over months
    std::optional<Uuid> category; ///< none: postings without an entry
    std::string name; ///< of the category or account; "" for no category
    std::string group;
    std::string kind;
    Money planned;
    Money actual;
};
struct SummaryRange {
    std::optional<YearMonth> from;
    std::optional<YearMonth> to;
};

/// One change set in the history.
struct HistoryItem {
    std::int64_t no = 0;
    Uuid id;
    std::optional<std::int64_t> rev; ///< none: waits to be sent
    Uuid device;
    std::string deviceName;
    bool isOwn = false;
    std::string at;
    std::string act;
    std::optional<Uuid> batch;
    std::string outcome; ///< waiting, applied, conflict, parked
    std::string why;
    struct Change {
        std::string op; ///< create, set, delete, close, reopen, revert, settle, unpark, restore
        RowKey row;
        std::string name; ///< of the row, for a person
        std::string cell;
        std::string from; ///< JSON; empty: was not there
        std::string to; ///< JSON; empty: is gone
    };
    std::vector<Change> changes;
};

struct HistoryAsked;
struct HistoryRows;

struct LedgerStatus {
    Uuid id;
    std::string name;
    Currency currency;
    Uuid device;
    Version version;
    Hash digest; ///< canonical: of what the server has confirmed
    std::int64_t pending = 0;
    std::int64_t conflicts = 0;
    std::int64_t parked = 0;
    std::int64_t quarantined = 0;
    bool isLogComplete = true;
};

/// One household's book in one SQLite file, as a desktop sees it: reads, and actions that are change sets in a queue.
/// Every call belongs to the thread of the connection. Every action is one transaction that includes its queue entry;
/// a failed one changes nothing. Errors of actions: Rule, Closed, OutsideMonth, Depends (refused by a rule of the
/// ledger, with a sentence), Invalid, Busy, ReadOnly, DiskFull, Corrupt, Io.
class Ledger {
public:
    /// Makes a new ledger in an empty, migrated file.
    static Result<std::unique_ptr<Ledger>> create(
        std::unique_ptr<sql::Connection> connection, std::string_view name, const Currency& currency);
    /// Makes an empty local copy of the ledger `id` that a server holds (filled by the first sync).
    static Result<std::unique_ptr<Ledger>> createCopy(
        std::unique_ptr<sql::Connection> connection, const Uuid& id, const Uuid& device);
    static Result<std::unique_ptr<Ledger>> open(std::unique_ptr<sql::Connection> connection);
    ~Ledger();

    sql::Connection& connection();
    const Uuid& id() const;
    const Currency& currency() const;
    Result<LedgerStatus> status();

    // Reads.
    Result<std::vector<Account>> accounts();
    Result<std::vector<Account>> accountsWithoutBalances(); ///< without reading a posting; `balance` is 0
    Result<std::vector<Category>> categories();
    Result<std::vector<Template>> templates();
    Result<std::vector<Month>> months(); ///< oldest first
    Result<std::vector<Entry>> entries(const Uuid& month);
    /// Entries of a month that may be one thing entered twice: of the same name, category and amount, by authors of
    /// whom neither had seen the other's (SYNC.md 3.8). Each pair once. Never merged by themselves.
    Result<std::vector<std::pair<Uuid, Uuid>>> possibleDuplicates(const Uuid& month);
    Result<std::vector<Posting>> postings(const PostingFilter& filter);
    Result<std::vector<SummaryLine>> summaryByCategory(const SummaryRange& range, bool byMonth);
    Result<std::vector<SummaryLine>> summaryByAccount(const SummaryRange& range);
    Result<std::vector<HistoryItem>> history(const std::optional<Uuid>& of, std::int64_t limit); ///< newest first
    /// A piece of the history, read on from where the last one ended; see history_rows.h.
    Result<HistoryRows> historyRows(const HistoryAsked& asked);
    /// What made the row, wrote its cells last and deleted it, newest first: fast also in a long log. history() has
    /// all.
    Result<std::vector<HistoryItem>> lastChanges(const RowKey& row, std::int64_t limit);
    /// What a person calls the row, also when it is deleted; empty: it was never there.
    std::string nameOf(const RowKey& key);
    Result<std::vector<Conflict>> conflicts(bool withSettled = false);
    Result<std::vector<Parked>> parkedChanges(bool withSettled = false);

    // Actions.
    struct Acted {
        std::vector<Uuid> changeSets;
        bool isSkipped = false; ///< an undo of which parts were skipped because somebody changed them since
    };
    /// One action: one change set of at most opsMax operations.
    Result<Acted> act(std::string_view name, std::vector<Op> ops, bool indivisible = false);
    /// One large action: several change sets under one batch, all in one transaction.
    Result<Acted> actInBatch(std::string_view name, std::vector<std::vector<Op>> parts);
    /// Takes back one change set (its whole batch), by default the last own action that is not taken back yet.
    Result<Acted> undo(const std::optional<Uuid>& change = {});
    Result<Acted> redo();
    /// What undo() would take back, and what redo() would put in force again; an empty act: nothing.
    struct NextAct {
        std::string act;
        Uuid change;
    };
    Result<NextAct> nextUndo();
    Result<NextAct> nextRedo();
    /// The row as it is shown now; nothing when it is not there or deleted.
    std::optional<RowImage> row(const RowKey& key);

    // The client's side of the exchange (used by SyncClient).
    struct Waiting {
        std::int64_t no = 0;
        Uuid id;
        std::string intent;
        std::int64_t ageMs = 0;
        std::string clock; ///< mono, wall, suspect
    };
    Result<std::vector<Waiting>> waiting(std::int64_t afterNo, std::size_t itemsMost, std::size_t bytesMost);
    /// The server's signature of a version of its log; proof, should it lose it (SYNC.md 3.8).
    struct Receipt {
        Version version;
        std::string mac; ///< 32 bytes; empty: none
    };
    struct Pulled {
        std::int64_t applied = 0; ///< entries of others
        std::int64_t confirmed = 0; ///< own entries
        bool isMismatch = false; ///< the digest did not agree after some entry: repair is needed
    };
    /// Applies log entries after the head, in one transaction: chain checked, rows, digest, queue; then what still
    /// waits is predicted anew. Errors: Mismatch (the chain does not continue ours), TooNew (stops before it), Corrupt.
    Result<Pulled> pull(std::span<const LogEntry> entries, const Receipt& receipt = {});
    Result<> quarantine(const Uuid& change, std::string_view why);
    /// A change set that the server could not read: out of the queue, without effect, kept as it is.
    struct SetApart {
        Uuid id;
        std::string intent; ///< its text; not always JSON
        std::string why;
        std::int64_t atMs = 0; ///< when it was set apart
    };
    Result<std::vector<SetApart>> setApart(); ///< oldest first
    /// Loads a snapshot into an empty copy, part by part; finish compares the digest and commits.
    /// With `replaces`: in the place of everything but the queue. What this copy has of the log waits in limbo.
    Result<> beginSnapshot(bool replaces = false);
    Result<> loadSnapshotPart(std::string_view ndjson);
    Result<Version> finishSnapshot();
    /// What only this copy still had, when a server has lost more than can be given back (SYNC.md 3.8).
    struct Salvaged {
        std::int64_t made = 0; ///< rows that the server did not have, or had as deleted
        std::int64_t changed = 0; ///< rows of which it had other values
        std::int64_t deleted = 0; ///< rows that it had and that are deleted here
        std::int64_t conflicts = 0; ///< open questions that only `before` knows; they stay there
        std::int64_t parked = 0; ///< likewise
        std::int64_t settled = 0; ///< questions that were settled here and are open there
    };
    /// As finishSnapshot(), and what `before` (this copy as it was, in a file of its own) has confirmed and the
    /// snapshot lacks becomes one action, "salvage", before all that waits. Its author counts as having seen the log up
    /// to `base`: what others did after that, on the restored server, meets it as ever, with records.
    Result<Salvaged> finishSnapshotAndSalvage(Ledger& before, const Version& base);
    /// While a snapshot is loaded: the last revision of its log that `before` has, too.
    Result<std::int64_t> lastShared(Ledger& before);
    /// Leaves everything as it was before beginSnapshot().
    void abandonSnapshot();
    /// Log entries from before the snapshot, oldest first, so that this copy becomes a full one. True: complete.
    Result<bool> backfill(std::span<const LogEntry> entries, const Receipt& receipt = {});

    // When the server has lost a part of the log (SYNC.md 3.8).
    /// The chain at a revision of this log; nothing when that is after its head or not here.
    Result<std::optional<Hash>> chainAt(std::int64_t rev);
    /// What a server may have lost, oldest first: a run of entries that ends, where it can, at a signed one.
    struct Offer {
        Version after; ///< the version before the first of them
        std::vector<LogEntry> entries;
        std::string receiptMac; ///< hex; empty: the last one is not signed
    };
    /// Entries of the log after `rev`, a piece at a time. Error: NotFound (this copy began with a snapshot and does not
    /// have them).
    Result<> eachOffer(std::int64_t rev, const std::function<Result<>(const Offer&)>& offer);
    /// Entries that were rewound and have not been seen again.
    Result<> eachLimboOffer(const std::function<Result<>(const Offer&)>& offer);
    Result<std::int64_t> limboCount();
    /// The version this copy began with, its revision and chain, while the log before it is not here.
    Result<std::optional<std::pair<std::int64_t, Hash>>> snapshotVersion();
    /// Goes back to a revision that the server still has, and on with what its log has after it, all in one: what came
    /// after it here waits in limbo until it is seen again, rows are computed anew from the log, and the queue is
    /// predicted on top. Errors: Mismatch (the log does not lead to the digests that it names: nothing was changed),
    /// NotFound (the log is not complete), and those of pull().
    Result<Pulled> rewindTo(std::int64_t rev, std::span<const LogEntry> then = {}, const Receipt& receipt = {});

    /// Gives this copy another identity: what waits is renumbered under it, with the same ids.
    Result<> setDevice(const Uuid& device);
    struct KnownDevice {
        Uuid id;
        std::int64_t no = 0;
        std::string name;
        std::string platform;
    };
    /// The names of devices, as the server tells them, for the history.
    Result<> setDevices(std::span<const KnownDevice> devices);
    Result<std::int64_t> deviceCount();

    Result<std::string> meta(std::string_view key); ///< NotFound when unset
    Result<> setMeta(std::string_view key, std::string_view value);

    /// Digest of the canonical rows recomputed from the file, and by bucket (`posting.3f`).
    /// Compresses a piece of the log that is older than 90 days, and gives the space back: some milliseconds, for quiet
    /// moments. True when there may be more. Nothing of the history goes. A copy that does not have the whole log yet
    /// leaves it as it is.
    Result<bool> packLog(const LogTexts::PackOptions& options);
    Result<Digest> recomputeDigest(std::map<std::string, Digest>* buckets = nullptr);
    /// Whether what is shown is what the confirmed rows and the queue give; changes nothing. Errors: Mismatch.
    Result<> checkPredictions();
    /// Takes the queue's predictions back and makes them anew.
    Result<> predictAnew();
    /// Installs the server's rows of these buckets as canonical, then predicts the queue anew. `rows`: lines as in a
    /// snapshot. Returns for every row that differed both versions as JSON lines, for a person.
    Result<std::vector<std::string>> repair(std::span<const std::string> buckets, std::span<const Json> rows);

    struct Private; ///< ledger_private.h

private:
    explicit Ledger(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace qm
