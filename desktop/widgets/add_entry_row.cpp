#include "desktop/widgets/add_entry_row.h"

#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

namespace qm::desktop {

AddEntryRow::AddEntryRow(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_open(new QPushButton(tr("Add an entry…")))
    , m_fields(new QWidget)
{
    m_open->setFlat(true);
    m_open->setIcon(icon(QStringLiteral("add")));
    if (const QAction* const action = workspace.command(QStringLiteral("month.add_entry")))
        m_open->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
    makeFields();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, unit, 2 * unit, unit);
    layout->setSpacing(0);
    layout->addWidget(m_open, 0, Qt::AlignLeft);
    layout->addWidget(m_fields);
    m_fields->hide();
    connect(m_open, &QPushButton::clicked, this, [this] { open(); });
}

void AddEntryRow::makeFields()
{
    m_name = new QLineEdit;
    m_name->setPlaceholderText(tr("New entry, as “Groceries”"));
    m_name->setAccessibleName(tr("Name of the new entry"));
    m_name->setMaxLength(200);
    m_category = new ChoiceBox;
    m_category->lineEdit()->setPlaceholderText(tr("Category"));
    m_category->setAccessibleName(tr("Category of the new entry"));
    m_category->setMinimumContentsLength(14);
    m_due = new DayEdit;
    m_due->setPlaceholderText(tr("Due day"));
    m_due->setAccessibleName(tr("Due day of the new entry"));
    m_planned = new AmountEdit(Currency());
    m_planned->setPlaceholderText(tr("Planned"));
    m_planned->setAccessibleName(tr("Planned amount of the new entry"));
    m_planned->setOutgoing(true);
    auto* add = new QPushButton(tr("Add"));
    add->setAutoDefault(true);
    auto* row = new QHBoxLayout(m_fields);
    row->setContentsMargins(unit, unit, unit, unit);
    row->setSpacing(2 * unit);
    row->addWidget(m_name, 4);
    row->addWidget(m_category, 3);
    row->addWidget(m_due, 1);
    row->addWidget(m_planned, 1);
    row->addWidget(add);
    for (QLineEdit* const edit :
        { m_name, static_cast<QLineEdit*>(m_due), static_cast<QLineEdit*>(m_planned), m_category->lineEdit() }) {
        connect(edit, &QLineEdit::returnPressed, this, &AddEntryRow::submit);
        connect(edit, &QLineEdit::textChanged, this, &AddEntryRow::keepDraft);
    }
    connect(add, &QPushButton::clicked, this, &AddEntryRow::submit);
    connect(m_category, &ChoiceBox::chosenChanged, this, [this] {
        const auto id = m_category->chosen();
        const Category* const category = id ? m_workspace.ledger.catalogue().category(*id) : nullptr;
        m_planned->setOutgoing(!category || category->kind != "income");
    });
}

void AddEntryRow::setMonth(YearMonth ym)
{
    const bool isOther = m_ym != ym;
    m_ym = ym;
    m_due->setMonth(ym);
    m_planned->setCurrency(m_workspace.ledger.currency());
    reloadChoices();
    if (isOther)
        restoreDraft();
}

void AddEntryRow::reloadChoices()
{
    m_isRestoring = true;
    m_category->setChoices(categoryChoices(m_workspace.ledger.catalogue()));
    m_isRestoring = false;
}

bool AddEntryRow::isOpen() const
{
    return !m_fields->isHidden();
}

void AddEntryRow::open(const std::optional<Uuid>& category)
{
    m_open->hide();
    m_fields->show();
    if (category)
        m_category->choose(category);
    m_name->setFocus(Qt::ShortcutFocusReason);
}

void AddEntryRow::shut()
{
    m_fields->hide();
    m_open->show();
    m_open->setFocus(Qt::OtherFocusReason);
}

void AddEntryRow::submit()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) {
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    const QString typed = m_category->lineEdit()->text().trimmed();
    if (typed.isEmpty()) {
        m_category->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!m_due->confirm() || !m_planned->confirm())
        return;
    EntryDraft draft;
    draft.name = name.toStdString();
    draft.planned = m_planned->amount().value_or(Money());
    if (m_due->day().isValid())
        draft.due = isoDay(m_due->day());
    const auto category = m_category->chosen();
    if (category)
        draft.category = *category;
    m_fields->setEnabled(false); // until the ledger has it: once is enough
    emit wanted(draft, category ? QString() : typed);
}

void AddEntryRow::settled()
{
    m_fields->setEnabled(true);
}

void AddEntryRow::added()
{
    m_name->clear();
    m_due->clear();
    m_planned->clear();
    m_workspace.drafts.remove(QStringLiteral("month.entry"));
    m_name->setFocus(Qt::OtherFocusReason);
}

void AddEntryRow::keepDraft()
{
    if (m_isRestoring || !m_ym)
        return;
    if (m_name->text().isEmpty() && m_planned->text().isEmpty() && m_due->text().isEmpty()) {
        m_workspace.drafts.remove(QStringLiteral("month.entry"));
        return;
    }
    m_workspace.drafts.put(QStringLiteral("month.entry"),
        { { QStringLiteral("month"), QString::fromStdString(m_ym->text()) }, { QStringLiteral("name"), m_name->text() },
            { QStringLiteral("category"), m_category->lineEdit()->text() }, { QStringLiteral("due"), m_due->text() },
            { QStringLiteral("planned"), m_planned->text() } });
}

/// What was typed for this month before the program ended.
void AddEntryRow::restoreDraft()
{
    const QJsonObject draft = m_workspace.drafts.draft(QStringLiteral("month.entry"));
    if (draft.value(QStringLiteral("month")).toString() != QString::fromStdString(m_ym->text()))
        return;
    m_isRestoring = true;
    m_name->setText(draft.value(QStringLiteral("name")).toString());
    m_category->lineEdit()->setText(draft.value(QStringLiteral("category")).toString());
    m_due->setText(draft.value(QStringLiteral("due")).toString());
    m_planned->setText(draft.value(QStringLiteral("planned")).toString());
    m_isRestoring = false;
    m_open->hide();
    m_fields->show();
}

void AddEntryRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && isOpen())
        shut();
    else
        QWidget::keyPressEvent(event);
}

void AddEntryRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(theme().line);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace qm::desktop
