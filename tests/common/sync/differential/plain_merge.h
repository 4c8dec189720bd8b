#pragma once

#include "common/sync/merge.h"

#include <map>
#include <set>
#include <string>
#include <vector>

/// The merge rules R0 to R14 once more, written from the page (SYNC.md 3.3, 3.4, 3.7 to 3.9) and as plainly as
/// possible: everything is kept, whatever is asked for is looked for in all of it, and a change set that parks throws
/// its copy of the state away. Shares the vocabulary of rows and change sets with common/, and no code with the merge.
///
/// What the page leaves open, and how it is read here; "the model" is its executable form:
/// - R1. A set first asks for its row, then for the rows that its new values name; a deletion asks row by row (the
///   model). A create asks whether all are there, then whether all are open, then whether all are alive.
/// - R1. Whether a date lies in its month is asked of each cell before it is set (the model), and of the row
/// afterwards.
/// - R3. The base of a record is what the change set that arrives says it had changed from, whether it wins or loses.
/// - R3, R4. To lose to a value whose time somebody unseen has raised is to lose to an unseen edit: there is a record,
///   and what is indivisible parks. A change set never loses to a time that it raised itself.
/// - R5. Of a deletion that is undone on account of several rows the record names the last. R7: that of a blocked one
///   names the first row of the group and one of those who stand in the way.
/// - R6. A create on a row that is there touches the place it names, as a move does.
/// - R9. A cell that is null is not named by a create.
/// - R10. What is indivisible undoes an ordinary unseen deletion of a row that it sets or stands under (the model), and
///   parks where it deletes such a row. What is ordinary parks at an unseen indivisible deletion, also where it makes
///   the row again.
/// - R11. To close a month that is deleted parks `deleted`; to reopen one does not ask.
/// - R13. The guard is for cells that are set; a close or reopen in a revert is one like any other. A set in a revert
///   undoes no deletions (the model). To take a deletion back touches its rows, and none may be in a closed month.
/// - R14. A parked change set is decided once in a change set.
namespace plain {

/// The place of a change set in the log; the first is 1.
using No = std::int64_t;

struct Cell {
    qm::CellValue value;
    No writer = 0;
    std::int64_t eff = 0; ///< the writer's, or the later one of somebody who wrote the same (R4)
    No raiser = 0; ///< who that was, else the writer
};

struct Row {
    No maker = 0;
    std::map<std::string, Cell> cells;
    std::set<No> named; ///< deletions of this row that have not been undone
    std::set<No> holding; ///< of which hold; the others were seen by somebody who made the row again (R9)
    bool isAlive() const { return holding.empty(); }
};

struct Record {
    qm::ConflictKind kind = qm::ConflictKind::Field;
    qm::RowKey row;
    std::string cell;
    qm::Uuid loser;
    std::string loserValue; ///< JSON; "" for none
    qm::Uuid winner;
    std::string winnerValue;
    std::string base;
    std::set<qm::Uuid> blockers; ///< of a blocked deletion: the page does not say which of them is named
    bool isSolved = false;
    std::string choice;
};

/// What a record is about; found twice, it is one. Two values of a cell: row, cell, loser, winner. A deletion: the
/// deletion alone. An undo that was skipped: row, cell, undo.
struct RecordKey {
    enum class About : std::uint8_t { Cell, Deletion, Undo };
    About about = About::Cell;
    qm::RowKey row;
    std::string cell;
    qm::Uuid loser;
    qm::Uuid winner;
    friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

RecordKey keyOf(qm::ConflictKind kind, const qm::RowKey& row, const std::string& cell, const qm::Uuid& loser,
    const qm::Uuid& winner);

struct Waiting {
    No no = 0;
    std::string why;
    bool isSolved = false;
    std::string choice;
};

struct Answer {
    std::string outcome; ///< applied, conflict, parked
    std::string why; ///< of what is parked
    std::set<qm::Uuid> roots; ///< parked change sets that would make the row that is missing
    std::map<RecordKey, Record> records; ///< found now
};

struct State {
    std::map<qm::RowKey, Row> rows;
    std::map<RecordKey, Record> records;
    std::map<qm::Uuid, Waiting> parked;
    std::map<No, std::vector<qm::RowKey>> groups; ///< deletions in force
    struct Touch {
        No no = 0;
        qm::RowKey row;
        bool isDeletion = false;
    };
    std::vector<Touch> touches;
    std::set<No> indivisible;
};

class Ledger {
public:
    explicit Ledger(const qm::Uuid& id) : m_id(id) { }

    /// The next change set. `now` is the server's clock, `age` how long ago the author says it was made (3.4).
    Answer take(const qm::ChangeSet& change, std::int64_t now, std::int64_t age);
    /// Settling names a record by an id that only the log gives; the page does not say how it is made.
    void setRecordId(const qm::Uuid& id, const RecordKey& key) { m_recordIds[id] = key; }

    /// Takes the winner of a blocked deletion, if it is one of those that block it.
    void nameBlocker(const RecordKey& key, const qm::Uuid& winner);

    const State& state() const { return m_state; }
    No head() const { return No(m_log.size()); }
    std::int64_t effOf(No no) const { return m_log[std::size_t(no) - 1].eff; }

private:
    friend class Run;
    struct Entry {
        qm::ChangeSet change;
        std::int64_t eff = 0;
    };
    const qm::ChangeSet& changeOf(No no) const { return m_log[std::size_t(no) - 1].change; }
    No numberOf(const qm::Uuid& change) const; ///< 0: not here
    bool hasSeen(const qm::ChangeSet& change, No no) const;

    qm::Uuid m_id;
    std::vector<Entry> m_log;
    std::map<qm::Uuid, RecordKey> m_recordIds;
    State m_state;
};

} // namespace plain
