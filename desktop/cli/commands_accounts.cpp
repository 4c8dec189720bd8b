#include "desktop/cli/commands.h"

#include "common/store/actions.h"
#include "desktop/cli/arguments.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/text_table.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace qm::cli {

namespace {

using Kinds = std::vector<std::string>;
const Kinds& accountKinds()
{
    static const Kinds kinds { "checking", "savings", "cash", "card", "loan" };
    return kinds;
}
const Kinds& categoryKinds()
{
    static const Kinds kinds { "income", "expense", "saving" };
    return kinds;
}

struct AccountArguments {
    std::string account;
    std::string name;
    std::string kind = "checking";
    std::string opening = "0";
    std::string note;
    bool isBack = false;
    bool isAll = false;
};

Result<> showAccount(Program& program, Ledger& ledger, const Uuid& id, const char* done)
{
    QM_ASSIGN(const std::vector<Account> all, ledger.accounts());
    const auto found = std::find_if(all.begin(), all.end(), [&](const Account& one) { return one.id == id; });
    if (found == all.end())
        return Error { ErrorCode::NotFound, "the account is not there any more" };
    const Account& account = *found;
    program.print({ { "id", id.text() }, { "account", jsonOf(account, ledger.currency()) } });
    program.say(std::string(done) + " the account \"" + account.name + "\" (" + account.kind + ", "
        + moneyText(account.balance, ledger.currency()) + ").\n");
    return {};
}

Result<> addAccountCommand(Program& program, const AccountArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    AccountDraft draft { arguments.name, arguments.kind, {}, arguments.note };
    QM_ASSIGN(draft.opening, moneyOf(arguments.opening, ledger->currency()));
    QM_ASSIGN(const Uuid id, addAccount(*ledger, draft));
    return showAccount(program, *ledger, id, "Added");
}

Result<> editAccount(Program& program, const CLI::App& given, const AccountArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Named account, accountNamed(*ledger, arguments.account));
    CellEdits edits;
    if (given.count("--name"))
        edits.push_back(cellEdit(Table::Account, "name", arguments.name));
    if (given.count("--kind"))
        edits.push_back(cellEdit(Table::Account, "kind", arguments.kind));
    if (given.count("--opening")) {
        QM_ASSIGN(const Money opening, moneyOf(arguments.opening, ledger->currency()));
        edits.push_back(cellEdit(Table::Account, "opening", opening.minor));
    }
    if (given.count("--note"))
        edits.push_back(cellEdit(Table::Account, "note", textScalar(arguments.note)));
    if (edits.empty())
        return Error { ErrorCode::Usage, "say what to change: --name, --kind, --opening or --note" };
    QM_TRY(editRow(*ledger, { Table::Account, account.id }, edits));
    return showAccount(program, *ledger, account.id, "Changed");
}

Result<> archiveAccount(Program& program, const AccountArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Named account, accountNamed(*ledger, arguments.account));
    QM_TRY(editRow(*ledger, { Table::Account, account.id },
        { cellEdit(Table::Account, "archived", std::int64_t { arguments.isBack ? 0 : 1 }) }));
    return showAccount(program, *ledger, account.id, arguments.isBack ? "Brought back" : "Archived");
}

Result<> listAccounts(Program& program, const AccountArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const std::vector<Account> accounts, ledger->accounts());
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Account" }, { "Kind" }, { "Balance", TextTable::Align::Right }, { "Note" } });
    Money total;
    for (const Account& account : accounts) {
        if (account.isArchived && !arguments.isAll && !program.isJson)
            continue;
        list.push_back(jsonOf(account, ledger->currency()));
        table.add({ account.name + (account.isArchived ? " (archived)" : ""), account.kind,
            moneyText(account.balance, ledger->currency()), account.note });
        QM_ASSIGN(total, add(total, account.balance));
    }
    program.print({ { "accounts", std::move(list) } });
    if (table.isEmpty()) {
        program.say("There are no accounts yet; \"account add\" makes one.\n");
        return {};
    }
    table.rule();
    table.add({ "Together", "", moneyText(total, ledger->currency()) });
    program.say(table.text());
    return {};
}

struct CategoryArguments {
    std::string category;
    std::string name;
    std::string group;
    std::string kind = "expense";
    bool isArchived = false;
    bool isBack = false;
};

Result<> showCategory(Program& program, Ledger& ledger, const Uuid& id, const char* done)
{
    QM_ASSIGN(const Category category, categoryNamed(ledger, id.text()));
    program.print({ { "id", id.text() }, { "category", jsonOf(category) } });
    program.say(std::string(done) + " the category \"" + category.name + "\" (" + category.kind
        + (category.group.empty() ? "" : ", in " + category.group) + ").\n");
    return {};
}

Result<> addCategoryCommand(Program& program, const CategoryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Uuid id, addCategory(*ledger, { arguments.name, arguments.group, arguments.kind }));
    return showCategory(program, *ledger, id, "Added");
}

