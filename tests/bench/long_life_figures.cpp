#include "desktop/store/qt_connection.h"

#include "tests/bench/exchange_figures.h"

#include "common/environment.h"
#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "common/sync/server.h"
#include "tests/bench/device.h"
#include "tests/bench/load_device.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

namespace qm::bench {

namespace {

constexpr int authorsMost = 6;
constexpr std::size_t changesEachPush = 500;
constexpr int smallChanges = 15;
constexpr std::int64_t tenYearsMs = std::int64_t(3652) * 24 * 60 * 60 * 1000;
constexpr double linear = 2.3; ///< twice the log may cost twice as much, and a little for caches that hold half of it
constexpr double constant = 1.5; ///< within what two runs differ by

/// Ten years of six devices: records, edits and deletes of one household, straight into the server's file.
class Authors {
public:
    Authors(
        const Ground& ground, const Shared& shared, const std::vector<std::string>& months, std::vector<Paired> paired)
        : m_ground(ground)
        , m_shared(shared)
        , m_months(months)
        , m_paired(std::move(paired))
    {
    }

    /// Appends change sets until there are `total` of them.
    Result<> writeUntil(const std::string& path, std::size_t total)
    {
        QM_ASSIGN(auto writer, openLedgerFile(path));
        QM_ASSIGN(auto reader, openLedgerFile(path));
        QM_TRY(writer->execute("PRAGMA synchronous=OFF")); // no figure is taken here
        LedgerServer::Options options;
        options.snapshotDir = path + ".snapshots";
        options.nowMs = [this] { return nowMs(); };
        QM_ASSIGN(auto server, LedgerServer::open(std::move(writer), std::move(reader), m_shared.ledger, options));
        while (m_made < total) {
            SyncJob job;
            const std::size_t author = (m_made / changesEachPush) % m_paired.size();
            job.caller = { m_paired[author].device, m_paired[author].no, "Device " + std::to_string(author), "linux",
                Right::Editor };
            job.request.head = server->version();
            job.request.limit = 0;
            for (std::size_t i = 0; i < changesEachPush && m_made < total; ++i, ++m_made)
                job.request.items.push_back(next(author, server->version()));
            SyncJob* jobs[] = { &job };
            server->run(jobs);
            if (job.answer.status != 200 || job.answer.body.find("\"parked\"") != std::string::npos)
                return Error { ErrorCode::Protocol, job.answer.body.substr(0, 500) };
        }
        return server->checkpoint();
    }
    void setTotal(std::size_t total) { m_total = total; }
    /// The server's clock never goes back, and the ledger was brought to it today: so these are the ten years from now
    /// on.
    std::int64_t nowMs() const
    {
        return m_startMs + static_cast<std::int64_t>(double(tenYearsMs) * double(m_made) / double(m_total));
    }
    const Uuid& somePosting() const { return m_postings[m_postings.size() / 3].id; }

private:
    struct Made {
        Uuid id;
        std::int64_t amount;
    };
    PushItem next(std::size_t author, const Version& base)
    {
        PushItem item;
        ChangeSet& change = item.decoded.change;
        change.id = Uuid::make();
        change.dev = m_paired[author].device;
        change.n = ++m_counts[author];
        change.prev = m_last[author];
        m_last[author] = change.id;
        change.base = base;
        change.at = instantText(wallClockMs());
        const std::size_t what = m_random() % 100;
        if (what < 10 && m_postings.size() > 5000) {
            // Older than what others may be editing in the same push.
            Made& made = m_postings[m_postings.size() - 4000 - m_random() % 900];
            Op op;
            op.kind = Op::Kind::Set;
            op.image.key = { Table::Posting, made.id };
            CellChange cell;
            cell.cell = cellNamed(Table::Posting, "amount");
            cell.was.columns[0] = made.amount;
            cell.now.columns[0] = made.amount - 1;
            --made.amount;
            op.cells.push_back(cell);
            change.act = "posting.edit";
            change.ops.push_back(std::move(op));
        } else {
            const std::size_t month = m_made * m_months.size() / m_total;
            const std::string& ym = m_months[month];
            const auto& entries = m_shared.ids.entries[month];
            const Made made { Uuid::make(), -1500 - static_cast<std::int64_t>(m_random() % 9000) };
            char day[4] = "-01";
            day[1] = static_cast<char>('0' + m_random() % 2);
            day[2] = static_cast<char>('1' + m_random() % 9);
            change.act = "posting.add";
            change.ops.push_back(
                postingOp(made.id, monthId(m_shared.ledger, ym), ym + day, entries[m_random() % entries.size()],
                    made.amount, m_shared.ids.accounts[m_random() % 3], m_ground.household.payees[m_random() % 300],
                    m_random() % 5 == 0 ? "a short note" : "", m_random() % 2 == 0));
            m_postings.push_back(made);
        }
        item.decoded.canonical = encodeChangeSet(change);
        return item;
    }

