#include "common/sync/server.h"

#include "common/planted_bug.h"
#include "common/sync/server_private.h"

#include <algorithm>

namespace qm {

namespace {

constexpr std::size_t answerBytesMax = 4 << 20;

Answer malformedItem(std::int64_t item, const std::string& id, const std::string& why)
{
    Answer answer;
    answer.status = 400;
    answer.body = "{\"error\":\"malformed\",\"item\":" + std::to_string(item) + ",\"id\":";
    appendJsonString(id, answer.body);
    answer.body += ",\"detail\":";
    appendJsonString(why, answer.body);
    answer.body += "}";
    return answer;
}

std::string idIn(const Json& change)
{
    const std::string* id = memberText(change, "id");
    return id && Uuid::parse(*id) ? *id : std::string();
}

} // namespace

Answer failure(int status, std::string_view code, std::string_view detail)
{
    Answer answer;
    answer.status = status;
    answer.body = "{\"error\":";
    appendJsonString(code, answer.body);
    if (!detail.empty()) {
        answer.body += ",\"detail\":";
        appendJsonString(detail, answer.body);
    }
    answer.body += "}";
    if (status == 503 || status == 429)
        answer.retryAfterSeconds = 5;
    return answer;
}

Answer failure(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Busy: return failure(503, "busy");
    case ErrorCode::DiskFull: return failure(507, "disk_full");
    case ErrorCode::NotALedger:
    case ErrorCode::Corrupt: return failure(503, "self_check");
    case ErrorCode::NotFound: return failure(404, "not_found");
    case ErrorCode::Invalid: return failure(400, "malformed", error.detail);
    default: return failure(500, "internal");
    }
}

DecodedSync decodeSyncRequest(std::string_view body)
{
    DecodedSync decoded;
    const auto fail = [&](Answer answer) {
        decoded.failed = std::move(answer);
        return std::move(decoded);
    };
    auto members = sliceObject(body);
    if (!members)
        return fail(failure(400, "malformed", members.error().detail));
    SyncRequest request;
    bool hasHead = false;
    for (const auto& [key, text] : *members) {
        if (key == "items") {
            auto items = sliceArray(text, itemsMax + 1);
            if (!items)
                return fail(failure(400, "malformed", items.error().detail));
            if (items->size() > itemsMax)
                return fail(failure(413, "too_large", "more than " + std::to_string(itemsMax) + " items"));
            // One at a time: a whole body as a tree of values would take ten times its size.
            for (std::size_t i = 0; i < items->size(); ++i) {
                auto json = parseJson((*items)[i]);
                if (!json)
                    return fail(malformedItem(std::int64_t(i), {}, json.error().detail));
                const Json* change = member(*json, "cs");
                if (!change)
                    return fail(malformedItem(std::int64_t(i), {}, "no change set"));
                if (memberInteger(*change, "level").value_or(0) > levelHere)
                    return fail(failure(426, "server_too_old"));
                auto one = decodeChangeSetJson(*change);
                if (!one)
                    return fail(malformedItem(std::int64_t(i), idIn(*change), one.error().detail));
                if (levelHere == levelNow && hasUnknownCells(one->change.ops))
                    return fail(malformedItem(std::int64_t(i), idIn(*change), "a cell that is unknown at this level"));
                PushItem item;
                item.decoded = *std::move(one);
                item.ageMs = memberInteger(*json, "age").value_or(0);
                const std::string* clock = memberText(*json, "clk");
                item.isClockSuspect = clock && *clock == "suspect";
                if (item.ageMs < 0 || item.ageMs > 400LL * 24 * 3600 * 1000) {
                    item.ageMs = 0;
                    item.isClockSuspect = true;
                }
                if (const Json* bases = member(*json, "bases"); bases && bases->is_array() && bases->size() <= 64) {
                    for (const Json& base : *bases) {
                        const auto* versionText = base.get_ptr<const std::string*>();
                        auto version = versionText ? Version::parse(*versionText) : Result<Version>(Error {});
                        if (version)
                            item.bases.push_back(*version);
                    }
                }
                request.items.push_back(std::move(item));
            }
            continue;
        }
        auto json = parseJson(text);
        if (!json)
            return fail(failure(400, "malformed", json.error().detail));
        if (key == "head" && json->is_string()) {
            auto head = Version::parse(json->get_ref<const std::string&>());
            if (!head)
                return fail(failure(400, "malformed", head.error().detail));
            request.head = *std::move(head);
            hasHead = true;
        } else if (key == "limit" && json->is_number_integer()) {
            request.limit = std::clamp<std::int64_t>(json->get<std::int64_t>(), 0, 10000);
        } else if (key == "devices" && json->is_number_integer()) {
            request.devicesKnown = json->get<std::int64_t>();
        }
    }
    if (!hasHead)
        return fail(failure(400, "malformed", "head is missing"));
    decoded.request = std::move(request);
    return decoded;
}

