#include "household.h"

#include "common/ledger/uuid.h"

#include "../test_seed.h"

#include <QTemporaryDir>

#include <fstream>
#include <random>

using namespace qm;
using namespace household;

/// What the proof of a ledger finds, beyond what its own digest and chain would show.
class VerifyTest : public QObject {
    Q_OBJECT
private slots:
    void replaysBothSidesFromTheFirstRevisionOn();
    void findsARevisionThatDoesNotHaveItsDigest();
    void findsAChangeOfAClosedMonth();
    void findsPredictionsThatDoNotFollowFromTheQueue();
    void findsEveryBitThatFlipsInWhatTheLedgerSays();

private:
    static Result<> replay(sql::Connection& file)
    {
        auto scratch = must(syncd::openSqlite(":memory:", sql::OpenMode::ReadWriteCreate));
        must(sql::migrate(*scratch, ":memory:", sql::ledgerSchema(), {}));
        return replayLog(file, *scratch);
    }
    /// Two devices that did whatever can be done to a month, and a server that knows all of it.
    static void live(Household& home)
    {
        home.settle();
        home.join("second");
        const Uuid posting = post(home[0], home, "Market");
        home.settle();
        must(editRow(*home[0].ledger, { Table::Posting, posting }, cells(Table::Posting, "amount", std::int64_t(-1))));
        must(editRow(*home[1].ledger, { Table::Posting, posting }, cells(Table::Posting, "amount", std::int64_t(-2))));
        home.settle();
        must(deleteEntry(*home[0].ledger, home.groceries, EntryPostings::Delete));
        post(home[1], home, "Unseen");
        home.settle();
        must(closeMonth(*home[0].ledger, home.may));
        must(home[0].sync());
        post(home[1], home, "Late");
        home.settle();
        for (const Parked& parked : must(home[0].ledger->parkedChanges()))
            must(reopenForParked(*home[0].ledger, parked.change));
        home.settle();
        must(reopenMonth(*home[1].ledger, home.may));
        post(home[1], home, "Last");
        must(home[1].ledger->undo());
        home.settle();
        QVERIFY(home.areEqual());
    }
    /// All of what "verify" does.
    static bool prove(const std::string& path)
    {
        auto file = syncd::openSqlite(path, sql::OpenMode::ReadWrite);
        return file && sql::checkSchema(**file, sql::ledgerSchema()) && sql::checkIntegrity(**file)
            && verifyLedger(**file) && replay(**file);
    }
    static std::string read(const std::string& path)
    {
        std::ifstream in(path, std::ios::binary);
        return { std::istreambuf_iterator<char>(in), {} };
    }
    /// Every row, and every text of the log.
    static std::string whatItSays(sql::Connection& file)
    {
        std::string said;
        const Uuid ledger = must(Uuid::parse(must(sql::queryText(file, "SELECT v FROM meta WHERE k = 'ledger'"))));
        RowStore store(file, ledger);
        for (const Table table : allTables) {
            store.eachRow(table, [&](const RowImage& row) {
                said += std::string(info(table).name) + row.key.id.text() + (row.isAlive() ? "+" : "-");
                appendRowCells(row, said);
                return true;
            });
        }
        must(store.texts().each([&](std::int64_t no, const LogTexts::Text& text) {
            said += std::to_string(no) + std::string(text.intent) + std::string(text.effects.value_or("="));
        }));
        return said;
    }
    /// Gives every revision from this one on the chain that its row leads to now: a server that lies, or is broken.
    static void chainAnew(Device& device)
    {
        sql::Connection& file = device.ledger->connection();
        Hash chain = chainStart(must(device.ledger->status()).id);
        LogTexts texts(file);
        auto select = must(
            file.prepare("SELECT no, eff, outcome, digest, rev FROM change_set WHERE rev IS NOT NULL ORDER BY rev"));
        std::vector<std::pair<std::int64_t, Hash>> chains;
        Hash digest;
        while (must(select->step())) {
            const auto text = *must(texts.read(select->integer(0)));
            digest = Hash::fromBytes(select->blob(3));
            chain = chainNext(chain, sha256(text.intent), select->integer(1), outcomeName(select->integer(2)),
                text.effects.value_or("="), digest);
            chains.emplace_back(select->integer(4), chain);
        }
        select.reset();
        for (const auto& [rev, value] : chains) {
            const auto write = must(file.prepare("UPDATE change_set SET chain = ? WHERE rev = ?"));
            write->bindBlob(0, value.view());
            write->bind(1, rev);
            must(write->run());
        }
        must(device.ledger->setMeta(
            "head", std::to_string(chains.back().first) + " " + chain.hex() + " " + digest.hex()));
    }
};

