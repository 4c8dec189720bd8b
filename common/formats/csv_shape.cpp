#include "common/formats/csv_shape.h"

#include "common/formats/csv_columns.h"
#include "common/formats/csv_content.h"
#include "common/formats/csv_header.h"
#include "common/formats/csv_money.h"
#include "common/formats/statement_amount.h"
#include "common/formats/statement_date.h"
#include "common/formats/statement_text.h"

#include <algorithm>
#include <array>

namespace qm {

namespace {

/// Day before month or month before day, over all rows.
class DateOrderFinder {
public:
    Result<> look(std::string_view text, int line)
    {
        const auto date = splitDate(text);
        if (!date)
            return {};
        ++m_dates;
        if (date->order) {
            m_own = date->order;
            return {};
        }
        ++m_open;
        m_slash = m_slash || text.find('/') != std::string_view::npos;
        if (date->first > 12 && date->second <= 12 && m_dayFirstLine == 0)
            m_dayFirstLine = line;
        if (date->second > 12 && date->first <= 12 && m_monthFirstLine == 0)
            m_monthFirstLine = line;
        if (m_dayFirstLine != 0 && m_monthFirstLine != 0) {
            return lineError(line,
                shown(text) + " has day and month the other way round than line "
                    + std::to_string(std::min(m_dayFirstLine, m_monthFirstLine)));
        }
        if (m_dayFirstLine + m_monthFirstLine == 0) {
            m_dayFirst.look(dateValue(*date, DateOrder::DayFirst));
            m_monthFirst.look(dateValue(*date, DateOrder::MonthFirst));
        }
        return {};
    }

    DateOrder decide(const Currency& currency, std::vector<std::string>& notes) const
    {
        if (m_open == 0)
            return m_own.value_or(DateOrder::YearFirst);
        if (m_dayFirstLine != 0)
            return DateOrder::DayFirst;
        if (m_monthFirstLine != 0)
            return DateOrder::MonthFirst;
        DateOrder order = m_slash && currency.code == "USD" ? DateOrder::MonthFirst : DateOrder::DayFirst;
        if (m_open > 2 && m_dayFirst.isOrdered() != m_monthFirst.isOrdered())
            order = m_dayFirst.isOrdered() ? DateOrder::DayFirst : DateOrder::MonthFirst;
        notes.push_back(order == DateOrder::DayFirst ? "day and month could be either way; read as day first"
                                                     : "day and month could be either way; read as month first");
        return order;
    }

private:
    struct Run {
        void look(std::optional<Date> date)
        {
            if (date && last) {
                rises = rises || *date > *last;
                falls = falls || *date < *last;
            }
            last = date;
        }
        bool isOrdered() const { return !(rises && falls); }
        std::optional<Date> last;
        bool rises = false;
        bool falls = false;
    };

    std::size_t m_dates = 0;
    std::size_t m_open = 0;
    bool m_slash = false;
    int m_dayFirstLine = 0;
    int m_monthFirstLine = 0;
    std::optional<DateOrder> m_own;
    Run m_dayFirst;
    Run m_monthFirst;
};

/// Point or comma, over all amounts.
class DecimalFinder {
public:
    explicit DecimalFinder(const Currency& currency) : m_exponent(currency.exponent) { }

    void look(std::string_view text)
    {
        const auto amount = splitAmount(text);
        if (!amount)
            return;
        switch (decimalHint(amount->digits)) {
        case DecimalHint::None: m_whole = true; break;
        case DecimalHint::Point: m_point = true; break;
        case DecimalHint::Comma: m_comma = true; break;
        case DecimalHint::Ambiguous: m_unclear = lastSeparator(amount->digits); break;
        }
    }

