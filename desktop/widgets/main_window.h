#pragma once

#include "desktop/services/local_snapshots.h"
#include "desktop/widgets/page.h"

#include <QMainWindow>

#include <map>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace qm::desktop {

class DetailsPanel;
class MonthNavigator;
class NoticeBar;

/// The one window: navigator, the chosen page, details, menus, notices and the status bar.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Workspace& workspace);
    ~MainWindow() override;

    /// The page, made if need be, without showing it.
    Page& page(PageId id);
    PageId currentPage() const { return m_current; }
    void showPage(PageId id);
    void bringToFront();
    /// An invitation's link, quartermaster://pair?…
    void openLink(const QString& link);

signals:
    /// The chosen page shows what reload() asked for.
    void pageLoaded(qm::desktop::PageId id);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    Page* makePage(PageId id);
    template <typename P>
    std::function<P&()> shower(PageId id);
    void addCommands();
    void addEditCommands();
    void addFileCommands();
    void placeCommand(QAction* action);
    void ledgerOpened();
    void ledgerChanged();
    void showStatus();
    void showFirstPage();
    void restorePlace();

    Workspace& m_workspace;
    LocalSnapshots m_snapshots;
    MonthNavigator* m_navigator;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
    NoticeBar* m_notices;
    std::map<Menu, QMenu*> m_menus;
    DetailsPanel* m_details;
    std::map<PageId, Page*> m_pages;
    PageId m_current = PageId::Welcome;
};

} // namespace qm::desktop
