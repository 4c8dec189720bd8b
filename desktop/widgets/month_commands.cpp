#include "desktop/widgets/month_commands.h"

#include "desktop/widgets/close_month_dialog.h"
#include "desktop/widgets/open_month_dialog.h"
#include "desktop/widgets/workspace.h"

#include <QCoreApplication>
#include <QWidget>

namespace qm::desktop {

namespace {

struct MonthCommands {
    Q_DECLARE_TR_FUNCTIONS(MonthCommands)
};

const Month* currentMonth(const Workspace& workspace)
{
    const auto ym = workspace.currentMonth();
    return workspace.ledger.isOpen() && ym ? workspace.ledger.catalogue().month(*ym) : nullptr;
}

void enableCommands(const Workspace& workspace)
{
    const Month* const month = currentMonth(workspace);
    const bool isOpenMonth = month && !month->isClosed;
    const auto enable
        = [&](const char* id, bool isEnabled) { workspace.command(QString::fromLatin1(id))->setEnabled(isEnabled); };
    enable("month.open", workspace.ledger.isOpen());
    enable("month.close", isOpenMonth);
    enable("month.reopen", month && month->isClosed);
    enable("month.addTemplate", isOpenMonth && !workspace.ledger.catalogue().templates.empty());
    enable("month.copyFrom", isOpenMonth && workspace.ledger.catalogue().months.size() > 1);
}

} // namespace

void addMonthCommands(Workspace& workspace, QWidget* window)
{
    const Menu menu = Menu::Month;
    Workspace* const ws = &workspace;
    workspace.addCommand(window,
        { QStringLiteral("month.open"), menu, MonthCommands::tr("&Open a month…"), Qt::CTRL | Qt::Key_M,
            QStringLiteral("month"), [ws, window] { (new OpenMonthDialog(*ws, window))->open(); } });
    workspace.addCommand(window,
        { QStringLiteral("month.close"), menu, MonthCommands::tr("&Close the month…"), Qt::CTRL | Qt::SHIFT | Qt::Key_C,
            QStringLiteral("lock"), [ws, window] {
                if (const Month* const month = currentMonth(*ws); month && !month->isClosed)
                    (new CloseMonthDialog(*ws, *month, window))->open();
            } });
    workspace.addCommand(window,
        { QStringLiteral("month.reopen"), menu, MonthCommands::tr("&Reopen the month…"),
            Qt::CTRL | Qt::SHIFT | Qt::Key_O, QStringLiteral("lock-open"), [ws, window] {
                if (const Month* const month = currentMonth(*ws); month && month->isClosed)
                    (new ReopenMonthDialog(*ws, *month, window))->open();
            } });
    workspace.addCommand(window,
        { QStringLiteral("month.addTemplate"), menu, MonthCommands::tr("Add a &template…"),
            Qt::CTRL | Qt::ALT | Qt::Key_M, QStringLiteral("template"), [ws, window] {
                if (const Month* const month = currentMonth(*ws))
                    (new OpenMonthDialog(*ws, month->ym, MonthStart::FromTemplate, window))->open();
            } });
    workspace.addCommand(window,
        { QStringLiteral("month.copyFrom"), menu, MonthCommands::tr("Copy entries &from another month…"),
            Qt::CTRL | Qt::ALT | Qt::Key_C, QStringLiteral("copy"), [ws, window] {
                if (const Month* const month = currentMonth(*ws))
                    (new OpenMonthDialog(*ws, month->ym, MonthStart::Copied, window))->open();
            } });
    workspace.resumeWith(window, QStringLiteral("reopen/"), [ws, window](const QString& name) {
        const auto ym = YearMonth::parse(name.section(QLatin1Char('/'), -1).toStdString());
        const Month* const month = ym ? ws->ledger.catalogue().month(*ym) : nullptr;
        if (month && month->isClosed)
            (new ReopenMonthDialog(*ws, *month, window))->open();
    });
    workspace.resumeWith(window, QStringLiteral("openMonth/"), [ws, window](const QString& name) {
        if (OpenMonthDialog* const dialog = OpenMonthDialog::ofDraft(*ws, name, window))
            dialog->open();
    });
    const auto enable = [ws] { enableCommands(*ws); };
    QObject::connect(&workspace.ledger, &LedgerService::opened, window, enable);
    QObject::connect(&workspace.ledger, &LedgerService::changed, window, enable);
    QObject::connect(ws, &Workspace::currentMonthChanged, window, enable);
    enableCommands(workspace);
}

} // namespace qm::desktop
