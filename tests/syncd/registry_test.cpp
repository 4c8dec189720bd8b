#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "common/sql/migrate.h"
#include "syncd/registry.h"
#include "syncd/store/sqlite_connection.h"

#include <set>

using namespace qm;
using namespace qm::syncd;

class RegistryTest final : public QObject {
    Q_OBJECT
private slots:
    void init();
    void codesHaveEightLettersThatCannotBeMistaken();
    void codesAreReadAsPeopleTypeThem_data();
    void codesAreReadAsPeopleTypeThem();
    void aTokenIsKnownByItsHashOnly();
    void aTokenOfAnotherVerifierIsNone();
    void aCodeWorksOnce();
    void aCodeWorksForTenMinutes();
    void aCodeIsClosedAfterFiveTries();
    void wrongTriesCountAgainstEveryOpenInvitation();
    void aRightCodeTakesNoTryOfTheOthers();
    void aRestartForgetsNoTry();
    void aRevokedDeviceIsToldApart();
    void aDeviceGetsTheRightItWasInvitedWith();
    void aLedgerBelongsToWhoBringsIt();
    void namesThatAreAmbiguousAreRefused();
    void badDevicesAreRefusedAndCostNoTry();
    void aSyncIsNotedAtMostEveryFiveMinutes();
    void aFileThatCannotBeReadAnyMoreIsNoticed_data();
    void aFileThatCannotBeReadAnyMoreIsNoticed();

private:
    Result<Pairing> pairNew(
        const std::string& name = "Laptop", std::optional<Uuid> ledger = {}, Right right = Right::Owner);
    std::int64_t m_now = 1'777'825'361'000;
    std::unique_ptr<Registry> m_registry;
    sql::Connection* m_connection = nullptr; // the registry's
};

void RegistryTest::init()
{
    auto connection = openSqlite(":memory:", sql::OpenMode::ReadWriteCreate);
    QVERIFY(connection);
    QVERIFY(sql::migrate(**connection, ":memory:", sql::registrySchema(), {}));
    m_connection = connection->get();
    auto registry = Registry::open(*std::move(connection), [this] { return m_now; });
    QVERIFY(registry);
    m_registry = *std::move(registry);
}

Result<Pairing> RegistryTest::pairNew(const std::string& name, std::optional<Uuid> ledger, Right right)
{
    QM_ASSIGN(const std::string code, m_registry->invite(ledger, right, std::nullopt));
    return m_registry->pair(code, { name, "linux", "1.0", 1 });
}

void RegistryTest::codesHaveEightLettersThatCannotBeMistaken()
{
    std::set<std::string> codes;
    std::set<char> letters;
    for (int i = 0; i < 1000; ++i) {
        const std::string code = makeCode();
        QCOMPARE(code.size(), std::size_t(8));
        letters.insert(code.begin(), code.end());
        codes.insert(code);
    }
    QCOMPARE(codes.size(), std::size_t(1000));
    QCOMPARE(letters.size(), codeAlphabet.size());
    for (const char letter : std::string("AEIOU01O"))
        QVERIFY(!letters.contains(letter));
    QCOMPARE(shownCode("BCDFGHJK"), std::string("BCDF-GHJK"));
}

void RegistryTest::codesAreReadAsPeopleTypeThem_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("code");
    QTest::newRow("as shown") << "BCDF-GHJK"
                              << "BCDFGHJK";
    QTest::newRow("small") << "bcdf-ghjk"
                           << "BCDFGHJK";
    QTest::newRow("with blanks") << " bcdf ghjk "
                                 << "BCDFGHJK";
    QTest::newRow("without a dash") << "BCDFGHJK"
                                    << "BCDFGHJK";
    QTest::newRow("too short") << "BCDF-GHJ"
                               << "";
    QTest::newRow("too long") << "BCDF-GHJKL"
                              << "";
    QTest::newRow("a vowel") << "ACDF-GHJK"
                             << "";
    QTest::newRow("a digit") << "1CDF-GHJK"
                             << "";
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("a great many") << QString(100'000, QLatin1Char('B')) << "";
}

