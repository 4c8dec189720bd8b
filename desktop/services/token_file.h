#pragma once

#include "common/result.h"

#include <string>

namespace qm::desktop {

/// The token of a device, in a file beside its ledger (`<ledger>.token`) that only its owner may read (0600). For
/// systems without a keychain, and for the command line. Not in the ledger itself: copies and backups of that are
/// handed around.
class TokenFile {
public:
    explicit TokenFile(const std::string& ledgerPath) : m_path(ledgerPath + ".token") { }
    const std::string& path() const { return m_path; }

    /// Errors: NotFound, Invalid (not a token), Io.
    Result<std::string> read() const;
    /// Replaces it, all or nothing. Errors: ReadOnly, DiskFull, Io.
    Result<> write(const std::string& token) const;
    /// Fine when there is none.
    Result<> remove() const;

private:
    std::string m_path;
};

} // namespace qm::desktop
