#pragma once

#include "desktop/services/ledger_service.h"
#include "desktop/services/preferences.h"

#include "desktop/services/example_household.h"

namespace qm::desktop {

/// Where the example household lies.
QString examplePath(const ProgramFolders& folders);

/// Opens the example household in the place of the open ledger; makes it first when it is not there. Returns at once:
/// it is made on a thread of its own. Errors: those of makeExample() and LedgerService::open().
QFuture<Result<>> openExample(LedgerService& ledger, const ProgramFolders& folders, const ExampleOptions& options);

} // namespace qm::desktop
