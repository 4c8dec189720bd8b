#include "desktop/cli/commands.h"

#include "common/store/actions.h"
#include "desktop/cli/arguments.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/text_table.h"

#include <CLI/CLI.hpp>

#include <map>

namespace qm::cli {

namespace {

struct EntryArguments {
    std::string entry;
    std::string month;
    std::string name;
    std::string category;
    std::string planned = "0";
    std::string due;
    std::string note;
    EntryPostings postings = EntryPostings::Refuse;
};

Result<> showEntry(Program& program, Ledger& ledger, const Uuid& id, const char* done)
{
    QM_ASSIGN(const Entry entry, entryAnywhere(ledger, id.text(), ""));
    QM_ASSIGN(const NameMaps names, NameMaps::load(ledger));
    program.print({ { "id", id.text() }, { "entry", jsonOf(entry, ledger.currency(), names) } });
    program.say(std::string(done) + " \"" + entry.name + "\" in " + names.month(entry.month) + ": planned "
        + moneyText(entry.planned, ledger.currency()) + ".\n");
    return {};
}

Result<> addEntryCommand(Program& program, const EntryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Month month, monthNamed(*ledger, arguments.month));
    QM_ASSIGN(const Category category, categoryNamed(*ledger, arguments.category));
    EntryDraft draft { arguments.name, category.id, {}, {}, arguments.note };
    QM_ASSIGN(draft.planned, moneyOf(arguments.planned, ledger->currency()));
    if (!arguments.due.empty()) {
        QM_ASSIGN(draft.due, dateOf(arguments.due));
    }
    QM_ASSIGN(const Uuid id, addEntry(*ledger, month.id, draft));
    return showEntry(program, *ledger, id, "Added");
}

Result<> editEntry(Program& program, const CLI::App& given, const EntryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Entry entry, entryAnywhere(*ledger, arguments.entry, arguments.month));
    CellEdits edits;
    if (given.count("--name"))
        edits.push_back(cellEdit(Table::Entry, "name", arguments.name));
    if (given.count("--category")) {
        QM_ASSIGN(const Category category, categoryNamed(*ledger, arguments.category));
        edits.push_back(cellEdit(Table::Entry, "category", category.id));
    }
    if (given.count("--planned")) {
        QM_ASSIGN(const Money planned, moneyOf(arguments.planned, ledger->currency()));
        edits.push_back(cellEdit(Table::Entry, "planned", planned.minor));
    }
    if (given.count("--due")) {
        Scalar due;
        if (arguments.due != "none") {
            QM_ASSIGN(due, dateOf(arguments.due));
        }
        edits.push_back(cellEdit(Table::Entry, "due", due));
    }
    if (given.count("--note"))
        edits.push_back(cellEdit(Table::Entry, "note", textScalar(arguments.note)));
    if (edits.empty())
        return Error { ErrorCode::Usage, "say what to change: --name, --category, --planned, --due or --note" };
    QM_TRY(editRow(*ledger, { Table::Entry, entry.id }, edits));
    return showEntry(program, *ledger, entry.id, "Changed");
}

Result<> deleteEntryCommand(Program& program, const EntryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Entry entry, entryAnywhere(*ledger, arguments.entry, arguments.month));
    const auto deleted = deleteEntry(*ledger, entry.id, arguments.postings);
    if (!deleted && deleted.error().code == ErrorCode::Rule && arguments.postings == EntryPostings::Refuse)
        return Error { ErrorCode::Rule,
            deleted.error().detail + "; --postings keep or --postings delete says what becomes of them" };
    QM_TRY(deleted);
    program.print({ { "id", entry.id.text() }, { "deleted", true } });
    program.say("Deleted the entry \"" + entry.name + "\"; \"undo\" brings it back.\n");
    return {};
}

