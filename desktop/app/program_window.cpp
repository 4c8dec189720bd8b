#include "desktop/app/program_window.h"

#include "desktop/app/languages.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/preferences.h"
#include "desktop/services/running_instance.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/file_commands.h"
#include "desktop/widgets/main_window.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace qm::desktop {

namespace {

/// The ledger named, else the one opened last, else the one that the command line means without a name.
QString ledgerToOpen(const Preferences& preferences, const StartArguments& arguments)
{
    if (!arguments.ledger.empty())
        return QFileInfo(QString::fromStdString(arguments.ledger)).absoluteFilePath();
    if (const QStringList recent = preferences.recentLedgers(); !recent.isEmpty())
        return recent.front();
    const QString usual = QDir(preferences.folders().dataDir).filePath(QStringLiteral("ledger.db"));
    return QFileInfo::exists(usual) ? usual : QString();
}

/// Since the system started this process, to a hundredth of a second; what came before main() included.
double processAgeMs()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    QFile uptime(QStringLiteral("/proc/uptime"));
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray fields = stat.readAll();
    constexpr int startTimeField = 19; // after the name: proc(5), field 22
    const QList<QByteArray> rest = fields.mid(fields.lastIndexOf(')') + 2).split(' ');
    const double startMs = rest.value(startTimeField).toDouble() * 10;
    return uptime.readAll().split(' ').first().toDouble() * 1000 - startMs;
}

/// The services and the window, wired.
class Program {
public:
    explicit Program(Preferences& preferences) : m_preferences(preferences) { }

    /// False when another window has the ledger, and was told.
    bool start(const StartArguments& arguments)
    {
        const QString path = ledgerToOpen(m_preferences, arguments);
        m_link = QString::fromStdString(arguments.link);
        if (!path.isEmpty() && m_instance.take(path, m_link.toUtf8()) == RunningInstance::Taken::HandedOver)
            return false;
        QObject::connect(&m_ledger, &LedgerService::opened, &m_drafts, [this] { ledgerOpened(); });
        QObject::connect(&m_instance, &RunningInstance::messaged, &m_workspace, [this](const QByteArray& message) {
            m_window->bringToFront();
            openLink(QString::fromUtf8(message));
        });
        setLedgerGate(
            m_workspace, { [this](const QString& wanted) { return mayOpen(wanted); }, [this] { takeBack(); } });
        if (!path.isEmpty() && !m_instance.holder())
            open(path); // the file is read while the window is made
        m_window.emplace(m_workspace);
        if (qEnvironmentVariableIsSet("QUARTERMASTER_TRACE"))
            traceStart();
        m_window->show();
        if (m_instance.holder())
            sayWhoHolds(path);
        openLink(m_link);
        return true;
    }

private:
    /// Says on standard error how long after the start of the process the first page stood on the screen.
    void traceStart()
    {
        QObject::connect(&*m_window, &MainWindow::pageLoaded, &m_workspace, [this](PageId page) {
            if (page == PageId::Welcome || std::exchange(m_isTraced, true))
                return;
            m_window->repaint();
            std::fprintf(stderr, "{\"trace\":\"shown\",\"ms\":%.1f}\n", processAgeMs());
        });
    }

    void open(const QString& path)
    {
        whenDone(&m_workspace, m_ledger.open(path), [this](Result<> done) {
            if (!done)
                m_workspace.showError(done.error());
        });
    }

    void sayWhoHolds(const QString& path)
    {
        const RunningInstance::Holder& holder = *m_instance.holder();
        m_workspace.notify(
            QCoreApplication::translate("Program",
                "%1 is open on the computer “%2” (process %3). Two programs on different computers must not write into "
                "one file; if that one was ended or lost its power, go on.")
                .arg(QDir::toNativeSeparators(path), holder.computer)
                .arg(holder.process),
            Workspace::Tone::Warning, QCoreApplication::translate("Program", "Open it anyway"), [this, path] {
                m_instance.takeAnyway(path);
                open(path);
            });
    }

    /// A ledger that somebody else has open stays theirs, and the one that is open here stays open.
    bool mayOpen(const QString& path)
    {
        switch (m_instance.take(path, {})) {
        case RunningInstance::Taken::Ours: return true;
        case RunningInstance::Taken::HandedOver: return false; // its window comes to the front
        case RunningInstance::Taken::Elsewhere: sayWhoHolds(path); return false;
        }
        return false;
    }

    /// It could not be opened: the lock is for the one that still is.
    void takeBack()
    {
        if (m_ledger.isOpen())
            (void)m_instance.take(m_ledger.path(), {});
        else
            m_instance.letGo();
    }

    /// Another ledger was chosen in the window: the lock goes with it.
    void ledgerOpened()
    {
        m_drafts.setLedger(m_ledger.path());
        if (!m_ledger.isOpen()) {
            m_instance.letGo();
            return;
        }
        if (m_instance.take(m_ledger.path(), {}) == RunningInstance::Taken::HandedOver)
            (void)m_ledger.close(); // another window has it, and comes to the front
    }

    void openLink(const QString& link)
    {
        if (!link.isEmpty())
            m_window->openLink(link);
    }

    Preferences& m_preferences;
    RunningInstance m_instance;
    LedgerService m_ledger;
    SyncService m_sync { m_ledger };
    DraftStore m_drafts;
    Workspace m_workspace { m_ledger, m_sync, m_drafts, m_preferences };
    std::optional<MainWindow> m_window;
    QString m_link;
    bool m_isTraced = false;
};

} // namespace

int runProgram(QApplication& application, const StartArguments& arguments)
{
    Preferences preferences(
        ProgramFolders::of(QString::fromStdString(arguments.dataDir), QString::fromStdString(arguments.profile)));
    speak(
        application, arguments.language.empty() ? preferences.language() : QString::fromStdString(arguments.language));
    QApplication::setWindowIcon(icon(QStringLiteral("quartermaster")));
    const auto theme = [&] { applyTheme(application, themeNamed(preferences.theme())); };
    theme();
    QObject::connect(&preferences, &Preferences::themeChanged, &application, theme);
    Program program(preferences);
    return program.start(arguments) ? QApplication::exec() : 0;
}

} // namespace qm::desktop
