#include "desktop/widgets/workspace.h"

#include "desktop/services/draft_store.h"
#include "desktop/widgets/theme.h"

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr const char* menuProperty = "qmMenu";

} // namespace

QString menuTitle(Menu menu)
{
    switch (menu) {
    case Menu::File: return Workspace::tr("&File");
    case Menu::Edit: return Workspace::tr("&Edit");
    case Menu::Month: return Workspace::tr("&Month");
    case Menu::Posting: return Workspace::tr("&Posting");
    case Menu::Go: return Workspace::tr("&Go");
    case Menu::Server: return Workspace::tr("&Server");
    case Menu::Help: return Workspace::tr("&Help");
    }
    return {};
}

Workspace::Workspace(LedgerService& ledgerService, SyncService& syncService, DraftStore& draftStore,
    Preferences& preferencesOf, QObject* parent)
    : QObject(parent)
    , ledger(ledgerService)
    , sync(syncService)
    , drafts(draftStore)
    , preferences(preferencesOf)
    , payees(ledgerService)
{
    // Queued: the drafts of the ledger are read by then, and the window can show a notice.
    connect(&ledger, &LedgerService::opened, this, &Workspace::tellOfUnfinished, Qt::QueuedConnection);
}

void Workspace::resumeWith(QObject* owner, const QString& beginning, std::function<void(const QString& name)> goOn)
{
    if (m_resumers.empty())
        QMetaObject::invokeMethod(this, &Workspace::tellOfUnfinished, Qt::QueuedConnection);
    m_resumers.push_back({ owner, beginning, std::move(goOn) });
}

void Workspace::tellOfUnfinished()
{
    std::erase_if(m_resumers, [](const Resumer& resumer) { return !resumer.owner; });
    int count = 0;
    for (const Resumer& resumer : m_resumers)
        count += ledger.isOpen() ? int(drafts.unfinished(resumer.beginning).size()) : 0;
    if (count == 0)
        return;
    notify(tr("%n changes were not finished.", nullptr, count), Tone::Warning, tr("Go on with it"), [this] {
        for (const Resumer& resumer : std::vector(m_resumers)) {
            for (const QString& name : drafts.unfinished(resumer.beginning)) {
                if (resumer.owner)
                    resumer.goOn(name);
            }
        }
    });
}

QAction* Workspace::addCommand(QObject* owner, const Command& command)
{
    auto* action = new QAction(command.text, owner);
    action->setObjectName(command.id);
    action->setProperty(menuProperty, static_cast<int>(command.menu));
    action->setShortcut(command.shortcut);
    if (!command.iconName.isEmpty())
        action->setIcon(icon(command.iconName));
    connect(action, &QAction::triggered, owner, [run = command.run] { run(); });
    m_commands.push_back(action);
    connect(action, &QObject::destroyed, this, [this, action] { std::erase(m_commands, action); });
    emit commandAdded(action);
    return action;
}

QAction* Workspace::command(const QString& id) const
{
    const auto found = std::find_if(
        m_commands.begin(), m_commands.end(), [&](const QAction* action) { return action->objectName() == id; });
    return found == m_commands.end() ? nullptr : *found;
}

std::vector<QAction*> Workspace::commands() const
{
    return m_commands;
}

Menu Workspace::menuOf(const QAction* action)
{
    return static_cast<Menu>(action->property(menuProperty).toInt());
}

void Workspace::notify(const QString& text, Tone tone, const QString& actionText, std::function<void()> action)
{
    emit noticed(text, tone, actionText, action);
}

void Workspace::tellDone(const QString& text, Tone tone)
{
    notify(text, tone, tr("Undo"), [this, change = ledger.catalogue().undoChange] {
        act(
            this, [change](Ledger& book) { return book.undo(change); },
            [this](const Ledger::Acted& acted) {
                if (acted.isSkipped)
                    emit ledger.undoSkipped();
            });
    });
}

void Workspace::showError(const Error& error)
{
    notify(ErrorText::of(error).text(), Tone::Error);
}

void Workspace::setCurrentMonth(YearMonth ym)
{
    if (m_currentMonth == ym)
        return;
    m_currentMonth = ym;
    emit currentMonthChanged(ym);
}

} // namespace qm::desktop
