#include "desktop/widgets/printing/print_commands.h"

#include "desktop/models/display_text.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/printing/month_print.h"
#include "desktop/widgets/printing/print_preview.h"

#include <QCoreApplication>
#include <QPointer>
#include <QPrinter>

namespace qm::desktop {

namespace {

struct PrintCommandsText {
    Q_DECLARE_TR_FUNCTIONS(PrintCommands)
};

using Use = std::function<void(const Printout&)>;

Printout printoutOf(Page& page)
{
    Printout printout;
    printout.title = page.accessibleName();
    printout.paint = [shown = QPointer(&page)](QPrinter& printer, bool) {
        if (shown)
            shown->print(printer);
    };
    return printout;
}

void withMonth(Workspace& workspace, QObject* receiver, YearMonth ym, Use use)
{
    auto sheet = workspace.ledger.read([ym](Ledger& ledger) { return readMonthSheet(ledger, ym); });
    whenDone(receiver, std::move(sheet), [&workspace, use = std::move(use)](Result<MonthSheet> read) {
        if (!read) {
            workspace.showError(read.error());
            return;
        }
        Printout printout;
        printout.title = monthText(read->month.ym);
        printout.mayHavePostings = true;
        printout.paint = [sheet = std::make_shared<const MonthSheet>(*std::move(read)),
                             catalogue = workspace.ledger.sharedCatalogue()](QPrinter& printer, bool withPostings) {
            monthPrint(*sheet, *catalogue, withPostings)->paint(printer);
        };
        use(printout);
    });
}

void withPrintout(Workspace& workspace, QObject* receiver, Page& page, Use use)
{
    const auto ym = workspace.currentMonth();
    if (workspace.ledger.isOpen() && page.canPrint())
        use(printoutOf(page));
    else if (workspace.ledger.isOpen() && ym && workspace.ledger.catalogue().month(*ym))
        withMonth(workspace, receiver, *ym, std::move(use));
    else
        workspace.notify(PrintCommandsText::tr("There is nothing to print here. Show a month or the summary first."));
}

} // namespace

void addPrintCommands(Workspace& workspace, QWidget* window, std::function<Page&()> currentPage)
{
    const Menu file = Menu::File;
    workspace.addCommand(window,
        { QStringLiteral("file.print"), file, PrintCommandsText::tr("&Print…"), QKeySequence::Print,
            QStringLiteral("print"), [&workspace, window, currentPage] {
                withPrintout(workspace, window, currentPage(), [&workspace, window](const Printout& printout) {
                    (new PrintPreview(workspace, printout, window))->open();
                });
            } });
    workspace.addCommand(window,
        { QStringLiteral("file.pdf"), file, PrintCommandsText::tr("Save as P&DF…"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P), QStringLiteral("export"), [&workspace, window, currentPage] {
                withPrintout(workspace, window, currentPage(), [&workspace, window](const Printout& printout) {
                    const bool withPostings
                        = workspace.preferences.value(QStringLiteral("print/postings"), false).toBool();
                    PrintPreview::choosePdf(workspace, printout, withPostings, window);
                });
            } });
}

} // namespace qm::desktop
