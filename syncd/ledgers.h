#pragma once

#include "common/sync/server.h"
#include "syncd/config.h"
#include "syncd/group_commit.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace qm::syncd {

/// The canonical ledgers: one file each, opened when first asked for. Ledgers never wait for each other; of one ledger
/// all writes go through one group commit, and reads have a connection of their own. Any thread.
class Ledgers {
public:
    struct Options {
        std::string ledgersDir;
        std::string snapshotsDir; ///< parts of snapshots that devices load
        std::string backupDir; ///< for the snapshot before a migration
        std::function<void(std::string_view)> warn;
        std::function<void(const Uuid& ledger)> changed; ///< after a commit, on its thread; may be empty
        std::function<void(const LedgerServer::Written&)> written {}; ///< likewise, after every run; may be empty
    };
    explicit Ledgers(Options options);
    ~Ledgers();

    /// Fills job.answer: pushed changes are on the disk by then.
    void sync(const Uuid& ledger, SyncJob& job);
    /// A read; `ask` has the ledger's read connection for itself.
    Answer read(const Uuid& ledger, const std::function<Answer(LedgerServer&)>& ask);
    Result<LedgerServer::Head> head(const Uuid& ledger);
    /// Of the ledger as it stands; takes no more than a look.
    Result<Version> version(const Uuid& ledger);

    /// Packs a little of the old log of a ledger that is quiet; true when there may be more to pack.
    bool packLogs();
    /// Gives back memory of ledgers that were quiet for a while, and closes those quiet for long. Returns whether
    /// anything was given back.
    bool rest();
    /// Writes everything into the ledgers' own files, for a stop.
    void checkpoint();
    std::size_t openCount();

private:
    struct Open;
    using OpenRef = std::shared_ptr<Open>;
    Result<OpenRef> open(const Uuid& id);
    Result<std::unique_ptr<LedgerServer>> openServer(const Uuid& id);
    void noteVersion(const Uuid& id, Open& ledger);

    Options m_options;
    std::mutex m_mutex;
    std::unordered_map<Uuid, OpenRef> m_open;
};

} // namespace qm::syncd
