#pragma once

#include "desktop/cli/names.h"
#include "desktop/cli/program.h"

namespace qm::cli {

/// `2026-05-03 18:22` of an RFC 3339 instant, in its own zone.
std::string instantShort(const std::string& at);
/// `this device` or the name it goes by.
std::string deviceText(const HistoryItem& item);
OrderedJson jsonOf(const HistoryItem& item, const Currency& currency);
/// A change set in some lines: who, when, what, and each value from and to.
std::string historyText(const HistoryItem& item, const Currency& currency, const NameMaps& names);

} // namespace qm::cli
