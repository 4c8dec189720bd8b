#include "desktop/services/import_session.h"

#include "common/formats/csv_sample.h"
#include "desktop/services/connection.h"
#include "desktop/services/statement_file.h"

#include <algorithm>
#include <set>

namespace qm::desktop {

namespace {

constexpr std::size_t sampleRows = 6;

/// The account that the bank's number went to before.
Result<std::optional<ImportTarget>> rememberedTarget(
    Ledger& ledger, const std::vector<Account>& accounts, const ImportPage& page)
{
    if (page.bankAccountId.empty())
        return std::optional<ImportTarget>();
    QM_ASSIGN(const std::string remembered, metaOrEmpty(ledger, accountOfKey(page.bankAccountId)));
    for (const Account& account : accounts) {
        if (account.id.text() == remembered)
            return std::optional(ImportTarget { account.id, {} });
    }
    return std::optional<ImportTarget>();
}

/// The only account that is not archived and of the page's kind.
std::optional<ImportTarget> onlyTarget(const std::vector<Account>& accounts, const ImportPage& page)
{
    const std::string_view kind = page.kind == "card" ? "card" : "checking";
    const auto fits = [&](const Account& account) { return !account.isArchived && account.kind == kind; };
    if (std::count_if(accounts.begin(), accounts.end(), fits) != 1)
        return {};
    return ImportTarget { std::find_if(accounts.begin(), accounts.end(), fits)->id, {} };
}

/// What is remembered, else what can be meant alone: two pages are never guessed to go to one account.
Result<> findTargets(Ledger& ledger, std::vector<ImportPage>& pages)
{
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accountsWithoutBalances());
    std::map<Uuid, int> uses;
    for (ImportPage& page : pages) {
        if (page.isForeign)
            continue;
        QM_ASSIGN(page.target, rememberedTarget(ledger, accounts, page));
        const auto likely = page.target ? page.target : onlyTarget(accounts, page);
        if (likely)
            ++uses[likely->account];
    }
    for (ImportPage& page : pages) {
        const auto only = onlyTarget(accounts, page);
        if (!page.isForeign && !page.target && only && uses[only->account] == 1)
            page.target = only;
    }
    return {};
}

bool isIn(const ImportPreview& preview, const ImportLine& line, const Uuid& entry)
{
    const auto month = preview.entries.find(YearMonth::of(line.date));
    return month != preview.entries.end()
        && std::any_of(month->second.begin(), month->second.end(), [&](const Entry& one) { return one.id == entry; });
}

/// Asks the ledger what it knows of the lines. What a person has chosen stays, unless it does not fit any more.
Result<> compare(Ledger& ledger, const ImportPreview& preview, ImportPage& page)
{
    // Without a target every line is new, and those of closed months are seen all the same.
    const ImportTarget target
        = page.target.value_or(ImportTarget { Uuid::make(), AccountDraft { "?", "checking", {}, "" } });
    std::vector<ImportLine> lines = page.lines;
    for (ImportLine& line : lines) {
        line.isChosen = true;
        line.entry.reset();
    }
    const ImportPart part { target.account, target.newAccount, lines };
    QM_ASSIGN(std::vector<ImportResult> results, importParts(ledger, { &part, 1 }, true, true));
    std::vector<ImportState>& states = results.front().states;
    QM_ASSIGN(std::vector<ImportProposal> proposals, proposeForImport(ledger, target.account, lines, states));
    const bool isFirst = page.states.empty();
    page.states.resize(lines.size(), ImportState::Known);
    page.twins.resize(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        ImportLine& line = page.lines[i];
        // A twin found only now is a reason to leave a line out, one that is gone to take it in.
        const bool isAsBefore
            = !isFirst && page.states[i] == states[i] && page.twins[i].has_value() == proposals[i].twin.has_value();
        if (!isAsBefore)
            line.isChosen = states[i] == ImportState::New && !proposals[i].twin;
        if (isFirst || (line.entry && !isIn(preview, line, *line.entry)))
            line.entry = proposals[i].entry;
        page.twins[i] = std::move(proposals[i].twin);
    }
    page.states = std::move(states);
    return {};
}

/// Where the person wanted the pages to go, as far as it is there.
Result<> chooseTargets(Ledger& ledger, std::vector<ImportPage>& pages, const ImportChoices& choices)
{
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accountsWithoutBalances());
    for (std::size_t i = 0; i < std::min(pages.size(), choices.pages.size()); ++i) {
        auto target = choices.pages[i].target;
        if (!target || pages[i].isForeign)
            continue;
        const bool isThere = std::any_of(accounts.begin(), accounts.end(),
            [&](const Account& account) { return account.id == target->account && !account.isArchived; });
        if (isThere)
            target->newAccount.reset(); // made meanwhile
        else if (!target->newAccount)
            continue;
        pages[i].target = target;
        pages[i].isTargetChosen = true;
    }
    return {};
}

