#include "desktop/services/sync_thread.h"

#include "desktop/services/open_ledger.h"

namespace qm::desktop {

namespace {

using namespace std::chrono_literals;

constexpr auto afterTrouble = 5min; ///< somebody must do something; perhaps they did
constexpr auto whenIdle = 1h;
constexpr qsizetype notesMost = 5;

QDateTime instantOf(const std::string& text)
{
    return QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
}

} // namespace

SyncThread::SyncThread(Listener listener)
    : m_listener(std::move(listener))
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(QStringLiteral("network"));
    m_thread->start();
}

SyncThread::~SyncThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_hasWork.notify_all();
    m_thread->wait();
}

void SyncThread::setLedger(const QString& path)
{
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = path;
        m_isReopening = true;
    }
    m_hasWork.notify_all();
}

void SyncThread::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
    }
    m_hasWork.notify_all();
}

void SyncThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
        m_hasJobs = true;
    }
    m_hasWork.notify_all();
}

std::optional<SyncThread::Job> SyncThread::takeJob()
{
    const std::lock_guard lock(m_mutex);
    if (m_jobs.empty())
        return {};
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_hasJobs = !m_jobs.empty();
    return job;
}

bool SyncThread::hasWork()
{
    return m_isStopping || m_isReopening || m_isWoken || m_hasJobs;
}

void SyncThread::waitForWork(std::chrono::milliseconds most)
{
    std::unique_lock lock(m_mutex);
    m_hasWork.wait_for(lock, most, [this] { return hasWork(); });
}

void SyncThread::run()
{
    while (!m_isStopping) {
        if (m_isReopening)
            open();
        else if (const auto job = takeJob())
            runJob(*job);
        else if (m_session)
            exchange();
        else
            m_isWoken = false; // there is nothing to exchange
        if (!m_session)
            waitForWork(whenIdle);
    }
    close();
    while (const auto job = takeJob())
        runJob(*job);
}

void SyncThread::runJob(const Job& job)
{
    Place place { m_session.get(), m_whyNot, [this] { return m_isStopping.load(); } };
    job(place);
    if (place.isReopenWanted)
        m_isReopening = true;
}

void SyncThread::close()
{
    m_session.reset();
    m_ledger.reset();
    m_whyNot = { ErrorCode::Rule, "this ledger is not connected to a server" };
}

void SyncThread::open()
{
    close();
    m_state = {};
    QString path;
    {
        const std::lock_guard lock(m_mutex);
        path = m_wanted;
        m_isReopening = false;
    }
    m_state.path = path;
    if (!path.isEmpty()) {
        if (const auto opened = openPath(path.toStdString()); !opened) {
            m_session.reset();
            m_whyNot = opened.error();
            m_state.kind = SyncState::Kind::Trouble;
            m_state.error = opened.error();
        }
    }
    if (!m_session)
        m_ledger.reset();
    tell();
}

Result<> SyncThread::openPath(const std::string& path)
{
    auto ledger = openLedger(path, sql::OpenMode::ReadWrite);
    const bool isReadOnly = !ledger && ledger.error().code == ErrorCode::ReadOnly;
    if (isReadOnly) // one that is only here is no trouble
        ledger = openLedger(path, sql::OpenMode::ReadOnly);
    if (!ledger)
        return ledger.error();
    m_ledger = *std::move(ledger);
    QM_ASSIGN(const std::string server, connectedServer(*m_ledger));
    m_state.server = QString::fromStdString(server);
    if (server.empty())
        return {};
    QM_ASSIGN(const std::string last, metaOrEmpty(*m_ledger, "last_sync"));
    m_state.lastSync = instantOf(last);
    if (isReadOnly)
        return Error { ErrorCode::ReadOnly, path + " cannot be written" };
    QM_ASSIGN(auto connection, loadConnection(*m_ledger, path));
    m_state.deviceName = QString::fromStdString(connection->deviceName);
    HttpsPeer::Options options = connection->peerOptions();
    options.isCancelled = [this] { return isCut(); };
    m_session = std::make_unique<SyncSession>(*m_ledger, path, *std::move(connection), std::move(options));
    m_session->setIsWoken([this] { return m_isWoken || m_hasJobs; });
    m_session->setProgressed([this](const SyncProgress& progress) { tellProgress(progress); });
    return {};
}

void SyncThread::exchange()
{
    SyncLoop::Listener listener;
    listener.isStopped = [this] { return isCut() || m_hasJobs; };
    listener.isWoken = [this] { return m_isWoken.load(); };
    listener.begins = [this] {
        m_isWoken = false;
        m_state.kind = SyncState::Kind::Syncing;
        m_state.percent = -1;
        tell();
    };
    listener.synced = [this](const SyncReport& report) { return noteSynced(report); };
    listener.upToDate = [this] {
        m_state.lastSync = QDateTime::currentDateTimeUtc();
        tell();
    };
    listener.failed = [this](const Error& error, std::chrono::milliseconds pause) {
        m_state.kind = SyncState::Kind::Offline;
        m_state.error = error;
        m_state.nextTry = QDateTime::currentDateTimeUtc().addMSecs(pause.count());
        tell();
    };
    const auto ended = SyncLoop(*m_session, std::move(listener)).run();
    if (ended)
        return;
    m_state.kind = SyncState::Kind::Trouble;
    m_state.error = ended.error();
    tell();
    m_listener.ledgerChanged(); // it may have got on before that
    waitForWork(afterTrouble);
}

Result<> SyncThread::noteSynced(const SyncReport& report)
{
    m_state.kind = SyncState::Kind::Connected;
    m_state.error.reset();
    m_state.lastSync = QDateTime::currentDateTimeUtc();
    m_state.percent = -1;
    for (const std::string& note : report.notes) {
        m_state.notes.removeAll(QString::fromStdString(note));
        m_state.notes.append(QString::fromStdString(note));
    }
    m_state.notes = m_state.notes.mid(std::max<qsizetype>(0, m_state.notes.size() - notesMost));
    tell();
    if (report.pulled > 0 || report.pushed > 0 || report.hasRecovered || !report.repaired.empty())
        m_listener.ledgerChanged();
    return {};
}

void SyncThread::tell()
{
    m_listener.stateChanged(m_state);
}

void SyncThread::tellProgress(const SyncProgress& progress)
{
    constexpr std::int64_t small = 200; // it is done before anybody reads how far it is
    if (progress.total <= 0 || (progress.total < small && progress.done >= progress.total))
        return;
    const int percent = static_cast<int>(progress.done * 100 / progress.total);
    if (percent == std::exchange(m_state.percent, percent))
        return;
    tell();
}

} // namespace qm::desktop
