#include "tests/common/sync/merge_household.h"
#include "tests/common/test_seed.h"

#include <QtTest>

#include <functional>

using namespace qm;

namespace {

ChangeSet blank()
{
    ChangeSet change;
    change.id = *Uuid::parse("0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c11");
    change.dev = *Uuid::parse("5b1e0000-0000-4000-8000-000000000007");
    change.n = 412;
    change.prev = *Uuid::parse("0197a1c2-6f01-7000-8000-000000000001");
    change.base = { 1042, "9f3ab1c2d4e5f607" };
    change.at = "2026-05-03T18:22:41.120+02:00";
    change.act = "posting.add";
    return change;
}

ChangeSet with(std::vector<Op> ops)
{
    ChangeSet change = blank();
    change.ops = std::move(ops);
    return change;
}

Result<DecodedChangeSet> decode(const std::string& json)
{
    return decodeChangeSet(std::string_view(json));
}

Json goodJson()
{
    return Json::parse(encodeChangeSet(with({ makePosting(1, 1, "2026-05-03") })));
}

/// The good change set with its one operation replaced.
std::string withOp(const Json& op)
{
    Json json = goodJson();
    json["ops"] = Json::array({ op });
    return json.dump();
}

/// The messages that are kept as files, by name. A message that changes is a change of the protocol.
std::map<std::string, std::function<std::string()>> goldenMessages()
{
    const auto message = [](std::vector<Op> ops, const char* act) {
        ChangeSet change = with(std::move(ops));
        change.act = act;
        return [change] { return encodeChangeSet(change); };
    };
    Op twoCells = set(entryKey(1), "planned", 400'00, 450'00);
    twoCells.cells.push_back(set(entryKey(1), "due", nullptr, "2026-05-17").cells[0]);
    std::map<std::string, std::function<std::string()>> all {
        { "ledger_create",
            message({ create({ Table::Ledger, homeLedger }, { { "name", "Home" }, { "currency", "EUR" } }) },
                "ledger.create") },
        { "account_and_category", message({ makeAccount(1), makeCategory(1) }, "account.add") },
        { "month_open", message({ makeMonth("2026-05"), makeEntry(1, "2026-05") }, "month.open") },
        { "posting_add", message({ makePosting(1, 1, "2026-05-03", -23'40) }, "posting.add") },
        { "transfer",
            message({ create(postingKey(2),
                        { { "slot", slot("2026-05-04", 0) }, { "amount", -100'00 },
                            { "account", { accountKey(1).id.text(), accountKey(2).id.text() } }, { "cleared", 1 },
                            { "payee", "Zoë \"Z\" \\ 日本\n𝄞" } }) },
                "transfer.add") },
        { "entry_edit", message({ twoCells }, "entry.edit") },
        { "posting_move", message({ move(1, "2026-05-09", 2) }, "posting.move") },
        { "entry_delete", message({ remove({ entryKey(1), postingKey(1) }) }, "entry.delete") },
        { "month_close", message({ closeMonth("2026-05") }, "month.close") },
        { "month_reopen_post_close",
            message({ reopenMonth("2026-05"), unpark(testId(9, 1), "apply"), closeMonth("2026-05") }, "parked.apply") },
        { "undo",
            message({ undo(testId(9, 2),
                        { set(entryKey(1), "name", "Food", "Groceries"), remove({ postingKey(1) }),
                            restore(testId(9, 3)) }) },
                "undo") },
        { "settle",
            message({ settle(testId(9, 4), "lost"), set(entryKey(1), "planned", 450'00, 420'00) }, "conflict.settle") },
        { "discard", message({ unpark(testId(9, 5), "discard") }, "parked.discard") },
    };
    ChangeSet split = with(
        { remove({ postingKey(1) }), makePosting(2, 1, "2026-05-03", -4'00), makePosting(3, 2, "2026-05-03", -6'00) });
    split.indivisible = true;
    split.batch = testId(9, 6);
    split.prev.reset();
    all["split"] = [split] { return encodeChangeSet(split); };

    // What the server logs beside the intent when the author had not seen all.
    const auto effects = [](std::function<Merged(MergeHousehold&, Device&, Device&)> act) {
        return [act = std::move(act)] {
            MergeHousehold home;
            Device anna = home.device(1);
            Device ben = home.device(2);
            return act(home, anna, ben).effects;
        };
    };
    all["effects_field_conflict"] = effects([](MergeHousehold& home, Device& anna, Device& ben) {
        home.act(anna, { set(entryKey(1), "planned", 400'00, 420'00) });
        return home.act(ben, { set(entryKey(1), "planned", 400'00, 450'00) });
    });
    all["effects_delete_undone"] = effects([](MergeHousehold& home, Device& anna, Device& ben) {
        home.act(anna, { remove({ entryKey(1) }) });
        return home.act(ben, { set(entryKey(1), "name", "Groceries", "Food") });
    });
    all["effects_delete_blocked"] = effects([](MergeHousehold& home, Device& anna, Device& ben) {
        home.act(anna, { makePosting(1, 1, "2026-05-03") });
        return home.act(ben, { remove({ entryKey(1) }) });
    });
    all["effects_same_month_twice"] = effects([](MergeHousehold& home, Device& anna, Device& ben) {
        home.act(anna, { makeMonth("2026-06"), makeEntry(7, "2026-06") });
        return home.act(ben,
            { makeMonth("2026-06"), makeEntry(7, "2026-06", "Groceries", 410'00), makePosting(1, 7, "2026-06-01") });
    });
    all["effects_parked"] = effects([](MergeHousehold& home, Device& anna, Device& ben) {
        home.act(anna, { closeMonth("2026-05") });
        return home.act(ben, { makePosting(1, 1, "2026-05-03") });
    });
    return all;
}

/// Random change sets with every kind of operation and all tables.
class Generator {
public:
    explicit Generator(std::uint64_t seed) : m_random(seed) { }

    ChangeSet changeSet()
    {
        ChangeSet change = blank();
        change.id = id();
        change.dev = id();
        change.n = 1 + std::int64_t(below(1'000'000));
        if (oneIn(2))
            change.prev.reset();
        if (oneIn(3))
            change.batch = id();
        change.indivisible = oneIn(3);
        change.base.rev = std::int64_t(below(1'000'000'000));
        for (std::size_t i = 1 + below(5); i > 0; --i)
            change.ops.push_back(op(false));
        return change;
    }

private:
    std::size_t below(std::size_t n) { return m_random() % n; }
    bool oneIn(std::size_t n) { return below(n) == 0; }

    Uuid id()
    {
        Uuid id;
        for (std::uint8_t& byte : id.bytes)
            byte = static_cast<std::uint8_t>(m_random());
        return id;
    }

    std::string text()
    {
        static const std::vector<std::string> pieces { "a", "\"", "\\", "ü", "€", "𝄞", " x", "/", "\x7e" };
        std::string out = "n";
        for (std::size_t i = below(5); i > 0; --i)
            out += pieces[below(pieces.size())];
        return out;
    }

    Scalar value(const ColumnInfo& column, bool maybeNull)
    {
        if (column.nullable && maybeNull && oneIn(2))
            return {};
        switch (column.type) {
        case ColumnType::Name: return text();
        case ColumnType::Text: return oneIn(4) ? std::string() : text() + "\n\t" + text();
        case ColumnType::Id: return id();
        case ColumnType::Money:
        case ColumnType::Position:
            return (oneIn(2) ? 1 : -1) * std::int64_t(oneIn(5) ? 9007199254740991 : below(100'000));
        case ColumnType::Flag: return std::int64_t(below(2));
        case ColumnType::DueDay: return 1 + std::int64_t(below(31));
        case ColumnType::Day: return std::string(oneIn(2) ? "2026-05-03" : "2024-02-29");
        case ColumnType::YearMonth: return std::string("2026-05");
        case ColumnType::AccountKind: return std::string("savings");
        case ColumnType::CategoryKind: return std::string("income");
        case ColumnType::MonthStatus: return std::string(oneIn(2) ? "open" : "closed");
        case ColumnType::CurrencyCode: return std::string("KWD");
        }
        return {};
    }

    RowKey key(bool withLedger)
    {
        const std::size_t first = withLedger ? 0 : 1;
        return { allTables[first + below(allTables.size() - first)], id() };
    }

    Op op(bool isInverse)
    {
        Op op;
        op.kind = static_cast<Op::Kind>(below(9));
        while ((isInverse && (op.kind == Op::Kind::Create || op.kind == Op::Kind::Revert))
            || (!isInverse && op.kind == Op::Kind::Restore))
            op.kind = static_cast<Op::Kind>(below(9));
        switch (op.kind) {
        case Op::Kind::Create:
            op.image.key = key(true);
            for (const ColumnInfo& column : info(op.image.key.table).columns)
                op.image.columns.push_back(value(column, true));
            break;
        case Op::Kind::Set: fillSet(op); break;
        case Op::Kind::Delete:
            for (std::size_t i = 1 + below(4); i > 0; --i)
                op.group.push_back(key(false));
            break;
        case Op::Kind::Close:
        case Op::Kind::Reopen: op.image.key = { Table::Month, id() }; break;
        case Op::Kind::Revert:
            op.subject = id();
            for (std::size_t i = below(4); i > 0; --i)
                op.inverses.push_back(this->op(true));
            break;
        case Op::Kind::Restore: op.subject = id(); break;
        case Op::Kind::Settle:
            op.subject = id();
            op.choice = std::vector<std::string> { "", "shown", "lost", "value" }[below(4)];
            break;
        case Op::Kind::Unpark:
            op.subject = id();
            op.choice = std::vector<std::string> { "", "apply", "discard" }[below(3)];
            break;
        }
        return op;
    }

    void fillSet(Op& op)
    {
        op.image.key = key(true);
        const TableInfo& table = info(op.image.key.table);
        for (std::size_t i = table.cells.size(); i > 0; --i) { // not in the order of names: encoding sorts them
            const CellInfo& cell = table.cells[i - 1];
            const bool isStatus = table.table == Table::Month && std::string_view(cell.name) == "status";
            if (cell.isFixed || isStatus || (oneIn(2) && i > 1))
                continue;
            CellChange change;
            change.cell = { static_cast<std::uint8_t>(i - 1), {} };
            change.was.count = change.now.count = cell.count;
            for (std::size_t k = 0; k < cell.count; ++k) {
                change.was.columns[k] = value(table.columns[cell.first + k], true);
                change.now.columns[k] = value(table.columns[cell.first + k], true);
            }
            op.cells.push_back(change);
        }
        if (op.cells.empty())
            fillSet(op);
    }

    std::mt19937_64 m_random;
};

} // namespace

class ChangeSetTest : public QObject {
    Q_OBJECT
private slots:
    void writesTheMessagesOfTheProtocol_data();
    void writesTheMessagesOfTheProtocol();
    void readsBackWhatItWrote();
    void keepsAnUnusualFormAsItCame();
    void refusesAHeadThatIsMalformed_data();
    void refusesAHeadThatIsMalformed();
    void refusesOperationsThatAreMalformed_data();
    void refusesOperationsThatAreMalformed();
    void refusesValuesThatCannotBe_data();
    void refusesValuesThatCannotBe();
    void acceptsAnOldValueThatCouldNotBeSetToday();
    void tellsCellsThatThisLevelDoesNotKnow();
    void keepsCellsOfANewerLevel();
    void saysThatAnUnknownOperationIsOfANewerLevel();
    void refusesMoreThanAThousandOperations();
    void refusesAMillionOperations();
    void refusesGroupsOfTooManyRows();
    void refusesAHundredThousandLevels();
    void refusesNamesOfTenMegabytes();
    void refusesTextThatIsNotUtf8();
    void refusesNulBytes();
    void refusesWhateverIsBroken();
    void parsesVersions_data();
    void parsesVersions();
};

void ChangeSetTest::writesTheMessagesOfTheProtocol_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& [name, write] : goldenMessages())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void ChangeSetTest::writesTheMessagesOfTheProtocol()
{
    QFETCH(QString, name);
    const std::string message = goldenMessages().at(name.toStdString())();
    QFile file(QString(QM_SOURCE_DIR "/tests/golden/wire/%1.json").arg(name));

    if (qEnvironmentVariableIntValue("QM_UPDATE_GOLDEN") == 1) {
        QDir().mkpath(QFileInfo(file).path());
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray::fromStdString(message) + "\n");
        file.close();
    }

    QVERIFY2(file.open(QFile::ReadOnly), qPrintable(file.fileName()));
    QCOMPARE(QByteArray::fromStdString(message) + "\n", file.readAll());
    const auto parsed = parseJson(message);
    QVERIFY2(parsed, message.c_str());
    QCOMPARE(canonicalJson(*parsed), message);
    if (parsed->is_object()) {
        const auto decoded = decode(message);
        QVERIFY2(decoded, decoded ? "" : decoded.error().detail.c_str());
        QCOMPARE(encodeChangeSet(decoded->change), message);
    }
}

void ChangeSetTest::readsBackWhatItWrote()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    Generator generator(seed);
    std::size_t read = 0;
    for (int i = 0; i < 3'000; ++i) {
        const ChangeSet change = generator.changeSet();
        const std::string written = encodeChangeSet(change);

        const auto decoded = decode(written);

        QVERIFY2(decoded, (written + ": " + (decoded ? "" : decoded.error().detail)).c_str());
        QCOMPARE(decoded->canonical, written);
        QCOMPARE(encodeChangeSet(decoded->change), written);
        QCOMPARE(canonicalJson(Json::parse(written)), written);
        QCOMPARE(decoded->change.ops.size(), change.ops.size());
        QVERIFY(decoded->change.prev == change.prev && decoded->change.batch == change.batch
            && decoded->change.base == change.base);
        ++read;
    }
    QCOMPARE(read, std::size_t(3'000));
}

void ChangeSetTest::keepsAnUnusualFormAsItCame()
{
    // Another program may write a null cell, an id in capitals, or spaces. What is hashed is what it wrote, canonical.
    Json json = goodJson();
    json["ops"][0][3]["memo"] = nullptr;
    json["prev"] = "0197A1C2-6F01-7000-8000-000000000001";
    json["remark"] = "of a newer program";

    const auto decoded = decode(json.dump(2));

    QVERIFY(decoded);
    QCOMPARE(decoded->canonical, json.dump());
    QVERIFY(decoded->change.prev == blank().prev);
}

void ChangeSetTest::refusesAHeadThatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* name, const std::function<void(Json&)>& breakIt) {
        Json json = goodJson();
        breakIt(json);
        QTest::newRow(name) << QByteArray::fromStdString(json.dump());
    };
    for (const char* key : { "v", "id", "dev", "n", "base", "at", "level", "act", "ops" }) {
        row((std::string("no ") + key).c_str(), [&](Json& json) { json.erase(key); });
        row((std::string("null ") + key).c_str(), [&](Json& json) { json[key] = nullptr; });
        row((std::string("a list as ") + key).c_str(), [&](Json& json) { json[key] = Json::array({ 1 }); });
        row((std::string("an object as ") + key).c_str(), [&](Json& json) { json[key] = Json::object(); });
    }
    row("version 2", [](Json& json) { json["v"] = 2; });
    row("id too short", [](Json& json) { json["id"] = "0197a1c2"; });
    row("id with another letter", [](Json& json) { json["id"] = "0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c1g"; });
    row("id without dashes", [](Json& json) { json["id"] = "0197a1c2x7e44x7b10x9d3ex5d0f6a2b9c11"; });
    row("n zero", [](Json& json) { json["n"] = 0; });
    row("n negative", [](Json& json) { json["n"] = -1; });
    row("n too large", [](Json& json) { json["n"] = 9007199254740992; });
    row("n as text", [](Json& json) { json["n"] = "1"; });
    row("prev of another kind", [](Json& json) { json["prev"] = 5; });
    row("batch of another kind", [](Json& json) { json["batch"] = "all"; });
    row("base without a hash", [](Json& json) { json["base"] = "1042"; });
    row("base with a short hash", [](Json& json) { json["base"] = "1042.9f3a"; });
    row("base with capitals", [](Json& json) { json["base"] = "1042.9F3AB1C2D4E5F607"; });
    row("at too long", [](Json& json) { json["at"] = std::string(41, '2'); });
    row("act empty", [](Json& json) { json["act"] = ""; });
    row("act too long", [](Json& json) { json["act"] = std::string(61, 'a'); });
    row("act with a line break", [](Json& json) { json["act"] = "a\nb"; });
    row("level zero", [](Json& json) { json["level"] = 0; });
    row("level beyond everything", [](Json& json) { json["level"] = 4294967297; });
    row("indivisible as number", [](Json& json) { json["indivisible"] = 1; });
    row("no operations", [](Json& json) { json["ops"] = Json::array(); });
    row("operations as object", [](Json& json) { json["ops"] = { { "a", 1 } }; });
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("a text") << QByteArray("\"x\"");
    QTest::newRow("null") << QByteArray("null");
}

void ChangeSetTest::refusesAHeadThatIsMalformed()
{
    QFETCH(QByteArray, json);
    const auto decoded = decode(json.toStdString());
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, ErrorCode::Invalid);
    QVERIFY(!decoded.error().detail.empty());
}

void ChangeSetTest::refusesOperationsThatAreMalformed_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row
        = [](const char* name, const Json& op) { QTest::newRow(name) << QByteArray::fromStdString(withOp(op)); };
    const std::string id = entryKey(1).id.text();
    const Json cells = goodJson()["ops"][0][3];
    row("a number", 5);
    row("an object", Json::object());
    row("empty", Json::array());
    row("a name alone", Json::array({ "delete" }));
    row("no name", { 1, "entry", id, cells });
    row("create without cells", { "create", "posting", id });
    row("create with a list of cells", { "create", "posting", id, Json::array() });
    row("create with something behind", { "create", "posting", id, cells, 1 });
    row("create in an unknown table", { "create", "car", id, cells });
    row("create without a table", { "create", nullptr, id, cells });
    row("create without an id", { "create", "posting", "x", cells });
    row("create with a missing cell", { "create", "entry", id, { { "name", "x" } } });
    row("create with a null that must be there",
        { "create", "month", id, { { "ym", nullptr }, { "status", "open" } } });
    row("create with a cell without a name",
        { "create", "month", id, { { "ym", "2026-05" }, { "status", "open" }, { "", 1 } } });
    row("create with a transfer to itself", [&] {
        Json transfer = cells;
        transfer["account"] = { accountKey(1).id.text(), accountKey(1).id.text() };
        return Json { "create", "posting", id, transfer };
    }());
    row("set without cells", { "set", "entry", id });
    row("set of nothing", { "set", "entry", id, Json::object() });
    row("set without an old value", { "set", "entry", id, { { "name", { "x" } } } });
    row("set with a bare value", { "set", "entry", id, { { "name", "x" } } });
    row("set with three values", { "set", "entry", id, { { "name", { "a", "b", "c" } } } });
    row("set of a cell without a name", { "set", "entry", id, { { "", { 1, 2 } } } });
    row("set of a fixed cell", { "set", "entry", id, { { "month", { nullptr, id } } } });
    row("set of the ledger's currency", { "set", "ledger", id, { { "currency", { "EUR", "USD" } } } });
    row("set of a month's status", { "set", "month", id, { { "status", { "open", "closed" } } } });
    row("set to null what must be there", { "set", "entry", id, { { "planned", { 1, nullptr } } } });
    row("set of a slot with two values", { "set", "posting", id, { { "slot", { nullptr, { id, "2026-05-03" } } } } });
    row("delete of nothing", { "delete", Json::array() });
    row("delete of one key", { "delete", { "entry", id } });
    row("delete of a number", { "delete", Json::array({ 1 }) });
    row("delete of an unknown table", { "delete", Json::array({ Json { "car", id } }) });
    row("delete of the ledger", { "delete", Json::array({ Json { "ledger", id } }) });
    row("close of no month", { "close", "May" });
    row("close with something behind", { "close", id, 1 });
    row("reopen of a number", { "reopen", 5 });
    row("revert without inverses", { "revert", id });
    row("revert with a create", { "revert", id, Json::array({ Json { "create", "posting", id, cells } }) });
    row("revert of a revert", { "revert", id, Json::array({ Json { "revert", id, Json::array() } }) });
    row("settle without a choice", { "settle", id });
    row("settle with another choice", { "settle", id, "mine" });
    row("settle with a number", { "settle", id, 1 });
    row("unpark with another choice", { "unpark", id, "maybe" });
    row("unpark of nothing", { "unpark", nullptr, "apply" });
}

void ChangeSetTest::refusesOperationsThatAreMalformed()
{
    QFETCH(QByteArray, json);
    const auto decoded = decode(json.toStdString());
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, ErrorCode::Invalid);
    QVERIFY(!decoded.error().detail.empty());
}

void ChangeSetTest::refusesValuesThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* name, const char* table, const char* cell, const Json& value) {
        const Json op { "set", table, entryKey(1).id.text(), { { cell, { nullptr, value } } } };
        QTest::newRow(name) << QByteArray::fromStdString(withOp(op));
    };
    const std::string month = monthKey("2026-05").id.text();
    row("money as text", "entry", "planned", "100");
    row("money beyond 2^53-1", "entry", "planned", 9007199254740992);
    row("money below -(2^53-1)", "entry", "planned", -9007199254740992);
    row("money as flag", "entry", "planned", true);
    row("money as list", "entry", "planned", Json::array({ 1 }));
    row("a name as number", "entry", "name", 5);
    row("an empty name", "entry", "name", "");
    row("a blank name", "entry", "name", " \t");
    row("a name of two lines", "entry", "name", "a\nb");
    row("a name with a control character", "entry", "name", "a\x7f");
    row("a name of 201 characters", "entry", "name", std::string(201, 'x'));
    row("a note of 4001 characters", "entry", "note", std::string(4001, 'x'));
    row("a date that is no day", "entry", "due", "2026-02-30");
    row("a date in another form", "entry", "due", "3.5.2026");
    row("a date with a time", "entry", "due", "2026-05-03T00:00");
    row("a date as number", "entry", "due", 20260503);
    row("thirteenth month", "posting", "slot", { month, "2026-13-01", nullptr });
    row("a slot without a date", "posting", "slot", { month, nullptr, nullptr });
    row("a slot without a month", "posting", "slot", { nullptr, "2026-05-03", nullptr });
    row("a category that is no id", "entry", "category", "Food");
    row("a category as number", "entry", "category", 3);
    row("due day 0", "template_entry", "due_day", 0);
    row("due day 32", "template_entry", "due_day", 32);
    row("a flag of 2", "account", "archived", 2);
    row("a flag as true", "account", "archived", true);
    row("an unknown kind of account", "account", "kind", "piggy bank");
    row("an unknown kind of category", "category", "kind", "fun");
    row("an account that is one value", "posting", "account", accountKey(1).id.text());
    row("a position beyond 2^53-1", "entry", "pos", 9007199254740992);
}

void ChangeSetTest::refusesValuesThatCannotBe()
{
    QFETCH(QByteArray, json);
    const auto decoded = decode(json.toStdString());
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, ErrorCode::Invalid);
}

void ChangeSetTest::acceptsAnOldValueThatCouldNotBeSetToday()
{
    const auto decoded
        = decode(withOp({ "set", "entry", entryKey(1).id.text(), { { "name", { std::string(500, 'x'), "Food" } } } }));

    QVERIFY(decoded);
    QVERIFY(asText(decoded->change.ops[0].cells[0].now.columns[0]));
    QVERIFY(isNull(decoded->change.ops[0].cells[0].was.columns[0]));
}

// In the log of a newer server an older program's undo names them; a server of this level refuses them.
void ChangeSetTest::tellsCellsThatThisLevelDoesNotKnow()
{
    const auto isUnknown = [](const std::string& json) {
        const auto decoded = decode(json);
        return decoded && hasUnknownCells(decoded->change.ops);
    };
    QVERIFY(!isUnknown(goodJson().dump()));
    QVERIFY(isUnknown(withOp({ "set", "entry", entryKey(1).id.text(), { { "colour", { nullptr, 5 } } } })));
    Json json = goodJson();
    json["ops"][0][3]["colour"] = 5;
    QVERIFY(isUnknown(json.dump()));
    const Json inUndo { "revert", entryKey(1).id.text(),
        Json::array({ Json { "set", "entry", entryKey(1).id.text(), { { "colour", { nullptr, 5 } } } } }) };
    QVERIFY(isUnknown(withOp(inUndo)));
}

void ChangeSetTest::keepsCellsOfANewerLevel()
{
    Json json = goodJson();
    json["level"] = 2;
    json["ops"][0][3]["colour"] = { { "b", 1 }, { "a", { true, nullptr } } };
    json["ops"].push_back(
        { "set", "entry", entryKey(1).id.text(), { { "colour", { 5, nullptr } }, { "name", { "a", "b" } } } });

    const auto decoded = decode(json.dump());

    QVERIFY2(decoded, decoded ? "" : decoded.error().detail.c_str());
    QCOMPARE(decoded->change.ops[0].image.extra.at("colour"), std::string(R"({"a":[true,null],"b":1})"));
    QCOMPARE(encodeChangeSet(decoded->change), json.dump());
    json["ops"][0][3][std::string(61, 'x')] = 1;
    QVERIFY(!decode(json.dump()));
}

void ChangeSetTest::saysThatAnUnknownOperationIsOfANewerLevel()
{
    const auto decoded = decode(withOp({ "merge", entryKey(1).id.text() }));

    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, ErrorCode::TooNew);
}

void ChangeSetTest::refusesMoreThanAThousandOperations()
{
    Json json = goodJson();
    const Json op = json["ops"][0];
    json["ops"] = Json(1'000, op);
    QVERIFY(decode(json.dump()));

    json["ops"].push_back(op);
    const auto decoded = decode(json.dump());

    QVERIFY(!decoded);
    QCOMPARE(decoded.error().detail, std::string("a change set of 1001 operations; 1000 are the most"));
}

void ChangeSetTest::refusesAMillionOperations()
{
    std::string json = goodJson().dump();
    const std::string op = Json { "close", monthKey("2026-05").id.text() }.dump();
    std::string ops = "[" + op;
    for (int i = 1; i < 1'000'000; ++i)
        ops += "," + op;
    const std::size_t from = json.find("\"ops\":") + 6;
    json.replace(from, json.rfind(",\"prev\"") - from, ops + "]");

    const auto decoded = decode(json);

    QVERIFY(!decoded);
    QCOMPARE(QString::fromStdString(decoded.error().detail), QStringLiteral("more than 1000000 values"));
}

void ChangeSetTest::refusesGroupsOfTooManyRows()
{
    const Json key { "posting", postingKey(1).id.text() };
    const Json inverse { "delete", Json(6'000, key) };

    QVERIFY(decode(withOp({ "delete", Json(1'000, key) })));
    QVERIFY(!decode(withOp({ "delete", Json(6'000, key) })));
    QVERIFY(!decode(withOp({ "revert", postingKey(1).id.text(), Json::array({ inverse }) })));
}

void ChangeSetTest::refusesAHundredThousandLevels()
{
    std::string json = goodJson().dump();
    const std::size_t from = json.find("\"ops\":") + 6;
    json.replace(from, json.rfind(",\"prev\"") - from, std::string(100'000, '[') + std::string(100'000, ']'));

    const auto decoded = decode(json);

    QVERIFY(!decoded);
    QCOMPARE(decoded.error().detail, std::string("nested deeper than 32 levels"));
}

void ChangeSetTest::refusesNamesOfTenMegabytes()
{
    const auto decoded = decode(
        withOp({ "set", "entry", entryKey(1).id.text(), { { "name", { "a", std::string(10'000'000, 'x') } } } }));

    QVERIFY(!decoded);
    QVERIFY(decoded.error().detail.size() < 200);
    QVERIFY(
        !decode(withOp({ "set", std::string(10'000'000, 'x'), entryKey(1).id.text(), { { "name", { "a", "b" } } } })));
    QVERIFY(!decode(withOp({ std::string(10'000'000, 'x'), entryKey(1).id.text() })));
    QVERIFY(
        !decode(withOp({ "set", "entry", entryKey(1).id.text(), { { std::string(10'000'000, 'x'), { "a", "b" } } } })));
}

void ChangeSetTest::refusesTextThatIsNotUtf8()
{
    for (const std::string bad : { "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80", "\xFF", "M\xFCller" }) {
        std::string json = withOp({ "set", "entry", entryKey(1).id.text(), { { "name", { "a", "NAME" } } } });
        json.replace(json.find("NAME"), 4, bad);
        QVERIFY(!decode(json));
    }
}

void ChangeSetTest::refusesNulBytes()
{
    const Json op { "set", "entry", entryKey(1).id.text(), { { "name", { "a", std::string("b\0c", 3) } } } };
    const Json inNote { "set", "entry", entryKey(1).id.text(), { { "note", { nullptr, std::string("b\0c", 3) } } } };
    QVERIFY(!decode(withOp(op)));
    QVERIFY(!decode(withOp(inNote)));
    QVERIFY(!decode(goodJson().dump() + std::string(1, '\0')));
}

// Whatever is broken in a message, reading it ends with an error or with a change set that can be written again.
void ChangeSetTest::refusesWhateverIsBroken()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    Generator generator(seed);
    int refused = 0;
    for (int i = 0; i < 5'000; ++i) {
        std::string json = encodeChangeSet(generator.changeSet());
        for (std::size_t breaks = 1 + random() % 3; breaks > 0; --breaks) {
            const std::size_t at = random() % json.size();
            switch (random() % 4) {
            case 0: json[at] = static_cast<char>(random()); break;
            case 1: json.erase(at, 1 + random() % 8); break;
            case 2: json.insert(at, json.substr(random() % json.size(), 1 + random() % 12)); break;
            default: json.resize(at);
            }
            if (json.empty())
                json = " ";
        }

        const auto decoded = decode(json);

        if (!decoded) {
            ++refused;
            QVERIFY(decoded.error().code == ErrorCode::Invalid || decoded.error().code == ErrorCode::TooNew);
            continue;
        }
        const auto again = decode(encodeChangeSet(decoded->change));
        QVERIFY2(again, json.c_str());
        QCOMPARE(again->canonical, encodeChangeSet(decoded->change));
    }
    QVERIFY(refused > 3'000);
}

void ChangeSetTest::parsesVersions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("as it stands") << QByteArray("1042.9f3ab1c2d4e5f607") << true;
    QTest::newRow("zero") << QByteArray("0.0000000000000000") << true;
    QTest::newRow("large") << QByteArray("9007199254740991.9f3ab1c2d4e5f607") << true;
    for (const char* bad : { "", ".", "1", "1.", ".9f3ab1c2d4e5f607", "1.9f3ab1c2d4e5f60", "1.9f3ab1c2d4e5f6077",
             "x.9f3ab1c2d4e5f607", "-1.9f3ab1c2d4e5f607", "1.9f3ab1c2d4e5f60g", "1.9F3AB1C2D4E5F607",
             "99999999999999999.9f3ab1c2d4e5f607", "1,9f3ab1c2d4e5f607", " 1.9f3ab1c2d4e5f607" })
        QTest::newRow(*bad ? bad : "nothing") << QByteArray(bad) << false;
}

void ChangeSetTest::parsesVersions()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    const auto version = Version::parse(text.toStdString());
    QCOMPARE(version.has_value(), isGood);
    if (isGood)
        QCOMPARE(QByteArray::fromStdString(version->text()), text);
}

QTEST_GUILESS_MAIN(ChangeSetTest)
#include "change_set_test.moc"
