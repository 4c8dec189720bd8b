#include "desktop/cli/commands.h"

#include "common/store/actions.h"
#include "desktop/cli/arguments.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/sums_text.h"
#include "desktop/cli/text_table.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace qm::cli {

namespace {

struct MonthArguments {
    std::string month;
    std::string templ;
    std::string copy;
    bool isCarried = false;
    bool isBlank = false;
};

/// Where a month's entries come from.
struct Source {
    MonthStart start = MonthStart::Blank;
    Uuid id;
    std::string text = "blank";
};
Result<Source> sourceOf(Ledger& ledger, const MonthArguments& arguments)
{
    Source source;
    if (!arguments.templ.empty()) {
        QM_ASSIGN(const Template templ, templateNamed(ledger, arguments.templ));
        source = { MonthStart::FromTemplate, templ.id, "from the template \"" + templ.name + "\"" };
    } else if (!arguments.copy.empty()) {
        QM_ASSIGN(const Month month, monthNamed(ledger, arguments.copy));
        source = { MonthStart::Copied, month.id,
            "from " + month.ym.text() + (arguments.isCarried ? " with what remained there" : "") };
    }
    return source;
}

Result<> openMonthCommand(Program& program, const MonthArguments& arguments)
{
    QM_ASSIGN(const YearMonth ym, monthOfWord(arguments.month));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Source source, sourceOf(*ledger, arguments));
    QM_ASSIGN(const Uuid id, openMonth(*ledger, ym, source.start, source.id, arguments.isCarried));
    QM_ASSIGN(const std::vector<Entry> entries, ledger->entries(id));
    QM_ASSIGN(const Month month, monthNamed(*ledger, ym.text()));
    program.print({ { "id", id.text() }, { "month", jsonOf(month) }, { "entries", entries.size() } });
    program.say("Opened " + ym.text() + " " + source.text + ": " + std::to_string(entries.size()) + " entries.\n");
    return {};
}

Result<> addToMonthCommand(Program& program, const MonthArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Month month, monthNamed(*ledger, arguments.month));
    QM_ASSIGN(const Source source, sourceOf(*ledger, arguments));
    QM_ASSIGN(const std::int64_t added, addToMonth(*ledger, month.id, source.start, source.id, arguments.isCarried));
    program.print({ { "id", month.id.text() }, { "month", jsonOf(month) }, { "entries_added", added } });
    program.say("Added " + std::to_string(added) + " entries " + source.text + " to " + month.ym.text() + ".\n");
    return {};
}

Result<> setMonth(Program& program, const MonthArguments& arguments, bool isClosing)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Month before, monthNamed(*ledger, arguments.month));
    if (before.isClosed == isClosing)
        return Error { ErrorCode::Rule,
            "the month " + before.ym.text() + " is " + (isClosing ? "closed" : "open") + " already" };
    QM_TRY(isClosing ? closeMonth(*ledger, before.id) : reopenMonth(*ledger, before.id));
    QM_ASSIGN(const Month month, monthNamed(*ledger, arguments.month));
    program.print({ { "id", month.id.text() }, { "month", jsonOf(month) } });
    program.say(isClosing ? "Closed " + month.ym.text() + ": it is an archive now; \"month reopen\" opens it again.\n"
                          : "Reopened " + month.ym.text() + ".\n");
    return {};
}

Result<> listMonths(Program& program)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const std::vector<Month> months, ledger->months());
    QM_ASSIGN(const std::vector<SummaryLine> lines, ledger->summaryByCategory({}, true));
    const Currency& currency = ledger->currency();
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Month" }, { "State" }, { "Income", TextTable::Align::Right },
        { "Expense", TextTable::Align::Right }, { "Saving", TextTable::Align::Right },
        { "Left", TextTable::Align::Right }, { "Left as planned", TextTable::Align::Right } });
    for (const Month& month : months) {
        MonthSums sums;
        for (const SummaryLine& line : lines) {
            if (line.month == month.ym.text())
                QM_TRY(sums.add(line));
        }
        OrderedJson json = jsonOf(month);
        putSums(json, sums, currency);
        list.push_back(std::move(json));
        table.add({ month.ym.text(), month.isClosed ? "closed" : "open", moneyText(sums.income.actual, currency),
            moneyText(sums.expense.actual, currency), moneyText(sums.saving.actual, currency),
            moneyText(sums.net.actual, currency), moneyText(sums.net.planned, currency) });
    }
    program.print({ { "months", std::move(list) } });
    program.say(table.isEmpty() ? "No month has been opened yet; \"month open 2026-05\" does that.\n" : table.text());
    return {};
}

std::string remaining(Money planned, Money actual, const Currency& currency)
{
    return moneyText({ planned.minor - actual.minor }, currency);
}

