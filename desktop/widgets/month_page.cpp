#include "desktop/widgets/month_page.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/add_entry_row.h"
#include "desktop/widgets/card.h"
#include "desktop/widgets/cell_drafts.h"
#include "desktop/widgets/due_panel.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/entry_tree.h"
#include "desktop/widgets/hint_line.h"
#include "desktop/widgets/month_head.h"
#include "desktop/widgets/quick_row.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QDateTime>
#include <QMenu>
#include <QScopeGuard>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace qm::desktop {

using Kind = EntryTreeModel::Kind;

namespace {

constexpr int contentWidthMax = 340 * unit; ///< wider, a name and its amounts lie too far apart

/// The widget at that place of the stack, new each time: its words are of one month.
void replace(QStackedWidget& stack, QWidget*& shown, QWidget* by)
{
    if (shown) {
        stack.removeWidget(shown);
        shown->deleteLater();
    }
    shown = by;
    stack.addWidget(by);
    stack.setCurrentWidget(by);
}

} // namespace

MonthPage::MonthPage(Workspace& workspace, QWidget* parent)
    : Page(workspace, parent)
    , m_actions(workspace)
    , m_states(new QStackedWidget)
    , m_content(new QWidget)
    , m_head(new MonthHead(workspace))
    , m_closedHint(new HintLine)
    , m_twiceHint(new HintLine)
    , m_due(new DuePanel(workspace))
    , m_body(new QStackedWidget)
    , m_tree(new EntryTree(m_model))
    , m_cells(new CellDrafts(workspace, this))
    , m_add(new AddEntryRow(workspace))
    , m_quick(new QuickRow(workspace))
{
    makeContent();
    connectParts();
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, &MonthPage::reload);
}

