#pragma once

#include "common/store/month_sums.h"

class QPainter;
class QRectF;

namespace qm::desktop {

/// What a bar says: how much of a plan is there, and where today is.
struct PlanBar {
    int donePermille = 0;
    Standing standing = Standing::Nothing;
    int todayPermille = -1; ///< -1: no tick
    bool isQuiet = false; ///< of a closed month
};

/// Draws it in the colours of the theme; the tick stands out of `place` by two pixels above and below.
void drawPlanBar(QPainter& painter, const QRectF& place, const PlanBar& bar);

} // namespace qm::desktop