Result<> showMonth(Program& program, const MonthArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const Month month, monthNamed(*ledger, arguments.month));
    QM_ASSIGN(std::vector<Entry> entries, ledger->entries(month.id));
    QM_ASSIGN(const std::vector<SummaryLine> lines, ledger->summaryByCategory({ month.ym, month.ym }, false));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    const Currency& currency = ledger->currency();

    MonthSums sums;
    OrderedJson entriesJson = OrderedJson::array();
    TextTable table({ { "Entry" }, { "Due" }, { "Planned", TextTable::Align::Right },
        { "Actual", TextTable::Align::Right }, { "Remaining", TextTable::Align::Right }, { "Id" } });
    for (const SummaryLine& line : lines) {
        QM_TRY(sums.add(line));
        const std::string name = line.category ? line.name : "Without an entry";
        table.add({ name, "", moneyText(line.planned, currency), moneyText(line.actual, currency),
            remaining(line.planned, line.actual, currency) });
        for (const Entry& entry : entries) {
            if (entry.category != line.category)
                continue;
            entriesJson.push_back(jsonOf(entry, currency, names));
            table.add(
                { "  " + entry.name, entry.due, moneyText(entry.planned, currency), moneyText(entry.actual, currency),
                    remaining(entry.planned, entry.actual, currency), shortId(entry.id) });
        }
    }
    OrderedJson json = jsonOf(month);
    putSums(json, sums, currency);
    json["entries"] = std::move(entriesJson);
    QM_ASSIGN(const auto duplicates, ledger->possibleDuplicates(month.id));
    json["possible_duplicates"] = OrderedJson::array();
    std::string hints;
    for (const auto& [one, other] : duplicates) {
        json["possible_duplicates"].push_back({ one.text(), other.text() });
        hints += "\nPossibly entered twice, on two devices: \"" + printable(names.entry(one)) + "\" " + shortId(one)
            + " and " + shortId(other) + "; if so, delete one of them (entry delete).";
    }
    hints += hints.empty() ? "" : "\n";
    program.print({ { "month", std::move(json) } });
    std::string text = month.ym.text() + (month.isClosed ? ", closed" : ", open")
        + (month.note.empty() ? "" : ": " + month.note) + "\n\n";
    if (!table.isEmpty())
        text += table.text() + "\n";
    program.say(text + sumsText(sums, currency) + hints);
    return {};
}

/// The options that say where entries come from.
CLI::Option_group* addSource(CLI::App* command, const std::shared_ptr<MonthArguments>& arguments, bool mayBeBlank)
{
    auto* source = command->add_option_group("From", "Where its entries come from");
    source->add_option("--template", arguments->templ, "A template's name or id");
    auto* copy = source->add_option("--copy", arguments->copy, "An earlier month, as 2026-04");
    if (mayBeBlank)
        source->add_flag("--blank", arguments->isBlank, "No entries (also when nothing is said)");
    source->require_option(mayBeBlank ? 0 : 1, 1);
    command->add_flag("--carry", arguments->isCarried, "Plan what was planned plus what remained")->needs(copy);
    return source;
}

} // namespace

void addMonthCommands(CLI::App& app, Program& program)
{
    auto* group = app.add_subcommand("month", "Months: open, close, look at");
    group->require_subcommand(1);
    auto arguments = std::make_shared<MonthArguments>();
    const auto named = [&](const char* name, const char* what) {
        auto* command = group->add_subcommand(name, what);
        command->add_option("--month,month", arguments->month, "The month, as 2026-05")->required();
        return command;
    };

    auto* open = named("open", "Open a month: blank, from a template, or copied from an earlier one");
    addSource(open, arguments, true);
    open->footer("Examples:\n  quartermaster-cli month open 2026-05 --template Usual\n"
                 "  quartermaster-cli month open 2026-06 --copy 2026-05 --carry\n\n"
                 "Opening the same month on two devices gives one month with one set of entries.");
    program.run(open, [&program, arguments] { return openMonthCommand(program, *arguments); });

    auto* more = named("add", "Add a template's or a month's entries to a month once more");
    addSource(more, arguments, false);
    more->footer("Example:\n  quartermaster-cli month add 2026-05 --template Holidays\n\n"
                 "What is there stays; adding the same again makes a second copy on purpose.");
    program.run(more, [&program, arguments] { return addToMonthCommand(program, *arguments); });

    auto* close = named("close", "Make a month an archive: nothing in it changes any more");
    close->footer("Example:\n  quartermaster-cli month close 2026-04");
    program.run(close, [&program, arguments] { return setMonth(program, *arguments, true); });

    auto* reopen = named("reopen", "Open a closed month again");
    reopen->footer("Example:\n  quartermaster-cli month reopen 2026-04");
    program.run(reopen, [&program, arguments] { return setMonth(program, *arguments, false); });

    auto* list = group->add_subcommand("list", "All months with their sums");
    list->footer("Example:\n  quartermaster-cli month list");
    program.run(list, [&program] { return listMonths(program); });

    auto* show = named("show", "A month's entries: planned, actual, remaining");
    show->footer("Example:\n  quartermaster-cli month show 2026-05");
    program.run(show, [&program, arguments] { return showMonth(program, *arguments); });
}

} // namespace qm::cli
