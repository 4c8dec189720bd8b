#include "common/formats/ledger_names.h"

#include <algorithm>
#include <tuple>

namespace qm {

namespace {

template <typename Map>
auto find(const Map& map, const Uuid& id)
{
    const auto found = map.find(id);
    return found == map.end() ? nullptr : found->second;
}

} // namespace

LedgerNames::LedgerNames(const LedgerDocument& document)
{
    for (const auto& account : document.accounts)
        m_accounts.emplace(account.id, &account);
    for (const auto& category : document.categories)
        m_categories.emplace(category.id, &category);
    for (const auto& month : document.months) {
        for (const auto& entry : month.entries)
            m_entries.emplace(entry.id, &entry);
    }
}

const LedgerDocument::Account* LedgerNames::account(const Uuid& id) const
{
    return find(m_accounts, id);
}

const LedgerDocument::Category* LedgerNames::category(const Uuid& id) const
{
    return find(m_categories, id);
}

const LedgerDocument::Entry* LedgerNames::entry(const std::optional<Uuid>& id) const
{
    return id ? find(m_entries, *id) : nullptr;
}

const LedgerDocument::Category* LedgerNames::category(const LedgerDocument::Posting& posting) const
{
    const auto* found = entry(posting.entry);
    return found ? category(found->category) : nullptr;
}

std::string LedgerNames::accountName(const Uuid& id) const
{
    const auto* found = account(id);
    return found ? found->name : std::string();
}

std::string LedgerNames::categoryName(const Uuid& id) const
{
    const auto* found = category(id);
    return found ? found->name : std::string();
}

std::vector<const LedgerDocument::Posting*> postingsByDate(const LedgerDocument& document)
{
    std::vector<const LedgerDocument::Posting*> postings;
    postings.reserve(document.postings.size());
    for (const auto& posting : document.postings)
        postings.push_back(&posting);
    std::sort(postings.begin(), postings.end(),
        [](const auto* a, const auto* b) { return std::tie(a->date, a->id) < std::tie(b->date, b->id); });
    return postings;
}

} // namespace qm
