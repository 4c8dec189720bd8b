#include "common/ledger/row.h"

#include "common/ledger/date.h"
#include "common/ledger/money.h"
#include "common/ledger/text.h"

#include <algorithm>

namespace qm {

namespace {

using enum ColumnType;
constexpr auto silent = Loudness::Silent;
constexpr auto normal = Loudness::Normal;
constexpr auto loud = Loudness::Loud;

constexpr ColumnInfo ledgerColumns[] = { { "name", Name, false }, { "currency", CurrencyCode, false } };
constexpr CellInfo ledgerCells[] = { { "currency", 1, 1, loud, true }, { "name", 0, 1, loud, false } };

constexpr ColumnInfo accountColumns[]
    = { { "name", Name, false }, { "kind", AccountKind, false }, { "opening_minor", ColumnType::Money, false },
          { "archived", Flag, false }, { "pos", Position, false }, { "note", Text, true } };
constexpr CellInfo accountCells[]
    = { { "archived", 3, 1, loud, false }, { "kind", 1, 1, loud, false }, { "name", 0, 1, loud, false },
          { "note", 5, 1, normal, false }, { "opening", 2, 1, loud, false }, { "pos", 4, 1, silent, false } };

constexpr ColumnInfo categoryColumns[] = { { "name", Name, false }, { "grp", Name, true },
    { "kind", CategoryKind, false }, { "archived", Flag, false }, { "pos", Position, false } };
constexpr CellInfo categoryCells[] = { { "archived", 3, 1, loud, false }, { "group", 1, 1, normal, false },
    { "kind", 2, 1, loud, false }, { "name", 0, 1, loud, false }, { "pos", 4, 1, silent, false } };

constexpr ColumnInfo templateColumns[]
    = { { "name", Name, false }, { "note", Text, true }, { "pos", Position, false } };
constexpr CellInfo templateCells[]
    = { { "name", 0, 1, loud, false }, { "note", 1, 1, normal, false }, { "pos", 2, 1, silent, false } };

constexpr ColumnInfo templateEntryColumns[]
    = { { "template", Id, false, Table::Template }, { "name", Name, false }, { "category", Id, false, Table::Category },
          { "planned_minor", ColumnType::Money, false }, { "due_day", DueDay, true }, { "pos", Position, false } };
constexpr CellInfo templateEntryCells[]
    = { { "category", 2, 1, loud, false }, { "due_day", 4, 1, normal, false }, { "name", 1, 1, loud, false },
          { "planned", 3, 1, loud, false }, { "pos", 5, 1, silent, false }, { "template", 0, 1, loud, true } };

constexpr ColumnInfo monthColumns[]
    = { { "ym", ColumnType::YearMonth, false }, { "status", MonthStatus, false }, { "note", Text, true } };
constexpr CellInfo monthCells[]
    = { { "note", 2, 1, normal, false }, { "status", 1, 1, loud, false }, { "ym", 0, 1, loud, true } };

constexpr ColumnInfo entryColumns[] = { { "month", Id, false, Table::Month }, { "lineage", Id, true },
    { "name", Name, false }, { "category", Id, false, Table::Category }, { "planned_minor", ColumnType::Money, false },
    { "due", Day, true }, { "pos", Position, false }, { "note", Text, true } };
constexpr CellInfo entryCells[] = { { "category", 3, 1, loud, false }, { "due", 5, 1, normal, false },
    { "lineage", 1, 1, silent, true }, { "month", 0, 1, loud, true }, { "name", 2, 1, loud, false },
    { "note", 7, 1, normal, false }, { "planned", 4, 1, loud, false }, { "pos", 6, 1, silent, false } };

constexpr ColumnInfo postingColumns[] = { { "month", Id, false, Table::Month }, { "date", Day, false },
    { "entry", Id, true, Table::Entry }, { "amount_minor", ColumnType::Money, false },
    { "account", Id, false, Table::Account }, { "to_account", Id, true, Table::Account }, { "payee", Text, true },
    { "memo", Text, true }, { "cleared", Flag, false }, { "split", Id, true }, { "bank_ref", Text, true } };
constexpr CellInfo postingCells[] = { { "account", 4, 2, loud, false }, { "amount", 3, 1, loud, false },
    { "bank_ref", 10, 1, silent, false }, { "cleared", 8, 1, normal, false }, { "memo", 7, 1, normal, false },
    { "payee", 6, 1, normal, false }, { "slot", 0, 3, loud, false }, { "split", 9, 1, loud, false } };

constexpr TableInfo tables[] = {
    { Table::Ledger, "ledger", ledgerColumns, ledgerCells,
        "SELECT name, currency, extra, w, cells, groups, dead FROM ledger WHERE id = ?",
        "SELECT id, name, currency, extra, w, cells, groups, dead FROM ledger ORDER BY id",
        "INSERT INTO ledger (id, name, currency, extra, w, cells, groups, dead) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        "UPDATE ledger SET name = ?, currency = ?, extra = ?, cells = ?, groups = ?, dead = ? WHERE id = ?",
        "DELETE FROM ledger WHERE id = ?" },
    { Table::Account, "account", accountColumns, accountCells,
        "SELECT name, kind, opening_minor, archived, pos, note, extra, w, cells, groups, dead FROM account WHERE id = "
        "?",
        "SELECT id, name, kind, opening_minor, archived, pos, note, extra, w, cells, groups, dead FROM account ORDER "
        "BY id",
        "INSERT INTO account (id, name, kind, opening_minor, archived, pos, note, extra, w, cells, groups, dead)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "UPDATE account SET name = ?, kind = ?, opening_minor = ?, archived = ?, pos = ?, note = ?, extra = ?, cells = "
        "?, groups = ?, dead = ?"
        " WHERE id = ?",
        "DELETE FROM account WHERE id = ?" },
    { Table::Category, "category", categoryColumns, categoryCells,
        "SELECT name, grp, kind, archived, pos, extra, w, cells, groups, dead FROM category WHERE id = ?",
        "SELECT id, name, grp, kind, archived, pos, extra, w, cells, groups, dead FROM category ORDER BY id",
        "INSERT INTO category (id, name, grp, kind, archived, pos, extra, w, cells, groups, dead) VALUES (?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?)",
        "UPDATE category SET name = ?, grp = ?, kind = ?, archived = ?, pos = ?, extra = ?, cells = ?, groups = ?, "
        "dead = ? WHERE id = ?",
        "DELETE FROM category WHERE id = ?" },
    { Table::Template, "template", templateColumns, templateCells,
        "SELECT name, note, pos, extra, w, cells, groups, dead FROM template WHERE id = ?",
        "SELECT id, name, note, pos, extra, w, cells, groups, dead FROM template ORDER BY id",
        "INSERT INTO template (id, name, note, pos, extra, w, cells, groups, dead) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "UPDATE template SET name = ?, note = ?, pos = ?, extra = ?, cells = ?, groups = ?, dead = ? WHERE id = ?",
        "DELETE FROM template WHERE id = ?" },
    { Table::TemplateEntry, "template_entry", templateEntryColumns, templateEntryCells,
        "SELECT template, name, category, planned_minor, due_day, pos, extra, w, cells, groups, dead FROM "
        "template_entry WHERE id = ?",
        "SELECT id, template, name, category, planned_minor, due_day, pos, extra, w, cells, groups, dead FROM "
        "template_entry ORDER BY id",
        "INSERT INTO template_entry (id, template, name, category, planned_minor, due_day, pos, extra, w, cells, "
        "groups, dead)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "UPDATE template_entry SET template = ?, name = ?, category = ?, planned_minor = ?, due_day = ?, pos = ?, "
        "extra = ?, cells = ?,"
        " groups = ?, dead = ? WHERE id = ?",
        "DELETE FROM template_entry WHERE id = ?" },
    { Table::Month, "month", monthColumns, monthCells,
        "SELECT ym, status, note, extra, w, cells, groups, dead FROM month WHERE id = ?",
        "SELECT id, ym, status, note, extra, w, cells, groups, dead FROM month ORDER BY id",
        "INSERT INTO month (id, ym, status, note, extra, w, cells, groups, dead) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "UPDATE month SET ym = ?, status = ?, note = ?, extra = ?, cells = ?, groups = ?, dead = ? WHERE id = ?",
        "DELETE FROM month WHERE id = ?" },
    { Table::Entry, "entry", entryColumns, entryCells,
        "SELECT month, lineage, name, category, planned_minor, due, pos, note, extra, w, cells, groups, dead FROM "
        "entry WHERE id = ?",
        "SELECT id, month, lineage, name, category, planned_minor, due, pos, note, extra, w, cells, groups, dead FROM "
        "entry ORDER BY id",
        "INSERT INTO entry (id, month, lineage, name, category, planned_minor, due, pos, note, extra, w, cells, "
        "groups, dead)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "UPDATE entry SET month = ?, lineage = ?, name = ?, category = ?, planned_minor = ?, due = ?, pos = ?, note = "
        "?, extra = ?, cells = ?,"
        " groups = ?, dead = ? WHERE id = ?",
        "DELETE FROM entry WHERE id = ?" },
    { Table::Posting, "posting", postingColumns, postingCells,
        "SELECT month, date, entry, amount_minor, account, to_account, payee, memo, cleared, split, bank_ref, extra, "
        "w, cells, groups, dead"
        " FROM posting WHERE id = ?",
        "SELECT id, month, date, entry, amount_minor, account, to_account, payee, memo, cleared, split, bank_ref, "
        "extra, w, cells, groups, dead"
        " FROM posting ORDER BY id",
        "INSERT INTO posting (id, month, date, entry, amount_minor, account, to_account, payee, memo, cleared, split, "
        "bank_ref, extra, w, cells,"
        " groups, dead) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "UPDATE posting SET month = ?, date = ?, entry = ?, amount_minor = ?, account = ?, to_account = ?, payee = ?, "
        "memo = ?, cleared = ?,"
        " split = ?, bank_ref = ?, extra = ?, cells = ?, groups = ?, dead = ? WHERE id = ?",
        "DELETE FROM posting WHERE id = ?" },
};

Error invalid(const ColumnInfo& column, const std::string& why)
{
    return { ErrorCode::Invalid, std::string(column.name) + ": " + why };
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> choices)
{
    return std::find(choices.begin(), choices.end(), text) != choices.end();
}

Result<> checkText(const ColumnInfo& column, const Scalar& value)
{
    const std::string* text = asText(value);
    if (!text)
        return invalid(column, "must be a text");
    switch (column.type) {
    case Name:
        if (auto fine = checkName(*text); !fine)
            return invalid(column, fine.error().detail);
        return {};
    case Text:
        if (auto fine = checkNote(*text); !fine)
            return invalid(column, fine.error().detail);
        return {};
    case Day:
        if (auto day = parseDate(*text); !day)
            return invalid(column, day.error().detail);
        return {};
    case ColumnType::YearMonth:
        if (auto month = qm::YearMonth::parse(*text); !month)
            return invalid(column, month.error().detail);
        return {};
    case CurrencyCode:
        if (auto currency = Currency::parse(*text); !currency || currency->code != *text)
            return invalid(column, "is not a currency of ISO 4217");
        return {};
    case AccountKind:
        if (!isOneOf(*text, { "checking", "savings", "cash", "card", "loan" }))
            return invalid(column, "is one of checking, savings, cash, card, loan");
        return {};
    case CategoryKind:
        if (!isOneOf(*text, { "income", "expense", "saving" }))
            return invalid(column, "is one of income, expense, saving");
        return {};
    case MonthStatus:
        if (!isOneOf(*text, { "open", "closed" }))
            return invalid(column, "is open or closed");
        return {};
    default: return invalid(column, "must not be a text");
    }
}

} // namespace

const TableInfo& info(Table table)
{
    return tables[static_cast<std::size_t>(table) - 1];
}

const TableInfo* tableNamed(std::string_view name)
{
    for (const TableInfo& table : tables) {
        if (name == table.name)
            return &table;
    }
    return nullptr;
}

std::string_view cellName(Table table, const CellRef& cell)
{
    return cell.isExtra() ? std::string_view(cell.extra) : std::string_view(info(table).cells[cell.index].name);
}

CellRef cellNamed(Table table, std::string_view name)
{
    const auto& cells = info(table).cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (name == cells[i].name)
            return { static_cast<std::uint8_t>(i), {} };
    }
    return { 255, std::string(name) };
}

