#include "desktop/widgets/reconcile_panel.h"

#include "common/store/account_balances.h"
#include "common/store/actions.h"
#include "desktop/models/display_text.h"
#include "desktop/models/statement_model.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/flow_layout.h"
#include "desktop/widgets/list_header.h"
#include "desktop/widgets/tick_delegate.h"
#include "desktop/widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

QString draftName(const Uuid& account)
{
    return QStringLiteral("reconcile/") + QString::fromStdString(account.text());
}

QFont larger(QFont font, qreal factor)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

ReconcilePanel::ReconcilePanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_model(new StatementModel(this))
    , m_title(new QLabel(this))
    , m_day(new DayEdit(this))
    , m_balance(new AmountEdit({ "EUR", 2 }, this))
    , m_table(new QTableView(this))
    , m_difference(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_tickAll(new QPushButton(tr("Tick &all"), this))
    , m_record(new QPushButton(tr("&Record the difference"), this))
    , m_finish(new QPushButton(tr("&Finish"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_table, 1);
    column->addWidget(makeFoot());
    styleTable();
    connect(m_day, &QLineEdit::textChanged, this, [this] {
        keepDraft();
        readView();
    });
    connect(m_balance, &QLineEdit::textChanged, this, [this] {
        keepDraft();
        showDifference();
    });
    connect(m_model, &StatementModel::tickedChanged, this, [this] {
        keepDraft();
        showDifference();
    });
    connect(&m_workspace.ledger, &LedgerService::opened, this, [this] {
        if (m_account.id.isNull())
            return;
        m_account = {}; // of the ledger before; its draft stays there
        emit left();
    });
    connect(m_tickAll, &QPushButton::clicked, this, [this] { m_model->setAllTicked(m_model->ticked().empty()); });
    connect(m_record, &QPushButton::clicked, this, &ReconcilePanel::recordDifference);
    connect(m_finish, &QPushButton::clicked, this, &ReconcilePanel::finish);
    connect(m_balance, &QLineEdit::returnPressed, this, [this] {
        const bool wasChosen = m_table->currentIndex().isValid();
        m_table->setFocus();
        if (wasChosen)
            return;
        int first = 0; // that can be ticked
        while (first < m_model->rowCount()
            && !m_model->index(first, StatementModel::Ticked).flags().testFlag(Qt::ItemIsUserCheckable))
            ++first;
        m_table->selectRow(first);
    });
    connect(m_day, &QLineEdit::returnPressed, m_balance, [this] { m_balance->setFocus(); });
}

QWidget* ReconcilePanel::makeHead()
{
    auto* head = new QWidget;
    m_title->setFont(larger(font(), 1.2));
    auto* words = new QLabel(tr("Take the bank's statement, and tick every posting that stands on it."));
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setWordWrap(true);
    auto* dayLabel = new QLabel(tr("&Day of the statement"));
    auto* balanceLabel = new QLabel(tr("&Balance on it"));
    dayLabel->setBuddy(m_day);
    balanceLabel->setBuddy(m_balance);
    m_day->setRequired(true);
    m_day->setAccessibleName(tr("Day of the statement"));
    m_balance->setRequired(true);
    m_balance->setAccessibleName(tr("Balance on the statement"));
    for (QLineEdit* const edit : { static_cast<QLineEdit*>(m_day), static_cast<QLineEdit*>(m_balance) }) {
        edit->setFixedWidth(32 * unit);
        edit->setMinimumHeight(7 * unit);
    }
    auto* fields = new FlowLayout;
    fields->setSpacing(2 * unit);
    fields->addWidget(dayLabel);
    fields->addWidget(m_day);
    fields->addWidget(balanceLabel);
    fields->addWidget(m_balance);
    fields->addWidget(m_tickAll);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit);
    column->setSpacing(2 * unit);
    column->addWidget(m_title);
    column->addWidget(words);
    column->addLayout(fields);
    return head;
}

QWidget* ReconcilePanel::makeFoot()
{
    auto* foot = new QWidget;
    m_difference->setFont(larger(font(), 1.1));
    m_difference->setAccessibleName(tr("Difference"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);
    auto* later = new QPushButton(tr("&Later"));
    later->setToolTip(tr("Goes back to the postings; what is ticked is kept (Esc)"));
    auto* giveUpButton = new QPushButton(tr("&Give up"));
    giveUpButton->setToolTip(tr("Forgets the ticks; no posting is changed"));
    connect(later, &QPushButton::clicked, this, &ReconcilePanel::left);
    connect(giveUpButton, &QPushButton::clicked, this, &ReconcilePanel::giveUp);
    m_record->setToolTip(tr("Records a posting of that amount on the day of the statement"));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_difference);
    words->addWidget(m_hint);
    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(buttons); // below each other where there is little room
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(2 * unit);
    for (QPushButton* const button : { m_finish, m_record, later, giveUpButton })
        flow->addWidget(button);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(4 * unit, 2 * unit, 4 * unit, 2 * unit);
    row->setSpacing(4 * unit);
    row->addLayout(words, 1);
    row->addWidget(buttons, 2);
    return foot;
}

void ReconcilePanel::styleTable()
{
    m_table->setHorizontalHeader(new ListHeader(m_table));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new TickDelegate(m_table));
    m_table->setAccessibleName(tr("Postings that are not cleared"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->installEventFilter(this);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(std::max(8 * unit, fontMetrics().height() + 3 * unit));
    QHeaderView* const header = m_table->horizontalHeader();
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    m_table->setColumnWidth(StatementModel::Ticked, 10 * unit);
    m_table->setColumnWidth(StatementModel::Day, 13 * digit);
    m_table->setColumnWidth(StatementModel::Amount, 14 * digit);
    for (const int column : { StatementModel::Payee, StatementModel::Entry, StatementModel::Memo })
        header->setSectionResizeMode(column, QHeaderView::Stretch);
    connect(m_table, &QTableView::clicked, m_model, [this](const QModelIndex& index) { m_model->turn(index.row()); });
}

bool ReconcilePanel::hasDraft(Workspace& workspace, const Uuid& account)
{
    return !workspace.drafts.draft(draftName(account)).isEmpty();
}

void ReconcilePanel::begin(const Account& account)
{
    m_account = account;
    m_balance->setCurrency(m_workspace.ledger.currency());
    m_title->setText(tr("Reconcile %1").arg(QString::fromStdString(account.name)));
    restoreDraft();
    readView();
}

void ReconcilePanel::takeFocus()
{
    m_day->setFocus();
    m_day->selectAll();
}

void ReconcilePanel::restoreDraft()
{
    m_isRestoring = true;
    const QJsonObject draft = m_workspace.drafts.draft(draftName(m_account.id));
    const QDate day = QDate::fromString(draft[QLatin1String("day")].toString(), Qt::ISODate);
    m_day->setDay(day.isValid() ? day : QDate::currentDate());
    m_balance->setText(draft[QLatin1String("balance")].toString());
    std::set<Uuid> ticked;
    const QJsonArray ids = draft[QLatin1String("ticked")].toArray();
    for (const QJsonValue& text : ids) {
        if (const auto id = Uuid::parse(text.toString().toStdString()))
            ticked.insert(*id);
    }
    m_model->setTicked(std::move(ticked));
    m_isRestoring = false;
}

void ReconcilePanel::keepDraft()
{
    if (m_isRestoring || m_account.id.isNull())
        return;
    QJsonArray ticked;
    for (const Uuid& id : m_model->ticked())
        ticked.append(QString::fromStdString(id.text()));
    if (m_balance->text().isEmpty() && ticked.isEmpty()) {
        m_workspace.drafts.remove(draftName(m_account.id));
        return;
    }
    m_workspace.drafts.put(draftName(m_account.id),
        { { QStringLiteral("day"), m_day->day().toString(Qt::ISODate) },
            { QStringLiteral("balance"), m_balance->text() }, { QStringLiteral("ticked"), ticked } });
}

void ReconcilePanel::reload()
{
    if (!m_account.id.isNull())
        readView();
}

void ReconcilePanel::readView()
{
    const QDate day = m_day->day();
    if (!day.isValid() || m_account.id.isNull()) {
        showDifference();
        return;
    }
    auto view = m_workspace.ledger.read(
        [account = m_account.id, day = isoDay(day)](Ledger& ledger) { return statementView(ledger, account, day); });
    m_request.start(this, std::move(view), [this](Result<StatementView> found) {
        if (!found) {
            m_workspace.showError(found.error());
            return;
        }
        const int row = m_table->currentIndex().row();
        m_model->setView(m_account.id, *std::move(found), m_workspace.ledger.sharedCatalogue());
        if (row >= 0 && m_model->rowCount() > 0)
            m_table->selectRow(std::min(row, m_model->rowCount() - 1));
    });
}

std::optional<Money> ReconcilePanel::difference() const
{
    const auto balance = m_balance->amount();
    return balance && m_day->day().isValid() ? std::optional(m_model->difference(*balance)) : std::nullopt;
}

void ReconcilePanel::showDifference()
{
    const auto missing = difference();
    const Currency& currency = m_balance->currency();
    const int locked = m_model->lockedCount();
    if (!missing)
        m_difference->setText(tr("Type the day and the balance of the statement."));
    else if (missing->minor == 0)
        m_difference->setText(tr("%1 difference – it agrees.").arg(amountText(*missing, currency)));
    else if (missing->minor > 0)
        m_difference->setText(tr("%1 is missing here.").arg(amountText(*missing, currency)));
    else
        m_difference->setText(tr("%1 is too much here.").arg(amountText({ -missing->minor }, currency)));
    m_hint->setText(locked > 0 ? tr("%n postings lie in closed months and cannot be ticked.", nullptr, locked)
            : missing && missing->minor != 0 ? tr("Tick what stands on the statement, or look for what is missing.")
                                             : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_finish->setEnabled(missing && missing->minor == 0);
    m_record->setVisible(missing && missing->minor != 0);
    m_tickAll->setText(m_model->ticked().empty() ? tr("Tick &all") : tr("Tick &none"));
    m_tickAll->setEnabled(m_model->rowCount() > locked);
}

void ReconcilePanel::recordDifference()
{
    const auto missing = difference();
    if (!missing || missing->minor == 0)
        return;
    PostingDraft draft;
    draft.date = isoDay(m_day->day());
    draft.amount = *missing;
    draft.account = m_account.id;
    draft.payee = tr("Difference to the statement").toStdString();
    draft.isCleared = true;
    m_workspace.act(
        this, [draft](Ledger& ledger) { return addPosting(ledger, draft); },
        [this](const Uuid&) {
            m_workspace.notify(tr("The difference was recorded, without an entry yet."), Workspace::Tone::Good);
            reload();
        });
}

void ReconcilePanel::finish()
{
    const auto balance = m_balance->amount();
    if (!balance || !m_day->confirm())
        return;
    const Reconciliation statement { isoDay(m_day->day()), *balance };
    const std::vector<Uuid> ticked(m_model->ticked().begin(), m_model->ticked().end());
    m_workspace.act(
        this,
        [account = m_account.id, statement, ticked](
            Ledger& ledger) { return reconcile(ledger, account, statement, ticked); },
        [this, day = m_day->day(), id = m_account.id] {
            m_workspace.drafts.remove(draftName(id));
            m_workspace.notify(
                tr("%1 is reconciled up to %2.").arg(QString::fromStdString(m_account.name), dayText(day)),
                Workspace::Tone::Good);
            m_account = {};
            emit left();
        });
}

void ReconcilePanel::giveUp()
{
    m_workspace.drafts.remove(draftName(m_account.id));
    m_account = {};
    emit left();
}

bool ReconcilePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space) {
            const int row = m_table->currentIndex().row();
            m_model->turn(row);
            if (row + 1 < m_model->rowCount())
                m_table->selectRow(row + 1);
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            m_finish->isEnabled() ? m_finish->setFocus() : m_balance->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ReconcilePanel::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto* const button = qobject_cast<QPushButton*>(focusWidget());
    if (event->key() == Qt::Key_Escape)
        emit left();
    else if (isReturn && button)
        button->click();
    else
        QWidget::keyPressEvent(event);
}

} // namespace qm::desktop
