#include "desktop/cli/commands.h"

#include "common/formats/statement.h"
#include "common/store/actions.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/import_options.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/text_table.h"
#include "desktop/services/connection.h"
#include "desktop/services/statement_file.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace qm::cli {

namespace {

struct ImportArguments {
    std::string file;
    std::vector<std::string> accounts;
    ImportOptions options;
    bool isDryRun = false;
    bool skipsClosed = false;
};

/// One account of the file, and where it goes.
struct Part {
    const StatementAccount* statement = nullptr;
    Named account;
    std::vector<ImportLine> lines;
    ImportResult result;
};

/// `BANKID=Name` for this account of the file, else a bare name where the file has just one.
std::string givenAccount(const std::vector<std::string>& given, const std::string& bankId, bool isOnly)
{
    for (const std::string& word : given) {
        if (!bankId.empty() && word.starts_with(bankId + "="))
            return word.substr(bankId.size() + 1);
    }
    return isOnly && given.size() == 1 ? given.front() : std::string();
}

Result<Named> accountOf(
    Ledger& ledger, const ImportArguments& arguments, const StatementAccount& statement, bool isOnly)
{
    const std::string& bankId = statement.bankAccountId;
    if (const std::string given = givenAccount(arguments.accounts, bankId, isOnly); !given.empty())
        return accountNamed(ledger, given);
    if (!bankId.empty()) {
        QM_ASSIGN(const std::string remembered, desktop::metaOrEmpty(ledger, desktop::accountOfKey(bankId)));
        if (!remembered.empty()) {
            if (auto account = accountNamed(ledger, remembered))
                return account;
        }
    }
    const std::string detail = bankId.empty()
        ? "the file does not say which account it is of; name it with --account NAME"
        : isOnly ? "the file is of the bank's account " + bankId
            + ", which was not imported before; say which one that is with --account NAME"
                 : "the file has several accounts, and it is not known which one " + bankId
            + " is; say it with --account " + bankId + "=NAME";
    return Error { ErrorCode::Ambiguous, detail };
}

/// What of the file is imported. Lines of another currency beside those of the ledger's own are left out, with a note.
Result<std::vector<Part>> partsOf(
    Ledger& ledger, const ImportArguments& arguments, const Statement& statement, std::vector<std::string>& notes)
{
    const std::string& code = ledger.currency().code;
    const auto hasLines = [](const StatementAccount& account) { return !account.lines.empty(); };
    const auto fits = [&](const StatementAccount& account) {
        return hasLines(account) && (account.currency.empty() || account.currency == code);
    };
    const auto fitting = std::count_if(statement.accounts.begin(), statement.accounts.end(), fits);
    const bool isOnly = fitting == 1;
    std::vector<Part> parts;
    for (const StatementAccount& account : statement.accounts) {
        if (account.lines.empty())
            continue;
        if (!fits(account) && account.bankAccountId.empty() && fitting > 0) {
            notes.push_back(std::to_string(account.lines.size()) + (account.lines.size() == 1 ? " line" : " lines")
                + " in " + account.currency + " left out: this ledger is in " + code);
            continue;
        }
        if (!fits(account)) {
            return Error { ErrorCode::Rule,
                "the statement" + (account.bankAccountId.empty() ? "" : " of " + account.bankAccountId) + " is in "
                    + account.currency + ", and this ledger is in " + code };
        }
        Part part;
        part.statement = &account;
        QM_ASSIGN(part.account, accountOf(ledger, arguments, account, isOnly));
        std::transform(
            account.lines.begin(), account.lines.end(), std::back_inserter(part.lines), desktop::importLineOf);
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<> importParts(Ledger& ledger, const ImportArguments& arguments, std::vector<Part>& parts)
{
    // All are tried first, so that one that is refused keeps the others out, too.
    for (Part& part : parts) {
        QM_ASSIGN(part.result, importLines(ledger, part.account.id, part.lines, arguments.skipsClosed, true));
    }
    if (arguments.isDryRun)
        return {};
    for (Part& part : parts) {
        QM_ASSIGN(part.result, importLines(ledger, part.account.id, part.lines, arguments.skipsClosed, false));
        const std::string& bankId = part.statement->bankAccountId;
        if (bankId.empty())
            continue;
        QM_ASSIGN(const std::string remembered, desktop::metaOrEmpty(ledger, desktop::accountOfKey(bankId)));
        if (remembered != part.account.id.text())
            QM_TRY(ledger.setMeta(desktop::accountOfKey(bankId), part.account.id.text()));
    }
    return {};
}

OrderedJson linesJson(const Part& part, const Currency& currency)
{
    OrderedJson list = OrderedJson::array();
    for (std::size_t i = 0; i < part.lines.size(); ++i) {
        const StatementLine& line = part.statement->lines[i];
        OrderedJson json { { "line", line.lineNumber }, { "date", dateText(line.date) } };
        putMoney(json, "amount", line.amount, currency);
        json["payee"] = textOrNull(line.payee);
        json["memo"] = textOrNull(part.lines[i].memo);
        json["bank_id"] = textOrNull(line.bankId);
        json["new"] = part.result.isNew[i] ? OrderedJson(true) : OrderedJson(false);
        list.push_back(std::move(json));
    }
    return list;
}

OrderedJson partJson(const Part& part, const Currency& currency, bool withLines)
{
    OrderedJson json { { "bank_account", textOrNull(part.statement->bankAccountId) }, { "account", part.account.name },
        { "account_id", part.account.id.text() }, { "lines", part.lines.size() }, { "added", part.result.added },
        { "known", part.result.known }, { "closed", part.result.closed },
        { "months_opened", part.result.monthsOpened } };
    if (part.statement->closingBalance)
        putMoney(json, "closing_balance", *part.statement->closingBalance, currency);
    if (withLines)
        json["postings"] = linesJson(part, currency);
    return json;
}

std::string textOf(const Part& part, const Currency& currency, bool withLines)
{
    std::string text;
    if (withLines) {
        TextTable table({ { "Line", TextTable::Align::Right }, { "Date" }, { "Amount", TextTable::Align::Right },
            { "Payee" }, { "" } });
        for (std::size_t i = 0; i < part.lines.size(); ++i) {
            const StatementLine& line = part.statement->lines[i];
            table.add({ std::to_string(line.lineNumber), dateText(line.date), moneyText(line.amount, currency),
                printable(line.payee), part.result.isNew[i] ? "new" : "known or closed" });
        }
        text += table.text();
    }
    text += part.account.name + ": " + std::to_string(part.result.added) + " new, " + std::to_string(part.result.known)
        + " known";
    if (part.result.closed > 0)
        text += ", " + std::to_string(part.result.closed) + " in closed months left out";
    std::string months;
    for (const std::string& month : part.result.monthsOpened)
        months += (months.empty() ? "; opens " : ", ") + month;
    return text + months + "\n";
}

Result<> import(Program& program, const ImportArguments& arguments)
{
    QM_ASSIGN(const ReadOptions options, arguments.options.readOptions());
    QM_ASSIGN(const std::string bytes, desktop::readStatementFile(arguments.file));
    QM_ASSIGN(Ledger* const ledger, program.ledger(arguments.isDryRun ? Access::Read : Access::Write));
    const Currency& currency = ledger->currency();
    const auto statement = readStatement(bytes, arguments.file, currency, options);
    if (!statement)
        return Error { statement.error().code, arguments.file + ": " + statement.error().detail };
    std::vector<std::string> notes = statement->notes;
    QM_ASSIGN(std::vector<Part> parts, partsOf(*ledger, arguments, *statement, notes));
    QM_TRY(importParts(*ledger, arguments, parts));

    OrderedJson list = OrderedJson::array();
    std::string text;
    std::int64_t added = 0;
    std::int64_t known = 0;
    for (const Part& part : parts) {
        list.push_back(partJson(part, currency, arguments.isDryRun));
        text += textOf(part, currency, arguments.isDryRun);
        added += part.result.added;
        known += part.result.known;
    }
    const std::string shape = statement->format == StatementFormat::Csv ? csvShapeText(statement->csv) : std::string();
    std::string head
        = "Read as " + std::string(statementFormatText(statement->format)) + (shape.empty() ? "" : ": " + shape) + "\n";
    for (const std::string& note : notes)
        head += note + "\n";
    if (parts.empty())
        text = "There is no transaction in it.\n";
    program.print({ { "file", arguments.file }, { "format", statementFormatText(statement->format) },
        { "shape", textOrNull(shape) }, { "notes", notes }, { "dry_run", arguments.isDryRun }, { "added", added },
        { "known", known }, { "accounts", std::move(list) } });
    program.say(head + text + (arguments.isDryRun ? "Nothing was changed: this was a dry run.\n" : ""));
    return {};
}

} // namespace

void addImportCommand(CLI::App& app, Program& program)
{
    auto* command = app.add_subcommand("import", "Import a bank's statement; no line is ever imported twice");
    auto arguments = std::make_shared<ImportArguments>();
    command->add_option("file", arguments->file, "The statement")->required();
    command
        ->add_option("--account", arguments->accounts,
            "The ledger's account it is of; remembered by the bank's own number. For a file of several: "
            "BANKNUMBER=NAME, repeated")
        ->allow_extra_args(false);
    command->add_flag("--dry-run", arguments->isDryRun, "Only show what would be done");
    command->add_flag(
        "--skip-closed", arguments->skipsClosed, "Leave out lines of closed months, which else refuse the import");
    arguments->options.addTo(*command);
    command->footer(R"(Examples:
  quartermaster-cli import checking.ofx --account Checking
  quartermaster-cli import card.csv --account Card --dry-run
  quartermaster-cli import card.csv --account Card --date-order dmy --columns date=1,payee=3,amount=5

Months that are not there yet are opened, blank. A line is known by the bank's own id where there is one, else by its
date, amount, payee and place in the day. A file that cannot be read whole changes nothing, and the line is named.)");
    program.run(command, [&program, arguments] { return import(program, *arguments); });
}

} // namespace qm::cli