CellValue RowImage::get(const CellRef& cell) const
{
    CellValue value;
    if (cell.isExtra()) {
        if (const auto found = extra.find(cell.extra); found != extra.end())
            value.columns[0] = found->second;
        return value;
    }
    const CellInfo& place = info(key.table).cells[cell.index];
    value.count = place.count;
    for (std::size_t i = 0; i < place.count; ++i)
        value.columns[i] = columns[place.first + i];
    return value;
}

void RowImage::set(const CellRef& cell, const CellValue& value)
{
    if (cell.isExtra()) {
        if (const std::string* json = asText(value.columns[0]))
            extra[cell.extra] = *json;
        else
            extra.erase(cell.extra);
        return;
    }
    const CellInfo& place = info(key.table).cells[cell.index];
    for (std::size_t i = 0; i < place.count; ++i)
        columns[place.first + i] = value.columns[i];
}

CellWriter RowImage::writerOf(const CellRef& cell) const
{
    for (const CellWriter& known : writers) {
        if (known.cell == cell)
            return known;
    }
    return { cell, writer, -1 };
}

void RowImage::setWriter(const CellRef& cell, std::int64_t no, std::int64_t eff)
{
    for (CellWriter& known : writers) {
        if (known.cell == cell) {
            known.no = no;
            known.eff = eff;
            return;
        }
    }
    writers.push_back({ cell, no, eff });
}

