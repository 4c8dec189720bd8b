#include "common/formats/csv_statement.h"

#include "common/formats/csv_columns.h"
#include "common/formats/csv_shape.h"
#include "common/formats/statement_accounts.h"
#include "common/formats/statement_amount.h"
#include "common/formats/statement_date.h"
#include "common/formats/statement_text.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace qm {

namespace {

constexpr std::size_t notesOfRowsMax = 10;

bool hasDigit(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The one account number that stands above the header, if its check digits are right.
std::string ibanIn(const CsvTable& table, std::size_t rowEnd)
{
    for (std::size_t row = 0; row < rowEnd; ++row) {
        for (std::size_t column = 0; column < table.width(row); ++column) {
            std::string iban;
            int rest = 0;
            for (const char c : table.field(row, column)) {
                if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                    iban.push_back(c);
                else if (c != ' ')
                    iban.append(40, ' '); // not an IBAN: too long
            }
            if (iban.size() < 15 || iban.size() > 34)
                continue;
            std::rotate(iban.begin(), iban.begin() + 4, iban.end());
            for (const char c : iban)
                rest = c <= '9' ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
            std::rotate(iban.begin(), iban.end() - 4, iban.end());
            if (rest == 1 && iban[0] > '9' && iban[1] > '9')
                return iban;
        }
    }
    return {};
}

class CsvReader {
public:
    CsvReader(const CsvTable& table, const CsvShape& shape, const Currency& ledgerCurrency, Statement& statement)
        : m_table(table)
        , m_shape(shape)
        , m_columns(shape.columns)
        , m_firstRow(firstDataRow(table, shape))
        , m_statement(statement)
        , m_accounts(ledgerCurrency, statement)
    {
    }

    Result<> read()
    {
        noteWhatStandsAboveTheHeader();
        decideDebitSign();
        decideIds();
        m_accounts.reserve(m_table.size() - m_firstRow);
        for (std::size_t row = m_firstRow; row < m_table.size(); ++row)
            QM_TRY(readRow(row));
        if (m_skipped > notesOfRowsMax)
            m_statement.notes.push_back(
                std::to_string(m_skipped - notesOfRowsMax) + " more lines were left out in the same way");
        m_accounts.finish(m_accountAbove);
        checkBalances();
        return {};
    }

private:
    std::string_view field(std::size_t row, const std::optional<int>& column) const
    {
        return column ? m_table.field(row, static_cast<std::size_t>(*column)) : std::string_view();
    }

    void noteWhatStandsAboveTheHeader()
    {
        std::size_t above = 0;
        while (above < m_table.size() && m_table.line(above) < m_shape.headerLine)
            ++above;
        if (above == 0)
            return;
        m_accountAbove = ibanIn(m_table, above);
        m_statement.notes.push_back(
            "the lines above the header in line " + std::to_string(m_shape.headerLine) + " were left out");
    }

    /// Money out is written without a sign by most banks, with a minus by some; a few amounts the other way round are
    /// corrections.
    void decideDebitSign()
    {
        std::size_t minus = 0;
        std::size_t plain = 0;
        for (std::size_t row = m_firstRow; m_columns.debit && row < m_table.size(); ++row) {
            if (const auto amount = splitAmount(field(row, m_columns.debit)))
                ++(amount->negative ? minus : plain);
        }
        m_debitIsNegative = minus > plain;
    }

    /// An id that comes twice identifies nothing.
    void decideIds()
    {
        if (!m_columns.id)
            return;
        std::vector<std::string_view> ids;
        for (std::size_t row = m_firstRow; row < m_table.size(); ++row) {
            const auto id = trimmed(field(row, m_columns.id));
            if (!id.empty() && splitDate(field(row, m_columns.date)))
                ids.push_back(id);
        }
        if (!std::is_sorted(ids.begin(), ids.end())) // banks count them, mostly
            std::sort(ids.begin(), ids.end());
        const auto twice = std::adjacent_find(ids.begin(), ids.end());
        if (twice == ids.end())
            return;
        m_statement.notes.push_back("column " + std::to_string(*m_columns.id + 1)
            + " is no id of its lines: " + shown(*twice) + " comes twice");
        m_columns.id = std::nullopt;
        m_statement.csv.columns.id = std::nullopt;
    }

    void skip(std::size_t row, const char* why)
    {
        if (++m_skipped <= notesOfRowsMax)
            m_statement.notes.push_back("line " + std::to_string(m_table.line(row)) + " " + why + "; left out");
    }

    bool hasAmount(std::size_t row) const
    {
        const auto moves = [&](const std::optional<int>& column) { return hasDigit(field(row, column)); };
        return moves(m_columns.amount) || moves(m_columns.debit) || moves(m_columns.credit);
    }

    bool isBlank(std::size_t row) const
    {
        return isBlankAmount(field(row, m_columns.amount)) && isBlankAmount(field(row, m_columns.debit))
            && isBlankAmount(field(row, m_columns.credit));
    }

    /// What begins with a digit was meant for a day; `Balance on 31.05.2026` was not. Where days are written
    /// `May 3, 2026`, a word before a year was as well.
    bool looksLikeDay(std::string_view text) const
    {
        text = trimmed(text);
        if (text.empty() || hasDigit(text.substr(0, 1)))
            return !text.empty();
        return m_shape.dateOrder == DateOrder::MonthFirst && text.size() <= 20
            && hasDigit(text.substr(text.size() - 1));
    }

    Result<> readRow(std::size_t row)
    {
        const std::string_view day = field(row, m_columns.date);
        const int line = m_table.line(row);
        const auto split = splitDate(day);
        if (!split) {
            if (looksLikeDay(day) && hasAmount(row))
                return lineError(line, shown(day) + " is not a date");
            skip(row, "has no date");
            return {};
        }
        if (isBlank(row)) {
            const auto reaches = [&](const std::optional<int>& column) {
                return column && static_cast<std::size_t>(*column) < m_table.width(row);
            };
            if (!reaches(m_columns.amount) && !reaches(m_columns.debit) && !reaches(m_columns.credit))
                return lineError(line, "the line ends before its amount: it is cut off");
            skip(row, "has a date and no amount");
            return {};
        }
        if (m_shape.dateOrder == DateOrder::YearFirst && !split->order)
            return lineError(line, shown(day) + " is not a date with the year first");
        const auto date = dateValue(*split, m_shape.dateOrder.value_or(DateOrder::DayFirst));
        if (!date)
            return lineError(line, shown(day) + " is not a day of the calendar");

        QM_ASSIGN(StatementAccount * account, accountOf(row));
        StatementLine& statementLine = account->lines.emplace_back();
        statementLine.date = *date;
        statementLine.lineNumber = line;
        QM_ASSIGN(statementLine.amount, amountOf(row));
        QM_TRY(m_accounts.putTexts(statementLine, field(row, m_columns.payee), field(row, m_columns.memo),
            field(row, m_columns.id), field(row, m_columns.check)));
        if (m_columns.balance)
            m_balances.push_back(balanceOf(row));
        return {};
    }

    Result<StatementAccount*> accountOf(std::size_t row)
    {
        std::string_view code = trimmed(field(row, m_columns.currency));
        for (const auto* column : { &m_columns.amount, &m_columns.debit, &m_columns.credit }) {
            // `12.50 USD`: a code within the amount says the same as a column.
            if (const std::string_view cell = field(row, *column); code.empty() && !cell.empty()) {
                const auto amount = splitAmount(cell);
                if (amount && amount->currency.size() == 3 && Currency::parse(amount->currency))
                    code = amount->currency;
                else if (amount && !amount->currency.empty())
                    m_accounts.noteSymbol(amount->currency);
            }
        }
        return m_accounts.find(trimmed(field(row, m_columns.account)), {}, code, m_table.line(row));
    }

    /// One cell; nothing where it is blank.
    Result<std::optional<Money>> cell(std::size_t row, const std::optional<int>& column) const
    {
        const std::string_view text = field(row, column);
        if (isBlankAmount(text))
            return std::optional<Money>();
        const auto amount = splitAmount(text);
        if (!amount)
            return lineError(m_table.line(row), shown(text) + " is not an amount");
        const auto money = amountValue(*amount, m_shape.decimal.value_or('\0'), m_accounts.currency());
        if (!money)
            return lineError(m_table.line(row), money.error().detail);
        return std::optional<Money>(*money);
    }

    Result<Money> amountOf(std::size_t row) const
    {
        Money money;
        if (m_columns.amount) {
            QM_ASSIGN(const auto amount, cell(row, m_columns.amount));
            money = amount.value_or(Money {});
            if (m_columns.sign)
                QM_TRY(applySign(row, money));
        } else {
            QM_ASSIGN(const auto debit, cell(row, m_columns.debit));
            QM_ASSIGN(const auto credit, cell(row, m_columns.credit));
            const std::int64_t out = debit.value_or(Money {}).minor;
            const std::int64_t in = credit.value_or(Money {}).minor;
            if (out != 0 && in != 0)
                return lineError(m_table.line(row), "money goes out and comes in on one line");
            money.minor = in + (m_debitIsNegative ? out : -out);
        }
        return m_shape.flipSign == true ? Money { -money.minor } : money;
    }

    Result<> applySign(std::size_t row, Money& money) const
    {
        const std::string_view word = field(row, m_columns.sign);
        const auto side = debitOrCredit(word);
        if (!side)
            return lineError(m_table.line(row), shown(word) + " says neither debit nor credit");
        if (money.minor < 0)
            return lineError(m_table.line(row), "the amount has a minus and a column for its sign as well");
        if (*side == DebitCredit::Debit)
            money.minor = -money.minor;
        return {};
    }

    /// Only a check: what cannot be read is no balance.
    std::optional<Money> balanceOf(std::size_t row) const
    {
        const auto balance = cell(row, m_columns.balance);
        return balance ? *balance : std::nullopt;
    }

    /// The newest balance is the account's, where the balances run with the amounts.
    void checkBalances()
    {
        if (m_statement.accounts.size() != 1 || m_balances.empty())
            return;
        auto& account = m_statement.accounts.front();
        const auto& lines = account.lines;
        std::array<std::size_t, 2> breaks {}; // oldest first, newest first
        std::array<int, 2> firstBreak {};
        for (std::size_t i = 1; i < lines.size(); ++i) {
            if (!m_balances[i - 1] || !m_balances[i])
                continue;
            const std::int64_t rise = m_balances[i]->minor - m_balances[i - 1]->minor;
            const std::array<bool, 2> right = { rise == lines[i].amount.minor, -rise == lines[i - 1].amount.minor };
            for (std::size_t way = 0; way < 2; ++way) {
                breaks[way] += right[way] ? 0 : 1;
                if (!right[way] && firstBreak[way] == 0)
                    firstBreak[way] = lines[i].lineNumber;
            }
        }
        const bool newestFirst
            = breaks[1] < breaks[0] || (breaks[1] == breaks[0] && lines.front().date > lines.back().date);
        const std::size_t way = newestFirst ? 1 : 0;
        if (breaks[way] == 0)
            account.closingBalance = newestFirst ? m_balances.front() : m_balances.back();
        else
            m_statement.notes.push_back("the running balance does not follow from the amounts (first in line "
                + std::to_string(firstBreak[way]) + "); it was not used");
    }

    const CsvTable& m_table;
    const CsvShape& m_shape;
    CsvColumns m_columns;
    std::size_t m_firstRow;
    Statement& m_statement;
    StatementAccounts m_accounts;
    std::string m_accountAbove;
    std::vector<std::optional<Money>> m_balances;
    bool m_debitIsNegative = false;
    std::size_t m_skipped = 0;
};

} // namespace

Result<> readCsvStatement(
    std::string_view text, const Currency& ledgerCurrency, const CsvShape& given, Statement& statement)
{
    CsvShape shape = given;
    if (!shape.delimiter)
        shape.delimiter = detectDelimiter(text);
    CsvTable table;
    QM_TRY(CsvTable::read(text, *shape.delimiter, text.size() + 1, table));
    QM_ASSIGN(shape, detectShape(table, shape, ledgerCurrency, statement.notes));
    statement.csv = shape;
    return CsvReader(table, shape, ledgerCurrency, statement).read();
}

} // namespace qm
