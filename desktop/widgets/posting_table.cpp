#include "desktop/widgets/posting_table.h"

#include "desktop/services/preferences.h"
#include "desktop/widgets/list_header.h"
#include "desktop/widgets/posting_delegate.h"
#include "desktop/widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace qm::desktop {

namespace {

using Model = PostingTableModel;

constexpr std::size_t keptMost = 2000; ///< of a larger selection nothing is kept over changes

} // namespace

PostingTable::PostingTable(Workspace& workspace, PostingTableModel& model, PostingSource& source, const QString& name,
    const std::vector<Model::Column>& hidden, QWidget* parent)
    : QTableView(parent)
    , m_workspace(workspace)
    , m_model(model)
    , m_source(source)
    , m_widthsName(QStringLiteral("columns/") + name)
{
    setHorizontalHeader(new ListHeader(this));
    setModel(&model);
    setItemDelegate(new PostingDelegate(this));
    setAccessibleName(tr("Postings"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeights();
    for (const Model::Column column : hidden)
        setColumnHidden(column, true);
    m_withAccount = !isColumnHidden(Model::Account);
    restoreWidths();
    connect(horizontalHeader(), &QHeaderView::sectionResized, this,
        [this] { m_workspace.preferences.setValue(m_widthsName, horizontalHeader()->saveState()); });
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &PostingTable::keepPlace);
    connect(&model, &QAbstractItemModel::modelReset, this, &PostingTable::restorePlace);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (hasFocus())
            selectSomething();
    });
    connect(&model, &PostingTableModel::totalsChanged, this, &PostingTable::findWanted);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &PostingTable::selectionMoved);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PostingTable::selectionMoved);
    connect(this, &QAbstractItemView::doubleClicked, this, &PostingTable::editWanted);
}

void PostingTable::restoreWidths()
{
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const std::pair<Model::Column, int> widths[]
        = { { Model::Day, 12 }, { Model::Payee, 26 }, { Model::Entry, 26 }, { Model::Account, 18 }, { Model::Memo, 22 },
              { Model::Amount, 13 }, { Model::Balance, 13 }, { Model::Cleared, 10 } };
    for (const auto& [column, digits] : widths)
        setColumnWidth(column, digits * digit);
    const QByteArray state = m_workspace.preferences.value(m_widthsName).toByteArray();
    std::vector<bool> hidden;
    for (int column = 0; column < m_model.columnCount(); ++column)
        hidden.push_back(isColumnHidden(column));
    if (!state.isEmpty())
        horizontalHeader()->restoreState(state);
    for (int column = 0; column < m_model.columnCount(); ++column)
        setColumnHidden(column, hidden[std::size_t(column)]);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setMinimumSectionSize(6 * digit);
}

void PostingTable::fitWidths()
{
    const int least = horizontalHeader()->minimumSectionSize();
    std::vector<int> flexible;
    int words = 0;
    int room = viewport()->width();
    // In a narrow window the memo gives way to the others, then the account.
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    setColumnHidden(Model::Memo, room < 95 * digit);
    if (m_withAccount)
        setColumnHidden(Model::Account, room < 75 * digit);
    for (const int column : { Model::Payee, Model::Entry, Model::Account, Model::Memo }) {
        if (!isColumnHidden(column)) {
            flexible.push_back(column);
            words += columnWidth(column);
        }
    }
    for (const int column : { Model::Day, Model::Amount, Model::Balance, Model::Cleared })
        room -= isColumnHidden(column) ? 0 : columnWidth(column);
    m_isFitting = true;
    for (const int column : flexible) { // each takes its share of what is left
        const int before = columnWidth(column);
        const int width = std::max(least, int(qint64(before) * room / std::max(1, words)));
        setColumnWidth(column, width);
        room -= width;
        words -= before;
    }
    m_isFitting = false;
}

void PostingTable::setRowHeights()
{
    verticalHeader()->setDefaultSectionSize(std::max(8 * unit, fontMetrics().height() + 3 * unit));
}

void PostingTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitWidths();
}

std::vector<std::pair<int, int>> PostingTable::selectedRanges() const
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());
    return ranges;
}

std::vector<PostingWindow> PostingTable::selectedWindows() const
{
    std::vector<PostingWindow> windows;
    for (const auto& [from, to] : selectedRanges()) {
        for (PostingWindow& window : m_model.windows(from, to)) {
            // Rows that are on the screen are named by what they are: their place may be another by then.
            std::vector<Uuid> ids;
            for (int row = from; window.ids.empty() && to - from < 200 && row <= to; ++row) {
                const PostingLine* const line = m_model.line(row);
                if (line && line->posting.month == window.month)
                    ids.push_back(line->posting.id);
            }
            if (ids.size() == std::size_t(window.count))
                window.ids = std::move(ids);
            windows.push_back(std::move(window));
        }
    }
    return windows;
}

