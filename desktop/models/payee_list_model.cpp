#include "desktop/models/payee_list_model.h"

#include "common/ledger/fold_case.h"
#include "desktop/models/display_text.h"

namespace qm::desktop {

namespace {

constexpr std::size_t payeesMost = 8;

} // namespace

void PayeeListModel::find(const PayeeMemory& memory, const QString& typed, const Currency& currency)
{
    beginResetModel();
    m_currency = currency;
    m_uses.clear();
    const std::string text = typed.trimmed().toStdString();
    for (const PayeeUse* const use : memory.like(text, isoDay(QDate::currentDate()), payeesMost))
        m_uses.push_back(*use);
    m_isFirstLikely = !m_uses.empty() && foldCase(m_uses.front().payee).starts_with(foldCase(text));
    endResetModel();
}

int PayeeListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_uses.size());
}

QVariant PayeeListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PayeeUse& used = use(index.row());
    switch (role) {
    case Qt::DisplayRole: return QString::fromStdString(used.payee);
    case DetailRole: {
        if (used.date.empty())
            return QString();
        const QString amount = used.amount.minor > 0 ? signedText(used.amount, m_currency)
                                                     : amountText({ -used.amount.minor }, m_currency);
        return used.entryName.empty() ? amount
                                      : QStringLiteral("%1 · %2").arg(QString::fromStdString(used.entryName), amount);
    }
    case Qt::AccessibleTextRole: {
        const QString detail = data(index, DetailRole).toString();
        const QString payee = QString::fromStdString(used.payee);
        return detail.isEmpty() ? payee : QStringLiteral("%1, %2").arg(payee, detail);
    }
    default: return {};
    }
}

} // namespace qm::desktop
