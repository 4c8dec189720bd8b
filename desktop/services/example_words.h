#pragma once

#include <string_view>

namespace qm::desktop {

// What the example household's categories and entries are called, and when entries are due.

/// A category by its name and group in both languages.
struct CategoryWords {
    const char* english;
    const char* german;
    const char* groupEnglish;
    const char* groupGerman;
    const char* kind;
};
inline constexpr CategoryWords categoryWords[] {
    { "Salary", "Gehalt", "Income", "Einnahmen", "income" },
    { "Child benefit", "Kindergeld", "Income", "Einnahmen", "income" },
    { "Other income", "Sonstige Einnahmen", "Income", "Einnahmen", "income" },
    { "Rent", "Miete", "Home", "Wohnen", "expense" },
    { "Electricity and gas", "Strom und Gas", "Home", "Wohnen", "expense" },
    { "Internet and phone", "Internet und Telefon", "Home", "Wohnen", "expense" },
    { "Furnishings", "Einrichtung", "Home", "Wohnen", "expense" },
    { "Groceries", "Lebensmittel", "Living", "Leben", "expense" },
    { "Eating out", "Auswärts essen", "Living", "Leben", "expense" },
    { "Household", "Haushalt", "Living", "Leben", "expense" },
    { "Clothing", "Kleidung", "Living", "Leben", "expense" },
    { "Health", "Gesundheit", "Living", "Leben", "expense" },
    { "Car", "Auto", "Getting around", "Unterwegs", "expense" },
    { "Bus and train", "Bus und Bahn", "Getting around", "Unterwegs", "expense" },
    { "Childcare and school", "Kita und Schule", "Children", "Kinder", "expense" },
    { "Pocket money", "Taschengeld", "Children", "Kinder", "expense" },
    { "Hobbies and culture", "Hobby und Kultur", "Leisure", "Freizeit", "expense" },
    { "Subscriptions", "Abos", "Leisure", "Freizeit", "expense" },
    { "Presents", "Geschenke", "Leisure", "Freizeit", "expense" },
    { "Holidays", "Urlaub", "Leisure", "Freizeit", "expense" },
    { "Insurance", "Versicherungen", "Insurance and fees", "Versicherungen und Beiträge", "expense" },
    { "Fees", "Beiträge", "Insurance and fees", "Versicherungen und Beiträge", "expense" },
    { "Reserve", "Rücklage", "Saving", "Sparen", "saving" },
};

/// An entry by its name, the English name of its category, and the day it is due (0: none).
struct PlanWords {
    const char* english;
    const char* german;
    std::string_view category;
    unsigned due;
};
inline constexpr PlanWords planWords[] {
    // as Plan
    { "Salary Nora", "Gehalt Nora", "Salary", 28 },
    { "Salary Tom", "Gehalt Tom", "Salary", 1 },
    { "Child benefit", "Kindergeld", "Child benefit", 10 },
    { "Interest and other", "Zinsen und anderes", "Other income", 0 },
    { "Rent", "Miete", "Rent", 3 },
    { "Electricity and gas", "Strom und Gas", "Electricity and gas", 5 },
    { "Internet", "Internet", "Internet and phone", 7 },
    { "Phones", "Handys", "Internet and phone", 20 },
    { "Nursery", "Kita", "Childcare and school", 3 },
    { "Music lessons", "Musikschule", "Hobbies and culture", 27 },
    { "Groceries", "Lebensmittel", "Groceries", 0 },
    { "Eating out", "Auswärts essen", "Eating out", 0 },
    { "Household", "Haushalt", "Household", 0 },
    { "Clothing", "Kleidung", "Clothing", 0 },
    { "Health", "Gesundheit", "Health", 0 },
    { "Fuel", "Benzin", "Car", 0 },
    { "Transit pass", "Monatskarte", "Bus and train", 3 },
    { "Parking and washing", "Parken und Wäsche", "Car", 0 },
    { "Hobbies and culture", "Hobby und Kultur", "Hobbies and culture", 0 },
    { "Subscriptions", "Abos", "Subscriptions", 14 },
    { "Presents", "Geschenke", "Presents", 0 },
    { "Pocket money", "Taschengeld", "Pocket money", 0 },
    { "Into savings", "Auf das Sparkonto", "Reserve", 4 },
    { "Home insurance", "Hausratversicherung", "Insurance", 17 },
    { "Car insurance", "Autoversicherung", "Insurance", 17 },
    { "Broadcasting fee", "Rundfunkbeitrag", "Fees", 17 },
    { "Summer holiday", "Sommerurlaub", "Holidays", 0 },
    { "Weekend in the mountains", "Wochenende in den Bergen", "Holidays", 0 },
    { "Christmas", "Weihnachten", "Presents", 0 },
    { "Car service", "Inspektion", "Car", 20 },
    { "Start of school", "Schulanfang", "Childcare and school", 0 },
    { "Tax refund", "Steuererstattung", "Other income", 0 },
    { "Washing machine", "Waschmaschine", "Furnishings", 0 },
};

} // namespace qm::desktop
