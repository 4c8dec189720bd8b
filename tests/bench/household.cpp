#include "tests/bench/household.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <string_view>

namespace qm::bench {

namespace {

struct Group {
    const char* name;
    std::initializer_list<const char*> categories;
};
const std::initializer_list<Group> expenseGroups = {
    { "Home", { "Rent", "Mortgage", "Repairs", "Furniture", "Garden", "Home insurance" } },
    { "Utilities", { "Electricity", "Gas", "Water", "Internet", "Phone", "Waste" } },
    { "Food", { "Groceries", "Bakery", "Restaurants", "Coffee", "Lunch at work", "Delivery" } },
    { "Transport", { "Fuel", "Public transport", "Car repair", "Car insurance", "Parking", "Taxi", "Bicycle" } },
    { "Health", { "Doctor", "Dentist", "Pharmacy", "Health insurance", "Sport" } },
    { "Children", { "Childcare", "School", "Clothes children", "Toys", "Allowance" } },
    { "Personal", { "Clothes", "Hairdresser", "Gifts given", "Books", "Hobby", "Electronics" } },
    { "Leisure", { "Holidays", "Cinema", "Streaming", "Events", "Games" } },
    { "Finance", { "Bank fees", "Interest", "Taxes", "Accounting", "Donations" } },
    { "Sinking funds", { "New car", "Emergency", "Renovation", "Education", "Retirement" } },
};
const std::initializer_list<const char*> incomeCategories = { "Salary", "Bonus", "Refunds", "Other income" };
constexpr std::array payeeWords { "market", "corner", "north", "city", "green", "old", "river", "star", "union",
    "central", "family", "west", "blue", "golden", "express", "little", "royal", "sun", "garden", "station" };
constexpr std::array payeeKinds { "Shop", "Cafe", "Store", "Service", "Online", "Ltd", "Bakery", "Energy", "Clinic",
    "Motors", "Insurance", "Telecom", "School", "Club", "Books" };

/// mulberry32: small, and easily written again in another language.
class Random {
public:
    explicit Random(std::uint32_t seed) : m_state(seed) { }
    /// 0 <= x < 1
    double real()
    {
        m_state += 0x6d2b79f5u;
        std::uint32_t t = (m_state ^ (m_state >> 15)) * (1u | m_state);
        t = (t + (t ^ (t >> 7)) * (61u | t)) ^ t;
        return double(t ^ (t >> 14)) / 4294967296.0;
    }
    /// Both ends included.
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return low + static_cast<std::int64_t>(std::floor(real() * double(high - low + 1)));
    }
    std::size_t index(std::size_t count)
    {
        return static_cast<std::size_t>(between(0, static_cast<std::int64_t>(count) - 1));
    }

private:
    std::uint32_t m_state;
};

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string dayText(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date(day);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()), unsigned(date.day()));
    return text;
}

void addNames(Household& household)
{
    household.accounts
        = { { "Checking", "checking", false }, { "Joint checking", "checking", false }, { "Savings", "savings", false },
              { "Cash", "cash", false }, { "Visa", "card", false }, { "Mastercard", "card", false },
              { "Store card", "card", false }, { "Travel card", "card", false }, { "Prepaid", "card", false },
              { "Brokerage", "savings", true }, { "Mortgage loan", "loan", true }, { "Car loan", "loan", true } };
    for (const Group& group : expenseGroups) {
        for (const char* name : group.categories)
            household.categories.push_back({ name, group.name, false });
    }
    for (const char* name : incomeCategories)
        household.categories.push_back({ name, "Income", true });
    for (std::string word : payeeWords) {
        word.front() = static_cast<char>(word.front() - 32);
        for (const char* kind : payeeKinds)
            household.payees.push_back(word + " " + kind);
    }
}

std::string quoted(const std::string& text)
{
    return '"' + text + '"'; // names and memos made here hold nothing that needs an escape
}

/// Appends `items` as a JSON list.
template <typename Items, typename Text>
void appendList(std::string& out, const Items& items, Text text)
{
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            out += ',';
        out += text(items[i]);
    }
    out += ']';
}

} // namespace

