#include <QFileInfo>

#include "desktop/services/sync_service.h"

#include "desktop/services/open_ledger.h"

namespace qm::desktop {

namespace {

/// The job's own connection to the server, which the person can cut.
HttpsPeer::Options options(
    const ServerConnection& connection, const SyncThread::Place& place, const std::shared_ptr<Progress>& progress)
{
    HttpsPeer::Options made = connection.peerOptions();
    made.isCancelled
        = [isStopping = place.isStopping, progress] { return isStopping() || (progress && progress->isCancelled); };
    return made;
}

Result<> fetchInto(const std::string& path, const PairedDevice& device, const PairedLedger& chosen,
    const HttpsPeer::Options& peerOptions, const std::shared_ptr<Progress>& progress)
{
    if (!QFileInfo::exists(QString::fromStdString(path)))
        QM_TRY(makeLedgerCopy(path, chosen, device));
    QM_ASSIGN(const auto ledger, openLedger(path, sql::OpenMode::ReadWrite));
    QM_ASSIGN(auto connection, loadConnection(*ledger, path));
    if (!connection)
        return Error { ErrorCode::Exists, path + " is another ledger's file" };
    SyncSession session(*ledger, path, *std::move(connection), peerOptions);
    session.setProgressed([&](const SyncProgress& at) {
        if (progress && at.total > 0)
            progress->percent = static_cast<int>(at.done * 100 / at.total);
    });
    QM_TRY(session.sync());
    return {};
}

} // namespace

SyncService::SyncService(LedgerService& ledger, QObject* parent) : QObject(parent), m_ledger(ledger)
{
    SyncThread::Listener listener;
    listener.stateChanged
        = [this](const SyncState& state) { QMetaObject::invokeMethod(this, [this, state] { takeState(state); }); };
    listener.ledgerChanged = [this] { m_ledger.readAgain(); };
    m_thread = std::make_unique<SyncThread>(std::move(listener));
    connect(&m_ledger, &LedgerService::opened, this, &SyncService::follow);
    connect(&m_ledger, &LedgerService::troubleChanged, this, &SyncService::follow);
    connect(&m_ledger, &LedgerService::statusChanged, this, &SyncService::countPending);
    follow();
}

SyncService::~SyncService() = default;

/// Of a file that is gone or replaced nothing is sent, and nothing is written into it.
void SyncService::follow()
{
    const FileTrouble trouble = m_ledger.trouble();
    const bool isThere = trouble != FileTrouble::Missing && trouble != FileTrouble::Replaced;
    m_state = {};
    m_state.path = m_ledger.isOpen() && isThere ? m_ledger.path() : QString();
    m_thread->setLedger(m_state.path);
    emit stateChanged();
}

void SyncService::takeState(const SyncState& state)
{
    if (state.path != m_state.path)
        return; // of the ledger that was open before
    m_state = state;
    countPending();
}

void SyncService::countPending()
{
    using Kind = SyncState::Kind;
    m_state.pending = m_ledger.isOpen() ? m_ledger.status().pending : 0;
    if (m_state.kind == Kind::Connected || m_state.kind == Kind::Waiting)
        m_state.kind = m_state.pending > 0 ? Kind::Waiting : Kind::Connected;
    emit stateChanged();
}

void SyncService::syncNow()
{
    m_thread->wake();
}

template <typename T>
QFuture<T> SyncService::ask(std::function<T(SyncThread::Place&)> work)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QFuture<T> future = promise->future();
    m_thread->post([promise = std::move(promise), work = std::move(work)](SyncThread::Place& place) {
        promise->addResult(work(place));
        promise->finish();
    });
    return future;
}

template <typename T>
QFuture<Result<T>> SyncService::askServer(std::function<Result<T>(SyncSession&)> work)
{
    return ask<Result<T>>([work = std::move(work)](SyncThread::Place& place) -> Result<T> {
        if (!place.session)
            return place.whyNot;
        return work(*place.session);
    });
}

QFuture<PairAttempt> SyncService::pair(
    const std::string& code, const ServerConnection& connection, std::shared_ptr<Progress> progress)
{
    return ask<PairAttempt>([code, connection, progress = std::move(progress)](SyncThread::Place& place) {
        HttpsPeer peer(options(connection, place, progress));
        auto device = pairDevice(peer, code, connection);
        return PairAttempt { std::move(device), peer.trouble() };
    });
}