LedgerServer::LedgerServer(std::unique_ptr<Private> data) : d(std::move(data)) { }
LedgerServer::~LedgerServer() = default;
const Uuid& LedgerServer::id() const
{
    return d->id;
}

Result<std::unique_ptr<LedgerServer>> LedgerServer::open(
    std::unique_ptr<sql::Connection> writer, std::unique_ptr<sql::Connection> reader, const Uuid& id, Options options)
{
    auto data = std::make_unique<Private>();
    data->writer = std::move(writer);
    data->reader = std::move(reader);
    data->id = id;
    data->options = std::move(options);
    data->store = std::make_unique<RowStore>(*data->writer, id);
    data->readStore = std::make_unique<RowStore>(*data->reader, id);
    auto known = data->meta(*data->writer, "ledger");
    if (known && *known != id.text())
        return Error { ErrorCode::Mismatch, "the file holds the ledger " + *known + ", not " + id.text() };
    if (!known) {
        QM_ASSIGN(auto transaction, sql::Transaction::begin(*data->writer));
        QM_TRY(data->setMeta("ledger", id.text()));
        QM_TRY(data->setMeta("receipt_key", toHex(randomBytes(32))));
        QM_TRY(data->setMeta("epoch", toHex(randomBytes(16))));
        QM_TRY(data->setMeta("hlc", "0"));
        QM_TRY(data->saveHead({ 0, chainStart(id), {} }));
        QM_TRY(transaction.commit());
    }
    QM_ASSIGN(data->head, data->loadHead(*data->writer));
    QM_ASSIGN(const std::string hlc, data->meta(*data->writer, "hlc"));
    data->hlc = std::atoll(hlc.c_str());
    if (auto key = data->meta(*data->writer, "receipt_key"))
        data->receiptKey = *key;
    return std::unique_ptr<LedgerServer>(new LedgerServer(std::move(data)));
}

void LedgerServer::releaseMemory()
{
    d->store->forget();
    d->readStore->forget();
    d->ancestors.clear();
    d->lastBranch = {};
    d->writer->releaseMemory();
    d->reader->releaseMemory();
}

Result<bool> LedgerServer::packLog(const LogTexts::PackOptions& options)
{
    return packAndShrink(*d->writer, d->store->texts(), options);
}

