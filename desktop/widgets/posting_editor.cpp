#include "desktop/widgets/posting_editor.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/month_entries.h"
#include "desktop/widgets/payee_edit.h"
#include "desktop/widgets/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

PostingEditor::PostingEditor(Workspace& workspace, const PostingWhole& whole, QWidget* window)
    : PostingDialog(workspace, QStringLiteral("posting/%1").arg(idText(whole.parts.front().id)), window)
    , m_posting(whole.parts.front().id)
    , m_isTransfer(whole.parts.front().toAccount.has_value())
    , m_entries(new MonthEntries(workspace, this))
    , m_day(new DayEdit(m_fields))
    , m_payee(new PayeeEdit(workspace, m_fields))
    , m_amount(new AmountEdit(workspace.ledger.currency(), m_fields))
    , m_entry(new ChoiceBox(m_fields))
    , m_account(new ChoiceBox(m_fields))
    , m_toAccount(new ChoiceBox(m_fields))
    , m_memo(new QLineEdit(m_fields))
    , m_cleared(new QCheckBox(tr("Cleared: it is on the bank's statement"), m_fields))
{
    const Posting& posting = whole.parts.front();
    setWindowTitle(m_isTransfer ? tr("Transfer") : tr("Posting"));
    m_day->setUsualMonth(whole.month.ym);
    m_day->setRequired(true);
    m_amount->setRequired(true);
    m_entries->setEntries(whole.month.ym, whole.entries);
    m_entries->serve(m_entry);
    m_account->setChoices(accountChoicesWith(workspace.ledger.catalogue(), posting.account));
    m_toAccount->setChoices(accountChoicesWith(workspace.ledger.catalogue(), posting.toAccount));
    makeFields(whole);

    m_day->setDay(dayOf(posting.date));
    m_payee->setText(QString::fromStdString(posting.payee));
    m_entries->choose(m_entry, posting.entry);
    m_account->choose(posting.account);
    m_toAccount->choose(posting.toAccount);
    m_memo->setText(QString::fromStdString(posting.memo));
    m_cleared->setChecked(posting.isCleared);
    showEntryKind();
    m_amount->setAmount(posting.amount);
    connectFields();
    setSaveText(tr("Save"));
    begin();
    if (whole.month.isClosed)
        setReadOnly(tr("%1 is closed. Reopen it to change something in it.").arg(monthText(whole.month.ym)));
    m_amount->setFocus();
    m_amount->selectAll();
}

void PostingEditor::makeFields(const PostingWhole& whole)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(3 * unit);
    grid->setVerticalSpacing(3 * unit);
    grid->setColumnStretch(1, 1);
    for (ChoiceBox* const box : { m_entry, m_account, m_toAccount }) {
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setMinimumContentsLength(22);
    }
    m_entry->lineEdit()->setPlaceholderText(tr("no entry yet"));
    m_day->setFixedWidth(32 * unit);
    m_amount->setFixedWidth(32 * unit);
    grid->addWidget(labelled(tr("&Day"), m_day), 0, 0);
    QWidget* const payee = labelled(tr("Pa&yee"), m_payee);
    payee->setHidden(m_isTransfer && whole.parts.front().payee.empty()); // money that only moves has none
    grid->addWidget(payee, 0, 1);
    grid->addWidget(labelled(tr("&Amount"), m_amount), 1, 0);
    grid->addWidget(labelled(tr("&Entry"), m_entry), 1, 1);
    m_content->addLayout(grid);
    auto* accounts = new QHBoxLayout;
    accounts->setSpacing(3 * unit);
    accounts->addWidget(labelled(m_isTransfer ? tr("&From account") : tr("A&ccount"), m_account), 1);
    if (m_isTransfer)
        accounts->addWidget(labelled(tr("&To account"), m_toAccount), 1);
    else
        m_toAccount->hide();
    m_content->addLayout(accounts);
    m_content->addWidget(labelled(tr("&Memo"), m_memo));
    m_content->addWidget(m_cleared);
    auto* origin = new QLabel(originOf(whole), m_fields);
    origin->setForegroundRole(QPalette::PlaceholderText);
    origin->setWordWrap(true);
    m_content->addWidget(origin);
    m_content->addStretch();
    resize(128 * unit, sizeHint().height());
    if (whole.month.isClosed)
        return;
    if (!m_isTransfer)
        connect(addButton(tr("&Split…"), QStringLiteral("split")), &QPushButton::clicked, this,
            [this] { emit splitWanted(m_posting); });
    connect(addButton(tr("De&lete"), QStringLiteral("trash")), &QPushButton::clicked, this, &PostingEditor::remove);
}

