#include "common/store/account_balances.h"

#include "common/store/action_ops.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace qm {

namespace {

std::string reconciledKey(const Uuid& account)
{
    return "reconciled." + account.text();
}

/// `2026-05-31 123456`: the day and minor units.
std::optional<Reconciliation> parseReconciliation(std::string_view text)
{
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos)
        return {};
    Reconciliation found;
    found.date = text.substr(0, space);
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + space + 1, end, found.balance.minor);
    const bool isGood = error == std::errc() && stop == end && parseDate(found.date);
    return isGood ? std::optional(found) : std::nullopt;
}

Result<std::optional<Reconciliation>> lastReconciliation(Ledger& ledger, const Uuid& account)
{
    const auto text = ledger.meta(reconciledKey(account));
    if (!text && text.error().code == ErrorCode::NotFound)
        return std::optional<Reconciliation>();
    QM_TRY(text);
    return parseReconciliation(*text);
}

/// Sums by account from one pass over all postings.
class Sums {
public:
    explicit Sums(std::vector<AccountBalances>& accounts)
    {
        for (AccountBalances& account : accounts)
            m_accounts[account.account.id] = &account;
    }

    /// `rows`: account, whether cleared, sum, count.
    Result<> addAll(sql::Statement& rows)
    {
        return each(rows, [](AccountBalances& account, bool isCleared, std::int64_t sum, std::int64_t count) {
            account.account.balance.minor += sum;
            account.cleared.minor += isCleared ? sum : 0;
            account.uncleared += isCleared ? 0 : count;
        });
    }
    /// Of days to come.
    Result<> addLater(sql::Statement& rows)
    {
        return each(rows, [](AccountBalances& account, bool, std::int64_t sum, std::int64_t) {
            account.today.minor -= sum; // the rest is added when all is known
        });
    }

private:
    template <typename Add>
    Result<> each(sql::Statement& rows, Add add)
    {
        while (true) {
            QM_ASSIGN(const bool isThere, rows.step());
            if (!isThere)
                return {};
            const auto account = m_accounts.find(Uuid::fromBytes(rows.blob(0)));
            if (account != m_accounts.end())
                add(*account->second, rows.integer(1) != 0, rows.integer(2), rows.integer(3));
        }
    }

    std::map<Uuid, AccountBalances*> m_accounts;
};

Result<> addPostings(Ledger& ledger, Sums& sums, std::string_view today)
{
    sql::Connection& connection = ledger.connection();
    QM_ASSIGN(sql::Statement* const all,
        connection.cached("SELECT account, cleared, sum(amount_minor), count(*) FROM posting WHERE dead = 0"
                          " GROUP BY account, cleared"));
    QM_TRY(sums.addAll(*all));
    QM_ASSIGN(sql::Statement* const arrived,
        connection.cached("SELECT to_account, cleared, -sum(amount_minor), count(*) FROM posting WHERE dead = 0"
                          " AND to_account IS NOT NULL GROUP BY to_account, cleared"));
    QM_TRY(sums.addAll(*arrived));
    // Days to come lie in this month or later ones, to which the index leads.
    QM_ASSIGN(sql::Statement* const later,
        connection.cached("SELECT p.account, p.cleared, sum(p.amount_minor), count(*) FROM month m"
                          " CROSS JOIN posting p ON p.month = m.id WHERE m.ym >= substr(?1, 1, 7) AND p.date > ?1"
                          " AND p.dead = 0 GROUP BY p.account, p.cleared"));
    later->bindText(0, today);
    QM_TRY(sums.addLater(*later));
    QM_ASSIGN(sql::Statement* const arriving,
        connection.cached("SELECT p.to_account, p.cleared, -sum(p.amount_minor), count(*) FROM month m"
                          " CROSS JOIN posting p ON p.month = m.id WHERE m.ym >= substr(?1, 1, 7) AND p.date > ?1"
                          " AND p.dead = 0 AND p.to_account IS NOT NULL GROUP BY p.to_account, p.cleared"));
    arriving->bindText(0, today);
    return sums.addLater(*arriving);
}

} // namespace

