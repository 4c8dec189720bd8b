#include "common/sync/json.h"

#include "common/ledger/text.h"

#include <algorithm>
#include <limits>

namespace qm {

namespace {

constexpr std::size_t depthMax = 32;
/// An empty object takes two bytes as text and fifty times that as a value.
constexpr std::size_t valuesMax = 1'000'000;
/// Members of an object that is sliced; messages have a handful. Looking for doubles takes their square.
constexpr std::size_t slicedMembersMax = 1000;

/// Builds a value as nlohmann's own handler does, and stops at what the protocol does not have.
class StrictBuilder : public nlohmann::json_sax<Json> {
public:
    bool null() override { return place(nullptr); }
    bool boolean(bool value) override { return place(value); }
    bool number_integer(number_integer_t value) override { return place(value); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
            return stop("a number beyond 64 bits");
        return place(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t, const string_t& text) override
    {
        return stop("\"" + text.substr(0, 40) + "\" is not an integer");
    }
    bool string(string_t& value) override { return place(std::move(value)); }
    bool binary(binary_t&) override { return stop("binary data"); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override
    {
        auto [at, isFirst] = m_open.back()->get_ref<Json::object_t&>().emplace(std::move(name), nullptr);
        if (!isFirst)
            return stop("the key \"" + std::string(cutText(at->first, 40)) + "\" stands twice");
        m_member = &at->second;
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        return stop("not JSON at byte " + std::to_string(position));
    }

    Json root;
    std::string problem;

private:
    bool stop(std::string why)
    {
        if (problem.empty())
            problem = std::move(why);
        return false;
    }
    template <typename Value>
    Json* put(Value&& value)
    {
        if (++m_values > valuesMax) {
            stop("more than " + std::to_string(valuesMax) + " values");
            return nullptr;
        }
        if (m_open.empty()) {
            root = std::forward<Value>(value);
            return &root;
        }
        if (m_open.back()->is_array()) {
            auto& array = m_open.back()->get_ref<Json::array_t&>();
            array.emplace_back(std::forward<Value>(value));
            return &array.back();
        }
        *m_member = std::forward<Value>(value);
        return m_member;
    }
    template <typename Value>
    bool place(Value&& value)
    {
        return put(std::forward<Value>(value)) != nullptr;
    }
    bool open(Json empty)
    {
        if (m_open.size() >= depthMax)
            return stop("nested deeper than " + std::to_string(depthMax) + " levels");
        Json* placed = put(std::move(empty));
        if (placed)
            m_open.push_back(placed);
        return placed != nullptr;
    }
    bool close()
    {
        m_open.pop_back();
        return true;
    }

    std::vector<Json*> m_open;
    Json* m_member = nullptr;
    std::size_t m_values = 0;
};

/// Where a JSON value that starts at `at` ends; npos when it is cut.
std::size_t valueEnd(std::string_view text, std::size_t at)
{
    std::size_t depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        switch (text[i]) {
        case '"':
            for (++i; i < text.size() && text[i] != '"'; ++i) {
                if (text[i] == '\\')
                    ++i;
            }
            if (i >= text.size())
                return std::string_view::npos;
            if (depth == 0)
                return i + 1;
            break;
        case '{':
        case '[': ++depth; break;
        case '}':
        case ']':
            if (depth == 0)
                return i;
            if (--depth == 0)
                return i + 1;
            break;
        case ',':
            if (depth == 0)
                return i;
            break;
        default: break;
        }
    }
    return std::string_view::npos;
}

std::size_t skipSpace(std::string_view text, std::size_t at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'))
        ++at;
    return at;
}

const Error cut { ErrorCode::Invalid, "JSON that is cut off" };

/// Nothing but spaces follows the bracket at `at`.
Result<> checkEnd(std::string_view text, std::size_t at)
{
    if (skipSpace(text, at + 1) != text.size())
        return Error { ErrorCode::Invalid, "JSON with something behind it" };
    return {};
}

} // namespace

Result<Json> parseJson(std::string_view text)
{
    // The parser would take a NUL for the end and skip a byte order mark.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        return Error { ErrorCode::Invalid, "not JSON at byte " + std::to_string(nul + 1) };
    if (text.starts_with("\xEF\xBB\xBF"))
        return Error { ErrorCode::Invalid, "not JSON at byte 1" };
    StrictBuilder builder;
    try {
        if (!Json::sax_parse(text.begin(), text.end(), &builder))
            return Error { ErrorCode::Invalid, builder.problem.empty() ? "not JSON" : builder.problem };
    } catch (const std::exception& error) {
        return Error { ErrorCode::Invalid, std::string("not JSON: ") + error.what() };
    }
    return std::move(builder.root);
}

void appendJsonString(std::string_view text, std::string& out)
{
    constexpr char hex[] = "0123456789abcdef";
    out.push_back('"');
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            out += "\\u00";
            out.push_back(hex[c >> 4]);
            out.push_back(hex[c & 15]);
        }
    }
    out.append(text, plain, text.size() - plain);
    out.push_back('"');
}

