#include "common/formats/statement_date.h"

#include "common/formats/statement_text.h"

#include <array>

namespace qm {

namespace {

struct MonthName {
    std::string_view start; ///< what the name starts with, in small letters
    int month;
};
// English, German, French, Dutch, Danish, Spanish, Italian. Longer ones before what they begin with.
constexpr std::array monthNames = {
    MonthName { "jan", 1 },
    MonthName { "jän", 1 },
    MonthName { "ene", 1 },
    MonthName { "gen", 1 },
    MonthName { "feb", 2 },
    MonthName { "fév", 2 },
    MonthName { "fev", 2 },
    MonthName { "mar", 3 },
    MonthName { "mär", 3 },
    MonthName { "mrz", 3 },
    MonthName { "maa", 3 },
    MonthName { "mrt", 3 },
    MonthName { "apr", 4 },
    MonthName { "avr", 4 },
    MonthName { "abr", 4 },
    MonthName { "may", 5 },
    MonthName { "mai", 5 },
    MonthName { "maj", 5 },
    MonthName { "mei", 5 },
    MonthName { "mag", 5 },
    MonthName { "juin", 6 },
    MonthName { "jun", 6 },
    MonthName { "giu", 6 },
    MonthName { "juil", 7 },
    MonthName { "jul", 7 },
    MonthName { "lug", 7 },
    MonthName { "aug", 8 },
    MonthName { "aoû", 8 },
    MonthName { "aou", 8 },
    MonthName { "ago", 8 },
    MonthName { "sep", 9 },
    MonthName { "set", 9 },
    MonthName { "oct", 10 },
    MonthName { "okt", 10 },
    MonthName { "ott", 10 },
    MonthName { "nov", 11 },
    MonthName { "dec", 12 },
    MonthName { "dez", 12 },
    MonthName { "déc", 12 },
    MonthName { "dic", 12 },
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// The month a word names, or 0.
int monthOf(std::string_view word)
{
    if (word.size() < 3 || word.size() > 12)
        return 0;
    std::array<char, 12> small {};
    for (std::size_t i = 0; i < word.size(); ++i)
        small[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
    const std::string_view text(small.data(), word.size());
    for (const auto& name : monthNames) {
        if (text.starts_with(name.start))
            return name.month;
    }
    return 0;
}

struct Reader {
    std::string_view text;
    std::size_t at = 0;

    bool atEnd() const { return at >= text.size(); }
    char peek() const { return atEnd() ? '\0' : text[at]; }
    std::size_t digitsAhead() const
    {
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        return end - at;
    }
    int number(std::size_t count)
    {
        int value = 0;
        for (const std::size_t end = at + count; at < end; ++at)
            value = value * 10 + (text[at] - '0');
        return value;
    }
    std::string_view word()
    {
        const std::size_t start = at;
        while (!atEnd() && isWordByte(text[at]))
            ++at;
        return text.substr(start, at - start);
    }
    void skip(std::string_view any)
    {
        while (!atEnd() && any.find(text[at]) != std::string_view::npos)
            ++at;
    }
    /// Whether what is left is nothing or a time of day.
    bool onlyTimeLeft() const
    {
        if (atEnd())
            return true;
        const std::string_view rest = text.substr(at);
        if (rest.front() == '[')
            return true;
        const bool time = (rest.front() == 'T' || rest.front() == ' ' || rest.front() == ',') && rest.size() > 3;
        const std::size_t start = time ? rest.find_first_not_of(" ,T") : std::string_view::npos;
        return start != std::string_view::npos && isDigit(rest[start]) && rest.find(':', start) <= start + 2;
    }
};

int fullYear(int year, std::size_t digits)
{
    if (digits == 4)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

bool isDayOrMonth(const BankDate& date)
{
    return date.first >= 1 && date.first <= 31 && date.second >= 1 && date.second <= 31 && date.year >= 1900
        && date.year <= 2999;
}

/// `20260503`, with or without a time of day straight after it. An amount may look like one: 202605031200.00 is money,
/// as is 20260503120000.00; thousandths of a second have three digits.
std::optional<BankDate> splitCompact(Reader& in, std::size_t digits)
{
    if (digits != 8 && digits != 12 && digits != 14)
        return std::nullopt;
    BankDate date { in.number(4), in.number(2), in.number(2), DateOrder::YearFirst };
    date.order = DateOrder::YearFirst;
    if (digits > 8) {
        const bool isTime = in.number(2) <= 24 && in.number(2) < 60 && (digits == 12 || in.number(2) <= 60);
        if (!isTime)
            return std::nullopt;
        if (in.peek() == '.' || in.peek() == ',') {
            ++in.at;
            const std::size_t fraction = in.digitsAhead();
            in.at += fraction;
            if (in.atEnd() && (digits == 12 || fraction == 2))
                return std::nullopt;
        }
    }
    if (!in.onlyTimeLeft())
        return std::nullopt;
    return isDayOrMonth(date) && date.first <= 12 ? std::optional(date) : std::nullopt;
}

/// `May 3, 2026`.
std::optional<BankDate> splitMonthFirstName(Reader& in)
{
    const int month = monthOf(in.word());
    in.skip(". ");
    const std::size_t dayDigits = in.digitsAhead();
    if (month == 0 || dayDigits < 1 || dayDigits > 2)
        return std::nullopt;
    const int day = in.number(dayDigits);
    in.skip("., ");
    if (in.digitsAhead() != 4)
        return std::nullopt;
    const BankDate date { in.number(4), month, day, DateOrder::MonthFirst };
    return in.onlyTimeLeft() ? std::optional(date) : std::nullopt;
}

} // namespace

std::optional<BankDate> splitDate(std::string_view text)
{
    Reader in { trimmed(text) };
    if (in.text.size() < 6 || in.text.size() > 40)
        return std::nullopt;
    const std::size_t digits = in.digitsAhead();
    if (digits == 0 && !isWordByte(in.peek()))
        return std::nullopt;
    if (digits == 0)
        return splitMonthFirstName(in);
    if (digits > 4)
        return splitCompact(in, digits);
    if (digits == 3)
        return std::nullopt;
    const int one = in.number(digits);
    const char separator = in.peek();
    if (separator != '-' && separator != '/' && separator != '.' && separator != ' ')
        return std::nullopt;
    in.skip(digits == 4 ? std::string_view("-/.") : std::string_view("-/. "));
    BankDate date;
    if (isWordByte(in.peek())) {
        date.first = one;
        date.second = monthOf(in.word());
        date.order = DateOrder::DayFirst;
        in.skip("-/., ");
    } else {
        const std::size_t count = in.digitsAhead();
        if (count < 1 || count > 2)
            return std::nullopt;
        const int two = in.number(count);
        if (in.peek() != separator)
            return std::nullopt;
        in.skip("-/. ");
        if (digits == 4) {
            const std::size_t last = in.digitsAhead();
            if (last < 1 || last > 2)
                return std::nullopt;
            date = { one, two, in.number(last), DateOrder::YearFirst };
            return isDayOrMonth(date) && date.first <= 12 && in.onlyTimeLeft() ? std::optional(date) : std::nullopt;
        }
        date.first = one;
        date.second = two;
    }
    const std::size_t yearDigits = in.digitsAhead();
    if (digits == 4 || (yearDigits != 4 && yearDigits != 2))
        return std::nullopt;
    date.year = fullYear(in.number(yearDigits), yearDigits);
    return isDayOrMonth(date) && in.onlyTimeLeft() ? std::optional(date) : std::nullopt;
}

std::optional<Date> dateValue(const BankDate& date, DateOrder order)
{
    const bool dayFirst = date.order.value_or(order) == DateOrder::DayFirst;
    const int month = dayFirst ? date.second : date.first;
    const int day = dayFirst ? date.first : date.second;
    const Date value { std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day)) };
    if (!value.ok() || date.year < 1900 || date.year > 2999)
        return std::nullopt;
    return value;
}

} // namespace qm
