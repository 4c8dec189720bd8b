#include "desktop/services/example_life.h"

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr unsigned sunday = 1, friday = 32, saturday = 64;
constexpr unsigned workdays = 62, shopDays = 126, everyDay = 127;

constexpr std::array<std::int64_t, std::size_t(Plan::WashingMachine) + 1> firstPlanned {
    2310'00,
    940'00,
    250'00,
    15'00,
    -1150'00,
    -128'00,
    -39'95,
    -27'98,
    -165'00,
    -62'00,
    -560'00,
    -150'00,
    -75'00,
    -90'00,
    -40'00,
    -120'00,
    -49'00,
    -25'00,
    -95'00,
    -31'97,
    -45'00,
    -40'00,
    -250'00,
    -94'50,
    -118'20,
    -55'08,
    -1380'00,
    -240'00,
    -320'00,
    -285'00,
    -120'00,
    480'00,
    -649'00,
};

/// What a plan beside the usual is spent on, in per cent of it.
struct Occasion {
    Plan plan;
    unsigned day;
    int percent;
    Purse purse;
    const char* shop;
    const char* shopGerman;
    const char* memo;
    const char* memoGerman;
};
constexpr Occasion occasions[] {
    { Plan::CarService, 17, 104, Purse::Checking, "Hallam Garage", "Autohaus Hallam", "Service and brake pads",
        "Inspektion und Bremsbeläge" },
    { Plan::TaxRefund, 21, 101, Purse::Checking, "Tax Office", "Finanzamt", "Refund for last year",
        "Erstattung für das Vorjahr" },
    { Plan::SchoolThings, 4, 62, Purse::Card, "Paper & Ink Books", "Buchhandlung Tinte", "Exercise books, satchel",
        "Hefte, Schulranzen" },
    { Plan::SchoolThings, 12, 27, Purse::Checking, "Elm Primary School", "Ulmenschule", "Class trip", "Klassenfahrt" },
    { Plan::WashingMachine, 9, 98, Purse::Checking, "Kettle & Drum Electrics", "Elektro Trommel",
        "Washing machine, delivery included", "Waschmaschine mit Lieferung" },
    { Plan::WeekendTrip, 9, 55, Purse::Card, "Guesthouse Larch", "Pension Lärche", "Two nights", "Zwei Nächte" },
    { Plan::WeekendTrip, 10, 31, Purse::Card, "Mountain Railway", "Bergbahn", "", "" },
    { Plan::ChristmasPresents, 5, 38, Purse::Card, "Toy Attic", "Spielzeugboden", "Train set", "Eisenbahn" },
    { Plan::ChristmasPresents, 12, 22, Purse::Card, "Paper & Ink Books", "Buchhandlung Tinte", "", "" },
    { Plan::ChristmasPresents, 17, 26, Purse::Card, "Northwind Outfitters", "Nordwind Bekleidung", "For Grandma",
        "Für Oma" },
    { Plan::ChristmasPresents, 22, 19, Purse::Checking, "Tree nursery", "Baumschule Tann", "Tree", "Weihnachtsbaum" },
    { Plan::SummerHoliday, 2, 56, Purse::Checking, "Dune Cottages", "Ferienhaus Düne", "Two weeks", "Zwei Wochen" },
    { Plan::SummerHoliday, 13, 16, Purse::Card, "Island Ferry", "Inselfähre", "", "" },
    { Plan::SummerHoliday, 17, 13, Purse::Card, "Harbour Grill", "Fischbude am Hafen", "", "" },
    { Plan::SummerHoliday, 21, 9, Purse::Card, "Bicycle hire", "Fahrradverleih", "Four bikes", "Vier Räder" },
    { Plan::SummerHoliday, 24, 8, Purse::Cash, "Beach kiosk", "Strandkiosk", "", "" },
};

} // namespace

std::int64_t plannedCents(Plan plan, YearMonth ym, int index)
{
    const bool isSecondYear = index >= 12;
    switch (plan) {
    case Plan::Salary: return index >= 13 ? 2390'00 : 2310'00;
    case Plan::Rent: return index >= 9 ? -1190'00 : -1150'00;
    case Plan::Groceries: return ym.month == 12 ? -640'00 : isSecondYear ? -590'00 : -560'00;
    case Plan::Ticket: return isSecondYear ? -58'00 : -49'00;
    case Plan::Energy: return index >= 15 ? -139'00 : -128'00;
    default: return firstPlanned[std::size_t(plan)];
    }
}

