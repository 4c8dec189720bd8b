#pragma once

#include "common/ledger/date.h"
#include "common/ledger/money.h"
#include "common/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qm {

enum class StatementFormat { Auto, Csv, Ofx };

/// `auto`, `csv`, `ofx`, `qfx`, either case. Formats that other programs read and this one does not yet (qif, mt940,
/// camt053 ...) are Invalid with a sentence of their own.
Result<StatementFormat> parseStatementFormat(std::string_view name);
/// `csv`, `ofx`, `auto`.
std::string_view statementFormatText(StatementFormat format);

/// One line of a bank's statement. Texts are UTF-8 on one line, runs of white space made one space.
struct StatementLine {
    Date date; ///< the bank's own day, never shifted by a zone
    Money amount; ///< minor units of the account's currency; negative left the account
    std::string payee; ///< empty where the bank gives none, as every text here
    std::string memo;
    std::string bankId; ///< the bank's id of the line, unique in its account within the file
    std::string checkNumber;
    int lineNumber = 0; ///< where it begins in the file, from 1
};

/// What a file says of one account in one currency.
struct StatementAccount {
    std::string bankAccountId; ///< the bank's number of the account, or empty
    std::string kind; ///< "bank", "card" or empty
    std::string currency; ///< ISO 4217, or empty: the file does not say. Not always the ledger's: the caller decides
    std::vector<StatementLine> lines; ///< in the order of the file
    std::optional<Money> closingBalance;
};

enum class DateOrder { DayFirst, MonthFirst, YearFirst };
enum class TextEncoding { Utf8, Utf16Le, Utf16Be, Windows1252 };

/// Columns of a CSV file, counted from 0. An amount is in `amount`, or in `debit` and `credit`, or in `amount` without
/// its sign, which `sign` then holds (debit/credit, Af/Bij, Soll/Haben, S/H, D/C ...).
struct CsvColumns {
    std::optional<int> date, amount, debit, credit, sign, payee, memo, id, check, balance, currency, account;
};

/// The form of a CSV file. What a caller gives is taken as it is, what it leaves open is detected; what comes back in
/// Statement::csv is filled in.
struct CsvShape {
    std::optional<char> delimiter; ///< comma, semicolon, tab or bar when detected
    std::optional<TextEncoding> encoding;
    std::optional<DateOrder> dateOrder;
    std::optional<char> decimal; ///< '.' or ','
    std::optional<bool> header; ///< one row names the columns
    std::optional<bool> flipSign; ///< a card's purchases written as positive amounts; never detected
    CsvColumns columns;
    int headerLine = 0; ///< where the header stands, from 1; 0: there is none. Never given, only detected
};

/// For people: `comma, UTF-8, day first, decimal point, header in line 1; date = column 1 ...` (columns from 1).
std::string csvShapeText(const CsvShape& shape);

struct ReadOptions {
    StatementFormat format = StatementFormat::Auto;
    CsvShape csv;
};

struct Statement {
    StatementFormat format = StatementFormat::Auto; ///< never Auto once read
    std::vector<StatementAccount> accounts;
    CsvShape csv; ///< for Csv only
    std::vector<std::string> notes; ///< what was decided or left out, a sentence each
};

/// The largest file read: 256 MiB.
inline constexpr std::size_t statementBytesMax = 256u * 1024 * 1024;

/// Reads a bank's file. `fileName` helps to recognise a format and is not opened. Amounts are in minor units of the
/// account's currency, or of `ledgerCurrency` where the file names none; one account that moves money in two currencies
/// comes back as two. A file without transactions is valid. Errors: Invalid, naming the line where there is one
/// (`line 7: "12,3x" is not an amount`). Any thread.
Result<Statement> readStatement(
    std::string_view bytes, std::string_view fileName, const Currency& ledgerCurrency, const ReadOptions& options = {});

} // namespace qm
