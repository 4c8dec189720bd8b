#include "common/store/row_store.h"

#include "common/planted_bug.h"
#include "common/sync/snapshot.h"

#include <algorithm>

namespace qm {

namespace {

// Records that are no rows but stand in the shadow like rows.
constexpr int conflictTable = 100;
constexpr int parkedTable = 101;
constexpr std::size_t cachedRowsMax = 20000;

void bindScalar(sql::Statement& statement, int index, const Scalar& value)
{
    if (const auto* number = asInteger(value))
        statement.bind(index, *number);
    else if (const auto* text = asText(value))
        statement.bindText(index, *text);
    else if (const Uuid* id = asId(value))
        statement.bindBlob(index, id->view());
    else
        statement.bindNull(index);
}

bool isInteger(ColumnType type)
{
    return type == ColumnType::Money || type == ColumnType::Flag || type == ColumnType::Position
        || type == ColumnType::DueDay;
}

Scalar readScalar(const sql::Statement& statement, int index, ColumnType type)
{
    if (statement.isNull(index))
        return {};
    if (isInteger(type))
        return statement.integer(index);
    if (type == ColumnType::Id)
        return Uuid::fromBytes(statement.blob(index));
    return std::string(statement.text(index));
}

std::string writersJson(const RowImage& image)
{
    if (image.writers.empty())
        return {};
    std::string out;
    for (const CellWriter& mark : image.writers) {
        out.push_back(out.empty() ? '{' : ',');
        appendJsonString(cellName(image.key.table, mark.cell), out);
        const std::string no = std::to_string(mark.no);
        out += mark.eff < 0 ? ":" + no : ":[" + no + "," + std::to_string(mark.eff) + "]";
    }
    return out + "}";
}

/// False when a mark is none; those before it are read.
bool readWriters(const Json& json, RowImage& image)
{
    for (const auto& [name, mark] : json.items()) {
        const bool hasEff
            = mark.is_array() && mark.size() == 2 && mark[0].is_number_integer() && mark[1].is_number_integer();
        if (!hasEff && !mark.is_number_integer())
            return false;
        image.writers.push_back(
            { cellNamed(image.key.table, name), hasEff ? mark[0].get<std::int64_t>() : mark.get<std::int64_t>(),
                hasEff ? mark[1].get<std::int64_t>() : -1 });
    }
    return true;
}

/// Whether an image of a record in the shadow has the values that one is written with.
bool hasShape(const Json& values, std::string_view shape)
{
    if (!values.is_array() || values.size() != shape.size())
        return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool isText = values[i].is_string() || (shape[i] == '?' && values[i].is_null());
        if (shape[i] == 'n' ? !values[i].is_number_integer() : !isText)
            return false;
    }
    return true;
}

std::string extraJson(const RowImage& image)
{
    std::string out;
    for (const auto& [name, value] : image.extra) {
        out.push_back(out.empty() ? '{' : ',');
        appendJsonString(name, out);
        out += ":" + value;
    }
    return out.empty() ? out : out + "}";
}

std::string imageJson(const RowImage& image, const std::vector<Tombstone>& tombstones)
{
    std::string out = "{\"c\":" + (image.writers.empty() ? "{}" : writersJson(image)) + ",\"t\":[";
    for (std::size_t i = 0; i < tombstones.size(); ++i)
        out += (i ? ",[" : "[") + std::to_string(tombstones[i].no) + (tombstones[i].live ? ",1]" : ",0]");
    out += "],\"v\":";
    appendRowCells(image, out);
    return out + ",\"w\":" + std::to_string(image.writer) + "}";
}

std::string idOrNull(const std::optional<Uuid>& id)
{
    return id ? "\"" + id->text() + "\"" : "null";
}

std::string conflictState(const Conflict& conflict)
{
    std::string out = "[\"" + std::string(conflictKindName(conflict.kind)) + "\",\"" + info(conflict.row.table).name
        + "\",\"" + conflict.row.id.text() + "\",";
    appendJsonString(conflict.cell, out);
    out += ",\"" + conflict.loser.text() + "\",";
    appendJsonString(conflict.loserValue, out);
    out += ",\"" + conflict.winner.text() + "\",";
    appendJsonString(conflict.winnerValue, out);
    out.push_back(',');
    appendJsonString(conflict.baseValue, out);
    out += "," + idOrNull(conflict.solved) + ",";
    appendJsonString(conflict.choice, out);
    return out + "]";
}

std::string parkedState(const Parked& parked)
{
    std::string out = "[";
    appendJsonString(parked.why, out);
    out.push_back(',');
    appendJsonString(parked.detail, out);
    out += "," + idOrNull(parked.root) + "," + idOrNull(parked.solved) + ",";
    appendJsonString(parked.choice, out);
    return out + "]";
}

std::optional<Uuid> optionalId(const sql::Statement& statement, int column)
{
    if (statement.isNull(column))
        return std::nullopt;
    return Uuid::fromBytes(statement.blob(column));
}

void bindOptional(sql::Statement& statement, int index, const std::optional<Uuid>& id)
{
    if (id)
        statement.bindBlob(index, id->view());
    else
        statement.bindNull(index);
}

void bindTextOrNull(sql::Statement& statement, int index, const std::string& text)
{
    if (text.empty())
        statement.bindNull(index);
    else
        statement.bindText(index, text);
}

Conflict readConflict(const sql::Statement& statement)
{
    Conflict conflict;
    conflict.id = Uuid::fromBytes(statement.blob(0));
    conflict.kind = conflictKindNamed(statement.text(1)).value_or(ConflictKind::Field);
    conflict.row = { static_cast<Table>(statement.integer(2)), Uuid::fromBytes(statement.blob(3)) };
    conflict.cell = statement.text(4);
    conflict.loser = Uuid::fromBytes(statement.blob(5));
    conflict.loserValue = statement.text(6);
    conflict.winner = Uuid::fromBytes(statement.blob(7));
    conflict.winnerValue = statement.text(8);
    conflict.baseValue = statement.text(9);
    conflict.no = statement.integer(10);
    conflict.solved = optionalId(statement, 11);
    conflict.choice = statement.text(12);
    return conflict;
}

Parked readParked(const sql::Statement& statement)
{
    Parked parked;
    parked.change = Uuid::fromBytes(statement.blob(0));
    parked.no = statement.integer(1);
    parked.why = statement.text(2);
    parked.detail = statement.text(3);
    parked.root = optionalId(statement, 4);
    parked.solved = optionalId(statement, 5);
    parked.choice = statement.text(6);
    return parked;
}

/// Reads what follows the id of a row statement; `first` is the first column's place.
RowImage readImage(const sql::Statement& statement, const RowKey& key, int first)
{
    RowImage image;
    image.key = key;
    const auto& columns = info(key.table).columns;
    const int count = static_cast<int>(columns.size());
    image.columns.reserve(columns.size());
    for (int i = 0; i < count; ++i)
        image.columns.push_back(readScalar(statement, first + i, columns[static_cast<std::size_t>(i)].type));
    const int rest = first + count;
    if (!statement.isNull(rest)) {
        if (auto extra = parseJson(statement.text(rest)); extra && extra->is_object()) {
            for (const auto& [name, value] : extra->items())
                image.extra[name] = canonicalJson(value);
        }
    }
    image.writer = statement.integer(rest + 1);
    if (!statement.isNull(rest + 2)) {
        if (auto writers = parseJson(statement.text(rest + 2)); writers && writers->is_object())
            readWriters(*writers, image);
    }
    image.groups = statement.integer(rest + 3);
    image.dead = statement.integer(rest + 4);
    return image;
}

} // namespace

