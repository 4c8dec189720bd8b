#include "desktop/cli/sums_text.h"

#include "desktop/cli/json_rows.h"
#include "desktop/cli/text_table.h"

namespace qm::cli {

namespace {

OrderedJson jsonOf(const MonthSums::Pair& pair, const Currency& currency)
{
    OrderedJson json;
    putMoney(json, "planned", pair.planned, currency);
    putMoney(json, "actual", pair.actual, currency);
    return json;
}

} // namespace

void putSums(OrderedJson& json, const MonthSums& sums, const Currency& currency)
{
    json["income"] = jsonOf(sums.income, currency);
    json["expense"] = jsonOf(sums.expense, currency);
    json["saving"] = jsonOf(sums.saving, currency);
    json["net"] = jsonOf(sums.net, currency);
}

std::string sumsText(const MonthSums& sums, const Currency& currency)
{
    TextTable table({ { "Together" }, { "Planned", TextTable::Align::Right }, { "Actual", TextTable::Align::Right } });
    const auto line = [&](const char* name, const MonthSums::Pair& pair) {
        table.add({ name, moneyText(pair.planned, currency), moneyText(pair.actual, currency) });
    };
    line("Income", sums.income);
    line("Expense", sums.expense);
    if (sums.saving.planned.minor != 0 || sums.saving.actual.minor != 0)
        line("Saving", sums.saving);
    table.rule();
    line("Left", sums.net);
    return table.text();
}

} // namespace qm::cli
