#pragma once

#include "choices.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace simulation {

/// One file of a simulated disk: what programs see, and what would be left of it after a loss of power.
struct DiskFile {
    struct Write {
        std::size_t at = 0;
        std::string bytes;
        bool isCut = false; ///< the file was cut to `at` bytes
    };
    std::string content; ///< what programs see
    std::string durable; ///< what was on the disk at the last sync
    std::vector<Write> unsynced; ///< since then, in order
    bool isNamed = false; ///< its name is on the disk

    // Shared memory and locks of the connections that are open; gone after a crash.
    std::vector<std::unique_ptr<char[]>> shared;
    int sharedUsers = 0;
    struct Holders {
        std::set<const void*> sharing;
        const void* alone = nullptr;
    };
    std::map<int, Holders> sharedLocks;
    std::map<const void*, int> locks;
};

/// One machine's disk, as SQLite sees it. Files are named by the last part of their path; those of a machine begin with
/// its name and a dot.
class SimDisk {
public:
    /// What goes wrong from now on. Counts go down with every operation of their kind; 0: nothing.
    struct Faults {
        int writesToDeath = 0; ///< the machine stops just before this write, sync, cut or delete
        int readsToFailure = 0; ///< this read fails once
        bool isFull = false; ///< nothing can grow
        bool syncsLie = false; ///< a planted bug: syncing is forgotten
    };
    Faults faults;

    bool isDead() const { return m_isDead; }
    /// After the machine stopped and every connection is closed: what was not synced is kept, lost or torn.
    void restart(Choices& choices);

    /// Every file as programs see it now; to be put back as a backup, a copy of an old disk or a clone.
    using Image = std::map<std::string, std::string>;
    Image image() const;
    /// Replaces everything. Names of the image begin with `from`, and get this disk's own name.
    void load(const Image& image, const std::string& from, const std::string& to);
    std::int64_t writes() const { return m_writes; }

    std::map<std::string, std::shared_ptr<DiskFile>> files;

    // Used by the VFS: an SQLite error, or 0.
    int beforeWrite();
    int beforeRead();
    void write(DiskFile& file, std::size_t at, std::string_view bytes);
    void cut(DiskFile& file, std::size_t size);
    void sync(DiskFile& file);

private:
    bool m_isDead = false;
    std::int64_t m_writes = 0;
};

/// All disks of a run behind one SQLite VFS, the process's default while this lives. One at a time.
class SimDisks {
public:
    explicit SimDisks(std::uint64_t seed);
    ~SimDisks();
    SimDisks(const SimDisks&) = delete;
    SimDisks& operator=(const SimDisks&) = delete;

    SimDisk& of(const std::string& machine) { return m_disks[machine]; }
    /// The disk that a path lies on, and the name there.
    SimDisk& ofPath(const char* path, std::string& name);
    Random& random() { return m_random; }

private:
    std::map<std::string, SimDisk> m_disks;
    Random m_random;
};

} // namespace simulation
