#include "common/sync/server.h"

#include "common/sync/snapshot.h"

namespace qm {

namespace {

Error wrong(std::string what)
{
    return { ErrorCode::Mismatch, std::move(what) };
}

std::string named(const RowKey& key)
{
    return std::string(info(key.table).name) + " " + key.id.text();
}

/// Every row by itself and under its parents.
Result<> checkRows(RowStore& store)
{
    Result<> found;
    for (const Table table : allTables) {
        store.eachRow(table, [&](const RowImage& row) {
            if (auto fine = checkRow(row); !fine) {
                found = wrong(named(row.key) + " breaks a rule: " + fine.error().detail);
                return false;
            }
            for (const RowKey& parent : parentsOf(row)) {
                const RowImage* above = store.row(parent);
                if (!above || (row.isAlive() && !above->isAlive())) {
                    found = wrong(named(row.key) + " stands under " + named(parent) + ", which is "
                        + (above ? "deleted" : "not there"));
                    return false;
                }
            }
            if (table != Table::Posting)
                return true;
            const RowImage* month = store.row({ Table::Month, *asId(row.columns[col::posting::month]) });
            if (!month
                || asText(row.columns[col::posting::date])->compare(0, 7, *asText(month->columns[col::month::ym]))
                    != 0) {
                found = wrong(named(row.key) + " lies outside its month");
                return false;
            }
            return true;
        });
        QM_TRY(store.status());
        QM_TRY(found);
    }
    return {};
}

} // namespace

Result<Verified> verifyLedger(sql::Connection& connection, const std::function<void(std::int64_t)>& progress)
{
    auto id = sql::queryText(connection, "SELECT v FROM meta WHERE k = 'ledger'");
    if (!id)
        return Error { ErrorCode::NotALedger, "the file holds no ledger" };
    QM_ASSIGN(const Uuid ledger, Uuid::parse(*id));
    QM_ASSIGN(const std::string headText, sql::queryText(connection, "SELECT v FROM meta WHERE k = 'head'"));
    Hash headChain;
    Hash headDigest;
    const std::size_t space = headText.find(' ');
    if (space == std::string::npos || headText.size() != space + 130
        || !Hash::parseHex(std::string_view(headText).substr(space + 1, 64), headChain)
        || !Hash::parseHex(std::string_view(headText).substr(space + 66), headDigest))
        return Error { ErrorCode::Corrupt, "the ledger does not tell its revision" };
    Verified verified;
    verified.head = Version::at(std::atoll(headText.c_str()), headChain);
    verified.digest = headDigest;

    // The chain, from the first revision on or from where the log begins.
    Hash chain = chainStart(ledger);
    bool isLinked = true; // the revision before is here with its text
    QM_ASSIGN(auto select,
        connection.prepare(
            "SELECT rev, no, eff, outcome, chain, digest, known FROM change_set WHERE rev IS NOT NULL ORDER BY rev"));
    LogTexts texts(connection);
    std::int64_t expected = 1;
    for (;;) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            break;
        const std::int64_t rev = select->integer(0);
        if (rev != expected++)
            return wrong("revision " + std::to_string(expected - 1) + " is missing from the log");
        if (select->integer(6) == 0) {
            verified.isLogComplete = false;
            isLinked = false;
            continue;
        }
        const std::int64_t outcome = select->integer(3);
        const Hash digest = Hash::fromBytes(select->blob(5));
        if (isLinked) {
            QM_ASSIGN(const auto text, texts.read(select->integer(1)));
            if (!text)
                return wrong("revision " + std::to_string(rev) + " has lost its text");
            chain = chainNext(chain, sha256(text->intent), select->integer(2),
                outcome == 1       ? "applied"
                    : outcome == 2 ? "conflict"
                                   : "parked",
                text->effects.value_or("="), digest);
            if (chain != Hash::fromBytes(select->blob(4)))
                return wrong("revision " + std::to_string(rev)
                    + " does not continue the chain: the log was changed or damaged there");
        }
        chain = Hash::fromBytes(select->blob(4));
        isLinked = true;
        ++verified.revisions;
        if (progress && verified.revisions % 1000 == 0)
            progress(verified.revisions);
    }
    if (expected - 1 != verified.head.rev)
        return wrong("the log ends at revision " + std::to_string(expected - 1) + ", the ledger says "
            + std::to_string(verified.head.rev));
    if (isLinked && chain != headChain)
        return wrong("the log's chain does not end where the ledger says");

    RowStore store(connection, ledger);
    QM_TRY(checkRows(store));
    QM_ASSIGN(
        const std::int64_t waiting, sql::queryInteger(connection, "SELECT count(*) FROM change_set WHERE rev IS NULL"));
    if (waiting == 0) { // else the rows hold predictions too: Ledger::recomputeDigest takes them back first
        QM_ASSIGN(const Digest digest, computeDigest(store, &verified.rows));
        if (digest.bytes() != headDigest)
            return wrong(
                "the rows do not have the digest that the ledger names (" + headDigest.hex().substr(0, 16) + "…)");
    }
    return verified;
}

} // namespace qm
