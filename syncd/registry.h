#pragma once

#include "common/environment.h"
#include "common/ledger/date.h"
#include "common/ledger/uuid.h"
#include "common/sql/connection.h"
#include "common/sync/server.h"
#include "syncd/token.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace qm::syncd {

std::string_view rightName(Right right);
std::optional<Right> parseRight(std::string_view name);

struct Device {
    std::int64_t no = 0;
    Uuid uuid;
    std::string name;
    std::string platform;
    std::string app; ///< version of its program
    std::int64_t level = 0;
    std::int64_t createdAtMs = 0;
    std::int64_t seenAtMs = 0;
    std::optional<std::int64_t> revokedAtMs;
};

struct KnownLedger {
    Uuid id;
    std::string name;
    std::int64_t createdAtMs = 0;
};

struct Grant {
    KnownLedger ledger;
    Right right = Right::Viewer;
};

/// What a device tells of itself when it pairs.
struct DeviceInfo {
    std::string name;
    std::string platform;
    std::string app;
    std::int64_t level = 1;
};

struct Pairing {
    Device device;
    Token token; ///< told once, here
    std::vector<Grant> ledgers;
};

/// The registry: devices, ledgers, rights, invitations. Any thread; calls wait for each other. The file must be
/// migrated. Other processes (`quartermaster-syncd device revoke`) may write at the same time, and count at once.
/// Errors of every call: Busy, DiskFull, Corrupt, Io.
class Registry {
public:
    static constexpr std::int64_t invitationMs = 10 * 60 * 1000;
    static constexpr int attemptsMax = 5;
    static constexpr std::int64_t ledgersPerDeviceMax = 100;
    static constexpr std::int64_t devicesWithCopiesMax = 1000;

    using Clock = std::function<std::int64_t()>; ///< ms since 1970
    static Result<std::unique_ptr<Registry>> open(
        std::unique_ptr<sql::Connection> connection, Clock nowMs = wallClockMs);

    /// Tells this server from every other, also from one restored elsewhere under the same address.
    const Uuid& instance() const { return m_instance; }

    /// The device of a token, revoked or not; nothing when the token is of none.
    Result<std::optional<Device>> authenticate(const Token& token);
    /// Nothing for a foreign ledger and for an unknown one alike.
    Result<std::optional<Right>> rightOf(std::int64_t device, const Uuid& ledger);

    /// A code for one new device within ten minutes. Errors: NotFound (the ledger).
    Result<std::string> invite(const std::optional<Uuid>& ledger, Right right, std::optional<std::int64_t> madeBy);
    /// Errors: Refused (wrong, used, closed or expired code: nobody is told which), Invalid (what the device says).
    Result<Pairing> pair(const std::string& code, const DeviceInfo& info);

    /// Another identity with the same rights, for a copy of the device. Errors: Rule (too many devices).
    Result<Pairing> copy(const Device& device);

    /// The device's own new ledger; fine again for one it has. Errors: Exists (another's), Invalid (name), Rule (too
    /// many).
    Result<Grant> offerLedger(std::int64_t device, const Uuid& id, const std::string& name);
    Result<std::vector<Grant>> ledgersOf(std::int64_t device);
    Result<std::vector<KnownLedger>> ledgers();
    /// By id or name. Errors: NotFound, Ambiguous.
    Result<KnownLedger> findLedger(std::string_view nameOrId);
    /// As `restore` finds it: makes a ledger known that has a file but no entry here.
    Result<> addLedger(const KnownLedger& ledger);

    Result<std::vector<Device>> devices();
    /// By id, number or name. Errors: NotFound, Ambiguous.
    Result<Device> findDevice(std::string_view nameOrId);
    /// The token counts no more from the moment this returns.
    Result<> revoke(std::int64_t device);
    Result<> rename(std::int64_t device, const std::string& name);

    /// After a sync; at most one write in five minutes for each device and ledger, but at once for a new name.
    Result<> noteSync(std::int64_t device, const Uuid& ledger, const Version& version, std::int64_t lastN,
        std::int64_t level, const std::string& name);

    /// Whether the file is in its place, can be read, and answers within a second.
    bool answers();
    Result<> checkpoint();

private:
    Registry(std::unique_ptr<sql::Connection> connection, Clock nowMs);
    Result<> loadInstance();
    Result<std::optional<std::string>> claimInvitation(const std::string& code);
    Result<std::vector<Grant>> readGrants(std::int64_t device);
    Result<Device> insertDevice(const DeviceInfo& info, const Token& token);
    Result<bool> exists(const char* sql, const Uuid& id);

    std::mutex m_mutex; // not a timed one: the thread sanitizer does not follow those
    std::unique_ptr<sql::Connection> m_connection;
    std::string m_path; ///< of its file; empty in memory
    Clock m_nowMs;
    Uuid m_instance;
};

} // namespace qm::syncd