QFuture<Result<>> SyncService::connectLedger(const PairedDevice& device)
{
    return ask<Result<>>([device, path = m_ledger.path().toStdString(), isAgain = m_state.isAccessLost()](
                             SyncThread::Place& place) -> Result<> {
        QM_ASSIGN(const auto ledger, openLedger(path, sql::OpenMode::ReadWrite));
        if (!isAgain)
            QM_TRY(checkNotConnected(*ledger));
        HttpsPeer peer(options(device.connection, place, nullptr));
        QM_TRY(connectOwnLedger(*ledger, path, peer, device));
        place.isReopenWanted = true;
        return {};
    });
}

QFuture<Result<>> SyncService::fetch(
    const PairedDevice& device, const PairedLedger& chosen, const QString& path, std::shared_ptr<Progress> progress)
{
    return ask<Result<>>([device, chosen, path = path.toStdString(), progress = std::move(progress)](
                             SyncThread::Place& place) -> Result<> {
        return fetchInto(path, device, chosen, options(device.connection, place, progress), progress);
    });
}

QFuture<Result<>> SyncService::giveUp(const PairedDevice& device, const QString& path)
{
    return ask<Result<>>([device, path = path.toStdString()](SyncThread::Place& place) -> Result<> {
        HttpsPeer peer(options(device.connection, place, nullptr));
        giveUpDevice(peer, device);
        if (!path.empty())
            removeLedgerFile(path);
        return {};
    });
}

QFuture<Result<>> SyncService::disconnectLedger()
{
    return ask<Result<>>([path = m_ledger.path().toStdString()](SyncThread::Place& place) -> Result<> {
        QM_ASSIGN(const auto ledger, openLedger(path, sql::OpenMode::ReadWrite));
        place.isReopenWanted = true;
        return forgetConnection(*ledger, path);
    });
}

QFuture<Result<std::vector<SharingDevice>>> SyncService::devices()
{
    return askServer<std::vector<SharingDevice>>(
        [](SyncSession& session) { return listDevices(session.peer(), session.ledger().id()); });
}

QFuture<Result<>> SyncService::renameDevice(const SharingDevice& device, const QString& name)
{
    return ask<Result<>>([device, name = name.toStdString()](SyncThread::Place& place) -> Result<> {
        if (!place.session)
            return place.whyNot;
        QM_TRY(qm::renameDevice(place.session->peer(), device.id, name));
        if (!device.isSelf)
            return {};
        place.isReopenWanted = true;
        return rememberDeviceName(place.session->ledger(), name);
    });
}

QFuture<Result<>> SyncService::revokeDevice(const Uuid& device)
{
    return askServer<void>([device](SyncSession& session) { return qm::revokeDevice(session.peer(), device); });
}

QFuture<Result<NewInvitation>> SyncService::invite(const QString& right)
{
    return askServer<NewInvitation>([right = right.toStdString()](SyncSession& session) {
        return inviteDevice(session.peer(), session.ledger().id(), right);
    });
}

QFuture<Result<SyncReport>> SyncService::check()
{
    return askServer<SyncReport>([this](SyncSession& session) {
        session.setChecksRows(true);
        auto report = session.sync();
        session.setChecksRows(false);
        m_ledger.readAgain();
        return report;
    });
}

QFuture<Result<SalvagePreview>> SyncService::previewSalvage()
{
    return askServer<SalvagePreview>([](SyncSession& session) -> Result<SalvagePreview> {
        SalvagePreview preview;
        QM_TRY(session.previewSalvage([&](Ledger& then, const Ledger::Salvaged& counts) -> Result<> {
            preview.counts = counts;
            QM_ASSIGN(preview.changes, salvagedChanges(then));
            return {};
        }));
        return preview;
    });
}

QFuture<Result<SyncSession::Salvage>> SyncService::salvage()
{
    return askServer<SyncSession::Salvage>([this](SyncSession& session) {
        auto done = session.salvage();
        m_ledger.readAgain();
        return done;
    });
}

} // namespace qm::desktop
