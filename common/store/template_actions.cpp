#include "common/store/template_actions.h"

#include "common/store/action_ops.h"
#include "common/store/month_plan.h"

#include <algorithm>
#include <string>

namespace qm {

Result<Uuid> addTemplateWith(
    Ledger& ledger, std::string_view name, std::string_view note, const std::vector<TemplateEntryDraft>& entries)
{
    QM_ASSIGN(
        const std::int64_t pos, askInteger(ledger, "SELECT coalesce(max(pos), 0) + 1 FROM template WHERE dead = 0"));
    const Uuid templ = Uuid::make();
    std::vector<Op> ops { createOp({ Table::Template, templ }, { std::string(name), textOrNull(note), pos }) };
    QM_TRY(checkImage(ledger, ops.front().image));
    std::int64_t place = 0;
    for (const TemplateEntryDraft& entry : entries) {
        Op op = createOp({ Table::TemplateEntry, Uuid::make() },
            { templ, entry.name, entry.category, entry.planned.minor,
                entry.dueDay ? Scalar(std::int64_t { *entry.dueDay }) : Scalar(), ++place });
        QM_TRY(checkRow(op.image));
        ops.push_back(std::move(op));
    }
    QM_TRY(performOps(ledger, "template.add", std::move(ops)));
    return templ;
}

Result<Uuid> addTemplateOfMonth(Ledger& ledger, const Uuid& month, std::string_view name)
{
    QM_ASSIGN(const MonthPlan plan, planMonth(ledger, { 1900, 1 }, MonthStart::Copied, month));
    std::vector<TemplateEntryDraft> entries;
    for (const PlanLine& line : plan.lines) {
        const auto day = line.dueDay ? std::optional(static_cast<int>(*line.dueDay)) : std::nullopt;
        entries.push_back({ line.name, line.category, line.planned, day });
    }
    return addTemplateWith(ledger, name, "", entries);
}

Result<Uuid> duplicateTemplate(Ledger& ledger, const Uuid& templ, std::string_view name)
{
    QM_ASSIGN(const std::vector<Template> templates, ledger.templates());
    const auto found = std::find_if(
        templates.begin(), templates.end(), [&](const Template& candidate) { return candidate.id == templ; });
    if (found == templates.end())
        return Error { ErrorCode::NotFound, "the template " + templ.text() + " is not there" };
    std::vector<TemplateEntryDraft> entries;
    for (const TemplateEntry& entry : found->entries)
        entries.push_back({ entry.name, entry.category, entry.planned, entry.dueDay });
    return addTemplateWith(ledger, name, found->note, entries);
}

Result<> putInOrder(Ledger& ledger, Table table, const std::vector<Uuid>& rows)
{
    const CellRef cell = cellNamed(table, "pos");
    std::vector<Op> ops;
    std::int64_t place = 0;
    for (const Uuid& row : rows) {
        CellValue value;
        value.columns[0] = ++place;
        QM_ASSIGN(EditOps edit, editOps(ledger, { table, row }, { { cell, value } }));
        std::move(edit.ops.begin(), edit.ops.end(), std::back_inserter(ops));
    }
    if (ops.empty())
        return {};
    return performOps(ledger, std::string(info(table).name) + ".edit", std::move(ops));
}

} // namespace qm
