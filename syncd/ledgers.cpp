#include "syncd/ledgers.h"

#include "common/environment.h"
#include "common/sql/durable_file.h"
#include "common/sql/migrate.h"
#include "syncd/store/sqlite_connection.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <vector>

namespace qm::syncd {

namespace {

constexpr std::int64_t quietMs = 5'000;
constexpr std::int64_t closeAfterMs = 10 * 60 * 1000;
constexpr std::int64_t packEveryMs = 24 * 60 * 60 * 1000;
constexpr std::size_t openMax = 64; // ledgers; each holds six descriptors

/// Whole before it has its name, as a backup may look at the folder at any moment.
Result<> makeLedger(const std::string& path, const Uuid& id, const sql::MigrateOptions& options)
{
    const std::string unfinished = path + ".new";
    for (const char* suffix : { "", "-wal", "-shm" }) // of a start that was killed
        ::unlink((unfinished + suffix).c_str());
    {
        QM_ASSIGN(
            auto writer, sql::openMigrated(unfinished, sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(), options));
        QM_ASSIGN(auto reader, openSqlite(unfinished, sql::OpenMode::ReadWrite));
        QM_ASSIGN(const auto ledger, LedgerServer::open(std::move(writer), std::move(reader), id, {}));
        QM_TRY(ledger->checkpoint());
    }
    return sql::renameDurably(unfinished, path);
}

std::int64_t steadyNowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

struct Ledgers::Open {
    std::mutex opening;
    std::unique_ptr<LedgerServer> server; // set once, under `opening`
    std::unique_ptr<GroupCommit<SyncJob>> commits;
    std::mutex versionMutex;
    Version version; // of the last commit
    std::mutex writing; // held while the writing connection is used
    std::mutex reading; // and the reading one
    std::atomic<std::int64_t> usedAtMs { 0 };
    std::atomic<bool> isBroken { false }; // an exception left the engine: not used again, opened anew
    bool isRested = false; // under the Ledgers' mutex
    std::optional<std::int64_t> packedAtMs; // likewise: when there was nothing more to pack
};

Ledgers::Ledgers(Options options) : m_options(std::move(options)) { }

Ledgers::~Ledgers() = default;

Result<std::unique_ptr<LedgerServer>> Ledgers::openServer(const Uuid& id)
{
    const std::string path = m_options.ledgersDir + "/" + id.text() + ".db";
    const sql::MigrateOptions options { m_options.backupDir, openSqlite };
    std::error_code ignored;
    std::unique_ptr<sql::Connection> writer;
    if (std::filesystem::exists(sql::filePath(path), ignored)) {
        QM_ASSIGN(writer, openSqlite(path, sql::OpenMode::ReadWrite));
        QM_TRY(sql::checkSchema(*writer, sql::ledgerSchema(), sql::Check::Kind));
        QM_ASSIGN(const int version, sql::schemaVersion(*writer));
        if (version != sql::ledgerSchema().newest())
            return Error { ErrorCode::Busy, path + ": has to be migrated first; start with serve --migrate" };
    } else {
        // A ledger that was offered, or whose file was lost: it begins empty, and devices bring back what they have.
        ::mkdir(m_options.ledgersDir.c_str(), 0700);
        QM_TRY(makeLedger(path, id, options));
        QM_ASSIGN(writer, openSqlite(path, sql::OpenMode::ReadWrite));
    }
    QM_ASSIGN(std::unique_ptr<sql::Connection> reader, openSqlite(path, sql::OpenMode::ReadWrite));
    LedgerServer::Options serverOptions;
    serverOptions.snapshotDir = m_options.snapshotsDir + "/" + id.text();
    return LedgerServer::open(std::move(writer), std::move(reader), id, std::move(serverOptions));
}

Result<Ledgers::OpenRef> Ledgers::open(const Uuid& id)
{
    OpenRef ledger;
    {
        const std::lock_guard lock(m_mutex);
        OpenRef& place = m_open[id];
        if (!place || place->isBroken)
            place = std::make_shared<Open>();
        ledger = place;
        ledger->usedAtMs = steadyNowMs();
        ledger->isRested = false;
    }
    // Only those who want this ledger wait while it is opened.
    const std::lock_guard lock(ledger->opening);
    if (!ledger->server) {
        auto server = openServer(id);
        if (!server) {
            m_options.warn(server.error().detail);
            return server.error();
        }
        ledger->server = *std::move(server);
        ledger->version = ledger->server->version();
        ledger->commits
            = std::make_unique<GroupCommit<SyncJob>>([this, id, open = ledger.get()](std::span<SyncJob* const> jobs) {
                  const std::lock_guard writing(open->writing);
                  try {
                      open->server->run(jobs);
                      if (m_options.written)
                          m_options.written(open->server->written());
                      noteVersion(id, *open);
                  } catch (const std::exception& exception) {
                      open->isBroken = true;
                      m_options.warn(std::string("a sync failed: ") + exception.what());
                      for (SyncJob* job : jobs)
                          job->answer = failure(500, "internal");
                  }
              });
    }
    return ledger;
}

void Ledgers::sync(const Uuid& id, SyncJob& job)
{
    auto ledger = open(id);
    if (!ledger) {
        job.answer = failure(ledger.error());
        return;
    }
    (*ledger)->commits->run(job);
    (*ledger)->usedAtMs = steadyNowMs();
}

/// After every commit: those who wait for one are told.
void Ledgers::noteVersion(const Uuid& id, Open& ledger)
{
    const Version now = ledger.server->version();
    {
        const std::lock_guard lock(ledger.versionMutex);
        if (std::exchange(ledger.version, now) == now)
            return;
    }
    if (m_options.changed)
        m_options.changed(id);
}

Result<Version> Ledgers::version(const Uuid& id)
{
    QM_ASSIGN(const OpenRef ledger, open(id));
    const std::lock_guard lock(ledger->versionMutex);
    return ledger->version;
}

Answer Ledgers::read(const Uuid& id, const std::function<Answer(LedgerServer&)>& ask)
{
    auto ledger = open(id);
    if (!ledger)
        return failure(ledger.error());
    const std::lock_guard lock((*ledger)->reading);
    Answer answer = ask(*(*ledger)->server);
    (*ledger)->usedAtMs = steadyNowMs();
    return answer;
}

Result<LedgerServer::Head> Ledgers::head(const Uuid& id)
{
    QM_ASSIGN(const OpenRef ledger, open(id));
    const std::lock_guard lock(ledger->reading);
    return ledger->server->head();
}

bool Ledgers::rest()
{
    std::vector<OpenRef> closing; // closed after the lock is given back: closing writes to the disk
    bool gaveBack = false;
    const std::lock_guard lock(m_mutex);
    const std::int64_t now = steadyNowMs();
    for (auto i = m_open.begin(); i != m_open.end();) {
        Open& ledger = *i->second;
        const std::int64_t quiet = now - ledger.usedAtMs;
        // Nobody can get at it but through the map, which is ours now.
        const bool isUnused = i->second.use_count() == 1;
        if (isUnused && (quiet >= closeAfterMs || (m_open.size() > openMax && quiet >= quietMs))) {
            closing.push_back(std::move(i->second));
            i = m_open.erase(i);
            gaveBack = true;
            continue;
        }
        if (isUnused && quiet >= quietMs && !ledger.isRested && ledger.server) {
            ledger.server->releaseMemory();
            ledger.isRested = true;
            gaveBack = true;
        }
        ++i;
    }
    return gaveBack;
}

bool Ledgers::packLogs()
{
    OpenRef quiet;
    {
        const std::lock_guard lock(m_mutex);
        const std::int64_t now = steadyNowMs();
        for (auto& [id, ledger] : m_open)
            if (ledger->server && now - ledger->usedAtMs >= quietMs
                && (!ledger->packedAtMs || now - *ledger->packedAtMs >= packEveryMs))
                quiet = ledger;
        if (!quiet)
            return false;
    }
    const auto packed = [&] {
        const std::lock_guard writing(quiet->writing);
        return quiet->server->packLog({ .olderThanMs = wallClockMs() - packAfterMs });
    }();
    if (!packed)
        m_options.warn("packing the old log: " + packed.error().detail);
    if (packed && *packed)
        return true;
    const std::lock_guard lock(m_mutex);
    quiet->packedAtMs = steadyNowMs();
    return false;
}

void Ledgers::checkpoint()
{
    std::vector<OpenRef> all;
    {
        const std::lock_guard lock(m_mutex);
        for (auto& [id, ledger] : m_open)
            all.push_back(ledger);
    }
    for (const OpenRef& ledger : all) {
        const std::lock_guard opening(ledger->opening);
        const std::lock_guard writing(ledger->writing);
        if (!ledger->server)
            continue;
        if (auto done = ledger->server->checkpoint(); !done)
            m_options.warn(done.error().detail);
    }
}

std::size_t Ledgers::openCount()
{
    const std::lock_guard lock(m_mutex);
    return m_open.size();
}

} // namespace qm::syncd
