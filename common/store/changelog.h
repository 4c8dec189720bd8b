#pragma once

#include "common/store/ledger.h"

namespace qm {

/// Of the columns no, id, rev, dev, at, act, batch, outcome, why of change_set, and the device's name.
HistoryItem readHistoryItem(const sql::Statement& row, const Uuid& device);

/// What the operations of change sets changed, in names and values, for the history. Reads the store it is given,
/// within the caller's transaction. Not for others than the history.
class Changelog {
public:
    explicit Changelog(RowStore& store) : m_store(store) { }

    struct Wanted {
        std::size_t most = SIZE_MAX; ///< no more than so many; all are counted
        std::optional<RowKey> only; ///< what was done to this row
    };
    std::vector<HistoryItem::Change> of(const ChangeSet& change, const Wanted& wanted);
    /// How many changes the last change set has in all.
    std::int64_t counted() const { return m_counted; }

private:
    void appendAll(const std::vector<Op>& ops, int depth);
    void append(const Op& op, int depth);
    void appendCreated(const Op& op);
    void appendSet(const Op& op);
    void appendRows(Op::Kind kind, std::vector<RowKey> rows);
    void appendRestored(const Uuid& deletion);
    void collectGroups(const std::vector<Op>& ops, std::vector<RowKey>& rows, int depth);
    void appendStatus(const Op& op, const char* from, const char* to);
    void appendSettled(const Op& op);
    void appendUnparked(const Op& op, int depth);
    bool isWanted(const RowKey& key);
    HistoryItem::Change& add(Op::Kind kind, const RowKey& key);
    std::string nameOf(const RowKey& key);
    std::string actOf(const Uuid& change);

    RowStore& m_store;
    Wanted m_wanted;
    std::int64_t m_counted = 0;
    std::vector<HistoryItem::Change> m_changes;
};

} // namespace qm
