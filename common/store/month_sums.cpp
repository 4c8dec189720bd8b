#include "common/store/month_sums.h"

#include <algorithm>

namespace qm {

namespace {

Result<> addTo(MonthSums::Pair& pair, const SummaryLine& line)
{
    QM_ASSIGN(pair.planned, add(pair.planned, line.planned));
    QM_ASSIGN(pair.actual, add(pair.actual, line.actual));
    return {};
}

/// A refund that is planned comes in, whatever its category is for.
bool comesIn(Money planned, std::string_view kind)
{
    return planned.minor > 0 || (planned.minor == 0 && kind == "income");
}

Standing standingOf(const Figures& figures, std::string_view kind)
{
    if (figures.planned.minor == 0 && figures.actual.minor == 0)
        return Standing::Nothing;
    if (figures.remaining.minor == 0)
        return Standing::AsPlanned;
    if (comesIn(figures.planned, kind))
        return figures.remaining.minor > 0 ? Standing::ToCome : Standing::More;
    if (figures.remaining.minor < 0)
        return Standing::Left;
    return kind == "saving" ? Standing::More : Standing::Over;
}

int permilleOf(Money planned, Money actual)
{
    if (planned.minor == 0)
        return actual.minor == 0 ? 0 : 1000;
    static_assert(moneyMax < INT64_MAX / 1000);
    return static_cast<int>(std::clamp<std::int64_t>(actual.minor * 1000 / planned.minor, 0, 1000));
}

} // namespace

Result<> MonthSums::add(const SummaryLine& line)
{
    const bool isIncome = line.kind == "income" || (line.kind.empty() && line.actual.minor > 0);
    QM_TRY(addTo(line.kind == "saving" ? saving : isIncome ? income : expense, line));
    return addTo(net, line);
}

Figures figuresOf(Money planned, Money actual, std::string_view kind)
{
    Figures figures { planned, actual, { planned.minor - actual.minor }, Standing::Nothing, permilleOf(planned, actual),
        kind != "income" };
    figures.standing = standingOf(figures, kind);
    return figures;
}

} // namespace qm
