#pragma once

#include "common/ledger/date.h"
#include "common/ledger/money.h"

#include <QStringList>

#include <vector>

class QCategoryAxis;
class QChart;

namespace qm::desktop {

struct Theme;

// Axes that write amounts and months as the rest of the window does. All of them belong to the chart.

/// Major units, for drawing only.
double chartValue(Money money, const Currency& currency);
/// Round steps that cover `least` to `most` (0 included), with a line each.
QCategoryAxis* addAmountAxis(QChart& chart, Qt::Alignment side, double least, double most, const Theme& colours);
/// Bands 0, 1, 2 … with at most nine names or so.
QCategoryAxis* addMonthAxis(QChart& chart, const std::vector<YearMonth>& months, const Theme& colours);
QCategoryAxis* addNameAxis(QChart& chart, const QStringList& fromBottom, const Theme& colours);
enum class Legend { None, FirstFirst, LastFirst };
/// Margins, letters and legend as they are in every chart.
void dressChart(QChart& chart, Legend legend, const Theme& colours);

} // namespace qm::desktop
