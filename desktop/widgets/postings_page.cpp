#include "desktop/widgets/postings_page.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/bulk_edit_panel.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/posting_actions.h"
#include "desktop/widgets/posting_filter_bar.h"
#include "desktop/widgets/posting_table.h"
#include "desktop/widgets/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

using Model = PostingTableModel;

QWidget* newNothingFound(const std::function<void()>& clear)
{
    auto* page = new QWidget;
    auto* words = new QLabel(PostingsPage::tr("Nothing is found."));
    QFont large = words->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setBold(true);
    words->setFont(large);
    auto* rest = new QLabel(PostingsPage::tr("No posting has all that is asked for."));
    rest->setForegroundRole(QPalette::PlaceholderText);
    auto* button = new QPushButton(PostingsPage::tr("Clear filters"));
    QObject::connect(button, &QPushButton::clicked, page, clear);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(3 * unit);
    column->addStretch(2);
    column->addWidget(words, 0, Qt::AlignCenter);
    column->addWidget(rest, 0, Qt::AlignCenter);
    column->addWidget(button, 0, Qt::AlignCenter);
    column->addStretch(3);
    return page;
}

} // namespace

PostingsPage::PostingsPage(Workspace& workspace, QWidget* parent)
    : Page(workspace, parent)
    , m_source(workspace.ledger)
    , m_model(new PostingTableModel(m_source, this))
    , m_filters(new PostingFilterBar(workspace, this))
    , m_table(new PostingTable(workspace, *m_model, m_source, QStringLiteral("postings"), { Model::Balance }, this))
    , m_panel(new BulkEditPanel(workspace, this))
    , m_actions(new PostingActions(workspace, *m_model, this))
    , m_stack(new QStackedWidget(this))
    , m_nothingFound(newNothingFound([this] { m_filters->clear(); }))
    , m_nothingYet(new EmptyState(workspace, QStringLiteral("posting"), tr("No posting yet"),
          tr("Here stands everything that was really spent or came in, of all months."), QStringLiteral("posting.add")))
    , m_totals(new QLabel(this))
    , m_editMany(new QPushButton(this))
{
    auto* head = new QWidget;
    auto* headColumn = new QVBoxLayout(head);
    headColumn->setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit);
    headColumn->addWidget(m_filters);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(makeList(), 1);
    column->addWidget(makeFoot());
    connectParts();
    paintBackgrounds();
}

PostingsPage::~PostingsPage()
{
    m_table->disconnect(this); // what it loses while it goes is nobody's choice
    m_model->disconnect(this);
}

QWidget* PostingsPage::makeList()
{
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothingFound);
    m_stack->addWidget(m_nothingYet);
    auto* middle = new QWidget;
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(m_stack, 1);
    row->addWidget(m_panel);
    return middle;
}

QWidget* PostingsPage::makeFoot()
{
    m_totals->setAccessibleName(tr("Number and sum of postings"));
    m_editMany->setToolTip(tr("Change account, entry, payee, memo or cleared of all chosen postings (Return)"));
    m_editMany->hide();
    auto* foot = new QWidget;
    foot->setMinimumHeight(10 * unit);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(4 * unit, unit, 4 * unit, unit);
    row->addWidget(m_totals, 1);
    row->addWidget(m_editMany);
    return foot;
}

