#pragma once

#include "common/store/actions.h"

#include <QtGlobal>

/// A small household with some months of plans and postings, up to a given month.
struct SummaryHousehold {
    qm::Uuid checking, savings, pay, food, rent, fun, emergency;
    std::vector<qm::Uuid> months;

    template <typename T>
    static T must(qm::Result<T> result)
    {
        if (!result)
            qFatal("%s", result.error().detail.c_str());
        return *std::move(result);
    }

    /// Food: planned 400.00, really 380.00, 390.00, 400.00 … each month.
    void fill(qm::Ledger& ledger, qm::YearMonth first, int count)
    {
        using namespace qm;
        checking = must(addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
        savings = must(addAccount(ledger, { "Savings", "savings", { 5000'00 }, "" }));
        pay = must(addCategory(ledger, { "Pay", "", "income" }));
        food = must(addCategory(ledger, { "Food & drink", "Living", "expense" }));
        rent = must(addCategory(ledger, { "Rent", "Living", "expense" }));
        fun = must(addCategory(ledger, { "Fun", "", "expense" }));
        emergency = must(addCategory(ledger, { "Emergency fund", "", "saving" }));
        YearMonth ym = first;
        for (int i = 0; i < count; ++i, ym = ym.next()) {
            const Uuid month = must(openMonth(ledger, ym, MonthStart::Blank, {}, false));
            months.push_back(month);
            post(ledger, month, ym, "Salary", pay, 2500'00, 2500'00);
            post(ledger, month, ym, "Groceries", food, -400'00, -(380'00 + i * 10'00));
            post(ledger, month, ym, "Flat", rent, -900'00, -900'00);
            if (i % 2 == 0)
                post(ledger, month, ym, "Cinema", fun, -50'00, -75'00);
        }
        PostingDraft loose;
        loose.date = first.text() + "-20";
        loose.amount = { -12'34 };
        loose.account = checking;
        loose.payee = "Kiosk";
        must(addPosting(ledger, loose));
    }

    /// Many more categories, on each of which a little is spent in the newest month.
    void fillWithCategories(qm::Ledger& ledger, qm::YearMonth newest, int count)
    {
        for (int i = 1; i <= count; ++i) {
            const qm::Uuid category = must(qm::addCategory(ledger, { "Thing " + std::to_string(i), "", "expense" }));
            post(ledger, months.back(), newest, "Things", category, -5'00, -i * 1'00);
        }
    }

private:
    void post(qm::Ledger& ledger, const qm::Uuid& month, qm::YearMonth ym, const char* name, const qm::Uuid& category,
        std::int64_t planned, std::int64_t actual)
    {
        const qm::Uuid entry = must(qm::addEntry(ledger, month, { name, category, { planned }, "", "" }));
        qm::PostingDraft draft;
        draft.date = ym.text() + "-05";
        draft.amount = { actual };
        draft.account = checking;
        draft.entry = entry;
        draft.payee = std::string(name) + " Ltd";
        must(qm::addPosting(ledger, draft));
    }
};
