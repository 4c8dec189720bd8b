#include "common/sync/log_entry.h"

namespace qm {

namespace {

/// As all integers of the protocol (SYNC.md 3.1), so that one more never overflows.
constexpr std::int64_t integerMax = 9007199254740991;

Error incomplete(const char* what)
{
    return { ErrorCode::Invalid, std::string("a log entry ") + what };
}

Result<LogEntry> readLogEntry(std::string_view text)
{
    QM_ASSIGN(const auto members, sliceObject(text));
    LogEntry entry;
    entry.effects.clear();
    for (const auto& [key, value] : members) {
        if (key == "cs") {
            entry.intent = value;
            continue;
        }
        if (key == "fx") {
            entry.effects = value == "\"=\"" ? std::string("=") : std::string(value);
            continue;
        }
        QM_ASSIGN(const Json json, parseJson(value));
        const bool isText = json.is_string();
        const bool isNumber = json.is_number_integer();
        if (key == "rev" && isNumber) {
            entry.rev = json.get<std::int64_t>();
        } else if (key == "eff" && isNumber) {
            entry.eff = json.get<std::int64_t>();
        } else if (key == "kind" && isNumber) {
            const auto kind = json.get<std::int64_t>();
            if (kind != 1 && kind != 2)
                return Error { ErrorCode::TooNew, "a log entry of kind " + std::to_string(kind) };
            entry.kind = static_cast<EntryKind>(kind);
        } else if (key == "id" && isText) {
            QM_ASSIGN(entry.id, Uuid::parse(json.get_ref<const std::string&>()));
        } else if (key == "out" && isText) {
            entry.outcome = json.get_ref<const std::string&>();
        } else if (key == "chain" && isText) {
            if (!Hash::parseHex(json.get_ref<const std::string&>(), entry.chain))
                return incomplete("with a chain that is none");
        } else if (key == "digest" && isText) {
            if (!Hash::parseHex(json.get_ref<const std::string&>(), entry.digest))
                return incomplete("with a digest that is none");
        }
    }
    if (entry.rev > integerMax || entry.eff > integerMax || entry.eff < -integerMax)
        return incomplete("with a number beyond 2^53-1");
    if (entry.rev < 1 || entry.id.isNull() || entry.effects.empty() || outcomeNumber(entry.outcome) == 0)
        return incomplete("that is incomplete");
    return entry;
}

} // namespace

Hash LogEntry::chainAfter(const Hash& before) const
{
    return chainNext(before, sha256(intent), eff, outcome, effects, digest);
}

int outcomeNumber(std::string_view outcome)
{
    return outcome == "applied" ? 1 : outcome == "conflict" ? 2 : outcome == "parked" ? 3 : 0;
}

std::string_view outcomeName(std::int64_t number)
{
    return number == 1 ? "applied" : number == 2 ? "conflict" : "parked";
}

void appendLogEntry(const LogEntry& entry, std::string& out)
{
    out += "{\"rev\":" + std::to_string(entry.rev) + ",\"kind\":" + std::to_string(static_cast<int>(entry.kind))
        + ",\"id\":\"";
    entry.id.appendText(out);
    out += "\"";
    if (!entry.intent.empty()) {
        out += ",\"cs\":";
        out += entry.intent;
    }
    out += ",\"eff\":" + std::to_string(entry.eff) + ",\"out\":\"" + entry.outcome + "\",\"fx\":";
    out += entry.effects == "=" ? std::string_view("\"=\"") : std::string_view(entry.effects);
    out += ",\"chain\":\"" + entry.chain.hex() + "\",\"digest\":\"" + entry.digest.hex() + "\"}";
}

Result<std::vector<LogEntry>> readLogEntries(std::string_view array)
{
    QM_ASSIGN(const auto slices, sliceArray(array));
    std::vector<LogEntry> entries;
    entries.reserve(slices.size());
    for (const std::string_view slice : slices) {
        auto entry = readLogEntry(slice);
        if (!entry && entry.error().code == ErrorCode::TooNew && !entries.empty())
            return entries; // what comes before it can be taken
        if (!entry)
            return entry.error();
        entries.push_back(*std::move(entry));
    }
    return entries;
}

std::string encodeBranch(const BranchRecord& record)
{
    std::string json = "{\"after\":\"" + record.after.hex() + "\",\"lost\":[";
    for (const auto& [chain, change] : record.lost)
        json += (json.back() == '[' ? "[\"" : ",[\"") + chain.hex() + "\",\"" + change.text() + "\"]";
    return json + "],\"rev\":" + std::to_string(record.rev) + ",\"v\":1}";
}

Result<BranchRecord> decodeBranch(std::string_view text)
{
    const Error broken { ErrorCode::Invalid, "a branch record that cannot be read" };
    QM_ASSIGN(const Json json, parseJson(text));
    const std::string* after = memberText(json, "after");
    const Json* lost = member(json, "lost");
    BranchRecord record;
    record.rev = memberInteger(json, "rev").value_or(0);
    if (!after || !Hash::parseHex(*after, record.after) || !lost || !lost->is_array() || record.rev < 1
        || record.rev > integerMax)
        return broken;
    for (const Json& one : *lost) {
        Hash chain;
        if (!one.is_array() || one.size() != 2 || !one[0].is_string() || !one[1].is_string()
            || !Hash::parseHex(one[0].get_ref<const std::string&>(), chain))
            return broken;
        QM_ASSIGN(const Uuid change, Uuid::parse(one[1].get_ref<const std::string&>()));
        record.lost.emplace_back(chain, change);
    }
    return record;
}

Uuid branchId(const Uuid& ledger, const BranchRecord& record)
{
    DerivedId id("branch");
    id.add(ledger).add(record.after.view());
    if (!record.lost.empty())
        id.add(record.lost.back().first.view());
    return id.uuid();
}

} // namespace qm
