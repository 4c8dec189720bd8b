#include "desktop/widgets/amount_edit.h"

#include "desktop/models/display_text.h"

namespace qm::desktop {

AmountEdit::AmountEdit(const Currency& currency, QWidget* parent) : CheckedEdit(parent), m_currency(currency)
{
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (const auto value = parseAmount(text(), m_currency); value && !text().trimmed().isEmpty()) {
            const bool isSigned = text().trimmed().startsWith(QLatin1Char('+'));
            setText(isSigned ? signedText(*value, m_currency) : amountText(*value, m_currency));
        }
    });
}

void AmountEdit::setCurrency(const Currency& currency)
{
    m_currency = currency;
    checkAgain();
}

std::optional<Money> AmountEdit::amount() const
{
    const QString typed = text().trimmed();
    if (typed.isEmpty())
        return {};
    const auto value = parseAmount(typed, m_currency);
    if (!value)
        return {};
    const QChar first = typed.front();
    const bool isSigned
        = first == QLatin1Char('+') || first == QLatin1Char('-') || first == QChar(0x2212) || first == QChar(0x2013);
    return m_isOutgoing && !isSigned ? Money { -value->minor } : *value;
}

void AmountEdit::setAmount(std::optional<Money> amount)
{
    setText(!amount             ? QString()
            : !m_isOutgoing     ? amountText(*amount, m_currency)
            : amount->minor > 0 ? signedText(*amount, m_currency)
                                : amountText({ -amount->minor }, m_currency));
}

void AmountEdit::setRequired(bool isRequired)
{
    m_isRequired = isRequired;
    checkAgain();
}

QString AmountEdit::faultOf(const QString& text) const
{
    if (text.trimmed().isEmpty())
        return m_isRequired ? tr("An amount is missing.") : QString();
    const auto value = parseAmount(text, m_currency);
    return value ? QString() : tr("Not an amount: %1.").arg(QString::fromStdString(value.error().detail));
}

} // namespace qm::desktop
