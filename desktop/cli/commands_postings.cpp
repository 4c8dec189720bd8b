#include "desktop/cli/commands.h"

#include "common/store/actions.h"
#include "desktop/cli/arguments.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/text_table.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace qm::cli {

namespace {

struct PostingArguments {
    std::string posting;
    std::string month;
    std::string date;
    std::string amount;
    std::string account;
    std::string toAccount;
    std::string entry;
    std::string payee;
    std::string memo;
    std::string search;
    std::vector<std::string> parts;
    std::int64_t limit = -1;
    bool isCleared = false;
    bool isUncleared = false;
    bool hasNoEntry = false;
};

std::string lineOf(const Posting& posting, const Currency& currency, const NameMaps& names)
{
    std::string text
        = posting.date + "  " + moneyText(posting.amount, currency) + "  " + names.account(posting.account);
    if (posting.toAccount)
        text += " -> " + names.account(*posting.toAccount);
    if (posting.entry)
        text += "  for " + names.entry(*posting.entry);
    return text + (posting.payee.empty() ? "" : "  " + posting.payee);
}

Result<> showPosting(Program& program, Ledger& ledger, const Uuid& id, const char* done)
{
    QM_ASSIGN(const Posting posting, postingNamed(ledger, id.text()));
    QM_ASSIGN(const NameMaps names, NameMaps::load(ledger));
    program.print({ { "id", id.text() }, { "posting", jsonOf(posting, ledger.currency(), names) } });
    program.say(std::string(done) + "  " + lineOf(posting, ledger.currency(), names) + "\n");
    return {};
}

/// The account named, or the only one there is.
Result<Uuid> accountOf(Ledger& ledger, const std::string& word)
{
    if (!word.empty()) {
        QM_ASSIGN(const Named account, accountNamed(ledger, word));
        return account.id;
    }
    QM_ASSIGN(const std::vector<Named> accounts, accountNames(ledger));
    std::vector<Uuid> open;
    for (const Named& account : accounts) {
        if (!account.isArchived)
            open.push_back(account.id);
    }
    if (open.size() == 1)
        return open.front();
    return Error { ErrorCode::Usage,
        open.empty() ? "there is no account yet; \"account add\" makes one" : "say on which account with --account" };
}

bool isWholeId(const std::string& word)
{
    return Uuid::parse(word).has_value();
}

/// An entry of the date's month by name, or any entry by its id (whether it fits is for the ledger to say).
Result<std::optional<Uuid>> entryOf(Ledger& ledger, const std::string& word, const std::string& date)
{
    if (word.empty())
        return std::optional<Uuid>();
    QM_ASSIGN(const Entry entry, entryAnywhere(ledger, word, isWholeId(word) ? std::string() : date.substr(0, 7)));
    return std::optional(entry.id);
}

Result<> post(Program& program, const PostingArguments& arguments)
{
    PostingDraft draft;
    QM_ASSIGN(draft.date, dateOf(arguments.date));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(draft.amount, moneyOf(arguments.amount, ledger->currency()));
    QM_ASSIGN(draft.account, accountOf(*ledger, arguments.account));
    QM_ASSIGN(draft.entry, entryOf(*ledger, arguments.entry, draft.date));
    draft.payee = arguments.payee;
    draft.memo = arguments.memo;
    draft.isCleared = arguments.isCleared;
    QM_ASSIGN(const Uuid id, addPosting(*ledger, draft));
    return showPosting(program, *ledger, id, "Posted");
}

Result<> transfer(Program& program, const PostingArguments& arguments)
{
    PostingDraft draft;
    QM_ASSIGN(draft.date, dateOf(arguments.date));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Money amount, moneyOf(arguments.amount, ledger->currency()));
    if (amount.minor <= 0)
        return Error { ErrorCode::Invalid,
            "a transfer's amount is what moves, more than 0; the other way round, swap --from and --to" };
    draft.amount.minor = -amount.minor;
    QM_ASSIGN(draft.account, accountOf(*ledger, arguments.account));
    QM_ASSIGN(const Named to, accountNamed(*ledger, arguments.toAccount));
    draft.toAccount = to.id;
    QM_ASSIGN(draft.entry, entryOf(*ledger, arguments.entry, draft.date));
    draft.payee = arguments.payee;
    draft.memo = arguments.memo;
    draft.isCleared = arguments.isCleared;
    QM_ASSIGN(const Uuid id, addPosting(*ledger, draft));
    return showPosting(program, *ledger, id, "Moved ");
}

