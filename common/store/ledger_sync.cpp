#include "common/environment.h"
#include "common/planted_bug.h"
#include "common/store/ledger_private.h"

#include <algorithm>

namespace qm {

namespace {

constexpr std::int64_t ageMsMax = 400LL * 24 * 3600 * 1000;

/// One pull: entries are applied to canonical rows, with the queue taken back when it is in the way.
class Puller {
public:
    explicit Puller(Ledger::Private& data, bool isRewound = false) : d(data), m_isRewound(isRewound) { }

    Result<Ledger::Pulled> run(std::span<const LogEntry> entries);

private:
    Result<> take(const LogEntry& entry);
    Result<> confirm(const LogEntry& entry, const Ledger::Private::Queued& queued);
    Result<> apply(const LogEntry& entry, const ChangeSet& change, std::string_view intent);
    bool isIndependent(const ChangeSet& change);
    bool isFree(const RowKey& key);
    Result<> writeEntry(
        const LogEntry& entry, const ChangeSet& change, std::string_view intent, std::int64_t no, bool isOwn);
    Result<> writeRecord(const LogEntry& entry);
    Result<std::int64_t> nextNo();
    Result<> rewind();
    void checkDigest(const LogEntry& entry);

    Ledger::Private& d;
    Ledger::Private::Head m_head;
    Ledger::Pulled m_pulled;
    bool m_isRewound;
};

Result<Ledger::Pulled> Puller::run(std::span<const LogEntry> entries)
{
    QM_ASSIGN(m_head, d.head());
    for (const LogEntry& entry : entries)
        QM_TRY(take(entry));
    if (m_isRewound)
        QM_TRY(d.predictQueue());
    QM_TRY(d.store->status());
    QM_TRY(d.saveHead(m_head));
    return m_pulled;
}

void Puller::checkDigest(const LogEntry& entry)
{
    if (m_head.digest.bytes() != entry.digest)
        m_pulled.isMismatch = true;
}

Result<> Puller::rewind()
{
    if (m_isRewound)
        return {};
    m_isRewound = true;
    return d.rewindQueue();
}

Result<> Puller::take(const LogEntry& entry)
{
    if (entry.rev != m_head.rev + 1)
        return Error { ErrorCode::Protocol,
            "the server sent revision " + std::to_string(entry.rev) + " after " + std::to_string(m_head.rev) };
    const std::int64_t known = d.store->changeNo(entry.id);
    QM_TRY(d.store->status());
    std::string intent = entry.intent;
    bool isSame = true; // as it was made here; not so when this copy got another identity since it was sent
    if (intent.empty()) {
        if (known == 0)
            return Error { ErrorCode::Protocol, "the server left out a change set that is not here" };
        QM_ASSIGN(intent, d.intentOf(known));
    } else if (known != 0) {
        QM_ASSIGN(const std::string own, d.intentOf(known));
        isSame = own == intent;
    }
    const Hash chain = chainNext(m_head.chain, sha256(intent), entry.eff, entry.outcome, entry.effects, entry.digest);
    if (chain != entry.chain)
        return Error { ErrorCode::Mismatch,
            "revision " + std::to_string(entry.rev) + " does not continue this ledger's chain" };

    QM_ASSIGN(const auto first, d.firstQueued());
    const bool isNext = first && first->no == known;
    if (entry.kind == EntryKind::Branch) {
        QM_TRY(writeRecord(entry));
    } else if (!m_isRewound && isNext && isSame && first->isPlain && entry.effects == "="
        && entry.outcome == "applied") {
        QM_TRY(confirm(entry, *first));
    } else {
        QM_ASSIGN(DecodedChangeSet decoded, decodeChangeSet(intent));
        if (decoded.change.id != entry.id)
            return Error { ErrorCode::Protocol, "the server sent a change set under another's name" };
        if (first && !m_isRewound && !(known == 0 && entry.effects == "=" && isIndependent(decoded.change)))
            QM_TRY(rewind());
        QM_TRY(apply(entry, decoded.change, intent));
    }
    QM_ASSIGN(sql::Statement * seen, d.statement("DELETE FROM limbo WHERE cs = ?"));
    seen->bindBlob(0, entry.id.view());
    if (!QM_PLANTED_BUG(keep_limbo))
        QM_TRY(seen->run());
    m_head.rev = entry.rev;
    m_head.chain = entry.chain;
    checkDigest(entry);
    return {};
}

/// The server did with an own change set exactly what was predicted: only its place in the order is new.
Result<> Puller::confirm(const LogEntry& entry, const Ledger::Private::Queued& queued)
{
    QM_ASSIGN(sql::Statement * write,
        d.statement(
            "UPDATE change_set SET rev = ?, eff = ?, outcome = 1, why = NULL, chain = ?, digest = ?, delta = NULL,"
            " boot = NULL, mono = NULL, wall = NULL WHERE no = ?"));
    write->bind(0, entry.rev);
    write->bind(1, entry.eff);
    write->bindBlob(2, entry.chain.view());
    write->bindBlob(3, entry.digest.view());
    write->bind(4, queued.no);
    QM_TRY(write->run());
    QM_ASSIGN(sql::Statement * remove, d.statement("DELETE FROM shadow WHERE no = ?"));
    remove->bind(0, queued.no);
    QM_TRY(remove->run());
    QM_TRY(d.store->status());
    d.store->forget(); // it may know the change set's guessed eff
    m_head.digest.add(queued.delta);
    ++m_pulled.confirmed;
    return {};
}

bool Puller::isFree(const RowKey& key)
{
    const RowImage* row = d.store->row(key);
    if (!row || d.store->isTouchedByQueue(key))
        return false;
    const Parents parents = parentsOf(*d.store->row(key));
    return std::all_of(parents.begin(), parents.end(), [&](const RowKey& parent) { return isFree(parent); });
}

/// Nothing that this change set reads or writes was touched by the queue: both orders give the same.
bool Puller::isIndependent(const ChangeSet& change)
{
    for (const Op& op : change.ops) {
        Parents targets;
        if (op.kind == Op::Kind::Create) {
            if (d.store->row(op.image.key) || op.image.key.table != Table::Posting)
                return false;
            targets = parentsOf(op.image);
            const RowKey month { Table::Month, monthOf(op.image) };
            if (!isFree(month))
                return false;
        } else if (op.kind == Op::Kind::Set && op.image.key.table == Table::Posting) {
            for (const CellChange& cell : op.cells) {
                const std::string_view name = cellName(Table::Posting, cell.cell);
                if (name == "slot" || name == "account" || name == "split")
                    return false;
            }
            targets.add(op.image.key);
        } else {
            return false;
        }
        if (!std::all_of(targets.begin(), targets.end(), [&](const RowKey& key) { return isFree(key); }))
            return false;
    }
    return true;
}

Result<> Puller::apply(const LogEntry& entry, const ChangeSet& change, std::string_view intent)
{
    std::int64_t no = d.store->changeNo(entry.id);
    const bool isOwn = no != 0;
    if (!isOwn) {
        QM_ASSIGN(no, nextNo());
    }
    QM_TRY(writeEntry(entry, change, intent, no, isOwn));
    QM_ASSIGN(const Digest delta, d.applyEntry(entry, change, no));
    m_head.digest.add(delta);
    ++(isOwn ? m_pulled.confirmed : m_pulled.applied);
    return {};
}

Result<std::int64_t> Puller::nextNo()
{
    QM_ASSIGN(sql::Statement * newest, d.statement("SELECT coalesce(max(no), 0) + 1 FROM change_set"));
    QM_TRY(newest->step());
    const std::int64_t no = newest->integer(0);
    newest->reset();
    return no;
}

/// A record of the server's own: part of the log and its chain, without an effect on rows.
Result<> Puller::writeRecord(const LogEntry& entry)
{
    QM_ASSIGN(const std::int64_t no, nextNo());
    QM_ASSIGN(sql::Statement * write,
        d.statement("INSERT INTO change_set (no, id, rev, kind, dev, n, base_rev, base_hash, eff, recv, at, act,"
                    " indivisible, outcome, known, chain, digest, plain)"
                    " VALUES (?, ?, ?, ?, ?, 0, 0, x'', ?, ?, '', 'recover', 0, 1, 1, ?, ?, 1)"));
    write->bind(0, no);
    write->bindBlob(1, entry.id.view());
    write->bind(2, entry.rev);
    write->bind(3, static_cast<int>(entry.kind));
    write->bindBlob(4, Uuid().view());
    write->bind(5, entry.eff);
    write->bind(6, wallClockMs());
    write->bindBlob(7, entry.chain.view());
    write->bindBlob(8, entry.digest.view());
    QM_TRY(write->run());
    return d.store->texts().write(no, entry.intent);
}

Result<> Puller::writeEntry(
    const LogEntry& entry, const ChangeSet& change, std::string_view intent, std::int64_t no, bool isOwn)
{
    if (isOwn) {
        QM_ASSIGN(sql::Statement * write,
            d.statement(
                "UPDATE change_set SET rev = ?, eff = ?, outcome = ?, why = NULL, chain = ?, digest = ?, plain = ?,"
                " dev = ?, n = ?, delta = NULL, boot = NULL, mono = NULL, wall = NULL WHERE no = ?"));
        write->bind(0, entry.rev);
        write->bind(1, entry.eff);
        write->bind(2, outcomeNumber(entry.outcome));
        write->bindBlob(3, entry.chain.view());
        write->bindBlob(4, entry.digest.view());
        write->bind(5, entry.effects == "=" ? 1 : 0);
        write->bindBlob(6, change.dev.view());
        write->bind(7, change.n);
        write->bind(8, no);
        QM_TRY(write->run());
        return d.writeText(no, intent, entry.effects);
    }
    QM_ASSIGN(sql::Statement * write,
        d.statement(
            "INSERT INTO change_set (no, id, rev, kind, dev, n, prev, base_rev, base_hash, eff, recv, at, act, batch,"
            " indivisible, outcome, known, chain, digest, plain)"
            " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)"));
    write->bind(0, no);
    write->bindBlob(1, change.id.view());
    write->bind(2, entry.rev);
    write->bindBlob(3, change.dev.view());
    write->bind(4, change.n);
    if (change.prev)
        write->bindBlob(5, change.prev->view());
    else
        write->bindNull(5);
    write->bind(6, change.base.rev);
    write->bindBlob(7, change.base.hash16);
    write->bind(8, entry.eff);
    write->bind(9, wallClockMs());
    write->bindText(10, change.at);
    write->bindText(11, change.act);
    if (change.batch)
        write->bindBlob(12, change.batch->view());
    else
        write->bindNull(12);
    write->bind(13, change.indivisible ? 1 : 0);
    write->bind(14, outcomeNumber(entry.outcome));
    write->bindBlob(15, entry.chain.view());
    write->bindBlob(16, entry.digest.view());
    write->bind(17, entry.effects == "=" ? 1 : 0);
    QM_TRY(write->run());
    return d.writeText(no, intent, entry.effects);
}

} // namespace

Result<Ledger::Pulled> Ledger::Private::pullRewound(std::span<const LogEntry> entries)
{
    return Puller(*this, true).run(entries);
}

Result<Digest> Ledger::Private::applyEntry(const LogEntry& entry, const ChangeSet& change, std::int64_t no)
{
    store->announce({ no, change.id, change.dev, entry.eff, change.indivisible });
    Changes changes;
    if (entry.effects == "=") {
        Merged merged = merge(*store, change, no, entry.eff, [](std::int64_t) { return true; });
        if (merged.isParked)
            return Error { ErrorCode::Mismatch,
                "revision " + std::to_string(entry.rev) + " cannot be applied here: " + merged.detail };
        changes = std::move(merged.changes);
    } else {
        QM_ASSIGN(changes, decodeEffects(*store, change, no, entry.eff, entry.effects));
    }
    // Own change sets have been seen by whatever this device does later, so their touches never matter here.
    const Digest delta = store->apply(
        no, std::move(changes), { .keepTouches = change.dev != device, .keepShadow = false, .isPlain = true });
    QM_TRY(store->status());
    return delta;
}

/// One of another log than this is ignored.
Result<> Ledger::Private::keepReceipt(const Ledger::Receipt& receipt)
{
    if (receipt.mac.size() != 32)
        return {};
    QM_ASSIGN(sql::Statement * write,
        statement("UPDATE change_set SET receipt = ? WHERE rev = ? AND lower(hex(substr(chain, 1, 8))) = ?"));
    write->bindBlob(0, receipt.mac);
    write->bind(1, receipt.version.rev);
    write->bindText(2, receipt.version.hash16);
    return write->run();
}

Result<std::vector<Ledger::Private::Queued>> Ledger::Private::queue()
{
    std::vector<Queued> queued;
    QM_ASSIGN(sql::Statement * select,
        statement("SELECT no, id, plain, delta FROM change_set WHERE rev IS NULL ORDER BY no"));
    for (;;) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            return queued;
        queued.push_back({ select->integer(0), Uuid::fromBytes(select->blob(1)), select->integer(2) != 0,
            Digest::fromBytes(select->blob(3)) });
    }
}

