#include "common/store/entry_past.h"

#include "common/store/action_ops.h"

namespace qm {

namespace {

YearMonth monthsBefore(YearMonth ym, int count)
{
    const int number = ym.year * 12 + static_cast<int>(ym.month) - 1 - count;
    return { number / 12, static_cast<unsigned>(number % 12) + 1 };
}

} // namespace

Result<std::vector<EntryPast>> entryPast(Ledger& ledger, const Uuid& entry, int months)
{
    QM_ASSIGN(const RowImage row, livingRow(ledger, { Table::Entry, entry }));
    QM_ASSIGN(const RowImage month, livingRow(ledger, { Table::Month, monthOf(row) }));
    QM_ASSIGN(const YearMonth last, YearMonth::parse(*asText(month.columns[col::month::ym])));
    const Uuid* const descended = asId(row.columns[col::entry::lineage]);
    const Uuid lineage = descended ? *descended : entry;
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached(
            "SELECT m.ym, coalesce(sum(e.planned_minor), 0), coalesce(sum((SELECT sum(p.amount_minor) FROM posting p"
            " WHERE p.month = e.month AND p.entry = e.id AND p.dead = 0)), 0), count(e.id)"
            " FROM month m LEFT JOIN entry e ON e.month = m.id AND e.dead = 0 AND (e.lineage = ? OR e.id = ?)"
            " WHERE m.ym BETWEEN ? AND ? AND m.dead = 0 GROUP BY m.ym ORDER BY m.ym"));
    rows->bindBlob(0, lineage.view());
    rows->bindBlob(1, lineage.view());
    rows->bindText(2, monthsBefore(last, months - 1).text());
    rows->bindText(3, last.text());
    std::vector<EntryPast> past;
    for (;;) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return past;
        QM_ASSIGN(const YearMonth ym, YearMonth::parse(rows->text(0)));
        past.push_back({ ym, { rows->integer(1) }, { rows->integer(2) }, rows->integer(3) });
    }
}

} // namespace qm
