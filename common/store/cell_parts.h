#pragma once

#include "common/store/ledger.h"

#include <functional>

namespace qm {

/// What a row that an id names is called; empty when it is not known.
using NameOf = std::function<std::string(const RowKey&)>;

/// One column of a value: the command line and the window put it into words, each in its own.
struct CellPart {
    const ColumnInfo* column = nullptr;
    Scalar value;
    std::string name; ///< of an id: what it names, or the id itself
};

/// The value of a cell (JSON as on the wire) in its parts, but for those that another part says: a posting's date says
/// its month, and most postings go to no second account. Nothing for what this program does not understand, as the
/// cells of a newer one.
std::optional<std::vector<CellPart>> cellParts(
    Table table, const std::string& cell, const std::string& json, const NameOf& nameOf);
/// The cells of a whole row (`{"amount":-2340,…}`) by name, as JSON; none for what is not a row.
std::vector<std::pair<std::string, std::string>> rowCells(const std::string& json);
/// The column of a cell that has just one; null for others and for cells of a newer level.
const ColumnInfo* onlyColumn(Table table, const std::string& cell);
bool isMoneyCell(Table table, const std::string& cell);

} // namespace qm