RowStore::RowStore(sql::Connection& connection, const Uuid& ledger)
    : m_connection(connection)
    , m_ledger(ledger)
    , m_texts(connection)
{
}

void RowStore::fail(const Error& error)
{
    if (m_status)
        m_status = error;
}

void RowStore::note(const Result<>& done)
{
    if (!done)
        fail(done.error());
}

sql::Statement* RowStore::statement(const char* sql)
{
    // SQLite rolls the transaction back by itself after some failures. What ran after one would be committed alone.
    if (!m_status)
        return nullptr;
    auto prepared = m_connection.cached(sql);
    if (prepared)
        return *prepared;
    fail(prepared.error());
    return nullptr;
}

void RowStore::run(sql::Statement* statement)
{
    if (statement && m_status)
        note(statement->run());
}

bool RowStore::step(sql::Statement* statement)
{
    auto row = statement->step();
    if (!row)
        fail(row.error());
    return row && *row;
}

void RowStore::forget()
{
    m_rows.clear();
    m_changes.clear();
    m_texts.forget();
    m_status = {};
}

const RowImage* RowStore::row(const RowKey& key)
{
    if (const auto known = m_rows.find(key); known != m_rows.end())
        return known->second.get();
    sql::Statement* select = statement(info(key.table).selectSql);
    if (!select)
        return nullptr;
    select->bindBlob(0, key.id.view());
    if (!step(select))
        return nullptr;
    auto image = std::make_unique<RowImage>(readImage(*select, key, 0));
    select->reset();
    return m_rows.emplace(key, std::move(image)).first->second.get();
}

