#include "common/formats/csv_header.h"

#include "common/formats/csv_columns.h"
#include "common/formats/statement_date.h"

#include <algorithm>

namespace qm {

namespace {

std::vector<std::pair<std::size_t, CsvRoleName>> namedRoles(const CsvTable& table, std::size_t row)
{
    std::vector<std::pair<std::size_t, CsvRoleName>> roles;
    for (std::size_t column = 0; column < table.width(row); ++column) {
        const std::string_view name = table.field(row, column);
        if (isCurrencyOrDate(name)) {
            roles.push_back({ column, { CsvRole::Day, 4 } });
            roles.push_back({ column, { CsvRole::Currency, 1 } });
        } else if (const auto role = csvRole(name)) {
            roles.push_back({ column, *role });
        }
    }
    return roles;
}

class HeaderColumns {
public:
    HeaderColumns(const CsvTable& table, std::size_t row, const CsvContent& content)
        : m_content(content)
        , m_roles(namedRoles(table, row))
    {
    }

    void assign(CsvColumns& columns)
    {
        for (const auto& [column, name] : m_roles) {
            if (isTaken(columns, column)) // given
                m_used.push_back(column);
        }
        const bool pairGiven = columns.debit || columns.credit;
        take(CsvRole::Day, columns.date, [&](std::size_t column) { return holds(column, &ColumnFacts::dates); });
        take(CsvRole::Debit, columns.debit, [&](std::size_t column) { return isMoney(column); });
        take(CsvRole::Credit, columns.credit, [&](std::size_t column) { return isMoney(column); });
        if (!pairGiven)
            take(CsvRole::Amount, columns.amount, [&](std::size_t column) { return isMoney(column); });
        const bool pair = columns.debit && columns.credit;
        const bool amountIsWhole = columns.amount && m_content.at(columns.amount).amounts == m_content.rows();
        if (columns.amount && pair && !amountIsWhole)
            columns.amount = std::nullopt;
        if (columns.amount)
            columns.debit = columns.credit = std::nullopt;
        take(CsvRole::Balance, columns.balance, [&](std::size_t column) { return isMoney(column); });
        take(CsvRole::Currency, columns.currency,
            [&](std::size_t column) { return holds(column, &ColumnFacts::codes); });
        if (columns.amount)
            take(CsvRole::Sign, columns.sign, [&](std::size_t column) { return isSign(column, columns); });
        take(CsvRole::Account, columns.account, [&](std::size_t column) { return isAccount(column); });
        take(CsvRole::Id, columns.id, [](std::size_t) { return true; });
        take(CsvRole::Check, columns.check, [](std::size_t) { return true; });
        take(CsvRole::Payee, columns.payee,
            [&](std::size_t column) { return m_content.empty() || m_content.at(column).filled > 0; });
        take(CsvRole::Memo, columns.memo,
            [&](std::size_t column) { return m_content.empty() || m_content.at(column).filled > 0; });
        if (!columns.memo || rankOf(columns.memo, CsvRole::Memo) > 0) {
            // A description beside a payee is a memo.
            std::optional<int> description;
            take(
                CsvRole::Payee, description, [&](std::size_t column) { return m_content.at(column).filled > 0; }, 2);
            if (description && rankOf(columns.payee, CsvRole::Payee) < 2)
                columns.memo = description;
        }
    }

private:
    template <typename Accept>
    void take(CsvRole role, std::optional<int>& column, Accept accept, int rankMin = 0)
    {
        if (column)
            return;
        for (int rank = rankMin; rank <= 4; ++rank) {
            for (const auto& [at, name] : m_roles) {
                if (name.role != role || name.rank != rank || isUsed(at) || !accept(at))
                    continue;
                column = static_cast<int>(at);
                m_used.push_back(at);
                return;
            }
        }
    }

    bool isUsed(std::size_t column) const { return std::find(m_used.begin(), m_used.end(), column) != m_used.end(); }

    int rankOf(const std::optional<int>& column, CsvRole role) const
    {
        for (const auto& [at, name] : m_roles) {
            if (column && at == static_cast<std::size_t>(*column) && name.role == role)
                return name.rank;
        }
        return 9;
    }

    bool holds(std::size_t column, std::size_t ColumnFacts::*what) const
    {
        const auto& facts = m_content.at(column);
        return m_content.empty() || (facts.filled > 0 && facts.*what * 2 >= facts.filled);
    }

    bool isMoney(std::size_t column) const
    {
        const auto& facts = m_content.at(column);
        return facts.filled == 0 || facts.amounts * 2 >= facts.filled;
    }

    bool isSign(std::size_t column, const CsvColumns& columns) const
    {
        const auto& facts = m_content.at(column);
        const bool sure = rankOf(static_cast<int>(column), CsvRole::Sign) == 0;
        const bool speaks
            = sure ? facts.sides * 2 >= facts.filled : facts.sides == facts.filled && facts.filled == m_content.rows();
        const bool unsignedAmounts = m_content.at(columns.amount).signs == 0;
        return m_content.empty() ? sure : (facts.filled > 0 && speaks && unsignedAmounts);
    }

    /// Some banks put the other party's account under such a name: then cells are empty or differ from row to row.
    bool isAccount(std::size_t column) const
    {
        const auto& facts = m_content.at(column);
        const bool differs = facts.distinct > 1
            && (rankOf(static_cast<int>(column), CsvRole::Account) > 0 || facts.distinct * 3 > facts.filled);
        return m_content.empty() || (facts.filled == m_content.rows() && !differs);
    }

    const CsvContent& m_content;
    std::vector<std::pair<std::size_t, CsvRoleName>> m_roles;
    std::vector<std::size_t> m_used;
};

} // namespace

std::size_t namedColumns(const CsvTable& table, std::size_t row)
{
    return namedRoles(table, row).size();
}

bool isHeader(const CsvTable& table, std::size_t row)
{
    bool date = false;
    bool money = false;
    for (const auto& [column, name] : namedRoles(table, row)) {
        date = date || name.role == CsvRole::Day;
        money = money || name.role == CsvRole::Amount || name.role == CsvRole::Debit || name.role == CsvRole::Credit;
    }
    if (!date || !money)
        return false;
    for (std::size_t column = 0; column < table.width(row); ++column) {
        if (splitDate(table.field(row, column)))
            return false;
    }
    return true;
}

void assignHeaderColumns(const CsvTable& table, std::size_t row, const CsvContent& content, CsvColumns& columns,
    std::vector<std::string>& notes)
{
    HeaderColumns(table, row, content).assign(columns);
    for (const auto& [column, name] : namedRoles(table, row)) {
        const bool isPassedOver = name.role == CsvRole::Account && name.rank == 0 && !columns.account;
        if (isPassedOver && content.at(column).distinct > 1)
            notes.push_back("column " + std::to_string(column + 1)
                + " names accounts that differ from line to line; it was not used, all lines are of one account");
    }
}

} // namespace qm
