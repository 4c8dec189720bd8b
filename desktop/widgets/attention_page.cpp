#include "desktop/widgets/attention_page.h"

#include "common/store/actions.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/attention_card.h"
#include "desktop/widgets/attention_list.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/switch_bar.h"
#include "desktop/widgets/text_label.h"
#include "desktop/widgets/theme.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QSaveFile>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr const char* keptPairs = "attention/keptDuplicates";

enum Tab { OpenTab, SettledTab };
enum State { ListState, EmptyOpenState, EmptySettledState };

/// Tells of what is new since the last status, once.
void noticeNews(Workspace& workspace, QObject* owner)
{
    auto known = std::make_shared<std::int64_t>(-1);
    QObject::connect(&workspace.ledger, &LedgerService::opened, owner, [known] { *known = -1; });
    QObject::connect(&workspace.ledger, &LedgerService::statusChanged, owner, [known, &workspace] {
        const LedgerStatus& status = workspace.ledger.status();
        const std::int64_t now = status.conflicts + status.parked + status.quarantined;
        const std::int64_t before = std::exchange(*known, now);
        if (before < 0 || now <= before)
            return;
        workspace.notify(AttentionPage::tr("%n things need your attention.", nullptr, int(now)), Workspace::Tone::Plain,
            AttentionPage::tr("Show"), [&workspace] { workspace.showPage(PageId::Attention); });
    });
}

} // namespace

AttentionPage::AttentionPage(Workspace& workspace, QWidget* parent)
    : Page(workspace, parent)
    , m_model(workspace.ledger)
    , m_tabs(new SwitchBar(tr("Which to show")))
    , m_list(new AttentionList)
    , m_card(new AttentionCard(workspace))
    , m_scroll(new QScrollArea)
    , m_splitter(new QSplitter)
    , m_stack(new QStackedWidget)
{
    makeLayout();
    m_model.setKeptDuplicates(workspace.preferences.value(QLatin1String(keptPairs)).toStringList());
    m_list->setModel(&m_model);
    connect(m_tabs, &QTabBar::currentChanged, this, &AttentionPage::showTab);
    connect(m_list, &AttentionList::currentLineChanged, this, &AttentionPage::showChosen);
    connect(m_list, &QAbstractItemView::activated, m_card, &AttentionCard::focusFirst);
    connect(&m_model, &AttentionModel::loaded, this, &AttentionPage::listLoaded);
    connect(m_card, &AttentionCard::wayChosen, this, &AttentionPage::settle);
    connect(m_card, &AttentionCard::undoWanted, this, &AttentionPage::undoSettled);
    connect(m_card, &AttentionCard::nextWanted, this, &AttentionPage::showNext);
    connect(m_card, &AttentionCard::exportWanted, this, &AttentionPage::exportText);
    connect(m_card, &AttentionCard::historyWanted, this, [this] {
        if (const auto& words = m_card->words())
            m_workspace.showHistoryOf(words->row, words->title);
    });
}

void AttentionPage::makeLayout()
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_tabs->addTab(tr("&Waiting"));
    m_tabs->addTab(tr("&Settled"));
    m_scroll->setWidget(m_card);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setBackgroundRole(QPalette::Base);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_scroll);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({ 75 * unit, 150 * unit });
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(new EmptyState(m_workspace, QStringLiteral("check"), tr("Nothing needs your attention"),
        tr("When two devices change the same thing, or a change comes too late for a closed month, it waits here. "
           "Nothing is lost meanwhile."),
        {}));
    m_stack->addWidget(new EmptyState(m_workspace, QStringLiteral("history"), tr("Nothing was settled yet"),
        tr("What was decided here stays readable here."), {}));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(4 * unit, 3 * unit, 4 * unit, 2 * unit);
    QLabel* const title = titleLabel(tr("Attention"));
    title->setWordWrap(false);
    head->addWidget(title, 1);
    head->addWidget(m_tabs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
}

void AttentionPage::addCommands(Workspace& workspace, QObject* owner, std::function<AttentionPage&()> page)
{
    workspace.addCommand(owner,
        { QStringLiteral("go.attention"), Menu::Go, tr("Attent&ion"), QKeySequence(Qt::CTRL | Qt::Key_6),
            QStringLiteral("attention"), [page] { page(); } });
    noticeNews(workspace, owner);
}

void AttentionPage::reload()
{
    m_model.reload();
}

/// Shown anew: what was settled here before has had its time for second thoughts.
void AttentionPage::takeFocus()
{
    m_model.forgetKept();
    m_model.reload();
    m_list->setFocus();
}

void AttentionPage::showTab(int tab)
{
    m_model.setShowsSettled(tab == SettledTab);
    m_model.forgetKept();
    m_chosen.reset();
    m_chosenRow = 0;
    m_model.reload();
}

