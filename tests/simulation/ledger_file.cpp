#include "ledger_file.h"

#include "common/store/log_texts.h"
#include "run.h"

namespace simulation {

using namespace qm;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result)
        throw Violation { "I10", "a file cannot be read: " + result.error().detail };
    return *std::move(result);
}

/// Calls `each` for every row of a statement.
template <typename Each>
void eachRow(sql::Connection& connection, const std::string& sql, Each each)
{
    const auto rows = must(connection.prepare(sql));
    while (must(rows->step()))
        each(*rows);
}

Json valueAt(const sql::Statement& row, int column, ColumnType type)
{
    if (row.isNull(column))
        return nullptr;
    switch (type) {
    case ColumnType::Id: return Uuid::fromBytes(row.blob(column)).text();
    case ColumnType::Money:
    case ColumnType::Flag:
    case ColumnType::Position:
    case ColumnType::DueDay: return row.integer(column);
    default: return std::string(row.text(column));
    }
}

DumpedRow dumpedRow(const sql::Statement& row, const TableInfo& table)
{
    DumpedRow dumped;
    for (const CellInfo& cell : table.cells) {
        Json value = cell.count == 1 ? Json() : Json::array();
        bool isThere = false;
        for (int i = 0; i < cell.count; ++i) {
            const int column = cell.first + i;
            Json one = valueAt(row, 1 + column, table.columns[static_cast<std::size_t>(column)].type);
            isThere |= !one.is_null();
            if (cell.count == 1)
                value = std::move(one);
            else
                value.push_back(std::move(one));
        }
        if (isThere)
            dumped.cells[cell.name] = std::move(value);
    }
    const int after = 1 + static_cast<int>(table.columns.size());
    if (!row.isNull(after)) {
        const Json extra = Json::parse(row.text(after));
        for (const auto& [name, value] : extra.items())
            dumped.cells[name] = value;
    }
    dumped.isAlive = row.integer(after + 4) == 0;
    return dumped;
}

Json jsonOf(std::string_view text)
{
    return text.empty() ? Json() : Json::parse(text);
}

} // namespace

std::string text(const RowName& row)
{
    return row.first + " " + row.second.substr(row.second.size() > 6 ? row.second.size() - 6 : 0);
}

Dump dumpRows(sql::Connection& connection)
{
    Dump dump;
    for (const Table table : allTables) {
        const TableInfo& shape = info(table);
        eachRow(connection, shape.selectAllSql, [&](const sql::Statement& row) {
            dump[{ shape.name, Uuid::fromBytes(row.blob(0)).text() }] = dumpedRow(row, shape);
        });
    }
    return dump;
}

std::vector<LogLine> readLog(sql::Connection& connection, std::int64_t after)
{
    std::vector<LogLine> log;
    LogTexts texts(connection);
    eachRow(connection,
        "SELECT rev, id, eff, recv, outcome, kind, no FROM change_set WHERE rev > " + std::to_string(after)
            + " ORDER BY rev",
        [&](const sql::Statement& row) {
            const auto text = must(texts.read(row.integer(6)));
            log.push_back({ row.integer(0), Uuid::fromBytes(row.blob(1)), row.integer(2), row.integer(3),
                static_cast<int>(row.integer(4)), static_cast<int>(row.integer(5)),
                text ? jsonOf(text->intent) : Json(), text && text->effects ? jsonOf(*text->effects) : Json() });
        });
    return log;
}

std::vector<ConflictLine> readConflicts(sql::Connection& connection)
{
    std::vector<ConflictLine> conflicts;
    eachRow(connection, "SELECT kind, tbl, row, cell, loser, loser_v, solved FROM conflict ORDER BY id",
        [&](const sql::Statement& row) {
            conflicts.push_back({ std::string(row.text(0)),
                { info(static_cast<Table>(row.integer(1))).name, Uuid::fromBytes(row.blob(2)).text() },
                row.isNull(3) ? "" : std::string(row.text(3)), Uuid::fromBytes(row.blob(4)),
                row.isNull(5) ? "" : std::string(row.text(5)), !row.isNull(6) });
        });
    return conflicts;
}

std::vector<ParkedLine> readParked(sql::Connection& connection)
{
    std::vector<ParkedLine> parked;
    eachRow(connection, "SELECT cs, why, choice, solved FROM parked ORDER BY cs", [&](const sql::Statement& row) {
        parked.push_back({ Uuid::fromBytes(row.blob(0)), std::string(row.text(1)),
            row.isNull(2) ? "" : std::string(row.text(2)), row.isNull(3) ? Uuid {} : Uuid::fromBytes(row.blob(3)) });
    });
    return parked;
}

std::int64_t number(sql::Connection& connection, const char* sql)
{
    return must(sql::queryInteger(connection, sql));
}

} // namespace simulation
