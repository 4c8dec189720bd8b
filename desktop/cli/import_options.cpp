#include "desktop/cli/import_options.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <map>

namespace qm::cli {

namespace {

const std::map<std::string, char>& delimiters()
{
    static const std::map<std::string, char> names { { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' },
        { "bar", '|' } };
    return names;
}

const std::map<std::string, TextEncoding>& encodings()
{
    static const std::map<std::string, TextEncoding> names { { "utf-8", TextEncoding::Utf8 },
        { "utf-16le", TextEncoding::Utf16Le }, { "utf-16be", TextEncoding::Utf16Be },
        { "windows-1252", TextEncoding::Windows1252 } };
    return names;
}

const std::map<std::string, DateOrder>& dateOrders()
{
    static const std::map<std::string, DateOrder> names { { "dmy", DateOrder::DayFirst },
        { "mdy", DateOrder::MonthFirst }, { "ymd", DateOrder::YearFirst } };
    return names;
}

const std::map<std::string, char>& decimals()
{
    static const std::map<std::string, char> names { { "point", '.' }, { "comma", ',' }, { ".", '.' }, { ",", ',' } };
    return names;
}

template <typename T>
std::vector<std::string> namesOf(const std::map<std::string, T>& values)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : values)
        names.push_back(name);
    return names;
}

std::optional<int>* columnNamed(CsvColumns& columns, const std::string& name)
{
    const std::map<std::string, std::optional<int>*> all { { "date", &columns.date }, { "amount", &columns.amount },
        { "debit", &columns.debit }, { "credit", &columns.credit }, { "sign", &columns.sign },
        { "payee", &columns.payee }, { "memo", &columns.memo }, { "id", &columns.id }, { "check", &columns.check },
        { "balance", &columns.balance }, { "currency", &columns.currency }, { "account", &columns.account } };
    const auto found = all.find(name);
    return found == all.end() ? nullptr : found->second;
}

Result<> readColumn(const std::string& word, CsvColumns& columns)
{
    const std::size_t equals = word.find('=');
    std::optional<int>* const column = columnNamed(columns, word.substr(0, equals));
    int number = 0;
    const char* const end = word.data() + word.size();
    const auto [stopped, failed] = equals == std::string::npos
        ? std::from_chars_result { end, std::errc::invalid_argument }
        : std::from_chars(word.data() + equals + 1, end, number);
    if (!column || failed != std::errc() || stopped != end || number < 1 || number > 10000) {
        return Error { ErrorCode::Usage,
            "\"" + word.substr(0, 80)
                + "\" is not a column: date=1, and so for amount, debit, credit, sign, payee, memo, id, check, "
                  "balance, currency, account; the first column is 1" };
    }
    *column = number - 1;
    return {};
}

} // namespace

void ImportOptions::addTo(CLI::App& command)
{
    command.add_option("--format", format, "auto, csv, ofx (also qfx); qif, camt053, mt940 and others come later")
        ->capture_default_str();
    auto* csv = command.add_option_group("CSV", "What is left out is detected; --dry-run tells what was found");
    csv->add_option("--delimiter", delimiter, "Between columns: comma, semicolon, tab, bar")
        ->check(CLI::IsMember(namesOf(delimiters())));
    csv->add_option("--encoding", encoding, "utf-8, utf-16le, utf-16be, windows-1252")
        ->check(CLI::IsMember(namesOf(encodings()), CLI::ignore_case));
    csv->add_option("--date-order", dateOrder, "dmy, mdy or ymd")->check(CLI::IsMember(namesOf(dateOrders())));
    csv->add_option("--decimal", decimal, "point or comma")->check(CLI::IsMember(namesOf(decimals())));
    csv->add_option("--columns", columns, "Where things stand, as date=1,payee=3,amount=5")
        ->delimiter(',')
        ->allow_extra_args(false);
    auto* header = csv->add_flag("--header", hasHeader, "The first row names the columns");
    csv->add_flag("--no-header", hasNoHeader, "No row names the columns")->excludes(header);
    csv->add_flag("--flip-sign", flipsSign, "A card's purchases are written as positive amounts");
}

Result<ReadOptions> ImportOptions::readOptions() const
{
    ReadOptions options;
    const auto parsed = parseStatementFormat(format);
    if (!parsed)
        return Error { ErrorCode::Usage, parsed.error().detail };
    options.format = *parsed;
    CsvShape& csv = options.csv;
    if (!delimiter.empty())
        csv.delimiter = delimiters().at(delimiter);
    if (!encoding.empty())
        csv.encoding = encodings().at(CLI::detail::to_lower(encoding));
    if (!dateOrder.empty())
        csv.dateOrder = dateOrders().at(dateOrder);
    if (!decimal.empty())
        csv.decimal = decimals().at(decimal);
    if (hasHeader || hasNoHeader)
        csv.header = hasHeader;
    if (flipsSign)
        csv.flipSign = true;
    for (const std::string& word : columns)
        QM_TRY(readColumn(word, csv.columns));
    return options;
}

} // namespace qm::cli
