#include "desktop/widgets/history_page.h"

#include "desktop/models/display_text.h"
#include "desktop/services/preferences.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/change_view.h"
#include "desktop/widgets/history_list.h"
#include "desktop/widgets/text_label.h"
#include "desktop/widgets/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace qm::desktop {

using namespace std::chrono_literals;

HistoryPage::HistoryPage(Workspace& workspace, QWidget* parent)
    : Page(workspace, parent)
    , m_model(workspace.ledger)
    , m_title(titleLabel(tr("History")))
    , m_all(new QPushButton(icon(QStringLiteral("arrow-left")), tr("&All history")))
    , m_search(new QLineEdit)
    , m_devices(new QComboBox)
    , m_list(new HistoryList)
    , m_change(new ChangeView(workspace))
    , m_foot(mutedLabel())
    , m_splitter(new QSplitter)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setModel(&m_model);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_change);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_change->setMinimumWidth(64 * unit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_foot);
    m_foot->setContentsMargins(4 * unit, unit, 4 * unit, unit);

    m_typing.setSingleShot(true);
    m_typing.setInterval(200ms);
    connect(&m_typing, &QTimer::timeout, this, &HistoryPage::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_devices, &QComboBox::activated, this, &HistoryPage::applyFilter);
    connect(m_all, &QPushButton::clicked, this, &HistoryPage::showAll);
    connect(m_list, &HistoryList::currentLineChanged, this, &HistoryPage::showChosen);
    connect(&m_model, &HistoryModel::readingChanged, this, &HistoryPage::showProgress);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this,
        [this] { m_scrolled = m_list->verticalScrollBar()->value(); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &HistoryPage::keepChosen);
    connect(m_change, &ChangeView::undoWanted, this, [this](const Uuid& change) { undo(change, tr("Undone.")); });
    connect(m_change, &ChangeView::redoWanted, this, [this](const Uuid& change) { undo(change, tr("Done again.")); });
    connect(m_change, &ChangeView::undoBackWanted, this, &HistoryPage::undoBack);
    m_all->hide();
}

QWidget* HistoryPage::makeHead()
{
    m_search->setPlaceholderText(tr("Search the history"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(80 * unit);
    m_devices->setAccessibleName(tr("Changes of which device"));
    m_devices->addItem(tr("All devices"));
    m_devices->hide();
    m_title->setWordWrap(false);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit);
    row->setSpacing(2 * unit);
    row->addWidget(m_all);
    row->addWidget(m_title, 1);
    row->addWidget(m_search, 1);
    row->addWidget(m_devices);
    return head;
}

void HistoryPage::addCommands(Workspace& workspace, QObject* owner, std::function<HistoryPage&()> page)
{
    const Menu go = Menu::Go;
    workspace.addCommand(owner,
        { QStringLiteral("go.history"), go, tr("&History"), QKeySequence(Qt::CTRL | Qt::Key_7),
            QStringLiteral("history"), [page] { page().showAll(); } });
    auto selected = std::make_shared<std::optional<RowKey>>();
    QAction* const ofSelected = workspace.addCommand(owner,
        { QStringLiteral("history.ofSelected"), go, tr("History of what is sele&cted"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H), QStringLiteral("history"), [page, selected] {
                if (*selected)
                    page().showOnly(RowKey(**selected), {});
            } });
    ofSelected->setEnabled(false);
    connect(&workspace, &Workspace::selected, ofSelected, [selected, ofSelected](const std::optional<RowKey>& row) {
        *selected = row;
        ofSelected->setEnabled(row.has_value());
    });
    connect(&workspace, &Workspace::historyWanted, owner,
        [page](const RowKey& row, const QString& name) { page().showOnly(RowKey(row), name); });
}

void HistoryPage::reload()
{
    m_model.setConnected(m_workspace.sync.state().kind != SyncState::Kind::NotConnected);
    readDevices();
    m_model.reload();
}

void HistoryPage::takeFocus()
{
    m_list->setFocus();
}

bool HistoryPage::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
    return true;
}

void HistoryPage::readDevices()
{
    m_devicesRequest.start(this, m_workspace.ledger.read([](Ledger& ledger) { return knownDevices(ledger); }),
        [this](Result<std::vector<Ledger::KnownDevice>> devices) {
            if (devices)
                showDevices(*devices);
        });
}

/// Without a second device there is nothing to choose.
void HistoryPage::showDevices(const std::vector<Ledger::KnownDevice>& devices)
{
    const QVariant chosen = m_devices->currentData();
    m_devices->clear();
    m_devices->addItem(tr("All devices"));
    for (const Ledger::KnownDevice& device : devices) {
        const bool isOwn = &device == &devices.front();
        m_devices->addItem(deviceText(isOwn, device.name, device.id), QString::fromStdString(device.id.text()));
    }
    m_devices->setCurrentIndex(std::max(0, chosen.isValid() ? m_devices->findData(chosen) : 0));
    m_devices->setVisible(devices.size() > 1);
}

