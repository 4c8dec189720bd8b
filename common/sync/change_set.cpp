#include "common/sync/change_set.h"

#include "common/ledger/text.h"

#include <algorithm>

namespace qm {

namespace {

using Kind = Op::Kind;

Error malformed(std::string why)
{
    return { ErrorCode::Invalid, std::move(why) };
}

void appendScalar(const Scalar& value, std::string& out)
{
    if (const auto* number = asInteger(value)) {
        out += std::to_string(*number);
    } else if (const auto* text = asText(value)) {
        appendJsonString(*text, out);
    } else if (const Uuid* id = asId(value)) {
        out.push_back('"');
        id->appendText(out);
        out.push_back('"');
    } else {
        out += "null";
    }
}

void appendId(const Uuid& id, std::string& out)
{
    out.push_back('"');
    id.appendText(out);
    out.push_back('"');
}

Result<Scalar> decodeScalar(const ColumnInfo& column, const Json& json)
{
    Scalar value;
    if (json.is_number_integer()) {
        value = json.get<std::int64_t>();
    } else if (json.is_string()) {
        const auto& text = json.get_ref<const std::string&>();
        if (column.type == ColumnType::Id) {
            QM_ASSIGN(value, Uuid::parse(text));
        } else {
            value = text;
        }
    } else if (!json.is_null()) {
        return malformed(std::string(column.name) + ": a value of the wrong kind");
    }
    QM_TRY(checkColumn(column, value));
    return value;
}

Result<Uuid> decodeId(const Json& json)
{
    const auto* text = json.get_ptr<const std::string*>();
    if (!text)
        return malformed("an id is missing");
    return Uuid::parse(*text);
}

Result<RowKey> decodeKey(const Json& table, const Json& id)
{
    const auto* name = table.get_ptr<const std::string*>();
    const TableInfo* found = name ? tableNamed(*name) : nullptr;
    if (!found)
        return malformed("an operation on an unknown table");
    QM_ASSIGN(const Uuid rowId, decodeId(id));
    return RowKey { found->table, rowId };
}

/// A cell of a newer level may have any name of a reasonable length, but it has one.
Result<CellRef> decodeCellName(Table table, const std::string& name)
{
    if (name.empty() || name.size() > 60)
        return malformed("a cell without a name, or with one of " + std::to_string(name.size()) + " bytes");
    return cellNamed(table, name);
}

bool isChoice(const std::string& choice, std::initializer_list<std::string_view> known)
{
    return std::find(known.begin(), known.end(), choice) != known.end();
}

void appendKey(const RowKey& key, std::string& out)
{
    out += '"';
    out += info(key.table).name;
    out += "\",";
    appendId(key.id, out);
}

void appendOp(const Op& op, std::string& out);

void appendOps(const std::vector<Op>& ops, std::string& out)
{
    out.push_back('[');
    for (std::size_t i = 0; i < ops.size(); ++i) {
        if (i)
            out.push_back(',');
        appendOp(ops[i], out);
    }
    out.push_back(']');
}

void appendSet(const Op& op, std::string& out)
{
    out += "[\"set\",";
    appendKey(op.image.key, out);
    std::vector<const CellChange*> sorted;
    for (const CellChange& cell : op.cells)
        sorted.push_back(&cell);
    std::sort(sorted.begin(), sorted.end(), [&](const CellChange* a, const CellChange* b) {
        return cellName(op.image.key.table, a->cell) < cellName(op.image.key.table, b->cell);
    });
    out += ",{";
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i)
            out.push_back(',');
        appendJsonString(cellName(op.image.key.table, sorted[i]->cell), out);
        out += ":[";
        appendCellJson(op.image.key.table, sorted[i]->cell, sorted[i]->was, out);
        out.push_back(',');
        appendCellJson(op.image.key.table, sorted[i]->cell, sorted[i]->now, out);
        out.push_back(']');
    }
    out += "}]";
}

void appendNamed(std::string_view name, const Uuid& id, std::string& out)
{
    out += "[\"";
    out += name;
    out += "\",";
    appendId(id, out);
}

