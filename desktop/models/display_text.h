#pragma once

#include <QDate>
#include <QLocale>
#include <QString>

#include "common/ledger/date.h"
#include "common/ledger/money.h"

namespace qm::desktop {

// How values look to a person and how a person types them: by the default QLocale, and the other way round.

/// `-1.234,50` in German, `-1,234.50` in English: all digits of the minor unit, grouped, no currency.
QString amountText(Money amount, const Currency& currency);
/// As amountText(), with the currency's sign or code where the locale puts it: `1.234,50 €`.
QString moneyWithCurrency(Money amount, const Currency& currency);
/// As amountText(), with a sign also where it is positive.
QString signedText(Money amount, const Currency& currency);
/// A typed amount: the locale's decimal sign or a point (never as grouping when it may be a decimal), grouping where it
/// groups, sums `12,50+3-1`, products with whole numbers `3*4,50`, brackets. Invalid says what is wrong, translated.
Result<Money> parseAmount(const QString& text, const Currency& currency);

QDate toQDate(Date date);
Date fromQDate(QDate date);
QDate dayOf(const std::string& text); ///< of `2026-05-03`; invalid for anything else
std::string isoDay(QDate date);
/// `3 May 2026` or `03.05.2026`: the locale's short form, with a year of four digits.
QString dayText(QDate date);
QDate readDayText(const QString& text); ///< what dayText() gives; invalid for anything else
/// `Sun 3`, where the month is clear.
QString dayOfMonthText(QDate date);
QString monthText(YearMonth ym); ///< `May 2026`
QString shortMonthText(YearMonth ym); ///< `May`
YearMonth yearMonthOf(QDate date);
/// `just now`, `12 s ago`, `5 min ago`, then the time of day, then the day.
QString agoText(qint64 secondsAgo);
/// `2026-05-03T16:22:41.120Z` as the locale says it, in this computer's zone.
QString instantText(const std::string& at);

} // namespace qm::desktop