Result<std::vector<AccountBalances>> accountBalances(Ledger& ledger, std::string_view today)
{
    QM_ASSIGN(const ReadTransaction moment, ReadTransaction::begin(ledger.connection()));
    QM_ASSIGN(std::vector<Account> accounts, ledger.accountsWithoutBalances());
    std::vector<AccountBalances> found;
    for (Account& account : accounts) {
        AccountBalances line;
        QM_ASSIGN(line.reconciled, lastReconciliation(ledger, account.id));
        line.account = std::move(account);
        line.account.balance = line.account.opening;
        line.cleared = line.account.opening;
        found.push_back(std::move(line));
    }
    Sums sums(found);
    QM_TRY(addPostings(ledger, sums, today));
    for (AccountBalances& line : found)
        line.today.minor += line.account.balance.minor;
    return found;
}

Result<Money> totalOf(std::span<const AccountBalances> accounts)
{
    Money total;
    for (const AccountBalances& line : accounts) {
        if (!line.account.isArchived) {
            QM_ASSIGN(total, add(total, line.today));
        }
    }
    return total;
}

Result<StatementView> statementView(Ledger& ledger, const Uuid& account, std::string_view day)
{
    QM_ASSIGN(const ReadTransaction moment, ReadTransaction::begin(ledger.connection()));
    QM_ASSIGN(const RowImage row, livingRow(ledger, { Table::Account, account }));
    StatementView view;
    QM_ASSIGN(sql::Statement* const cleared,
        ledger.connection().cached("SELECT coalesce(sum(CASE WHEN account = ?1 THEN amount_minor ELSE -amount_minor"
                                   " END), 0) FROM posting WHERE (account = ?1 OR to_account = ?1) AND cleared = 1"
                                   " AND dead = 0 AND date <= ?2"));
    cleared->bindBlob(0, account.view());
    cleared->bindText(1, day);
    QM_TRY(cleared->step());
    view.cleared.minor = *asInteger(row.columns[col::account::opening]) + cleared->integer(0);
    cleared->reset();
    QM_ASSIGN(sql::Statement* const ids,
        ledger.connection().cached("SELECT id FROM posting WHERE (account = ?1 OR to_account = ?1) AND cleared = 0"
                                   " AND dead = 0 AND date <= ?2 ORDER BY date, id"));
    ids->bindBlob(0, account.view());
    ids->bindText(1, day);
    PostingWindow open;
    while (true) {
        QM_ASSIGN(const bool isThere, ids->step());
        if (!isThere)
            break;
        open.ids.push_back(Uuid::fromBytes(ids->blob(0)));
    }
    if (!open.ids.empty()) {
        QM_ASSIGN(view.open, postingLines(ledger, open));
    }
    return view;
}

Money effectOn(const Uuid& account, const Posting& posting)
{
    return posting.toAccount == account ? Money { -posting.amount.minor } : posting.amount;
}

Money statementDifference(
    const StatementView& view, const Uuid& account, Money balance, const std::function<bool(const Uuid&)>& isTicked)
{
    Money difference { balance.minor - view.cleared.minor };
    for (const PostingLine& line : view.open) {
        if (isTicked(line.posting.id))
            difference.minor -= effectOn(account, line.posting).minor;
    }
    return difference;
}

Result<> reconcile(Ledger& ledger, const Uuid& account, const Reconciliation& statement, std::span<const Uuid> ticked)
{
    QM_TRY(parseDate(statement.date));
    QM_ASSIGN(const StatementView view, statementView(ledger, account, statement.date));
    const std::set<Uuid> chosen(ticked.begin(), ticked.end());
    const Money difference
        = statementDifference(view, account, statement.balance, [&](const Uuid& id) { return chosen.contains(id); });
    if (difference.minor != 0) {
        return Error { ErrorCode::Rule,
            "the postings and the statement differ by " + moneyText(difference, ledger.currency()) };
    }
    CellValue cleared;
    cleared.columns[0] = std::int64_t { 1 };
    std::vector<Op> ops;
    std::set<RowKey> named;
    bool isIndivisible = false;
    for (const PostingLine& line : view.open) {
        if (!chosen.contains(line.posting.id))
            continue;
        QM_ASSIGN(EditOps edit,
            editOps(
                ledger, { Table::Posting, line.posting.id }, { { cellNamed(Table::Posting, "cleared"), cleared } }));
        isIndivisible |= edit.isIndivisible;
        for (Op& op : edit.ops) { // parts of a split name each other
            if (named.insert(op.image.key).second)
                ops.push_back(std::move(op));
        }
    }
    if (!ops.empty())
        QM_TRY(performOps(ledger, "reconcile", std::move(ops), isIndivisible));
    return ledger.setMeta(reconciledKey(account), statement.date + " " + std::to_string(statement.balance.minor));
}

} // namespace qm