std::vector<Tombstone> RowStore::tombstones(const RowKey& key)
{
    std::vector<Tombstone> stones;
    sql::Statement* select = statement("SELECT del, live FROM del_member WHERE tbl = ? AND id = ? ORDER BY del");
    if (!select)
        return stones;
    select->bind(0, static_cast<int>(key.table));
    select->bindBlob(1, key.id.view());
    while (step(select))
        stones.push_back({ select->integer(0), select->integer(1) != 0 });
    return stones;
}

std::vector<RowKey> RowStore::groupMembers(std::int64_t no)
{
    std::vector<RowKey> members;
    sql::Statement* select = statement("SELECT tbl, id FROM del_member WHERE del = ? ORDER BY tbl, id");
    if (!select)
        return members;
    select->bind(0, no);
    while (step(select))
        members.push_back({ static_cast<Table>(select->integer(0)), Uuid::fromBytes(select->blob(1)) });
    return members;
}

std::vector<Touch> RowStore::touches(const RowKey& key)
{
    std::vector<Touch> touches;
    sql::Statement* select = statement("SELECT no, what FROM touch WHERE tbl = ? AND id = ? ORDER BY no");
    if (!select)
        return touches;
    select->bind(0, static_cast<int>(key.table));
    select->bindBlob(1, key.id.view());
    while (step(select))
        touches.push_back({ select->integer(0), static_cast<TouchKind>(select->integer(1)) });
    return touches;
}

void RowStore::eachLiveChild(const RowKey& key, const std::function<bool(const RowKey&)>& each)
{
    std::vector<RowKey> children;
    const auto collect = [&](Table table, sql::Statement* select) {
        while (select && step(select))
            children.push_back({ table, Uuid::fromBytes(select->blob(0)) });
    };
    const auto under = [&](const char* sql) {
        sql::Statement* select = statement(sql);
        if (select)
            select->bindBlob(0, key.id.view());
        return select;
    };
    switch (key.table) {
    case Table::Month:
        collect(Table::Entry, under("SELECT id FROM entry WHERE month = ? AND dead = 0"));
        collect(Table::Posting, under("SELECT id FROM posting WHERE month = ? AND entry IS NULL AND dead = 0"));
        break;
    case Table::Entry:
        // The month narrows the search to the index; postings of an entry are always of its month.
        if (const RowImage* entry = row(key)) {
            if (sql::Statement* select
                = statement("SELECT id FROM posting WHERE month = ? AND entry = ? AND dead = 0")) {
                select->bindBlob(0, asId(entry->columns[col::entry::month])->view());
                select->bindBlob(1, key.id.view());
                collect(Table::Posting, select);
            }
        }
        break;
    case Table::Account:
        collect(Table::Posting, under("SELECT id FROM posting WHERE account = ? AND dead = 0"));
        collect(Table::Posting, under("SELECT id FROM posting WHERE to_account = ? AND dead = 0"));
        break;
    case Table::Category:
        collect(Table::Entry, under("SELECT id FROM entry WHERE category = ? AND dead = 0"));
        collect(Table::TemplateEntry, under("SELECT id FROM template_entry WHERE category = ? AND dead = 0"));
        break;
    case Table::Template:
        collect(Table::TemplateEntry, under("SELECT id FROM template_entry WHERE template = ? AND dead = 0"));
        break;
    default: break;
    }
    for (const RowKey& child : children) {
        if (!each(child))
            return;
    }
}

std::vector<RowKey> RowStore::rowsOfMonth(const Uuid& month)
{
    std::vector<RowKey> rows { { Table::Month, month } };
    const auto collect = [&](Table table, const char* sql) {
        sql::Statement* select = statement(sql);
        if (!select)
            return;
        select->bindBlob(0, month.view());
        while (step(select))
            rows.push_back({ table, Uuid::fromBytes(select->blob(0)) });
    };
    collect(Table::Entry, "SELECT id FROM entry WHERE month = ?");
    collect(Table::Posting, "SELECT id FROM posting WHERE month = ?");
    return rows;
}

