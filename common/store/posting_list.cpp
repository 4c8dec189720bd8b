#include "common/store/posting_list.h"

#include "common/ledger/fold_case.h"
#include "common/ledger/text.h"
#include "common/store/posting_search.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <map>

namespace qm {

namespace {

using Clock = std::chrono::steady_clock;

std::string textAt(const sql::Statement& row, int column)
{
    return row.isNull(column) ? std::string() : std::string(row.text(column));
}

std::optional<Uuid> idAt(const sql::Statement& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(Uuid::fromBytes(row.blob(column)));
}

PostingLine readLine(const sql::Statement& row)
{
    PostingLine line;
    Posting& posting = line.posting;
    posting.id = Uuid::fromBytes(row.blob(0));
    posting.month = Uuid::fromBytes(row.blob(1));
    posting.date = row.text(2);
    posting.entry = idAt(row, 3);
    posting.amount.minor = row.integer(4);
    posting.account = Uuid::fromBytes(row.blob(5));
    posting.toAccount = idAt(row, 6);
    posting.payee = textAt(row, 7);
    posting.memo = textAt(row, 8);
    posting.isCleared = row.integer(9) != 0;
    posting.split = idAt(row, 10);
    line.entryName = textAt(row, 11);
    line.category = idAt(row, 12);
    return line;
}

/// All of a month, counted from the index posting_sums alone.
Result<PostingMonth> countMonth(Ledger& ledger, const Month& month)
{
    QM_ASSIGN(sql::Statement* const row,
        ledger.connection().cached("SELECT count(*), coalesce(sum(CASE WHEN to_account IS NULL OR entry IS NOT NULL"
                                   " THEN amount_minor END), 0) FROM posting WHERE month = ? AND dead = 0"));
    row->bindBlob(0, month.id.view());
    QM_TRY(row->step());
    PostingMonth counted;
    counted.month = month.id;
    counted.ym = month.ym;
    counted.count = row->integer(0);
    counted.sum.minor = row->integer(1);
    row->reset();
    return counted;
}

} // namespace

bool PostingQuery::isOfWholeMonths() const
{
    PostingQuery months;
    months.from = from;
    months.to = to;
    return *this == months;
}

Result<PostingSlice> readPostingSlice(Ledger& ledger, const PostingQuery& query, const std::optional<YearMonth>& start,
    std::chrono::milliseconds budget, bool forSorting)
{
    const auto deadline = Clock::now() + budget;
    QM_ASSIGN(const ReadTransaction moment, ReadTransaction::begin(ledger.connection()));
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    const bool isWhole = query.isOfWholeMonths() && !forSorting;
    QM_ASSIGN(PostingSearch search, PostingSearch::make(ledger, query, forSorting));
    PostingSlice slice;
    bool isFirst = true;
    for (auto month = months.rbegin(); month != months.rend(); ++month) {
        const bool isAfter = (query.to && month->ym > *query.to) || (start && month->ym > *start);
        if (isAfter)
            continue;
        if (query.from && month->ym < *query.from)
            break;
        if (!isFirst && Clock::now() >= deadline) {
            slice.next = month->ym;
            break;
        }
        isFirst = false;
        QM_ASSIGN(PostingMonth found, isWhole ? countMonth(ledger, *month) : search.find(*month));
        if (found.count > 0)
            slice.months.push_back(std::move(found));
    }
    return slice;
}

PostingMatch matchOf(const Posting& posting, const std::optional<Uuid>& account)
{
    const bool arrives = account && posting.toAccount == account;
    return { posting.id, arrives ? Money { -posting.amount.minor } : posting.amount,
        account || !posting.toAccount || posting.entry };
}

std::vector<PostingMatch> sortedMatches(std::vector<PostingMonth> months, PostingOrder order)
{
    struct Keyed {
        PostingMatch match;
        std::string payee;
    };
    std::vector<Keyed> keyed;
    for (PostingMonth& month : months) {
        for (std::size_t i = 0; i < month.matches.size(); ++i)
            keyed.push_back({ month.matches[i], i < month.payees.size() ? foldCase(month.payees[i]) : std::string() });
    }
    const auto sort = [&](auto isBefore) { std::stable_sort(keyed.begin(), keyed.end(), isBefore); };
    switch (order) {
    case PostingOrder::Newest: break;
    case PostingOrder::Oldest: std::reverse(keyed.begin(), keyed.end()); break;
    case PostingOrder::AmountUp:
        sort([](const Keyed& a, const Keyed& b) { return a.match.amount < b.match.amount; });
        break;
    case PostingOrder::AmountDown:
        sort([](const Keyed& a, const Keyed& b) { return b.match.amount < a.match.amount; });
        break;
    case PostingOrder::PayeeUp: sort([](const Keyed& a, const Keyed& b) { return a.payee < b.payee; }); break;
    case PostingOrder::PayeeDown: sort([](const Keyed& a, const Keyed& b) { return b.payee < a.payee; }); break;
    }
    std::vector<PostingMatch> sorted;
    sorted.reserve(keyed.size());
    for (const Keyed& one : keyed)
        sorted.push_back(one.match);
    return sorted;
}

Result<std::vector<PostingLine>> postingLines(Ledger& ledger, const PostingWindow& window)
{
    std::vector<PostingLine> lines;
    if (!window.ids.empty()) {
        QM_ASSIGN(sql::Statement* const row,
            ledger.connection().cached("SELECT p.id, p.month, p.date, p.entry, p.amount_minor, p.account, p.to_account,"
                                       " p.payee, p.memo, p.cleared, p.split, e.name, e.category"
                                       " FROM posting p LEFT JOIN entry e ON e.id = p.entry"
                                       " WHERE p.id = ? AND p.dead = 0"));
        for (const Uuid& id : window.ids) {
            row->bindBlob(0, id.view());
            QM_ASSIGN(const bool isThere, row->step());
            if (isThere)
                lines.push_back(readLine(*row));
            row->reset();
        }
        return lines;
    }
    // The places are found by dates and ids alone, before any row is read in full.
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT p.id, p.month, p.date, p.entry, p.amount_minor, p.account, p.to_account,"
                                   " p.payee, p.memo, p.cleared, p.split, e.name, e.category"
                                   " FROM posting p LEFT JOIN entry e ON e.id = p.entry WHERE p.id IN ("
                                   "SELECT id FROM posting WHERE month = ? AND dead = 0"
                                   " ORDER BY date DESC, id DESC LIMIT ? OFFSET ?)"
                                   " ORDER BY p.date DESC, p.id DESC"));
    rows->bindBlob(0, window.month.view());
    rows->bind(1, window.count);
    rows->bind(2, window.from);
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return lines;
        lines.push_back(readLine(*rows));
    }
}

