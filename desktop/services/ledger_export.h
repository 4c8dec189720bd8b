#pragma once

#include <QString>

#include "common/formats/ledger_document.h"
#include "common/store/ledger.h"

#include <functional>

namespace qm::desktop {

// A ledger as a file in an open format, for the window and the command line alike.

enum class ExportFormat {
    Csv, ///< the postings
    Json, ///< everything
    Hledger, ///< a journal of hledger
};

/// By the ending of the file's name: `.json`, `.journal`, `.hledger`, `.ledger`; anything else is CSV.
ExportFormat exportFormatOfFile(const QString& path);
/// `csv`, `json` or `hledger`. Errors: Invalid (a format that comes later), Usage (no format at all).
Result<ExportFormat> exportFormatNamed(const std::string& name);
const char* exportFormatName(ExportFormat format);

/// Told how far it is, in percent; false stops.
using ExportProgress = std::function<bool(int percent)>;

/// The whole ledger as of one moment. Nothing: `goOn` stopped it. On the ledger's thread.
Result<std::optional<LedgerDocument>> documentOf(Ledger& ledger, const ExportProgress& goOn = {});
std::string exportText(const LedgerDocument& document, ExportFormat format);

/// Replaces the file, all or nothing: whatever goes wrong, a file of that name stays whole. Errors: ReadOnly, DiskFull,
/// Io; Rule when `path` is one of the files of the ledger in `ledgerPath`.
Result<> writeExport(const QString& path, const std::string& text, const QString& ledgerPath);

struct Exported {
    std::size_t postings = 0;
    std::size_t bytes = 0;
};
/// All of that in one. Nothing: `goOn` stopped it, and no file was written.
Result<std::optional<Exported>> exportLedger(Ledger& ledger, const QString& ledgerPath, const QString& path,
    ExportFormat format, const ExportProgress& goOn = {});

} // namespace qm::desktop