/// What the person wanted of the lines of a page that was compared, as far as it still fits.
void chooseLines(const ImportPreview& preview, ImportPage& page, const ImportChoices::Page& choices)
{
    for (const ImportChoices::Lines& some : choices.lines) {
        for (std::size_t i = some.first; i <= some.last && i < page.lines.size(); ++i) {
            if (page.states[i] != ImportState::New || page.isForeign)
                continue;
            ImportLine& line = page.lines[i];
            line.isChosen = some.isChosen;
            if (!some.entry || isIn(preview, line, *some.entry))
                line.entry = some.entry;
            page.changed.insert(i);
        }
    }
}

ImportChoices::Page choicesOf(const ImportPage& page)
{
    ImportChoices::Page choices;
    if (page.isTargetChosen)
        choices.target = page.target;
    for (const std::size_t i : page.changed) {
        const ImportLine& line = page.lines[i];
        const bool goesOn = !choices.lines.empty() && choices.lines.back().last + 1 == i
            && choices.lines.back().isChosen == line.isChosen && choices.lines.back().entry == line.entry;
        if (goesOn)
            choices.lines.back().last = i;
        else
            choices.lines.push_back({ i, i, line.isChosen, line.entry });
    }
    return choices;
}

Result<> readEntries(Ledger& ledger, ImportPreview& preview)
{
    std::set<YearMonth> used;
    for (const ImportPage& page : preview.pages) {
        for (const ImportLine& line : page.lines)
            used.insert(YearMonth::of(line.date));
    }
    preview.entries.clear();
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    for (const Month& month : months) {
        if (used.contains(month.ym)) {
            QM_ASSIGN(preview.entries[month.ym], ledger.entries(month.id));
        }
    }
    return {};
}

Error cancelled()
{
    return { ErrorCode::Usage, "given up" };
}

Result<ImportPreview> previewOf(Ledger& ledger, const std::string& bytes, const std::string& path,
    const ReadOptions& options, const ImportChoices& choices, Progress& progress)
{
    QM_ASSIGN(Statement statement, readStatement(bytes, path, ledger.currency(), options));
    ImportPreview preview;
    preview.format = statement.format;
    preview.csv = statement.csv;
    preview.notes = std::move(statement.notes);
    for (StatementAccount& account : statement.accounts) {
        if (account.lines.empty())
            continue;
        ImportPage page;
        page.bankAccountId = std::move(account.bankAccountId);
        page.kind = std::move(account.kind);
        page.currency = std::move(account.currency);
        page.isForeign = !page.currency.empty() && page.currency != ledger.currency().code;
        page.closingBalance = account.closingBalance;
        page.lines.reserve(account.lines.size());
        std::transform(account.lines.begin(), account.lines.end(), std::back_inserter(page.lines), importLineOf);
        preview.pages.push_back(std::move(page));
    }
    QM_TRY(readEntries(ledger, preview));
    QM_TRY(findTargets(ledger, preview.pages));
    QM_TRY(chooseTargets(ledger, preview.pages, choices));
    for (std::size_t i = 0; i < preview.pages.size(); ++i) {
        if (progress.isCancelled)
            return cancelled();
        QM_TRY(compare(ledger, preview, preview.pages[i]));
        if (i < choices.pages.size())
            chooseLines(preview, preview.pages[i], choices.pages[i]);
    }
    return preview;
}

struct Written {
    qint64 postings = 0;
    Uuid change;
};

