#include "tests/bench/local_figures.h"

#include "common/formats/statement.h"
#include "common/store/actions.h"
#include "tests/bench/measure.h"
#include "tests/bench/raw_sqlite.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

namespace qm::bench {

namespace {

constexpr int recordedEachRun = 100;
constexpr const char* insertPosting = "INSERT INTO posting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

Result<> record(Ledger& ledger, const Ground& ground, int number)
{
    const std::size_t month = ground.household.months.size() - 1;
    PostingDraft draft;
    draft.date = ground.household.months[month] + "-15";
    draft.amount = { -1000 - number };
    draft.account = ground.ids.accounts.front();
    draft.entry = ground.ids.entries[month][static_cast<std::size_t>(number) % ground.household.categories.size()];
    draft.payee = ground.household.payees[static_cast<std::size_t>(number) % ground.household.payees.size()];
    auto added = addPosting(ledger, draft);
    return added ? Result<>() : Result<>(added.error());
}

/// The row writes of each of `count` postings, one list each.
Result<std::vector<std::vector<RowWrite>>> writesOfRecording(const Ground& ground, int count)
{
    const std::string path = ground.dir + "/recorded.db";
    QM_TRY(copyFile(ground.full, path));
    QM_ASSIGN(auto ledger, openLedger(path));
    std::vector<std::vector<RowWrite>> all;
    for (int i = 0; i < count; ++i) {
        QM_ASSIGN(auto writes, WriteRecorder::record([&] { return record(*ledger, ground, i); }));
        all.push_back(std::move(writes));
    }
    return all;
}

Result<std::string> readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        return Error { ErrorCode::Io, path + " cannot be read" };
    return std::move(text).str();
}

Result<Statement> parseFile(const std::string& path)
{
    QM_ASSIGN(const Currency currency, Currency::parse("EUR"));
    QM_ASSIGN(const std::string text, readFile(path));
    return readStatement(text, path, currency);
}

/// Reads the file and imports each of its accounts: how many postings that made.
Result<std::int64_t> importFile(Ledger& ledger, const std::string& path)
{
    QM_ASSIGN(const Statement statement, parseFile(path));
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accounts());
    std::int64_t added = 0;
    for (const StatementAccount& from : statement.accounts) {
        const auto to = std::find_if(accounts.begin(), accounts.end(),
            [&](const Account& account) { return account.name == from.bankAccountId; });
        if (to == accounts.end())
            return Error { ErrorCode::NotFound, "the ledger has no account " + from.bankAccountId };
        std::vector<ImportLine> lines;
        lines.reserve(from.lines.size());
        for (const StatementLine& line : from.lines)
            lines.push_back({ line.date, line.amount, line.payee, line.memo, line.bankId });
        QM_ASSIGN(const ImportResult result, importLines(ledger, to->id, lines, false, false));
        added += result.added;
    }
    return added;
}

/// A raw file with the schema and every row of `from` that a posting refers to, its log included, but no posting.
Result<RawSqlite> rawWithoutPostings(const std::string& from, const std::string& path)
{
    QM_TRY(removeFile(path));
    {
        QM_ASSIGN(auto migrated, openLedgerFile(path));
    }
    QM_ASSIGN(RawSqlite raw, RawSqlite::open(path));
    QM_TRY(raw.execute("ATTACH '" + from
        + "' AS source;"
          "BEGIN; INSERT INTO ledger SELECT * FROM source.ledger; INSERT INTO account SELECT * FROM source.account;"
          "INSERT INTO category SELECT * FROM source.category; INSERT INTO month SELECT * FROM source.month;"
          "INSERT INTO entry SELECT * FROM source.entry; COMMIT; DETACH source"));
    return raw;
}

Result<std::vector<RowValues>> postingsOf(const std::string& path)
{
    QM_ASSIGN(RawSqlite raw, RawSqlite::open(path));
    return raw.read("SELECT * FROM posting ORDER BY w, id"); // in the order in which they came
}

Result<Times> insertRaw(const std::string& from, const std::string& path, const std::vector<RowValues>& rows)
{
    QM_ASSIGN(RawSqlite raw, rawWithoutPostings(from, path));
    const Stopwatch watch;
    QM_TRY(raw.writeAll(insertPosting, rows));
    return watch.times();
}

/// How long the command takes as a process, with its output thrown away, in ms.
Result<double> timeProcess(std::vector<std::string> command)
{
    std::vector<char*> arguments;
    for (std::string& part : command)
        arguments.push_back(part.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const Stopwatch watch;
    pid_t pid = 0;
    const int spawned = posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (spawned != 0)
        return Error { ErrorCode::Io, command[0] + ": " + std::strerror(spawned) };
    int status = 0;
    waitpid(pid, &status, 0);
    const double ms = watch.ms();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return Error { ErrorCode::Io, command[0] + " failed" };
    return ms;
}

} // namespace

Result<Times> insertPostingsRaw(const Ground& ground, const std::string& path)
{
    QM_ASSIGN(const auto rows, postingsOf(ground.full));
    return insertRaw(ground.full, path, rows);
}

