#include "desktop/widgets/month_page.h"

#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/cell_drafts.h"
#include "desktop/widgets/entry_tree.h"

#include <QPointer>

#include <array>

// What is typed into the cells of the entries, and what becomes of it when the month is closed meanwhile.

namespace qm::desktop {

namespace {

using Kind = EntryTreeModel::Kind;

constexpr const char* beginning = "month.cell/";
constexpr std::array columnNames { "name", "due", "planned" }; ///< by EntryTreeModel::Column

QString draftOf(YearMonth ym, const Uuid& entry, const QString& column)
{
    return QLatin1String(beginning)
        + QStringLiteral("%1/%2/%3")
              .arg(QString::fromStdString(ym.text()), QString::fromStdString(entry.text()), column);
}

} // namespace

void MonthPage::connectCells()
{
    connect(m_tree, &EntryTree::cellOpened, this,
        [this](QLineEdit* editor, const QModelIndex& index) { m_cells->follow(editor, cellDraft(index)); });
    connect(m_tree, &EntryTree::cellCommitted, this, [this](QLineEdit* editor, const QModelIndex& index, bool isTaken) {
        m_cells->send(editor);
        if (!isTaken && !m_model.isEditable())
            cellRefused(cellDraft(index), tr("%1 was closed meanwhile.").arg(monthText(*m_shown)));
    });
    m_workspace.resumeWith(this, QLatin1String(beginning), [this](const QString& draft) { goOnInCell(draft); });
}

QString MonthPage::cellDraft(const QModelIndex& index) const
{
    return draftOf(*m_shown, m_model.idAt(index), QLatin1String(columnNames[std::size_t(index.column())]));
}

void MonthPage::editEntry(const Uuid& entry, const CellEdits& edits)
{
    QString column;
    for (const char* const name : columnNames) {
        if (edits.front().first == cellNamed(Table::Entry, name))
            column = QLatin1String(name);
    }
    auto editing = m_workspace.ledger.act([entry, edits](Ledger& ledger) {
        return editRow(ledger, { Table::Entry, entry }, edits);
    });
    whenDone(this, std::move(editing), [this, draft = draftOf(*m_shown, entry, column)](const auto& done) {
        if (done)
            m_cells->settle(draft);
        else
            cellRefused(draft, ErrorText::of(done.error()).text());
    });
}

/// It stays with its cell, and the notice stays until it is closed.
void MonthPage::cellRefused(const QString& draft, const QString& why)
{
    m_workspace.notify(tr("“%1” was not taken over. %2 It is kept with its cell.").arg(m_cells->textOf(draft), why),
        Workspace::Tone::Warning, tr("Go on with it"), [self = QPointer<MonthPage>(this), draft] {
            if (self)
                self->goOnInCell(draft);
        });
}

/// Opens the cell again with what was typed; in a closed month the way is to reopen it.
void MonthPage::goOnInCell(const QString& draft)
{
    m_cellWanted = draft;
    const auto ym = YearMonth::parse(draft.section(QLatin1Char('/'), 1, 1).toStdString());
    const auto entry = Uuid::parse(draft.section(QLatin1Char('/'), 2, 2).toStdString());
    if (!ym || !entry) {
        m_cellWanted.clear();
        return;
    }
    if (m_shown != *ym || !isVisible()) {
        m_workspace.showMonth(*ym); // and goes there when it is shown
        return;
    }
    m_cellWanted.clear();
    if (!m_model.isEditable()) {
        tellClosed();
        return;
    }
    if (!m_tree->choose(Kind::Entry, *entry))
        return;
    const QString name = draft.section(QLatin1Char('/'), 3, 3);
    for (std::size_t column = 0; column < columnNames.size(); ++column) {
        if (name == QLatin1String(columnNames[column])) {
            m_tree->setFocus(Qt::OtherFocusReason);
            m_tree->edit(m_tree->currentIndex().siblingAtColumn(int(column)));
        }
    }
}

} // namespace qm::desktop
