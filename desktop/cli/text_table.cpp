#include <QList>
#include <QString>

#include "desktop/cli/text_table.h"

#include <algorithm>
#include <array>

namespace qm::cli {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Wide and full-width characters of Unicode's East Asian Width, in blocks, and emoji.
constexpr std::array wide { Range { 0x1100, 0x115F }, Range { 0x231A, 0x231B }, Range { 0x2329, 0x232A },
    Range { 0x23E9, 0x23EC }, Range { 0x25FD, 0x25FE }, Range { 0x2614, 0x2615 }, Range { 0x2648, 0x2653 },
    Range { 0x26AA, 0x26AB }, Range { 0x26BD, 0x26BE }, Range { 0x2E80, 0x303E }, Range { 0x3041, 0x33FF },
    Range { 0x3400, 0x4DBF }, Range { 0x4E00, 0x9FFF }, Range { 0xA000, 0xA4CF }, Range { 0xA960, 0xA97F },
    Range { 0xAC00, 0xD7A3 }, Range { 0xF900, 0xFAFF }, Range { 0xFE30, 0xFE6F }, Range { 0xFF00, 0xFF60 },
    Range { 0xFFE0, 0xFFE6 }, Range { 0x1F300, 0x1F64F }, Range { 0x1F680, 0x1F6FF }, Range { 0x1F900, 0x1F9FF },
    Range { 0x20000, 0x3FFFD } };

int widthOf(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Other_Control: return 0;
    default: break;
    }
    const bool isWide = std::any_of(
        wide.begin(), wide.end(), [c](const Range& range) { return c >= range.first && c <= range.last; });
    return isWide ? 2 : 1;
}

std::string trimmedRight(std::string line)
{
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

} // namespace

int displayWidth(std::string_view utf8)
{
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= ' ' && c < '\x7f'; }))
        return static_cast<int>(utf8.size());
    int width = 0;
    for (const char32_t c : QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())).toUcs4())
        width += widthOf(c);
    return width;
}

std::string TextTable::text() const
{
    std::vector<int> widths;
    widths.reserve(m_columns.size());
    for (const Column& column : m_columns)
        widths.push_back(displayWidth(column.title));
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i)
            widths[i] = std::max(widths[i], displayWidth(row[i]));
    }
    int total = 0;
    for (const int width : widths)
        total += width + 2;

    std::string out;
    const auto addLine = [&](const auto& textAt) {
        std::string line;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const std::string cell = textAt(i);
            const std::string padding(static_cast<std::size_t>(widths[i] - displayWidth(cell)), ' ');
            line += m_columns[i].align == Align::Left ? cell + padding : padding + cell;
            line += "  ";
        }
        out += trimmedRight(std::move(line)) + '\n';
    };
    addLine([&](std::size_t i) { return m_columns[i].title; });
    for (const auto& row : m_rows) {
        if (row.empty())
            out += std::string(static_cast<std::size_t>(total - 2), '-') + '\n';
        else
            addLine([&](std::size_t i) { return i < row.size() ? row[i] : std::string(); });
    }
    return out;
}

} // namespace qm::cli
