#pragma once

#include <span>

namespace qm {

/// One step of a schema, from migrations/<schema>/NNNN_what_it_does.sql. Never edited once released.
struct Migration {
    int number; ///< 1, 2, 3 ... without a gap; the schema's version once it has run
    const char* name; ///< "0001_ledger"
    const char* sql; ///< the file's text, UTF-8; no BEGIN and no COMMIT in it
};

/// Every step in the order of its number; empty when the schema has none. The texts live as long as the program.
std::span<const Migration> ledgerMigrations();
std::span<const Migration> registryMigrations();
std::span<const Migration> desktopMigrations();

} // namespace qm
