#pragma once

#include "common/store/actions.h"

#include <QtTest>

/// A small household for tests of the window: April closed, May open and half spent, a template.
namespace example_home {

template <typename T>
T must(qm::Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *std::move(result);
}
inline void must(qm::Result<> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
}

inline const qm::Entry* entryNamed(const std::vector<qm::Entry>& entries, const std::string& name)
{
    for (const qm::Entry& entry : entries) {
        if (entry.name == name)
            return &entry;
    }
    return nullptr;
}

inline void post(qm::Ledger& ledger, const qm::Uuid& account, const char* date, std::int64_t amount,
    const std::optional<qm::Uuid>& entry, const char* payee, bool isCleared)
{
    qm::PostingDraft draft;
    draft.date = date;
    draft.amount = { amount };
    draft.account = account;
    draft.entry = entry;
    draft.payee = payee;
    draft.isCleared = isCleared;
    must(qm::addPosting(ledger, draft));
}

inline void fill(qm::Ledger& ledger)
{
    const qm::Uuid checking = must(qm::addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
    const qm::Uuid pay = must(qm::addCategory(ledger, { "Pay", "", "income" }));
    const qm::Uuid home = must(qm::addCategory(ledger, { "Home", "Living", "expense" }));
    const qm::Uuid food = must(qm::addCategory(ledger, { "Food", "Living", "expense" }));
    const qm::Uuid fun = must(qm::addCategory(ledger, { "Leisure", "Free time", "expense" }));
    const qm::Uuid templ = must(qm::addTemplate(ledger, "Usual month", ""));
    must(qm::addTemplateEntry(ledger, templ, { "Salary", pay, { 2500'00 }, 1 }));
    must(qm::addTemplateEntry(ledger, templ, { "Rent", home, { -900'00 }, 3 }));
    must(qm::addTemplateEntry(ledger, templ, { "Groceries", food, { -400'00 }, {} }));
    must(qm::addTemplateEntry(ledger, templ, { "Phone and internet", home, { -45'00 }, 31 }));
    must(qm::addTemplateEntry(ledger, templ, { "Eating out", fun, { -120'00 }, {} }));
    const qm::Uuid april = must(qm::openMonth(ledger, { 2026, 4 }, qm::MonthStart::FromTemplate, templ, false));
    must(qm::closeMonth(ledger, april));
    const qm::Uuid may = must(qm::openMonth(ledger, { 2026, 5 }, qm::MonthStart::FromTemplate, templ, false));
    const auto entries = must(ledger.entries(may));
    post(ledger, checking, "2026-05-01", 2500'00, entryNamed(entries, "Salary")->id, "Works", true);
    post(ledger, checking, "2026-05-03", -900'00, entryNamed(entries, "Rent")->id, "Landlord", true);
    post(ledger, checking, "2026-05-07", -150'00, entryNamed(entries, "Groceries")->id, "Market", false);
    post(ledger, checking, "2026-05-09", -135'50, entryNamed(entries, "Eating out")->id, "Café Möller", false);
    post(ledger, checking, "2026-05-11", -12'30, {}, "Kiosk", false);
}

} // namespace example_home
