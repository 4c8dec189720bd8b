#include "desktop/widgets/transfer_editor.h"

#include "common/store/posting_edits.h"
#include "desktop/models/display_text.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/month_entries.h"
#include "desktop/widgets/theme.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace qm::desktop {

TransferEditor::TransferEditor(Workspace& workspace, YearMonth ym, const TypedPosting& typed, QWidget* window)
    : PostingDialog(workspace, QStringLiteral("transfer/new"), window)
    , m_entries(new MonthEntries(workspace, this))
    , m_from(new ChoiceBox(m_fields))
    , m_to(new ChoiceBox(m_fields))
    , m_amount(new AmountEdit(workspace.ledger.currency(), m_fields))
    , m_day(new DayEdit(m_fields))
    , m_entry(new ChoiceBox(m_fields))
    , m_memo(new QLineEdit(m_fields))
{
    setWindowTitle(tr("Transfer between accounts"));
    m_from->setChoices(accountChoices(workspace.ledger.catalogue()));
    m_to->setChoices(accountChoices(workspace.ledger.catalogue()));
    m_day->setUsualMonth(ym);
    m_day->setRequired(true);
    m_amount->setRequired(true);
    m_amount->setOutgoing(true);
    m_entries->serve(m_entry);
    m_entries->setMonth(ym);
    makeFields();
    m_from->choose(typed.account);
    m_to->choose(typed.toAccount);
    m_amount->setText(typed.amount);
    m_day->setText(typed.day);
    m_entries->choose(m_entry, typed.entry);
    m_memo->setText(typed.memo);

    connect(m_day, &QLineEdit::textChanged, this, &TransferEditor::dayChanged);
    for (QLineEdit* const line : { static_cast<QLineEdit*>(m_amount), m_memo })
        connect(line, &QLineEdit::textChanged, this, &TransferEditor::edited);
    for (ChoiceBox* const box : { m_from, m_to, m_entry })
        connect(box, &QComboBox::editTextChanged, this, &TransferEditor::edited);
    begin();
    m_from->setFocus();
    m_from->lineEdit()->selectAll();
}

void TransferEditor::makeFields()
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(3 * unit);
    grid->setVerticalSpacing(3 * unit);
    for (ChoiceBox* const box : { m_from, m_to, m_entry }) {
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setMinimumContentsLength(18);
    }
    m_from->lineEdit()->setPlaceholderText(tr("Account"));
    m_to->lineEdit()->setPlaceholderText(tr("Account"));
    m_entry->lineEdit()->setPlaceholderText(tr("no entry, it is only moved"));
    grid->addWidget(labelled(tr("&From account"), m_from), 0, 0);
    grid->addWidget(labelled(tr("&To account"), m_to), 0, 1);
    grid->addWidget(labelled(tr("&Amount"), m_amount), 1, 0);
    grid->addWidget(labelled(tr("&Day"), m_day), 1, 1);
    grid->addWidget(labelled(tr("&Entry, as saving"), m_entry), 2, 0, 1, 2);
    grid->addWidget(labelled(tr("&Memo"), m_memo), 3, 0, 1, 2);
    m_content->addLayout(grid);
    m_content->addStretch();
    resize(120 * unit, sizeHint().height());
}

void TransferEditor::dayChanged()
{
    const QDate day = m_day->day();
    if (day.isValid()) {
        m_entries->setMonth(yearMonthOf(day));
        say(m_entries->obstacle());
    }
    edited();
}

QJsonObject TransferEditor::state() const
{
    TypedPosting typed;
    typed.day = m_day->text().trimmed();
    typed.amount = m_amount->text().trimmed();
    typed.memo = m_memo->text().trimmed();
    typed.entry = m_entry->chosen();
    typed.account = m_from->chosen();
    typed.toAccount = m_to->chosen();
    return typed.toJson();
}

void TransferEditor::showState(const QJsonObject& state)
{
    const TypedPosting typed = TypedPosting::of(state);
    m_day->setText(typed.day);
    m_amount->setText(typed.amount);
    m_memo->setText(typed.memo);
    m_entries->choose(m_entry, typed.entry);
    m_from->choose(typed.account);
    m_to->choose(typed.toAccount);
}

bool TransferEditor::isRight()
{
    if (!m_from->chosen())
        refuse(m_from, tr("Choose the account that it comes from."));
    else if (!m_to->chosen())
        refuse(m_to, tr("Choose the account that it goes to."));
    else if (m_to->chosen() == m_from->chosen())
        refuse(m_to, tr("A transfer goes from one account to another one."));
    else if (!m_amount->isValid())
        refuse(m_amount, m_amount->fault());
    else if (!m_day->isValid())
        refuse(m_day, m_day->fault());
    else if (const QString obstacle = m_entries->obstacle(); !obstacle.isEmpty())
        refuse(m_day, obstacle);
    else if (m_entry->isUnknown())
        refuse(m_entry, tr("There is no entry “%1” in this month.").arg(m_entry->currentText().trimmed()));
    else
        return true;
    return false;
}

void TransferEditor::save()
{
    if (!isRight())
        return;
    PostingDraft draft;
    draft.date = isoDay(m_day->day());
    draft.amount = *m_amount->amount();
    draft.account = *m_from->chosen();
    draft.toAccount = m_to->chosen();
    draft.entry = m_entry->chosen();
    draft.memo = m_memo->text().trimmed().toStdString();
    record([draft](Ledger& ledger) -> Result<Uuid> {
        QM_ASSIGN(const PostingDraft fitted, fittedToItsMonth(ledger, draft));
        return addPosting(ledger, fitted);
    });
}

} // namespace qm::desktop
