#pragma once

#include <QAction>
#include <QJsonObject>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include "desktop/models/error_text.h"
#include "desktop/services/ledger_service.h"
#include "desktop/services/payee_memory_service.h"

#include <functional>
#include <vector>

class QWidget;

namespace qm::desktop {

class DraftStore;
class Preferences;
class SyncService;

enum class PageId { Welcome, Month, Templates, Accounts, Postings, Summary, Attention, History };

/// What the postings page is to show when it is called from elsewhere.
struct PostingsWanted {
    std::optional<YearMonth> from;
    std::optional<YearMonth> to;
    std::optional<Uuid> account;
    std::optional<Uuid> category;
    std::optional<Uuid> entry;
    bool onlyWithoutEntry = false;
    QString search;
    std::optional<Uuid> selected; ///< a posting to be selected and scrolled to
};

/// The menus, in their order.
enum class Menu { File, Edit, Month, Posting, Go, Server, Help };
QString menuTitle(Menu menu);

/// One action of the program: it has a place in a menu, and the palette (Ctrl+K) and the page of shortcuts list it.
struct Command {
    QString id; ///< `month.close`, never shown
    Menu menu = Menu::File;
    QString text; ///< with a mnemonic
    QKeySequence shortcut;
    QString iconName;
    std::function<void()> run;
};

/// What every page and panel has at hand: services, the program's actions, the way to other pages, and notices. Lives
/// in the window's thread and longer than any page.
class Workspace final : public QObject {
    Q_OBJECT

public:
    Workspace(LedgerService& ledgerService, SyncService& syncService, DraftStore& draftStore,
        Preferences& preferencesOf, QObject* parent = nullptr);

    LedgerService& ledger;
    SyncService& sync;
    DraftStore& drafts;
    Preferences& preferences;
    /// What was used last with every payee of the open ledger.
    PayeeMemoryService payees;

    /// Makes an action, owned by `owner` (it goes with it) and reachable from the whole window.
    QAction* addCommand(QObject* owner, const Command& command);
    QAction* command(const QString& id) const; ///< null when there is none
    std::vector<QAction*> commands() const; ///< in the order they were made
    static Menu menuOf(const QAction* action);

    /// Runs an action of the person on the ledger (LedgerService::act). An error becomes a notice that says what
    /// happened and what became of the data; `then` is called with the value after success only.
    template <typename Work, typename Then>
    void act(QObject* receiver, Work work, Then then)
    {
        whenDone(receiver, ledger.act(std::move(work)), [this, then = std::move(then)](auto result) mutable {
            if (!result)
                showError(result.error());
            else if constexpr (std::is_void_v<typename decltype(result)::value_type>)
                then();
            else
                then(*std::move(result));
        });
    }
    template <typename Work>
    void act(Work work)
    {
        whenDone(this, ledger.act(std::move(work)), [this](auto result) {
            if (!result)
                showError(result.error());
        });
    }

    enum class Tone { Plain, Good, Warning, Error };
    /// Says something at the edge of the window, without taking the focus; a warning or error stays until it is closed.
    void notify(const QString& text, Tone tone = Tone::Plain, const QString& actionText = {},
        std::function<void()> action = {});
    void showError(const Error& error);
    /// For `then` of act(): says what was done, and offers to take back exactly that, whatever is done after it.
    void tellDone(const QString& text, Tone tone = Tone::Good);

    /// `goOn` opens the editor whose draft has such a name, with the draft in it. When a ledger is opened, the person
    /// is told of drafts that a crash left, and goes on with them by it.
    void resumeWith(QObject* owner, const QString& beginning, std::function<void(const QString& name)> goOn);

    // The way to other places.
    void showPage(PageId page) { emit pageWanted(page); }
    void showMonth(YearMonth ym) { emit monthWanted(ym); }
    void showPostings(const PostingsWanted& wanted) { emit postingsWanted(wanted); }
    void showHistoryOf(const RowKey& row, const QString& name) { emit historyWanted(row, name); }
    /// Opens the editor of a posting (of a split: of all its parts).
    void editPosting(const Uuid& posting) { emit postingEditWanted(posting); }
    /// The month page with the cursor in its quick row, on that entry if one is given.
    void recordPosting(YearMonth ym, const std::optional<Uuid>& entry) { emit postingRecordWanted(ym, entry); }
    /// What is selected on the page; the details at the right follow. Nothing: none.
    void select(const std::optional<RowKey>& row) { emit selected(row); }
    /// The month that the month page shows, or showed last.
    std::optional<YearMonth> currentMonth() const { return m_currentMonth; }
    void setCurrentMonth(YearMonth ym);

signals:
    void pageWanted(qm::desktop::PageId page);
    void monthWanted(qm::YearMonth ym);
    void postingsWanted(const qm::desktop::PostingsWanted& wanted);
    void historyWanted(const qm::RowKey& row, const QString& name);
    void postingEditWanted(const qm::Uuid& posting);
    void postingRecordWanted(qm::YearMonth ym, const std::optional<qm::Uuid>& entry);
    void selected(const std::optional<qm::RowKey>& row);
    void currentMonthChanged(qm::YearMonth ym);
    void noticed(const QString& text, qm::desktop::Workspace::Tone tone, const QString& actionText,
        const std::function<void()>& action);
    void commandAdded(QAction* action);

private:
    void tellOfUnfinished();

    struct Resumer {
        QPointer<QObject> owner;
        QString beginning;
        std::function<void(const QString& name)> goOn;
    };
    std::vector<Resumer> m_resumers;
    std::vector<QAction*> m_commands;
    std::optional<YearMonth> m_currentMonth;
};

} // namespace qm::desktop
