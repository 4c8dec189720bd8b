#include "common/store/month_view.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace qm {

namespace {

constexpr int soonDays = 7;

MonthView::Due dueOf(const MonthView::Line& line, const Month& month, Date today)
{
    using Due = MonthView::Due;
    if (month.isClosed || line.entry.due.empty() || line.entry.planned.minor == 0 || !line.postings.empty())
        return Due::No;
    const auto due = parseDate(line.entry.due);
    if (!due)
        return Due::No;
    const auto days = (std::chrono::sys_days(*due) - std::chrono::sys_days(today)).count();
    return days < 0 ? Due::Late : days == 0 ? Due::Today : days <= soonDays ? Due::Soon : Due::Later;
}

std::optional<Month> monthAt(Ledger& ledger, YearMonth ym)
{
    const auto image = ledger.row({ Table::Month, monthId(ledger.id(), ym.text()) });
    if (!image || !image->isAlive())
        return {};
    const std::string* note = asText(image->columns[col::month::note]);
    return Month { image->key.id, ym, image->columns[col::month::status] == Scalar(std::string("closed")),
        note ? *note : std::string() };
}

/// Categories in the order they are shown: income, expense, saving; those of one group beside each other, where the
/// group's first one stands.
std::vector<Category> inShownOrder(std::vector<Category> categories)
{
    std::unordered_map<std::string, std::size_t> groupPlaces;
    const auto place = [&](const Category& category) {
        const std::size_t kind = category.kind == "saving" ? 2 : category.kind == "expense" ? 1 : 0;
        return std::pair(kind, groupPlaces[category.kind + '\n' + category.group]);
    };
    for (const Category& category : categories)
        groupPlaces.emplace(category.kind + '\n' + category.group, groupPlaces.size());
    std::stable_sort(categories.begin(), categories.end(),
        [&](const Category& a, const Category& b) { return place(a) < place(b); });
    return categories;
}

using PostingsOfEntries = std::unordered_map<Uuid, std::vector<Posting>>;

/// Gives every posting its place; what stands on no entry goes to the view at once.
Result<PostingsOfEntries> sortPostings(Ledger& ledger, MonthView& view)
{
    PostingFilter filter;
    filter.month = view.month.id;
    QM_ASSIGN(std::vector<Posting> postings, ledger.postings(filter));
    PostingsOfEntries ofEntries;
    for (Posting& posting : postings) {
        if (posting.entry) {
            ofEntries[*posting.entry].push_back(std::move(posting));
        } else if (posting.toAccount) {
            view.transfers.push_back(std::move(posting));
        } else {
            QM_ASSIGN(view.withoutEntrySum, add(view.withoutEntrySum, posting.amount));
            view.withoutEntry.push_back(std::move(posting));
        }
    }
    return ofEntries;
}

Result<> fillGroups(Ledger& ledger, MonthView& view, Date today)
{
    QM_ASSIGN(PostingsOfEntries postings, sortPostings(ledger, view));
    QM_ASSIGN(std::vector<Entry> entries, ledger.entries(view.month.id));
    QM_ASSIGN(view.perhapsTwice, ledger.possibleDuplicates(view.month.id));
    std::unordered_set<Uuid> twice;
    for (const auto& [one, other] : view.perhapsTwice)
        twice.insert({ one, other });

    std::unordered_map<Uuid, std::vector<MonthView::Line>> ofCategory;
    for (Entry& entry : entries) {
        MonthView::Line line;
        line.isPerhapsTwice = twice.contains(entry.id);
        line.postings = std::move(postings[entry.id]);
        line.entry = std::move(entry);
        line.due = dueOf(line, view.month, today);
        ofCategory[line.entry.category].push_back(std::move(line));
    }
    QM_ASSIGN(std::vector<Category> categories, ledger.categories());
    for (Category& category : inShownOrder(std::move(categories))) {
        const auto lines = ofCategory.find(category.id);
        if (lines != ofCategory.end())
            view.groups.push_back({ std::move(category), {}, std::move(lines->second) });
    }
    return {};
}

/// The figures of every line, and what they add up to: MonthSums says to what.
Result<> addUp(MonthView& view)
{
    MonthSums sums;
    for (MonthView::Group& group : view.groups) {
        SummaryLine together;
        together.kind = group.category.kind;
        for (MonthView::Line& line : group.lines) {
            line.figures = figuresOf(line.entry.planned, line.entry.actual, group.category.kind);
            QM_ASSIGN(together.planned, add(together.planned, line.entry.planned));
            QM_ASSIGN(together.actual, add(together.actual, line.entry.actual));
        }
        group.figures = figuresOf(together.planned, together.actual, group.category.kind);
        QM_TRY(sums.add(together));
    }
    SummaryLine unassigned;
    unassigned.actual = view.withoutEntrySum;
    QM_TRY(sums.add(unassigned));

    view.income = figuresOf(sums.income.planned, sums.income.actual, "income");
    view.expense = figuresOf(sums.expense.planned, sums.expense.actual, "expense");
    view.saving = figuresOf(sums.saving.planned, sums.saving.actual, "saving");
    view.left = figuresOf(sums.net.planned, sums.net.actual, "income");
    view.left.donePermille = sums.income.actual.minor > 0 && sums.net.actual.minor > 0
        ? figuresOf(sums.income.actual, sums.net.actual, "income").donePermille
        : 0;
    return {};
}

} // namespace

std::vector<const MonthView::Line*> MonthView::dueLines() const
{
    std::vector<const Line*> found;
    for (const Group& group : groups) {
        for (const Line& line : group.lines) {
            if (line.due == Due::Late || line.due == Due::Today || line.due == Due::Soon)
                found.push_back(&line);
        }
    }
    std::stable_sort(
        found.begin(), found.end(), [](const Line* a, const Line* b) { return a->entry.due < b->entry.due; });
    return found;
}

Result<std::optional<MonthView>> monthView(Ledger& ledger, YearMonth ym, Date today)
{
    auto month = monthAt(ledger, ym);
    if (!month)
        return std::optional<MonthView>();
    MonthView view;
    view.month = *std::move(month);
    if (ym.contains(today))
        view.todayPermille = static_cast<int>(static_cast<unsigned>(today.day()) * 1000 / ym.days());
    QM_TRY(fillGroups(ledger, view, today));
    QM_TRY(addUp(view));
    return std::optional(std::move(view));
}

} // namespace qm