Result<> LedgerServer::checkpoint()
{
    return d->writer->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Version LedgerServer::version() const
{
    return d->head.version();
}

const LedgerServer::Written& LedgerServer::written() const
{
    return d->written;
}

void LedgerServer::run(std::span<SyncJob* const> jobs)
{
    d->written = {};
    const bool pushes = std::any_of(
        jobs.begin(), jobs.end(), [](const SyncJob* job) { return job->recover || !job->request.items.empty(); });
    const Private::Head before = d->head;
    const std::int64_t hlcBefore = d->hlc;
    const std::int64_t effMaxBefore = d->headEffMax;
    std::vector<std::string> results(jobs.size());
    std::vector<bool> isAnswered(jobs.size());
    std::vector<std::unordered_set<Uuid>> taken(jobs.size()); // what its sender has word for word
    const auto pushAll = [&]() -> Result<> {
        QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->writer));
        d->store->forget();
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            SyncJob& job = *jobs[i];
            d->stored = { d->head.rev, d->head.rev, {} };
            if (job.recover) {
                QM_ASSIGN(job.answer, d->recover(*job.recover, job.caller));
                d->keepStored(job);
                isAnswered[i] = true;
                continue;
            }
            QM_ASSIGN(const bool isKnown, d->isKnown(job.request.head));
            if (!isKnown)
                continue; // answered below
            for (std::size_t item = 0; item < job.request.items.size(); ++item) {
                QM_ASSIGN(const Private::Accepted accepted, d->accept(job.request.items[item], job.caller));
                if (accepted.failed) {
                    job.answer = *accepted.failed;
                    if (job.answer.body.find("\"item\":-1") != std::string::npos)
                        job.answer.body.replace(
                            job.answer.body.find("\"item\":-1"), 9, "\"item\":" + std::to_string(item));
                    isAnswered[i] = true;
                    break;
                }
                results[i] += (item ? "," : "") + accepted.result;
                if (!accepted.outcome.empty())
                    taken[i].insert(job.request.items[item].decoded.change.id);
            }
            d->keepStored(job);
        }
        QM_TRY(d->store->status());
        QM_TRY(d->setMeta("hlc", std::to_string(d->hlc)));
        QM_TRY(d->saveHead(d->head));
        return transaction.commit();
    };
    if (pushes) {
        if (auto done = pushAll(); !done) {
            d->written = {};
            d->head = before;
            d->hlc = hlcBefore;
            d->headEffMax = effMaxBefore;
            d->ancestors.clear();
            d->lastBranch = {};
            d->store->forget();
            for (SyncJob* job : jobs) {
                job->answer = failure(done.error());
                job->stored = {};
            }
            return;
        }
        d->store->forget();
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        jobs[i]->revFrom = before.rev;
        jobs[i]->revTo = d->head.rev;
        if (!isAnswered[i])
            jobs[i]->answer = d->answerSync(*jobs[i], results[i], taken[i]);
    }
}

void LedgerServer::Private::keepStored(SyncJob& job)
{
    stored.revTo = head.rev;
    job.stored = std::move(stored);
}

void Stored::count(const Changes& changes)
{
    const std::unordered_set<RowKey> gone(changes.deleted.begin(), changes.deleted.end());
    std::unordered_set<RowKey> revived;
    for (const Changes::Revived& one : changes.revived)
        revived.insert(one.row);
    for (const RowImage& image : changes.rows) {
        Counts& counts = rows[image.key.table];
        if (image.isNew || revived.contains(image.key))
            ++counts.added;
        else if (gone.contains(image.key))
            ++counts.deleted;
        else
            ++counts.updated;
    }
}

Result<bool> LedgerServer::Private::isKnown(const Version& version)
{
    if (version.rev == 0)
        return version.hash16 == chainStart(id).hex().substr(0, 16);
    if (version.rev == head.rev)
        return version == head.version();
    QM_ASSIGN(const auto chain, chainAt(*writer, version.rev));
    return chain && (chain->hex().compare(0, 16, version.hash16) == 0 || QM_PLANTED_BUG(skip_version_check));
}

