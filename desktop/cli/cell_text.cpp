#include "desktop/cli/cell_text.h"

#include "common/sync/change_set.h"
#include "desktop/cli/arguments.h"
#include "desktop/cli/json_rows.h"

#include <algorithm>

namespace qm::cli {

namespace {

/// The column of a cell that has just one; null for others and for cells of a newer level.
const ColumnInfo* onlyColumn(Table table, const std::string& cell)
{
    const CellRef ref = cellNamed(table, cell);
    if (ref.isExtra())
        return nullptr;
    const CellInfo& place = info(table).cells[ref.index];
    return place.count == 1 ? &info(table).columns[place.first] : nullptr;
}

std::string nameOf(const Uuid& id, Table table, const NameMaps& names)
{
    std::string name;
    switch (table) {
    case Table::Account: name = names.account(id); break;
    case Table::Category: name = names.category(id); break;
    case Table::Template: name = names.templ(id); break;
    case Table::Month: name = names.month(id); break;
    case Table::Entry: name = names.entry(id); break;
    default: break;
    }
    return name.empty() ? id.text() : name;
}

std::string columnText(const ColumnInfo& column, const Scalar& value, const Currency& currency, const NameMaps& names)
{
    if (isNull(value))
        return "none";
    if (const Uuid* id = asId(value))
        return nameOf(*id, column.reference, names);
    if (const std::string* text = asText(value))
        return *text;
    const std::int64_t number = *asInteger(value);
    switch (column.type) {
    case ColumnType::Money: return moneyText({ number }, currency);
    case ColumnType::Flag: return number ? "yes" : "no";
    default: return std::to_string(number);
    }
}

Result<Uuid> idOfWord(Ledger& ledger, Table table, const std::string& word)
{
    switch (table) {
    case Table::Account: {
        QM_ASSIGN(const Named account, accountNamed(ledger, word));
        return account.id;
    }
    case Table::Category: {
        QM_ASSIGN(const Category category, categoryNamed(ledger, word));
        return category.id;
    }
    case Table::Template: {
        QM_ASSIGN(const Template templ, templateNamed(ledger, word));
        return templ.id;
    }
    default: return Uuid::parse(word);
    }
}

Result<Scalar> scalarOfWord(Ledger& ledger, const ColumnInfo& column, const std::string& word)
{
    switch (column.type) {
    case ColumnType::Money: {
        QM_ASSIGN(const Money money, moneyOf(word, ledger.currency()));
        return Scalar(money.minor);
    }
    case ColumnType::Flag:
        if (word != "yes" && word != "no")
            return Error { ErrorCode::Invalid, "\"" + word.substr(0, 40) + "\" is neither yes nor no" };
        return Scalar(std::int64_t { word == "yes" ? 1 : 0 });
    case ColumnType::DueDay: {
        QM_ASSIGN(const int day, dueDayOf(word));
        return Scalar(std::int64_t { day });
    }
    case ColumnType::Id: {
        QM_ASSIGN(const Uuid id, idOfWord(ledger, column.reference, word));
        return Scalar(id);
    }
    case ColumnType::Position: return Error { ErrorCode::Rule, "a place in a list is settled with mine or theirs" };
    default: return Scalar(word);
    }
}

} // namespace

std::string tableText(Table table)
{
    std::string name = info(table).name;
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

bool isMoneyCell(Table table, const std::string& cell)
{
    const ColumnInfo* column = onlyColumn(table, cell);
    return column && column->type == ColumnType::Money;
}

std::string cellText(
    Table table, const std::string& cell, const std::string& json, const Currency& currency, const NameMaps& names)
{
    if (json.empty())
        return {};
    const CellRef ref = cellNamed(table, cell);
    const auto parsed = parseJson(json);
    if (cell.empty() || ref.isExtra() || !parsed)
        return json;
    const auto value = decodeCell(table, ref, *parsed);
    if (!value)
        return json;
    const CellInfo& place = info(table).cells[ref.index];
    std::string out;
    for (std::size_t i = 0; i < place.count; ++i) {
        const ColumnInfo& column = info(table).columns[place.first + i];
        // A posting's date says its month, and most postings go to no second account.
        const bool isSaidElsewhere
            = place.count > 1 && (column.reference == Table::Month || (i > 0 && isNull(value->columns[i])));
        if (!isSaidElsewhere)
            out += (out.empty() ? "" : ", ") + columnText(column, value->columns[i], currency, names);
    }
    return out;
}

void putCell(OrderedJson& out, const char* key, Table table, const std::string& cell, const std::string& json,
    const Currency& currency)
{
    OrderedJson value;
    if (!json.empty()) {
        value = OrderedJson::parse(json, nullptr, false);
        if (value.is_discarded())
            value = json;
    }
    if (!cell.empty() && isMoneyCell(table, cell) && value.is_number_integer()) {
        putMoney(out, key, { value.get<std::int64_t>() }, currency);
        return;
    }
    if (cell.empty() && value.is_object()) { // a whole row
        OrderedJson row;
        for (const auto& [name, content] : value.items()) {
            if (isMoneyCell(table, name) && content.is_number_integer())
                putMoney(row, name.c_str(), { content.get<std::int64_t>() }, currency);
            else
                row[name] = content;
        }
        value = std::move(row);
    }
    out[key] = std::move(value);
}

std::string rowText(Table table, const std::string& json, const Currency& currency, const NameMaps& names)
{
    const auto row = parseJson(json.empty() ? "{}" : json);
    if (!row || !row->is_object())
        return {};
    std::string out;
    for (const auto& [cell, value] : row->items()) {
        const bool isPlace = cell == "pos" || cell == "lineage" || cell == "split";
        const std::string text = isPlace ? std::string() : cellText(table, cell, canonicalJson(value), currency, names);
        if (!text.empty() && text != "no" && text != "none")
            out += (out.empty() ? "" : ", ") + cell + " " + text;
    }
    return out;
}

Result<CellValue> cellOfWord(Ledger& ledger, Table table, const std::string& cell, const std::string& word)
{
    const ColumnInfo* column = onlyColumn(table, cell);
    if (!column)
        return Error { ErrorCode::Rule, "this is settled with mine or theirs, and edited afterwards" };
    QM_ASSIGN(const Scalar value, scalarOfWord(ledger, *column, word));
    QM_TRY(checkColumn(*column, value));
    CellValue out;
    out.columns[0] = value;
    return out;
}

} // namespace qm::cli
