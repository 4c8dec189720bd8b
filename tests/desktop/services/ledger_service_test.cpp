#include "desktop/services/ledger_service.h"

#include "common/store/actions.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/local_snapshots.h"
#include "desktop/services/preferences.h"
#include "desktop/services/running_instance.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace qm;
using namespace qm::desktop;

namespace {

/// Waits without running it here, as waitForFinished() does with what has not begun: a connection has its own thread.
template <typename T>
void waitFor(const QFuture<T>& future)
{
    while (!future.isFinished())
        QThread::yieldCurrentThread();
}

/// The value of a future, waited for; the window's thread hears of it as usual.
template <typename T>
T wait(QFuture<Result<T>> future)
{
    waitFor(future);
    auto result = future.takeResult();
    QCoreApplication::processEvents();
    if constexpr (std::is_void_v<T>) {
        if (!result)
            qFatal("%s", result.error().detail.c_str());
    } else {
        if (!result)
            qFatal("%s", result.error().detail.c_str());
        return *std::move(result);
    }
}

template <typename T>
Error failure(QFuture<Result<T>> future)
{
    waitFor(future);
    auto result = future.takeResult();
    QCoreApplication::processEvents();
    if (result)
        qFatal("this should have failed");
    return result.error();
}

Result<> addSavings(Ledger& ledger)
{
    QM_TRY(addAccount(ledger, { "Savings", "savings", {}, "" }));
    return {};
}

} // namespace

class LedgerServiceTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_service = std::make_unique<LedgerService>();
        wait(m_service->create(path(), QStringLiteral("Home"), { "EUR", 2 }));
    }
    void cleanup()
    {
        m_service.reset();
        m_folder.reset();
    }

    void closingTheProgramLetsARunningActionEnd()
    {
        QSemaphore begun;
        QSemaphore goOn;
        auto future = m_service->act([&](Ledger& ledger) {
            begun.release();
            goOn.acquire();
            return addSavings(ledger);
        });
        begun.acquire();
        auto next = m_service->act([](Ledger& ledger) { return addSavings(ledger); }); // waits behind it
        const std::unique_ptr<QThread> other(QThread::create([&] { goOn.release(); }));
        other->start();

        m_service.reset();

        other->wait();
        QVERIFY(future.takeResult());
        QVERIFY(next.takeResult());
    }

    void anActionIsInTheCatalogueBeforeItsAnswerArrives()
    {
        bool isAnswered = false;
        std::size_t accountsThen = 0;
        QObject receiver;

        whenDone(&receiver, m_service->act(addSavings), [&](Result<> done) {
            isAnswered = done.has_value();
            accountsThen = m_service->catalogue().accounts.size();
        });

        QTRY_VERIFY(isAnswered);
        QCOMPARE(accountsThen, 1u);
        QCOMPARE(m_service->catalogue().undoAct, std::string("account.add"));
    }

    void undoAndRedoSurviveARestart()
    {
        wait(m_service->act(addSavings));
        m_service = std::make_unique<LedgerService>();
        wait(m_service->open(path()));

        wait(m_service->undo());
        QCOMPARE(m_service->catalogue().accounts.size(), 0u);
        QCOMPARE(m_service->catalogue().redoAct, std::string("account.add"));

        m_service = std::make_unique<LedgerService>();
        wait(m_service->open(path()));
        wait(m_service->redo());
        QCOMPARE(m_service->catalogue().accounts.size(), 1u);
    }

    void aFileThatCannotBeOpenedLeavesTheOpenOne()
    {
        const QString other = m_folder->filePath(QStringLiteral("letter.db"));
        QFile file(other);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();

        QCOMPARE(failure(m_service->open(other)).code, ErrorCode::NotALedger);

        QVERIFY(m_service->isOpen());
        QCOMPARE(m_service->path(), path());
        wait(m_service->act(addSavings));
    }

    void anAnswerForAReceiverThatIsGoneIsDropped()
    {
        auto receiver = std::make_unique<QObject>();
        bool isCalled = false;
        auto future = m_service->read([](Ledger& ledger) { return ledger.status(); });
        whenDone(receiver.get(), future, [&](Result<LedgerStatus>) { isCalled = true; });

        receiver.reset();

        waitFor(future);
        QCoreApplication::processEvents();
        QVERIFY(!isCalled);
    }

    void onlyTheNewestOfSeveralRequestsIsAnswered()
    {
        LatestOnly latest;
        QObject receiver;
        QList<int> answers;
        for (int i = 0; i < 3; ++i) {
            latest.start(&receiver, m_service->read([i](Ledger&) { return Result<int>(i); }),
                [&](Result<int> answer) { answers << *answer; });
        }

        QTRY_COMPARE(answers.size(), 1);
        wait(m_service->read([](Ledger&) { return Result<int>(0); }));
        QCOMPARE(answers, QList<int> { 2 });
    }

    void whatAnotherProgramWritesIsNoticed()
    {
        QSignalSpy changed(m_service.get(), &LedgerService::changed);
        LedgerService other;
        wait(other.open(path()));

        wait(other.act(addSavings));

        QTRY_COMPARE_WITH_TIMEOUT(m_service->catalogue().accounts.size(), 1u, 5000);
        QVERIFY(!changed.isEmpty());
    }

    void aReplacedFileIsNeitherWrittenNorForgotten()
    {
        wait(m_service->act(addSavings));
        const QString other = m_folder->filePath(QStringLiteral("other.db"));
        {
            LedgerService maker;
            wait(maker.create(other, QStringLiteral("Other"), { "EUR", 2 }));
        }
        QVERIFY(QFile::remove(path()));
        QVERIFY(QFile::rename(other, path()));

        QCOMPARE(failure(m_service->act(addSavings)).code, ErrorCode::Changed);
        QTRY_COMPARE(m_service->trouble(), FileTrouble::Replaced);
        const auto import = [](Ledger& ledger, Progress&) { return addSavings(ledger); };
        QCOMPARE(failure(m_service->actLong(std::make_shared<Progress>(), import)).code, ErrorCode::Changed);

        const QString kept = wait(m_service->openReplacement());
        QCOMPARE(m_service->catalogue().ledgerName, QStringLiteral("Other"));
        QCOMPARE(m_service->catalogue().accounts.size(), 0u); // nothing of the old log was played into it
        QCOMPARE(m_service->trouble(), FileTrouble::None);
        wait(m_service->open(kept));
        QCOMPARE(m_service->catalogue().accounts.size(), 1u);
    }

    void aMissingFileCanBePutBack()
    {
        wait(m_service->act(addSavings));
        QVERIFY(QFile::remove(path()));
        QCOMPARE(failure(m_service->act(addSavings)).code, ErrorCode::Changed);
        QTRY_COMPARE(m_service->trouble(), FileTrouble::Missing);

        wait(m_service->putBack());

        QCOMPARE(m_service->trouble(), FileTrouble::None);
        QCOMPARE(m_service->catalogue().accounts.size(), 1u);
        wait(m_service->act(addSavings));
        QCOMPARE(m_service->catalogue().accounts.size(), 2u);
    }

    void anEarlierStateComesBackAndTheLaterIsKept()
    {
        const QString copy = m_folder->filePath(QStringLiteral("copy.db"));
        wait(m_service->saveCopyAs(copy));
        wait(m_service->act(addSavings));

        const QString kept = wait(m_service->restoreFrom(copy));

        QCOMPARE(m_service->catalogue().accounts.size(), 0u);
        QCOMPARE(m_service->path(), path());
        wait(m_service->open(kept));
        QCOMPARE(m_service->catalogue().accounts.size(), 1u);
    }

    void longWorkDoesNotHoldUpReading()
    {
        auto progress = std::make_shared<Progress>();
        auto future = m_service->actLong(progress, [](Ledger& ledger, Progress& state) -> Result<> {
            while (!state.isCancelled)
                QThread::msleep(1);
            return addSavings(ledger);
        });

        QCOMPARE(wait(m_service->read([](Ledger&) { return Result<int>(7); })), 7);

        QVERIFY(!future.isFinished());
        progress->isCancelled = true;
        wait(future);
        QTRY_COMPARE(m_service->catalogue().accounts.size(), 1u);
    }

    void sevenDailySnapshotsAreKept()
    {
        LocalSnapshots snapshots(*m_service, m_folder->path());
        QVERIFY(QDir().mkpath(snapshots.folder()));
        for (int day = 1; day <= 9; ++day)
            QVERIFY(QFile::copy(path(),
                QStringLiteral("%1/%2.db")
                    .arg(snapshots.folder(), QDate::currentDate().addDays(-day).toString(Qt::ISODate))));

        wait(snapshots.take());
        wait(snapshots.take()); // one a day

        const auto all = snapshots.all();
        QCOMPARE(all.size(), 7u);
        QCOMPARE(all.front().day, QDate::currentDate());
        QCOMPARE(all.back().day, QDate::currentDate().addDays(-6));
        wait(m_service->restoreFrom(all.front().path));
        QCOMPARE(m_service->catalogue().ledgerName, QStringLiteral("Home"));
    }

    void aDraftComesBackAfterACrash()
    {
        {
            DraftStore drafts;
            drafts.setLedger(path());
            drafts.put(QStringLiteral("quickRow/2026-05"), { { QStringLiteral("payee"), QStringLiteral("Mark") } });
            QTRY_VERIFY(QFile::exists(path() + QStringLiteral(".drafts"))); // by itself, before anything is closed
        }
        DraftStore drafts;
        drafts.setLedger(path());

        QCOMPARE(drafts.draft(QStringLiteral("quickRow/2026-05")).value(QStringLiteral("payee")).toString(),
            QStringLiteral("Mark"));
        drafts.remove(QStringLiteral("quickRow/2026-05"));
        drafts.flush();
        QVERIFY(!QFile::exists(path() + QStringLiteral(".drafts")));
    }

    void aDraftThatCouldNotBeWrittenIsTriedAgain()
    {
        const QString file = path() + QStringLiteral(".drafts");
        QVERIFY(QDir().mkpath(file + QStringLiteral("/in the way")));
        DraftStore drafts;
        drafts.setLedger(path());
        drafts.put(QStringLiteral("quickRow/2026-05"), { { QStringLiteral("payee"), QStringLiteral("Mark") } });
        drafts.flush(); // in vain

        QVERIFY(QDir(file).removeRecursively());
        drafts.writeNow();

        QTRY_VERIFY(QFileInfo(file).isFile());
        drafts.remove(QStringLiteral("quickRow/2026-05"));
        drafts.flush();
    }

    void whatWasGivenUpIsKeptAndNotAskedAbout()
    {
        const QString name = QStringLiteral("posting/new");
        {
            DraftStore drafts;
            drafts.setLedger(path());
            drafts.put(name, { { QStringLiteral("payee"), QStringLiteral("Mark") } });
            drafts.giveUp(name);
        }
        DraftStore drafts;
        drafts.setLedger(path());

        QCOMPARE(drafts.names(QStringLiteral("posting/")), QStringList { name });
        QVERIFY(drafts.unfinished(QStringLiteral("posting/")).isEmpty());
        drafts.put(name, { { QStringLiteral("payee"), QStringLiteral("Miller") } }); // gone on with
        QCOMPARE(drafts.unfinished(QStringLiteral("posting/")), QStringList { name });
        drafts.remove(name);
    }

    void aSecondStartHandsOverWhatItWasAskedFor()
    {
        RunningInstance first;
        QCOMPARE(first.take(path(), {}), RunningInstance::Taken::Ours);
        QSignalSpy messaged(&first, &RunningInstance::messaged);

        // The answer needs this thread's loop, so the second start is on another one.
        auto second = QtConcurrent::run([path = path()] {
            RunningInstance instance;
            return instance.take(path, "quartermaster://pair?x");
        });
        QTRY_VERIFY(second.isFinished());

        QCOMPARE(second.result(), RunningInstance::Taken::HandedOver);
        QTRY_COMPARE(messaged.size(), 1);
        QCOMPARE(messaged.first().first().toByteArray(), QByteArray("quartermaster://pair?x"));
    }

    void aLockLeftByACrashKeepsNobodyOut()
    {
        QFile lock(path() + QStringLiteral(".lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("999999\nquartermaster\n" + QSysInfo::machineHostName().toUtf8() + "\n");
        lock.close();

        RunningInstance instance;
        QCOMPARE(instance.take(path(), {}), RunningInstance::Taken::Ours);
    }

    void aLockOfAnotherComputerSaysWhoHoldsIt()
    {
        QFile lock(path() + QStringLiteral(".lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("42\nquartermaster\nkitchen\n");
        lock.close();

        RunningInstance instance;
        QCOMPARE(instance.take(path(), {}), RunningInstance::Taken::Elsewhere);
        QCOMPARE(instance.holder()->computer, QStringLiteral("kitchen"));
        instance.takeAnyway(path());
        QVERIFY(!instance.holder());
    }

    void recentLedgersAreThoseThatAreStillThere()
    {
        Preferences preferences(ProgramFolders::of(m_folder->path(), {}));
        preferences.noteOpened(path());
        preferences.noteOpened(m_folder->filePath(QStringLiteral("gone.db")));

        QCOMPARE(preferences.recentLedgers(), QStringList { path() });
        QVERIFY(ProgramFolders::of(m_folder->path(), QStringLiteral("work/../x")).dataDir.startsWith(m_folder->path()));
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("ledger.db")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LedgerService> m_service;
};

QTEST_GUILESS_MAIN(LedgerServiceTest)
#include "ledger_service_test.moc"
