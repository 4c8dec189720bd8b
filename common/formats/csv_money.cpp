#include "common/formats/csv_money.h"

#include "common/formats/statement_amount.h"

#include <algorithm>
#include <iterator>

namespace qm {

namespace {

constexpr std::size_t moneyColumnsMax = 12; // every two of them are compared

class MoneyFinder {
public:
    MoneyFinder(
        const CsvContent& content, std::optional<char> decimal, CsvColumns& columns, std::vector<std::string>& notes)
        : m_content(content)
        , m_decimal(decimal)
        , m_columns(columns)
        , m_notes(notes)
    {
    }

    void find()
    {
        std::vector<std::size_t> candidates = moneyColumns(true);
        if (candidates.empty())
            candidates = moneyColumns(false);
        candidates.resize(std::min(candidates.size(), moneyColumnsMax));
        if (findPair(candidates))
            return;
        findAmount(candidates);
    }

private:
    /// Columns of nothing but amounts; `sure`: that look like money, not like numbers of checks or shares.
    std::vector<std::size_t> moneyColumns(bool sure) const
    {
        std::vector<std::size_t> found;
        for (std::size_t column = 0; column < m_content.columns(); ++column) {
            const auto& facts = m_content.at(column);
            if (isTaken(m_columns, column) || facts.amounts == 0 || facts.amounts + facts.dashes < facts.filled)
                continue;
            const bool looksLikeMoney = facts.money * 2 >= facts.amounts;
            const bool looksLikeNumber = facts.bytes > facts.filled * 12 || (facts.distinct == 1 && facts.filled > 2);
            if (facts.zeros < facts.amounts && (sure ? looksLikeMoney : !looksLikeNumber))
                found.push_back(column);
        }
        return found;
    }

    std::optional<std::int64_t> value(std::size_t sampleRow, std::size_t column) const
    {
        const auto amount = splitAmount(m_content.field(sampleRow, column));
        if (!amount)
            return std::nullopt;
        // Only differences are compared: any currency with enough decimals does.
        const auto money = amountValue(*amount, m_decimal.value_or('\0'), Currency { "XXX", 3 });
        return money ? std::optional(money->minor) : std::nullopt;
    }

    /// How many neighbouring balances differ by the amount, the amounts taken as `amounts` gives them.
    template <typename Amounts>
    std::size_t chainMatches(std::size_t balance, Amounts amounts) const
    {
        std::size_t oldestFirst = 0;
        std::size_t newestFirst = 0;
        for (std::size_t row = 1; row < m_content.rows(); ++row) {
            const auto before = value(row - 1, balance);
            const auto after = value(row, balance);
            if (!before || !after)
                continue;
            const auto later = amounts(row);
            const auto earlier = amounts(row - 1);
            oldestFirst += later && *after - *before == *later ? 1 : 0;
            newestFirst += earlier && *before - *after == *earlier ? 1 : 0;
        }
        return std::max(oldestFirst, newestFirst);
    }

    std::optional<std::int64_t> pairValue(std::size_t row, std::size_t debit, std::size_t credit) const
    {
        const auto out = value(row, debit);
        const auto in = value(row, credit);
        if (!out || *out == 0)
            return in;
        return m_content.at(debit).signs > 0 ? out : std::optional(-*out);
    }

    /// Two columns of which every row fills one: money out and money in.
    bool findPair(const std::vector<std::size_t>& candidates)
    {
        if (m_columns.amount || m_columns.debit || m_columns.credit)
            return false;
        const auto moves = [&](std::size_t row, std::size_t column) {
            const auto amount = splitAmount(m_content.field(row, column));
            return amount && !isZero(amount->digits);
        };
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            for (std::size_t j = i + 1; j < candidates.size(); ++j) {
                std::size_t one = 0;
                std::size_t both = 0;
                for (std::size_t row = 0; row < m_content.rows(); ++row) {
                    const bool left = moves(row, candidates[i]);
                    const bool right = moves(row, candidates[j]);
                    both += left && right ? 1 : 0;
                    one += left != right ? 1 : 0;
                }
                if (both == 0 && one * 10 >= m_content.rows() * 9) {
                    takePair(candidates[i], candidates[j], candidates);
                    return true;
                }
            }
        }
        return false;
    }

