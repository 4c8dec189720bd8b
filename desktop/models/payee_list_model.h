#pragma once

#include <QAbstractListModel>

#include "common/ledger/money.h"
#include "common/store/payee_memory.h"

namespace qm::desktop {

/// Payees that fit what is typed, the likeliest first.
class PayeeListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        DetailRole = Qt::UserRole, ///< "Groceries · 23.45": what was used last; may be empty
    };

    explicit PayeeListModel(QObject* parent = nullptr) : QAbstractListModel(parent) { }

    /// Shows the best of `memory` for `typed`; none for a blank text.
    void find(const PayeeMemory& memory, const QString& typed, const Currency& currency);
    const PayeeUse& use(int row) const { return m_uses[static_cast<std::size_t>(row)]; }
    /// The first one begins with what was typed: it may be taken without being chosen.
    bool isFirstLikely() const { return m_isFirstLikely; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<PayeeUse> m_uses;
    Currency m_currency;
    bool m_isFirstLikely = false;
};

} // namespace qm::desktop
