#include "syncd/daemon.h"

#include "common/environment.h"

#include "syncd/api.h"
#include "syncd/build_info.h"
#include "syncd/gauges.h"
#include "syncd/http/server.h"
#include "syncd/memory.h"
#include "syncd/metrics.h"
#include "syncd/operations/data_files.h"
#include "syncd/operations/migrate_all.h"
#include "syncd/operations/tls_key.h"
#include "syncd/stop_signals.h"

#include <malloc.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <condition_variable>
#include <csignal>
#include <thread>

namespace qm::syncd {

namespace {

constexpr std::size_t threadStackBytes = 16 << 20; // address space; what a regular expression of the library may need
constexpr int requestThreads = 32;
constexpr int metricsThreads = 2;
constexpr rlim_t descriptorsWanted = 4096;
constexpr auto restEvery = std::chrono::seconds(5);

void wantDescriptors()
{
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= descriptorsWanted)
        return;
    limit.rlim_cur = std::min(descriptorsWanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// A thread that does something now and then, and ends at once when asked to.
class Housekeeper {
public:
    explicit Housekeeper(std::function<void()> work) : m_work(std::move(work)), m_thread([this] { run(); }) { }
    ~Housekeeper()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isOver = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    Housekeeper(const Housekeeper&) = delete;
    Housekeeper& operator=(const Housekeeper&) = delete;

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (!m_changed.wait_for(lock, restEvery, [this] { return m_isOver; })) {
            lock.unlock();
            m_work();
            lock.lock();
        }
    }

    std::function<void()> m_work;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOver = false;
    std::thread m_thread;
};

http::ServerOptions serverOptions(const Config& config, const Log& log)
{
    http::ServerOptions options;
    options.connectionsMax += config.waitingMax;
    options.host = config.listen.host;
    options.port = config.listen.port;
    options.tlsCertPath = config.tlsCertPath;
    options.tlsKeyPath = config.tlsKeyPath;
    options.threads = requestThreads;
    options.warn = [&log](std::string_view what) { log.say(LogLevel::Warn, "http", what); };
    return options;
}

/// The metrics' own server on its own thread.
class MetricsServer {
public:
    MetricsServer(const Endpoint& endpoint, const Log& log, std::function<std::string()> text)
        : m_handler(std::move(text))
        , m_server(options(endpoint, log), m_handler)
    {
    }
    ~MetricsServer()
    {
        m_server.stop();
        if (m_thread.joinable())
            m_thread.join();
    }
    MetricsServer(const MetricsServer&) = delete;
    MetricsServer& operator=(const MetricsServer&) = delete;
    Result<> start()
    {
        QM_TRY(m_server.bind());
        m_thread = std::thread([this] { m_server.run(); });
        return {};
    }
    int port() const { return m_server.port(); }

private:
    static http::ServerOptions options(const Endpoint& endpoint, const Log& log)
    {
        http::ServerOptions options;
        options.host = endpoint.host;
        options.port = endpoint.port;
        options.threads = metricsThreads;
        options.connectionsMax = 16;
        options.warn = [&log](std::string_view what) { log.say(LogLevel::Warn, "metrics", what); };
        return options;
    }

    MetricsHandler m_handler;
    http::Server m_server;
    std::thread m_thread;
};

/// False: asked to stop meanwhile.
Result<bool> bringUpToDate(const Config& config, const DataLock& lock, bool migrates, const Log& log)
{
    const auto damaged = [&log](const Error& error) {
        log.say(LogLevel::Error, "ledger", error.detail + "; it is not served, all others are");
    };
    const auto begins = [&log](const PendingMigration& one) {
        log.write(LogLevel::Info, "migrating", { { "file", one.path }, { "from", one.from }, { "to", one.to } });
    };
    QM_ASSIGN(const std::vector<PendingMigration> pending, pendingMigrations(config, damaged));
    if (pending.empty())
        return true;
    if (!migrates)
        return Error { ErrorCode::Rule,
            pending.front().path + " is of version " + std::to_string(pending.front().from) + ", this program needs "
                + std::to_string(pending.front().to) + "; run quartermaster-syncd migrate, or serve --migrate" };
    QM_ASSIGN(const Migrated migrated, migrateAll(config, lock, pending, { begins, damaged }));
    if (migrated.isStopped)
        log.say(LogLevel::Info, "stopped", migrated.text(pending.size()));
    return !migrated.isStopped;
}

} // namespace

void prepareProcess()
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, threadStackBytes);
    pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
    mallopt(M_ARENA_MAX, 2);
    std::signal(SIGPIPE, SIG_IGN);
    umask(077); // a household's money is for the server's own user
}

