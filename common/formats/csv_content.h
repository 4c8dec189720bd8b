#pragma once

#include "common/formats/csv_table.h"
#include "common/formats/statement.h"

namespace qm {

/// What the cells of one column are, over the rows of the sample.
struct ColumnFacts {
    std::size_t filled = 0;
    std::size_t dates = 0;
    std::size_t amounts = 0;
    std::size_t money = 0; ///< amounts that carry a separator, a sign or a currency
    std::size_t zeros = 0;
    std::size_t signs = 0; ///< amounts with a minus
    std::size_t codes = 0;
    std::size_t sides = 0; ///< debit or credit
    std::size_t texts = 0;
    std::size_t kinds = 0; ///< texts that name a kind of payment
    std::size_t ibans = 0;
    std::size_t dashes = 0; ///< a dash for no amount
    std::size_t bytes = 0;
    std::size_t distinct = 0;
};

/// What stands in the columns of a table: facts about the first few hundred rows that have a day and an amount. Refers
/// to the table.
class CsvContent {
public:
    /// `dateColumn`: where the day is, when it is known.
    CsvContent(const CsvTable& table, std::size_t firstRow, const std::optional<int>& dateColumn);

    bool empty() const { return m_rows.empty(); }
    std::size_t rows() const { return m_rows.size(); }
    std::size_t columns() const { return m_facts.size(); }
    /// All zeros for a column that is not there.
    const ColumnFacts& at(std::size_t column) const;
    const ColumnFacts& at(const std::optional<int>& column) const;
    /// Every row has an amount there.
    bool isFull(std::size_t column) const { return at(column).amounts == rows(); }
    /// Of the rows looked at, counted from 0.
    std::string_view field(std::size_t row, std::size_t column) const { return m_table.field(m_rows[row], column); }

private:
    ColumnFacts facts(std::size_t column) const;

    const CsvTable& m_table;
    std::vector<std::size_t> m_rows;
    std::vector<ColumnFacts> m_facts;
};

bool hasDayAndAmount(const CsvTable& table, std::size_t row);
/// Digits of an amount that is nothing.
bool isZero(std::string_view digits);
/// Whether any role has this column.
bool isTaken(const CsvColumns& columns, std::size_t column);

/// Without a header: the column of days.
std::optional<int> findDateColumn(const CsvContent& content);
/// Without a header: currency, sign, payee and memo among the columns that are not taken.
void findTextColumns(const CsvContent& content, CsvColumns& columns);

} // namespace qm
