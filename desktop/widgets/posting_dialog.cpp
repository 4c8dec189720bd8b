#include "desktop/widgets/posting_dialog.h"

#include "desktop/widgets/draft_offer.h"
#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

PostingDialog::PostingDialog(Workspace& workspace, const QString& draftName, QWidget* window)
    : QDialog(window)
    , m_workspace(workspace)
    , m_content(new QVBoxLayout)
    , m_fields(new QWidget(this))
    , m_draftName(draftName)
    , m_drafts(new FieldDrafts(workspace, this))
    , m_sentence(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
    , m_save(m_buttons->button(QDialogButtonBox::Save))
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_save->setText(tr("Record"));
    m_save->setDefault(true);
    m_sentence->setWordWrap(true);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(3 * unit);
    m_fields->setLayout(m_content);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6 * unit, 6 * unit, 6 * unit, 5 * unit);
    column->setSpacing(4 * unit);
    column->addWidget(m_fields, 1);
    column->addWidget(m_sentence);
    column->addWidget(new DraftOffer(*m_drafts, this));
    column->addWidget(m_buttons);

    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] { save(); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &PostingDialog::reject);
    m_drafts->add(
        QStringLiteral("fields"), [this] { return QJsonValue(state()); },
        [this](const QJsonValue& fields) { showState(fields.toObject()); });
    connect(m_drafts, &FieldDrafts::keptChanged, this, [this] { say({}); });
    connect(&m_workspace.ledger, &LedgerService::opened, this, &QWidget::close); // its draft stays with its ledger
}

/// While it goes, its fields lose the focus and tidy up their texts: nobody is there to hear of it any more.
PostingDialog::~PostingDialog()
{
    for (QObject* const child : findChildren<QObject*>())
        child->disconnect(this);
}

void PostingDialog::begin()
{
    m_drafts->begin(m_draftName);
}

void PostingDialog::bringDraft()
{
    if (m_drafts->hasKept())
        m_drafts->bringBack();
}

void PostingDialog::edited()
{
    m_drafts->changed();
}

void PostingDialog::say(const QString& sentence, bool isWrong)
{
    m_sentence->setText(sentence);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, isWrong ? theme().over : theme().muted);
    m_sentence->setPalette(colours);
}

void PostingDialog::refuse(QWidget* field, const QString& sentence)
{
    field->setFocus(Qt::OtherFocusReason);
    say(sentence);
}

void PostingDialog::setReadOnly(const QString& reason)
{
    m_fields->setEnabled(false);
    m_save->hide();
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Close"));
    say(reason, false);
}

QPushButton* PostingDialog::addButton(const QString& text, const QString& iconName)
{
    QPushButton* const button = m_buttons->addButton(text, QDialogButtonBox::ResetRole);
    button->setIcon(icon(iconName));
    button->setAutoDefault(false);
    return button;
}

void PostingDialog::finish()
{
    m_drafts->settle();
    emit recorded();
    accept();
}

void PostingDialog::reject()
{
    const bool isLeft = m_fields->isEnabled() && m_workspace.ledger.isOpen() && m_drafts->isChanged();
    m_drafts->giveUp();
    if (isLeft)
        emit givenUp(m_draftName);
    QDialog::reject();
}

std::vector<ChoiceBox::Choice> accountChoicesWith(const Catalogue& catalogue, const std::optional<Uuid>& own)
{
    std::vector<ChoiceBox::Choice> choices = accountChoices(catalogue);
    const Account* const account = own ? catalogue.account(*own) : nullptr;
    if (account && account->isArchived)
        choices.push_back({ account->id, QString::fromStdString(account->name), PostingDialog::tr("archived") });
    return choices;
}

QWidget* labelled(const QString& label, QWidget* field)
{
    auto* cell = new QWidget;
    auto* name = new QLabel(label, cell);
    auto* const box = qobject_cast<QComboBox*>(field);
    name->setBuddy(field);
    name->setForegroundRole(QPalette::PlaceholderText);
    const QString plain = QString(label).remove(QLatin1Char('&'));
    field->setAccessibleName(plain);
    if (box && box->lineEdit())
        box->lineEdit()->setAccessibleName(plain);
    field->setMinimumHeight(8 * unit);
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(unit);
    column->addWidget(name);
    column->addWidget(field);
    return cell;
}

} // namespace qm::desktop
