#include "desktop/widgets/refusable_edit.h"

namespace qm::desktop {

void RefusableEdit::refuse(const QString& why)
{
    m_refused = text();
    m_why = why;
    ask();
    selectAll();
}

void RefusableEdit::forgive()
{
    m_why.clear();
    checkAgain();
}

bool RefusableEdit::ask()
{
    m_isAsked = true;
    return confirm();
}

QString RefusableEdit::faultOf(const QString& text) const
{
    return !m_why.isEmpty() && text == m_refused ? m_why : m_check(text);
}

} // namespace qm::desktop
