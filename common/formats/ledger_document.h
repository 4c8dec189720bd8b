#pragma once

#include "common/ledger/date.h"
#include "common/ledger/money.h"
#include "common/ledger/uuid.h"

#include <optional>
#include <string>
#include <vector>

namespace qm {

/// A whole ledger as plain values, for the writers of this folder. Texts are UTF-8; amounts are in minor units of
/// `currency`. Ids that name nothing in the document are the caller's fault; the writers leave such a name empty.
struct LedgerDocument {
    struct Account {
        Uuid id;
        std::string name;
        std::string kind; ///< checking, savings, cash, card, loan
        Money opening;
        bool archived = false;
        std::string note;
    };
    struct Category {
        Uuid id;
        std::string name;
        std::string group; ///< empty: none
        std::string kind; ///< income, expense, saving
        bool archived = false;
    };
    struct TemplateEntry {
        Uuid id;
        std::string name;
        Uuid category;
        Money planned;
        std::optional<int> dueDay; ///< 1 to 31
    };
    struct Template {
        Uuid id;
        std::string name;
        std::string note;
        std::vector<TemplateEntry> entries;
    };
    struct Entry {
        Uuid id;
        std::string name;
        Uuid category;
        Money planned;
        std::optional<Date> due;
        std::string note;
    };
    struct Month {
        Uuid id;
        YearMonth ym;
        std::string state; ///< open, closed
        std::string note;
        std::vector<Entry> entries;
    };
    struct Posting {
        Uuid id;
        Date date;
        std::optional<Uuid> entry;
        Uuid account;
        std::optional<Uuid> toAccount; ///< a transfer: where -amount arrives
        Money amount; ///< what `account` changes by
        std::string payee;
        std::string memo;
        bool cleared = false;
        std::optional<Uuid> split; ///< shared by the postings of one purchase
        std::string bankId; ///< the bank's id of the line it was imported from
    };

    Uuid id;
    std::string name;
    Currency currency;
    std::vector<Account> accounts;
    std::vector<Category> categories;
    std::vector<Template> templates;
    std::vector<Month> months;
    std::vector<Posting> postings; ///< in any order; files come out by date
};

} // namespace qm
