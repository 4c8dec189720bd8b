#include "desktop/widgets/accounts_page.h"

#include "common/store/actions.h"
#include "desktop/models/display_text.h"
#include "desktop/widgets/account_delegate.h"
#include "desktop/widgets/account_editor.h"
#include "desktop/widgets/account_register.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/flow_layout.h"
#include "desktop/widgets/reconcile_panel.h"
#include "desktop/widgets/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace qm::desktop {

AccountsPage::AccountsPage(Workspace& workspace, QWidget* parent)
    : Page(workspace, parent)
    , m_model(new AccountListModel(this))
    , m_stack(new QStackedWidget(this))
    , m_nothing(new EmptyState(workspace, QStringLiteral("account"), tr("No account yet"),
          tr("An account is where money is: at the bank, on a card, in your purse. Add the one you pay from most."),
          QStringLiteral("account.add")))
    , m_list(new QListView(this))
    , m_total(new QLabel(this))
    , m_archived(new QToolButton(this))
    , m_side(new QStackedWidget(this))
    , m_name(new QLabel(this))
    , m_figures(new QLabel(this))
    , m_reconcile(new QPushButton(tr("Reconcile…"), this))
    , m_edit(new QPushButton(tr("Edit…"), this))
    , m_archive(new QPushButton(this))
    , m_register(new AccountRegister(workspace, this))
    , m_reconcilePanel(new ReconcilePanel(workspace, this))
{
    auto* splitter = new QSplitter;
    splitter->addWidget(makeList());
    splitter->addWidget(makeSide());
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({ 75 * unit, 200 * unit });
    splitter->setHandleWidth(1);
    m_stack->addWidget(splitter);
    m_stack->addWidget(m_nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(m_reconcilePanel, &ReconcilePanel::left, this, [this] {
        m_side->setCurrentIndex(0);
        reload();
        m_register->focusList();
    });
    connect(m_reconcile, &QPushButton::clicked, this, &AccountsPage::openReconcile);
    connect(m_edit, &QPushButton::clicked, this, &AccountsPage::editChosen);
    connect(m_archive, &QPushButton::clicked, this, &AccountsPage::turnArchived);
}

AccountsPage::~AccountsPage()
{
    m_list->selectionModel()->disconnect(this); // what it loses while it goes is nobody's choice
}

QWidget* AccountsPage::makeList()
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new AccountDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Accounts"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setMinimumWidth(60 * unit);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AccountsPage::showChosen);
    connect(m_list, &QListView::activated, this, [this] { m_register->focusList(); });
    connect(m_list, &QListView::customContextMenuRequested, this, &AccountsPage::showMenu);
    m_archived->setCheckable(true);
    m_archived->setAutoRaise(true);
    m_archived->setIcon(icon(QStringLiteral("archive")));
    m_archived->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_archived, &QToolButton::toggled, this, [this](bool isShown) {
        m_model->setArchivedShown(isShown);
        if (m_chosen)
            choose(*m_chosen);
    });
    auto* add = new QPushButton(icon(QStringLiteral("add")), tr("Add account"));
    connect(add, &QPushButton::clicked, this, &AccountsPage::addAccount);
    m_total->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QFont strong = m_total->font();
    strong.setWeight(QFont::DemiBold);
    m_total->setFont(strong);
    auto* list = new QWidget;
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(3 * unit, unit, 3 * unit, 2 * unit);
    foot->addWidget(add);
    foot->addWidget(m_archived);
    foot->addStretch(1);
    m_total->setContentsMargins(3 * unit, 2 * unit, 3 * unit, unit);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    column->addWidget(m_total);
    column->addLayout(foot);
    return list;
}

QWidget* AccountsPage::makeHead()
{
    QFont large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    m_figures->setForegroundRole(QPalette::PlaceholderText);
    m_figures->setWordWrap(true); // beside the buttons there may be little room
    m_name->setWordWrap(true);
    m_figures->setAccessibleName(tr("Balances"));
    m_reconcile->setToolTip(tr("Compares the account with the bank's statement (Ctrl+R)"));
    auto* words = new QVBoxLayout;
    words->setSpacing(unit);
    words->addWidget(m_name);
    words->addWidget(m_figures);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit);
    row->setSpacing(2 * unit);
    row->addLayout(words, 1);
    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(buttons); // below each other where there is little room
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(2 * unit);
    for (QPushButton* const button : { m_reconcile, m_edit, m_archive })
        flow->addWidget(button);
    row->addWidget(buttons, 1);
    return head;
}

