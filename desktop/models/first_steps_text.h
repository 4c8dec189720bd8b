#pragma once

#include <QString>

#include "common/store/first_steps.h"

namespace qm::desktop {

/// What a household usually has, in the person's language: two accounts and a template for a month.
FirstSteps usualFirstSteps();

/// `EUR – Euro`: the code, and the name that it has where it is used, if that is known and in Latin letters.
QString currencyText(const QString& code);
/// The currency of the locale; EUR when the ledger does not know it.
QString likelyCurrency();

} // namespace qm::desktop
