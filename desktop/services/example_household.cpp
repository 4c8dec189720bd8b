#include <QFile>

#include "desktop/services/example_household.h"

#include "common/sql/durable_file.h"
#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "desktop/services/example_life.h"
#include "desktop/services/example_words.h"
#include "desktop/store/qt_connection.h"

#include <algorithm>
#include <map>

namespace qm::desktop {

namespace {

constexpr int exampleMonths = 24;

/// Writes a household's life into a ledger.
class ExampleBook {
public:
    ExampleBook(Ledger& ledger, const ExampleOptions& options)
        : m_ledger(ledger)
        , m_options(options)
        , m_life(options.seed, options.isGerman)
    {
    }

    Result<> write()
    {
        QM_TRY(writeAccounts());
        QM_TRY(writeCategories());
        QM_TRY(writeTemplates());
        YearMonth ym = m_options.last;
        for (int i = 1; i < exampleMonths; ++i)
            ym = ym.month == 1 ? YearMonth { ym.year - 1, 12 } : YearMonth { ym.year, ym.month - 1 };
        for (m_index = 0; m_index < exampleMonths; ++m_index, ym = ym.next())
            QM_TRY(writeMonth(ym));
        return {};
    }

private:
    const char* word(const char* english, const char* german) const { return m_life.word(english, german); }
    std::string nameOf(Plan plan) const
    {
        return word(planWords[std::size_t(plan)].english, planWords[std::size_t(plan)].german);
    }
    Uuid categoryOf(Plan plan) const { return m_categories.at(planWords[std::size_t(plan)].category); }
    bool isNewest(YearMonth ym) const { return ym == m_options.last; }
    Uuid account(Purse purse) const { return m_accounts[std::size_t(purse)]; }

    Result<> writeAccounts();
    Result<> writeCategories();
    Result<> writeTemplates();
    Result<> writeTemplateEntry(const Uuid& templ, Plan plan);
    Result<> writeMonth(YearMonth ym);
    Result<> openWithEntries(YearMonth ym);
    Result<> replan(YearMonth ym);
    Result<> addExtras(YearMonth ym);
    Result<> readEntries(const Uuid& month);
    Result<> record(YearMonth ym, std::vector<Happening> month);
    Result<> recordAsImport(YearMonth ym, const std::vector<Happening>& month);
    Result<> recordOne(YearMonth ym, const Happening& happening);
    void leaveOpen(YearMonth ym, std::vector<Happening>& month) const;

