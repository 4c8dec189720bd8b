#pragma once

#include <QString>

#include "common/ledger/money.h"
#include "common/store/summary_series.h"

namespace qm::desktop {

// The words of a summary: the same in the table, the charts and on paper.

/// Whether the row's amounts are thought of as going out: 400 means -400.
bool isOutgoing(const SummaryRow& row);
/// `Income`, `Expense`, `Saving`.
QString summaryKindText(const std::string& kind);
/// `Groceries`, `Income`, `Without an entry`, `What remains`.
QString summaryRowText(const SummaryRow& row);
QString spentOnText(const SpentOn& one);
/// What went out without a sign (what came back has a plus); all else as it is.
QString figureText(Money amount, bool isOutgoing, const Currency& currency);
/// `50.00 left`, `20.00 over`, `100.00 to come`, `5.00 more`; `as planned` for none.
QString differenceText(const SummaryRow& row, Money difference, const Currency& currency);
/// `May 2026`, `May 2026 – June 2026`; empty for no month.
QString monthsText(const std::vector<YearMonth>& months);

} // namespace qm::desktop
