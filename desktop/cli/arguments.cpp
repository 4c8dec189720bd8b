#include <QDate>

#include "desktop/cli/arguments.h"

#include <algorithm>
#include <charconv>

namespace qm::cli {

Result<Money> moneyOf(const std::string& word, const Currency& currency)
{
    return parseMoney(word, currency);
}

std::string today()
{
    return QDate::currentDate().toString(Qt::ISODate).toStdString();
}

Result<std::string> dateOf(const std::string& word)
{
    if (word.empty())
        return today();
    QM_ASSIGN(const Date date, parseDate(word));
    return dateText(date);
}

Result<YearMonth> monthOfWord(const std::string& word)
{
    return YearMonth::parse(word);
}

Result<int> dueDayOf(const std::string& word)
{
    int day = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), day);
    if (failed != std::errc() || end != word.data() + word.size() || day < 1 || day > 31)
        return Error { ErrorCode::Invalid, "\"" + word.substr(0, 40) + "\" is not a day of a month: 1 to 31" };
    return day;
}

std::pair<CellRef, CellValue> cellEdit(Table table, std::string_view cell, Scalar value)
{
    return cellEdit(table, cell, std::vector<Scalar> { std::move(value) });
}

std::pair<CellRef, CellValue> cellEdit(Table table, std::string_view cell, std::vector<Scalar> values)
{
    CellValue out;
    out.count = static_cast<std::uint8_t>(values.size());
    std::move(values.begin(), values.end(), out.columns.begin());
    return { cellNamed(table, cell), std::move(out) };
}

Scalar textScalar(const std::string& text)
{
    return text.empty() ? Scalar() : Scalar(text);
}

} // namespace qm::cli
