#include "desktop/widgets/month_actions.h"

#include "common/store/entry_actions.h"
#include "desktop/models/month_text.h"

namespace qm::desktop {

namespace {

CellValue valueOf(Scalar value)
{
    CellValue made;
    made.columns[0] = std::move(value);
    return made;
}

/// The newest change set that was made here; null when there is none.
Result<Uuid> newestOwnChange(Ledger& ledger)
{
    constexpr std::int64_t lookedAt = 20; // others' may have arrived in between
    QM_ASSIGN(const std::vector<HistoryItem> items, ledger.history({}, lookedAt));
    for (const HistoryItem& item : items) {
        if (item.isOwn)
            return item.id;
    }
    return Uuid();
}

} // namespace

MonthActions::MonthActions(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace) { }

template <typename Work, typename Then>
void MonthActions::actAndTell(Work work, Then then)
{
    const auto done = [work = std::move(work)](Ledger& ledger) -> Result<Uuid> {
        QM_TRY(work(ledger));
        return newestOwnChange(ledger);
    };
    m_workspace.act(this, done, std::move(then));
}

/// Undo takes back this action, whatever was done since.
void MonthActions::tell(const QString& text, const Uuid& change)
{
    m_workspace.notify(text, Workspace::Tone::Plain, tr("Undo"), [this, change] {
        m_workspace.act(
            this, [change](Ledger& ledger) { return ledger.undo(change); },
            [this](const Ledger::Acted& acted) {
                if (acted.isSkipped)
                    emit m_workspace.ledger.undoSkipped();
            });
    });
}

void MonthActions::addEntry(
    const Uuid& month, const EntryDraft& draft, const QString& newCategory, std::function<void(Result<Uuid>)> then)
{
    const auto add = [month, draft, newCategory](Ledger& ledger) -> Result<Uuid> {
        EntryDraft made = draft;
        if (!newCategory.isEmpty()) {
            const char* const kind = draft.planned.minor > 0 ? "income" : "expense";
            QM_ASSIGN(made.category, addCategory(ledger, { newCategory.toStdString(), {}, kind }));
        }
        return qm::addEntry(ledger, month, made);
    };
    whenDone(this, m_workspace.ledger.act(add), std::move(then));
}

void MonthActions::deleteEntry(const MonthView::Line& line)
{
    const QString name = QString::fromStdString(line.entry.name);
    const int postings = int(line.postings.size());
    actAndTell([id = line.entry.id](Ledger& ledger) { return qm::deleteEntry(ledger, id, EntryPostings::Keep); },
        [this, name, postings](const Uuid& change) {
            const QString deleted = tr("“%1” was deleted.").arg(name);
            const QString rest = postings == 0 ? QString()
                : postings == 1                ? tr("Its posting stays, without an entry.")
                                               : tr("Its %n postings stay, without an entry.", nullptr, postings);
            tell(QStringLiteral("%1 %2").arg(deleted, rest).trimmed(), change);
        });
}

void MonthActions::deletePosting(const Posting& posting)
{
    const QString name = postingName(posting);
    const bool isSplit = posting.split.has_value();
    actAndTell([id = posting.id](Ledger& ledger) { return qm::deletePosting(ledger, id); },
        [this, name, isSplit](const Uuid& change) {
            tell(isSplit ? tr("All parts of the split purchase “%1” were deleted.").arg(name)
                         : tr("The posting “%1” was deleted.").arg(name),
                change);
        });
}

void MonthActions::skip(const std::vector<Uuid>& entries)
{
    actAndTell([entries](Ledger& ledger) { return skipEntries(ledger, entries); },
        [this, count = int(entries.size())](const Uuid& change) {
            tell(count == 1 ? tr("The entry was skipped: nothing is planned for it this month.")
                            : tr("%n entries were skipped: nothing is planned for them this month.", nullptr, count),
                change);
        });
}

void MonthActions::record(
    const std::vector<Uuid>& entries, QDate today, std::function<void(const std::vector<Uuid>& postings)> then)
{
    struct Recorded {
        std::vector<Uuid> postings;
        Uuid change;
    };
    m_workspace.act(
        this,
        [entries, today](Ledger& ledger) -> Result<Recorded> {
            Recorded recorded;
            QM_ASSIGN(recorded.postings, recordEntries(ledger, entries, { RecordOn::DueDay, fromQDate(today), {} }));
            QM_ASSIGN(recorded.change, newestOwnChange(ledger));
            return recorded;
        },
        [this, then = std::move(then)](const Recorded& recorded) {
            const int count = int(recorded.postings.size());
            tell(count == 1 ? tr("The posting was recorded.") : tr("%n postings were recorded.", nullptr, count),
                recorded.change);
            if (then)
                then(recorded.postings);
        });
}

void MonthActions::moveEntry(const Uuid& entry, const Uuid& category, const std::optional<Uuid>& before)
{
    m_workspace.act(
        [entry, category, before](Ledger& ledger) { return qm::moveEntry(ledger, entry, category, before); });
}

void MonthActions::giveEntry(const Posting& posting, const std::optional<Uuid>& entry)
{
    m_workspace.act(
        [id = posting.id, date = posting.date, entry](Ledger& ledger) { return movePosting(ledger, id, date, entry); });
}

void MonthActions::setCleared(const Posting& posting, bool isCleared)
{
    m_workspace.act([id = posting.id, isCleared](Ledger& ledger) {
        return editRow(ledger, { Table::Posting, id },
            { { cellNamed(Table::Posting, "cleared"), valueOf(std::int64_t { isCleared ? 1 : 0 }) } });
    });
}

void MonthActions::setNote(const RowKey& row, const QString& note)
{
    const Scalar value = note.isEmpty() ? Scalar() : Scalar(note.toStdString());
    m_workspace.act([row, value](Ledger& ledger) {
        return editRow(ledger, row, { { cellNamed(row.table, "note"), valueOf(value) } });
    });
}

} // namespace qm::desktop
