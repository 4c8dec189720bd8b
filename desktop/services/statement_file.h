#pragma once

#include "common/formats/statement.h"
#include "common/store/actions.h"

namespace qm::desktop {

// What the window and the command line share when a bank's file is imported.

/// The bytes of a file that may be a statement. Errors: NotFound, Invalid (a folder), Io. Any thread.
Result<std::string> readStatementFile(const std::string& path);
/// A line of a statement as the ledger takes it; a check's number goes into the memo.
ImportLine importLineOf(const StatementLine& line);
/// The ledger's meta entry that remembers to which account the bank's number belongs.
std::string accountOfKey(const std::string& bankAccountId);

} // namespace qm::desktop
