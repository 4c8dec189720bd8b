#include "common/store/summary_table.h"

#include "common/store/read_transaction.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace qm {

namespace {

using Level = SummaryRow::Level;

Result<> addTo(SummaryCell& sum, const SummaryCell& part)
{
    QM_ASSIGN(sum.planned, add(sum.planned, part.planned));
    QM_ASSIGN(sum.actual, add(sum.actual, part.actual));
    return {};
}

Result<> setDifference(SummaryCell& cell)
{
    QM_ASSIGN(cell.difference, add(cell.actual, { -cell.planned.minor }));
    return {};
}

Result<> finish(SummaryRow& row)
{
    row.total = {};
    for (SummaryCell& cell : row.cells) {
        QM_TRY(setDifference(cell));
        QM_TRY(addTo(row.total, cell));
    }
    QM_TRY(setDifference(row.total));
    const std::size_t months = std::max<std::size_t>(row.cells.size(), 1);
    row.average = { averageOf(row.total.planned, months), averageOf(row.total.actual, months), {} };
    return setDifference(row.average);
}

/// Collects the lines and puts them under their groups and kinds.
class TableBuilder {
public:
    TableBuilder(std::vector<YearMonth> months, const std::vector<Category>& categories)
        : m_categories(categories)
        , m_sums(categories.size())
    {
        m_table.months = std::move(months);
        for (std::size_t i = 0; i < categories.size(); ++i)
            m_places.emplace(categories[i].id, i);
    }

    /// Of a place in the months; `category` none: what stands on no entry.
    Result<> add(std::size_t column, const std::optional<Uuid>& category, const SummaryCell& cell)
    {
        std::vector<SummaryCell>* sums = &m_without;
        if (category) {
            const auto place = m_places.find(*category);
            if (place == m_places.end())
                return Error { ErrorCode::Corrupt, "an entry's category " + category->text() + " is not there" };
            sums = &m_sums[place->second];
        }
        sums->resize(m_table.months.size());
        return addTo((*sums)[column], cell);
    }

    Result<> add(const SummaryLine& line)
    {
        QM_ASSIGN(const YearMonth ym, YearMonth::parse(line.month));
        const auto month = std::lower_bound(m_table.months.begin(), m_table.months.end(), ym);
        if (month == m_table.months.end() || *month != ym)
            return Error { ErrorCode::Corrupt, "a summary line of " + line.month + " is of no month of the ledger" };
        const auto column = static_cast<std::size_t>(month - m_table.months.begin());
        return add(column, line.category, { line.planned, line.actual, {} });
    }

    Result<SummaryTable> table()
    {
        SummaryRow together = newRow(Level::Together, {}, {}, {});
        for (const char* const kind : { "income", "expense", "saving" })
            QM_TRY(addKind(kind, together));
        if (!m_without.empty()) {
            SummaryRow row = newRow(Level::Without, {}, {}, {});
            row.cells = m_without;
            QM_TRY(addCells(together, row));
            m_table.rows.push_back(std::move(row));
        }
        if (!m_table.rows.empty())
            m_table.rows.push_back(std::move(together));
        for (SummaryRow& row : m_table.rows)
            QM_TRY(finish(row));
        return std::move(m_table);
    }

private:
    SummaryRow newRow(Level level, const std::string& name, const std::string& group, const std::string& kind) const
    {
        SummaryRow row;
        row.level = level;
        row.name = name;
        row.group = group;
        row.kind = kind;
        row.cells.resize(m_table.months.size());
        return row;
    }

    static Result<> addCells(SummaryRow& sum, const SummaryRow& part)
    {
        for (std::size_t i = 0; i < sum.cells.size(); ++i)
            QM_TRY(addTo(sum.cells[i], part.cells[i]));
        return {};
    }

    /// The places of a kind's categories that have sums, by group, in the order in which groups come first.
    std::vector<std::pair<std::string, std::vector<std::size_t>>> groupsOf(const std::string& kind) const
    {
        std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
        for (std::size_t i = 0; i < m_categories.size(); ++i) {
            if (m_categories[i].kind != kind || m_sums[i].empty())
                continue;
            const auto same = std::find_if(
                groups.begin(), groups.end(), [&](const auto& group) { return group.first == m_categories[i].group; });
            if (same == groups.end())
                groups.push_back({ m_categories[i].group, { i } });
            else
                same->second.push_back(i);
        }
        return groups;
    }

