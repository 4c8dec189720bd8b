#include "common/store/entry_actions.h"

#include "common/store/action_ops.h"

#include <algorithm>

namespace qm {

namespace {

CellValue valueOf(Scalar value)
{
    CellValue made;
    made.columns[0] = std::move(value);
    return made;
}

Result<> appendEdit(Ledger& ledger, const Uuid& entry, const CellEdits& edits, std::vector<Op>& ops)
{
    QM_ASSIGN(EditOps edit, editOps(ledger, { Table::Entry, entry }, edits));
    std::move(edit.ops.begin(), edit.ops.end(), std::back_inserter(ops));
    return {};
}

bool isUsable(Ledger& ledger, const Uuid& account)
{
    const auto row = ledger.row({ Table::Account, account });
    return row && row->isAlive() && row->columns[col::account::archived] == Scalar(std::int64_t { 0 });
}

Result<LastUse> useOf(Ledger& ledger, const Uuid& entry, const RecordChoice& choice)
{
    QM_ASSIGN(const std::optional<LastUse> last, lastUse(ledger, entry));
    LastUse use = last.value_or(LastUse());
    if (choice.account) {
        use.account = *choice.account;
        if (use.toAccount == use.account)
            use.toAccount.reset();
    }
    if (!use.account.isNull())
        return use;
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accountsWithoutBalances());
    if (accounts.empty() || accounts.front().isArchived)
        return Error { ErrorCode::Rule, "there is no account yet to record it on" };
    use.account = accounts.front().id;
    return use;
}

Result<std::string> dayFor(Ledger& ledger, const RowImage& entry, const RecordChoice& choice)
{
    const std::string* due = asText(entry.columns[col::entry::due]);
    if (due && choice.on == RecordOn::DueDay)
        return *due;
    QM_ASSIGN(const RowImage month, livingRow(ledger, { Table::Month, monthOf(entry) }));
    QM_ASSIGN(const YearMonth ym, YearMonth::parse(*asText(month.columns[col::month::ym])));
    const YearMonth now = YearMonth::of(choice.today);
    return dateText(now == ym ? choice.today : now < ym ? ym.day(1) : ym.day(ym.days()));
}

Result<Money> remainingOf(Ledger& ledger, const RowImage& entry)
{
    QM_ASSIGN(const std::int64_t actual,
        askInteger(ledger,
            "SELECT coalesce(sum(p.amount_minor), 0) FROM entry e JOIN posting p ON p.month = e.month AND p.entry = "
            "e.id"
            " WHERE e.id = ? AND p.dead = 0",
            entry.key.id));
    return add({ *asInteger(entry.columns[col::entry::planned]) }, { -actual });
}

} // namespace

Result<> skipEntries(Ledger& ledger, std::span<const Uuid> entries)
{
    std::vector<Op> ops;
    for (const Uuid& entry : entries) {
        QM_TRY(appendEdit(ledger, entry,
            { { cellNamed(Table::Entry, "planned"), valueOf(std::int64_t { 0 }) },
                { cellNamed(Table::Entry, "due"), valueOf({}) } },
            ops));
    }
    if (ops.empty())
        return {};
    return performOps(ledger, "entry.skip", std::move(ops));
}

