#include "desktop/widgets/details_panel.h"

#include "common/store/actions.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/lineage_chart.h"
#include "desktop/widgets/text_label.h"
#include "desktop/widgets/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFormLayout>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr int wideEnough = 1200; ///< of a window, to show the details without being asked
constexpr int noteHeight = 18 * unit;
constexpr const char* shownName = "details/shown";

} // namespace

DetailsPanel::DetailsPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_scroll(new QScrollArea)
{
    setAccessibleName(tr("Details"));
    setMinimumWidth(60 * unit);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(&m_workspace, &Workspace::selected, this, &DetailsPanel::select);
    connect(&m_workspace, &Workspace::currentMonthChanged, this, [this] { select(m_selected); });
    connect(&m_workspace.ledger, &LedgerService::opened, this, [this] { select({}); });
    showNothing();
}

void DetailsPanel::addCommands(QObject* owner)
{
    m_toggle = m_workspace.addCommand(owner,
        { QStringLiteral("go.details"), Menu::Go, tr("&Details"), QKeySequence(Qt::Key_F4), QStringLiteral("info"),
            [this] {
                m_workspace.preferences.setValue(QLatin1String(shownName), m_toggle->isChecked());
                applyShown();
                reload();
            } });
    m_toggle->setCheckable(true);
    window()->installEventFilter(this);
    applyShown();
}

bool DetailsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_note && event->type() == QEvent::FocusOut)
        saveNote();
    else if (watched == window() && event->type() == QEvent::Resize)
        applyShown();
    return QWidget::eventFilter(watched, event);
}

/// As the person left it; before that, by the width of the window.
void DetailsPanel::applyShown()
{
    const QVariant chosen = m_workspace.preferences.value(QLatin1String(shownName));
    const bool isWanted = chosen.isValid() ? chosen.toBool() : window()->width() >= wideEnough;
    if (m_toggle)
        m_toggle->setChecked(isWanted);
    const bool isShown = isWanted && m_page != PageId::Welcome;
    if (isShown == isVisibleTo(parentWidget()))
        return;
    setVisible(isShown);
    if (isShown)
        reload();
}

void DetailsPanel::setPage(PageId page)
{
    m_page = page;
    applyShown();
    select(m_selected);
}

void DetailsPanel::select(const std::optional<RowKey>& row)
{
    m_selected = row;
    std::optional<RowKey> shown = row;
    if (!shown && m_page == PageId::Month && m_workspace.ledger.isOpen() && m_workspace.currentMonth()) {
        if (const Month* const month = m_workspace.ledger.catalogue().month(*m_workspace.currentMonth()))
            shown = RowKey { Table::Month, month->id };
    }
    showRow(shown);
}

void DetailsPanel::showRow(const std::optional<RowKey>& row)
{
    if (m_row == row && row)
        return;
    saveNote();
    m_note = nullptr; // it belongs to the row before
    m_row = row;
    if (!row) {
        m_request.cancel();
        showNothing();
    } else {
        reload();
    }
}

/// Nothing is read while the panel is folded away.
void DetailsPanel::reload()
{
    if (!isVisibleTo(parentWidget()) || !m_workspace.ledger.isOpen())
        return;
    if (!m_row) {
        select(m_selected);
        return;
    }
    if (m_note && m_note->hasFocus())
        return; // what is being typed is not taken away; it is read again when it is saved
    m_request.start(this,
        m_workspace.ledger.read([row = *m_row](Ledger& ledger) { return RowDetails::of(ledger, row); }),
        [this](Result<RowDetails> details) { showDetails(std::move(details)); });
}

void DetailsPanel::showDetails(Result<RowDetails> details)
{
    if (details)
        build(*details);
    else
        showNothing();
}

void DetailsPanel::showNothing()
{
    m_note = nullptr;
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit);
    column->addWidget(mutedLabel(tr("Select something to see its details and what was changed about it.")));
    column->addStretch(1);
    m_scroll->setWidget(content);
}

void DetailsPanel::build(const RowDetails& details)
{
    const int scrolled = m_scroll->verticalScrollBar() ? m_scroll->verticalScrollBar()->value() : 0;
    m_note = nullptr;
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit);
    column->setSpacing(unit);
    column->addWidget(mutedLabel(details.caption));
    column->addWidget(titleLabel(details.title));
    addFields(column, details);
    if (!details.past.empty())
        addPast(column, details);
    if (details.note)
        addNote(column, details);
    addLinks(column, details);
    addChanges(column, details);
    column->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->verticalScrollBar()->setValue(scrolled);
}

void DetailsPanel::addFields(QVBoxLayout* column, const RowDetails& details)
{
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 2 * unit, 0, 2 * unit);
    form->setHorizontalSpacing(3 * unit);
    form->setVerticalSpacing(unit);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    for (const RowDetails::Field& field : details.fields) {
        QLabel* const label = mutedLabel(field.label);
        label->setWordWrap(false);
        QLabel* const value = textLabel(field.value);
        value->setAccessibleName(field.label);
        value->setAccessibleDescription(field.value);
        form->addRow(label, value);
    }
    column->addLayout(form);
}