Result<> listEntries(Program& program, const EntryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const Month month, monthNamed(*ledger, arguments.month));
    QM_ASSIGN(const std::vector<Entry> entries, ledger->entries(month.id));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    const Currency& currency = ledger->currency();
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Entry" }, { "Category" }, { "Due" }, { "Planned", TextTable::Align::Right },
        { "Actual", TextTable::Align::Right }, { "Remaining", TextTable::Align::Right }, { "Id" } });
    for (const Entry& entry : entries) {
        list.push_back(jsonOf(entry, currency, names));
        table.add({ entry.name, names.category(entry.category), entry.due, moneyText(entry.planned, currency),
            moneyText(entry.actual, currency), moneyText({ entry.planned.minor - entry.actual.minor }, currency),
            shortId(entry.id) });
    }
    program.print({ { "month", month.ym.text() }, { "entries", std::move(list) } });
    program.say(table.isEmpty() ? "There are no entries in " + month.ym.text() + " yet.\n" : table.text());
    return {};
}

} // namespace

void addEntryCommands(CLI::App& app, Program& program)
{
    auto* group = app.add_subcommand("entry", "The planned lines of a month");
    group->require_subcommand(1);
    auto arguments = std::make_shared<EntryArguments>();

    auto* addOne = group->add_subcommand("add", "Add a line to a month");
    addOne->add_option("--month", arguments->month, "The month, as 2026-05")->required();
    addOne->add_option("--name,name", arguments->name, "Its name")->required();
    addOne->add_option("--category", arguments->category, "Its category's name or id")->required();
    addOne->add_option("--planned", arguments->planned, "What is planned; negative leaves the household")
        ->capture_default_str();
    addOne->add_option("--due", arguments->due, "The day it is due, within the month");
    addOne->add_option("--note", arguments->note, "Anything worth remembering");
    addOne->footer("Example:\n  quartermaster-cli entry add --month 2026-05 --name Rent --category Housing --planned "
                   "-900.00 --due 2026-05-01");
    program.run(addOne, [&program, arguments] { return addEntryCommand(program, *arguments); });

    auto* edit = group->add_subcommand("edit", "Change a line of a month");
    edit->add_option("entry", arguments->entry, "Its id, or its name together with --month")->required();
    edit->add_option("--month", arguments->month, "The month, as 2026-05");
    edit->add_option("--name", arguments->name, "Its new name");
    edit->add_option("--category", arguments->category, "Its new category");
    edit->add_option("--planned", arguments->planned, "What is planned from now on");
    edit->add_option("--due", arguments->due, "A day of the month, or none");
    edit->add_option("--note", arguments->note, "A new note; \"\" takes it away");
    edit->footer("Example:\n  quartermaster-cli entry edit Groceries --month 2026-05 --planned -420");
    program.run(edit, [&program, edit, arguments] { return editEntry(program, *edit, *arguments); });

    auto* remove = group->add_subcommand("delete", "Delete a line of a month");
    remove->add_option("entry", arguments->entry, "Its id, or its name together with --month")->required();
    remove->add_option("--month", arguments->month, "The month, as 2026-05");
    remove
        ->add_option(
            "--postings", arguments->postings, "What becomes of its postings: refuse, keep (without an entry), delete")
        ->transform(CLI::CheckedTransformer(std::map<std::string, EntryPostings> { { "refuse", EntryPostings::Refuse },
            { "keep", EntryPostings::Keep }, { "delete", EntryPostings::Delete } }))
        ->default_str("refuse");
    remove->footer("Example:\n  quartermaster-cli entry delete Holidays --month 2026-05 --postings keep");
    program.run(remove, [&program, arguments] { return deleteEntryCommand(program, *arguments); });

    auto* list = group->add_subcommand("list", "The lines of a month");
    list->add_option("--month,month", arguments->month, "The month, as 2026-05")->required();
    list->footer("Example:\n  quartermaster-cli entry list --month 2026-05 --json");
    program.run(list, [&program, arguments] { return listEntries(program, *arguments); });
}

} // namespace qm::cli
