#include "common/store/ledger_private.h"

#include "common/ledger/fold_case.h"
#include "common/ledger/text.h"
#include "common/planted_bug.h"

#include <algorithm>
#include <utility>

namespace qm {

namespace {

Uuid idAt(const sql::Statement& row, int column)
{
    return Uuid::fromBytes(row.blob(column));
}

std::optional<Uuid> optionalIdAt(const sql::Statement& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(idAt(row, column));
}

std::string textAt(const sql::Statement& row, int column)
{
    return row.isNull(column) ? std::string() : std::string(row.text(column));
}

/// Every row of a statement through `read`.
template <typename T, typename Read>
Result<std::vector<T>> collect(sql::Statement& rows, Read read)
{
    std::vector<T> found;
    while (true) {
        QM_ASSIGN(const bool isThere, rows.step());
        if (!isThere)
            return found;
        found.push_back(read(rows));
    }
}

void bindOptional(sql::Statement& statement, int index, const std::optional<Uuid>& id)
{
    if (id)
        statement.bindBlob(index, id->view());
    else
        statement.bindNull(index);
}

/// Every month when no end is given.
void bindRange(sql::Statement& statement, int index, const SummaryRange& range)
{
    statement.bindText(index, range.from ? range.from->text() : "0000-00");
    statement.bindText(index + 1, range.to ? range.to->text() : "9999-99");
}

Posting readPosting(const sql::Statement& row)
{
    Posting posting;
    posting.id = idAt(row, 0);
    posting.month = idAt(row, 1);
    posting.date = row.text(2);
    posting.entry = optionalIdAt(row, 3);
    posting.amount.minor = row.integer(4);
    posting.account = idAt(row, 5);
    posting.toAccount = optionalIdAt(row, 6);
    posting.payee = textAt(row, 7);
    posting.memo = textAt(row, 8);
    posting.isCleared = row.integer(9) != 0;
    posting.split = optionalIdAt(row, 10);
    posting.bankRef = textAt(row, 11);
    return posting;
}

/// What `searched` may look like to LIKE, which knows the case of ASCII letters only: other characters stand for
/// anything.
std::string likePattern(std::string_view searched)
{
    std::string pattern = "%";
    for (const char c : searched) {
        if (static_cast<unsigned char>(c) >= 0x80) {
            pattern += '%';
            continue;
        }
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isFound(const Posting& posting, const std::string& folded)
{
    return foldCase(posting.payee).find(folded) != std::string::npos
        || foldCase(posting.memo).find(folded) != std::string::npos;
}

/// Dates lie in their months, so the newest postings are in the newest months: a glance at a few of very many is quick.
Result<std::vector<Posting>> newestPostings(Ledger& ledger, const PostingFilter& filter)
{
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    std::vector<Posting> found;
    PostingFilter ofMonth = filter;
    for (auto month = months.rbegin(); month != months.rend() && ofMonth.limit > 0; ++month) {
        ofMonth.month = month->id;
        QM_ASSIGN(const std::vector<Posting> some, ledger.postings(ofMonth));
        found.insert(found.end(), some.begin(), some.end());
        ofMonth.limit = filter.limit - static_cast<std::int64_t>(found.size());
    }
    return found;
}

SummaryLine readSummaryLine(const sql::Statement& row)
{
    SummaryLine line;
    line.month = textAt(row, 0);
    line.category = optionalIdAt(row, 1);
    line.name = textAt(row, 2);
    line.group = textAt(row, 3);
    line.kind = textAt(row, 4);
    line.planned.minor = row.integer(5);
    line.actual.minor = row.integer(6) + (QM_PLANTED_BUG(off_by_a_cent) ? 1 : 0);
    return line;
}

Conflict readConflict(const sql::Statement& row)
{
    Conflict conflict;
    conflict.id = idAt(row, 0);
    conflict.kind = conflictKindNamed(row.text(1)).value_or(ConflictKind::Field);
    conflict.row = { static_cast<Table>(row.integer(2)), idAt(row, 3) };
    conflict.cell = textAt(row, 4);
    conflict.loser = idAt(row, 5);
    conflict.loserValue = textAt(row, 6);
    conflict.winner = idAt(row, 7);
    conflict.winnerValue = textAt(row, 8);
    conflict.baseValue = textAt(row, 9);
    conflict.no = row.integer(10);
    conflict.solved = optionalIdAt(row, 11);
    conflict.choice = textAt(row, 12);
    return conflict;
}

Parked readParked(const sql::Statement& row)
{
    Parked parked;
    parked.change = idAt(row, 0);
    parked.no = row.integer(1);
    parked.why = row.text(2);
    parked.detail = textAt(row, 3);
    parked.root = optionalIdAt(row, 4);
    parked.solved = optionalIdAt(row, 5);
    parked.choice = textAt(row, 6);
    return parked;
}

Result<std::int64_t> count(Result<sql::Statement*> prepared)
{
    QM_ASSIGN(sql::Statement* const select, std::move(prepared));
    QM_TRY(select->step());
    const std::int64_t number = select->integer(0);
    select->reset();
    return number;
}

} // namespace

Result<LedgerStatus> Ledger::status()
{
    LedgerStatus status;
    status.id = d->id;
    status.currency = d->currency;
    status.device = d->device;
    QM_ASSIGN(const Private::Head head, d->head());
    status.version = head.version();
    status.digest = head.digest.bytes();
    QM_ASSIGN(sql::Statement* const name, d->statement("SELECT name FROM ledger WHERE id = ?"));
    name->bindBlob(0, d->id.view());
    QM_ASSIGN(const bool isNamed, name->step());
    if (isNamed) // a copy has no name before its first sync
        status.name = name->text(0);
    name->reset();
    QM_ASSIGN(status.pending, count(d->statement("SELECT count(*) FROM change_set WHERE rev IS NULL")));
    QM_ASSIGN(status.conflicts, count(d->statement("SELECT count(*) FROM conflict WHERE solved IS NULL")));
    QM_ASSIGN(status.parked, count(d->statement("SELECT count(*) FROM parked WHERE solved IS NULL")));
    QM_ASSIGN(status.quarantined, count(d->statement("SELECT count(*) FROM quarantine")));
    status.isLogComplete = !d->meta("snapshot"); // it began with one, and the log before it is not here yet
    return status;
}

Result<std::vector<Account>> Ledger::accounts()
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement(
            "SELECT a.id, a.name, a.kind, a.opening_minor, a.archived, a.note, a.opening_minor + "
            "coalesce(sum(s.amount), 0)"
            " FROM account a LEFT JOIN ("
            "SELECT account, sum(amount_minor) AS amount FROM posting WHERE dead = 0 GROUP BY account"
            " UNION ALL SELECT to_account, -sum(amount_minor) FROM posting WHERE dead = 0 AND to_account IS NOT NULL"
            " GROUP BY to_account) s ON s.account = a.id"
            " WHERE a.dead = 0 GROUP BY a.id ORDER BY a.archived, a.pos, a.name, a.id"));
    return collect<Account>(*rows, [](const sql::Statement& row) {
        Account account;
        account.id = idAt(row, 0);
        account.name = row.text(1);
        account.kind = row.text(2);
        account.opening.minor = row.integer(3);
        account.isArchived = row.integer(4) != 0;
        account.note = textAt(row, 5);
        account.balance.minor = row.integer(6);
        return account;
    });
}

Result<std::vector<Account>> Ledger::accountsWithoutBalances()
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement("SELECT id, name, kind, opening_minor, archived, note FROM account WHERE dead = 0"
                     " ORDER BY archived, pos, name, id"));
    return collect<Account>(*rows, [](const sql::Statement& row) {
        return Account { idAt(row, 0), std::string(row.text(1)), std::string(row.text(2)), { row.integer(3) },
            row.integer(4) != 0, textAt(row, 5), {} };
    });
}