    const Ground& m_ground;
    const Shared& m_shared;
    const std::vector<std::string>& m_months;
    std::vector<Paired> m_paired;
    std::mt19937 m_random { 7 };
    std::vector<Made> m_postings;
    std::map<std::size_t, std::int64_t> m_counts;
    std::map<std::size_t, std::optional<Uuid>> m_last;
    std::int64_t m_startMs = wallClockMs();
    std::size_t m_made = 0;
    std::size_t m_total = 1;
};

std::vector<std::string> tenYears()
{
    std::vector<std::string> months;
    for (YearMonth month { 2016, 11 }; months.size() < 120;
         month = month.month == 12 ? YearMonth { month.year + 1, 1 } : YearMonth { month.year, month.month + 1 })
        months.push_back(month.text());
    return months;
}

double fileMiB(const std::string& path)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    return error ? 0 : double(bytes) / (1 << 20);
}

/// What is measured at half of the log and at all of it.
struct Point {
    std::map<std::string, double> values;
};

Result<double> packAll(const std::string& path, const Uuid& ledger, std::int64_t nowMs)
{
    QM_ASSIGN(auto writer, openLedgerFile(path));
    QM_ASSIGN(auto reader, openLedgerFile(path));
    LedgerServer::Options options;
    options.snapshotDir = path + ".snapshots";
    QM_ASSIGN(auto server, LedgerServer::open(std::move(writer), std::move(reader), ledger, options));
    const Stopwatch watch;
    for (bool hasMore = true; hasMore;) {
        QM_ASSIGN(hasMore, server->packLog({ .olderThanMs = nowMs - packAfterMs }));
    }
    const double ms = watch.ms();
    QM_TRY(server->checkpoint());
    return ms;
}

/// Chain, rows and digest, and every row anew from the log.
Result<double> verifyMs(const std::string& path)
{
    QM_ASSIGN(auto connection, desktop::openQtSql(path, sql::OpenMode::ReadOnly));
    const Stopwatch watch;
    QM_TRY(verifyLedger(*connection));
    QM_ASSIGN(const auto scratch, desktop::openQtSql(":memory:", sql::OpenMode::ReadWriteCreate));
    QM_TRY(sql::migrate(*scratch, ":memory:", sql::ledgerSchema(), {}));
    QM_TRY(replayLog(*connection, *scratch));
    return watch.ms();
}

Result<> measureDevice(const Ground& ground, const Daemon& daemon, const Tls& tls, const Authors& authors, Point& point)
{
    const std::string path = ground.dir + "/long.db";
    QM_TRY(removeFile(path));
    QM_TRY(removeFile(ground.dir + "/long-2.db"));
    QM_ASSIGN(const std::string code, daemon.invite("Home"));
    const Stopwatch join;
    QM_ASSIGN(Device device, joinLedger(path, code, daemon.port(), tls));
    point.values["new_device_ms"] = join.ms();
    {
        const Stopwatch watch;
        SyncClient client(*device.ledger, *device.peer);
        for (bool isComplete = false; !isComplete;) {
            QM_ASSIGN(isComplete, client.backfillPage());
        }
        point.values["whole_log_ms"] = watch.ms();
    }
    QM_TRY(device.ledger->connection().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    point.values["device_file_unpacked_mib"] = fileMiB(path);
    {
        const Stopwatch watch;
        for (bool hasMore = true; hasMore;) {
            QM_ASSIGN(hasMore, device.ledger->packLog({ .olderThanMs = authors.nowMs() - packAfterMs }));
        }
        point.values["device_pack_ms"] = watch.ms();
    }
    QM_TRY(device.ledger->connection().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    point.values["device_file_mib"] = fileMiB(path);
    QM_ASSIGN(const std::string otherCode, daemon.invite("Home"));
    QM_ASSIGN(Device other, joinLedger(ground.dir + "/long-2.db", otherCode, daemon.port(), tls));

    Runs syncs;
    Runs newest;
    Runs ofOne;
    for (int i = 0; i < smallChanges; ++i) {
        PostingDraft draft;
        draft.date = "2026-10-21";
        draft.amount = { -100 - i };
        QM_ASSIGN(const std::vector<Account> accounts, device.ledger->accounts());
        draft.account = accounts.front().id;
        QM_TRY(addPosting(*device.ledger, draft));
        const Stopwatch watch;
        QM_TRY(device.sync());
        QM_TRY(other.sync());
        syncs.push_back(watch.ms());
        const Stopwatch reading;
        QM_TRY(device.ledger->history({}, 50));
        newest.push_back(reading.ms());
        if (i < 3) {
            const Stopwatch one;
            QM_TRY(device.ledger->history(authors.somePosting(), 50));
            ofOne.push_back(one.ms());
        }
    }
    QM_TRY(checkSame(device, other));
    point.values["one_change_ms"] = median(syncs);
    point.values["history_newest_50_ms"] = median(newest);
    point.values["history_of_one_posting_ms"] = median(ofOne);
    QM_ASSIGN(point.values["verify_ms"], verifyMs(path));
    return {};
}

/// A server set up anew gets everything from a device whose log is packed, and the device reads its own log back.
Result<> measureRecovery(const Ground& ground, const std::string& syncd, const Tls& tls, Point& point)
{
    const std::string dir = ground.dir + "/anew";
    std::filesystem::remove_all(dir);
    QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, tls.certificate, tls.key));
    const std::string path = ground.dir + "/long.db";
    QM_ASSIGN(Device device, bringLedger(path, daemon, daemon.port(), tls));
    const Stopwatch watch;
    QM_TRY(device.sync());
    point.values["rebuilt_server_ms"] = watch.ms();
    QM_ASSIGN(const LedgerStatus status, device.ledger->status());
    if (status.pending != 0)
        return Error { ErrorCode::Mismatch, "the rebuilt server did not get everything" };
    daemon.stop();
    std::filesystem::remove_all(dir);
    return {};
}

Result<Point> measureAt(const Ground& ground, const std::string& syncd, const Tls& tls, const std::string& dir,
    const Shared& shared, Authors& authors, std::size_t total)
{
    Point point;
    const std::string path = dir + "/ledgers/" + shared.ledger.text() + ".db";
    QM_TRY(authors.writeUntil(path, total));
    point.values["server_file_unpacked_mib"] = fileMiB(path);
    QM_ASSIGN(point.values["server_pack_ms"], packAll(path, shared.ledger, authors.nowMs()));
    point.values["server_file_mib"] = fileMiB(path);
    std::filesystem::remove_all(dir + "/snapshots");
    QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, tls.certificate, tls.key));
    QM_TRY(measureDevice(ground, daemon, tls, authors, point));
    daemon.stop();
    QM_TRY(measureRecovery(ground, syncd, tls, point));
    return point;
}

} // namespace

