#pragma once

#include "common/ledger/uuid.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace qm {

/// The row tables of a ledger. The numbers are stored (touch.tbl, del_member.tbl) and never change.
enum class Table : std::uint8_t {
    Ledger = 1,
    Account = 2,
    Category = 3,
    Template = 4,
    TemplateEntry = 5,
    Month = 6,
    Entry = 7,
    Posting = 8
};
inline constexpr std::array allTables { Table::Ledger, Table::Account, Table::Category, Table::Template,
    Table::TemplateEntry, Table::Month, Table::Entry, Table::Posting };

struct RowKey {
    Table table = Table::Ledger;
    Uuid id;
    friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

/// One column of one row.
using Scalar = std::variant<std::monostate, std::int64_t, std::string, Uuid>;
inline bool isNull(const Scalar& value)
{
    return std::holds_alternative<std::monostate>(value);
}
inline const Uuid* asId(const Scalar& value)
{
    return std::get_if<Uuid>(&value);
}
inline const std::string* asText(const Scalar& value)
{
    return std::get_if<std::string>(&value);
}
inline const std::int64_t* asInteger(const Scalar& value)
{
    return std::get_if<std::int64_t>(&value);
}

enum class ColumnType : std::uint8_t {
    Name, ///< text, not empty, one line, at most 200 characters
    Text, ///< text, at most 4000 characters
    Id, ///< an id of a row of `reference`, or of no table
    Money,
    Flag, ///< 0 or 1
    Position, ///< an integer
    DueDay, ///< 1 to 31
    Day, ///< 2026-05-03
    YearMonth, ///< 2026-05
    AccountKind,
    CategoryKind,
    MonthStatus,
    CurrencyCode,
};

struct ColumnInfo {
    const char* name;
    ColumnType type;
    bool nullable;
    Table reference = Table {}; ///< the table it points into; Table{} for none
};

enum class Loudness : std::uint8_t { Silent, Normal, Loud };

/// One cell is one human statement (SYNC.md 3.3): one column, or several that are set together.
struct CellInfo {
    const char* name; ///< on the wire
    std::uint8_t first; ///< first column
    std::uint8_t count;
    Loudness loudness;
    bool isFixed; ///< given when the row is made, never set afterwards
};

struct TableInfo {
    Table table;
    const char* name;
    std::span<const ColumnInfo> columns; ///< without id and the common ones
    std::span<const CellInfo> cells; ///< sorted by name
    const char* selectSql; ///< columns, extra, w, cells, groups, dead WHERE id = ?
    const char* selectAllSql; ///< id, then as above, ordered by id
    const char* insertSql; ///< id, columns, extra, w, cells, groups, dead
    const char* updateSql; ///< columns, extra, cells, groups, dead WHERE id
    const char* deleteSql; ///< WHERE id
};

const TableInfo& info(Table table);
const TableInfo* tableNamed(std::string_view name);

/// A cell of a table: by its place in TableInfo::cells, or, unknown to this level, by its name.
struct CellRef {
    std::uint8_t index = 0;
    std::string extra; ///< the name, when the cell is unknown here
    bool isExtra() const { return !extra.empty(); }
    friend auto operator<=>(const CellRef&, const CellRef&) = default;
};
std::string_view cellName(Table table, const CellRef& cell);
/// The cell of that name; unknown names make an extra cell.
CellRef cellNamed(Table table, std::string_view name);

/// The columns of one cell; of an extra cell, its JSON text as one Scalar.
struct CellValue {
    std::array<Scalar, 3> columns;
    std::uint8_t count = 1;
    friend bool operator==(const CellValue&, const CellValue&) = default;
};

/// Who wrote a cell that was set after its row was made.
struct CellWriter {
    CellRef cell;
    std::int64_t no = 0; ///< change_set.no
    std::int64_t eff = -1; ///< raised by an equal later write (R4); -1: that of the change set
};

/// One row with the marks that merging needs.
struct RowImage {
    RowKey key;
    std::vector<Scalar> columns;
    std::map<std::string, std::string> extra; ///< cells of a newer level: name to JSON
    std::int64_t writer = 0; ///< the change set that made it
    std::vector<CellWriter> writers;
    std::int64_t groups = 0; ///< delete groups that name it
    std::int64_t dead = 0; ///< of which hold
    bool isNew = false; ///< not in the store yet

    bool isAlive() const { return dead == 0; }
    CellValue get(const CellRef& cell) const;
    void set(const CellRef& cell, const CellValue& value);
    /// Who wrote the cell: change set and, when raised, its eff (else -1).
    CellWriter writerOf(const CellRef& cell) const;
    void setWriter(const CellRef& cell, std::int64_t no, std::int64_t eff);
};

/// Column places, for code that knows the table. The order is that of the schema.
namespace col {
namespace ledger {
enum { name, currency };
}
namespace account {
enum { name, kind, opening, archived, pos, note };
}
namespace category {
enum { name, group, kind, archived, pos };
}
namespace templ {
enum { name, note, pos };
}
namespace templateEntry {
enum { templ, name, category, planned, dueDay, pos };
}
namespace month {
enum { ym, status, note };
}
namespace entry {
enum { month, lineage, name, category, planned, due, pos, note };
}
namespace posting {
enum { month, date, entry, amount, account, toAccount, payee, memo, cleared, split, bankRef };
}
} // namespace col

/// The rows that `image` stands under, nearest first: an entry's month and category, a posting's entry (or month), its
/// accounts. They must be there and alive for the row to be.
struct Parents {
    std::array<RowKey, 4> keys;
    std::size_t count = 0;
    void add(RowKey key) { keys[count++] = key; }
    const RowKey* begin() const { return keys.data(); }
    const RowKey* end() const { return keys.data() + count; }
};
Parents parentsOf(const RowImage& image);
/// The month the row belongs to; null for rows outside months.
Uuid monthOf(const RowImage& image);

/// The id of a month: the same on every device (SYNC.md 3.1).
Uuid monthId(const Uuid& ledger, std::string_view ym);

/// What one value of a column must be (SYNC.md 3.7 R1, DESIGN.md 2): its type, range and text. Errors: Invalid.
Result<> checkColumn(const ColumnInfo& column, const Scalar& value);
/// Each column alone, and those that must agree: accounts of a transfer differ.
Result<> checkRow(const RowImage& image);

} // namespace qm

template <>
struct std::hash<qm::RowKey> {
    std::size_t operator()(const qm::RowKey& key) const noexcept
    {
        return std::hash<qm::Uuid>()(key.id) + static_cast<std::size_t>(key.table);
    }
};
