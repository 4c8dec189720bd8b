#pragma once

#include "common/ledger/money.h"

#include <optional>
#include <string>
#include <string_view>

namespace qm {

/// An amount as a bank writes it, taken apart: `- $1,234.50`, `1.234,50-`, `(12.00)`, `CHF 1'234.50`, `12,50 DR`.
struct BankAmount {
    bool negative = false;
    bool hasSign = false; ///< a sign, parentheses or DR/CR was written
    std::string_view digits; ///< with its separators
    std::string_view currency; ///< as written: an ISO 4217 code in capitals, or "€", "£", "$" ...; or empty
};

/// What the separators of an amount say of the decimal separator.
enum class DecimalHint {
    None, ///< no separator
    Point, ///< the point is the decimal separator
    Comma,
    Ambiguous, ///< `1.234`: either
};

/// Nothing where the text is not an amount.
std::optional<BankAmount> splitAmount(std::string_view text);
/// Whether the text says "no amount": blank or a mere dash.
bool isBlankAmount(std::string_view text);
DecimalHint decimalHint(std::string_view digits);
/// The point or comma an amount ends its whole part with, whatever the number of digits after it; 0 where none is.
char lastSeparator(std::string_view digits);
/// Minor units of `digits` with this decimal separator ('.' or ','; 0: what the amount itself tells). More decimals
/// than the currency has may only be zeros. Invalid says why, without a line.
Result<Money> amountValue(const BankAmount& amount, char decimal, const Currency& currency);

} // namespace qm
