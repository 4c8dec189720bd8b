#pragma once

#include "common/store/month_sheet.h"
#include "desktop/services/catalogue.h"
#include "desktop/widgets/printing/printed_document.h"

namespace qm::desktop {

/// A month on paper: its sums, then entries by category with planned, actual and what is left; with postings below
/// their entries if wanted.
std::shared_ptr<const PrintedDocument> monthPrint(
    const MonthSheet& sheet, const Catalogue& catalogue, bool withPostings);

} // namespace qm::desktop
