#include "common/store/ledger.h"

#include "common/environment.h"
#include "common/ledger/text.h"
#include "common/store/ledger_private.h"

#include <algorithm>

namespace qm {

namespace {

constexpr std::size_t intentBytesMax = 700 << 10; // bodyBytesMax less room for what stands around it

Error notSet(std::string_view key)
{
    return { ErrorCode::NotFound, std::string(key) + " is not set" };
}

/// What a rule that parks at the server says to the person who tries it here.
Error refusal(const Merged& merged)
{
    const std::string& why = merged.why;
    ErrorCode code = ErrorCode::Rule;
    if (why == "month_closed")
        return { ErrorCode::Closed, merged.detail + ": a closed month is an archive. Reopen it first (month reopen)" };
    if (why == "date_outside_month")
        code = ErrorCode::OutsideMonth;
    else if (why == "depends" || why == "deleted")
        code = ErrorCode::Depends;
    else if (why == "month_changed")
        code = ErrorCode::Changed;
    return { code, merged.detail };
}

/// What decodeChangeSet() asks of change sets from outside, for those made here.
Result<> checkOps(const std::vector<Op>& ops)
{
    if (ops.empty() || ops.size() > opsMax)
        return Error { ErrorCode::Invalid,
            "an action of " + std::to_string(ops.size()) + " operations; 1 to " + std::to_string(opsMax)
                + " are possible" };
    for (const Op& op : ops) {
        if (op.kind == Op::Kind::Create)
            QM_TRY(checkRow(op.image));
        for (const CellChange& cell : op.cells) {
            if (cell.cell.isExtra())
                continue;
            const TableInfo& table = info(op.image.key.table);
            const CellInfo& place = table.cells[cell.cell.index];
            for (std::size_t i = 0; i < place.count; ++i)
                QM_TRY(checkColumn(table.columns[place.first + i], cell.now.columns[i]));
        }
        if (op.kind == Op::Kind::Set && op.image.key.table == Table::Posting) {
            for (const CellChange& cell : op.cells) {
                if (cellName(Table::Posting, cell.cell) == "account" && cell.now.columns[0] == cell.now.columns[1])
                    return Error { ErrorCode::Invalid, "a transfer needs two different accounts" };
            }
        }
    }
    return {};
}

/// Bytes that an operation takes in an intent, roughly.
std::size_t sizeOf(const Op& op)
{
    std::size_t bytes = 300 + 60 * op.group.size();
    for (const Scalar& value : op.image.columns) {
        if (const std::string* text = asText(value))
            bytes += text->size() + text->size() / 8;
    }
    for (const CellChange& cell : op.cells) {
        for (const CellValue* value : { &cell.was, &cell.now }) {
            for (const Scalar& column : value->columns) {
                if (const std::string* text = asText(column))
                    bytes += text->size() + text->size() / 8;
            }
        }
    }
    return bytes;
}

} // namespace

std::vector<std::vector<Op>> fittingParts(std::vector<std::vector<Op>> parts)
{
    std::vector<std::vector<Op>> fitting;
    for (std::vector<Op>& part : parts) {
        std::size_t bytes = 0;
        fitting.emplace_back();
        for (Op& op : part) {
            const std::size_t size = sizeOf(op);
            if (!fitting.back().empty() && (bytes + size > intentBytesMax || fitting.back().size() == opsMax)) {
                fitting.emplace_back();
                bytes = 0;
            }
            bytes += size;
            fitting.back().push_back(std::move(op));
        }
    }
    return fitting;
}

Ledger::Ledger(std::unique_ptr<Private> data) : d(std::move(data)) { }
Ledger::~Ledger() = default;

sql::Connection& Ledger::connection()
{
    return *d->connection;
}
const Uuid& Ledger::id() const
{
    return d->id;
}
const Currency& Ledger::currency() const
{
    return d->currency;
}
Result<std::string> Ledger::meta(std::string_view key)
{
    return d->meta(key);
}
Result<> Ledger::setMeta(std::string_view key, std::string_view value)
{
    return d->setMeta(key, value);
}

Result<std::string> Ledger::Private::meta(std::string_view key)
{
    QM_ASSIGN(sql::Statement * select, statement("SELECT v FROM meta WHERE k = ?"));
    select->bindText(0, key);
    QM_ASSIGN(const bool isSet, select->step());
    if (!isSet)
        return notSet(key);
    std::string value(select->text(0));
    select->reset();
    return value;
}

Result<> Ledger::Private::setMeta(std::string_view key, std::string_view value)
{
    QM_ASSIGN(sql::Statement * write,
        statement("INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v"));
    write->bindText(0, key);
    write->bindText(1, value);
    return write->run();
}

Result<Ledger::Private::Head> Ledger::Private::head()
{
    Head head;
    QM_ASSIGN(const std::string text, meta("head"));
    // "<rev> <chain> <digest>": one row, written once a transaction
    const std::size_t first = text.find(' ');
    const std::size_t second = text.find(' ', first + 1);
    Hash digest;
    if (first == std::string::npos || second == std::string::npos
        || !Hash::parseHex(std::string_view(text).substr(first + 1, 64), head.chain)
        || !Hash::parseHex(std::string_view(text).substr(second + 1), digest))
        return Error { ErrorCode::Corrupt, "the ledger does not tell its revision" };
    head.rev = std::atoll(text.c_str());
    head.digest = Digest::fromBytes(digest.view());
    return head;
}

Result<> Ledger::Private::saveHead(const Head& head)
{
    return setMeta("head", std::to_string(head.rev) + " " + head.chain.hex() + " " + head.digest.bytes().hex());
}

Result<> Ledger::Private::loadCurrency()
{
    QM_ASSIGN(sql::Statement * select, statement("SELECT currency FROM ledger WHERE id = ?"));
    select->bindBlob(0, id.view());
    QM_ASSIGN(const bool isThere, select->step());
    if (!isThere)
        return {}; // a copy that has not been filled yet
    QM_ASSIGN(currency, Currency::parse(select->text(0)));
    select->reset();
    return {};
}

Result<std::unique_ptr<Ledger>> Ledger::createCopy(
    std::unique_ptr<sql::Connection> connection, const Uuid& id, const Uuid& device)
{
    auto data = std::make_unique<Private>();
    data->connection = std::move(connection);
    data->id = id;
    data->device = device;
    data->store = std::make_unique<RowStore>(*data->connection, id);
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*data->connection));
    if (data->meta("ledger"))
        return Error { ErrorCode::Exists, "the file holds a ledger already" };
    QM_TRY(data->setMeta("ledger", id.text()));
    QM_TRY(data->setMeta("device", device.text()));
    QM_TRY(data->saveHead({ 0, chainStart(id), {} }));
    QM_TRY(transaction.commit());
    return std::unique_ptr<Ledger>(new Ledger(std::move(data)));
}

