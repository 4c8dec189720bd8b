#include "desktop/widgets/quick_row.h"

#include "common/store/posting_edits.h"
#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/flat_combo_style.h"
#include "desktop/widgets/payee_edit.h"
#include "desktop/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

QString draftName(YearMonth ym)
{
    return QStringLiteral("quickRow/%1").arg(QString::fromStdString(ym.text()));
}

void setPlaceholder(QLineEdit* field, const QString& text, bool isRecalled)
{
    field->setPlaceholderText(text);
    QPalette colours = field->palette();
    colours.setColor(QPalette::PlaceholderText, isRecalled ? theme().accent : theme().muted);
    field->setPalette(colours);
}

} // namespace

QuickRow::QuickRow(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_bar(new QWidget(this))
    , m_day(new DayEdit(m_bar))
    , m_payee(new PayeeEdit(workspace, m_bar))
    , m_amount(new AmountEdit(workspace.ledger.isOpen() ? workspace.ledger.currency() : Currency {}, m_bar))
    , m_entry(new ChoiceBox(m_bar))
    , m_account(new ChoiceBox(m_bar))
    , m_memo(new QLineEdit(m_bar))
    , m_record(new QToolButton(m_bar))
    , m_sentence(new QLabel(this))
    , m_offer(new QPushButton(this))
{
    setAccessibleName(tr("New posting"));
    makeFields();
    connectFields();
    nameAccounts();
    showHints();
    sayHowItWorks();
}

/// Fields that lose the focus while all goes tidy up their texts: nobody is there to hear of it any more.
QuickRow::~QuickRow()
{
    for (QObject* const child : findChildren<QObject*>())
        child->disconnect(this);
}

void QuickRow::makeFields()
{
    struct Cell {
        QWidget* field;
        QLineEdit* line;
        QString name;
        int widthMin;
        int stretch;
    };
    const Cell cells[] = {
        { m_day, m_day, tr("Day"), 21 * unit, 0 },
        { m_payee, m_payee, tr("Payee"), 24 * unit, 5 },
        { m_amount, m_amount, tr("Amount"), 21 * unit, 1 },
        { m_entry, m_entry->lineEdit(), tr("Entry"), 27 * unit, 4 },
        { m_account, m_account->lineEdit(), tr("Account"), 24 * unit, 2 },
        { m_memo, m_memo, tr("Memo"), 16 * unit, 3 },
    };
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(unit, unit, unit, unit);
    row->setSpacing(2 * unit);
    for (const Cell& cell : cells) {
        cell.field->setAccessibleName(cell.name);
        cell.line->setAccessibleName(cell.name);
        cell.field->setMinimumWidth(cell.widthMin);
        cell.field->setMinimumHeight(8 * unit);
        cell.line->setFrame(false);
        cell.field->installEventFilter(this); // a combo box gives its line the keys without asking filters
        cell.line->setPlaceholderText(cell.name);
        row->addWidget(cell.field, cell.stretch);
    }
    auto* flat = new FlatComboStyle(this);
    for (ChoiceBox* const box : { m_entry, m_account }) {
        box->setFrame(false);
        box->setStyle(flat);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    m_day->setMaximumWidth(26 * unit);
    m_record->setText(tr("Record"));
    m_record->setAccessibleName(tr("Record the posting"));
    m_record->setToolTip(tr("Record the posting (Return)"));
    m_record->setAutoRaise(true);
    m_record->setMinimumHeight(8 * unit);
    row->addWidget(m_record);

    auto* below = new QHBoxLayout;
    below->setContentsMargins(2 * unit, 0, 0, 0);
    below->setSpacing(2 * unit);
    m_sentence->setWordWrap(false);
    m_sentence->setMinimumHeight(6 * unit);
    m_sentence->setTextInteractionFlags(Qt::NoTextInteraction);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_offer->hide();
    m_offer->installEventFilter(this);
    below->addWidget(m_sentence, 1);
    below->addWidget(m_offer);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(unit);
    column->addWidget(m_bar);
    column->addLayout(below);
}

void QuickRow::connectFields()
{
    for (QLineEdit* const line : { static_cast<QLineEdit*>(m_day), static_cast<QLineEdit*>(m_payee),
             static_cast<QLineEdit*>(m_amount), m_entry->lineEdit(), m_account->lineEdit(), m_memo }) {
        // Queued: the field itself finishes first what Return means to it.
        connect(line, &QLineEdit::returnPressed, this, &QuickRow::record, Qt::QueuedConnection);
        connect(line, &QLineEdit::textChanged, this, &QuickRow::edited);
    }
    connect(m_payee, &QLineEdit::textEdited, this, [this] {
        m_recalled.reset();
        showHints();
    });
    connect(m_payee, &PayeeEdit::payeeTaken, this, &QuickRow::recall);
    connect(m_payee, &PayeeEdit::takenByReturn, m_amount, [this] {
        m_amount->setFocus(Qt::TabFocusReason);
        m_amount->selectAll();
    });
    connect(m_day, &DayEdit::outsideMonth, this, &QuickRow::showOutside);
    connect(m_record, &QToolButton::clicked, this, &QuickRow::record);
    connect(m_offer, &QPushButton::clicked, this, [this] {
        if (const std::function<void()> take = m_takeOffer) // it may put another in its place
            take();
    });
    connect(&m_workspace.ledger, &LedgerService::changed, this, &QuickRow::ledgerChanged);
    connect(&m_workspace.ledger, &LedgerService::opened, this, [this] {
        m_lastAccount.reset();
        m_month.reset();
        m_unconfirmed = {};
        if (m_workspace.ledger.isOpen())
            m_amount->setCurrency(m_workspace.ledger.currency());
    });
    connect(&m_workspace.payees, &PayeeMemoryService::changed, this, &QuickRow::showHints);
}

void QuickRow::setMonth(YearMonth ym)
{
    if (m_month == ym)
        return;
    m_month = ym;
    m_day->setMonth(ym);
    m_lastDay = {};
    m_entries.clear();
    m_wantedEntry.reset();
    m_unconfirmed = {};
    showTyped({});
    bringDraft();
    readEntries();
    readLastDay();
}

void QuickRow::setEntry(const std::optional<Uuid>& entry)
{
    m_wantedEntry = entry;
    if (!entry)
        return;
    m_entry->choose(entry);
    if (m_entry->chosen() == entry)
        m_wantedEntry.reset();
}

void QuickRow::takeFocus()
{
    m_payee->setFocus(Qt::ShortcutFocusReason);
    m_payee->selectAll();
}

void QuickRow::ledgerChanged()
{
    m_isStale = true;
    if (!isVisible())
        return;
    nameAccounts();
    readEntries();
}

void QuickRow::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale && m_workspace.ledger.isOpen()) {
        nameAccounts();
        readEntries();
    }
}

