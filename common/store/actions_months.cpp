#include "common/store/actions.h"

#include "common/store/action_ops.h"

#include <algorithm>
#include <unordered_set>

namespace qm {

namespace {

/// An entry as it is to stand in a month.
struct Line {
    Uuid lineage;
    std::string name;
    Uuid category;
    Money planned;
    std::optional<unsigned> day;
    std::int64_t pos = 0;
};

Result<std::vector<Line>> linesOfTemplate(Ledger& ledger, const Uuid& templ)
{
    QM_TRY(livingRow(ledger, { Table::Template, templ }));
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT id, name, category, planned_minor, due_day, pos FROM template_entry"
                                   " WHERE template = ? AND dead = 0 ORDER BY pos, name, id"));
    rows->bindBlob(0, templ.view());
    std::vector<Line> lines;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return lines;
        Line line { Uuid::fromBytes(rows->blob(0)), std::string(rows->text(1)), Uuid::fromBytes(rows->blob(2)),
            { rows->integer(3) }, {}, rows->integer(5) };
        if (!rows->isNull(4))
            line.day = static_cast<unsigned>(rows->integer(4));
        lines.push_back(std::move(line));
    }
}

/// What was planned and what of it remained.
Result<Money> carried(Money planned, Money actual)
{
    QM_ASSIGN(const Money remaining, add(planned, { -actual.minor }));
    return add(planned, remaining);
}

/// The day that is meant by a due date: a template's 31st stays the 31st, though February made it the 28th.
unsigned dayMeant(Ledger& ledger, const Uuid& lineage, Date due)
{
    const auto day = static_cast<unsigned>(due.day());
    const auto from = ledger.row({ Table::TemplateEntry, lineage });
    const std::int64_t* dueDay = from ? asInteger(from->columns[col::templateEntry::dueDay]) : nullptr;
    const bool isClamped = dueDay && YearMonth::of(due).day(static_cast<unsigned>(*dueDay)) == due;
    return isClamped ? static_cast<unsigned>(*dueDay) : day;
}

Result<std::vector<Line>> linesOfMonth(Ledger& ledger, const Uuid& month, bool carry)
{
    QM_TRY(livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(month));
    std::vector<Line> lines;
    for (const Entry& entry : entries) {
        QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Entry, entry.id }));
        Line line { entry.lineage, entry.name, entry.category, entry.planned, {},
            *asInteger(image.columns[col::entry::pos]) };
        if (carry) {
            auto planned = carried(entry.planned, entry.actual);
            if (!planned)
                return Error { ErrorCode::Invalid,
                    "what remains of \"" + entry.name + "\" is too large to be carried over" };
            line.planned = *planned;
        }
        if (!entry.due.empty()) {
            QM_ASSIGN(const Date due, parseDate(entry.due));
            line.day = dayMeant(ledger, entry.lineage, due);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<std::vector<Line>> linesOf(Ledger& ledger, MonthStart start, const Uuid& source, bool carry)
{
    switch (start) {
    case MonthStart::Blank: return std::vector<Line>();
    case MonthStart::FromTemplate: return linesOfTemplate(ledger, source);
    case MonthStart::Copied: return linesOfMonth(ledger, source, carry);
    }
    return std::vector<Line>();
}

/// The entry's id in the month: the same line copied or made from a template on two devices is one, a second copy made
/// on purpose is another (SYNC.md 3.1).
class LineIds {
public:
    LineIds(Ledger& ledger, const Uuid& month) : m_ledger(ledger), m_month(month) { }

    Result<Uuid> next(const Uuid& lineage)
    {
        for (std::int64_t copy = 0;; ++copy) {
            const Uuid id = DerivedId("line").add(m_month).add(lineage).add(copy).uuid();
            if (m_taken.contains(id))
                continue;
            QM_ASSIGN(const std::int64_t isAlive,
                askInteger(m_ledger, "SELECT count(*) FROM entry WHERE id = ? AND dead = 0", id));
            if (isAlive != 0)
                continue;
            m_taken.insert(id);
            return id;
        }
    }

private:
    Ledger& m_ledger;
    Uuid m_month;
    std::unordered_set<Uuid> m_taken;
};

Result<> appendLines(
    Ledger& ledger, const Uuid& month, YearMonth ym, const std::vector<Line>& lines, std::vector<Op>& ops)
{
    LineIds ids(ledger, month);
    for (const Line& line : lines) {
        QM_ASSIGN(const Uuid id, ids.next(line.lineage));
        const std::string due = line.day ? dateText(ym.day(*line.day)) : std::string();
        Op op = createOp({ Table::Entry, id },
            { month, line.lineage, line.name, line.category, line.planned.minor, textOrNull(due), line.pos, Scalar() });
        QM_TRY(checkRow(op.image));
        ops.push_back(std::move(op));
    }
    return {};
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
    const RowKey month { Table::Month, monthId(ledger.id(), ym.text()) };
    if (ledger.row(month))
        return Error { ErrorCode::Exists, ym.text() + " is there already" };
    QM_ASSIGN(const std::vector<Line> lines, linesOf(ledger, start, source, carry));
    std::vector<Op> ops { createOp(month, { ym.text(), std::string("open"), Scalar() }) };
    QM_TRY(checkRow(ops.front().image));
    QM_TRY(appendLines(ledger, month.id, ym, lines, ops));
    QM_TRY(performOps(ledger, "month.open", std::move(ops)));
    return month.id;
}

Result<std::int64_t> addToMonth(Ledger& ledger, const Uuid& month, MonthStart start, const Uuid& source, bool carry)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const YearMonth ym, YearMonth::parse(*asText(image.columns[col::month::ym])));
    QM_ASSIGN(const std::vector<Line> lines, linesOf(ledger, start, source, carry));
    if (lines.empty())
        return std::int64_t { 0 };
    std::vector<Op> ops;
    QM_TRY(appendLines(ledger, month, ym, lines, ops));
    QM_TRY(performOps(ledger, start == MonthStart::FromTemplate ? "month.add_template" : "month.copy", std::move(ops)));
    return static_cast<std::int64_t>(lines.size());
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
