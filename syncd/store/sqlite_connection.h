#pragma once

#include "common/sql/connection.h"

namespace qm::syncd {

/// A connection over the SQLite library itself. `path` is UTF-8 or ":memory:". Statements must go before it does.
/// Errors: NotFound, ReadOnly, NotALedger, Corrupt, Busy, DiskFull, Io; each names the file.
Result<std::unique_ptr<sql::Connection>> openSqlite(const std::string& path, sql::OpenMode mode);

} // namespace qm::syncd