void QuickRow::nameAccounts()
{
    if (!m_workspace.ledger.isOpen())
        return;
    m_isFilling = true;
    m_account->setChoices(accountChoices(m_workspace.ledger.catalogue()));
    m_isFilling = false;
    const Month* const month = m_month ? m_workspace.ledger.catalogue().month(*m_month) : nullptr;
    const bool isOpen = month && !month->isClosed;
    if (isOpen == m_bar->isEnabled() || !m_month)
        return;
    m_bar->setEnabled(isOpen);
    if (isOpen)
        sayHowItWorks();
    else
        say(month ? tr("%1 is closed. Reopen it to record something in it.").arg(monthText(*m_month))
                  : tr("%1 has not been opened yet.").arg(monthText(*m_month)),
            false);
}

void QuickRow::readEntries()
{
    if (!m_month || !m_workspace.ledger.isOpen())
        return;
    m_isStale = false;
    const Month* const month = m_workspace.ledger.catalogue().month(*m_month);
    nameAccounts();
    if (!month)
        return;
    m_entriesRequest.start(this,
        m_workspace.ledger.read([id = month->id](Ledger& ledger) { return ledger.entries(id); }),
        [this](Result<std::vector<Entry>> entries) {
            if (!entries || !m_workspace.ledger.isOpen())
                return;
            m_entries = *std::move(entries);
            m_isFilling = true;
            m_entry->setChoices(entryChoices(m_workspace.ledger.catalogue(), m_entries, tr("no entry yet")));
            m_isFilling = false;
            if (m_wantedEntry)
                setEntry(m_wantedEntry);
            m_wantedEntry.reset();
            showHints();
        });
}