Result<Written> write(Ledger& ledger, const ImportPreview& preview)
{
    std::vector<ImportPart> parts;
    std::vector<const ImportPage*> pages;
    for (const ImportPage& page : preview.pages) {
        const bool hasAny
            = std::any_of(page.lines.begin(), page.lines.end(), [](const ImportLine& line) { return line.isChosen; });
        if (!page.target || page.isForeign || !hasAny)
            continue;
        parts.push_back({ page.target->account, page.target->newAccount, page.lines });
        pages.push_back(&page);
    }
    QM_ASSIGN(const std::vector<ImportResult> results, importParts(ledger, parts, false, false));
    QM_ASSIGN(const std::vector<HistoryItem> newest, ledger.history({}, 1));
    Written written { 0, newest.empty() ? Uuid {} : newest.front().id };
    for (std::size_t i = 0; i < results.size(); ++i) {
        written.postings += results[i].added;
        if (!pages[i]->bankAccountId.empty())
            QM_TRY(ledger.setMeta(accountOfKey(pages[i]->bankAccountId), parts[i].account.text()));
    }
    return written;
}

} // namespace

ImportSession::ImportSession(LedgerService& ledger, QObject* parent) : QObject(parent), m_ledger(ledger) { }

ImportSession::~ImportSession()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

std::shared_ptr<Progress> ImportSession::begin(Work work)
{
    if (m_progress)
        m_progress->isCancelled = true;
    m_progress = std::make_shared<Progress>();
    m_work = work;
    emit workChanged();
    return m_progress;
}

void ImportSession::finish()
{
    m_progress.reset();
    m_work = Work::None;
    emit workChanged();
}

void ImportSession::cancel()
{
    if (m_work != Work::Reading)
        return;
    m_progress->isCancelled = true;
    m_request.cancel();
    finish();
}

void ImportSession::read(const QString& path, const ImportChoices& choices)
{
    read(path, choices.csv ? ReadOptions { StatementFormat::Csv, *choices.csv } : ReadOptions(), choices);
}

ImportChoices ImportSession::choices() const
{
    ImportChoices choices;
    if (m_options.format == StatementFormat::Csv)
        choices.csv = m_options.csv;
    if (m_preview)
        std::transform(m_preview->pages.begin(), m_preview->pages.end(), std::back_inserter(choices.pages), choicesOf);
    return choices;
}

void ImportSession::read(const QString& path, const ReadOptions& options, const ImportChoices& choices)
{
    m_path = path;
    m_options = options;
    auto reading = m_ledger.readLong(begin(Work::Reading),
        [path = path.toStdString(), options, choices](Ledger& ledger, Progress& progress) -> Result<Reading> {
            QM_ASSIGN(const std::string bytes, readStatementFile(path));
            if (progress.isCancelled)
                return cancelled();
            Reading done { previewOf(ledger, bytes, path, options, choices, progress), {} };
            const bool isTable = done.preview ? done.preview->format == StatementFormat::Csv
                                              : options.format != StatementFormat::Ofx && !bytes.starts_with('<');
            if (isTable)
                done.sample = csvSample(bytes, done.preview ? done.preview->csv : options.csv, sampleRows);
            return done;
        });
    m_request.start(this, std::move(reading), [this](Result<Reading> done) {
        if (done)
            m_sample = std::move(done->sample);
        if (done && done->preview) {
            m_preview = std::make_shared<ImportPreview>(*std::move(done->preview));
            m_progress.reset();
            m_work = Work::None;
            emit previewChanged(); // first: who shows the pages before must not act on these
            emit workChanged();
            return;
        }
        finish();
        emit failed(done ? done->preview.error() : done.error());
    });
}

void ImportSession::setTarget(std::size_t page, const ImportTarget& target)
{
    m_preview->pages[page].target = target;
    m_preview->pages[page].isTargetChosen = true;
    compareAgain();
}

void ImportSession::compareAgain()
{
    // While this runs the lines belong to the long thread; the window keeps off them (isBusy()).
    auto done = m_ledger.readLong(begin(Work::Comparing), [preview = m_preview](Ledger& ledger, Progress&) -> Result<> {
        QM_TRY(readEntries(ledger, *preview));
        for (ImportPage& page : preview->pages)
            QM_TRY(compare(ledger, *preview, page));
        return {};
    });
    m_request.start(this, std::move(done), [this](Result<> result) {
        finish();
        if (result)
            emit compared();
        else
            emit failed(result.error());
    });
}

void ImportSession::import()
{
    auto written = m_ledger.actLong(
        begin(Work::Importing), [preview = m_preview](Ledger& ledger, Progress&) { return write(ledger, *preview); });
    m_request.start(this, std::move(written), [this](Result<Written> done) {
        finish();
        if (done)
            emit imported(done->postings, done->change);
        else
            emit failed(done.error());
    });
}

} // namespace qm::desktop
