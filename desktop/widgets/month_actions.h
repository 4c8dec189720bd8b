#pragma once

#include <QObject>

#include "common/store/actions.h"
#include "common/store/month_view.h"
#include "desktop/widgets/workspace.h"

#include <functional>
#include <vector>

namespace qm::desktop {

/// What a person does on the month page, sent to the ledger; what is worth a word is said with a way back.
class MonthActions final : public QObject {
    Q_OBJECT

public:
    explicit MonthActions(Workspace& workspace, QObject* parent = nullptr);

    /// `newCategory`: made first, by the sign of the plan for income or expense; empty: the draft's is there.
    void addEntry(
        const Uuid& month, const EntryDraft& draft, const QString& newCategory, std::function<void(Result<Uuid>)> then);
    /// Its postings stay, without an entry.
    void deleteEntry(const MonthView::Line& line);
    void deletePosting(const Posting& posting);
    void skip(const std::vector<Uuid>& entries);
    /// `then`: with the postings that were made.
    void record(
        const std::vector<Uuid>& entries, QDate today, std::function<void(const std::vector<Uuid>& postings)> then);
    void moveEntry(const Uuid& entry, const Uuid& category, const std::optional<Uuid>& before);
    void giveEntry(const Posting& posting, const std::optional<Uuid>& entry);
    void setCleared(const Posting& posting, bool isCleared);
    void setNote(const RowKey& row, const QString& note);

private:
    /// Runs `work(Ledger&)`, which returns a Result<T>; `then` gets the value and the change set that it became.
    template <typename Work, typename Then>
    void actAndTell(Work work, Then then);
    void tell(const QString& text, const Uuid& change);

    Workspace& m_workspace;
};

} // namespace qm::desktop