/// Where the day of today is of no use, the next posting is likely near the last one.
void QuickRow::readLastDay()
{
    const Month* const month = m_workspace.ledger.isOpen() ? m_workspace.ledger.catalogue().month(*m_month) : nullptr;
    if (!m_day->day().isValid() && m_day->text().isEmpty())
        m_day->setDay(usualDay());
    if (!month || m_month->contains(fromQDate(QDate::currentDate())))
        return;
    PostingFilter newest;
    newest.month = month->id;
    newest.limit = 1;
    m_lastDayRequest.start(this, m_workspace.ledger.read([newest](Ledger& ledger) { return ledger.postings(newest); }),
        [this](Result<std::vector<Posting>> postings) {
            if (!postings || postings->empty() || m_lastDay.isValid())
                return;
            const bool isUsual = m_day->day() == usualDay();
            m_lastDay = dayOf(postings->front().date);
            if (isUsual && isBlank())
                m_day->setDay(usualDay());
        });
}

QDate QuickRow::usualDay() const
{
    const QDate today = QDate::currentDate();
    if (!m_lastDay.isValid() && m_month->contains(fromQDate(today)))
        return today;
    return m_lastDay.isValid() ? m_lastDay : toQDate(m_month->day(1));
}

// What the row means: typed, else recalled, else usual.

std::optional<Uuid> QuickRow::entry() const
{
    if (!m_entry->lineEdit()->text().trimmed().isEmpty() || !m_recalled)
        return m_entry->chosen();
    const Entry* const like = entryLike(*m_recalled, m_entries);
    return like ? std::optional(like->id) : std::nullopt;
}

std::optional<Uuid> QuickRow::account() const
{
    if (!m_account->lineEdit()->text().trimmed().isEmpty())
        return m_account->chosen();
    if (!m_workspace.ledger.isOpen())
        return {};
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    std::vector<std::optional<Uuid>> usual;
    if (m_recalled && !m_recalled->date.empty())
        usual.emplace_back(m_recalled->account);
    usual.push_back(m_lastAccount);
    usual.push_back(m_workspace.payees.memory()->lastAccount());
    for (const auto& id : usual) {
        const Account* const account = id ? catalogue.account(*id) : nullptr;
        if (account && !account->isArchived)
            return account->id;
    }
    const bool hasAny = !catalogue.accounts.empty() && !catalogue.accounts.front().isArchived;
    return hasAny ? std::optional(catalogue.accounts.front().id) : std::nullopt;
}

std::optional<Money> QuickRow::amount() const
{
    if (!m_amount->text().trimmed().isEmpty())
        return m_amount->amount();
    return m_recalled && !m_recalled->date.empty() ? std::optional(m_recalled->amount) : std::nullopt;
}

bool QuickRow::isIncome() const
{
    const auto chosen = entry();
    for (const Entry& candidate : m_entries) {
        if (candidate.id == chosen) {
            const Category* const category = m_workspace.ledger.catalogue().category(candidate.category);
            return category && category->kind == "income";
        }
    }
    return false;
}

void QuickRow::recall(const PayeeUse& use)
{
    m_recalled = use;
    showHints();
    keepDraft();
}

