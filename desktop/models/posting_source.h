#pragma once

#include <QObject>

#include "common/store/posting_list.h"
#include "desktop/services/ledger_service.h"

namespace qm::desktop {

/// Where a list gets its postings from, a piece at a time. Answers come later, on the receiver's thread, and not at all
/// when the receiver is gone.
class PostingSource {
public:
    virtual ~PostingSource() = default;

    using SliceDone = std::function<void(Result<PostingSlice>)>;
    /// Takes the place of a slice that is still asked for: its answer never comes.
    virtual void readSlice(QObject* receiver, const PostingQuery& query, const std::optional<YearMonth>& start,
        bool forSorting, SliceDone done)
        = 0;
    /// The ledger's last change when the slice that was answered last was read; 0: not known.
    virtual std::int64_t lastChange() const { return 0; }
    using LinesDone = std::function<void(Result<std::vector<std::vector<PostingLine>>>)>;
    virtual void readLines(QObject* receiver, std::vector<PostingWindow> windows, LinesDone done) = 0;
    using PlacesDone = std::function<void(Result<std::vector<PostingPlace>>)>;
    virtual void readPlaces(QObject* receiver, std::vector<Uuid> ids, PlacesDone done) = 0;
};

/// The open ledger's. A slice takes some 20 ms of the database thread, the first one less, so that others come in
/// between.
class LedgerPostingSource final : public PostingSource {
public:
    explicit LedgerPostingSource(LedgerService& ledger) : m_ledger(ledger) { }

    void readSlice(QObject* receiver, const PostingQuery& query, const std::optional<YearMonth>& start, bool forSorting,
        SliceDone done) override;
    std::int64_t lastChange() const override { return m_lastChange; }
    void readLines(QObject* receiver, std::vector<PostingWindow> windows, LinesDone done) override;
    void readPlaces(QObject* receiver, std::vector<Uuid> ids, PlacesDone done) override;

private:
    LedgerService& m_ledger;
    std::int64_t m_lastChange = 0;
    LatestOnly m_slice;
};

} // namespace qm::desktop
