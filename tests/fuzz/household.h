#pragma once

#include "common/environment.h"
#include "common/store/ledger.h"
#include "common/sync/server.h"

#include <map>

namespace fuzz {

/// The same clocks and random numbers in every run: an input does the same each time.
class SteadyEnvironment final : public qm::Environment {
public:
    std::int64_t wallClockMs() override { return ++m_nowMs; }
    std::int64_t bootClockMs() override { return ++m_nowMs; }
    std::string bootId() override { return "fuzz"; }
    std::string randomBytes(std::size_t count) override;

private:
    std::int64_t m_nowMs = 1777825361000; // 2026-05-03
    std::uint64_t m_state = 1;
};

/// The server of one ledger over a file of its own, in memory where the system has such a folder.
class Server {
public:
    explicit Server(const std::string& image); ///< the file's bytes; empty: a new ledger
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// As an operator does who restores a backup.
    void restore(const std::string& image);
    std::string image();
    qm::Answer run(qm::SyncJob& job);
    /// A request as a device sends it.
    qm::Answer answer(const qm::PeerRequest& request, const qm::Caller& caller);
    /// The file proves to be sound, by a connection of its own.
    void verify();

    std::unique_ptr<qm::LedgerServer> core;

private:
    void open();

    std::string m_folder;
};

/// A device's copy of the ledger over a file of its own.
class Device {
public:
    Device(const std::string& image, const qm::Uuid& id); ///< empty: a new copy, of nothing yet
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    std::string image();

    std::unique_ptr<qm::Ledger> ledger;

private:
    std::string m_folder;
};

/// A device's way to the server.
class LocalPeer final : public qm::SyncPeer {
public:
    LocalPeer(Server& server, qm::Caller caller) : m_server(server), m_caller(std::move(caller)) { }
    qm::Result<qm::PeerReply> exchange(const qm::PeerRequest& request) override;

private:
    Server& m_server;
    qm::Caller m_caller;
};

/// A ledger of two months with everything in it that a ledger can have, as its server and two devices have it; made
/// once in a run.
struct Household {
    /// Also starts clocks and random numbers again: called first for every input.
    static const Household& made();

    /// The text with the words of the household in it, so that inputs can name what there is: `@p2` is the id of the
    /// third posting (counted around when there are fewer); README.md has the other letters.
    std::string spoken(std::string_view text) const;

    std::string serverImage;
    std::string serverBackup; ///< from before the second month
    std::string annaImage; ///< has everything
    std::string newImage; ///< Ben's, from before he joined: nothing in it
    std::string benImage; ///< as old as the backup, with changes that wait to be sent
    qm::Caller anna;
    qm::Caller ben;
    std::int64_t annaNext = 0; ///< the number of her next change set
    qm::Version head;
    std::map<std::string, qm::Hash> chains; ///< by version
    std::map<char, std::vector<std::string>> words;
};

} // namespace fuzz