Result<std::vector<Category>> Ledger::categories()
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement(
            "SELECT id, name, grp, kind, archived FROM category WHERE dead = 0 ORDER BY archived, pos, name, id"));
    return collect<Category>(*rows, [](const sql::Statement& row) {
        return Category { idAt(row, 0), std::string(row.text(1)), textAt(row, 2), std::string(row.text(3)),
            row.integer(4) != 0 };
    });
}

Result<std::vector<Template>> Ledger::templates()
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement("SELECT id, name, note FROM template WHERE dead = 0 ORDER BY pos, name, id"));
    QM_ASSIGN(std::vector<Template> found, collect<Template>(*rows, [](const sql::Statement& row) {
        return Template { idAt(row, 0), std::string(row.text(1)), textAt(row, 2), {} };
    }));
    QM_ASSIGN(sql::Statement* const lines,
        d->statement("SELECT id, template, name, category, planned_minor, due_day FROM template_entry WHERE template = "
                     "? AND dead = 0"
                     " ORDER BY pos, name, id"));
    for (Template& templ : found) {
        lines->reset();
        lines->bindBlob(0, templ.id.view());
        QM_ASSIGN(templ.entries, collect<TemplateEntry>(*lines, [](const sql::Statement& row) {
            TemplateEntry entry;
            entry.id = idAt(row, 0);
            entry.templ = idAt(row, 1);
            entry.name = row.text(2);
            entry.category = idAt(row, 3);
            entry.planned.minor = row.integer(4);
            if (!row.isNull(5))
                entry.dueDay = static_cast<int>(row.integer(5));
            return entry;
        }));
    }
    return found;
}

