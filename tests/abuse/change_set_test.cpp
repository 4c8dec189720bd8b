#include <QTest>

#include "tests/abuse/abused_daemon.h"

#include <algorithm>

using namespace qm;
using namespace qm::test;

namespace {

/// What a change set of changeSet() is refused for when nothing else is wrong with it.
constexpr std::string_view wellFormed = "than the one that sends it"; // made by another device

/// A bare change set with the given text in the place of its operations; ids are new each time.
std::string changeSet(const std::string& ops, const std::string& more = {})
{
    return R"({"act":"abuse","at":"2026-05-03T18:22:41.000Z","base":"0.0000000000000000","dev":")" + Uuid::make().text()
        + R"(","id":")" + Uuid::make().text() + R"(","level":1,"n":1,"ops":)" + ops + more + R"(,"v":1})";
}

std::string posting(const std::string& amount)
{
    return R"([["create","posting",")" + Uuid::make().text() + R"(",{"account":[")" + Uuid::make().text()
        + R"(",null],"amount":)" + amount + R"(,"cleared":0,"slot":[")" + Uuid::make().text()
        + R"(","2026-05-03",null]}]])";
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

/// JSON that no client writes, and change sets that nobody may send: refused as a whole, and the ledger is as before.
class ChangeSetTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void bodiesThatAreNotTheProtocolsJsonAreMalformed_data();
    void bodiesThatAreNotTheProtocolsJsonAreMalformed();
    void changeSetsThatAreNotTheProtocolsJsonAreMalformed_data();
    void changeSetsThatAreNotTheProtocolsJsonAreMalformed();
    void moneyIsAnIntegerWithinItsRange_data();
    void moneyIsAnIntegerWithinItsRange();
    void moreItemsThanMayBeSentAreRefused();
    void pairingTakesNoOddJsonEither_data();
    void pairingTakesNoOddJsonEither();
    void aChangeSetInTheNameOfAnotherDeviceIsRefused();
    void aChangeSetForAnotherLedgerChangesNothing();
    void oneBadChangeSetStopsTheWholeRequest();
    void oddQueriesAreRefused_data();
    void oddQueriesAreRefused();

private:
    RawReply sync(const std::string& body)
    {
        return m_daemon.send(postRequest(m_daemon.ledgerPath() + "/sync", body, m_daemon.device().token));
    }
    RawReply push(const std::string& change)
    {
        return sync(R"({"head":")" + head() + R"(","items":[{"age":0,"clk":"mono","bases":[],"cs":)" + change + "}]}");
    }
    std::string head() { return m_daemon.device().ledger->status()->version.text(); }
    std::string serversDigest()
    {
        return m_daemon.send(getRequest(m_daemon.ledgerPath() + "/digest", m_daemon.device().token)).body;
    }
    AbusedDaemon m_daemon;
    std::string m_before;
};