void VerifyTest::replaysBothSidesFromTheFirstRevisionOn()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    live(home);
    for (Device& device : home.devices) {
        must(verifyLedger(device.ledger->connection()));
        must(device.ledger->checkPredictions());
    }
    must(replay(home[0].ledger->connection()));
    must(home.server->core->checkpoint());
    const auto server = openFile(folder.filePath("server.db").toStdString());
    must(verifyLedger(*server));
    must(replay(*server));
}

void VerifyTest::findsARevisionThatDoesNotHaveItsDigest()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    live(home);
    must(home[0].ledger->connection().execute(
        "UPDATE change_set SET digest = (SELECT digest FROM change_set WHERE rev = 6) WHERE rev = 7"));
    chainAnew(home[0]);
    must(verifyLedger(home[0].ledger->connection())); // rows, head and chain agree

    const auto found = replay(home[0].ledger->connection());

    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::Mismatch);
    QCOMPARE(found.error().detail, std::string("revision 7: the log does not lead to the digest that it names"));
}

void VerifyTest::findsAChangeOfAClosedMonth()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    live(home);
    // The posting that was parked, as if it had gone into the closed month.
    must(home[0].ledger->connection().execute(
        "UPDATE change_set_body SET effects = NULL WHERE no = (SELECT no FROM change_set WHERE outcome = 3);"
        "UPDATE change_set SET outcome = 1 WHERE outcome = 3"));
    chainAnew(home[0]);

    const auto found = replay(home[0].ledger->connection());

    QVERIFY(!found);
    QVERIFY2(found.error().detail.find("it cannot be applied as the log says") != std::string::npos,
        found.error().detail.c_str());

    // The same with effects that say so.
    const std::int64_t no = must(sql::queryInteger(home[0].ledger->connection(),
        "SELECT c.no FROM change_set c JOIN change_set_body b ON b.no = c.no WHERE c.act = 'posting.add'"
        " AND CAST(b.intent AS TEXT) LIKE '%Late%'"));
    LogTexts texts(home[0].ledger->connection());
    const std::string intent(must(texts.read(no))->intent);
    const std::size_t from = intent.find("[\"create\"");
    const std::string op = intent.substr(from, intent.find("}]", from) + 2 - from);
    must(texts.write(no, intent, "[[\"row\"" + op.substr(std::string("[\"create\"").size()) + "]"));
    chainAnew(home[0]);

    const auto changed = replay(home[0].ledger->connection());

    QVERIFY(!changed);
    QVERIFY2(
        changed.error().detail.find("changed in a closed month") != std::string::npos, changed.error().detail.c_str());
}

void VerifyTest::findsPredictionsThatDoNotFollowFromTheQueue()
{
    QTemporaryDir folder;
    Household home(folder.path().toStdString());
    const Uuid confirmed = post(home[0], home, "Market");
    home.settle();
    post(home[0], home, "Waiting");
    must(editRow(*home[0].ledger, { Table::Posting, confirmed }, cells(Table::Posting, "amount", std::int64_t(-150))));
    must(home[0].ledger->checkPredictions());
    must(home[0].ledger->connection().execute("UPDATE posting SET amount_minor = -999 WHERE payee = 'Waiting'"));
    home[0].reopen();

    const auto found = home[0].ledger->checkPredictions();

    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::Mismatch);
    must(home[0].ledger->predictAnew());
    must(home[0].ledger->checkPredictions());
    const auto postings = must(home[0].ledger->postings({}));
    QCOMPARE(postings.size(), 2u);
    QCOMPARE(postings[0].amount.minor + postings[1].amount.minor, -250);
    home.settle();
    QVERIFY(home.areEqual());
}

// SYNC.md 4.2: a bit that flips in a cold page. Either the proof fails, or what the ledger says is what it was.
void VerifyTest::findsEveryBitThatFlipsInWhatTheLedgerSays()
{
    QTemporaryDir folder;
    std::string path;
    {
        Household home(folder.path().toStdString());
        live(home);
        path = home[0].path;
        must(home[0].ledger->connection().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    const std::string whole = read(path);
    const std::string said = whatItSays(*must(syncd::openSqlite(path, sql::OpenMode::ReadWrite)));
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    const std::string damaged = folder.filePath("damaged.db").toStdString();
    int found = 0;
    int harmless = 0;
    for (int i = 0; i < 300; ++i) {
        std::string bytes = whole;
        const std::size_t at = random() % bytes.size();
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
        std::filesystem::remove(damaged + "-wal");
        std::filesystem::remove(damaged + "-shm");
        std::ofstream(damaged, std::ios::binary) << bytes;
        if (!prove(damaged)) {
            ++found;
            continue;
        }
        ++harmless;
        QCOMPARE(whatItSays(*must(syncd::openSqlite(damaged, sql::OpenMode::ReadWrite))), said);
    }
    qInfo("%d found, %d in places that say nothing", found, harmless);
    QVERIFY(found > 10);
}

QTEST_GUILESS_MAIN(VerifyTest)
#include "verify_test.moc"
