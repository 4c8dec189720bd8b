#pragma once

#include "tests/bench/measure.h"

class QApplication;

namespace qm::bench {

/// Start, memory, lists, edits, months, summary, and how long the window's thread is held up by an import and a first
/// sync, on a ledger of `count` postings in `dir`. `program`: the real one, started anew for start and memory.
Result<> measureWindow(
    QApplication& application, const std::string& dir, std::size_t count, const std::string& program);

} // namespace qm::bench
