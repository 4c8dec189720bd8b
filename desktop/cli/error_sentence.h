#pragma once

#include "common/result.h"

#include <string>
#include <string_view>

namespace qm::cli {

/// What happened, what became of the data, and what to do next: the one place where an Error becomes words.
std::string errorSentence(const Error& error);
/// `closed`, `disk_full` …: for programs.
std::string_view errorName(ErrorCode code);
/// 1 failed, 2 usage, 3 refused by a rule, 4 verification failed, 5 no connection (DESIGN.md section 6).
int exitCode(ErrorCode code);

/// Text for a terminal: what is not UTF-8 or a control character is replaced, and a very long one is cut.
std::string printable(std::string_view text);

} // namespace qm::cli
