#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#ifdef __linux__
#include <sys/mount.h>
#endif

/// A file system in memory of a given size at `folder`, for full and read-only disks. Only root may mount one.
class SmallDisk {
public:
    SmallDisk(std::string folder, std::size_t bytes) : m_folder(std::move(folder))
    {
        std::filesystem::create_directories(m_folder);
#ifdef __linux__
        m_mounted = ::mount("tmpfs", m_folder.c_str(), "tmpfs", 0, ("size=" + std::to_string(bytes)).c_str()) == 0;
#else
        (void)bytes;
#endif
    }
    ~SmallDisk()
    {
#ifdef __linux__
        if (m_mounted)
            ::umount2(m_folder.c_str(), MNT_DETACH);
#endif
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool isMounted() const
    {
        return m_mounted;
    }
    bool makeReadOnly()
    {
#ifdef __linux__
        return ::mount("tmpfs", m_folder.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
#else
        return false;
#endif
    }

private:
    std::string m_folder;
    bool m_mounted = false;
};
