#include <QDeadlineTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include "desktop/services/sync_session.h"

#include "common/environment.h"
#include "common/ledger/date.h"
#include "desktop/store/qt_connection.h"

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr unsigned long pollSliceMs = 100; ///< how soon a stop or a local change is noticed

/// Changes whenever another connection has written into the file; -1 when it cannot be read now.
std::int64_t dataVersion(Ledger& ledger)
{
    const auto statement = ledger.connection().prepare("PRAGMA data_version");
    if (!statement)
        return -1;
    const auto row = (*statement)->step();
    return row && *row ? (*statement)->integer(0) : -1;
}

/// `20260503T162241`, for names of files.
std::string instantForName()
{
    std::string text = instantText(wallClockMs()).substr(0, 19);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

} // namespace

SyncSession::SyncSession(
    Ledger& ledger, std::string ledgerPath, ServerConnection connection, HttpsPeer::Options options)
    : m_ledger(ledger)
    , m_ledgerPath(std::move(ledgerPath))
    , m_connection(std::move(connection))
    , m_isCancelled(options.isCancelled)
    , m_peer(options)
    , m_waitingPeer([&] {
        options.isCancelled = [this] { return isCancelled() || isWoken() || hasLocalChange(); };
        return std::move(options);
    }())
{
}

Result<SyncReport> SyncSession::sync()
{
    m_aside.clear();
    m_dataVersion = dataVersion(m_ledger);
    SyncClient client(m_ledger, m_peer);
    client.setChecksRows(m_checksRows);
    client.setProgressed(m_progressed);
    client.setBeforeRepair([this] { return keepFileAside("repair", m_aside); });
    auto report = client.sync();
    bool isRenewed = false;
    if (!report && report.error().code == ErrorCode::Forked) {
        QM_TRY(renewIdentity());
        isRenewed = true;
        report = client.sync();
    }
    m_retryAfterSeconds = client.retryAfterSeconds();
    if (!report)
        return report;
    if (isRenewed)
        report->notes.push_back(
            "This ledger's file is a copy of another device's, or was restored from a backup of its "
            "own: it has an identity of its own from now on, and its changes were sent under that.");
    if (report->hasRecovered) {
        QM_TRY(noteRecovery(*report));
    }
    if (!report->repaired.empty()) {
        QM_TRY(keepDifferences(report->repaired));
        report->notes.push_back("The file as it was is kept in " + m_aside + ", and both versions of each row in "
            + m_aside + ".differences.jsonl.");
    }
    QM_TRY(m_ledger.setMeta("last_sync", instantText(wallClockMs())));
    return report;
}

/// A server that goes back again and again is two that answer in turn, after a move to another machine.
Result<> SyncSession::noteRecovery(SyncReport& report)
{
    constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
    const std::int64_t now = wallClockMs();
    const auto last = m_ledger.meta("last_recovery");
    const std::int64_t lastMs = last ? std::atoll(last->c_str()) : 0;
    if (lastMs > 0 && now - lastMs < dayMs && now >= lastMs)
        report.notes.push_back("That happened at " + instantText(lastMs).substr(0, 16)
            + " (UTC) already. If nobody restored the server again, two servers may answer under this address, as "
              "after a move to another machine: stop the old one. Nothing is lost meanwhile.");
    return m_ledger.setMeta("last_recovery", std::to_string(now));
}

/// Others write into the file without having anything to send, too: an exchange of theirs, for one.
bool SyncSession::hasLocalChange()
{
    const std::int64_t now = dataVersion(m_ledger);
    if (now == m_dataVersion)
        return false;
    const auto status = m_ledger.status();
    if (status && status->pending > 0)
        return true;
    m_dataVersion = now;
    return false;
}

