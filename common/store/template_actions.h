#pragma once

#include "common/store/actions.h"

namespace qm {

/// A template with these entries, in their order: one action.
Result<Uuid> addTemplateWith(
    Ledger& ledger, std::string_view name, std::string_view note, const std::vector<TemplateEntryDraft>& entries);
/// A template of a month's entries as they are planned there, due on the days that were meant: one action.
Result<Uuid> addTemplateOfMonth(Ledger& ledger, const Uuid& month, std::string_view name);
/// A second template of the same entries: one action.
Result<Uuid> duplicateTemplate(Ledger& ledger, const Uuid& templ, std::string_view name);

/// Puts rows of one table that has an order into this one: one action, `template_entry.edit` for example. Rows that are
/// where they belong are not touched; nothing to do is no change set.
Result<> putInOrder(Ledger& ledger, Table table, const std::vector<Uuid>& rows);

} // namespace qm
