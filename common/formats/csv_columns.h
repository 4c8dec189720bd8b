#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qm {

/// What a column of a bank's CSV file holds.
enum class CsvRole { Day, Amount, Debit, Credit, Sign, Payee, Memo, Id, Check, Balance, Currency, Account };

struct CsvRoleName {
    CsvRole role = CsvRole::Day;
    /// 0 is the best: a booking date before a value date, an amount before a gross amount. Sign 1 and Account 1 are
    /// names that often mean something else: the values must bear them out. Payee 2 is a description, which is
    /// a memo where a better payee stands beside it.
    int rank = 0;
};

/// What a header's name means in English, German, French, Dutch, Danish, Spanish or Italian; nothing where unknown.
std::optional<CsvRoleName> csvRole(std::string_view header);
/// `Valuta` is the currency in some languages and the value date in others.
bool isCurrencyOrDate(std::string_view header);

enum class DebitCredit { Debit, Credit };
/// `Af`, `debit`, `S`, `-` ...: what a sign column's value says.
std::optional<DebitCredit> debitOrCredit(std::string_view value);

/// Small letters without accents, anything else than letters and digits one space: `Bénéficiaire *` is `beneficiaire`.
std::string foldedName(std::string_view text);

} // namespace qm
