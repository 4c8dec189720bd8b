#pragma once

#include "common/store/account_balances.h"
#include "desktop/models/posting_table_model.h"
#include "desktop/widgets/workspace.h"

#include <QWidget>

class QLabel;

namespace qm::desktop {

class PostingActions;
class PostingTable;

/// The postings of one account, newest first, with what it had after each of them.
class AccountRegister final : public QWidget {
    Q_OBJECT

public:
    explicit AccountRegister(Workspace& workspace, QWidget* parent = nullptr);

    ~AccountRegister() override;

    /// Another account, or the same with other balances.
    void show(const AccountBalances& account);
    void reload(); ///< rows have changed
    void focusList();

private:
    void turnCleared();
    void openMenu(const QPoint& place);
    void showCount();

    Workspace& m_workspace;
    LedgerPostingSource m_source;
    PostingTableModel* m_model;
    PostingTable* m_table;
    PostingActions* m_actions;
    QLabel* m_empty;
    std::optional<Uuid> m_account;
};

} // namespace qm::desktop
