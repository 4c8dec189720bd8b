#include "desktop/widgets/summary_page.h"

#include "desktop/models/summary_model.h"
#include "desktop/models/summary_text.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/charts/chart_card.h"
#include "desktop/widgets/charts/charts_panel.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/printing/summary_print.h"
#include "desktop/widgets/range_chooser.h"
#include "desktop/widgets/summary_table_view.h"
#include "desktop/widgets/switch_bar.h"
#include "desktop/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr int bothWidthLeast = 375 * unit; ///< table and charts side by side
enum StackPlace { Content, EmptyRange, Empty };

} // namespace

SummaryPage::SummaryPage(Workspace& workspace, QWidget* parent)
    : Page(workspace, parent)
    , m_model(new SummaryModel(this))
    , m_table(new SummaryTableView(*m_model))
    , m_range(new RangeChooser(workspace.preferences))
    , m_showing(new SwitchBar(tr("Amounts")))
    , m_view(new SwitchBar(tr("View")))
    , m_title(new QLabel(tr("Summary")))
    , m_months(new QLabel)
    , m_stack(new QStackedWidget)
    , m_splitter(new QSplitter)
{
    setAccessibleName(m_title->text());
    m_splitter->addWidget(m_table);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(3 * unit);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(newEmptyRange());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit);
    layout->setSpacing(3 * unit);
    layout->addWidget(newHead());
    layout->addWidget(m_stack, 1);

    m_model->setFolded(workspace.preferences.value(QStringLiteral("summary/folded")).toStringList());
    connect(m_table, &SummaryTableView::folded, this,
        [this] { m_workspace.preferences.setValue(QStringLiteral("summary/folded"), m_model->folded()); });
    connect(m_table, &SummaryTableView::copyWanted, this, &SummaryPage::copyTable);
    connect(m_table, &SummaryTableView::opened, this, &SummaryPage::openPostings);
    connect(m_range, &RangeChooser::rangeChanged, this, [this] { read(true); });
    connect(m_showing, &QTabBar::currentChanged, this, &SummaryPage::showingChosen);
    connect(m_view, &QTabBar::currentChanged, this, [this](int view) {
        m_workspace.preferences.setValue(QStringLiteral("summary/view"), view);
        arrange();
    });
    for (const char* const id : { "summary.copy", "file.print", "file.pdf" }) {
        if (QAction* const action = workspace.command(QLatin1String(id)))
            m_table->addAction(action);
    }
    showingChosen();
    arrange();
}

QWidget* SummaryPage::newHead()
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    m_title->setFont(large);
    m_months->setForegroundRole(QPalette::PlaceholderText);
    for (const QString& text : { tr("Table"), tr("Charts") })
        m_view->addTab(text);
    for (const QString& text : { tr("Actual"), tr("Planned"), tr("Both"), tr("Difference") })
        m_showing->addTab(text);
    const auto remembered
        = [&](const char* name) { return m_workspace.preferences.value(QLatin1String(name), 0).toInt(); };
    m_view->setCurrentIndex(std::clamp(remembered("summary/view"), 0, 1));
    m_showing->setCurrentIndex(std::clamp(remembered("summary/showing"), 0, 3));

    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * unit);
    auto* names = new QHBoxLayout;
    names->setSpacing(3 * unit);
    names->addWidget(m_title, 0, Qt::AlignBaseline);
    names->addWidget(m_months, 1, Qt::AlignBaseline);
    names->addWidget(m_range);
    column->addLayout(names);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(3 * unit);
    choices->addWidget(m_view);
    choices->addWidget(m_showing);
    choices->addStretch(1);
    column->addLayout(choices);
    return head;
}

QWidget* SummaryPage::newEmptyRange()
{
    auto* place = new QWidget;
    auto* words = new QLabel(tr("No month of the ledger lies in this range."));
    words->setForegroundRole(QPalette::PlaceholderText);
    auto* all = new QPushButton(tr("Show all months"));
    connect(all, &QPushButton::clicked, this, [this] { m_range->choose(RangeChooser::Choice::All); });
    auto* layout = new QVBoxLayout(place);
    layout->addStretch(2);
    layout->addWidget(words, 0, Qt::AlignCenter);
    layout->addWidget(all, 0, Qt::AlignCenter);
    layout->addStretch(3);
    return place;
}

void SummaryPage::addCommands(Workspace& workspace, QObject* owner, std::function<SummaryPage&()> page)
{
    workspace.addCommand(owner,
        { QStringLiteral("go.summary"), Menu::Go, tr("&Summary"), QKeySequence(Qt::CTRL | Qt::Key_5),
            QStringLiteral("summary"), [page] { page(); } });
    workspace.addCommand(owner,
        { QStringLiteral("summary.charts"), Menu::Go, tr("Summary cha&rts"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_5), QStringLiteral("chart"),
            [page] { page().showCharts(true); } });
    workspace.addCommand(owner,
        { QStringLiteral("summary.copy"), Menu::Edit, tr("Copy the summary &table"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Y), QStringLiteral("copy"), [page] { page().copyTable(); } });
    workspace.addCommand(owner,
        { QStringLiteral("chart.copy"), Menu::Edit, tr("Copy a c&hart as picture"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_G), QStringLiteral("copy"), [page] {
                SummaryPage& shown = page();
                shown.madeCharts().currentCard().copyPicture();
            } });
    workspace.addCommand(owner,
        { QStringLiteral("chart.save"), Menu::File, tr("Save a c&hart as picture…"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S), QStringLiteral("export"), [page] {
                SummaryPage& shown = page();
                shown.madeCharts().currentCard().savePicture();
            } });
}

