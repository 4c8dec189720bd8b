#pragma once

#include "common/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace qm {

using Json = nlohmann::json;

/// Parses outside JSON: at most 32 levels deep, no duplicate keys, no floating point numbers, integers of 64 bits,
/// well-formed UTF-8, a million values. Errors: Invalid, with the byte where it stopped.
Result<Json> parseJson(std::string_view text);

/// Appends the canonical form (RFC 8785) of a value that parseJson() gave.
void appendCanonical(const Json& value, std::string& out);
std::string canonicalJson(const Json& value);

/// Appends a JSON string literal as RFC 8785 writes it.
void appendJsonString(std::string_view text, std::string& out);

/// The elements of a JSON array as slices of `text`, without parsing them. `text` starts at '['. Invalid when it is
/// cut. So a body of many change sets is parsed one at a time, in little memory. After `most` elements it stops.
Result<std::vector<std::string_view>> sliceArray(std::string_view text, std::size_t most = std::string_view::npos);
/// The members of a JSON object as slices, in their order; keys without escapes. `text` starts at '{'.
Result<std::vector<std::pair<std::string_view, std::string_view>>> sliceObject(std::string_view text);

/// Member access that never throws: null when it is not there or not of that kind.
const Json* member(const Json& object, std::string_view key);
const std::string* memberText(const Json& object, std::string_view key);
std::optional<std::int64_t> memberInteger(const Json& object, std::string_view key);

} // namespace qm
