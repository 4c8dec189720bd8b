#include "common/formats/write_hledger.h"

#include "common/formats/ledger_names.h"
#include "common/formats/statement_text.h"

#include <algorithm>
#include <unordered_set>

namespace qm {

namespace {

/// A part of an account's name: hledger ends a name at two spaces or a line's end, cuts it at colons, and takes `;` for
/// a comment.
std::string namePart(std::string_view name)
{
    std::string part = oneLine(name);
    std::replace(part.begin(), part.end(), ':', '-');
    std::replace(part.begin(), part.end(), ';', ',');
    return part.empty() ? "unnamed" : part;
}

/// A description: one line, in which `;` would begin a comment.
std::string description(const LedgerDocument::Posting& posting)
{
    std::string payee = oneLine(posting.payee);
    std::replace(payee.begin(), payee.end(), '|', '/'); // parts payee and note
    const std::string memo = oneLine(posting.memo);
    std::string text = memo.empty() ? payee : payee + (payee.empty() ? "| " : " | ") + memo;
    std::replace(text.begin(), text.end(), ';', ',');
    // An empty code keeps these from being read as a mark or a code.
    const bool looksLikeMark = !text.empty() && std::string_view("*!(=").find(text.front()) != std::string_view::npos;
    return looksLikeMark ? "() " + text : text;
}

/// Gives every name once.
class UniqueNames {
public:
    std::string take(const std::string& name)
    {
        std::string unique = name;
        for (int number = 2; !m_taken.insert(unique).second; ++number)
            unique = name + " " + std::to_string(number);
        return unique;
    }

private:
    std::unordered_set<std::string> m_taken;
};

std::string accountPath(const LedgerDocument::Account& account)
{
    const bool owed = account.kind == "card" || account.kind == "loan";
    return (owed ? "liabilities:" : "assets:") + namePart(account.name);
}

std::string categoryPath(const LedgerDocument::Category& category)
{
    std::string path = category.kind == "income" ? "income:" : "expenses:";
    if (!category.group.empty())
        path += namePart(category.group) + ":";
    return path + namePart(category.name);
}

class HledgerWriter {
public:
    explicit HledgerWriter(const LedgerDocument& document) : m_document(document), m_names(document) { }

    std::string write()
    {
        m_out.reserve(m_document.postings.size() * 260 + 4096);
        header();
        declarations();
        openings();
        for (const auto* posting : postingsByDate(m_document))
            transaction(*posting);
        return std::move(m_out);
    }

private:
    void line(std::string_view text)
    {
        m_out += text;
        m_out.push_back('\n');
    }

    void header()
    {
        line("; " + oneLine(m_document.name) + ", written by Quartermaster");
        line("; qm-ledger: " + m_document.id.text());
        line("");
        // The decimal mark must be in the directive even where there are no decimals.
        line("decimal-mark .");
        line("commodity "
            + (m_document.currency.exponent == 0 ? std::string("1000.")
                                                 : moneyText({ 1000 * unit() }, m_document.currency))
            + " " + m_document.currency.code);
        line("");
    }

    std::int64_t unit() const
    {
        std::int64_t minor = 1;
        for (int i = 0; i < m_document.currency.exponent; ++i)
            minor *= 10;
        return minor;
    }

    void declarations()
    {
        line("account assets  ; type: A");
        line("account liabilities  ; type: L");
        line("account equity  ; type: E");
        line("account income  ; type: R");
        line("account expenses  ; type: X");
        UniqueNames unique;
        for (const char* fixed : { "equity:opening", "income:unassigned", "expenses:unassigned" })
            line("account " + unique.take(fixed));
        const auto accounts = hledgerAccountNames(m_document);
        for (std::size_t i = 0; i < accounts.size(); ++i) {
            const auto& account = m_document.accounts[i];
            m_paths.emplace(account.id, accounts[i]);
            line("account " + accounts[i] + "  ; qm-id: " + account.id.text());
        }
        for (const auto& category : m_document.categories) {
            const std::string path = unique.take(categoryPath(category));
            m_paths.emplace(category.id, path);
            line("account " + path + "  ; qm-id: " + category.id.text());
        }
        line("");
    }

    /// The day before anything happens.
    std::optional<Date> openingDate() const
    {
        std::optional<Date> first;
        const auto look = [&](Date date) { first = first ? std::min(*first, date) : date; };
        for (const auto& posting : m_document.postings)
            look(posting.date);
        for (const auto& month : m_document.months)
            look(month.ym.day(1));
        if (!first)
            return std::nullopt;
        return Date(std::chrono::sys_days(*first) - std::chrono::days(1));
    }

    void openings()
    {
        const auto isSet = [](const auto& account) { return account.opening.minor != 0; };
        if (std::none_of(m_document.accounts.begin(), m_document.accounts.end(), isSet))
            return;
        const Date date
            = openingDate().value_or(Date { std::chrono::year(2000), std::chrono::month(1), std::chrono::day(1) });
        for (const auto& account : m_document.accounts) {
            if (!isSet(account))
                continue;
            line(dateText(date) + " * Opening balance");
            amountLine(m_paths[account.id], account.opening);
            amountLine("equity:opening", { -account.opening.minor });
            line("");
        }
    }

    void amountLine(const std::string& account, Money amount)
    {
        line("    " + account + "  " + moneyText(amount, m_document.currency) + " " + m_document.currency.code);
    }

    void transaction(const LedgerDocument::Posting& posting)
    {
        const auto* entry = m_names.entry(posting.entry);
        const std::string text = description(posting);
        line(dateText(posting.date) + (posting.cleared ? " *" : "") + (text.empty() ? "" : " " + text));
        line("    ; qm-id: " + posting.id.text());
        if (entry)
            line("    ; qm-entry: " + entry->id.text());
        if (posting.split)
            line("    ; qm-split: " + posting.split->text());
        amountLine(path(posting.account), posting.amount);
        amountLine(otherSide(posting), { -posting.amount.minor });
        line("");
    }

    std::string path(const Uuid& id) const
    {
        const auto found = m_paths.find(id);
        return found == m_paths.end() ? "equity:opening" : found->second;
    }

    std::string otherSide(const LedgerDocument::Posting& posting) const
    {
        if (posting.toAccount)
            return path(*posting.toAccount);
        if (const auto* category = m_names.category(posting))
            return path(category->id);
        return posting.amount.minor > 0 ? "income:unassigned" : "expenses:unassigned";
    }

    const LedgerDocument& m_document;
    LedgerNames m_names;
    std::unordered_map<Uuid, std::string> m_paths;
    std::string m_out;
};

} // namespace

std::vector<std::string> hledgerAccountNames(const LedgerDocument& document)
{
    UniqueNames unique;
    std::vector<std::string> names;
    for (const auto& account : document.accounts)
        names.push_back(unique.take(accountPath(account)));
    return names;
}

std::string writeHledger(const LedgerDocument& document)
{
    return HledgerWriter(document).write();
}

} // namespace qm