Result<std::optional<Ledger::Private::Queued>> Ledger::Private::firstQueued()
{
    QM_ASSIGN(sql::Statement * select,
        statement("SELECT no, id, plain, delta FROM change_set WHERE rev IS NULL ORDER BY no LIMIT 1"));
    QM_ASSIGN(const bool isThere, select->step());
    std::optional<Queued> first;
    if (isThere)
        first = Queued { select->integer(0), Uuid::fromBytes(select->blob(1)), select->integer(2) != 0,
            Digest::fromBytes(select->blob(3)) };
    select->reset();
    return first;
}

Result<std::string> Ledger::Private::intentOf(std::int64_t no)
{
    QM_ASSIGN(const auto text, store->texts().read(no));
    if (!text)
        return Error { ErrorCode::Corrupt, "change set " + std::to_string(no) + " has lost its text" };
    return std::string(text->intent);
}

Result<> Ledger::Private::writeText(std::int64_t no, std::string_view intent, std::string_view effects)
{
    if (effects == "=")
        return store->texts().write(no, intent);
    return store->texts().write(no, intent, effects);
}

Result<> Ledger::Private::removeChangeSet(std::int64_t no)
{
    QM_TRY(store->texts().remove(no));
    QM_ASSIGN(sql::Statement * remove, statement("DELETE FROM change_set WHERE no = ?"));
    remove->bind(0, no);
    return remove->run();
}

