#include "common/ledger/money.h"

#include "common/ledger/text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace qm {

namespace {

// ISO 4217, list one (current currencies). Those not named in `special` have two digits.
constexpr std::string_view known
    = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
      "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
      "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
      "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
      "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
      "USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

struct Special {
    std::string_view code;
    int exponent;
};
constexpr std::array special = {
    Special { "BHD", 3 },
    Special { "BIF", 0 },
    Special { "CLP", 0 },
    Special { "DJF", 0 },
    Special { "GNF", 0 },
    Special { "IQD", 3 },
    Special { "ISK", 0 },
    Special { "JOD", 3 },
    Special { "JPY", 0 },
    Special { "KMF", 0 },
    Special { "KRW", 0 },
    Special { "KWD", 3 },
    Special { "LYD", 3 },
    Special { "OMR", 3 },
    Special { "PYG", 0 },
    Special { "RWF", 0 },
    Special { "TND", 3 },
    Special { "UGX", 0 },
    Special { "VND", 0 },
    Special { "VUV", 0 },
    Special { "XAF", 0 },
    Special { "XOF", 0 },
    Special { "XPF", 0 },
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// One number without a sign: minor units.
Result<std::int64_t> parseNumber(std::string_view text, const Currency& currency)
{
    const auto bad = [&](std::string why) {
        return Error { ErrorCode::Invalid, "\"" + std::string(text) + "\" " + std::move(why) };
    };
    std::int64_t minor = 0;
    int decimals = -1;
    bool any = false;
    for (const char c : text) {
        if (c == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (!isDigit(c))
            return bad("is not an amount: digits, a point and a sign are what it takes, as -23.45");
        any = true;
        if (decimals >= 0 && ++decimals > currency.exponent)
            return bad("has more decimals than " + currency.code + " (" + std::to_string(currency.exponent) + ")");
        minor = minor * 10 + (c - '0');
        if (minor > moneyMax)
            return bad("is too large for a ledger");
    }
    if (!any)
        return bad("is not an amount");
    for (int i = std::max(decimals, 0); i < currency.exponent; ++i) {
        minor *= 10;
        if (minor > moneyMax)
            return bad("is too large for a ledger");
    }
    return minor;
}

} // namespace

Result<Currency> Currency::parse(std::string_view code)
{
    std::string upper(code);
    std::transform(upper.begin(), upper.end(), upper.begin(),
        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const bool letters
        = upper.size() == 3 && std::all_of(upper.begin(), upper.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!letters || known.find(upper) == std::string_view::npos)
        return Error { ErrorCode::Invalid,
            "\"" + std::string(cutText(code, 20)) + "\" is not a currency of ISO 4217 (as EUR, USD, JPY)" };
    const auto* found = std::find_if(special.begin(), special.end(), [&](const Special& s) { return s.code == upper; });
    return Currency { upper, found == special.end() ? 2 : found->exponent };
}

std::vector<std::string> Currency::codes()
{
    std::vector<std::string> codes;
    for (std::size_t at = 0; at < known.size(); at += 4) // three letters and a space
        codes.emplace_back(known.substr(at, 3));
    return codes;
}

Result<Money> add(Money a, Money b)
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.minor, b.minor, &sum) || sum > moneyMax || sum < -moneyMax)
        return Error { ErrorCode::Invalid, "the sum is too large for a ledger" };
    return Money { sum };
}

Result<Money> parseMoney(std::string_view text, const Currency& currency)
{
    if (text.size() > 200)
        return Error { ErrorCode::Invalid,
            "an amount of " + std::to_string(text.size()) + " characters is not an amount" };
    Money total;
    std::size_t at = 0;
    bool first = true;
    do {
        bool negative = false;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            negative = text[at++] == '-';
        else if (!first)
            return Error { ErrorCode::Invalid, "\"" + std::string(text) + "\" is not an amount" };
        std::size_t end = at;
        while (end < text.size() && text[end] != '+' && text[end] != '-')
            ++end;
        auto number = parseNumber(text.substr(at, end - at), currency);
        if (!number)
            return Error { ErrorCode::Invalid, number.error().detail };
        QM_ASSIGN(total, add(total, Money { negative ? -*number : *number }));
        at = end;
        first = false;
    } while (at < text.size());
    return total;
}

std::string moneyText(Money money, const Currency& currency)
{
    std::string digits = std::to_string(money.minor < 0 ? -money.minor : money.minor);
    const auto decimals = static_cast<std::size_t>(currency.exponent);
    if (digits.size() <= decimals)
        digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0)
        digits.insert(digits.size() - decimals, 1, '.');
    return money.minor < 0 ? "-" + digits : digits;
}

} // namespace qm
