#include "common/ledger/fold_case.h"

#include <cstdint>

namespace qm {

namespace {

/// The small letter of a character of two bytes in UTF-8 (U+0080 to U+07FF).
std::uint32_t smallLetter(std::uint32_t c)
{
    const auto isIn = [c](std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; };
    if ((isIn(0xC0, 0xDE) && c != 0xD7) || (isIn(0x391, 0x3A9) && c != 0x3A2) || isIn(0x410, 0x42F))
        return c + 0x20;
    if (isIn(0x400, 0x40F))
        return c + 0x50;
    if (c == 0x178) // Ÿ
        return 0xFF;
    // Latin Extended-A stands in pairs, the capital first: on even places, but on odd ones from Ĺ to Ň and Ź to Ž.
    if (isIn(0x139, 0x148) || isIn(0x179, 0x17E))
        return c % 2 == 1 ? c + 1 : c;
    if (isIn(0x100, 0x137) && c != 0x130 && c != 0x131)
        return c % 2 == 0 ? c + 1 : c;
    if (isIn(0x14A, 0x177))
        return c % 2 == 0 ? c + 1 : c;
    return c;
}

} // namespace

std::string foldCase(std::string_view text)
{
    std::string folded(text);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const auto lead = static_cast<std::uint8_t>(folded[i]);
        if (lead >= 'A' && lead <= 'Z') {
            folded[i] = static_cast<char>(lead + 0x20);
        } else if (lead >= 0xC2 && lead <= 0xDF && i + 1 < folded.size()) {
            const auto second = static_cast<std::uint8_t>(folded[i + 1]);
            if ((second & 0xC0) != 0x80)
                continue;
            const std::uint32_t letter = smallLetter(static_cast<std::uint32_t>(lead & 0x1F) << 6 | (second & 0x3F));
            folded[i] = static_cast<char>(0xC0 | letter >> 6);
            folded[++i] = static_cast<char>(0x80 | (letter & 0x3F));
        }
    }
    return folded;
}

} // namespace qm
