#include "desktop/models/attention_text.h"

#include "desktop/models/act_text.h"
#include "desktop/models/display_text.h"

#include <QCoreApplication>

namespace qm::desktop {

namespace {

struct AttentionText {
    Q_DECLARE_TR_FUNCTIONS(AttentionText)
};

using Side = AttentionWords::Side;

QString orNone(const QString& value)
{
    return value.isEmpty() ? AttentionText::tr("none") : value;
}

QString questionOf(const Conflict& conflict)
{
    switch (conflict.kind) {
    case ConflictKind::Field:
        return AttentionText::tr("Two values were given at the same time. One of them is shown; which is right?");
    case ConflictKind::DeleteUndone:
        return AttentionText::tr("It was deleted and used at the same time. The deletion was undone.");
    case ConflictKind::DeleteBlocked:
        return AttentionText::tr("It was to be deleted and used at the same time. It was not deleted.");
    case ConflictKind::UndoSkipped:
        return AttentionText::tr("An undo left this as it is, because somebody changed it since.");
    }
    return {};
}

QString whyText(const ConflictView& view)
{
    switch (whyShown(view)) {
    case WhyShown::WorkOutweighsDeletion:
        return AttentionText::tr("What somebody typed outweighs a deletion by somebody who had not seen it.");
    case WhyShown::UndoLeavesNewer: return AttentionText::tr("An undo takes back only what nobody has changed since.");
    case WhyShown::LaterCounts: return AttentionText::tr("The later one counts, by the server's clock.");
    case WhyShown::WaitsForServer:
        return AttentionText::tr("One of them waits to be sent: the server puts both in the order of time.");
    case WhyShown::SameMoment:
        return AttentionText::tr("Both were given at the same moment, so the order of the devices decides.");
    case WhyShown::GivenOnceMore:
        return AttentionText::tr("The shown value was given once more after the other, by the server's clock.");
    }
    return {};
}

Side sideOf(const QString& heading, const QString& value, const Author& author)
{
    return { heading, value, authorText(author), authorTime(author) };
}

void addValueWays(
    AttentionWords& words, const ConflictView& view, const QString& shown, const QString& other, const Wording& wording)
{
    const QString cell = cellLabel(words.row.table, words.cell);
    const bool isUndo = view.conflict.kind == ConflictKind::UndoSkipped;
    words.ways.push_back({ Way::KeepShown, AttentionText::tr("Keep %1").arg(shown),
        AttentionText::tr("Nothing changes. The other value stays in the history.") });
    words.ways.push_back(
        { Way::TakeOther, isUndo ? AttentionText::tr("Back to %1").arg(other) : AttentionText::tr("Take %1").arg(other),
            AttentionText::tr("%1 becomes %2, on every device.", "which value, what it becomes").arg(cell, other) });
    if (view.both) {
        const QString sum = amountText(*view.both, wording.currency);
        words.ways.push_back({ Way::Both, AttentionText::tr("Both: %1").arg(sum),
            AttentionText::tr("Adds up what the two changed. %1 becomes %2.", "which value, what it becomes")
                .arg(cell, sum) });
    }
    const ColumnInfo* const column = onlyColumn(words.row.table, words.cell);
    if (!column)
        return;
    switch (column->type) {
    case ColumnType::Money:
    case ColumnType::Name:
    case ColumnType::Text:
    case ColumnType::Day: words.typed = column; break;
    default: return;
    }
    words.ways.push_back({ Way::Value, AttentionText::tr("Another value"),
        AttentionText::tr("Neither of the two: type what is right.") });
}

void addDeletionWays(AttentionWords& words)
{
    words.ways.push_back({ Way::KeepShown, AttentionText::tr("Keep it"),
        AttentionText::tr("It stays, with everything that stands on it.") });
    words.ways.push_back({ Way::TakeOther, AttentionText::tr("Delete after all"),
        AttentionText::tr("It goes, with everything that stands on it. Undo brings it back.") });
}

QString settledText(const ConflictView& view, const Wording& wording)
{
    const Conflict& conflict = view.conflict;
    if (!view.settledValue.empty() && !conflict.cell.empty())
        return AttentionText::tr("Settled: %1.")
            .arg(valueText(conflict.row.table, conflict.cell, view.settledValue, wording));
    if (!conflict.cell.empty())
        return AttentionText::tr("Settled.");
    return conflict.choice == "lost" ? AttentionText::tr("Settled: deleted after all.")
                                     : AttentionText::tr("Settled: kept.");
}

/// The month in which a row's days lie.
std::optional<YearMonth> monthOfRow(Ledger& ledger, const RowKey& key)
{
    const auto row = ledger.row(key);
    if (!row || monthOf(*row).isNull())
        return std::nullopt;
    const auto ym = YearMonth::parse(ledger.nameOf({ Table::Month, monthOf(*row) }));
    return ym ? std::optional(*ym) : std::nullopt;
}

QString captionOf(const RowKey& row, const std::optional<YearMonth>& month, const std::string& cell)
{
    QStringList parts { tableText(row.table) };
    if (month && row.table != Table::Month)
        parts << monthText(*month);
    if (!cell.empty())
        parts << cellLabel(row.table, cell);
    return parts.join(QStringLiteral(" · "));
}

void addParkedWays(AttentionWords& words, const ParkedView& view)
{
    const bool isClosing = view.parked.why == "month_changed";
    if (view.closed.empty()) {
        words.ways.push_back(
            { Way::Apply, isClosing ? AttentionText::tr("Close anyway") : AttentionText::tr("Apply now"),
                isClosing ? AttentionText::tr("The month is closed as it is now.")
                          : AttentionText::tr("It is done now, on what is there now.") });
    } else {
        const QString month = monthText(view.closed.front().ym);
        words.ways.push_back({ Way::Reopen, AttentionText::tr("Reopen %1 for it").arg(month),
            AttentionText::tr("The month is opened, this is applied, and it is closed again: one step.") });
        if (view.isOnlyPostings) {
            words.ways.push_back({ Way::Move, AttentionText::tr("Record in"),
                AttentionText::tr("On the same day of that month, under the entry of that name if it has one.") });
        }
    }
    words.ways.push_back({ Way::Discard, AttentionText::tr("Discard"),
        AttentionText::tr("It changes nothing. It stays in the history.") });
}

void addParkedLines(AttentionWords& words, const ParkedView& view, const Wording& wording)
{
    for (const HistoryItem::Change& change : view.changes)
        words.lines << changeLine(change, wording);
    if (const auto more = view.count - static_cast<std::int64_t>(view.changes.size()); more > 0)
        words.lines << AttentionText::tr("and %n more", nullptr, int(more));
    for (const ClosedMonth& month : view.closed) {
        words.lines << (month.closedBy
                ? AttentionText::tr("%1 was closed by %2, %3.", "month, device, when")
                      .arg(monthText(month.ym), authorText(*month.closedBy), authorTime(*month.closedBy))
                : AttentionText::tr("%1 is closed.").arg(monthText(month.ym)));
    }
}

} // namespace

QString conflictLine(const Conflict& conflict, const Wording& wording)
{
    if (conflict.kind == ConflictKind::DeleteUndone || conflict.kind == ConflictKind::DeleteBlocked)
        return AttentionText::tr("Deleted and used at the same time");
    const auto value
        = [&](const std::string& json) { return orNone(valueText(conflict.row.table, conflict.cell, json, wording)); };
    return AttentionText::tr("%1: %2 or %3?", "which value, shown, other")
        .arg(cellLabel(conflict.row.table, conflict.cell), value(conflict.winnerValue), value(conflict.loserValue));
}

QString parkedLine(const std::string& why)
{
    if (why == "depends")
        return AttentionText::tr("It needs something that is not there.");
    if (why == "month_closed")
        return AttentionText::tr("The month was closed meanwhile.");
    if (why == "month_changed")
        return AttentionText::tr("The month was changed meanwhile, so it was not closed.");
    if (why == "deleted")
        return AttentionText::tr("What it changes was deleted.");
    if (why == "indivisible")
        return AttentionText::tr("Part of it was changed meanwhile, and it happens whole or not at all.");
    if (why == "date_outside_month")
        return AttentionText::tr("Its day would lie outside its month.");
    return AttentionText::tr("It could not be applied.");
}

Result<AttentionWords> AttentionWords::of(Ledger& ledger, const Conflict& conflict)
{
    QM_ASSIGN(const ConflictView view, ConflictView::of(ledger, conflict));
    const Wording wording = Wording::of(ledger);
    AttentionWords words;
    words.kind = AttentionKind::Conflict;
    words.id = conflict.id;
    words.row = conflict.row;
    words.cell = conflict.cell;
    words.month = monthOfRow(ledger, conflict.row);
    words.caption = captionOf(conflict.row, words.month, conflict.cell);
    words.title = nameText(conflict.row, view.name);
    words.question = questionOf(conflict);
    words.why = whyText(view);
    const bool isDeletion = conflict.cell.empty();
    const auto value
        = [&](const std::string& json) { return orNone(valueText(conflict.row.table, conflict.cell, json, wording)); };
    const std::string& now = view.isThere && !conflict.solved ? view.valueNow : conflict.winnerValue;
    if (isDeletion) {
        words.sides = { sideOf(AttentionText::tr("Used"), actText(view.winner.act), view.winner),
            sideOf(AttentionText::tr("Deleted"), actText(view.loser.act), view.loser) };
    } else {
        words.sides = { sideOf(AttentionText::tr("Shown now"), value(now), view.winner),
            sideOf(AttentionText::tr("Not shown"), value(conflict.loserValue), view.loser) };
        if (value(now) != value(conflict.winnerValue))
            words.sides.front().by = AttentionText::tr("Changed since");
        words.lines << AttentionText::tr("Before both: %1").arg(value(conflict.baseValue));
    }
    if (conflict.solved) {
        words.settled = settledText(view, wording);
        words.settledBy = *conflict.solved;
    } else if (isDeletion) {
        addDeletionWays(words);
    } else {
        addValueWays(words, view, value(now), value(conflict.loserValue), wording);
    }
    return words;
}

Result<AttentionWords> AttentionWords::of(Ledger& ledger, const Parked& parked)
{
    QM_ASSIGN(const ParkedView view, ParkedView::of(ledger, parked));
    const Wording wording = Wording::of(ledger);
    AttentionWords words;
    words.kind = AttentionKind::Parked;
    words.id = parked.change;
    words.caption
        = AttentionText::tr("Parked · %1 · %2", "who, when").arg(authorText(view.author), authorTime(view.author));
    words.title = actText(view.author.act);
    words.question = parkedLine(parked.why);
    addParkedLines(words, view, wording);
    if (!parked.solved) {
        addParkedWays(words, view);
        return words;
    }
    words.settled = parked.choice == "apply" ? AttentionText::tr("Settled: applied.")
        : view.settler.act == "parked.move"  ? AttentionText::tr("Settled: recorded in another month.")
                                             : AttentionText::tr("Settled: discarded.");
    words.settledBy = *parked.solved;
    return words;
}

AttentionWords AttentionWords::of(const Ledger::SetApart& apart)
{
    AttentionWords words;
    words.kind = AttentionKind::SetApart;
    words.id = apart.id;
    words.caption = AttentionText::tr("Set apart");
    words.title = AttentionText::tr("A change that the server could not read");
    words.question
        = AttentionText::tr("It has no effect and stays in this file, so that nothing is lost. Export it for "
                            "a report, and do again what it was meant to do.");
    words.why = QString::fromStdString(apart.why);
    words.text = QString::fromUtf8(apart.intent.data(), qsizetype(apart.intent.size()));
    return words;
}

Result<AttentionWords> AttentionWords::ofDuplicate(Ledger& ledger, const Uuid& first, const Uuid& second)
{
    AttentionWords words;
    words.kind = AttentionKind::Duplicate;
    words.id = first;
    words.second = second;
    words.row = { Table::Entry, first };
    words.month = monthOfRow(ledger, words.row);
    words.caption = captionOf(words.row, words.month, {});
    words.title = QString::fromStdString(ledger.nameOf(words.row));
    words.question = AttentionText::tr("Two devices added an entry of this name and amount, and neither had seen the "
                                       "other's. Are they one?");
    for (const Uuid& entry : { first, second }) {
        const auto row = ledger.row({ Table::Entry, entry });
        if (!row)
            return Error { ErrorCode::NotFound, "the entry is gone" };
        QM_ASSIGN(const std::vector<HistoryItem> items, ledger.lastChanges({ Table::Entry, entry }, 50));
        QM_ASSIGN(const Author author, items.empty() ? Result<Author>(Author {}) : authorOf(ledger, items.back().id));
        words.sides.push_back(sideOf(entry == first ? AttentionText::tr("One") : AttentionText::tr("The other"),
            amountText({ *asInteger(row->columns[col::entry::planned]) }, ledger.currency()), author));
    }
    words.ways
        = { { Way::KeepBoth, AttentionText::tr("Keep both"), AttentionText::tr("They are two. Nothing changes.") },
              { Way::DeleteFirst, AttentionText::tr("Delete the one"),
                  AttentionText::tr("Its postings stay, without an entry. Undo brings it back.") },
              { Way::DeleteSecond, AttentionText::tr("Delete the other"),
                  AttentionText::tr("Its postings stay, without an entry. Undo brings it back.") } };
    return words;
}

} // namespace qm::desktop
