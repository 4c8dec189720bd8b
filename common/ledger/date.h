#pragma once

#include "common/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace qm {

using Date = std::chrono::year_month_day; ///< the household's calendar day, no zone; check ok()

/// `2026-05-03`, years 1900 to 2999; a day that is not in the calendar is Invalid.
Result<Date> parseDate(std::string_view text);
std::string dateText(Date date);

/// A calendar month, `2026-05`: the identity of a month of the ledger.
struct YearMonth {
    int year = 0;
    unsigned month = 0;
    friend auto operator<=>(const YearMonth&, const YearMonth&) = default;

    static Result<YearMonth> parse(std::string_view text);
    static YearMonth of(Date date);
    std::string text() const;
    bool contains(Date date) const { return of(date) == *this; }
    YearMonth next() const;
    unsigned days() const; ///< 28 to 31
    /// The day of this month, clamped to its last one: 31 in February is the 28th or 29th.
    Date day(unsigned day) const;
};

/// `2026-05-03T16:22:41.120Z`.
std::string instantText(std::int64_t msSince1970);

} // namespace qm