void appendCanonical(const Json& value, std::string& out)
{
    switch (value.type()) {
    case Json::value_t::object: {
        // std::map sorts keys by bytes; RFC 8785 asks for UTF-16 order, which is the same for all keys below U+E000,
        // and the protocol's keys are ASCII.
        char separator = '{';
        for (const auto& [key, item] : value.get_ref<const Json::object_t&>()) {
            out.push_back(separator);
            appendJsonString(key, out);
            out.push_back(':');
            appendCanonical(item, out);
            separator = ',';
        }
        if (separator == '{')
            out.push_back('{');
        out.push_back('}');
        return;
    }
    case Json::value_t::array: {
        char separator = '[';
        for (const Json& item : value.get_ref<const Json::array_t&>()) {
            out.push_back(separator);
            appendCanonical(item, out);
            separator = ',';
        }
        if (separator == '[')
            out.push_back('[');
        out.push_back(']');
        return;
    }
    case Json::value_t::string: appendJsonString(value.get_ref<const std::string&>(), out); return;
    case Json::value_t::boolean: out += value.get<bool>() ? "true" : "false"; return;
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned: out += std::to_string(value.get<std::int64_t>()); return;
    default: out += "null";
    }
}

std::string canonicalJson(const Json& value)
{
    std::string out;
    appendCanonical(value, out);
    return out;
}

Result<std::vector<std::string_view>> sliceArray(std::string_view text, std::size_t most)
{
    std::vector<std::string_view> items;
    std::size_t at = skipSpace(text, 0);
    if (at >= text.size() || text[at] != '[')
        return Error { ErrorCode::Invalid, "not a JSON array" };
    at = skipSpace(text, at + 1);
    if (at < text.size() && text[at] == ']') {
        QM_TRY(checkEnd(text, at));
        return items;
    }
    while (at < text.size()) {
        const std::size_t end = valueEnd(text, at);
        if (end == std::string_view::npos)
            return cut;
        items.push_back(text.substr(at, end - at));
        if (items.size() == most)
            return items;
        at = skipSpace(text, end);
        if (at < text.size() && text[at] == ']') {
            QM_TRY(checkEnd(text, at));
            return items;
        }
        if (at >= text.size() || text[at] != ',')
            return cut;
        at = skipSpace(text, at + 1);
    }
    return cut;
}

Result<std::vector<std::pair<std::string_view, std::string_view>>> sliceObject(std::string_view text)
{
    std::vector<std::pair<std::string_view, std::string_view>> members;
    std::size_t at = skipSpace(text, 0);
    if (at >= text.size() || text[at] != '{')
        return Error { ErrorCode::Invalid, "not a JSON object" };
    at = skipSpace(text, at + 1);
    if (at < text.size() && text[at] == '}') {
        QM_TRY(checkEnd(text, at));
        return members;
    }
    while (at < text.size()) {
        if (text[at] != '"')
            return Error { ErrorCode::Invalid, "not a JSON object" };
        const std::size_t keyEnd = valueEnd(text, at);
        if (keyEnd == std::string_view::npos)
            return cut;
        const std::string_view key = text.substr(at + 1, keyEnd - at - 2);
        if (key.find('\\') != std::string_view::npos) // two spellings of one key would pass as two
            return Error { ErrorCode::Invalid, "a key with an escape" };
        at = skipSpace(text, keyEnd);
        if (at >= text.size() || text[at] != ':')
            return cut;
        at = skipSpace(text, at + 1);
        const std::size_t end = valueEnd(text, at);
        if (end == std::string_view::npos)
            return cut;
        std::string_view value = text.substr(at, end - at);
        while (!value.empty()
            && (value.back() == ' ' || value.back() == '\n' || value.back() == '\r' || value.back() == '\t'))
            value.remove_suffix(1);
        if (std::any_of(members.begin(), members.end(), [&](const auto& known) { return known.first == key; }))
            return Error { ErrorCode::Invalid, "a key stands twice" };
        if (members.size() == slicedMembersMax)
            return Error { ErrorCode::Invalid,
                "an object of more than " + std::to_string(slicedMembersMax) + " members" };
        members.emplace_back(key, value);
        at = skipSpace(text, end);
        if (at < text.size() && text[at] == '}') {
            QM_TRY(checkEnd(text, at));
            return members;
        }
        if (at >= text.size() || text[at] != ',')
            return cut;
        at = skipSpace(text, at + 1);
    }
    return cut;
}

const Json* member(const Json& object, std::string_view key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

const std::string* memberText(const Json& object, std::string_view key)
{
    const Json* found = member(object, key);
    return found ? found->get_ptr<const Json::string_t*>() : nullptr;
}

std::optional<std::int64_t> memberInteger(const Json& object, std::string_view key)
{
    const Json* found = member(object, key);
    if (!found || !found->is_number_integer())
        return std::nullopt;
    return found->get<std::int64_t>();
}

} // namespace qm