void HistoryPage::applyFilter()
{
    HistoryModel::Filter filter;
    filter.row = m_row;
    filter.text = m_search->text().trimmed();
    if (const QVariant device = m_devices->currentData(); device.isValid()) {
        if (const auto id = Uuid::parse(device.toString().toStdString()))
            filter.device = *id;
    }
    m_model.setFilter(filter);
    showProgress();
}

void HistoryPage::showOnly(const RowKey& row, const QString& name)
{
    m_row = row;
    m_all->show();
    m_search->clear();
    m_title->setText(name.isEmpty() ? tr("History") : tr("History of %1").arg(name));
    m_nameRequest.cancel();
    if (name.isEmpty()) {
        m_nameRequest.start(this,
            m_workspace.ledger.read([row](Ledger& ledger) -> Result<std::string> { return ledger.nameOf(row); }),
            [this, row](Result<std::string> found) {
                if (found && !found->empty())
                    m_title->setText(tr("History of %1").arg(nameText(row, *found)));
            });
    }
    m_chosen.reset();
    applyFilter();
    m_list->setFocus();
}

void HistoryPage::showAll()
{
    m_row.reset();
    m_nameRequest.cancel();
    m_all->hide();
    m_title->setText(tr("History"));
    applyFilter();
    m_list->setFocus();
}

void HistoryPage::showProgress()
{
    const HistoryModel::Filter& filter = m_model.filter();
    const bool isSearch = !filter.text.isEmpty() || filter.device;
    const QString back = m_model.readBackTo().isValid() ? dayText(m_model.readBackTo()) : QString();
    if (m_model.isReading() && isSearch && !back.isEmpty())
        m_foot->setText(tr("Searching. Back to %1 so far.").arg(back));
    else if (isSearch && m_model.rowCount() == 0 && !m_model.isReading())
        m_foot->setText(tr("Nothing in the history fits."));
    else if (m_model.isComplete())
        m_foot->setText(tr("This is all of it."));
    else
        m_foot->setText(back.isEmpty() ? QString() : tr("Back to %1; scroll down for more.").arg(back));
    showChosen(m_list->currentIndex());
}

void HistoryPage::showChosen(const QModelIndex& index)
{
    const HistoryLine* const line = m_model.line(index);
    if (line && m_chosen != line->row.item.id) {
        m_chosen = line->row.item.id;
        selectRowOf(*line);
    }
    const HistoryModel::Filter& filter = m_model.filter();
    m_change->setLine(line, !filter.row && !filter.device && filter.text.isEmpty());
}

/// The details at the right are those of what was changed.
void HistoryPage::selectRowOf(const HistoryLine& line)
{
    const auto& changes = line.row.item.changes;
    const auto about = std::find_if(
        changes.begin(), changes.end(), [](const HistoryItem::Change& change) { return !change.row.id.isNull(); });
    m_workspace.select(about == changes.end() ? std::nullopt : std::optional(about->row));
}

/// After a reload the same change is chosen, where it stood; at first the newest.
void HistoryPage::keepChosen()
{
    QModelIndex index = m_chosen ? m_model.indexOf(*m_chosen) : QModelIndex();
    if (!index.isValid() && m_model.rowCount() > 1)
        index = m_model.index(1, HistoryModel::What); // below the first day
    if (index.isValid()) {
        m_list->setCurrentIndex(index);
        m_list->verticalScrollBar()->setValue(m_scrolled);
    }
    showChosen(index);
}

void HistoryPage::undo(const Uuid& change, const QString& done)
{
    m_workspace.act(
        this, [change](Ledger& ledger) { return ledger.undo(change); },
        [this, done](const Ledger::Acted& acted) {
            if (acted.isSkipped) {
                m_workspace.notify(tr("Some of it was left as it is, because somebody changed it since."),
                    Workspace::Tone::Warning, tr("Show"), [this] { m_workspace.showPage(PageId::Attention); });
            } else {
                m_workspace.notify(done, Workspace::Tone::Good);
            }
        });
}

void HistoryPage::undoBack(const Uuid& change)
{
    m_workspace.act(
        this, [change](Ledger& ledger) { return undoBackTo(ledger, change); },
        [this](const UndoneBack& undone) {
            const QString count = tr("%n changes were undone.", nullptr, int(undone.count));
            if (undone.stopped) {
                m_workspace.notify(tr("%1 It went no further: %2", "how many were undone, why it stopped")
                                       .arg(count, ErrorText::of(*undone.stopped).text()),
                    Workspace::Tone::Warning);
            } else if (undone.isSkipped) {
                m_workspace.notify(tr("%1 Some of it was left as it is, because somebody changed it since.").arg(count),
                    Workspace::Tone::Warning, tr("Show"), [this] { m_workspace.showPage(PageId::Attention); });
            } else {
                m_workspace.notify(count, Workspace::Tone::Good);
            }
        });
}

} // namespace qm::desktop