Result<SyncSession::Woken> SyncSession::waitForNews()
{
    QM_ASSIGN(const LedgerStatus status, m_ledger.status());
    const auto news = qm::waitForNews(m_waitingPeer, m_ledger.id(), status.version);
    if (news && news->pollSeconds && !news->isThere) {
        QDeadlineTimer end(std::chrono::seconds(*news->pollSeconds));
        while (!end.hasExpired() && !isCancelled() && !isWoken() && !hasLocalChange())
            QThread::msleep(pollSliceMs);
    }
    if (isCancelled())
        return Woken::Cancelled;
    if (isWoken())
        return Woken::Asked;
    if (hasLocalChange())
        return Woken::LocalChange;
    if (!news)
        return news.error();
    return news->isThere || news->pollSeconds ? Woken::News : Woken::Nothing;
}

/// A crash between the steps heals at the next exchange: the server takes no change under another identity than that
/// of the token, and says so in the same way.
Result<> SyncSession::renewIdentity()
{
    QM_ASSIGN(const Paired paired, pairCopy(m_peer));
    QM_TRY(m_ledger.setDevice(paired.device));
    m_connection.token = paired.token;
    m_connection.instance = paired.serverInstance;
    QM_TRY(saveConnection(m_ledger, m_ledgerPath, m_connection));
    m_peer.setToken(paired.token);
    m_waitingPeer.setToken(paired.token);
    return {};
}

Result<> SyncSession::copyFile(const std::string& path)
{
    QM_ASSIGN(const auto copy, m_ledger.connection().prepare("VACUUM INTO ?"));
    copy->bindText(0, path);
    return copy->run();
}

Result<> SyncSession::keepFileAside(const char* before, std::string& path)
{
    const std::string name = m_ledgerPath + ".before-" + before + "-" + instantForName();
    path = name + ".db";
    for (int i = 2; QFile::exists(QString::fromStdString(path)); ++i)
        path = name + "-" + std::to_string(i) + ".db";
    auto copied = copyFile(path);
    if (!copied)
        QFile::remove(QString::fromStdString(path)); // a part of it, on a full disk
    return copied;
}

Result<SyncSession::Salvage> SyncSession::salvage()
{
    Salvage done;
    QM_TRY(keepFileAside("salvage", done.keptPath));
    const auto run = [&]() -> Result<Ledger::Salvaged> {
        QM_ASSIGN(auto connection, openQtSql(done.keptPath, sql::OpenMode::ReadWrite));
        QM_ASSIGN(const auto before, Ledger::open(std::move(connection)));
        return SyncClient(m_ledger, m_peer).salvage(*before);
    };
    auto salvaged = run();
    if (!salvaged) {
        QFile::remove(QString::fromStdString(done.keptPath));
        return salvaged.error();
    }
    done.salvaged = *salvaged;
    return done;
}

Result<> SyncSession::previewSalvage(const std::function<Result<>(Ledger& then, const Ledger::Salvaged&)>& look)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return Error { ErrorCode::Io, "no folder for a copy of the ledger: " + folder.errorString().toStdString() };
    std::vector<std::unique_ptr<Ledger>> copies;
    for (const char* name : { "before.db", "then.db" }) {
        const std::string path = folder.filePath(QLatin1String(name)).toStdString();
        QM_TRY(copyFile(path));
        QM_ASSIGN(auto connection, openQtSql(path, sql::OpenMode::ReadWrite));
        QM_ASSIGN(copies.emplace_back(), Ledger::open(std::move(connection)));
    }
    QM_ASSIGN(const Ledger::Salvaged salvaged, SyncClient(*copies[1], m_peer).salvage(*copies[0]));
    return look(*copies[1], salvaged);
}

Result<std::vector<HistoryItem>> salvagedChanges(Ledger& ledger)
{
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    QM_ASSIGN(std::vector<HistoryItem> items, ledger.history({}, status.pending));
    std::erase_if(items, [](const HistoryItem& item) { return item.act != "salvage" || item.rev; });
    std::reverse(items.begin(), items.end());
    return items;
}

Result<> SyncSession::keepDifferences(const std::vector<std::string>& lines)
{
    QFile file(QString::fromStdString(m_aside + ".differences.jsonl"));
    QByteArray text;
    for (const std::string& line : lines)
        text += QByteArray::fromStdString(line) + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return Error { ErrorCode::Io,
            file.fileName().toStdString() + " cannot be written: " + file.errorString().toStdString() };
    return {};
}

} // namespace qm::desktop
