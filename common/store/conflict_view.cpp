#include "common/store/conflict_view.h"

#include "common/store/actions.h"
#include "common/store/cell_parts.h"

namespace qm {

namespace {

/// What the change set that settled it gave the cell; what was shown when it left that alone.
Result<std::string> settledValueOf(Ledger& ledger, const Conflict& conflict)
{
    if (!conflict.solved || conflict.kind != ConflictKind::Field)
        return std::string();
    QM_ASSIGN(const std::vector<HistoryItem> items, ledger.history(*conflict.solved, 1));
    if (items.empty())
        return std::string(); // its text came with a snapshot
    for (const HistoryItem::Change& change : items.front().changes) {
        if (change.op == "set" && change.row == conflict.row && change.cell == conflict.cell)
            return change.to;
    }
    return conflict.choice == "lost" ? conflict.loserValue : conflict.winnerValue;
}

} // namespace

Result<Author> authorOf(Ledger& ledger, const Uuid& change)
{
    QM_ASSIGN(const std::string own, ledger.meta("device"));
    QM_ASSIGN(sql::Statement * statement,
        ledger.connection().cached("SELECT c.dev, coalesce(d.name, ''), c.at, c.act, c.rev, c.eff FROM change_set c"
                                   " LEFT JOIN device d ON d.id = c.dev WHERE c.id = ?"));
    statement->bindBlob(0, change.view());
    QM_ASSIGN(const bool isKnown, statement->step());
    Author author;
    if (isKnown) {
        author.device = Uuid::fromBytes(statement->blob(0));
        author.name = statement->text(1);
        author.at = statement->text(2);
        author.act = statement->text(3);
        author.isOwn = author.device.text() == own;
        if (!statement->isNull(4))
            author.eff = statement->integer(5);
    }
    statement->reset();
    return author;
}

Result<ConflictView> ConflictView::of(Ledger& ledger, const Conflict& conflict)
{
    ConflictView view;
    view.conflict = conflict;
    view.name = ledger.nameOf(conflict.row);
    QM_ASSIGN(view.loser, authorOf(ledger, conflict.loser));
    QM_ASSIGN(view.winner, authorOf(ledger, conflict.winner));
    const auto row = ledger.row(conflict.row);
    view.isThere = row.has_value();
    const CellRef cell = cellNamed(conflict.row.table, conflict.cell);
    if (row && !conflict.cell.empty())
        appendCellJson(conflict.row.table, cell, row->get(cell), view.valueNow);
    if (conflict.solved) {
        QM_ASSIGN(view.settler, authorOf(ledger, *conflict.solved));
        QM_ASSIGN(view.settledValue, settledValueOf(ledger, conflict));
    } else if (conflict.kind == ConflictKind::Field && isMoneyCell(conflict.row.table, conflict.cell)) {
        if (const auto both = bothChangesOf(ledger, conflict))
            view.both = *both;
    }
    return view;
}

WhyShown whyShown(const ConflictView& view)
{
    switch (view.conflict.kind) {
    case ConflictKind::DeleteUndone:
    case ConflictKind::DeleteBlocked: return WhyShown::WorkOutweighsDeletion;
    case ConflictKind::UndoSkipped: return WhyShown::UndoLeavesNewer;
    case ConflictKind::Field: break;
    }
    const auto isUnknown = [](const Author& author) { return author.device.isNull(); };
    if (isUnknown(view.winner) || isUnknown(view.loser))
        return WhyShown::LaterCounts;
    if (!view.winner.eff || !view.loser.eff)
        return WhyShown::WaitsForServer;
    if (*view.winner.eff == *view.loser.eff)
        return WhyShown::SameMoment;
    return *view.winner.eff < *view.loser.eff ? WhyShown::GivenOnceMore : WhyShown::LaterCounts;
}

std::optional<bool> isLostMine(const Author& loser, const Author& winner)
{
    if (loser.isOwn == winner.isOwn)
        return std::nullopt;
    return loser.isOwn;
}

} // namespace qm