ChangeInfo RowStore::change(std::int64_t no)
{
    if (const auto known = m_changes.find(no); known != m_changes.end())
        return known->second;
    ChangeInfo found;
    found.no = no;
    sql::Statement* select = statement("SELECT id, dev, eff, indivisible FROM change_set WHERE no = ?");
    if (!select)
        return found;
    select->bind(0, no);
    if (!step(select)) {
        fail({ ErrorCode::Corrupt, "a row names change set " + std::to_string(no) + ", which is not in the log" });
        return found;
    }
    found.id = Uuid::fromBytes(select->blob(0));
    found.dev = Uuid::fromBytes(select->blob(1));
    found.eff = select->integer(2);
    found.indivisible = select->integer(3) != 0;
    select->reset();
    m_changes.emplace(no, found);
    return found;
}

std::int64_t RowStore::changeNo(const Uuid& id)
{
    sql::Statement* select = statement("SELECT no FROM change_set WHERE id = ?");
    if (!select)
        return 0;
    select->bindBlob(0, id.view());
    const std::int64_t no = step(select) ? select->integer(0) : 0;
    select->reset();
    return no;
}

std::optional<Parked> RowStore::parked(const Uuid& change)
{
    sql::Statement* select = statement("SELECT cs, no, why, detail, root, solved, choice FROM parked WHERE cs = ?");
    if (!select)
        return std::nullopt;
    select->bindBlob(0, change.view());
    if (!step(select))
        return std::nullopt;
    auto found = readParked(*select);
    select->reset();
    return found;
}

std::optional<Conflict> RowStore::conflict(const Uuid& id)
{
    sql::Statement* select = statement(
        "SELECT id, kind, tbl, row, cell, loser, loser_v, winner, winner_v, base_v, no, solved, choice FROM conflict"
        " WHERE id = ?");
    if (!select)
        return std::nullopt;
    select->bindBlob(0, id.view());
    if (!step(select))
        return std::nullopt;
    auto found = readConflict(*select);
    select->reset();
    return found;
}

std::optional<DecodedChangeSet> RowStore::intentOf(const Uuid& change)
{
    const std::int64_t no = changeNo(change);
    if (no == 0)
        return std::nullopt;
    const auto text = m_texts.read(no);
    if (!text) {
        fail(text.error());
        return std::nullopt;
    }
    if (!*text)
        return std::nullopt;
    auto decoded = decodeChangeSet((*text)->intent);
    if (!decoded) {
        fail({ ErrorCode::Corrupt, "the log holds a change set that cannot be read: " + decoded.error().detail });
        return std::nullopt;
    }
    return *std::move(decoded);
}

std::optional<Uuid> RowStore::parkedMaker(const RowKey& key)
{
    std::vector<Parked> waiting;
    eachParked([&](const Parked& parked) {
        if (!parked.solved)
            waiting.push_back(parked);
        return true;
    });
    for (const Parked& parked : waiting) {
        const auto intent = intentOf(parked.change);
        if (!intent)
            continue;
        const auto& ops = intent->change.ops;
        if (std::any_of(ops.begin(), ops.end(),
                [&](const Op& op) { return op.kind == Op::Kind::Create && op.image.key == key; }))
            return parked.root ? parked.root : parked.change;
    }
    return std::nullopt;
}

bool RowStore::isTouchedByQueue(const RowKey& key)
{
    sql::Statement* select = statement("SELECT 1 FROM shadow WHERE tbl = ? AND id = ? LIMIT 1");
    if (!select)
        return true;
    select->bind(0, static_cast<int>(key.table));
    select->bindBlob(1, key.id.view());
    const bool isShadowed = step(select);
    select->reset();
    const RowImage* image = row(key);
    if (isShadowed || !image)
        return isShadowed;
    sql::Statement* writer = statement("SELECT rev IS NULL FROM change_set WHERE no = ?");
    if (!writer)
        return true;
    writer->bind(0, image->writer);
    const bool isWaiting = step(writer) && writer->integer(0) != 0;
    writer->reset();
    return isWaiting;
}

std::vector<Uuid> RowStore::deletedBy(const RowImage& image)
{
    std::vector<Uuid> by;
    if (image.dead == 0)
        return by;
    for (const Tombstone& stone : tombstones(image.key)) {
        if (stone.live)
            by.push_back(change(stone.no).id);
    }
    std::sort(by.begin(), by.end());
    return by;
}

