#include <QFileInfo>

#include "desktop/services/ledger_service.h"

#include "common/sql/durable_file.h"
#include "common/sql/migrate.h"
#include "desktop/store/qt_connection.h"

#include <chrono>

namespace qm::desktop {

namespace {

using namespace std::chrono_literals;

constexpr auto lookAroundEvery = 1s;

Result<std::unique_ptr<Ledger>> openLedger(const std::string& path, sql::OpenMode mode)
{
    const std::string folder = sql::filePath(path).parent_path().string();
    QM_ASSIGN(auto connection,
        sql::openMigrated(path, mode, sql::ledgerSchema(), { folder.empty() ? "." : folder, openQtSql }));
    return Ledger::open(std::move(connection));
}

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
    m_troubleThere = FileTrouble::None;
    QMetaObject::invokeMethod(this, [this, path, catalogue = std::move(catalogue)] {
        m_path = path;
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
        QMetaObject::invokeMethod(this, [this] {
            m_lookAround.stop();
            m_catalogue.reset();
            m_path.clear();
            m_status = {};
            emit opened();
        });
        return {};
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

Result<std::unique_ptr<Ledger>> LedgerService::openForLongWork(const QString& path)
{
    return openLedger(path.toStdString(), sql::OpenMode::ReadWrite);
}

Result<std::unique_ptr<Ledger>> LedgerService::openForLongRead(const QString& path)
{
    auto ledger = openLedger(path.toStdString(), sql::OpenMode::ReadWrite);
    if (!ledger && ledger.error().code == ErrorCode::ReadOnly)
        return openLedger(path.toStdString(), sql::OpenMode::ReadOnly);
    return ledger;
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
        if (m_ledger)
            noteChange();
    });
}

QFuture<Result<>> LedgerService::saveCopyAs(const QString& path)
{
    return read(
        [path = path.toStdString()](Ledger& ledger) { return sql::snapshotTo(ledger.connection(), path, openQtSql); });
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