    void takePair(std::size_t left, std::size_t right, const std::vector<std::size_t>& candidates)
    {
        for (const std::size_t column : candidates) {
            if (column != left && column != right && m_content.isFull(column) && !m_columns.balance)
                m_columns.balance = static_cast<int>(column);
        }
        std::size_t leftOut = 0;
        std::size_t rightOut = 0;
        if (m_columns.balance) {
            const auto balance = static_cast<std::size_t>(*m_columns.balance);
            leftOut = chainMatches(balance, [&](std::size_t row) { return pairValue(row, left, right); });
            rightOut = chainMatches(balance, [&](std::size_t row) { return pairValue(row, right, left); });
        }
        const bool rightIsSigned = m_content.at(right).signs > 0 && m_content.at(left).signs == 0;
        const bool swap = rightOut > leftOut || (rightOut == leftOut && rightIsSigned);
        m_columns.debit = static_cast<int>(swap ? right : left);
        m_columns.credit = static_cast<int>(swap ? left : right);
        if (leftOut == rightOut && m_content.at(left).signs + m_content.at(right).signs == 0) {
            m_notes.push_back("columns " + std::to_string(left + 1) + " and " + std::to_string(right + 1)
                + " were read as money out and money in, in the order most banks use");
        }
    }

    void findAmount(const std::vector<std::size_t>& candidates)
    {
        if (m_columns.amount || m_columns.debit || m_columns.credit || candidates.empty())
            return;
        std::vector<std::size_t> full;
        std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(full),
            [&](std::size_t column) { return m_content.isFull(column); });
        if (full.empty()) {
            m_columns.amount = static_cast<int>(*std::max_element(candidates.begin(), candidates.end(),
                [&](std::size_t a, std::size_t b) { return m_content.at(a).amounts < m_content.at(b).amounts; }));
            return;
        }
        std::size_t bestMatches = 0;
        for (const std::size_t amount : full) {
            for (const std::size_t balance : full) {
                if (amount == balance)
                    continue;
                const std::size_t in = chainMatches(balance, [&](std::size_t row) { return value(row, amount); });
                const std::size_t out = chainMatches(balance, [&](std::size_t row) {
                    const auto minor = value(row, amount);
                    return minor ? std::optional(-*minor) : minor;
                });
                if (std::max(in, out) > bestMatches) {
                    bestMatches = std::max(in, out);
                    m_columns.amount = in >= out ? std::optional(static_cast<int>(amount)) : std::nullopt;
                    m_columns.debit = in >= out ? std::nullopt : std::optional(static_cast<int>(amount));
                    m_columns.balance = static_cast<int>(balance);
                }
            }
        }
        if (bestMatches * 2 >= std::max<std::size_t>(m_content.rows() - 1, 1))
            return;
        m_columns.debit = m_columns.balance = std::nullopt;
        const auto isSigned = std::find_if(
            full.begin(), full.end(), [&](std::size_t column) { return m_content.at(column).signs > 0; });
        const std::size_t amount = isSigned != full.end() ? *isSigned : full.front();
        m_columns.amount = static_cast<int>(amount);
        for (const std::size_t column : full) {
            if (column > amount && !m_columns.balance)
                m_columns.balance = static_cast<int>(column);
        }
        if (full.size() > 1)
            m_notes.push_back("column " + std::to_string(amount + 1) + " was taken for the amount");
    }

    const CsvContent& m_content;
    std::optional<char> m_decimal;
    CsvColumns& m_columns;
    std::vector<std::string>& m_notes;
};

} // namespace

void findMoneyColumns(
    const CsvContent& content, std::optional<char> decimal, CsvColumns& columns, std::vector<std::string>& notes)
{
    MoneyFinder(content, decimal, columns, notes).find();
}

} // namespace qm
