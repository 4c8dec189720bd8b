#include "common/store/known_names.h"

namespace qm {

Result<std::vector<std::string>> newestPayees(Ledger& ledger, std::int64_t postingsMost)
{
    // Ids begin with the time they were made, so the newest postings are read without looking at the others.
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached(
            "SELECT payee FROM (SELECT payee, id FROM posting WHERE dead = 0 AND payee IS NOT NULL"
            " ORDER BY id DESC LIMIT ?) GROUP BY payee ORDER BY max(id) DESC"));
    rows->bind(0, postingsMost);
    std::vector<std::string> payees;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return payees;
        payees.emplace_back(rows->text(0));
    }
}

Result<std::vector<KnownEntry>> knownEntries(Ledger& ledger)
{
    // With max() SQLite takes the other columns from the row that has it.
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT e.id, e.name, max(m.ym) FROM entry e JOIN month m ON m.id = e.month"
                                   " WHERE e.dead = 0 GROUP BY e.name ORDER BY 3 DESC, 2"));
    std::vector<KnownEntry> entries;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return entries;
        QM_ASSIGN(const YearMonth ym, YearMonth::parse(rows->text(2)));
        entries.push_back({ Uuid::fromBytes(rows->blob(0)), std::string(rows->text(1)), ym });
    }
}

Result<std::unordered_map<Uuid, std::int64_t>> categoryUses(Ledger& ledger)
{
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT category, count(*) FROM (SELECT category FROM entry WHERE dead = 0"
                                   " UNION ALL SELECT category FROM template_entry WHERE dead = 0) GROUP BY category"));
    std::unordered_map<Uuid, std::int64_t> uses;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return uses;
        uses.emplace(Uuid::fromBytes(rows->blob(0)), rows->integer(1));
    }
}

} // namespace qm
