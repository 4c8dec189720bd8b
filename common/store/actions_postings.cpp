#include "common/store/actions.h"

#include "common/planted_bug.h"
#include "common/store/action_ops.h"

namespace qm {

namespace {

Result<Op> postingOp(
    Ledger& ledger, const Uuid& month, const PostingDraft& draft, const std::optional<Uuid>& split, bool isMonthNew)
{
    Op op = createOp({ Table::Posting, Uuid::make() },
        { month, draft.date, idOrNull(draft.entry), draft.amount.minor, draft.account, idOrNull(draft.toAccount),
            textOrNull(draft.payee), textOrNull(draft.memo), std::int64_t { draft.isCleared ? 1 : 0 }, idOrNull(split),
            Scalar() });
    if (!isMonthNew) {
        QM_TRY(checkImage(ledger, op.image));
        return op;
    }
    // The month is made by the same change set, so only what the posting names beside it can be looked at.
    QM_TRY(checkRow(op.image));
    for (const RowKey& parent : parentsOf(op.image)) {
        if (parent.table != Table::Month)
            QM_TRY(livingRow(ledger, parent));
    }
    return op;
}

/// The month of a posting's date.
struct Place {
    Uuid month;
    std::string ym;
    bool isNew = false; ///< not there yet
};
Result<Place> placeOf(Ledger& ledger, std::string_view date)
{
    QM_ASSIGN(const Date day, parseDate(date));
    Place place;
    place.ym = YearMonth::of(day).text();
    place.month = monthId(ledger.id(), place.ym);
    place.isNew = !ledger.row({ Table::Month, place.month });
    return place;
}

Error notOpened(const Place& place)
{
    return { ErrorCode::NotFound, "the month " + place.ym + " has not been opened yet" };
}

/// An entry of another month than a month that is only now opened.
Result<> checkEntryOfNewMonth(Ledger& ledger, const Place& place, const std::optional<Uuid>& entry)
{
    if (!entry)
        return {};
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Entry, *entry }));
    QM_ASSIGN(const RowImage month, livingRow(ledger, { Table::Month, monthOf(image) }));
    return Error { ErrorCode::OutsideMonth,
        "the date is in " + place.ym + ", but the entry \"" + rowName(image) + "\" is of " + rowName(month)
            + ": choose an entry of " + place.ym };
}

} // namespace

Result<Uuid> addPosting(Ledger& ledger, const PostingDraft& draft, bool openMonths)
{
    QM_ASSIGN(const Place place, placeOf(ledger, draft.date));
    if (place.isNew && !openMonths)
        return notOpened(place);
    std::vector<Op> ops;
    if (place.isNew) {
        QM_TRY(checkEntryOfNewMonth(ledger, place, draft.entry));
        ops.push_back(createOp({ Table::Month, place.month }, { place.ym, std::string("open"), Scalar() }));
    }
    QM_ASSIGN(Op op, postingOp(ledger, place.month, draft, {}, place.isNew));
    const Uuid id = op.image.key.id;
    ops.push_back(std::move(op));
    QM_TRY(ledger.act(draft.toAccount ? "transfer.add" : "posting.add", std::move(ops)));
    return id;
}

Result<> movePosting(Ledger& ledger, const Uuid& posting, std::string_view date, const std::optional<Uuid>& entry)
{
    QM_TRY(livingRow(ledger, { Table::Posting, posting }));
    QM_ASSIGN(const Place place, placeOf(ledger, date));
    if (place.isNew)
        return notOpened(place);
    CellValue slot;
    slot.count = 3;
    slot.columns = { place.month, std::string(date), idOrNull(entry) };
    QM_ASSIGN(
        EditOps edit, editOps(ledger, { Table::Posting, posting }, { { cellNamed(Table::Posting, "slot"), slot } }));
    if (edit.ops.empty())
        return {};
    return performOps(ledger, "posting.move", std::move(edit.ops), edit.isIndivisible);
}

Result<> deletePosting(Ledger& ledger, const Uuid& posting)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Posting, posting }));
    QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, image));
    std::vector<RowKey> group;
    for (const RowImage& part : parts)
        group.push_back(part.key);
    if (QM_PLANTED_BUG(delete_one_part))
        group.resize(1);
    if (group.size() > deleteRowsMax)
        return Error { ErrorCode::Rule,
            "a split of " + std::to_string(group.size()) + " parts cannot be deleted at once" };
    QM_TRY(ledger.act("posting.delete", { deleteOp(std::move(group)) }, parts.size() > 1));
    return {};
}

Result<std::vector<Uuid>> addSplit(Ledger& ledger, const PostingDraft& shared, std::span<const SplitPart> parts)
{
    if (parts.size() < 2)
        return Error { ErrorCode::Invalid, "a split has two parts or more" };
    if (parts.size() > opsMax)
        return Error { ErrorCode::Invalid, "a split has at most " + std::to_string(opsMax) + " parts" };
    QM_ASSIGN(const Place place, placeOf(ledger, shared.date));
    if (place.isNew)
        return notOpened(place);
    const Uuid split = Uuid::make();
    std::vector<Op> ops;
    std::vector<Uuid> ids;
    Money total;
    for (const SplitPart& part : parts) {
        QM_ASSIGN(total, add(total, part.amount));
        PostingDraft draft = shared;
        draft.entry = part.entry;
        draft.amount = part.amount;
        if (!part.memo.empty())
            draft.memo = part.memo;
        QM_ASSIGN(Op op, postingOp(ledger, place.month, draft, split, false));
        ids.push_back(op.image.key.id);
        ops.push_back(std::move(op));
    }
    if (shared.amount.minor != 0 && total != shared.amount)
        return Error { ErrorCode::Invalid,
            "the parts add up to " + moneyText(total, ledger.currency()) + ", not to "
                + moneyText(shared.amount, ledger.currency()) };
    QM_TRY(ledger.act("split.add", std::move(ops), true));
    return ids;
}

} // namespace qm
