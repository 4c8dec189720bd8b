#pragma once

#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "syncd/store/sqlite_connection.h"

#include <QtTest>

/// A ledger in memory or in a file, and what tests of it need over and over.
namespace ledger_fixture {

/// The value, or the end of the test program with the error's sentence.
template <typename T>
T must(qm::Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *std::move(result);
}
inline void must(qm::Result<> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
}

inline std::unique_ptr<qm::sql::Connection> openConnection(const std::string& path = ":memory:")
{
    auto connection = must(qm::syncd::openSqlite(path, qm::sql::OpenMode::ReadWriteCreate));
    must(qm::sql::migrate(*connection, path, qm::sql::ledgerSchema(), { "", qm::syncd::openSqlite }));
    return connection;
}

inline std::unique_ptr<qm::Ledger> newLedger(const char* currency = "EUR", const std::string& path = ":memory:")
{
    return must(qm::Ledger::create(openConnection(path), "Home", must(qm::Currency::parse(currency))));
}

/// An account, two categories, a template of two entries and May 2026 made from it.
struct Home {
    explicit Home(std::unique_ptr<qm::Ledger> made = newLedger()) : owned(std::move(made)), ledger(*owned)
    {
        checking = must(qm::addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
        savings = must(qm::addAccount(ledger, { "Savings", "savings", {}, "" }));
        food = must(qm::addCategory(ledger, { "Food", "Living", "expense" }));
        pay = must(qm::addCategory(ledger, { "Pay", "", "income" }));
        usual = must(qm::addTemplate(ledger, "Usual", ""));
        groceriesLine = must(qm::addTemplateEntry(ledger, usual, { "Groceries", food, { -400'00 }, 31 }));
        salaryLine = must(qm::addTemplateEntry(ledger, usual, { "Salary", pay, { 2500'00 }, 1 }));
        may = must(qm::openMonth(ledger, { 2026, 5 }, qm::MonthStart::FromTemplate, usual, false));
        groceries = entryNamed(may, "Groceries").id;
        salary = entryNamed(may, "Salary").id;
    }

    qm::Entry entryNamed(const qm::Uuid& month, const std::string& name)
    {
        for (const qm::Entry& entry : must(ledger.entries(month))) {
            if (entry.name == name)
                return entry;
        }
        qFatal("there is no entry %s", name.c_str());
    }

    qm::PostingDraft draft(const char* date, std::int64_t amount, std::optional<qm::Uuid> entry = {})
    {
        qm::PostingDraft made;
        made.date = date;
        made.amount = { amount };
        made.account = checking;
        made.entry = entry;
        made.payee = "Market";
        return made;
    }
    qm::Uuid post(const char* date, std::int64_t amount, std::optional<qm::Uuid> entry = {})
    {
        return must(qm::addPosting(ledger, draft(date, amount, entry)));
    }

    std::int64_t changeSets()
    {
        return must(qm::sql::queryInteger(ledger.connection(), "SELECT count(*) FROM change_set"));
    }
    qm::Uuid lastChange() { return must(ledger.history({}, 1)).front().id; }

    std::unique_ptr<qm::Ledger> owned;
    qm::Ledger& ledger;
    qm::Uuid checking, savings, food, pay, usual, groceriesLine, salaryLine, may, groceries, salary;
};

inline qm::CellEdits edit(qm::Table table, const char* cell, qm::Scalar value)
{
    qm::CellValue now;
    now.columns[0] = std::move(value);
    return { { qm::cellNamed(table, cell), now } };
}

template <typename T>
qm::ErrorCode codeOf(const qm::Result<T>& result)
{
    if (result)
        qFatal("an error was expected");
    return result.error().code;
}

} // namespace ledger_fixture