void DetailsPanel::addPast(QVBoxLayout* column, const RowDetails& details)
{
    column->addWidget(headingLabel(tr("The last months")));
    auto* chart = new LineageChart;
    chart->setPast(details.past, m_workspace.ledger.currency());
    column->addWidget(chart);
    column->addWidget(mutedLabel(tr("Behind: planned. In front: actual.")));
    column->addSpacing(2 * unit);
}

/// Saved when it is left; what is being typed comes back after a crash.
void DetailsPanel::addNote(QVBoxLayout* column, const RowDetails& details)
{
    m_noteThere = *details.note;
    const QJsonObject draft = m_workspace.drafts.draft(draftName());
    m_note = new QPlainTextEdit(draft.isEmpty() ? m_noteThere : draft.value(QLatin1String("text")).toString());
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(details.isWritable ? tr("Add a note") : tr("No note"));
    m_note->setReadOnly(!details.isWritable);
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(noteHeight);
    m_note->installEventFilter(this);
    connect(m_note, &QPlainTextEdit::textChanged, m_note, [this, edit = m_note, name = draftName()] {
        m_workspace.drafts.put(name, { { QStringLiteral("text"), edit->toPlainText() } });
    });
    column->addWidget(headingLabel(tr("Note")));
    column->addWidget(m_note);
    column->addSpacing(2 * unit);
}

QString DetailsPanel::draftName() const
{
    return QStringLiteral("note/%1").arg(m_row ? QString::fromStdString(m_row->id.text()) : QString());
}

void DetailsPanel::saveNote()
{
    if (!m_note || m_note->isReadOnly() || !m_row)
        return;
    const QString text = m_note->toPlainText().trimmed();
    if (text == m_noteThere) {
        m_workspace.drafts.remove(draftName());
        return;
    }
    CellValue note;
    note.columns[0] = text.isEmpty() ? Scalar() : Scalar(text.toStdString());
    m_workspace.act(
        this,
        [row = *m_row, note](Ledger& ledger) {
            return editRow(ledger, row, { { cellNamed(row.table, "note"), note } });
        },
        [this, name = draftName(), text] {
            if (name == draftName())
                m_noteThere = text;
            m_workspace.drafts.remove(name);
        });
}

void DetailsPanel::addLinks(QVBoxLayout* column, const RowDetails& details)
{
    const auto link = [&](const QString& iconName, const QString& text, std::function<void()> run) {
        auto* button = new QPushButton(icon(iconName), text);
        connect(button, &QPushButton::clicked, this, run);
        column->addWidget(button);
    };
    if (details.row.table == Table::Posting && details.isWritable)
        link(QStringLiteral("edit"), tr("Edit"), [this, id = details.row.id] { m_workspace.editPosting(id); });
    const bool hasPostings = details.row.table == Table::Entry || details.row.table == Table::Account
        || details.row.table == Table::Category || details.row.table == Table::Month;
    if (hasPostings)
        link(QStringLiteral("posting"), tr("Show postings"), [this, details] { showPostings(details); });
    link(QStringLiteral("history"), tr("Show history"),
        [this, row = details.row, name = details.title] { m_workspace.showHistoryOf(row, name); });
    column->addSpacing(3 * unit);
}

void DetailsPanel::showPostings(const RowDetails& details)
{
    PostingsWanted wanted;
    switch (details.row.table) {
    case Table::Entry: wanted.entry = details.row.id; break;
    case Table::Account: wanted.account = details.row.id; break;
    case Table::Category: wanted.category = details.row.id; break;
    default: break;
    }
    wanted.from = wanted.to = details.month;
    m_workspace.showPostings(wanted);
}

void DetailsPanel::addChanges(QVBoxLayout* column, const RowDetails& details)
{
    if (details.changes.empty())
        return;
    column->addWidget(headingLabel(tr("Last changes")));
    for (const RowDetails::Change& change : details.changes) {
        auto* row = new QHBoxLayout;
        row->setSpacing(2 * unit);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(textLabel(change.line));
        words->addWidget(mutedLabel(tr("%1, %2", "who, when").arg(change.by, change.when)));
        row->addLayout(words, 1);
        column->addSpacing(unit);
        column->addLayout(row);
        if (!change.canUndo)
            continue;
        auto* undo = new QToolButton;
        undo->setIcon(icon(QStringLiteral("undo")));
        undo->setAutoRaise(true);
        undo->setToolTip(tr("Undo this change"));
        undo->setAccessibleName(tr("Undo: %1").arg(change.line));
        connect(undo, &QToolButton::clicked, this, [this, id = change.id] {
            m_workspace.act(
                this, [id](Ledger& ledger) { return ledger.undo(id); },
                [this](const Ledger::Acted&) { m_workspace.notify(tr("Undone."), Workspace::Tone::Good); });
        });
        row->addWidget(undo, 0, Qt::AlignTop);
    }
}

} // namespace qm::desktop