QWidget* AccountsPage::makeSide()
{
    auto* postings = new QWidget;
    auto* column = new QVBoxLayout(postings);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_register, 1);
    m_side->addWidget(postings);
    m_side->addWidget(m_reconcilePanel);
    return m_side;
}

void AccountsPage::addCommands(Workspace& workspace, QObject* owner, std::function<AccountsPage&()> page)
{
    workspace.addCommand(owner,
        { QStringLiteral("go.accounts"), Menu::Go, tr("&Accounts"), QKeySequence(Qt::CTRL | Qt::Key_3),
            QStringLiteral("account"), [page] { page(); } });
    workspace.addCommand(owner,
        { QStringLiteral("account.add"), Menu::File, tr("Add an &account…"), {}, QStringLiteral("add"),
            [page, &workspace] {
                if (workspace.ledger.isOpen())
                    page().addAccount();
            } });
    workspace.resumeWith(owner, QStringLiteral("account/"), [page](const QString& name) { page().goOn(name); });
    workspace.addCommand(owner,
        { QStringLiteral("account.reconcile"), Menu::Posting, tr("&Reconcile an account…"),
            QKeySequence(Qt::CTRL | Qt::Key_R), QStringLiteral("check"), [page, &workspace] {
                if (workspace.ledger.isOpen())
                    page().reconcile();
            } });
}

void AccountsPage::reload()
{
    if (!m_workspace.ledger.isOpen())
        return;
    if (m_ledgerPath != m_workspace.ledger.path()) {
        m_ledgerPath = m_workspace.ledger.path();
        m_chosen.reset();
        m_side->setCurrentIndex(0);
    }
    auto read = m_workspace.ledger.read(
        [today = isoDay(QDate::currentDate())](Ledger& ledger) { return accountBalances(ledger, today); });
    m_request.start(this, std::move(read), [this](Result<std::vector<AccountBalances>> accounts) {
        if (accounts)
            showAccounts(*std::move(accounts));
        else
            m_workspace.showError(accounts.error());
    });
    m_register->reload();
    m_reconcilePanel->reload();
}

void AccountsPage::showAccounts(std::vector<AccountBalances> accounts)
{
    const Currency& currency = m_workspace.ledger.currency();
    m_isFilling = true;
    m_model->setAccounts(std::move(accounts), currency);
    m_isFilling = false;
    const auto total = totalOf(m_model->all());
    m_total->setText(total ? tr("In all: %1").arg(moneyWithCurrency(*total, currency)) : QString());
    const int archived = m_model->archivedCount();
    m_archived->setVisible(archived > 0);
    m_archived->setText(tr("%n archived", nullptr, archived));
    m_archived->setToolTip(tr("Shows or hides archived accounts"));
    m_stack->setCurrentIndex(m_model->all().empty() ? 1 : 0);
    if (m_chosen && m_model->rowOf(*m_chosen) >= 0)
        choose(*m_chosen);
    else if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
    showChosen();
    if (std::exchange(m_isReconcileWanted, false))
        openReconcile();
}

