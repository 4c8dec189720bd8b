#pragma once

#include "common/formats/csv_content.h"

namespace qm {

/// A header stands within the first rows.
inline constexpr std::size_t headerRowsMax = 60;

/// How many of a row's cells are names of columns.
std::size_t namedColumns(const CsvTable& table, std::size_t row);
/// Whether a row names a column of days and one of money, and holds no day itself.
bool isHeader(const CsvTable& table, std::size_t row);
/// Gives the columns that the header in `row` names to the roles still open. A name that the values below it contradict
/// is passed over; a note says so where that could matter.
void assignHeaderColumns(const CsvTable& table, std::size_t row, const CsvContent& content, CsvColumns& columns,
    std::vector<std::string>& notes);

} // namespace qm
