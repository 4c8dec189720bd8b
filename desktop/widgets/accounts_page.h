#pragma once

#include "desktop/models/account_list_model.h"
#include "desktop/widgets/page.h"

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace qm::desktop {

class AccountRegister;
class EmptyState;
class ReconcilePanel;

/// The accounts with their balances, and the postings of the chosen one; where it is compared with its statement, that.
class AccountsPage final : public Page {
    Q_OBJECT

public:
    explicit AccountsPage(Workspace& workspace, QWidget* parent = nullptr);
    ~AccountsPage() override;
    static void addCommands(Workspace& workspace, QObject* owner, std::function<AccountsPage&()> page);

    void reload() override;
    void takeFocus() override;
    void goOn(const QString& draftName); ///< with an account that was left half edited
    void addAccount();
    /// Of the chosen account, once the accounts are there.
    void reconcile();

private:
    QWidget* makeList();
    QWidget* makeHead();
    QWidget* makeSide();
    void showAccounts(std::vector<AccountBalances> accounts);
    void showChosen();
    void showHead(const AccountBalances& account);
    void choose(const Uuid& id);
    void editChosen();
    void turnArchived();
    void openReconcile();
    void showMenu(const QPoint& place);

    AccountListModel* m_model;
    QStackedWidget* m_stack; ///< accounts, or what to do where there is none
    EmptyState* m_nothing;
    QListView* m_list;
    QLabel* m_total;
    QToolButton* m_archived;
    QStackedWidget* m_side; ///< register or reconciling
    QLabel* m_name;
    QLabel* m_figures;
    QPushButton* m_reconcile;
    QPushButton* m_edit;
    QPushButton* m_archive;
    AccountRegister* m_register;
    ReconcilePanel* m_reconcilePanel;
    LatestOnly m_request;
    std::optional<Uuid> m_chosen;
    bool m_isReconcileWanted = false;
    bool m_isFilling = false;
    QString m_ledgerPath;
};

} // namespace qm::desktop
