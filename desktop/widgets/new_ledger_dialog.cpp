#include "desktop/widgets/new_ledger_dialog.h"

#include "desktop/models/first_steps_text.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace qm::desktop {

NewLedgerDialog::NewLedgerDialog(Workspace& workspace, QWidget* parent)
    : Sheet(
        tr("Start a ledger"), tr("One file on this computer holds everything. The name can be changed later."), parent)
    , m_workspace(workspace)
    , m_name(new QLineEdit(tr("Home"), this))
    , m_currency(new QComboBox(this))
{
    m_name->setMaxLength(200);
    m_name->selectAll();
    m_currency->setEditable(true);
    m_currency->setInsertPolicy(QComboBox::NoInsert);
    m_currency->setMaxVisibleItems(14);
    m_currency->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_currency->completer()->setFilterMode(Qt::MatchContains);
    m_currency->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    fillCurrencies();
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(4 * unit);
    form->setVerticalSpacing(3 * unit);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Currency"), m_currency);
    body()->addLayout(form);
    body()->addStretch();
    addCancelButton();
    m_main = addMainButton(tr("Start"));
    connect(m_main, &QPushButton::clicked, this, &NewLedgerDialog::make);
    connect(m_name, &QLineEdit::textChanged, this, &NewLedgerDialog::check);
    connect(m_currency, &QComboBox::editTextChanged, this, &NewLedgerDialog::check);
    resize(110 * unit, sizeHint().height());
    m_name->setFocus();
}

void NewLedgerDialog::fillCurrencies()
{
    const QString likely = likelyCurrency();
    for (const std::string& known : Currency::codes()) {
        const QString code = QString::fromStdString(known);
        m_currency->addItem(currencyText(code), code);
        if (code == likely)
            m_currency->setCurrentIndex(m_currency->count() - 1);
    }
}

QString NewLedgerDialog::currencyCode() const
{
    const QString typed = m_currency->currentText().trimmed();
    const int chosen = m_currency->findText(typed, Qt::MatchFixedString);
    if (chosen >= 0)
        return m_currency->itemData(chosen).toString();
    const auto currency = Currency::parse(typed.toStdString());
    return currency ? QString::fromStdString(currency->code) : QString();
}

void NewLedgerDialog::check()
{
    const bool isUnknown = currencyCode().isEmpty();
    m_main->setEnabled(!m_name->text().trimmed().isEmpty() && !isUnknown);
    const bool isTyping = m_currency->currentText().trimmed().size() < 3;
    showFault(isUnknown && !isTyping ? tr("There is no currency of this name. Its code has three letters, as EUR.")
                                     : QString());
}

void NewLedgerDialog::make()
{
    const auto currency = Currency::parse(currencyCode().toStdString());
    const QString name = m_name->text().simplified();
    if (!currency || name.isEmpty())
        return;
    m_main->setEnabled(false);
    const QString path = m_workspace.preferences.folders().newLedgerPath(name);
    whenDone(this, m_workspace.ledger.create(path, name, *currency), [this](Result<> done) {
        m_main->setEnabled(true);
        if (done)
            begin();
        else
            showFault(ErrorText::of(done.error()).text());
    });
}

/// The first month is offered from the usual entries, of which a person keeps what fits.
void NewLedgerDialog::begin()
{
    Workspace& workspace = m_workspace;
    accept();
    workspace.act(
        &workspace, [steps = usualFirstSteps()](Ledger& ledger) { return takeFirstSteps(ledger, steps); },
        [&workspace](const Uuid&) {
            if (QAction* const open = workspace.command(QStringLiteral("month.open")))
                open->trigger();
        });
}

} // namespace qm::desktop