void MonthPage::makeContent()
{
    auto* card = new Card;
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(0, 2 * unit, 0, unit);
    rows->setSpacing(0);
    m_body->addWidget(m_tree);
    rows->addWidget(m_body, 1);
    rows->addWidget(m_add);

    auto* body = new QVBoxLayout(m_content);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(3 * unit);
    body->addWidget(m_closedHint);
    body->addWidget(m_twiceHint);
    body->addWidget(m_due);
    body->addWidget(card, 1);
    body->addWidget(m_quick);
    m_states->addWidget(m_content);

    auto* column = new QWidget;
    column->setMaximumWidth(contentWidthMax);
    auto* all = new QVBoxLayout(column);
    all->setContentsMargins(6 * unit, 4 * unit, 6 * unit, 4 * unit);
    all->setSpacing(3 * unit);
    all->addWidget(m_head);
    all->addWidget(m_states, 1);
    auto* middle = new QHBoxLayout(this);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addStretch(1);
    middle->addWidget(column, 1000);
    middle->addStretch(1);
    m_states->setFocusPolicy(Qt::ClickFocus);
    m_states->setAccessibleName(tr("Month"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
}

void MonthPage::connectParts()
{
    connect(&m_model, &EntryTreeModel::entryEdited, this, &MonthPage::editEntry);
    connect(&m_model, &EntryTreeModel::entryMoved, &m_actions, &MonthActions::moveEntry);
    connect(m_tree, &EntryTree::postingOpened, this, [this](const Uuid& id) {
        if (m_model.isEditable())
            m_workspace.editPosting(id);
        else
            tellClosed();
    });
    connect(m_tree, &EntryTree::deleteWanted, this, &MonthPage::deleteCurrent);
    connect(m_tree, &EntryTree::stepWanted, this, &MonthPage::moveCurrent);
    connect(m_tree, &EntryTree::recordWanted, this, &MonthPage::recordOnCurrent);
    connect(m_tree, &EntryTree::currentRowChanged, this, &MonthPage::currentRowChanged);
    connect(m_tree, &EntryTree::refused, this, &MonthPage::tellClosed);
    connect(m_tree, &EntryTree::dropped, this, [this](const QString& why) {
        m_workspace.notify(tr("%1 The entry was left as it is.").arg(why), Workspace::Tone::Warning);
    });
    connectCells();
    connect(m_tree, &QWidget::customContextMenuRequested, this, &MonthPage::showMenu);
    connect(m_head, &MonthHead::noteEdited, this, [this](const Uuid& month, const QString& note) {
        m_actions.setNote({ Table::Month, month }, note);
    });
    // What is done to the chosen row has its keys there, and nowhere else.
    for (const char* const id : { "entry.postings", "entry.skip" }) {
        if (QAction* const action = m_workspace.command(QLatin1String(id)))
            m_tree->addAction(action);
    }
    // Chosen elsewhere: in the palette, or in what is looked through before a month is closed.
    connect(&m_workspace, &Workspace::selected, this, [this](const std::optional<RowKey>& row) {
        if (!row || row->table != Table::Entry || m_model.idAt(current()) == row->id)
            return;
        if (!m_tree->choose(Kind::Entry, row->id))
            m_wanted = row->id;
        // When what it was chosen in has gone: the next key is for the entry.
        QTimer::singleShot(0, m_tree, [this] {
            if (isVisible())
                m_tree->setFocus(Qt::OtherFocusReason);
        });
    });
    connect(m_add, &AddEntryRow::wanted, this, &MonthPage::addEntry);
    connect(m_due, &DuePanel::recordWanted, this, &MonthPage::record);
    connect(m_due, &DuePanel::skipWanted, &m_actions, &MonthActions::skip);
}

void MonthPage::reload()
{
    const auto ym = m_workspace.currentMonth();
    if (!ym || !m_workspace.ledger.isOpen())
        return;
    const Date today = fromQDate(QDate::currentDate());
    m_request.start(this,
        m_workspace.ledger.read([ym = *ym, today](Ledger& ledger) { return monthView(ledger, ym, today); }),
        [this, ym = *ym](Result<std::optional<MonthView>> view) {
            if (view)
                show(ym, *std::move(view));
            else
                m_workspace.showError(view.error());
        });
    wakeAtMidnight();
}

/// What is late tomorrow is not late today.
void MonthPage::wakeAtMidnight()
{
    constexpr qint64 pastMidnightMs = 1000;
    const QDateTime now = QDateTime::currentDateTime();
    m_midnight.start(int(now.msecsTo(now.date().addDays(1).startOfDay()) + pastMidnightMs));
}

void MonthPage::show(YearMonth ym, std::optional<MonthView> view)
{
    m_shown = ym;
    // What has the focus may go away; then it would wander out of the page.
    const QWidget* const focused = QApplication::focusWidget();
    const bool hasFocus = focused && isAncestorOf(focused);
    const auto keepFocus = qScopeGuard([this, hasFocus] {
        const QWidget* const now = QApplication::focusWidget();
        if (hasFocus && !(now && isAncestorOf(now)))
            takeFocus();
    });
    m_head->show(ym, view ? &*view : nullptr);
    if (!view) {
        m_model.setMonth(nullptr, m_workspace.ledger.sharedCatalogue());
        showMissing(ym);
        updateCommands();
        emit loaded();
        return;
    }
    m_model.setMonth(std::make_shared<const MonthView>(*std::move(view)), m_workspace.ledger.sharedCatalogue());
    m_states->setCurrentWidget(m_content);
    showHints();
    showBody();
    m_due->show(*m_model.month(), QDate::currentDate());
    m_add->setVisible(m_model.isEditable());
    m_quick->setVisible(m_model.isEditable());
    if (m_model.isEditable()) {
        m_add->setMonth(ym);
        m_quick->setMonth(ym);
    }
    if (m_wanted && m_tree->choose(Kind::Entry, *m_wanted))
        m_wanted.reset();
    goToQuickRow();
    updateCommands();
    emit loaded();
    if (!m_cellWanted.isEmpty())
        goOnInCell(m_cellWanted);
}

void MonthPage::showMissing(YearMonth ym)
{
    m_due->clear();
    replace(*m_states, m_missing,
        new EmptyState(m_workspace, QStringLiteral("month"), tr("%1 has not been opened yet").arg(monthText(ym)),
            tr("Begin it from a template, with the entries of an earlier month, or blank. You see what it becomes "
               "before "
               "it is made."),
            QStringLiteral("month.open")));
}

void MonthPage::showHints()
{
    const MonthView& view = *m_model.month();
    if (view.month.isClosed) {
        QAction* const reopen = m_workspace.command(QStringLiteral("month.reopen"));
        m_closedHint->say(QStringLiteral("lock"),
            tr("This month is closed: it is kept as it was, and nothing in it changes any more."), tr("Reopen…"),
            reopen ? std::function<void()>([reopen] { reopen->trigger(); }) : nullptr);
    } else {
        m_closedHint->clear();
    }
    if (view.perhapsTwice.empty()) {
        m_twiceHint->clear();
        return;
    }
    const Uuid other = view.perhapsTwice.front().second;
    const MonthView::Line* const line = m_model.lineAt(m_model.indexOf(Kind::Entry, other));
    m_twiceHint->say(QStringLiteral("attention"),
        tr("“%1” may stand here twice: it was entered on two devices. Delete one of them if so.")
            .arg(line ? QString::fromStdString(line->entry.name) : QString()),
        tr("Show it"), [this, other] {
            m_tree->choose(Kind::Entry, other);
            m_tree->setFocus();
        });
}

/// The rows, or where there are none what belongs there.
void MonthPage::showBody()
{
    if (m_model.rowCount() > 0) {
        m_body->setCurrentWidget(m_tree);
        return;
    }
    const QString headline = tr("Nothing is planned in %1 yet").arg(monthText(*m_shown));
    replace(*m_body, m_empty,
        m_model.isEditable() ? new EmptyState(m_workspace, QStringLiteral("add"), headline,
            tr("A month is made of entries: what comes in, what it is spent on, and what is put aside. Postings then "
               "stand under their entries. The first entry may be your income."),
            QStringLiteral("month.add_entry"))
                             : new EmptyState(m_workspace, QStringLiteral("archive"),
                                 tr("Nothing was planned in %1").arg(monthText(*m_shown)),
                                 tr("The month was closed without entries and postings."), {}));
}

void MonthPage::takeFocus()
{
    if (m_model.rowCount() > 0)
        m_tree->setFocus(Qt::OtherFocusReason);
    else
        m_states->setFocus(Qt::OtherFocusReason);
}

void MonthPage::recordIn(YearMonth ym, const std::optional<Uuid>& entry)
{
    m_recordWanted = RecordWanted { ym, entry };
    m_workspace.setCurrentMonth(ym);
    if (m_shown == ym)
        goToQuickRow();
    else
        reload(); // and goes there when the month is shown
}

void MonthPage::goToQuickRow()
{
    if (!m_recordWanted || m_recordWanted->ym != m_shown)
        return;
    const auto wanted = *std::exchange(m_recordWanted, std::nullopt);
    if (!m_model.isEditable()) {
        if (m_model.month())
            tellClosed();
        return;
    }
    if (wanted.entry)
        m_quick->setEntry(wanted.entry);
    m_quick->takeFocus();
}

void MonthPage::tellClosed()
{
    QAction* const reopen = m_workspace.command(QStringLiteral("month.reopen"));
    m_workspace.notify(tr("This month is closed. Reopen it to change something in it."), Workspace::Tone::Plain,
        reopen ? tr("Reopen…") : QString(), reopen ? std::function<void()>([reopen] { reopen->trigger(); }) : nullptr);
}

QModelIndex MonthPage::current() const
{
    return m_tree->currentIndex();
}

void MonthPage::currentRowChanged()
{
    const QModelIndex row = current();
    std::optional<RowKey> chosen;
    if (row.isValid() && m_model.kindAt(row) == Kind::Entry)
        chosen = RowKey { Table::Entry, m_model.idAt(row) };
    else if (row.isValid() && m_model.kindAt(row) == Kind::Posting)
        chosen = RowKey { Table::Posting, m_model.idAt(row) };
    else if (row.isValid() && m_model.kindAt(row) == Kind::Category)
        chosen = RowKey { Table::Category, m_model.idAt(row) };
    m_workspace.select(chosen);
    updateCommands();
}

void MonthPage::updateCommands()
{
    const bool isShown = isVisible() && m_model.month();
    const QModelIndex row = current();
    const bool isEntry = isShown && m_model.lineAt(row);
    const bool isPosting = isShown && m_model.postingAt(row);
    const bool isGroup = isShown && row.isValid() && !isEntry && !isPosting;
    const bool isOpen = m_model.isEditable();
    const auto enable = [&](const char* id, bool isEnabled) {
        if (QAction* const action = m_workspace.command(QLatin1String(id)))
            action->setEnabled(isEnabled);
    };
    enable("entry.edit", isOpen && (isEntry || isPosting));
    enable("entry.record", isOpen && isEntry);
    enable("entry.postings", isEntry || isGroup);
    enable("entry.skip", isOpen && isEntry);
    enable("entry.up", isOpen && isEntry);
    enable("entry.down", isOpen && isEntry);
    enable("entry.delete", isOpen && (isEntry || isPosting));
}

void MonthPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    updateCommands();
}

void MonthPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    updateCommands();
}

void MonthPage::resizeEvent(QResizeEvent* event)
{
    constexpr int lowHeight = 200 * unit;
    Page::resizeEvent(event);
    m_due->setRowsShown(height() < lowHeight ? 3 : 6);
}

} // namespace qm::desktop
