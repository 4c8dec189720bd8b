#include "common/store/posting_bulk.h"

#include "common/ledger/fold_case.h"
#include "common/store/action_ops.h"

#include <algorithm>
#include <map>
#include <set>

namespace qm {

namespace {

CellValue oneValue(Scalar value)
{
    CellValue cell;
    cell.columns[0] = std::move(value);
    return cell;
}

/// Postings that are there, each with its row, and how many were left out.
struct Chosen {
    std::vector<RowImage> rows;
    std::int64_t closed = 0;
};

Result<bool> isClosed(Ledger& ledger, std::map<Uuid, bool>& known, const Uuid& month)
{
    const auto found = known.find(month);
    if (found != known.end())
        return found->second;
    QM_ASSIGN(const RowImage row, livingRow(ledger, { Table::Month, month }));
    return known[month] = *asText(row.columns[col::month::status]) == "closed";
}

Result<Chosen> choose(Ledger& ledger, std::span<const Uuid> postings, bool leaveClosed)
{
    Chosen chosen;
    std::set<Uuid> seen;
    std::map<Uuid, bool> months;
    for (const Uuid& id : postings) {
        auto row = ledger.row({ Table::Posting, id });
        if (!row || !seen.insert(id).second)
            continue;
        QM_ASSIGN(const bool closed, isClosed(ledger, months, monthOf(*row)));
        if (closed)
            ++chosen.closed;
        else
            chosen.rows.push_back(*std::move(row));
    }
    if (chosen.closed > 0 && !leaveClosed) {
        return Error { ErrorCode::Closed,
            std::to_string(chosen.closed) + " of " + std::to_string(seen.size()) + " postings lie in closed months" };
    }
    return chosen;
}

/// The entries of months that fit one entry: of the same line of descent, else of the same name.
class FittingEntries {
public:
    explicit FittingEntries(Ledger& ledger) : m_ledger(ledger) { }

    Result<std::optional<Uuid>> in(const Uuid& month, const Uuid& entry)
    {
        const auto known = m_known.find({ month, entry });
        if (known != m_known.end())
            return known->second;
        QM_ASSIGN(const RowImage row, livingRow(m_ledger, { Table::Entry, entry }));
        if (monthOf(row) == month)
            return std::optional(entry);
        const Uuid* const from = asId(row.columns[col::entry::lineage]);
        const Uuid lineage = from ? *from : entry;
        const std::string name = foldCase(rowName(row));
        QM_ASSIGN(const std::vector<Entry> entries, m_ledger.entries(month));
        const Entry* found = nullptr;
        for (const Entry& other : entries) {
            const bool isSameName = foldCase(other.name) == name;
            if (other.lineage == lineage || (!found && isSameName))
                found = &other;
            if (other.lineage == lineage)
                break;
        }
        return m_known[{ month, entry }] = found ? std::optional(found->id) : std::nullopt;
    }

private:
    Ledger& m_ledger;
    std::map<std::pair<Uuid, Uuid>, std::optional<Uuid>> m_known;
};

/// The operations of many edits, one for each row: parts of one split may be named by each other's edits, too.
class Collected {
public:
    explicit Collected(Ledger& ledger) : m_ledger(ledger) { }

    Result<> edit(const RowKey& row, const CellEdits& edits)
    {
        QM_ASSIGN(EditOps found, editOps(m_ledger, row, edits));
        m_isIndivisible |= found.isIndivisible;
        for (Op& op : found.ops) {
            const RowKey key = op.image.key;
            const auto [at, isNew] = m_places.try_emplace(key, m_ops.size());
            if (isNew)
                m_ops.push_back(std::move(op));
            else
                merge(m_ops[at->second], op, key == row);
        }
        return {};
    }
    /// Another day and entry for one row alone; the caller names every part of its split. True: it was not named
    /// before.
    Result<bool> move(const RowImage& row, const CellValue& slot, bool isInSplit)
    {
        const CellRef cell = cellNamed(Table::Posting, "slot");
        if (row.get(cell) == slot || m_places.contains(row.key))
            return false;
        RowImage moved = row;
        moved.set(cell, slot);
        QM_TRY(checkImage(m_ledger, moved));
        Op op;
        op.kind = Op::Kind::Set;
        op.image.key = row.key;
        op.cells.push_back({ cell, row.get(cell), slot });
        m_places[row.key] = m_ops.size();
        m_ops.push_back(std::move(op));
        m_isIndivisible |= isInSplit;
        return true;
    }
    std::int64_t count() const { return static_cast<std::int64_t>(m_ops.size()); }
    Result<> perform(std::string_view act)
    {
        return m_ops.empty() ? Result<>() : performOps(m_ledger, act, std::move(m_ops), m_isIndivisible);
    }

private:
    /// What was asked of a row itself counts more than what it shares with another.
    static void merge(Op& into, const Op& op, bool isOwn)
    {
        for (const CellChange& change : op.cells) {
            const auto same = std::find_if(into.cells.begin(), into.cells.end(),
                [&](const CellChange& other) { return other.cell == change.cell; });
            if (same == into.cells.end())
                into.cells.push_back(change);
            else if (isOwn)
                *same = change;
        }
    }