void appendOp(const Op& op, std::string& out)
{
    switch (op.kind) {
    case Kind::Create:
        out += "[\"create\",";
        appendKey(op.image.key, out);
        out.push_back(',');
        appendRowCells(op.image, out);
        out.push_back(']');
        return;
    case Kind::Set: appendSet(op, out); return;
    case Kind::Delete:
        out += "[\"delete\",[";
        for (std::size_t i = 0; i < op.group.size(); ++i) {
            out += i ? ",[" : "[";
            appendKey(op.group[i], out);
            out.push_back(']');
        }
        out += "]]";
        return;
    case Kind::Close: appendNamed("close", op.image.key.id, out); break;
    case Kind::Reopen: appendNamed("reopen", op.image.key.id, out); break;
    case Kind::Restore: appendNamed("restore", op.subject, out); break;
    case Kind::Revert:
        appendNamed("revert", op.subject, out);
        out.push_back(',');
        appendOps(op.inverses, out);
        break;
    case Kind::Settle:
    case Kind::Unpark:
        appendNamed(op.kind == Kind::Settle ? "settle" : "unpark", op.subject, out);
        out.push_back(',');
        appendJsonString(op.choice, out);
        break;
    }
    out.push_back(']');
}

Result<Op> decodeSet(const Json& json)
{
    if (json.size() != 4 || !json[3].is_object() || json[3].empty())
        return malformed("a set without cells");
    Op op;
    op.kind = Kind::Set;
    QM_ASSIGN(op.image.key, decodeKey(json[1], json[2]));
    const Table table = op.image.key.table;
    for (const auto& [name, pair] : json[3].get_ref<const Json::object_t&>()) {
        if (!pair.is_array() || pair.size() != 2)
            return malformed("a set of \"" + std::string(cutText(name, 40)) + "\" without old and new value");
        CellChange cell;
        QM_ASSIGN(cell.cell, decodeCellName(table, name));
        if (!cell.cell.isExtra() && info(table).cells[cell.cell.index].isFixed)
            return malformed("\"" + name + "\" is given when the row is made and never set");
        if (table == Table::Month && name == "status")
            return malformed("a month is closed and opened by close and reopen");
        // The old value is only shown; one that would not be accepted today must not stop the change.
        if (auto was = decodeCell(table, cell.cell, pair[0]))
            cell.was = *std::move(was);
        QM_ASSIGN(cell.now, decodeCell(table, cell.cell, pair[1]));
        op.cells.push_back(std::move(cell));
    }
    return op;
}

Result<Op> decodeDelete(const Json& json)
{
    if (json.size() != 2 || !json[1].is_array() || json[1].empty())
        return malformed("a delete of nothing");
    Op op;
    op.kind = Kind::Delete;
    for (const Json& pair : json[1]) {
        if (!pair.is_array() || pair.size() != 2)
            return malformed("a delete of something that is no row");
        QM_ASSIGN(const RowKey key, decodeKey(pair[0], pair[1]));
        if (key.table == Table::Ledger)
            return malformed("a ledger cannot be deleted from inside");
        op.group.push_back(key);
    }
    return op;
}

Result<Op> decodeOp(const Json& json, bool isInverse, std::size_t& count);

Result<Op> decodeRevert(const Json& json, std::size_t& count)
{
    if (json.size() != 3 || !json[2].is_array())
        return malformed("a revert without its inverses");
    Op op;
    op.kind = Kind::Revert;
    QM_ASSIGN(op.subject, decodeId(json[1]));
    for (const Json& item : json[2]) {
        QM_ASSIGN(Op inverse, decodeOp(item, true, count));
        op.inverses.push_back(std::move(inverse));
    }
    return op;
}

Result<Op> decodeChoice(const Json& json, Kind kind)
{
    const auto* choice = json.size() == 3 ? json[2].get_ptr<const std::string*>() : nullptr;
    if (!choice)
        return malformed("a decision without a choice");
    Op op;
    op.kind = kind;
    QM_ASSIGN(op.subject, decodeId(json[1]));
    op.choice = *choice;
    const bool fine = kind == Kind::Settle ? isChoice(*choice, { "", "shown", "lost", "value" })
                                           : isChoice(*choice, { "", "apply", "discard" });
    if (!fine)
        return malformed("an unknown choice");
    return op;
}

