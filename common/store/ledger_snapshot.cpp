#include "common/environment.h"
#include "common/ledger/text.h"
#include "common/store/ledger_private.h"
#include "common/sync/snapshot.h"

namespace qm {

namespace {

Error broken(std::string why)
{
    return { ErrorCode::Protocol, "the snapshot cannot be read: " + std::move(why) };
}

Result<> insertChange(sql::Connection& connection, std::int64_t rev, EntryKind kind, const Uuid& id, const Uuid& device,
    std::int64_t eff, bool indivisible)
{
    QM_ASSIGN(sql::Statement * write,
        connection.cached(
            "INSERT INTO change_set (no, id, rev, kind, dev, n, base_rev, base_hash, eff, recv, at, act,"
            " indivisible, outcome, known, plain) VALUES (?, ?, ?, ?, ?, 0, 0, x'', ?, ?, '', '', ?, 1, 0, 1)"));
    write->bind(0, rev);
    write->bindBlob(1, id.view());
    write->bind(2, rev);
    write->bind(3, static_cast<int>(kind));
    write->bindBlob(4, device.view());
    write->bind(5, eff);
    write->bind(6, wallClockMs());
    write->bind(7, indivisible ? 1 : 0);
    return write->run();
}

Result<> loadLine(Ledger::Private& d, const Json& line)
{
    Ledger::Private::Loading& loading = *d.loading;
    const std::string* kind = memberText(line, "k");
    if (!kind)
        return broken("a line of no kind");
    if (*kind == "head") {
        const std::string* version = memberText(line, "ver");
        const std::string* chain = memberText(line, "chain");
        const std::string* digest = memberText(line, "digest");
        if (!version || !chain || !digest || !Hash::parseHex(*chain, loading.chain)
            || !Hash::parseHex(*digest, loading.digestSaid))
            return broken("its head");
        QM_ASSIGN(loading.version, Version::parse(*version));
        if (memberInteger(line, "level").value_or(0) > levelNow)
            return Error { ErrorCode::TooNew, "the ledger is of a newer level than this program: update it" };
        if (loading.version != Version::at(loading.version.rev, loading.chain))
            return broken("its chain");
        loading.hasHead = true;
        return {};
    }
    if (!loading.hasHead)
        return broken("no head");
    if (*kind == "row") {
        QM_ASSIGN(const RowLine row, readRowLine(line));
        loading.digest.add(d.store->insert(row.image, row.tombstones));
        return d.store->status();
    }
    const auto id = [&](std::string_view name) -> Result<Uuid> {
        const std::string* text = memberText(line, name);
        return text ? Uuid::parse(*text) : Result<Uuid>(broken(std::string(name)));
    };
    if (*kind == "change") {
        QM_ASSIGN(const Uuid change, id("id"));
        QM_ASSIGN(const Uuid device, id("dev"));
        const auto rev = memberInteger(line, "rev");
        if (!rev || *rev < 1)
            return broken("a revision");
        const std::int64_t entryKind = memberInteger(line, "kind").value_or(1);
        if (entryKind != 1 && entryKind != 2)
            return Error { ErrorCode::TooNew, "the log holds something this program does not know: update it" };
        return insertChange(*d.connection, *rev, static_cast<EntryKind>(entryKind), change, device,
            memberInteger(line, "eff").value_or(0), memberInteger(line, "i").value_or(0) != 0);
    }
    if (*kind == "conflict") {
        QM_ASSIGN(const Conflict conflict, readConflictLine(line));
        loading.digest.add(d.store->insert(conflict));
        return d.store->status();
    }
    if (*kind == "parked") {
        QM_ASSIGN(const Parked parked, readParkedLine(line));
        loading.digest.add(d.store->insert(parked));
        if (const Json* intent = member(line, "intent")) {
            QM_TRY(d.store->texts().write(parked.no, canonicalJson(*intent)));
        }
        return d.store->status();
    }
    if (*kind == "device") {
        QM_ASSIGN(const Uuid device, id("id"));
        QM_ASSIGN(sql::Statement * write,
            d.statement("INSERT OR REPLACE INTO device (id, no, name, platform) VALUES (?, ?, ?, ?)"));
        write->bindBlob(0, device.view());
        write->bind(1, memberInteger(line, "no").value_or(0));
        const std::string* name = memberText(line, "name");
        const std::string* platform = memberText(line, "platform");
        write->bindText(2, name ? *name : "");
        write->bindText(3, platform ? *platform : "");
        return write->run();
    }
    return Error { ErrorCode::TooNew,
        "the snapshot holds something this program does not know (\"" + std::string(cutText(*kind, 40))
            + "\"): update it" };
}

} // namespace

Result<> Ledger::beginSnapshot(bool replaces)
{
    d->loading.reset();
    QM_ASSIGN(const Private::Head at, d->head());
    QM_ASSIGN(const std::int64_t changes, sql::queryInteger(*d->connection, "SELECT count(*) FROM change_set"));
    if (!replaces && (at.rev != 0 || changes != 0))
        return Error { ErrorCode::Exists, "a snapshot is loaded into an empty copy only" };
    QM_ASSIGN(const auto begun, snapshotVersion());
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    if (replaces) {
        const auto from = begun ? *begun : std::pair(std::int64_t(0), chainStart(d->id));
        QM_TRY(d->moveToLimbo(from.first, from.second));
        QM_TRY(d->forgetLog());
    }
    d->loading = std::make_unique<Private::Loading>(std::move(transaction));
    return {};
}

Result<> Ledger::loadSnapshotPart(std::string_view ndjson)
{
    if (!d->loading)
        return Error { ErrorCode::Invalid, "no snapshot is being loaded" };
    Private::Loading& loading = *d->loading;
    std::string joined;
    if (!loading.rest.empty()) {
        joined = loading.rest + std::string(ndjson);
        loading.rest.clear();
        ndjson = joined;
    }
    while (!ndjson.empty()) {
        const std::size_t end = ndjson.find('\n');
        if (end == std::string_view::npos) {
            loading.rest = ndjson;
            return {};
        }
        const std::string_view text = ndjson.substr(0, end + 1);
        ndjson.remove_prefix(end + 1);
        if (loading.isComplete)
            return broken("lines after its end");
        if (text.starts_with("{\"k\":\"end\"")) {
            QM_ASSIGN(const Json line, parseJson(text.substr(0, end)));
            const std::string* said = memberText(line, "sha256");
            if (memberInteger(line, "lines") != loading.lines || !said || *said != loading.checksum.finish().hex())
                return broken("its checksum does not agree");
            loading.isComplete = true;
            continue;
        }
        loading.checksum.add(text);
        ++loading.lines;
        QM_ASSIGN(const Json line, parseJson(text.substr(0, end)));
        QM_TRY(loadLine(*d, line));
    }
    return {};
}

void Ledger::abandonSnapshot()
{
    d->loading.reset();
    d->store->forget();
}

Result<Version> Ledger::finishSnapshot()
{
    return d->finishLoading(nullptr, {}, nullptr);
}

Result<Ledger::Salvaged> Ledger::finishSnapshotAndSalvage(Ledger& before, const Version& base)
{
    Salvaged salvaged;
    QM_TRY(d->finishLoading(before.d.get(), base, &salvaged));
    return salvaged;
}

Result<Version> Ledger::Private::finishLoading(Private* before, const Version& base, Salvaged* salvaged)
{
    if (!loading)
        return Error { ErrorCode::Invalid, "no snapshot is being loaded" };
    const std::unique_ptr<Loading> loaded = std::move(loading); // rolls back unless committed below
    store->forget();
    if (!loaded->isComplete || !loaded->hasHead)
        return broken("it is cut off");
    if (loaded->digest.bytes() != loaded->digestSaid)
        return Error { ErrorCode::Mismatch,
            "the rows of the snapshot do not have the digest that it names; nothing of it was kept" };
    QM_TRY(saveHead({ loaded->version.rev, loaded->chain, loaded->digest }));
    QM_TRY(connection->execute("DELETE FROM meta WHERE k IN ('snapshot', 'backfill')"));
    if (loaded->version.rev > 0) {
        QM_TRY(setMeta("snapshot", std::to_string(loaded->version.rev) + " " + loaded->chain.hex()));
        QM_TRY(setMeta("backfill", "0 " + chainStart(id).hex()));
    }
    if (before) {
        QM_ASSIGN(*salvaged, salvage(*before, base));
        QM_TRY(connection->execute("DELETE FROM limbo")); // its rows say all of it, and `before` keeps it
    } else {
        QM_TRY(predictQueue());
    }
    QM_TRY(store->status());
    QM_TRY(loaded->transaction.commit());
    store->forget();
    QM_TRY(loadCurrency());
    return loaded->version;
}

Result<bool> Ledger::backfill(std::span<const LogEntry> entries, const Receipt& receipt)
{
    auto snapshot = d->meta("snapshot");
    auto begun = d->meta("backfill");
    if (!snapshot || !begun)
        return true; // this copy has pulled everything from the first revision on
    const std::int64_t target = std::atoll(snapshot->c_str());
    std::int64_t rev = std::atoll(begun->c_str());
    Hash chain;
    if (!Hash::parseHex(std::string_view(*begun).substr(begun->find(' ') + 1), chain))
        return Error { ErrorCode::Corrupt, "the ledger does not tell how far its log goes back" };
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    for (const LogEntry& entry : entries) {
        if (rev >= target)
            break;
        if (entry.rev != rev + 1 || entry.intent.empty())
            return Error { ErrorCode::Protocol,
                "the server sent revision " + std::to_string(entry.rev) + " after " + std::to_string(rev) };
        chain = entry.chainAfter(chain);
        if (chain != entry.chain)
            return Error { ErrorCode::Mismatch,
                "revision " + std::to_string(entry.rev) + " does not continue the chain from the first on" };
        ChangeSet change;
        change.id = entry.id;
        if (entry.kind == EntryKind::Branch) {
            change.act = "recover";
        } else {
            QM_ASSIGN(DecodedChangeSet decoded, decodeChangeSet(entry.intent));
            change = std::move(decoded.change);
        }
        QM_ASSIGN(sql::Statement * write,
            d->statement(
                "UPDATE change_set SET n = ?, prev = ?, base_rev = ?, base_hash = ?, at = ?, act = ?, batch = ?,"
                " outcome = ?, known = 1, chain = ?, digest = ?, plain = ? WHERE rev = ? AND id = ?"));
        write->bind(0, change.n);
        if (change.prev)
            write->bindBlob(1, change.prev->view());
        else
            write->bindNull(1);
        write->bind(2, change.base.rev);
        write->bindBlob(3, change.base.hash16);
        write->bindText(4, change.at);
        write->bindText(5, change.act);
        if (change.batch)
            write->bindBlob(6, change.batch->view());
        else
            write->bindNull(6);
        write->bind(7, outcomeNumber(entry.outcome));
        write->bindBlob(8, entry.chain.view());
        write->bindBlob(9, entry.digest.view());
        write->bind(10, entry.effects == "=" ? 1 : 0);
        write->bind(11, entry.rev);
        write->bindBlob(12, change.id.view());
        QM_TRY(write->run());
        if (d->connection->changes() != 1)
            return Error { ErrorCode::Mismatch,
                "revision " + std::to_string(entry.rev) + " of the server's log is not the one of the snapshot" };
        QM_TRY(d->writeText(d->store->changeNo(change.id), entry.intent, entry.effects));
        QM_ASSIGN(sql::Statement * seen, d->statement("DELETE FROM limbo WHERE cs = ?"));
        seen->bindBlob(0, change.id.view());
        QM_TRY(seen->run());
        ++rev;
    }
    QM_TRY(d->keepReceipt(receipt));
    const bool isComplete = rev >= target;
    if (isComplete && snapshot->substr(snapshot->find(' ') + 1) != chain.hex())
        return Error { ErrorCode::Mismatch,
            "the log from the first revision on does not lead to the snapshot this copy began with" };
    if (isComplete) {
        QM_ASSIGN(sql::Statement * forget, d->statement("DELETE FROM meta WHERE k IN ('snapshot', 'backfill')"));
        QM_TRY(forget->run());
    } else {
        QM_TRY(d->setMeta("backfill", std::to_string(rev) + " " + chain.hex()));
    }
    QM_TRY(transaction.commit());
    return isComplete;
}

Result<Digest> Ledger::recomputeDigest(std::map<std::string, Digest>* buckets)
{
    // With the queue taken back the rows are canonical; nothing of this is kept.
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    QM_TRY(d->rewindQueue());
    auto digests = computeBuckets(*d->store);
    transaction.rollback();
    d->store->forget();
    if (!digests)
        return digests.error();
    if (buckets)
        *buckets = std::move(digests->buckets);
    return digests->total;
}

Result<> Ledger::checkPredictions()
{
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    const auto compare = [&]() -> Result<> {
        d->store->forget();
        QM_ASSIGN(const Digest shown, computeDigest(*d->store));
        QM_TRY(d->rewindQueue());
        QM_TRY(d->predictQueue());
        d->store->forget();
        QM_ASSIGN(const Digest predicted, computeDigest(*d->store));
        if (shown != predicted)
            return Error { ErrorCode::Mismatch,
                "what is shown is not what the confirmed rows and the changes that wait to be sent give together" };
        return d->store->status();
    };
    auto compared = compare();
    transaction.rollback();
    d->store->forget();
    return compared;
}

Result<> Ledger::predictAnew()
{
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    QM_TRY(d->rewindQueue());
    QM_TRY(d->predictQueue());
    QM_TRY(d->store->status());
    QM_TRY(transaction.commit());
    d->store->forget();
    return {};
}

Result<std::vector<std::string>> Ledger::repair(std::span<const std::string> buckets, std::span<const Json> rows)
{
    std::vector<std::string> report;
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    QM_TRY(d->rewindQueue());
    std::map<RowKey, std::string> here;
    std::map<RowKey, RowLine> there;
    for (const Json& line : rows) {
        const std::string* kind = memberText(line, "k");
        if (kind && *kind == "row") {
            QM_ASSIGN(RowLine row, readRowLine(line));
            // Revisions of the server become numbers of this file.
            const auto local = [&](std::int64_t rev) -> Result<std::int64_t> {
                QM_ASSIGN(sql::Statement * select, d->statement("SELECT no FROM change_set WHERE rev = ?"));
                select->bind(0, rev);
                QM_ASSIGN(const bool isThere, select->step());
                const std::int64_t no = isThere ? select->integer(0) : 0;
                select->reset();
                if (no == 0)
                    return Error { ErrorCode::Protocol,
                        "the server's row names revision " + std::to_string(rev) + ", which is not here" };
                return no;
            };
            QM_ASSIGN(row.image.writer, local(row.image.writer));
            for (CellWriter& mark : row.image.writers) {
                QM_ASSIGN(mark.no, local(mark.no));
            }
            for (Tombstone& stone : row.tombstones) {
                QM_ASSIGN(stone.no, local(stone.no));
            }
            there.emplace(row.image.key, std::move(row));
        }
    }
    for (const std::string& bucket : buckets) {
        if (bucket == conflictBucket || bucket == parkedBucket) {
            QM_ASSIGN(auto records, d->store->replaceRecords(bucket, rows));
            report.insert(report.end(), records.begin(), records.end());
            continue;
        }
        const TableInfo* table = tableNamed(std::string_view(bucket).substr(0, bucket.find('.')));
        if (!table)
            return Error { ErrorCode::Protocol, "the server named an unknown bucket" };
        d->store->eachRow(table->table, [&](const RowImage& image) {
            if (bucketOf(image.key) == bucket) {
                std::string& line = here[image.key];
                appendRowLine(
                    image, image.groups > 0 ? d->store->tombstones(image.key) : std::vector<Tombstone>(), line);
                line.pop_back();
            }
            return true;
        });
    }
    for (const auto& [key, line] : here) {
        if (there.contains(key))
            continue;
        report.push_back("{\"here\":" + line + ",\"server\":null}");
        d->store->replace(key, nullptr, {});
    }
    for (const auto& [key, row] : there) {
        std::string theirs;
        appendRowLine(row.image, row.tombstones, theirs);
        theirs.pop_back();
        const auto known = here.find(key);
        if (known != here.end() && known->second == theirs)
            continue;
        report.push_back("{\"here\":" + (known == here.end() ? "null" : known->second) + ",\"server\":" + theirs + "}");
        d->store->replace(key, &row.image, row.tombstones);
    }
    QM_TRY(d->store->status());
    d->store->forget();
    QM_ASSIGN(const BucketDigests digests, computeBuckets(*d->store));
    QM_ASSIGN(Private::Head at, d->head());
    at.digest = digests.total;
    QM_TRY(d->saveHead(at));
    QM_TRY(d->predictQueue());
    QM_TRY(d->store->status());
    QM_TRY(transaction.commit());
    d->store->forget();
    return report;
}

} // namespace qm