Result<> editCategory(Program& program, const CLI::App& given, const CategoryArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Category category, categoryNamed(*ledger, arguments.category));
    CellEdits edits;
    if (given.count("--name"))
        edits.push_back(cellEdit(Table::Category, "name", arguments.name));
    if (given.count("--group"))
        edits.push_back(cellEdit(Table::Category, "group", textScalar(arguments.group)));
    if (given.count("--kind"))
        edits.push_back(cellEdit(Table::Category, "kind", arguments.kind));
    if (arguments.isArchived || arguments.isBack)
        edits.push_back(cellEdit(Table::Category, "archived", std::int64_t { arguments.isArchived ? 1 : 0 }));
    if (edits.empty())
        return Error { ErrorCode::Usage, "say what to change: --name, --group, --kind, --archive or --unarchive" };
    QM_TRY(editRow(*ledger, { Table::Category, category.id }, edits));
    return showCategory(program, *ledger, category.id, "Changed");
}

Result<> listCategories(Program& program)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const std::vector<Category> categories, ledger->categories());
    OrderedJson list = OrderedJson::array();
    TextTable table({ { "Category" }, { "Group" }, { "Kind" } });
    for (const Category& category : categories) {
        list.push_back(jsonOf(category));
        table.add({ category.name + (category.isArchived ? " (archived)" : ""), category.group, category.kind });
    }
    program.print({ { "categories", std::move(list) } });
    program.say(table.isEmpty() ? "There are no categories yet; \"category add\" makes one.\n" : table.text());
    return {};
}

void addAccounts(CLI::App& app, Program& program)
{
    auto* group = app.add_subcommand("account", "Where money is: checking, savings, cash, card, loan");
    group->require_subcommand(1);
    auto arguments = std::make_shared<AccountArguments>();

    auto* addOne = group->add_subcommand("add", "Add an account");
    addOne->add_option("--name,name", arguments->name, "Its name")->required();
    addOne->add_option("--kind", arguments->kind, "checking, savings, cash, card or loan")
        ->check(CLI::IsMember(accountKinds()))
        ->capture_default_str();
    addOne->add_option("--opening", arguments->opening, "What was on it before the first posting")
        ->capture_default_str();
    addOne->add_option("--note", arguments->note, "Anything worth remembering");
    addOne->footer("Examples:\n  quartermaster-cli account add Checking --opening 1200.00\n"
                   "  quartermaster-cli account add \"Credit card\" --kind card --opening=-85.20");
    program.run(addOne, [&program, arguments] { return addAccountCommand(program, *arguments); });

    auto* edit = group->add_subcommand("edit", "Change an account");
    edit->add_option("account", arguments->account, "Its name or id")->required();
    edit->add_option("--name", arguments->name, "Its new name");
    edit->add_option("--kind", arguments->kind, "Its new kind")->check(CLI::IsMember(accountKinds()));
    edit->add_option("--opening", arguments->opening, "Its new opening balance");
    edit->add_option("--note", arguments->note, "A new note; \"\" takes it away");
    edit->footer("Example:\n  quartermaster-cli account edit Checking --name \"Joint account\"");
    program.run(edit, [&program, edit, arguments] { return editAccount(program, *edit, *arguments); });

    auto* list = group->add_subcommand("list", "Accounts and their balances");
    list->add_flag("--all", arguments->isAll, "Archived ones too");
    list->footer("Example:\n  quartermaster-cli account list --json");
    program.run(list, [&program, arguments] { return listAccounts(program, *arguments); });

    auto* archive = group->add_subcommand("archive", "Put an account away; its postings stay");
    archive->add_option("account", arguments->account, "Its name or id")->required();
    archive->add_flag("--undo", arguments->isBack, "Bring it back");
    archive->footer("Example:\n  quartermaster-cli account archive \"Old savings\"");
    program.run(archive, [&program, arguments] { return archiveAccount(program, *arguments); });
}

void addCategories(CLI::App& app, Program& program)
{
    auto* group = app.add_subcommand("category", "What money is for");
    group->require_subcommand(1);
    auto arguments = std::make_shared<CategoryArguments>();

    auto* addOne = group->add_subcommand("add", "Add a category");
    addOne->add_option("--name,name", arguments->name, "Its name")->required();
    addOne->add_option("--group", arguments->group, "The group it is listed under");
    addOne->add_option("--kind", arguments->kind, "income, expense or saving")
        ->check(CLI::IsMember(categoryKinds()))
        ->capture_default_str();
    addOne->footer("Examples:\n  quartermaster-cli category add Groceries --group Food\n  quartermaster-cli category "
                   "add Salary --kind income");
    program.run(addOne, [&program, arguments] { return addCategoryCommand(program, *arguments); });

    auto* edit = group->add_subcommand("edit", "Change a category");
    edit->add_option("category", arguments->category, "Its name or id")->required();
    edit->add_option("--name", arguments->name, "Its new name");
    edit->add_option("--group", arguments->group, "Its new group; \"\" for none");
    edit->add_option("--kind", arguments->kind, "Its new kind")->check(CLI::IsMember(categoryKinds()));
    auto* archive = edit->add_flag("--archive", arguments->isArchived, "Put it away; its entries stay");
    edit->add_flag("--unarchive", arguments->isBack, "Bring it back")->excludes(archive);
    edit->footer("Example:\n  quartermaster-cli category edit Groceries --group Household");
    program.run(edit, [&program, edit, arguments] { return editCategory(program, *edit, *arguments); });

    auto* list = group->add_subcommand("list", "All categories");
    list->footer("Example:\n  quartermaster-cli category list");
    program.run(list, [&program] { return listCategories(program); });
}

} // namespace

void addAccountCommands(CLI::App& app, Program& program)
{
    addAccounts(app, program);
    addCategories(app, program);
}

} // namespace qm::cli