void ChangeSetTest::initTestCase()
{
    const QString wrong = m_daemon.start();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void ChangeSetTest::init()
{
    m_daemon.note();
    m_before = serversDigest();
    QVERIFY(m_before.find("digest") != std::string::npos);
}

void ChangeSetTest::cleanup()
{
    const QString wrong = m_daemon.complaint(128 * 1024);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(serversDigest(), m_before);
}

void ChangeSetTest::cleanupTestCase()
{
    const QString wrong = m_daemon.ledgerComplaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void ChangeSetTest::bodiesThatAreNotTheProtocolsJsonAreMalformed_data()
{
    QTest::addColumn<QByteArray>("body");
    const std::string start = R"({"head":"0.0000000000000000","items":[],)";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("NUL bytes") << QByteArray(1000, '\0');
    QTest::newRow("a NUL behind") << bytes(start + "\"limit\":1}") + '\0';
    QTest::newRow("a byte order mark") << bytes("\xEF\xBB\xBF" + start + "\"limit\":1}");
    QTest::newRow("UTF-16") << QByteArray("{\0\"\0h\0", 6);
    QTest::newRow("a form") << QByteArray("head=0.0000000000000000&items=");
    QTest::newRow("an array") << QByteArray("[]");
    QTest::newRow("cut off") << bytes(start);
    QTest::newRow("something behind") << bytes(start + "\"limit\":1}{}");
    QTest::newRow("a key twice") << bytes(start + R"("items":[]})");
    QTest::newRow("a key twice, once escaped") << bytes(start + "\"it\\u0065ms\":[]}");
    QTest::newRow("a comment") << bytes(start + "/*x*/\"limit\":1}");
    QTest::newRow("a comma too many") << bytes(start + "}");
    QTest::newRow("NaN") << bytes(start + "\"limit\":NaN}");
    QTest::newRow("invalid UTF-8 in a text") << bytes(start + "\"x\":\"\xC3\x28\"}");
    QTest::newRow("an overlong slash") << bytes(start + "\"x\":\"\xC0\xAF\"}");
    QTest::newRow("a surrogate in UTF-8") << bytes(start + "\"x\":\"\xED\xA0\x80\"}");
    QTest::newRow("half a pair of surrogates") << bytes(start + "\"x\":\"\\ud800\"}");
    QTest::newRow("1e400") << bytes(start + "\"limit\":1e400}");
    QTest::newRow("a limit of 10^30") << bytes(start + "\"limit\":1" + std::string(30, '0') + "}");
    QTest::newRow("a number of 900,000 digits") << bytes(start + "\"limit\":" + std::string(900'000, '9') + "}");
    QTest::newRow("arrays nested 100,000 deep")
        << bytes(start + "\"x\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}");
    QTest::newRow("arrays opened 900,000 times") << bytes(start + "\"x\":" + std::string(900'000, '['));
    QTest::newRow("objects nested 100,000 deep")
        << bytes(start + "\"x\":" + repeated("{\"a\":", 100'000) + "1" + std::string(100'000, '}') + "}");
    QTest::newRow("100,000 members") << bytes(start + repeated("\"\":0,", 100'000) + "\"limit\":1}");
    std::string many = start;
    for (int i = 0; i < 50'000; ++i)
        many += "\"k" + std::to_string(i) + "\":0,";
    QTest::newRow("50,000 different members") << bytes(many + "\"limit\":1}");
    QTest::newRow("no head") << QByteArray(R"({"items":[]})");
    QTest::newRow("a head that is none") << QByteArray(R"({"head":"1.x","items":[]})");
    QTest::newRow("a head beyond 64 bits")
        << bytes(R"({"head":")" + std::string(30, '9') + R"(.0000000000000000","items":[]})");
    QTest::newRow("a head that is a number") << QByteArray(R"({"head":1,"items":[]})");
    QTest::newRow("items that are none") << QByteArray(R"({"head":"0.0000000000000000","items":{}})");
}

void ChangeSetTest::bodiesThatAreNotTheProtocolsJsonAreMalformed()
{
    QFETCH(const QByteArray, body);
    const RawReply reply = sync(body.toStdString());
    QVERIFY2(reply.status == 400, reply.body.c_str());
    QCOMPARE(errorOf(reply), std::string("malformed"));
    QVERIFY(reply.body.size() < 300); // what was sent is not sent back
}

void ChangeSetTest::changeSetsThatAreNotTheProtocolsJsonAreMalformed_data()
{
    QTest::addColumn<QByteArray>("change");
    const std::string ledgerSet
        = R"([["set","ledger",")" + m_daemon.device().ledger->id().text() + R"(",{"name":["Home",)";
    const std::string close = R"(["close",")" + Uuid::make().text() + "\"]";
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("a number") << QByteArray("1");
    QTest::newRow("an empty object") << QByteArray("{}");
    QTest::newRow("no operations") << bytes(changeSet("[]"));
    QTest::newRow("operations that are none") << bytes(changeSet("[[],{},1,null]"));
    QTest::newRow("1,001 operations") << bytes(changeSet("[" + repeated(close + ",", 1000) + close + "]"));
    QTest::newRow("300,000 empty operations") << bytes(changeSet("[" + repeated("[],", 300'000) + "[]]"));
    QTest::newRow("a group of 20,000 deletions")
        << bytes(changeSet(R"([["delete",[)" + repeated(R"(["posting",")" + Uuid::make().text() + "\"],", 19'999)
               + R"(["posting",")" + Uuid::make().text() + "\"]]]]"));
    QTest::newRow("reverts inside reverts") << bytes(
        changeSet("[" + repeated(R"(["revert",")" + Uuid::make().text() + "\",[", 8) + repeated("]]", 8) + "]"));
    QTest::newRow("a key twice") << bytes(changeSet("[" + close + "]", R"(,"n":2)"));
    QTest::newRow("a cell twice") << bytes(changeSet(ledgerSet + R"("A"],"name":["Home","B"]}]])"));
    QTest::newRow("invalid UTF-8") << bytes(changeSet(ledgerSet + "\"\xC3\x28\"]}]]"));
    QTest::newRow("a NUL in a name") << bytes(changeSet(ledgerSet + "\"a\\u0000b\"]}]]"));
    QTest::newRow("half a pair of surrogates") << bytes(changeSet(ledgerSet + "\"\\udc00\"]}]]"));
    QTest::newRow("a name of 900,000 bytes")
        << bytes(changeSet(ledgerSet + "\"" + std::string(900'000, 'a') + "\"]}]]"));
    QTest::newRow("a name that is an object") << bytes(changeSet(ledgerSet + "{\"a\":1}]}]]"));
    QTest::newRow("nested 100,000 deep") << bytes(
        changeSet(ledgerSet + std::string(100'000, '[') + std::string(100'000, ']') + "]}]]"));
    QTest::newRow("nested 33 deep") << bytes(
        changeSet(ledgerSet + std::string(33, '[') + std::string(33, ']') + "]}]]"));
    QTest::newRow("an unknown table") << bytes(
        changeSet(R"([["create","sqlite_master",")" + Uuid::make().text() + "\",{}]]"));
    QTest::newRow("SQL for a table") << bytes(
        changeSet(R"([["create","posting; DROP TABLE posting",")" + Uuid::make().text() + "\",{}]]"));
    QTest::newRow("SQL for an id") << bytes(changeSet(R"([["close","' OR 1=1 --"]])"));
    QTest::newRow("an unknown cell") << bytes(
        changeSet(R"([["set","posting",")" + Uuid::make().text() + R"(",{"w_rev":[0,1]}]])"));
    QTest::newRow("a cell without a name")
        << bytes(changeSet(R"([["set","posting",")" + Uuid::make().text() + R"(",{"":[0,1]}]])"));
    QTest::newRow("a deleted ledger") << bytes(
        changeSet(R"([["delete",[["ledger",")" + m_daemon.device().ledger->id().text() + "\"]]]]"));
}

void ChangeSetTest::changeSetsThatAreNotTheProtocolsJsonAreMalformed()
{
    QFETCH(const QByteArray, change);
    const RawReply reply = push(change.toStdString());
    QVERIFY2(reply.status == 400, reply.body.c_str());
    QCOMPARE(errorOf(reply), std::string("malformed"));
    QVERIFY(reply.body.find("\"item\":0") != std::string::npos);
    QVERIFY(reply.body.find(wellFormed) == std::string::npos);
    QVERIFY(reply.body.size() < 500);
}

void ChangeSetTest::moneyIsAnIntegerWithinItsRange_data()
{
    QTest::addColumn<QByteArray>("amount");
    for (const char* amount : { "1.0", "-23.40", "0.1", "1e2", "1E400", "-1e400", "1e-400", "9007199254740992",
             "-9007199254740992", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
             "18446744073709551616", "1e18446744073709551616", "\"100\"", "null", "true", "[100]", "{}", "0x64", "+100",
             "0100", "1_000", "1,0", "Infinity", "-0.0" })
        QTest::newRow(amount) << QByteArray(amount);
}

void ChangeSetTest::moneyIsAnIntegerWithinItsRange()
{
    QFETCH(const QByteArray, amount);
    const RawReply reply = push(changeSet(posting(amount.toStdString())));
    QVERIFY2(reply.status == 400, reply.body.c_str());
    QCOMPARE(errorOf(reply), std::string("malformed"));
    QVERIFY2(reply.body.find(wellFormed) == std::string::npos, reply.body.c_str());
}

void ChangeSetTest::moreItemsThanMayBeSentAreRefused()
{
    for (const std::size_t count : { 501u, 100'000u }) {
        const RawReply reply = sync(R"({"head":")" + head() + R"(","items":[)" + repeated("0,", count - 1) + "0]}");
        QCOMPARE(reply.status, 413);
        QCOMPARE(errorOf(reply), std::string("too_large"));
    }
}

void ChangeSetTest::pairingTakesNoOddJsonEither_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a key twice") << QByteArray(R"({"code":"BCDF-GHJK","code":"BCDF-GHJK","device":{"name":"X"}})");
    QTest::newRow("nested 1,900 deep") << QByteArray(R"({"code":)") + QByteArray(1900, '[') + QByteArray(1900, ']')
            + "}";
    QTest::newRow("NUL bytes") << QByteArray(4096, '\0');
    QTest::newRow("invalid UTF-8 in a name")
        << QByteArray("{\"code\":\"BCDF-GHJK\",\"device\":{\"name\":\"\xFF\xFE\"}}");
    QTest::newRow("a NUL in a name") << QByteArray("{\"code\":\"BCDF-GHJK\",\"device\":{\"name\":\"a\\u0000b\"}}");
    QTest::newRow("a level of 1e400") << QByteArray(R"({"code":"BCDF-GHJK","device":{"name":"X","level":1e400}})");
    QTest::newRow("a name of 4,000 bytes")
        << QByteArray("{\"code\":\"BCDF-GHJK\",\"device\":{\"name\":\"") + QByteArray(4000, 'x') + "\"}}";
}

void ChangeSetTest::pairingTakesNoOddJsonEither()
{
    QFETCH(const QByteArray, body);
    const RawReply reply = m_daemon.send(postRequest("/v1/pair", body.toStdString()));
    QVERIFY2(reply.status == 400, reply.body.c_str());
    QCOMPARE(errorOf(reply), std::string("malformed"));
}

void ChangeSetTest::aChangeSetInTheNameOfAnotherDeviceIsRefused()
{
    for (const char* amount : { "-100", "0", "9007199254740991", "-9007199254740991" }) {
        const RawReply reply = push(changeSet(posting(amount)));
        QCOMPARE(reply.status, 409);
        QVERIFY2(reply.body.find(wellFormed) != std::string::npos, reply.body.c_str());
    }
}

void ChangeSetTest::aChangeSetForAnotherLedgerChangesNothing()
{
    // A device of another household, its ledger, and the first change set of that.
    auto other = TestDevice::pair(m_daemon.port(), m_daemon.process().invite(), "Neighbour");
    QVERIFY(other && other->bringLedger("Next door"));
    const RawReply log = m_daemon.send(getRequest("/v1/ledgers/" + other->ledger->id().text()
            + "/log?limit=1&after=" + Version::at(0, chainStart(other->ledger->id())).text(),
        other->token));
    const auto from = log.body.find("\"cs\":") + 5;
    const std::string change = log.body.substr(from, log.body.find(",\"eff\"") - from);
    QVERIFY2(decodeChangeSet(change), log.body.c_str());
    const auto body = [&](const std::string& seen) {
        return R"({"head":")" + seen + R"(","items":[{"age":0,"clk":"mono","bases":[],"cs":)" + change + "}]}";
    };

    // To our ledger by them, to ours by us, and to another of their own.
    const RawReply byThem = m_daemon.send(postRequest(m_daemon.ledgerPath() + "/sync", body(head()), other->token));
    const RawReply byUs = sync(body(head()));
    const Uuid second = Uuid::make();
    QCOMPARE(
        m_daemon.send(postRequest("/v1/ledgers", R"({"id":")" + second.text() + R"(","name":"Second"})", other->token))
            .status,
        200);
    const RawReply elsewhere = m_daemon.send(postRequest(
        "/v1/ledgers/" + second.text() + "/sync", body(Version::at(0, chainStart(second)).text()), other->token));

    QCOMPARE(byThem.status, 404);
    QCOMPARE(errorOf(byThem), std::string("not_found"));
    QCOMPARE(byUs.status, 409);
    QCOMPARE(elsewhere.status, 200); // theirs, well-formed and of their own ledger: kept, and not applied
    QVERIFY2(elsewhere.body.find("\"out\":\"parked\"") != std::string::npos, elsewhere.body.c_str());
    for (const RawReply& reply : { byThem, byUs, elsewhere })
        QVERIFY2(reply.body.find("Next door") == std::string::npos, reply.body.c_str());
}

void ChangeSetTest::oneBadChangeSetStopsTheWholeRequest()
{
    const std::string good = changeSet(posting("-100"));
    const RawReply reply
        = sync(R"({"head":")" + head() + R"(","items":[{"age":0,"cs":)" + good + R"(},{"age":0,"cs":{"v":2}}]})");
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.body.find("\"item\":1") != std::string::npos);
}

void ChangeSetTest::oddQueriesAreRefused_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::newRow("a negative limit") << QByteArray("/log?after=1.0000000000000000&limit=-1") << 400;
    QTest::newRow("a limit beyond 64 bits")
        << QByteArray("/log?after=1.0000000000000000&limit=99999999999999999999") << 400;
    QTest::newRow("a limit of 1e3") << QByteArray("/log?after=1.0000000000000000&limit=1e3") << 400;
    QTest::newRow("no version") << QByteArray("/log") << 400;
    QTest::newRow("a version that is none") << QByteArray("/log?after=1%00.0") << 400;
    QTest::newRow("two versions") << QByteArray("/log?after=1.0000000000000000&after=2.0000000000000000") << 400;
    QTest::newRow("SQL") << QByteArray("/log?after=1'%20OR%201=1--") << 400;
    QTest::newRow("a part of a path") << QByteArray("/snapshot?ver=../../../../etc/passwd&part=0") << 400;
    QTest::newRow("a part of an escaped path") << QByteArray("/snapshot?ver=..%2f..%2f..%2fetc%2fpasswd&part=0") << 400;
    QTest::newRow("a part that is none") << QByteArray("/snapshot?ver=1.0000000000000000&part=-5") << 400;
    QTest::newRow("a level that is none") << QByteArray("/snapshot?level=x") << 400;
    QTest::newRow("a bucket that is a path") << QByteArray("/digest?bucket=../quartermaster") << 400;
    QTest::newRow("a bucket of an unknown table") << QByteArray("/digest?bucket=sqlite_master.3f") << 400;
}

void ChangeSetTest::oddQueriesAreRefused()
{
    QFETCH(const QByteArray, target);
    QFETCH(const int, status);
    const RawReply reply
        = m_daemon.send(getRequest(m_daemon.ledgerPath() + target.toStdString(), m_daemon.device().token));
    QVERIFY2(reply.status == status, (std::to_string(reply.status) + reply.body).c_str());
    QVERIFY(!errorOf(reply).empty());
}

QTEST_GUILESS_MAIN(ChangeSetTest)
#include "change_set_test.moc"
