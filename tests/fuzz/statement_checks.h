#pragma once

#include "common/formats/statement.h"

namespace fuzz {

/// How a person may say the file is read. An input that ends in a byte beyond ASCII takes its options from it, so that
/// files as banks write them are inputs as they are.
struct Reading {
    std::string_view bytes; ///< of the file
    qm::Currency currency;
    qm::ReadOptions options;
};
Reading readingOf(std::string_view input);

/// Reads the file and checks what every statement must be: days of the calendar, amounts in range, texts of one line in
/// valid UTF-8, ids that come once. What was read is also written in every format and the CSV read back.
void checkStatement(const Reading& reading);

} // namespace fuzz