Result<> Ledger::Private::rewindQueue()
{
    QM_ASSIGN(std::vector<Queued> queued, queue());
    for (auto item = queued.rbegin(); item != queued.rend(); ++item) {
        QM_ASSIGN(const std::string intent, intentOf(item->no));
        const auto decoded = decodeChangeSet(intent);
        store->rewind(item->no, decoded ? &decoded->change : nullptr, item->isPlain);
    }
    return store->status();
}

Result<> Ledger::Private::predictQueue(std::int64_t no)
{
    QM_ASSIGN(const std::vector<Queued> queued, queue());
    for (const Queued& item : queued) {
        if (item.no <= no || QM_PLANTED_BUG(predict_nothing))
            continue;
        QM_ASSIGN(const std::string intent, intentOf(item.no));
        const auto decoded = decodeChangeSet(intent);
        if (!decoded) { // the server will say so, and it is set apart
            QM_TRY(notePrediction(item.no, false, {}, "malformed"));
            continue;
        }
        const ChangeSet& change = decoded->change;
        // Seen: what was canonical when it was made, and what this device made before it.
        const Seen seen = [&](std::int64_t writer) {
            auto select = statement("SELECT rev, dev FROM change_set WHERE no = ?");
            if (!select)
                return true;
            (*select)->bind(0, writer);
            auto isThere = (*select)->step();
            const bool isSeen = isThere && *isThere
                && (((*select)->isNull(0) && writer < item.no)
                    || (!(*select)->isNull(0) && (*select)->integer(0) <= change.base.rev)
                    || ((*select)->blob(1) == device.view() && writer < item.no));
            (*select)->reset();
            return isSeen;
        };
        store->announce({ item.no, change.id, change.dev, guessedEff(item.no), change.indivisible });
        Merged merged = merge(*store, change, item.no, guessedEff(item.no), seen);
        QM_TRY(store->status());
        const bool hasEffect = !merged.isParked;
        const bool appliesMore = std::any_of(change.ops.begin(), change.ops.end(),
            [](const Op& op) { return op.kind == Op::Kind::Unpark || op.kind == Op::Kind::Revert; });
        const bool isPlain = hasEffect && merged.isPlain && !merged.raisesEff && !appliesMore;
        Digest delta;
        if (hasEffect)
            delta = store->apply(
                item.no, std::move(merged.changes), { .keepTouches = false, .keepShadow = true, .isPlain = isPlain });
        QM_TRY(notePrediction(item.no, isPlain, delta, hasEffect ? std::string() : merged.why));
        QM_TRY(store->status());
    }
    return {};
}

