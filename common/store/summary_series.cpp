#include "common/store/summary_series.h"

#include <algorithm>

namespace qm {

namespace {

using Level = SummaryRow::Level;

bool isSpending(const SummaryRow& row)
{
    return row.level == Level::Without || (row.level == Level::Category && row.kind == "expense");
}

SpentOn spentOn(const SummaryRow& row)
{
    const auto what = row.level == Level::Without ? SpentOn::What::Without : SpentOn::What::Category;
    return { what, row.category, row.name, row.group, {}, {} };
}

/// Keeps the first ones and makes one of all the others.
Result<> cutTo(std::vector<SpentOn>& all, std::size_t most)
{
    if (all.size() <= most || most == 0)
        return {};
    SpentOn rest;
    rest.what = SpentOn::What::Rest;
    for (auto one = all.begin() + static_cast<std::ptrdiff_t>(most) - 1; one != all.end(); ++one) {
        QM_ASSIGN(rest.spent, add(rest.spent, one->spent));
        QM_ASSIGN(rest.usual, add(rest.usual, one->usual));
    }
    all.resize(most - 1);
    all.push_back(std::move(rest));
    return {};
}

Money opposite(Money money)
{
    return { -money.minor };
}

} // namespace

Result<std::vector<SpentOn>> spendingByCategory(const SummaryTable& table, std::size_t most)
{
    std::vector<SpentOn> all;
    for (const SummaryRow& row : table.rows) {
        if (!isSpending(row) || row.total.actual.minor >= 0)
            continue;
        all.push_back(spentOn(row));
        all.back().spent = opposite(row.total.actual);
    }
    std::stable_sort(all.begin(), all.end(), [](const SpentOn& a, const SpentOn& b) { return a.spent > b.spent; });
    QM_TRY(cutTo(all, most));
    return all;
}

Result<std::vector<MonthFlow>> monthFlows(const SummaryTable& table)
{
    std::vector<MonthFlow> flows;
    for (std::size_t i = 0; i < table.months.size(); ++i) {
        MonthFlow flow { table.months[i], {}, {}, {}, {} };
        for (const SummaryRow& row : table.rows) {
            const Money actual = row.cells[i].actual;
            if (row.level == Level::Together) {
                flow.left = actual;
            } else if (row.level == Level::Without && actual.minor > 0) {
                QM_ASSIGN(flow.income, add(flow.income, actual));
            } else if (row.level == Level::Without) {
                QM_ASSIGN(flow.expense, add(flow.expense, opposite(actual)));
            } else if (row.level == Level::Kind && row.kind == "income") {
                QM_ASSIGN(flow.income, add(flow.income, actual));
            } else if (row.level == Level::Kind) {
                Money& side = row.kind == "saving" ? flow.saving : flow.expense;
                QM_ASSIGN(side, add(side, opposite(actual)));
            }
        }
        flows.push_back(flow);
    }
    return flows;
}

Result<std::vector<SpentOn>> comparedSpending(const SummaryTable& table, std::size_t shown, std::size_t most)
{
    std::vector<SpentOn> all;
    if (table.months.size() < 2 || shown >= table.months.size())
        return all;
    for (const SummaryRow& row : table.rows) {
        if (!isSpending(row))
            continue;
        SpentOn one = spentOn(row);
        one.spent = opposite(row.cells[shown].actual);
        QM_ASSIGN(const Money others, add(row.cells[shown].actual, opposite(row.total.actual)));
        one.usual = averageOf(others, table.months.size() - 1);
        if (one.spent.minor != 0 || one.usual.minor != 0)
            all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(),
        [](const SpentOn& a, const SpentOn& b) { return std::max(a.spent, a.usual) > std::max(b.spent, b.usual); });
    QM_TRY(cutTo(all, most));
    return all;
}

} // namespace qm
