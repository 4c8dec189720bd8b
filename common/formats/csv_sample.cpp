#include "common/formats/csv_sample.h"

#include "common/formats/csv_table.h"
#include "common/formats/statement_text.h"

#include <algorithm>

namespace qm {

namespace {

constexpr std::size_t sampleBytes = 64 << 10;

/// The one that stands most often in the text.
char likelyDelimiter(std::string_view text)
{
    constexpr std::string_view all = ";\t,|";
    return *std::max_element(all.begin(), all.end(), [&](char a, char b) {
        return std::count(text.begin(), text.end(), a) < std::count(text.begin(), text.end(), b);
    });
}

} // namespace

std::vector<std::vector<std::string>> csvSample(std::string_view bytes, const CsvShape& shape, std::size_t rowsMax)
{
    std::string storage;
    auto text = decodeText(bytes.substr(0, sampleBytes), shape.encoding, storage);
    if (!text) // cut within a character, perhaps
        text = decodeText(bytes.substr(0, sampleBytes - 2), shape.encoding, storage);
    if (!text)
        return {};
    CsvTable table;
    const char delimiter = shape.delimiter.value_or(likelyDelimiter(text->utf8));
    const std::size_t rowsAbove = static_cast<std::size_t>(std::max(shape.headerLine, 0));
    (void)CsvTable::read(text->utf8, delimiter, rowsAbove + rowsMax, table); // what stands before a fault is enough
    std::vector<std::vector<std::string>> sample;
    for (std::size_t row = 0; row < table.size() && sample.size() < rowsMax; ++row) {
        if (table.line(row) < shape.headerLine)
            continue;
        std::vector<std::string>& fields = sample.emplace_back();
        for (std::size_t column = 0; column < table.width(row); ++column)
            fields.push_back(oneLine(table.field(row, column)));
    }
    return sample;
}

} // namespace qm
