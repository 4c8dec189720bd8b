#include "desktop/widgets/import_account_view.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/import_table.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

ImportAccountView::ImportAccountView(Workspace& workspace, ImportSession& session, std::size_t page, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_session(session)
    , m_page(page)
    , m_model(new ImportModel(this))
{
    m_model->setPage(session.preview(), page, workspace.ledger.currency());
    m_table = new ImportTable(m_model, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * unit, 0, 0);
    layout->setSpacing(2 * unit);
    layout->addWidget(targetRow());
    layout->addWidget(m_table, 1);
    layout->addWidget(manyRow());
    offerAccounts();
    connect(m_model, &ImportModel::countsChanged, this, &ImportAccountView::countsChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImportAccountView::showMany);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    showMany();
}

QWidget* ImportAccountView::targetRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(3 * unit, 0, 3 * unit, 0);
    layout->setSpacing(2 * unit);
    const ImportPage& page = *m_model->page();
    if (page.isForeign) {
        layout->addWidget(new QLabel(tr("These lines are in %1. The ledger keeps %2 only, so they cannot be imported.")
                                         .arg(QString::fromStdString(page.currency),
                                             QString::fromStdString(m_workspace.ledger.currency().code))));
        layout->addStretch();
        return row;
    }
    const QString number = QString::fromStdString(page.bankAccountId);
    auto* label = new QLabel(number.isEmpty() ? tr("Goes to &account") : tr("%1 goes to &account").arg(number));
    m_account = new ChoiceBox;
    m_account->setMinimumWidth(55 * unit);
    label->setBuddy(m_account);
    m_newName = new QLineEdit(page.kind == "card" ? tr("Card") : tr("Account %1").arg(number.right(4)).trimmed());
    m_newName->setAccessibleName(tr("Name of the new account"));
    m_newKind = new QComboBox;
    m_newKind->setAccessibleName(tr("Kind of the new account"));
    for (const auto& [kind, name] : { std::pair { "checking", tr("Checking") }, { "savings", tr("Savings") },
             { "card", tr("Card") }, { "cash", tr("Cash") }, { "loan", tr("Loan") } })
        m_newKind->addItem(name, QLatin1String(kind));
    m_newKind->setCurrentIndex(page.kind == "card" ? 2 : 0);
    if (page.target && page.target->newAccount) { // chosen before
        m_newAccount = page.target->account;
        m_newName->setText(QString::fromStdString(page.target->newAccount->name));
        m_newKind->setCurrentIndex(
            std::max(0, m_newKind->findData(QString::fromStdString(page.target->newAccount->kind))));
    }
    for (QWidget* const widget : { static_cast<QWidget*>(label), static_cast<QWidget*>(m_account),
             static_cast<QWidget*>(m_newName), static_cast<QWidget*>(m_newKind) })
        layout->addWidget(widget);
    layout->addStretch();
    if (page.closingBalance) {
        auto* balance = new QLabel(tr("The bank's balance at the end: %1")
                                       .arg(moneyWithCurrency(*page.closingBalance, m_workspace.ledger.currency())));
        balance->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(balance);
    }
    return row;
}

QWidget* ImportAccountView::manyRow()
{
    m_many = new QWidget;
    auto* layout = new QHBoxLayout(m_many);
    layout->setContentsMargins(3 * unit, 0, 3 * unit, 0);
    layout->setSpacing(2 * unit);
    m_selected = new QLabel;
    auto* label = new QLabel(tr("&Entry"));
    m_entry = new QComboBox;
    m_entry->setMinimumWidth(50 * unit);
    m_entry->setAccessibleName(tr("Entry for the selected lines"));
    label->setBuddy(m_entry);
    m_take = new QPushButton(tr("&Tick"));
    m_leave = new QPushButton(tr("&Leave out"));
    layout->addWidget(m_selected);
    layout->addStretch();
    layout->addWidget(label);
    layout->addWidget(m_entry);
    layout->addWidget(m_take);
    layout->addWidget(m_leave);
    m_take->setAutoDefault(false);
    m_leave->setAutoDefault(false);
    connect(m_entry, &QComboBox::activated, this, [this](int index) {
        const QVariant name = m_entry->itemData(index);
        if (name.isValid())
            m_model->setEntryNamed(m_table->selectedRows(), name.toString());
        m_entry->setCurrentIndex(0);
    });
    connect(m_take, &QPushButton::clicked, this, [this] { m_model->setChosen(m_table->selectedRows(), true); });
    connect(m_leave, &QPushButton::clicked, this, [this] { m_model->setChosen(m_table->selectedRows(), false); });
    return m_many;
}

