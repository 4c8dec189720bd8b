#pragma once

#include "common/store/ledger.h"

#include <map>

namespace qm::cli {

// Names or ids are both taken where a thing is named. An id may be cut down to its beginning or its end, as lists show
// it. Errors: NotFound, with names that are near; Ambiguous, with what carries the name.

struct Named {
    Uuid id;
    std::string name;
    std::string hint; ///< tells things of one name apart
    bool isArchived = false; ///< found when nothing else carries the name
};
/// `what`: "account", for sentences.
Result<Uuid> findNamed(std::string_view what, std::string_view word, const std::vector<Named>& all);

/// Every account, without what it would take to sum its postings up.
Result<std::vector<Named>> accountNames(Ledger& ledger);
Result<Named> accountNamed(Ledger& ledger, const std::string& word);
Result<Category> categoryNamed(Ledger& ledger, const std::string& word);
Result<Template> templateNamed(Ledger& ledger, const std::string& word);
/// Among the entries of `templ`, or of every template when it is empty.
Result<TemplateEntry> templateEntryNamed(Ledger& ledger, const std::string& word, const std::string& templ);
/// A month that has been opened: `2026-05`, or its id.
Result<Month> monthNamed(Ledger& ledger, const std::string& word);
Result<Entry> entryNamed(Ledger& ledger, const Month& month, const std::string& word);
/// By its id in any month, or by its name in `month` where that is given.
Result<Entry> entryAnywhere(Ledger& ledger, const std::string& word, const std::string& month);
Result<Posting> postingNamed(Ledger& ledger, const std::string& word);

enum class IdKind { Posting, Change, Conflict, Row };
/// A whole id, or its beginning or end. Row: an account, category, template, month, entry or posting.
Result<Uuid> idNamed(Ledger& ledger, IdKind kind, const std::string& word);

/// The last group of an id: what lists show.
std::string shortId(const Uuid& id);

/// Names of everything that others refer to, read once.
class NameMaps {
public:
    static Result<NameMaps> load(Ledger& ledger);
    std::string account(const Uuid& id) const { return nameIn(m_accounts, id); }
    std::string category(const Uuid& id) const { return nameIn(m_categories, id); }
    std::string templ(const Uuid& id) const { return nameIn(m_templates, id); }
    std::string month(const Uuid& id) const { return nameIn(m_months, id); }
    std::string entry(const Uuid& id) const { return nameIn(m_entries, id); }
    /// The category of an entry.
    std::string categoryOfEntry(const Uuid& entry) const;

private:
    using Names = std::map<Uuid, std::string>;
    static std::string nameIn(const Names& names, const Uuid& id);

    Names m_accounts;
    Names m_categories;
    Names m_templates;
    Names m_months;
    Names m_entries;
    std::map<Uuid, Uuid> m_entryCategories;
};

} // namespace qm::cli
