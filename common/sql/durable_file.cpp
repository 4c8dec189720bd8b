#include "common/sql/durable_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace qm::sql {

namespace {

Error failure(const std::string& path, int error)
{
    const ErrorCode code = error == ENOSPC ? ErrorCode::DiskFull
        : error == ENOENT                  ? ErrorCode::NotFound
                                           : ErrorCode::Io;
    return { code, path + " cannot be written safely: " + std::generic_category().message(error) };
}

} // namespace

std::filesystem::path filePath(const std::string& utf8)
{
    return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

#ifdef _WIN32

Result<> syncFile(const std::string& path)
{
    const int file = _wopen(filePath(path).c_str(), _O_RDWR | _O_BINARY);
    if (file < 0)
        return failure(path, errno);
    const int error = _commit(file) == 0 ? 0 : errno;
    _close(file);
    if (error)
        return failure(path, error);
    return {};
}

Result<> syncFolder(const std::string&)
{
    return {}; // NTFS keeps its folders in a log of its own
}

#else

Result<> syncFile(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return failure(path, errno);
    const int error = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    if (error)
        return failure(path, error);
    return {};
}

Result<> syncFolder(const std::string& path)
{
    return syncFile(path.empty() ? "." : path);
}

#endif

Result<> renameDurably(const std::string& from, const std::string& to)
{
    std::error_code failed;
    std::filesystem::rename(filePath(from), filePath(to), failed);
    if (failed)
        return failure(to, failed.value());
    return syncFolder(filePath(to).parent_path().string());
}

} // namespace qm::sql
