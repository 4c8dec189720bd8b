#include "common/sync/server.h"

#include "common/sync/snapshot.h"

#include <algorithm>

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

/// The row by itself and under its parents.
Result<> checkRowAndPlace(RowStore& store, const RowImage& row)
{
    if (const auto fine = checkRow(row); !fine)
        return wrong(named(row.key) + " breaks a rule: " + fine.error().detail);
    for (const RowKey& parent : parentsOf(row)) {
        const RowImage* above = store.row(parent);
        if (!above || (row.isAlive() && !above->isAlive()))
            return wrong(
                named(row.key) + " stands under " + named(parent) + ", which is " + (above ? "deleted" : "not there"));
    }
    if (row.key.table != Table::Posting)
        return {};
    const RowImage* month = store.row({ Table::Month, *asId(row.columns[col::posting::month]) });
    if (!month || asText(row.columns[col::posting::date])->compare(0, 7, *asText(month->columns[col::month::ym])) != 0)
        return wrong(named(row.key) + " lies outside its month");
    return {};
}

Result<> checkRows(RowStore& store)
{
    Result<> found;
    for (const Table table : allTables) {
        store.eachRow(table, [&](const RowImage& row) {
            found = checkRowAndPlace(store, row);
            return found.has_value();
        });
        QM_TRY(store.status());
        QM_TRY(found);
    }
    return {};
}

/// Tables and indexes are those of a new file: damage there may hide for long.
Result<> checkTables(sql::Connection& file, sql::Connection& scratch)
{
    constexpr const char* tables
        = "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"
          " ORDER BY name";
    QM_ASSIGN(auto found, file.prepare(tables));
    QM_ASSIGN(auto expected, scratch.prepare(tables));
    for (;;) {
        QM_ASSIGN(const bool isFound, found->step());
        QM_ASSIGN(const bool isExpected, expected->step());
        if (!isFound && !isExpected)
            return {};
        if (isFound != isExpected || found->text(0) != expected->text(0) || found->text(1) != expected->text(1))
            return wrong("the file's tables are not those of a ledger, at \""
                + std::string(isExpected ? expected->text(0) : found->text(0)) + "\"");
    }
}

constexpr std::int64_t forgetEvery = 5'000; ///< revisions, so that memory does not hold every row twice

/// Computes the rows anew from the log alone, and looks at them after every revision.
class Replay {
public:
    Replay(sql::Connection& file, sql::Connection& scratch, const Uuid& ledger)
        : m_texts(file)
        , m_scratch(scratch)
        , m_store(scratch, ledger)
    {
    }

    /// A row of `columns`.
    Result<> take(const sql::Statement& logged);
    const Digest& digest() const { return m_digest; }

    static constexpr const char* columns = "rev, no, kind, outcome, id, dev, eff, indivisible, digest, n, base_rev,"
                                           " base_hash, at, act, batch";

private:
    struct Frozen {
        RowKey row;
        std::optional<RowImage> before; ///< nothing: it was not there
    };
    Result<> apply(const sql::Statement& logged, const ChangeSet& change, const LogTexts::Text& text);
    Result<> keep(const sql::Statement& logged, std::string_view intent);
    Result<Changes> changesOf(const ChangeSet& change, std::int64_t eff, const LogTexts::Text& text);
    bool isInClosedMonth(const RowImage& row);
    std::vector<Frozen> frozenOf(const ChangeSet& change, const Changes& changes);
    Result<> checkFrozen(const Frozen& frozen);
    Error wrongHere(const std::string& what) const { return wrong("revision " + std::to_string(m_rev) + ": " + what); }

    LogTexts m_texts;
    sql::Connection& m_scratch;
    RowStore m_store;
    Digest m_digest;
    std::int64_t m_rev = 0;
};

Result<> Replay::take(const sql::Statement& logged)
{
    m_rev = logged.integer(0);
    if (logged.integer(2) == static_cast<int>(EntryKind::Change)) {
        QM_ASSIGN(const auto text, m_texts.read(logged.integer(1)));
        if (!text)
            return wrongHere("its text is lost");
        QM_ASSIGN(const DecodedChangeSet decoded, decodeChangeSet(text->intent));
        const ChangeSet& change = decoded.change;
        const bool isSame = change.id.view() == logged.blob(4) && change.dev.view() == logged.blob(5)
            && change.n == logged.integer(9) && change.base.rev == logged.integer(10)
            && change.base.hash16 == logged.blob(11) && change.at == logged.text(12) && change.act == logged.text(13)
            && (change.batch ? change.batch->view() == logged.blob(14) : logged.isNull(14));
        if (!isSame)
            return wrongHere("what stands beside its text is not what the text says");
        QM_TRY(apply(logged, decoded.change, *text));
    }
    if (m_digest.bytes() != Hash::fromBytes(logged.blob(8)))
        return wrongHere("the log does not lead to the digest that it names");
    if (m_rev % forgetEvery == 0)
        m_store.forget();
    return {};
}

