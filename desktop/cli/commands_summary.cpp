#include "desktop/cli/commands.h"

#include "desktop/cli/arguments.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/sums_text.h"
#include "desktop/cli/text_table.h"

#include <CLI/CLI.hpp>

#include <map>

namespace qm::cli {

namespace {

enum class By { Category, Account, Month };

struct SummaryArguments {
    std::string month;
    std::string from;
    std::string to;
    By by = By::Category;
};

Result<SummaryRange> rangeOf(const SummaryArguments& arguments)
{
    SummaryRange range;
    if (!arguments.month.empty()) {
        QM_ASSIGN(const YearMonth ym, monthOfWord(arguments.month));
        return SummaryRange { ym, ym };
    }
    if (!arguments.from.empty()) {
        QM_ASSIGN(range.from, monthOfWord(arguments.from));
    }
    if (!arguments.to.empty()) {
        QM_ASSIGN(range.to, monthOfWord(arguments.to));
    }
    if (range.from && range.to && *range.to < *range.from)
        return Error { ErrorCode::Invalid,
            range.from->text() + " is after " + range.to->text() + ": swap --from and --to" };
    return range;
}

std::string rangeText(const SummaryRange& range)
{
    if (!range.from && !range.to)
        return "All months";
    if (range.from == range.to)
        return range.from->text();
    return (range.from ? "From " + range.from->text() : "All months") + (range.to ? " to " + range.to->text() : "");
}

OrderedJson documentOf(const SummaryRange& range, const char* by)
{
    return { { "by", by }, { "from", range.from ? OrderedJson(range.from->text()) : OrderedJson() },
        { "to", range.to ? OrderedJson(range.to->text()) : OrderedJson() } };
}

Result<> byCategory(Program& program, Ledger& ledger, const SummaryRange& range)
{
    QM_ASSIGN(const std::vector<SummaryLine> lines, ledger.summaryByCategory(range, false));
    const Currency& currency = ledger.currency();
    MonthSums sums;
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Category" }, { "Group" }, { "Kind" }, { "Planned", TextTable::Align::Right },
        { "Actual", TextTable::Align::Right }, { "Remaining", TextTable::Align::Right } });
    for (const SummaryLine& line : lines) {
        QM_TRY(sums.add(line));
        const Money remaining { line.planned.minor - line.actual.minor };
        OrderedJson json { { "category", textOrNull(line.name) },
            { "category_id", line.category ? OrderedJson(line.category->text()) : OrderedJson() },
            { "group", textOrNull(line.group) }, { "kind", textOrNull(line.kind) } };
        putMoney(json, "planned", line.planned, currency);
        putMoney(json, "actual", line.actual, currency);
        putMoney(json, "remaining", remaining, currency);
        list.push_back(std::move(json));
        table.add({ line.category ? line.name : "Without an entry", line.group, line.kind,
            moneyText(line.planned, currency), moneyText(line.actual, currency), moneyText(remaining, currency) });
    }
    OrderedJson document = documentOf(range, "category");
    document["summary"] = std::move(list);
    putSums(document, sums, currency);
    program.print(document);
    program.say(rangeText(range) + "\n\n" + (table.isEmpty() ? "" : table.text() + "\n") + sumsText(sums, currency));
    return {};
}

Result<> byMonth(Program& program, Ledger& ledger, const SummaryRange& range)
{
    QM_ASSIGN(const std::vector<SummaryLine> lines, ledger.summaryByCategory(range, true));
    const Currency& currency = ledger.currency();
    std::map<std::string, MonthSums> months;
    MonthSums sums;
    for (const SummaryLine& line : lines) {
        QM_TRY(months[line.month].add(line));
        QM_TRY(sums.add(line));
    }
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Month" }, { "Income", TextTable::Align::Right }, { "Expense", TextTable::Align::Right },
        { "Saving", TextTable::Align::Right }, { "Left", TextTable::Align::Right },
        { "Left as planned", TextTable::Align::Right } });
    const auto addLine = [&](const std::string& name, const MonthSums& month) {
        table.add({ name, moneyText(month.income.actual, currency), moneyText(month.expense.actual, currency),
            moneyText(month.saving.actual, currency), moneyText(month.net.actual, currency),
            moneyText(month.net.planned, currency) });
    };
    for (const auto& [name, month] : months) {
        OrderedJson json { { "month", name } };
        putSums(json, month, currency);
        list.push_back(std::move(json));
        addLine(name, month);
    }
    OrderedJson document = documentOf(range, "month");
    document["summary"] = std::move(list);
    putSums(document, sums, currency);
    program.print(document);
    table.rule();
    addLine("Together", sums);
    program.say(table.text());
    return {};
}

Result<> byAccount(Program& program, Ledger& ledger, const SummaryRange& range)
{
    QM_ASSIGN(const std::vector<SummaryLine> lines, ledger.summaryByAccount(range));
    const Currency& currency = ledger.currency();
    Money total;
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Account" }, { "Kind" }, { "Change", TextTable::Align::Right } });
    for (const SummaryLine& line : lines) {
        QM_ASSIGN(total, add(total, line.actual));
        OrderedJson json { { "account", line.name }, { "kind", line.kind } };
        putMoney(json, "actual", line.actual, currency);
        list.push_back(std::move(json));
        table.add({ line.name, line.kind, moneyText(line.actual, currency) });
    }
    OrderedJson document = documentOf(range, "account");
    document["summary"] = std::move(list);
    putMoney(document, "net", total, currency);
    program.print(document);
    table.rule();
    table.add({ "Together", "", moneyText(total, currency) });
    program.say(rangeText(range) + "\n\n" + table.text());
    return {};
}

Result<> summary(Program& program, const SummaryArguments& arguments)
{
    QM_ASSIGN(const SummaryRange range, rangeOf(arguments));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    switch (arguments.by) {
    case By::Account: return byAccount(program, *ledger, range);
    case By::Month: return byMonth(program, *ledger, range);
    case By::Category: break;
    }
    return byCategory(program, *ledger, range);
}

} // namespace

void addSummaryCommand(CLI::App& app, Program& program)
{
    auto* command = app.add_subcommand("summary", "Planned, actual and remaining by category, by month or by account");
    auto arguments = std::make_shared<SummaryArguments>();
    auto* month = command->add_option("--month", arguments->month, "One month, as 2026-05 (default: all)");
    command->add_option("--from", arguments->from, "The first month")->excludes(month);
    command->add_option("--to", arguments->to, "The last month")->excludes(month);
    command->add_option("--by", arguments->by, "category, account or month")
        ->transform(CLI::CheckedTransformer(std::map<std::string, By> {
            { "category", By::Category }, { "account", By::Account }, { "month", By::Month } }))
        ->default_str("category");
    command->footer("Examples:\n  quartermaster-cli summary --month 2026-05\n  quartermaster-cli summary --from "
                    "2026-01 --to 2026-06 --by month\n\n"
                    "Transfers between accounts count for neither income nor expense, unless they stand on an entry.");
    program.run(command, [&program, arguments] { return summary(program, *arguments); });
}

} // namespace qm::cli
