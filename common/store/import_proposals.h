#pragma once

#include "common/store/actions.h"

namespace qm {

/// A posting that may be the very thing that a line of a statement tells.
struct ImportTwin {
    Uuid posting;
    std::string date;
    std::string payee;
};
/// What the ledger suggests for one line.
struct ImportProposal {
    std::optional<Uuid> entry;
    std::optional<ImportTwin> twin;
};

/// For every new line of one account (the others get nothing): the entry of its month that descends from the one, or
/// has the name of the one, on which the payee's last posting of the same direction stood; and a posting of that
/// account with the same amount within three days that no other line tells. A bank's additions to a payee (places,
/// numbers) do not matter; of a split all parts together count. `states` as a dry run of the import gives them.
Result<std::vector<ImportProposal>> proposeForImport(
    Ledger& ledger, const Uuid& account, std::span<const ImportLine> lines, std::span<const ImportState> states);

} // namespace qm
