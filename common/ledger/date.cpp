#include "common/ledger/date.h"

#include "common/ledger/text.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace qm {

namespace {

/// `count` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count)
{
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace

Result<Date> parseDate(std::string_view text)
{
    const std::string shown(cutText(text, 40));
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || digits(text, 0, 4) < 0 || digits(text, 5, 2) < 0
        || digits(text, 8, 2) < 0)
        return Error { ErrorCode::Invalid, "\"" + shown + "\" is not a date (as 2026-05-03)" };
    const Date date { std::chrono::year(digits(text, 0, 4)),
        std::chrono::month(static_cast<unsigned>(digits(text, 5, 2))),
        std::chrono::day(static_cast<unsigned>(digits(text, 8, 2))) };
    if (!date.ok())
        return Error { ErrorCode::Invalid, shown + " is not a day of the calendar" };
    if (int(date.year()) < 1900 || int(date.year()) > 2999)
        return Error { ErrorCode::Invalid, shown + " is outside the years 1900 to 2999" };
    return date;
}

std::string dateText(Date date)
{
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()), unsigned(date.day()));
    return text;
}

Result<YearMonth> YearMonth::parse(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-' || digits(text, 0, 4) < 0 || digits(text, 5, 2) < 0)
        return Error { ErrorCode::Invalid, "\"" + std::string(cutText(text, 40)) + "\" is not a month (as 2026-05)" };
    const YearMonth month { digits(text, 0, 4), static_cast<unsigned>(digits(text, 5, 2)) };
    if (month.month < 1 || month.month > 12 || month.year < 1900 || month.year > 2999)
        return Error { ErrorCode::Invalid, std::string(text) + " is not a month of the years 1900 to 2999" };
    return month;
}

YearMonth YearMonth::of(Date date)
{
    return { int(date.year()), unsigned(date.month()) };
}

std::string YearMonth::text() const
{
    char out[40];
    std::snprintf(out, sizeof out, "%04d-%02u", year, month);
    return out;
}

YearMonth YearMonth::next() const
{
    return month == 12 ? YearMonth { year + 1, 1 } : YearMonth { year, month + 1 };
}

unsigned YearMonth::days() const
{
    const std::chrono::year_month_day_last last { std::chrono::year(year),
        std::chrono::month_day_last(std::chrono::month(month)) };
    return unsigned(last.day());
}

Date YearMonth::day(unsigned day) const
{
    return { std::chrono::year(year), std::chrono::month(month), std::chrono::day(std::clamp(day, 1u, days())) };
}

std::string instantText(std::int64_t msSince1970)
{
    const std::time_t seconds
        = static_cast<std::time_t>(msSince1970 >= 0 ? msSince1970 / 1000 : (msSince1970 - 999) / 1000);
    const auto ms = static_cast<int>(msSince1970 - static_cast<std::int64_t>(seconds) * 1000);
    std::tm parts {};
    gmtime_r(&seconds, &parts);
    char text[80];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900, parts.tm_mon + 1,
        parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, ms);
    return text;
}

} // namespace qm
