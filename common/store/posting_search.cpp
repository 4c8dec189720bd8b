#include "common/store/posting_search.h"

#include "common/ledger/fold_case.h"
#include "common/ledger/text.h"

#include <algorithm>
#include <limits>

namespace qm {

namespace {

constexpr std::size_t searchBytesMax = 1000; // what a person may type

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isIn(std::string_view text, std::string_view word)
{
    return text.find(word) != std::string_view::npos;
}

/// What `word` may look like to LIKE, which knows the case of ASCII letters only: other characters stand for anything.
std::string likePattern(std::string_view word)
{
    std::string pattern = "%";
    for (const char c : word) {
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

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    for (const char c : foldCase(text) + " ") {
        if (c != ' ' && c != '\t' && c != '\n') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

bool holds(std::string_view ids, const Uuid& id)
{
    for (std::size_t at = 0; at + 16 <= ids.size(); at += 16) {
        if (ids.substr(at, 16) == id.view())
            return true;
    }
    return false;
}

} // namespace

bool AmountRange::contains(Money amount) const
{
    const std::int64_t size = amount.minor < 0 ? -amount.minor : amount.minor;
    const bool hasSign = sign == 0 || (sign < 0 ? amount.minor < 0 : amount.minor > 0);
    return hasSign && size >= least && size <= most;
}

std::optional<AmountRange> amountRangeOf(std::string_view word, int exponent)
{
    AmountRange range;
    for (const std::string_view minus : { "-", "\u2212", "\u2013" }) {
        if (word.starts_with(minus)) {
            range.sign = -1;
            word.remove_prefix(minus.size());
        }
    }
    if (word.starts_with('+')) {
        range.sign = 1;
        word.remove_prefix(1);
    }
    // The last mark parts the decimals, unless there are several of its kind, or three digits follow and no currency
    // with so many decimals is meant.
    std::size_t mark = word.find_last_of(".,");
    if (mark != std::string_view::npos) {
        const auto sameMarks = std::count(word.begin(), word.end(), word[mark]);
        const std::size_t decimals = word.size() - mark - 1;
        if (sameMarks > 1 || (decimals == 3 && exponent < 3))
            mark = std::string_view::npos;
        else if (decimals > static_cast<std::size_t>(exponent))
            return {};
    }
    int decimals = 0;
    std::size_t digits = 0;
    std::int64_t number = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        if ((c == '.' || c == ',' || c == '\'') && i > 0)
            continue;
        if (c < '0' || c > '9' || ++digits > 15)
            return {};
        number = number * 10 + (c - '0');
        decimals += mark != std::string_view::npos && i > mark ? 1 : 0;
    }
    if (digits == 0 || digits + static_cast<std::size_t>(exponent) > 18)
        return {};
    std::int64_t unit = 1;
    for (; decimals < exponent; ++decimals)
        unit *= 10;
    range.least = number * unit;
    range.most = range.least + unit - 1;
    return range;
}

Result<PostingSearch> PostingSearch::make(Ledger& ledger, const PostingQuery& query, bool withPayees)
{
    PostingSearch search(ledger, query, withPayees);
    QM_TRY(search.readWords());
    if (query.entry) {
        const auto entry = ledger.row({ Table::Entry, *query.entry });
        search.m_entryMonth = entry ? monthOf(*entry) : Uuid();
    }
    return search;
}

Result<> PostingSearch::readWords()
{
    if (!isUtf8(m_query.text) || m_query.text.empty())
        return {};
    QM_ASSIGN(const std::vector<Account> accounts, m_ledger.accountsWithoutBalances());
    QM_ASSIGN(const std::vector<Category> categories, m_ledger.categories());
    for (std::string& folded : wordsOf(cutText(m_query.text, searchBytesMax))) {
        Word word;
        for (const Account& account : accounts) {
            if (isIn(foldCase(account.name), folded))
                word.accounts += account.id.view();
        }
        for (const Category& category : categories) {
            if (isIn(foldCase(category.name), folded) || isIn(foldCase(category.group), folded))
                word.categories += category.id.view();
        }
        word.amounts = amountRangeOf(folded, m_ledger.currency().exponent);
        word.folded = std::move(folded);
        m_words.push_back(std::move(word));
    }
    // The longest word leaves the fewest rows to look at.
    std::stable_sort(
        m_words.begin(), m_words.end(), [](const Word& a, const Word& b) { return a.folded.size() > b.folded.size(); });
    m_isExact = m_words.empty() || (m_words.size() == 1 && isAscii(m_words.front().folded));
    return {};
}

Result<> PostingSearch::readEntries(const Month& month)
{
    m_ofCategory.clear();
    for (Word& word : m_words)
        word.entries.clear();
    if (m_words.empty() && !m_query.category)
        return {};
    QM_ASSIGN(sql::Statement* const rows,
        m_ledger.connection().cached("SELECT id, name, category FROM entry WHERE month = ? AND dead = 0"));
    rows->bindBlob(0, month.id.view());
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return {};
        const std::string id(rows->blob(0));
        const std::string folded = foldCase(rows->text(1));
        const Uuid category = Uuid::fromBytes(rows->blob(2));
        if (category == m_query.category)
            m_ofCategory += id;
        for (Word& word : m_words) {
            if (isIn(folded, word.folded) || holds(word.categories, category))
                word.entries += id;
        }
    }
}

bool PostingSearch::isInMonth(const Month& month) const
{
    if (m_entryMonth && *m_entryMonth != month.id)
        return false;
    return !m_query.category || !m_ofCategory.empty();
}

// Ids are looked for in a row of them, 16 bytes each, so that the text of the statement stays the same for any number.
#define QM_FOUND                                                                                                       \
    " FROM posting WHERE month = ?1 AND dead = 0 AND (?2 IS NULL OR account = ?2 OR to_account = ?2)"                  \
    " AND (?3 IS NULL OR entry = ?3) AND (?4 IS NULL OR instr(?4, entry)) AND (?5 = 0 OR entry IS NULL)"               \
    " AND (?6 = 0 OR cleared = 0) AND (?7 = 0 OR to_account IS NOT NULL)"                                              \
    " AND abs(amount_minor) BETWEEN ?8 AND ?9"                                                                         \
    " AND (?10 IS NULL OR payee LIKE ?10 ESCAPE '\\' OR memo LIKE ?10 ESCAPE '\\' OR instr(?11, account)"              \
    " OR instr(?11, to_account) OR instr(?12, entry)"                                                                  \
    " OR (abs(amount_minor) BETWEEN ?13 AND ?14 AND (?15 = 0 OR (amount_minor < 0) = (?15 < 0))))"                     \
    " ORDER BY date DESC, id DESC"
#define QM_MATCH                                                                                                       \
    "SELECT id, CASE WHEN to_account = ?2 THEN -amount_minor ELSE amount_minor END,"                                   \
    " ?2 IS NOT NULL OR to_account IS NULL OR entry IS NOT NULL"

void PostingSearch::bind(sql::Statement& rows, const Month& month) const
{
    const auto bindId = [&](int index, const std::optional<Uuid>& id) {
        if (id)
            rows.bindBlob(index, id->view());
        else
            rows.bindNull(index);
    };
    rows.bindBlob(0, month.id.view());
    bindId(1, m_query.account);
    bindId(2, m_query.entry);
    if (m_query.category)
        rows.bindBlob(3, m_ofCategory);
    else
        rows.bindNull(3);
    rows.bind(4, m_query.onlyWithoutEntry ? 1 : 0);
    rows.bind(5, m_query.onlyUncleared ? 1 : 0);
    rows.bind(6, m_query.onlyTransfers ? 1 : 0);
    rows.bind(7, m_query.amountFrom ? m_query.amountFrom->minor : 0);
    rows.bind(8, m_query.amountTo ? m_query.amountTo->minor : moneyMax);
    bindWord(rows);
}

void PostingSearch::bindWord(sql::Statement& rows) const
{
    const Word none;
    const Word& word = m_words.empty() ? none : m_words.front();
    if (word.folded.empty())
        rows.bindNull(9);
    else
        rows.bindText(9, likePattern(word.folded));
    rows.bindBlob(10, word.accounts);
    rows.bindBlob(11, word.entries);
    rows.bind(12, word.amounts ? word.amounts->least : 1);
    rows.bind(13, word.amounts ? word.amounts->most : 0); // none lies between
    rows.bind(14, word.amounts ? word.amounts->sign : 0);
}

bool PostingSearch::isFound(const Row& row) const
{
    const std::string payee = foldCase(row.payee);
    const std::string memo = foldCase(row.memo);
    return std::all_of(m_words.begin(), m_words.end(), [&](const Word& word) {
        return isIn(payee, word.folded) || isIn(memo, word.folded) || holds(word.accounts, row.account)
            || (row.toAccount && holds(word.accounts, *row.toAccount)) || (row.entry && holds(word.entries, *row.entry))
            || (word.amounts && word.amounts->contains(row.amount));
    });
}

Result<PostingMonth> PostingSearch::find(const Month& month)
{
    PostingMonth found;
    found.month = month.id;
    found.ym = month.ym;
    QM_TRY(readEntries(month));
    if (!isInMonth(month))
        return found;
    const bool withTexts = !m_isExact || m_withPayees;
    QM_ASSIGN(sql::Statement* const rows,
        m_ledger.connection().cached(withTexts ? QM_MATCH
                ", payee, memo, account, to_account, entry, amount_minor" QM_FOUND
                                               : QM_MATCH QM_FOUND));
    bind(*rows, month);
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            break;
        if (withTexts) {
            const auto text
                = [&](int column) { return rows->isNull(column) ? std::string() : std::string(rows->text(column)); };
            const auto id = [&](int column) {
                return rows->isNull(column) ? std::nullopt : std::optional(Uuid::fromBytes(rows->blob(column)));
            };
            Row row { text(3), text(4), Uuid::fromBytes(rows->blob(5)), id(6), id(7), { rows->integer(8) } };
            if (!m_isExact && !isFound(row))
                continue;
            if (m_withPayees)
                found.payees.push_back(std::move(row.payee));
        }
        const PostingMatch match { Uuid::fromBytes(rows->blob(0)), { rows->integer(1) }, rows->integer(2) != 0 };
        if (match.isCounted)
            found.sum.minor += match.amount.minor;
        found.matches.push_back(match);
    }
    found.count = static_cast<std::int64_t>(found.matches.size());
    return found;
}
#undef QM_FOUND
#undef QM_MATCH

} // namespace qm
