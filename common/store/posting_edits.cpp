#include "common/store/posting_edits.h"

#include "common/store/action_ops.h"

#include <algorithm>

namespace qm {

namespace {

std::string textOf(const Scalar& value)
{
    const std::string* text = asText(value);
    return text ? *text : std::string();
}

std::optional<Uuid> idOf(const Scalar& value)
{
    const Uuid* id = asId(value);
    return id ? std::optional(*id) : std::nullopt;
}

Posting postingOf(const RowImage& image)
{
    const auto& columns = image.columns;
    Posting posting;
    posting.id = image.key.id;
    posting.month = *asId(columns[col::posting::month]);
    posting.date = textOf(columns[col::posting::date]);
    posting.entry = idOf(columns[col::posting::entry]);
    posting.amount.minor = *asInteger(columns[col::posting::amount]);
    posting.account = *asId(columns[col::posting::account]);
    posting.toAccount = idOf(columns[col::posting::toAccount]);
    posting.payee = textOf(columns[col::posting::payee]);
    posting.memo = textOf(columns[col::posting::memo]);
    posting.isCleared = *asInteger(columns[col::posting::cleared]) != 0;
    posting.split = idOf(columns[col::posting::split]);
    posting.bankRef = textOf(columns[col::posting::bankRef]);
    return posting;
}

Result<RowImage> monthOfDate(Ledger& ledger, std::string_view date)
{
    QM_ASSIGN(const Date day, parseDate(date));
    const std::string ym = YearMonth::of(day).text();
    if (auto month = ledger.row({ Table::Month, monthId(ledger.id(), ym) }))
        return *std::move(month);
    return Error { ErrorCode::NotFound, "the month " + ym + " has not been opened yet" };
}

/// What all parts of one purchase have in common.
void setShared(RowImage& image, const Uuid& month, const PostingDraft& shared)
{
    image.columns[col::posting::month] = month;
    image.columns[col::posting::date] = shared.date;
    image.columns[col::posting::account] = shared.account;
    image.columns[col::posting::toAccount] = idOrNull(shared.toAccount);
    image.columns[col::posting::payee] = textOrNull(shared.payee);
    image.columns[col::posting::cleared] = std::int64_t { shared.isCleared ? 1 : 0 };
}

void setOwn(RowImage& image, const std::optional<Uuid>& entry, Money amount, const std::string& memo)
{
    image.columns[col::posting::entry] = idOrNull(entry);
    image.columns[col::posting::amount] = amount.minor;
    image.columns[col::posting::memo] = textOrNull(memo);
}

/// Adds what leads from one image to the other, checked; nothing when they are alike.
Result<> addChange(Ledger& ledger, const RowImage& before, const RowImage& after, std::vector<Op>& ops)
{
    Op op;
    op.kind = Op::Kind::Set;
    op.image.key = before.key;
    for (const CellInfo& cell : info(Table::Posting).cells) {
        const CellRef ref = cellNamed(Table::Posting, cell.name);
        if (before.get(ref) != after.get(ref))
            op.cells.push_back({ ref, before.get(ref), after.get(ref) });
    }
    if (op.cells.empty())
        return {};
    QM_TRY(checkImage(ledger, after));
    ops.push_back(std::move(op));
    return {};
}

Result<std::optional<Uuid>> fittedEntry(Ledger& ledger, const std::optional<Uuid>& entry, const Uuid& month)
{
    if (!entry)
        return std::optional<Uuid>();
    return entryLike(ledger, *entry, month);
}

} // namespace

Result<PostingWhole> readWholePosting(Ledger& ledger, const Uuid& posting)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Posting, posting }));
    QM_ASSIGN(const std::vector<RowImage> images, partsOfSplit(ledger, image));
    PostingWhole whole;
    for (const RowImage& part : images)
        whole.parts.push_back(postingOf(part));
    std::sort(whole.parts.begin(), whole.parts.end(), [](const Posting& a, const Posting& b) { return a.id < b.id; });

    const Uuid month = monthOf(image);
    QM_ASSIGN(const RowImage monthImage, livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const YearMonth ym, YearMonth::parse(textOf(monthImage.columns[col::month::ym])));
    whole.month = { month, ym, textOf(monthImage.columns[col::month::status]) == "closed",
        textOf(monthImage.columns[col::month::note]) };
    QM_ASSIGN(whole.entries, ledger.entries(month));
    QM_ASSIGN(const std::vector<HistoryItem> history, ledger.history(posting, -1));
    if (!history.empty()) {
        whole.act = history.back().act;
        whole.at = history.back().at;
        whole.deviceName = history.back().deviceName;
    }
    return whole;
}

Result<std::optional<Uuid>> entryLike(Ledger& ledger, const Uuid& entry, const Uuid& month)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Entry, entry }));
    if (monthOf(image) == month)
        return std::optional(entry);
    const Uuid lineage = idOf(image.columns[col::entry::lineage]).value_or(entry);
    QM_ASSIGN(const std::vector<Entry> there, ledger.entries(month));
    const auto same = std::find_if(
        there.begin(), there.end(), [&](const Entry& candidate) { return candidate.lineage == lineage; });
    if (same != there.end())
        return std::optional(same->id);
    const std::string name = rowName(image);
    const auto named
        = std::find_if(there.begin(), there.end(), [&](const Entry& candidate) { return candidate.name == name; });
    return named == there.end() ? std::nullopt : std::optional(named->id);
}

Result<PostingDraft> fittedToItsMonth(Ledger& ledger, PostingDraft draft)
{
    QM_ASSIGN(const RowImage month, monthOfDate(ledger, draft.date));
    QM_ASSIGN(draft.entry, fittedEntry(ledger, draft.entry, month.key.id));
    return draft;
}

