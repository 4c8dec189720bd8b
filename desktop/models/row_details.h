#pragma once

#include "common/store/entry_past.h"
#include "desktop/models/change_text.h"

namespace qm::desktop {

/// What is known of one thing, in words, for the panel of details.
struct RowDetails {
    RowKey row;
    QString caption; ///< "Entry · May 2026"
    QString title; ///< "Groceries"
    struct Field {
        QString label;
        QString value;
    };
    std::vector<Field> fields;
    std::optional<QString> note; ///< none: a thing of this kind has no note
    bool isWritable = false; ///< it does not stand in a closed month
    std::vector<EntryPast> past; ///< of an entry: its line over the last months
    struct Change {
        Uuid id;
        QString line;
        QString by;
        QString when;
        bool canUndo = true;
    };
    std::vector<Change> changes; ///< the last ones, newest first
    std::optional<YearMonth> month; ///< it stands in

    /// On the database thread. Errors: NotFound (it is not there, or deleted).
    static Result<RowDetails> of(Ledger& ledger, const RowKey& row);
};

} // namespace qm::desktop
