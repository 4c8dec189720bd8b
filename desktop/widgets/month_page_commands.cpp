#include "desktop/widgets/month_page.h"

namespace qm::desktop {

void MonthPage::addCommands(Workspace& workspace, QObject* owner, std::function<MonthPage&()> page)
{
    connect(&workspace, &Workspace::postingRecordWanted, owner,
        [page](YearMonth ym, const std::optional<Uuid>& entry) { page().recordIn(ym, entry); });
    using Run = void (*)(MonthPage&);
    const auto add
        = [&](const char* id, Menu menu, const QString& text, const QKeySequence& keys, const char* iconName, Run run) {
              return workspace.addCommand(owner,
                  { QLatin1String(id), menu, text, keys, QLatin1String(iconName), [page, run] { run(page()); } });
          };
    // What is done to the chosen row: its keys work in the rows only, and it is off while another page is shown.
    const auto addLocal
        = [&](const char* id, const QString& text, const QKeySequence& keys, const char* iconName, Run run) {
              QAction* const action = add(id, Menu::Month, text, keys, iconName, run);
              action->setShortcutContext(Qt::WidgetShortcut);
              action->setEnabled(false);
          };
    add("go.month", Menu::Go, tr("&Month page"), QKeySequence(QStringLiteral("Ctrl+1")), "month", [](MonthPage&) {});
    add("month.previous", Menu::Go, tr("Pre&vious month"), QKeySequence(QStringLiteral("Ctrl+PgUp")), "arrow-left",
        [](MonthPage& shown) { shown.step(-1); });
    add("month.next", Menu::Go, tr("&Next month"), QKeySequence(QStringLiteral("Ctrl+PgDown")), "arrow-right",
        [](MonthPage& shown) { shown.step(1); });
    add("month.this", Menu::Go, tr("&This month"), QKeySequence(QStringLiteral("Ctrl+T")), "calendar",
        [](MonthPage& shown) { shown.showThisMonth(); });
    add("month.add_entry", Menu::Month, tr("&Add an entry…"), QKeySequence(QStringLiteral("Ctrl+Shift+E")), "add",
        [](MonthPage& shown) { shown.wantNewEntry(); });
    add("month.due", Menu::Month, tr("What is &due"), QKeySequence(QStringLiteral("Ctrl+U")), "due",
        [](MonthPage& shown) { shown.wantDue(); });
    add("month.note", Menu::Month, tr("&Note of the month"), QKeySequence(QStringLiteral("Ctrl+Shift+M")), "edit",
        [](MonthPage& shown) { shown.editNote(); });
    add("month.expand_all", Menu::Go, tr("E&xpand all"), QKeySequence(QStringLiteral("Ctrl+Shift+Down")), "",
        [](MonthPage& shown) { shown.expandAll(); });
    add("month.collapse_all", Menu::Go, tr("Co&llapse all"), QKeySequence(QStringLiteral("Ctrl+Shift+Up")), "",
        [](MonthPage& shown) { shown.collapseAll(); });
    addLocal("entry.edit", tr("&Edit the chosen cell"), QKeySequence(QStringLiteral("F2")), "edit",
        [](MonthPage& shown) { shown.renameCurrent(); });
    addLocal("entry.record", tr("Record a posting on the entr&y"), QKeySequence(QStringLiteral("Ctrl+Return")),
        "posting", [](MonthPage& shown) { shown.recordOnCurrent(); });
    addLocal("entry.postings", tr("Show &postings on their page"), QKeySequence(QStringLiteral("Ctrl+Shift+P")),
        "posting", [](MonthPage& shown) { shown.showPostingsOfCurrent(); });
    addLocal("entry.skip", tr("&Skip the entry this month"), QKeySequence(QStringLiteral("Ctrl+Shift+X")), "skip",
        [](MonthPage& shown) { shown.skipCurrent(); });
    addLocal("entry.up", tr("Move the entry &up"), QKeySequence(QStringLiteral("Alt+Up")), "",
        [](MonthPage& shown) { shown.moveCurrent(-1); });
    addLocal("entry.down", tr("Move the entry do&wn"), QKeySequence(QStringLiteral("Alt+Down")), "",
        [](MonthPage& shown) { shown.moveCurrent(1); });
    addLocal("entry.delete", tr("De&lete the entry or posting"), QKeySequence(QStringLiteral("Del")), "trash",
        [](MonthPage& shown) { shown.deleteCurrent(); });
}

} // namespace qm::desktop
