#include "desktop/widgets/cell_drafts.h"

#include "desktop/services/draft_store.h"

#include <QLineEdit>

namespace qm::desktop {

namespace {

constexpr const char* sentProperty = "qmIsSent";
const QString textKey = QStringLiteral("text");

} // namespace

CellDrafts::CellDrafts(Workspace& workspace, QObject* list) : QObject(list), m_workspace(workspace) { }

void CellDrafts::follow(QLineEdit* editor, const QString& name)
{
    const QString path = m_workspace.ledger.path();
    if (const QString kept = textOf(name); !kept.isEmpty())
        editor->setText(kept);
    connect(editor, &QLineEdit::textEdited, this, [this, editor, name](const QString& text) {
        editor->setProperty(sentProperty, false);
        m_workspace.drafts.put(name, { { textKey, text } });
    });
    connect(editor, &QObject::destroyed, this, [this, name, path](const QObject* gone) {
        if (!gone->property(sentProperty).toBool() && !m_held.contains(name) && m_workspace.ledger.path() == path)
            m_workspace.drafts.remove(name); // Escape, or as it was
    });
}

void CellDrafts::send(QLineEdit* editor)
{
    editor->setProperty(sentProperty, true);
}

void CellDrafts::settle(const QString& name)
{
    m_workspace.drafts.remove(name);
}

QString CellDrafts::hold(const QString& name, const QString& shown)
{
    ++m_held[name];
    if (textOf(name).isEmpty())
        m_workspace.drafts.put(name, { { textKey, shown } });
    return textOf(name);
}

void CellDrafts::release(const QString& name)
{
    if (--m_held[name] <= 0)
        m_held.remove(name);
}

void CellDrafts::settle(Workspace& workspace, const QString& name, const QString& text)
{
    if (workspace.drafts.draft(name).value(textKey).toString() == text)
        workspace.drafts.remove(name);
}

QString CellDrafts::nameOf(const QString& row, int column)
{
    return QStringLiteral("%1/%2").arg(row).arg(column);
}

std::pair<QString, int> CellDrafts::cellOf(const QString& name)
{
    return { name.section(QLatin1Char('/'), 0, -2), name.section(QLatin1Char('/'), -1).toInt() };
}

QString CellDrafts::textOf(const QString& name) const
{
    return m_workspace.drafts.draft(name).value(textKey).toString();
}

} // namespace qm::desktop
