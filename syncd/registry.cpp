#include "syncd/registry.h"

#include "common/ledger/text.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <thread>

namespace qm::syncd {

namespace {

constexpr std::int64_t noteEveryMs = 5 * 60 * 1000;
constexpr std::size_t platformBytesMax = 64;

#define QM_DEVICE_COLUMNS "no, uuid, name, platform, app, level, created_at, seen_at, revoked_at"

Device readDevice(const sql::Statement& row)
{
    Device device;
    device.no = row.integer(0);
    device.uuid = Uuid::fromBytes(row.blob(1));
    device.name = row.text(2);
    device.platform = row.text(3);
    device.app = row.text(4);
    device.level = row.integer(5);
    device.createdAtMs = row.integer(6);
    device.seenAtMs = row.integer(7);
    if (!row.isNull(8))
        device.revokedAtMs = row.integer(8);
    return device;
}

KnownLedger readLedger(const sql::Statement& row)
{
    return { Uuid::fromBytes(row.blob(0)), std::string(row.text(1)), row.integer(2) };
}

Result<> checkInfo(const DeviceInfo& info)
{
    QM_TRY(checkName(info.name));
    for (const std::string& text : { info.platform, info.app })
        if (!text.empty())
            QM_TRY(checkName(text));
    if (info.platform.size() > platformBytesMax || info.app.size() > platformBytesMax)
        return Error { ErrorCode::Invalid, "platform or app is longer than 64 bytes" };
    if (info.level < 1)
        return Error { ErrorCode::Invalid, "level is below 1" };
    return {};
}

/// One of many by its name; the ids are told when the name is not enough.
template <typename T>
Result<T> onlyOne(std::vector<T> found, std::string_view what, std::string_view name)
{
    if (found.empty())
        return Error { ErrorCode::NotFound, "no " + std::string(what) + " is called \"" + std::string(name) + "\"" };
    if (found.size() > 1)
        return Error { ErrorCode::Ambiguous,
            std::to_string(found.size()) + " " + std::string(what) + "s are called \"" + std::string(name)
                + "\"; give the id instead" };
    return std::move(found.front());
}

} // namespace

std::string_view rightName(Right right)
{
    switch (right) {
    case Right::Viewer: return "viewer";
    case Right::Editor: return "editor";
    case Right::Owner: break;
    }
    return "owner";
}

std::optional<Right> parseRight(std::string_view name)
{
    for (const Right right : { Right::Viewer, Right::Editor, Right::Owner })
        if (name == rightName(right))
            return right;
    return std::nullopt;
}

Registry::Registry(std::unique_ptr<sql::Connection> connection, Clock nowMs)
    : m_connection(std::move(connection))
    , m_nowMs(std::move(nowMs))
{
}

Result<std::unique_ptr<Registry>> Registry::open(std::unique_ptr<sql::Connection> connection, Clock nowMs)
{
    std::unique_ptr<Registry> registry(new Registry(std::move(connection), std::move(nowMs)));
    QM_TRY(registry->loadInstance());
    QM_ASSIGN(registry->m_path,
        sql::queryText(*registry->m_connection, "SELECT file FROM pragma_database_list WHERE name = 'main'"));
    return registry;
}

Result<> Registry::loadInstance()
{
    QM_ASSIGN(sql::Statement * insert,
        m_connection->cached("INSERT INTO server (one, instance, created_at) VALUES (1, ?, ?) ON CONFLICT DO NOTHING"));
    QM_ASSIGN(sql::Statement * read, m_connection->cached("SELECT instance FROM server"));
    QM_ASSIGN(bool isThere, read->step());
    if (!isThere) {
        const Uuid made = Uuid::make();
        insert->bindBlob(0, made.view());
        insert->bind(1, m_nowMs());
        QM_TRY(insert->run());
        read->reset();
        QM_ASSIGN(isThere, read->step());
    }
    m_instance = Uuid::fromBytes(isThere ? read->blob(0) : std::string_view());
    read->reset();
    if (m_instance.isNull())
        return Error { ErrorCode::Corrupt, "the registry does not say which server it is" };
    return {};
}

Result<std::optional<Device>> Registry::authenticate(const Token& token)
{
    const Hash hash = token.hash();
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * find,
        m_connection->cached("SELECT " QM_DEVICE_COLUMNS ", token_hash FROM device WHERE selector = ?"));
    find->bindText(0, token.selector);
    QM_ASSIGN(const bool isThere, find->step());
    std::optional<Device> device;
    if (isThere && equalInConstantTime(find->blob(9), hash.view()))
        device = readDevice(*find);
    find->reset();
    return device;
}

