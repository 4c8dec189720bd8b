#pragma once

#include "common/formats/csv_content.h"

namespace qm {

/// Without a header: amount, or debit and credit, and the running balance, by how they go together. `decimal` as
/// CsvShape::decimal, when given. Notes say what was not certain.
void findMoneyColumns(
    const CsvContent& content, std::optional<char> decimal, CsvColumns& columns, std::vector<std::string>& notes);

} // namespace qm
