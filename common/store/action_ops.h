#pragma once

#include "common/store/actions.h"

namespace qm {

// What the actions of actions.h share: operations built and checked against what is there. Not for others.

/// Rows that one delete names at most; larger deletions are several change sets of one batch.
inline constexpr std::size_t deleteRowsMax = 4000;

Op createOp(const RowKey& key, std::vector<Scalar> columns);
Op deleteOp(std::vector<RowKey> group);

inline Scalar textOrNull(std::string_view text)
{
    return text.empty() ? Scalar() : Scalar(std::string(text));
}
inline Scalar idOrNull(const std::optional<Uuid>& id)
{
    return id ? Scalar(*id) : Scalar();
}

/// What a person calls a row: its name, its month, its payee or date.
std::string rowName(const RowImage& image);
/// "the template entry", for sentences.
std::string tableWords(Table table);

/// The row, alive. Errors: NotFound.
Result<RowImage> livingRow(Ledger& ledger, const RowKey& key);
/// The value of `sql`, a static text, with one id bound (or none when null).
Result<std::int64_t> askInteger(Ledger& ledger, const char* sql, const Uuid& id = {});
/// The first column of every row of `sql`, a static text, with one id bound.
Result<std::vector<Uuid>> askIds(Ledger& ledger, const char* sql, const Uuid& id);

/// A row that is to be made or changed: its values are well-formed (Invalid), the rows it names are there (NotFound),
/// and a posting's or entry's days and entry are of its month (OutsideMonth, with both in the sentence).
Result<> checkImage(Ledger& ledger, const RowImage& image);

/// One action. More than opsMax operations become several change sets of one batch; these are never indivisible.
Result<> performOps(Ledger& ledger, std::string_view name, std::vector<Op> ops, bool indivisible = false);

/// The rows of a split that the posting is part of, itself first; only itself when it is not split.
Result<std::vector<RowImage>> partsOfSplit(Ledger& ledger, const RowImage& posting);

/// An edit as operations; none when every value is there already.
struct EditOps {
    std::vector<Op> ops;
    bool isIndivisible = false;
};
Result<EditOps> editOps(Ledger& ledger, const RowKey& row, const CellEdits& edits);

} // namespace qm
