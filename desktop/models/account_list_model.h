#pragma once

#include <QAbstractListModel>

#include "common/store/account_balances.h"
#include "desktop/services/catalogue.h"

namespace qm::desktop {

/// What kind of account it is, for a person: checking is "Checking account".
QString accountKindText(const std::string& kind);
/// `account`, `savings`, `cash`, `card`, `loan`: the name of its icon.
QString accountKindIcon(const std::string& kind);

/// The accounts with their balances; those that are archived come last, and only when they are wanted.
class AccountListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        TodayRole = Qt::UserRole, ///< the balance of today, as text
        ClearedRole, ///< "1,204.50 cleared", or that all is
        ReconciledRole, ///< "Reconciled 31.05.2026", or that it never was
        KindIconRole,
        ArchivedRole, ///< bool
    };
    using QAbstractListModel::QAbstractListModel;

    /// Keeps rows that are still there, so that a selection stays.
    void setAccounts(std::vector<AccountBalances> accounts, const Currency& currency);
    void setArchivedShown(bool isShown);
    int archivedCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    const AccountBalances* account(int row) const;
    const AccountBalances* account(const Uuid& id) const;
    int rowOf(const Uuid& id) const; ///< -1: not shown
    const std::vector<AccountBalances>& all() const { return m_accounts; }

private:
    int shownCount(const std::vector<AccountBalances>& accounts) const;

    std::vector<AccountBalances> m_accounts;
    Currency m_currency;
    bool m_isArchivedShown = false;
};

} // namespace qm::desktop