QString PostingEditor::originOf(const PostingWhole& whole) const
{
    if (whole.act.empty())
        return {};
    const QString when = instantText(whole.at);
    const QString device = QString::fromStdString(whole.deviceName);
    if (whole.act == "import" || !whole.parts.front().bankRef.empty())
        return tr("Imported from a bank's statement, %1").arg(when);
    return device.isEmpty() ? tr("Recorded %1", "when").arg(when)
                            : tr("Recorded %1 on %2", "when, on which device").arg(when, device);
}

void PostingEditor::connectFields()
{
    connect(m_day, &QLineEdit::textChanged, this, &PostingEditor::dayChanged);
    for (QLineEdit* const line : { static_cast<QLineEdit*>(m_payee), static_cast<QLineEdit*>(m_amount), m_memo })
        connect(line, &QLineEdit::textChanged, this, &PostingEditor::edited);
    for (ChoiceBox* const box : { m_entry, m_account, m_toAccount })
        connect(box, &QComboBox::editTextChanged, this, &PostingEditor::edited);
    connect(m_entry, &QComboBox::editTextChanged, this, &PostingEditor::showEntryKind);
    connect(m_cleared, &QCheckBox::toggled, this, &PostingEditor::edited);
    connect(m_entries, &MonthEntries::changed, this, &PostingEditor::showEntryKind);
}

/// What an unsigned amount means depends on the entry; the amount itself stays.
void PostingEditor::showEntryKind()
{
    const bool isOutgoing = !m_entries->isIncome(m_entry->chosen());
    if (isOutgoing == m_amount->isOutgoing())
        return;
    const auto amount = m_amount->amount();
    m_amount->setOutgoing(isOutgoing);
    if (amount)
        m_amount->setAmount(amount);
}

void PostingEditor::dayChanged()
{
    const QDate day = m_day->day();
    if (day.isValid()) {
        m_entries->setMonth(yearMonthOf(day));
        say(m_entries->obstacle());
    }
    edited();
}

QJsonObject PostingEditor::state() const
{
    TypedPosting typed;
    typed.day = m_day->text().trimmed();
    typed.payee = m_payee->text().trimmed();
    typed.amount = m_amount->text().trimmed();
    typed.memo = m_memo->text().trimmed();
    typed.entry = m_entry->chosen();
    typed.account = m_account->chosen();
    typed.toAccount = m_toAccount->chosen();
    typed.entryText = m_entry->unknownText();
    typed.accountText = m_account->unknownText();
    typed.isCleared = m_cleared->isChecked();
    return typed.toJson();
}

void PostingEditor::showState(const QJsonObject& state)
{
    const TypedPosting typed = TypedPosting::of(state);
    m_day->setText(typed.day);
    m_payee->setText(typed.payee);
    m_entries->choose(m_entry, typed.entry);
    showEntryKind();
    m_amount->setText(typed.amount);
    m_memo->setText(typed.memo);
    m_account->choose(typed.account);
    m_toAccount->choose(typed.toAccount);
    if (!typed.entryText.isEmpty())
        m_entry->setEditText(typed.entryText);
    if (!typed.accountText.isEmpty())
        m_account->setEditText(typed.accountText);
    m_cleared->setChecked(typed.isCleared);
}

bool PostingEditor::isRight()
{
    if (!m_day->isValid())
        refuse(m_day, m_day->fault());
    else if (const QString obstacle = m_entries->obstacle(); !obstacle.isEmpty())
        refuse(m_day, obstacle);
    else if (!m_amount->isValid())
        refuse(m_amount, m_amount->fault());
    else if (m_entry->isUnknown())
        refuse(m_entry, tr("There is no entry “%1” in this month.").arg(m_entry->currentText().trimmed()));
    else if (!m_account->chosen())
        refuse(m_account, tr("Choose an account."));
    else if (m_isTransfer && !m_toAccount->chosen())
        refuse(m_toAccount, tr("Choose the account that it goes to."));
    else if (m_isTransfer && m_toAccount->chosen() == m_account->chosen())
        refuse(m_toAccount, tr("A transfer goes from one account to another one."));
    else
        return true;
    return false;
}

void PostingEditor::save()
{
    if (!isRight())
        return;
    PostingDraft now;
    now.date = isoDay(m_day->day());
    now.amount = *m_amount->amount();
    now.account = *m_account->chosen();
    now.entry = m_entry->chosen();
    if (m_isTransfer)
        now.toAccount = m_toAccount->chosen();
    now.payee = m_payee->text().trimmed().toStdString();
    now.memo = m_memo->text().trimmed().toStdString();
    now.isCleared = m_cleared->isChecked();
    record([posting = m_posting, now](Ledger& ledger) -> Result<> {
        QM_ASSIGN(const PostingDraft fitted, fittedToItsMonth(ledger, now));
        return editPosting(ledger, posting, fitted);
    });
}

void PostingEditor::remove()
{
    record([posting = m_posting](Ledger& ledger) { return deletePosting(ledger, posting); });
}

} // namespace qm::desktop