/// What an author had seen beyond his base: his own earlier change sets (R0).
Result<> LedgerServer::Private::followAncestors(const ChangeSet& change, const Base& base, Ancestors& known)
{
    if (change.prev && known.last == *change.prev && known.base == change.base.text() && known.lastNo != 0) {
        known.nos.insert(known.lastNo);
        known.effMax = std::max(known.effMax, known.lastEff);
        return {};
    }
    known = {};
    known.base = change.base.text();
    std::optional<Uuid> at = change.prev;
    while (at) {
        QM_ASSIGN(sql::Statement * select, writer->cached("SELECT no, prev, eff FROM change_set WHERE id = ?"));
        select->bindBlob(0, at->view());
        QM_ASSIGN(const bool isThere, select->step());
        if (!isThere)
            break;
        const std::int64_t no = select->integer(0);
        const std::int64_t eff = select->integer(2);
        const auto prev = select->isNull(1) ? std::optional<Uuid>() : Uuid::fromBytes(select->blob(1));
        select->reset();
        known.effMax = std::max(known.effMax, eff);
        if (base.hasSeen(no) || !known.nos.insert(no).second)
            break;
        at = prev;
    }
    return {};
}

Result<LedgerServer::Private::Accepted> LedgerServer::Private::accept(
    PushItem& item, const Caller& caller, const Recovered* recovered)
{
    const ChangeSet& change = item.decoded.change;
    QM_ASSIGN(sql::Statement * known, writer->cached("SELECT rev, outcome, why, chain FROM change_set WHERE id = ?"));
    known->bindBlob(0, change.id.view());
    QM_ASSIGN(const bool isKnownId, known->step());
    if (isKnownId) {
        const auto outcome = known->integer(1);
        Accepted accepted;
        accepted.result = resultJson(change.id, "known", outcome == 3 ? known->text(2) : std::string_view(),
            Version::at(known->integer(0), Hash::fromBytes(known->blob(3))), outcomeName(outcome));
        known->reset();
        return accepted;
    }
    const auto forked = [&](const std::string& why) {
        Answer answer = malformedItem(-1, change.id.text(), why);
        answer.status = 409;
        answer.body.replace(answer.body.find("malformed"), 9, "device_forked");
        return Accepted { {}, {}, answer };
    };
    if (!recovered && change.dev != caller.device)
        return forked("made under another identity than the one that sends it");
    QM_ASSIGN(sql::Statement * last, writer->cached("SELECT max(n) FROM change_set WHERE dev = ?"));
    last->bindBlob(0, change.dev.view());
    QM_TRY(last->step());
    const std::int64_t lastN = last->integer(0);
    last->reset();
    if (!recovered && change.n <= lastN)
        return forked("the number " + std::to_string(change.n) + " was used by another change of this device");

    // A base that nobody knows counts as nothing seen: that can only make more records, never hide one.
    QM_ASSIGN(auto base, baseOf(change.base));
    for (const Version& other : item.bases) {
        if (base)
            break;
        QM_ASSIGN(base, baseOf(other));
    }
    if (!base)
        base = Base {};
    Ancestors& own = ancestors[change.dev];
    QM_TRY(followAncestors(change, *base, own));

    hlc = std::max(hlc + 1, options.nowMs());
    std::int64_t eff = std::max({ hlc - item.ageMs, base->effMax + 1, own.effMax + 1, std::int64_t(1) });
    if (QM_PLANTED_BUG(trust_the_clock))
        eff = hlc - item.ageMs;
    if (recovered) {
        // Its own time, unless something that its author had seen was sent once more by itself and is later now.
        eff = std::max({ recovered->eff, base->effMax + 1, own.effMax + 1 });
        hlc = std::max(hlc, eff);
    }
    const std::int64_t rev = head.rev + 1;

    store->announce({ rev, change.id, change.dev, eff, change.indivisible });
    Merged merged
        = merge(*store, change, rev, eff, [&](std::int64_t no) { return base->hasSeen(no) || own.nos.contains(no); });
    QM_TRY(store->status());
    const std::string_view outcome = merged.outcome();
    ++written.revisions;
    written.conflicts += merged.changes.conflicts.size();
    written.parked += merged.isParked ? 1 : 0;
    stored.count(merged.changes);
    const bool isIndivisible = change.indivisible || merged.changes.becomesIndivisible;
    const Digest delta = store->apply(rev, std::move(merged.changes), {});
    QM_TRY(store->status());
    head.digest.add(delta);
    const Hash digest = head.digest.bytes();
    head.chain = chainNext(head.chain, sha256(item.decoded.canonical), eff, outcome,
        merged.isPlain ? std::string_view("=") : merged.effects, digest);
    head.rev = rev;
    headEffMax = std::max(headEffMax, eff);
    QM_TRY(writeEntry(item, recovered, rev, eff, outcome, merged, isIndivisible, digest));

    own.last = change.id;
    own.lastNo = rev;
    own.lastEff = eff;
    Accepted accepted;
    accepted.outcome = outcome;
    accepted.result = resultJson(
        change.id, outcome, merged.isParked ? std::string_view(merged.why) : std::string_view(), head.version(), {});
    return accepted;
}

