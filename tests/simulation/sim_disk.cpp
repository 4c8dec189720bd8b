#include "sim_disk.h"

#include <sqlite3.h>

#include <algorithm>

namespace simulation {

namespace {

constexpr std::size_t sectorBytes = 512;

void put(std::string& content, std::size_t at, std::string_view bytes)
{
    if (content.size() < at + bytes.size())
        content.resize(at + bytes.size(), '\0');
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(at));
}

void perform(const DiskFile::Write& write, std::string& content)
{
    if (!write.isCut)
        put(content, write.at, write.bytes);
    else if (content.size() > write.at)
        content.resize(write.at);
}

/// A write of which only the first sectors reached the disk.
void performTorn(const DiskFile::Write& write, std::string& content, Choices& choices)
{
    if (write.isCut)
        return;
    const auto sectors = static_cast<std::uint32_t>(write.bytes.size() / sectorBytes);
    const std::size_t kept = sectorBytes * choices.choose(sectors + 1);
    put(content, write.at, std::string_view(write.bytes).substr(0, kept));
}

enum Remains { All, None, Prefix, Scattered };

void lose(DiskFile& file, Choices& choices)
{
    const auto remains = static_cast<Remains>(choices.choose(4));
    const std::size_t prefix
        = remains == Prefix ? choices.choose(static_cast<std::uint32_t>(file.unsynced.size()) + 1) : 0;
    for (std::size_t i = 0; i < file.unsynced.size(); ++i) {
        const DiskFile::Write& write = file.unsynced[i];
        if (remains == All || (remains == Prefix && i < prefix)) {
            perform(write, file.durable);
        } else if (remains == Prefix && i == prefix) {
            performTorn(write, file.durable, choices);
        } else if (remains == Scattered) {
            const std::uint32_t fate = choices.choose(3);
            if (fate == 0)
                perform(write, file.durable);
            else if (fate == 1)
                performTorn(write, file.durable, choices);
        }
    }
    file.unsynced.clear();
    file.content = file.durable;
}

} // namespace

int SimDisk::beforeWrite()
{
    ++m_writes;
    if (!m_isDead && faults.writesToDeath > 0 && --faults.writesToDeath == 0)
        m_isDead = true;
    return m_isDead ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int SimDisk::beforeRead()
{
    if (m_isDead || (faults.readsToFailure > 0 && --faults.readsToFailure == 0))
        return SQLITE_IOERR_READ;
    return SQLITE_OK;
}

void SimDisk::write(DiskFile& file, std::size_t at, std::string_view bytes)
{
    put(file.content, at, bytes);
    file.unsynced.push_back({ at, std::string(bytes), false });
}

void SimDisk::cut(DiskFile& file, std::size_t size)
{
    file.content.resize(size, '\0');
    file.unsynced.push_back({ size, {}, true });
}

void SimDisk::sync(DiskFile& file)
{
    if (faults.syncsLie)
        return;
    for (const DiskFile::Write& write : file.unsynced)
        perform(write, file.durable);
    file.unsynced.clear();
    file.isNamed = true;
}

void SimDisk::restart(Choices& choices)
{
    for (auto at = files.begin(); at != files.end();) {
        DiskFile& file = *at->second;
        const bool hasName = file.isNamed || choices.choose(2) == 0;
        lose(file, choices);
        file.shared.clear();
        file.sharedUsers = 0;
        file.sharedLocks.clear();
        file.locks.clear();
        at = hasName ? std::next(at) : files.erase(at);
    }
    const bool syncsLie = faults.syncsLie;
    faults = {};
    faults.syncsLie = syncsLie;
    m_isDead = false;
}

SimDisk::Image SimDisk::image() const
{
    Image image;
    for (const auto& [name, file] : files)
        image[name] = file->content;
    return image;
}

void SimDisk::load(const Image& image, const std::string& from, const std::string& to)
{
    files.clear();
    for (const auto& [name, content] : image) {
        auto file = std::make_shared<DiskFile>();
        file->content = file->durable = content;
        file->isNamed = true;
        files[to + name.substr(from.size())] = std::move(file);
    }
}

} // namespace simulation
