#pragma once

#include "common/formats/ledger_document.h"

namespace qm {

/// The ledger as an hledger journal that `hledger check --strict` (1.25 and later) accepts and whose balances are the
/// ledger's: `assets:<account>` (cards and loans: `liabilities:<account>`), `income:` and
/// `expenses:<group>:<category>`, postings without an entry on `income:unassigned` and `expenses:unassigned`. Opening
/// balances stand against `equity:opening` on the day before the first posting and month. Names that hledger could not
/// read are changed as little as it takes; where two became the same, the later one gets a number. Ids are kept as tags
/// `qm-id`.
std::string writeHledger(const LedgerDocument& document);

/// How an account of the ledger is called in the journal, in the order of LedgerDocument::accounts.
std::vector<std::string> hledgerAccountNames(const LedgerDocument& document);

} // namespace qm