/// In every empty cell what would be recorded, else what belongs there.
void QuickRow::showHints()
{
    if (!m_workspace.ledger.isOpen())
        return;
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    m_amount->setOutgoing(!isIncome());
    setPlaceholder(m_day, tr("Day"), false);
    setPlaceholder(m_payee, tr("Payee"), false);
    setPlaceholder(m_memo, tr("Memo"), false);

    const bool hasAmount = m_recalled && !m_recalled->date.empty();
    QString amountHint = tr("Amount");
    if (hasAmount) {
        const Money last = m_recalled->amount;
        amountHint = m_amount->isOutgoing()
            ? (last.minor > 0 ? signedText(last, catalogue.currency) : amountText({ -last.minor }, catalogue.currency))
            : amountText(last, catalogue.currency);
    }
    setPlaceholder(m_amount, amountHint, hasAmount);

    const Entry* const like = m_recalled ? entryLike(*m_recalled, m_entries) : nullptr;
    setPlaceholder(m_entry->lineEdit(), like ? QString::fromStdString(like->name) : tr("Entry"), like != nullptr);

    const bool isChosen = !m_account->lineEdit()->text().trimmed().isEmpty();
    const auto usual = isChosen ? std::nullopt : account();
    setPlaceholder(m_account->lineEdit(), usual ? catalogue.accountName(*usual) : tr("Account"), usual.has_value());
}

void QuickRow::edited()
{
    if (m_isFilling)
        return;
    showHints();
    keepDraft();
    if (m_day->isValid() && m_takeOffer)
        sayHowItWorks();
}

std::optional<QuickRow::Wrong> QuickRow::whatIsWrong() const
{
    if (!m_day->isValid())
        return Wrong { m_day, m_day->fault() };
    if (!m_day->day().isValid())
        return Wrong { m_day, tr("A day is missing.") };
    return whatIsWrongBesideTheDay();
}

std::optional<QuickRow::Wrong> QuickRow::whatIsWrongBesideTheDay() const
{
    if (!m_amount->isValid())
        return Wrong { m_amount, m_amount->fault() };
    if (!amount())
        return Wrong { m_amount, tr("An amount is missing.") };
    if (m_entry->isUnknown())
        return Wrong { m_entry,
            tr("%1 has no entry “%2”.").arg(monthText(*m_month), m_entry->lineEdit()->text().trimmed()) };
    if (m_account->isUnknown())
        return Wrong { m_account, tr("There is no account “%1”.").arg(m_account->lineEdit()->text().trimmed()) };
    if (!account())
        return Wrong { m_account, tr("An account is missing. Add one on the page of accounts.") };
    return {};
}

