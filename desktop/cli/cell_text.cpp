#include "desktop/cli/cell_text.h"

#include "common/store/cell_parts.h"
#include "desktop/cli/arguments.h"
#include "desktop/cli/json_rows.h"

#include <algorithm>

namespace qm::cli {

namespace {

std::string nameOf(const RowKey& key, const NameMaps& names)
{
    switch (key.table) {
    case Table::Account: return names.account(key.id);
    case Table::Category: return names.category(key.id);
    case Table::Template: return names.templ(key.id);
    case Table::Month: return names.month(key.id);
    case Table::Entry: return names.entry(key.id);
    default: return {};
    }
}

std::string partText(const CellPart& part, const Currency& currency)
{
    if (isNull(part.value))
        return "none";
    if (asId(part.value))
        return part.name;
    if (const std::string* text = asText(part.value))
        return *text;
    const std::int64_t number = *asInteger(part.value);
    switch (part.column->type) {
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

std::string cellText(
    Table table, const std::string& cell, const std::string& json, const Currency& currency, const NameMaps& names)
{
    const auto parts = cellParts(table, cell, json, [&](const RowKey& key) { return nameOf(key, names); });
    if (!parts)
        return json;
    std::string out;
    for (const CellPart& part : *parts)
        out += (out.empty() ? "" : ", ") + partText(part, currency);
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
    std::string out;
    for (const auto& [cell, value] : rowCells(json)) {
        const bool isPlace = cell == "pos" || cell == "lineage" || cell == "split";
        const std::string text = isPlace ? std::string() : cellText(table, cell, value, currency, names);
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
