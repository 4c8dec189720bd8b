#include "common/formats/ofx_statement.h"

#include "common/formats/ofx_tokens.h"
#include "common/formats/statement_accounts.h"
#include "common/formats/statement_amount.h"
#include "common/formats/statement_date.h"
#include "common/formats/statement_text.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace qm {

namespace {

// The aggregates whose place in the file matters. Any other tag is an element with a value, or nothing to us.
constexpr auto aggregates = std::to_array<std::string_view>(
    { "OFX", "SIGNONMSGSRSV1", "SONRS", "STATUS", "BANKMSGSRSV1", "CREDITCARDMSGSRSV1", "STMTTRNRS", "CCSTMTTRNRS",
        "STMTRS", "CCSTMTRS", "BANKACCTFROM", "CCACCTFROM", "BANKTRANLIST", "STMTTRN", "PAYEE", "BANKACCTTO",
        "CCACCTTO", "CURRENCY", "ORIGCURRENCY", "LEDGERBAL", "AVAILBAL", "INVSTMTRS", "BANKTRANLISTP", "STMTTRNP" });

/// The texts of one STMTTRN.
struct OfxTransaction {
    int line = 0;
    std::string posted, amount, id, name, payeeName, extendedName, memo, check, currency;
};

class OfxReader {
public:
    OfxReader(std::string_view text, const Currency& ledgerCurrency, Statement& statement)
        : m_tokens(text)
        , m_ledgerCurrency(ledgerCurrency)
        , m_statement(statement)
        , m_accounts(ledgerCurrency, statement)
    {
    }

    Result<> read()
    {
        for (;;) {
            QM_ASSIGN(const OfxToken token, m_tokens.next());
            if (token.kind == OfxToken::Kind::End) {
                QM_TRY(end(token.line));
                break;
            }
            if (token.kind == OfxToken::Kind::Close)
                QM_TRY(close(token));
            else if (isAggregate(token))
                QM_TRY(open(token));
            else
                element(token);
        }
        for (auto& account : m_statement.accounts)
            keepIdsOnce(account);
        return {};
    }

private:
    struct Open {
        std::string name;
        int line = 0;
    };

    bool isAggregate(const OfxToken& token) const
    {
        // A currency may also be an element's name in banks' own extensions: then it has a value.
        return token.value.empty() && std::find(aggregates.begin(), aggregates.end(), token.name) != aggregates.end();
    }

    bool isOpen(std::string_view name) const
    {
        return std::any_of(m_open.begin(), m_open.end(), [&](const Open& open) { return open.name == name; });
    }

    Result<> open(const OfxToken& token)
    {
        if (m_open.empty() && token.name != "OFX")
            return lineError(token.line, "<" + token.name + "> stands outside <OFX>");
        const auto same
            = std::find_if(m_open.begin(), m_open.end(), [&](const Open& open) { return open.name == token.name; });
        if (same != m_open.end())
            return lineError(
                token.line, "<" + token.name + "> begins before that of line " + std::to_string(same->line) + " ends");
        m_seen = true;
        m_open.push_back({ token.name, token.line });
        if (token.name == "STMTRS" || token.name == "CCSTMTRS")
            beginAccount(token);
        else if (token.name == "STMTTRN")
            m_transaction = { token.line, {}, {}, {}, {}, {}, {}, {}, {}, {} };
        else if (token.name == "INVSTMTRS")
            m_statement.notes.push_back(
                "line " + std::to_string(token.line) + ": a statement of investments; left out");
        else if (token.name == "BANKTRANLISTP")
            m_statement.notes.push_back(
                "line " + std::to_string(token.line) + ": payments that are still pending; left out");
        else if (token.name == "STATUS")
            m_severity.clear();
        return {};
    }