/// `Groceries=-20`: an entry's name or id, nothing for none, and an amount.
Result<SplitPart> partOf(Ledger& ledger, const std::string& word, const std::string& date)
{
    const std::size_t equals = word.rfind('=');
    if (equals == std::string::npos)
        return Error { ErrorCode::Usage,
            "\"" + word.substr(0, 80) + "\" is not a part of a split: it looks like Groceries=-20.00" };
    SplitPart part;
    QM_ASSIGN(part.amount, moneyOf(word.substr(equals + 1), ledger.currency()));
    QM_ASSIGN(part.entry, entryOf(ledger, word.substr(0, equals), date));
    return part;
}

Result<> split(Program& program, const PostingArguments& arguments)
{
    PostingDraft shared;
    QM_ASSIGN(shared.date, dateOf(arguments.date));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(shared.account, accountOf(*ledger, arguments.account));
    if (!arguments.amount.empty()) {
        QM_ASSIGN(shared.amount, moneyOf(arguments.amount, ledger->currency()));
    }
    shared.payee = arguments.payee;
    shared.memo = arguments.memo;
    shared.isCleared = arguments.isCleared;
    std::vector<SplitPart> parts;
    for (const std::string& word : arguments.parts) {
        QM_ASSIGN(SplitPart part, partOf(*ledger, word, shared.date));
        parts.push_back(std::move(part));
    }
    QM_ASSIGN(const std::vector<Uuid> ids, addSplit(*ledger, shared, parts));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    OrderedJson list = OrderedJson::array();
    std::string text;
    std::string splitId;
    for (const Uuid& id : ids) {
        QM_ASSIGN(const Posting posting, postingNamed(*ledger, id.text()));
        list.push_back(jsonOf(posting, ledger->currency(), names));
        text += "Posted  " + lineOf(posting, ledger->currency(), names) + "\n";
        splitId = posting.split.value_or(Uuid()).text();
    }
    program.print({ { "split", splitId }, { "postings", std::move(list) } });
    program.say(text);
    return {};
}

Result<> addSlotEdit(
    Ledger& ledger, const CLI::App& given, const PostingArguments& arguments, const Posting& posting, CellEdits& edits)
{
    if (!given.count("--date") && !given.count("--entry") && !arguments.hasNoEntry)
        return {};
    std::string date = posting.date;
    if (given.count("--date")) {
        QM_ASSIGN(date, dateOf(arguments.date));
    }
    QM_ASSIGN(const Month month, monthNamed(ledger, date.substr(0, 7)));
    std::optional<Uuid> entry = arguments.hasNoEntry ? std::nullopt : posting.entry;
    if (given.count("--entry")) {
        QM_ASSIGN(entry, entryOf(ledger, arguments.entry, date));
    }
    edits.push_back(cellEdit(Table::Posting, "slot", { month.id, date, entry ? Scalar(*entry) : Scalar() }));
    return {};
}

Result<> editPosting(Program& program, const CLI::App& given, const PostingArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Posting posting, postingNamed(*ledger, arguments.posting));
    CellEdits edits;
    QM_TRY(addSlotEdit(*ledger, given, arguments, posting, edits));
    if (given.count("--amount")) {
        QM_ASSIGN(const Money amount, moneyOf(arguments.amount, ledger->currency()));
        edits.push_back(cellEdit(Table::Posting, "amount", amount.minor));
    }
    if (given.count("--account") || given.count("--to")) {
        Uuid account = posting.account;
        std::optional<Uuid> to = posting.toAccount;
        if (given.count("--account")) {
            QM_ASSIGN(const Named named, accountNamed(*ledger, arguments.account));
            account = named.id;
        }
        if (given.count("--to")) {
            to.reset();
            if (arguments.toAccount != "none") {
                QM_ASSIGN(const Named named, accountNamed(*ledger, arguments.toAccount));
                to = named.id;
            }
        }
        edits.push_back(cellEdit(Table::Posting, "account", { account, to ? Scalar(*to) : Scalar() }));
    }
    if (given.count("--payee"))
        edits.push_back(cellEdit(Table::Posting, "payee", textScalar(arguments.payee)));
    if (given.count("--memo"))
        edits.push_back(cellEdit(Table::Posting, "memo", textScalar(arguments.memo)));
    if (arguments.isCleared || arguments.isUncleared)
        edits.push_back(cellEdit(Table::Posting, "cleared", std::int64_t { arguments.isCleared ? 1 : 0 }));
    if (edits.empty())
        return Error { ErrorCode::Usage, "say what to change, as --amount, --date or --entry; see --help" };
    QM_TRY(editRow(*ledger, { Table::Posting, posting.id }, edits));
    return showPosting(program, *ledger, posting.id, "Changed");
}

