#pragma once

#include "common/formats/statement.h"

namespace qm {

/// A day as a bank writes it. `first` and `second` are day and month in the order `order`, or in one still to be
/// decided over the whole file where `order` is empty.
struct BankDate {
    int year = 0;
    int first = 0;
    int second = 0;
    std::optional<DateOrder> order;
};

/// `2026-05-03`, `20260503`, `20260503120000[0:GMT]`, `2026-05-03T16:22:41Z`, `03.05.2026`, `3/5/26`, `5/3/2026 14:00`,
/// `03 May 2026`, `3-Mai-26`, `May 3, 2026`; a time after the day is passed over. Nothing where the text is no day at
/// all; the calendar is not asked here but for day and month of at most 31.
std::optional<BankDate> splitDate(std::string_view text);

/// The day, or nothing where the calendar has none such, or the year is not in 1900 to 2999.
std::optional<Date> dateValue(const BankDate& date, DateOrder order);

} // namespace qm
