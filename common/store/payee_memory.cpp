#include "common/store/payee_memory.h"

#include "common/ledger/fold_case.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>

namespace qm {

namespace {

constexpr std::int64_t newsMost = 50; // more change sets than these are read anew

/// How near the beginning of the name it stands; 4: not at all.
int placeIn(const std::string& folded, const std::string& typed)
{
    std::size_t at = folded.find(typed);
    if (at == 0)
        return folded.size() == typed.size() ? 0 : 1;
    if (at == std::string::npos)
        return 4;
    for (; at != std::string::npos; at = folded.find(typed, at + 1)) {
        const auto before = static_cast<unsigned char>(folded[at - 1]);
        const bool isInWord = before >= 0x80 || (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9');
        if (!isInWord)
            return 2;
    }
    return 3;
}

std::int64_t daysOf(const std::string& date)
{
    const auto day = parseDate(date);
    return day ? std::chrono::sys_days(*day).time_since_epoch().count() : 0;
}

/// Ten times a year ago counts less than twice this month.
double weightOf(const PayeeUse& use, std::int64_t today)
{
    if (use.date.empty())
        return 0;
    const auto months = static_cast<double>(std::max<std::int64_t>(0, today - daysOf(use.date))) / 30;
    return static_cast<double>(std::min<std::int64_t>(use.count, 40)) / (1 + months * months);
}

/// The columns: id, payee, date, amount, account, memo, is a transfer or a part of a split, entry's lineage and name.
PayeeUse useOf(const sql::Statement& row)
{
    PayeeUse use;
    use.payee = row.text(1);
    use.posting = Uuid::fromBytes(row.blob(0));
    use.count = 1;
    if (row.integer(6) != 0)
        return use;
    use.date = row.text(2);
    use.amount.minor = row.integer(3);
    use.account = Uuid::fromBytes(row.blob(4));
    if (!row.isNull(5))
        use.memo = row.text(5);
    return use;
}

bool isAboutPostings(std::string_view act)
{
    static constexpr std::array others { "account.add", "account.edit", "account.delete", "category.add",
        "category.edit", "category.delete", "template.add", "template.edit", "template.delete", "template_entry.add",
        "template_entry.edit", "template_entry.delete", "month.open", "month.copy", "month.add_template", "month.close",
        "month.reopen", "month.edit", "entry.add", "posting.clear", "reconcile" };
    return std::find(others.begin(), others.end(), act) == others.end();
}

bool onlyAdds(std::string_view act)
{
    static constexpr std::array adding { "posting.add", "posting.record", "posting.duplicate", "transfer.add",
        "split.add" };
    return std::find(adding.begin(), adding.end(), act) != adding.end();
}

Result<std::vector<PayeeUse>> usesAfter(Ledger& ledger, const Uuid& posting)
{
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached(
            "SELECT p.id, p.payee, p.date, p.amount_minor, p.account, p.memo, p.to_account IS NOT NULL OR p.split IS "
            "NOT NULL, p.entry, coalesce(e.lineage, e.id), e.name FROM posting p LEFT JOIN entry e ON e.id = p.entry"
            " WHERE p.id > ? AND p.dead = 0 AND p.payee IS NOT NULL ORDER BY p.id"));
    rows->bindBlob(0, posting.view());
    std::vector<PayeeUse> uses;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return uses;
        PayeeUse use = useOf(*rows);
        if (!use.date.empty() && !rows->isNull(8)) {
            use.lineage = Uuid::fromBytes(rows->blob(8));
            use.entryName = rows->text(9);
        }
        uses.push_back(std::move(use));
    }
}

} // namespace

void PayeeMemory::add(const PayeeUse& use)
{
    std::string folded = foldCase(use.payee);
    const auto [place, isNew] = m_places.try_emplace(std::move(folded), m_uses.size());
    if (isNew) {
        m_uses.push_back({ place->first, use });
    } else {
        PayeeUse& known = m_uses[place->second].use;
        const std::int64_t count = known.count + use.count;
        if (std::tie(use.date, use.posting) >= std::tie(known.date, known.posting))
            known = use;
        known.count = count;
    }
    if (!use.date.empty() && std::tie(use.date, use.posting) >= std::tie(m_lastPosting.first, m_lastPosting.second)) {
        m_lastPosting = { use.date, use.posting };
        m_lastAccount = use.account;
    }
}

const PayeeUse* PayeeMemory::find(std::string_view payee) const
{
    const auto place = m_places.find(foldCase(payee));
    return place == m_places.end() ? nullptr : &m_uses[place->second].use;
}

