#pragma once

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <QtConcurrentRun>

#include "desktop/services/catalogue.h"
#include "desktop/services/file_identity.h"
#include "desktop/services/when_done.h"

#include <atomic>
#include <functional>
#include <memory>

namespace qm::desktop {

/// What keeps the open ledger's file from being what it was when it was opened.
enum class FileTrouble {
    None,
    Missing, ///< deleted or moved away
    Replaced, ///< another file stands in its place
    ReadOnly, ///< it, or its folder, can be read but not written
};

/// How far a long piece of work is, and whether it is to stop. Written by the work, read by the window; any thread.
struct Progress {
    std::atomic<int> percent { -1 }; ///< -1: not known
    std::atomic<bool> isCancelled { false };
};

/// The open ledger, for the window. Owns two threads with a connection each: one for everything short, in the order
/// asked; one for long work (import, export, checks), so that reading goes on meanwhile. Calls from the window's thread
/// return at once; results come back through futures (see whenDone and LatestOnly). The destructor finishes what was
/// asked for.
class LedgerService final : public QObject {
    Q_OBJECT

public:
    explicit LedgerService(QObject* parent = nullptr);
    ~LedgerService() override;

    /// Opens a ledger that is there, in the place of the one that is open; that one stays when this fails. Errors:
    /// those of sql::openMigrated() and Ledger::open().
    QFuture<Result<>> open(const QString& path);
    /// Makes a new ledger in a file that is not there yet (Exists), and opens it.
    QFuture<Result<>> create(const QString& path, const QString& name, const Currency& currency);
    QFuture<Result<>> close();

    bool isOpen() const { return m_catalogue != nullptr; }
    const QString& path() const { return m_path; }
    /// Only while one is open.
    const Catalogue& catalogue() const { return *m_catalogue; }
    std::shared_ptr<const Catalogue> sharedCatalogue() const { return m_catalogue; }
    const Currency& currency() const { return m_catalogue->currency; }
    /// As of the last statusChanged().
    const LedgerStatus& status() const { return m_status; }
    FileTrouble trouble() const { return m_trouble; }

    /// Runs `work(Ledger&)`, which returns a Result and changes nothing, on the database thread. Error: NotFound when
    /// none is open.
    template <typename Work>
    auto read(Work work) -> QFuture<std::invoke_result_t<Work, Ledger&>>
    {
        return QtConcurrent::run(&m_pool, [this, work = std::move(work)]() mutable {
            using Answer = std::invoke_result_t<Work, Ledger&>;
            if (!m_ledger)
                return Answer(noLedger());
            return work(*m_ledger);
        });
    }
    /// Runs an action of the person: `work(Ledger&)` returns a Result. When it succeeds, changed() comes before the
    /// future is done. Errors beside those of the action: Changed (the file was replaced or is gone: nothing was done).
    template <typename Work>
    auto act(Work work) -> QFuture<std::invoke_result_t<Work, Ledger&>>
    {
        return QtConcurrent::run(&m_pool, [this, work = std::move(work)]() mutable {
            using Answer = std::invoke_result_t<Work, Ledger&>;
            if (const auto ready = readyToAct(); !ready)
                return Answer(ready.error());
            Answer answer = work(*m_ledger);
            if (answer)
                noteChange();
            else
                noteFailure(answer.error());
            return answer;
        });
    }
    /// As act(), for what takes long: on a thread and connection of its own. `work(Ledger&, Progress&)`.
    template <typename Work>
    auto actLong(std::shared_ptr<Progress> progress, Work work)
        -> QFuture<std::invoke_result_t<Work, Ledger&, Progress&>>
    {
        return runLong(std::move(progress), std::move(work), true);
    }
    /// As actLong(), for what only reads: an export, a check, a snapshot.
    template <typename Work>
    auto readLong(std::shared_ptr<Progress> progress, Work work)
        -> QFuture<std::invoke_result_t<Work, Ledger&, Progress&>>
    {
        return runLong(std::move(progress), std::move(work), false);
    }

    QFuture<Result<>> undo();
    QFuture<Result<>> redo();

    /// Somebody else, the exchange for one, has written into the file. Any thread.
    void readAgain();
    /// Writes what is open as a new file, also when its own file is gone or replaced.
    QFuture<Result<>> saveCopyAs(const QString& path);
    /// FileTrouble::Missing: writes what is open to where it was, and goes on with that.
    QFuture<Result<>> putBack();
    /// FileTrouble::Replaced: keeps what was open in a file beside it, and opens the one that stands there now. The
    /// path of the kept file.
    QFuture<Result<QString>> openReplacement();
    /// Puts a copy of `source`, a ledger, in the place of the open one, and opens it; what was open is kept in a file
    /// beside it. The path of the kept file. Errors: those of open(); then nothing has changed.
    QFuture<Result<QString>> restoreFrom(const QString& source);

signals:
    /// Another ledger is open, or none.
    void opened();
    /// Rows have changed; catalogue() is that of now.
    void changed();
    void statusChanged();
    void troubleChanged(qm::desktop::FileTrouble trouble);
    /// An undo or redo left out what somebody else has changed since.
    void undoSkipped();

private:
    template <typename Work>
    auto runLong(std::shared_ptr<Progress> progress, Work work, bool isWriting)
        -> QFuture<std::invoke_result_t<Work, Ledger&, Progress&>>
    {
        return QtConcurrent::run(&m_longPool,
            [this, path = m_path, identity = m_shownIdentity, isWriting, progress = std::move(progress),
                work = std::move(work)]() mutable {
                using Answer = std::invoke_result_t<Work, Ledger&, Progress&>;
                auto ledger = openForLongWork(path, identity, isWriting);
                if (!ledger)
                    return Answer(ledger.error());
                Answer answer = work(**ledger, *progress);
                ledger->reset();
                if (isWriting)
                    readAgain(); // it may have changed something even where it failed in the middle
                return answer;
            });
    }
    static Error noLedger();
    Result<> readyToAct();
    Result<std::unique_ptr<Ledger>> openForLongWork(const QString& path, const FileIdentity& identity, bool isWriting);
    Result<> install(std::unique_ptr<Ledger> ledger, const QString& path);
    Result<> openFile(const QString& path);
    Result<QString> keepAside(const char* before);
    Result<> letGo();
    Result<> takePlace(const std::string& part);
    QFuture<Result<>> undoOrRedo(bool isUndo);
    void noteClosed();
    void noteChange();
    void noteFailure(const Error& error);
    void noteTrouble(FileTrouble trouble);
    void askStatus();
    void lookAround();

    QThreadPool m_pool; ///< one thread
    QThreadPool m_longPool; ///< one thread
    // On the database thread.
    std::unique_ptr<Ledger> m_ledger;
    FileIdentity m_identity;
    std::optional<FileIdentity> m_logIdentity; ///< of its write-ahead log
    std::int64_t m_dataVersion = 0;
    FileTrouble m_troubleThere = FileTrouble::None;
    std::string m_pathThere;
    // On the window's.
    QString m_path;
    FileIdentity m_shownIdentity; ///< of that file when it was opened
    std::shared_ptr<const Catalogue> m_catalogue;
    LedgerStatus m_status;
    FileTrouble m_trouble = FileTrouble::None;
    QTimer m_lookAround; ///< for changes by other programs
    LatestOnly m_statusRequest;
    bool m_isLooking = false;
};

} // namespace qm::desktop
