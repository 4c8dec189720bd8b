#include "common/store/actions.h"

#include "common/store/action_ops.h"

namespace qm {

Result<Uuid> addAccount(Ledger& ledger, const AccountDraft& draft)
{
    QM_ASSIGN(
        const std::int64_t pos, askInteger(ledger, "SELECT coalesce(max(pos), 0) + 1 FROM account WHERE dead = 0"));
    Op op = createOp({ Table::Account, Uuid::make() },
        { draft.name, draft.kind, draft.opening.minor, std::int64_t { 0 }, pos, textOrNull(draft.note) });
    QM_TRY(checkImage(ledger, op.image));
    const Uuid id = op.image.key.id;
    QM_TRY(ledger.act("account.add", { std::move(op) }));
    return id;
}

Result<Uuid> addCategory(Ledger& ledger, const CategoryDraft& draft)
{
    QM_ASSIGN(
        const std::int64_t pos, askInteger(ledger, "SELECT coalesce(max(pos), 0) + 1 FROM category WHERE dead = 0"));
    Op op = createOp({ Table::Category, Uuid::make() },
        { draft.name, textOrNull(draft.group), draft.kind, std::int64_t { 0 }, pos });
    QM_TRY(checkImage(ledger, op.image));
    const Uuid id = op.image.key.id;
    QM_TRY(ledger.act("category.add", { std::move(op) }));
    return id;
}

Result<Uuid> addTemplate(Ledger& ledger, std::string_view name, std::string_view note)
{
    QM_ASSIGN(
        const std::int64_t pos, askInteger(ledger, "SELECT coalesce(max(pos), 0) + 1 FROM template WHERE dead = 0"));
    Op op = createOp({ Table::Template, Uuid::make() }, { std::string(name), textOrNull(note), pos });
    QM_TRY(checkImage(ledger, op.image));
    const Uuid id = op.image.key.id;
    QM_TRY(ledger.act("template.add", { std::move(op) }));
    return id;
}

Result<Uuid> addTemplateEntry(Ledger& ledger, const Uuid& templ, const TemplateEntryDraft& draft)
{
    QM_ASSIGN(const std::int64_t pos,
        askInteger(
            ledger, "SELECT coalesce(max(pos), 0) + 1 FROM template_entry WHERE template = ? AND dead = 0", templ));
    Op op = createOp({ Table::TemplateEntry, Uuid::make() },
        { templ, draft.name, draft.category, draft.planned.minor,
            draft.dueDay ? Scalar(std::int64_t { *draft.dueDay }) : Scalar(), pos });
    QM_TRY(checkImage(ledger, op.image));
    const Uuid id = op.image.key.id;
    QM_TRY(ledger.act("template_entry.add", { std::move(op) }));
    return id;
}

Result<> deleteTemplate(Ledger& ledger, const Uuid& templ)
{
    QM_TRY(livingRow(ledger, { Table::Template, templ }));
    QM_ASSIGN(const std::vector<Uuid> entries,
        askIds(ledger, "SELECT id FROM template_entry WHERE template = ? AND dead = 0 ORDER BY id", templ));
    std::vector<RowKey> group;
    for (const Uuid& entry : entries)
        group.push_back({ Table::TemplateEntry, entry });
    group.push_back({ Table::Template, templ });
    if (group.size() > deleteRowsMax)
        return Error { ErrorCode::Rule,
            "a template of " + std::to_string(entries.size()) + " entries cannot be deleted at once" };
    QM_TRY(ledger.act("template.delete", { deleteOp(std::move(group)) }));
    return {};
}

Result<> deleteTemplateEntry(Ledger& ledger, const Uuid& entry)
{
    QM_TRY(livingRow(ledger, { Table::TemplateEntry, entry }));
    QM_TRY(ledger.act("template_entry.delete", { deleteOp({ { Table::TemplateEntry, entry } }) }));
    return {};
}

Result<> editRow(Ledger& ledger, const RowKey& row, const CellEdits& edits)
{
    QM_ASSIGN(EditOps edit, editOps(ledger, row, edits));
    if (edit.ops.empty())
        return {};
    return performOps(ledger, std::string(info(row.table).name) + ".edit", std::move(edit.ops), edit.isIndivisible);
}

} // namespace qm
