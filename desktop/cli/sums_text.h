#pragma once

#include "common/store/month_sums.h"
#include "desktop/cli/program.h"

namespace qm::cli {

// The sums of a month or of a range, for a program and for a person.
void putSums(OrderedJson& json, const MonthSums& sums, const Currency& currency);
std::string sumsText(const MonthSums& sums, const Currency& currency);

} // namespace qm::cli
