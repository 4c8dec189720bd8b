#include "desktop/services/catalogue.h"

#include <algorithm>

namespace qm::desktop {

namespace {

template <typename T>
std::unordered_map<Uuid, std::size_t> indexed(const std::vector<T>& all)
{
    std::unordered_map<Uuid, std::size_t> places;
    for (std::size_t i = 0; i < all.size(); ++i)
        places.emplace(all[i].id, i);
    return places;
}

template <typename T>
const T* found(const std::vector<T>& all, const std::unordered_map<Uuid, std::size_t>& places, const Uuid& id)
{
    const auto place = places.find(id);
    return place == places.end() ? nullptr : &all[place->second];
}

} // namespace

const Month* Catalogue::month(YearMonth ym) const
{
    const auto place = std::lower_bound(
        months.begin(), months.end(), ym, [](const Month& month, YearMonth wanted) { return month.ym < wanted; });
    return place != months.end() && place->ym == ym ? &*place : nullptr;
}

const Month* Catalogue::month(const Uuid& id) const
{
    return found(months, m_months, id);
}

const Account* Catalogue::account(const Uuid& id) const
{
    return found(accounts, m_accounts, id);
}

const Category* Catalogue::category(const Uuid& id) const
{
    return found(categories, m_categories, id);
}

const Template* Catalogue::templ(const Uuid& id) const
{
    const auto place
        = std::find_if(templates.begin(), templates.end(), [&](const Template& templ) { return templ.id == id; });
    return place == templates.end() ? nullptr : &*place;
}

QString Catalogue::accountName(const Uuid& id) const
{
    const Account* const known = account(id);
    return known ? QString::fromStdString(known->name) : QString();
}

QString Catalogue::categoryName(const Uuid& id) const
{
    const Category* const known = category(id);
    return known ? QString::fromStdString(known->name) : QString();
}

Result<std::shared_ptr<const Catalogue>> Catalogue::read(Ledger& ledger)
{
    auto catalogue = std::make_shared<Catalogue>();
    catalogue->currency = ledger.currency();
    if (const auto row = ledger.row({ Table::Ledger, ledger.id() }))
        catalogue->ledgerName = QString::fromStdString(*asText(row->columns[col::ledger::name]));
    QM_ASSIGN(catalogue->months, ledger.months());
    QM_ASSIGN(catalogue->accounts, ledger.accountsWithoutBalances());
    QM_ASSIGN(catalogue->categories, ledger.categories());
    QM_ASSIGN(catalogue->templates, ledger.templates());
    QM_ASSIGN(const Ledger::NextAct undo, ledger.nextUndo());
    QM_ASSIGN(const Ledger::NextAct redo, ledger.nextRedo());
    catalogue->undoAct = undo.act;
    catalogue->undoChange = undo.change;
    catalogue->redoAct = redo.act;
    catalogue->m_months = indexed(catalogue->months);
    catalogue->m_accounts = indexed(catalogue->accounts);
    catalogue->m_categories = indexed(catalogue->categories);
    return std::shared_ptr<const Catalogue>(std::move(catalogue));
}

} // namespace qm::desktop
