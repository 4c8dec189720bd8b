#include "common/sync/snapshot.h"

namespace qm {

namespace {

Error broken(std::string why)
{
    return { ErrorCode::Protocol, "a snapshot line that cannot be read: " + std::move(why) };
}

void appendMember(std::string_view name, std::string_view text, std::string& out)
{
    out += ",\"";
    out += name;
    out += "\":";
    appendJsonString(text, out);
}

void appendIdMember(std::string_view name, const std::optional<Uuid>& id, std::string& out)
{
    if (id)
        appendMember(name, id->text(), out);
}

Result<Uuid> idMember(const Json& line, std::string_view name)
{
    const std::string* text = memberText(line, name);
    if (!text)
        return broken(std::string(name) + " is missing");
    return Uuid::parse(*text);
}

std::optional<Uuid> optionalIdMember(const Json& line, std::string_view name)
{
    const std::string* text = memberText(line, name);
    if (!text)
        return std::nullopt;
    auto id = Uuid::parse(*text);
    return id ? std::optional<Uuid>(*id) : std::nullopt;
}

std::string textMember(const Json& line, std::string_view name)
{
    const std::string* text = memberText(line, name);
    return text ? *text : std::string();
}

} // namespace

void appendRowLine(const RowImage& image, const std::vector<Tombstone>& tombstones, std::string& out)
{
    out += "{\"k\":\"row\",\"t\":\"";
    out += info(image.key.table).name;
    out += "\",\"id\":\"";
    image.key.id.appendText(out);
    out += "\",\"v\":";
    appendRowCells(image, out);
    out += ",\"w\":" + std::to_string(image.writer);
    char separator = '{';
    for (const CellWriter& mark : image.writers) {
        if (separator == '{')
            out += ",\"c\":";
        out.push_back(separator);
        separator = ',';
        appendJsonString(cellName(image.key.table, mark.cell), out);
        out += ":[" + std::to_string(mark.no) + "," + std::to_string(mark.eff) + "]";
    }
    if (separator == ',')
        out.push_back('}');
    separator = '[';
    for (const Tombstone& stone : tombstones) {
        if (separator == '[')
            out += ",\"d\":";
        out.push_back(separator);
        separator = ',';
        out += "[" + std::to_string(stone.no) + (stone.live ? ",1]" : ",0]");
    }
    if (separator == ',')
        out.push_back(']');
    out += "}\n";
}

Result<RowLine> readRowLine(const Json& line)
{
    const TableInfo* table = tableNamed(textMember(line, "t"));
    const Json* cells = member(line, "v");
    if (!table || !cells)
        return broken("an unknown table");
    QM_ASSIGN(const Uuid id, idMember(line, "id"));
    RowLine row;
    QM_ASSIGN(row.image, decodeRow({ table->table, id }, *cells));
    row.image.isNew = true;
    row.image.writer = memberInteger(line, "w").value_or(0);
    if (row.image.writer < 1)
        return broken("no writer");
    if (const Json* writers = member(line, "c"); writers && writers->is_object()) {
        for (const auto& [name, mark] : writers->items()) {
            if (!mark.is_array() || mark.size() != 2 || !mark[0].is_number_integer() || !mark[1].is_number_integer())
                return broken("a cell's writer");
            row.image.writers.push_back(
                { cellNamed(table->table, name), mark[0].get<std::int64_t>(), mark[1].get<std::int64_t>() });
        }
    }
    if (const Json* stones = member(line, "d"); stones && stones->is_array()) {
        for (const Json& stone : *stones) {
            if (!stone.is_array() || stone.size() != 2 || !stone[0].is_number_integer()
                || !stone[1].is_number_integer())
                return broken("a deletion");
            row.tombstones.push_back({ stone[0].get<std::int64_t>(), stone[1].get<std::int64_t>() != 0 });
        }
    }
    return row;
}

void appendConflictLine(const Conflict& conflict, std::string& out)
{
    out += "{\"k\":\"conflict\",\"no\":" + std::to_string(conflict.no);
    appendMember("id", conflict.id.text(), out);
    appendMember("kind", conflictKindName(conflict.kind), out);
    appendMember("t", info(conflict.row.table).name, out);
    appendMember("row", conflict.row.id.text(), out);
    appendMember("cell", conflict.cell, out);
    appendMember("loser", conflict.loser.text(), out);
    appendMember("loser_v", conflict.loserValue, out);
    appendMember("winner", conflict.winner.text(), out);
    appendMember("winner_v", conflict.winnerValue, out);
    appendMember("base_v", conflict.baseValue, out);
    appendMember("choice", conflict.choice, out);
    appendIdMember("solved", conflict.solved, out);
    out += "}\n";
}

Result<Conflict> readConflictLine(const Json& line)
{
    Conflict conflict;
    const auto kind = conflictKindNamed(textMember(line, "kind"));
    const TableInfo* table = tableNamed(textMember(line, "t"));
    if (!kind || !table)
        return broken("an unknown conflict");
    conflict.kind = *kind;
    conflict.no = memberInteger(line, "no").value_or(0);
    QM_ASSIGN(conflict.id, idMember(line, "id"));
    QM_ASSIGN(const Uuid row, idMember(line, "row"));
    conflict.row = { table->table, row };
    conflict.cell = textMember(line, "cell");
    QM_ASSIGN(conflict.loser, idMember(line, "loser"));
    conflict.loserValue = textMember(line, "loser_v");
    QM_ASSIGN(conflict.winner, idMember(line, "winner"));
    conflict.winnerValue = textMember(line, "winner_v");
    conflict.baseValue = textMember(line, "base_v");
    conflict.choice = textMember(line, "choice");
    conflict.solved = optionalIdMember(line, "solved");
    return conflict;
}

void appendParkedLine(const Parked& parked, std::string_view intent, std::string& out)
{
    out += "{\"k\":\"parked\",\"no\":" + std::to_string(parked.no);
    appendMember("cs", parked.change.text(), out);
    appendMember("why", parked.why, out);
    appendMember("detail", parked.detail, out);
    appendMember("choice", parked.choice, out);
    appendIdMember("root", parked.root, out);
    appendIdMember("solved", parked.solved, out);
    if (!intent.empty()) {
        out += ",\"intent\":";
        out += intent;
    }
    out += "}\n";
}

Result<Parked> readParkedLine(const Json& line)
{
    Parked parked;
    parked.no = memberInteger(line, "no").value_or(0);
    QM_ASSIGN(parked.change, idMember(line, "cs"));
    parked.why = textMember(line, "why");
    parked.detail = textMember(line, "detail");
    parked.choice = textMember(line, "choice");
    parked.root = optionalIdMember(line, "root");
    parked.solved = optionalIdMember(line, "solved");
    return parked;
}

std::string bucketOf(const RowKey& key)
{
    return std::string(info(key.table).name) + "." + toHex(key.id.view().substr(15, 1));
}

Result<BucketDigests> computeBuckets(RowStore& store)
{
    BucketDigests digests;
    const auto count = [&](const std::string& bucket, const Hash& hash) {
        digests.total.add(hash);
        digests.buckets[bucket].add(hash);
    };
    for (const Table table : allTables) {
        store.eachRow(table, [&](const RowImage& image) {
            count(bucketOf(image.key), rowHash(image, store.deletedBy(image)));
            return true;
        });
    }
    store.eachConflict([&](const Conflict& conflict) {
        count(std::string(conflictBucket), conflictHash(conflict));
        return true;
    });
    store.eachParked([&](const Parked& parked) {
        count(std::string(parkedBucket), parkedHash(parked));
        return true;
    });
    QM_TRY(store.status());
    return digests;
}

} // namespace qm