std::vector<Plan> extraPlans(YearMonth ym, int index)
{
    std::vector<Plan> extra;
    switch (ym.month) {
    case 3: extra = { Plan::CarService }; break;
    case 6: extra = { Plan::TaxRefund }; break;
    case 7: extra = { Plan::SummerHoliday }; break;
    case 9: extra = { Plan::SchoolThings }; break;
    case 10: extra = { Plan::WeekendTrip }; break;
    case 12: extra = { Plan::ChristmasPresents }; break;
    default: break;
    }
    if (index == 16)
        extra.push_back(Plan::WashingMachine);
    return extra;
}

bool isQuarter(YearMonth ym)
{
    return ym.month % 3 == 1;
}

/// SplitMix64: small, and the same on every machine.
std::uint64_t ExampleLife::random()
{
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

int ExampleLife::between(int least, int most)
{
    return least + static_cast<int>(random() % static_cast<std::uint64_t>(most - least + 1));
}

/// More often in the middle, and as often as in shops just below a round sum.
int ExampleLife::price(int leastCents, int mostCents)
{
    int cents = (between(leastCents, mostCents) + between(leastCents, mostCents)) / 2;
    if (chance(40))
        cents = cents / 10 * 10 + 9;
    return cents;
}

const char* ExampleLife::pick(const Shops& shops)
{
    const Shop& shop = shops[static_cast<std::size_t>(between(0, static_cast<int>(shops.size()) - 1))];
    return word(shop.english, shop.german);
}

unsigned ExampleLife::weekdayOf(unsigned day) const
{
    return std::chrono::weekday(std::chrono::sys_days(m_ym.day(day))).c_encoding();
}

unsigned ExampleLife::dayOn(unsigned weekdays)
{
    while (true) {
        const auto day = static_cast<unsigned>(between(1, static_cast<int>(m_ym.days())));
        if ((weekdays >> weekdayOf(day) & 1) != 0)
            return day;
    }
}

/// Banks book on workdays: the next one, or the one before.
unsigned ExampleLife::workday(unsigned day, bool isBefore) const
{
    day = std::min(day, m_ym.days());
    while ((workdays >> weekdayOf(day) & 1) == 0) {
        if (day == m_ym.days())
            isBefore = true;
        day = isBefore ? day - 1 : day + 1;
    }
    return day;
}

void ExampleLife::bill(Plan plan, unsigned day, const Shop& shop, Purse purse)
{
    Happening paid;
    paid.day = workday(day, false);
    paid.cents = plannedCents(plan, m_ym, m_index);
    paid.purse = purse;
    paid.payee = word(shop.english, shop.german);
    paid.plan = plan;
    add(std::move(paid));
}

void ExampleLife::spend(const Habit& habit, std::int64_t cents)
{
    while (cents >= habit.leastCents) {
        Happening bought;
        bought.day = dayOn(habit.weekdays);
        const bool isBig = habit.plan == Plan::Groceries && weekdayOf(bought.day) >= 5;
        const int most
            = static_cast<int>(std::min<std::int64_t>(isBig ? habit.mostCents * 3 / 2 : habit.mostCents, cents));
        bought.cents = -price(habit.leastCents, std::max(most, habit.leastCents));
        bought.purse = habit.purse;
        bought.payee = pick(habit.shops);
        bought.plan = habit.plan;
        cents += bought.cents;
        add(std::move(bought));
    }
}

void ExampleLife::income()
{
    const auto come = [this](Plan plan, unsigned day, const Shop& payer, const char* memo) {
        bill(plan, day, payer);
        m_month.back().memo = memo;
    };
    come(Plan::Salary, 28, { "Meridian Works", "Meridian Werke GmbH" }, word("Salary", "Gehalt"));
    m_month.back().day = workday(28, true);
    come(Plan::SecondSalary, 1, { "Ferris & Daughter, Opticians", "Optik Ferris & Tochter" }, word("Salary", "Gehalt"));
    come(Plan::ChildBenefit, 10, { "Family Office", "Familienkasse" }, "");
    if (isQuarter(m_ym)) {
        come(Plan::OtherIncome, 30, { "Elm Savings Bank", "Sparbank am Ulmenplatz" }, word("Interest", "Zinsen"));
        m_month.back().purse = Purse::Savings;
        m_month.back().cents = between(19'00, 24'00) + m_index * 40;
    } else if (chance(45)) {
        add({ dayOn(saturday), between(8, 30) * 100, Purse::Cash, {}, word("Flea market", "Flohmarkt"),
            word("Outgrown toys", "Altes Spielzeug"), Plan::OtherIncome, {} });
    }
}

void ExampleLife::bills()
{
    bill(Plan::Rent, 1, { "Harbour View Homes", "Wohnbau Hafenblick" });
    bill(Plan::Ticket, 1, { "City Transit", "Stadtverkehr" });
    bill(Plan::Childcare, 1, { "Rainbow Nursery", "Kita Regenbogen" });
    bill(Plan::Energy, 3, { "Brightwater Energy", "Hellwasser Energie" });
    bill(Plan::Internet, 5, { "Lumo Net", "Lumo Netz" });
    bill(Plan::Phones, 18, { "Pico Mobile", "Pico Mobil" });
    bill(Plan::Music, 25, { "Quayside Music School", "Musikschule am Kai" });
    if (isQuarter(m_ym)) {
        bill(Plan::HomeInsurance, 15, { "Anker Mutual", "Anker Versicherung" });
        bill(Plan::CarInsurance, 15, { "Anker Mutual", "Anker Versicherung" });
        bill(Plan::Broadcasting, 15, { "Public Broadcasting", "Rundfunkbeitrag" });
    }
    const auto subscribe = [this](const Shop& shop, unsigned day, std::int64_t cents) {
        bill(Plan::Subscriptions, day, shop, Purse::Card);
        m_month.back().cents = cents;
    };
    subscribe({ "Streamwell", "Streamwell" }, 12, -12'99);
    subscribe({ "Tunebox Family", "Tunebox Familie" }, 12, -10'99);
    subscribe({ "The Daily Tide", "Der Tagesbote" }, 14, -7'99);
}

/// Groceries and things for the home at one till.
void ExampleLife::splits(std::int64_t& groceries, std::int64_t& household)
{
    for (int i = between(2, 3); i > 0; --i) {
        Happening bought;
        bought.day = dayOn(friday | saturday);
        bought.payee
            = pick({ { "Greenway Market", "Frischmarkt Grünhof" }, { "Millpond Superstore", "Mühlteich-Center" } });
        bought.parts = { { Plan::Groceries, -price(22'00, 68'00) }, { Plan::Household, -price(4'00, 14'00) } };
        if (chance(30))
            bought.parts.push_back({ Plan::Presents, -price(6'00, 15'00) });
        for (const auto& [plan, cents] : bought.parts)
            bought.cents += cents;
        groceries += bought.parts[0].second;
        household += bought.parts[1].second;
        add(std::move(bought));
    }
}

void ExampleLife::shopping()
{
    const auto budget = [this](Plan plan, int leastPercent, int mostPercent) {
        return -plannedCents(plan, m_ym, m_index) * between(leastPercent, mostPercent) / 100;
    };
    std::int64_t groceries = budget(Plan::Groceries, 92, 108);
    std::int64_t household = budget(Plan::Household, 70, 120);
    splits(groceries, household);
    const std::int64_t fromCashEach = groceries * 10 / 100;
    const Habit habits[] {
        { Plan::Groceries, 7'50, 52'00, Purse::Checking, shopDays,
            { { "Greenway Market", "Frischmarkt Grünhof" }, { "Corner Pantry", "Eckladen Petersen" },
                { "Millpond Superstore", "Mühlteich-Center" }, { "Harvest & Hen", "Hofladen Sonnenhut" } } },
        { Plan::Groceries, 3'20, 14'00, Purse::Cash, sunday | saturday,
            { { "Millstone Bakery", "Bäckerei Mohnblume" } } },
        { Plan::Groceries, 6'00, 24'00, Purse::Cash, saturday, { { "Farmers' market", "Wochenmarkt" } } },
        { Plan::EatingOut, 8'50, 54'00, Purse::Card, sunday | friday | saturday,
            { { "Trattoria Limone", "Trattoria Limone" }, { "The Copper Kettle", "Zum Kupferkessel" },
                { "Noodle House Kiri", "Nudelhaus Kiri" }, { "Café Amsel", "Café Amsel" } } },
        { Plan::Household, 3'50, 26'00, Purse::Checking, shopDays,
            { { "Lavender Drugstore", "Drogerie Lavendel" }, { "Nail & Plank", "Baumarkt Nagel & Brett" } } },
        { Plan::Clothing, 14'00, 69'00, Purse::Card, shopDays,
            { { "Northwind Outfitters", "Nordwind Bekleidung" }, { "Little Otter", "Kinderkiste Otter" } } },
        { Plan::Health, 4'50, 28'00, Purse::Checking, workdays,
            { { "Elm Street Pharmacy", "Apotheke am Ulmenplatz" }, { "Dr. Winter, dentist", "Zahnarzt Dr. Winter" } } },
        { Plan::Fuel, 34'00, 62'00, Purse::Card, everyDay,
            { { "Roundabout Fuel", "Tankstelle am Kreisel" }, { "Petrel Station", "Petrel Tankhof" } } },
        { Plan::Car, 3'00, 16'00, Purse::Checking, shopDays,
            { { "Sparkle Car Wash", "Autowäsche Glanz" }, { "Market Square Parking", "Parkhaus Marktplatz" } } },
        { Plan::Hobbies, 6'50, 38'00, Purse::Card, everyDay,
            { { "Riverside Climbing", "Kletterhalle am Fluss" }, { "Lux Cinema", "Lux Lichtspiele" },
                { "Paper & Ink Books", "Buchhandlung Tinte" }, { "Swimming hall", "Schwimmhalle" } } },
        { Plan::Presents, 9'00, 34'00, Purse::Card, shopDays,
            { { "Toy Attic", "Spielzeugboden" }, { "Paper & Ink Books", "Buchhandlung Tinte" } } },
    };
    spend(habits[0], groceries - 2 * fromCashEach);
    spend(habits[1], fromCashEach);
    spend(habits[2], fromCashEach);
    spend(habits[3], budget(Plan::EatingOut, 70, 135));
    spend(habits[4], household);
    for (std::size_t i = 5; i < std::size(habits); ++i)
        spend(habits[i], budget(habits[i].plan, 45, 130));
    for (unsigned day = 1; day <= m_ym.days(); ++day) {
        if (weekdayOf(day) == 5)
            add({ day, -10'00, Purse::Cash, {}, word("Mia and Jonah", "Mia und Jonas"), "", Plan::PocketMoney, {} });
    }
}

/// The extra plans are used up as the occasions say.
void ExampleLife::extras()
{
    const std::vector<Plan> extra = extraPlans(m_ym, m_index);
    for (const Occasion& occasion : occasions) {
        if (std::find(extra.begin(), extra.end(), occasion.plan) == extra.end())
            continue;
        const unsigned day = occasion.purse == Purse::Checking ? workday(occasion.day, false) : occasion.day;
        add({ day, plannedCents(occasion.plan, m_ym, m_index) * occasion.percent / 100, occasion.purse, {},
            word(occasion.shop, occasion.shopGerman), word(occasion.memo, occasion.memoGerman), occasion.plan, {} });
    }
}

void ExampleLife::refund()
{
    if (m_index % 4 != 2)
        return;
    add({ dayOn(workdays), price(19'00, 45'00), Purse::Card, {}, word("Northwind Outfitters", "Nordwind Bekleidung"),
        word("Returned: too small", "Retoure: zu klein"), Plan::Clothing, {} });
}

void ExampleLife::transfers()
{
    const auto move
        = [this](unsigned day, std::int64_t cents, Purse from, Purse to, const char* memo, std::optional<Plan> plan) {
              add({ day, -cents, from, to, "", memo, plan, {} });
          };
    move(workday(2, false), -plannedCents(Plan::Saving, m_ym, m_index), Purse::Checking, Purse::Savings,
        word("Standing order", "Dauerauftrag"), Plan::Saving);
    if (m_cardOwed > 0)
        move(workday(20, false), m_cardOwed, Purse::Checking, Purse::Card, word("Card bill", "Kartenabrechnung"), {});
    if (m_ym.month == 7)
        move(
            workday(1, false), 900'00, Purse::Savings, Purse::Checking, word("For the holidays", "Für den Urlaub"), {});
    if (m_index == 16)
        move(workday(8, false), 600'00, Purse::Savings, Purse::Checking, word("Washing machine", "Waschmaschine"), {});
}

/// Cash is drawn when the purse would else be empty.
void ExampleLife::withdrawals()
{
    const auto byDay = [](const Happening& a, const Happening& b) { return a.day < b.day; };
    std::stable_sort(m_month.begin(), m_month.end(), byDay);
    std::vector<Happening> drawn;
    for (const Happening& happening : m_month) {
        if (happening.purse != Purse::Cash)
            continue;
        m_cash += happening.cents;
        if (m_cash >= 5'00)
            continue;
        const std::int64_t cents = m_cash < -90'00 ? 200'00 : 100'00;
        m_cash += cents;
        drawn.push_back({ happening.day, -cents, Purse::Checking, Purse::Cash, "",
            word("Cash machine, Elm Square", "Geldautomat Ulmenplatz"), {}, {} });
    }
    m_month.insert(m_month.begin(), drawn.begin(), drawn.end());
    std::stable_sort(m_month.begin(), m_month.end(), byDay);
}

std::vector<Happening> ExampleLife::next(YearMonth ym)
{
    ++m_index;
    m_ym = ym;
    m_month.clear();
    income();
    bills();
    shopping();
    extras();
    refund();
    transfers();
    withdrawals();
    m_cardOwed = 0;
    for (const Happening& happening : m_month) {
        if (happening.purse == Purse::Card)
            m_cardOwed -= happening.cents;
    }
    return std::move(m_month);
}

} // namespace qm::desktop
