#pragma once

#include "common/formats/statement.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace qm::cli {

/// What a person may say about a statement's form; what is left open is detected.
struct ImportOptions {
    std::string format = "auto";
    std::string delimiter;
    std::string encoding;
    std::string dateOrder;
    std::string decimal;
    std::vector<std::string> columns; ///< `date=1`, counted from 1 as in what a dry run tells
    bool hasHeader = false;
    bool hasNoHeader = false;
    bool flipsSign = false;

    void addTo(CLI::App& command);
    /// Errors: Usage, Invalid (a format that comes later).
    Result<ReadOptions> readOptions() const;
};

} // namespace qm::cli