Result<std::unique_ptr<Ledger>> Ledger::create(
    std::unique_ptr<sql::Connection> connection, std::string_view name, const Currency& currency)
{
    if (auto fine = checkName(name); !fine)
        return Error { ErrorCode::Invalid, "name: " + fine.error().detail };
    QM_ASSIGN(auto ledger, createCopy(std::move(connection), Uuid::make(), Uuid::make()));
    Op op;
    op.image.key = { Table::Ledger, ledger->id() };
    op.image.columns = { std::string(name), currency.code };
    QM_TRY(ledger->act("ledger.create", { std::move(op) }));
    QM_TRY(ledger->d->loadCurrency());
    return ledger;
}

Result<std::unique_ptr<Ledger>> Ledger::open(std::unique_ptr<sql::Connection> connection)
{
    auto data = std::make_unique<Private>();
    data->connection = std::move(connection);
    auto id = data->meta("ledger");
    if (!id)
        return Error { ErrorCode::NotALedger, "the file has the form of a ledger but holds none" };
    QM_ASSIGN(data->id, Uuid::parse(*id));
    QM_ASSIGN(const std::string device, data->meta("device"));
    QM_ASSIGN(data->device, Uuid::parse(device));
    data->store = std::make_unique<RowStore>(*data->connection, data->id);
    QM_TRY(data->loadCurrency());
    return std::unique_ptr<Ledger>(new Ledger(std::move(data)));
}

Result<Ledger::Acted> Ledger::act(std::string_view name, std::vector<Op> ops, bool indivisible)
{
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    auto done = d->perform({ name, std::move(ops), indivisible, {}, {}, false });
    if (!done) {
        d->store->forget();
        return done.error();
    }
    QM_TRY(transaction.commit());
    d->store->forget();
    return Acted { { done->id }, done->isSkipped };
}

