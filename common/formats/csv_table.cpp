#include "common/formats/csv_table.h"

#include "common/formats/statement_text.h"

#include <algorithm>
#include <array>

namespace qm {

/// Walks through the text once; fills the table row by row.
class CsvSplitter {
public:
    CsvSplitter(std::string_view text, char delimiter, CsvTable& table)
        : m_text(text)
        , m_delimiter(delimiter)
        , m_table(table)
    {
        for (const char c : { delimiter, '\n', '\r' })
            m_endsField[static_cast<unsigned char>(c)] = true;
    }

    Result<> split(std::size_t rowsMax)
    {
        while (m_at < m_text.size() && m_table.m_rows.size() < rowsMax)
            QM_TRY(row());
        return {};
    }

private:
    bool atFieldEnd() const { return m_at >= m_text.size() || m_endsField[static_cast<unsigned char>(m_text[m_at])]; }

    Result<> row()
    {
        const std::size_t first = m_table.m_fields.size();
        const int line = m_line;
        bool isEmpty = true;
        for (;;) {
            QM_ASSIGN(const std::string_view field, isQuoted() ? quoted() : plain());
            if (m_table.m_fields.size() - first >= csvFieldsMax)
                return lineError(m_line, "more than " + std::to_string(csvFieldsMax) + " columns");
            isEmpty = isEmpty && field.empty();
            m_table.m_fields.push_back(field);
            if (m_at >= m_text.size() || m_text[m_at] != m_delimiter)
                break;
            ++m_at;
        }
        endLine();
        if (isEmpty)
            m_table.m_fields.resize(first);
        else
            m_table.m_rows.push_back({ static_cast<std::uint32_t>(first), line });
        return {};
    }

    /// LF, CRLF or CR.
    void endLine()
    {
        if (m_text.substr(m_at).starts_with("\r\n"))
            ++m_at;
        ++m_at;
        ++m_line;
    }

    /// Whether a quote comes next, perhaps after spaces; then they are passed over.
    bool isQuoted()
    {
        std::size_t at = m_at;
        while (at < m_text.size() && m_text[at] == ' ')
            ++at;
        const bool found = at < m_text.size() && m_text[at] == '"';
        if (found)
            m_at = at;
        return found;
    }

    Result<std::string_view> plain()
    {
        const std::size_t start = m_at;
        while (!atFieldEnd())
            ++m_at;
        if (m_at - start > csvFieldBytesMax)
            return lineError(m_line, "a field of more than a million characters");
        return m_text.substr(start, m_at - start);
    }

    Result<std::string_view> quoted()
    {
        const int openLine = m_line;
        const std::size_t open = m_at + 1;
        std::size_t close = m_text.find('"', open);
        bool isDoubled = false;
        while (close != std::string_view::npos && m_text.substr(close + 1).starts_with('"')) {
            isDoubled = true;
            close = m_text.find('"', close + 2);
        }
        if (std::min(close, m_text.size()) - open > csvFieldBytesMax)
            return lineError(openLine, "a field of more than a million characters");
        if (close == std::string_view::npos)
            return lineError(openLine, "a quote is opened here and never closed");
        const std::string_view field = m_text.substr(open, close - open);
        const auto feeds = std::count(field.begin(), field.end(), '\n');
        m_line += static_cast<int>(feeds > 0 ? feeds : std::count(field.begin(), field.end(), '\r'));
        m_at = close + 1;
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
        if (!atFieldEnd()) {
            std::size_t end = m_at + 1; // of the character that does not belong there
            while (end < m_text.size() && (m_text[end] & 0xC0) == 0x80)
                ++end;
            return lineError(m_line, "text after a closing quote: " + shown(m_text.substr(open - 1, end - open + 1)));
        }
        return isDoubled ? withoutDoubling(field) : field;
    }

    std::string_view withoutDoubling(std::string_view field)
    {
        std::string& single = m_table.m_unquoted.emplace_back();
        single.reserve(field.size());
        for (std::size_t i = 0; i < field.size(); ++i) {
            single.push_back(field[i]);
            if (field[i] == '"')
                ++i;
        }
        return single;
    }

    std::string_view m_text;
    char m_delimiter;
    CsvTable& m_table;
    std::array<bool, 256> m_endsField {};
    std::size_t m_at = 0;
    int m_line = 1;
};

Result<> CsvTable::read(std::string_view text, char delimiter, std::size_t rowsMax, CsvTable& table)
{
    if (rowsMax > text.size()) { // the whole file: guess its size once
        table.m_fields.reserve(text.size() / 10);
        table.m_rows.reserve(text.size() / 60);
    }
    return CsvSplitter(text, delimiter, table).split(rowsMax);
}

} // namespace qm
