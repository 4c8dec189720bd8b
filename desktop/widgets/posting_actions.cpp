#include "desktop/widgets/posting_actions.h"

#include "common/store/payee_memory.h"

#include <algorithm>

namespace qm::desktop {

namespace {

Result<std::vector<Uuid>> idsOf(Ledger& ledger, const PostingActions::Windows& windows)
{
    std::vector<Uuid> ids;
    for (const PostingWindow& window : windows) {
        QM_ASSIGN(const std::vector<Uuid> some, postingIds(ledger, window));
        ids.insert(ids.end(), some.begin(), some.end());
    }
    return ids;
}

} // namespace

void PostingActions::edit(const Windows& postings, const PostingEdit& edit)
{
    start(Kind::Edit, postings, [edit](Ledger& ledger, std::span<const Uuid> ids, bool leaveClosed) {
        return editPostings(ledger, ids, edit, leaveClosed);
    });
}

void PostingActions::move(const Windows& postings, Date day)
{
    start(Kind::Move, postings, [day](Ledger& ledger, std::span<const Uuid> ids, bool leaveClosed) {
        return movePostings(ledger, ids, day, leaveClosed);
    });
}

void PostingActions::remove(const Windows& postings)
{
    start(Kind::Delete, postings, deletePostings);
}

void PostingActions::start(Kind kind, const Windows& postings, Work work)
{
    if (postings.empty())
        return;
    struct Counted {
        Windows named; ///< by what they are: places may change while the person thinks
        std::int64_t closed = 0;
        bool isOther = false; ///< the ledger is not what is shown any more
    };
    const bool isByPlace
        = std::any_of(postings.begin(), postings.end(), [](const PostingWindow& window) { return window.ids.empty(); });
    auto counted = m_workspace.ledger.read(
        [postings, isByPlace, shown = m_list.shownChange()](Ledger& ledger) -> Result<Counted> {
            QM_ASSIGN(const PayeeMark mark, payeeMark(ledger));
            if (isByPlace && mark.change != shown)
                return Counted { {}, 0, true };
            QM_ASSIGN(const std::vector<Uuid> ids, idsOf(ledger, postings));
            QM_ASSIGN(const std::int64_t closed, countInClosedMonths(ledger, ids));
            PostingWindow all;
            all.count = std::int64_t(ids.size());
            all.ids = ids;
            return Counted { { all }, closed, false };
        });
    whenDone(this, std::move(counted), [this, kind, work = std::move(work)](const Result<Counted>& found) {
        if (!found) {
            m_workspace.showError(found.error());
            return;
        }
        if (found->isOther) {
            m_workspace.notify(tr("The list has changed meanwhile. Nothing was done: look over what is chosen, and do "
                                  "it again."),
                Workspace::Tone::Warning);
            return;
        }
        const int all = int(found->named.front().count);
        if (found->closed == 0) {
            run(kind, found->named, work, false);
        } else if (found->closed == all) {
            m_workspace.notify(tr("%n chosen postings lie in closed months. Nothing was changed. "
                                  "Reopen a month to change something in it.",
                                   nullptr, all),
                Workspace::Tone::Warning);
        } else {
            m_workspace.notify(
                tr("%1 of %2 postings lie in closed months. Nothing was changed yet.").arg(found->closed).arg(all),
                Workspace::Tone::Warning, tr("Leave these out"),
                [this, kind, named = found->named, work] { run(kind, named, work, true); });
        }
    });
}

void PostingActions::run(Kind kind, const Windows& postings, const Work& work, bool leaveClosed)
{
    m_workspace.act(
        this,
        [postings, work, leaveClosed](Ledger& ledger) -> Result<BulkResult> {
            QM_ASSIGN(const std::vector<Uuid> ids, idsOf(ledger, postings));
            return work(ledger, ids, leaveClosed);
        },
        [this, kind](const BulkResult& result) {
            tell(kind, result);
            emit done();
        });
}

void PostingActions::tell(Kind kind, const BulkResult& result)
{
    const int changed = int(result.changed);
    QStringList sentences;
    if (changed == 0)
        sentences << tr("Nothing had to be changed.");
    else if (kind == Kind::Delete)
        sentences << tr("%n postings were deleted.", nullptr, changed);
    else if (kind == Kind::Move)
        sentences << tr("%n postings were moved.", nullptr, changed);
    else
        sentences << tr("%n postings were changed.", nullptr, changed);
    if (result.withoutEntry > 0 && kind == Kind::Move)
        sentences << tr(
            "%n of them have no entry now: the month has none that fits.", nullptr, int(result.withoutEntry));
    else if (result.withoutEntry > 0)
        sentences << tr("%n kept their entry: their months have none that fits.", nullptr, int(result.withoutEntry));
    if (result.closed > 0)
        sentences << tr("%n in closed months were left out.", nullptr, int(result.closed));
    const QString text = sentences.join(QLatin1Char(' '));
    if (changed > 0)
        m_workspace.tellDone(text);
    else
        m_workspace.notify(text, Workspace::Tone::Good);
}

} // namespace qm::desktop