/// `why`: it has no effect yet, for this reason; empty: it has.
Result<> Ledger::Private::notePrediction(std::int64_t no, bool isPlain, const Digest& delta, const std::string& why)
{
    QM_ASSIGN(
        sql::Statement * write, statement("UPDATE change_set SET plain = ?, delta = ?, why = ?, eff = ? WHERE no = ?"));
    write->bind(0, isPlain ? 1 : 0);
    const Hash deltaBytes = delta.bytes();
    write->bindBlob(1, deltaBytes.view());
    if (why.empty())
        write->bindNull(2);
    else
        write->bindText(2, why);
    write->bind(3, guessedEff(no));
    write->bind(4, no);
    return write->run();
}

Result<std::vector<Ledger::Waiting>> Ledger::waiting(std::int64_t afterNo, std::size_t itemsMost, std::size_t bytesMost)
{
    QM_ASSIGN(sql::Statement * select,
        d->statement("SELECT c.no, c.id, b.intent, c.boot, c.mono, c.wall FROM change_set c"
                     " JOIN change_set_body b ON b.no = c.no WHERE c.rev IS NULL AND c.no > ? ORDER BY c.no"));
    select->bind(0, afterNo);
    std::vector<Waiting> items;
    std::size_t bytes = 0;
    const std::string boot = bootId();
    while (items.size() < itemsMost) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            break;
        Waiting item;
        item.no = select->integer(0);
        item.id = Uuid::fromBytes(select->blob(1));
        item.intent = select->blob(2);
        bytes += item.intent.size();
        if (!items.empty() && bytes > bytesMost)
            break;
        if (!boot.empty() && select->text(3) == boot) {
            item.ageMs = bootClockMs() - select->integer(4);
            item.clock = "mono";
        } else {
            item.ageMs = wallClockMs() - select->integer(5);
            item.clock = "wall";
        }
        if (item.ageMs < 0 || item.ageMs > ageMsMax) {
            item.ageMs = 0;
            item.clock = "suspect";
        }
        items.push_back(std::move(item));
    }
    select->reset();
    return items;
}

