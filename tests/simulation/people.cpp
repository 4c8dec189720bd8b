#include "people.h"

#include "household.h"
#include "invariants.h"

#include <array>
#include <set>

namespace simulation {

using namespace qm;

namespace {

constexpr std::uint32_t rowsInReach = 6; ///< of each kind
constexpr std::array<YearMonth, 3> months { YearMonth { 2026, 5 }, YearMonth { 2026, 6 }, YearMonth { 2026, 7 } };

/// Somebody at a device. Every action says what it is going to do before it does it.
class Person {
public:
    Person(Household& household, Device& at) : home(household), device(at), ledger(*at.ledger) { }

    /// Errors: those of the action; NotFound also when there is nothing to do it to.
    Result<> actAtRandom();

    std::string what = "nothing"; ///< for the trace
    bool mustLeaveTrace = false; ///< when it succeeds, a change set is there

private:
    template <typename T>
    Result<T> oneOf(const std::vector<T>& all)
    {
        if (all.empty())
            return Error { ErrorCode::NotFound, "there is none" };
        const auto count = static_cast<std::uint32_t>(all.size());
        return all[home.choices.choose(std::min(count, rowsInReach))];
    }
    template <typename T>
    Result<T> oneOf(const Result<std::vector<T>>& all)
    {
        if (!all)
            return all.error();
        return oneOf(*all);
    }
    bool coin() { return home.choices.choose(2) == 1; }
    Money amount() { return home.auditor.typeAmount(); }
    std::string text() { return home.auditor.typeText(); }
    std::string dayOf(YearMonth month) { return dateText(month.day(1 + home.choices.choose(31))); }
    YearMonth someMonth() { return months[home.choices.choose(3)]; }
    void say(std::string will) { what = std::move(will); }

    Result<Posting> somePosting()
    {
        PostingFilter filter;
        filter.month = monthId(ledger.id(), someMonth().text());
        return oneOf(ledger.postings(filter));
    }
    Result<Entry> someEntry() { return oneOf(ledger.entries(monthId(ledger.id(), someMonth().text()))); }
    /// An entry of the month, or none.
    Result<std::optional<Uuid>> entryOf(YearMonth month)
    {
        QM_ASSIGN(const auto entries, ledger.entries(monthId(ledger.id(), month.text())));
        if (entries.empty() || home.choices.choose(4) == 3)
            return std::optional<Uuid>();
        QM_ASSIGN(const Entry entry, oneOf(entries));
        return std::optional<Uuid>(entry.id);
    }

    static CellEdits cell(Table table, const char* name, Scalar value)
    {
        CellValue edit;
        edit.columns[0] = std::move(value);
        return { { cellNamed(table, name), edit } };
    }
    Result<> edit(Table table, const Uuid& row, const char* name, Scalar value)
    {
        const std::string* said = asText(value);
        const std::int64_t* number = asInteger(value);
        say("edit " + std::string(name) + " of " + std::string(info(table).name) + " " + row.text().substr(30) + " to "
            + (said          ? *said
                    : number ? std::to_string(*number)
                             : std::string("another")));
        return editRow(ledger, { table, row }, cell(table, name, std::move(value)));
    }

    Result<> record();
    Result<> transfer();
    Result<> split();
    Result<> editPosting();
    Result<> useNewerCell();
    Result<> move();
    Result<> removePosting();
    Result<> newEntry();
    Result<> editEntry();
    Result<> removeEntry();
    Result<> openOne();
    Result<> addAgain();
    Result<> closeOne();
    Result<> reopenOne();
    Result<> changeTemplate();
    Result<> rename();
    Result<> import();
    Result<> undo();
    Result<> redo();
    Result<> settleOneConflict();
    Result<> settleOneParked();

