#include "common/store/cell_parts.h"

#include "common/sync/change_set.h"

namespace qm {

const ColumnInfo* onlyColumn(Table table, const std::string& cell)
{
    const CellRef ref = cellNamed(table, cell);
    if (ref.isExtra())
        return nullptr;
    const CellInfo& place = info(table).cells[ref.index];
    return place.count == 1 ? &info(table).columns[place.first] : nullptr;
}

bool isMoneyCell(Table table, const std::string& cell)
{
    const ColumnInfo* const column = onlyColumn(table, cell);
    return column && column->type == ColumnType::Money;
}

std::optional<std::vector<CellPart>> cellParts(
    Table table, const std::string& cell, const std::string& json, const NameOf& nameOf)
{
    std::vector<CellPart> parts;
    if (json.empty())
        return parts;
    const CellRef ref = cellNamed(table, cell);
    const auto parsed = parseJson(json);
    if (cell.empty() || ref.isExtra() || !parsed)
        return std::nullopt;
    const auto value = decodeCell(table, ref, *parsed);
    if (!value)
        return std::nullopt;
    const CellInfo& place = info(table).cells[ref.index];
    for (std::size_t i = 0; i < place.count; ++i) {
        const ColumnInfo& column = info(table).columns[place.first + i];
        const bool isSaidElsewhere
            = place.count > 1 && (column.reference == Table::Month || (i > 0 && isNull(value->columns[i])));
        if (isSaidElsewhere)
            continue;
        CellPart part { &column, value->columns[i], {} };
        if (const Uuid* const id = asId(part.value)) {
            if (column.reference != Table {}) // a split's id is of no table
                part.name = nameOf({ column.reference, *id });
            if (part.name.empty())
                part.name = id->text();
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

std::vector<std::pair<std::string, std::string>> rowCells(const std::string& json)
{
    std::vector<std::pair<std::string, std::string>> cells;
    const auto row = parseJson(json.empty() ? "{}" : json);
    if (!row || !row->is_object())
        return cells;
    for (const auto& [cell, value] : row->items())
        cells.emplace_back(cell, canonicalJson(value));
    return cells;
}

} // namespace qm
