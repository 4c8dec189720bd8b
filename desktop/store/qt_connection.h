#pragma once

#include "common/sql/connection.h"

namespace qm::desktop {

/// A connection over Qt Sql (QSQLITE), for the thread that opens it. `path` is UTF-8 or ":memory:". Needs a
/// QCoreApplication. Statements must go before it does.
/// Errors: NotFound, ReadOnly, NotALedger, Corrupt, Busy, DiskFull, Io; each names the file.
Result<std::unique_ptr<sql::Connection>> openQtSql(const std::string& path, sql::OpenMode mode);

} // namespace qm::desktop
