#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include "desktop/services/ledger_service.h"

#include "common/sql/durable_file.h"
#include "common/sql/migrate.h"
#include "desktop/services/open_ledger.h"
#include "desktop/store/qt_connection.h"

#include <chrono>

namespace qm::desktop {

namespace {

using namespace std::chrono_literals;

constexpr auto lookAroundEvery = 1s;

Result<std::int64_t> dataVersion(Ledger& ledger)
{
    QM_ASSIGN(sql::Statement* const row, ledger.connection().cached("PRAGMA data_version"));
    QM_TRY(row->step());
    const std::int64_t version = row->integer(0);
    row->reset();
    return version;
}

bool isWritable(const QString& path)
{
    const QFileInfo file(path);
    return file.isWritable() && QFileInfo(file.absolutePath()).isWritable();
}

} // namespace

LedgerService::LedgerService(QObject* parent) : QObject(parent)
{
    for (QThreadPool* pool : { &m_pool, &m_longPool }) {
        pool->setMaxThreadCount(1);
        pool->setExpiryTimeout(-1); // a connection belongs to its thread
    }
    m_lookAround.setInterval(lookAroundEvery);
    connect(&m_lookAround, &QTimer::timeout, this, &LedgerService::lookAround);
}

LedgerService::~LedgerService()
{
    m_longPool.waitForDone();
    // The connection must be closed on its own thread.
    m_pool.start([this] { m_ledger.reset(); });
    m_pool.waitForDone(); // not the future's waitForFinished(), which runs here what has not begun there
}

Error LedgerService::noLedger()
{
    return { ErrorCode::NotFound, "no ledger is open" };
}

/// On the database thread. The ledger that is open now stays when anything fails.
Result<> LedgerService::install(std::unique_ptr<Ledger> ledger, const QString& path)
{
    QM_ASSIGN(auto catalogue, Catalogue::read(*ledger));
    QM_ASSIGN(m_dataVersion, dataVersion(*ledger));
    m_ledger = std::move(ledger);
    m_pathThere = path.toStdString();
    m_identity = FileIdentity::of(m_pathThere).value_or(FileIdentity {});
    m_logIdentity = FileIdentity::of(m_pathThere + "-wal");
    m_troubleThere = FileTrouble::None;
    QMetaObject::invokeMethod(this, [this, path, identity = m_identity, catalogue = std::move(catalogue)] {
        m_path = path;
        m_shownIdentity = identity;
        m_catalogue = catalogue;
        m_status = {};
        m_trouble = FileTrouble::None;
        m_lookAround.start();
        emit opened();
        emit changed();
        askStatus();
    });
    return {};
}

Result<> LedgerService::openFile(const QString& path)
{
    auto ledger = openLedger(path.toStdString(), sql::OpenMode::ReadWrite);
    bool isReadOnly = false;
    if (!ledger && ledger.error().code == ErrorCode::ReadOnly) { // to look at, at least
        ledger = openLedger(path.toStdString(), sql::OpenMode::ReadOnly);
        isReadOnly = true;
    }
    if (!ledger)
        return ledger.error();
    QM_TRY(install(*std::move(ledger), path));
    if (isReadOnly)
        noteTrouble(FileTrouble::ReadOnly);
    return {};
}

QFuture<Result<>> LedgerService::open(const QString& path)
{
    return QtConcurrent::run(&m_pool, [this, path = QFileInfo(path).absoluteFilePath()] { return openFile(path); });
}

QFuture<Result<>> LedgerService::create(const QString& path, const QString& name, const Currency& currency)
{
    return QtConcurrent::run(
        &m_pool, [this, path = QFileInfo(path).absoluteFilePath(), name = name.toStdString(), currency]() -> Result<> {
            if (QFileInfo::exists(path))
                return Error { ErrorCode::Exists, "there is a file " + path.toStdString() + " already" };
            const std::string folder = QFileInfo(path).absolutePath().toStdString();
            QM_ASSIGN(auto connection,
                sql::openMigrated(
                    path.toStdString(), sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(), { folder, openQtSql }));
            QM_ASSIGN(auto ledger, Ledger::create(std::move(connection), name, currency));
            return install(std::move(ledger), path);
        });
}

QFuture<Result<>> LedgerService::close()
{
    return QtConcurrent::run(&m_pool, [this]() -> Result<> {
        m_ledger.reset();
        noteClosed();
        return {};
    });
}

void LedgerService::noteClosed()
{
    QMetaObject::invokeMethod(this, [this] {
        m_lookAround.stop();
        m_catalogue.reset();
        m_path.clear();
        m_status = {};
        emit opened();
    });
}

Result<> LedgerService::readyToAct()
{
    if (!m_ledger)
        return noLedger();
    const auto identity = FileIdentity::of(m_pathThere);
    if (!identity) {
        noteTrouble(FileTrouble::Missing);
        return Error { ErrorCode::Changed, "the file " + m_pathThere + " is not there any more" };
    }
    if (*identity != m_identity) {
        noteTrouble(FileTrouble::Replaced);
        return Error { ErrorCode::Changed, "another file was put in the place of " + m_pathThere };
    }
    return {};
}

Result<std::unique_ptr<Ledger>> LedgerService::openForLongWork(
    const QString& path, const FileIdentity& identity, bool isWriting)
{
    if (path.isEmpty())
        return noLedger();
    if (FileIdentity::of(path.toStdString()) != identity) // the next look around says so, too
        return Error { ErrorCode::Changed, path.toStdString() + " is not the file any more that was opened" };
    return openLedger(path.toStdString(), isWriting ? sql::OpenMode::ReadWrite : sql::OpenMode::ReadOnly);
}

void LedgerService::noteChange()
{
    auto catalogue = Catalogue::read(*m_ledger);
    if (!catalogue)
        return; // what was done stays; the next look around tells what is wrong with the file
    if (m_troubleThere == FileTrouble::ReadOnly)
        noteTrouble(FileTrouble::None);
    QMetaObject::invokeMethod(this, [this, catalogue = *std::move(catalogue)] {
        m_catalogue = catalogue;
        emit changed();
        askStatus();
    });
}

void LedgerService::noteFailure(const Error& error)
{
    if (error.code == ErrorCode::ReadOnly)
        noteTrouble(FileTrouble::ReadOnly);
}

void LedgerService::noteTrouble(FileTrouble trouble)
{
    if (trouble == m_troubleThere)
        return;
    m_troubleThere = trouble;
    QMetaObject::invokeMethod(this, [this, trouble] {
        m_trouble = trouble;
        emit troubleChanged(trouble);
    });
}

void LedgerService::askStatus()
{
    // Behind the reads that changed() has asked for: those are what a person waits for.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_statusRequest.start(
                this, read([](Ledger& ledger) { return ledger.status(); }), [this](Result<LedgerStatus> status) {
                    if (!status)
                        return;
                    m_status = *std::move(status);
                    emit statusChanged();
                });
        },
        Qt::QueuedConnection);
}