/// The same one stays chosen; where it is gone, the one in its place.
void AttentionPage::listLoaded()
{
    const bool isSettledTab = m_tabs->currentIndex() == SettledTab;
    const int count = m_model.openCount();
    m_tabs->setTabText(OpenTab, isSettledTab || count == 0 ? tr("&Waiting") : tr("&Waiting (%1)").arg(count));
    if (m_model.rowCount() == 0) {
        m_chosen.reset();
        m_card->clear();
        m_stack->setCurrentIndex(isSettledTab ? EmptySettledState : EmptyOpenState);
        return;
    }
    m_stack->setCurrentIndex(ListState);
    QModelIndex index = m_chosen ? m_model.indexOf(*m_chosen) : QModelIndex();
    if (!index.isValid())
        index = m_model.index(std::min(m_chosenRow, m_model.rowCount() - 1));
    m_list->setCurrentIndex(index);
}

void AttentionPage::showChosen(const QModelIndex& index)
{
    const AttentionModel::Item* const item = m_model.item(index);
    if (!item)
        return;
    m_chosen = item->id;
    m_chosenRow = index.row();
    m_request.start(this, m_model.detail(*item), [this](Result<AttentionWords> words) { showWords(std::move(words)); });
}

void AttentionPage::showWords(Result<AttentionWords> words)
{
    if (!words) {
        m_card->clear();
        if (words.error().code != ErrorCode::NotFound)
            m_workspace.showError(words.error());
        return;
    }
    const bool isOpenTab = m_tabs->currentIndex() == OpenTab;
    m_card->setWords(*words, isOpenTab && nextOpen().isValid());
    if (std::exchange(m_focusesCard, false))
        m_card->focusFirst();
    m_workspace.select(words->row.id.isNull() ? std::nullopt : std::optional(words->row));
}

void AttentionPage::settle(Way way, const std::optional<CellValue>& value, const std::optional<Uuid>& month)
{
    if (!m_card->words())
        return;
    const AttentionWords words = *m_card->words();
    if (words.kind == AttentionKind::Duplicate) {
        settleDuplicate(way, words);
        return;
    }
    m_model.keep(words.id);
    m_focusesCard = true;
    m_workspace.act(
        this,
        [way, value, month, id = words.id](Ledger& ledger) -> Result<> {
            switch (way) {
            case Way::KeepShown: return settleConflict(ledger, id, Settle::Shown);
            case Way::TakeOther: return settleConflict(ledger, id, Settle::Lost);
            case Way::Both: return settleConflict(ledger, id, Settle::Both);
            case Way::Value: return settleConflict(ledger, id, Settle::Value, value);
            case Way::Apply: return settleParked(ledger, id, true);
            case Way::Discard: return settleParked(ledger, id, false);
            case Way::Reopen: return reopenForParked(ledger, id);
            case Way::Move: return moveParked(ledger, id, month.value_or(Uuid()));
            default: return {};
            }
        },
        [] {});
}

/// That two entries are two is remembered on this device.
void AttentionPage::settleDuplicate(Way way, const AttentionWords& words)
{
    if (way == Way::KeepBoth) {
        QStringList kept = m_workspace.preferences.value(QLatin1String(keptPairs)).toStringList();
        const AttentionModel::Item pair { AttentionKind::Duplicate, words.id, words.second, {}, {}, false };
        kept << pair.duplicateKey();
        m_workspace.preferences.setValue(QLatin1String(keptPairs), kept);
        m_model.setKeptDuplicates(kept);
        m_model.reload();
        return;
    }
    const Uuid entry = way == Way::DeleteFirst ? words.id : words.second;
    m_workspace.act(
        this, [entry](Ledger& ledger) { return deleteEntry(ledger, entry, EntryPostings::Keep); },
        [this] { m_workspace.tellDone(tr("The entry was deleted.")); });
}

void AttentionPage::undoSettled()
{
    if (!m_card->words())
        return;
    m_focusesCard = true;
    m_workspace.act(
        this, [change = m_card->words()->settledBy](Ledger& ledger) { return ledger.undo(change); },
        [](const Ledger::Acted&) {});
}

QModelIndex AttentionPage::nextOpen() const
{
    for (int step = 1; step < m_model.rowCount(); ++step) {
        const QModelIndex index = m_model.index((m_chosenRow + step) % m_model.rowCount());
        if (!m_model.item(index)->isSettled)
            return index;
    }
    return {};
}

void AttentionPage::showNext()
{
    m_focusesCard = true;
    m_list->setCurrentIndex(nextOpen());
}

void AttentionPage::exportText()
{
    if (!m_card->words())
        return;
    auto* dialog = new QFileDialog(this, tr("Export the change"), QString(), tr("JSON files (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("change.json"));
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, text = m_card->words()->text](const QString& path) { writeText(path, text); });
    dialog->open();
}

void AttentionPage::writeText(const QString& path, const QString& text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit())
        m_workspace.notify(tr("Written to %1.").arg(path), Workspace::Tone::Good);
    else
        m_workspace.notify(
            tr("%1 could not be written: %2 The change is kept as it was.").arg(path, file.errorString()),
            Workspace::Tone::Error);
}

} // namespace qm::desktop