    Result<> close(const OfxToken& token)
    {
        if (std::find(aggregates.begin(), aggregates.end(), token.name) == aggregates.end())
            return {}; // of an element that its value ended already
        if (m_open.empty() || m_open.back().name != token.name) {
            if (token.name == "CURRENCY" || token.name == "PAYEE" || token.name == "ORIGCURRENCY")
                return {}; // was an element, see isAggregate()
            return lineError(token.line,
                "</" + token.name + "> ends nothing that is open"
                    + (m_open.empty()
                            ? std::string()
                            : "; <" + m_open.back().name + "> of line " + std::to_string(m_open.back().line) + " is"));
        }
        if (token.name == "STMTTRN" && m_inAccount)
            QM_TRY(endTransaction());
        else if (token.name == "STMTRS" || token.name == "CCSTMTRS")
            QM_TRY(endAccount(token.line));
        m_open.pop_back();
        return {};
    }

    Result<> end(int line) const
    {
        if (!m_seen)
            return lineError(1, "no <OFX> is in the file: it is not OFX");
        if (!m_open.empty()) {
            return lineError(line,
                "the file ends before <" + m_open.back().name + "> of line " + std::to_string(m_open.back().line)
                    + " does: it is cut off");
        }
        return {};
    }

    void element(const OfxToken& token)
    {
        if (m_open.empty())
            return;
        const std::string& in = m_open.back().name;
        const std::string& name = token.name;
        if (in == "STMTTRN" || in == "PAYEE" || in == "CURRENCY") {
            transactionElement(in, token);
        } else if (in == "BANKACCTFROM" || in == "CCACCTFROM") {
            if (name == "ACCTID" && !isOpen("STMTTRN"))
                m_accountId = token.value;
        } else if (in == "LEDGERBAL") {
            if (name == "BALAMT") {
                m_balance = token.value;
                m_balanceLine = token.line;
            }
        } else if (in == "STMTRS" || in == "CCSTMTRS") {
            if (name == "CURDEF")
                m_currency = token.value;
        } else if (in == "STATUS") {
            if (name == "SEVERITY")
                m_severity = token.value;
            else if (name == "MESSAGE" && m_severity == "ERROR")
                m_statement.notes.push_back("the bank answered: " + shown(token.value));
        }
    }

    void transactionElement(const std::string& in, const OfxToken& token)
    {
        auto& transaction = m_transaction;
        const std::array<std::pair<std::string_view, std::string*>, 8> fields
            = { { { "DTPOSTED", &transaction.posted }, { "TRNAMT", &transaction.amount }, { "FITID", &transaction.id },
                { "NAME", &transaction.name }, { "EXTDNAME", &transaction.extendedName }, { "MEMO", &transaction.memo },
                { "CHECKNUM", &transaction.check }, { "PAYEE", &transaction.payeeName } } };
        if (in == "PAYEE") {
            if (token.name == "NAME")
                transaction.payeeName = token.value;
        } else if (in == "CURRENCY") {
            if (token.name == "CURSYM")
                transaction.currency = token.value;
        } else {
            for (const auto& [name, field] : fields) {
                if (token.name == name)
                    *field = token.value;
            }
        }
    }

    void beginAccount(const OfxToken& token)
    {
        m_inAccount = true;
        m_accountId.clear();
        m_currency.clear();
        m_balance.clear();
        m_kind = token.name == "CCSTMTRS" ? "card" : "bank";
    }

    Result<> endAccount(int line)
    {
        QM_ASSIGN(StatementAccount * account, m_accounts.find(m_accountId, m_kind, m_currency, line));
        if (!m_balance.empty()) {
            QM_ASSIGN(account->closingBalance, amountOf(m_balance, m_balanceLine));
        }
        m_inAccount = false;
        return {};
    }

    /// A point or a comma begins the decimals; OFX has no thousands separators, banks have.
    Result<Money> amountOf(const std::string& text, int line) const
    {
        const auto amount = splitAmount(text);
        if (!amount)
            return lineError(line, shown(text) + " is not an amount");
        const char last = lastSeparator(amount->digits);
        const bool repeats = last != '\0' && amount->digits.find(last) != amount->digits.rfind(last);
        const auto money = amountValue(*amount, last == '\0' || repeats ? '.' : last, m_accounts.currency());
        if (!money)
            return lineError(line, money.error().detail);
        return *money;
    }