Result<> deletePostingCommand(Program& program, const PostingArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const Posting posting, postingNamed(*ledger, arguments.posting));
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    QM_TRY(deletePosting(*ledger, posting.id));
    program.print({ { "id", posting.id.text() }, { "deleted", true } });
    program.say("Deleted  " + lineOf(posting, ledger->currency(), names)
        + (posting.split ? " and the other parts of its split" : "") + "; \"undo\" brings it back.\n");
    return {};
}

Result<PostingFilter> filterOf(Ledger& ledger, const PostingArguments& arguments)
{
    PostingFilter filter;
    filter.search = arguments.search;
    filter.limit = arguments.limit;
    filter.onlyWithoutEntry = arguments.hasNoEntry;
    if (!arguments.month.empty()) {
        QM_ASSIGN(const Month month, monthNamed(ledger, arguments.month));
        filter.month = month.id;
    }
    if (!arguments.account.empty()) {
        QM_ASSIGN(const Named account, accountNamed(ledger, arguments.account));
        filter.account = account.id;
    }
    if (!arguments.entry.empty()) {
        QM_ASSIGN(const Entry entry, entryAnywhere(ledger, arguments.entry, arguments.month));
        filter.entry = entry.id;
    }
    return filter;
}

/// One posting after the other: all of a ledger at once would be hundreds of megabytes of JSON in memory.
void emitPostings(const std::vector<Posting>& postings, const Currency& currency, const NameMaps& names)
{
    Program::write("{\"postings\":[");
    const char* between = "";
    for (const Posting& posting : postings) {
        Program::write(between);
        Program::write(jsonText(jsonOf(posting, currency, names)));
        between = ",";
    }
    Program::write("]}\n");
}

Result<> listPostings(Program& program, const PostingArguments& arguments)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const PostingFilter filter, filterOf(*ledger, arguments));
    QM_ASSIGN(std::vector<Posting> postings, ledger->postings(filter));
    if (filter.limit >= 0)
        std::reverse(postings.begin(), postings.end()); // the newest few, in the usual order
    QM_ASSIGN(const NameMaps names, NameMaps::load(*ledger));
    const Currency& currency = ledger->currency();
    if (program.isJson) {
        emitPostings(postings, currency, names);
        return {};
    }
    TextTable table({ { "Date" }, { "Amount", TextTable::Align::Right }, { "Account" }, { "Entry" }, { "Payee" },
        { "Memo" }, { "" }, { "Id" } });
    for (const Posting& posting : postings) {
        std::string account = names.account(posting.account);
        if (posting.toAccount)
            account += " -> " + names.account(*posting.toAccount);
        table.add({ posting.date, moneyText(posting.amount, currency), account,
            posting.entry ? names.entry(*posting.entry) : "", printable(posting.payee), printable(posting.memo),
            posting.isCleared ? "cleared" : "", shortId(posting.id) });
    }
    program.say(table.isEmpty() ? "There are no such postings.\n" : table.text());
    return {};
}