Result<std::optional<Right>> Registry::rightOf(std::int64_t device, const Uuid& ledger)
{
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * find,
        m_connection->cached("SELECT granted FROM device_right WHERE device = ? AND ledger = ?"));
    find->bind(0, device);
    find->bindBlob(1, ledger.view());
    QM_ASSIGN(const bool isThere, find->step());
    const auto right = isThere ? parseRight(find->text(0)) : std::nullopt;
    find->reset();
    return right;
}

Result<bool> Registry::exists(const char* sql, const Uuid& id)
{
    QM_ASSIGN(sql::Statement * find, m_connection->cached(sql));
    find->bindBlob(0, id.view());
    QM_ASSIGN(const bool isThere, find->step());
    find->reset();
    return isThere;
}

Result<std::string> Registry::invite(const std::optional<Uuid>& ledger, Right right, std::optional<std::int64_t> madeBy)
{
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(*m_connection));
    if (ledger) {
        QM_ASSIGN(const bool isKnown, exists("SELECT 1 FROM ledger WHERE id = ?", *ledger));
        if (!isKnown)
            return Error { ErrorCode::NotFound, "no ledger " + ledger->text() };
    }
    const std::string code = makeCode();
    const std::int64_t now = m_nowMs();
    QM_ASSIGN(sql::Statement * insert, m_connection->cached(R"(
        INSERT INTO invitation (code_hash, ledger, granted, made_by, created_at, expires_at, attempts)
        VALUES (?, ?, ?, ?, ?, ?, 0))"));
    insert->bindBlob(0, sha256(code).view());
    if (ledger)
        insert->bindBlob(1, ledger->view());
    else
        insert->bindNull(1);
    insert->bindText(2, rightName(right));
    if (madeBy)
        insert->bind(3, *madeBy);
    else
        insert->bindNull(3);
    insert->bind(4, now);
    insert->bind(5, now + invitationMs);
    QM_TRY(insert->run());
    QM_TRY(transaction.commit());
    return code;
}