Result<> measureLongLife(const Ground& ground, const std::string& syncd)
{
    QM_ASSIGN(const Tls tls, makeTls(ground.dir));
    const std::string dir = ground.dir + "/long";
    std::filesystem::remove_all(dir);
    const std::size_t total = 3 * ground.household.postings.size();
    Ground decade = ground;
    decade.household.months = tenYears();
    Shared shared;
    std::vector<Paired> paired;
    {
        QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, {}, {}));
        QM_ASSIGN(shared, shareLedger(decade, daemon));
        for (int i = 0; i < authorsMost; ++i) {
            QM_ASSIGN(paired.emplace_back(), pairLoadDevice(shared, daemon.port(), i));
        }
    }
    Authors authors(decade, shared, decade.household.months, paired);
    authors.setTotal(total);
    QM_ASSIGN(const Point half, measureAt(decade, syncd, tls, dir, shared, authors, total / 2));
    QM_ASSIGN(const Point whole, measureAt(decade, syncd, tls, dir, shared, authors, total));
    for (const auto& [name, value] : whole.values) {
        const bool isConstant = name == "one_change_ms" || name == "history_newest_50_ms";
        Figure figure { .name = "long_life_" + name,
            .count = total,
            .unit = name.ends_with("_mib") ? "MiB" : "ms",
            .runs = { value },
            .rawWhat = "at half of that",
            .rawRuns = { half.values.at(name) },
            .limit = isConstant ? constant : linear };
        print(figure);
    }
    return {};
}

} // namespace qm::bench