Household makeHousehold(std::size_t count, std::uint32_t seed)
{
    using namespace std::chrono;
    constexpr sys_days first = year(2021) / November / 1;
    constexpr sys_days last = year(2026) / October / 31;
    constexpr auto days = static_cast<std::size_t>((last - first).count()) + 1;

    Household household;
    household.seed = seed;
    addNames(household);
    for (sys_days day = first; day <= last; day += std::chrono::days(1)) {
        const std::string month = dayText(day).substr(0, 7);
        if (household.months.empty() || household.months.back() != month)
            household.months.push_back(month);
    }

    Random random(seed);
    const std::size_t firstIncome = household.categories.size() - incomeCategories.size();
    household.postings.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Household::Posting posting;
        posting.date = dayText(first + std::chrono::days(i * days / count));
        const double where = random.real();
        posting.account = where < 0.45 ? 0 : where < 0.6 ? 1 : random.index(household.accounts.size());
        const bool isIncome = random.real() < 0.04;
        if (household.accounts[posting.account].offBudget)
            posting.category = {};
        else if (isIncome)
            posting.category = firstIncome + random.index(incomeCategories.size());
        else
            posting.category = std::min(firstIncome - 1,
                static_cast<std::size_t>(std::floor(std::pow(random.real(), 1.6) * double(firstIncome))));
        if (isIncome) {
            posting.amountMinor = random.between(50000, 450000);
        } else {
            constexpr std::int64_t largest[] = { 1000, 10000, 100000 };
            posting.amountMinor = -random.between(99, largest[random.index(3)]);
        }
        posting.payee
            = static_cast<std::size_t>(std::floor(std::pow(random.real(), 2) * double(household.payees.size())));
        if (random.real() < 0.3) {
            const std::string word = payeeWords[random.index(payeeWords.size())];
            posting.memo = "note " + std::to_string(i) + " " + word + " #"
                + lowered(payeeKinds[random.index(payeeKinds.size())]);
        }
        posting.cleared = random.real() < 0.95;
        household.postings.push_back(std::move(posting));
    }
    return household;
}

std::string householdCsv(const Household& household)
{
    std::string out = "Date,Account,Payee,Category,Amount,Memo\n";
    for (const Household::Posting& posting : household.postings) {
        char amount[40];
        const std::int64_t cents = posting.amountMinor < 0 ? -posting.amountMinor : posting.amountMinor;
        std::snprintf(amount, sizeof amount, "%s%lld.%02lld", posting.amountMinor < 0 ? "-" : "",
            static_cast<long long>(cents / 100), static_cast<long long>(cents % 100));
        out += posting.date + ',' + household.accounts[posting.account].name + ',' + household.payees[posting.payee]
            + ',';
        if (posting.category)
            out += household.categories[*posting.category].name;
        out += ',';
        out += amount;
        out += ',' + posting.memo + '\n';
    }
    return out;
}

std::string householdJson(const Household& household)
{
    const auto flag = [](bool value) { return value ? "true" : "false"; };
    std::string out = "{\"meta\":{\"n\":" + std::to_string(household.postings.size()) + ",\"seed\":"
        + std::to_string(household.seed) + ",\"from\":\"2021-11-01\",\"to\":\"2026-10-31\"},\"accounts\":";
    appendList(out, household.accounts, [&](const Household::Account& account) {
        return "{\"name\":" + quoted(account.name) + ",\"offbudget\":" + flag(account.offBudget) + '}';
    });
    std::vector<std::vector<Household::Category>> groups;
    for (const Household::Category& category : household.categories) {
        if (groups.empty() || groups.back().front().group != category.group)
            groups.emplace_back();
        groups.back().push_back(category);
    }
    const auto categoryName = [](const Household::Category& category) { return quoted(category.name); };
    out += ",\"groups\":";
    appendList(out, groups, [&](const std::vector<Household::Category>& group) {
        std::string text = "{\"name\":" + quoted(group.front().group) + ",\"income\":" + flag(group.front().income)
            + ",\"categories\":";
        appendList(text, group, categoryName);
        return text + '}';
    });
    out += ",\"categories\":";
    appendList(out, household.categories, categoryName);
    out += ",\"payees\":";
    appendList(out, household.payees, quoted);
    out += ",\"transactions\":";
    appendList(out, household.postings, [&](const Household::Posting& posting) {
        return "{\"date\":" + quoted(posting.date) + ",\"account\":" + std::to_string(posting.account)
            + ",\"payee\":" + std::to_string(posting.payee)
            + ",\"category\":" + (posting.category ? std::to_string(*posting.category) : "null")
            + ",\"amount\":" + std::to_string(posting.amountMinor) + ",\"notes\":"
            + (posting.memo.empty() ? "null" : quoted(posting.memo)) + ",\"cleared\":" + flag(posting.cleared) + '}';
    });
    return out + '}';
}

} // namespace qm::bench