/// Counts the attempt against every open invitation, durably, and only then compares. As a code can only be found by
/// its own value, nobody gets more than five guesses at all invitations that are open together.
Result<std::optional<std::string>> Registry::claimInvitation(const std::string& code)
{
    const std::int64_t now = m_nowMs();
    QM_ASSIGN(sql::Statement * count, m_connection->cached(R"(
        UPDATE invitation SET attempts = attempts + 1
        WHERE used_at IS NULL AND expires_at > ?1 AND created_at <= ?1 AND attempts < 5 RETURNING code_hash)"));
    const Hash tried = sha256(code);
    std::optional<std::string> match;
    std::vector<std::string> open;
    count->bind(0, now);
    for (;;) {
        auto more = count->step();
        if (!more || !*more) {
            count->reset();
            QM_TRY(more);
            break;
        }
        open.emplace_back(count->blob(0));
    }
    for (const std::string& hash : open)
        if (equalInConstantTime(hash, tried.view()))
            match = hash;
    return match;
}

Result<Pairing> Registry::pair(const std::string& code, const DeviceInfo& info)
{
    QM_TRY(checkInfo(info));
    const std::lock_guard lock(m_mutex);
    const auto claimed = claimInvitation(code);
    QM_TRY(claimed);
    if (!*claimed)
        return Error { ErrorCode::Refused, "the code is wrong, used or out of date; ask for a new one" };

    QM_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(*m_connection));
    Pairing pairing;
    pairing.token = Token::make();
    QM_ASSIGN(pairing.device, insertDevice(info, pairing.token));
    // Another process may have used it up between the count and here.
    QM_ASSIGN(sql::Statement * use,
        m_connection->cached("UPDATE invitation SET used_at = ?, used_by = ? WHERE code_hash = ? AND used_at IS NULL"));
    use->bind(0, m_nowMs());
    use->bind(1, pairing.device.no);
    use->bindBlob(2, **claimed);
    QM_TRY(use->run());
    if (m_connection->changes() != 1)
        return Error { ErrorCode::Refused, "the code is wrong, used or out of date; ask for a new one" };
    QM_ASSIGN(sql::Statement * grant, m_connection->cached(R"(
        INSERT INTO device_right (device, ledger, granted)
        SELECT ?, ledger, granted FROM invitation WHERE code_hash = ? AND ledger IS NOT NULL)"));
    grant->bind(0, pairing.device.no);
    grant->bindBlob(1, **claimed);
    QM_TRY(grant->run());
    // A right code is no guess: it takes none of the tries of the other open invitations.
    QM_ASSIGN(sql::Statement * giveBack,
        m_connection->cached(
            "UPDATE invitation SET attempts = attempts - 1 WHERE used_at IS NULL AND expires_at > ? AND attempts > 0"));
    giveBack->bind(0, m_nowMs());
    QM_TRY(giveBack->run());
    QM_ASSIGN(pairing.ledgers, readGrants(pairing.device.no));
    QM_TRY(transaction.commit());
    return pairing;
}

Result<Pairing> Registry::copy(const Device& device)
{
    constexpr std::string_view suffix = " (copy)";
    DeviceInfo info { device.name, device.platform, device.app, device.level };
    if (!info.name.ends_with(suffix) && !checkName(info.name + std::string(suffix)).has_value())
        info.name = "Copy";
    else if (!info.name.ends_with(suffix))
        info.name += suffix;
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(*m_connection));
    QM_ASSIGN(const std::int64_t devices, sql::queryInteger(*m_connection, "SELECT count(*) FROM device"));
    if (devices >= devicesWithCopiesMax)
        return Error { ErrorCode::Rule, "there are too many devices; ask for an invitation" };
    Pairing pairing;
    pairing.token = Token::make();
    QM_ASSIGN(pairing.device, insertDevice(info, pairing.token));
    QM_ASSIGN(sql::Statement * grant, m_connection->cached(R"(
        INSERT INTO device_right (device, ledger, granted) SELECT ?, ledger, granted FROM device_right WHERE device = ?)"));
    grant->bind(0, pairing.device.no);
    grant->bind(1, device.no);
    QM_TRY(grant->run());
    QM_ASSIGN(pairing.ledgers, readGrants(pairing.device.no));
    QM_TRY(transaction.commit());
    return pairing;
}

Result<Device> Registry::insertDevice(const DeviceInfo& info, const Token& token)
{
    const std::int64_t now = m_nowMs();
    const Uuid uuid = Uuid::make();
    QM_ASSIGN(sql::Statement * insert, m_connection->cached(R"(
        INSERT INTO device (no, uuid, name, platform, app, level, selector, token_hash, created_at, seen_at)
        VALUES ((SELECT ifnull(max(no), 0) + 1 FROM device), ?, ?, ?, ?, ?, ?, ?, ?, ?))"));
    insert->bindBlob(0, uuid.view());
    insert->bindText(1, info.name);
    insert->bindText(2, info.platform);
    insert->bindText(3, info.app);
    insert->bind(4, info.level);
    insert->bindText(5, token.selector);
    insert->bindBlob(6, token.hash().view());
    insert->bind(7, now);
    insert->bind(8, now);
    QM_TRY(insert->run());
    QM_ASSIGN(sql::Statement * read, m_connection->cached("SELECT " QM_DEVICE_COLUMNS " FROM device WHERE uuid = ?"));
    read->bindBlob(0, uuid.view());
    QM_TRY(read->step());
    Device device = readDevice(*read);
    read->reset();
    return device;
}

Result<Grant> Registry::offerLedger(std::int64_t device, const Uuid& id, const std::string& name)
{
    QM_TRY(checkName(name));
    if (id.isNull())
        return Error { ErrorCode::Invalid, "a ledger's id is not null" };
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(*m_connection));
    QM_ASSIGN(const std::vector<Grant> grants, readGrants(device));
    const auto mine
        = std::find_if(grants.begin(), grants.end(), [&](const Grant& grant) { return grant.ledger.id == id; });
    if (mine != grants.end())
        return *mine;
    QM_ASSIGN(const bool isAnothers, exists("SELECT 1 FROM ledger WHERE id = ?", id));
    if (isAnothers)
        return Error { ErrorCode::Exists, "a ledger with this id is here already, and not this device's" };
    if (static_cast<std::int64_t>(grants.size()) >= ledgersPerDeviceMax)
        return Error { ErrorCode::Rule, "a device brings at most 100 ledgers" };

    const Grant grant { { id, name, m_nowMs() }, Right::Owner };
    QM_ASSIGN(
        sql::Statement * insert, m_connection->cached("INSERT INTO ledger (id, name, created_at) VALUES (?, ?, ?)"));
    insert->bindBlob(0, id.view());
    insert->bindText(1, name);
    insert->bind(2, grant.ledger.createdAtMs);
    QM_TRY(insert->run());
    QM_ASSIGN(sql::Statement * own,
        m_connection->cached("INSERT INTO device_right (device, ledger, granted) VALUES (?, ?, 'owner')"));
    own->bind(0, device);
    own->bindBlob(1, id.view());
    QM_TRY(own->run());
    QM_TRY(transaction.commit());
    return grant;
}

Result<> Registry::addLedger(const KnownLedger& ledger)
{
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * insert,
        m_connection->cached("INSERT INTO ledger (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"));
    insert->bindBlob(0, ledger.id.view());
    insert->bindText(1, ledger.name);
    insert->bind(2, ledger.createdAtMs);
    return insert->run();
}

