#pragma once

#include "syncd/operations/verify.h"

#include <string>
#include <vector>

namespace qm::syncd {

inline constexpr const char* manifestName = "manifest.json";

struct BackupReport {
    std::string folder;
    std::vector<VerifiedFile> files;
    std::vector<Error> damaged; ///< one for each ledger that is not in it
    std::vector<std::string> removed; ///< older backups
};

/// Which older backups a new one lets go.
struct Rotation {
    /// 0: seven days, four weeks, twelve months, and the last day (rotation.h). Else so many newest, the new one among
    /// them.
    int keep = 0;
    bool isOff = false; ///< all stay
};

/// Copies the registry and every ledger, each as of one moment, into a new folder below `parent`, proves each copy,
/// writes a manifest, and only then gives the folder its name; all of it is on the disk by then. May run beside a
/// running server. A ledger that cannot be read or proven is left out and named. Then the folder's older backups are
/// rotated, unless a ledger is missing: one of them may hold its last good copy.
/// Errors: Mismatch or Corrupt (the registry), DiskFull, Io.
Result<BackupReport> backUp(const Config& config, const std::string& parent, const Rotation& rotation);

/// Writes a proven copy of one file of the data folder to `toPath`, which must not be there yet (Exists).
Result<VerifiedFile> copyProven(const std::string& fromPath, const std::string& toPath);

/// The files of a backup's folder, each compared with the manifest's sum. Errors: NotFound, Invalid, Mismatch.
struct BackupFile {
    std::string path;
    FileKind kind = FileKind::Ledger;
    std::optional<Uuid> ledger;
    std::string digest; ///< of a ledger, hex
};
Result<std::vector<BackupFile>> readManifest(const std::string& folder);

} // namespace qm::syncd
