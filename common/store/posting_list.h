#pragma once

#include "common/store/ledger.h"

#include <chrono>

namespace qm {

// Postings for a list of up to millions that never holds them all: the list counts them month by month, newest first,
// reads the rows that are looked at, and searches in slices, so that the first page shows at once. All on the database
// thread. Errors: those of the connection.

/// What a list shows; nothing set: every posting.
struct PostingQuery {
    /// Words, each of which must be found in payee, memo, account, category or entry, without case, or be the amount
    /// (see amountRangeOf()).
    std::string text;
    std::optional<YearMonth> from; ///< the first month
    std::optional<YearMonth> to; ///< the last one
    std::optional<Uuid> account; ///< also where it is the receiving side of a transfer
    std::optional<Uuid> category;
    std::optional<Uuid> entry;
    bool onlyWithoutEntry = false;
    bool onlyUncleared = false;
    bool onlyTransfers = false;
    std::optional<Money> amountFrom; ///< of the amount without its sign
    std::optional<Money> amountTo;
    friend bool operator==(const PostingQuery&, const PostingQuery&) = default;

    /// Every posting of its months: rows need not be looked at to be counted.
    bool isOfWholeMonths() const;
};

/// Amounts that a typed word may mean, without their sign: `12` is 12.00 to 12.99, `12,5` is 12.50 to 12.59, and
/// `1.234,50` one alone. A sign before it counts. Nothing when it is no number.
struct AmountRange {
    std::int64_t least = 0;
    std::int64_t most = 0;
    int sign = 0; ///< -1 and 1: only those that go out or come in
    bool contains(Money amount) const;
};
std::optional<AmountRange> amountRangeOf(std::string_view word, int exponent);

/// A posting that a search has found.
struct PostingMatch {
    Uuid id;
    Money amount; ///< as the account of the query sees it: a transfer that arrives there is positive
    bool isCounted = true; ///< in sums: a transfer without an entry is neither income nor expense
};

/// As a search with that account, or with none, finds it.
PostingMatch matchOf(const Posting& posting, const std::optional<Uuid>& account);

/// What a list shows of one month.
struct PostingMonth {
    Uuid month;
    YearMonth ym;
    std::int64_t count = 0;
    Money sum; ///< of those that are counted in sums
    std::vector<PostingMatch> matches; ///< newest first; empty for a query of whole months
    std::vector<std::string> payees; ///< of the matches, when they were asked for
};

struct PostingSlice {
    std::vector<PostingMonth> months; ///< newest first; months without a match are left out
    std::optional<YearMonth> next; ///< the month to go on with; nothing: that was all
};

/// Goes through the months from the newest (or from `start`, the `next` of the slice before) until `budget` is used up:
/// always at least one of them. `forSorting`: with matches and payees also for a query of whole months.
Result<PostingSlice> readPostingSlice(Ledger& ledger, const PostingQuery& query, const std::optional<YearMonth>& start,
    std::chrono::milliseconds budget, bool forSorting = false);

enum class PostingOrder { Newest, Oldest, AmountUp, AmountDown, PayeeUp, PayeeDown };
/// The matches of all months in one order. Those that are the same stay as they come, newest first.
std::vector<PostingMatch> sortedMatches(std::vector<PostingMonth> months, PostingOrder order);

/// A posting with what its row in a list says.
struct PostingLine {
    Posting posting;
    std::string entryName; ///< empty: no entry
    std::optional<Uuid> category; ///< of its entry
};

/// A few rows of a list: those of `ids`, or, when it is empty, those from a place on in a whole month, newest first.
struct PostingWindow {
    Uuid month;
    std::int64_t from = 0;
    std::int64_t count = 0;
    std::vector<Uuid> ids;
};
/// In the order of the window; an id that is not there any more is left out.
Result<std::vector<PostingLine>> postingLines(Ledger& ledger, const PostingWindow& window);
/// The ids alone, of a window by place.
Result<std::vector<Uuid>> postingIds(Ledger& ledger, const PostingWindow& window);
/// Where postings stand in the lists of their whole months, newest first: month and place. Those that are not there any
/// more are left out.
struct PostingPlace {
    Uuid id;
    Uuid month;
    std::int64_t place = 0;
};
Result<std::vector<PostingPlace>> postingPlaces(Ledger& ledger, std::span<const Uuid> ids);

/// What an account has after each of its postings, newest first, when it has `balance` after the newest.
std::vector<Money> runningBalances(Money balance, std::span<const PostingMatch> matches);
/// What it had before all of them.
Money balanceBefore(Money balance, Money sum);

} // namespace qm