std::string serverUrl(const Config& config)
{
    if (!config.publicUrl.empty())
        return config.publicUrl;
    if (config.listen.host == "0.0.0.0" || config.listen.host == "::" || config.listen.port == 0)
        return {};
    return (config.hasTls() ? "https://" : "http://") + config.listen.text();
}

Result<std::string> serverKey(const Config& config)
{
    return config.hasTls() ? publicKeyText(config.tlsCertPath) : Result<std::string>(std::string());
}

Result<> serve(const Config& config, bool migrates)
{
    QM_TRY(config.checkForServing());
    // From here on every thread leaves the stop to the one that waits for it.
    holdStopSignals();
    const Log log(config.logLevel);
    for (const std::string& name : config.unknown)
        log.say(LogLevel::Warn, "configuration", name + " is not a variable of this program");
    QM_ASSIGN(const std::string publicKey, serverKey(config));
    QM_ASSIGN(const DataLock lock, DataLock::take(config));
    QM_ASSIGN(const bool goesOn, bringUpToDate(config, lock, migrates, log));
    if (!goesOn)
        return {};
    QM_ASSIGN(const auto registry, openRegistry(config));

    wantDescriptors();

    Metrics metrics;
    Waits waits(config.waitingMax);
    Ledgers ledgers({ config.ledgersDir(), config.snapshotsDir(), config.backupDir,
        [&log](std::string_view what) { log.say(LogLevel::Error, "ledger", what); },
        [&waits](const Uuid& ledger) { waits.wake(ledger); },
        [&metrics](const LedgerServer::Written& written) {
            metrics.revisions += written.revisions;
            metrics.conflicts += written.conflicts;
            metrics.parked += written.parked;
        } });
    Api api(
        *registry, ledgers, waits, metrics, log, { config.trustedProxies, serverUrl(config), publicKey, wallClockMs });
    http::Server server(serverOptions(config, log), api);
    waits.setWake([&server] { server.wake(); });
    QM_TRY(server.bind());
    std::unique_ptr<MetricsServer> metricsServer;
    if (config.metricsListen) {
        metricsServer = std::make_unique<MetricsServer>(
            *config.metricsListen, log, [&] { return metrics.text(gaugesNow(config, *registry, ledgers, waits)); });
        QM_TRY(metricsServer->start());
        log.write(LogLevel::Info, "metrics_listening",
            { { "address", Endpoint { config.metricsListen->host, metricsServer->port() }.text() } });
    }
    {
        std::uint64_t lastSeen = 0;
        std::uint64_t givenBackAt = 0;
        const Housekeeper housekeeper([&] {
            const std::uint64_t requests = metrics.requests;
            const bool isQuiet = requests == std::exchange(lastSeen, requests);
            while (ledgers.packLogs() && metrics.requests == requests)
                ;
            if (ledgers.rest() || (isQuiet && requests != givenBackAt)) {
                givenBackAt = requests;
                giveMemoryBack();
            }
        });
        std::thread stopper([&] {
            const sigset_t signals = stopSignals();
            int signal = 0;
            sigwait(&signals, &signal);
            log.write(LogLevel::Info, "stopping", { { "signal", signal } });
            api.startDraining();
            server.stop();
        });
        log.write(LogLevel::Info, "listening",
            { { "address", Endpoint { config.listen.host, server.port() }.text() }, { "tls", config.hasTls() },
                { "version", buildVersion() }, { "revision", buildRevision() },
                { "instance", registry->instance().text() } });
        giveMemoryBack(); // what only starting needed
        server.run();
        pthread_kill(stopper.native_handle(), SIGTERM); // when it ended by itself
        stopper.join();
    }
    metricsServer.reset();
    ledgers.checkpoint();
    if (auto done = registry->checkpoint(); !done)
        log.say(LogLevel::Warn, "registry", done.error().detail);
    log.say(LogLevel::Info, "stopped", "every request was finished");
    return {};
}

} // namespace qm::syncd
