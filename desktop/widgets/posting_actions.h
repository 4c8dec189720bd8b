#pragma once

#include "common/store/posting_bulk.h"
#include "common/store/posting_list.h"
#include "desktop/models/posting_table_model.h"
#include "desktop/widgets/workspace.h"

namespace qm::desktop {

/// Does something to chosen postings of a list: asks first whether some lie in closed months, and if so says it with
/// "Leave these out" instead of doing it. Rows that are chosen by their places are touched only while the ledger is
/// what the list shows. Tells afterwards what was done, with Undo.
class PostingActions final : public QObject {
    Q_OBJECT

public:
    using Windows = std::vector<PostingWindow>;

    PostingActions(Workspace& workspace, const PostingTableModel& list, QObject* parent = nullptr)
        : QObject(parent)
        , m_workspace(workspace)
        , m_list(list)
    {
    }

    void edit(const Windows& postings, const PostingEdit& edit);
    void move(const Windows& postings, Date day);
    void remove(const Windows& postings);

signals:
    /// It is done.
    void done();

private:
    using Work = std::function<Result<BulkResult>(Ledger&, std::span<const Uuid>, bool leaveClosed)>;
    enum class Kind { Edit, Move, Delete };
    void start(Kind kind, const Windows& postings, Work work);
    void run(Kind kind, const Windows& postings, const Work& work, bool leaveClosed);
    void tell(Kind kind, const BulkResult& result);

    Workspace& m_workspace;
    const PostingTableModel& m_list;
};

} // namespace qm::desktop