Result<std::vector<Uuid>> postingIds(Ledger& ledger, const PostingWindow& window)
{
    if (!window.ids.empty())
        return window.ids;
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT id FROM posting WHERE month = ? AND dead = 0"
                                   " ORDER BY date DESC, id DESC LIMIT ? OFFSET ?"));
    rows->bindBlob(0, window.month.view());
    rows->bind(1, window.count);
    rows->bind(2, window.from);
    std::vector<Uuid> ids;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return ids;
        ids.push_back(Uuid::fromBytes(rows->blob(0)));
    }
}

Result<std::vector<PostingPlace>> postingPlaces(Ledger& ledger, std::span<const Uuid> ids)
{
    QM_ASSIGN(
        sql::Statement* const row, ledger.connection().cached("SELECT month FROM posting WHERE id = ? AND dead = 0"));
    std::map<Uuid, std::vector<Uuid>> wanted;
    for (const Uuid& id : ids) {
        row->bindBlob(0, id.view());
        QM_ASSIGN(const bool isThere, row->step());
        if (isThere)
            wanted[Uuid::fromBytes(row->blob(0))].push_back(id);
        row->reset();
    }
    std::vector<PostingPlace> places;
    for (auto& [month, some] : wanted) {
        std::sort(some.begin(), some.end());
        QM_ASSIGN(const std::vector<Uuid> all, postingIds(ledger, { month, 0, -1, {} }));
        for (std::size_t place = 0; place < all.size(); ++place) {
            if (std::binary_search(some.begin(), some.end(), all[place]))
                places.push_back({ all[place], month, static_cast<std::int64_t>(place) });
        }
    }
    return places;
}

std::vector<Money> runningBalances(Money balance, std::span<const PostingMatch> matches)
{
    std::vector<Money> balances;
    balances.reserve(matches.size());
    for (const PostingMatch& match : matches) {
        balances.push_back(balance);
        balance.minor -= match.amount.minor;
    }
    return balances;
}

Money balanceBefore(Money balance, Money sum)
{
    return { balance.minor - sum.minor };
}

} // namespace qm
