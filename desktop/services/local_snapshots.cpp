#include "desktop/services/local_snapshots.h"

#include "common/sql/migrate.h"
#include "desktop/store/qt_connection.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <chrono>

namespace qm::desktop {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t keptMost = 7;
constexpr auto afterOpening = 10s; ///< when what a person waits for is long done
constexpr auto every = 1h;

std::vector<LocalSnapshots::Snapshot> snapshotsIn(const QString& folder)
{
    std::vector<LocalSnapshots::Snapshot> found;
    const QFileInfoList files
        = QDir(folder).entryInfoList({ QStringLiteral("*.db") }, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QFileInfo& file : files) {
        const QDate day = QDate::fromString(file.completeBaseName(), Qt::ISODate);
        if (day.isValid())
            found.push_back({ file.absoluteFilePath(), day, file.size() });
    }
    return found;
}

} // namespace

LocalSnapshots::LocalSnapshots(LedgerService& ledger, QString dataDir, QObject* parent)
    : QObject(parent)
    , m_ledger(ledger)
    , m_dataDir(std::move(dataDir))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.start(every);
        if (!m_isEnabled)
            return;
        whenDone(this, take(), [this](Result<> done) {
            if (!done)
                emit failed(done.error());
        });
    });
    connect(&m_ledger, &LedgerService::opened, this, [this] {
        if (m_ledger.isOpen())
            m_timer.start(afterOpening);
        else
            m_timer.stop();
    });
}

QString LocalSnapshots::folder() const
{
    const QFileInfo file(m_ledger.path());
    const QByteArray place
        = QCryptographicHash::hash(file.absoluteFilePath().toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    return QStringLiteral("%1/snapshots/%2-%3").arg(m_dataDir, file.completeBaseName(), QString::fromLatin1(place));
}

std::vector<LocalSnapshots::Snapshot> LocalSnapshots::all() const
{
    return m_ledger.isOpen() ? snapshotsIn(folder()) : std::vector<Snapshot>();
}

QFuture<Result<>> LocalSnapshots::take()
{
    const QString path = QStringLiteral("%1/%2.db").arg(folder(), QDate::currentDate().toString(Qt::ISODate));
    return m_ledger.readLong(
        std::make_shared<Progress>(), [folder = folder(), path](Ledger& ledger, Progress&) -> Result<> {
            if (QFileInfo::exists(path))
                return {};
            if (!QDir().mkpath(folder))
                return Error { ErrorCode::ReadOnly, "the folder " + folder.toStdString() + " cannot be made" };
            QM_TRY(sql::snapshotTo(ledger.connection(), path.toStdString(), openQtSql));
            const auto there = snapshotsIn(folder);
            for (std::size_t i = keptMost; i < there.size(); ++i)
                QFile::remove(there[i].path); // one that stays is removed another day
            return {};
        });
}

} // namespace qm::desktop