Result<Op> decodeOp(const Json& json, bool isInverse, std::size_t& count)
{
    const auto* name = json.is_array() && json.size() >= 2 ? json[0].get_ptr<const std::string*>() : nullptr;
    if (!name)
        return malformed("something that is no operation");
    ++count;
    Op op;
    if (*name == "create" && !isInverse) {
        if (json.size() != 4)
            return malformed("a create without cells");
        QM_ASSIGN(const RowKey key, decodeKey(json[1], json[2]));
        QM_ASSIGN(op.image, decodeRow(key, json[3]));
        return op;
    }
    if (*name == "set")
        return decodeSet(json);
    if (*name == "delete") {
        QM_ASSIGN(op, decodeDelete(json));
        count += op.group.size() - 1;
        return op;
    }
    if (*name == "revert" && !isInverse)
        return decodeRevert(json, count);
    if (*name == "settle")
        return decodeChoice(json, Kind::Settle);
    if (*name == "unpark")
        return decodeChoice(json, Kind::Unpark);
    if (json.size() != 2)
        return malformed("an unknown operation");
    QM_ASSIGN(const Uuid id, decodeId(json[1]));
    if (*name == "close" || *name == "reopen") {
        op.kind = *name == "close" ? Kind::Close : Kind::Reopen;
        op.image.key = { Table::Month, id };
        return op;
    }
    if (*name == "restore" && isInverse) {
        op.kind = Kind::Restore;
        op.subject = id;
        return op;
    }
    return Error { ErrorCode::TooNew, "an unknown operation \"" + std::string(cutText(*name, 40)) + "\"" };
}

Result<> decodeHead(const Json& json, ChangeSet& change)
{
    if (memberInteger(json, "v") != 1)
        return malformed("a change set of an unknown version");
    const auto id = [&](const char* name) -> Result<Uuid> {
        const Json* found = member(json, name);
        if (!found)
            return malformed(std::string(name) + " is missing");
        return decodeId(*found);
    };
    QM_ASSIGN(change.id, id("id"));
    QM_ASSIGN(change.dev, id("dev"));
    const auto n = memberInteger(json, "n");
    if (!n || *n < 1 || *n > 9007199254740991)
        return malformed("n must be 1 or more");
    change.n = *n;
    if (const Json* prev = member(json, "prev"); prev && !prev->is_null()) {
        QM_ASSIGN(change.prev, decodeId(*prev));
    }
    if (const Json* batch = member(json, "batch"); batch && !batch->is_null()) {
        QM_ASSIGN(change.batch, decodeId(*batch));
    }
    const std::string* base = memberText(json, "base");
    if (!base)
        return malformed("base is missing");
    QM_ASSIGN(change.base, Version::parse(*base));
    const std::string* at = memberText(json, "at");
    const std::string* act = memberText(json, "act");
    if (!at || at->size() > 40 || !checkNote(*at) || !act || act->size() > 60 || !checkName(*act))
        return malformed("at or act is missing or too long");
    change.at = *at;
    change.act = *act;
    const auto level = memberInteger(json, "level");
    if (!level || *level < 1 || *level > 1000000)
        return malformed("level is missing");
    change.level = static_cast<int>(*level);
    if (const Json* flag = member(json, "indivisible")) {
        if (!flag->is_boolean())
            return malformed("indivisible is true or false");
        change.indivisible = flag->get<bool>();
    }
    return {};
}

} // namespace

Result<Version> Version::parse(std::string_view text)
{
    const std::size_t point = text.find('.');
    if (point == 0 || point == std::string_view::npos || point > 16 || text.size() - point - 1 != 16)
        return malformed("not a version (as 1042.9f3ab1c2d4e5f607)");
    Version version;
    for (const char c : text.substr(0, point)) {
        if (c < '0' || c > '9')
            return malformed("not a version (as 1042.9f3ab1c2d4e5f607)");
        version.rev = version.rev * 10 + (c - '0');
    }
    version.hash16 = text.substr(point + 1);
    if (version.hash16.find_first_not_of("0123456789abcdef") != std::string::npos)
        return malformed("not a version (as 1042.9f3ab1c2d4e5f607)");
    return version;
}

Hash chainStart(const Uuid& ledger)
{
    return sha256("qm1" + std::string(ledger.view()));
}

void appendCellJson(Table table, const CellRef& cell, const CellValue& value, std::string& out)
{
    if (cell.isExtra()) {
        const std::string* json = asText(value.columns[0]);
        out += json ? *json : "null";
        return;
    }
    const CellInfo& place = info(table).cells[cell.index];
    if (place.count == 1) {
        appendScalar(value.columns[0], out);
        return;
    }
    for (std::size_t i = 0; i < place.count; ++i) {
        out.push_back(i ? ',' : '[');
        appendScalar(value.columns[i], out);
    }
    out.push_back(']');
}

