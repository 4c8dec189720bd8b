#pragma once

#include <QString>

#include "common/store/ledger.h"

#include <memory>
#include <optional>
#include <unordered_map>

namespace qm::desktop {

/// What nearly every part of the window needs to name things, read after every change and then never changed: months,
/// accounts (without balances), categories, templates (without entries). Any thread.
struct Catalogue {
    QString ledgerName;
    Currency currency;
    std::vector<Month> months; ///< oldest first
    std::vector<Account> accounts; ///< archived ones last; `balance` is not filled in
    std::vector<Category> categories; ///< archived ones last
    std::vector<Template> templates; ///< with their entries
    /// What Undo and Redo would do next: the name of the action, as `posting.add`; empty: nothing.
    std::string undoAct;
    std::string redoAct;
    Uuid undoChange; ///< the change set that Undo would take back: after an action, that action

    const Month* month(YearMonth ym) const;
    const Month* month(const Uuid& id) const;
    const Account* account(const Uuid& id) const;
    const Category* category(const Uuid& id) const;
    const Template* templ(const Uuid& id) const;
    /// Empty for what is not there any more.
    QString accountName(const Uuid& id) const;
    QString categoryName(const Uuid& id) const;

    /// On the database thread.
    static Result<std::shared_ptr<const Catalogue>> read(Ledger& ledger);

private:
    std::unordered_map<Uuid, std::size_t> m_months;
    std::unordered_map<Uuid, std::size_t> m_accounts;
    std::unordered_map<Uuid, std::size_t> m_categories;
};

} // namespace qm::desktop