Result<std::vector<Month>> Ledger::months()
{
    QM_ASSIGN(
        sql::Statement* const rows, d->statement("SELECT id, ym, status, note FROM month WHERE dead = 0 ORDER BY ym"));
    std::vector<Month> found;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return found;
        auto ym = YearMonth::parse(rows->text(1));
        if (!ym)
            return Error { ErrorCode::Corrupt, "the ledger holds a month \"" + std::string(rows->text(1)) + "\"" };
        found.push_back({ idAt(*rows, 0), *ym, rows->text(2) == "closed", textAt(*rows, 3) });
    }
}

Result<std::vector<Entry>> Ledger::entries(const Uuid& month)
{
    // Postings of an entry are always of its month, so their sum comes from the index posting_sums.
    QM_ASSIGN(sql::Statement* const rows,
        d->statement(
            "SELECT e.id, e.month, e.lineage, e.name, e.category, e.planned_minor, e.due, e.note, coalesce(("
            "SELECT sum(p.amount_minor) FROM posting p WHERE p.month = e.month AND p.entry = e.id AND p.dead = 0), 0)"
            " FROM entry e WHERE e.month = ? AND e.dead = 0 ORDER BY e.pos, e.name, e.id"));
    rows->bindBlob(0, month.view());
    return collect<Entry>(*rows, [](const sql::Statement& row) {
        Entry entry;
        entry.id = idAt(row, 0);
        entry.month = idAt(row, 1);
        entry.lineage = row.isNull(2) ? entry.id : idAt(row, 2);
        entry.name = row.text(3);
        entry.category = idAt(row, 4);
        entry.planned.minor = row.integer(5);
        entry.due = textAt(row, 6);
        entry.note = textAt(row, 7);
        entry.actual.minor = row.integer(8);
        return entry;
    });
}

Result<std::vector<std::pair<Uuid, Uuid>>> Ledger::possibleDuplicates(const Uuid& month)
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement("SELECT a.id, b.id FROM entry a JOIN entry b ON b.month = a.month AND b.id > a.id"
                     " AND b.name = a.name AND b.category = a.category AND b.planned_minor = a.planned_minor"
                     " JOIN change_set x ON x.no = a.w JOIN change_set y ON y.no = b.w"
                     " WHERE a.month = ? AND a.dead = 0 AND b.dead = 0 AND x.dev <> y.dev"
                     " AND x.known = 1 AND y.known = 1 AND (x.rev IS NULL OR x.rev > y.base_rev)"
                     " AND (y.rev IS NULL OR y.rev > x.base_rev) ORDER BY a.id, b.id"));
    rows->bindBlob(0, month.view());
    return collect<std::pair<Uuid, Uuid>>(
        *rows, [](const sql::Statement& row) { return std::pair(idAt(row, 0), idAt(row, 1)); });
}

