#pragma once

#include "common/ledger/date.h"
#include "common/store/ledger.h"

#include <string>

namespace qm::cli {

// Words of the command line as values. Errors: Invalid, which name the word that is wrong.

/// `-23.45`, `12.50+3`.
Result<Money> moneyOf(const std::string& word, const Currency& currency);
/// `2026-05-03`; empty: today.
Result<std::string> dateOf(const std::string& word);
Result<YearMonth> monthOfWord(const std::string& word);
/// A day of the month, 1 to 31.
Result<int> dueDayOf(const std::string& word);

/// The household's calendar day now.
std::string today();

/// One cell as an edit: its name on the wire and its columns.
std::pair<CellRef, CellValue> cellEdit(Table table, std::string_view cell, Scalar value);
std::pair<CellRef, CellValue> cellEdit(Table table, std::string_view cell, std::vector<Scalar> values);
/// NULL for an empty text.
Scalar textScalar(const std::string& text);

} // namespace qm::cli