void QuickRow::record()
{
    if (!m_month || !m_bar->isEnabled())
        return;
    if (isBlank() && m_day->isValid()) {
        takeFocus();
        return;
    }
    if (m_takeOffer && !m_day->isValid()) { // of another month: what to do about it is said already
        m_offer->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (const auto wrong = whatIsWrong()) {
        wrong->field->setFocus(Qt::OtherFocusReason);
        say(wrong->sentence);
        return;
    }
    recordOn(m_day->day());
}

void QuickRow::recordOn(QDate day)
{
    if (const auto wrong = whatIsWrongBesideTheDay()) {
        wrong->field->setFocus(Qt::OtherFocusReason);
        say(wrong->sentence);
        return;
    }
    PostingDraft draft;
    draft.date = isoDay(day);
    draft.amount = *amount();
    draft.account = *account();
    draft.entry = entry();
    draft.payee = m_payee->text().trimmed().toStdString();
    draft.memo = m_memo->text().trimmed().toStdString();
    m_lastAccount = draft.account;
    if (m_month->contains(fromQDate(day)))
        m_lastDay = day;
    send(std::move(draft));
}

/// The row is blank at once; what was in it is kept until the ledger has it.
void QuickRow::send(PostingDraft draft)
{
    const QJsonObject typed = typedOnly().toJson();
    const QDate day = dayOf(draft.date);
    m_unconfirmed.append(typed);
    showTyped({});
    keepDraft();
    takeFocus();
    auto sent = m_workspace.ledger.act([draft = std::move(draft)](Ledger& ledger) -> Result<Uuid> {
        QM_ASSIGN(const PostingDraft fitted, fittedToItsMonth(ledger, draft));
        return addPosting(ledger, fitted);
    });
    whenDone(this, std::move(sent), [this, typed, day](Result<Uuid> done) {
        if (done)
            recorded(typed, day);
        else
            giveBack(typed, ErrorText::of(done.error()).text());
    });
}

void QuickRow::recorded(const QJsonObject& typed, QDate day)
{
    forgetUnconfirmed(typed);
    keepDraft();
    if (isBlank())
        m_workspace.drafts.flush(); // a crash must not bring back what is recorded
    const YearMonth ym = yearMonthOf(day);
    if (ym == m_month)
        return;
    m_workspace.notify(tr("Recorded in %1.").arg(monthText(ym)), Workspace::Tone::Good, tr("Show the month"),
        [&workspace = m_workspace, ym] { workspace.showMonth(ym); });
}

void QuickRow::forgetUnconfirmed(const QJsonObject& typed)
{
    for (qsizetype i = 0; i < m_unconfirmed.size(); ++i) {
        if (m_unconfirmed.at(i).toObject() == typed) {
            m_unconfirmed.removeAt(i);
            return;
        }
    }
}

void QuickRow::giveBack(const QJsonObject& typed, const QString& sentence)
{
    if (isBlank()) {
        forgetUnconfirmed(typed);
        showTyped(TypedPosting::of(typed));
        keepDraft();
        say(sentence);
        return;
    }
    say(sentence);
    m_offer->setText(tr("Bring it back"));
    m_takeOffer = [this, typed, sentence] {
        showTyped({});
        giveBack(typed, sentence);
    };
    m_offer->show();
}

void QuickRow::showOutside(QDate day)
{
    const YearMonth ym = yearMonthOf(day);
    const Month* const there = m_workspace.ledger.isOpen() ? m_workspace.ledger.catalogue().month(ym) : nullptr;
    const QString where = dayText(day);
    const QString name = monthText(ym);
    if (there && !there->isClosed) {
        say(tr("%1 is in %2.").arg(where, name));
        m_offer->setText(tr("Put it into %1").arg(name));
        m_takeOffer = [this, day] { recordOn(day); };
    } else {
        say(there ? tr("%1 is in %2, which is closed.").arg(where, name)
                  : tr("%1 is in %2, which has not been opened yet.").arg(where, name));
        m_offer->setText(tr("Go to %1").arg(name));
        m_takeOffer = [this, ym] { m_workspace.showMonth(ym); };
    }
    m_offer->show();
}

void QuickRow::say(const QString& sentence, bool isWrong)
{
    m_takeOffer = {};
    m_offer->hide();
    m_sentence->setText(sentence);
    m_sentence->setToolTip(sentence);
    m_sentence->setProperty("wrong", isWrong);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, isWrong ? theme().over : theme().muted);
    m_sentence->setPalette(colours);
}

void QuickRow::sayHowItWorks()
{
    say(tr("Return records it. Ctrl+Shift+S splits it, Ctrl+Shift+T makes a transfer."), false);
}

// Typed, kept and brought back.

TypedPosting QuickRow::typedOnly() const
{
    TypedPosting typed;
    typed.day = m_day->text().trimmed();
    typed.payee = m_payee->text().trimmed();
    typed.amount = m_amount->text().trimmed();
    typed.memo = m_memo->text().trimmed();
    typed.entry = m_wantedEntry ? m_wantedEntry : m_entry->chosen();
    typed.account = m_account->chosen();
    return typed;
}

TypedPosting QuickRow::typed() const
{
    TypedPosting typed = typedOnly();
    typed.entry = entry();
    typed.account = account();
    if (typed.amount.isEmpty() && amount())
        typed.amount = m_amount->placeholderText();
    if (!typed.amount.isEmpty() && !m_amount->isOutgoing() && typed.amount.at(0).isDigit())
        typed.amount.prepend(QLatin1Char('+'));
    return typed;
}

bool QuickRow::isBlank() const
{
    return typedOnly().isBlank();
}