    Ledger& m_ledger;
    std::vector<Op> m_ops;
    std::map<RowKey, std::size_t> m_places;
    bool m_isIndivisible = false;
};

CellValue slotOf(const RowImage& posting)
{
    return posting.get(cellNamed(Table::Posting, "slot"));
}

CellEdits sameForAll(const PostingEdit& edit)
{
    CellEdits edits;
    if (edit.payee)
        edits.emplace_back(cellNamed(Table::Posting, "payee"), oneValue(textOrNull(*edit.payee)));
    if (edit.memo)
        edits.emplace_back(cellNamed(Table::Posting, "memo"), oneValue(textOrNull(*edit.memo)));
    if (edit.isCleared) {
        const std::int64_t cleared = *edit.isCleared ? 1 : 0;
        edits.emplace_back(cellNamed(Table::Posting, "cleared"), oneValue(cleared));
    }
    return edits;
}

std::string_view actOf(const PostingEdit& edit)
{
    const bool isMoreThanCleared = edit.entry || edit.account || edit.payee || edit.memo;
    return edit.isCleared && !isMoreThanCleared ? "posting.clear" : "posting.edit";
}

} // namespace

Result<std::int64_t> countInClosedMonths(Ledger& ledger, std::span<const Uuid> postings)
{
    QM_ASSIGN(const Chosen chosen, choose(ledger, postings, true));
    return chosen.closed;
}

Result<BulkResult> editPostings(
    Ledger& ledger, std::span<const Uuid> postings, const PostingEdit& edit, bool leaveClosed)
{
    QM_ASSIGN(const Chosen chosen, choose(ledger, postings, leaveClosed));
    BulkResult result;
    result.closed = chosen.closed;
    FittingEntries fitting(ledger);
    Collected collected(ledger);
    for (const RowImage& row : chosen.rows) {
        CellEdits edits = sameForAll(edit);
        if (edit.account) {
            CellValue accounts = row.get(cellNamed(Table::Posting, "account"));
            accounts.columns[0] = *edit.account;
            edits.emplace_back(cellNamed(Table::Posting, "account"), accounts);
        }
        if (edit.entry) {
            std::optional<Uuid> entry;
            if (edit.entry->entry) {
                QM_ASSIGN(entry, fitting.in(monthOf(row), *edit.entry->entry));
            }
            if (edit.entry->entry && !entry) {
                ++result.withoutEntry;
            } else {
                CellValue slot = slotOf(row);
                slot.columns[2] = idOrNull(entry);
                edits.emplace_back(cellNamed(Table::Posting, "slot"), slot);
            }
        }
        QM_TRY(collected.edit(row.key, edits));
    }
    result.changed = collected.count();
    QM_TRY(collected.perform(actOf(edit)));
    return result;
}

Result<BulkResult> movePostings(Ledger& ledger, std::span<const Uuid> postings, Date day, bool leaveClosed)
{
    QM_ASSIGN(const Chosen chosen, choose(ledger, postings, leaveClosed));
    const std::string ym = YearMonth::of(day).text();
    const Uuid month = monthId(ledger.id(), ym);
    const auto row = ledger.row({ Table::Month, month });
    if (!row)
        return Error { ErrorCode::NotFound, "the month " + ym + " has not been opened yet" };
    if (*asText(row->columns[col::month::status]) == "closed")
        return Error { ErrorCode::Closed, ym + " is closed" };
    BulkResult result;
    result.closed = chosen.closed;
    FittingEntries fitting(ledger);
    Collected collected(ledger);
    for (const RowImage& posting : chosen.rows) {
        // The other parts of a split follow, each to the entry that fits it.
        QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, posting));
        for (const RowImage& part : parts) {
            CellValue slot = slotOf(part);
            const Uuid* const before = asId(slot.columns[2]);
            std::optional<Uuid> entry;
            if (before) {
                QM_ASSIGN(entry, fitting.in(month, *before));
            }
            slot.columns = { month, dateText(day), idOrNull(entry) };
            const bool isLeftWithout = before && !entry;
            QM_ASSIGN(const bool isNew, collected.move(part, slot, parts.size() > 1));
            result.withoutEntry += isNew && isLeftWithout ? 1 : 0;
        }
    }
    result.changed = collected.count();
    QM_TRY(collected.perform("posting.move"));
    return result;
}

Result<BulkResult> deletePostings(Ledger& ledger, std::span<const Uuid> postings, bool leaveClosed)
{
    QM_ASSIGN(const Chosen chosen, choose(ledger, postings, leaveClosed));
    BulkResult result;
    result.closed = chosen.closed;
    std::set<Uuid> seen;
    std::vector<std::vector<RowKey>> groups;
    bool hasSplits = false;
    for (const RowImage& posting : chosen.rows) {
        if (seen.contains(posting.key.id))
            continue;
        QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, posting));
        if (parts.size() > deleteRowsMax)
            return Error { ErrorCode::Rule,
                "a split of " + std::to_string(parts.size()) + " parts cannot be deleted at once" };
        if (groups.empty() || groups.back().size() + parts.size() > deleteRowsMax)
            groups.emplace_back();
        hasSplits |= parts.size() > 1;
        for (const RowImage& part : parts) {
            seen.insert(part.key.id);
            groups.back().push_back(part.key);
        }
    }
    result.changed = static_cast<std::int64_t>(seen.size());
    if (groups.empty())
        return result;
    if (groups.size() == 1) {
        QM_TRY(ledger.act("posting.delete", { deleteOp(std::move(groups.front())) }, hasSplits));
        return result;
    }
    std::vector<std::vector<Op>> parts;
    for (std::vector<RowKey>& group : groups)
        parts.push_back({ deleteOp(std::move(group)) });
    QM_TRY(ledger.actInBatch("posting.delete", std::move(parts)));
    return result;
}

} // namespace qm
