#include "desktop/cli/commands.h"

#include "common/store/actions.h"
#include "desktop/cli/arguments.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/text_table.h"

#include <CLI/CLI.hpp>

namespace qm::cli {

namespace {

struct TemplateArguments {
    std::string templ;
    std::string entry;
    std::string name;
    std::string note;
    std::string category;
    std::string planned = "0";
    std::string dueDay;
};

Result<> showTemplate(Program& program, Ledger& ledger, const Uuid& id, const char* done)
{
    QM_ASSIGN(const Template templ, templateNamed(ledger, id.text()));
    QM_ASSIGN(const NameMaps names, NameMaps::load(ledger));
    program.print({ { "id", id.text() }, { "template", jsonOf(templ, ledger.currency(), names) } });
    program.say(std::string(done) + " the template \"" + templ.name + "\".\n");
    return {};
}

Result<> showEntry(Program& program, Ledger& ledger, const Uuid& id, const char* done)
{
    QM_ASSIGN(const TemplateEntry entry, templateEntryNamed(ledger, id.text(), ""));
    QM_ASSIGN(const NameMaps names, NameMaps::load(ledger));
    program.print({ { "id", id.text() }, { "entry", jsonOf(entry, ledger.currency(), names) } });
    program.say(std::string(done) + " \"" + entry.name + "\" (" + moneyText(entry.planned, ledger.currency())
        + ") in the template \"" + names.templ(entry.templ) + "\".\n");
    return {};
}

Result<> addTemplateCommand(Program& program, const TemplateArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Uuid id, addTemplate(*ledger, arguments.name, arguments.note));
    return showTemplate(program, *ledger, id, "Added");
}

Result<> editTemplate(Program& program, const CLI::App& given, const TemplateArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Template templ, templateNamed(*ledger, arguments.templ));
    CellEdits edits;
    if (given.count("--name"))
        edits.push_back(cellEdit(Table::Template, "name", arguments.name));
    if (given.count("--note"))
        edits.push_back(cellEdit(Table::Template, "note", textScalar(arguments.note)));
    if (edits.empty())
        return Error { ErrorCode::Usage, "say what to change: --name or --note" };
    QM_TRY(editRow(*ledger, { Table::Template, templ.id }, edits));
    return showTemplate(program, *ledger, templ.id, "Changed");
}

Result<> deleteTemplateCommand(Program& program, const TemplateArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Template templ, templateNamed(*ledger, arguments.templ));
    QM_TRY(deleteTemplate(*ledger, templ.id));
    program.print({ { "id", templ.id.text() }, { "deleted", true } });
    program.say("Deleted the template \"" + templ.name + "\" with " + std::to_string(templ.entries.size())
        + " entries; \"undo\" brings it back.\n");
    return {};
}

Result<> listTemplates(Program& program)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const std::vector<Template> templates, ledger->templates());
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Template" }, { "Entry" }, { "Category" }, { "Planned", TextTable::Align::Right },
        { "Due day", TextTable::Align::Right }, { "Id" } });
    for (const Template& templ : templates) {
        list.push_back(jsonOf(templ, ledger->currency(), names));
        table.add({ templ.name, templ.note, "", "", "", shortId(templ.id) });
        for (const TemplateEntry& entry : templ.entries)
            table.add({ "", entry.name, names.category(entry.category), moneyText(entry.planned, ledger->currency()),
                entry.dueDay ? std::to_string(*entry.dueDay) : "", shortId(entry.id) });
    }
    program.print({ { "templates", std::move(list) } });
    program.say(table.isEmpty() ? "There are no templates yet; \"template add\" makes one.\n" : table.text());
    return {};
}

Result<> addEntryCommand(Program& program, const TemplateArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Template templ, templateNamed(*ledger, arguments.templ));
    QM_ASSIGN(const Category category, categoryNamed(*ledger, arguments.category));
    TemplateEntryDraft draft { arguments.name, category.id, {}, {} };
    QM_ASSIGN(draft.planned, moneyOf(arguments.planned, ledger->currency()));
    if (!arguments.dueDay.empty()) {
        QM_ASSIGN(draft.dueDay, dueDayOf(arguments.dueDay));
    }
    QM_ASSIGN(const Uuid id, addTemplateEntry(*ledger, templ.id, draft));
    return showEntry(program, *ledger, id, "Added");
}