Result<std::vector<Posting>> Ledger::postings(const PostingFilter& filter)
{
    constexpr std::size_t searchBytesMax = 16'000; // no payee or memo is longer
    if (filter.search.size() > searchBytesMax || !isUtf8(filter.search))
        return std::vector<Posting>();
    std::optional<Uuid> month = filter.month;
    if (filter.entry && !month) {
        const auto entry = row({ Table::Entry, *filter.entry });
        if (!entry)
            return std::vector<Posting>();
        month = monthOf(*entry); // its postings are there, and the index leads to them
    }
    if (filter.limit >= 0 && !month && filter.search.empty())
        return newestPostings(*this, filter);
    // The newest are chosen by their dates before their rows are read.
    const char* ofMonth
        = "SELECT id, month, date, entry, amount_minor, account, to_account, payee, memo, cleared, split, bank_ref"
          " FROM posting WHERE month = ? AND dead = 0 AND (? IS NULL OR entry = ?)"
          " AND (? IS NULL OR account = ? OR to_account = ?) AND (? = 0 OR entry IS NULL)"
          " AND (? IS NULL OR payee LIKE ? ESCAPE '\\' OR memo LIKE ? ESCAPE '\\') ORDER BY date, id";
    const char* all
        = "SELECT id, month, date, entry, amount_minor, account, to_account, payee, memo, cleared, split, bank_ref"
          " FROM posting WHERE ? IS NULL AND dead = 0 AND (? IS NULL OR entry = ?)"
          " AND (? IS NULL OR account = ? OR to_account = ?) AND (? = 0 OR entry IS NULL)"
          " AND (? IS NULL OR payee LIKE ? ESCAPE '\\' OR memo LIKE ? ESCAPE '\\') ORDER BY date, id";
    const char* newestOfMonth
        = "SELECT id, month, date, entry, amount_minor, account, to_account, payee, memo, cleared, split, bank_ref "
          "FROM posting"
          " WHERE id IN (SELECT id FROM posting WHERE month = ? AND dead = 0 AND (? IS NULL OR entry = ?)"
          " AND (? IS NULL OR account = ? OR to_account = ?) AND (? = 0 OR entry IS NULL)"
          " AND (? IS NULL OR payee LIKE ? ESCAPE '\\' OR memo LIKE ? ESCAPE '\\') ORDER BY date DESC, id DESC LIMIT ?)"
          " ORDER BY date DESC, id DESC";
    const char* newest
        = "SELECT id, month, date, entry, amount_minor, account, to_account, payee, memo, cleared, split, bank_ref "
          "FROM posting"
          " WHERE id IN (SELECT id FROM posting WHERE ? IS NULL AND dead = 0 AND (? IS NULL OR entry = ?)"
          " AND (? IS NULL OR account = ? OR to_account = ?) AND (? = 0 OR entry IS NULL)"
          " AND (? IS NULL OR payee LIKE ? ESCAPE '\\' OR memo LIKE ? ESCAPE '\\') ORDER BY date DESC, id DESC LIMIT ?)"
          " ORDER BY date DESC, id DESC";
    const bool isLimited = filter.limit >= 0;
    QM_ASSIGN(sql::Statement* const rows,
        d->statement(month ? (isLimited ? newestOfMonth : ofMonth) : (isLimited ? newest : all)));
    bindOptional(*rows, 0, month);
    bindOptional(*rows, 1, filter.entry);
    bindOptional(*rows, 2, filter.entry);
    bindOptional(*rows, 3, filter.account);
    bindOptional(*rows, 4, filter.account);
    bindOptional(*rows, 5, filter.account);
    rows->bind(6, filter.onlyWithoutEntry ? 1 : 0);
    const std::string pattern = likePattern(filter.search);
    for (const int place : { 7, 8, 9 }) {
        if (filter.search.empty())
            rows->bindNull(place);
        else
            rows->bindText(place, pattern);
    }
    const bool isExact = isAscii(filter.search);
    if (isLimited)
        rows->bind(10, isExact ? filter.limit : -1);
    QM_ASSIGN(std::vector<Posting> found, collect<Posting>(*rows, readPosting));
    if (!isExact) {
        const std::string folded = foldCase(filter.search);
        std::erase_if(found, [&](const Posting& posting) { return !isFound(posting, folded); });
        if (isLimited && std::cmp_greater(found.size(), filter.limit))
            found.resize(static_cast<std::size_t>(filter.limit));
    }
    return found;
}

