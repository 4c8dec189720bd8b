#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qm::bench {

/// A household's five years, made up: the same count and seed give the same household on every machine.
struct Household {
    struct Account {
        std::string name;
        std::string kind; ///< checking, savings, cash, card, loan
        bool offBudget; ///< its postings stand on no category
    };
    struct Category {
        std::string name;
        std::string group;
        bool income;
    };
    struct Posting {
        std::string date; ///< 2026-05-03, ascending
        std::size_t account;
        std::size_t payee;
        std::optional<std::size_t> category;
        std::int64_t amountMinor; ///< cents
        std::string memo; ///< empty for most
        bool cleared;
    };
    std::vector<Account> accounts; ///< 12
    std::vector<Category> categories; ///< 60, those of a group together
    std::vector<std::string> payees; ///< 300
    std::vector<Posting> postings;
    std::vector<std::string> months; ///< 60, 2021-11 to 2026-10
    std::uint32_t seed = 0;
};

Household makeHousehold(std::size_t postings, std::uint32_t seed = 42);

/// The postings as a bank's or another program's CSV file: `Date,Account,Payee,Category,Amount,Memo`.
std::string householdCsv(const Household& household);
/// One JSON document with indexes instead of ids, so that any ledger program can be fed the same household.
std::string householdJson(const Household& household);

} // namespace qm::bench
