#pragma once

#include "common/store/actions.h"

namespace qm {

/// What a new ledger begins with, in the words of the person's language, so that the first month has something to fill
/// in: accounts, and entries with their categories for a first template.
struct FirstSteps {
    std::vector<AccountDraft> accounts;
    std::string templateName;
    struct Line {
        std::string name;
        CategoryDraft category; ///< lines that name the same one share it
        std::optional<int> dueDay;
    };
    std::vector<Line> lines;
};
/// All of it as one action, `ledger.begin`, that one undo takes back; planned amounts are 0. The template.
Result<Uuid> takeFirstSteps(Ledger& ledger, const FirstSteps& steps);

} // namespace qm
