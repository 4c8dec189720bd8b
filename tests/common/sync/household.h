#pragma once

#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "common/sync/client.h"
#include "common/sync/server.h"
#include "syncd/store/sqlite_connection.h"

#include <QtTest>

#include <filesystem>
#include <functional>

/// A server and devices in one process: real stores, real merge, real wire, no socket.
namespace household {

inline void require(bool condition, const std::string& what)
{
    if (!condition)
        qFatal("%s", what.c_str());
}

template <typename T>
T must(qm::Result<T> result)
{
    require(result.has_value(), result ? "" : result.error().detail);
    return *std::move(result);
}

inline void must(qm::Result<> result)
{
    require(result.has_value(), result ? "" : result.error().detail);
}

inline std::unique_ptr<qm::sql::Connection> openFile(const std::string& path)
{
    auto connection = must(qm::sql::openMigrated(path, qm::sql::OpenMode::ReadWriteCreate, qm::sql::ledgerSchema(),
        { std::filesystem::path(path).parent_path().string(), qm::syncd::openSqlite }));
    must(connection->execute("PRAGMA synchronous = OFF")); // nothing here is about power loss, and a disk is slow
    return connection;
}

/// The server of one ledger. Its clock is moved by hand.
class Server {
public:
    Server(std::string folder, qm::Uuid ledger) : m_folder(std::move(folder)), m_ledger(ledger) { open(); }

    void open()
    {
        core.reset();
        qm::LedgerServer::Options options;
        options.snapshotDir = m_folder + "/snapshots";
        options.nowMs = [this] { return nowMs; };
        auto writer = openFile(path());
        core = must(qm::LedgerServer::open(std::move(writer), openFile(path()), m_ledger, options));
    }

    /// As an operator does: a copy of the file, and back.
    void backup(const std::string& name)
    {
        must(core->checkpoint());
        std::filesystem::copy_file(path(), m_folder + "/" + name, std::filesystem::copy_options::overwrite_existing);
    }
    void restore(const std::string& name)
    {
        core.reset();
        std::filesystem::remove(path() + "-wal");
        std::filesystem::remove(path() + "-shm");
        std::filesystem::copy_file(m_folder + "/" + name, path(), std::filesystem::copy_options::overwrite_existing);
        open();
    }
    /// Set up anew, with the ledger's id only.
    void loseEverything()
    {
        core.reset();
        for (const char* end : { "", "-wal", "-shm" })
            std::filesystem::remove(path() + end);
        std::filesystem::remove_all(m_folder + "/snapshots");
        open();
    }

    std::int64_t nowMs = 1777825361000;
    std::unique_ptr<qm::LedgerServer> core;

private:
    std::string path() const { return m_folder + "/server.db"; }

    std::string m_folder;
    qm::Uuid m_ledger;
};

/// One device's way to the server; can be cut.
class InProcessPeer final : public qm::SyncPeer {
public:
    InProcessPeer(Server& server, qm::Caller caller) : m_server(server), m_caller(std::move(caller)) { }

    qm::Result<qm::PeerReply> exchange(const qm::PeerRequest& request) override
    {
        ++requests;
        if (losesRequest)
            return qm::Error { qm::ErrorCode::Offline, "cut" };
        const auto answer = route(request);
        if (losesReply || requests == losesReplyAt)
            return qm::Error { qm::ErrorCode::Offline, "cut" };
        return qm::PeerReply { answer.status, answer.body, answer.contentType == "application/json",
            answer.retryAfterSeconds, std::nullopt };
    }

    bool losesRequest = false;
    bool losesReply = false;
    int losesReplyAt = 0; ///< the answer to this request from now on; 0: none
    int requests = 0;
    qm::Caller& caller() { return m_caller; }

private:
    static std::string query(const std::string& target, const std::string& name)
    {
        const std::size_t at = target.find(name + "=");
        if (at == std::string::npos)
            return {};
        const std::size_t from = at + name.size() + 1;
        return target.substr(from, target.find('&', from) - from);
    }

    qm::Answer route(const qm::PeerRequest& request)
    {
        const std::string& target = request.target;
        if (target.find("/sync") != std::string::npos) {
            auto decoded = qm::decodeSyncRequest(request.body);
            if (!decoded.request)
                return decoded.failed;
            qm::SyncJob job { m_caller, *std::move(decoded.request), {}, {}, 0, 0 };
            qm::SyncJob* jobs[] = { &job };
            m_server.core->run(jobs);
            return job.answer;
        }
        if (target.find("/recover") != std::string::npos) {
            auto decoded = qm::decodeRecoverRequest(request.body);
            if (!decoded.request)
                return decoded.failed;
            qm::SyncJob job { m_caller, {}, *std::move(decoded.request), {}, 0, 0 };
            qm::SyncJob* jobs[] = { &job };
            m_server.core->run(jobs);
            return job.answer;
        }
        if (target.find("/log") != std::string::npos)
            return m_server.core->log(query(target, "after"), std::stoll(query(target, "limit")));
        if (target.find("/snapshot") != std::string::npos) {
            const std::string part = query(target, "part");
            const std::string since = query(target, "since");
            return m_server.core->snapshot(
                1, query(target, "ver"), part.empty() ? 0 : std::stoi(part), since.empty() ? 0 : std::stoll(since));
        }
        if (target.find("/digest") != std::string::npos)
            return m_server.core->digest(query(target, "bucket"));
        return qm::failure(404, "not_found");
    }

