#pragma once

#include "desktop/models/display_text.h"

#include "common/store/month_view.h"

namespace qm::desktop {

// The words of a month's plan.

/// An amount of a line that is thought of as going out is shown without its minus, and a plus marks what comes in.
QString plannedText(Money amount, bool isOutgoing, const Currency& currency);
/// What remains, without a sign: standingWord() says which way.
QString remainingAmountText(const Figures& figures, const Currency& currency);
/// `left`, `over`, `to come`, `more`, `as planned`; empty where nothing is planned and nothing happened.
QString standingWord(Standing standing);
/// `120.00 left`, as one sentence.
QString remainingText(const Figures& figures, const Currency& currency);
/// `Fri 1`, and with a word where something is to be done: `Fri 1, late`.
QString dueText(const Entry& entry, MonthView::Due due);
/// `late by 3 days`, `today`, `tomorrow`, `in 2 days`.
QString dueDistanceText(QDate due, QDate today);
/// `Income`, `Expense`, `Saving`.
QString kindText(const std::string& kind);
/// Who or what a posting was: its payee, else its memo.
QString postingName(const Posting& posting);

} // namespace qm::desktop