void SummaryPage::reload()
{
    if (!m_workspace.ledger.isOpen())
        return;
    m_range->setMonths(m_workspace.ledger.catalogue().months);
    read(false);
}

void SummaryPage::read(bool isNewRange)
{
    if (!m_workspace.ledger.isOpen())
        return;
    const SummaryRange range = m_range->range();
    m_request.start(this, m_workspace.ledger.read([range](Ledger& ledger) { return readSummary(ledger, range); }),
        [this, range, isNewRange](Result<Summary> summary) {
            if (!summary) {
                m_workspace.showError(summary.error());
                return;
            }
            m_shownRange = range;
            showSummary(std::make_shared<const Summary>(*std::move(summary)), isNewRange);
        });
}

void SummaryPage::showSummary(std::shared_ptr<const Summary> summary, bool isNewRange)
{
    const bool hasMonths = !m_workspace.ledger.catalogue().months.empty();
    if (!hasMonths && !m_empty) {
        m_empty = new EmptyState(m_workspace, QStringLiteral("summary"), tr("Nothing to sum up yet"),
            tr("Here stand all categories by months, planned and actual, with charts. Open a first month, and this "
               "page fills by itself."),
            QStringLiteral("month.open"));
        m_stack->addWidget(m_empty);
    }
    m_stack->setCurrentIndex(!hasMonths ? Empty : summary->table.isEmpty() ? EmptyRange : Content);
    m_months->setText(monthsText(summary->table.months));
    m_model->setTable(std::move(summary), m_workspace.ledger.currency());
    if (m_charts && m_charts->isVisibleTo(this))
        m_charts->setSummary(m_model->summary(), m_shownRange);
    if (isNewRange || !m_hasShown)
        m_table->scrollToNewest();
    m_hasShown = true;
    emit loaded();
}

void SummaryPage::showingChosen()
{
    m_model->setShowing(static_cast<SummaryModel::Showing>(m_showing->currentIndex()));
    m_workspace.preferences.setValue(QStringLiteral("summary/showing"), m_showing->currentIndex());
}

void SummaryPage::showCharts(bool isShown)
{
    m_view->setCurrentIndex(isShown ? 1 : 0);
    arrange();
}

ChartsPanel& SummaryPage::madeCharts()
{
    showCharts(true);
    return *m_charts;
}

void SummaryPage::arrange()
{
    const bool hasRoom = width() >= bothWidthLeast;
    const bool isCharts = hasRoom || m_view->currentIndex() == 1;
    const bool isTable = hasRoom || m_view->currentIndex() == 0;
    m_view->setVisible(!hasRoom);
    m_showing->setVisible(isTable);
    if (isCharts && !m_charts) {
        m_charts = new ChartsPanel(m_workspace);
        m_splitter->addWidget(m_charts);
        m_splitter->setStretchFactor(0, 1);
        m_splitter->setStretchFactor(1, 1);
        m_splitter->setSizes({ width() / 2, width() / 2 });
        m_charts->setVisible(false);
    }
    m_table->setVisible(isTable);
    if (!m_charts || m_charts->isVisibleTo(this) == isCharts)
        return;
    m_charts->setVisible(isCharts);
    if (isCharts && m_hasShown)
        m_charts->setSummary(m_model->summary(), m_shownRange);
}

void SummaryPage::openPostings(const QModelIndex& index)
{
    const SummaryRow& row = m_model->row(index.row());
    const auto& months = m_model->summary()->table.months;
    const auto ym = m_model->monthOf(index.column());
    PostingsWanted wanted;
    wanted.from = ym ? *ym : months.front();
    wanted.to = ym ? *ym : months.back();
    wanted.category = row.category;
    wanted.onlyWithoutEntry = row.level == SummaryRow::Level::Without;
    m_workspace.showPostings(wanted);
}

void SummaryPage::copyTable()
{
    QApplication::clipboard()->setText(m_table->selectedText());
    m_workspace.notify(tr("The table is copied. Paste it into a spreadsheet or a text."), Workspace::Tone::Good);
}

void SummaryPage::takeFocus()
{
    if (m_table->isVisibleTo(this))
        m_table->setFocus();
    else
        m_view->setFocus();
}

bool SummaryPage::canPrint() const
{
    return !m_model->summary()->table.isEmpty();
}

void SummaryPage::print(QPrinter& printer)
{
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    const auto printed = summaryPrint(*m_model->summary(), catalogue);
    if (printed)
        (*printed)->paint(printer);
}

void SummaryPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

void SummaryPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().window);
}

} // namespace qm::desktop