Result<std::vector<Grant>> Registry::readGrants(std::int64_t device)
{
    QM_ASSIGN(sql::Statement * read, m_connection->cached(R"(
        SELECT ledger.id, ledger.name, ledger.created_at, device_right.granted FROM device_right
        JOIN ledger ON ledger.id = device_right.ledger WHERE device_right.device = ? ORDER BY ledger.name, ledger.id)"));
    read->bind(0, device);
    std::vector<Grant> grants;
    for (;;) {
        QM_ASSIGN(const bool more, read->step());
        if (!more)
            break;
        if (const auto right = parseRight(read->text(3)))
            grants.push_back({ readLedger(*read), *right });
    }
    read->reset();
    return grants;
}

Result<std::vector<Grant>> Registry::ledgersOf(std::int64_t device)
{
    const std::lock_guard lock(m_mutex);
    return readGrants(device);
}

Result<std::vector<KnownLedger>> Registry::ledgers()
{
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * read, m_connection->cached("SELECT id, name, created_at FROM ledger ORDER BY name, id"));
    std::vector<KnownLedger> known;
    for (;;) {
        QM_ASSIGN(const bool more, read->step());
        if (!more)
            break;
        known.push_back(readLedger(*read));
    }
    read->reset();
    return known;
}

Result<KnownLedger> Registry::findLedger(std::string_view nameOrId)
{
    QM_ASSIGN(std::vector<KnownLedger> found, ledgers());
    const auto id = Uuid::parse(nameOrId);
    std::erase_if(found, [&](const KnownLedger& ledger) { return id ? ledger.id != *id : ledger.name != nameOrId; });
    return onlyOne(std::move(found), "ledger", nameOrId);
}

Result<std::vector<Device>> Registry::devices()
{
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * read, m_connection->cached("SELECT " QM_DEVICE_COLUMNS " FROM device ORDER BY no"));
    std::vector<Device> known;
    for (;;) {
        QM_ASSIGN(const bool more, read->step());
        if (!more)
            break;
        known.push_back(readDevice(*read));
    }
    read->reset();
    return known;
}

Result<Device> Registry::findDevice(std::string_view nameOrId)
{
    QM_ASSIGN(std::vector<Device> found, devices());
    const auto id = Uuid::parse(nameOrId);
    std::int64_t no = 0;
    const auto [end, failed] = std::from_chars(nameOrId.data(), nameOrId.data() + nameOrId.size(), no);
    const bool isNo = failed == std::errc() && end == nameOrId.data() + nameOrId.size();
    const bool isName
        = std::any_of(found.begin(), found.end(), [&](const Device& device) { return device.name == nameOrId; });
    std::erase_if(found, [&](const Device& device) {
        if (id)
            return device.uuid != *id;
        return isName || !isNo ? device.name != nameOrId : device.no != no;
    });
    // Of several with one name, those that were revoked are seldom meant.
    if (found.size() > 1
        && std::count_if(found.begin(), found.end(), [](const Device& device) { return !device.revokedAtMs; }) == 1)
        std::erase_if(found, [](const Device& device) { return device.revokedAtMs.has_value(); });
    return onlyOne(std::move(found), "device", nameOrId);
}

