#include "desktop/models/posting_source.h"

#include "common/store/payee_memory.h"

#include <chrono>

namespace qm::desktop {

void LedgerPostingSource::readSlice(QObject* receiver, const PostingQuery& query, const std::optional<YearMonth>& start,
    bool forSorting, SliceDone done)
{
    const std::chrono::milliseconds budget(start ? 20 : 5); // the first rows are to be seen at once
    using Read = std::pair<PostingSlice, std::int64_t>;
    m_slice.start(receiver, m_ledger.read([query, start, forSorting, budget](Ledger& ledger) -> Result<Read> {
        QM_ASSIGN(PostingSlice slice, readPostingSlice(ledger, query, start, budget, forSorting));
        QM_ASSIGN(const PayeeMark mark, payeeMark(ledger));
        return Read { std::move(slice), mark.change };
    }),
        [this, done = std::move(done)](Result<Read> read) {
            if (read)
                m_lastChange = read->second;
            done(read ? Result<PostingSlice>(std::move(read->first)) : Result<PostingSlice>(read.error()));
        });
}

void LedgerPostingSource::readLines(QObject* receiver, std::vector<PostingWindow> windows, LinesDone done)
{
    using Lines = std::vector<std::vector<PostingLine>>;
    whenDone(receiver, m_ledger.read([windows = std::move(windows)](Ledger& ledger) -> Result<Lines> {
        Lines lines;
        for (const PostingWindow& window : windows) {
            QM_ASSIGN(std::vector<PostingLine> some, postingLines(ledger, window));
            lines.push_back(std::move(some));
        }
        return lines;
    }),
        std::move(done));
}

void LedgerPostingSource::readPlaces(QObject* receiver, std::vector<Uuid> ids, PlacesDone done)
{
    whenDone(receiver, m_ledger.read([ids = std::move(ids)](Ledger& ledger) { return postingPlaces(ledger, ids); }),
        std::move(done));
}

} // namespace qm::desktop
