#include "disasters.h"

#include "household.h"

#include <algorithm>

namespace simulation {

using namespace qm;

namespace {

constexpr std::size_t devicesMost = 8;
constexpr std::size_t backupsMost = 6;

/// The server comes back from any earlier backup, or from nothing at all.
void restoreServer(Household& home)
{
    const std::uint32_t which = home.choices.choose(static_cast<std::uint32_t>(home.backups.size()) + 1);
    home.server.close();
    if (which == home.backups.size()) {
        home.trace.add("the server is set up anew, empty");
        home.count("server rebuilt");
        home.isRebuilt = true;
        home.server.disk.load({}, "", "");
    } else {
        home.trace.add("the server is restored from backup " + std::to_string(which));
        home.count("server restored");
        home.server.disk.load(home.backups[which], "server", "server");
    }
    home.restartServer();
    home.naive.reset();
    home.naiveRev = -1;
    home.auditor.forgetDestroyed();
}

void restoreDevice(Household& home, Device& device)
{
    if (!device.oldCopy) {
        device.oldCopy = device.disk->image();
        device.wasNewer = device.isNewer;
        home.note(device, "is copied for later");
        return;
    }
    home.note(device, "is restored from its old copy");
    home.count("device restored");
    device.ledger.reset();
    device.disk->load(*device.oldCopy, device.name, device.name);
    device.setNewer(device.wasNewer);
    home.openDevice(device);
    home.auditor.forgetDestroyed();
}

void cloneDevice(Household& home, Device& device)
{
    if (home.devices.size() >= devicesMost)
        return;
    const auto image = device.disk->image();
    Device& clone = home.addDevice("d" + std::to_string(home.devices.size()));
    home.note(clone, "is a copy of " + device.name);
    home.count("device cloned");
    clone.disk->load(image, device.name, clone.name);
    clone.caller = device.caller;
    clone.setNewer(device.isNewer);
    home.openDevice(clone);
}

} // namespace

void takeBackup(Household& home)
{
    if (home.backups.size() == backupsMost)
        home.backups.erase(home.backups.begin() + 1);
    home.backups.push_back(home.server.disk.image());
}

bool isRevoked(const Household& home, const Device& device)
{
    return std::find(home.revoked.begin(), home.revoked.end(), device.caller.device) != home.revoked.end();
}

void pairAgain(Household& home, Device& device)
{
    const Uuid identity = Uuid::make();
    const auto done = home.on(device, [&] { return device.ledger->setDevice(identity); });
    home.note(device, done ? "has an identity of its own now" : "could not take a new identity");
    home.count("paired again");
    if (!done)
        return;
    device.caller.device = identity;
    device.caller.no = ++home.identities;
}

void disaster(Household& home, Device& device, std::uint32_t kind)
{
    switch (kind) {
    case 0:
    case 1:
        if (home.server.isUp()) {
            takeBackup(home);
            home.trace.add("backup " + std::to_string(home.backups.size() - 1) + " of the server");
        }
        break;
    case 2: restoreServer(home); break;
    case 3: restoreDevice(home, device); break;
    case 4: cloneDevice(home, device); break;
    case 5:
        if (!isRevoked(home, device)) {
            home.note(device, "is revoked");
            home.count("device revoked");
            home.revoked.push_back(device.caller.device);
        } else {
            pairAgain(home, device);
        }
        break;
    default: break;
    }
}

} // namespace simulation