    Server& m_server;
    qm::Caller m_caller;
};

struct Device {
    std::string name;
    std::string path;
    std::unique_ptr<qm::Ledger> ledger;
    std::unique_ptr<InProcessPeer> peer;

    qm::Result<qm::SyncReport> sync() { return qm::SyncClient(*ledger, *peer).sync(); }
    qm::Uuid id() { return must(ledger->status()).device; }
    std::string digest() { return must(ledger->status()).digest.hex(); }
    void reopen()
    {
        ledger.reset();
        ledger = must(qm::Ledger::open(openFile(path)));
    }
};

/// A ledger with two accounts, two categories, a template and an open month, on a first device; more devices join.
class Household {
public:
    explicit Household(const std::string& folder) : m_folder(folder)
    {
        Device first { "first", folder + "/first.db",
            must(qm::Ledger::create(openFile(folder + "/first.db"), "Home", must(qm::Currency::parse("EUR")))),
            nullptr };
        ledgerId = first.ledger->id();
        server = std::make_unique<Server>(folder, ledgerId);
        first.peer
            = std::make_unique<InProcessPeer>(*server, qm::Caller { first.id(), 1, "first", "test", qm::Right::Owner });
        devices.push_back(std::move(first));
        qm::Ledger& ledger = *devices[0].ledger;
        checking = must(qm::addAccount(ledger, { "Checking", "checking", { 100000 }, "" }));
        savings = must(qm::addAccount(ledger, { "Savings", "savings", {}, "" }));
        food = must(qm::addCategory(ledger, { "Food", "Living", "expense" }));
        pay = must(qm::addCategory(ledger, { "Pay", "", "income" }));
        templ = must(qm::addTemplate(ledger, "Usual", ""));
        must(qm::addTemplateEntry(ledger, templ, { "Groceries", food, { -40000 }, 31 }));
        must(qm::addTemplateEntry(ledger, templ, { "Salary", pay, { 250000 }, 1 }));
        may = must(qm::openMonth(ledger, { 2026, 5 }, qm::MonthStart::FromTemplate, templ, false));
        groceries = must(ledger.entries(may))[0].id;
        if (must(ledger.entries(may))[0].name != "Groceries")
            groceries = must(ledger.entries(may))[1].id;
    }

    Device& join(const std::string& name)
    {
        Device device { name, m_folder + "/" + name + ".db", nullptr, nullptr };
        device.ledger = must(qm::Ledger::createCopy(openFile(device.path), ledgerId, qm::Uuid::make()));
        device.peer = std::make_unique<InProcessPeer>(
            *server, qm::Caller { device.id(), std::int64_t(devices.size()) + 1, name, "test", qm::Right::Owner });
        must(device.sync());
        devices.push_back(std::move(device));
        return devices.back();
    }

    Device& operator[](std::size_t index) { return devices[index]; }

    /// Everyone syncs until nobody has anything more.
    void settle()
    {
        for (int round = 0; round < 2; ++round) {
            for (Device& device : devices)
                must(device.sync());
        }
    }

    bool areEqual()
    {
        const std::string digest = must(server->core->head()).digest.hex();
        for (Device& device : devices) {
            if (device.digest() != digest || must(device.ledger->recomputeDigest()).bytes().hex() != digest
                || must(device.ledger->status()).pending != 0)
                return false;
        }
        return true;
    }

    qm::Uuid ledgerId, checking, savings, food, pay, templ, may, groceries;
    std::unique_ptr<Server> server;
    std::vector<Device> devices;

private:
    std::string m_folder;
};

/// An ordinary purchase, waiting to be sent.
inline qm::Uuid post(Device& device, const Household& home, const std::string& payee, std::int64_t amount = -100)
{
    return must(qm::addPosting(
        *device.ledger, { "2026-05-03", { amount }, home.checking, home.groceries, {}, payee, "", false }));
}

inline qm::CellEdits cells(qm::Table table, const char* name, qm::Scalar value)
{
    qm::CellValue cell;
    cell.columns[0] = std::move(value);
    return { { qm::cellNamed(table, name), cell } };
}

} // namespace household
