#include "desktop/widgets/due_row.h"

#include "desktop/models/month_text.h"
#include "desktop/widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

namespace qm::desktop {

DueRow::DueRow(const Uuid& entry, QWidget* parent)
    : QWidget(parent)
    , m_entry(entry)
    , m_tick(new QCheckBox)
    , m_when(new QLabel)
    , m_amount(new QLabel)
    , m_record(button(tr("Record"), tr("Record it on its due day, as planned (Return)")))
    , m_edit(button(tr("Record && edit"), tr("Record it and change the posting (Ctrl+Return)")))
    , m_skip(button(tr("Skip"), tr("Plan nothing for it this month (Del)")))
{
    const QString longest = tr("%1, %2", "a day, how far it is: Fri 1, late by 3 days")
                                .arg(QStringLiteral("Wed 30"), dueDistanceText(QDate(2026, 1, 1), QDate(2026, 1, 2)));
    m_when->setMinimumWidth(m_when->fontMetrics().horizontalAdvance(longest));
    m_amount->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_tick->installEventFilter(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * unit);
    row->addWidget(m_tick, 3);
    row->addWidget(m_when, 2);
    row->addWidget(m_amount, 1);
    row->addSpacing(2 * unit);
    for (QToolButton* const each : { m_record, m_edit, m_skip })
        row->addWidget(each);
    connect(m_tick, &QCheckBox::toggled, this, &DueRow::tickedChanged);
    connect(m_record, &QToolButton::clicked, this, [this] { emit recordWanted(false); });
    connect(m_edit, &QToolButton::clicked, this, [this] { emit recordWanted(true); });
    connect(m_skip, &QToolButton::clicked, this, &DueRow::skipWanted);
}

QToolButton* DueRow::button(const QString& text, const QString& tip)
{
    auto* made = new QToolButton;
    made->setText(text);
    made->setToolTip(tip);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

void DueRow::show(const MonthView::Line& line, QDate today, const Currency& currency)
{
    const QDate due = dayOf(line.entry.due);
    const QString name = QString::fromStdString(line.entry.name);
    m_due = line.due;
    m_tick->setText(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_when->setText(tr("%1, %2", "a day, how far it is: Fri 1, late by 3 days")
                        .arg(dayOfMonthText(due), dueDistanceText(due, today)));
    m_amount->setText(plannedText(line.figures.remaining, line.figures.isOutgoing, currency));
    m_tick->setAccessibleName(name);
    m_tick->setAccessibleDescription(QStringLiteral("%1, %2").arg(m_when->text(), m_amount->text()));
    m_record->setAccessibleName(tr("Record %1").arg(name));
    m_edit->setAccessibleName(tr("Record and edit %1").arg(name));
    m_skip->setAccessibleName(tr("Skip %1").arg(name));
    showColours();
}

void DueRow::showColours()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText,
        m_due == MonthView::Due::Late        ? theme().over
            : m_due == MonthView::Due::Today ? theme().accent
                                             : theme().muted);
    m_when->setPalette(colours);
    // The style draws a box's outline as a shade of its window: on a dark one nobody would see it.
    QPalette box = palette();
    box.setColor(QPalette::Window, theme().muted);
    m_tick->setPalette(box);
}

bool DueRow::isTicked() const
{
    return m_tick->isChecked();
}

void DueRow::setTicked(bool isTicked)
{
    m_tick->setChecked(isTicked);
}

void DueRow::takeFocus()
{
    m_tick->setFocus(Qt::ShortcutFocusReason);
}

bool DueRow::eventFilter(QObject* object, QEvent* event)
{
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if (event->type() != QEvent::KeyPress && !isOverride)
        return QWidget::eventFilter(object, event);
    const auto* const key = static_cast<QKeyEvent*>(event);
    if (isOverride) {
        if (key->key() == Qt::Key_Delete)
            event->accept();
        return false;
    }
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: emit recordWanted(key->modifiers().testFlag(Qt::ControlModifier)); return true;
    case Qt::Key_Delete: emit skipWanted(); return true;
    case Qt::Key_Up: emit stepWanted(-1); return true;
    case Qt::Key_Down: emit stepWanted(1); return true;
    default: return QWidget::eventFilter(object, event);
    }
}

void DueRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showColours();
}

} // namespace qm::desktop