Result<Ledger::Pulled> Ledger::pull(std::span<const LogEntry> entries, const Receipt& receipt)
{
    if (entries.empty())
        return Pulled {};
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    auto pulled = Puller(*d).run(entries);
    if (!pulled) {
        d->store->forget();
        return pulled;
    }
    QM_TRY(d->keepReceipt(receipt));
    QM_TRY(transaction.commit());
    d->store->forget();
    if (d->currency.code.empty())
        QM_TRY(d->loadCurrency());
    return pulled;
}

Result<bool> Ledger::packLog(const LogTexts::PackOptions& options)
{
    if (d->meta("snapshot"))
        return false;
    d->store->forget();
    return packAndShrink(*d->connection, d->store->texts(), options);
}

Result<> Ledger::quarantine(const Uuid& change, std::string_view why)
{
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    const std::int64_t no = d->store->changeNo(change);
    QM_ASSIGN(const auto queued, d->queue());
    // One that is in the log stays there, whatever a server says of it.
    if (std::none_of(queued.begin(), queued.end(), [&](const Private::Queued& item) { return item.no == no; }))
        return Error { ErrorCode::NotFound, "the change set " + change.text() + " does not wait here to be sent" };
    QM_ASSIGN(const std::string intent, d->intentOf(no));
    QM_TRY(d->rewindQueue());
    QM_ASSIGN(sql::Statement * keep,
        d->statement("INSERT OR REPLACE INTO quarantine (cs, intent, why, at) VALUES (?, ?, ?, ?)"));
    keep->bindBlob(0, change.view());
    keep->bindBlob(1, intent);
    keep->bindText(2, why);
    keep->bind(3, wallClockMs());
    QM_TRY(keep->run());
    QM_TRY(d->removeChangeSet(no));
    QM_TRY(d->predictQueue());
    QM_TRY(d->store->status());
    return transaction.commit();
}

