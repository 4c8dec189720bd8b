#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qm {

/// The largest sum either way: 2^53-1, so that every JSON reader keeps it exactly (SYNC.md 3.1).
inline constexpr std::int64_t moneyMax = 9007199254740991;

/// A sum in minor units (cents) of the ledger's one currency. Negative leaves the household. Never a float.
struct Money {
    std::int64_t minor = 0;
    friend auto operator<=>(const Money&, const Money&) = default;
};

/// An ISO 4217 currency and the digits of its minor unit (JPY 0, EUR 2, KWD 3).
struct Currency {
    std::string code;
    int exponent = 2;
    /// Three letters of ISO 4217, either case; unknown codes are Invalid.
    static Result<Currency> parse(std::string_view code);
    static std::vector<std::string> codes(); ///< all that parse() knows, in their order
};

/// The sum; Invalid when it leaves ±moneyMax.
Result<Money> add(Money a, Money b);

/// `-23.45`, `1234`, `+5`, `.5`, `12.50+3-1` (sums only): digits with at most `exponent` decimals and a point.
/// `12.345` in EUR, `1e400`, an empty text, `1,5` are Invalid and say why.
Result<Money> parseMoney(std::string_view text, const Currency& currency);

/// `-23.45`: a point, all digits of the minor unit, no grouping. For files, JSON and the command line.
std::string moneyText(Money money, const Currency& currency);

} // namespace qm
