#pragma once

#include "common/result.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace qm {

/// The largest field and the most fields of a row that a table takes.
inline constexpr std::size_t csvFieldBytesMax = 1024 * 1024;
inline constexpr std::size_t csvFieldsMax = 2000;

/// The rows and fields of a CSV text (RFC 4180; quoted line breaks; LF, CRLF or CR). Fields are views into the text,
/// or into the table where a doubled quote had to be undone: the text must outlive the table. Rows that are wholly
/// empty are left out. A quote within a field that does not begin with one is an ordinary character.
class CsvTable {
public:
    /// Stops after `rowsMax` rows. Invalid, naming the line: a quote never closed, text after a closing quote, a field
    /// or row beyond the bounds. `table` then holds the rows before the fault.
    static Result<> read(std::string_view text, char delimiter, std::size_t rowsMax, CsvTable& table);

    std::size_t size() const { return m_rows.size(); }
    /// The line on which a row begins, from 1.
    int line(std::size_t row) const { return m_rows[row].line; }
    std::size_t width(std::size_t row) const { return end(row) - m_rows[row].first; }
    /// Empty where the row is shorter.
    std::string_view field(std::size_t row, std::size_t column) const
    {
        const std::size_t at = m_rows[row].first + column;
        return at < end(row) ? m_fields[at] : std::string_view();
    }

private:
    friend class CsvSplitter;
    struct Row {
        std::uint32_t first = 0; ///< its first field in m_fields
        int line = 0;
    };

    std::size_t end(std::size_t row) const { return row + 1 < m_rows.size() ? m_rows[row + 1].first : m_fields.size(); }

    std::vector<std::string_view> m_fields;
    std::vector<Row> m_rows;
    std::deque<std::string> m_unquoted;
};

} // namespace qm
