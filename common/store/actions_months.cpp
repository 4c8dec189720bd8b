#include "common/store/actions.h"

#include "common/store/action_ops.h"
#include "common/store/month_plan.h"

#include <algorithm>
#include <unordered_set>

namespace qm {

namespace {

/// All lines of the source; only months that are copied have something to carry over.
Result<std::vector<PlanLine>> linesFor(Ledger& ledger, YearMonth ym, MonthStart start, const Uuid& source, bool carry)
{
    QM_ASSIGN(MonthPlan plan, planMonth(ledger, ym, start, source));
    if (carry && start == MonthStart::Copied) {
        for (PlanLine& line : plan.lines) {
            QM_ASSIGN(line.planned, plannedWithRest(line));
        }
    }
    return std::move(plan.lines);
}

Result<bool> isClosed(Ledger& ledger, const Uuid& month)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Month, month }));
    return image.columns[col::month::status] == Scalar(std::string("closed"));
}

Op monthOp(Op::Kind kind, const Uuid& month)
{
    Op op;
    op.kind = kind;
    op.image.key = { Table::Month, month };
    return op;
}

/// The postings of an entry, and of the splits that reach it every part.
Result<std::vector<RowKey>> postingsToDelete(Ledger& ledger, const std::vector<Uuid>& postings)
{
    std::unordered_set<Uuid> taken;
    std::vector<RowKey> group;
    for (const Uuid& id : postings) {
        QM_ASSIGN(const RowImage posting, livingRow(ledger, { Table::Posting, id }));
        QM_ASSIGN(const std::vector<RowImage> parts, partsOfSplit(ledger, posting));
        for (const RowImage& part : parts) {
            if (taken.insert(part.key.id).second)
                group.push_back(part.key);
        }
    }
    return group;
}

Result<> deleteWithPostings(Ledger& ledger, const Uuid& entry, const std::vector<Uuid>& postings)
{
    QM_ASSIGN(std::vector<RowKey> group, postingsToDelete(ledger, postings));
    group.push_back({ Table::Entry, entry }); // in the last part, when nothing stands on it any more
    std::vector<std::vector<Op>> parts;
    for (std::size_t from = 0; from < group.size(); from += deleteRowsMax) {
        const auto first = group.begin() + static_cast<std::ptrdiff_t>(from);
        const auto last = group.begin() + static_cast<std::ptrdiff_t>(std::min(from + deleteRowsMax, group.size()));
        parts.push_back({ deleteOp(std::vector<RowKey>(first, last)) });
    }
    QM_TRY(ledger.actInBatch("entry.delete", std::move(parts)));
    return {};
}

Result<> deleteKeepingPostings(Ledger& ledger, const Uuid& entry, const std::vector<Uuid>& postings)
{
    const CellRef slot = cellNamed(Table::Posting, "slot");
    std::vector<Op> ops;
    for (const Uuid& id : postings) {
        QM_ASSIGN(const RowImage posting, livingRow(ledger, { Table::Posting, id }));
        CellValue freed = posting.get(slot);
        freed.columns[2] = {};
        Op op;
        op.kind = Op::Kind::Set;
        op.image.key = posting.key;
        op.cells.push_back({ slot, posting.get(slot), freed });
        ops.push_back(std::move(op));
    }
    ops.push_back(deleteOp({ { Table::Entry, entry } }));
    return performOps(ledger, "entry.delete", std::move(ops), !postings.empty());
}

} // namespace

Result<Uuid> openMonth(Ledger& ledger, YearMonth ym, MonthStart start, const Uuid& source, bool carry)
{
    if (ledger.row({ Table::Month, monthId(ledger.id(), ym.text()) }))
        return Error { ErrorCode::Exists, ym.text() + " is there already" };
    QM_ASSIGN(const std::vector<PlanLine> lines, linesFor(ledger, ym, start, source, carry));
    return openMonthAs(ledger, ym, lines);
}

Result<std::int64_t> addToMonth(Ledger& ledger, const Uuid& month, MonthStart start, const Uuid& source, bool carry)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const YearMonth ym, YearMonth::parse(*asText(image.columns[col::month::ym])));
    QM_ASSIGN(const std::vector<PlanLine> lines, linesFor(ledger, ym, start, source, carry));
    return addLinesToMonth(ledger, month, start, lines);
}

Result<> closeMonth(Ledger& ledger, const Uuid& month)
{
    QM_ASSIGN(const bool isAlready, isClosed(ledger, month));
    if (isAlready)
        return Error { ErrorCode::Rule, "the month is closed already" };
    QM_TRY(ledger.act("month.close", { monthOp(Op::Kind::Close, month) }));
    return {};
}

Result<> reopenMonth(Ledger& ledger, const Uuid& month)
{
    QM_ASSIGN(const bool canReopen, isClosed(ledger, month));
    if (!canReopen)
        return Error { ErrorCode::Rule, "the month is open already" };
    QM_TRY(ledger.act("month.reopen", { monthOp(Op::Kind::Reopen, month) }));
    return {};
}

Result<Uuid> addEntry(Ledger& ledger, const Uuid& month, const EntryDraft& draft)
{
    QM_ASSIGN(const std::int64_t pos,
        askInteger(ledger, "SELECT coalesce(max(pos), 0) + 1 FROM entry WHERE month = ? AND dead = 0", month));
    Op op = createOp({ Table::Entry, Uuid::make() },
        { month, Scalar(), draft.name, draft.category, draft.planned.minor, textOrNull(draft.due), pos,
            textOrNull(draft.note) });
    QM_TRY(checkImage(ledger, op.image));
    const Uuid id = op.image.key.id;
    QM_TRY(ledger.act("entry.add", { std::move(op) }));
    return id;
}

Result<> deleteEntry(Ledger& ledger, const Uuid& entry, EntryPostings postings)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Entry, entry }));
    PostingFilter filter;
    filter.month = monthOf(image);
    filter.entry = entry;
    QM_ASSIGN(const std::vector<Posting> found, ledger.postings(filter));
    std::vector<Uuid> ids;
    for (const Posting& posting : found)
        ids.push_back(posting.id);
    if (!ids.empty() && postings == EntryPostings::Refuse)
        return Error { ErrorCode::Rule,
            "the entry \"" + rowName(image) + "\" has " + std::to_string(ids.size())
                + (ids.size() == 1 ? " posting" : " postings") + ": say whether they are kept or deleted with it" };
    if (ids.empty() || postings == EntryPostings::Delete)
        return deleteWithPostings(ledger, entry, ids);
    return deleteKeepingPostings(ledger, entry, ids);
}

} // namespace qm
