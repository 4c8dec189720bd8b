#include "common/formats/statement_text.h"

#include "common/ledger/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace qm {

namespace {

// Windows-1252 from 0x80 to 0x9F; 0 where it has no character.
constexpr std::array<char16_t, 32> windows1252 = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
    0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

unsigned byteAt(std::string_view bytes, std::size_t at)
{
    return static_cast<unsigned char>(bytes[at]);
}

/// Most files are ASCII, which is told eight bytes at a time.
bool isAscii(std::string_view bytes)
{
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= bytes.size(); at += sizeof eight) {
        std::memcpy(&eight, bytes.data() + at, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            return false;
    }
    return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

TextEncoding detect(std::string_view bytes)
{
    if (bytes.starts_with("\xFF\xFE"))
        return TextEncoding::Utf16Le;
    if (bytes.starts_with("\xFE\xFF"))
        return TextEncoding::Utf16Be;
    // Western text in UTF-16 without a mark: every other byte is zero.
    const std::string_view sample = bytes.substr(0, 2000);
    std::array<std::size_t, 2> zeros {};
    for (std::size_t i = 0; i < sample.size(); ++i)
        zeros[i % 2] += sample[i] == '\0' ? 1 : 0;
    const std::size_t most = sample.size() / 2 * 7 / 10;
    if (sample.size() >= 4 && zeros[1] >= most && zeros[0] == 0)
        return TextEncoding::Utf16Le;
    if (sample.size() >= 4 && zeros[0] >= most && zeros[1] == 0)
        return TextEncoding::Utf16Be;
    return isAscii(bytes) || isUtf8(bytes) ? TextEncoding::Utf8 : TextEncoding::Windows1252;
}

int lineAt(std::string_view text, std::size_t at)
{
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

Result<> decodeUtf16(std::string_view bytes, bool bigEndian, std::string& out)
{
    const auto unit = [&](std::size_t at) {
        const unsigned high = byteAt(bytes, at + (bigEndian ? 0 : 1));
        const unsigned low = byteAt(bytes, at + (bigEndian ? 1 : 0));
        return static_cast<char32_t>(high << 8 | low);
    };
    if (bytes.size() % 2 != 0)
        return Error { ErrorCode::Invalid, "the file is UTF-16 text and ends within a character: it is cut off" };
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t codePoint = unit(at);
        if (codePoint >= 0xD800 && codePoint < 0xE000) {
            const char32_t low = codePoint < 0xDC00 && at + 2 < bytes.size() ? unit(at + 2) : 0;
            if (low < 0xDC00 || low > 0xDFFF)
                return lineError(lineAt(out, out.size()), "the text is not valid UTF-16");
            codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        }
        if (codePoint != 0xFEFF || !out.empty())
            appendUtf8(out, codePoint);
    }
    return {};
}

void decodeWindows1252(std::string_view bytes, std::string& out)
{
    out.reserve(bytes.size() + bytes.size() / 8);
    std::size_t copied = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const unsigned byte = byteAt(bytes, at);
        if (byte < 0x80)
            continue;
        out += bytes.substr(copied, at - copied);
        copied = at + 1;
        const char16_t special = byte < 0xA0 ? windows1252[byte - 0x80u] : static_cast<char16_t>(byte);
        appendUtf8(out, special == 0 ? U'\uFFFD' : special);
    }
    out += bytes.substr(copied);
}

/// Bytes of the white space or control character that `text` begins with, or 0.
std::size_t blankLength(std::string_view text)
{
    const unsigned first = byteAt(text, 0);
    if (first <= 0x20 || first == 0x7F)
        return 1;
    if (first == 0xC2 && text.size() > 1 && byteAt(text, 1) <= 0xA0) // C1 controls, no-break space
        return 2;
    const bool general = text.starts_with("\xE2\x80") && text.size() > 2
        && (byteAt(text, 2) <= 0x8B || byteAt(text, 2) == 0xA8 || byteAt(text, 2) == 0xA9 || byteAt(text, 2) == 0xAF);
    return general || text.starts_with("\xE2\x81\x9F") || text.starts_with("\xE1\x9A\x80")
            || text.starts_with("\xE3\x80\x80") || text.starts_with("\xEF\xBB\xBF")
        ? 3
        : 0;
}

} // namespace

void appendUtf8(std::string& out, char32_t codePoint)
{
    if (codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint < 0xE000))
        codePoint = 0xFFFD;
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (codePoint < 0x80)
        return put(codePoint);
    if (codePoint < 0x800) {
        put(0xC0 | codePoint >> 6);
    } else {
        if (codePoint < 0x10000) {
            put(0xE0 | codePoint >> 12);
        } else {
            put(0xF0 | codePoint >> 18);
            put(0x80 | (codePoint >> 12 & 0x3F));
        }
        put(0x80 | (codePoint >> 6 & 0x3F));
    }
    put(0x80 | (codePoint & 0x3F));
}

