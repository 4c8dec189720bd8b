#include "common/store/month_plan.h"

#include "common/store/action_ops.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace qm {

namespace {

Result<std::vector<PlanLine>> linesOfTemplate(Ledger& ledger, const Uuid& templ)
{
    QM_TRY(livingRow(ledger, { Table::Template, templ }));
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT id, name, category, planned_minor, due_day, pos FROM template_entry"
                                   " WHERE template = ? AND dead = 0 ORDER BY pos, name, id"));
    rows->bindBlob(0, templ.view());
    std::vector<PlanLine> lines;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return lines;
        PlanLine line;
        line.lineage = Uuid::fromBytes(rows->blob(0));
        line.name = rows->text(1);
        line.category = Uuid::fromBytes(rows->blob(2));
        line.planned = { rows->integer(3) };
        if (!rows->isNull(4))
            line.dueDay = static_cast<unsigned>(rows->integer(4));
        line.pos = rows->integer(5);
        lines.push_back(std::move(line));
    }
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

PlanLine::Before beforeOf(const Entry& entry)
{
    const auto remaining = add(entry.planned, { -entry.actual.minor });
    return { entry.planned, entry.actual, remaining ? std::optional(*remaining) : std::nullopt };
}

Result<std::vector<PlanLine>> linesOfMonth(Ledger& ledger, const Uuid& month)
{
    QM_TRY(livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(month));
    std::vector<PlanLine> lines;
    for (const Entry& entry : entries) {
        QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Entry, entry.id }));
        PlanLine line;
        line.lineage = entry.lineage;
        line.name = entry.name;
        line.category = entry.category;
        line.planned = entry.planned;
        line.pos = *asInteger(image.columns[col::entry::pos]);
        line.before = beforeOf(entry);
        if (!entry.due.empty()) {
            QM_ASSIGN(const Date due, parseDate(entry.due));
            line.dueDay = dayMeant(ledger, entry.lineage, due);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// The newest month before that one.
Result<std::optional<Month>> monthBefore(Ledger& ledger, YearMonth ym)
{
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    std::optional<Month> before;
    for (const Month& month : months) {
        if (month.ym < ym)
            before = month;
    }
    return before;
}

Result<> compareWith(Ledger& ledger, const Month& before, MonthPlan& plan)
{
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(before.id));
    std::unordered_map<Uuid, const Entry*> byLineage;
    for (const Entry& entry : entries)
        byLineage.emplace(entry.lineage, &entry);
    plan.before = before.ym;
    for (PlanLine& line : plan.lines) {
        if (const auto found = byLineage.find(line.lineage); found != byLineage.end())
            line.before = beforeOf(*found->second);
    }
    return {};
}

/// Of a lineage that the month has twice, two lines are there already.
Result<> markWhatIsThere(Ledger& ledger, const Uuid& month, std::vector<PlanLine>& lines)
{
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(month));
    std::unordered_multiset<Uuid> there;
    for (const Entry& entry : entries)
        there.insert(entry.lineage);
    for (PlanLine& line : lines) {
        if (const auto found = there.find(line.lineage); found != there.end()) {
            line.isThereAlready = true;
            there.erase(found);
        }
    }
    return {};
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
    Ledger& ledger, const Uuid& month, YearMonth ym, const std::vector<PlanLine>& lines, std::vector<Op>& ops)
{
    LineIds ids(ledger, month);
    for (const PlanLine& line : lines) {
        QM_ASSIGN(const Uuid id, ids.next(line.lineage));
        const std::string due = line.dueDay ? dateText(ym.day(*line.dueDay)) : std::string();
        Op op = createOp({ Table::Entry, id },
            { month, line.lineage, line.name, line.category, line.planned.minor, textOrNull(due), line.pos, Scalar() });
        QM_TRY(checkRow(op.image));
        ops.push_back(std::move(op));
    }
    return {};
}

} // namespace

Result<MonthPlan> planMonth(Ledger& ledger, YearMonth ym, MonthStart start, const Uuid& source)
{
    MonthPlan plan;
    switch (start) {
    case MonthStart::Blank: return plan;
    case MonthStart::FromTemplate: {
        QM_ASSIGN(plan.lines, linesOfTemplate(ledger, source));
        QM_ASSIGN(const std::optional<Month> before, monthBefore(ledger, ym));
        if (before)
            QM_TRY(compareWith(ledger, *before, plan));
        break;
    }
    case MonthStart::Copied: {
        QM_ASSIGN(plan.lines, linesOfMonth(ledger, source));
        QM_ASSIGN(const RowImage month, livingRow(ledger, { Table::Month, source }));
        QM_ASSIGN(plan.before, YearMonth::parse(*asText(month.columns[col::month::ym])));
        break;
    }
    }
    const Uuid month = monthId(ledger.id(), ym.text());
    if (ledger.row({ Table::Month, month }))
        QM_TRY(markWhatIsThere(ledger, month, plan.lines));
    return plan;
}

Result<Money> plannedWithRest(const PlanLine& line)
{
    if (!line.before)
        return line.planned;
    if (line.before->remaining) {
        if (auto sum = add(line.planned, *line.before->remaining))
            return sum;
    }
    return Error { ErrorCode::Invalid, "what remains of \"" + line.name + "\" is too large to be carried over" };
}

Result<Uuid> openMonthAs(Ledger& ledger, YearMonth ym, const std::vector<PlanLine>& lines)
{
    const RowKey month { Table::Month, monthId(ledger.id(), ym.text()) };
    if (ledger.row(month))
        return Error { ErrorCode::Exists, ym.text() + " is there already" };
    std::vector<Op> ops { createOp(month, { ym.text(), std::string("open"), Scalar() }) };
    QM_TRY(checkRow(ops.front().image));
    QM_TRY(appendLines(ledger, month.id, ym, lines, ops));
    QM_TRY(performOps(ledger, "month.open", std::move(ops)));
    return month.id;
}

Result<std::int64_t> addLinesToMonth(
    Ledger& ledger, const Uuid& month, MonthStart start, const std::vector<PlanLine>& lines)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const YearMonth ym, YearMonth::parse(*asText(image.columns[col::month::ym])));
    if (lines.empty())
        return std::int64_t { 0 };
    std::vector<Op> ops;
    QM_TRY(appendLines(ledger, month, ym, lines, ops));
    QM_TRY(performOps(ledger, start == MonthStart::FromTemplate ? "month.add_template" : "month.copy", std::move(ops)));
    return static_cast<std::int64_t>(lines.size());
}

Result<PlanSums> sumsOf(const std::vector<PlanLine>& lines)
{
    PlanSums sums;
    for (const PlanLine& line : lines) {
        Money& side = line.planned.minor < 0 ? sums.out : sums.in;
        QM_ASSIGN(side, add(side, line.planned));
    }
    QM_ASSIGN(sums.left, add(sums.in, sums.out));
    return sums;
}

YearMonth monthToOpen(const std::vector<Month>& months, YearMonth today)
{
    const bool isTodayThere
        = std::any_of(months.begin(), months.end(), [&](const Month& month) { return month.ym == today; });
    return isTodayThere ? months.back().ym.next() : today;
}

} // namespace qm
