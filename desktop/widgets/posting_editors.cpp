#include "desktop/widgets/posting_editors.h"

#include "common/store/posting_edits.h"
#include "desktop/models/display_text.h"
#include "desktop/widgets/posting_editor.h"
#include "desktop/widgets/quick_row.h"
#include "desktop/widgets/split_editor.h"
#include "desktop/widgets/transfer_editor.h"

#include <QCoreApplication>
#include <QWidget>

namespace qm::desktop {

namespace {

const QString newSplit = QStringLiteral("split/new");
const QString newTransfer = QStringLiteral("transfer/new");

/// The id behind the last stroke of a draft's name.
std::optional<Uuid> idOfDraft(const QString& name)
{
    return idOfText(name.section(QLatin1Char('/'), -1));
}

} // namespace

void PostingEditors::addCommands(Workspace& workspace, QObject* owner, QWidget* window)
{
    new PostingEditors(workspace, owner, window);
}

PostingEditors::PostingEditors(Workspace& workspace, QObject* owner, QWidget* window)
    : QObject(owner)
    , m_workspace(workspace)
    , m_window(window)
{
    addOwnCommands(owner);
    connect(&m_workspace, &Workspace::postingEditWanted, this, [this](const Uuid& posting) { openPosting(posting); });
    connect(&m_workspace, &Workspace::selected, this, [this](const std::optional<RowKey>& row) {
        m_selected = row && row->table == Table::Posting ? std::optional(row->id) : std::nullopt;
    });
    for (const char* const kind : { "posting/", "split/", "transfer/" })
        m_workspace.resumeWith(this, QLatin1String(kind), [this](const QString& name) { goOn(name); });
}

void PostingEditors::addOwnCommands(QObject* owner)
{
    const Menu menu = Menu::Posting;
    m_workspace.addCommand(owner,
        { QStringLiteral("posting.add"), menu, tr("&New posting"), QKeySequence::New, QStringLiteral("add"), [this] {
             if (m_workspace.ledger.isOpen())
                 m_workspace.recordPosting(month(), {});
         } });
    m_workspace.addCommand(owner,
        { QStringLiteral("posting.split"), menu, tr("&Split a purchase…"), QKeySequence(QStringLiteral("Ctrl+Shift+S")),
            QStringLiteral("split"), [this] { split(); } });
    m_workspace.addCommand(owner,
        { QStringLiteral("posting.transfer"), menu, tr("&Transfer between accounts…"),
            QKeySequence(QStringLiteral("Ctrl+Shift+T")), QStringLiteral("transfer"), [this] { transfer(); } });
    m_workspace.addCommand(owner,
        { QStringLiteral("posting.duplicate"), menu, tr("&Duplicate"), QKeySequence(QStringLiteral("Ctrl+D")),
            QStringLiteral("copy"), [this] { duplicate(); } });
}

QuickRow* PostingEditors::quickRow() const
{
    for (QuickRow* const row : m_window->findChildren<QuickRow*>()) {
        if (row->isVisible())
            return row;
    }
    return nullptr;
}

TypedPosting PostingEditors::typedInRow() const
{
    const QuickRow* const row = quickRow();
    if (row)
        return row->typed();
    TypedPosting blank;
    blank.account = m_workspace.payees.memory()->lastAccount();
    return blank;
}

YearMonth PostingEditors::month() const
{
    return m_workspace.currentMonth().value_or(yearMonthOf(QDate::currentDate()));
}

void PostingEditors::split()
{
    if (!m_workspace.ledger.isOpen())
        return;
    const QuickRow* const row = quickRow();
    const bool isTyping = row && !row->isBlank();
    if (m_selected && !isTyping)
        openSplit(*m_selected);
    else
        openNew(newSplit, typedInRow());
}

void PostingEditors::transfer()
{
    if (m_workspace.ledger.isOpen())
        openNew(newTransfer, typedInRow());
}

void PostingEditors::duplicate()
{
    if (!m_selected) {
        m_workspace.notify(tr("Select a posting to duplicate it."));
        return;
    }
    m_workspace.act(
        this, [posting = *m_selected](Ledger& ledger) { return duplicatePosting(ledger, posting); },
        [this](const Uuid& made) {
            m_workspace.notify(tr("Duplicated."), Workspace::Tone::Good, tr("Edit it"),
                [&workspace = m_workspace, made] { workspace.editPosting(made); });
        });
}

bool PostingEditors::raise(const QString& draftName)
{
    PostingDialog* const editor = m_open[draftName];
    if (!editor)
        return false;
    editor->show();
    editor->raise();
    editor->activateWindow();
    return true;
}

PostingDialog* PostingEditors::show(PostingDialog* editor, Draft draft)
{
    m_open[editor->draftName()] = editor;
    connect(editor, &PostingDialog::givenUp, this, [this](const QString& name) {
        m_workspace.notify(tr("What you typed was not recorded."), Workspace::Tone::Plain, tr("Go on with it"),
            [self = QPointer<PostingEditors>(this), name] {
                if (self)
                    self->goOn(name);
            });
    });
    if (draft == Draft::GoOn)
        editor->bringDraft();
    editor->show();
    editor->activateWindow();
    return editor;
}

void PostingEditors::goOn(const QString& draftName)
{
    const auto posting = idOfDraft(draftName);
    if (!posting)
        openNew(draftName, {}, Draft::GoOn);
    else if (draftName.startsWith(QLatin1String("split/")))
        openSplit(*posting, Draft::GoOn);
    else
        openPosting(*posting, Draft::GoOn);
}

void PostingEditors::openNew(const QString& draftName, const TypedPosting& typed, Draft draft)
{
    if (!m_workspace.ledger.isOpen() || raise(draftName))
        return;
    QuickRow* const row = draft == Draft::Offer ? quickRow() : nullptr;
    const bool isFromRow = row && !row->isBlank();
    const TypedPosting handedOver = isFromRow ? row->handOver() : TypedPosting();
    const YearMonth ym = row && row->month() ? *row->month() : month();
    TypedPosting begun = typed;
    if (begun.day.isEmpty())
        begun.day = dayText(ym.contains(fromQDate(QDate::currentDate())) ? QDate::currentDate() : toQDate(ym.day(1)));
    PostingDialog* editor = nullptr;
    if (draftName == newTransfer)
        editor = new TransferEditor(m_workspace, ym, begun, m_window);
    else
        editor = new SplitEditor(m_workspace, ym, begun, m_window);
    show(editor, draft);
    if (isFromRow)
        connect(editor, &PostingDialog::recorded, row, [row, ym, handedOver] { row->clearIfStill(ym, handedOver); });
}

void PostingEditors::openPosting(const Uuid& posting, Draft draft)
{
    if (raise(QStringLiteral("posting/%1").arg(idText(posting))))
        return;
    auto reading = m_workspace.ledger.read([posting](Ledger& ledger) { return readWholePosting(ledger, posting); });
    whenDone(this, std::move(reading), [this, posting, draft](Result<PostingWhole> whole) {
        if (!whole) {
            m_workspace.showError(whole.error());
            return;
        }
        if (whole->parts.size() > 1) {
            openSplit(posting, draft);
            return;
        }
        if (raise(QStringLiteral("posting/%1").arg(idText(posting))))
            return;
        auto* editor = new PostingEditor(m_workspace, *whole, m_window);
        connect(editor, &PostingEditor::splitWanted, this, [this, editor](const Uuid& id) {
            editor->close();
            openSplit(id);
        });
        show(editor, draft);
    });
}

void PostingEditors::openSplit(const Uuid& posting, Draft draft)
{
    auto reading = m_workspace.ledger.read([posting](Ledger& ledger) { return readWholePosting(ledger, posting); });
    whenDone(this, std::move(reading), [this, draft](Result<PostingWhole> whole) {
        if (!whole) {
            m_workspace.showError(whole.error());
            return;
        }
        if (!raise(QStringLiteral("split/%1").arg(idText(whole->parts.front().id))))
            show(new SplitEditor(m_workspace, *whole, m_window), draft);
    });
}

} // namespace qm::desktop