void QuickRow::clear()
{
    showTyped({});
    keepDraft();
}

void QuickRow::showTyped(const TypedPosting& typed)
{
    m_isFilling = true;
    m_recalled.reset();
    m_payee->setText(typed.payee);
    m_amount->setText(typed.amount);
    m_memo->setText(typed.memo);
    m_entry->choose(typed.entry);
    if (!typed.entry) {
        m_entry->setCurrentIndex(-1);
        m_entry->clearEditText();
    } else if (m_entry->chosen() != typed.entry) {
        m_wantedEntry = typed.entry;
    }
    m_account->choose(typed.account);
    if (!typed.account) {
        m_account->setCurrentIndex(-1);
        m_account->clearEditText();
    }
    const bool isWithDay = !typed.day.isEmpty();
    if (isWithDay)
        m_day->setText(typed.day);
    else if (m_month && (!m_day->isValid() || !m_day->day().isValid() || m_lastDay.isValid()))
        m_day->setDay(usualDay());
    if (!typed.payee.isEmpty()) {
        const auto memory = m_workspace.payees.memory();
        if (const PayeeUse* const use = memory->find(typed.payee.toStdString()))
            m_recalled = *use;
    }
    m_isFilling = false;
    showHints();
    sayHowItWorks();
}

void QuickRow::keepDraft()
{
    if (!m_month || m_isFilling)
        return;
    QJsonObject draft;
    if (const TypedPosting typed = typedOnly(); !typed.isBlank())
        draft.insert(QStringLiteral("typed"), typed.toJson());
    if (!m_unconfirmed.isEmpty())
        draft.insert(QStringLiteral("unconfirmed"), m_unconfirmed);
    m_workspace.drafts.put(draftName(*m_month), draft);
}

void QuickRow::bringDraft()
{
    const QJsonObject draft = m_workspace.drafts.draft(draftName(*m_month));
    TypedPosting typed = TypedPosting::of(draft.value(QStringLiteral("typed")).toObject());
    const QJsonArray unconfirmed = draft.value(QStringLiteral("unconfirmed")).toArray();
    if (!typed.isBlank())
        showTyped(typed);
    if (unconfirmed.isEmpty())
        return;
    const QString sentence = tr("This was being recorded when the program ended. See whether it is in the list.");
    m_unconfirmed = unconfirmed;
    giveBack(unconfirmed.first().toObject(), sentence);
}

bool QuickRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        m_bar->update(), update();
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_offer && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        m_offer->click();
        return true;
    }
    if (key == Qt::Key_Escape && !(watched == m_payee && m_payee->isListShown())) {
        m_lastDay = m_day->isValid() && m_day->day().isValid() ? m_day->day() : m_lastDay;
        clear();
        takeFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

/// One frame around all cells, thin lines between them, and the focus as a line under its cell.
void QuickRow::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hasFocus = m_bar->isAncestorOf(focusWidget()) && focusWidget() && focusWidget()->hasFocus();
    const QRectF frame = QRectF(m_bar->geometry()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(hasFocus ? theme().accent : theme().line, 1));
    painter.setBrush(theme().surface);
    painter.drawRoundedRect(frame, unit, unit);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QWidget* const fields[] = { m_day, m_payee, m_amount, m_entry, m_account, m_memo };
    for (const QWidget* const field : fields) {
        const QRect cell = field->geometry().translated(m_bar->pos());
        painter.setPen(theme().line);
        painter.drawLine(cell.right() + unit, cell.top() + unit, cell.right() + unit, cell.bottom() - unit);
        if (hasFocus && (field == focusWidget() || field->isAncestorOf(focusWidget())))
            painter.fillRect(QRect(cell.left(), cell.bottom() + 1, cell.width(), 2), theme().accent);
    }
}

void QuickRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_offer) {
        showHints();
        const bool isWrong = m_sentence->property("wrong").toBool();
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText, isWrong ? theme().over : theme().muted);
        m_sentence->setPalette(colours);
        update();
    }
}

} // namespace qm::desktop
