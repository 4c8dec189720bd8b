#pragma once

#include "common/formats/statement.h"

namespace qm {

/// A file's text as UTF-8: a view into the given bytes where they are UTF-8 already, else into `storage`.
struct DecodedText {
    std::string_view utf8; ///< without byte order mark
    TextEncoding encoding = TextEncoding::Utf8;
};

/// Detects (byte order mark, zero bytes, valid UTF-8, else Windows-1252) and decodes; `encoding`, when given, is taken.
/// `storage` must outlive the result. Invalid, naming the line: a NUL, a broken surrogate.
Result<DecodedText> decodeText(std::string_view bytes, std::optional<TextEncoding> encoding, std::string& storage);

/// Appends one code point; what is none becomes U+FFFD.
void appendUtf8(std::string& out, char32_t codePoint);

/// Without white space at both ends, the no-break spaces that banks pad with included.
std::string_view trimmed(std::string_view text);
/// On one line: runs of white space and control characters become one space, none at the ends.
std::string oneLine(std::string_view text);
/// `text` in quotes for a message, cut to 40 characters at a character's border.
std::string shown(std::string_view text);
/// `line 7: why`, Invalid.
Error lineError(int line, std::string why);

} // namespace qm