Result<> LedgerServer::Private::writeEntry(const PushItem& item, const Recovered* recovered, std::int64_t rev,
    std::int64_t eff, std::string_view outcome, const Merged& merged, bool isIndivisible, const Hash& digest)
{
    const ChangeSet& change = item.decoded.change;
    QM_ASSIGN(sql::Statement * write,
        writer->cached(
            "INSERT INTO change_set (no, id, rev, kind, dev, n, prev, base_rev, base_hash, eff, eff_max, recv, at,"
            " act, batch, indivisible, outcome, why, known, chain, digest, plain, origin)"
            " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)"));
    write->bind(0, rev);
    write->bindBlob(1, change.id.view());
    write->bind(2, rev);
    write->bindBlob(3, change.dev.view());
    write->bind(4, change.n);
    if (change.prev)
        write->bindBlob(5, change.prev->view());
    else
        write->bindNull(5);
    write->bind(6, change.base.rev);
    write->bindBlob(7, change.base.hash16);
    write->bind(8, eff);
    write->bind(9, headEffMax);
    write->bind(10, hlc);
    write->bindText(11, change.at);
    write->bindText(12, change.act);
    if (change.batch)
        write->bindBlob(13, change.batch->view());
    else
        write->bindNull(13);
    write->bind(14, isIndivisible ? 1 : 0);
    write->bind(15, outcomeNumber(outcome));
    if (merged.isParked)
        write->bindText(16, merged.why);
    else
        write->bindNull(16);
    write->bindBlob(17, head.chain.view());
    write->bindBlob(18, digest.view());
    write->bind(19, merged.isPlain ? 1 : 0);
    if (recovered)
        write->bindText(20, recovered->version.text());
    else
        write->bindNull(20);
    QM_TRY(write->run());
    if (merged.isPlain)
        return store->texts().write(rev, item.decoded.canonical);
    return store->texts().write(rev, item.decoded.canonical, merged.effects);
}

std::string LedgerServer::Private::resultJson(
    const Uuid& change, std::string_view out, std::string_view why, const Version& version, std::string_view was)
{
    std::string json = "{\"id\":\"" + change.text() + "\",\"out\":\"" + std::string(out) + "\"";
    if (!was.empty())
        json += ",\"was\":\"" + std::string(was) + "\"";
    if (!why.empty()) {
        json += ",\"why\":";
        appendJsonString(why, json);
    }
    return json + ",\"ver\":\"" + version.text() + "\"}";
}

Answer LedgerServer::Private::answerSync(
    const SyncJob& job, const std::string& results, const std::unordered_set<Uuid>& taken)
{
    auto known = isKnown(job.request.head);
    if (!known)
        return failure(known.error());
    if (!*known)
        return unknownVersion(*writer, head);
    std::string body = "{\"head\":\"" + head.version().text() + "\",\"results\":[" + results + "]";
    if (auto done = appendEntries(*writer, head, job.request.head.rev, job.request.limit, taken, body); !done)
        return failure(done.error());
    if (auto done = appendDevices(job, body); !done)
        return failure(done.error());
    body += "}";
    Answer answer;
    answer.body = std::move(body);
    return answer;
}

