#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qm::cli {

/// How many columns of a terminal a UTF-8 text takes: none for combining marks, two for East Asian wide characters
/// and emoji.
int displayWidth(std::string_view utf8);

/// A table for a terminal: columns as wide as their widest text, two spaces between them, nothing drawn.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        std::string title;
        Align align = Align::Left;
    };
    explicit TextTable(std::vector<Column> columns) : m_columns(std::move(columns)) { }

    /// One text a column; missing ones are empty.
    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    /// A line across, before sums.
    void rule() { m_rows.emplace_back(); }
    bool isEmpty() const { return m_rows.empty(); }
    std::string text() const;

private:
    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows; ///< an empty one is a line across
};

} // namespace qm::cli
