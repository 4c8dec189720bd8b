#include "desktop/store/qt_connection.h"

#include "tests/bench/fixture.h"

#include "common/sql/migrate.h"

#include <algorithm>
#include <filesystem>

namespace qm::bench {

namespace {

Op createOp(Table table, const Uuid& id, std::vector<Scalar> columns)
{
    Op op;
    op.image.key = { table, id };
    op.image.columns = std::move(columns);
    return op;
}

Scalar textOrNull(const std::string& text)
{
    return text.empty() ? Scalar {} : Scalar { text };
}

class Builder {
public:
    Builder(Ledger& ledger, const Household& household) : m_ledger(ledger), m_household(household) { }

    Result<> addAccounts()
    {
        std::vector<Op> ops;
        for (const Household::Account& account : m_household.accounts) {
            const Uuid id = Uuid::make();
            const auto position = static_cast<std::int64_t>(ids.accounts.size());
            ids.accounts.push_back(id);
            ops.push_back(createOp(Table::Account, id,
                { account.name, account.kind, std::int64_t(0), std::int64_t(0), position, Scalar {} }));
        }
        return act("account.add", std::move(ops));
    }

    Result<> addCategories()
    {
        std::vector<Op> ops;
        for (const Household::Category& category : m_household.categories) {
            const Uuid id = Uuid::make();
            const auto position = static_cast<std::int64_t>(ids.categories.size());
            ids.categories.push_back(id);
            ops.push_back(createOp(Table::Category, id,
                { category.name, category.group, category.income ? "income" : "expense", std::int64_t(0), position }));
        }
        return act("category.add", std::move(ops));
    }

    /// Each month with one entry for each category.
    Result<> addMonths()
    {
        for (const std::string& ym : m_household.months) {
            const Uuid month = monthId(m_ledger.id(), ym);
            std::vector<Op> ops;
            ops.push_back(createOp(Table::Month, month, { ym, "open", Scalar {} }));
            std::vector<Uuid>& entries = ids.entries.emplace_back();
            for (std::size_t i = 0; i < m_household.categories.size(); ++i) {
                const Uuid id = Uuid::make();
                entries.push_back(id);
                ops.push_back(createOp(Table::Entry, id,
                    { month, Scalar {}, m_household.categories[i].name, ids.categories[i], std::int64_t(-10'000),
                        Scalar {}, static_cast<std::int64_t>(i), Scalar {} }));
            }
            QM_TRY(act("month.open", std::move(ops)));
        }
        return {};
    }

    Result<> addPostings(std::size_t opsEach)
    {
        std::vector<std::vector<Op>> parts;
        std::size_t month = 0;
        for (const Household::Posting& posting : m_household.postings) {
            while (posting.date.compare(0, 7, m_household.months[month]) != 0)
                ++month;
            if (parts.empty() || parts.back().size() == opsEach)
                parts.emplace_back();
            std::optional<Uuid> entry;
            if (posting.category)
                entry = ids.entries[month][*posting.category];
            parts.back().push_back(postingOp(Uuid::make(), monthId(m_ledger.id(), m_household.months[month]),
                posting.date, entry, posting.amountMinor, ids.accounts[posting.account],
                m_household.payees[posting.payee], posting.memo, posting.cleared));
        }
        if (parts.empty())
            return {};
        auto done = m_ledger.actInBatch("import", std::move(parts));
        return done ? Result<>() : Result<>(done.error());
    }

    LedgerIds ids;

private:
    Result<> act(std::string_view name, std::vector<Op> ops)
    {
        auto done = m_ledger.act(name, std::move(ops));
        return done ? Result<>() : Result<>(done.error());
    }

    Ledger& m_ledger;
    const Household& m_household;
};

Error failed(const std::error_code& error, const std::string& path)
{
    return { ErrorCode::Io, path + ": " + error.message() };
}

} // namespace

Result<std::unique_ptr<sql::Connection>> openLedgerFile(const std::string& path)
{
    const sql::MigrateOptions options { path + ".before", desktop::openQtSql };
    return sql::openMigrated(path, sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(), options);
}

Result<std::unique_ptr<Ledger>> openLedger(const std::string& path)
{
    QM_ASSIGN(auto connection, openLedgerFile(path));
    return Ledger::open(std::move(connection));
}

Result<LedgerIds> buildLedger(const std::string& path, const Household& household, Content content, std::size_t opsEach)
{
    QM_TRY(removeFile(path));
    QM_ASSIGN(const Currency currency, Currency::parse("EUR"));
    QM_ASSIGN(auto connection, openLedgerFile(path));
    QM_ASSIGN(auto ledger, Ledger::create(std::move(connection), "Home", currency));
    Builder builder(*ledger, household);
    QM_TRY(builder.addAccounts());
    if (content == Content::All) {
        QM_TRY(builder.addCategories());
        QM_TRY(builder.addMonths());
        QM_TRY(builder.addPostings(opsEach));
    }
    return std::move(builder.ids);
}

Op postingOp(const Uuid& id, const Uuid& month, const std::string& date, const std::optional<Uuid>& entry,
    std::int64_t amountMinor, const Uuid& account, const std::string& payee, const std::string& memo, bool cleared)
{
    return createOp(Table::Posting, id,
        { month, date, entry ? Scalar { *entry } : Scalar {}, amountMinor, account, Scalar {}, textOrNull(payee),
            textOrNull(memo), std::int64_t(cleared ? 1 : 0), Scalar {}, Scalar {} });
}

Result<> copyFile(const std::string& from, const std::string& to)
{
    QM_TRY(removeFile(to));
    std::error_code error;
    std::filesystem::copy_file(from, to, error);
    if (error)
        return failed(error, to);
    return {};
}

Result<> removeFile(const std::string& path)
{
    for (const char* suffix : { "", "-wal", "-shm" }) {
        std::error_code error;
        std::filesystem::remove(path + suffix, error);
        if (error)
            return failed(error, path);
    }
    return {};
}

} // namespace qm::bench
