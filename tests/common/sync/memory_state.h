#pragma once

#include "common/sync/merge.h"

#include <map>

namespace qm {

/// A ledger in memory, deliberately plain: what the stores are checked against, and what merging is tested on.
/// Every row keeps the deletions that name it; the counts in the rows are checked against them at each change.
class MemoryState final : public MergeState {
public:
    struct Known {
        ChangeInfo info;
        DecodedChangeSet intent;
    };

    explicit MemoryState(const Uuid& ledger) : m_ledger(ledger) { }

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

    /// Puts change set `no` and what it does on top.
    void apply(std::int64_t no, const Changes& changes, const ChangeSet& change, std::int64_t eff);

    /// Merges and applies; a copy of the ledger that applies what would be logged must come out the same.
    Merged take(const ChangeSet& change, std::int64_t no, std::int64_t eff, const Seen& seen);

    /// What a replica does with a log entry: the logged effects, or, when there are none, what the intent says.
    Result<> replay(const ChangeSet& change, std::int64_t no, std::int64_t eff, const Merged& logged);

    bool isAlive(const RowKey& key);
    /// The cell as JSON; "" when the row is not there or dead.
    std::string cell(const RowKey& key, std::string_view name);
    Digest digest();
    /// The rows that are alive, with their cells, one a line.
    std::string visible();
    /// Everything, with all marks, one thing a line. Two states with one text behave alike for ever.
    std::string text();
    /// A rule that the state breaks (SYNC.md 4.1, I4), or "".
    std::string brokenRule();

    std::map<RowKey, RowImage> rows;
    std::map<RowKey, std::vector<Tombstone>> stones;
    std::map<RowKey, std::vector<Touch>> touched;
    std::map<std::int64_t, std::vector<RowKey>> groups;
    std::map<std::int64_t, Known> changes;
    std::map<Uuid, std::int64_t> numbers;
    std::map<Uuid, Conflict> conflicts;
    std::map<Uuid, Parked> waiting; ///< settled ones too

private:
    Uuid m_ledger;
};

} // namespace qm
