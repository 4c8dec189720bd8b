#include "desktop/widgets/month_page.h"

#include "desktop/models/display_text.h"
#include "desktop/models/month_text.h"
#include "desktop/widgets/add_entry_row.h"
#include "desktop/widgets/due_panel.h"
#include "desktop/widgets/entry_tree.h"
#include "desktop/widgets/month_head.h"
#include "desktop/widgets/theme.h"

#include <QMenu>

namespace qm::desktop {

using Kind = EntryTreeModel::Kind;

void MonthPage::step(int months)
{
    const YearMonth from = m_workspace.currentMonth().value_or(yearMonthOf(QDate::currentDate()));
    const QDate first = QDate(from.year, int(from.month), 1).addMonths(months);
    m_workspace.showMonth(yearMonthOf(first));
}

void MonthPage::showThisMonth()
{
    m_workspace.showMonth(yearMonthOf(QDate::currentDate()));
}

void MonthPage::wantNewEntry()
{
    if (!m_model.month())
        return;
    if (!m_model.isEditable()) {
        tellClosed();
        return;
    }
    const QModelIndex row = current();
    const Category* const category = row.isValid() ? m_model.categoryAt(row) : nullptr;
    m_add->open(category ? std::optional(category->id) : std::nullopt);
}

void MonthPage::wantDue()
{
    if (m_model.month() && !m_due->takeFocus())
        m_workspace.notify(tr("Nothing is due in this month."));
}

void MonthPage::expandAll()
{
    m_tree->expandEverything();
}

void MonthPage::collapseAll()
{
    m_tree->collapseEverything();
}

void MonthPage::editNote()
{
    if (!m_model.month())
        return;
    if (m_model.isEditable())
        m_head->focusNote();
    else
        tellClosed();
}

void MonthPage::renameCurrent()
{
    if (const Posting* const posting = m_model.postingAt(current()))
        m_workspace.editPosting(posting->id);
    else if (current().flags() & Qt::ItemIsEditable)
        m_tree->edit(current());
    else if (m_model.lineAt(current()))
        m_tree->edit(current().siblingAtColumn(EntryTreeModel::Planned));
}

void MonthPage::deleteCurrent()
{
    if (!m_model.isEditable()) {
        tellClosed();
        return;
    }
    if (const Posting* const posting = m_model.postingAt(current()))
        m_actions.deletePosting(*posting);
    else if (const MonthView::Line* const line = m_model.lineAt(current()))
        m_actions.deleteEntry(*line);
}

void MonthPage::skipCurrent()
{
    if (!m_model.isEditable())
        tellClosed();
    else if (const MonthView::Line* const line = m_model.lineAt(current()))
        m_actions.skip({ line->entry.id });
}

void MonthPage::recordOnCurrent()
{
    if (!m_model.isEditable())
        tellClosed();
    else if (const MonthView::Line* const line = m_model.lineAt(current()))
        m_workspace.recordPosting(*m_shown, line->entry.id);
}

void MonthPage::showPostingsOfCurrent()
{
    const QModelIndex row = current();
    if (!row.isValid())
        return;
    PostingsWanted wanted;
    wanted.from = m_shown;
    wanted.to = m_shown;
    if (m_model.kindAt(row) == Kind::Entry)
        wanted.entry = m_model.idAt(row);
    else if (m_model.kindAt(row) == Kind::Category)
        wanted.category = m_model.idAt(row);
    else if (m_model.kindAt(row) == Kind::Posting)
        wanted.selected = m_model.idAt(row);
    else
        wanted.onlyWithoutEntry = true;
    m_workspace.showPostings(wanted);
}

void MonthPage::moveCurrent(int rows)
{
    const MonthView::Line* const line = m_model.lineAt(current());
    if (!line)
        return;
    if (!m_model.isEditable()) {
        tellClosed();
        return;
    }
    const QModelIndex category = current().parent();
    const int row = current().row() + rows;
    if (row < 0 || row >= m_model.rowCount(category))
        return;
    // Moved down it stands before the one after its next neighbour.
    const int before = rows > 0 ? row + 1 : row;
    std::optional<Uuid> other;
    if (before < m_model.rowCount(category))
        other = m_model.idAt(m_model.index(before, 0, category));
    m_actions.moveEntry(line->entry.id, m_model.idAt(category), other);
}

void MonthPage::addEntry(const EntryDraft& draft, const QString& newCategory)
{
    if (!m_model.isEditable())
        return;
    m_actions.addEntry(m_model.month()->month.id, draft, newCategory, [this](const Result<Uuid>& entry) {
        m_add->settled();
        if (!entry) {
            m_workspace.showError(entry.error());
            return;
        }
        if (!m_tree->choose(Kind::Entry, *entry))
            m_wanted = *entry; // it comes with the next reload
        m_add->added();
    });
}

void MonthPage::record(const std::vector<Uuid>& entries, bool thenEdit)
{
    if (entries.empty())
        return;
    m_actions.record(entries, QDate::currentDate(), [this, thenEdit](const std::vector<Uuid>& postings) {
        if (thenEdit && postings.size() == 1)
            m_workspace.editPosting(postings.front());
    });
}

void MonthPage::addCommandTo(QMenu& menu, const char* commandId)
{
    if (QAction* const action = m_workspace.command(QLatin1String(commandId)))
        menu.addAction(action);
}

void MonthPage::showMenu(const QPoint& at)
{
    if (!m_model.month())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QModelIndex row = current();
    if (const MonthView::Line* const line = m_model.lineAt(row))
        fillEntryMenu(*menu, *line);
    else if (const Posting* const posting = m_model.postingAt(row))
        fillPostingMenu(*menu, *posting);
    else if (row.isValid())
        addCommandTo(*menu, "entry.postings");
    menu->addSeparator();
    addCommandTo(*menu, "month.add_entry");
    addCommandTo(*menu, "month.expand_all");
    addCommandTo(*menu, "month.collapse_all");
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

void MonthPage::fillEntryMenu(QMenu& menu, const MonthView::Line& line)
{
    for (const char* const id : { "entry.record", "entry.edit", "entry.postings" })
        addCommandTo(menu, id);
    const RowKey row { Table::Entry, line.entry.id };
    const QString name = QString::fromStdString(line.entry.name);
    connect(menu.addAction(icon(QStringLiteral("history")), tr("Show its &history")), &QAction::triggered, this,
        [this, row, name] { m_workspace.showHistoryOf(row, name); });
    menu.addSeparator();
    if (line.figures.remaining.minor != 0 && m_model.isEditable()) {
        const QString amount = plannedText(line.figures.remaining, line.figures.isOutgoing, m_model.currency());
        connect(menu.addAction(icon(QStringLiteral("check")), tr("Record what remains: %1").arg(amount)),
            &QAction::triggered, this, [this, id = line.entry.id] { record({ id }, false); });
    }
    for (const char* const id : { "entry.skip", "entry.up", "entry.down", "entry.delete" })
        addCommandTo(menu, id);
}

void MonthPage::fillPostingMenu(QMenu& menu, const Posting& posting)
{
    addCommandTo(menu, "entry.edit");
    if (m_model.isEditable()) {
        addEntryChoices(*menu.addMenu(icon(QStringLiteral("month")), tr("Put it on the &entry")), posting);
        QAction* const cleared = menu.addAction(tr("&Cleared"));
        cleared->setCheckable(true);
        cleared->setChecked(posting.isCleared);
        connect(cleared, &QAction::triggered, this,
            [this, posting](bool isCleared) { m_actions.setCleared(posting, isCleared); });
    }
    connect(menu.addAction(icon(QStringLiteral("history")), tr("Show its &history")), &QAction::triggered, this,
        [this, row = RowKey { Table::Posting, posting.id }, name = postingName(posting)] {
            m_workspace.showHistoryOf(row, name);
        });
    menu.addSeparator();
    addCommandTo(menu, "entry.delete");
}

/// The entries of the month under their categories, and none.
void MonthPage::addEntryChoices(QMenu& menu, const Posting& posting)
{
    const auto offer = [&](const QString& text, const std::optional<Uuid>& entry) {
        QAction* const action = menu.addAction(QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(posting.entry == entry);
        connect(action, &QAction::triggered, this, [this, posting, entry] { m_actions.giveEntry(posting, entry); });
    };
    for (const MonthView::Group& group : m_model.month()->groups) {
        menu.addSection(QString::fromStdString(group.category.name));
        for (const MonthView::Line& line : group.lines)
            offer(QString::fromStdString(line.entry.name), line.entry.id);
    }
    menu.addSeparator();
    offer(tr("Without an entry"), std::nullopt);
}

} // namespace qm::desktop