void PostingsPage::connectParts()
{
    connect(m_filters, &PostingFilterBar::queryChanged, this, &PostingsPage::runQuery);
    connect(m_filters, &PostingFilterBar::leftDown, m_table, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_model, &PostingTableModel::totalsChanged, this, &PostingsPage::showTotals);
    connect(m_model, &PostingTableModel::failed, this, [this](const Error& error) { m_workspace.showError(error); });
    connect(m_model, &PostingTableModel::sortedTooMany, this, [this] {
        m_order = PostingOrder::Newest;
        m_table->horizontalHeader()->setSortIndicator(Model::Day, Qt::DescendingOrder);
        m_workspace.notify(tr("More than %1 postings are only shown by day. Narrow them down with a filter first.")
                               .arg(QLocale().toString(qlonglong(Model::sortedMost))));
    });
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_table->horizontalHeader()->setSortIndicator(Model::Day, Qt::DescendingOrder);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, &PostingsPage::sortBy);
    connect(m_table, &PostingTable::selectionMoved, this, &PostingsPage::selectionMoved);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &PostingsPage::selectionMoved);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &Page::loaded);
    connect(m_table, &PostingTable::editWanted, this, &PostingsPage::editSelected);
    connect(m_table, &PostingTable::deleteWanted, this, [this] { m_actions->remove(m_table->selectedWindows()); });
    connect(m_table, &PostingTable::clearedWanted, this, &PostingsPage::turnCleared);
    connect(m_table, &PostingTable::menuWanted, this, &PostingsPage::showMenu);
    connect(m_editMany, &QPushButton::clicked, this, &PostingsPage::openBulkEdit);
    connect(m_panel, &BulkEditPanel::editWanted, this,
        [this](const PostingEdit& edit) { m_actions->edit(m_table->selectedWindows(), edit); });
    connect(m_panel, &BulkEditPanel::moveWanted, this,
        [this](QDate day) { m_actions->move(m_table->selectedWindows(), fromQDate(day)); });
    connect(m_panel, &BulkEditPanel::closed, m_table, [this] { m_table->setFocus(); });
    connect(m_actions, &PostingActions::done, this, [this] {
        m_panel->hide();
        m_table->setFocus();
    });
}

void PostingsPage::addCommands(Workspace& workspace, QObject* owner, std::function<PostingsPage&()> page)
{
    workspace.addCommand(owner,
        { QStringLiteral("go.postings"), Menu::Go, tr("&Postings"), QKeySequence(Qt::CTRL | Qt::Key_4),
            QStringLiteral("posting"), [page] { page(); } });
    connect(
        &workspace, &Workspace::postingsWanted, owner, [page](const PostingsWanted& wanted) { page().show(wanted); });
}

void PostingsPage::reload()
{
    if (!m_workspace.ledger.isOpen())
        return;
    m_model->setCatalogue(m_workspace.ledger.sharedCatalogue());
    m_filters->reload();
    m_panel->reload();
    if (m_ledgerPath == m_workspace.ledger.path()) {
        m_model->reload();
        return;
    }
    m_ledgerPath = m_workspace.ledger.path();
    m_filters->clear();
    runQuery();
}

void PostingsPage::takeFocus()
{
    m_table->setFocus();
}

bool PostingsPage::focusSearch()
{
    m_filters->focusSearch();
    return true;
}

void PostingsPage::show(const PostingsWanted& wanted)
{
    PostingQuery query;
    query.text = wanted.search.trimmed().toStdString();
    query.from = wanted.from;
    query.to = wanted.to;
    query.account = wanted.account;
    query.category = wanted.category;
    query.entry = wanted.entry;
    query.onlyWithoutEntry = wanted.onlyWithoutEntry;
    m_filters->setQuery(query);
    if (wanted.selected)
        m_table->selectPosting(*wanted.selected);
}

void PostingsPage::runQuery()
{
    m_model->setQuery(m_filters->query(), m_order);
    m_table->scrollToTop();
}

void PostingsPage::sortBy(int column)
{
    const auto turned = [this](PostingOrder first, PostingOrder second) { return m_order == first ? second : first; };
    switch (column) {
    case Model::Day: m_order = turned(PostingOrder::Newest, PostingOrder::Oldest); break;
    case Model::Amount: m_order = turned(PostingOrder::AmountUp, PostingOrder::AmountDown); break;
    case Model::Payee: m_order = turned(PostingOrder::PayeeUp, PostingOrder::PayeeDown); break;
    default: return;
    }
    const bool isUp
        = m_order == PostingOrder::Oldest || m_order == PostingOrder::AmountUp || m_order == PostingOrder::PayeeUp;
    m_table->horizontalHeader()->setSortIndicator(column, isUp ? Qt::AscendingOrder : Qt::DescendingOrder);
    runQuery();
}

