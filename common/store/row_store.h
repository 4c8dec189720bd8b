#pragma once

#include "common/ledger/date.h"
#include "common/sql/connection.h"
#include "common/store/log_texts.h"
#include "common/sync/merge.h"

#include <memory>
#include <unordered_map>

namespace qm {

/// The rows and marks of one ledger file: what merge() reads, and the one place that writes them. Within one
/// transaction of one connection; forget() when the transaction ends or rolls back.
/// A failed read or write sticks: check status() after a merge and before a commit.
class RowStore final : public MergeState {
public:
    RowStore(sql::Connection& connection, const Uuid& ledger);

    Uuid ledgerId() override { return m_ledger; }
    const RowImage* row(const RowKey& key) override;
    std::vector<Tombstone> tombstones(const RowKey& key) override;
    std::vector<RowKey> groupMembers(std::int64_t no) override;
    std::vector<Touch> touches(const RowKey& key) override;
    void eachLiveChild(const RowKey& key, const std::function<bool(const RowKey&)>& each) override;
    std::vector<RowKey> rowsOfMonth(const Uuid& month) override;
    ChangeInfo change(std::int64_t no) override;
    std::int64_t changeNo(const Uuid& id) override;
    std::optional<Parked> parked(const Uuid& change) override;
    std::optional<DecodedChangeSet> intentOf(const Uuid& change) override;
    std::optional<Uuid> parkedMaker(const RowKey& key) override;
    std::optional<Conflict> conflict(const Uuid& id);

    /// The texts of the change sets.
    LogTexts& texts() { return m_texts; }

    const Result<>& status() const { return m_status; }
    /// A change set that is being applied and whose own row follows.
    void announce(const ChangeInfo& change) { m_changes[change.no] = change; }
    /// Whether a waiting change set made or edited the row.
    bool isTouchedByQueue(const RowKey& key);

    struct ApplyOptions {
        bool keepTouches = true; ///< false on a desktop for its own change sets: it has seen them all
        bool keepShadow = false; ///< a waiting change set: keep what rows were before
        bool isPlain = true; ///< with keepShadow: rows that it made are found by its intent, not by the shadow
    };
    /// Writes what a merge gave as change set `no`; returns what it adds to the digest.
    Digest apply(std::int64_t no, Changes&& changes, const ApplyOptions& options);
    /// Takes a waiting change set back: rows, marks and records are as before it. Newest first.
    /// `intent`: null when its text cannot be read any more.
    void rewind(std::int64_t no, const ChangeSet* intent, bool isPlain);

    /// Inserts a row as it came with a snapshot; returns its hash.
    Hash insert(const RowImage& image, const std::vector<Tombstone>& tombstones);
    Hash insert(const Conflict& conflict);
    Hash insert(const Parked& parked);
    /// Installs the server's records of conflicts or parked change sets; returns both versions as JSON lines.
    Result<std::vector<std::string>> replaceRecords(std::string_view bucket, std::span<const Json> lines);
    /// Replaces (or makes, or removes) a row by the server's (repair of a mismatch).
    void replace(const RowKey& key, const RowImage* image, const std::vector<Tombstone>& tombstones);
    /// Change sets whose deletion of the row holds, sorted: part of its hash.
    std::vector<Uuid> deletedBy(const RowImage& image);
    /// Every row of a table, dead ones too, in the order of ids.
    void eachRow(Table table, const std::function<bool(const RowImage&)>& each);
    void eachConflict(const std::function<bool(const Conflict&)>& each);
    void eachParked(const std::function<bool(const Parked&)>& each);

    void forget();

private:
    sql::Statement* statement(const char* sql);
    void fail(const Error& error);
    void note(const Result<>& done);
    void run(sql::Statement* statement);
    bool step(sql::Statement* statement);
    void writeRow(const RowImage& image);
    void writeTombstone(const RowKey& key, std::int64_t no, bool live);
    void writeConflict(const Conflict& conflict);
    void writeParked(const Parked& parked);
    void keepShadow(std::int64_t no, int table, const Uuid& id, const std::string* image);
    void restore(int table, const Uuid& id, const std::string* image);

    sql::Connection& m_connection;
    Uuid m_ledger;
    LogTexts m_texts;
    Result<> m_status;
    std::unordered_map<RowKey, std::unique_ptr<RowImage>> m_rows; ///< null: known to be missing
    std::unordered_map<std::int64_t, ChangeInfo> m_changes;
};

/// Digest of all rows and records, computed from what is stored.
Result<Digest> computeDigest(RowStore& store, std::int64_t* rows = nullptr);
Hash conflictHash(const Conflict& conflict);
Hash parkedHash(const Parked& parked);

} // namespace qm
