#include "tests/fuzz/statement_checks.h"

#include "common/formats/write_csv.h"
#include "common/formats/write_hledger.h"
#include "common/formats/write_json.h"
#include "common/ledger/text.h"
#include "tests/fuzz/check.h"

#include <unordered_set>

using namespace qm;

namespace fuzz {

namespace {

/// As the ledger takes it (checkNote), and on one line. U+FFFE and U+FFFF are left to the ledger's own check.
void checkText(const std::string& text)
{
    require(isUtf8(text), "a text is valid UTF-8");
    require(text.size() <= 4000, "a text has at most 4000 bytes");
    for (const char c : text)
        require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "a text has no control characters");
    require(text.empty() || (text.front() != ' ' && text.back() != ' '), "a text is trimmed");
}

void checkAmount(Money money)
{
    require(money.minor <= moneyMax && money.minor >= -moneyMax, "an amount is in range");
}

void checkAccount(const StatementAccount& account)
{
    require(isUtf8(account.bankAccountId), "the bank's number of an account is valid UTF-8");
    require(account.kind.empty() || account.kind == "bank" || account.kind == "card", "the kind is known");
    require(account.currency.empty() || Currency::parse(account.currency), "the currency is known");
    if (account.closingBalance)
        checkAmount(*account.closingBalance);
    std::unordered_set<std::string_view> ids;
    for (const StatementLine& line : account.lines) {
        require(line.date.ok() && parseDate(dateText(line.date)), "a day is one of the ledger's calendar");
        checkAmount(line.amount);
        checkText(line.payee);
        checkText(line.memo);
        checkText(line.bankId);
        checkText(line.checkNumber);
        require(line.lineNumber > 0, "a line is somewhere in the file");
        require(line.bankId.empty() || ids.insert(line.bankId).second, "an id of the bank comes once");
    }
}

Uuid numbered(std::size_t number)
{
    return DerivedId("fuzz").add(std::int64_t(number)).uuid();
}

LedgerDocument documentOf(const StatementAccount& account, const Currency& currency)
{
    LedgerDocument document;
    document.id = numbered(0);
    document.name = "Home";
    document.currency = currency;
    document.accounts.push_back({ numbered(1), "Checking", "checking", {}, false, {} });
    for (const StatementLine& line : account.lines) {
        LedgerDocument::Posting posting;
        posting.id = numbered(2 + document.postings.size());
        posting.date = line.date;
        posting.account = numbered(1);
        posting.amount = line.amount;
        posting.payee = line.payee;
        posting.memo = line.memo;
        posting.bankId = line.bankId;
        document.postings.push_back(std::move(posting));
    }
    return document;
}

/// `2026-05-03 -2345 payee`, sorted: the order of a day's lines may change on the way.
std::vector<std::string> sortedLines(const StatementAccount& account)
{
    std::vector<std::string> lines;
    for (const StatementLine& line : account.lines)
        lines.push_back(dateText(line.date) + " " + std::to_string(line.amount.minor) + " " + line.payee);
    std::sort(lines.begin(), lines.end());
    return lines;
}

void checkWriters(const StatementAccount& account, const Currency& ledgerCurrency)
{
    const Currency currency = account.currency.empty() ? ledgerCurrency : *Currency::parse(account.currency);
    const LedgerDocument document = documentOf(account, currency);
    require(isUtf8(writeJson(document)), "the ledger as JSON is valid UTF-8");
    require(isUtf8(writeHledger(document)), "the ledger for hledger is valid UTF-8");
    const std::string csv = writeCsv(document);
    require(isUtf8(csv), "the ledger as CSV is valid UTF-8");
    const Statement again
        = must(readStatement(csv, "ledger.csv", currency, { StatementFormat::Csv, {} }), "what was written is read");
    require(again.accounts.size() == 1 && sortedLines(again.accounts[0]) == sortedLines(account),
        "what was written is read as the same");
}

} // namespace

Reading readingOf(std::string_view input)
{
    Reading reading { input, { "EUR", 2 }, {} };
    if (input.empty() || static_cast<unsigned char>(input.back()) < 0x80)
        return reading;
    const auto choice = static_cast<unsigned char>(input.back()) & 0x7Fu;
    reading.bytes.remove_suffix(1);
    if (choice & 1)
        reading.currency = { "JPY", 0 };
    CsvShape& csv = reading.options.csv;
    switch (choice >> 1 & 7) {
    case 1: csv.encoding = TextEncoding::Windows1252; break;
    case 2: csv.encoding = TextEncoding::Utf16Le; break;
    case 3: csv.encoding = TextEncoding::Utf8; break;
    case 4: csv.delimiter = ';'; break;
    case 5: csv.dateOrder = DateOrder::MonthFirst; break;
    case 6: csv.decimal = ','; break;
    default: break;
    }
    switch (choice >> 4) {
    case 1: csv.header = false; break;
    case 2: csv.header = true; break;
    case 3: csv.flipSign = true; break;
    case 4: csv.columns.date = 1; break;
    case 5: csv.columns.amount = 9999; break;
    case 6:
        csv.columns.debit = 2;
        csv.columns.credit = 3;
        break;
    case 7: csv.columns.id = csv.columns.payee = 0; break;
    default: break;
    }
    return reading;
}

void checkStatement(const Reading& reading)
{
    const auto statement = readStatement(reading.bytes, "statement", reading.currency, reading.options);
    if (!statement) {
        require(isUtf8(statement.error().detail), "the error is valid UTF-8: " + statement.error().detail);
        return;
    }
    require(statement->format != StatementFormat::Auto, "the format is known once read");
    for (const std::string& note : statement->notes)
        require(isUtf8(note), "a note is valid UTF-8");
    require(isUtf8(csvShapeText(statement->csv)), "the form of the file is valid UTF-8");
    for (const StatementAccount& account : statement->accounts) {
        checkAccount(account);
        checkWriters(account, reading.currency);
    }
}

} // namespace fuzz