int PostingTable::selectedCount() const
{
    int count = 0;
    for (const auto& [from, to] : selectedRanges())
        count += to - from + 1;
    return count;
}

std::optional<Money> PostingTable::selectedSum() const
{
    return m_model.sumOf(selectedRanges());
}

void PostingTable::copySelected()
{
    m_source.readLines(this, selectedWindows(), [this](Result<std::vector<std::vector<PostingLine>>> found) {
        if (!found) {
            m_workspace.showError(found.error());
            return;
        }
        QStringList rows;
        for (const auto& lines : *found) {
            for (const PostingLine& line : lines)
                rows << m_model.rowText(line);
        }
        QGuiApplication::clipboard()->setText(rows.join(QLatin1Char('\n')));
        m_workspace.notify(tr("%n postings were copied.", nullptr, int(rows.size())));
    });
}

void PostingTable::keepPlace()
{
    m_keptIds.clear();
    m_keptCurrent.reset();
    m_keptScroll = verticalScrollBar()->value();
    m_keptRow = currentIndex().row();
    if (const PostingLine* const line = currentLine())
        m_keptCurrent = line->posting.id;
    if (selectedCount() > int(keptMost))
        return;
    for (const auto& [from, to] : selectedRanges()) {
        for (int row = from; row <= to; ++row) {
            if (const PostingLine* const line = m_model.line(row))
                m_keptIds.push_back(line->posting.id);
        }
    }
}

void PostingTable::restorePlace()
{
    if (m_model.rowCount() == 0)
        return;
    updateGeometries();
    verticalScrollBar()->setValue(m_keptScroll);
    std::vector<Uuid> ids = m_keptIds;
    if (m_keptCurrent && ids.empty())
        ids.push_back(*m_keptCurrent);
    if (ids.empty())
        return;
    m_model.findRows(ids, [this](const std::vector<int>& rows) {
        if (!rows.empty()) {
            selectRows(rows, rows.front());
        } else if (m_keptRow >= 0) { // it is gone: on with what stands in its place
            const int row = std::min(m_keptRow, m_model.rowCount() - 1);
            selectRows({ row }, row);
        }
    });
}

void PostingTable::selectSomething()
{
    if (m_model.rowCount() == 0 || selectedCount() > 0 || m_wanted)
        return;
    const int row = std::max(0, currentIndex().row());
    selectRows({ row }, row);
}

void PostingTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    selectSomething();
}

void PostingTable::selectRows(const std::vector<int>& rows, int current)
{
    QItemSelection selection;
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        selection.select(m_model.index(rows[i], 0), m_model.index(rows[end - 1], m_model.columnCount() - 1));
        i = end;
    }
    const int scrolled = verticalScrollBar()->value();
    selectionModel()->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    verticalScrollBar()->setValue(scrolled);
}

void PostingTable::selectPosting(const Uuid& id)
{
    m_wanted = id;
    findWanted();
}

void PostingTable::findWanted()
{
    if (!m_wanted || m_model.rowCount() == 0)
        return;
    m_model.findRows({ *m_wanted }, [this](const std::vector<int>& rows) {
        if (rows.empty()) {
            if (m_model.isComplete())
                m_wanted.reset();
            return;
        }
        m_wanted.reset();
        selectRows(rows, rows.front());
        scrollTo(m_model.index(rows.front(), 0), PositionAtCenter);
    });
}

bool PostingTable::event(QEvent* event)
{
    // These keys are the list's own while it has the focus, whatever they mean elsewhere in the window.
    if (event->type() == QEvent::ShortcutOverride) {
        auto* const key = static_cast<QKeyEvent*>(event);
        const bool isCleared = key->key() == Qt::Key_L && key->modifiers() == Qt::ControlModifier;
        if (isCleared || key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Delete)
            || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

void PostingTable::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && isPlain && currentIndex().isValid())
        emit editWanted();
    else if (event->matches(QKeySequence::Delete))
        emit deleteWanted();
    else if ((event->key() == Qt::Key_L && event->modifiers() == Qt::ControlModifier)
        || (event->key() == Qt::Key_Space && isPlain))
        emit clearedWanted();
    else if (event->matches(QKeySequence::Copy))
        copySelected();
    else
        QTableView::keyPressEvent(event);
}

void PostingTable::mouseReleaseEvent(QMouseEvent* event)
{
    const QModelIndex at = indexAt(event->pos());
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && at.column() == Model::Cleared
        && at == currentIndex() && selectedCount() == 1)
        emit clearedWanted();
}

void PostingTable::contextMenuEvent(QContextMenuEvent* event)
{
    const QPoint place = event->reason() == QContextMenuEvent::Keyboard
        ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
        : event->globalPos();
    if (selectedCount() > 0)
        emit menuWanted(place);
}

void PostingTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setRowHeights();
}

} // namespace qm::desktop