Result<std::optional<LastUse>> lastUse(Ledger& ledger, const Uuid& entry)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Entry, entry }));
    const Uuid* from = asId(image.columns[col::entry::lineage]);
    const Uuid lineage = from ? *from : entry;
    // Months from the newest on: SQLite stops at the first one that has a posting of it.
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached(
            "SELECT p.account, p.to_account, p.payee FROM month m CROSS JOIN entry e ON e.month = m.id"
            " CROSS JOIN posting p ON p.month = e.month AND p.entry = e.id JOIN account a ON a.id = p.account"
            " WHERE m.ym > '' AND e.dead = 0 AND p.dead = 0 AND a.dead = 0 AND a.archived = 0"
            " AND (coalesce(e.lineage, e.id) = ? OR (e.name = ? AND e.category = ?))"
            " ORDER BY m.ym DESC, coalesce(e.lineage, e.id) = ? DESC, p.date DESC, p.id DESC LIMIT 1"));
    rows->bindBlob(0, lineage.view());
    rows->bindText(1, *asText(image.columns[col::entry::name]));
    rows->bindBlob(2, asId(image.columns[col::entry::category])->view());
    rows->bindBlob(3, lineage.view());
    QM_ASSIGN(const bool isThere, rows->step());
    if (!isThere)
        return std::optional<LastUse>();
    LastUse use;
    use.account = Uuid::fromBytes(rows->blob(0));
    if (!rows->isNull(1))
        use.toAccount = Uuid::fromBytes(rows->blob(1));
    if (!rows->isNull(2))
        use.payee = rows->text(2);
    rows->reset();
    if (use.toAccount && !isUsable(ledger, *use.toAccount))
        use.toAccount.reset();
    return std::optional(std::move(use));
}

Result<std::vector<Uuid>> recordEntries(Ledger& ledger, std::span<const Uuid> entries, const RecordChoice& choice)
{
    std::vector<Op> ops;
    std::vector<Uuid> postings;
    for (const Uuid& id : entries) {
        QM_ASSIGN(const RowImage entry, livingRow(ledger, { Table::Entry, id }));
        QM_ASSIGN(const Money remaining, remainingOf(ledger, entry));
        if (remaining.minor == 0)
            continue;
        QM_ASSIGN(const LastUse use, useOf(ledger, id, choice));
        QM_ASSIGN(const std::string day, dayFor(ledger, entry, choice));
        Op op = createOp({ Table::Posting, Uuid::make() },
            { monthOf(entry), day, id, remaining.minor, use.account, idOrNull(use.toAccount), textOrNull(use.payee),
                Scalar(), std::int64_t { 0 }, Scalar(), Scalar() });
        QM_TRY(checkImage(ledger, op.image));
        postings.push_back(op.image.key.id);
        ops.push_back(std::move(op));
    }
    if (ops.empty())
        return Error { ErrorCode::Rule, "nothing of what was planned remains to be recorded" };
    QM_TRY(performOps(ledger, "posting.record", std::move(ops)));
    return postings;
}

Result<> moveEntry(Ledger& ledger, const Uuid& entry, const Uuid& category, const std::optional<Uuid>& before)
{
    QM_ASSIGN(const RowImage moved, livingRow(ledger, { Table::Entry, entry }));
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(monthOf(moved)));
    std::vector<Uuid> order;
    for (const Entry& other : entries) {
        if (other.category == category && other.id != entry)
            order.push_back(other.id);
    }
    auto place = order.end();
    if (before) {
        place = std::find(order.begin(), order.end(), *before);
        if (place == order.end())
            return Error { ErrorCode::NotFound, "the entry to stand before is not there" };
    }
    order.insert(place, entry);

    // The same places, dealt anew; where several share one they move apart.
    std::vector<std::int64_t> places;
    for (const Uuid& id : order) {
        QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Entry, id }));
        places.push_back(*asInteger(image.columns[col::entry::pos]));
    }
    std::sort(places.begin(), places.end());
    for (std::size_t i = 1; i < places.size(); ++i)
        places[i] = std::max(places[i], places[i - 1] + 1);
    std::vector<Op> ops;
    for (std::size_t i = 0; i < order.size(); ++i) {
        CellEdits edits { { cellNamed(Table::Entry, "pos"), valueOf(places[i]) } };
        if (order[i] == entry)
            edits.emplace_back(cellNamed(Table::Entry, "category"), valueOf(category));
        QM_TRY(appendEdit(ledger, order[i], edits, ops));
    }
    if (ops.empty())
        return {};
    return performOps(ledger, "entry.edit", std::move(ops));
}

} // namespace qm
