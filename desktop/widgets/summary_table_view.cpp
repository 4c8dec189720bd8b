#include "desktop/widgets/summary_table_view.h"

#include "desktop/models/summary_model.h"
#include "desktop/widgets/summary_delegate.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSet>

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr int nameWidthLeast = 36 * unit;
constexpr int nameWidthWanted = 64 * unit; ///< longer names are cut where months would go for them
constexpr int nameWidthMost = 100 * unit;
constexpr int courseWidth = 26 * unit;

/// A head without boxes: quiet words over a line.
class QuietHeader final : public QHeaderView {
public:
    explicit QuietHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionResizeMode(QHeaderView::Fixed);
        setMinimumSectionSize(unit);
        setHighlightSections(false);
        setSectionsClickable(false);
    }
    QSize sizeHint() const override { return { 0, 8 * unit }; }

protected:
    void paintSection(QPainter* painter, const QRect& place, int section) const override
    {
        painter->fillRect(place, theme().surface);
        painter->setPen(theme().line);
        painter->drawLine(place.bottomLeft(), place.bottomRight());
        if (section == 0)
            painter->drawLine(place.topRight(), place.bottomRight());
        painter->setPen(theme().muted);
        const bool isName = section == 0;
        painter->drawText(place.adjusted(isName ? 3 * unit : 0, 0, -SummaryDelegate::padding, 0),
            (isName ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
            model()->headerData(section, Qt::Horizontal).toString());
    }
    void paintEvent(QPaintEvent* event) override
    {
        QPainter(viewport()).fillRect(viewport()->rect(), theme().surface);
        QHeaderView::paintEvent(event);
    }
};

} // namespace