    Ledger& m_ledger;
    ExampleOptions m_options;
    ExampleLife m_life;
    int m_index = 0;
    std::vector<Uuid> m_accounts; ///< as Purse
    std::map<std::string_view, Uuid> m_categories; ///< by English name
    Uuid m_usual;
    Uuid m_quarterly;
    std::vector<Uuid> m_templateEntries; ///< as Plan
    std::vector<std::int64_t> m_templatePlanned;
    std::vector<Uuid> m_months;
    bool m_isPlain = false; ///< the month before has the usual entries only
    std::map<Plan, Entry> m_entries; ///< of the month being written
};

Result<> ExampleBook::writeAccounts()
{
    const AccountDraft drafts[] {
        { word("Checking", "Girokonto"), "checking", { 2640'15 }, word("Elm Savings Bank", "Sparbank am Ulmenplatz") },
        { word("Savings", "Sparkonto"), "savings", { 8500'00 }, "" },
        { word("Credit card", "Kreditkarte"), "card", {}, "" },
        { word("Cash", "Bargeld"), "cash", { 120'00 }, "" },
    };
    for (const AccountDraft& draft : drafts) {
        QM_ASSIGN(const Uuid id, addAccount(m_ledger, draft));
        m_accounts.push_back(id);
    }
    return {};
}

Result<> ExampleBook::writeCategories()
{
    for (const CategoryWords& words : categoryWords) {
        QM_ASSIGN(const Uuid id,
            addCategory(m_ledger,
                { word(words.english, words.german), word(words.groupEnglish, words.groupGerman), words.kind }));
        m_categories[words.english] = id;
    }
    return {};
}

Result<> ExampleBook::writeTemplates()
{
    QM_ASSIGN(m_usual,
        addTemplate(m_ledger, word("Usual month", "Üblicher Monat"),
            word("What comes and goes every month", "Was jeden Monat kommt und geht")));
    QM_ASSIGN(m_quarterly,
        addTemplate(m_ledger, word("Each quarter", "Jedes Quartal"),
            word("January, April, July, October", "Januar, April, Juli, Oktober")));
    for (std::size_t i = 0; i < usualPlans; ++i)
        QM_TRY(writeTemplateEntry(m_usual, Plan(i)));
    for (std::size_t i = 0; i < quarterlyPlans; ++i)
        QM_TRY(writeTemplateEntry(m_quarterly, Plan(usualPlans + i)));
    return {};
}

Result<> ExampleBook::writeTemplateEntry(const Uuid& templ, Plan plan)
{
    TemplateEntryDraft draft { nameOf(plan), categoryOf(plan), { plannedCents(plan, m_options.last, 0) }, {} };
    if (const unsigned due = planWords[std::size_t(plan)].due; due > 0)
        draft.dueDay = static_cast<int>(due);
    QM_ASSIGN(const Uuid id, addTemplateEntry(m_ledger, templ, draft));
    m_templateEntries.push_back(id);
    m_templatePlanned.push_back(draft.planned.minor);
    return {};
}

CellEdits planned(Table table, std::int64_t cents)
{
    CellValue value;
    value.columns[0] = cents;
    return { { cellNamed(table, "planned"), value } };
}

/// What lasts is changed in the template, too; December's shopping is not.
Result<> ExampleBook::replan(YearMonth ym)
{
    for (std::size_t i = 0; i < usualPlans; ++i) {
        const Plan plan = Plan(i);
        const std::int64_t cents = plannedCents(plan, ym, m_index);
        if (ym.month != 12 && cents != m_templatePlanned[i]) {
            QM_TRY(editRow(
                m_ledger, { Table::TemplateEntry, m_templateEntries[i] }, planned(Table::TemplateEntry, cents)));
            m_templatePlanned[i] = cents;
        }
        const auto entry = m_entries.find(plan);
        if (entry != m_entries.end() && entry->second.planned.minor != cents)
            QM_TRY(editRow(m_ledger, { Table::Entry, entry->second.id }, planned(Table::Entry, cents)));
    }
    return {};
}

Result<> ExampleBook::readEntries(const Uuid& month)
{
    m_entries.clear();
    QM_ASSIGN(const std::vector<Entry> entries, m_ledger.entries(month));
    for (const Entry& entry : entries) {
        for (std::size_t i = 0; i < std::size(planWords); ++i) {
            if (nameOf(Plan(i)) == entry.name)
                m_entries.try_emplace(Plan(i), entry);
        }
    }
    return {};
}

/// Copied forward from a month without anything special, else from the template.
Result<> ExampleBook::openWithEntries(YearMonth ym)
{
    const bool isCopied = m_isPlain && !m_months.empty();
    QM_ASSIGN(const Uuid month,
        openMonth(m_ledger, ym, isCopied ? MonthStart::Copied : MonthStart::FromTemplate,
            isCopied ? m_months.back() : m_usual, false));
    m_months.push_back(month);
    if (isQuarter(ym))
        QM_TRY(addToMonth(m_ledger, month, MonthStart::FromTemplate, m_quarterly, false));
    QM_TRY(readEntries(month));
    QM_TRY(replan(ym));
    return addExtras(ym);
}

Result<> ExampleBook::addExtras(YearMonth ym)
{
    const std::vector<Plan> extras = extraPlans(ym, m_index);
    for (const Plan plan : extras) {
        EntryDraft draft { nameOf(plan), categoryOf(plan), { plannedCents(plan, ym, m_index) }, "", "" };
        if (const unsigned due = planWords[std::size_t(plan)].due; due > 0)
            draft.due = dateText(ym.day(due));
        if (plan == Plan::WashingMachine)
            draft.note = word("The old one is beyond repair; 600 come from savings.",
                "Die alte ist nicht mehr zu reparieren; 600 kommen vom Sparkonto.");
        QM_TRY(addEntry(m_ledger, m_months.back(), draft));
    }
    m_isPlain = extras.empty() && !isQuarter(ym) && ym.month != 12;
    return readEntries(m_months.back());
}

Result<> ExampleBook::writeMonth(YearMonth ym)
{
    QM_TRY(openWithEntries(ym));
    QM_TRY(record(ym, m_life.next(ym)));
    // All are closed but the last two.
    if (m_index >= 2)
        QM_TRY(closeMonth(m_ledger, m_months[std::size_t(m_index - 2)]));
    return {};
}

/// In the newest month one bill that was due is still open, and some purchases have no entry yet.
void ExampleBook::leaveOpen(YearMonth ym, std::vector<Happening>& month) const
{
    const auto today = YearMonth::of(m_options.today) == ym ? static_cast<unsigned>(m_options.today.day())
        : m_options.today < ym.day(1)                       ? 0u
                                                            : ym.days();
    std::erase_if(month, [&](const Happening& happening) { return happening.day > today; });
    Plan late = Plan::Rent;
    for (const Plan plan : { Plan::Energy, Plan::Internet, Plan::Phones }) {
        if (planWords[std::size_t(plan)].due < today)
            late = plan;
    }
    if (late != Plan::Rent)
        std::erase_if(month, [&](const Happening& happening) { return happening.plan == late; });
    int unassigned = 0;
    for (auto happening = month.rbegin(); happening != month.rend() && unassigned < 4; ++happening) {
        const bool isPurchase = happening->cents < 0 && !happening->to && happening->parts.empty();
        if (isPurchase && happening->purse != Purse::Cash && happening->plan && *happening->plan >= Plan::Groceries
            && *happening->plan <= Plan::Presents) {
            happening->plan.reset();
            ++unassigned;
        }
    }
}

Result<> ExampleBook::record(YearMonth ym, std::vector<Happening> month)
{
    if (!isNewest(ym))
        QM_TRY(recordAsImport(ym, month));
    else
        leaveOpen(ym, month);
    for (const Happening& happening : month) {
        if (isNewest(ym) || happening.to || !happening.parts.empty() || happening.purse == Purse::Cash)
            QM_TRY(recordOne(ym, happening));
    }
    return {};
}

/// What the bank knows of comes with its statements, all accounts at once.
Result<> ExampleBook::recordAsImport(YearMonth ym, const std::vector<Happening>& month)
{
    std::array<std::vector<ImportLine>, 4> lines;
    for (const Happening& happening : month) {
        if (happening.to || !happening.parts.empty() || happening.purse == Purse::Cash)
            continue;
        ImportLine line { ym.day(happening.day), { happening.cents }, happening.payee, happening.memo, "", true };
        if (const auto entry = happening.plan ? m_entries.find(*happening.plan) : m_entries.end();
            entry != m_entries.end())
            line.entry = entry->second.id;
        lines[std::size_t(happening.purse)].push_back(std::move(line));
    }
    std::vector<ImportPart> parts;
    for (std::size_t purse = 0; purse < lines.size(); ++purse) {
        if (!lines[purse].empty())
            parts.push_back({ m_accounts[purse], {}, lines[purse] });
    }
    QM_TRY(importParts(m_ledger, parts, false, false));
    return {};
}

Result<> ExampleBook::recordOne(YearMonth ym, const Happening& happening)
{
    PostingDraft draft;
    draft.date = dateText(ym.day(happening.day));
    draft.amount = { happening.cents };
    draft.account = account(happening.purse);
    if (happening.to)
        draft.toAccount = account(*happening.to);
    draft.payee = happening.payee;
    draft.memo = happening.memo;
    const auto daysAgo
        = (std::chrono::sys_days(m_options.today) - std::chrono::sys_days(ym.day(happening.day))).count();
    draft.isCleared = happening.purse != Purse::Cash && daysAgo > (happening.purse == Purse::Card ? 8 : 3);
    const auto entryOf = [this](const std::optional<Plan>& plan) {
        const auto entry = plan ? m_entries.find(*plan) : m_entries.end();
        return entry == m_entries.end() ? std::nullopt : std::optional(entry->second.id);
    };
    draft.entry = entryOf(happening.plan);
    if (happening.parts.empty()) {
        QM_TRY(addPosting(m_ledger, draft));
        return {};
    }
    std::vector<SplitPart> parts;
    for (const auto& [plan, cents] : happening.parts)
        parts.push_back({ entryOf(plan), { cents }, "" });
    QM_TRY(addSplit(m_ledger, draft, parts));
    return {};
}

/// Faster, as nobody can lose what is not there yet: makeExample() waits for the disk once, at the end.
Result<> fillFile(const std::string& path, const ExampleOptions& options)
{
    const std::string folder = sql::filePath(path).parent_path().string();
    QM_ASSIGN(auto connection,
        sql::openMigrated(path, sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(), { folder, openQtSql }));
    QM_TRY(connection->execute("PRAGMA synchronous = OFF"));
    QM_ASSIGN(const Currency currency, Currency::parse("EUR"));
    QM_ASSIGN(const auto ledger, Ledger::create(std::move(connection), exampleName(options.isGerman), currency));
    return fillExample(*ledger, options);
}

} // namespace

ExampleOptions ExampleOptions::on(Date today, bool isGerman)
{
    return { YearMonth::of(today), today, 1, isGerman };
}

std::string exampleName(bool isGerman)
{
    return isGerman ? "Beispielhaushalt" : "Example household";
}

Result<> fillExample(Ledger& ledger, const ExampleOptions& options)
{
    return ExampleBook(ledger, options).write();
}

Result<> makeExample(const std::string& path, const ExampleOptions& options)
{
    if (QFile::exists(QString::fromStdString(path)))
        return Error { ErrorCode::Exists, "there is a file " + path + " already" };
    // Made whole under another name, so that whatever fails leaves no half a ledger behind.
    const std::string temporary = path + ".new";
    const auto removeTemporary = [&temporary] {
        for (const char* suffix : { "", "-wal", "-shm" })
            QFile::remove(QString::fromStdString(temporary + suffix));
    };
    removeTemporary();
    Result<> made = fillFile(temporary, options);
    if (made)
        made = sql::syncFile(temporary);
    if (made)
        made = sql::renameDurably(temporary, path);
    if (!made)
        removeTemporary();
    return made;
}

} // namespace qm::desktop