Result<> LedgerServer::Private::appendDevices(const SyncJob& job, std::string& body)
{
    // Names of who wrote what; kept in the ledger so that its history stays readable on its own.
    const Caller& caller = job.caller;
    if (const auto named = namedDevices.find(caller.device);
        named == namedDevices.end() || named->second != caller.name) {
        QM_ASSIGN(sql::Statement * write,
            writer->cached("INSERT INTO device (id, no, name, platform) VALUES (?, ?, ?, ?)"
                           " ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name"));
        write->bindBlob(0, caller.device.view());
        write->bind(1, caller.no);
        write->bindText(2, caller.name);
        write->bindText(3, caller.platform);
        QM_TRY(write->run());
        namedDevices[caller.device] = caller.name;
    }
    QM_ASSIGN(sql::Statement * count, writer->cached("SELECT count(*) FROM device"));
    QM_TRY(count->step());
    const std::int64_t devices = count->integer(0);
    count->reset();
    if (devices == job.request.devicesKnown)
        return {};
    QM_ASSIGN(sql::Statement * select, writer->cached("SELECT id, no, name, platform FROM device ORDER BY no"));
    char separator = '[';
    body += ",\"devices\":";
    for (;;) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            break;
        body.push_back(separator);
        separator = ',';
        body += "{\"id\":\"" + Uuid::fromBytes(select->blob(0)).text()
            + "\",\"no\":" + std::to_string(select->integer(1)) + ",\"name\":";
        appendJsonString(select->text(2), body);
        body += ",\"platform\":";
        appendJsonString(select->text(3), body);
        body += "}";
    }
    body += separator == '[' ? "[]" : "]";
    return {};
}

Result<> LedgerServer::Private::appendEntries(sql::Connection& connection, const Head& at, std::int64_t after,
    std::int64_t limit, const std::unordered_set<Uuid>& own, std::string& body)
{
    body += ",\"entries\":[";
    std::int64_t last = after;
    LogEntry entry;
    if (limit > 0 && after < at.rev) {
        QM_ASSIGN(sql::Statement * select,
            connection.cached("SELECT rev, kind, id, eff, outcome, chain, digest, no FROM change_set"
                              " WHERE rev > ? AND rev <= ? ORDER BY rev LIMIT ?"));
        LogTexts& texts = (&connection == writer.get() ? store : readStore)->texts();
        select->bind(0, after);
        select->bind(1, at.rev);
        select->bind(2, limit);
        for (;;) {
            QM_ASSIGN(const bool more, select->step());
            if (!more)
                break;
            if (body.size() > answerBytesMax) {
                select->reset();
                break;
            }
            if (last != after)
                body.push_back(',');
            last = select->integer(0);
            entry.rev = last;
            entry.kind = static_cast<EntryKind>(select->integer(1));
            entry.id = Uuid::fromBytes(select->blob(2));
            QM_ASSIGN(const auto text, texts.read(select->integer(7)));
            if (!text)
                return Error { ErrorCode::Corrupt, "revision " + std::to_string(last) + " has lost its text" };
            entry.intent = own.contains(entry.id) ? std::string_view() : text->intent; // who just sent it has it
            entry.eff = select->integer(3);
            entry.outcome = outcomeName(select->integer(4));
            entry.effects = text->effects.value_or("=");
            entry.chain = Hash::fromBytes(select->blob(5));
            entry.digest = Hash::fromBytes(select->blob(6));
            appendLogEntry(entry, body);
        }
    }
    body += std::string("],\"more\":") + (last < at.rev && limit > 0 ? "true" : "false");
    if (last != after)
        body += ",\"receipt\":" + receipt(Version::at(last, entry.chain));
    return {};
}

} // namespace qm