Result<std::vector<Ledger::SetApart>> Ledger::setApart()
{
    std::vector<SetApart> all;
    QM_ASSIGN(sql::Statement * select, d->statement("SELECT cs, intent, why, at FROM quarantine ORDER BY at, cs"));
    for (;;) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            return all;
        all.push_back({ Uuid::fromBytes(select->blob(0)), std::string(select->blob(1)), std::string(select->text(2)),
            select->integer(3) });
    }
}

Result<> Ledger::setDevice(const Uuid& device)
{
    if (device == d->device)
        return {};
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    QM_TRY(d->renumberQueue(device, 0, {}));
    QM_TRY(d->setMeta("device", device.text()));
    QM_TRY(transaction.commit());
    d->device = device;
    return {};
}

Result<> Ledger::Private::renumberQueue(
    const Uuid& by, std::int64_t n, std::optional<Uuid> prev, const std::optional<Version>& base)
{
    QM_ASSIGN(const auto queued, queue());
    for (const Queued& item : queued) {
        QM_ASSIGN(const std::string intent, intentOf(item.no));
        auto decoded = decodeChangeSet(intent);
        if (!decoded)
            continue; // it goes as it is, and the server will have it set apart
        ChangeSet& change = decoded->change;
        change.dev = by;
        change.n = ++n;
        if (prev || base)
            change.prev = prev;
        prev = change.id;
        if (base)
            change.base = *base;
        QM_ASSIGN(sql::Statement * write,
            statement("UPDATE change_set SET dev = ?, n = ?, prev = ?, base_rev = ?, base_hash = ? WHERE no = ?"));
        write->bindBlob(0, by.view());
        write->bind(1, change.n);
        if (change.prev)
            write->bindBlob(2, change.prev->view());
        else
            write->bindNull(2);
        write->bind(3, change.base.rev);
        write->bindBlob(4, change.base.hash16);
        write->bind(5, item.no);
        QM_TRY(write->run());
        QM_TRY(store->texts().write(item.no, encodeChangeSet(change)));
    }
    return {};
}

Result<> Ledger::setDevices(std::span<const KnownDevice> devices)
{
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    for (const KnownDevice& device : devices) {
        QM_ASSIGN(sql::Statement * write,
            d->statement("INSERT OR REPLACE INTO device (id, no, name, platform) VALUES (?, ?, ?, ?)"));
        write->bindBlob(0, device.id.view());
        write->bind(1, device.no);
        write->bindText(2, device.name);
        write->bindText(3, device.platform);
        QM_TRY(write->run());
    }
    return transaction.commit();
}

Result<std::int64_t> Ledger::deviceCount()
{
    return sql::queryInteger(*d->connection, "SELECT count(*) FROM device");
}

} // namespace qm
