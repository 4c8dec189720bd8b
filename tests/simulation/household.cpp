#include "household.h"

#include "disasters.h"
#include "faults.h"
#include "invariants.h"
#include "people.h"
#include "planted_bugs.h"

#include "common/sql/migrate.h"
#include "syncd/store/sqlite_connection.h"

#include <cstdlib>

#include <algorithm>

namespace simulation {

using namespace qm;

namespace {

/// Small segments of everything that is confirmed, so that texts are packed and unpacked all the time.
constexpr LogTexts::PackOptions packSoon { .olderThanMs = std::int64_t(1) << 60, .count = 8 };

constexpr std::uint32_t devicesMin = 2;
constexpr std::uint32_t devicesMax = 6;
constexpr int healingRoundsMax = 8;

/// The value of one query parameter.
std::string parameter(const std::string& target, const std::string& name)
{
    const std::size_t at = target.find(name + "=");
    if (at == std::string::npos)
        return {};
    const std::size_t from = at + name.size() + 1;
    return target.substr(from, target.find('&', from) - from);
}

} // namespace

Folder::Folder()
{
    std::string name = (std::filesystem::temp_directory_path() / "quartermaster-simulation-XXXXXX").string();
    if (!mkdtemp(name.data()))
        std::abort();
    m_path = name;
}

Folder::~Folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

Server::Server(SimEnvironment& sharedEnvironment, SimDisks& disks, std::string folder)
    : environment(sharedEnvironment)
    , disk(disks.of("server"))
    , path(folder + "/server.db")
    , m_folder(std::move(folder))
{
    clock.level = levelNow + 1; // it is updated first
}

Result<> Server::open(const Uuid& ledger)
{
    const SimEnvironment::At at(environment, clock);
    core.reset();
    const auto openFile = [&] {
        return sql::openMigrated(
            path, sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(), { m_folder, syncd::openSqlite });
    };
    QM_ASSIGN(auto writer, openFile());
    QM_ASSIGN(auto reader, openFile());
    LedgerServer::Options options;
    options.snapshotDir = snapshotFolder();
    QM_ASSIGN(core, LedgerServer::open(std::move(writer), std::move(reader), ledger, options));
    return {};
}

Answer Server::handle(const Caller& caller, const PeerRequest& request)
{
    const SimEnvironment::At at(environment, clock);
    const std::string& target = request.target;
    if (target.find("/sync") != std::string::npos) {
        auto decoded = decodeSyncRequest(request.body);
        if (!decoded.request)
            return decoded.failed;
        SyncJob job;
        job.caller = caller;
        job.request = *std::move(decoded.request);
        SyncJob* jobs[] = { &job };
        core->run(jobs);
        (void)core->packLog(packSoon); // as the daemon does when it is quiet; what fails now comes at another time
        return job.answer;
    }
    if (target.find("/recover") != std::string::npos) {
        auto decoded = decodeRecoverRequest(request.body);
        if (!decoded.request)
            return decoded.failed;
        SyncJob job;
        job.caller = caller;
        job.recover = *std::move(decoded.request);
        SyncJob* jobs[] = { &job };
        core->run(jobs);
        return job.answer;
    }
    if (target.find("/log") != std::string::npos)
        return core->log(parameter(target, "after"), std::stoll(parameter(target, "limit")));
    if (target.find("/snapshot") != std::string::npos) {
        const std::string part = parameter(target, "part");
        const std::string since = parameter(target, "since");
        return core->snapshot(
            1, parameter(target, "ver"), part.empty() ? 0 : std::stoi(part), since.empty() ? 0 : std::stoll(since));
    }
    if (target.find("/digest") != std::string::npos)
        return core->digest(parameter(target, "bucket"));
    return failure(404, "not_found");
}

Household::Household(
    std::uint64_t seed, Choices& allChoices, const Options& runOptions, Trace& runTrace, Counters& runCounters)
    : choices(allChoices)
    , options(runOptions)
    , trace(runTrace)
    , counters(runCounters)
    , environment(seed)
    , disks(seed)
    , server(environment, disks, folder.path())
    , network(*this)
    , auditor(*this)
{
}

Household::~Household()
{
    server.close();
    devices.clear(); // before the disks that their files lie on
    plant({});
}

void Household::note(const Device& device, const std::string& what)
{
    trace.add(device.name + ": " + what);
}

Result<std::unique_ptr<sql::Connection>> Household::openFile(const std::string& path, bool isNewer)
{
    QM_ASSIGN(auto connection,
        sql::openMigrated(path, sql::OpenMode::ReadWriteCreate, isNewer ? newerSchema() : sql::ledgerSchema(),
            { folder.path(), syncd::openSqlite }));
    return connection;
}

Device& Household::addDevice(const std::string& name)
{
    auto device = std::make_unique<Device>();
    device->index = devices.size();
    device->name = name;
    device->path = folder.path() + "/" + name + ".db";
    device->disk = &disks.of(name);
    device->clock.startedMs = environment.nowMs;
    device->clock.boot = name + "-1";
    device->peer = std::make_unique<SimPeer>(network, *device);
    devices.push_back(std::move(device));
    return *devices.back();
}

Device& Household::join(const std::string& name)
{
    Device& device = addDevice(name);
    on(device, [&] {
        auto file = openFile(device.path);
        const Uuid identity = Uuid::make();
        auto ledger = file ? Ledger::createCopy(*std::move(file), ledgerId, identity)
                           : Result<std::unique_ptr<Ledger>>(file.error());
        if (!ledger)
            throw Violation { "set-up", "a new copy cannot be made: " + ledger.error().detail };
        device.ledger = *std::move(ledger);
        device.caller = { identity, std::int64_t(device.index) + 1, name, "simulated", Right::Owner };
        return 0;
    });
    return device;
}

void Household::openDevice(Device& device)
{
    const SimEnvironment::At at(environment, device.clock);
    device.ledger.reset();
    device.disk->faults.readsToFailure = 0;
    for (;;) {
        if (device.disk->isDead())
            device.disk->restart(choices); // it stopped while it was closing or opening the file
        auto file = openFile(device.path, device.isNewer);
        auto ledger = file ? Ledger::open(*std::move(file)) : Result<std::unique_ptr<Ledger>>(file.error());
        if (ledger) {
            device.ledger = *std::move(ledger);
            return;
        }
        if (!device.disk->isDead())
            throw Violation { "I10", device.name + " cannot open its ledger: " + ledger.error().detail };
    }
}

/// A stopped machine starts again: what was not synced may be lost, and the boot is another one.
void Household::afterWork(Device& device)
{
    if (device.disk->isDead()) {
        note(device, "the machine stops and starts again");
        count("device crash");
        device.ledger.reset();
        device.disk->restart(choices);
        device.clock.startedMs = environment.nowMs;
        device.clock.boot += "+";
        openDevice(device);
    }
    if (device.ledger)
        auditor.look(device);
}

void Household::restartServer()
{
    server.close();
    server.disk.restart(choices);
    server.clock.startedMs = environment.nowMs;
    if (auto done = server.open(ledgerId); !done)
        throw Violation { "I10", "the server cannot open its ledger after a stop: " + done.error().detail };
}

bool Household::sync(Device& device)
{
    const auto once = [&] { return on(device, [&] { return SyncClient(*device.ledger, *device.peer).sync(); }); };
    auto report = once();
    if (!report && report.error().code == ErrorCode::Forked) {
        count("sync Forked");
        pairAgain(*this, device);
        report = once();
    }
    if (!report) {
        note(device, "sync: " + codeName(report.error().code));
        if (report.error().code == ErrorCode::Invalid)
            throw Violation { "I11",
                device.name + " cannot tell a person why it did not sync: " + report.error().detail };
        count("sync " + codeName(report.error().code));
        lastSyncError = report.error();
        return false;
    }
    note(device,
        "sync: sent " + std::to_string(report->pushed) + ", got " + std::to_string(report->pulled) + ", now "
            + report->version.text());
    for (const std::string& line : report->notes) {
        if (line.find("clock") == std::string::npos) {
            trace.add("  " + line);
            count(line.find("brought") != std::string::npos ? "recovery" : "other note");
        }
    }
    for (const std::string& line : report->repaired)
        trace.add("  repaired: " + line);
    if (!report->repaired.empty())
        throw Violation { "I1", device.name + " had to repair its copy" };
    // The log from before its snapshot; what fails now comes at another time.
    (void)on(device, [&]() -> Result<> {
        SyncClient client(*device.ledger, *device.peer);
        for (bool isComplete = false; !isComplete;) {
            QM_ASSIGN(isComplete, client.backfillPage());
        }
        QM_ASSIGN(const bool hasPacked, device.ledger->packLog(packSoon));
        if (hasPacked)
            count("log packed");
        return {};
    });
    return true;
}

void Household::setUp()
{
    choices.beginStep();
    static constexpr std::uint32_t networkFaults[] = { 0, 12, 6, 3 };
    const std::uint32_t deviceCount = devicesMin + choices.choose(devicesMax - devicesMin + 1);
    network.faultsOneIn = networkFaults[choices.choose(4)];
    faultLevel = choices.choose(4);
    hasWrongClocks = choices.choose(2) == 1;
    server.clock.startedMs = environment.nowMs;

    Device& first = addDevice("d0");
    on(first, [&] {
        auto file = openFile(first.path);
        auto ledger = file ? Ledger::create(*std::move(file), "Home", *Currency::parse("EUR"))
                           : Result<std::unique_ptr<Ledger>>(file.error());
        if (!ledger)
            throw Violation { "set-up", ledger.error().detail };
        first.ledger = *std::move(ledger);
        return 0;
    });
    ledgerId = first.ledger->id();
    first.caller = { first.ledger->status()->device, 1, "d0", "simulated", Right::Owner };
    if (auto done = server.open(ledgerId); !done)
        throw Violation { "set-up", done.error().detail };
    beginLedger(*this, first);
    const std::uint32_t faults = std::exchange(network.faultsOneIn, 0);
    if (!sync(first))
        throw Violation { "I11", "the first sync fails" };
    for (std::uint32_t i = 1; i < deviceCount; ++i) {
        if (!sync(join("d" + std::to_string(i))))
            throw Violation { "I11", "a new device cannot start: " + lastSyncError.detail };
    }
    network.faultsOneIn = faults;
    trace.add("a household of " + std::to_string(deviceCount) + " devices; network faults one in "
        + std::to_string(faults) + ", faults " + std::to_string(faultLevel) + (hasWrongClocks ? ", wrong clocks" : ""));
    takeBackup(*this);
    plant(options.plantedBug); // the first days are without it
    for (const auto& device : devices)
        device->disk->faults.syncsLie = isOn("syncs_lie");
}

/// One thing that happens: somebody does something, a device syncs, or something goes wrong.
void Household::step()
{
    choices.beginStep();
    static constexpr std::int64_t pauses[] = { 50, 1'000, 90'000, 3'600'000, 86'400'000 };
    environment.nowMs += pauses[choices.choose(5)];
    const std::uint32_t what = choices.choose(20);
    if (what == 0)
        return;
    Device& device = *devices[choices.choose(static_cast<std::uint32_t>(devices.size()))];
    if (what < 10)
        act(*this, device);
    else if (what < 16)
        (void)sync(device);
    else
        somethingGoesWrong(*this, device);
    checkAfterStep(*this, device);
}

void Household::heal()
{
    choices.beginStep();
    isHealed = true;
    trace.add("everything is well again");
    network.faultsOneIn = 0;
    healFaults(*this);
    while (network.deliverLate()) { }
    bool isQuiet = false;
    for (int round = 0; round < healingRoundsMax && !isQuiet; ++round) {
        isQuiet = true;
        for (const auto& device : devices) {
            if (isRevoked(*this, *device))
                pairAgain(*this, *device);
            // A copy that began with a snapshot may have to wait for one with the whole log.
            const bool isDone = sync(*device);
            isQuiet &= isDone;
            if (!isDone && (round + 1 == healingRoundsMax || lastSyncError.code != ErrorCode::Mismatch))
                throw Violation { "I11", device->name + " cannot sync though all is well: " + lastSyncError.detail };
        }
        for (const auto& device : devices)
            isQuiet &= isUpToDate(*this, *device);
    }
    if (!isQuiet)
        throw Violation { "I11", "after " + std::to_string(healingRoundsMax) + " rounds somebody still has to sync" };
}

void Household::live()
{
    setUp();
    for (int i = 0; i < options.steps && choices.hasStep(); ++i)
        step();
    heal();
    checkAtEnd(*this);
}

} // namespace simulation
