#include "common/formats/statement_amount.h"

#include "common/formats/statement_text.h"

#include <array>

namespace qm {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr auto minusSigns
    = std::to_array<std::string_view>({ "-", "\xE2\x88\x92", "\xE2\x80\x93" }); // hyphen, minus, en dash
// Signs that are no letters alone; codes of three letters are looked up. Longer ones first.
constexpr auto currencySigns = std::to_array<std::string_view>({ "US$", "CA$", "AU$", "NZ$", "HK$", "R$", "C$", "A$",
    "$", "€", "£", "¥", "₹", "₽", "₺", "₩", "₪", "kr.", "kr", "Kč", "zł", "Fr." });
// White space and apostrophes that group digits.
constexpr auto groupMarks
    = std::to_array<std::string_view>({ " ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99" });

/// Takes signs and currencies off one end of `text` until digits are reached.
class AmountEnds {
public:
    explicit AmountEnds(std::string_view text) : m_text(text) { }

    std::optional<BankAmount> split()
    {
        if (m_text.size() > 1 && m_text.front() == '(' && m_text.back() == ')') {
            m_text = trimmed(m_text.substr(1, m_text.size() - 2));
            if (!sign(true))
                return std::nullopt;
        }
        while (takeFront() || takeBack()) { }
        if (m_failed || m_text.empty() || m_text.size() > 40)
            return std::nullopt;
        if (!isDigit(m_text.front()) && m_text.front() != '.' && m_text.front() != ',')
            return std::nullopt;
        if (!isDigit(m_text.back()) && m_text.back() != '.' && m_text.back() != ',')
            return std::nullopt;
        m_amount.digits = m_text;
        return m_amount;
    }

private:
    bool sign(bool negative)
    {
        if (m_amount.hasSign)
            m_failed = true;
        m_amount.hasSign = true;
        m_amount.negative = negative;
        return !m_failed;
    }

    bool currency(std::string_view code)
    {
        if (!m_amount.currency.empty())
            m_failed = true;
        m_amount.currency = code;
        return !m_failed;
    }

    void dropFront(std::size_t count) { m_text = trimmed(m_text.substr(count)); }
    void dropBack(std::size_t count) { m_text = trimmed(m_text.substr(0, m_text.size() - count)); }

    bool takeFront()
    {
        if (m_failed || m_text.empty() || isDigit(m_text.front()))
            return false;
        if (m_text.front() == '+') {
            dropFront(1);
            return sign(false);
        }
        for (const auto minus : minusSigns) {
            if (m_text.starts_with(minus)) {
                dropFront(minus.size());
                return sign(true);
            }
        }
        for (const auto symbol : currencySigns) {
            if (m_text.front() == symbol.front() && m_text.starts_with(symbol)) {
                const auto found = m_text.substr(0, symbol.size());
                dropFront(symbol.size());
                return currency(found);
            }
        }
        const bool code = m_text.size() > 3 && isLetter(m_text[0]) && isLetter(m_text[1]) && isLetter(m_text[2])
            && !isLetter(m_text[3]);
        if (code && Currency::parse(m_text.substr(0, 3))) {
            const auto found = m_text.substr(0, 3);
            dropFront(3);
            return currency(found);
        }
        return false;
    }

    bool takeBack()
    {
        if (m_failed || m_text.empty() || isDigit(m_text.back()))
            return false;
        if (m_text.back() == '+') {
            dropBack(1);
            return sign(false);
        }
        for (const auto minus : minusSigns) {
            if (m_text.ends_with(minus)) {
                dropBack(minus.size());
                return sign(true);
            }
        }
        for (const auto symbol : currencySigns) {
            if (m_text.back() == symbol.back() && m_text.ends_with(symbol)) {
                const auto found = m_text.substr(m_text.size() - symbol.size());
                dropBack(symbol.size());
                return currency(found);
            }
        }
        return takeBackWord();
    }

    bool takeBackWord()
    {
        std::size_t letters = 0;
        while (letters < m_text.size() && letters < 4 && isLetter(m_text[m_text.size() - 1 - letters]))
            ++letters;
        const auto word = m_text.substr(m_text.size() - letters);
        const bool debit = word == "DR" || word == "Dr" || word == "D" || word == "S";
        const bool credit = word == "CR" || word == "Cr" || word == "C" || word == "H";
        if (debit || credit) {
            dropBack(letters);
            return sign(debit);
        }
        if (letters == 3 && Currency::parse(word)) {
            dropBack(3);
            return currency(word);
        }
        return false;
    }

    std::string_view m_text;
    BankAmount m_amount;
    bool m_failed = false;
};

/// `-1234.50`: what nearly every amount is, without looking at anything else.
std::optional<BankAmount> splitPlainAmount(std::string_view text)
{
    BankAmount amount;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        amount.hasSign = true;
        amount.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text.empty() || text.size() > 40 || !isDigit(text.front()))
        return std::nullopt;
    bool separator = false;
    for (const char c : text) {
        if (!isDigit(c) && (separator || (c != '.' && c != ',')))
            return std::nullopt;
        separator = separator || !isDigit(c);
    }
    amount.digits = text;
    return amount;
}