Result<Ledger::Acted> Ledger::actInBatch(std::string_view name, std::vector<std::vector<Op>> parts)
{
    parts = fittingParts(std::move(parts));
    if (parts.size() == 1)
        return act(name, std::move(parts.front()));
    QM_ASSIGN(auto transaction, sql::Transaction::begin(*d->connection));
    d->store->forget();
    Acted acted;
    const Uuid batch = Uuid::make();
    for (std::vector<Op>& part : parts) {
        auto done = d->perform({ name, std::move(part), false, batch, {}, false });
        if (!done) {
            d->store->forget();
            return done.error();
        }
        acted.changeSets.push_back(done->id);
        acted.isSkipped |= done->isSkipped;
    }
    QM_TRY(transaction.commit());
    d->store->forget();
    return acted;
}

Result<Ledger::Private::Done> Ledger::Private::perform(Draft draft)
{
    QM_TRY(checkOps(draft.ops));
    if (const auto right = meta("right"); right && *right == "viewer")
        return Error { ErrorCode::Rule,
            "this device may only look at the ledger; its owner can invite it as an editor" };
    QM_ASSIGN(const Head at, head());
    ChangeSet change;
    change.id = Uuid::make();
    change.dev = device;
    change.base = at.version();
    change.at = instantText(wallClockMs());
    change.act = draft.act;
    change.batch = draft.batch;
    change.indivisible = draft.indivisible;
    change.ops = std::move(draft.ops);

    QM_ASSIGN(sql::Statement * last, statement("SELECT n, id FROM change_set WHERE dev = ? ORDER BY n DESC LIMIT 1"));
    last->bindBlob(0, device.view());
    QM_ASSIGN(const bool hasLast, last->step());
    change.n = hasLast ? last->integer(0) + 1 : 1;
    if (hasLast)
        change.prev = Uuid::fromBytes(last->blob(1));
    last->reset();
    QM_ASSIGN(sql::Statement * newest, statement("SELECT coalesce(max(no), 0) + 1 FROM change_set"));
    QM_TRY(newest->step());
    const std::int64_t no = draft.no.value_or(newest->integer(0));
    newest->reset();

    store->announce({ no, change.id, device, guessedEff(no), change.indivisible });
    Merged merged = merge(*store, change, no, guessedEff(no), [](std::int64_t) { return true; });
    QM_TRY(store->status());
    if (merged.isParked && !draft.mayPark)
        return refusal(merged);
    if (merged.isParked)
        merged.changes = {};
    const bool appliesParked = std::any_of(change.ops.begin(), change.ops.end(),
        [](const Op& op) { return op.kind == Op::Kind::Unpark || op.kind == Op::Kind::Revert; });
    const bool isPlain = !merged.isParked && merged.isPlain && !merged.raisesEff && !appliesParked;
    const bool isIndivisible = change.indivisible || merged.changes.becomesIndivisible;
    const bool isSkipped = !merged.changes.conflicts.empty();
    const Digest delta
        = store->apply(no, std::move(merged.changes), { .keepTouches = false, .keepShadow = true, .isPlain = isPlain });
    QM_TRY(store->status());

    const std::string intent = encodeChangeSet(change);
    if (intent.size() > intentBytesMax + intentBytesMax / 4)
        return Error { ErrorCode::Invalid,
            "one action of " + std::to_string(intent.size() >> 10) + " KiB is too large to be sent; do it in parts" };
    QM_ASSIGN(sql::Statement * write,
        statement("INSERT INTO change_set (no, id, kind, dev, n, prev, base_rev, base_hash, eff, recv, at, act, batch,"
                  " indivisible, outcome, known, plain, delta, boot, mono, wall)"
                  " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1, ?, ?, ?, ?, ?)"));
    write->bind(0, no);
    write->bindBlob(1, change.id.view());
    write->bindBlob(2, device.view());
    write->bind(3, change.n);
    if (change.prev)
        write->bindBlob(4, change.prev->view());
    else
        write->bindNull(4);
    write->bind(5, change.base.rev);
    write->bindBlob(6, change.base.hash16);
    write->bind(7, guessedEff(no));
    const std::int64_t now = wallClockMs();
    write->bind(8, now);
    write->bindText(9, change.at);
    write->bindText(10, change.act);
    if (change.batch)
        write->bindBlob(11, change.batch->view());
    else
        write->bindNull(11);
    write->bind(12, isIndivisible ? 1 : 0);
    write->bind(13, isPlain ? 1 : 0);
    const Hash deltaBytes = delta.bytes();
    write->bindBlob(14, deltaBytes.view());
    write->bindText(15, bootId());
    write->bind(16, bootClockMs());
    write->bind(17, now);
    QM_TRY(write->run());
    QM_TRY(store->texts().write(no, intent));
    return Done { change.id, no, isSkipped };
}

} // namespace qm