    Result<> addKind(const std::string& kind, SummaryRow& together)
    {
        const auto groups = groupsOf(kind);
        if (groups.empty())
            return {};
        const std::size_t place = m_table.rows.size();
        m_table.rows.push_back(newRow(Level::Kind, {}, {}, kind));
        for (const auto& [group, members] : groups)
            QM_TRY(addGroup(group, kind, members, place));
        return addCells(together, m_table.rows[place]);
    }

    Result<> addGroup(
        const std::string& group, const std::string& kind, const std::vector<std::size_t>& members, std::size_t above)
    {
        const std::size_t place = m_table.rows.size();
        if (!group.empty())
            m_table.rows.push_back(newRow(Level::Group, group, group, kind));
        for (const std::size_t member : members) {
            SummaryRow row = newRow(Level::Category, m_categories[member].name, group, kind);
            row.category = m_categories[member].id;
            row.cells = std::move(m_sums[member]);
            if (!group.empty())
                QM_TRY(addCells(m_table.rows[place], row));
            QM_TRY(addCells(m_table.rows[above], row));
            m_table.rows.push_back(std::move(row));
        }
        return {};
    }

    const std::vector<Category>& m_categories;
    std::unordered_map<Uuid, std::size_t> m_places;
    std::vector<std::vector<SummaryCell>> m_sums; ///< by category; empty: no line names it
    std::vector<SummaryCell> m_without;
    SummaryTable m_table;
};

std::vector<YearMonth> monthsIn(const std::vector<Month>& months, const SummaryRange& range)
{
    std::vector<YearMonth> found;
    for (const Month& month : months) {
        if ((!range.from || *range.from <= month.ym) && (!range.to || month.ym <= *range.to))
            found.push_back(month.ym);
    }
    return found;
}

/// Balances at the ends of `months` from what each month of the ledger changed.
Result<std::vector<BalancePoint>> runningBalances(
    Money opening, const std::map<YearMonth, Money>& changes, const std::vector<YearMonth>& months)
{
    std::vector<BalancePoint> points;
    Money balance = opening;
    auto change = changes.begin();
    for (const YearMonth ym : months) {
        for (; change != changes.end() && change->first <= ym; ++change) {
            QM_ASSIGN(balance, add(balance, change->second));
        }
        points.push_back({ ym, balance });
    }
    return points;
}

/// Rows of month and sum.
Result<std::map<YearMonth, Money>> changesByMonth(sql::Statement& rows)
{
    std::map<YearMonth, Money> changes;
    while (true) {
        QM_ASSIGN(const bool isThere, rows.step());
        if (!isThere)
            return changes;
        QM_ASSIGN(const YearMonth ym, YearMonth::parse(rows.text(0)));
        QM_ASSIGN(changes[ym], add(changes[ym], { rows.integer(1) }));
    }
}

/// What postings add up to.
struct PostedSums {
    std::unordered_map<Uuid, Money> byEntry;
    std::unordered_map<Uuid, Money> withoutEntry; ///< by month
    std::unordered_map<Uuid, Money> changes; ///< of all accounts together, by month
};

/// One walk along the index posting_sums, which alone has all of it, in this very order.
Result<PostedSums> postedSums(Ledger& ledger)
{
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT month, entry, sum(amount_minor),"
                                   " sum(CASE WHEN to_account IS NULL THEN amount_minor ELSE 0 END),"
                                   " sum(to_account IS NULL)"
                                   " FROM posting WHERE dead = 0 GROUP BY month, entry"));
    PostedSums sums;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return sums;
        const Uuid month = Uuid::fromBytes(rows->blob(0));
        const Money change { rows->integer(3) };
        Money& all = sums.changes[month];
        QM_ASSIGN(all, add(all, change));
        if (!rows->isNull(1))
            sums.byEntry.emplace(Uuid::fromBytes(rows->blob(1)), Money { rows->integer(2) });
        else if (rows->integer(4) > 0)
            sums.withoutEntry.emplace(month, change);
    }
}