void ImportAccountView::offerAccounts()
{
    if (!m_account)
        return;
    std::vector<ChoiceBox::Choice> choices = accountChoices(m_workspace.ledger.catalogue());
    choices.push_back({ m_newAccount, tr("A new account …"), {} });
    m_account->setChoices(choices);
    m_account->lineEdit()->setPlaceholderText(tr("Choose an account"));
    const auto& target = m_model->page()->target;
    m_account->choose(target ? std::optional(target->account) : std::nullopt);
    const bool isNew = target && target->newAccount;
    m_newName->setVisible(isNew);
    m_newKind->setVisible(isNew);
    connect(m_account, &ChoiceBox::chosenChanged, this, &ImportAccountView::targetChosen);
    connect(m_newName, &QLineEdit::editingFinished, this, &ImportAccountView::newAccountTyped);
    connect(m_newKind, &QComboBox::activated, this, &ImportAccountView::newAccountTyped);
}

void ImportAccountView::targetChosen()
{
    const auto chosen = m_account->chosen();
    if (!chosen || m_session.work() != ImportSession::Work::None)
        return;
    const bool isNew = *chosen == m_newAccount;
    m_newName->setVisible(isNew);
    m_newKind->setVisible(isNew);
    const auto& before = m_model->page()->target;
    if (isNew && !(before && before->newAccount)) {
        m_newName->setFocus();
        m_newName->selectAll();
    }
    if (isNew) {
        newAccountTyped();
    } else if (!before || before->account != *chosen) {
        m_session.setTarget(m_page, { *chosen, {} });
    }
}

void ImportAccountView::newAccountTyped()
{
    if (m_session.work() != ImportSession::Work::None)
        return;
    AccountDraft draft { m_newName->text().trimmed().toStdString(), m_newKind->currentData().toString().toStdString(),
        {}, "" };
    const auto& target = m_model->page()->target;
    const bool isSame = target && target->newAccount && target->newAccount->name == draft.name
        && target->newAccount->kind == draft.kind;
    if (!isSame && !draft.name.empty())
        m_session.setTarget(m_page, { m_newAccount, draft });
}

QString ImportAccountView::title() const
{
    const ImportPage& page = *m_model->page();
    if (page.target && page.target->newAccount)
        return QString::fromStdString(page.target->newAccount->name);
    if (page.target)
        return m_workspace.ledger.catalogue().accountName(page.target->account);
    const QString number = QString::fromStdString(page.bankAccountId);
    return number.isEmpty() ? tr("Account") : number;
}

bool ImportAccountView::needsTarget() const
{
    return !m_model->page()->isForeign && !m_model->page()->target && m_model->counts().chosen > 0;
}

void ImportAccountView::followWork()
{
    using Work = ImportSession::Work;
    const Work work = m_session.work();
    m_model->setAccess(work == Work::Comparing ? ImportModel::Access::None
            : work == Work::Importing          ? ImportModel::Access::Read
                                               : ImportModel::Access::Change);
    if (work != Work::None)
        return;
    showMany();
    if (m_account)
        targetChosen(); // what was chosen while the session was at work
}

void ImportAccountView::takeFocus()
{
    if (m_account && !m_model->page()->target)
        m_account->setFocus();
    else
        m_table->setFocus();
}

void ImportAccountView::showMany()
{
    const std::vector<int> rows = m_table->selectedRows();
    const auto count = static_cast<int>(rows.size());
    m_selected->setText(
        count == 0 ? tr("Space ticks a line, Enter chooses its entry.") : tr("%n lines selected", nullptr, count));
    m_many->setEnabled(count > 0);
    m_entry->clear();
    m_entry->addItem(tr("Set for the selected …"));
    m_entry->addItem(tr("no entry yet"), QString());
    for (const QString& name : m_model->entryNames(rows))
        m_entry->addItem(name, name);
}

} // namespace qm::desktop