void RowStore::writeRow(const RowImage& image)
{
    const TableInfo& table = info(image.key.table);
    sql::Statement* write = statement(image.isNew ? table.insertSql : table.updateSql);
    if (!write)
        return;
    int at = 0;
    if (image.isNew)
        write->bindBlob(at++, image.key.id.view());
    for (const Scalar& value : image.columns)
        bindScalar(*write, at++, value);
    bindTextOrNull(*write, at++, extraJson(image));
    if (image.isNew)
        write->bind(at++, image.writer);
    bindTextOrNull(*write, at++, writersJson(image));
    write->bind(at++, image.groups);
    write->bind(at++, image.dead);
    if (!image.isNew)
        write->bindBlob(at++, image.key.id.view());
    run(write);
}

void RowStore::writeTombstone(const RowKey& key, std::int64_t no, bool live)
{
    sql::Statement* write = statement("INSERT OR REPLACE INTO del_member (tbl, id, del, live) VALUES (?, ?, ?, ?)");
    if (!write)
        return;
    write->bind(0, static_cast<int>(key.table));
    write->bindBlob(1, key.id.view());
    write->bind(2, no);
    write->bind(3, live ? 1 : 0);
    run(write);
}

void RowStore::writeConflict(const Conflict& conflict)
{
    sql::Statement* write = statement("INSERT OR REPLACE INTO conflict (id, kind, tbl, row, cell, loser, loser_v, "
                                      "winner, winner_v, base_v, no, solved,"
                                      " choice) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!write)
        return;
    write->bindBlob(0, conflict.id.view());
    write->bindText(1, conflictKindName(conflict.kind));
    write->bind(2, static_cast<int>(conflict.row.table));
    write->bindBlob(3, conflict.row.id.view());
    bindTextOrNull(*write, 4, conflict.cell);
    write->bindBlob(5, conflict.loser.view());
    bindTextOrNull(*write, 6, conflict.loserValue);
    write->bindBlob(7, conflict.winner.view());
    bindTextOrNull(*write, 8, conflict.winnerValue);
    bindTextOrNull(*write, 9, conflict.baseValue);
    write->bind(10, conflict.no);
    bindOptional(*write, 11, conflict.solved);
    bindTextOrNull(*write, 12, conflict.choice);
    run(write);
}

void RowStore::writeParked(const Parked& parked)
{
    sql::Statement* write = statement(
        "INSERT OR REPLACE INTO parked (cs, no, why, detail, root, solved, choice) VALUES (?, ?, ?, ?, ?, ?, ?)");
    if (!write)
        return;
    write->bindBlob(0, parked.change.view());
    write->bind(1, parked.no);
    write->bindText(2, parked.why);
    bindTextOrNull(*write, 3, parked.detail);
    bindOptional(*write, 4, parked.root);
    bindOptional(*write, 5, parked.solved);
    bindTextOrNull(*write, 6, parked.choice);
    run(write);
}

void RowStore::keepShadow(std::int64_t no, int table, const Uuid& id, const std::string* image)
{
    sql::Statement* write = statement("INSERT OR IGNORE INTO shadow (no, tbl, id, image) VALUES (?, ?, ?, ?)");
    if (!write)
        return;
    write->bind(0, no);
    write->bind(1, table);
    write->bindBlob(2, id.view());
    if (image)
        write->bindText(3, *image);
    else
        write->bindNull(3);
    run(write);
}

Digest RowStore::apply(std::int64_t no, Changes&& changes, const ApplyOptions& options)
{
    Digest delta;
    for (const RowImage& image : changes.rows) {
        if (image.isNew) {
            if (options.keepShadow && !options.isPlain)
                keepShadow(no, static_cast<int>(image.key.table), image.key.id, nullptr);
            continue;
        }
        const RowImage* before = row(image.key);
        if (!before)
            continue;
        delta.subtract(rowHash(*before, deletedBy(*before)));
        if (options.keepShadow) {
            const std::string json
                = imageJson(*before, before->groups > 0 ? tombstones(image.key) : std::vector<Tombstone>());
            keepShadow(no, static_cast<int>(image.key.table), image.key.id, &json);
        }
    }
    for (const std::int64_t group : changes.voided) {
        if (sql::Statement* remove = statement("DELETE FROM del_member WHERE del = ?")) {
            remove->bind(0, group);
            run(remove);
        }
    }
    for (const RowKey& key : changes.deleted)
        writeTombstone(key, no, true);
    for (const Changes::Revived& revived : changes.revived)
        writeTombstone(revived.row, revived.by, false);
    for (RowImage& image : changes.rows) {
        writeRow(image);
        delta.add(rowHash(image, deletedBy(image)));
    }
    if (options.keepTouches) {
        for (const Changes::RowTouch& touch : changes.touches) {
            sql::Statement* write = statement("INSERT OR IGNORE INTO touch (tbl, id, no, what) VALUES (?, ?, ?, ?)");
            if (!write)
                break;
            write->bind(0, static_cast<int>(touch.row.table));
            write->bindBlob(1, touch.row.id.view());
            write->bind(2, no);
            write->bind(3, static_cast<int>(touch.kind));
            run(write);
        }
    }
    for (const Conflict& conflict : changes.conflicts) {
        if (const auto before = this->conflict(conflict.id)) {
            delta.subtract(conflictHash(*before));
            if (options.keepShadow) {
                std::string json = conflictState(*before);
                json.insert(1, std::to_string(before->no) + ",");
                keepShadow(no, conflictTable, conflict.id, &json);
            }
        }
        writeConflict(conflict);
        delta.add(conflictHash(conflict));
    }
    for (const Changes::Settled& settled : changes.settled) {
        auto known = conflict(settled.conflict);
        if (!known)
            continue;
        delta.subtract(conflictHash(*known));
        if (options.keepShadow) {
            std::string json = conflictState(*known);
            json.insert(1, std::to_string(known->no) + ",");
            keepShadow(no, conflictTable, known->id, &json);
        }
        known->choice = settled.choice;
        known->solved = settled.choice.empty() ? std::optional<Uuid>() : change(no).id;
        writeConflict(*known);
        delta.add(conflictHash(*known));
    }
    for (const Parked& parked : changes.parked) {
        writeParked(parked);
        delta.add(parkedHash(parked));
    }
    for (const Changes::Unparked& unparked : changes.unparked) {
        auto known = parked(unparked.change);
        if (!known)
            continue;
        delta.subtract(parkedHash(*known));
        if (options.keepShadow) {
            std::string json = parkedState(*known);
            json.insert(1, std::to_string(known->no) + ",");
            keepShadow(no, parkedTable, known->change, &json);
        }
        known->choice = unparked.choice;
        known->solved = unparked.choice.empty() ? std::optional<Uuid>() : change(no).id;
        writeParked(*known);
        delta.add(parkedHash(*known));
    }
    if (changes.becomesIndivisible) {
        if (sql::Statement* write = statement("UPDATE change_set SET indivisible = 1 WHERE no = ?")) {
            write->bind(0, no);
            run(write);
            m_changes.erase(no);
        }
    }
    for (RowImage& image : changes.rows) {
        image.isNew = false;
        // Postings come in thousands and are rarely read again in the same transaction.
        const RowKey key = image.key;
        if (key.table != Table::Posting)
            m_rows[key] = std::make_unique<RowImage>(std::move(image));
        else
            m_rows.erase(key);
    }
    if (m_rows.size() > cachedRowsMax)
        m_rows.clear();
    return delta;
}

void RowStore::restore(int table, const Uuid& id, const std::string* image)
{
    if (table == conflictTable || table == parkedTable) {
        auto json = image ? parseJson(*image) : Result<Json>(Error { ErrorCode::Corrupt, "a shadow without an image" });
        if (!json || !hasShape(*json, table == parkedTable ? "nss??s" : "nsssssssss?s")) {
            fail({ ErrorCode::Corrupt, "the queue's shadow cannot be read" });
            return;
        }
        const Json& v = *json;
        const auto maybe = [](const Json& value) -> std::optional<Uuid> {
            if (!value.is_string())
                return std::nullopt;
            auto parsed = Uuid::parse(value.get<std::string>());
            return parsed ? std::optional<Uuid>(*parsed) : std::nullopt;
        };
        if (table == parkedTable) {
            writeParked({ id, v[0].get<std::int64_t>(), v[1].get<std::string>(), v[2].get<std::string>(), maybe(v[3]),
                maybe(v[4]), v[5].get<std::string>() });
            return;
        }
        Conflict conflict;
        conflict.id = id;
        conflict.no = v[0].get<std::int64_t>();
        conflict.kind = conflictKindNamed(v[1].get<std::string>()).value_or(ConflictKind::Field);
        const TableInfo* of = tableNamed(v[2].get<std::string>());
        conflict.row = { of ? of->table : Table::Ledger, maybe(v[3]).value_or(Uuid {}) };
        conflict.cell = v[4].get<std::string>();
        conflict.loser = maybe(v[5]).value_or(Uuid {});
        conflict.loserValue = v[6].get<std::string>();
        conflict.winner = maybe(v[7]).value_or(Uuid {});
        conflict.winnerValue = v[8].get<std::string>();
        conflict.baseValue = v[9].get<std::string>();
        conflict.solved = maybe(v[10]);
        conflict.choice = v[11].get<std::string>();
        writeConflict(conflict);
        return;
    }
    const RowKey key { static_cast<Table>(table), id };
    if (!image) {
        replace(key, nullptr, {});
        return;
    }
    auto json = parseJson(*image);
    const Json* cells = json ? member(*json, "v") : nullptr;
    auto row = cells ? decodeRow(key, *cells) : Result<RowImage>(Error { ErrorCode::Corrupt, "no cells" });
    if (!row) {
        fail({ ErrorCode::Corrupt, "the queue's shadow cannot be read: " + row.error().detail });
        return;
    }
    row->writer = memberInteger(*json, "w").value_or(0);
    const Json* writers = member(*json, "c");
    const Json* named = member(*json, "t");
    bool isRead = writers && writers->is_object() && readWriters(*writers, *row) && named && named->is_array();
    std::vector<Tombstone> stones;
    for (std::size_t i = 0; isRead && i < named->size(); ++i) {
        const Json& stone = (*named)[i];
        isRead = hasShape(stone, "nn");
        if (isRead)
            stones.push_back({ stone[0].get<std::int64_t>(), stone[1].get<std::int64_t>() != 0 });
    }
    if (!isRead) {
        fail({ ErrorCode::Corrupt, "the queue's shadow cannot be read" });
        return;
    }
    replace(key, &*row, stones);
}

void RowStore::replace(const RowKey& key, const RowImage* image, const std::vector<Tombstone>& tombstones)
{
    const bool isThere = row(key) != nullptr;
    m_rows.erase(key);
    if (sql::Statement* remove = statement("DELETE FROM del_member WHERE tbl = ? AND id = ?")) {
        remove->bind(0, static_cast<int>(key.table));
        remove->bindBlob(1, key.id.view());
        run(remove);
    }
    if (!image) {
        if (sql::Statement* remove = statement(info(key.table).deleteSql); remove && isThere) {
            remove->bindBlob(0, key.id.view());
            run(remove);
        }
        return;
    }
    RowImage written = *image;
    written.isNew = !isThere;
    written.groups = static_cast<std::int64_t>(tombstones.size());
    written.dead
        = std::count_if(tombstones.begin(), tombstones.end(), [](const Tombstone& stone) { return stone.live; });
    writeRow(written);
    for (const Tombstone& stone : tombstones)
        writeTombstone(key, stone.no, stone.live);
}

void RowStore::rewind(std::int64_t no, const ChangeSet* intent, bool isPlain)
{
    const auto removeBy = [&](const char* sql) {
        if (sql::Statement* remove = statement(sql)) {
            remove->bind(0, no);
            run(remove);
        }
    };
    m_rows.clear();
    removeBy("DELETE FROM del_member WHERE del = ?");
    removeBy("DELETE FROM conflict WHERE no = ?");
    removeBy("DELETE FROM parked WHERE no = ?");
    struct Kept {
        int table;
        Uuid id;
        std::optional<std::string> image;
    };
    std::vector<Kept> kept;
    if (sql::Statement* select = statement("SELECT tbl, id, image FROM shadow WHERE no = ? ORDER BY tbl, id")) {
        select->bind(0, no);
        while (step(select)) {
            kept.push_back({ static_cast<int>(select->integer(0)), Uuid::fromBytes(select->blob(1)),
                select->isNull(2) ? std::optional<std::string>() : std::string(select->text(2)) });
        }
    }
    for (const Kept& record : kept)
        restore(record.table, record.id, record.image ? &*record.image : nullptr);
    if (isPlain && !intent) {
        std::vector<RowKey> made;
        for (const Table table : allTables) {
            eachRow(table, [&](const RowImage& image) {
                if (image.writer == no)
                    made.push_back(image.key);
                return true;
            });
        }
        for (const RowKey& key : made)
            replace(key, nullptr, {});
    } else if (isPlain) {
        for (const Op& op : intent->ops) {
            if (op.kind != Op::Kind::Create)
                continue;
            const RowImage* made = row(op.image.key);
            if (made && made->writer == no && !QM_PLANTED_BUG(rewind_forgets_rows))
                replace(op.image.key, nullptr, {});
        }
    }
    removeBy("DELETE FROM shadow WHERE no = ?");
    if (sql::Statement* write = statement("UPDATE change_set SET indivisible = ? WHERE no = ?")) {
        write->bind(0, intent && intent->indivisible ? 1 : 0);
        write->bind(1, no);
        run(write);
    }
    m_rows.clear();
    m_changes.erase(no);
}

Hash RowStore::insert(const RowImage& image, const std::vector<Tombstone>& tombstones)
{
    RowImage written = image;
    written.isNew = true;
    written.groups = static_cast<std::int64_t>(tombstones.size());
    written.dead
        = std::count_if(tombstones.begin(), tombstones.end(), [](const Tombstone& stone) { return stone.live; });
    writeRow(written);
    for (const Tombstone& stone : tombstones)
        writeTombstone(image.key, stone.no, stone.live);
    return rowHash(written, deletedBy(written));
}

Hash RowStore::insert(const Conflict& conflict)
{
    writeConflict(conflict);
    return conflictHash(conflict);
}

Hash RowStore::insert(const Parked& parked)
{
    writeParked(parked);
    return parkedHash(parked);
}

Result<std::vector<std::string>> RowStore::replaceRecords(std::string_view bucket, std::span<const Json> lines)
{
    std::vector<std::string> report;
    const bool areConflicts = bucket == conflictBucket;
    const auto keep = [&](std::string line) {
        line.pop_back();
        report.push_back("{\"here\":" + line + ",\"server\":null}");
        return true;
    };
    if (areConflicts) {
        eachConflict([&](const Conflict& conflict) {
            std::string line;
            appendConflictLine(conflict, line);
            return keep(std::move(line));
        });
    } else {
        eachParked([&](const Parked& parked) {
            std::string line;
            appendParkedLine(parked, {}, line);
            return keep(std::move(line));
        });
    }
    QM_TRY(m_connection.execute(areConflicts ? "DELETE FROM conflict" : "DELETE FROM parked"));
    for (const Json& line : lines) {
        const std::string* kind = memberText(line, "k");
        if (!kind || *kind != bucket)
            continue;
        report.push_back("{\"here\":null,\"server\":" + canonicalJson(line) + "}");
        if (areConflicts) {
            QM_ASSIGN(const Conflict conflict, readConflictLine(line));
            writeConflict(conflict);
        } else {
            QM_ASSIGN(const Parked parked, readParkedLine(line));
            writeParked(parked);
        }
    }
    return report;
}

void RowStore::eachRow(Table table, const std::function<bool(const RowImage&)>& each)
{
    auto select = m_connection.prepare(info(table).selectAllSql);
    if (!select) {
        fail(select.error());
        return;
    }
    while (step(select->get())) {
        const RowKey key { table, Uuid::fromBytes((*select)->blob(0)) };
        if (!each(readImage(**select, key, 1)))
            return;
    }
}

void RowStore::eachConflict(const std::function<bool(const Conflict&)>& each)
{
    auto select = m_connection.prepare("SELECT id, kind, tbl, row, cell, loser, loser_v, winner, winner_v, base_v, no, "
                                       "solved, choice FROM conflict ORDER BY id");
    if (!select) {
        fail(select.error());
        return;
    }
    while (step(select->get())) {
        if (!each(readConflict(**select)))
            return;
    }
}

void RowStore::eachParked(const std::function<bool(const Parked&)>& each)
{
    auto select = m_connection.prepare("SELECT cs, no, why, detail, root, solved, choice FROM parked ORDER BY cs");
    if (!select) {
        fail(select.error());
        return;
    }
    while (step(select->get())) {
        if (!each(readParked(**select)))
            return;
    }
}

Hash conflictHash(const Conflict& conflict)
{
    return sha256("conflict\x1f" + conflict.id.text() + conflictState(conflict));
}

Hash parkedHash(const Parked& parked)
{
    return sha256("parked\x1f" + parked.change.text() + parkedState(parked));
}

Result<Digest> computeDigest(RowStore& store, std::int64_t* rows)
{
    Digest digest;
    std::int64_t count = 0;
    for (const Table table : allTables) {
        store.eachRow(table, [&](const RowImage& image) {
            digest.add(rowHash(image, store.deletedBy(image)));
            ++count;
            return true;
        });
    }
    store.eachConflict([&](const Conflict& conflict) {
        digest.add(conflictHash(conflict));
        return true;
    });
    store.eachParked([&](const Parked& parked) {
        digest.add(parkedHash(parked));
        return true;
    });
    QM_TRY(store.status());
    if (rows)
        *rows = count;
    return digest;
}

} // namespace qm
