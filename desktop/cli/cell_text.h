#pragma once

#include "desktop/cli/names.h"
#include "desktop/cli/program.h"

namespace qm::cli {

/// The value of a cell (JSON as on the wire) as a person reads it: amounts with their point, names in the place of
/// ids. An empty text for what is not there.
std::string cellText(
    Table table, const std::string& cell, const std::string& json, const Currency& currency, const NameMaps& names);
/// A row's cells in a line, those that say something.
std::string rowText(Table table, const std::string& json, const Currency& currency, const NameMaps& names);
/// Puts it under `key`; of an amount a decimal string, and `<key>_minor` beside it. With no
/// cell named it is a whole row.
void putCell(OrderedJson& out, const char* key, Table table, const std::string& cell, const std::string& json,
    const Currency& currency);

/// A word of the command line as the value of a cell, by the cell's type. Errors: Invalid, NotFound; Rule for cells of
/// several columns, which have no such form.
Result<CellValue> cellOfWord(Ledger& ledger, Table table, const std::string& cell, const std::string& word);

/// "entry", "template entry", for sentences.
std::string tableText(Table table);

} // namespace qm::cli