    Household& home;
    Device& device;
    Ledger& ledger;
};

Result<> Person::actAtRandom()
{
    using Action = Result<> (Person::*)();
    static constexpr Action actions[] = { &Person::record, &Person::record, &Person::record, &Person::editPosting,
        &Person::editPosting, &Person::editPosting, &Person::editPosting, &Person::move, &Person::move,
        &Person::removePosting, &Person::transfer, &Person::split, &Person::split, &Person::newEntry,
        &Person::editEntry, &Person::editEntry, &Person::editEntry, &Person::editEntry, &Person::removeEntry,
        &Person::openOne, &Person::openOne, &Person::addAgain, &Person::closeOne, &Person::reopenOne,
        &Person::reopenOne, &Person::changeTemplate, &Person::rename, &Person::rename, &Person::import, &Person::undo,
        &Person::undo, &Person::redo, &Person::settleOneConflict, &Person::settleOneConflict,
        &Person::settleOneConflict, &Person::settleOneParked, &Person::settleOneParked, &Person::useNewerCell };
    auto done = (this->*actions[home.choices.choose(std::size(actions))])();
    if (!done && done.error().code == ErrorCode::NotFound && what == "nothing")
        return record(); // there was nothing to do that to
    return done;
}

Result<> Person::record()
{
    const YearMonth month = someMonth();
    QM_ASSIGN(const auto entry, entryOf(month));
    QM_ASSIGN(const Account account, oneOf(ledger.accounts()));
    PostingDraft draft { dayOf(month), amount(), account.id, entry, {}, text(), "", coin() };
    say("record " + draft.payee + " " + std::to_string(draft.amount.minor) + " on " + draft.date);
    mustLeaveTrace = true;
    if (auto done = addPosting(ledger, draft, coin()); !done)
        return done.error();
    return {};
}

Result<> Person::transfer()
{
    const YearMonth month = someMonth();
    QM_ASSIGN(const auto accounts, ledger.accounts());
    if (accounts.size() < 2)
        return Error { ErrorCode::NotFound, "one account only" };
    PostingDraft draft { dayOf(month), amount(), accounts[0].id, {}, accounts[1].id, text(), "", false };
    say("transfer " + draft.payee + " " + std::to_string(draft.amount.minor) + " on " + draft.date);
    mustLeaveTrace = true;
    if (auto done = addPosting(ledger, draft); !done)
        return done.error();
    return {};
}

Result<> Person::split()
{
    const YearMonth month = someMonth();
    QM_ASSIGN(const Account account, oneOf(ledger.accounts()));
    std::vector<SplitPart> parts;
    for (std::uint32_t i = 0; i < 2 + home.choices.choose(2); ++i) {
        QM_ASSIGN(const auto entry, entryOf(month));
        parts.push_back({ entry, amount(), text() });
    }
    const PostingDraft shared { dayOf(month), {}, account.id, {}, {}, text(), "", false };
    say("split " + shared.payee + " into " + std::to_string(parts.size()) + " on " + shared.date);
    mustLeaveTrace = true;
    if (auto done = addSplit(ledger, shared, parts); !done)
        return done.error();
    return {};
}

Result<> Person::editPosting()
{
    QM_ASSIGN(const Posting posting, somePosting());
    switch (home.choices.choose(5)) {
    case 0: return edit(Table::Posting, posting.id, "amount", amount().minor);
    case 1: return edit(Table::Posting, posting.id, "payee", text());
    case 2: return edit(Table::Posting, posting.id, "memo", text());
    case 3: return edit(Table::Posting, posting.id, "cleared", std::int64_t { !posting.isCleared });
    default: break;
    }
    QM_ASSIGN(const Account account, oneOf(ledger.accounts()));
    CellEdits edits = cell(Table::Posting, "account", account.id);
    edits[0].second.count = 2;
    if (posting.toAccount)
        edits[0].second.columns[1] = *posting.toAccount;
    say("move posting " + posting.id.text().substr(30) + " to account " + account.name);
    return editRow(ledger, { Table::Posting, posting.id }, edits);
}

/// Something that only a newer program knows of.
Result<> Person::useNewerCell()
{
    if (!device.isNewer)
        return Error { ErrorCode::NotFound, "this program knows no such cell" };
    QM_ASSIGN(const Posting posting, somePosting());
    Op op;
    op.kind = Op::Kind::Set;
    op.image.key = { Table::Posting, posting.id };
    const auto row = ledger.row(op.image.key);
    const CellRef mood = cellNamed(Table::Posting, newerCell);
    CellValue value;
    std::string json;
    appendJsonString(text(), json);
    value.columns[0] = json;
    op.cells.push_back({ mood, row->get(mood), value });
    say("give posting " + posting.id.text().substr(30) + " a " + newerCell + " " + json);
    mustLeaveTrace = true;
    if (auto done = ledger.act("posting.edit", { std::move(op) }); !done)
        return done.error();
    return {};
}

Result<> Person::move()
{
    QM_ASSIGN(const Posting posting, somePosting());
    const YearMonth month = someMonth();
    QM_ASSIGN(const auto entry, entryOf(month));
    const std::string date = dayOf(month);
    say("move posting " + posting.id.text().substr(30) + " to " + date + (entry ? " " + entry->text().substr(30) : ""));
    return movePosting(ledger, posting.id, date, entry);
}

Result<> Person::removePosting()
{
    QM_ASSIGN(const Posting posting, somePosting());
    say("delete posting " + posting.id.text().substr(30));
    mustLeaveTrace = true;
    return deletePosting(ledger, posting.id);
}

Result<> Person::newEntry()
{
    const YearMonth month = someMonth();
    QM_ASSIGN(const Category category, oneOf(ledger.categories()));
    EntryDraft draft { text(), category.id, amount(), coin() ? dayOf(month) : "", "" };
    say("add entry " + draft.name + " to " + month.text());
    mustLeaveTrace = true;
    if (auto done = addEntry(ledger, monthId(ledger.id(), month.text()), draft); !done)
        return done.error();
    return {};
}

Result<> Person::editEntry()
{
    QM_ASSIGN(const Entry entry, someEntry());
    switch (home.choices.choose(4)) {
    case 0: return edit(Table::Entry, entry.id, "planned", amount().minor);
    case 1: return edit(Table::Entry, entry.id, "name", text());
    case 2: return edit(Table::Entry, entry.id, "note", text());
    default: break;
    }
    QM_ASSIGN(const Category category, oneOf(ledger.categories()));
    return edit(Table::Entry, entry.id, "category", category.id);
}

Result<> Person::removeEntry()
{
    QM_ASSIGN(const Entry entry, someEntry());
    static constexpr EntryPostings ways[] = { EntryPostings::Delete, EntryPostings::Keep, EntryPostings::Refuse };
    const EntryPostings way = ways[home.choices.choose(3)];
    say("delete entry " + entry.id.text().substr(30) + (way == EntryPostings::Keep ? ", keep its postings" : ""));
    mustLeaveTrace = true;
    return deleteEntry(ledger, entry.id, way);
}

/// Where a month's entries come from.
Result<std::pair<MonthStart, Uuid>> sourceOf(Ledger& ledger, Choices& choices)
{
    const std::uint32_t how = choices.choose(3);
    if (how == 0)
        return std::pair(MonthStart::Blank, Uuid {});
    if (how == 1) {
        QM_ASSIGN(const auto templates, ledger.templates());
        if (!templates.empty())
            return std::pair(MonthStart::FromTemplate, templates[0].id);
    }
    return std::pair(MonthStart::Copied, monthId(ledger.id(), months[choices.choose(2)].text()));
}

Result<> Person::openOne()
{
    const YearMonth month = someMonth();
    QM_ASSIGN(const auto source, sourceOf(ledger, home.choices));
    say("open month " + month.text());
    mustLeaveTrace = true;
    if (auto done = openMonth(ledger, month, source.first, source.second, coin()); !done)
        return done.error();
    return {};
}

Result<> Person::addAgain()
{
    const YearMonth month = someMonth();
    QM_ASSIGN(const auto source, sourceOf(ledger, home.choices));
    say("add the entries of " + std::string(source.first == MonthStart::Copied ? "a month" : "a template") + " to "
        + month.text());
    if (auto done = addToMonth(ledger, monthId(ledger.id(), month.text()), source.first, source.second, false); !done)
        return done.error();
    return {};
}

Result<> Person::closeOne()
{
    const YearMonth month = someMonth();
    say("close " + month.text());
    mustLeaveTrace = true;
    return closeMonth(ledger, monthId(ledger.id(), month.text()));
}

Result<> Person::reopenOne()
{
    const YearMonth month = someMonth();
    say("reopen " + month.text());
    mustLeaveTrace = true;
    return reopenMonth(ledger, monthId(ledger.id(), month.text()));
}

Result<> Person::changeTemplate()
{
    QM_ASSIGN(const Template templ, oneOf(ledger.templates()));
    if (home.choices.choose(8) == 7) {
        say("delete template " + templ.name);
        mustLeaveTrace = true;
        return deleteTemplate(ledger, templ.id);
    }
    if (templ.entries.empty() || coin()) {
        QM_ASSIGN(const Category category, oneOf(ledger.categories()));
        const std::string name = text();
        say("add template entry " + name);
        mustLeaveTrace = true;
        if (auto done = addTemplateEntry(ledger, templ.id, { name, category.id, amount(), 31 }); !done)
            return done.error();
        return {};
    }
    QM_ASSIGN(const TemplateEntry entry, oneOf(templ.entries));
    if (home.choices.choose(3) < 2)
        return edit(Table::TemplateEntry, entry.id, "planned", amount().minor);
    say("delete template entry " + entry.name);
    mustLeaveTrace = true;
    return deleteTemplateEntry(ledger, entry.id);
}

Result<> Person::rename()
{
    switch (home.choices.choose(4)) {
    case 0: {
        QM_ASSIGN(const Category category, oneOf(ledger.categories()));
        return edit(Table::Category, category.id, "name", text());
    }
    case 1: return edit(Table::Month, monthId(ledger.id(), someMonth().text()), "note", text());
    default: break;
    }
    QM_ASSIGN(const Account account, oneOf(ledger.accounts()));
    if (coin())
        return edit(Table::Account, account.id, "opening", amount().minor);
    return edit(Table::Account, account.id, "name", text());
}

/// One of three statements: devices import the same lines.
Result<> Person::import()
{
    QM_ASSIGN(const auto accounts, ledger.accounts());
    if (accounts.empty())
        return Error { ErrorCode::NotFound, "no account" };
    const std::uint32_t statement = home.choices.choose(3);
    std::vector<ImportLine> lines;
    for (std::uint32_t i = 0; i < 4; ++i) {
        ImportLine line;
        line.date = months[(statement + i) % 3].day(5 + i);
        line.amount = { -(700'000'0 + statement * 10 + i) };
        line.payee = "bank" + std::to_string(statement) + std::to_string(i);
        line.bankId = i % 2 ? "ref" + std::to_string(statement) + std::to_string(i) : "";
        lines.push_back(std::move(line));
    }
    say("import statement " + std::to_string(statement));
    auto done = importLines(ledger, accounts[0].id, lines, true, false);
    if (!done)
        return done.error();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (done->isNew[i])
            home.auditor.type(lines[i].payee);
    }
    return {};
}

Result<> Person::undo()
{
    if (coin()) {
        say("undo");
        mustLeaveTrace = true;
        if (auto done = ledger.undo(); !done)
            return done.error();
        return {};
    }
    QM_ASSIGN(const auto history, ledger.history({}, rowsInReach));
    QM_ASSIGN(const HistoryItem item, oneOf(history));
    say("undo " + home.auditor.labelOf(item.id) + " (" + item.act + ")");
    mustLeaveTrace = true;
    if (auto done = ledger.undo(item.id); !done)
        return done.error();
    return {};
}

Result<> Person::redo()
{
    say("redo");
    mustLeaveTrace = true;
    if (auto done = ledger.redo(); !done)
        return done.error();
    return {};
}

Result<> Person::settleOneConflict()
{
    QM_ASSIGN(const Conflict conflict, oneOf(ledger.conflicts()));
    static constexpr Settle ways[] = { Settle::Shown, Settle::Lost, Settle::Both, Settle::Value };
    const Settle way = ways[home.choices.choose(4)];
    static constexpr const char* words[] = { "shown", "lost", "both", "value" };
    say("settle " + std::string(conflictKindName(conflict.kind)) + " of " + home.auditor.labelOf(conflict.loser) + " "
        + conflict.cell + ": " + words[static_cast<int>(way)]);
    mustLeaveTrace = true;
    if (way != Settle::Value)
        return settleConflict(ledger, conflict.id, way);
    CellValue value;
    if (conflict.cell == "amount" || conflict.cell == "planned" || conflict.cell == "opening")
        value.columns[0] = amount().minor;
    else if (conflict.cell == "name" || conflict.cell == "note" || conflict.cell == "payee" || conflict.cell == "memo")
        value.columns[0] = text();
    else
        return settleConflict(ledger, conflict.id, Settle::Shown);
    return settleConflict(ledger, conflict.id, way, value);
}

Result<> Person::settleOneParked()
{
    QM_ASSIGN(const Parked parked, oneOf(ledger.parkedChanges()));
    const bool applies = home.choices.choose(3) < 2;
    say((applies ? "apply parked " : "discard parked ") + home.auditor.labelOf(parked.change) + " (" + parked.why
        + ")");
    mustLeaveTrace = true;
    return settleParked(ledger, parked.change, applies);
}

bool isRefusal(ErrorCode code)
{
    static const std::set<ErrorCode> refusals { ErrorCode::Rule, ErrorCode::Closed, ErrorCode::OutsideMonth,
        ErrorCode::Depends, ErrorCode::NotFound, ErrorCode::Exists, ErrorCode::Changed, ErrorCode::Invalid };
    return refusals.contains(code);
}

} // namespace

