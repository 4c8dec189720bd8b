#pragma once

#include "common/ledger/date.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qm::desktop {

/// What the example household plans for, in the order of its entries.
enum class Plan {
    Salary,
    SecondSalary,
    ChildBenefit,
    OtherIncome,
    Rent,
    Energy,
    Internet,
    Phones,
    Childcare,
    Music,
    Groceries,
    EatingOut,
    Household,
    Clothing,
    Health,
    Fuel,
    Ticket,
    Car,
    Hobbies,
    Subscriptions,
    Presents,
    PocketMoney,
    Saving,
    // each quarter
    HomeInsurance,
    CarInsurance,
    Broadcasting,
    // now and then
    SummerHoliday,
    WeekendTrip,
    ChristmasPresents,
    CarService,
    SchoolThings,
    TaxRefund,
    WashingMachine,
};
inline constexpr std::size_t usualPlans = std::size_t(Plan::Saving) + 1;
inline constexpr std::size_t quarterlyPlans = 3;

enum class Purse { Checking, Savings, Card, Cash };

/// One thing that happens to the household's money.
struct Happening {
    unsigned day = 1;
    std::int64_t cents = 0; ///< negative: goes out
    Purse purse = Purse::Checking;
    std::optional<Purse> to; ///< a transfer
    std::string payee;
    std::string memo;
    std::optional<Plan> plan; ///< the entry that it stands on
    std::vector<std::pair<Plan, std::int64_t>> parts; ///< of a split
};

/// What an entry is planned at in a month of the household's life, the first being 0: the rent rises, so do salaries.
std::int64_t plannedCents(Plan plan, YearMonth ym, int index);
/// What is planned in that month beside the usual.
std::vector<Plan> extraPlans(YearMonth ym, int index);
bool isQuarter(YearMonth ym);

/// What happens month after month; the same seed gives the same life.
class ExampleLife {
public:
    ExampleLife(std::uint64_t seed, bool isGerman) : m_state(seed), m_isGerman(isGerman) { }

    /// The happenings of the next month, by day. Call for each month in turn: cash and the card's bill go on.
    std::vector<Happening> next(YearMonth ym);
    const char* word(const char* english, const char* german) const { return m_isGerman ? german : english; }

private:
    struct Shop {
        const char* english;
        const char* german;
    };
    using Shops = std::vector<Shop>;
    /// A kind of purchase that is made until the month's money for it is spent.
    struct Habit {
        Plan plan;
        int leastCents;
        int mostCents;
        Purse purse;
        unsigned weekdays; ///< bit 0 is Sunday
        Shops shops;
    };

    std::uint64_t random();
    int between(int least, int most);
    bool chance(int percent) { return between(1, 100) <= percent; }
    int price(int leastCents, int mostCents);
    const char* pick(const Shops& shops);
    unsigned dayOn(unsigned weekdays);
    unsigned workday(unsigned day, bool isBefore) const;
    unsigned weekdayOf(unsigned day) const;
    void bill(Plan plan, unsigned day, const Shop& shop, Purse purse = Purse::Checking);
    void spend(const Habit& habit, std::int64_t cents);
    void add(Happening happening) { m_month.push_back(std::move(happening)); }
    void income();
    void bills();
    void shopping();
    void splits(std::int64_t& groceries, std::int64_t& household);
    void extras();
    void refund();
    void transfers();
    void withdrawals();

    std::uint64_t m_state;
    bool m_isGerman;
    int m_index = -1;
    YearMonth m_ym;
    std::int64_t m_cash = 120'00;
    std::int64_t m_cardOwed = 0; ///< of the month before
    std::vector<Happening> m_month;
};

} // namespace qm::desktop
