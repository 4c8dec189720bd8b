#include "desktop/models/summary_text.h"

#include "desktop/models/display_text.h"

#include <QCoreApplication>

namespace qm::desktop {

namespace {

struct SummaryText {
    Q_DECLARE_TR_FUNCTIONS(SummaryText)
};

} // namespace

bool isOutgoing(const SummaryRow& row)
{
    return row.kind == "expense" || row.kind == "saving";
}

QString summaryKindText(const std::string& kind)
{
    return kind == "income" ? SummaryText::tr("Income")
        : kind == "saving"  ? SummaryText::tr("Saving")
                            : SummaryText::tr("Expense");
}

QString summaryRowText(const SummaryRow& row)
{
    switch (row.level) {
    case SummaryRow::Level::Kind: return summaryKindText(row.kind);
    case SummaryRow::Level::Without: return SummaryText::tr("Without an entry");
    case SummaryRow::Level::Together: return SummaryText::tr("What remains");
    case SummaryRow::Level::Group:
    case SummaryRow::Level::Category: break;
    }
    return QString::fromStdString(row.name);
}

QString spentOnText(const SpentOn& one)
{
    switch (one.what) {
    case SpentOn::What::Without: return SummaryText::tr("Without an entry");
    case SpentOn::What::Rest: return SummaryText::tr("Everything else");
    case SpentOn::What::Category: break;
    }
    return QString::fromStdString(one.name);
}

QString figureText(Money amount, bool isOutgoing, const Currency& currency)
{
    if (!isOutgoing)
        return amountText(amount, currency);
    return amount.minor > 0 ? signedText(amount, currency) : amountText({ -amount.minor }, currency);
}

QString differenceText(const SummaryRow& row, Money difference, const Currency& currency)
{
    if (difference.minor == 0)
        return SummaryText::tr("as planned");
    const bool isBelow = difference.minor < 0;
    const QString amount = amountText({ isBelow ? -difference.minor : difference.minor }, currency);
    if (row.kind == "expense")
        return (isBelow ? SummaryText::tr("%1 over") : SummaryText::tr("%1 left")).arg(amount);
    if (row.kind == "saving")
        return (isBelow ? SummaryText::tr("%1 more") : SummaryText::tr("%1 left")).arg(amount);
    if (row.kind == "income")
        return (isBelow ? SummaryText::tr("%1 to come") : SummaryText::tr("%1 more")).arg(amount);
    return (isBelow ? SummaryText::tr("%1 less") : SummaryText::tr("%1 more")).arg(amount);
}

QString monthsText(const std::vector<YearMonth>& months)
{
    if (months.empty())
        return {};
    if (months.size() == 1)
        return monthText(months.front());
    return SummaryText::tr("%1 – %2", "first and last month").arg(monthText(months.front()), monthText(months.back()));
}

} // namespace qm::desktop