Result<CellValue> decodeCell(Table table, const CellRef& cell, const Json& json)
{
    CellValue value;
    if (cell.isExtra()) {
        if (!json.is_null())
            value.columns[0] = canonicalJson(json);
        return value;
    }
    const CellInfo& place = info(table).cells[cell.index];
    const auto& columns = info(table).columns;
    value.count = place.count;
    if (place.count == 1) {
        QM_ASSIGN(value.columns[0], decodeScalar(columns[place.first], json));
        return value;
    }
    if (!json.is_array() || json.size() != place.count)
        return malformed(std::string("\"") + place.name + "\" takes " + std::to_string(place.count) + " values");
    for (std::size_t i = 0; i < place.count; ++i) {
        QM_ASSIGN(value.columns[i], decodeScalar(columns[place.first + i], json[i]));
    }
    return value;
}

void appendRowCells(const RowImage& image, std::string& out)
{
    const auto& cells = info(image.key.table).cells;
    char separator = '{';
    auto extra = image.extra.begin();
    const auto name = [&](std::string_view text) {
        out.push_back(separator);
        separator = ',';
        appendJsonString(text, out);
        out.push_back(':');
    };
    for (const CellInfo& cell : cells) {
        for (; extra != image.extra.end() && extra->first < cell.name; ++extra) {
            name(extra->first);
            out += extra->second;
        }
        bool isSet = false;
        for (std::size_t i = 0; i < cell.count; ++i)
            isSet |= !isNull(image.columns[cell.first + i]);
        if (!isSet)
            continue;
        name(cell.name);
        if (cell.count == 1) {
            appendScalar(image.columns[cell.first], out);
            continue;
        }
        for (std::size_t i = 0; i < cell.count; ++i) {
            out.push_back(i ? ',' : '[');
            appendScalar(image.columns[cell.first + i], out);
        }
        out.push_back(']');
    }
    for (; extra != image.extra.end(); ++extra) {
        name(extra->first);
        out += extra->second;
    }
    if (separator == '{')
        out.push_back('{');
    out.push_back('}');
}

Result<RowImage> decodeRow(const RowKey& key, const Json& cells)
{
    if (!cells.is_object())
        return malformed("a row without cells");
    RowImage image;
    image.key = key;
    image.columns.resize(info(key.table).columns.size());
    for (const auto& [name, json] : cells.get_ref<const Json::object_t&>()) {
        QM_ASSIGN(const CellRef cell, decodeCellName(key.table, name));
        if (cell.isExtra()) {
            if (!json.is_null())
                image.extra[name] = canonicalJson(json);
            continue;
        }
        const CellInfo& place = info(key.table).cells[cell.index];
        const auto& columns = info(key.table).columns;
        if (place.count == 1) {
            QM_ASSIGN(image.columns[place.first], decodeScalar(columns[place.first], json));
            continue;
        }
        if (!json.is_array() || json.size() != place.count)
            return malformed("\"" + name + "\" takes " + std::to_string(place.count) + " values");
        for (std::size_t i = 0; i < place.count; ++i) {
            QM_ASSIGN(image.columns[place.first + i], decodeScalar(columns[place.first + i], json[i]));
        }
    }
    const auto& columns = info(key.table).columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].nullable && isNull(image.columns[i]))
            return malformed(std::string(columns[i].name) + ": is missing");
    }
    if (key.table == Table::Posting && image.columns[col::posting::account] == image.columns[col::posting::toAccount])
        return malformed("a transfer needs two different accounts");
    return image;
}

std::string encodeChangeSet(const ChangeSet& change)
{
    std::string out;
    out.reserve(300 + change.ops.size() * 280);
    out += "{\"act\":";
    appendJsonString(change.act, out);
    out += ",\"at\":";
    appendJsonString(change.at, out);
    out += ",\"base\":\"" + change.base.text() + "\"";
    if (change.batch) {
        out += ",\"batch\":";
        appendId(*change.batch, out);
    }
    out += ",\"dev\":";
    appendId(change.dev, out);
    out += ",\"id\":";
    appendId(change.id, out);
    if (change.indivisible)
        out += ",\"indivisible\":true";
    out += ",\"level\":" + std::to_string(change.level) + ",\"n\":" + std::to_string(change.n) + ",\"ops\":";
    appendOps(change.ops, out);
    if (change.prev) {
        out += ",\"prev\":";
        appendId(*change.prev, out);
    }
    out += ",\"v\":1}";
    return out;
}

