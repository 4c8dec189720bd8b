#pragma once

#include <QStringList>

#include "common/store/parked_view.h"
#include "desktop/models/change_text.h"

#include <vector>

namespace qm::desktop {

enum class AttentionKind {
    Conflict, ///< two values, or a deletion and a use
    Parked, ///< a change that waits for a decision
    SetApart, ///< a change that the server could not read
    Duplicate, ///< two entries that may be one
};
/// Ways out of what needs attention.
enum class Way { KeepShown, TakeOther, Both, Value, Apply, Reopen, Move, Discard, KeepBoth, DeleteFirst, DeleteSecond };

struct WayOut {
    Way way = Way::KeepShown;
    QString label; ///< of its button
    QString consequence; ///< a short sentence
};

/// What needs attention, in words: all that a card shows.
struct AttentionWords {
    AttentionKind kind = AttentionKind::Conflict;
    Uuid id; ///< of the conflict or the parked change; of a duplicate its first entry
    QString caption; ///< "Entry"
    QString title; ///< "Groceries"
    QString question; ///< what happened
    struct Side {
        QString heading; ///< "Shown now"
        QString value;
        QString by;
        QString when;
    };
    std::vector<Side> sides; ///< two, or none
    QStringList lines; ///< what a parked change would do, and who closed the month
    QString why; ///< why the shown one counts
    std::vector<WayOut> ways; ///< the harmless one first; none when it is settled
    QString settled; ///< how it was settled; empty: it is open
    Uuid settledBy; ///< the change set that did it
    QString text; ///< of what is set apart, as it is
    RowKey row; ///< what it is about; of zeros: no row
    std::string cell;
    const ColumnInfo* typed = nullptr; ///< another value can be typed for this column; null: not here
    std::optional<YearMonth> month; ///< days that can be typed lie in it
    Uuid second; ///< of a duplicate its second entry

    static Result<AttentionWords> of(Ledger& ledger, const Conflict& conflict);
    static Result<AttentionWords> of(Ledger& ledger, const Parked& parked);
    static AttentionWords of(const Ledger::SetApart& apart);
    static Result<AttentionWords> ofDuplicate(Ledger& ledger, const Uuid& first, const Uuid& second);
};

/// One line that says what a conflict is about: "Planned amount: −450.00 or −420.00".
QString conflictLine(const Conflict& conflict, const Wording& wording);
QString parkedLine(const std::string& why); ///< "The month was closed meanwhile."

} // namespace qm::desktop