std::size_t groupMarkLength(std::string_view text)
{
    for (const auto mark : groupMarks) {
        if (text.starts_with(mark))
            return mark.size();
    }
    return 0;
}

Error amountError(const BankAmount& amount, const char* why)
{
    return { ErrorCode::Invalid, shown(amount.digits) + " " + why };
}

} // namespace

std::optional<BankAmount> splitAmount(std::string_view text)
{
    if (auto plain = splitPlainAmount(text))
        return plain;
    text = trimmed(text);
    if (text.empty() || text.size() > 60)
        return std::nullopt;
    auto amount = AmountEnds(text).split();
    if (!amount)
        return std::nullopt;
    // Between the ends: digits, points, commas and marks that group, never two of them side by side.
    bool wasDigit = true;
    bool any = false;
    for (std::size_t at = 0; at < amount->digits.size();) {
        const char c = amount->digits[at];
        if (isDigit(c)) {
            wasDigit = any = true;
            ++at;
            continue;
        }
        const std::size_t length = c == '.' || c == ',' ? 1 : groupMarkLength(amount->digits.substr(at));
        if (length == 0 || !wasDigit)
            return std::nullopt;
        wasDigit = false;
        at += length;
    }
    return any ? amount : std::nullopt;
}

bool isBlankAmount(std::string_view text)
{
    text = trimmed(text);
    return text.empty() || text == "-" || text == "--" || text == "\xE2\x80\x93" || text == "\xE2\x80\x94";
}

char lastSeparator(std::string_view digits)
{
    const std::size_t at = digits.find_last_of(".,");
    return at == std::string_view::npos ? '\0' : digits[at];
}

DecimalHint decimalHint(std::string_view digits)
{
    const std::size_t last = digits.find_last_of(".,");
    if (last == std::string_view::npos)
        return DecimalHint::None;
    const char mark = digits[last];
    const auto decimal = mark == '.' ? DecimalHint::Point : DecimalHint::Comma;
    const auto grouping = mark == '.' ? DecimalHint::Comma : DecimalHint::Point;
    const std::string_view whole = digits.substr(0, last);
    if (whole.find(mark) != std::string_view::npos)
        return grouping; // 1.234.567
    if (whole.find_first_not_of("0123456789") != std::string_view::npos)
        return decimal; // 1,234.567 or 1 234.5
    const bool threeAfter = digits.size() - last == 4;
    return !threeAfter || whole.empty() || whole.front() == '0' || whole.size() > 3 ? decimal : DecimalHint::Ambiguous;
}

Result<Money> amountValue(const BankAmount& amount, char decimal, const Currency& currency)
{
    if (decimal == '\0') {
        const auto hint = decimalHint(amount.digits);
        const char last = lastSeparator(amount.digits);
        const bool threeDecimals = hint == DecimalHint::Ambiguous && currency.exponent == 3;
        if (hint == DecimalHint::Ambiguous && currency.exponent == 0)
            decimal = last == '.' ? ',' : '.';
        else if (hint == DecimalHint::Ambiguous && !threeDecimals)
            return amountError(amount, "is unclear: say whether the point or the comma begins the decimals");
        else
            decimal = hint == DecimalHint::Comma || (threeDecimals && last == ',') ? ',' : '.';
    }
    std::int64_t minor = 0;
    int decimals = -1; // digits after the decimal separator; -1: it has not come yet
    std::size_t group = 0; // digits since the last separator
    bool grouped = false;
    const std::string_view digits = amount.digits;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        const char c = digits[at];
        if (isDigit(c)) {
            ++group;
            if (decimals >= 0 && ++decimals > currency.exponent) {
                if (c != '0')
                    return { Error { ErrorCode::Invalid,
                        shown(digits) + " has more decimals than " + currency.code + " ("
                            + std::to_string(currency.exponent) + ")" } };
                continue;
            }
            minor = minor * 10 + (c - '0');
            if (minor > moneyMax)
                return amountError(amount, "is too large for a ledger");
            continue;
        }
        // Groups are of three digits, or of two as in 12,34,567, but the last is of three.
        if (decimals >= 0 || (grouped && group != 3 && (c == decimal || group != 2))
            || (c != decimal && (group == 0 || (!grouped && group > 3))))
            return amountError(amount, "is not an amount");
        if (c == decimal)
            decimals = 0;
        else
            at += (c == '.' || c == ',' ? 1 : groupMarkLength(digits.substr(at))) - 1;
        grouped = decimals < 0;
        group = 0;
    }
    if (grouped && group != 3)
        return amountError(amount, "is not an amount");
    for (int i = decimals < 0 ? 0 : decimals; i < currency.exponent; ++i) {
        minor *= 10;
        if (minor > moneyMax)
            return amountError(amount, "is too large for a ledger");
    }
    return Money { amount.negative ? -minor : minor };
}

} // namespace qm
