#include "desktop/widgets/account_editor.h"

#include "common/store/actions.h"
#include "desktop/models/account_list_model.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/draft_offer.h"
#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace qm::desktop {

namespace {

CellValue valueOf(Scalar scalar)
{
    CellValue value;
    value.columns[0] = std::move(scalar);
    return value;
}

} // namespace

AccountEditor::AccountEditor(Workspace& workspace, const std::optional<Account>& account, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_account(account)
    , m_name(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_opening(new AmountEdit(workspace.ledger.currency(), this))
    , m_note(new QLineEdit(this))
    , m_fault(new QLabel(this))
    , m_drafts(new FieldDrafts(workspace, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(account ? tr("Change %1").arg(QString::fromStdString(account->name)) : tr("Add an account"));
    for (const char* const kind : { "checking", "savings", "cash", "card", "loan" })
        m_kind->addItem(icon(accountKindIcon(kind)), accountKindText(kind), QString::fromLatin1(kind));
    m_opening->setToolTip(tr("What was on it before its first posting here; what you owe is negative."));
    m_opening->setPlaceholderText(tr("0"));
    m_fault->setWordWrap(true);
    m_fault->setForegroundRole(QPalette::BrightText);
    m_fault->hide();
    if (account) {
        m_name->setText(QString::fromStdString(account->name));
        m_kind->setCurrentIndex(m_kind->findData(QString::fromStdString(account->kind)));
        m_opening->setAmount(account->opening);
        m_note->setText(QString::fromStdString(account->note));
    }
    auto* buttons = new QDialogButtonBox(this);
    QPushButton* const ok
        = buttons->addButton(account ? tr("Change") : tr("Add account"), QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    ok->setDefault(true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit);
    form->setVerticalSpacing(3 * unit);
    form->setHorizontalSpacing(4 * unit);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Kind"), m_kind);
    form->addRow(tr("&Opening balance"), m_opening);
    form->addRow(tr("No&te"), m_note);
    form->addRow(m_fault);
    form->addRow(new DraftOffer(*m_drafts, this));
    form->addRow(buttons);
    for (const auto& [field, name] : { std::pair<QWidget*, QString> { m_name, tr("Name") }, { m_kind, tr("Kind") },
             { m_opening, tr("Opening balance") }, { m_note, tr("Note") } }) {
        field->setAccessibleName(name);
        field->setMinimumHeight(7 * unit);
    }
    setMinimumWidth(100 * unit);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccountEditor::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &AccountEditor::reject);
    connect(&m_workspace.ledger, &LedgerService::opened, this, &AccountEditor::reject); // it was for another ledger
    m_drafts->add(QStringLiteral("name"), m_name);
    m_drafts->add(QStringLiteral("kind"), m_kind);
    m_drafts->add(QStringLiteral("opening"), m_opening);
    m_drafts->add(QStringLiteral("note"), m_note);
    m_drafts->begin(
        QStringLiteral("account/%1").arg(account ? QString::fromStdString(account->id.text()) : QStringLiteral("new")));
    m_name->setFocus();
}

void AccountEditor::bringDraft()
{
    if (m_drafts->hasKept())
        m_drafts->bringBack();
}

void AccountEditor::reject()
{
    m_drafts->giveUp();
    QDialog::reject();
}

void AccountEditor::save()
{
    const bool hasName = !m_name->text().trimmed().isEmpty();
    m_fault->setText(hasName ? m_opening->fault() : tr("The account needs a name."));
    m_fault->setVisible(!m_fault->text().isEmpty());
    if (!hasName)
        m_name->setFocus();
    else if (m_opening->confirm())
        m_account ? change() : add();
}

void AccountEditor::add()
{
    const AccountDraft draft { m_name->text().trimmed().toStdString(), m_kind->currentData().toString().toStdString(),
        m_opening->amount().value_or(Money()), m_note->text().trimmed().toStdString() };
    m_workspace.act(
        this, [draft](Ledger& ledger) { return addAccount(ledger, draft); },
        [this](const Uuid& id) {
            m_drafts->settle();
            emit saved(id);
            accept();
        });
}

void AccountEditor::change()
{
    const RowKey row { Table::Account, m_account->id };
    const QString note = m_note->text().trimmed();
    const CellEdits edits {
        { cellNamed(Table::Account, "name"), valueOf(m_name->text().trimmed().toStdString()) },
        { cellNamed(Table::Account, "kind"), valueOf(m_kind->currentData().toString().toStdString()) },
        { cellNamed(Table::Account, "opening"), valueOf(std::int64_t { m_opening->amount().value_or(Money()).minor }) },
        { cellNamed(Table::Account, "note"), valueOf(note.isEmpty() ? Scalar() : Scalar(note.toStdString())) },
    };
    m_workspace.act(
        this, [row, edits](Ledger& ledger) { return editRow(ledger, row, edits); },
        [this] {
            m_drafts->settle();
            emit saved(m_account->id);
            accept();
        });
}

} // namespace qm::desktop
