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
        if (!gone->property(sentProperty).toBool() && m_workspace.ledger.path() == path)
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

QString CellDrafts::textOf(const QString& name) const
{
    return m_workspace.drafts.draft(name).value(textKey).toString();
}

} // namespace qm::desktop
