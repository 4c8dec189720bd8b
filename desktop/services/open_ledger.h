#pragma once

#include "common/sql/connection.h"
#include "common/store/ledger.h"

#include <memory>

namespace qm::desktop {

/// Opens a ledger's file over Qt Sql, brought up to date if need be. It belongs to the calling thread. Errors: those of
/// sql::openMigrated() and Ledger::open().
Result<std::unique_ptr<Ledger>> openLedger(const std::string& path, sql::OpenMode mode);

} // namespace qm::desktop
