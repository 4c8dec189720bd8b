#pragma once

#include "desktop/cli/names.h"
#include "desktop/cli/program.h"

namespace qm::cli {

// Things of the ledger as JSON: money as a decimal string and beside it `_minor`, an integer of minor units; a
// reference by name and beside it `_id`; null for what is not there.

void putMoney(OrderedJson& json, const char* key, Money money, const Currency& currency);
/// null for an empty text.
OrderedJson textOrNull(const std::string& text);

OrderedJson jsonOf(const Account& account, const Currency& currency);
OrderedJson jsonOf(const Category& category);
OrderedJson jsonOf(const TemplateEntry& entry, const Currency& currency, const NameMaps& names);
OrderedJson jsonOf(const Template& templ, const Currency& currency, const NameMaps& names);
OrderedJson jsonOf(const Month& month);
OrderedJson jsonOf(const Entry& entry, const Currency& currency, const NameMaps& names);
OrderedJson jsonOf(const Posting& posting, const Currency& currency, const NameMaps& names);

} // namespace qm::cli