std::vector<const PayeeUse*> PayeeMemory::like(std::string_view typed, const std::string& today, std::size_t most) const
{
    struct Found {
        int place;
        double weight;
        const Known* known;
    };
    const std::string wanted = foldCase(typed);
    if (wanted.find_first_not_of(' ') == std::string::npos)
        return {};
    const std::int64_t now = daysOf(today);
    std::vector<Found> found;
    for (const Known& known : m_uses) {
        if (const int place = placeIn(known.folded, wanted); place < 4)
            found.push_back({ place, weightOf(known.use, now), &known });
    }
    const auto isBefore = [](const Found& a, const Found& b) {
        return std::tuple(a.place, -a.weight, std::string_view(a.known->folded))
            < std::tuple(b.place, -b.weight, std::string_view(b.known->folded));
    };
    const std::size_t count = std::min(most, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), isBefore);
    std::vector<const PayeeUse*> uses;
    for (std::size_t i = 0; i < count; ++i)
        uses.push_back(&found[i].known->use);
    return uses;
}

const Entry* entryLike(const PayeeUse& use, std::span<const Entry> entries)
{
    if (!use.lineage)
        return nullptr;
    const auto same = std::find_if(
        entries.begin(), entries.end(), [&](const Entry& entry) { return entry.lineage == *use.lineage; });
    if (same != entries.end())
        return &*same;
    const auto named
        = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == use.entryName; });
    return named == entries.end() ? nullptr : &*named;
}

Result<> PayeeMemoryReader::readEntries(Ledger& ledger)
{
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT id, coalesce(lineage, id), name FROM entry WHERE dead = 0"));
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return {};
        m_entries.emplace(
            Uuid::fromBytes(rows->blob(0)), EntryName { Uuid::fromBytes(rows->blob(1)), std::string(rows->text(2)) });
    }
}

Result<bool> PayeeMemoryReader::readSome(Ledger& ledger, std::int64_t most)
{
    if (!m_before) {
        QM_TRY(readEntries(ledger));
        m_before = Uuid::fromBytes(std::string(16, '\xff'));
    }
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached(
            "SELECT id, payee, date, amount_minor, account, memo, to_account IS NOT NULL OR split IS NOT NULL, entry,"
            " dead FROM posting WHERE id < ? ORDER BY id DESC LIMIT ?"));
    rows->bindBlob(0, m_before->view());
    rows->bind(1, most);
    std::int64_t read = 0;
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            return read == most;
        ++read;
        m_before = Uuid::fromBytes(rows->blob(0));
        if (rows->isNull(1) || rows->integer(8) != 0)
            continue;
        PayeeUse use = useOf(*rows);
        if (!use.date.empty() && !rows->isNull(7)) {
            if (const auto entry = m_entries.find(Uuid::fromBytes(rows->blob(7))); entry != m_entries.end()) {
                use.lineage = entry->second.lineage;
                use.entryName = entry->second.name;
            }
        }
        m_memory.add(use);
    }
}

Result<PayeeMark> payeeMark(Ledger& ledger)
{
    PayeeMark mark;
    QM_ASSIGN(sql::Statement* const change, ledger.connection().cached("SELECT coalesce(max(no), 0) FROM change_set"));
    QM_TRY(change->step());
    mark.change = change->integer(0);
    change->reset();
    QM_ASSIGN(sql::Statement* const posting, ledger.connection().cached("SELECT max(id) FROM posting"));
    QM_ASSIGN(const bool isThere, posting->step());
    if (isThere && !posting->isNull(0))
        mark.posting = Uuid::fromBytes(posting->blob(0));
    posting->reset();
    return mark;
}

Result<PayeeNews> payeeNews(Ledger& ledger, const PayeeMark& since)
{
    QM_ASSIGN(const auto reading, ReadTransaction::begin(ledger.connection()));
    PayeeNews news;
    QM_ASSIGN(news.mark, payeeMark(ledger));
    QM_ASSIGN(const std::string device, ledger.meta("device"));
    QM_ASSIGN(const Uuid own, Uuid::parse(device));
    QM_ASSIGN(sql::Statement* const rows,
        ledger.connection().cached("SELECT act, dev FROM change_set WHERE no > ? ORDER BY no LIMIT ?"));
    rows->bind(0, since.change);
    rows->bind(1, newsMost + 1);
    std::int64_t count = 0;
    news.isStale = news.mark.change < since.change; // another state of the file
    while (true) {
        QM_ASSIGN(const bool isThere, rows->step());
        if (!isThere)
            break;
        const std::string_view act = rows->text(0);
        const bool isOwn = Uuid::fromBytes(rows->blob(1)) == own;
        if (++count > newsMost || (isAboutPostings(act) && !(isOwn && onlyAdds(act))))
            news.isStale = true;
    }
    if (!news.isStale || count <= newsMost) {
        QM_ASSIGN(news.added, usesAfter(ledger, since.posting));
    }
    return news;
}

} // namespace qm
