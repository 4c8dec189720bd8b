#pragma once

#include "common/formats/statement.h"

namespace qm {

/// Reads OFX and QFX, 1.x (SGML, whose elements need no end tag) and 2.x (XML, and SGML behind an XML header as some
/// banks write it). `text` is UTF-8 without byte order mark. Errors as readStatement().
///
/// It does so itself and not with libofx, because libofx 0.10
/// - gives a day as an instant only, so that 20090401233000[-5:EST] becomes the second of April and no caller can tell
///   the bank's own day;
/// - refuses a file without transactions, gives amounts as doubles, and answers a broken amount or day with 0;
/// - writes the statement to a file in the temporary folder, and its complaints to stderr.
Result<> readOfxStatement(std::string_view text, const Currency& ledgerCurrency, Statement& statement);

} // namespace qm
