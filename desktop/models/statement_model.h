#pragma once

#include <QAbstractTableModel>

#include "common/store/account_balances.h"
#include "desktop/services/catalogue.h"

#include <set>

namespace qm::desktop {

/// The postings of an account that are not cleared up to a statement's day, each with a tick of its own. Those of
/// closed months cannot be ticked: they cannot be marked as cleared.
class StatementModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Ticked, Day, Payee, Entry, Memo, Amount, columnCountAll };
    using QAbstractTableModel::QAbstractTableModel;

    void setView(const Uuid& account, StatementView view, std::shared_ptr<const Catalogue> catalogue);
    /// Ticks that are still there stay.
    void setTicked(std::set<Uuid> ticked);
    const std::set<Uuid>& ticked() const { return m_ticked; }
    void setAllTicked(bool isTicked);
    void turn(int row);
    /// What the statement has more than what is ticked and cleared.
    Money difference(Money balance) const;
    int lockedCount() const; ///< that lie in closed months

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void tickedChanged();

private:
    bool isLocked(int row) const;
    QString text(const PostingLine& line, int column) const;

    Uuid m_account;
    StatementView m_view;
    std::shared_ptr<const Catalogue> m_catalogue;
    std::set<Uuid> m_ticked;
};

} // namespace qm::desktop
