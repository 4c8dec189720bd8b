#pragma once

#include "common/store/ledger.h"
#include "tests/bench/household.h"

#include <memory>
#include <string>
#include <vector>

namespace qm::bench {

/// The ledger file at `path` over Qt Sql, as the desktop opens it; made and migrated when missing.
Result<std::unique_ptr<sql::Connection>> openLedgerFile(const std::string& path);
Result<std::unique_ptr<Ledger>> openLedger(const std::string& path);

/// Which rows the household's parts became.
struct LedgerIds {
    std::vector<Uuid> accounts;
    std::vector<Uuid> categories;
    std::vector<std::vector<Uuid>> entries; ///< [month][category]
};

enum class Content {
    Accounts, ///< accounts alone: what an import goes into
    All, ///< categories, months with an entry for each category, and every posting on its entry
};

/// A new ledger of that household, nothing sent. Each change set holds up to `opsEach` postings.
Result<LedgerIds> buildLedger(
    const std::string& path, const Household& household, Content content, std::size_t opsEach);

/// A create operation for a posting, for change sets made by hand.
Op postingOp(const Uuid& id, const Uuid& month, const std::string& date, const std::optional<Uuid>& entry,
    std::int64_t amountMinor, const Uuid& account, const std::string& payee, const std::string& memo, bool cleared);

/// Copies a closed SQLite file; a copy that is there is replaced.
Result<> copyFile(const std::string& from, const std::string& to);
Result<> removeFile(const std::string& path);

} // namespace qm::bench