void AccountsPage::choose(const Uuid& id)
{
    m_chosen = id;
    if (const int row = m_model->rowOf(id); row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
}

void AccountsPage::showChosen()
{
    if (m_isFilling)
        return;
    const AccountBalances* const account = m_model->account(m_list->currentIndex().row());
    if (!account)
        return;
    if (m_chosen != account->account.id)
        m_side->setCurrentIndex(0);
    m_chosen = account->account.id;
    showHead(*account);
    m_register->show(*account);
    m_workspace.select(RowKey { Table::Account, *m_chosen });
}

void AccountsPage::showHead(const AccountBalances& line)
{
    const Currency& currency = m_workspace.ledger.currency();
    const Account& account = line.account;
    m_name->setText(QString::fromStdString(account.name));
    QStringList figures { tr("Today %1").arg(moneyWithCurrency(line.today, currency)),
        tr("cleared %1").arg(moneyWithCurrency(line.cleared, currency)) };
    if (account.balance != line.today)
        figures << tr("with what is to come %1").arg(moneyWithCurrency(account.balance, currency));
    figures << (line.reconciled
            ? tr("reconciled %1 at %2")
                  .arg(dayText(dayOf(line.reconciled->date)), moneyWithCurrency(line.reconciled->balance, currency))
            : tr("not reconciled yet"));
    m_figures->setText(figures.join(QStringLiteral("  ·  ")));
    m_archive->setText(account.isArchived ? tr("Use again") : tr("Archive"));
    m_archive->setToolTip(account.isArchived ? tr("Offers the account for new postings again")
                                             : tr("Offers the account no more; its postings stay"));
    m_reconcile->setText(
        ReconcilePanel::hasDraft(m_workspace, account.id) ? tr("Go on reconciling…") : tr("Reconcile…"));
}

void AccountsPage::takeFocus()
{
    m_list->setFocus();
}

void AccountsPage::addAccount()
{
    auto* editor = new AccountEditor(m_workspace, {}, this);
    connect(editor, &AccountEditor::saved, this, [this](const Uuid& id) {
        m_chosen = id;
        reload();
    });
    editor->open();
}

void AccountsPage::goOn(const QString& draftName)
{
    const auto id = Uuid::parse(draftName.section(QLatin1Char('/'), -1).toStdString());
    const Account* const account = id ? m_workspace.ledger.catalogue().account(*id) : nullptr;
    if (id && !account)
        return; // it is gone
    auto* editor = new AccountEditor(m_workspace, account ? std::optional(*account) : std::nullopt, this);
    connect(editor, &AccountEditor::saved, this, [this](const Uuid& saved) {
        m_chosen = saved;
        reload();
    });
    editor->bringDraft();
    editor->open();
}

void AccountsPage::editChosen()
{
    const AccountBalances* const line = m_chosen ? m_model->account(*m_chosen) : nullptr;
    if (line)
        (new AccountEditor(m_workspace, line->account, this))->open();
}

void AccountsPage::turnArchived()
{
    const AccountBalances* const line = m_chosen ? m_model->account(*m_chosen) : nullptr;
    if (!line)
        return;
    CellValue archived;
    archived.columns[0] = std::int64_t { line->account.isArchived ? 0 : 1 };
    const RowKey row { Table::Account, line->account.id };
    const QString name = QString::fromStdString(line->account.name);
    const bool wasArchived = line->account.isArchived;
    m_workspace.act(
        this,
        [row, archived](Ledger& ledger) {
            return editRow(ledger, row, { { cellNamed(Table::Account, "archived"), archived } });
        },
        [this, name, wasArchived] {
            m_workspace.tellDone(
                wasArchived ? tr("%1 is in use again.").arg(name) : tr("%1 is archived. Its postings stay.").arg(name));
        });
}

void AccountsPage::reconcile()
{
    if (m_chosen && m_model->account(*m_chosen))
        openReconcile();
    else
        m_isReconcileWanted = true; // the accounts are on their way
}

void AccountsPage::openReconcile()
{
    const AccountBalances* const line = m_chosen ? m_model->account(*m_chosen) : nullptr;
    if (!line)
        return;
    m_reconcilePanel->begin(line->account);
    m_side->setCurrentWidget(m_reconcilePanel);
    m_reconcilePanel->takeFocus();
}

void AccountsPage::showMenu(const QPoint& place)
{
    const AccountBalances* const line = m_chosen ? m_model->account(*m_chosen) : nullptr;
    if (!line)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(QStringLiteral("check")), m_reconcile->text(), this, &AccountsPage::openReconcile);
    menu->addAction(icon(QStringLiteral("edit")), m_edit->text(), this, &AccountsPage::editChosen);
    menu->addAction(icon(QStringLiteral("search")), tr("Search its postings"), this, [this] {
        PostingsWanted wanted;
        wanted.account = m_chosen;
        m_workspace.showPostings(wanted);
    });
    menu->addAction(icon(QStringLiteral("history")), tr("History"), this,
        [this, key = RowKey { Table::Account, line->account.id }, name = m_name->text()] {
            m_workspace.showHistoryOf(key, name);
        });
    menu->addSeparator();
    menu->addAction(icon(QStringLiteral("archive")), m_archive->text(), this, &AccountsPage::turnArchived);
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

} // namespace qm::desktop
