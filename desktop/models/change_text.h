#pragma once

#include <QString>

#include "common/store/cell_parts.h"
#include "common/store/conflict_view.h"
#include "common/store/history_rows.h"

#include <vector>

namespace qm::desktop {

/// What it takes to put values into words: the ledger's currency, and names for ids.
struct Wording {
    Currency currency;
    NameOf nameOf;

    /// Names read from the ledger, each once; use it on the database thread, within one piece of work.
    static Wording of(Ledger& ledger);
};

/// One value that was changed. An empty text: there was none, or there is none now.
struct ValueChange {
    QString label; ///< "Planned amount"
    QString from;
    QString to;
};
/// What was done to one thing.
struct ChangeWords {
    RowKey row; ///< of zeros when it is about no row
    QString kind; ///< "Entry"
    QString name; ///< "Groceries"
    QString done; ///< "changed"
    std::vector<ValueChange> values;
};

QString tableText(Table table); ///< "Entry"
QString cellLabel(Table table, const std::string& cell); ///< "Planned amount"
/// The value of a cell (JSON as on the wire) as a person reads it; empty for none.
QString valueText(Table table, const std::string& cell, const std::string& json, const Wording& wording);
/// What a row is called, from what the ledger calls it: `2026-05` is "May 2026".
QString nameText(const RowKey& row, const std::string& name);

/// Each thing once, with every value from and to.
std::vector<ChangeWords> changeWords(const std::vector<HistoryItem::Change>& changes, const Wording& wording);
/// One change in a line, without the action it was part of: "Market, −23.45, 03.05.2026".
QString changeLine(const HistoryItem::Change& change, const Wording& wording);
/// An action in one line: "Groceries: planned amount −400.00 → −450.00".
QString actionLine(const HistoryRow& row, const Wording& wording);

/// "This device" or the name the other one goes by.
QString deviceText(bool isOwn, const std::string& name, const Uuid& device);
QString authorText(const Author& author);
/// When it was made: by the author's clock, else by the server's; empty when neither is known.
QString authorTime(const Author& author);

} // namespace qm::desktop
