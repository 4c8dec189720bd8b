#include "common/store/parked_view.h"

#include "common/store/actions.h"

#include <algorithm>

namespace qm {

namespace {

constexpr std::size_t changesShown = 12;
constexpr std::int64_t marksMost = 20;

/// Who wrote the month's state last: while it is closed, whoever closed it.
Result<std::optional<Author>> closerOf(Ledger& ledger, const Uuid& month)
{
    QM_ASSIGN(const std::vector<HistoryItem> items, ledger.lastChanges({ Table::Month, month }, marksMost));
    const auto closing = std::find_if(items.begin(), items.end(), [](const HistoryItem& item) {
        return item.outcome != "parked"
            && std::any_of(item.changes.begin(), item.changes.end(),
                [](const HistoryItem::Change& one) { return one.op == "close"; });
    });
    if (closing == items.end())
        return std::optional<Author>();
    QM_ASSIGN(const Author author, authorOf(ledger, closing->id));
    return std::optional<Author>(author);
}

Result<bool> isWaitedFor(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(const std::vector<Parked> all, ledger.parkedChanges());
    return std::any_of(all.begin(), all.end(), [&](const Parked& other) { return other.root == change; });
}

} // namespace

Result<std::vector<ClosedMonth>> closedMonthsFor(Ledger& ledger, const Uuid& change)
{
    std::vector<ClosedMonth> closed;
    const auto months = closedMonthsOf(ledger, change);
    if (!months)
        return closed;
    QM_ASSIGN(const std::vector<Month> all, ledger.months());
    for (const Uuid& month : *months) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const Month& one) { return one.id == month; });
        if (found == all.end())
            continue;
        QM_ASSIGN(const std::optional<Author> by, closerOf(ledger, month));
        closed.push_back({ month, found->ym, by });
    }
    return closed;
}

Result<ParkedView> ParkedView::of(Ledger& ledger, const Parked& parked)
{
    ParkedView view;
    view.parked = parked;
    QM_ASSIGN(view.author, authorOf(ledger, parked.change));
    QM_ASSIGN(std::vector<HistoryItem> items, ledger.history(parked.change, 1));
    if (!items.empty()) {
        view.changes = std::move(items.front().changes);
        view.count = static_cast<std::int64_t>(view.changes.size());
    }
    view.isOnlyPostings = !view.changes.empty()
        && std::all_of(view.changes.begin(), view.changes.end(), [](const HistoryItem::Change& change) {
               return change.op == "create" && change.row.table == Table::Posting;
           });
    if (view.changes.size() > changesShown)
        view.changes.resize(changesShown);
    if (parked.solved) {
        QM_ASSIGN(view.settler, authorOf(ledger, *parked.solved));
        return view;
    }
    QM_ASSIGN(view.closed, closedMonthsFor(ledger, parked.change));
    QM_ASSIGN(const bool hasFollowers, isWaitedFor(ledger, parked.change));
    view.isOnlyPostings = view.isOnlyPostings && !hasFollowers;
    return view;
}

} // namespace qm
