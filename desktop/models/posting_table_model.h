#pragma once

#include <QAbstractTableModel>
#include <QTimer>

#include "desktop/models/posting_source.h"

#include <map>
#include <set>

namespace qm::desktop {

/// Postings of a query, newest first or sorted, of which only the rows that are looked at are held: a list of a million
/// opens at once. Rows come in as the months are counted or searched; a row that is not read yet shows "…" until it is.
class PostingTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Day, Payee, Entry, Account, Memo, Amount, Balance, Cleared, columnCountAll };
    enum Role {
        SortRole = Qt::UserRole, ///< the value behind the text: a day, minor units
        TransferRole, ///< bool: between two accounts
        SplitRole, ///< bool: part of a split
        LockedRole, ///< bool: in a closed month
        ClearedRole, ///< bool; invalid until the row is read
        MutedRole, ///< bool: stands for something that is not there, as "no entry yet"
    };
    /// More found postings than these are not sorted but by day.
    static constexpr std::int64_t sortedMost = 20'000;

    /// `source` outlives the model.
    explicit PostingTableModel(PostingSource& source, QObject* parent = nullptr);

    /// Names of accounts and categories, closed months, the currency. Before the first query, and after changes.
    void setCatalogue(std::shared_ptr<const Catalogue> catalogue);
    /// Shows something else, from its newest posting on.
    void setQuery(const PostingQuery& query, PostingOrder order = PostingOrder::Newest);
    const PostingQuery& query() const { return m_query; }
    PostingOrder order() const { return m_order; }
    /// What the account of the query has with all its postings, for the column of balances.
    void setBalance(std::optional<Money> balance);
    /// Rows have changed somewhere: reads again what is shown, and keeps showing it meanwhile.
    void reload();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Null until the row is read.
    const PostingLine* line(int row) const;
    /// The rows from..to, to be named to postingIds() where they are not read yet.
    std::vector<PostingWindow> windows(int from, int to) const;
    /// Calls `found` with the rows of those that are shown, maybe at once.
    void findRows(const std::vector<Uuid>& ids, std::function<void(const std::vector<int>&)> found);
    /// What all shown ones add up to (found so far).
    Money sum() const { return m_sum; }
    /// What rows (first and last of each range) add up to; nothing while some are not read, or they are very many.
    std::optional<Money> sumOf(const std::vector<std::pair<int, int>>& ranges) const;
    /// The row for another program: its cells parted by tabs.
    QString rowText(const PostingLine& line) const;
    /// All months are counted or searched.
    bool isComplete() const { return m_isComplete; }
    /// The ledger's last change that the places of the rows are those of; 0: not known.
    std::int64_t shownChange() const { return m_shownChange; }

signals:
    /// Count, sum or isComplete().
    void totalsChanged();
    void failed(const qm::Error& error);
    /// The order was given up: there are more than sortedMost.
    void sortedTooMany();

private:
    struct Section {
        PostingMonth month;
        int firstRow = 0;
        mutable std::vector<Money> balances; ///< empty until it is looked at
        Money balance; ///< after its newest posting
    };
    struct Chunk {
        std::vector<std::optional<PostingLine>> lines; ///< none: not there any more
        bool isStale = false;
        bool isAsked = false;
    };
    using ChunkKey = std::pair<std::size_t, std::size_t>; ///< section, place in it

    void readMore(const std::optional<YearMonth>& start);
    void take(PostingSlice slice);
    void append(std::vector<PostingMonth> months);
    void replaceAll(std::vector<PostingMonth> months);
    void finish();
    bool isSameAs(const std::vector<PostingMonth>& months) const;
    void place(std::vector<PostingMonth> months);
    std::size_t sectionOf(int row) const;
    PostingWindow window(const Section& section, std::size_t from, std::size_t count) const;
    void ask(ChunkKey key) const;
    void sendAsked();
    void takeLines(const std::vector<ChunkKey>& keys, std::vector<std::vector<PostingLine>> lines);
    void forgetFarChunks();
    std::optional<PostingMatch> match(int row) const; ///< of a row that is known, without asking for it
    Money balanceAt(int row) const;
    QString text(const PostingLine& line, int row, int column) const;
    QString accessibleText(const PostingLine& line, int row, int column) const;
    QVariant sortValue(const PostingLine& line, int row, int column) const;

    PostingSource& m_source;
    std::shared_ptr<const Catalogue> m_catalogue;
    PostingQuery m_query;
    PostingOrder m_order = PostingOrder::Newest;
    std::optional<Money> m_balance;
    std::vector<Section> m_sections;
    std::vector<PostingMonth> m_gathered; ///< of a reload or of an order, until all are there
    std::int64_t m_gatheredCount = 0;
    bool m_isGathering = false;
    bool m_isComplete = true;
    std::int64_t m_shownChange = 0;
    int m_rows = 0;
    Money m_sum;
    mutable std::map<ChunkKey, Chunk> m_chunks;
    mutable std::set<ChunkKey> m_asked;
    mutable QTimer m_askSoon;
    mutable int m_lastRow = 0; ///< that was looked at
    int m_reloads = 0; ///< rows that were asked for before the last one are asked for again
    int m_generation = 0; ///< of m_sections: answers for an older one are dropped
};

} // namespace qm::desktop