void RegistryTest::codesAreReadAsPeopleTypeThem()
{
    QFETCH(const QString, typed);
    const auto code = parseCode(typed.toStdString());
    QTEST(code ? QString::fromStdString(*code) : QString(), "code");
}

void RegistryTest::aTokenIsKnownByItsHashOnly()
{
    const auto pairing = pairNew();
    QVERIFY(pairing);
    const std::string text = pairing->token.text();

    const auto parsed = Token::parse(text);
    QVERIFY(parsed);
    const auto device = m_registry->authenticate(*parsed);

    QVERIFY(text.starts_with("qmd1."));
    QCOMPARE(text.size(), std::size_t(5 + 16 + 1 + 43));
    QVERIFY(device && *device);
    QCOMPARE((*device)->uuid, pairing->device.uuid);
    const auto dump
        = sql::queryText(*m_connection, "SELECT group_concat(hex(token_hash) || selector || name, ',') FROM device");
    QVERIFY(dump && dump->find(parsed->verifier) == std::string::npos);
    QCOMPARE(*sql::queryInteger(*m_connection,
                 "SELECT count(*) FROM device WHERE typeof(token_hash) = 'blob' AND length(token_hash) = 32"),
        1);
}

void RegistryTest::aTokenOfAnotherVerifierIsNone()
{
    const auto pairing = pairNew();
    QVERIFY(pairing);
    Token forged = pairing->token;
    forged.verifier.back() = forged.verifier.back() == 'A' ? 'B' : 'A';
    Token elsewhere = Token::make();
    elsewhere.verifier = pairing->token.verifier;

    QVERIFY(!*m_registry->authenticate(forged));
    QVERIFY(!*m_registry->authenticate(elsewhere));
    for (const std::string& text : { std::string(), std::string("qmd1.."), pairing->token.text() + "x",
             "qmd2" + pairing->token.text().substr(4), pairing->token.text().substr(0, 60) })
        QVERIFY(!Token::parse(text));
}

void RegistryTest::aCodeWorksOnce()
{
    const auto code = m_registry->invite(std::nullopt, Right::Owner, std::nullopt);
    QVERIFY(code);

    QVERIFY(m_registry->pair(*code, { "A", "linux", "1", 1 }));
    const auto again = m_registry->pair(*code, { "B", "linux", "1", 1 });

    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Refused);
    QCOMPARE(m_registry->devices()->size(), std::size_t(1));
}

void RegistryTest::aCodeWorksForTenMinutes()
{
    const auto early = m_registry->invite(std::nullopt, Right::Owner, std::nullopt);
    const auto late = m_registry->invite(std::nullopt, Right::Owner, std::nullopt);
    QVERIFY(early && late);

    m_now += Registry::invitationMs - 1;
    QVERIFY(m_registry->pair(*early, { "A", "linux", "1", 1 }));
    m_now += 1;
    QVERIFY(!m_registry->pair(*late, { "B", "linux", "1", 1 }));
}

void RegistryTest::aCodeIsClosedAfterFiveTries()
{
    const auto code = m_registry->invite(std::nullopt, Right::Owner, std::nullopt);
    QVERIFY(code);
    const std::string wrong = *code == "BBBBBBBB" ? "CCCCCCCC" : "BBBBBBBB";

    for (int i = 0; i < Registry::attemptsMax; ++i)
        QVERIFY(!m_registry->pair(wrong, { "Thief", "linux", "1", 1 }));

    QVERIFY(!m_registry->pair(*code, { "A", "linux", "1", 1 }));
    QCOMPARE(m_registry->devices()->size(), std::size_t(0));
}

void RegistryTest::wrongTriesCountAgainstEveryOpenInvitation()
{
    std::vector<std::string> codes;
    for (int i = 0; i < 20; ++i)
        codes.push_back(*m_registry->invite(std::nullopt, Right::Owner, std::nullopt));

    for (int i = 0; i < Registry::attemptsMax; ++i)
        QVERIFY(!m_registry->pair("BBBBBBBB", { "Thief", "linux", "1", 1 }));

    for (const std::string& code : codes)
        QVERIFY(!m_registry->pair(code, { "A", "linux", "1", 1 }));
    // A new one is not touched by what was tried before.
    QVERIFY(pairNew());
}

