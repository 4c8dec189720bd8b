#pragma once

#include "common/formats/csv_table.h"
#include "common/formats/statement.h"

namespace qm {

/// The delimiter under which most rows have a day and an amount: comma, semicolon, tab or bar.
char detectDelimiter(std::string_view text);

/// Fills in what `given` leaves open by looking at the table: header, columns, date order, decimal separator. Notes say
/// what was not certain. Invalid where no day and amount can be found, or where what is given contradicts the file.
Result<CsvShape> detectShape(
    const CsvTable& table, const CsvShape& given, const Currency& ledgerCurrency, std::vector<std::string>& notes);

/// The first row after the header.
std::size_t firstDataRow(const CsvTable& table, const CsvShape& shape);

} // namespace qm
