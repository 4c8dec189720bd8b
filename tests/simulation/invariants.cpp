#include "invariants.h"

#include "household.h"
#include "naive_ledger.h"
#include "people.h"

#include "common/sql/migrate.h"
#include "common/sync/server.h"
#include "common/sync/snapshot.h"
#include "syncd/store/sqlite_connection.h"

#include <algorithm>

namespace simulation {

using namespace qm;

namespace {

template <typename T>
T must(Result<T> result, const char* invariant, const std::string& who)
{
    if (!result)
        throw Violation { invariant, who + ": " + result.error().detail };
    return *std::move(result);
}

/// I4 in plain SQL: what stands where it may not, in predictions too.
constexpr const char* misplaced = "SELECT (SELECT count(*) FROM posting p JOIN month m ON m.id = p.month"
                                  " WHERE p.dead = 0 AND (m.dead > 0 OR substr(p.date, 1, 7) <> m.ym))"
                                  " + (SELECT count(*) FROM posting p JOIN entry e ON e.id = p.entry"
                                  " WHERE p.dead = 0 AND (e.dead > 0 OR e.month <> p.month))"
                                  " + (SELECT count(*) FROM posting p LEFT JOIN account a ON a.id = p.account"
                                  " WHERE p.dead = 0 AND (a.id IS NULL OR a.dead > 0))"
                                  " + (SELECT count(*) FROM entry e LEFT JOIN category c ON c.id = e.category"
                                  " WHERE e.dead = 0 AND (c.id IS NULL OR c.dead > 0))"
                                  " + (SELECT count(*) FROM pragma_foreign_key_check)";

void checkFile(sql::Connection& file, const std::string& who)
{
    if (number(file, misplaced) != 0)
        throw Violation { "I4", who + " has rows that stand on nothing, or outside their month" };
    if (auto verified = verifyLedger(file); !verified)
        throw Violation { "I12", who + ": " + verified.error().detail };
}

/// I9: what is shown is what the server has confirmed and, on top, what waits.
void checkView(Device& device)
{
    Ledger& ledger = *device.ledger;
    sql::Connection& file = ledger.connection();
    const LedgerStatus status = must(ledger.status(), "I10", device.name);
    const Digest canonical = must(ledger.recomputeDigest(), "I10", device.name);
    if (canonical.bytes() != status.digest)
        throw Violation { "I1", device.name + ": with the queue taken back the rows are not those of its digest" };
    RowStore store(file, ledger.id());
    Digest shown = must(computeDigest(store), "I10", device.name);
    auto waiting = must(file.prepare("SELECT delta FROM change_set WHERE rev IS NULL"), "I10", device.name);
    while (must(waiting->step(), "I10", device.name))
        shown.subtract(Digest::fromBytes(waiting->blob(0)));
    if (shown != canonical)
        throw Violation { "I9", device.name + " shows something else than what is confirmed and what waits" };
}

void checkServer(Household& home)
{
    if (!home.server.isUp())
        return;
    const Calm calm(home.server.disk);
    const auto head = must(home.server.core->head(), "I10", "the server").version.rev;
    if (head == home.naiveRev)
        return;
    const auto file = must(home.openFile(home.server.path), "I10", "the server");
    if (home.naiveRev < 0 || head < home.naiveRev) {
        home.naive = std::make_unique<NaiveLedger>(home.auditor);
        home.naiveRev = 0;
    }
    for (const LogLine& line : readLog(*file, home.naiveRev))
        home.naive->take(line);
    home.naiveRev = head;
    checkFile(*file, "the server");
    for (const char* checked : { "I4", "I5", "I6", "I12" })
        home.count(std::string("checked ") + checked);
}

/// The answer to how much is planned, spent and where, from the product.
NaiveLedger::Sums sumsOf(Device& device)
{
    NaiveLedger::Sums sums;
    Ledger& ledger = *device.ledger;
    for (const SummaryLine& line : must(ledger.summaryByCategory({}, true), "I16", device.name)) {
        sums.plannedByMonth[line.month] += line.planned.minor;
        sums.actualByMonth[line.month] += line.actual.minor;
    }
    for (const Account& account : must(ledger.accounts(), "I16", device.name))
        sums.balanceByAccount[account.id.text()] = account.balance.minor;
    return sums;
}

/// Months without anything are not named by both.
void dropZeros(NaiveLedger::Sums& sums)
{
    for (auto* all : { &sums.actualByMonth, &sums.plannedByMonth, &sums.balanceByAccount })
        std::erase_if(*all, [](const auto& sum) { return sum.second == 0; });
}

void checkSums(Household& home, Device& device)
{
    NaiveLedger::Sums said = sumsOf(device);
    NaiveLedger::Sums expected = home.naive->sums();
    dropZeros(said);
    dropZeros(expected);
    if (said != expected)
        throw Violation { "I16", device.name + " adds up to something else than the naive ledger" };
}

/// A cell that this program does not know is all that differs.
bool isNewerCellLost(DumpedRow expected, DumpedRow found)
{
    const bool isSame = expected.cells.contains(newerCell) == found.cells.contains(newerCell)
        && (!expected.cells.contains(newerCell) || expected.cells[newerCell] == found.cells[newerCell]);
    expected.cells.erase(newerCell);
    found.cells.erase(newerCell);
    return !isSame && expected == found;
}

void checkSameRows(const Dump& expected, const Dump& found, const std::string& who)
{
    for (const auto& [name, row] : expected) {
        const auto other = found.find(name);
        if (other == found.end() || !(other->second == row))
            throw Violation { isNewerCellLost(row, other == found.end() ? DumpedRow {} : other->second) ? "I13" : "I1",
                who + " has another " + text(name) + " than the server" };
    }
    if (found.size() != expected.size())
        throw Violation { "I1", who + " has rows that the server does not have" };
}

std::string hmac(std::string_view key, std::string_view message)
{
    std::string inner(64, '\x36');
    std::string outer(64, '\x5c');
    for (std::size_t i = 0; i < key.size() && i < 64; ++i) {
        inner[i] = static_cast<char>(inner[i] ^ key[i]);
        outer[i] = static_cast<char>(outer[i] ^ key[i]);
    }
    return sha256(outer + std::string(sha256(inner + std::string(message)).view())).hex();
}

/// I12: what the server has signed is signed by it.
void checkReceipts(Household& home, Device& device, sql::Connection& server)
{
    if (home.isRebuilt)
        return; // the key that some were signed with is gone
    const std::string key = must(sql::queryText(server, "SELECT v FROM meta WHERE k = 'receipt_key'"), "I12", "server");
    auto rows = must(device.ledger->connection().prepare(
                         "SELECT rev, chain, receipt FROM change_set WHERE receipt IS NOT NULL AND rev IS NOT NULL"),
        "I12", device.name);
    while (must(rows->step(), "I12", device.name)) {
        const Version version = Version::at(rows->integer(0), Hash::fromBytes(rows->blob(1)));
        if (toHex(rows->blob(2)) != hmac(key, home.ledgerId.text() + version.text()))
            throw Violation { "I12", device.name + " keeps a receipt that the server has not signed" };
        home.count("receipt");
    }
}

void checkEndOf(Household& home, Device& device, const Dump& rows, sql::Connection& server)
{
    const Calm calm(*device.disk);
    sql::Connection& file = device.ledger->connection();
    const LedgerStatus status = must(device.ledger->status(), "I10", device.name);
    const auto head = must(home.server.core->head(), "I10", "the server");
    if (status.version != head.version || status.digest != head.digest)
        throw Violation { "I1", device.name + " stands at another version or digest than the server" };
    if (status.pending != 0 || number(file, "SELECT count(*) FROM shadow") != 0
        || number(file, "SELECT count(*) FROM limbo") != 0)
        throw Violation { "I15", device.name + " still keeps what nobody needs any more" };
    if (status.quarantined != 0)
        throw Violation { "I2", device.name + " had to put a change aside" };
    checkView(device);
    checkFile(file, device.name);
    checkSameRows(rows, dumpRows(file), device.name);
    checkSums(home, device);
    checkReceipts(home, device, server);
}

/// I7: what arrives once more changes nothing.
void checkRepeats(Household& home)
{
    if (home.auditor.hasDestroyed())
        return; // an old message may be all that is left of one, and bring it back
    home.count("checked I7");
    const Version before = must(home.server.core->head(), "I10", "the server").version;
    home.network.repeatOld(3);
    const Version after = must(home.server.core->head(), "I10", "the server").version;
    if (before != after)
        throw Violation { "I7",
            "a message that was repeated moved the server from " + before.text() + " to " + after.text() };
}

/// I14: undo and redo, when nobody else writes, change nothing that is seen.
void checkUndoRedo(Household& home, Device& device)
{
    const SimEnvironment::At at(home.environment, device.clock);
    const auto shown = [&] {
        Dump rows = dumpRows(device.ledger->connection());
        std::erase_if(rows, [](const auto& row) { return !row.second.isAlive; });
        return rows;
    };
    const Dump before = shown();
    const auto undone = device.ledger->undo();
    if (!undone || undone->isSkipped)
        return;
    if (shown() == before)
        return; // somebody else has made again what this device had deleted: a redo deletes that
    home.count("undo at the end");
    const auto redone = device.ledger->redo();
    if (!redone)
        throw Violation { "I14", device.name + " cannot redo: " + redone.error().detail };
    home.count("checked I14");
    if (!redone->isSkipped && shown() != before)
        throw Violation { "I14", device.name + " shows something else after undo and redo" };
    home.auditor.look(device);
}

/// I15: settling what is settled makes nothing.
void checkSettledTwice(Device& device)
{
    const auto all = must(device.ledger->conflicts(true), "I15", device.name);
    const auto solved
        = std::find_if(all.begin(), all.end(), [](const Conflict& one) { return one.solved.has_value(); });
    if (solved == all.end())
        return;
    if (settleConflict(*device.ledger, solved->id, Settle::Shown)
        || must(device.ledger->conflicts(true), "I15", device.name).size() != all.size())
        throw Violation { "I15", device.name + " settles a conflict twice" };
}

/// A device that reads the whole log from the first line on, as if there were no snapshots.
void replayEverything(Household& home, Device& device)
{
    for (;;) {
        const Version at = must(device.ledger->status(), "I10", device.name).version;
        const Answer answer = home.server.core->log(at.text(), 100);
        std::vector<LogEntry> entries;
        const auto members = must(sliceObject(answer.body), "I1", "the log");
        for (const auto& [key, value] : members) {
            if (key == "entries")
                entries = must(readLogEntries(value), "I1", "the log");
        }
        if (entries.empty())
            return;
        const auto pulled = must(device.ledger->pull(entries), "I1", device.name);
        if (pulled.isMismatch)
            throw Violation { "I1", device.name + " gets another digest than the server from the same log" };
    }
}

} // namespace

std::string codeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid: return "Invalid";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::Exists: return "Exists";
    case ErrorCode::Rule: return "Rule";
    case ErrorCode::OutsideMonth: return "OutsideMonth";
    case ErrorCode::Closed: return "Closed";
    case ErrorCode::Depends: return "Depends";
    case ErrorCode::Changed: return "Changed";
    case ErrorCode::Busy: return "Busy";
    case ErrorCode::DiskFull: return "DiskFull";
    case ErrorCode::Corrupt: return "Corrupt";
    case ErrorCode::TooNew: return "TooNew";
    case ErrorCode::Io: return "Io";
    case ErrorCode::Forked: return "Forked";
    case ErrorCode::Offline: return "Offline";
    case ErrorCode::Refused: return "Refused";
    case ErrorCode::Protocol: return "Protocol";
    case ErrorCode::Later: return "Later";
    case ErrorCode::Mismatch: return "Mismatch";
    default: return "error " + std::to_string(static_cast<int>(code));
    }
}

