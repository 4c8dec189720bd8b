#pragma once

#include "common/formats/statement.h"

namespace qm {

/// Sorts the lines of a file by account and currency while it is read.
class StatementAccounts {
public:
    StatementAccounts(const Currency& ledgerCurrency, Statement& statement);

    /// For the account that most lines will go to.
    void reserve(std::size_t lines) { m_reserve = lines; }
    /// The account of this number and currency code (empty: not said), made when it is new. Valid until the next call.
    /// Invalid for a code that is no currency.
    Result<StatementAccount*> find(
        std::string_view bankAccountId, std::string_view kind, std::string_view code, int line);
    /// The currency of the account found last, in whose minor units its amounts are.
    const Currency& currency() const { return m_currencies[m_last]; }
    /// An amount carried "€" or the like: a note when that is not the ledger's currency.
    void noteSymbol(std::string_view symbol);
    /// Cleans and puts the texts of a line; Invalid when one is too long to be one.
    Result<> putTexts(StatementLine& line, std::string_view payee, std::string_view memo, std::string_view id,
        std::string_view check);
    /// A file names at least one account, if only in its preamble; `bankAccountId` is for those without a number.
    void finish(const std::string& bankAccountId);

private:
    Currency m_ledgerCurrency;
    Statement& m_statement;
    std::vector<Currency> m_currencies; ///< beside m_statement.accounts
    std::size_t m_last = 0;
    std::size_t m_reserve = 0;
    bool m_symbolNoted = false;
};

} // namespace qm
