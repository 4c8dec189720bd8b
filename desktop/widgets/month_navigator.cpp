#include "desktop/widgets/month_navigator.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QScrollBar>
#include <QFocusEvent>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr int yearRole = Qt::UserRole;
constexpr int monthRole = Qt::UserRole + 1;

/// A list that chooses nothing by itself when it gets the focus: a choice here leads to another page.
template <typename View>
class WaitingView final : public View {
public:
    using View::View;

protected:
    void focusInEvent(QFocusEvent* event) override
    {
        const bool hadChoice = View::currentIndex().isValid();
        const QSignalBlocker quiet(this);
        View::focusInEvent(event);
        if (!hadChoice)
            View::setCurrentIndex({});
    }
};

YearMonth monthOfItem(const QTreeWidgetItem* item)
{
    return { item->data(0, yearRole).toInt(), item->data(0, monthRole).toUInt() };
}

QTreeWidgetItem* newItem(const Month& month, bool isUnderItsYear)
{
    auto* item = new QTreeWidgetItem;
    item->setText(0, isUnderItsYear ? shortMonthText(month.ym) : monthText(month.ym));
    item->setData(0, yearRole, month.ym.year);
    item->setData(0, monthRole, month.ym.month);
    if (month.isClosed) {
        item->setIcon(0, icon(QStringLiteral("lock")));
        item->setToolTip(0, MonthNavigator::tr("%1 is closed").arg(monthText(month.ym)));
    } else {
        item->setIcon(0, icon(QStringLiteral("month")));
    }
    item->setData(0, Qt::AccessibleTextRole,
        month.isClosed ? MonthNavigator::tr("%1, closed").arg(monthText(month.ym)) : monthText(month.ym));
    return item;
}

} // namespace

MonthNavigator::MonthNavigator(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_pages(new WaitingView<QListWidget>(this))
    , m_months(new WaitingView<QTreeWidget>(this))
{
    m_pages->setAccessibleName(tr("Pages"));
    m_pages->setFrameShape(QFrame::NoFrame);
    m_pages->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->setIconSize({ 16, 16 });
    addPage(PageId::Templates, QStringLiteral("template"), tr("Templates"));
    addPage(PageId::Accounts, QStringLiteral("account"), tr("Accounts"));
    addPage(PageId::Postings, QStringLiteral("posting"), tr("Postings"));
    addPage(PageId::Summary, QStringLiteral("summary"), tr("Summary"));
    addPage(PageId::Attention, QStringLiteral("attention"), tr("Attention"));
    addPage(PageId::History, QStringLiteral("history"), tr("History"));
    m_pages->setFixedHeight(m_pages->sizeHintForRow(0) * m_pages->count() + 2 * m_pages->frameWidth());

    m_months->setAccessibleName(tr("Months"));
    m_months->setHeaderHidden(true);
    m_months->setFrameShape(QFrame::NoFrame);
    m_months->setRootIsDecorated(true);
    m_months->setIndentation(4 * unit);
    m_months->setUniformRowHeights(true);

    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* heading = new QLabel(tr("Months"));
    heading->setForegroundRole(QPalette::PlaceholderText);
    heading->setBuddy(m_months);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 0, 0);
    layout->setSpacing(unit);
    layout->addWidget(m_pages);
    heading->setContentsMargins(unit, 2 * unit, 0, 0);
    layout->addWidget(heading);
    layout->addWidget(m_months, 1);

    connect(m_pages, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_isFilling && row >= 0)
            m_workspace.showPage(static_cast<PageId>(m_pages->item(row)->data(Qt::UserRole).toInt()));
    });
    connect(m_months, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (!m_isFilling && item && item->data(0, monthRole).isValid())
            m_workspace.showMonth(monthOfItem(item));
    });
    connect(&m_workspace, &Workspace::currentMonthChanged, this, &MonthNavigator::showMonthAsCurrent);
}

void MonthNavigator::addPage(PageId page, const QString& iconName, const QString& text)
{
    auto* item = new QListWidgetItem(icon(iconName), text, m_pages);
    item->setData(Qt::UserRole, static_cast<int>(page));
    item->setSizeHint({ 0, 7 * unit });
}

void MonthNavigator::reload()
{
    m_isFilling = true;
    const int scrolled = m_months->verticalScrollBar()->value();
    QStringList openYears;
    for (int i = 0; i < m_months->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* const item = m_months->topLevelItem(i);
        if (item->isExpanded())
            openYears << item->text(0);
    }
    m_months->clear();
    if (m_workspace.ledger.isOpen()) {
        const auto& months = m_workspace.ledger.catalogue().months;
        for (auto month = months.rbegin(); month != months.rend(); ++month) {
            if (!month->isClosed)
                m_months->addTopLevelItem(newItem(*month, false));
        }
        QTreeWidgetItem* year = nullptr;
        for (auto month = months.rbegin(); month != months.rend(); ++month) {
            if (!month->isClosed)
                continue;
            const QString text = QString::number(month->ym.year);
            if (!year || year->text(0) != text) {
                year = new QTreeWidgetItem(m_months, { text });
                year->setFlags(Qt::ItemIsEnabled);
                year->setExpanded(openYears.contains(text));
            }
            year->addChild(newItem(*month, true));
        }
    }
    m_months->verticalScrollBar()->setValue(scrolled);
    m_isFilling = false;
    showMonthAsCurrent();
}

QTreeWidgetItem* MonthNavigator::itemOf(YearMonth ym) const
{
    for (QTreeWidgetItemIterator item(m_months); *item; ++item) {
        if ((*item)->data(0, monthRole).isValid() && monthOfItem(*item) == ym)
            return *item;
    }
    return nullptr;
}

void MonthNavigator::showMonthAsCurrent()
{
    m_isFilling = true;
    const auto ym = m_workspace.currentMonth();
    QTreeWidgetItem* const item = m_current == PageId::Month && ym ? itemOf(*ym) : nullptr;
    m_months->setCurrentItem(item);
    if (!item)
        m_months->clearSelection();
    else
        m_months->scrollToItem(item);
    m_isFilling = false;
}

void MonthNavigator::showAsCurrent(PageId page)
{
    m_current = page;
    m_isFilling = true;
    m_pages->setCurrentRow(-1);
    for (int row = 0; row < m_pages->count(); ++row) {
        if (static_cast<PageId>(m_pages->item(row)->data(Qt::UserRole).toInt()) == page)
            m_pages->setCurrentRow(row);
    }
    m_isFilling = false;
    showMonthAsCurrent();
}

void MonthNavigator::setAttention(std::int64_t count)
{
    for (int row = 0; row < m_pages->count(); ++row) {
        QListWidgetItem* const item = m_pages->item(row);
        if (static_cast<PageId>(item->data(Qt::UserRole).toInt()) == PageId::Attention)
            item->setText(count > 0 ? tr("Attention (%1)").arg(count) : tr("Attention"));
    }
}

} // namespace qm::desktop
