#include "common/store/month_closing.h"

#include "common/ledger/text.h"
#include "common/store/action_ops.h"

#include <algorithm>

namespace qm {

namespace {

/// A note holds 4000 characters; of what is in bytes at most as much is sure to fit.
constexpr std::size_t noteBytesMost = 4000;

Result<> countPostings(Ledger& ledger, const Uuid& month, ClosingReview& review)
{
    QM_ASSIGN(sql::Statement* const counts,
        ledger.connection().cached(
            "SELECT count(*) FILTER (WHERE entry IS NULL AND to_account IS NULL),"
            " coalesce(sum(amount_minor) FILTER (WHERE entry IS NULL AND to_account IS NULL), 0),"
            " count(*) FILTER (WHERE cleared = 0) FROM posting WHERE month = ? AND dead = 0"));
    counts->bindBlob(0, month.view());
    QM_TRY(counts->step());
    review.unassigned = counts->integer(0);
    review.unassignedSum = { counts->integer(1) };
    review.uncleared = counts->integer(2);
    counts->reset();
    return {};
}

/// A posting that sums to nothing with another one is a posting, too: not the sum decides.
Result<std::vector<Entry>> unpaidEntries(Ledger& ledger, const Uuid& month)
{
    QM_ASSIGN(std::vector<Entry> entries, ledger.entries(month));
    std::vector<Entry> unpaid;
    for (Entry& entry : entries) {
        if (entry.due.empty() || entry.planned.minor == 0 || entry.actual.minor != 0)
            continue;
        QM_ASSIGN(sql::Statement* const any,
            ledger.connection().cached("SELECT 1 FROM posting WHERE month = ? AND entry = ? AND dead = 0 LIMIT 1"));
        any->bindBlob(0, month.view());
        any->bindBlob(1, entry.id.view());
        QM_ASSIGN(const bool isPaid, any->step());
        any->reset();
        if (!isPaid)
            unpaid.push_back(std::move(entry));
    }
    std::stable_sort(unpaid.begin(), unpaid.end(), [](const Entry& a, const Entry& b) { return a.due < b.due; });
    return unpaid;
}

/// The note with one more line at its end.
std::string withLine(const std::string& note, Date day, std::string_view reason)
{
    const std::string head = (note.empty() ? "" : note + "\n") + dateText(day) + ": ";
    if (head.size() >= noteBytesMost)
        return note;
    return head + std::string(cutText(reason, noteBytesMost - head.size()));
}

} // namespace

Result<ClosingReview> reviewClosing(Ledger& ledger, const Uuid& month)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Month, month }));
    QM_ASSIGN(const YearMonth ym, YearMonth::parse(*asText(image.columns[col::month::ym])));
    ClosingReview review;
    QM_TRY(countPostings(ledger, month, review));
    QM_ASSIGN(review.unpaid, unpaidEntries(ledger, month));
    QM_ASSIGN(const std::vector<SummaryLine> lines, ledger.summaryByCategory({ ym, ym }, false));
    for (const SummaryLine& line : lines) {
        if (!line.category)
            continue;
        const auto remaining = add(line.planned, { -line.actual.minor });
        review.categories.push_back({ *line.category, line.name, line.kind, line.planned, line.actual,
            remaining ? std::optional(*remaining) : std::nullopt });
    }
    return review;
}

Result<> reopenMonthBecause(Ledger& ledger, const Uuid& month, Date day, std::string_view reason)
{
    QM_ASSIGN(const RowImage image, livingRow(ledger, { Table::Month, month }));
    if (image.columns[col::month::status] != Scalar(std::string("closed")))
        return Error { ErrorCode::Rule, "the month is open already" };
    QM_TRY(checkNote(reason));
    Op reopening;
    reopening.kind = Op::Kind::Reopen;
    reopening.image.key = image.key;
    std::vector<Op> ops { std::move(reopening) };
    const std::string* before = asText(image.columns[col::month::note]);
    const std::string note = before ? *before : std::string();
    if (const std::string now = reason.empty() ? note : withLine(note, day, reason); now != note) {
        CellValue value;
        value.columns[0] = now;
        QM_ASSIGN(EditOps edit, editOps(ledger, image.key, { { cellNamed(Table::Month, "note"), value } }));
        std::move(edit.ops.begin(), edit.ops.end(), std::back_inserter(ops));
    }
    return performOps(ledger, "month.reopen", std::move(ops));
}

} // namespace qm
