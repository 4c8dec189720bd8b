#include "common/formats/write_csv.h"

#include "common/formats/ledger_names.h"

namespace qm {

namespace {

void putField(std::string& out, std::string_view text)
{
    if (!out.empty() && out.back() != '\n')
        out.push_back(',');
    // White space at the ends is quoted as well: many readers would drop it.
    const bool bare = text.find_first_of(",\"\r\n\t") == std::string_view::npos
        && (text.empty() || (text.front() != ' ' && text.back() != ' '));
    if (bare) {
        out += text;
        return;
    }
    out.push_back('"');
    for (const char c : text) {
        if (c == '"')
            out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

} // namespace

std::string writeCsv(const LedgerDocument& document)
{
    const LedgerNames names(document);
    std::string out = "date,account,payee,amount,memo,month,entry,category,to_account,cleared,split,currency,id\r\n";
    out.reserve(document.postings.size() * 160 + out.size());
    for (const auto* posting : postingsByDate(document)) {
        const auto* entry = names.entry(posting->entry);
        const auto* category = names.category(*posting);
        putField(out, dateText(posting->date));
        putField(out, names.accountName(posting->account));
        putField(out, posting->payee);
        putField(out, moneyText(posting->amount, document.currency));
        putField(out, posting->memo);
        putField(out, YearMonth::of(posting->date).text());
        putField(out, entry ? entry->name : std::string_view());
        putField(out, category ? category->name : std::string_view());
        putField(out, posting->toAccount ? names.accountName(*posting->toAccount) : std::string());
        putField(out, posting->cleared ? "true" : "false");
        putField(out, posting->split ? posting->split->text() : std::string());
        putField(out, document.currency.code);
        putField(out, posting->id.text());
        out += "\r\n";
    }
    return out;
}

} // namespace qm
