#include "common/environment.h"
#include "common/store/ledger_private.h"
#include "common/sync/peer.h"

#include <unordered_set>

namespace qm {

namespace {

constexpr std::size_t offerBytesMost = 12 << 20; // of JSON; the server takes sixteen

/// What a step of the log changed, in the order of its columns below.
Result<LogEntry> readStored(sql::Statement& row, LogTexts& texts)
{
    QM_ASSIGN(const auto text, texts.read(row.integer(9)));
    if (!text)
        return Error { ErrorCode::Corrupt, "revision " + std::to_string(row.integer(0)) + " has lost its text" };
    LogEntry entry;
    entry.rev = row.integer(0);
    entry.kind = static_cast<EntryKind>(row.integer(1));
    entry.id = Uuid::fromBytes(row.blob(2));
    entry.intent = text->intent;
    entry.eff = row.integer(3);
    entry.outcome = outcomeName(row.integer(4));
    entry.effects = text->effects.value_or("=");
    entry.chain = Hash::fromBytes(row.blob(5));
    entry.digest = Hash::fromBytes(row.blob(6));
    return entry;
}

constexpr const char* storedAfter = "SELECT rev, kind, id, eff, outcome, chain, digest, receipt, known, no FROM "
                                    "change_set WHERE rev > ? ORDER BY rev";

Error logNotHere()
{
    return { ErrorCode::NotFound, "this copy began with a snapshot and does not have the whole log" };
}

/// Everything that follows from the log; what waits has been taken back before.
constexpr const char* clearRows
    = "DELETE FROM posting; DELETE FROM entry; DELETE FROM month; DELETE FROM template_entry; DELETE FROM template;"
      "DELETE FROM category; DELETE FROM account; DELETE FROM ledger; DELETE FROM touch; DELETE FROM del_member;"
      "DELETE FROM conflict; DELETE FROM parked; DELETE FROM shadow;";

} // namespace

Result<std::optional<Hash>> Ledger::chainAt(std::int64_t rev)
{
    if (rev == 0)
        return std::optional<Hash>(chainStart(d->id));
    QM_ASSIGN(const Private::Head at, d->head());
    if (rev == at.rev) // the one that a snapshot names, too
        return std::optional<Hash>(at.chain);
    QM_ASSIGN(const auto begun, snapshotVersion());
    if (begun && rev == begun->first)
        return std::optional<Hash>(begun->second);
    QM_ASSIGN(sql::Statement * select, d->statement("SELECT chain FROM change_set WHERE rev = ? AND known = 1"));
    select->bind(0, rev);
    QM_ASSIGN(const bool isThere, select->step());
    std::optional<Hash> chain;
    if (isThere)
        chain = Hash::fromBytes(select->blob(0));
    select->reset();
    return chain;
}

Result<std::optional<std::pair<std::int64_t, Hash>>> Ledger::snapshotVersion()
{
    using Begun = std::pair<std::int64_t, Hash>;
    const auto text = d->meta("snapshot");
    if (!text)
        return std::optional<Begun>();
    Begun begun { std::atoll(text->c_str()), {} };
    const std::size_t space = text->find(' ');
    if (space == std::string::npos || !Hash::parseHex(std::string_view(*text).substr(space + 1), begun.second))
        return Error { ErrorCode::Corrupt, "the ledger does not tell which snapshot it began with" };
    return std::optional<Begun>(begun);
}

Result<> Ledger::eachOffer(std::int64_t rev, const std::function<Result<>(const Offer&)>& offer)
{
    for (;;) {
        QM_ASSIGN(const auto chain, chainAt(rev));
        if (!chain)
            return logNotHere();
        Offer piece;
        piece.after = Version::at(rev, *chain);
        std::size_t bytes = 0;
        std::size_t signedCount = 0;
        QM_ASSIGN(sql::Statement * select, d->statement(storedAfter));
        select->bind(0, rev);
        while (piece.entries.size() < recoverEntriesMax) {
            QM_ASSIGN(const bool more, select->step());
            if (!more)
                break;
            if (select->integer(8) == 0) {
                select->reset();
                return logNotHere();
            }
            QM_ASSIGN(LogEntry entry, readStored(*select, d->store->texts()));
            bytes += entry.intent.size() + entry.effects.size() + 400;
            if (!piece.entries.empty() && bytes > offerBytesMost)
                break;
            piece.entries.push_back(std::move(entry));
            if (!select->isNull(7)) {
                signedCount = piece.entries.size();
                piece.receiptMac = toHex(select->blob(7));
            }
        }
        select->reset();
        if (piece.entries.empty())
            return {};
        if (signedCount > 0)
            piece.entries.resize(signedCount);
        rev = piece.entries.back().rev;
        QM_TRY(offer(piece));
    }
}

Result<std::int64_t> Ledger::limboCount()
{
    return sql::queryInteger(*d->connection, "SELECT count(*) FROM limbo");
}

Result<> Ledger::eachLimboOffer(const std::function<Result<>(const Offer&)>& offer)
{
    // Runs of entries that go on from each other; each begins after a version that is not in limbo itself, or where
    // another run has begun before it.
    struct InLimbo {
        Uuid change;
        std::int64_t rev;
        Hash after;
        Hash chain;
    };
    std::vector<InLimbo> all;
    {
        QM_ASSIGN(sql::Statement * select, d->statement("SELECT cs, rev, after, chain FROM limbo ORDER BY rev, cs"));
        for (;;) {
            QM_ASSIGN(const bool more, select->step());
            if (!more)
                break;
            all.push_back({ Uuid::fromBytes(select->blob(0)), select->integer(1), Hash::fromBytes(select->blob(2)),
                Hash::fromBytes(select->blob(3)) });
        }
    }
    std::unordered_set<Uuid> done;
    for (const InLimbo& first : all) {
        if (done.contains(first.change))
            continue;
        Offer piece;
        piece.after = Version::at(first.rev - 1, first.after);
        Hash at = first.after;
        std::size_t bytes = 0;
        std::size_t signedCount = 0;
        for (const InLimbo& next : all) {
            if (next.after != at || done.contains(next.change))
                continue;
            QM_ASSIGN(sql::Statement * select, d->statement("SELECT raw, receipt FROM limbo WHERE cs = ?"));
            select->bindBlob(0, next.change.view());
            QM_TRY(select->step());
            auto read = readLogEntries("[" + std::string(select->blob(0)) + "]");
            if (!read)
                return read.error();
            bytes += select->blob(0).size();
            if (!select->isNull(1)) {
                signedCount = piece.entries.size() + 1;
                piece.receiptMac = toHex(select->blob(1));
            }
            select->reset();
            piece.entries.push_back(std::move(read->front()));
            done.insert(next.change);
            at = next.chain;
            if (piece.entries.size() == recoverEntriesMax || bytes > offerBytesMost)
                break;
        }
        if (signedCount > 0) {
            for (std::size_t i = signedCount; i < piece.entries.size(); ++i)
                done.erase(piece.entries[i].id);
            piece.entries.resize(signedCount);
        }
        QM_TRY(offer(piece));
    }
    return {};
}

Result<> Ledger::Private::forgetLog()
{
    constexpr std::int64_t outOfTheWay = std::int64_t(1) << 40; // revisions of the snapshot become numbers here
    QM_TRY(rewindQueue());
    QM_TRY(connection->execute(clearRows));
    store->forget();
    for (const char* sql :
        { "DELETE FROM change_set_body WHERE no IN (SELECT no FROM change_set WHERE rev IS NOT NULL)",
            "DELETE FROM log_segment", "DELETE FROM change_set WHERE rev IS NOT NULL" }) {
        QM_ASSIGN(sql::Statement * remove, statement(sql));
        QM_TRY(remove->run());
    }
    for (const char* sql : { "UPDATE change_set_body SET no = no + ?", "UPDATE change_set SET no = no + ?" }) {
        QM_ASSIGN(sql::Statement * move, statement(sql));
        move->bind(0, outOfTheWay);
        QM_TRY(move->run());
    }
    return {};
}

Result<Ledger::Pulled> Ledger::rewindTo(std::int64_t rev, std::span<const LogEntry> then, const Receipt& receipt)
{
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    QM_ASSIGN(const std::int64_t unknown,
        sql::queryInteger(*d->connection, "SELECT count(*) FROM change_set WHERE rev IS NOT NULL AND known = 0"));
    if (unknown > 0)
        return logNotHere();
    QM_ASSIGN(const auto chain, chainAt(rev));
    if (!chain)
        return Error { ErrorCode::Invalid, "the log has no revision " + std::to_string(rev) };
    QM_TRY(d->rewindQueue());
    QM_TRY(d->moveToLimbo(rev, *chain));
    QM_TRY(d->connection->execute(clearRows));
    d->store->forget();
    QM_TRY(d->replay(rev));
    QM_ASSIGN(const Pulled pulled, d->pullRewound(then));
    QM_TRY(d->keepReceipt(receipt));
    QM_TRY(transaction.commit());
    d->store->forget();
    return pulled;
}

Result<> Ledger::Private::moveToLimbo(std::int64_t rev, const Hash& chainThere)
{
    QM_ASSIGN(auto select, connection->prepare(storedAfter));
    select->bind(0, rev);
    Hash after = chainThere;
    std::vector<std::int64_t> numbers;
    for (;;) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            break;
        QM_ASSIGN(const LogEntry entry, readStored(*select, store->texts()));
        std::string raw;
        appendLogEntry(entry, raw);
        QM_ASSIGN(sql::Statement * keep,
            statement("INSERT OR REPLACE INTO limbo (cs, rev, after, chain, raw, receipt) VALUES (?, ?, ?, ?, ?, ?)"));
        keep->bindBlob(0, entry.id.view());
        keep->bind(1, entry.rev);
        keep->bindBlob(2, after.view());
        keep->bindBlob(3, entry.chain.view());
        keep->bindBlob(4, raw);
        if (select->isNull(7))
            keep->bindNull(5);
        else
            keep->bindBlob(5, select->blob(7));
        QM_TRY(keep->run());
        after = entry.chain;
        numbers.push_back(select->integer(9));
    }
    for (const std::int64_t no : numbers)
        QM_TRY(removeChangeSet(no));
    return {};
}

/// Computes the rows of an emptied file from its own log, up to the revision where it ends now.
Result<> Ledger::Private::replay(std::int64_t rev)
{
    QM_ASSIGN(auto select, connection->prepare(storedAfter));
    select->bind(0, 0);
    Head at { 0, chainStart(id), {} };
    for (;;) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            break;
        QM_ASSIGN(const LogEntry entry, readStored(*select, store->texts()));
        if (entry.kind == EntryKind::Change) {
            QM_ASSIGN(const DecodedChangeSet decoded, decodeChangeSet(entry.intent));
            QM_ASSIGN(const Digest delta, applyEntry(entry, decoded.change, select->integer(9)));
            at.digest.add(delta);
        }
        at.chain = entry.chainAfter(at.chain);
        at.rev = entry.rev;
        if (at.chain != entry.chain || at.digest.bytes() != entry.digest)
            return Error { ErrorCode::Mismatch,
                "the log does not lead to the digest that it names at revision " + std::to_string(entry.rev) };
    }
    if (at.rev != rev)
        return Error { ErrorCode::Corrupt, "the log ends at revision " + std::to_string(at.rev) };
    return saveHead(at);
}

} // namespace qm
