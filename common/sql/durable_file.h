#pragma once

#include "common/result.h"

#include <filesystem>
#include <string>

namespace qm::sql {

/// A path given in UTF-8, as the system wants it.
std::filesystem::path filePath(const std::string& utf8);

/// Waits until the file's, or the folder's, content is on the disk. Never call it on a database that a connection of
/// this process has open: closing the file would drop that connection's locks. Errors: NotFound, DiskFull, Io.
Result<> syncFile(const std::string& path);
Result<> syncFolder(const std::string& path);
/// Puts `from` in the place of `to`, all or nothing, and waits until that is on the disk. Same folder.
Result<> renameDurably(const std::string& from, const std::string& to);

} // namespace qm::sql
