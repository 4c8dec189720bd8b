#include "common/formats/statement.h"

#include "common/formats/csv_statement.h"
#include "common/formats/ofx_statement.h"
#include "common/formats/statement_text.h"

#include <algorithm>
#include <array>

namespace qm {

namespace {

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

Error later(std::string_view what)
{
    return { ErrorCode::Invalid, std::string(what) + " comes later; ask the bank for CSV or OFX" };
}

struct Named {
    std::string_view name;
    std::string_view what;
};
constexpr std::array laterFormats = { Named { "qif", "reading QIF" }, Named { "camt053", "reading CAMT.053" },
    Named { "camt052", "reading CAMT.052" }, Named { "camt", "reading CAMT" }, Named { "mt940", "reading MT940" },
    Named { "sta", "reading MT940" }, Named { "json", "reading JSON" },
    Named { "hledger", "reading hledger's journals" }, Named { "journal", "reading hledger's journals" },
    Named { "gnucash", "reading GnuCash's files" }, Named { "xlsx", "reading spreadsheets" },
    Named { "xls", "reading spreadsheets" }, Named { "ods", "reading spreadsheets" }, Named { "pdf", "reading PDF" },
    Named { "qbo", "reading QBO" } };

/// What a file is by its first bytes. Nothing: it may be CSV.
Result<StatementFormat> recognise(std::string_view text, std::string_view fileName)
{
    const std::string start = lower(trimmed(text).substr(0, 4000));
    const std::string name = lower(fileName);
    if (start.starts_with("%pdf"))
        return later("reading PDF");
    if (start.starts_with("ofxheader") || start.find("<ofx>") != std::string::npos
        || start.find("<?ofx") != std::string::npos)
        return StatementFormat::Ofx;
    if (start.find("camt.05") != std::string::npos || start.find("<bktocstmr") != std::string::npos)
        return later("reading CAMT");
    if (start.starts_with("!type:") || start.starts_with("!account") || start.starts_with("!option:"))
        return later("reading QIF");
    if (start.starts_with(":20:") || (start.starts_with("{1:") && start.find(":20:") != std::string::npos))
        return later("reading MT940");
    if (start.starts_with("<"))
        return Error { ErrorCode::Invalid,
            "line 1: this is XML or HTML, but neither OFX nor a table: not a bank statement" };
    if (name.ends_with(".ofx") || name.ends_with(".qfx"))
        return StatementFormat::Ofx;
    return StatementFormat::Csv;
}

Result<> refuseBinary(std::string_view bytes)
{
    if (bytes.starts_with("%PDF"))
        return later("reading PDF");
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0"))
        return later("reading spreadsheets and archives");
    return {};
}

std::string delimiterText(char delimiter)
{
    switch (delimiter) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    case '|': return "bar";
    default: return std::string("delimiter ") + delimiter;
    }
}

std::string_view encodingText(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8: return "UTF-8";
    case TextEncoding::Utf16Le: return "UTF-16 (little-endian)";
    case TextEncoding::Utf16Be: return "UTF-16 (big-endian)";
    case TextEncoding::Windows1252: return "Windows-1252";
    }
    return "";
}

std::string_view dateOrderText(DateOrder order)
{
    switch (order) {
    case DateOrder::DayFirst: return "day first";
    case DateOrder::MonthFirst: return "month first";
    case DateOrder::YearFirst: return "year first";
    }
    return "";
}

} // namespace

Result<StatementFormat> parseStatementFormat(std::string_view name)
{
    const std::string small = lower(name);
    if (small == "auto")
        return StatementFormat::Auto;
    if (small == "csv")
        return StatementFormat::Csv;
    if (small == "ofx" || small == "qfx")
        return StatementFormat::Ofx;
    for (const auto& format : laterFormats) {
        if (small == format.name)
            return later(format.what);
    }
    return Error { ErrorCode::Invalid, shown(name) + " is not a format of bank statements: auto, csv, ofx" };
}

std::string_view statementFormatText(StatementFormat format)
{
    switch (format) {
    case StatementFormat::Auto: return "auto";
    case StatementFormat::Csv: return "csv";
    case StatementFormat::Ofx: return "ofx";
    }
    return "";
}

std::string csvShapeText(const CsvShape& shape)
{
    std::string text;
    const auto put = [&](std::string_view part) {
        text += text.empty() ? "" : ", ";
        text += part;
    };
    if (shape.delimiter)
        put(delimiterText(*shape.delimiter));
    if (shape.encoding)
        put(encodingText(*shape.encoding));
    if (shape.dateOrder)
        put(dateOrderText(*shape.dateOrder));
    if (shape.decimal)
        put(*shape.decimal == ',' ? "decimal comma" : "decimal point");
    put(shape.headerLine > 0 ? "header in line " + std::to_string(shape.headerLine) : std::string("no header"));
    if (shape.flipSign == true)
        put("signs turned round");
    const auto& columns = shape.columns;
    const std::array<std::pair<std::string_view, const std::optional<int>*>, 12> named
        = { { { "date", &columns.date }, { "amount", &columns.amount }, { "debit", &columns.debit },
            { "credit", &columns.credit }, { "sign", &columns.sign }, { "payee", &columns.payee },
            { "memo", &columns.memo }, { "id", &columns.id }, { "check", &columns.check },
            { "balance", &columns.balance }, { "currency", &columns.currency }, { "account", &columns.account } } };
    std::string list;
    for (const auto& [name, column] : named) {
        if (*column)
            list += (list.empty() ? "; " : ", ") + std::string(name) + " = column " + std::to_string(**column + 1);
    }
    return text + list;
}

Result<Statement> readStatement(
    std::string_view bytes, std::string_view fileName, const Currency& ledgerCurrency, const ReadOptions& options)
{
    if (bytes.size() > statementBytesMax)
        return Error { ErrorCode::Invalid,
            "the file has " + std::to_string(bytes.size() >> 20) + " MiB; 256 MiB are the most" };
    if (trimmed(bytes.substr(0, 4096)).empty() && trimmed(bytes).empty())
        return Error { ErrorCode::Invalid, "the file is empty" };
    QM_TRY(refuseBinary(bytes));
    std::string storage;
    QM_ASSIGN(const DecodedText text, decodeText(bytes, options.csv.encoding, storage));
    Statement statement;
    statement.format = options.format;
    if (statement.format == StatementFormat::Auto) {
        QM_ASSIGN(statement.format, recognise(text.utf8, fileName));
    }
    if (statement.format == StatementFormat::Ofx) {
        QM_TRY(readOfxStatement(text.utf8, ledgerCurrency, statement));
        return statement;
    }
    CsvShape given = options.csv;
    given.encoding = text.encoding;
    QM_TRY(readCsvStatement(text.utf8, ledgerCurrency, given, statement));
    return statement;
}

} // namespace qm