SummaryTableView::SummaryTableView(SummaryModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_left(newFrozen())
    , m_right(newFrozen())
{
    setModel(&model);
    dress(this);
    setAccessibleName(tr("Categories by months"));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    for (QTableView* const frozen : { m_left, m_right }) {
        frozen->setModel(&model);
        frozen->setSelectionModel(selectionModel());
        connect(frozen->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
        connect(verticalScrollBar(), &QScrollBar::valueChanged, frozen->verticalScrollBar(), &QScrollBar::setValue);
        connect(frozen, &QTableView::clicked, this, &SummaryTableView::clickedAt);
    }
    connect(this, &QTableView::clicked, this, &SummaryTableView::clickedAt);
    connect(&model, &QAbstractItemModel::modelReset, this, &SummaryTableView::fitColumns);
    connect(&model, &QAbstractItemModel::dataChanged, this, &SummaryTableView::fitColumns);
    for (QTableView* const frozen : { m_left, m_right })
        frozen->raise(); // above the head that came later
    fitColumns();
}

QTableView* SummaryTableView::newFrozen()
{
    auto* frozen = new QTableView(this);
    dress(frozen);
    frozen->setFocusProxy(this); // which draws the cursor in both
    frozen->setAttribute(Qt::WA_Hover, false);
    frozen->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    frozen->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    frozen->setContextMenuPolicy(Qt::NoContextMenu); // this view's own one comes up
    return frozen;
}

void SummaryTableView::dress(QTableView* view)
{
    view->setHorizontalHeader(new QuietHeader(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setMinimumSectionSize(unit);
    view->setItemDelegate(new SummaryDelegate(view));
    view->setFrameShape(QFrame::NoFrame);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setCornerButtonEnabled(false);
    view->setTabKeyNavigation(false);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
}

void SummaryTableView::fitColumns()
{
    const QFontMetrics letters(SummaryDelegate::fontOf(font(), int(SummaryRow::Level::Kind)));
    int width = letters.horizontalAdvance(m_model.widestText());
    for (const int column : { 1, m_model.averageColumn(), m_model.totalColumn() })
        width = std::max(width, letters.horizontalAdvance(m_model.headerData(column, Qt::Horizontal).toString()));
    width += 2 * SummaryDelegate::padding;
    m_widestName = nameWidthLeast;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex name = m_model.index(row, 0);
        const int wanted = SummaryDelegate::nameWidth(letters, name);
        m_widestName = std::clamp(wanted, m_widestName, nameWidthWanted);
    }
    const bool isTwoLines = m_model.showing() == SummaryModel::Showing::Both;
    const int height = (isTwoLines ? 2 : 1) * letters.height() + (isTwoLines ? 3 : 2) * unit + unit;
    for (QTableView* const view : { static_cast<QTableView*>(this), m_left, m_right }) {
        view->verticalHeader()->setDefaultSectionSize(height);
        view->horizontalHeader()->setDefaultSectionSize(width);
        view->setColumnWidth(m_model.trendColumn(), courseWidth);
    }
    showFrozenColumns();
    updateGeometries();
}

void SummaryTableView::showFrozenColumns()
{
    for (int column = 0; column < m_model.columnCount(); ++column) {
        m_left->setColumnHidden(column, column != 0);
        m_right->setColumnHidden(column, column < m_model.trendColumn());
    }
}

/// As wide as it takes to show whole months beside it, or to fill the view when all of them fit.
int SummaryTableView::nameWidth(int inside) const
{
    const int months = m_model.monthCount() * columnWidth(1);
    const int free = inside - frozenWidth();
    if (free - months >= m_widestName)
        return std::min(free - months, nameWidthMost);
    const int shown = std::max(1, (free - m_widestName) / std::max(1, columnWidth(1)));
    return std::clamp(free - shown * columnWidth(1), m_widestName, nameWidthMost);
}

int SummaryTableView::frozenWidth() const
{
    return columnWidth(m_model.trendColumn()) + columnWidth(m_model.averageColumn())
        + columnWidth(m_model.totalColumn());
}

void SummaryTableView::updateGeometries()
{
    const int inside
        = width() - 2 * frameWidth() - (verticalScrollBar()->isVisible() ? verticalScrollBar()->width() : 0);
    const int name = nameWidth(inside);
    if (columnWidth(0) != name) {
        setColumnWidth(0, name);
        m_left->setColumnWidth(0, name);
    }
    QTableView::updateGeometries();

    const bool isScrolled = horizontalHeader()->length() > viewport()->width();
    const int height = horizontalHeader()->height() + viewport()->height();
    const int right = frozenWidth();
    m_left->setGeometry(frameWidth(), frameWidth(), name, height);
    m_right->setGeometry(frameWidth() + viewport()->width() - right, frameWidth(), right, height);
    m_left->setVisible(isScrolled && m_model.rowCount() > 0);
    m_right->setVisible(isScrolled && m_model.rowCount() > 0);
}

/// Into the part that the columns at the edges leave free.
void SummaryTableView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    QTableView::scrollTo(index, hint);
    if (!m_left->isVisibleTo(this) || !m_model.monthOf(index.column()))
        return;
    const int left = columnViewportPosition(index.column());
    const int leftEnd = m_left->width();
    const int rightEnd = viewport()->width() - m_right->width();
    QScrollBar* const bar = horizontalScrollBar();
    if (left < leftEnd)
        bar->setValue(bar->value() - (leftEnd - left));
    else if (left + columnWidth(index.column()) > rightEnd)
        bar->setValue(bar->value() + std::min(left + columnWidth(index.column()) - rightEnd, left - leftEnd));
}

void SummaryTableView::scrollToNewest()
{
    updateGeometries();
    horizontalScrollBar()->setValue(horizontalScrollBar()->maximum());
}

void SummaryTableView::clickedAt(const QModelIndex& index)
{
    // With these keys a selection is being made.
    if ((QApplication::keyboardModifiers() & (Qt::ShiftModifier | Qt::ControlModifier)) == 0
        && selectionModel()->selectedIndexes().size() <= 1)
        openOrFold(index);
}

void SummaryTableView::openOrFold(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    if (m_model.canFold(index.row())) {
        m_model.toggle(index.row());
        emit folded();
    } else {
        emit opened(index);
    }
}

void SummaryTableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        emit copyWanted();
        return;
    }
    const QModelIndex at = currentIndex();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isSpace = event->key() == Qt::Key_Space && at.isValid() && m_model.canFold(at.row());
    if (event->modifiers().testFlag(Qt::ControlModifier) || (!isEnter && !isSpace)) {
        QTableView::keyPressEvent(event);
        return;
    }
    openOrFold(at);
    event->accept();
}

QString SummaryTableView::selectedText() const
{
    QSet<int> rowSet;
    QSet<int> columnSet { 0 };
    for (const QModelIndex& index : selectionModel()->selectedIndexes()) {
        rowSet.insert(index.row());
        columnSet.insert(index.column());
    }
    if (rowSet.isEmpty()) {
        for (int row = 0; row < m_model.rowCount(); ++row)
            rowSet.insert(row);
        for (int column = 0; column < m_model.columnCount(); ++column)
            columnSet.insert(column);
    }
    columnSet.remove(m_model.trendColumn());
    QList<int> rows { rowSet.begin(), rowSet.end() };
    QList<int> columns { columnSet.begin(), columnSet.end() };
    std::sort(rows.begin(), rows.end());
    std::sort(columns.begin(), columns.end());
    QStringList head;
    for (const int column : columns)
        head << m_model.copyHeaders(column);
    QStringList lines { head.join(QLatin1Char('\t')) };
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns)
            cells << m_model.index(row, column).data(SummaryModel::CopyTextsRole).toStringList();
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void SummaryTableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
}

void SummaryTableView::repaintFrozen()
{
    m_left->viewport()->update();
    m_right->viewport()->update();
}

void SummaryTableView::focusInEvent(QFocusEvent* event)
{
    if (!currentIndex().isValid() && m_model.rowCount() > 0)
        selectionModel()->setCurrentIndex(m_model.index(0, 0), QItemSelectionModel::NoUpdate);
    QTableView::focusInEvent(event);
    repaintFrozen();
}

void SummaryTableView::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    repaintFrozen();
}

} // namespace qm::desktop
