#include "common/formats/csv_content.h"

#include "common/formats/csv_columns.h"
#include "common/formats/statement_amount.h"
#include "common/formats/statement_date.h"
#include "common/formats/statement_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace qm {

namespace {

constexpr std::size_t sampleRows = 500;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
}

bool hasLetter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), isLetter);
}

/// A word that says what kind of payment a line is, rather than with whom.
bool isKindOfPayment(std::string_view text)
{
    constexpr auto kinds = std::to_array<std::string_view>(
        { "debit", "credit", "check", "cheque", "complete", "pending", "cleared", "posted", "merchant transaction",
            "payment", "transfer", "visa", "atm ", "bank credit", "direct debit", "standing order", "sale", "pos ",
            "fee", "interest", "dividend", "card payment", "kartenzahlung", "lastschrift", "ueberweisung",
            "uberweisung", "virement", "incasso", "buy", "sell", "reinvestment", "contribution", "withdrawal" });
    const std::string folded = foldedName(text) + " ";
    return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) { return folded.starts_with(kind); });
}

bool isIban(std::string_view text)
{
    std::string compact;
    for (const char c : text) {
        if (c != ' ')
            compact.push_back(c);
    }
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return compact.size() >= 15 && compact.size() <= 34 && upper(compact[0]) && upper(compact[1]) && digit(compact[2])
        && digit(compact[3])
        && std::all_of(compact.begin() + 4, compact.end(), [&](char c) { return upper(c) || digit(c); });
}

bool isCurrencyCode(std::string_view text)
{
    text = trimmed(text);
    return text.size() == 3 && Currency::parse(text).has_value();
}

/// Which roles a row's cells name, as a header would.
/// The leftmost of the columns that tell lines apart about as well as the best one.
std::optional<int> takeText(const CsvContent& content, std::vector<std::size_t>& texts, bool evenKinds)
{
    const auto isKind = [&](std::size_t column) { return content.at(column).kinds == content.at(column).filled; };
    std::vector<std::size_t> usable;
    std::copy_if(
        texts.begin(), texts.end(), std::back_inserter(usable), [&](std::size_t column) { return !isKind(column); });
    if (usable.empty() && evenKinds)
        usable = texts;
    if (usable.empty())
        return std::nullopt;
    std::size_t most = 0;
    for (const std::size_t column : usable)
        most = std::max(most, content.at(column).distinct);
    const auto chosen = std::find_if(usable.begin(), usable.end(),
        [&](std::size_t column) { return (content.at(column).distinct + 1) * 4 >= (most + 1) * 3; });
    const std::size_t column = *chosen;
    texts.erase(std::find(texts.begin(), texts.end(), column));
    return static_cast<int>(column);
}

} // namespace

CsvContent::CsvContent(const CsvTable& table, std::size_t firstRow, const std::optional<int>& dateColumn)
    : m_table(table)
{
    std::size_t width = 0;
    for (std::size_t row = firstRow; row < table.size() && m_rows.size() < sampleRows; ++row) {
        const bool data = dateColumn ? splitDate(table.field(row, static_cast<std::size_t>(*dateColumn))).has_value()
                                     : hasDayAndAmount(table, row);
        if (data) {
            m_rows.push_back(row);
            width = std::max(width, table.width(row));
        }
    }
    for (std::size_t column = 0; column < width; ++column)
        m_facts.push_back(facts(column));
}

const ColumnFacts& CsvContent::at(std::size_t column) const
{
    static const ColumnFacts none;
    return column < m_facts.size() ? m_facts[column] : none;
}

const ColumnFacts& CsvContent::at(const std::optional<int>& column) const
{
    return at(column ? static_cast<std::size_t>(*column) : m_facts.size());
}

ColumnFacts CsvContent::facts(std::size_t column) const
{
    ColumnFacts facts;
    std::unordered_set<std::string_view> distinct;
    for (const std::size_t row : m_rows) {
        const std::string_view text = trimmed(m_table.field(row, column));
        if (text.empty())
            continue;
        ++facts.filled;
        facts.bytes += text.size();
        distinct.insert(text);
        if (splitDate(text)) {
            ++facts.dates;
        } else if (const auto amount = splitAmount(text)) {
            ++facts.amounts;
            facts.zeros += isZero(amount->digits) ? 1 : 0;
            facts.signs += amount->negative ? 1 : 0;
            facts.money
                += amount->hasSign || !amount->currency.empty() || lastSeparator(amount->digits) != '\0' ? 1 : 0;
        } else if (isBlankAmount(text)) {
            ++facts.dashes;
        } else {
            facts.texts += hasLetter(text) ? 1 : 0;
            facts.codes += isCurrencyCode(text) ? 1 : 0;
            facts.kinds += isKindOfPayment(text) ? 1 : 0;
            facts.ibans += isIban(text) ? 1 : 0;
        }
        facts.sides += debitOrCredit(text) ? 1 : 0;
    }
    facts.distinct = distinct.size();
    return facts;
}

bool hasDayAndAmount(const CsvTable& table, std::size_t row)
{
    bool date = false;
    bool amount = false;
    for (std::size_t column = 0; column < table.width(row) && !(date && amount); ++column) {
        if (!date && splitDate(table.field(row, column)))
            date = true;
        else if (!amount && splitAmount(table.field(row, column)))
            amount = true;
    }
    return date && amount;
}

bool isZero(std::string_view digits)
{
    return digits.find_first_not_of("0.,") == std::string_view::npos;
}

bool isTaken(const CsvColumns& columns, std::size_t column)
{
    const auto is
        = [&](const std::optional<int>& taken) { return taken && static_cast<std::size_t>(*taken) == column; };
    return is(columns.date) || is(columns.amount) || is(columns.debit) || is(columns.credit) || is(columns.sign)
        || is(columns.payee) || is(columns.memo) || is(columns.id) || is(columns.check) || is(columns.balance)
        || is(columns.currency) || is(columns.account);
}

std::optional<int> findDateColumn(const CsvContent& content)
{
    std::optional<std::size_t> best;
    for (std::size_t column = 0; column < content.columns(); ++column) {
        if (content.at(column).dates > 0 && (!best || content.at(column).dates > content.at(*best).dates))
            best = column;
    }
    return best ? std::optional(static_cast<int>(*best)) : std::nullopt;
}

void findTextColumns(const CsvContent& content, CsvColumns& columns)
{
    std::vector<std::size_t> texts;
    for (std::size_t column = 0; column < content.columns(); ++column) {
        const auto& facts = content.at(column);
        if (isTaken(columns, column) || facts.filled == 0)
            continue;
        if (!columns.currency && facts.codes == facts.filled && facts.filled == content.rows())
            columns.currency = static_cast<int>(column);
        else if (!columns.sign && columns.amount && facts.sides == facts.filled && facts.filled == content.rows()
            && content.at(columns.amount).signs == 0)
            columns.sign = static_cast<int>(column);
        else if (facts.texts * 2 > facts.filled && facts.ibans * 2 < facts.filled && facts.bytes > facts.filled * 3)
            texts.push_back(column);
    }
    if (!columns.payee)
        columns.payee = takeText(content, texts, true);
    if (!columns.memo)
        columns.memo = takeText(content, texts, false);
}

} // namespace qm