bool isUpToDate(Household& home, Device& device)
{
    const auto status = must(device.ledger->status(), "I10", device.name);
    return status.pending == 0 && status.version == must(home.server.core->head(), "I10", "the server").version;
}

void checkAfterStep(Household& home, Device& device)
{
    {
        const Calm calm(*device.disk);
        checkView(device);
        checkFile(device.ledger->connection(), device.name);
    }
    for (const char* checked : { "I4", "I9", "I10", "I12" })
        home.count(std::string("checked ") + checked);
    checkServer(home);
}

void checkAtEnd(Household& home)
{
    checkRepeats(home);
    checkServer(home);
    const auto file = must(home.openFile(home.server.path), "I10", "the server");
    const std::vector<LogLine> log = readLog(*file);
    for (const LogLine& line : log)
        home.count("outcome " + std::to_string(line.outcome));
    for (const ConflictLine& conflict : readConflicts(*file))
        home.count("conflict " + conflict.kind);
    for (const ParkedLine& parked : readParked(*file))
        home.count("parked " + parked.why + (parked.choice.empty() ? "" : ", " + parked.choice));
    home.auditor.rememberReturned(log);
    home.auditor.checkLog(log);
    home.auditor.checkNothingOverwritten(*file);

    auto scratch = must(syncd::openSqlite(":memory:", sql::OpenMode::ReadWriteCreate), "I12", "a scratch file");
    (void)must(sql::migrate(*scratch, ":memory:", sql::ledgerSchema(), {}), "I12", "a scratch file");
    if (auto replayed = replayLog(*file, *scratch); !replayed)
        throw Violation { "I12", "the server's log does not give its rows: " + replayed.error().detail };

    const Dump rows = dumpRows(*file);
    if (std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.second.cells.contains(newerCell); }))
        home.count("checked I13");
    checkSameRows(home.naive->rows(), rows, "the naive ledger");
    Device& bySnapshot = home.join("new");
    if (!home.sync(bySnapshot))
        throw Violation { "I1", "a new device cannot start from a snapshot: " + home.lastSyncError.detail };
    Device& byLog = home.join("replayed");
    replayEverything(home, byLog);
    if (!home.sync(byLog))
        throw Violation { "I1", "a device with the whole log cannot sync: " + home.lastSyncError.detail };
    for (const auto& device : home.devices) {
        if (device.get() != &bySnapshot && device.get() != &byLog)
            checkEndOf(home, *device, rows, *file);
    }
    checkEndOf(home, bySnapshot, rows, *file);
    checkEndOf(home, byLog, rows, *file);
    for (const auto& device : home.devices) {
        SyncClient client(*device->ledger, *device->peer);
        while (!must(client.backfillPage(), "I1", device->name + ", filling its log")) { }
        home.auditor.checkEverythingFound(*device);
        checkFile(device->ledger->connection(), device->name);
    }
    for (const char* checked : { "I1", "I2", "I3", "I11", "I15", "I16" })
        home.count(std::string("checked ") + checked);
    checkSettledTwice(*home.devices[0]);
    checkUndoRedo(home, *home.devices[0]);
}

} // namespace simulation
