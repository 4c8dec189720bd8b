#pragma once

#include "common/ledger/money.h"
#include "desktop/widgets/checked_edit.h"

namespace qm::desktop {

/// An amount: takes arithmetic (`12,50+3`), the locale's decimal sign or a point, and becomes its result when it is
/// left.
class AmountEdit final : public CheckedEdit {
    Q_OBJECT

public:
    explicit AmountEdit(const Currency& currency, QWidget* parent = nullptr);

    const Currency& currency() const { return m_currency; }
    /// Another ledger is open.
    void setCurrency(const Currency& currency);
    /// Nothing when it is empty or wrong.
    std::optional<Money> amount() const;
    void setAmount(std::optional<Money> amount);
    /// An unsigned number means money that goes out: people type what is on the receipt. `+5` comes in.
    void setOutgoing(bool isOutgoing) { m_isOutgoing = isOutgoing; }
    bool isOutgoing() const { return m_isOutgoing; }
    void setRequired(bool isRequired);

protected:
    QString faultOf(const QString& text) const override;

private:
    Currency m_currency;
    bool m_isOutgoing = false;
    bool m_isRequired = false;
};

} // namespace qm::desktop
