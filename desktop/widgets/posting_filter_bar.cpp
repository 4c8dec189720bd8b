#include "desktop/widgets/posting_filter_bar.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/flow_layout.h"
#include "desktop/widgets/theme.h"

#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

std::optional<YearMonth> monthOf(const Catalogue& catalogue, const std::optional<Uuid>& id)
{
    const Month* const month = id ? catalogue.month(*id) : nullptr;
    return month ? std::optional(month->ym) : std::nullopt;
}

std::optional<Uuid> idOf(const Catalogue& catalogue, const std::optional<YearMonth>& ym)
{
    const Month* const month = ym ? catalogue.month(*ym) : nullptr;
    return month ? std::optional(month->id) : std::nullopt;
}

} // namespace

PostingFilterBar::PostingFilterBar(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_search(new QLineEdit(this))
    , m_filters(new QWidget(this))
{
    m_search->setPlaceholderText(tr("Search payee, memo, entry, category, account or amount"));
    m_search->setAccessibleName(tr("Search postings"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setMinimumHeight(8 * unit);
    m_search->installEventFilter(this);
    auto* flow = new FlowLayout(m_filters);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(2 * unit);
    m_from = addChoice(tr("First month"), tr("From any month"));
    m_to = addChoice(tr("Last month"), tr("To any month"));
    m_account = addChoice(tr("Account"), tr("All accounts"));
    m_category = addChoice(tr("Category"), tr("All categories"));
    m_amountFrom = addAmount(tr("Least amount"), tr("Amount from"));
    m_amountTo = addAmount(tr("Largest amount"), tr("Amount to"));
    m_withoutEntry = addToggle(tr("No entry yet"), tr("Only postings without an entry"));
    m_uncleared = addToggle(tr("Not cleared"), tr("Only postings that are not cleared"));
    m_transfers = addToggle(tr("Transfers"), tr("Only transfers between accounts"));
    m_entry = addToggle({}, tr("Only postings of this entry. A click shows those of all entries."));
    m_clear = addToggle(tr("Clear filters"), tr("Show all postings again"));
    m_clear->setCheckable(false);
    m_clear->setIcon(icon(QStringLiteral("close")));
    m_clear->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_clear, &QToolButton::clicked, this, [this] {
        clear();
        m_search->setFocus();
    });
    connect(m_entry, &QToolButton::clicked, this, [this] {
        m_entryId.reset();
        noteChange();
    });
    connect(m_search, &QLineEdit::textChanged, this, &PostingFilterBar::noteChange);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * unit);
    column->addWidget(m_search);
    column->addWidget(m_filters);
    reload();
}

QToolButton* PostingFilterBar::addToggle(const QString& text, const QString& hint)
{
    auto* button = new QToolButton(m_filters);
    button->setText(text);
    button->setToolTip(hint);
    button->setAccessibleName(text);
    button->setAccessibleDescription(hint);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMinimumHeight(7 * unit);
    connect(button, &QToolButton::toggled, this, &PostingFilterBar::noteChange);
    m_filters->layout()->addWidget(button);
    return button;
}

ChoiceBox* PostingFilterBar::addChoice(const QString& name, const QString& placeholder)
{
    auto* box = new ChoiceBox(m_filters);
    box->setAccessibleName(name);
    box->lineEdit()->setPlaceholderText(placeholder);
    box->setFixedWidth(38 * unit);
    box->setMinimumHeight(7 * unit);
    connect(box, &ChoiceBox::chosenChanged, this, &PostingFilterBar::noteChange);
    connect(box, &QComboBox::editTextChanged, this, [this, box](const QString& text) {
        if (text.isEmpty() && box->currentIndex() >= 0)
            box->setCurrentIndex(-1);
    });
    m_filters->layout()->addWidget(box);
    return box;
}

AmountEdit* PostingFilterBar::addAmount(const QString& name, const QString& placeholder)
{
    auto* edit = new AmountEdit({ "EUR", 2 }, m_filters);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    edit->setFixedWidth(28 * unit);
    edit->setMinimumHeight(7 * unit);
    connect(edit, &QLineEdit::textChanged, this, &PostingFilterBar::noteChange);
    m_filters->layout()->addWidget(edit);
    return edit;
}

PostingQuery PostingFilterBar::query() const
{
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    const auto size = [](const AmountEdit* edit) {
        const auto amount = edit->amount();
        return amount && amount->minor < 0 ? std::optional(Money { -amount->minor }) : amount;
    };
    PostingQuery query;
    query.text = m_search->text().trimmed().toStdString();
    query.from = monthOf(catalogue, m_from->chosen());
    query.to = monthOf(catalogue, m_to->chosen());
    query.account = m_account->chosen();
    query.category = m_category->chosen();
    query.entry = m_entryId;
    query.onlyWithoutEntry = m_withoutEntry->isChecked();
    query.onlyUncleared = m_uncleared->isChecked();
    query.onlyTransfers = m_transfers->isChecked();
    query.amountFrom = size(m_amountFrom);
    query.amountTo = size(m_amountTo);
    return query;
}

void PostingFilterBar::setQuery(const PostingQuery& query)
{
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    m_isFilling = true;
    m_search->setText(QString::fromStdString(query.text));
    m_from->choose(idOf(catalogue, query.from));
    m_to->choose(idOf(catalogue, query.to));
    m_account->choose(query.account);
    m_category->choose(query.category);
    m_entryId = query.entry;
    m_withoutEntry->setChecked(query.onlyWithoutEntry);
    m_uncleared->setChecked(query.onlyUncleared);
    m_transfers->setChecked(query.onlyTransfers);
    m_amountFrom->setAmount(query.amountFrom);
    m_amountTo->setAmount(query.amountTo);
    m_isFilling = false;
    noteChange();
}

void PostingFilterBar::reload()
{
    if (!m_workspace.ledger.isOpen())
        return;
    m_amountFrom->setCurrency(m_workspace.ledger.currency());
    m_amountTo->setCurrency(m_workspace.ledger.currency());
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    std::vector<ChoiceBox::Choice> months;
    for (auto month = catalogue.months.rbegin(); month != catalogue.months.rend(); ++month)
        months.push_back({ month->id, monthText(month->ym), {} });
    std::vector<ChoiceBox::Choice> accounts;
    for (const Account& account : catalogue.accounts)
        accounts.push_back(
            { account.id, QString::fromStdString(account.name), account.isArchived ? tr("archived") : QString() });
    m_from->setChoices(months);
    m_to->setChoices(months);
    m_account->setChoices(accounts);
    m_category->setChoices(categoryChoices(catalogue));
    showState();
}

void PostingFilterBar::noteChange()
{
    if (m_isFilling || !m_workspace.ledger.isOpen())
        return;
    showState();
    PostingQuery now = query();
    if (now == m_said)
        return;
    m_said = std::move(now);
    emit queryChanged();
}

void PostingFilterBar::showState()
{
    m_clear->setVisible(query() != PostingQuery());
    m_entry->setVisible(m_entryId.has_value());
    if (!m_entryId)
        return;
    m_entry->setChecked(true);
    whenDone(m_entry, m_workspace.ledger.read([id = *m_entryId](Ledger& ledger) -> Result<QString> {
        const auto row = ledger.row({ Table::Entry, id });
        const std::string* const name = row ? asText(row->columns[col::entry::name]) : nullptr;
        return name ? QString::fromStdString(*name) : QString();
    }),
        [this](const Result<QString>& name) {
            if (name)
                m_entry->setText(tr("Entry: %1").arg(*name));
            m_entry->setAccessibleName(m_entry->text());
        });
}

void PostingFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool PostingFilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return) {
            emit leftDown();
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace qm::desktop