void act(Household& home, Device& device)
{
    const SimDisk::Faults faults = device.disk->faults;
    const bool canFail = faults.writesToDeath > 0 || faults.readsToFailure > 0 || faults.isFull;
    Person person(home, device);
    home.auditor.beginAction();
    const std::string boot = device.clock.boot;
    const auto done = home.on(device, [&] { return person.actAtRandom(); });
    const bool hasStopped = device.clock.boot != boot;
    const std::string made = home.auditor.endAction();
    const std::string said = done ? (made.empty() ? "nothing to do" : made) : codeName(done.error().code);
    home.note(device, person.what + ": " + said);
    home.count(done ? "act done" : "act " + codeName(done.error().code));
    if (done && made.empty() && person.mustLeaveTrace)
        throw Violation { "I10", device.name + " said it was done, and it is not there: " + person.what };
    if (!done && !made.empty() && !hasStopped)
        throw Violation { "I10", device.name + " said it failed, and it is there: " + person.what };
    if (!done && !canFail && !isRefusal(done.error().code))
        throw Violation { "I10", device.name + " failed though nothing is wrong: " + done.error().detail };
}

void beginLedger(Household& home, Device& device)
{
    home.auditor.beginAction();
    const auto done = home.on(device, [&]() -> Result<> {
        Ledger& ledger = *device.ledger;
        QM_TRY(addAccount(ledger, { "Checking", "checking", home.auditor.typeAmount(), "" }));
        QM_TRY(addAccount(ledger, { "Savings", "savings", {}, "" }));
        QM_ASSIGN(const Uuid food, addCategory(ledger, { "Food", "Living", "expense" }));
        QM_ASSIGN(const Uuid pay, addCategory(ledger, { "Pay", "", "income" }));
        QM_ASSIGN(const Uuid templ, addTemplate(ledger, "Usual", ""));
        QM_TRY(addTemplateEntry(ledger, templ, { "Groceries", food, home.auditor.typeAmount(), 31 }));
        QM_TRY(addTemplateEntry(ledger, templ, { "Salary", pay, home.auditor.typeAmount(), 1 }));
        QM_TRY(openMonth(ledger, months[0], MonthStart::FromTemplate, templ, false));
        QM_TRY(openMonth(ledger, months[1], MonthStart::Copied, monthId(ledger.id(), months[0].text()), false));
        QM_ASSIGN(const auto accounts, ledger.accounts());
        for (const char* date : { "2026-05-03", "2026-05-04", "2026-06-03" })
            QM_TRY(addPosting(ledger,
                { date, home.auditor.typeAmount(), accounts[0].id, {}, {}, home.auditor.typeText(), "", false }));
        return {};
    });
    (void)home.auditor.endAction();
    if (!done)
        throw Violation { "set-up", done.error().detail };
}

} // namespace simulation