Result<std::vector<SummaryLine>> Ledger::summaryByCategory(const SummaryRange& range, bool byMonth)
{
    // What the postings of one entry, and of none, add up to comes from the index posting_sums alone; all that is
    // joined and grouped after that is one row an entry. A posting with neither entry nor second account is in the
    // line without a category; a transfer without an entry is neither income nor expense.
    const char* summed = "SELECT NULL, c.id, c.name, c.grp, c.kind, s.planned, s.actual FROM ("
                         "SELECT category, sum(planned) AS planned, coalesce(sum(actual), 0) AS actual FROM ("
                         "SELECT e.category AS category, e.planned_minor AS planned,"
                         " (SELECT sum(p.amount_minor) FROM posting p WHERE p.month = e.month AND p.entry = e.id AND "
                         "p.dead = 0) AS actual"
                         " FROM month m CROSS JOIN entry e ON e.month = m.id WHERE m.ym BETWEEN ? AND ? AND e.dead = 0"
                         " UNION ALL SELECT NULL, 0, (SELECT sum(p.amount_minor) FROM posting p"
                         " WHERE p.month = m.id AND p.entry IS NULL AND p.dead = 0 AND p.to_account IS NULL)"
                         " FROM month m WHERE m.ym BETWEEN ? AND ?"
                         ") GROUP BY category HAVING category IS NOT NULL OR count(actual) > 0"
                         ") s LEFT JOIN category c ON c.id = s.category"
                         " ORDER BY c.id IS NULL, c.kind = 'saving', c.kind = 'expense', c.pos, c.name, c.id";
    const char* monthly = "SELECT m.ym, c.id, c.name, c.grp, c.kind, s.planned, s.actual FROM ("
                          "SELECT month, category, sum(planned) AS planned, coalesce(sum(actual), 0) AS actual FROM ("
                          "SELECT e.month AS month, e.category AS category, e.planned_minor AS planned,"
                          " (SELECT sum(p.amount_minor) FROM posting p WHERE p.month = e.month AND p.entry = e.id AND "
                          "p.dead = 0) AS actual"
                          " FROM month m CROSS JOIN entry e ON e.month = m.id WHERE m.ym BETWEEN ? AND ? AND e.dead = 0"
                          " UNION ALL SELECT m.id, NULL, 0, (SELECT sum(p.amount_minor) FROM posting p"
                          " WHERE p.month = m.id AND p.entry IS NULL AND p.dead = 0 AND p.to_account IS NULL)"
                          " FROM month m WHERE m.ym BETWEEN ? AND ?"
                          ") GROUP BY month, category HAVING category IS NOT NULL OR count(actual) > 0"
                          ") s JOIN month m ON m.id = s.month LEFT JOIN category c ON c.id = s.category"
                          " ORDER BY m.ym, c.id IS NULL, c.kind = 'saving', c.kind = 'expense', c.pos, c.name, c.id";
    QM_ASSIGN(sql::Statement* const rows, d->statement(byMonth ? monthly : summed));
    bindRange(*rows, 0, range);
    bindRange(*rows, 2, range);
    return collect<SummaryLine>(*rows, readSummaryLine);
}

Result<std::vector<SummaryLine>> Ledger::summaryByAccount(const SummaryRange& range)
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement(
            "SELECT NULL, NULL, a.name, NULL, a.kind, 0, coalesce(sum(s.amount), 0) FROM account a LEFT JOIN ("
            "SELECT account, sum(amount_minor) AS amount FROM posting"
            " WHERE month IN (SELECT id FROM month WHERE ym BETWEEN ? AND ?) AND dead = 0 GROUP BY account"
            " UNION ALL SELECT to_account, -sum(amount_minor) FROM posting"
            " WHERE month IN (SELECT id FROM month WHERE ym BETWEEN ? AND ?) AND dead = 0 AND to_account IS NOT NULL"
            " GROUP BY to_account) s ON s.account = a.id"
            " WHERE a.dead = 0 GROUP BY a.id ORDER BY a.archived, a.pos, a.name, a.id"));
    bindRange(*rows, 0, range);
    bindRange(*rows, 2, range);
    return collect<SummaryLine>(*rows, readSummaryLine);
}

Result<std::vector<Conflict>> Ledger::conflicts(bool withSettled)
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement("SELECT id, kind, tbl, row, cell, loser, loser_v, winner, winner_v, base_v, no, solved, choice "
                     "FROM conflict"
                     " WHERE ? OR solved IS NULL ORDER BY no, id"));
    rows->bind(0, withSettled ? 1 : 0);
    return collect<Conflict>(*rows, readConflict);
}

Result<std::vector<Parked>> Ledger::parkedChanges(bool withSettled)
{
    QM_ASSIGN(sql::Statement* const rows,
        d->statement(
            "SELECT cs, no, why, detail, root, solved, choice FROM parked WHERE ? OR solved IS NULL ORDER BY no, cs"));
    rows->bind(0, withSettled ? 1 : 0);
    return collect<Parked>(*rows, readParked);
}

std::optional<RowImage> Ledger::row(const RowKey& key)
{
    // Another program may have written since the last transaction.
    d->store->forget();
    const RowImage* image = d->store->row(key);
    if (!image || !image->isAlive())
        return std::nullopt;
    return *image;
}

} // namespace qm
