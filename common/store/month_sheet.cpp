#include "common/store/month_sheet.h"

#include "common/store/read_transaction.h"

#include <algorithm>
#include <unordered_map>

namespace qm {

namespace {

Result<Month> monthOf(Ledger& ledger, YearMonth ym)
{
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    const auto found = std::find_if(months.begin(), months.end(), [&](const Month& month) { return month.ym == ym; });
    if (found == months.end())
        return Error { ErrorCode::NotFound, "month " + ym.text() };
    return *found;
}

/// Places of categories by id.
std::unordered_map<Uuid, std::size_t> addCategories(MonthSheet& sheet)
{
    std::unordered_map<Uuid, std::size_t> places;
    for (const SummaryRow& row : sheet.table.rows) {
        if (row.level != SummaryRow::Level::Category)
            continue;
        places.emplace(*row.category, sheet.categories.size());
        sheet.categories.push_back({ row.total, row.name, row.group, row.kind, {} });
    }
    return places;
}

} // namespace

Result<MonthSheet> readMonthSheet(Ledger& ledger, YearMonth ym)
{
    QM_ASSIGN(const auto moment, ReadTransaction::begin(ledger.connection()));
    MonthSheet sheet;
    QM_ASSIGN(sheet.month, monthOf(ledger, ym));
    QM_ASSIGN(const std::vector<Category> categories, ledger.categories());
    QM_ASSIGN(const std::vector<SummaryLine> sums, ledger.summaryByCategory({ ym, ym }, true));
    QM_ASSIGN(sheet.table, summaryTable({ ym }, categories, sums));
    const auto places = addCategories(sheet);

    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(sheet.month.id));
    std::unordered_map<Uuid, std::vector<Posting>> byEntry;
    PostingFilter ofMonth;
    ofMonth.month = sheet.month.id;
    QM_ASSIGN(const std::vector<Posting> postings, ledger.postings(ofMonth));
    for (const Posting& posting : postings)
        (posting.entry ? byEntry[*posting.entry] : sheet.withoutEntry).push_back(posting);
    for (const Entry& entry : entries) {
        const auto place = places.find(entry.category);
        if (place == places.end())
            return Error { ErrorCode::Corrupt, "the category of entry " + entry.id.text() + " is not there" };
        QM_ASSIGN(const Money difference, add(entry.actual, { -entry.planned.minor }));
        sheet.categories[place->second].lines.push_back({ entry, difference, std::move(byEntry[entry.id]) });
    }
    return sheet;
}

} // namespace qm
