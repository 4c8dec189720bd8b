#pragma once

#include "common/formats/ledger_document.h"

namespace qm {

/// The postings as CSV (RFC 4180, CRLF, UTF-8 without byte order mark, comma, decimal point), oldest first, under the
/// header `date,account,payee,amount,memo,month,entry,category,to_account,cleared,split,currency,id`. Texts stay
/// exactly as they are, also where a spreadsheet would take them for a formula. The file can be read back as a
/// statement.
std::string writeCsv(const LedgerDocument& document);

} // namespace qm
