#include "common/store/import_proposals.h"

#include "common/ledger/fold_case.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace qm {

namespace {

constexpr int twinDays = 3;
constexpr int monthsBack = 24; ///< older habits tell nothing

int daysOf(Date date)
{
    return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

/// The words of a payee, in one case and without those that have a digit: `MARKET 0432 LONDON` and `Market London`
/// agree.
std::vector<std::string> wordsOf(std::string_view payee)
{
    const std::string folded = foldCase(payee);
    std::vector<std::string> words;
    std::string word;
    bool hasDigit = false;
    const auto finish = [&] {
        if (!word.empty() && !hasDigit)
            words.push_back(word);
        word.clear();
        hasDigit = false;
    };
    for (const char c : folded) {
        const bool isDigit = c >= '0' && c <= '9';
        const bool isLetter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if (!isDigit && !isLetter && c != '\'') {
            finish();
            continue;
        }
        hasDigit |= isDigit;
        word += c;
    }
    finish();
    return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t count, bool isOut)
{
    std::string key(isOut ? "-" : "+");
    for (std::size_t i = 0; i < count; ++i)
        key += words[i] + ' ';
    return key;
}

/// On which entry each payee's last posting stood.
class PayeeHabits {
public:
    Result<> read(Ledger& ledger, YearMonth newest)
    {
        for (int i = 0; i < monthsBack; ++i)
            newest
                = newest.month == 1 ? YearMonth { newest.year - 1, 12 } : YearMonth { newest.year, newest.month - 1 };
        QM_ASSIGN(sql::Statement* const rows,
            ledger.connection().cached(
                "SELECT p.payee, p.amount_minor < 0, max(p.date), coalesce(e.lineage, e.id), e.name"
                " FROM posting p JOIN entry e ON e.id = p.entry"
                " WHERE p.month IN (SELECT id FROM month WHERE ym >= ?) AND p.dead = 0 AND e.dead = 0"
                " AND p.payee IS NOT NULL AND p.to_account IS NULL AND p.split IS NULL"
                " GROUP BY p.payee, p.amount_minor < 0, p.entry"));
        rows->bindText(0, newest.text());
        while (true) {
            QM_ASSIGN(const bool isThere, rows->step());
            if (!isThere)
                return {};
            const std::vector<std::string> words = wordsOf(rows->text(0));
            Habit habit { std::string(rows->text(2)), Uuid::fromBytes(rows->blob(3)), std::string(rows->text(4)) };
            Habit& last = m_habits[joined(words, words.size(), rows->integer(1) != 0)];
            if (last.date <= habit.date)
                last = std::move(habit);
        }
    }

    struct Habit {
        std::string date;
        Uuid lineage;
        std::string name;
    };
    /// Banks write places and branches behind the name: the longest beginning that is known.
    const Habit* find(const ImportLine& line) const
    {
        const std::vector<std::string> words = wordsOf(line.payee.empty() ? line.memo : line.payee);
        for (std::size_t count = words.size(); count > 0; --count) {
            const auto found = m_habits.find(joined(words, count, line.amount.minor < 0));
            if (found != m_habits.end())
                return &found->second;
        }
        return nullptr;
    }

private:
    std::unordered_map<std::string, Habit> m_habits;
};

/// The entries of the months that are asked for, read once.
class MonthEntries {
public:
    explicit MonthEntries(Ledger& ledger) : m_ledger(ledger) { }

    Result<std::optional<Uuid>> find(YearMonth ym, const PayeeHabits::Habit& habit)
    {
        const auto [place, isFirst] = m_months.try_emplace(ym);
        if (isFirst) {
            QM_ASSIGN(place->second, m_ledger.entries(monthId(m_ledger.id(), ym.text())));
        }
        std::optional<Uuid> named;
        for (const Entry& entry : place->second) {
            if (entry.lineage == habit.lineage)
                return std::optional(entry.id);
            if (!named && entry.name == habit.name)
                named = entry.id;
        }
        return named;
    }

private:
    Ledger& m_ledger;
    std::map<YearMonth, std::vector<Entry>> m_months;
};

/// The postings of one account by amount and day, each to be given away once.
class Twins {
public:
    Result<> read(Ledger& ledger, const Uuid& account, YearMonth from, YearMonth to)
    {
        // As the account sees it: parts of a split together, and transfers from either end.
        QM_ASSIGN(sql::Statement* const rows,
            ledger.connection().cached(
                "SELECT min(id), date, sum(CASE WHEN account = ?1 THEN amount_minor ELSE -amount_minor END), max(payee)"
                " FROM posting WHERE month IN (SELECT id FROM month WHERE ym BETWEEN ?2 AND ?3) AND dead = 0"
                " AND (account = ?1 OR to_account = ?1) GROUP BY coalesce(split, id) ORDER BY date"));
        rows->bindBlob(0, account.view());
        rows->bindText(1, from.text());
        rows->bindText(2, to.text());
        while (true) {
            QM_ASSIGN(const bool isThere, rows->step());
            if (!isThere)
                return {};
            Candidate candidate;
            candidate.twin = { Uuid::fromBytes(rows->blob(0)), std::string(rows->text(1)), std::string(rows->text(3)) };
            QM_ASSIGN(const Date date, parseDate(candidate.twin.date));
            candidate.day = daysOf(date);
            m_byAmount[rows->integer(2)].push_back(std::move(candidate));
        }
    }

    std::optional<ImportTwin> take(const ImportLine& line)
    {
        const auto found = m_byAmount.find(line.amount.minor);
        if (found == m_byAmount.end())
            return {};
        std::vector<Candidate>& candidates = found->second;
        const int day = daysOf(line.date);
        auto first = std::lower_bound(candidates.begin(), candidates.end(), day - twinDays,
            [](const Candidate& candidate, int least) { return candidate.day < least; });
        Candidate* nearest = nullptr;
        for (; first != candidates.end() && first->day <= day + twinDays; ++first) {
            if (!first->isTaken && (!nearest || std::abs(first->day - day) < std::abs(nearest->day - day)))
                nearest = &*first;
        }
        if (!nearest)
            return {};
        nearest->isTaken = true;
        return nearest->twin;
    }

private:
    struct Candidate {
        ImportTwin twin;
        int day = 0;
        bool isTaken = false;
    };
    std::unordered_map<std::int64_t, std::vector<Candidate>> m_byAmount; ///< oldest first
};

} // namespace

Result<std::vector<ImportProposal>> proposeForImport(
    Ledger& ledger, const Uuid& account, std::span<const ImportLine> lines, std::span<const ImportState> states)
{
    std::vector<ImportProposal> proposals(lines.size());
    if (lines.empty())
        return proposals;
    const auto [oldest, newest] = std::minmax_element(
        lines.begin(), lines.end(), [](const ImportLine& a, const ImportLine& b) { return a.date < b.date; });
    const std::chrono::days around(twinDays);
    Twins twins;
    QM_TRY(twins.read(ledger, account, YearMonth::of(Date(std::chrono::sys_days(oldest->date) - around)),
        YearMonth::of(Date(std::chrono::sys_days(newest->date) + around))));
    PayeeHabits habits;
    QM_TRY(habits.read(ledger, YearMonth::of(newest->date)));
    MonthEntries entries(ledger);

    // Lines imported before are postings already: those are not the twins of others.
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (states[i] == ImportState::Known)
            twins.take(lines[i]);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (states[i] != ImportState::New)
            continue;
        proposals[i].twin = twins.take(lines[i]);
        if (const auto* const habit = habits.find(lines[i])) {
            QM_ASSIGN(proposals[i].entry, entries.find(YearMonth::of(lines[i].date), *habit));
        }
    }
    return proposals;
}

} // namespace qm