void addPosting(CLI::App& app, Program& program)
{
    auto* group = app.add_subcommand("posting", "Change, delete and list postings (\"post\" records one)");
    group->require_subcommand(1);
    auto arguments = std::make_shared<PostingArguments>();

    auto* edit
        = group->add_subcommand("edit", "Change a posting; of a split, day, account, payee and mark of all its parts");
    edit->add_option("posting", arguments->posting, "Its id, or the end of it as lists show it")->required();
    edit->add_option("--date", arguments->date, "A new day; the month follows it");
    edit->add_option("--amount", arguments->amount, "A new amount; negative leaves the household");
    auto* entry = edit->add_option("--entry", arguments->entry, "An entry of that day's month, by name or id");
    edit->add_flag("--no-entry", arguments->hasNoEntry, "On no entry any more")->excludes(entry);
    edit->add_option("--account", arguments->account, "A new account");
    edit->add_option("--to", arguments->toAccount, "The account a transfer goes to, or none");
    edit->add_option("--payee", arguments->payee, "A new payee; \"\" takes it away");
    edit->add_option("--memo", arguments->memo, "A new memo; \"\" takes it away");
    auto* cleared = edit->add_flag("--cleared", arguments->isCleared, "The bank knows it, too");
    edit->add_flag("--uncleared", arguments->isUncleared, "The bank does not know it")->excludes(cleared);
    edit->footer("Examples:\n  quartermaster-cli posting edit 5d0f6a2b9c11 --amount=-24.45\n"
                 "  quartermaster-cli posting edit 5d0f6a2b9c11 --date 2026-06-01 --entry Groceries");
    program.run(edit, [&program, edit, arguments] { return editPosting(program, *edit, *arguments); });

    auto* remove = group->add_subcommand("delete", "Delete a posting; of a split, all its parts");
    remove->add_option("posting", arguments->posting, "Its id, or the end of it as lists show it")->required();
    remove->footer("Example:\n  quartermaster-cli posting delete 5d0f6a2b9c11");
    program.run(remove, [&program, arguments] { return deletePostingCommand(program, *arguments); });

    auto* list = group->add_subcommand("list", "Postings, oldest first");
    list->add_option("--month", arguments->month, "Of one month, as 2026-05");
    list->add_option("--account", arguments->account, "Of one account");
    list->add_option("--entry", arguments->entry, "Of one entry: its id, or its name together with --month");
    list->add_flag("--no-entry", arguments->hasNoEntry, "Only those on no entry yet");
    list->add_option("--search", arguments->search, "With this in payee or memo, in any case");
    list->add_option("--limit", arguments->limit, "Only the newest so many")->check(CLI::NonNegativeNumber);
    list->footer("Examples:\n  quartermaster-cli posting list --month 2026-05\n  quartermaster-cli posting list "
                 "--search market --limit 20 --json");
    program.run(list, [&program, arguments] { return listPostings(program, *arguments); });
}

/// Options that every way to record a posting has.
void addShared(CLI::App* command, PostingArguments& arguments)
{
    command->add_option("--date", arguments.date, "The day, as 2026-05-03 (default: today)");
    command->add_option("--payee", arguments.payee, "The other party");
    command->add_option("--memo", arguments.memo, "Anything worth remembering");
    command->add_flag("--cleared", arguments.isCleared, "The bank knows it, too");
}

} // namespace

void addPostingCommands(CLI::App& app, Program& program)
{
    auto arguments = std::make_shared<PostingArguments>();

    auto* one = app.add_subcommand("post", "Record a posting: one real amount on one day");
    addShared(one, *arguments);
    one->add_option("--amount", arguments->amount, "Negative leaves the household, positive comes in")->required();
    one->add_option(
        "--account", arguments->account, "The account's name or id (may be left out when there is just one)");
    one->add_option("--entry", arguments->entry, "The entry of that day's month it belongs to, by name or id");
    one->footer("Examples:\n  quartermaster-cli post --entry Groceries --date 2026-05-03 --amount -23.45 --account "
                "Checking --payee Market\n"
                "  quartermaster-cli post --amount=12.50+3 --account Cash\n\nThe month must be open; without --entry "
                "it waits for one.");
    program.run(one, [&program, arguments] { return post(program, *arguments); });

    addPosting(app, program);

    auto* move = app.add_subcommand(
        "transfer", "Move money from one account to another: one posting, neither income nor expense");
    addShared(move, *arguments);
    move->add_option("--from", arguments->account, "The account it leaves")->required();
    move->add_option("--to", arguments->toAccount, "The account it arrives on")->required();
    move->add_option("--amount", arguments->amount, "What moves, more than 0")->required();
    move->add_option("--entry", arguments->entry, "An entry it counts for, as putting money aside");
    move->footer("Example:\n  quartermaster-cli transfer --from Checking --to Savings --amount 100 --date 2026-05-03");
    program.run(move, [&program, arguments] { return transfer(program, *arguments); });

    auto* parts = app.add_subcommand(
        "split", "Record one purchase over several entries; its parts change together or not at all");
    addShared(parts, *arguments);
    parts->add_option(
        "--account", arguments->account, "The account's name or id (may be left out when there is just one)");
    parts->add_option("--amount", arguments->amount, "What the parts must add up to");
    parts->add_option("part", arguments->parts, "ENTRY=AMOUNT, two or more; without a name: on no entry yet")
        ->required();
    parts->footer("Example:\n  quartermaster-cli split --date 2026-05-03 --account Checking --payee Market "
                  "Groceries=-20 Household=-5.30");
    program.run(parts, [&program, arguments] { return split(program, *arguments); });
}

} // namespace qm::cli