Parents parentsOf(const RowImage& image)
{
    Parents parents;
    const auto under = [&](int column, Table table) {
        if (const Uuid* id = asId(image.columns[static_cast<std::size_t>(column)]))
            parents.add({ table, *id });
    };
    switch (image.key.table) {
    case Table::TemplateEntry:
        under(col::templateEntry::templ, Table::Template);
        under(col::templateEntry::category, Table::Category);
        break;
    case Table::Entry:
        under(col::entry::month, Table::Month);
        under(col::entry::category, Table::Category);
        break;
    case Table::Posting:
        if (isNull(image.columns[col::posting::entry]))
            under(col::posting::month, Table::Month);
        else
            under(col::posting::entry, Table::Entry);
        under(col::posting::account, Table::Account);
        under(col::posting::toAccount, Table::Account);
        break;
    default: break;
    }
    return parents;
}

Uuid monthOf(const RowImage& image)
{
    const Scalar* month = nullptr;
    if (image.key.table == Table::Month)
        return image.key.id;
    if (image.key.table == Table::Entry)
        month = &image.columns[col::entry::month];
    else if (image.key.table == Table::Posting)
        month = &image.columns[col::posting::month];
    const Uuid* id = month ? asId(*month) : nullptr;
    return id ? *id : Uuid {};
}

