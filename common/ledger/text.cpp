#include "common/ledger/text.h"

#include <cstdint>
#include <string>

namespace qm {

namespace {

/// Characters of well-formed UTF-8, or -1.
std::int64_t characters(std::string_view text)
{
    std::int64_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || i + size > text.size())
            return -1;
        for (std::size_t k = 1; k < size; ++k) {
            if ((static_cast<std::uint8_t>(text[i + k]) & 0xC0) != 0x80)
                return -1;
        }
        const auto second = static_cast<std::uint8_t>(text[i + 1]);
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second > 0x8F))
            return -1;
        i += size;
    }
    return count;
}

Result<> check(std::string_view text, std::int64_t most, std::string_view allowedControls)
{
    if (text.size() > static_cast<std::size_t>(most) * 4)
        return Error { ErrorCode::Invalid,
            "has " + std::to_string(text.size()) + " bytes; " + std::to_string(most) + " characters are the most" };
    const std::int64_t count = characters(text);
    if (count < 0)
        return Error { ErrorCode::Invalid, "is not valid UTF-8" };
    if (count > most)
        return Error { ErrorCode::Invalid,
            "has " + std::to_string(count) + " characters; " + std::to_string(most) + " are the most" };
    // U+FFFE and U+FFFF are no characters, and not every reader gives them back.
    if (text.find("\xEF\xBF\xBE") != std::string_view::npos || text.find("\xEF\xBF\xBF") != std::string_view::npos)
        return Error { ErrorCode::Invalid, "contains U+FFFE or U+FFFF, which are no characters" };
    for (const char c : text) {
        if ((static_cast<std::uint8_t>(c) < 0x20 || c == 0x7F) && allowedControls.find(c) == std::string_view::npos)
            return Error { ErrorCode::Invalid, "contains a control character (code " + std::to_string(int(c)) + ")" };
    }
    return {};
}

} // namespace

bool isUtf8(std::string_view text)
{
    return characters(text) >= 0;
}

std::string_view cutText(std::string_view text, std::size_t bytesMost)
{
    if (text.size() <= bytesMost)
        return text;
    while (bytesMost > 0 && (static_cast<std::uint8_t>(text[bytesMost]) & 0xC0) == 0x80)
        --bytesMost;
    return text.substr(0, bytesMost);
}

Result<> checkName(std::string_view text)
{
    QM_TRY(check(text, 200, {}));
    if (text.find_first_not_of(" \t") == std::string_view::npos)
        return Error { ErrorCode::Invalid, "is empty" };
    return {};
}

Result<> checkNote(std::string_view text)
{
    return check(text, 4000, "\t\n\r");
}

} // namespace qm
