#include "desktop/widgets/main_window.h"

#include "desktop/models/act_text.h"
#include "desktop/models/display_text.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/attention_page.h"
#include "desktop/widgets/connect_dialog.h"
#include "desktop/widgets/details_panel.h"
#include "desktop/widgets/history_page.h"
#include "desktop/widgets/accounts_page.h"
#include "desktop/widgets/export_dialog.h"
#include "desktop/widgets/example_command.h"
#include "desktop/widgets/import_dialog.h"
#include "desktop/widgets/month_commands.h"
#include "desktop/widgets/month_navigator.h"
#include "desktop/widgets/month_page.h"
#include "desktop/widgets/notice_bar.h"
#include "desktop/widgets/program_commands.h"
#include "desktop/widgets/snapshots_dialog.h"
#include "desktop/widgets/posting_editors.h"
#include "desktop/widgets/postings_page.h"
#include "desktop/widgets/server_commands.h"
#include "desktop/widgets/sync_status.h"
#include "desktop/widgets/printing/print_commands.h"
#include "desktop/widgets/summary_page.h"
#include "desktop/widgets/templates_page.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/trouble_bar.h"
#include "desktop/widgets/welcome_page.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace qm::desktop {

MainWindow::MainWindow(Workspace& workspace)
    : m_workspace(workspace)
    , m_snapshots(workspace.ledger, workspace.preferences.folders().dataDir)
    , m_navigator(new MonthNavigator(workspace, this))
    , m_splitter(new QSplitter(this))
    , m_stack(new QStackedWidget(this))
    , m_notices(new NoticeBar(this))
    , m_details(new DetailsPanel(workspace))
{
    for (const Menu menu : { Menu::File, Menu::Edit, Menu::Month, Menu::Posting, Menu::Go, Menu::Server, Menu::Help })
        m_menus[menu] = menuBar()->addMenu(menuTitle(menu));

    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new TroubleBar(workspace, middle));
    column->addWidget(m_stack, 1);
    column->addWidget(m_notices);
    m_splitter->addWidget(m_navigator);
    m_splitter->addWidget(middle);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    setCentralWidget(m_splitter);

    connect(&m_workspace, &Workspace::commandAdded, this, &MainWindow::placeCommand);
    connect(&m_workspace, &Workspace::noticed, m_notices, &NoticeBar::say);
    connect(&m_workspace, &Workspace::pageWanted, this, &MainWindow::showPage);
    connect(&m_workspace, &Workspace::monthWanted, this, [this](YearMonth ym) {
        m_workspace.setCurrentMonth(ym);
        showPage(PageId::Month);
    });
    connect(&m_workspace.ledger, &LedgerService::opened, this, &MainWindow::ledgerOpened);
    connect(&m_workspace.ledger, &LedgerService::changed, this, &MainWindow::ledgerChanged);
    connect(&m_workspace.ledger, &LedgerService::statusChanged, this, &MainWindow::showStatus);
    connect(&m_snapshots, &LocalSnapshots::failed, this, [this](const Error& error) {
        m_workspace.notify(
            tr("Today's snapshot could not be made: %1").arg(ErrorText::of(error).text()), Workspace::Tone::Warning);
    });
    m_snapshots.setEnabled(workspace.preferences.keepsSnapshots());
    connect(&workspace.preferences, &Preferences::keepsSnapshotsChanged, &m_snapshots, &LocalSnapshots::setEnabled);
    addCommands();
    statusBar()->addPermanentWidget(new SyncStatus(workspace, this));
    restorePlace();
    showFirstPage();
    if (m_workspace.ledger.isOpen())
        ledgerChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::placeCommand(QAction* action)
{
    m_menus.at(Workspace::menuOf(action))->addAction(action);
    addAction(action);
}

template <typename P>
std::function<P&()> MainWindow::shower(PageId id)
{
    return [this, id]() -> P& {
        showPage(id);
        return static_cast<P&>(page(id));
    };
}

void MainWindow::addCommands()
{
    WelcomePage::addCommands(m_workspace, this);
    addExampleCommand(m_workspace, this);
    ImportDialog::addCommands(m_workspace, this);
    ExportDialog::addCommands(m_workspace, this);
    addPrintCommands(m_workspace, this, [this]() -> Page& { return page(m_current); });
    addEditCommands();
    MonthPage::addCommands(m_workspace, this, shower<MonthPage>(PageId::Month));
    addMonthCommands(m_workspace, this);
    TemplatesPage::addCommands(m_workspace, this, shower<TemplatesPage>(PageId::Templates));
    AccountsPage::addCommands(m_workspace, this, shower<AccountsPage>(PageId::Accounts));
    PostingsPage::addCommands(m_workspace, this, shower<PostingsPage>(PageId::Postings));
    SummaryPage::addCommands(m_workspace, this, shower<SummaryPage>(PageId::Summary));
    AttentionPage::addCommands(m_workspace, this, shower<AttentionPage>(PageId::Attention));
    HistoryPage::addCommands(m_workspace, this, shower<HistoryPage>(PageId::History));
    m_details->addCommands(this);
    PostingEditors::addCommands(m_workspace, this, this);
    addServerCommands(m_workspace, this);
    addProgramCommands(m_workspace, this);
    addFileCommands();
}

