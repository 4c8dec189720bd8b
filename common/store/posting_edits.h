#pragma once

#include "common/store/actions.h"

namespace qm {

// What an editor does to postings that are there: each is one change set, one step of undo. Errors beside those of
// Ledger's actions: NotFound (the posting, or the month of the date has not been opened yet), OutsideMonth (the entry
// is of another month), Closed.

/// A posting as an editor shows it.
struct PostingWhole {
    std::vector<Posting> parts; ///< of a split: all, in the order they were made; else the posting alone
    Month month;
    std::vector<Entry> entries; ///< of its month
    /// How it came here: what was done (`import`, `posting.add`), when and on which device. Empty: before the history
    /// that this copy has.
    std::string act;
    std::string at;
    std::string deviceName;
};
Result<PostingWhole> readWholePosting(Ledger& ledger, const Uuid& posting);

/// What an entry is called in another month: the entry there of the same lineage, else of the same name, else none.
Result<std::optional<Uuid>> entryLike(Ledger& ledger, const Uuid& entry, const Uuid& month);
/// The draft with an entry of the date's month, found by entryLike(), in the place of that of another month.
Result<PostingDraft> fittedToItsMonth(Ledger& ledger, PostingDraft draft);

/// Sets all that a person sees of a posting, `posting.edit`. The month follows the date. Of a split, the other parts
/// take over date, accounts, payee and cleared; in another month they lie under the entries that are like theirs.
Result<> editPosting(Ledger& ledger, const Uuid& posting, const PostingDraft& now);

struct SplitPartEdit {
    std::optional<Uuid> posting; ///< the part that it was; none: a new one
    std::optional<Uuid> entry; ///< of another month than the date: stands for the one like it there
    Money amount;
    std::string memo;
};
/// Sets what a purchase is split into, and what its parts share, `split.edit`, indivisible. `posting`: any part, or a
/// posting that becomes a split by it. Parts that are not named are deleted; a single part left is a plain posting
/// again. `shared.amount`, when it is not 0, is what the parts add up to (Invalid otherwise); its entry and memo are
/// not used.
Result<> editSplit(
    Ledger& ledger, const Uuid& posting, const PostingDraft& shared, std::span<const SplitPartEdit> parts);

/// A new purchase of those parts: a split, or a plain posting when it is one part. `shared` as for editSplit().
Result<> recordPurchase(Ledger& ledger, const PostingDraft& shared, std::span<const SplitPartEdit> parts);

/// The same again on the same day, `posting.duplicate`: of a split, all its parts. Not cleared, and not the bank's line
/// any more. The id of the first.
Result<Uuid> duplicatePosting(Ledger& ledger, const Uuid& posting);

/// What of `total` the parts leave; of the other sign: they are more than it. Invalid: too large.
Result<Money> restOf(Money total, std::span<const Money> parts);

} // namespace qm
