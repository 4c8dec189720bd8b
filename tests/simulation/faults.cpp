#include "faults.h"

#include "disasters.h"
#include "household.h"

namespace simulation {

using namespace qm;

namespace {

constexpr std::int64_t dayMs = 24 * 3'600'000LL;

/// A wall clock jumps: by minutes, hours, years, either way.
void turnClock(Household& home, Clock& clock, const std::string& whose)
{
    static constexpr std::int64_t jumps[]
        = { 0, 61'000, -61'000, 3 * 3'600'000, -3 * 3'600'000, 3650 * dayMs, -3650 * dayMs, 40 * dayMs };
    if (!home.hasWrongClocks)
        return;
    clock.wallOffMs = jumps[home.choices.choose(std::size(jumps))];
    home.trace.add(whose + ": the clock is off by " + std::to_string(clock.wallOffMs / 1000) + " s");
    home.count("clock turned");
}

void reboot(Household& home, Device& device)
{
    device.ledger.reset();
    device.clock.startedMs = home.environment.nowMs;
    device.clock.boot += "'";
    home.openDevice(device);
    home.note(device, "starts again");
    home.count("reboot");
}

void restart(Household& home)
{
    home.trace.add("the server starts again");
    home.restartServer();
    home.count("server restart");
}

/// What migrating does, without its snapshot, which wants a real disk.
Result<> migrateToNewer(sql::Connection& file)
{
    const Migration& last = newerSchema().migrations.back();
    QM_ASSIGN(auto transaction, sql::Transaction::begin(file));
    QM_TRY(file.execute(last.sql));
    QM_TRY(file.execute("PRAGMA user_version=" + std::to_string(last.number)));
    return transaction.commit();
}

/// A newer program brings a newer schema, and one that is older leaves the file alone from then on.
void update(Household& home, Device& device)
{
    if (device.isNewer)
        return;
    const auto done = home.on(device, [&] { return migrateToNewer(device.ledger->connection()); });
    device.setNewer(number(device.ledger->connection(), "PRAGMA user_version") == newerSchema().newest());
    home.note(device, std::string("gets a newer program: ") + (done ? "done" : "failed"));
    if (!device.isNewer)
        return;
    home.count("update");
    home.openDevice(device);
    const Calm calm(*device.disk);
    if (auto old = home.openFile(device.path); old || old.error().code != ErrorCode::TooNew)
        throw Violation { "I13", "an older program opens a newer ledger" };
}

} // namespace

void somethingGoesWrong(Household& home, Device& device)
{
    Choices& choices = home.choices;
    const std::uint32_t kind = choices.choose(12 + disasterKinds);
    if (home.faultLevel == 0 && kind > 4)
        return;
    switch (kind) {
    case 0: break;
    case 1:
        if (home.network.deliverLate())
            home.trace.add("a late message arrives");
        break;
    case 2:
        device.isCut = !device.isCut;
        home.note(device, device.isCut ? "loses its network" : "has its network again");
        break;
    case 3: turnClock(home, device.clock, device.name); break;
    case 4: turnClock(home, home.server.clock, "server"); break;
    case 5:
        device.disk->faults.writesToDeath = 1 + static_cast<int>(choices.choose(60));
        home.note(device,
            "will stop before its " + std::to_string(device.disk->faults.writesToDeath) + ". write from now on");
        break;
    case 6:
        home.server.disk.faults.writesToDeath = 1 + static_cast<int>(choices.choose(120));
        home.trace.add("the server will stop before its " + std::to_string(home.server.disk.faults.writesToDeath)
            + ". write from now on");
        break;
    case 7:
        device.disk->faults.isFull = !device.disk->faults.isFull;
        home.note(device, device.disk->faults.isFull ? "its disk is full" : "its disk has room again");
        break;
    case 8:
        home.server.disk.faults.isFull = !home.server.disk.faults.isFull;
        home.trace.add(
            home.server.disk.faults.isFull ? "the server's disk is full" : "the server's disk has room again");
        break;
    case 9: {
        const bool isServer = choices.choose(2) == 1;
        SimDisk& disk = isServer ? home.server.disk : *device.disk;
        disk.faults.readsToFailure = 1 + static_cast<int>(choices.choose(40));
        home.trace.add(std::string(isServer ? "server" : device.name) + ": a read will fail");
        break;
    }
    case 10: choices.choose(2) == 0 ? reboot(home, device) : restart(home); break;
    case 11: update(home, device); break;
    default:
        if (home.faultLevel > 1)
            disaster(home, device, kind - 12);
    }
}

void healFaults(Household& home)
{
    const auto heal = [](SimDisk& disk) {
        const bool syncsLie = disk.faults.syncsLie;
        disk.faults = {};
        disk.faults.syncsLie = syncsLie;
    };
    heal(home.server.disk);
    if (!home.server.isUp())
        home.restartServer();
    for (const auto& device : home.devices) {
        heal(*device->disk);
        device->isCut = false;
    }
}

sql::Schema newerSchema()
{
    static const std::vector<Migration> migrations = [] {
        const auto known = ledgerMigrations();
        std::vector<Migration> all(known.begin(), known.end());
        all.push_back({ all.back().number + 1, "what_the_future_brings",
            "CREATE TABLE future (k TEXT NOT NULL PRIMARY KEY, v ANY) STRICT, WITHOUT ROWID;"
            "INSERT INTO future VALUES ('wish', 1); CREATE INDEX posting_date ON posting (date);" });
        return all;
    }();
    sql::Schema schema = sql::ledgerSchema();
    schema.migrations = migrations;
    return schema;
}

} // namespace simulation
