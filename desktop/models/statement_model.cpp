#include "desktop/models/statement_model.h"

#include "desktop/models/display_text.h"

#include <algorithm>

namespace qm::desktop {

void StatementModel::setView(const Uuid& account, StatementView view, std::shared_ptr<const Catalogue> catalogue)
{
    beginResetModel();
    m_account = account;
    m_view = std::move(view);
    m_catalogue = std::move(catalogue);
    endResetModel();
    emit tickedChanged();
}

void StatementModel::setTicked(std::set<Uuid> ticked)
{
    m_ticked = std::move(ticked);
    if (rowCount() > 0)
        emit dataChanged(index(0, Ticked), index(rowCount() - 1, Ticked));
    emit tickedChanged();
}

void StatementModel::setAllTicked(bool isTicked)
{
    std::set<Uuid> all;
    for (int row = 0; isTicked && row < rowCount(); ++row) {
        if (!isLocked(row))
            all.insert(m_view.open[std::size_t(row)].posting.id);
    }
    setTicked(std::move(all));
}

void StatementModel::turn(int row)
{
    if (row < 0 || row >= rowCount() || isLocked(row))
        return;
    const Uuid& id = m_view.open[std::size_t(row)].posting.id;
    if (m_ticked.erase(id) == 0)
        m_ticked.insert(id);
    emit dataChanged(index(row, Ticked), index(row, Ticked));
    emit tickedChanged();
}

Money StatementModel::difference(Money balance) const
{
    return statementDifference(m_view, m_account, balance, [this](const Uuid& id) { return m_ticked.contains(id); });
}

int StatementModel::lockedCount() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += isLocked(row) ? 1 : 0;
    return count;
}

bool StatementModel::isLocked(int row) const
{
    const Month* const month = m_catalogue->month(m_view.open[std::size_t(row)].posting.month);
    return month && month->isClosed;
}

int StatementModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_view.open.size());
}

int StatementModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columnCountAll);
}

QString StatementModel::text(const PostingLine& line, int column) const
{
    const Posting& posting = line.posting;
    switch (column) {
    case Day: return dayText(dayOf(posting.date));
    case Payee:
        if (!posting.payee.empty() || !posting.toAccount)
            return QString::fromStdString(posting.payee);
        return posting.toAccount == m_account ? tr("Transfer from %1").arg(m_catalogue->accountName(posting.account))
                                              : tr("Transfer to %1").arg(m_catalogue->accountName(*posting.toAccount));
    case Entry: return QString::fromStdString(line.entryName);
    case Memo: return QString::fromStdString(posting.memo).simplified();
    case Amount: return amountText(effectOn(m_account, posting), m_catalogue->currency);
    default: return {};
    }
}

QVariant StatementModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PostingLine& line = m_view.open[std::size_t(index.row())];
    const bool isTicked = m_ticked.contains(line.posting.id);
    switch (role) {
    case Qt::DisplayRole: return text(line, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() != Ticked)
            return text(line, index.column());
        return isLocked(index.row()) ? tr("in a closed month") : isTicked ? tr("ticked") : tr("not ticked");
    case Qt::ToolTipRole:
        return isLocked(index.row())
            ? tr("This posting lies in a closed month. Reopen the month to mark it as cleared.")
            : QVariant();
    case Qt::CheckStateRole:
        return index.column() == Ticked ? QVariant(int(isTicked ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case Qt::TextAlignmentRole:
        return int((index.column() == Amount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

bool StatementModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Ticked
        || isLocked(index.row()))
        return false;
    const bool isTicked = m_ticked.contains(m_view.open[std::size_t(index.row())].posting.id);
    if (isTicked != (value.toInt() == Qt::Checked))
        turn(index.row());
    return true;
}

Qt::ItemFlags StatementModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return index.column() == Ticked && !isLocked(index.row()) ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant StatementModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Amount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && section == Ticked)
        return tr("On the statement");
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (section) {
    case Day: return tr("Day");
    case Payee: return tr("Payee");
    case Entry: return tr("Entry");
    case Memo: return tr("Memo");
    case Amount: return tr("Amount");
    default: return QString();
    }
}

} // namespace qm::desktop