    /// Nothing where every amount must tell for itself.
    std::optional<char> decide() const
    {
        if (m_point != m_comma)
            return m_point ? '.' : ',';
        if (m_point || m_unclear == '\0')
            return m_point ? std::nullopt : std::optional('.');
        const char other = m_unclear == '.' ? ',' : '.';
        if (m_exponent == 3)
            return m_unclear;
        // Whole amounts beside 1.234: a bank that writes decimals writes them always.
        return m_exponent == 0 || m_whole ? std::optional(other) : std::nullopt;
    }

private:
    int m_exponent;
    bool m_whole = false;
    bool m_point = false;
    bool m_comma = false;
    char m_unclear = '\0';
};

Result<> checkGiven(const CsvShape& given, std::size_t width)
{
    const auto& columns = given.columns;
    for (const auto* column :
        { &columns.date, &columns.amount, &columns.debit, &columns.credit, &columns.sign, &columns.payee, &columns.memo,
            &columns.id, &columns.check, &columns.balance, &columns.currency, &columns.account }) {
        if (*column && (**column < 0 || static_cast<std::size_t>(**column) >= width)) {
            return Error { ErrorCode::Invalid,
                "column " + std::to_string(**column + 1) + " is given, but the rows have " + std::to_string(width)
                    + " columns" };
        }
    }
    if (given.decimal && *given.decimal != '.' && *given.decimal != ',')
        return Error { ErrorCode::Invalid, "the decimal separator is a point or a comma" };
    if (columns.amount && (columns.debit || columns.credit))
        return Error { ErrorCode::Invalid, "give either one amount column or debit and credit columns" };
    return {};
}

bool anyNegative(const CsvTable& table, std::size_t firstRow, const std::optional<int>& column)
{
    for (std::size_t row = firstRow; column && row < table.size(); ++row) {
        const auto amount = splitAmount(table.field(row, static_cast<std::size_t>(*column)));
        if (amount && amount->negative)
            return true;
    }
    return false;
}

std::optional<std::size_t> findHeader(const CsvTable& table, const CsvShape& given)
{
    if (given.header == false)
        return std::nullopt;
    for (std::size_t row = 0; row < std::min(table.size(), headerRowsMax); ++row) {
        if (isHeader(table, row))
            return row;
    }
    return given.header == true && table.size() > 0 ? std::optional<std::size_t>(0) : std::nullopt;
}

} // namespace

char detectDelimiter(std::string_view text)
{
    if (text.size() > 5 && foldedName(text.substr(0, 4)) == "sep" && (text[5] == '\r' || text[5] == '\n'))
        return text[4]; // a line of Excel's, "sep=;"
    char best = ',';
    std::array<std::size_t, 3> bestScore {};
    for (const char delimiter : { ',', ';', '\t', '|' }) {
        CsvTable table;
        // A fault in the file is reported when it is read, under the delimiter chosen.
        if (const auto read = CsvTable::read(text, delimiter, 200, table); !read && table.size() == 0)
            continue;
        std::array<std::size_t, 3> score {};
        for (std::size_t row = 0; row < table.size(); ++row) {
            score[0] += hasDayAndAmount(table, row) ? 1 : 0;
            if (row < headerRowsMax)
                score[1] = std::max(score[1], namedColumns(table, row));
            score[2] = std::max(score[2], table.width(row));
        }
        if (score > bestScore) {
            best = delimiter;
            bestScore = score;
        }
    }
    return best;
}

Result<CsvShape> detectShape(
    const CsvTable& table, const CsvShape& given, const Currency& ledgerCurrency, std::vector<std::string>& notes)
{
    CsvShape shape = given;
    const auto header = findHeader(table, given);
    shape.header = header.has_value();
    shape.headerLine = header ? table.line(*header) : 0;
    const std::size_t firstRow = header ? *header + 1 : 0;
    std::size_t width = 0;
    for (std::size_t row = 0; row < table.size(); ++row)
        width = std::max(width, table.width(row));
    QM_TRY(checkGiven(given, width));

    const CsvContent content(table, firstRow, given.columns.date);
    auto& columns = shape.columns;
    if (header)
        assignHeaderColumns(table, *header, content, columns, notes);
    if (!columns.date)
        columns.date = findDateColumn(content);
    if (!columns.amount && !columns.debit && !columns.credit)
        findMoneyColumns(content, given.decimal, columns, notes);
    if (!header)
        findTextColumns(content, columns);
    if (!columns.date || (!columns.amount && !columns.debit && !columns.credit)) {
        if (table.size() == 0)
            return Error { ErrorCode::Invalid, "the file is empty" };
        return lineError(
            table.line(0), "no line with a day and an amount was found from here on: not a statement in CSV");
    }

    if (columns.sign && !given.columns.sign && anyNegative(table, firstRow, columns.amount)) {
        notes.push_back(
            "column " + std::to_string(*columns.sign + 1) + " was not used for the sign: the amounts have one");
        columns.sign = std::nullopt;
    }
    DateOrderFinder dates;
    DecimalFinder decimals(ledgerCurrency);
    const auto field = [&](std::size_t row, const std::optional<int>& column) {
        return column ? table.field(row, static_cast<std::size_t>(*column)) : std::string_view();
    };
    for (std::size_t row = firstRow; row < table.size(); ++row) {
        if (!given.dateOrder)
            QM_TRY(dates.look(field(row, columns.date), table.line(row)));
        if (!given.decimal) {
            for (const auto* column : { &columns.amount, &columns.debit, &columns.credit, &columns.balance })
                decimals.look(field(row, *column));
        }
    }
    if (!given.dateOrder)
        shape.dateOrder = dates.decide(ledgerCurrency, notes);
    if (!given.decimal)
        shape.decimal = decimals.decide();
    return shape;
}

std::size_t firstDataRow(const CsvTable& table, const CsvShape& shape)
{
    if (shape.headerLine == 0)
        return 0;
    std::size_t row = 0;
    while (row < table.size() && table.line(row) <= shape.headerLine)
        ++row;
    return row;
}

} // namespace qm