/// Entries and what was posted on them, into the table.
Result<> addEntries(Ledger& ledger, const std::unordered_map<Uuid, std::size_t>& columns, const PostedSums& posted,
    TableBuilder& builder)
{
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT id, month, category, planned_minor FROM entry WHERE dead = 0"));
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            break;
        const auto column = columns.find(Uuid::fromBytes(rows->blob(1)));
        if (column == columns.end())
            continue;
        const auto actual = posted.byEntry.find(Uuid::fromBytes(rows->blob(0)));
        const Money sum = actual == posted.byEntry.end() ? Money {} : actual->second;
        QM_TRY(builder.add(column->second, Uuid::fromBytes(rows->blob(2)), { { rows->integer(3) }, sum, {} }));
    }
    for (const auto& [month, sum] : posted.withoutEntry) {
        if (const auto column = columns.find(month); column != columns.end())
            QM_TRY(builder.add(column->second, std::nullopt, { {}, sum, {} }));
    }
    return {};
}

Result<Money> openings(Ledger& ledger)
{
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accountsWithoutBalances());
    Money sum;
    for (const Account& account : accounts) {
        QM_ASSIGN(sum, add(sum, account.opening));
    }
    return sum;
}

} // namespace

Money averageOf(Money sum, std::size_t months)
{
    const auto by = static_cast<std::int64_t>(months);
    const std::int64_t half = sum.minor < 0 ? -(by / 2) : by / 2;
    return { (sum.minor + half) / by };
}

Result<SummaryTable> summaryTable(
    std::vector<YearMonth> months, const std::vector<Category>& categories, const std::vector<SummaryLine>& lines)
{
    TableBuilder builder(std::move(months), categories);
    for (const SummaryLine& line : lines)
        QM_TRY(builder.add(line));
    return builder.table();
}

Result<Summary> readSummary(Ledger& ledger, const SummaryRange& range)
{
    QM_ASSIGN(const auto moment, ReadTransaction::begin(ledger.connection()));
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    QM_ASSIGN(const std::vector<Category> categories, ledger.categories());
    QM_ASSIGN(const PostedSums posted, postedSums(ledger));
    const std::vector<YearMonth> shown = monthsIn(months, range);
    std::unordered_map<Uuid, std::size_t> columns;
    std::map<YearMonth, Money> changes;
    for (const Month& month : months) {
        const auto column = std::lower_bound(shown.begin(), shown.end(), month.ym);
        if (column != shown.end() && *column == month.ym)
            columns.emplace(month.id, static_cast<std::size_t>(column - shown.begin()));
        if (const auto change = posted.changes.find(month.id); change != posted.changes.end())
            changes.emplace(month.ym, change->second);
    }
    TableBuilder builder(shown, categories);
    QM_TRY(addEntries(ledger, columns, posted, builder));
    Summary summary;
    QM_ASSIGN(summary.table, builder.table());
    QM_ASSIGN(const Money opening, openings(ledger));
    QM_ASSIGN(summary.balances, runningBalances(opening, changes, shown));
    return summary;
}

Result<std::vector<BalancePoint>> readBalances(Ledger& ledger, const SummaryRange& range, const Uuid& account)
{
    QM_ASSIGN(const auto moment, ReadTransaction::begin(ledger.connection()));
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    const auto row = ledger.row({ Table::Account, account });
    if (!row)
        return Error { ErrorCode::NotFound, "account " + account.text() };
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached(
            "SELECT m.ym, sum(CASE WHEN p.account = ?1 THEN p.amount_minor ELSE -p.amount_minor END)"
            " FROM month m JOIN posting p ON p.month = m.id"
            " WHERE p.dead = 0 AND (p.account = ?1 OR p.to_account = ?1) GROUP BY m.ym"));
    rows->bindBlob(0, account.view());
    QM_ASSIGN(const auto changes, changesByMonth(*rows));
    return runningBalances({ *asInteger(row->columns[col::account::opening]) }, changes, monthsIn(months, range));
}

} // namespace qm
