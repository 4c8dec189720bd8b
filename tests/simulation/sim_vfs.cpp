// The VFS that puts SimDisks under SQLite: files, locks and shared memory of one process and one thread.
#include "sim_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace simulation {

namespace {

SimDisks* current = nullptr;
int temporaryFiles = 0;

struct OpenFile {
    sqlite3_file base;
    SimDisk* disk;
    std::shared_ptr<DiskFile> file;
    std::string name;
    bool isDeletedOnClose;
    bool hasShared;
};

OpenFile& opened(sqlite3_file* file)
{
    return *reinterpret_cast<OpenFile*>(file);
}

int closeFile(sqlite3_file* raw)
{
    OpenFile& self = opened(raw);
    self.file->locks.erase(&self);
    if (self.isDeletedOnClose)
        self.disk->files.erase(self.name);
    self.file.~shared_ptr();
    self.name.~basic_string();
    return SQLITE_OK;
}

int readFile(sqlite3_file* raw, void* to, int amount, sqlite3_int64 at)
{
    OpenFile& self = opened(raw);
    if (const int failed = self.disk->beforeRead())
        return failed;
    const std::string& content = self.file->content;
    const auto from = static_cast<std::size_t>(at);
    const auto wanted = static_cast<std::size_t>(amount);
    const std::size_t got = from < content.size() ? std::min(wanted, content.size() - from) : 0;
    std::memcpy(to, content.data() + (got ? from : 0), got);
    if (got == wanted)
        return SQLITE_OK;
    std::memset(static_cast<char*>(to) + got, 0, wanted - got);
    return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* raw, const void* from, int amount, sqlite3_int64 at)
{
    OpenFile& self = opened(raw);
    if (const int failed = self.disk->beforeWrite())
        return failed;
    const auto to = static_cast<std::size_t>(at);
    const auto size = static_cast<std::size_t>(amount);
    if (self.disk->faults.isFull && to + size > self.file->content.size())
        return SQLITE_FULL;
    self.disk->write(*self.file, to, { static_cast<const char*>(from), size });
    return SQLITE_OK;
}

int truncateFile(sqlite3_file* raw, sqlite3_int64 size)
{
    OpenFile& self = opened(raw);
    if (self.disk->beforeWrite())
        return SQLITE_IOERR_TRUNCATE;
    self.disk->cut(*self.file, static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int syncFile(sqlite3_file* raw, int)
{
    OpenFile& self = opened(raw);
    if (self.disk->beforeWrite())
        return SQLITE_IOERR_FSYNC;
    self.disk->sync(*self.file);
    return SQLITE_OK;
}

int fileSize(sqlite3_file* raw, sqlite3_int64* size)
{
    *size = static_cast<sqlite3_int64>(opened(raw).file->content.size());
    return SQLITE_OK;
}

int strongestOther(const OpenFile& self)
{
    int strongest = SQLITE_LOCK_NONE;
    for (const auto& [holder, level] : self.file->locks) {
        if (holder != &self)
            strongest = std::max(strongest, level);
    }
    return strongest;
}

int lockFile(sqlite3_file* raw, int level)
{
    OpenFile& self = opened(raw);
    const int others = strongestOther(self);
    const bool isFree = level == SQLITE_LOCK_SHARED ? others < SQLITE_LOCK_PENDING
        : level == SQLITE_LOCK_RESERVED             ? others < SQLITE_LOCK_RESERVED
                                                    : others < SQLITE_LOCK_SHARED;
    if (!isFree)
        return SQLITE_BUSY;
    int& held = self.file->locks[&self];
    held = std::max(held, level);
    return SQLITE_OK;
}

int unlockFile(sqlite3_file* raw, int level)
{
    OpenFile& self = opened(raw);
    self.file->locks[&self] = std::min(self.file->locks[&self], level);
    return SQLITE_OK;
}

int isReserved(sqlite3_file* raw, int* answer)
{
    const OpenFile& self = opened(raw);
    *answer = std::any_of(self.file->locks.begin(), self.file->locks.end(),
        [](const auto& lock) { return lock.second >= SQLITE_LOCK_RESERVED; });
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
    return 512;
}

int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; // a torn write harms nothing beside it
}

int mapShared(sqlite3_file* raw, int region, int size, int extend, void volatile** at)
{
    OpenFile& self = opened(raw);
    if (!self.hasShared) {
        self.hasShared = true;
        ++self.file->sharedUsers;
    }
    auto& regions = self.file->shared;
    const auto index = static_cast<std::size_t>(region);
    while (extend && regions.size() <= index)
        regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *at = index < regions.size() ? regions[index].get() : nullptr;
    return SQLITE_OK;
}

int lockShared(sqlite3_file* raw, int offset, int count, int flags)
{
    OpenFile& self = opened(raw);
    for (int slot = offset; slot < offset + count; ++slot) {
        const auto& holders = self.file->sharedLocks[slot];
        const bool hasOthers = holders.sharing.size() > (holders.sharing.contains(&self) ? 1u : 0u);
        if ((flags & SQLITE_SHM_LOCK)
            && ((holders.alone && holders.alone != &self) || ((flags & SQLITE_SHM_EXCLUSIVE) && hasOthers)))
            return SQLITE_BUSY;
    }
    for (int slot = offset; slot < offset + count; ++slot) {
        auto& holders = self.file->sharedLocks[slot];
        if (flags & SQLITE_SHM_UNLOCK) {
            holders.sharing.erase(&self);
            if (holders.alone == &self)
                holders.alone = nullptr;
        } else if (flags & SQLITE_SHM_EXCLUSIVE) {
            holders.alone = &self;
        } else {
            holders.sharing.insert(&self);
        }
    }
    return SQLITE_OK;
}

void barrier(sqlite3_file*) { }

int unmapShared(sqlite3_file* raw, int)
{
    OpenFile& self = opened(raw);
    if (self.hasShared) {
        self.hasShared = false;
        for (auto& [slot, holders] : self.file->sharedLocks) {
            holders.sharing.erase(&self);
            if (holders.alone == &self)
                holders.alone = nullptr;
        }
        if (--self.file->sharedUsers <= 0)
            self.file->shared.clear();
    }
    return SQLITE_OK;
}

const sqlite3_io_methods methods
    = { 2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile, unlockFile, isReserved, control,
          sectorSize, characteristics, mapShared, lockShared, barrier, unmapShared, nullptr, nullptr };

int openFile(sqlite3_vfs*, const char* path, sqlite3_file* raw, int flags, int* flagsOut)
{
    const std::string temporary = path ? std::string() : "temporary." + std::to_string(++temporaryFiles);
    std::string name;
    SimDisk& disk = current->ofPath(path ? path : temporary.c_str(), name);
    raw->pMethods = nullptr;
    auto found = disk.files.find(name);
    if (found == disk.files.end()) {
        if (!(flags & SQLITE_OPEN_CREATE))
            return SQLITE_CANTOPEN;
        if (disk.isDead())
            return SQLITE_IOERR;
        found = disk.files.emplace(name, std::make_shared<DiskFile>()).first;
    }
    auto* self = new (raw) OpenFile {};
    self->base.pMethods = &methods;
    self->disk = &disk;
    self->file = found->second;
    self->name = name;
    self->isDeletedOnClose = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    if (flagsOut)
        *flagsOut = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs*, const char* path, int)
{
    std::string name;
    SimDisk& disk = current->ofPath(path, name);
    if (disk.beforeWrite())
        return SQLITE_IOERR_DELETE;
    return disk.files.erase(name) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int hasFile(sqlite3_vfs*, const char* path, int, int* answer)
{
    std::string name;
    *answer = current->ofPath(path, name).files.contains(name) ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* path, int size, char* out)
{
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int count, char* out)
{
    const std::string bytes = current->random().bytes(static_cast<std::size_t>(count));
    std::memcpy(out, bytes.data(), bytes.size());
    return count;
}

int sleepFor(sqlite3_vfs*, int microseconds)
{
    return microseconds;
}

int lastError(sqlite3_vfs*, int, char*)
{
    return 0;
}

int currentTime64(sqlite3_vfs*, sqlite3_int64* now)
{
    *now = 210866760000000 + 1777825361000; // rows never ask for the time; a constant will do
    return SQLITE_OK;
}

int currentTime(sqlite3_vfs* vfs, double* now)
{
    sqlite3_int64 ms = 0;
    currentTime64(vfs, &ms);
    *now = static_cast<double>(ms) / 86400000.0;
    return SQLITE_OK;
}

sqlite3_vfs vfs = { 2, sizeof(OpenFile), 1024, nullptr, "simulation", nullptr, openFile, deleteFile, hasFile, fullPath,
    nullptr, nullptr, nullptr, nullptr, randomness, sleepFor, currentTime, lastError, currentTime64, nullptr, nullptr,
    nullptr };

} // namespace

SimDisks::SimDisks(std::uint64_t seed) : m_random(seed ^ 0x6469736Bull)
{
    current = this;
    temporaryFiles = 0;
    sqlite3_vfs_register(&vfs, 1);
    sqlite3_randomness(0, nullptr); // SQLite's own generator begins again, from this seed
}

SimDisks::~SimDisks()
{
    sqlite3_vfs_unregister(&vfs);
    sqlite3_randomness(0, nullptr);
    current = nullptr;
}

SimDisk& SimDisks::ofPath(const char* path, std::string& name)
{
    const std::string text(path);
    const std::size_t slash = text.rfind('/');
    name = slash == std::string::npos ? text : text.substr(slash + 1);
    return of(name.substr(0, name.find('.')));
}

} // namespace simulation
