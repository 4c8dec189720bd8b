#include "desktop/widgets/month_head.h"

#include "desktop/models/month_text.h"
#include "desktop/widgets/month_tile.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace qm::desktop {

MonthHead::MonthHead(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_title(new QLabel)
    , m_previous(commandButton("month.previous", QStringLiteral("arrow-left"), tr("Previous month")))
    , m_next(commandButton("month.next", QStringLiteral("arrow-right"), tr("Next month")))
    , m_lock(new QLabel)
    , m_state(new QLabel)
    , m_close(new QToolButton)
    , m_note(new QLineEdit)
    , m_tiles(new QWidget)
    , m_income(new MonthTile)
    , m_expense(new MonthTile)
    , m_left(new MonthTile)
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.8);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_title->setAccessibleName(tr("Month"));
    m_close->setAutoRaise(true);
    m_close->setText(tr("Close the month…"));
    m_close->setAccessibleName(tr("Close the month"));
    m_note->setFrame(false);
    m_note->setMaxLength(4000);
    m_note->setAccessibleName(tr("Note of the month"));
    m_note->setTextMargins(0, 0, 0, 0);

    auto* top = new QHBoxLayout;
    top->setSpacing(unit);
    top->addWidget(m_title);
    top->addSpacing(2 * unit);
    top->addWidget(m_previous);
    top->addWidget(m_next);
    top->addSpacing(3 * unit);
    top->addWidget(m_lock);
    top->addWidget(m_state);
    top->addStretch(1);
    top->addWidget(m_close);
    auto* tiles = new QHBoxLayout(m_tiles);
    tiles->setContentsMargins(0, 2 * unit, 0, 0);
    tiles->setSpacing(3 * unit);
    for (MonthTile* const tile : { m_income, m_expense, m_left })
        tiles->addWidget(tile, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(unit);
    column->addLayout(top);
    column->addWidget(m_note);
    column->addWidget(m_tiles);
    showColours();

    connect(m_note, &QLineEdit::editingFinished, this, &MonthHead::saveNote);
    connect(m_note, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_workspace.drafts.put(noteDraft(), { { QStringLiteral("note"), text } });
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        if (QAction* const action = m_workspace.command(QStringLiteral("month.close")))
            action->trigger();
    });
}

QToolButton* MonthHead::commandButton(const char* commandId, const QString& iconName, const QString& name)
{
    auto* button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setIconSize({ 18, 18 });
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    QAction* const action = m_workspace.command(QLatin1String(commandId));
    button->setToolTip(
        action ? QStringLiteral("%1 (%2)").arg(name, action->shortcut().toString(QKeySequence::NativeText)) : name);
    if (action)
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
    return button;
}

void MonthHead::show(YearMonth ym, const MonthView* view)
{
    m_title->setText(monthText(ym));
    for (QWidget* const part :
        { static_cast<QWidget*>(m_lock), static_cast<QWidget*>(m_state), static_cast<QWidget*>(m_note), m_tiles })
        part->setVisible(view != nullptr);
    m_close->setVisible(false);
    if (!view || view->month.id != m_noteOf)
        saveNote(); // of the month that was shown: keys lead to another one without leaving the field
    m_noteOf = view ? view->month.id : Uuid();
    if (!view)
        return;
    showState(*view);
    showTiles(*view);
    showNote(*view);
    m_note->setReadOnly(m_isClosed);
    m_note->setPlaceholderText(m_isClosed ? QString() : tr("Add a note for this month"));
    m_note->setVisible(!m_isClosed || !view->month.note.empty());
}

QString MonthHead::noteDraft() const
{
    return QStringLiteral("monthNote/") + QString::fromStdString(m_noteOf.text());
}

void MonthHead::saveNote()
{
    if (!m_note->isModified() || m_noteOf.isNull())
        return;
    m_note->setModified(false);
    emit noteEdited(m_noteOf, m_note->text().trimmed());
    m_workspace.drafts.remove(noteDraft());
}

void MonthHead::showNote(const MonthView& view)
{
    if (m_note->isModified())
        return;
    m_note->setText(QString::fromStdString(view.month.note));
    m_note->setCursorPosition(0);
    const QString typed = m_workspace.drafts.draft(noteDraft()).value(QStringLiteral("note")).toString();
    if (m_isClosed || typed.isEmpty())
        return;
    m_note->setText(typed); // from before a crash
    m_note->setModified(true);
}

void MonthHead::showState(const MonthView& view)
{
    m_isClosed = view.month.isClosed;
    m_lock->setPixmap(icon(m_isClosed ? QStringLiteral("lock") : QStringLiteral("lock-open")).pixmap(16, 16));
    m_state->setText(m_isClosed ? tr("Closed") : tr("Open"));
    m_close->setVisible(!m_isClosed && m_workspace.command(QStringLiteral("month.close")));
}

void MonthHead::showTiles(const MonthView& view)
{
    const Currency& currency = m_workspace.ledger.currency();
    const int today = view.todayPermille.value_or(-1);
    const auto plan = [&](const QString& title, const Figures& figures) {
        const Money actual { figures.isOutgoing ? -figures.actual.minor : figures.actual.minor };
        const QString planned = plannedText(figures.planned, figures.isOutgoing, currency);
        const bool isPlanned = figures.planned.minor != 0;
        return MonthTile::Content { title, moneyWithCurrency(actual, currency),
            isPlanned ? tr("of %1 planned").arg(planned) : tr("nothing planned"),
            isPlanned ? tr("of %1", "an amount: 2,850.00 of 5,080.00").arg(planned) : QString(),
            remainingText(figures, currency), { figures.donePermille, figures.standing, today, m_isClosed },
            figures.standing == Standing::Over };
    };
    m_income->show(plan(tr("Income"), view.income));
    m_expense->show(plan(tr("Expense"), view.expense));
    MonthTile::Content left { tr("Left"), moneyWithCurrency(view.left.actual, currency),
        tr("%1 planned").arg(amountText(view.left.planned, currency)), amountText(view.left.planned, currency), {},
        { view.left.donePermille, Standing::Nothing, -1, m_isClosed }, view.left.actual.minor < 0 };
    if (view.saving.standing != Standing::Nothing)
        left.word = tr("%1 put aside").arg(plannedText(view.saving.actual, true, currency));
    if (view.left.actual.minor < 0)
        left.word = tr("more out than in");
    m_left->show(left);
}

void MonthHead::focusNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
    m_note->selectAll();
}

void MonthHead::showColours()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::Base, theme().window);
    quiet.setColor(QPalette::Text, theme().muted);
    quiet.setColor(QPalette::WindowText, theme().muted);
    m_note->setPalette(quiet);
    m_state->setPalette(quiet);
    m_close->setPalette(quiet);
    m_lock->setPixmap(icon(m_isClosed ? QStringLiteral("lock") : QStringLiteral("lock-open")).pixmap(16, 16));
}

void MonthHead::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showColours();
}

} // namespace qm::desktop