Result<> editPosting(Ledger& ledger, const Uuid& posting, const PostingDraft& now)
{
    QM_ASSIGN(const RowImage before, livingRow(ledger, { Table::Posting, posting }));
    QM_ASSIGN(const RowImage month, monthOfDate(ledger, now.date));
    QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, before));
    std::vector<Op> ops;
    for (const RowImage& part : parts) {
        RowImage after = part;
        setShared(after, month.key.id, now);
        if (part.key == before.key) {
            setOwn(after, now.entry, now.amount, now.memo);
        } else {
            QM_ASSIGN(const std::optional<Uuid> entry,
                fittedEntry(ledger, idOf(part.columns[col::posting::entry]), month.key.id));
            after.columns[col::posting::entry] = idOrNull(entry);
        }
        QM_TRY(addChange(ledger, part, after, ops));
    }
    if (ops.empty())
        return {};
    const bool isIndivisible = ops.size() > 1;
    return performOps(ledger, "posting.edit", std::move(ops), isIndivisible);
}

Result<> editSplit(
    Ledger& ledger, const Uuid& posting, const PostingDraft& shared, std::span<const SplitPartEdit> parts)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Posting, posting }));
    QM_ASSIGN(const std::vector<RowImage> before, partsOfSplit(ledger, image));
    QM_ASSIGN(const RowImage month, monthOfDate(ledger, shared.date));
    if (parts.empty())
        return Error { ErrorCode::Invalid, "a purchase has one part or more" };
    if (parts.size() + before.size() > opsMax)
        return Error { ErrorCode::Invalid, "a split has at most " + std::to_string(opsMax) + " parts" };
    std::optional<Uuid> split;
    if (parts.size() > 1)
        split = idOf(image.columns[col::posting::split]).value_or(Uuid::make());

    std::vector<Op> ops;
    std::vector<Uuid> kept;
    std::vector<Money> amounts;
    for (const SplitPartEdit& part : parts) {
        amounts.push_back(part.amount);
        const auto was = std::find_if(
            before.begin(), before.end(), [&](const RowImage& old) { return part.posting == old.key.id; });
        if (part.posting && (was == before.end() || std::count(kept.begin(), kept.end(), *part.posting) > 0))
            return Error { ErrorCode::NotFound, "a part of this split is not there any more" };
        RowImage after;
        if (part.posting) {
            after = *was;
            kept.push_back(*part.posting);
        } else {
            after = createOp({ Table::Posting, Uuid::make() }, std::vector<Scalar>(col::posting::bankRef + 1)).image;
        }
        setShared(after, month.key.id, shared);
        QM_ASSIGN(const std::optional<Uuid> entry, fittedEntry(ledger, part.entry, month.key.id));
        setOwn(after, entry, part.amount, part.memo);
        after.columns[col::posting::split] = idOrNull(split);
        if (part.posting) {
            QM_TRY(addChange(ledger, *was, after, ops));
        } else {
            QM_TRY(checkImage(ledger, after));
            ops.push_back(createOp(after.key, after.columns));
        }
    }
    QM_ASSIGN(const Money rest, restOf(shared.amount, amounts));
    if (shared.amount.minor != 0 && rest.minor != 0)
        return Error { ErrorCode::Invalid,
            "the parts leave " + moneyText(rest, ledger.currency()) + " of "
                + moneyText(shared.amount, ledger.currency()) };
    std::vector<RowKey> gone;
    for (const RowImage& old : before) {
        if (std::count(kept.begin(), kept.end(), old.key.id) == 0)
            gone.push_back(old.key);
    }
    if (!gone.empty())
        ops.push_back(deleteOp(std::move(gone)));
    if (ops.empty())
        return {};
    QM_TRY(ledger.act("split.edit", std::move(ops), true));
    return {};
}

Result<> recordPurchase(Ledger& ledger, const PostingDraft& shared, std::span<const SplitPartEdit> parts)
{
    if (parts.size() == 1) {
        PostingDraft draft = shared;
        draft.entry = parts.front().entry;
        draft.amount = parts.front().amount;
        draft.memo = parts.front().memo;
        QM_ASSIGN(draft, fittedToItsMonth(ledger, draft));
        QM_TRY(addPosting(ledger, draft));
        return {};
    }
    std::vector<SplitPart> added;
    for (const SplitPartEdit& part : parts) {
        PostingDraft draft = shared;
        draft.entry = part.entry;
        QM_ASSIGN(const PostingDraft fitted, fittedToItsMonth(ledger, draft));
        added.push_back({ fitted.entry, part.amount, part.memo });
    }
    QM_TRY(addSplit(ledger, shared, added));
    return {};
}

Result<Uuid> duplicatePosting(Ledger& ledger, const Uuid& posting)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Posting, posting }));
    QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, image));
    const Scalar split = parts.size() > 1 ? Scalar(Uuid::make()) : Scalar();
    std::vector<Op> ops;
    for (const RowImage& part : parts) {
        Op op = createOp({ Table::Posting, Uuid::make() }, part.columns);
        op.image.columns[col::posting::cleared] = std::int64_t { 0 };
        op.image.columns[col::posting::split] = split;
        op.image.columns[col::posting::bankRef] = Scalar();
        QM_TRY(checkImage(ledger, op.image));
        ops.push_back(std::move(op));
    }
    const Uuid first = ops.front().image.key.id;
    QM_TRY(ledger.act("posting.duplicate", std::move(ops), parts.size() > 1));
    return first;
}

Result<Money> restOf(Money total, std::span<const Money> parts)
{
    Money rest = total;
    for (const Money part : parts) {
        QM_ASSIGN(rest, add(rest, Money { -part.minor }));
    }
    return rest;
}

} // namespace qm