    Result<> endTransaction()
    {
        const auto& transaction = m_transaction;
        if (transaction.posted.empty())
            return lineError(transaction.line, "a transaction without a day (DTPOSTED)");
        if (transaction.amount.empty())
            return lineError(transaction.line, "a transaction without an amount (TRNAMT)");
        // Only the day as the bank wrote it: a zone behind it must not move it.
        const auto split = splitDate(std::string_view(transaction.posted).substr(0, 8));
        const auto date = split ? dateValue(*split, DateOrder::YearFirst) : std::nullopt;
        if (!date)
            return lineError(transaction.line, shown(transaction.posted) + " is not a date (as 20260503)");
        const std::string& currency = transaction.currency.empty() ? m_currency : transaction.currency;
        QM_ASSIGN(StatementAccount * account, m_accounts.find(m_accountId, m_kind, currency, transaction.line));
        StatementLine line;
        line.date = *date;
        line.lineNumber = transaction.line;
        QM_ASSIGN(line.amount, amountOf(transaction.amount, transaction.line));
        const auto& payee = !transaction.name.empty() ? transaction.name : transaction.payeeName;
        const bool longer
            = transaction.extendedName.size() > payee.size() && transaction.extendedName.starts_with(payee);
        QM_TRY(m_accounts.putTexts(
            line, longer ? transaction.extendedName : payee, transaction.memo, transaction.id, transaction.check));
        if (line.bankId.find_first_not_of('0') == std::string::npos)
            line.bankId.clear(); // some banks give every line the id 0
        account->lines.push_back(std::move(line));
        return {};
    }

    /// A line given twice stays once; an id that stands for different lines is none.
    void keepIdsOnce(StatementAccount& account)
    {
        std::unordered_map<std::string, std::size_t> firstOf;
        std::vector<std::string> reused;
        std::vector<bool> drop(account.lines.size());
        for (std::size_t i = 0; i < account.lines.size(); ++i) {
            const StatementLine& line = account.lines[i];
            if (line.bankId.empty())
                continue;
            const auto [found, isNew] = firstOf.emplace(line.bankId, i);
            if (isNew)
                continue;
            const StatementLine& first = account.lines[found->second];
            drop[i] = first.date == line.date && first.amount == line.amount && first.payee == line.payee
                && first.memo == line.memo;
            if (!drop[i])
                reused.push_back(line.bankId);
        }
        const auto dropped = std::count(drop.begin(), drop.end(), true);
        if (dropped > 0)
            m_statement.notes.push_back(
                std::to_string(dropped) + " transactions are in the file twice; they were read once");
        if (!reused.empty())
            m_statement.notes.push_back(
                "the id " + shown(reused.front()) + " stands for several transactions; it was not used");
        std::sort(reused.begin(), reused.end());
        std::vector<StatementLine> kept;
        kept.reserve(account.lines.size());
        for (std::size_t i = 0; i < account.lines.size(); ++i) {
            StatementLine& line = account.lines[i];
            const bool isReused = !line.bankId.empty() && std::binary_search(reused.begin(), reused.end(), line.bankId);
            if (drop[i] && !isReused)
                continue;
            if (isReused)
                line.bankId.clear();
            kept.push_back(std::move(line));
        }
        account.lines = std::move(kept);
    }

    OfxTokens m_tokens;
    Currency m_ledgerCurrency;
    Statement& m_statement;
    StatementAccounts m_accounts;
    std::vector<Open> m_open;
    bool m_seen = false;
    bool m_inAccount = false;
    std::string m_accountId, m_currency, m_balance, m_severity;
    std::string m_kind;
    int m_balanceLine = 0;
    OfxTransaction m_transaction;
};

} // namespace

Result<> readOfxStatement(std::string_view text, const Currency& ledgerCurrency, Statement& statement)
{
    return OfxReader(text, ledgerCurrency, statement).read();
}

} // namespace qm