void MainWindow::addEditCommands()
{
    m_workspace.addCommand(this,
        { QStringLiteral("edit.undo"), Menu::Edit, tr("&Undo"), QKeySequence::Undo, QStringLiteral("undo"), [this] {
             whenDone(this, m_workspace.ledger.undo(), [this](Result<> done) {
                 if (!done)
                     m_workspace.showError(done.error());
             });
         } });
    m_workspace.addCommand(this,
        { QStringLiteral("edit.redo"), Menu::Edit, tr("&Redo"), QKeySequence::Redo, QStringLiteral("redo"), [this] {
             whenDone(this, m_workspace.ledger.redo(), [this](Result<> done) {
                 if (!done)
                     m_workspace.showError(done.error());
             });
         } });
    m_workspace.addCommand(this,
        { QStringLiteral("edit.find"), Menu::Edit, tr("&Find"), QKeySequence::Find, QStringLiteral("search"), [this] {
             if (!page(m_current).focusSearch())
                 showPage(PageId::Postings), page(PageId::Postings).focusSearch();
         } });
    connect(&m_workspace.ledger, &LedgerService::undoSkipped, this, [this] {
        m_workspace.notify(tr("Some of it was left as it is, because somebody changed it since."),
            Workspace::Tone::Warning, tr("Show"), [this] { showPage(PageId::Attention); });
    });
}

void MainWindow::addFileCommands()
{
    m_workspace.addCommand(
        this, { QStringLiteral("file.snapshots"), Menu::File, tr("Snapsho&ts…"), {}, QStringLiteral("history"), [this] {
                   if (m_workspace.ledger.isOpen())
                       (new SnapshotsDialog(m_workspace, m_snapshots, this))->open();
               } });
    m_workspace.addCommand(
        this, { QStringLiteral("file.quit"), Menu::File, tr("&Quit"), QKeySequence::Quit, {}, [this] { close(); } });
}

Page* MainWindow::makePage(PageId id)
{
    switch (id) {
    case PageId::Welcome: return new WelcomePage(m_workspace);
    case PageId::Month: return new MonthPage(m_workspace);
    case PageId::Templates: return new TemplatesPage(m_workspace);
    case PageId::Accounts: return new AccountsPage(m_workspace);
    case PageId::Postings: return new PostingsPage(m_workspace);
    case PageId::Summary: return new SummaryPage(m_workspace);
    case PageId::Attention: return new AttentionPage(m_workspace);
    case PageId::History: return new HistoryPage(m_workspace);
    }
    return nullptr; // every page is named above
}

Page& MainWindow::page(PageId id)
{
    Page*& made = m_pages[id];
    if (!made) {
        made = makePage(id);
        m_stack->addWidget(made);
        connect(made, &Page::loaded, this, [this, id] { emit pageLoaded(id); });
    }
    return *made;
}

void MainWindow::showPage(PageId id)
{
    if (!m_workspace.ledger.isOpen())
        id = PageId::Welcome;
    Page& wanted = page(id);
    const bool isOther = m_stack->currentWidget() != &wanted || !wanted.isVisible(); // the first is current at once
    m_current = id;
    m_stack->setCurrentWidget(&wanted);
    m_navigator->setVisible(id != PageId::Welcome);
    m_navigator->showAsCurrent(id);
    m_details->setPage(id);
    if (isOther)
        m_workspace.select({});
    wanted.reload();
    if (isOther)
        wanted.takeFocus();
}

void MainWindow::ledgerOpened()
{
    const bool isOpen = m_workspace.ledger.isOpen();
    setWindowFilePath(m_workspace.ledger.path());
    if (isOpen)
        m_workspace.preferences.noteOpened(m_workspace.ledger.path());
    showFirstPage();
}

/// The month of today when it is there, else the newest one that is open.
void MainWindow::showFirstPage()
{
    if (!m_workspace.ledger.isOpen()) {
        showPage(PageId::Welcome);
        return;
    }
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    const YearMonth today = yearMonthOf(QDate::currentDate());
    YearMonth shown = today;
    if (!catalogue.month(today)) {
        for (const Month& month : catalogue.months) {
            if (!month.isClosed || catalogue.months.back().isClosed)
                shown = month.ym;
        }
    }
    m_workspace.setCurrentMonth(shown);
    showPage(PageId::Month);
}

void MainWindow::ledgerChanged()
{
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    setWindowTitle(tr("%1 – Quartermaster").arg(catalogue.ledgerName));
    const auto name = [](const QString& verb, const std::string& act) {
        return act.empty() ? verb : QStringLiteral("%1: %2").arg(verb, actText(act));
    };
    QAction* const undo = m_workspace.command(QStringLiteral("edit.undo"));
    undo->setText(name(tr("&Undo"), catalogue.undoAct));
    undo->setEnabled(!catalogue.undoAct.empty());
    QAction* const redo = m_workspace.command(QStringLiteral("edit.redo"));
    redo->setText(name(tr("&Redo"), catalogue.redoAct));
    redo->setEnabled(!catalogue.redoAct.empty());
    m_navigator->reload();
    page(m_current).reload();
    m_details->reload();
}

void MainWindow::showStatus()
{
    const LedgerStatus& status = m_workspace.ledger.status();
    m_navigator->setAttention(status.conflicts + status.parked + status.quarantined);
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::openLink(const QString& link)
{
    ConnectDialog::openWithLink(m_workspace, this, link);
}

void MainWindow::restorePlace()
{
    resize(1200, 800);
    restoreGeometry(m_workspace.preferences.value(QStringLiteral("window/geometry")).toByteArray());
    if (!m_splitter->restoreState(m_workspace.preferences.value(QStringLiteral("window/splitter")).toByteArray()))
        m_splitter->setSizes({ 200, 1000 });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_workspace.preferences.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_workspace.preferences.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    QMainWindow::closeEvent(event);
}

} // namespace qm::desktop
