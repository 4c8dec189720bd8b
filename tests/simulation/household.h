#pragma once

#include "auditor.h"
#include "naive_ledger.h"
#include "run.h"
#include "sim_disk.h"
#include "sim_environment.h"
#include "sim_network.h"

#include "common/store/actions.h"
#include "common/sync/client.h"
#include "common/sync/server.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace simulation {

/// A folder of the real file system that is removed at the end: SQLite's files are not there, but their folder is
/// looked at, and the server keeps the parts of its snapshots in it.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

/// The daemon's core for one ledger on its own machine.
class Server {
public:
    Server(SimEnvironment& environment, SimDisks& disks, std::string folder);

    qm::Result<> open(const qm::Uuid& ledger);
    void close() { core.reset(); }
    bool isUp() const { return core != nullptr; }
    /// What the daemon's dispatcher does with an authenticated request.
    qm::Answer handle(const qm::Caller& caller, const qm::PeerRequest& request);
    std::string snapshotFolder() const { return m_folder + "/snapshots"; }

    SimEnvironment& environment;
    SimDisk& disk;
    Clock clock;
    std::unique_ptr<qm::LedgerServer> core;
    std::string path;

private:
    std::string m_folder;
};

class Household;

/// One desktop.
struct Device {
    std::size_t index = 0;
    std::string name;
    std::string path;
    SimDisk* disk = nullptr;
    Clock clock;
    qm::Caller caller; ///< what the server knows it as
    bool isCut = false; ///< has no network
    bool isNewer = false; ///< its program has a newer schema, and writes cells that others do not know
    std::unique_ptr<qm::Ledger> ledger;
    std::unique_ptr<qm::SyncPeer> peer;
    std::optional<SimDisk::Image> oldCopy; ///< of its disk, taken at some time
    bool wasNewer = false; ///< then

    void setNewer(bool newer)
    {
        isNewer = newer;
        clock.level = qm::levelNow + newer;
    }
};

/// A server and devices, their machines, people and network. Everything in one thread, and decided by `choices`.
class Household {
public:
    Household(std::uint64_t seed, Choices& choices, const Options& options, Trace& trace, Counters& counters);
    ~Household();

    /// Steps until the script or `options.steps` is at its end, then heals everything and checks all that must hold.
    void live();

    Choices& choices;
    const Options& options;
    Trace& trace;
    Counters& counters;
    SimEnvironment environment;
    SimDisks disks;
    Folder folder;
    Server server;
    SimNetwork network;
    Auditor auditor;
    std::vector<std::unique_ptr<Device>> devices;
    std::vector<qm::Uuid> revoked; ///< devices that the server turns away
    std::vector<SimDisk::Image> backups; ///< of the server
    std::int64_t identities = 100; ///< given out again
    bool isRebuilt = false; ///< the server was set up anew at some time, with other keys
    qm::Uuid ledgerId;
    bool isHealed = false;
    std::uint32_t faultLevel = 0; ///< 0: nothing but the network fails; 3: everything does
    bool hasWrongClocks = false;
    qm::Error lastSyncError;
    std::unique_ptr<NaiveLedger> naive; ///< what the server's log says, as far as `naiveRev`
    std::int64_t naiveRev = -1;

    void note(const Device& device, const std::string& what);
    void count(const std::string& what) { ++counters[what]; }
    Device& addDevice(const std::string& name);
    /// A device that starts from a snapshot.
    Device& join(const std::string& name);
    /// Runs `work` on a device as its program would, then cleans up: a stop of the machine, and what was made.
    template <typename Work>
    auto on(Device& device, Work work)
    {
        std::optional<decltype(work())> result;
        {
            const SimEnvironment::At at(environment, device.clock);
            result = work();
        }
        afterWork(device);
        return *std::move(result);
    }
    /// One sync, with what a desktop does beside it; whether it succeeded.
    bool sync(Device& device);
    void openDevice(Device& device);
    void restartServer();
    qm::Result<std::unique_ptr<qm::sql::Connection>> openFile(const std::string& path, bool isNewer = false);

private:
    void setUp();
    void step();
    void heal();
    void afterWork(Device& device);
};

} // namespace simulation
