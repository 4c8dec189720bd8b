#include "common/formats/statement_accounts.h"

#include "common/formats/statement_text.h"

#include <array>

namespace qm {

namespace {

constexpr std::size_t accountsMax = 1000;
constexpr std::size_t textBytesMax = 4000;

struct Symbol {
    std::string_view text;
    std::string_view currencies;
};
constexpr std::array symbols = {
    Symbol { "€", "EUR" },
    Symbol { "£", "GBP EGP LBP SYP" },
    Symbol { "¥", "JPY CNY" },
    Symbol { "₹", "INR" },
    Symbol { "₽", "RUB" },
    Symbol { "₺", "TRY" },
    Symbol { "₩", "KRW KPW" },
    Symbol { "₪", "ILS" },
    Symbol { "kr", "DKK NOK SEK ISK" },
    Symbol { "kr.", "DKK NOK SEK ISK" },
    Symbol { "Kč", "CZK" },
    Symbol { "zł", "PLN" },
    Symbol { "Fr.", "CHF" },
    Symbol { "US$", "USD" },
    Symbol { "CA$", "CAD" },
    Symbol { "C$", "CAD" },
    Symbol { "A$", "AUD" },
    Symbol { "AU$", "AUD" },
    Symbol { "NZ$", "NZD" },
    Symbol { "HK$", "HKD" },
    Symbol { "R$", "BRL" },
};

} // namespace

StatementAccounts::StatementAccounts(const Currency& ledgerCurrency, Statement& statement)
    : m_ledgerCurrency(ledgerCurrency)
    , m_statement(statement)
{
}

Result<StatementAccount*> StatementAccounts::find(
    std::string_view bankAccountId, std::string_view kind, std::string_view code, int line)
{
    auto& accounts = m_statement.accounts;
    const auto is = [&](const StatementAccount& account) {
        return account.bankAccountId == bankAccountId && account.currency == code;
    };
    if (m_last < accounts.size() && is(accounts[m_last]))
        return &accounts[m_last];
    Currency currency = m_ledgerCurrency;
    if (!code.empty()) {
        auto parsed = Currency::parse(code);
        if (!parsed)
            return lineError(line, parsed.error().detail);
        currency = *std::move(parsed);
    }
    for (m_last = 0; m_last < accounts.size(); ++m_last) {
        if (accounts[m_last].bankAccountId == bankAccountId
            && accounts[m_last].currency == (code.empty() ? code : currency.code))
            return &accounts[m_last];
    }
    if (accounts.size() >= accountsMax)
        return lineError(line, "more than " + std::to_string(accountsMax) + " accounts in one file");
    StatementAccount& account = accounts.emplace_back();
    account.bankAccountId = oneLine(bankAccountId);
    account.kind = kind;
    if (!code.empty())
        account.currency = currency.code;
    if (accounts.size() == 1)
        account.lines.reserve(m_reserve);
    m_currencies.push_back(std::move(currency));
    return &account;
}

void StatementAccounts::noteSymbol(std::string_view symbol)
{
    if (m_symbolNoted)
        return;
    for (const auto& known : symbols) {
        if (known.text == symbol && known.currencies.find(m_ledgerCurrency.code) == std::string_view::npos) {
            m_symbolNoted = true;
            m_statement.notes.push_back(
                "amounts carry \"" + std::string(symbol) + "\"; they were read as " + m_ledgerCurrency.code);
        }
    }
}

Result<> StatementAccounts::putTexts(
    StatementLine& line, std::string_view payee, std::string_view memo, std::string_view id, std::string_view check)
{
    for (const auto text : { payee, memo, id, check }) {
        if (text.size() > textBytesMax && trimmed(text).size() > textBytesMax)
            return lineError(line.lineNumber, "a text of " + std::to_string(text.size()) + " bytes; 4000 are the most");
    }
    line.payee = oneLine(payee);
    line.memo = oneLine(memo);
    line.bankId = oneLine(id);
    if (check.find_first_not_of("0 ") != std::string_view::npos) // banks write 0 for none
        line.checkNumber = oneLine(check);
    return {};
}

void StatementAccounts::finish(const std::string& bankAccountId)
{
    auto& accounts = m_statement.accounts;
    if (accounts.empty()) {
        accounts.emplace_back();
        m_currencies.push_back(m_ledgerCurrency);
    }
    for (auto& account : accounts) {
        if (account.bankAccountId.empty())
            account.bankAccountId = bankAccountId;
    }
}

} // namespace qm
