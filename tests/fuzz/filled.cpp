#include "tests/fuzz/filled.h"

#include "common/sync/log_entry.h"

using namespace qm;

namespace fuzz {

namespace {

constexpr std::int64_t someTimeMs = 1777825400000;

std::string written(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json read(const std::string& text)
{
    return Json::parse(text, nullptr, false);
}

void fill(Json& object, const char* name, Json value)
{
    if (!object.contains(name))
        object[name] = std::move(value);
}

void fillChange(Json& change, const Uuid& device, const std::string& base, std::int64_t number)
{
    fill(change, "v", 1);
    fill(change, "id", DerivedId("fuzz change").add(number).uuid().text());
    fill(change, "dev", device.text());
    fill(change, "n", number);
    fill(change, "base", base);
    fill(change, "at", "2026-05-10T10:00:00.000Z");
    fill(change, "level", 1);
    fill(change, "act", "fuzz");
}

/// An entry that goes on after the one before; `before` becomes its chain.
void fillEntry(Json& entry, std::int64_t rev, Hash& before, const Uuid& device)
{
    if (entry.contains("cs") && entry["cs"].is_object() && !entry.contains("kind"))
        fillChange(entry["cs"], device, "0." + std::string(16, '0'), 1000 + rev);
    fill(entry, "rev", rev);
    fill(entry, "kind", 1);
    fill(entry, "eff", someTimeMs + rev);
    fill(entry, "out", "applied");
    fill(entry, "fx", "=");
    fill(entry, "digest", std::string(64, '0'));
    if (!entry.contains("id")) {
        const std::string* id = entry.contains("cs") ? memberText(entry["cs"], "id") : nullptr;
        entry["id"] = id ? *id : DerivedId("fuzz entry").add(rev).uuid().text();
    }
    if (entry.contains("chain"))
        return;
    entry["chain"] = std::string(64, '0');
    const auto read = readLogEntries("[" + written(entry) + "]");
    if (!read || read->size() != 1)
        return;
    before = read->front().chainAfter(before);
    entry["chain"] = before.hex();
}

} // namespace

std::string filledSync(const std::string& text, const Household& household, std::int64_t& nextNumber)
{
    Json body = read(text);
    if (!body.is_object())
        return text;
    fill(body, "head", household.head.text());
    if (!body.contains("items") || !body["items"].is_array())
        return written(body);
    for (Json& item : body["items"]) {
        if (!item.is_object())
            continue;
        if (item.contains("ops"))
            item = Json { { "cs", std::move(item) } };
        if (item.contains("cs") && item["cs"].is_object())
            fillChange(item["cs"], household.anna.device, household.head.text(), nextNumber++);
    }
    return written(body);
}

std::string filledEntries(const std::string& text, const Household& household, const std::string& after)
{
    Json body = read(text);
    if (!body.is_object() || !body.contains("entries") || !body["entries"].is_array())
        return text;
    const std::string* said = memberText(body, "after");
    const std::string from = said ? *said : after;
    fill(body, "after", from);
    const auto version = Version::parse(from);
    const auto known = household.chains.find(from);
    if (!version || known == household.chains.end())
        return written(body);
    Hash chain = known->second;
    std::int64_t rev = version->rev;
    for (Json& entry : body["entries"]) {
        ++rev;
        if (!entry.is_object())
            continue;
        if (entry.contains("ops"))
            entry = Json { { "cs", std::move(entry) } };
        fillEntry(entry, rev, chain, household.ben.device);
        const std::string* own = memberText(entry, "chain");
        if (own)
            Hash::parseHex(*own, chain);
    }
    return written(body);
}

} // namespace fuzz
