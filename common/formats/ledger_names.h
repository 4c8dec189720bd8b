#pragma once

#include "common/formats/ledger_document.h"

#include <unordered_map>

namespace qm {

/// Finds what the ids of a document name. Refers to the document, which must outlive it unchanged.
class LedgerNames {
public:
    explicit LedgerNames(const LedgerDocument& document);

    /// Null where there is none of this id, as everywhere here.
    const LedgerDocument::Account* account(const Uuid& id) const;
    const LedgerDocument::Category* category(const Uuid& id) const;
    const LedgerDocument::Entry* entry(const std::optional<Uuid>& id) const;
    /// Of the posting's entry.
    const LedgerDocument::Category* category(const LedgerDocument::Posting& posting) const;
    std::string accountName(const Uuid& id) const;
    std::string categoryName(const Uuid& id) const;

private:
    std::unordered_map<Uuid, const LedgerDocument::Account*> m_accounts;
    std::unordered_map<Uuid, const LedgerDocument::Category*> m_categories;
    std::unordered_map<Uuid, const LedgerDocument::Entry*> m_entries;
};

/// The postings by date, then by id: the same ledger gives the same file.
std::vector<const LedgerDocument::Posting*> postingsByDate(const LedgerDocument& document);

} // namespace qm
