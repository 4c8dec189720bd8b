#include "common/store/first_steps.h"

#include "common/store/action_ops.h"

#include <map>

namespace qm {

Result<Uuid> takeFirstSteps(Ledger& ledger, const FirstSteps& steps)
{
    std::vector<Op> ops;
    std::int64_t place = 0;
    for (const AccountDraft& account : steps.accounts) {
        ops.push_back(createOp({ Table::Account, Uuid::make() },
            { account.name, account.kind, account.opening.minor, std::int64_t { 0 }, ++place,
                textOrNull(account.note) }));
    }
    const Uuid templ = Uuid::make();
    ops.push_back(createOp({ Table::Template, templ }, { steps.templateName, Scalar(), std::int64_t { 1 } }));
    std::map<std::string, Uuid> categories;
    place = 0;
    for (const FirstSteps::Line& line : steps.lines) {
        ++place;
        auto [category, isNew] = categories.try_emplace(line.category.name, Uuid());
        if (isNew) {
            category->second = Uuid::make();
            ops.push_back(createOp({ Table::Category, category->second },
                { line.category.name, textOrNull(line.category.group), line.category.kind, std::int64_t { 0 },
                    place }));
        }
        ops.push_back(createOp({ Table::TemplateEntry, Uuid::make() },
            { templ, line.name, category->second, std::int64_t { 0 },
                line.dueDay ? Scalar(std::int64_t { *line.dueDay }) : Scalar(), place }));
    }
    for (const Op& op : ops)
        QM_TRY(checkRow(op.image));
    QM_TRY(performOps(ledger, "ledger.begin", std::move(ops)));
    return templ;
}

} // namespace qm
