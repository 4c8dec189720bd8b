#pragma once

#include "common/formats/statement.h"

namespace qm {

/// Reads a CSV statement. `text` is UTF-8 without byte order mark; what is detected and decided goes into `statement`.
/// Errors as readStatement().
Result<> readCsvStatement(
    std::string_view text, const Currency& ledgerCurrency, const CsvShape& given, Statement& statement);

} // namespace qm