void PostingsPage::showTotals()
{
    const int rows = m_model->rowCount();
    const bool isNothing = rows == 0 && m_model->isComplete();
    m_stack->setCurrentWidget(!isNothing         ? static_cast<QWidget*>(m_table)
            : m_model->query() == PostingQuery() ? static_cast<QWidget*>(m_nothingYet)
                                                 : m_nothingFound);
    const Currency& currency = m_workspace.ledger.currency();
    const QString number = QLocale().toString(rows);
    const int chosen = m_table->selectedCount();
    if (!m_model->isComplete()) {
        m_totals->setText(tr("%1 found so far…").arg(number));
    } else if (chosen > 1) {
        const auto sum = m_table->selectedSum();
        const QString words = tr("%1 of %2 postings chosen").arg(QLocale().toString(chosen), number);
        m_totals->setText(sum ? tr("%1, %2", "chosen postings, sum").arg(words, amountText(*sum, currency)) : words);
    } else {
        m_totals->setText(
            tr("%1, %2", "postings, sum").arg(tr("%Ln postings", nullptr, rows), amountText(m_model->sum(), currency)));
    }
    m_editMany->setVisible(chosen > 1);
    m_editMany->setText(tr("Edit %Ln postings…", nullptr, chosen));
}

void PostingsPage::selectionMoved()
{
    const int chosen = m_table->selectedCount();
    m_panel->setCount(chosen);
    const PostingLine* const line = chosen == 1 ? m_table->currentLine() : nullptr;
    m_workspace.select(line ? std::optional(RowKey { Table::Posting, line->posting.id }) : std::nullopt);
    showTotals();
}

void PostingsPage::editSelected()
{
    if (m_table->selectedCount() > 1)
        openBulkEdit();
    else if (const PostingLine* const line = m_table->currentLine())
        m_workspace.editPosting(line->posting.id);
}

void PostingsPage::openBulkEdit()
{
    const PostingLine* const line = m_table->currentLine();
    m_panel->edit(m_table->selectedCount(), line ? std::optional(line->posting.month) : std::nullopt);
}

void PostingsPage::openMove()
{
    if (const PostingLine* const line = m_table->currentLine())
        m_panel->move(m_table->selectedCount(), dayOf(line->posting.date));
}

/// All become what the current one is not.
void PostingsPage::turnCleared()
{
    const PostingLine* const line = m_table->currentLine();
    if (!line)
        return;
    PostingEdit edit;
    edit.isCleared = !line->posting.isCleared;
    m_actions->edit(m_table->selectedWindows(), edit);
}

void PostingsPage::showMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isOne = m_table->selectedCount() == 1;
    const auto add = [&](const QString& iconName, const QString& text, const QKeySequence& key, auto run) {
        QAction* const action = menu->addAction(icon(iconName), text, this, run);
        action->setShortcut(key);
        action->setShortcutVisibleInContextMenu(true);
    };
    add(QStringLiteral("edit"), tr("&Edit…"), QKeySequence(Qt::Key_Return), [this] { editSelected(); });
    add(QStringLiteral("calendar"), tr("&Move to another day…"), {}, [this] { openMove(); });
    add(QStringLiteral("check"), tr("Turn &cleared"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] { turnCleared(); });
    add(QStringLiteral("copy"), tr("C&opy"), QKeySequence::Copy, [this] { m_table->copySelected(); });
    if (const PostingLine* const line = isOne ? m_table->currentLine() : nullptr) {
        const RowKey key { Table::Posting, line->posting.id };
        const QString name = QString::fromStdString(line->posting.payee);
        add(QStringLiteral("history"), tr("&History"), {}, [this, key, name] { m_workspace.showHistoryOf(key, name); });
        if (const Month* const month = m_workspace.ledger.catalogue().month(line->posting.month))
            add(QStringLiteral("month"), tr("&Go to %1").arg(monthText(month->ym)), {},
                [this, ym = month->ym] { m_workspace.showMonth(ym); });
    }
    menu->addSeparator();
    add(QStringLiteral("trash"), tr("&Delete"), QKeySequence::Delete,
        [this] { m_actions->remove(m_table->selectedWindows()); });
    menu->popup(place);
}

void PostingsPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintBackgrounds();
}

void PostingsPage::paintBackgrounds()
{
    m_stack->setAutoFillBackground(true);
    m_stack->setBackgroundRole(QPalette::Base);
}

} // namespace qm::desktop