Result<> editEntry(Program& program, const CLI::App& given, const TemplateArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const TemplateEntry entry, templateEntryNamed(*ledger, arguments.entry, arguments.templ));
    CellEdits edits;
    if (given.count("--name"))
        edits.push_back(cellEdit(Table::TemplateEntry, "name", arguments.name));
    if (given.count("--category")) {
        QM_ASSIGN(const Category category, categoryNamed(*ledger, arguments.category));
        edits.push_back(cellEdit(Table::TemplateEntry, "category", category.id));
    }
    if (given.count("--planned")) {
        QM_ASSIGN(const Money planned, moneyOf(arguments.planned, ledger->currency()));
        edits.push_back(cellEdit(Table::TemplateEntry, "planned", planned.minor));
    }
    if (given.count("--due-day")) {
        Scalar day;
        if (arguments.dueDay != "none") {
            QM_ASSIGN(const int number, dueDayOf(arguments.dueDay));
            day = std::int64_t { number };
        }
        edits.push_back(cellEdit(Table::TemplateEntry, "due_day", day));
    }
    if (edits.empty())
        return Error { ErrorCode::Usage, "say what to change: --name, --category, --planned or --due-day" };
    QM_TRY(editRow(*ledger, { Table::TemplateEntry, entry.id }, edits));
    return showEntry(program, *ledger, entry.id, "Changed");
}

Result<> deleteEntryCommand(Program& program, const TemplateArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const TemplateEntry entry, templateEntryNamed(*ledger, arguments.entry, arguments.templ));
    QM_TRY(deleteTemplateEntry(*ledger, entry.id));
    program.print({ { "id", entry.id.text() }, { "deleted", true } });
    program.say("Deleted \"" + entry.name + "\" from its template; months keep their entries.\n");
    return {};
}

void addEntries(CLI::App& group, Program& program, const std::shared_ptr<TemplateArguments>& arguments)
{
    auto* entries = group.add_subcommand("entry", "The lines of a template");
    entries->require_subcommand(1);

    auto* addOne = entries->add_subcommand("add", "Add a line to a template");
    addOne->add_option("--template", arguments->templ, "The template's name or id")->required();
    addOne->add_option("--name,name", arguments->name, "The line's name")->required();
    addOne->add_option("--category", arguments->category, "Its category's name or id")->required();
    addOne->add_option("--planned", arguments->planned, "What is planned; negative leaves the household")
        ->capture_default_str();
    addOne->add_option("--due-day", arguments->dueDay, "The day of the month it is due, 1 to 31");
    addOne->footer("Example:\n  quartermaster-cli template entry add --template Usual --name Rent --category Housing "
                   "--planned -900 --due-day 1");
    program.run(addOne, [&program, arguments] { return addEntryCommand(program, *arguments); });

    auto* edit = entries->add_subcommand("edit", "Change a line of a template");
    edit->add_option("entry", arguments->entry, "Its name or id")->required();
    edit->add_option("--template", arguments->templ, "The template, where several have a line of that name");
    edit->add_option("--name", arguments->name, "Its new name");
    edit->add_option("--category", arguments->category, "Its new category");
    edit->add_option("--planned", arguments->planned, "What is planned from now on");
    edit->add_option("--due-day", arguments->dueDay, "1 to 31, or none");
    edit->footer("Example:\n  quartermaster-cli template entry edit Rent --planned -920");
    program.run(edit, [&program, edit, arguments] { return editEntry(program, *edit, *arguments); });

    auto* remove = entries->add_subcommand("delete", "Delete a line of a template");
    remove->add_option("entry", arguments->entry, "Its name or id")->required();
    remove->add_option("--template", arguments->templ, "The template, where several have a line of that name");
    remove->footer("Example:\n  quartermaster-cli template entry delete Rent --template Usual");
    program.run(remove, [&program, arguments] { return deleteEntryCommand(program, *arguments); });
}

} // namespace

void addTemplateCommands(CLI::App& app, Program& program)
{
    auto* group = app.add_subcommand("template", "Plans that repeat");
    group->require_subcommand(1);
    auto arguments = std::make_shared<TemplateArguments>();

    auto* addOne = group->add_subcommand("add", "Add an empty template");
    addOne->add_option("--name,name", arguments->name, "Its name")->required();
    addOne->add_option("--note", arguments->note, "Anything worth remembering");
    addOne->footer("Example:\n  quartermaster-cli template add Usual\nLines are added with \"template entry add\".");
    program.run(addOne, [&program, arguments] { return addTemplateCommand(program, *arguments); });

    auto* edit = group->add_subcommand("edit", "Change a template's name or note");
    edit->add_option("template", arguments->templ, "Its name or id")->required();
    edit->add_option("--name", arguments->name, "Its new name");
    edit->add_option("--note", arguments->note, "A new note; \"\" takes it away");
    edit->footer("Example:\n  quartermaster-cli template edit Usual --name \"Every month\"");
    program.run(edit, [&program, edit, arguments] { return editTemplate(program, *edit, *arguments); });

    auto* list = group->add_subcommand("list", "All templates and their lines");
    list->footer("Example:\n  quartermaster-cli template list");
    program.run(list, [&program] { return listTemplates(program); });

    auto* remove = group->add_subcommand("delete", "Delete a template with its lines; months keep their entries");
    remove->add_option("template", arguments->templ, "Its name or id")->required();
    remove->footer("Example:\n  quartermaster-cli template delete Usual");
    program.run(remove, [&program, arguments] { return deleteTemplateCommand(program, *arguments); });

    addEntries(*group, program, arguments);
}

} // namespace qm::cli
