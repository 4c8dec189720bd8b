#pragma once

#include "common/result.h"

#include <string_view>

namespace qm {

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing beyond U+10FFFF).
bool isUtf8(std::string_view text);

/// The beginning of well-formed text: at most `bytesMost` bytes, and no character cut in two.
std::string_view cutText(std::string_view text, std::size_t bytesMost);

/// A name: well-formed UTF-8, not blank, one line, no control characters, at most 200 characters. Errors: Invalid.
Result<> checkName(std::string_view text);
/// A payee, memo or note: well-formed UTF-8 of at most 4000 characters, no control characters but line breaks and tabs.
Result<> checkNote(std::string_view text);

} // namespace qm
