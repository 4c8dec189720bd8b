#pragma once

#include "common/formats/statement.h"

namespace qm {

/// The first rows of a CSV file from its header on, as they stand, for a person who says which column is what.
/// Delimiter and encoding are taken from `shape`, or guessed. Reads only the beginning of the file. Empty where it is
/// no text.
std::vector<std::vector<std::string>> csvSample(std::string_view bytes, const CsvShape& shape, std::size_t rowsMax);

} // namespace qm
