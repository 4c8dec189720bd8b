#include "desktop/models/month_text.h"

#include <QCoreApplication>

namespace qm::desktop {

namespace {

struct MonthText {
    Q_DECLARE_TR_FUNCTIONS(MonthText)
};

} // namespace

QString plannedText(Money amount, bool isOutgoing, const Currency& currency)
{
    if (!isOutgoing)
        return amountText(amount, currency);
    return amount.minor > 0 ? signedText(amount, currency) : amountText({ -amount.minor }, currency);
}

QString remainingAmountText(const Figures& figures, const Currency& currency)
{
    if (figures.standing == Standing::Nothing || figures.standing == Standing::AsPlanned)
        return {};
    return amountText({ figures.remaining.minor < 0 ? -figures.remaining.minor : figures.remaining.minor }, currency);
}

QString standingWord(Standing standing)
{
    switch (standing) {
    case Standing::Nothing: return {};
    case Standing::AsPlanned: return MonthText::tr("as planned");
    case Standing::Left: return MonthText::tr("left", "120.00 left");
    case Standing::Over: return MonthText::tr("over", "50.00 over: spent more than planned");
    case Standing::ToCome: return MonthText::tr("to come", "500.00 to come: income that is still missing");
    case Standing::More: return MonthText::tr("more", "100.00 more: more than planned came in");
    }
    return {};
}

QString remainingText(const Figures& figures, const Currency& currency)
{
    const QString amount = remainingAmountText(figures, currency);
    switch (figures.standing) {
    case Standing::Nothing: return {};
    case Standing::AsPlanned: return MonthText::tr("as planned");
    case Standing::Left: return MonthText::tr("%1 left").arg(amount);
    case Standing::Over: return MonthText::tr("%1 over").arg(amount);
    case Standing::ToCome: return MonthText::tr("%1 still to come").arg(amount);
    case Standing::More: return MonthText::tr("%1 more than planned").arg(amount);
    }
    return {};
}

QString dueText(const Entry& entry, MonthView::Due due)
{
    const QDate day = dayOf(entry.due);
    if (!day.isValid())
        return {};
    switch (due) {
    case MonthView::Due::Late: return MonthText::tr("%1, late", "day of the month").arg(dayOfMonthText(day));
    case MonthView::Due::Today: return MonthText::tr("%1, today", "day of the month").arg(dayOfMonthText(day));
    default: return dayOfMonthText(day);
    }
}

QString dueDistanceText(QDate due, QDate today)
{
    const int days = int(today.daysTo(due));
    switch (days) {
    case -1: return MonthText::tr("late since yesterday");
    case 0: return MonthText::tr("today");
    case 1: return MonthText::tr("tomorrow");
    default: break;
    }
    return days < 0 ? MonthText::tr("late by %n days", nullptr, -days) : MonthText::tr("in %n days", nullptr, days);
}

QString kindText(const std::string& kind)
{
    return kind == "income" ? MonthText::tr("Income")
        : kind == "saving"  ? MonthText::tr("Saving")
                            : MonthText::tr("Expense");
}

QString postingName(const Posting& posting)
{
    if (!posting.payee.empty())
        return QString::fromStdString(posting.payee);
    return posting.memo.empty() ? MonthText::tr("No payee") : QString::fromStdString(posting.memo).simplified();
}

} // namespace qm::desktop