Result<> Replay::apply(const sql::Statement& logged, const ChangeSet& change, const LogTexts::Text& text)
{
    m_store.announce({ m_rev, change.id, change.dev, logged.integer(6), change.indivisible });
    QM_ASSIGN(Changes changes, changesOf(change, logged.integer(6), text));
    QM_TRY(keep(logged, text.intent));
    const std::vector<Frozen> frozen = frozenOf(change, changes);
    std::vector<RowKey> changed;
    for (const RowImage& row : changes.rows)
        changed.push_back(row.key);
    m_digest.add(
        m_store.apply(m_rev, std::move(changes), { .keepTouches = false, .keepShadow = false, .isPlain = true }));
    QM_TRY(m_store.status());
    for (const RowKey& key : changed) {
        const RowImage* row = m_store.row(key);
        if (!row)
            return wrongHere(named(key) + " is not there after it");
        if (const auto fine = checkRowAndPlace(m_store, *row); !fine)
            return wrongHere(fine.error().detail);
    }
    for (const Frozen& each : frozen)
        QM_TRY(checkFrozen(each));
    return m_store.status();
}

Result<> Replay::keep(const sql::Statement& logged, std::string_view intent)
{
    QM_ASSIGN(sql::Statement * write,
        m_scratch.cached("INSERT INTO change_set (no, id, rev, kind, dev, n, base_rev, base_hash, eff, recv, at, act,"
                         " indivisible, outcome, known, plain) VALUES (?, ?, ?, 1, ?, 0, 0, x'', ?, 0, '', '', ?, ?,"
                         " 1, 1)"));
    write->bind(0, m_rev);
    write->bindBlob(1, logged.blob(4));
    write->bind(2, m_rev);
    write->bindBlob(3, logged.blob(5));
    write->bind(4, logged.integer(6));
    write->bind(5, logged.integer(7));
    write->bind(6, logged.integer(3));
    QM_TRY(write->run());
    // What is parked is read again when somebody lets it in.
    return logged.integer(3) == outcomeNumber("parked") ? m_store.texts().write(m_rev, intent) : Result<>();
}

/// What the log says that it did; where it says no more than the intent does, the merge says it.
Result<Changes> Replay::changesOf(const ChangeSet& change, std::int64_t eff, const LogTexts::Text& text)
{
    if (text.effects)
        return decodeEffects(m_store, change, m_rev, eff, *text.effects);
    Merged merged = merge(m_store, change, m_rev, eff, [](std::int64_t) { return true; });
    QM_TRY(m_store.status());
    if (merged.isParked)
        return wrongHere("it cannot be applied as the log says: " + merged.detail);
    return std::move(merged.changes);
}

bool Replay::isInClosedMonth(const RowImage& row)
{
    const RowImage* month = m_store.row({ Table::Month, monthOf(row) });
    return month && month->isAlive() && month->columns[col::month::status] == Scalar(std::string("closed"));
}

/// Entries and postings of closed months that a change set which opens none is about to write.
std::vector<Replay::Frozen> Replay::frozenOf(const ChangeSet& change, const Changes& changes)
{
    using Kind = Op::Kind;
    const auto mayOpen
        = [](const Op& op) { return op.kind == Kind::Reopen || op.kind == Kind::Revert || op.kind == Kind::Unpark; };
    std::vector<Frozen> frozen;
    if (std::any_of(change.ops.begin(), change.ops.end(), mayOpen))
        return frozen;
    for (const RowImage& row : changes.rows) {
        if (row.key.table != Table::Entry && row.key.table != Table::Posting)
            continue;
        const RowImage* before = m_store.row(row.key);
        if (isInClosedMonth(before ? *before : row))
            frozen.push_back({ row.key, before ? std::optional(*before) : std::nullopt });
    }
    return frozen;
}

/// I5: closed means frozen. Marks of who wrote what may come to a row, values may not.
Result<> Replay::checkFrozen(const Frozen& frozen)
{
    const RowImage* now = m_store.row(frozen.row);
    const bool isSame = now && frozen.before && now->columns == frozen.before->columns
        && now->extra == frozen.before->extra && now->isAlive() == frozen.before->isAlive();
    if (!isSame && now && isInClosedMonth(*now))
        return wrongHere(named(frozen.row) + " changed in a closed month");
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

Result<> replayLog(
    sql::Connection& connection, sql::Connection& scratch, const std::function<void(std::int64_t)>& progress)
{
    QM_ASSIGN(const std::string id, sql::queryText(connection, "SELECT v FROM meta WHERE k = 'ledger'"));
    QM_ASSIGN(const Uuid ledger, Uuid::parse(id));
    QM_TRY(checkTables(connection, scratch));
    QM_ASSIGN(auto transaction, sql::Transaction::begin(scratch));
    Replay replay(connection, scratch, ledger);
    QM_ASSIGN(auto logged,
        connection.prepare(
            "SELECT " + std::string(Replay::columns) + " FROM change_set WHERE rev IS NOT NULL ORDER BY rev"));
    for (;;) {
        QM_ASSIGN(const bool more, logged->step());
        if (!more)
            break;
        QM_TRY(replay.take(*logged));
        if (progress && logged->integer(0) % 1000 == 0)
            progress(logged->integer(0));
    }
    return transaction.commit();
}

} // namespace qm