void RegistryTest::aRightCodeTakesNoTryOfTheOthers()
{
    std::vector<std::string> codes;
    for (int i = 0; i < 12; ++i)
        codes.push_back(*m_registry->invite(std::nullopt, Right::Owner, std::nullopt));

    for (const std::string& code : codes)
        QVERIFY(m_registry->pair(code, { "Family", "linux", "1", 1 }));
}

void RegistryTest::aRestartForgetsNoTry()
{
    const auto code = m_registry->invite(std::nullopt, Right::Owner, std::nullopt);
    for (int i = 0; i < Registry::attemptsMax; ++i)
        QVERIFY(!m_registry->pair("BBBBBBBB", { "Thief", "linux", "1", 1 }));

    QCOMPARE(*sql::queryInteger(*m_connection, "SELECT attempts FROM invitation"), 5);
    QVERIFY(code);
}

void RegistryTest::aRevokedDeviceIsToldApart()
{
    const auto pairing = pairNew();
    QVERIFY(pairing);

    QVERIFY(m_registry->revoke(pairing->device.no));
    const auto device = m_registry->authenticate(pairing->token);

    QVERIFY(device && *device);
    QCOMPARE((*device)->revokedAtMs, std::optional<std::int64_t>(m_now));
    m_now += 1000;
    QVERIFY(m_registry->revoke(pairing->device.no));
    QCOMPARE((*m_registry->authenticate(pairing->token))->revokedAtMs, std::optional<std::int64_t>(m_now - 1000));
}

void RegistryTest::aDeviceGetsTheRightItWasInvitedWith()
{
    const auto first = pairNew();
    QVERIFY(first);
    const Uuid id = Uuid::make();
    QVERIFY(m_registry->offerLedger(first->device.no, id, "Home"));

    const auto viewer = pairNew("Tablet", id, Right::Viewer);

    QVERIFY(viewer);
    QCOMPARE(viewer->ledgers.size(), std::size_t(1));
    QCOMPARE(viewer->ledgers.front().ledger.name, std::string("Home"));
    QVERIFY(*m_registry->rightOf(viewer->device.no, id) == Right::Viewer);
    QVERIFY(*m_registry->rightOf(first->device.no, id) == Right::Owner);
    QVERIFY(!*m_registry->rightOf(first->device.no, Uuid::make()));
    QVERIFY(!m_registry->invite(Uuid::make(), Right::Owner, std::nullopt));
}

void RegistryTest::aLedgerBelongsToWhoBringsIt()
{
    const auto first = pairNew("A");
    const auto second = pairNew("B");
    QVERIFY(first && second);
    const Uuid id = Uuid::make();

    QVERIFY(m_registry->offerLedger(first->device.no, id, "Home"));
    const auto again = m_registry->offerLedger(first->device.no, id, "Renamed");
    const auto stolen = m_registry->offerLedger(second->device.no, id, "Mine");

    QVERIFY(again);
    QCOMPARE(again->ledger.name, std::string("Home"));
    QVERIFY(!stolen);
    QCOMPARE(stolen.error().code, ErrorCode::Exists);
    QVERIFY(!m_registry->offerLedger(first->device.no, Uuid::make(), ""));
    QVERIFY(!m_registry->offerLedger(first->device.no, Uuid {}, "Null"));
}

void RegistryTest::namesThatAreAmbiguousAreRefused()
{
    const auto device = pairNew("Twin");
    QVERIFY(device && pairNew("Twin"));
    const Uuid id = Uuid::make();
    QVERIFY(m_registry->offerLedger(device->device.no, id, "Home"));
    QVERIFY(m_registry->offerLedger(device->device.no, Uuid::make(), "Home"));

    QCOMPARE(m_registry->findLedger("Home").error().code, ErrorCode::Ambiguous);
    QCOMPARE(m_registry->findLedger("Else").error().code, ErrorCode::NotFound);
    QCOMPARE(m_registry->findLedger(id.text())->id, id);
    QCOMPARE(m_registry->findDevice("Twin").error().code, ErrorCode::Ambiguous);
    QCOMPARE(m_registry->findDevice("1")->uuid, device->device.uuid);
    QCOMPARE(m_registry->findDevice(device->device.uuid.text())->no, 1);
    QVERIFY(m_registry->revoke(1));
    QCOMPARE(m_registry->findDevice("Twin")->no, 2); // the only one that is not revoked
}

