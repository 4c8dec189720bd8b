#include "syncd/operations/restore.h"

#include "common/environment.h"
#include "common/sql/durable_file.h"
#include "syncd/store/sqlite_connection.h"

#include <unistd.h>

#include <filesystem>

namespace qm::syncd {

namespace fs = std::filesystem;

namespace {

/// One file on its way in.
struct Candidate {
    VerifiedFile from;
    std::string target;
    std::string staged; ///< beside its target
};

/// Staged copies of a restore that did not happen.
class Staged {
public:
    ~Staged()
    {
        for (const std::string& path : m_paths)
            for (const char* suffix : { "", "-wal", "-shm" })
                ::unlink((path + suffix).c_str());
    }
    Staged() = default;
    Staged(const Staged&) = delete;
    Staged& operator=(const Staged&) = delete;
    void add(const std::string& path) { m_paths.push_back(path); }

private:
    std::vector<std::string> m_paths;
};

Result<std::vector<Candidate>> findCandidates(const Config& config, const std::string& from)
{
    std::vector<std::string> paths;
    std::error_code failed;
    if (fs::is_directory(sql::filePath(from), failed)) {
        QM_ASSIGN(const std::vector<BackupFile> files, readManifest(from));
        for (const BackupFile& file : files)
            paths.push_back(file.path);
    } else {
        paths.push_back(from);
    }
    std::vector<Candidate> candidates;
    for (const std::string& path : paths) {
        Candidate candidate { verifyFile(path), {}, {} };
        if (candidate.from.error)
            return Error { candidate.from.error->code, path + " is not restored: " + candidate.from.error->detail };
        candidate.target = *candidate.from.kind == FileKind::Registry
            ? config.registryPath
            : config.ledgerPath(candidate.from.ledger->text());
        candidate.staged = candidate.target + ".restoring";
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

Result<> stage(const Candidate& candidate, Staged& staged)
{
    staged.add(candidate.staged);
    for (const char* suffix : { "", "-wal", "-shm" }) // of a restore that was killed
        ::unlink((candidate.staged + suffix).c_str());
    {
        QM_ASSIGN(const OpenFile from, openAny(candidate.from.path));
        QM_TRY(sql::snapshotTo(*from.connection, candidate.staged, openSqlite));
    }
    if (*candidate.from.kind == FileKind::Registry)
        return {};
    {
        // Tells this copy from the one that it continues, in logs; nothing depends on it (SYNC.md 3.1).
        QM_ASSIGN(auto connection, openSqlite(candidate.staged, sql::OpenMode::ReadWrite));
        QM_ASSIGN(sql::Statement * write,
            connection->cached(
                "INSERT INTO meta (k, v) VALUES ('epoch', ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v"));
        write->bindText(0, toHex(randomBytes(16)));
        QM_TRY(write->run());
        QM_TRY(connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        connection->dropCached();
    }
    return sql::syncFile(candidate.staged);
}

/// Gives what is there a second name, so that at every moment the place holds one whole file or the other.
Result<std::string> keepCurrent(const std::string& target)
{
    if (!fs::exists(sql::filePath(target))) {
        for (const char* suffix : { "-wal", "-shm" })
            ::unlink((target + suffix).c_str());
        return std::string();
    }
    {
        // Moves what stands in the -wal into the file. One too damaged for that keeps its -wal under the new name.
        auto connection = openSqlite(target, sql::OpenMode::ReadWrite);
        if (connection)
            (void)(*connection)->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    const std::string stem = target.substr(0, target.size() - std::string_view(".db").size());
    const std::string stamp = (target.ends_with(".db") ? stem : target) + ".replaced-" + utcStamp();
    std::string kept = stamp + ".db";
    for (int count = 2; fs::exists(sql::filePath(kept)); ++count)
        kept = stamp + "-" + std::to_string(count) + ".db";
    if (::link(target.c_str(), kept.c_str()) != 0) {
        std::error_code failed;
        fs::copy_file(sql::filePath(target), sql::filePath(kept), failed); // file systems without links
        if (failed)
            return Error { ErrorCode::Io, target + " cannot be kept as " + kept + ": " + failed.message() };
        QM_TRY(sql::syncFile(kept));
    }
    if (fs::exists(sql::filePath(target + "-wal")))
        ::rename((target + "-wal").c_str(), (kept + "-wal").c_str());
    ::unlink((target + "-shm").c_str());
    return kept;
}

} // namespace

Result<std::vector<RestoredFile>> restore(const Config& config, const DataLock&, const std::string& from)
{
    QM_ASSIGN(const std::vector<Candidate> candidates, findCandidates(config, from));
    QM_TRY(makeFolder(config.ledgersDir()));
    Staged staged;
    for (const Candidate& candidate : candidates)
        QM_TRY(stage(candidate, staged));

    std::vector<RestoredFile> restored;
    for (const Candidate& candidate : candidates) {
        QM_ASSIGN(const std::string kept, keepCurrent(candidate.target));
        QM_TRY(sql::renameDurably(candidate.staged, candidate.target));
        if (candidate.from.ledger) {
            std::error_code ignored; // parts of snapshots of what was replaced
            fs::remove_all(sql::filePath(config.snapshotsDir() + "/" + candidate.from.ledger->text()), ignored);
        }
        restored.push_back({ candidate.target, kept, candidate.from });
    }

    // A ledger that the registry has not heard of could be invited to by nobody.
    const auto registry = openRegistry(config);
    if (!registry && registry.error().code == ErrorCode::Rule)
        return restored; // an older registry: serve asks for its migration
    if (!registry)
        return registry.error();
    QM_ASSIGN(const std::vector<LedgerFile> files, ledgerFiles(config));
    for (const LedgerFile& file : files) {
        const auto open = openAny(file.path);
        const std::string name = open ? ledgerNameIn(*open->connection) : std::string();
        QM_TRY((*registry)->addLedger({ file.id, name.empty() ? file.id.text() : name, wallClockMs() }));
    }
    return restored;
}

} // namespace qm::syncd
