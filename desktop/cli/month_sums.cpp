#include "desktop/cli/month_sums.h"

#include "desktop/cli/json_rows.h"
#include "desktop/cli/text_table.h"

namespace qm::cli {

namespace {

Result<> addTo(MonthSums::Pair& pair, const SummaryLine& line)
{
    QM_ASSIGN(pair.planned, qm::add(pair.planned, line.planned));
    QM_ASSIGN(pair.actual, qm::add(pair.actual, line.actual));
    return {};
}

OrderedJson jsonOf(const MonthSums::Pair& pair, const Currency& currency)
{
    OrderedJson json;
    putMoney(json, "planned", pair.planned, currency);
    putMoney(json, "actual", pair.actual, currency);
    return json;
}

} // namespace

Result<> MonthSums::add(const SummaryLine& line)
{
    const bool comesIn = line.kind == "income" || (line.kind.empty() && line.actual.minor > 0);
    QM_TRY(addTo(line.kind == "saving" ? saving : comesIn ? income : expense, line));
    return addTo(net, line);
}

void MonthSums::put(OrderedJson& json, const Currency& currency) const
{
    json["income"] = jsonOf(income, currency);
    json["expense"] = jsonOf(expense, currency);
    json["saving"] = jsonOf(saving, currency);
    json["net"] = jsonOf(net, currency);
}

std::string MonthSums::text(const Currency& currency) const
{
    TextTable table({ { "Together" }, { "Planned", TextTable::Align::Right }, { "Actual", TextTable::Align::Right } });
    const auto line = [&](const char* name, const Pair& pair) {
        table.add({ name, moneyText(pair.planned, currency), moneyText(pair.actual, currency) });
    };
    line("Income", income);
    line("Expense", expense);
    if (saving.planned.minor != 0 || saving.actual.minor != 0)
        line("Saving", saving);
    table.rule();
    line("Left", net);
    return table.text();
}

} // namespace qm::cli