Result<> Registry::revoke(std::int64_t device)
{
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * revoke,
        m_connection->cached("UPDATE device SET revoked_at = ? WHERE no = ? AND revoked_at IS NULL"));
    revoke->bind(0, m_nowMs());
    revoke->bind(1, device);
    return revoke->run();
}

Result<> Registry::rename(std::int64_t device, const std::string& name)
{
    QM_TRY(checkName(name));
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * rename, m_connection->cached("UPDATE device SET name = ? WHERE no = ?"));
    rename->bindText(0, name);
    rename->bind(1, device);
    return rename->run();
}

Result<> Registry::noteSync(std::int64_t device, const Uuid& ledger, const Version& version, std::int64_t lastN,
    std::int64_t level, const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    const std::int64_t now = m_nowMs();
    QM_ASSIGN(sql::Statement * look, m_connection->cached(R"(
        SELECT 1 FROM device_right JOIN ledger ON ledger.id = device_right.ledger
        WHERE device = ?1 AND ledger = ?2 AND synced_at BETWEEN ?3 AND ?4 AND (?5 = '' OR ledger.name = ?5))"));
    look->bind(0, device);
    look->bindBlob(1, ledger.view());
    look->bind(2, now - noteEveryMs);
    look->bind(3, now);
    look->bindText(4, name);
    QM_ASSIGN(const bool isFresh, look->step());
    look->reset();
    if (isFresh)
        return {};

    QM_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(*m_connection));
    QM_ASSIGN(sql::Statement * note,
        m_connection->cached("UPDATE device_right SET synced_at = ?1, last_ver = ?2, last_n = max(ifnull(last_n, 0), "
                             "?3) WHERE device = ?4 AND ledger = ?5"));
    note->bind(0, now);
    note->bindText(1, version.text());
    note->bind(2, lastN);
    note->bind(3, device);
    note->bindBlob(4, ledger.view());
    QM_TRY(note->run());
    QM_ASSIGN(sql::Statement * seen, m_connection->cached("UPDATE device SET seen_at = ?, level = ? WHERE no = ?"));
    seen->bind(0, now);
    seen->bind(1, level);
    seen->bind(2, device);
    QM_TRY(seen->run());
    if (!name.empty()) {
        QM_ASSIGN(
            sql::Statement * rename, m_connection->cached("UPDATE ledger SET name = ?1 WHERE id = ?2 AND name <> ?1"));
        rename->bindText(0, name);
        rename->bindBlob(1, ledger.view());
        QM_TRY(rename->run());
    }
    return transaction.commit();
}

bool Registry::answers()
{
    // Not the lock alone: the file must still be in its place and readable, also past what SQLite remembers of it.
    // access(), as opening and closing the file here would take SQLite's locks away.
    if (!m_path.empty() && ::access(m_path.c_str(), R_OK | W_OK) != 0)
        return false;
    std::unique_lock lock(m_mutex, std::try_to_lock);
    for (int waitedMs = 0; !lock.owns_lock(); waitedMs += 10) {
        if (waitedMs >= 1000)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        lock.try_lock();
    }
    m_connection->releaseMemory();
    auto read = m_connection->cached("SELECT count(*) FROM server");
    if (!read)
        return false;
    const auto isThere = (*read)->step();
    const bool isWell = isThere && *isThere && (*read)->integer(0) == 1;
    (*read)->reset();
    return isWell;
}

Result<> Registry::checkpoint()
{
    const std::lock_guard lock(m_mutex);
    QM_ASSIGN(sql::Statement * checkpoint, m_connection->cached("PRAGMA wal_checkpoint(TRUNCATE)"));
    return checkpoint->run();
}

} // namespace qm::syncd
