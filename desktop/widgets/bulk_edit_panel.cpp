#include "desktop/widgets/bulk_edit_panel.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/draft_offer.h"
#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

/// Stands in the choice of entries for "without an entry"; no row has it.
const Uuid withoutEntry {};

QFormLayout* newForm(QWidget* parent)
{
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(2 * unit);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

} // namespace

BulkEditPanel::BulkEditPanel(Workspace& workspace, QWidget* parent)
    : QFrame(parent)
    , m_workspace(workspace)
    , m_title(new QLabel(this))
    , m_fields(new QWidget(this))
    , m_dayField(new QWidget(this))
    , m_entry(new ChoiceBox)
    , m_account(new ChoiceBox)
    , m_payee(new QLineEdit)
    , m_memo(new QLineEdit)
    , m_cleared(new QComboBox)
    , m_day(new DayEdit)
    , m_apply(new QPushButton(this))
    , m_drafts(new FieldDrafts(workspace, this))
{
    const QString asItIs = tr("Leave as it is");
    for (QLineEdit* const line : { m_entry->lineEdit(), m_account->lineEdit(), m_payee, m_memo })
        line->setPlaceholderText(asItIs);
    m_cleared->addItems({ asItIs, tr("Cleared"), tr("Not cleared") });
    m_day->setRequired(true);
    QFormLayout* const form = newForm(m_fields);
    form->addRow(tr("&Entry"), m_entry);
    form->addRow(tr("&Account"), m_account);
    form->addRow(tr("&Payee"), m_payee);
    form->addRow(tr("&Memo"), m_memo);
    form->addRow(tr("&Cleared"), m_cleared);
    newForm(m_dayField)->addRow(tr("&Day"), m_day);
    for (const auto& [field, name] :
        { std::pair<QWidget*, QString> { m_entry, tr("Entry") }, { m_account, tr("Account") }, { m_payee, tr("Payee") },
            { m_memo, tr("Memo") }, { m_cleared, tr("Cleared") }, { m_day, tr("Day") } }) {
        field->setAccessibleName(name);
        field->setMinimumHeight(7 * unit);
    }
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setWordWrap(true);
    auto* cancel = new QPushButton(tr("Close"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_apply, 1);
    buttons->addWidget(cancel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4 * unit, 3 * unit, 4 * unit, 4 * unit);
    column->setSpacing(3 * unit);
    column->addWidget(m_title);
    column->addWidget(new DraftOffer(*m_drafts, this));
    column->addWidget(m_fields);
    column->addWidget(m_dayField);
    column->addLayout(buttons);
    column->addStretch(1);
    setFixedWidth(68 * unit);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    connect(cancel, &QPushButton::clicked, this, &BulkEditPanel::close);
    connect(m_apply, &QPushButton::clicked, this, &BulkEditPanel::apply);
    for (QLineEdit* const line :
        { m_entry->lineEdit(), m_account->lineEdit(), m_payee, m_memo, static_cast<QLineEdit*>(m_day) })
        connect(line, &QLineEdit::textChanged, this, &BulkEditPanel::showState);
    connect(m_cleared, &QComboBox::currentIndexChanged, this, &BulkEditPanel::showState);
    m_drafts->add(QStringLiteral("entry"), m_entry);
    m_drafts->add(QStringLiteral("account"), m_account);
    m_drafts->add(QStringLiteral("payee"), m_payee);
    m_drafts->add(QStringLiteral("memo"), m_memo);
    m_drafts->add(QStringLiteral("cleared"), m_cleared);
    connect(&m_workspace.ledger, &LedgerService::opened, this, [this] {
        if (isVisibleTo(parentWidget()))
            close(); // it was for postings of another ledger
    });
    hide();
}

void BulkEditPanel::edit(int count, const std::optional<Uuid>& month)
{
    m_drafts->leave(); // emptying the fields is nobody's change
    m_entry->setCurrentIndex(-1);
    m_account->setCurrentIndex(-1);
    for (QLineEdit* const line : { m_entry->lineEdit(), m_account->lineEdit(), m_payee, m_memo })
        line->clear();
    m_cleared->setCurrentIndex(0);
    reload();
    readEntries(month);
    m_count = count;
    m_drafts->begin(QStringLiteral("bulk.edit"));
    show(false);
    m_entry->setFocus();
}

void BulkEditPanel::move(int count, QDate day)
{
    m_day->setDay(day);
    m_count = count;
    show(true);
    m_day->setFocus();
    m_day->selectAll();
}

void BulkEditPanel::setCount(int count)
{
    m_count = count;
    showState();
}

void BulkEditPanel::show(bool isMove)
{
    m_isMove = isMove;
    m_fields->setVisible(!isMove);
    m_dayField->setVisible(isMove);
    showState();
    setVisible(true);
}

void BulkEditPanel::reload()
{
    m_account->setChoices(accountChoices(m_workspace.ledger.catalogue()));
}

/// A posting of another month gets the entry of its own month that fits, so the entries of one month are enough.
void BulkEditPanel::readEntries(const std::optional<Uuid>& month)
{
    if (!month)
        return;
    m_entriesRequest.start(this,
        m_workspace.ledger.read([month = *month](Ledger& ledger) { return ledger.entries(month); }),
        [this](const Result<std::vector<Entry>>& entries) {
            if (!entries)
                return;
            auto choices = entryChoices(m_workspace.ledger.catalogue(), *entries, {});
            choices.push_back({ withoutEntry, tr("Without an entry"), {} });
            m_entry->setChoices(choices);
        });
}

PostingEdit BulkEditPanel::wanted() const
{
    PostingEdit edit;
    if (const auto entry = m_entry->chosen())
        edit.entry = PostingEdit::ToEntry { *entry == withoutEntry ? std::nullopt : entry };
    edit.account = m_account->chosen();
    if (const QString payee = m_payee->text().trimmed(); !payee.isEmpty())
        edit.payee = payee.toStdString();
    if (const QString memo = m_memo->text().trimmed(); !memo.isEmpty())
        edit.memo = memo.toStdString();
    if (m_cleared->currentIndex() > 0)
        edit.isCleared = m_cleared->currentIndex() == 1;
    return edit;
}

void BulkEditPanel::showState()
{
    m_title->setText(
        m_isMove ? tr("Move %n postings to another day", nullptr, m_count) : tr("Edit %n postings", nullptr, m_count));
    m_apply->setText(m_isMove ? tr("Move %n postings", nullptr, m_count) : tr("Change %n postings", nullptr, m_count));
    const PostingEdit edit = wanted();
    const bool isSomething = edit.entry || edit.account || edit.payee || edit.memo || edit.isCleared;
    m_apply->setEnabled(m_count > 0 && (m_isMove ? m_day->day().isValid() : isSomething));
}

void BulkEditPanel::apply()
{
    if (!m_apply->isEnabled())
        return;
    if (!m_isMove) {
        emit editWanted(wanted());
        m_drafts->settle();
        m_drafts->begin(m_drafts->name()); // what stands there is done
    } else if (m_day->confirm())
        emit moveWanted(m_day->day());
}

void BulkEditPanel::close()
{
    m_drafts->giveUp();
    hide();
    emit closed();
}

void BulkEditPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        apply();
    else
        QFrame::keyPressEvent(event);
}

} // namespace qm::desktop
