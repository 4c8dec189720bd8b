#pragma once

#include "desktop/models/posting_table_model.h"
#include "desktop/widgets/page.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace qm::desktop {

class BulkEditPanel;
class EmptyState;
class PostingActions;
class PostingFilterBar;
class PostingTable;

/// Every posting of the ledger, newest first, with search and filters; several are changed together.
class PostingsPage final : public Page {
    Q_OBJECT

public:
    explicit PostingsPage(Workspace& workspace, QWidget* parent = nullptr);
    ~PostingsPage() override;
    static void addCommands(Workspace& workspace, QObject* owner, std::function<PostingsPage&()> page);

    void reload() override;
    void takeFocus() override;
    bool focusSearch() override;
    /// Shows what another page asks for, in the place of all that is filtered now.
    void show(const PostingsWanted& wanted);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeList();
    QWidget* makeFoot();
    void connectParts();
    void runQuery();
    void sortBy(int column);
    void showTotals();
    void selectionMoved();
    void editSelected();
    void openBulkEdit();
    void openMove();
    void turnCleared();
    void showMenu(const QPoint& place);
    void paintBackgrounds();

    LedgerPostingSource m_source;
    PostingTableModel* m_model;
    PostingFilterBar* m_filters;
    PostingTable* m_table;
    BulkEditPanel* m_panel;
    PostingActions* m_actions;
    QStackedWidget* m_stack; ///< the list, or what to do where there is none
    QWidget* m_nothingFound;
    EmptyState* m_nothingYet;
    QLabel* m_totals;
    QPushButton* m_editMany;
    PostingOrder m_order = PostingOrder::Newest;
    QString m_ledgerPath; ///< of the list that is shown
};

} // namespace qm::desktop