Result<DecodedChangeSet> decodeChangeSet(std::string_view json)
{
    QM_ASSIGN(const Json parsed, parseJson(json));
    return decodeChangeSetJson(parsed);
}

Result<DecodedChangeSet> decodeChangeSetJson(const Json& json)
{
    DecodedChangeSet decoded;
    QM_TRY(decodeHead(json, decoded.change));
    const Json* ops = member(json, "ops");
    if (!ops || !ops->is_array() || ops->empty())
        return malformed("a change set without operations");
    if (ops->size() > opsMax)
        return malformed("a change set of " + std::to_string(ops->size()) + " operations; " + std::to_string(opsMax)
            + " are the most");
    std::size_t count = 0;
    for (const Json& item : *ops) {
        QM_ASSIGN(Op op, decodeOp(item, false, count));
        if (count > opsMax * 5)
            return malformed("a change set that touches too many rows");
        decoded.change.ops.push_back(std::move(op));
    }
    appendCanonical(json, decoded.canonical);
    return decoded;
}

bool hasUnknownCells(const std::vector<Op>& ops)
{
    return std::any_of(ops.begin(), ops.end(), [](const Op& op) {
        return !op.image.extra.empty()
            || std::any_of(op.cells.begin(), op.cells.end(), [](const CellChange& c) { return c.cell.isExtra(); })
            || hasUnknownCells(op.inverses);
    });
}

Hash rowHash(const RowImage& image, const std::vector<Uuid>& deletedBy)
{
    thread_local std::string text;
    text.clear();
    text += info(image.key.table).name;
    text.push_back('\x1f');
    text.append(image.key.id.view());
    appendRowCells(image, text);
    for (const Uuid& change : deletedBy) {
        text.push_back('\x1f');
        text.append(change.view());
    }
    return sha256(text);
}

namespace {

Digest wordsOf(std::string_view bytes)
{
    Digest digest;
    for (std::size_t word = 0; word < 4; ++word) {
        for (std::size_t i = 0; i < 8; ++i)
            digest.words[3 - word] = digest.words[3 - word] << 8 | static_cast<std::uint8_t>(bytes[word * 8 + i]);
    }
    return digest;
}

} // namespace

void Digest::add(const Digest& other)
{
    bool carry = false;
    for (std::size_t i = 0; i < 4; ++i) {
        std::uint64_t sum = 0;
        const bool over = __builtin_add_overflow(words[i], other.words[i], &sum);
        const bool overAgain = __builtin_add_overflow(sum, static_cast<std::uint64_t>(carry), &sum);
        words[i] = sum;
        carry = over || overAgain;
    }
}

void Digest::subtract(const Digest& other)
{
    bool borrow = false;
    for (std::size_t i = 0; i < 4; ++i) {
        std::uint64_t difference = 0;
        const bool under = __builtin_sub_overflow(words[i], other.words[i], &difference);
        const bool underAgain = __builtin_sub_overflow(difference, static_cast<std::uint64_t>(borrow), &difference);
        words[i] = difference;
        borrow = under || underAgain;
    }
}

void Digest::add(const Hash& hash)
{
    add(wordsOf(hash.view()));
}
void Digest::subtract(const Hash& hash)
{
    subtract(wordsOf(hash.view()));
}

Hash Digest::bytes() const
{
    Hash hash;
    for (std::size_t i = 0; i < 32; ++i)
        hash.bytes[i] = static_cast<std::uint8_t>(words[3 - i / 8] >> (56 - 8 * (i % 8)));
    return hash;
}

Digest Digest::fromBytes(std::string_view bytes)
{
    return bytes.size() == 32 ? wordsOf(bytes) : Digest {};
}

Hash chainNext(const Hash& before, const Hash& intentHash, std::int64_t eff, std::string_view outcome,
    std::string_view effects, const Hash& digest)
{
    std::string text(before.view());
    text.append(intentHash.view());
    for (int shift = 56; shift >= 0; shift -= 8)
        text.push_back(static_cast<char>(static_cast<std::uint64_t>(eff) >> shift));
    text.append(outcome);
    text.append(sha256(effects).view());
    text.append(digest.view());
    return sha256(text);
}

} // namespace qm