QFuture<Result<>> LedgerService::undoOrRedo(bool isUndo)
{
    return act([this, isUndo](Ledger& ledger) -> Result<> {
        QM_ASSIGN(const Ledger::Acted acted, isUndo ? ledger.undo() : ledger.redo());
        if (acted.isSkipped)
            QMetaObject::invokeMethod(this, [this] { emit undoSkipped(); });
        return {};
    });
}

QFuture<Result<>> LedgerService::undo()
{
    return undoOrRedo(true);
}

QFuture<Result<>> LedgerService::redo()
{
    return undoOrRedo(false);
}

void LedgerService::readAgain()
{
    m_pool.start([this] {
        if (!m_ledger)
            return;
        if (const auto version = dataVersion(*m_ledger))
            m_dataVersion = *version; // the next look around need not read the same once more
        noteChange();
    });
}

QFuture<Result<>> LedgerService::saveCopyAs(const QString& path)
{
    return read(
        [path = path.toStdString()](Ledger& ledger) { return sql::snapshotTo(ledger.connection(), path, openQtSql); });
}

/// What is open, as a file of its own beside it.
Result<QString> LedgerService::keepAside(const char* before)
{
    const QString name = QStringLiteral("%1.before-%2-%3")
                             .arg(QString::fromStdString(m_pathThere), QString::fromLatin1(before),
                                 QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")));
    QString path = name + QStringLiteral(".db");
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = QStringLiteral("%1-%2.db").arg(name).arg(i);
    QM_TRY(sql::snapshotTo(m_ledger->connection(), path.toStdString(), openQtSql));
    return path;
}

/// Closes the file. Its write-ahead log must not lie beside another database: SQLite would play it into that one.
Result<> LedgerService::letGo()
{
    // Busy when somebody reads: then that connection's log is still in use, and closing it empties it.
    (void)m_ledger->connection().execute("PRAGMA wal_checkpoint(TRUNCATE)");
    m_ledger.reset();
    if (FileIdentity::of(m_pathThere + "-wal") != m_logIdentity)
        return {}; // gone, or that of another file put in this one's place: it goes with that
    for (const char* const suffix : { "-wal", "-shm" }) {
        const QString path = QString::fromStdString(m_pathThere + suffix);
        if (QFileInfo::exists(path) && !QFile::remove(path))
            return Error { ErrorCode::Busy, path.toStdString() + " is in use by another program" };
    }
    return {};
}

/// Puts `part`, a ledger in the same folder, to where the open one is, and opens it.
Result<> LedgerService::takePlace(const std::string& part)
{
    const QString path = QString::fromStdString(m_pathThere);
    auto done = letGo();
    if (done)
        done = sql::renameDurably(part, m_pathThere);
    const auto opened = openFile(path); // also after a failure: something must be open again
    return done ? opened : done;
}

QFuture<Result<>> LedgerService::putBack()
{
    return QtConcurrent::run(&m_pool, [this]() -> Result<> {
        if (!m_ledger)
            return noLedger();
        if (FileIdentity::of(m_pathThere))
            return Error { ErrorCode::Exists, "there is a file " + m_pathThere + " again" };
        const std::string part = m_pathThere + ".putting-back.db";
        (void)QFile::remove(QString::fromStdString(part));
        QM_TRY(sql::snapshotTo(m_ledger->connection(), part, openQtSql));
        return takePlace(part);
    });
}

QFuture<Result<QString>> LedgerService::openReplacement()
{
    return QtConcurrent::run(&m_pool, [this]() -> Result<QString> {
        if (!m_ledger)
            return noLedger();
        QM_ASSIGN(QString kept, keepAside("replacement"));
        QM_TRY(letGo());
        if (const auto opened = openFile(QString::fromStdString(m_pathThere)); !opened) {
            noteClosed(); // it is no ledger, or a newer one: nothing is open now
            return opened.error();
        }
        return kept;
    });
}

QFuture<Result<QString>> LedgerService::restoreFrom(const QString& source)
{
    return QtConcurrent::run(&m_pool, [this, source = source.toStdString()]() -> Result<QString> {
        QM_TRY(readyToAct());
        QM_ASSIGN(auto old, openQtSql(source, sql::OpenMode::ReadOnly));
        QM_TRY(sql::checkSchema(*old, sql::ledgerSchema()));
        const std::string part = m_pathThere + ".restoring.db";
        (void)QFile::remove(QString::fromStdString(part));
        QM_TRY(sql::snapshotTo(*old, part, openQtSql));
        old.reset();
        QM_ASSIGN(QString kept, keepAside("restore"));
        QM_TRY(takePlace(part));
        return kept;
    });
}

/// Other programs write into the file (the command line does), and people move files.
void LedgerService::lookAround()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    whenDone(this, read([this](Ledger& ledger) -> Result<> {
        const auto identity = FileIdentity::of(m_pathThere);
        if (!identity)
            noteTrouble(FileTrouble::Missing);
        else if (*identity != m_identity)
            noteTrouble(FileTrouble::Replaced);
        else if (!isWritable(QString::fromStdString(m_pathThere)))
            noteTrouble(FileTrouble::ReadOnly);
        else
            noteTrouble(FileTrouble::None);
        QM_ASSIGN(const std::int64_t version, dataVersion(ledger));
        if (version != std::exchange(m_dataVersion, version))
            noteChange();
        return {};
    }),
        [this](Result<>) { m_isLooking = false; });
}

} // namespace qm::desktop
