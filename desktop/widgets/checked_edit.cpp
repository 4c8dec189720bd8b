#include "desktop/widgets/checked_edit.h"

#include "desktop/widgets/theme.h"

#include <QFocusEvent>

namespace qm::desktop {

CheckedEdit::CheckedEdit(QWidget* parent) : QLineEdit(parent)
{
    connect(this, &QLineEdit::textChanged, this, &CheckedEdit::checkAgain);
}

void CheckedEdit::checkAgain()
{
    const QString fault = faultOf(text());
    if (fault.isEmpty())
        showFault(false);
    if (fault == m_fault)
        return;
    m_fault = fault;
    setToolTip(fault);
    setAccessibleDescription(fault);
    emit faultChanged(fault);
}

bool CheckedEdit::confirm()
{
    checkAgain();
    showFault(!isValid());
    if (!isValid())
        setFocus(Qt::OtherFocusReason);
    return isValid();
}

void CheckedEdit::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    showFault(!isValid() && !text().isEmpty());
}

void CheckedEdit::showFault(bool isShown)
{
    QPalette colours = palette();
    if (!isShown)
        colours = QPalette();
    else
        colours.setColor(QPalette::Text, theme().over);
    setPalette(colours);
}

} // namespace qm::desktop