void RegistryTest::badDevicesAreRefusedAndCostNoTry()
{
    const auto code = m_registry->invite(std::nullopt, Right::Owner, std::nullopt);
    QVERIFY(code);

    for (int i = 0; i < 10; ++i) {
        QCOMPARE(m_registry->pair(*code, { "", "linux", "1", 1 }).error().code, ErrorCode::Invalid);
        QCOMPARE(m_registry->pair(*code, { std::string(10'000'000, 'x'), "linux", "1", 1 }).error().code,
            ErrorCode::Invalid);
        QCOMPARE(m_registry->pair(*code, { "\xC3\x28", "linux", "1", 1 }).error().code, ErrorCode::Invalid);
        QCOMPARE(m_registry->pair(*code, { "A", std::string(65, 'x'), "1", 1 }).error().code, ErrorCode::Invalid);
        QCOMPARE(m_registry->pair(*code, { "A", "linux", "1", 0 }).error().code, ErrorCode::Invalid);
    }

    QVERIFY(m_registry->pair(*code, { "A", "linux", "1", 1 }));
}

void RegistryTest::aSyncIsNotedAtMostEveryFiveMinutes()
{
    const auto device = pairNew();
    const Uuid id = Uuid::make();
    QVERIFY(device && m_registry->offerLedger(device->device.no, id, "Home"));
    const auto seen = [&] { return m_registry->devices()->front().seenAtMs; };
    const auto note = [&](const char* name) {
        return m_registry->noteSync(device->device.no, id, { 7, "0123456789abcdef" }, 3, 1, name).has_value();
    };

    m_now += 1000;
    QVERIFY(note("Home"));
    const std::int64_t first = m_now;
    QCOMPARE(seen(), first);
    m_now += 60'000;
    QVERIFY(note("Home"));
    QCOMPARE(seen(), first);
    QVERIFY(note("Our home"));
    QCOMPARE(seen(), m_now);
    QCOMPARE(m_registry->ledgers()->front().name, std::string("Our home"));
    m_now += 5 * 60'000 + 1;
    QVERIFY(note("Our home"));
    QCOMPARE(seen(), m_now);
    QCOMPARE(*sql::queryText(*m_connection, "SELECT last_ver FROM device_right"), std::string("7.0123456789abcdef"));
}

void RegistryTest::aFileThatCannotBeReadAnyMoreIsNoticed_data()
{
    QTest::addColumn<bool>("isGone");
    QTest::newRow("moved away") << true;
    QTest::newRow("its pages are garbage") << false;
}

void RegistryTest::aFileThatCannotBeReadAnyMoreIsNoticed()
{
    QFETCH(bool, isGone);
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("registry.db")).toStdString();
    auto connection = openSqlite(path, sql::OpenMode::ReadWriteCreate);
    QVERIFY(connection);
    QVERIFY(sql::migrate(**connection, path, sql::registrySchema(), {}));
    auto registry = Registry::open(*std::move(connection));
    QVERIFY(registry);
    QVERIFY((*registry)->checkpoint());
    QVERIFY((*registry)->answers());

    QFile file(QString::fromStdString(path));
    if (isGone) {
        QVERIFY(file.rename(file.fileName() + QStringLiteral(".moved")));
    } else {
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.write(QByteArray(static_cast<qsizetype>(file.size()), '\xa5')) > 0);
        QVERIFY(file.flush()); // still open: closing it would take SQLite's locks away
    }

    QVERIFY(!(*registry)->answers());
}

QTEST_GUILESS_MAIN(RegistryTest)
#include "registry_test.moc"
