#include "desktop/models/account_list_model.h"

#include "desktop/models/display_text.h"

#include <algorithm>

namespace qm::desktop {

QString accountKindText(const std::string& kind)
{
    if (kind == "savings")
        return AccountListModel::tr("Savings account");
    if (kind == "cash")
        return AccountListModel::tr("Cash");
    if (kind == "card")
        return AccountListModel::tr("Card");
    if (kind == "loan")
        return AccountListModel::tr("Loan");
    return AccountListModel::tr("Checking account");
}

QString accountKindIcon(const std::string& kind)
{
    return kind == "checking" ? QStringLiteral("account") : QString::fromStdString(kind);
}

int AccountListModel::shownCount(const std::vector<AccountBalances>& accounts) const
{
    return int(std::count_if(accounts.begin(), accounts.end(),
        [this](const AccountBalances& line) { return m_isArchivedShown || !line.account.isArchived; }));
}

int AccountListModel::archivedCount() const
{
    return int(std::count_if(
        m_accounts.begin(), m_accounts.end(), [](const AccountBalances& line) { return line.account.isArchived; }));
}

void AccountListModel::setAccounts(std::vector<AccountBalances> accounts, const Currency& currency)
{
    // Archived ones are last, so what is shown is a beginning of the list.
    const auto sameIds = [&] {
        return std::equal(m_accounts.begin(), m_accounts.end(), accounts.begin(), accounts.end(),
            [](const AccountBalances& a, const AccountBalances& b) {
                return a.account.id == b.account.id && a.account.isArchived == b.account.isArchived;
            });
    };
    m_currency = currency;
    if (sameIds()) {
        m_accounts = std::move(accounts);
        if (rowCount() > 0)
            emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_accounts = std::move(accounts);
    endResetModel();
}

void AccountListModel::setArchivedShown(bool isShown)
{
    if (isShown == m_isArchivedShown)
        return;
    const int open = int(m_accounts.size()) - archivedCount();
    if (archivedCount() == 0) {
        m_isArchivedShown = isShown;
    } else if (isShown) {
        beginInsertRows({}, open, int(m_accounts.size()) - 1);
        m_isArchivedShown = true;
        endInsertRows();
    } else {
        beginRemoveRows({}, open, int(m_accounts.size()) - 1);
        m_isArchivedShown = false;
        endRemoveRows();
    }
}

int AccountListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : shownCount(m_accounts);
}

QVariant AccountListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AccountBalances& line = m_accounts[std::size_t(index.row())];
    const QString name = QString::fromStdString(line.account.name);
    const QString today = amountText(line.today, m_currency);
    const QString reconciled = line.reconciled ? tr("Reconciled %1").arg(dayText(dayOf(line.reconciled->date)))
                                               : accountKindText(line.account.kind);
    const QString cleared
        = line.uncleared == 0 ? tr("all cleared") : tr("%1 cleared").arg(amountText(line.cleared, m_currency));
    switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, balance %3, %4")
            .arg(name, line.account.isArchived ? tr("archived") : accountKindText(line.account.kind), today, cleared);
    case Qt::ToolTipRole: return QString::fromStdString(line.account.note);
    case TodayRole: return today;
    case ClearedRole: return cleared;
    case ReconciledRole: return line.account.isArchived ? tr("Archived") : reconciled;
    case KindIconRole: return accountKindIcon(line.account.kind);
    case ArchivedRole: return line.account.isArchived;
    default: return {};
    }
}

const AccountBalances* AccountListModel::account(int row) const
{
    return row >= 0 && row < rowCount() ? &m_accounts[std::size_t(row)] : nullptr;
}

const AccountBalances* AccountListModel::account(const Uuid& id) const
{
    const auto found = std::find_if(
        m_accounts.begin(), m_accounts.end(), [&](const AccountBalances& line) { return line.account.id == id; });
    return found == m_accounts.end() ? nullptr : &*found;
}

int AccountListModel::rowOf(const Uuid& id) const
{
    const auto found = std::find_if(
        m_accounts.begin(), m_accounts.end(), [&](const AccountBalances& line) { return line.account.id == id; });
    const int row = int(found - m_accounts.begin());
    return row < rowCount() ? row : -1;
}

} // namespace qm::desktop
