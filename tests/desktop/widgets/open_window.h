#pragma once

#include <QTemporaryDir>
#include <QtTest>

#include "common/store/actions.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/preferences.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/main_window.h"

/// The program's window over a ledger of its own in a temporary folder, as main() wires it.
class OpenWindow {
public:
    /// Without a ledger: the welcome page.
    OpenWindow();
    /// With a new ledger of that currency, filled by `fill` before the window opens.
    explicit OpenWindow(const std::function<void(qm::Ledger&)>& fill, const char* currency = "EUR");
    ~OpenWindow();

    /// Waits without running it here, as QFuture::waitForFinished() does with what has not begun yet: a connection
    /// belongs to its thread.
    template <typename T>
    static void waitFor(const QFuture<T>& future)
    {
        while (!future.isFinished())
            QThread::yieldCurrentThread();
    }
    /// What `work(Ledger&)` gives on the database thread, waited for; ends the test program at an error.
    template <typename Work>
    auto ask(Work work)
    {
        auto future = ledger.read(std::move(work));
        waitFor(future);
        auto result = future.takeResult();
        if (!result)
            qFatal("%s", result.error().detail.c_str());
        if constexpr (!std::is_void_v<typename decltype(result)::value_type>)
            return *std::move(result);
    }
    /// As a person's action from elsewhere: the window hears of it.
    template <typename Work>
    void act(Work work)
    {
        auto future = ledger.act(std::move(work));
        waitFor(future);
        if (const auto result = future.takeResult(); !result)
            qFatal("%s", result.error().detail.c_str());
        settle();
    }
    /// Lets everything that was asked of the services arrive on the screen.
    void settle();
    void showPage(qm::desktop::PageId id);
    QString path() const;

    QTemporaryDir folder;
    qm::desktop::Preferences preferences;
    qm::desktop::LedgerService ledger;
    qm::desktop::SyncService sync { ledger };
    qm::desktop::DraftStore drafts;
    qm::desktop::Workspace workspace { ledger, sync, drafts, preferences };
    std::unique_ptr<qm::desktop::MainWindow> window;
};