/// Bytes that are neither UTF-8 nor, by what they are or by how much around them is UTF-8, Windows-1252.
Result<> checkWindows1252(std::string_view bytes)
{
    std::size_t sequences = 0; // of UTF-8, longer than a byte
    std::size_t strays = 0;
    std::optional<std::size_t> firstStray;
    for (std::size_t at = 0; at < bytes.size();) {
        const unsigned byte = byteAt(bytes, at);
        const std::size_t length = byte < 0x80 ? 1
            : byte < 0xC2                      ? 0
            : byte < 0xE0                      ? 2
            : byte < 0xF0                      ? 3
            : byte < 0xF5                      ? 4
                                               : 0;
        if (length > 0 && isUtf8(bytes.substr(at, length)) && at + length <= bytes.size()) {
            sequences += length > 1;
            at += length;
            continue;
        }
        if (!firstStray)
            firstStray = at;
        ++strays;
        if (byte >= 0x80 && byte < 0xA0 && windows1252[byte - 0x80u] == 0)
            return lineError(lineAt(bytes, at),
                "a byte that is neither UTF-8 nor Windows-1252; save the file in one of them, or say --encoding");
        ++at;
    }
    if (firstStray && sequences > strays)
        return lineError(lineAt(bytes, *firstStray),
            "a byte that is not UTF-8, as the rest of the file is; mend it, or say --encoding windows-1252");
    return {};
}

Result<DecodedText> decodeText(std::string_view bytes, std::optional<TextEncoding> encoding, std::string& storage)
{
    DecodedText text;
    text.encoding = encoding.value_or(detect(bytes));
    switch (text.encoding) {
    case TextEncoding::Utf8:
        if (encoding && !isUtf8(bytes))
            return Error { ErrorCode::Invalid, "the file is not valid UTF-8" };
        text.utf8 = bytes;
        break;
    case TextEncoding::Utf16Le:
    case TextEncoding::Utf16Be:
        QM_TRY(decodeUtf16(bytes, text.encoding == TextEncoding::Utf16Be, storage));
        text.utf8 = storage;
        break;
    case TextEncoding::Windows1252:
        if (!encoding)
            QM_TRY(checkWindows1252(bytes));
        decodeWindows1252(bytes, storage);
        text.utf8 = storage;
        break;
    }
    if (text.utf8.starts_with("\xEF\xBB\xBF"))
        text.utf8.remove_prefix(3);
    while (text.utf8.ends_with('\x1A')) // the end mark of old systems
        text.utf8.remove_suffix(1);
    if (const std::size_t nul = text.utf8.find('\0'); nul != std::string_view::npos)
        return lineError(lineAt(text.utf8, nul), "a NUL byte: this is not a text file");
    return text;
}

std::string_view trimmed(std::string_view text)
{
    const auto plain = [](char c) { return c > ' ' && c < '\x7F'; };
    if (!text.empty() && plain(text.front()) && plain(text.back()))
        return text;
    while (!text.empty()) {
        const std::size_t blank = blankLength(text);
        if (blank == 0)
            break;
        text.remove_prefix(blank);
    }
    while (!text.empty()) {
        std::size_t start = text.size() - 1;
        while (start > 0 && text.size() - start < 4 && (byteAt(text, start) & 0xC0) == 0x80)
            --start;
        if (blankLength(text.substr(start)) != text.size() - start)
            break;
        text = text.substr(0, start);
    }
    return text;
}

std::string oneLine(std::string_view text)
{
    text = trimmed(text);
    // Almost every text is on one line already: then it is only copied.
    bool clean = true;
    for (std::size_t i = 0; i < text.size() && clean; ++i) {
        const unsigned byte = byteAt(text, i);
        clean = byte == ' ' ? text[i + 1] != ' ' : byte > ' ' && byte != 0x7F && byte != 0xC2 && (byte & 0xF0) != 0xE0;
    }
    if (clean)
        return std::string(text);
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t blank = blankLength(text.substr(at));
        if (blank == 0) {
            out.push_back(text[at++]);
            continue;
        }
        at += blank;
        if (out.back() != ' ') // never empty here: text begins with a character
            out.push_back(' ');
    }
    return out;
}

std::string shown(std::string_view text)
{
    const std::string line = oneLine(cutText(text, 400));
    const std::string_view start = cutText(line, 40);
    return "\"" + std::string(start) + (start.size() < line.size() ? "…\"" : "\"");
}

Error lineError(int line, std::string why)
{
    return { ErrorCode::Invalid, "line " + std::to_string(line) + ": " + std::move(why) };
}

} // namespace qm