Uuid monthId(const Uuid& ledger, std::string_view ym)
{
    return DerivedId("month").add(ledger).add(ym).uuid();
}

Result<> checkColumn(const ColumnInfo& column, const Scalar& value)
{
    if (isNull(value))
        return column.nullable ? Result<>() : Result<>(invalid(column, "is missing"));
    const std::int64_t* number = asInteger(value);
    switch (column.type) {
    case Id: return asId(value) ? Result<>() : Result<>(invalid(column, "must be an id"));
    case ColumnType::Money:
        if (!number || *number > moneyMax || *number < -moneyMax)
            return invalid(column, "must be an integer of minor units within 2^53-1");
        return {};
    case Flag: return number && (*number == 0 || *number == 1) ? Result<>() : Result<>(invalid(column, "is 0 or 1"));
    case Position:
        return number && *number <= moneyMax && *number >= -moneyMax ? Result<>()
                                                                     : Result<>(invalid(column, "must be an integer"));
    case DueDay:
        return number && *number >= 1 && *number <= 31 ? Result<>()
                                                       : Result<>(invalid(column, "is a day from 1 to 31"));
    default: return checkText(column, value);
    }
}

Result<> checkRow(const RowImage& image)
{
    const auto& columns = info(image.key.table).columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        QM_TRY(checkColumn(columns[i], image.columns[i]));
    if (image.key.table == Table::Posting
        && image.columns[col::posting::account] == image.columns[col::posting::toAccount])
        return Error { ErrorCode::Invalid, "a transfer needs two different accounts" };
    return {};
}

} // namespace qm
