#include <QtGlobal>

#include "desktop/services/file_identity.h"

#include "common/sql/durable_file.h"

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#else
#include <filesystem>
#endif

namespace qm::desktop {

std::optional<FileIdentity> FileIdentity::of(const std::string& path)
{
#ifdef Q_OS_UNIX
    struct stat status { };
    if (::stat(path.c_str(), &status) != 0)
        return {};
    return FileIdentity { static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino) };
#else
    // An open database cannot be replaced on Windows; that it is there is all there is to know.
    std::error_code failed;
    return std::filesystem::exists(sql::filePath(path), failed) ? std::optional(FileIdentity { 1, 1 }) : std::nullopt;
#endif
}

} // namespace qm::desktop