Result<> measureRecording(const Ground& ground)
{
    constexpr int warmUp = 20;
    constexpr int count = warmUp + runsEach * recordedEachRun;
    QM_ASSIGN(const auto writes, writesOfRecording(ground, count));
    const std::string ours = ground.dir + "/record.db";
    const std::string plain = ground.dir + "/record-raw.db";
    QM_TRY(copyFile(ground.full, ours));
    QM_TRY(copyFile(ground.full, plain));
    QM_ASSIGN(auto ledger, openLedger(ours));
    QM_ASSIGN(RawSqlite raw, RawSqlite::open(plain));

    Figure figure { .name = "record_posting",
        .count = ground.household.postings.size(),
        .unit = "ms",
        .rawWhat = "one transaction with the same row writes",
        .limit = 2 };
    int next = 0;
    for (int run = -1; run < runsEach; ++run) {
        const int first = next;
        const int postings = run < 0 ? warmUp : recordedEachRun;
        const Stopwatch watch;
        for (int i = first; i < first + postings; ++i)
            QM_TRY(record(*ledger, ground, i));
        const Times times = watch.times();
        const Stopwatch rawWatch;
        for (int i = first; i < first + postings; ++i)
            QM_TRY(raw.write(writes[static_cast<std::size_t>(i)]));
        const Times rawTimes = rawWatch.times();
        next += postings;
        if (run >= 0) {
            figure.add({ times.ms / postings, times.cpuMs / postings });
            figure.addRaw({ rawTimes.ms / postings, rawTimes.cpuMs / postings });
        }
    }
    figure.more["row_writes"] = writes.back().size();
    print(figure);
    return {};
}

Result<> measureImport(const Ground& ground)
{
    const std::string csv = ground.dir + "/household.csv";
    const std::string empty = ground.dir + "/accounts.db";
    const std::string path = ground.dir + "/import.db";
    const std::string plain = ground.dir + "/import-raw.db";
    std::ofstream(csv, std::ios::binary) << householdCsv(ground.household);
    QM_ASSIGN(const LedgerIds ids, buildLedger(empty, ground.household, Content::Accounts, 1));

    Figure figure { .name = "import_csv",
        .count = ground.household.postings.size(),
        .unit = "ms",
        .rawWhat = "parsing the file and inserting the same postings once",
        .limit = 4 };
    Runs parseRuns;
    for (int run = 0; run < runsEach; ++run) {
        QM_TRY(copyFile(empty, path));
        {
            QM_ASSIGN(auto ledger, openLedger(path));
            const Stopwatch watch;
            QM_ASSIGN(const std::int64_t added, importFile(*ledger, csv));
            figure.add(watch.times());
            if (added != static_cast<std::int64_t>(ground.household.postings.size()))
                return Error { ErrorCode::Mismatch, "the import made " + std::to_string(added) + " postings" };
        }
        const Stopwatch parseWatch;
        QM_ASSIGN(const Statement parsed, parseFile(csv));
        const Times parse = parseWatch.times();
        QM_ASSIGN(const auto rows, postingsOf(path));
        QM_ASSIGN(const Times insert, insertRaw(path, plain, rows));
        parseRuns.push_back(parse.ms);
        figure.addRaw({ parse.ms + insert.ms, parse.cpuMs + insert.cpuMs });
    }
    figure.more["parsing_ms"] = median(parseRuns);
    print(figure);
    return {};
}

Result<> measureSummary(const Ground& ground)
{
    QM_ASSIGN(auto ledger, openLedger(ground.full));
    QM_ASSIGN(RawSqlite raw, RawSqlite::open(ground.full));
    struct Kind {
        const char* figure;
        bool byMonth;
        const char* sql;
    };
    constexpr Kind kinds[] = {
        { "summary_by_category", false,
            "SELECT e.category, sum(p.amount_minor) FROM posting p LEFT JOIN entry e ON e.id = p.entry WHERE p.dead = "
            "0 GROUP BY e.category" },
        { "summary_by_category_and_month", true,
            "SELECT p.month, e.category, sum(p.amount_minor) FROM posting p LEFT JOIN entry e ON e.id = p.entry WHERE "
            "p.dead = 0"
            " GROUP BY p.month, e.category" },
    };
    for (const Kind& kind : kinds) {
        Figure figure { .name = kind.figure, .count = ground.household.postings.size(), .unit = "ms", .limit = 20 };
        Runs rawRuns;
        std::size_t lines = 0;
        for (int run = -1; run < runsEach; ++run) {
            const Stopwatch watch;
            QM_ASSIGN(const auto summary, ledger->summaryByCategory({}, kind.byMonth));
            const Times times = watch.times();
            lines = summary.size();
            const Stopwatch rawWatch;
            QM_TRY(raw.stepThrough(kind.sql));
            const double rawMs = rawWatch.ms();
            if (run < 0) {
                figure.more["first_ms"] = times.ms;
            } else {
                figure.add(times);
                rawRuns.push_back(rawMs);
            }
        }
        figure.more["lines"] = lines;
        figure.more["raw"] = median(rawRuns);
        figure.more["raw_what"] = "one plain SQL aggregate over the same rows";
        print(figure);
    }
    return {};
}

Result<> measureCliSummary(const Ground& ground, const std::string& cli)
{
    Figure figure { .name = "cli_summary", .count = ground.household.postings.size(), .unit = "ms", .limit = 60 };
    Runs bare;
    for (int run = -1; run < runsEach; ++run) {
        QM_ASSIGN(const double ms, timeProcess({ cli, "--ledger", ground.full, "summary" }));
        QM_ASSIGN(const double versionMs, timeProcess({ cli, "--version" }));
        if (run >= 0) {
            figure.runs.push_back(ms);
            bare.push_back(versionMs);
        }
    }
    figure.more["raw"] = median(bare);
    figure.more["raw_what"] = "the same process asked for its version";
    print(figure);
    return {};
}

} // namespace qm::bench
