#include "desktop/widgets/due_panel.h"

#include "desktop/models/month_text.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/due_row.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>

namespace qm::desktop {

namespace {

QString openSetting()
{
    return QStringLiteral("month/due_open");
}

} // namespace

DuePanel::DuePanel(Workspace& workspace, QWidget* parent)
    : Card(parent)
    , m_workspace(workspace)
    , m_toggle(new QToolButton)
    , m_counts(new QLabel)
    , m_all(new QPushButton(tr("Tick all")))
    , m_record(new QPushButton)
    , m_skip(new QPushButton)
    , m_scroll(new QScrollArea)
    , m_list(nullptr)
{
    QFont bold = m_toggle->font();
    bold.setWeight(QFont::DemiBold);
    m_toggle->setFont(bold);
    m_toggle->setText(tr("What is due"));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setAutoRaise(true);
    m_toggle->setToolTip(tr("Show or hide what is due (Ctrl+U)"));
    m_all->setFlat(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(2 * unit);
    head->addWidget(m_toggle);
    head->addWidget(m_counts);
    head->addStretch(1);
    head->addWidget(m_all);
    head->addWidget(m_record);
    head->addWidget(m_skip);
    auto* rows = new QWidget;
    m_list = new QVBoxLayout(rows);
    m_list->setContentsMargins(unit, 0, 2 * unit, 0);
    m_list->setSpacing(0);
    m_scroll->setWidget(rows);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    rows->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * unit, unit, 2 * unit, 2 * unit);
    column->setSpacing(unit);
    column->addLayout(head);
    column->addWidget(m_scroll);

    connect(m_toggle, &QToolButton::clicked, this, [this] {
        m_workspace.preferences.setValue(openSetting(), !m_isOpen);
        setOpen(!m_isOpen);
    });
    connect(m_all, &QPushButton::clicked, this, [this] {
        const bool isEveryOneTicked = ticked().size() == m_rows.size();
        for (DueRow* const row : m_rows)
            row->setTicked(!isEveryOneTicked);
    });
    connect(m_record, &QPushButton::clicked, this, [this] { emit recordWanted(ticked(), false); });
    connect(m_skip, &QPushButton::clicked, this, [this] { emit skipWanted(ticked()); });
    setOpen(m_workspace.preferences.value(openSetting(), true).toBool());
    hide();
}

DueRow* DuePanel::makeRow(const Uuid& entry)
{
    auto* row = new DueRow(entry);
    connect(row, &DueRow::tickedChanged, this, &DuePanel::showTicked);
    connect(row, &DueRow::recordWanted, this, [this, entry](bool thenEdit) { emit recordWanted({ entry }, thenEdit); });
    connect(row, &DueRow::skipWanted, this, [this, entry] { emit skipWanted({ entry }); });
    connect(row, &DueRow::stepWanted, this, [this, row](int rows) {
        const auto at = std::find(m_rows.begin(), m_rows.end(), row) - m_rows.begin() + rows;
        if (at >= 0 && at < std::ptrdiff_t(m_rows.size()))
            focusRow(std::size_t(at));
    });
    return row;
}

void DuePanel::show(const MonthView& view, QDate today)
{
    const std::vector<const MonthView::Line*> lines = view.dueLines();
    std::size_t focused = m_rows.size();
    std::vector<DueRow*> before = std::exchange(m_rows, {});
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i]->isAncestorOf(QApplication::focusWidget()))
            focused = i;
    }
    for (const MonthView::Line* const line : lines) {
        const auto known = std::find_if(
            before.begin(), before.end(), [&](const DueRow* row) { return row && row->entry() == line->entry.id; });
        DueRow* const row = known == before.end() ? makeRow(line->entry.id) : std::exchange(*known, nullptr);
        row->show(*line, today, m_workspace.ledger.currency());
        m_list->insertWidget(int(m_rows.size()), row);
        m_rows.push_back(row);
    }
    const bool isFocusLost = focused < before.size() && before[focused];
    for (DueRow* const row : before)
        delete row;
    showCounts(view);
    showTicked();
    setVisible(!m_rows.empty());
    fitHeight();
    if (isFocusLost && !m_rows.empty())
        focusRow(std::min(focused, m_rows.size() - 1));
}

void DuePanel::clear()
{
    for (DueRow* const row : std::exchange(m_rows, {}))
        delete row;
    hide();
}

void DuePanel::showCounts(const MonthView& view)
{
    int late = 0;
    int today = 0;
    int soon = 0;
    for (const MonthView::Line* const line : view.dueLines())
        ++(line->due == MonthView::Due::Late ? late : line->due == MonthView::Due::Today ? today : soon);
    QStringList counts;
    if (late > 0)
        counts << tr("%n late", nullptr, late);
    if (today > 0)
        counts << tr("%n today", nullptr, today);
    if (soon > 0)
        counts << tr("%n in the next seven days", nullptr, soon);
    m_counts->setText(counts.join(QStringLiteral(" · ")));
}

std::vector<Uuid> DuePanel::ticked() const
{
    std::vector<Uuid> found;
    for (const DueRow* const row : m_rows) {
        if (row->isTicked())
            found.push_back(row->entry());
    }
    return found;
}

void DuePanel::showTicked()
{
    const int count = int(ticked().size());
    m_record->setVisible(count > 0 && m_isOpen);
    m_skip->setVisible(count > 0 && m_isOpen);
    m_record->setText(tr("Record %n", nullptr, count));
    m_skip->setText(tr("Skip %n", nullptr, count));
    m_all->setVisible(m_isOpen && m_rows.size() > 1);
    m_all->setText(count == int(m_rows.size()) ? tr("Tick none") : tr("Tick all"));
}

void DuePanel::setOpen(bool isOpen)
{
    m_isOpen = isOpen;
    m_toggle->setAccessibleDescription(isOpen ? tr("shown") : tr("hidden"));
    m_toggle->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_scroll->setVisible(isOpen);
    showTicked();
    fitHeight();
}

void DuePanel::fitHeight()
{
    const int rows = std::min<int>(int(m_rows.size()), m_rowsShown);
    const int height = m_rows.empty() ? 0 : m_rows.front()->sizeHint().height() * rows;
    m_scroll->setFixedHeight(height);
}

void DuePanel::setRowsShown(int rows)
{
    m_rowsShown = rows;
    fitHeight();
}

void DuePanel::focusRow(std::size_t row)
{
    m_rows[row]->takeFocus();
    m_scroll->ensureWidgetVisible(m_rows[row]);
}

bool DuePanel::takeFocus()
{
    if (m_rows.empty())
        return false;
    setOpen(true);
    focusRow(0);
    return true;
}

} // namespace qm::desktop
