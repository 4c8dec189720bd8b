#pragma once

#include "common/formats/ledger_document.h"

namespace qm {

/// The whole ledger as JSON (UTF-8, indented): `{"format":"quartermaster-ledger","format_version":1,"ledger":{…},
/// "accounts":[…],"categories":[…],"templates":[{…,"entries":[…]}],"months":[{…,"entries":[…]}],"postings":[…]}`.
/// Money is a decimal string, and beside it `<name>_minor`, an integer of minor units. References are ids, with the
/// name beside them for people; what is not there is null.
std::string writeJson(const LedgerDocument& document);

} // namespace qm
