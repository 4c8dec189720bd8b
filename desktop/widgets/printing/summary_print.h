#pragma once

#include "common/store/summary_table.h"
#include "desktop/services/catalogue.h"
#include "desktop/widgets/printing/printed_document.h"

namespace qm::desktop {

/// A summary on paper: totals and averages with what was planned, the charts, then all months, some to a page. Error:
/// Invalid (a sum leaves the range of money).
Result<std::shared_ptr<const PrintedDocument>> summaryPrint(const Summary& summary, const Catalogue& catalogue);

} // namespace qm::desktop
