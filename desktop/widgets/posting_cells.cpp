#include "desktop/widgets/posting_cells.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/flat_combo_style.h"
#include "desktop/widgets/month_entries.h"
#include "desktop/widgets/payee_edit.h"
#include "desktop/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

namespace qm::desktop {

PostingCells::PostingCells(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_day(new DayEdit(this))
    , m_payee(new PayeeEdit(workspace, this))
    , m_amount(new AmountEdit(workspace.ledger.isOpen() ? workspace.ledger.currency() : Currency {}, this))
    , m_entry(new ChoiceBox(this))
    , m_account(new ChoiceBox(this))
    , m_memo(new QLineEdit(this))
    , m_record(new QToolButton(this))
    , m_entries(new MonthEntries(workspace, this))
{
    makeFields();
    connectFields();
    m_entries->serve(m_entry);
    reload();
}

/// Fields that lose the focus while all goes tidy up their texts: nobody is there to hear of it any more.
PostingCells::~PostingCells()
{
    for (QObject* const child : findChildren<QObject*>())
        child->disconnect(this);
}

void PostingCells::makeFields()
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
    auto* row = new QHBoxLayout(this);
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
}

void PostingCells::connectFields()
{
    for (QLineEdit* const line : { static_cast<QLineEdit*>(m_day), static_cast<QLineEdit*>(m_payee),
             static_cast<QLineEdit*>(m_amount), m_entry->lineEdit(), m_account->lineEdit(), m_memo }) {
        connect(line, &QLineEdit::returnPressed, this, &PostingCells::recordWanted);
        connect(line, &QLineEdit::textChanged, this, &PostingCells::textChanged);
    }
    connect(m_payee, &QLineEdit::textEdited, this, [this] {
        m_recalled.reset();
        showHints();
    });
    connect(m_payee, &PayeeEdit::payeeTaken, this, &PostingCells::recall);
    connect(m_payee, &PayeeEdit::takenByReturn, m_amount, [this] {
        m_amount->setFocus(Qt::TabFocusReason);
        m_amount->selectAll();
    });
    connect(m_day, &DayEdit::outsideMonth, this, &PostingCells::outsideMonth);
    connect(m_record, &QToolButton::clicked, this, &PostingCells::recordWanted);
    connect(m_entries, &MonthEntries::changed, this, &PostingCells::showHints);
    connect(&m_workspace.payees, &PayeeMemoryService::changed, this, &PostingCells::showHints);
}

void PostingCells::setMonth(YearMonth ym)
{
    m_month = ym;
    m_day->setMonth(ym);
    m_lastDay = {};
    fill({});
    m_entries->setMonth(ym);
    if (!m_day->day().isValid() && m_day->text().isEmpty())
        m_day->setDay(usualDay());
    readLastDay();
}

void PostingCells::forgetMonth()
{
    m_lastAccount.reset();
    m_month.reset();
    if (m_workspace.ledger.isOpen())
        m_amount->setCurrency(m_workspace.ledger.currency());
}

void PostingCells::reload()
{
    if (!m_workspace.ledger.isOpen())
        return;
    m_isFilling = true;
    m_account->setChoices(accountChoices(m_workspace.ledger.catalogue()));
    m_isFilling = false;
    m_entries->readAgain();
    showHints();
}

void PostingCells::setEntry(const std::optional<Uuid>& entry)
{
    if (entry)
        m_entries->choose(m_entry, entry);
}

void PostingCells::takeFocus()
{
    m_payee->setFocus(Qt::ShortcutFocusReason);
    m_payee->selectAll();
}

TypedPosting PostingCells::typed() const
{
    TypedPosting typed;
    typed.day = m_day->text().trimmed();
    typed.payee = m_payee->text().trimmed();
    typed.amount = m_amount->text().trimmed();
    typed.memo = m_memo->text().trimmed();
    typed.entry = m_entries->chosen(m_entry);
    typed.account = m_account->chosen();
    typed.entryText = typed.entry ? QString() : m_entry->unknownText();
    typed.accountText = m_account->unknownText();
    return typed;
}

void PostingCells::fill(const TypedPosting& typed)
{
    m_isFilling = true;
    m_recalled.reset();
    m_payee->setText(typed.payee);
    m_amount->setText(typed.amount);
    m_memo->setText(typed.memo);
    m_entries->choose(m_entry, typed.entry);
    if (!typed.entry)
        m_entry->setEditText(typed.entryText);
    m_account->choose(typed.account);
    if (!typed.account) {
        m_account->setCurrentIndex(-1);
        m_account->setEditText(typed.accountText);
    }
    if (!typed.day.isEmpty())
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
}

bool PostingCells::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    const bool isEscape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (!isEscape || (watched == m_payee && m_payee->isListShown()))
        return QWidget::eventFilter(watched, event);
    emit escaped();
    return true;
}

/// One frame around all cells, thin lines between them, and the focus as a line under its cell.
void PostingCells::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hasFocus = isAncestorOf(focusWidget()) && focusWidget() && focusWidget()->hasFocus();
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(hasFocus ? theme().accent : theme().line, 1));
    painter.setBrush(theme().surface);
    painter.drawRoundedRect(frame, unit, unit);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QWidget* const fields[] = { m_day, m_payee, m_amount, m_entry, m_account, m_memo };
    for (const QWidget* const field : fields) {
        const QRect cell = field->geometry();
        painter.setPen(theme().line);
        painter.drawLine(cell.right() + unit, cell.top() + unit, cell.right() + unit, cell.bottom() - unit);
        if (hasFocus && (field == focusWidget() || field->isAncestorOf(focusWidget())))
            painter.fillRect(QRect(cell.left(), cell.bottom() + 1, cell.width(), 2), theme().accent);
    }
}

void PostingCells::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_record) {
        showHints();
        update();
    }
}

} // namespace qm::desktop
