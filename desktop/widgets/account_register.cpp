#include "desktop/widgets/account_register.h"

#include "desktop/widgets/posting_actions.h"
#include "desktop/widgets/posting_table.h"
#include "desktop/widgets/theme.h"

#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

namespace qm::desktop {

using Model = PostingTableModel;

AccountRegister::AccountRegister(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_source(workspace.ledger)
    , m_model(new PostingTableModel(m_source, this))
    , m_table(new PostingTable(workspace, *m_model, m_source, QStringLiteral("register"), { Model::Account }, this))
    , m_actions(new PostingActions(workspace, *m_model, this))
    , m_empty(new QLabel(tr("Nothing was posted on this account yet."), this))
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
    connect(m_model, &PostingTableModel::failed, this, [this](const Error& error) { m_workspace.showError(error); });
    connect(m_model, &PostingTableModel::totalsChanged, this, &AccountRegister::showCount);
    connect(m_table, &PostingTable::editWanted, this, [this] {
        if (const PostingLine* const line = m_table->currentLine())
            m_workspace.editPosting(line->posting.id);
    });
    connect(m_table, &PostingTable::deleteWanted, this, [this] { m_actions->remove(m_table->selectedWindows()); });
    connect(m_table, &PostingTable::clearedWanted, this, &AccountRegister::turnCleared);
    connect(m_table, &PostingTable::menuWanted, this, &AccountRegister::openMenu);
    connect(m_table, &PostingTable::selectionMoved, this, [this] {
        const PostingLine* const line = m_table->selectedCount() == 1 ? m_table->currentLine() : nullptr;
        if (line)
            m_workspace.select(RowKey { Table::Posting, line->posting.id });
    });
}

AccountRegister::~AccountRegister()
{
    m_table->disconnect(this); // what it loses while it goes is nobody's choice
    m_model->disconnect(this);
}

void AccountRegister::show(const AccountBalances& account)
{
    m_model->setCatalogue(m_workspace.ledger.sharedCatalogue());
    m_model->setBalance(account.account.balance);
    if (m_account == account.account.id)
        return;
    m_account = account.account.id;
    PostingQuery query;
    query.account = m_account;
    m_model->setQuery(query);
    m_table->scrollToTop();
}

void AccountRegister::reload()
{
    if (!m_account)
        return;
    m_model->setCatalogue(m_workspace.ledger.sharedCatalogue());
    m_model->reload();
}

void AccountRegister::showCount()
{
    const bool isEmpty = m_model->isComplete() && m_model->rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_table->setVisible(!isEmpty);
}

void AccountRegister::focusList()
{
    m_table->setFocus(Qt::TabFocusReason);
}

void AccountRegister::turnCleared()
{
    const PostingLine* const line = m_table->currentLine();
    if (!line)
        return;
    PostingEdit edit;
    edit.isCleared = !line->posting.isCleared;
    m_actions->edit(m_table->selectedWindows(), edit);
}

void AccountRegister::openMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& iconName, const QString& text, const QKeySequence& key, auto run) {
        QAction* const action = menu->addAction(icon(iconName), text, this, run);
        action->setShortcut(key);
        action->setShortcutVisibleInContextMenu(true);
    };
    if (const PostingLine* const line = m_table->currentLine()) {
        const Uuid id = line->posting.id;
        const QString name = QString::fromStdString(line->posting.payee);
        add(QStringLiteral("edit"), tr("&Edit…"), QKeySequence(Qt::Key_Return),
            [this, id] { m_workspace.editPosting(id); });
        add(QStringLiteral("history"), tr("&History"), {}, [this, id, name] {
            m_workspace.showHistoryOf({ Table::Posting, id }, name);
        });
        if (const auto other = line->posting.toAccount == m_account ? line->posting.account : line->posting.toAccount)
            add(QStringLiteral("transfer"), tr("Show postings of the &other account"), {}, [this, other] {
                PostingsWanted wanted;
                wanted.account = other;
                m_workspace.showPostings(wanted);
            });
    }
    add(QStringLiteral("check"), tr("Turn &cleared"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] { turnCleared(); });
    add(QStringLiteral("copy"), tr("C&opy"), QKeySequence::Copy, [this] { m_table->copySelected(); });
    menu->addSeparator();
    add(QStringLiteral("trash"), tr("&Delete"), QKeySequence::Delete,
        [this] { m_actions->remove(m_table->selectedWindows()); });
    menu->popup(place);
}

} // namespace qm::desktop
