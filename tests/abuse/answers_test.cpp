#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "common/sync/json.h"
#include "tests/abuse/abused_daemon.h"

#include <set>

using namespace qm;
using namespace qm::test;

/// What the daemon answers when it refuses: a stable word, perhaps a sentence, and nothing of the machine it runs on.
class AnswersTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_daemon.note(); }
    void cleanup();
    void cleanupTestCase();

    void errorsAreJsonWithAWordAndNothingOfTheMachine_data();
    void errorsAreJsonWithAWordAndNothingOfTheMachine();
    void wrongCodesAndForeignIdsTellNothing();
    void aBrokenLedgerFileIsNotDescribed_data();
    void aBrokenLedgerFileIsNotDescribed();
    void everyAnswerHasTheSecurityHeaders_data();
    void everyAnswerHasTheSecurityHeaders();
    void theLogHoldsNoneOfWhatWasSent();

private:
    void tellsNothing(const RawReply& reply);
    AbusedDaemon m_daemon;
};

void AnswersTest::initTestCase()
{
    m_daemon.process().setVariable(QStringLiteral("QUARTERMASTER_LOG_LEVEL"), QStringLiteral("debug"));
    const QString wrong = m_daemon.start();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void AnswersTest::cleanup()
{
    const QString wrong = m_daemon.complaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void AnswersTest::cleanupTestCase()
{
    const QString wrong = m_daemon.ledgerComplaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

/// Of an error: the words of docs/protocol.md, and no text that only the machine it runs on could have given.
void AnswersTest::tellsNothing(const RawReply& reply)
{
    static const std::set<std::string> words { "malformed", "unauthorized", "device_revoked", "forbidden",
        "code_refused", "not_found", "method_not_allowed", "unknown_version", "device_forked", "exists", "too_large",
        "client_too_old", "server_too_old", "busy", "self_check", "disk_full", "internal", "length_required",
        "path_too_long", "content_encoding", "no_ranges", "expectation", "headers_too_large", "http_version" };
    static const std::set<std::string> members { "error", "detail", "item", "id", "head", "probes" };
    const auto json = parseJson(reply.body);
    QVERIFY2(json && json->is_object(), reply.body.c_str());
    QCOMPARE(reply.header("content-type"), std::string("application/json"));
    QVERIFY2(words.contains(errorOf(reply)), reply.body.c_str());
    for (const auto& [name, value] : json->items())
        QVERIFY2(members.contains(name), reply.body.c_str());
    if (json->contains("detail"))
        QVERIFY(!memberText(*json, "detail")->empty());

    const QByteArray all = QByteArray::fromStdString(reply.body).toLower();
    const QByteArray dir = m_daemon.process().dataDir().toUtf8().toLower();
    for (const QByteArray& told : { dir, QByteArray(QM_SOURCE_DIR).toLower(), QByteArray("/tmp"), QByteArray("/data"),
             QByteArray("/home"), QByteArray(".db"), QByteArray(".cpp"), QByteArray("std::"), QByteArray("exception"),
             QByteArray("json."), QByteArray("nlohmann"), QByteArray("httplib"), QByteArray("sqlite"),
             QByteArray("select "), QByteArray("terminate"), QByteArray("bad_alloc"), QByteArray("0x"),
             QByteArray("errno"), QByteArray("127.0.0.1"), QByteArray("kitchen laptop") })
        QVERIFY2(!all.contains(told), (told + " in " + all).constData());
    for (const auto& [name, value] : reply.headers)
        QVERIFY2(
            name != "server" && name != "x-powered-by" && name.find("exception") == std::string::npos, name.c_str());
}

void AnswersTest::errorsAreJsonWithAWordAndNothingOfTheMachine_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const std::string& token = m_daemon.device().token;
    const std::string ledger = m_daemon.ledgerPath();
    const auto row = [](const char* name, const std::string& request, int status) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << status;
    };
    row("no HTTP", "\x01\x02\x03", 400);
    row("HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", 505);
    row("a long path", getRequest("/" + std::string(1000, 'a')), 414);
    row("an unknown method", "BREW / HTTP/1.1\r\n\r\n", 405);
    row("chunks", "POST /v1/pair HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411);
    row("gzip", postRequest("/v1/pair", "{}", {}, "Content-Encoding: gzip\r\n"), 415);
    row("a range", "GET / HTTP/1.1\r\nRange: bytes=0-1\r\n\r\n", 416);
    row("an expectation", "POST /v1/pair HTTP/1.1\r\nContent-Length: 1\r\nExpect: x\r\n\r\n", 417);
    row("long headers", "GET / HTTP/1.1\r\nA: " + std::string(20'000, 'a') + "\r\n\r\n", 431);
    row("a body that is too large", postRequest("/v1/pair", std::string(5000, 'x')), 413);
    row("nowhere", getRequest("/nowhere"), 404);
    row("a path of the machine", getRequest("/etc/passwd"), 404);
    row("a known path, another method", postRequest("/healthz", ""), 405);
    row("no token", getRequest("/v1/ledgers"), 401);
    row("a token that is none", getRequest("/v1/ledgers", "qmd1.x.y"), 401);
    row("a token in basic form", "GET /v1/ledgers HTTP/1.1\r\nAuthorization: Basic YTpi\r\n\r\n", 401);
    row("a token of 8 KB", getRequest("/v1/ledgers", std::string(8000, 'a')), 401);
    row("nowhere, with a token", getRequest("/v1/nowhere", token), 404);
    row("a ledger that is nowhere", getRequest("/v1/ledgers/" + Uuid::make().text() + "/digest", token), 404);
    row("a path for a ledger", getRequest("/v1/ledgers/..%2f..%2fetc/digest", token), 404);
    row("another method", getRequest(ledger + "/sync", token), 405);
    row("no JSON", postRequest(ledger + "/sync", "not JSON", token), 400);
    row("a number that overflows", postRequest(ledger + "/sync", R"({"head":1e999})", token), 400);
    row("invalid UTF-8", postRequest(ledger + "/sync", "{\"x\":\"\xff\"}", token), 400);
    row("deep JSON", postRequest(ledger + "/sync", "{\"x\":" + std::string(5000, '['), token), 400);
    row("broken zstd", postRequest(ledger + "/sync", "broken", token, "Content-Encoding: zstd\r\n"), 400);
    row("a broken change set",
        postRequest(ledger + "/sync", R"({"head":"0.0000000000000000","items":[{"cs":{"v":1}}]})", token), 400);
    row("a version that is unknown",
        postRequest(ledger + "/sync", R"({"head":"9.0000000000000000","items":[]})", token), 409);
    row("a version that is unknown, in the log", getRequest(ledger + "/log?after=9.0000000000000000", token), 409);
    row("a snapshot that is not there", getRequest(ledger + "/snapshot?ver=9.0000000000000000&part=7", token), 404);
    row("a bucket that is none", getRequest(ledger + "/digest?bucket=x", token), 400);
    row("a level that is too new",
        "GET /v1/ledgers HTTP/1.1\r\nQm-Level: 99\r\nAuthorization: Bearer " + token + "\r\n\r\n", 426);
    row("a wrong code", postRequest("/v1/pair", R"({"code":"BCDF-GHJK","device":{"name":"X"}})"), 403);
    row("a code that is none", postRequest("/v1/pair", R"({"code":"x","device":{"name":"X"}})"), 403);
    row("a ledger id that is none", postRequest("/v1/ledgers", R"({"id":"../x","name":"X"})", token), 400);
    row("a ledger name that is none",
        postRequest("/v1/ledgers", R"({"id":")" + Uuid::make().text() + R"(","name":"a\u0000b"})", token), 400);
    row("an invitation elsewhere",
        postRequest("/v1/invitations", R"({"ledger":")" + Uuid::make().text() + "\"}", token), 404);
    row("a device that is nowhere", postRequest("/v1/devices/" + Uuid::make().text() + "/revoke", "{}", token), 404);
}

void AnswersTest::errorsAreJsonWithAWordAndNothingOfTheMachine()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    const RawReply reply = m_daemon.send(request.toStdString());
    QVERIFY2(reply.status == status, (std::to_string(reply.status) + " " + reply.body).c_str());
    tellsNothing(reply);
}

void AnswersTest::wrongCodesAndForeignIdsTellNothing()
{
    // What is wrong and what was right once are answered alike.
    const auto pair = [&](const std::string& code) {
        return m_daemon.send(postRequest("/v1/pair", R"({"code":")" + code + R"(","device":{"name":"X"}})"));
    };
    const std::string used = m_daemon.process().invite();
    QCOMPARE(pair(used).status, 200);

    QCOMPARE(pair(used).body, pair("BCDF-GHJK").body);
}

void AnswersTest::aBrokenLedgerFileIsNotDescribed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("garbage") << QByteArray(20'000, 'x');
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a database of something else") << QByteArray("SQLite format 3\0", 16) + QByteArray(8176, '\0');
}

void AnswersTest::aBrokenLedgerFileIsNotDescribed()
{
    QFETCH(const QByteArray, content);
    const Uuid id = Uuid::make();
    const std::string path = "/v1/ledgers/" + id.text();
    QCOMPARE(m_daemon
                 .send(postRequest(
                     "/v1/ledgers", R"({"id":")" + id.text() + R"(","name":"Broken"})", m_daemon.device().token))
                 .status,
        200);
    QFile file(m_daemon.process().path(QStringLiteral("data/ledgers/%1.db").arg(QString::fromStdString(id.text()))));
    QVERIFY(!file.exists() && file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();

    for (const std::string& request : { getRequest(path + "/digest", m_daemon.device().token),
             getRequest(path + "/snapshot", m_daemon.device().token),
             postRequest(path + "/sync", R"({"head":"0.0000000000000000","items":[]})", m_daemon.device().token) }) {
        const RawReply reply = m_daemon.send(request);
        QVERIFY2(reply.status >= 500, reply.body.c_str());
        tellsNothing(reply);
    }
    QVERIFY(file.remove());
}

void AnswersTest::everyAnswerHasTheSecurityHeaders_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("health") << QByteArray("GET /healthz HTTP/1.1\r\n\r\n");
    QTest::newRow("page") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("style") << QByteArray("GET /style.css HTTP/1.1\r\n\r\n");
    QTest::newRow("icon") << QByteArray("GET /icon.svg HTTP/1.1\r\n\r\n");
    QTest::newRow("not found") << QByteArray("GET /nowhere HTTP/1.1\r\n\r\n");
    QTest::newRow("unauthorized") << QByteArray("GET /v1/ledgers HTTP/1.1\r\n\r\n");
    QTest::newRow("refused head") << QByteArray("GET / HTTP/1.1\r\nRange: x\r\n\r\n");
    QTest::newRow("refused body") << QByteArray("POST /v1/pair HTTP/1.1\r\nContent-Length: 2\r\n\r\n[]");
    QTest::newRow("no HTTP") << QByteArray("\x01\x02");
    QTest::newRow("signed in") << QByteArray::fromStdString(getRequest("/v1/ledgers", m_daemon.device().token));
}

void AnswersTest::everyAnswerHasTheSecurityHeaders()
{
    QFETCH(const QByteArray, request);
    const RawReply reply = m_daemon.send(request.toStdString());
    QCOMPARE(reply.header("x-content-type-options"), std::string("nosniff"));
    QCOMPARE(reply.header("cache-control"), std::string("no-store"));
    QVERIFY(!reply.header("x-request-id").empty());
    QVERIFY(!reply.header("qm-now").empty());
    QVERIFY(!reply.header("content-type").empty());
    QVERIFY(reply.header("set-cookie").empty());
    QVERIFY(reply.header("access-control-allow-origin").empty());
    if (reply.status == 401)
        QCOMPARE(reply.header("www-authenticate"), std::string("Bearer"));
    if (reply.header("content-type").starts_with("text/html")) {
        const std::string policy = reply.header("content-security-policy");
        for (const char* part :
            { "default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'" })
            QVERIFY2(policy.find(part) != std::string::npos, part);
        QVERIFY(policy.find("unsafe") == std::string::npos);
    }
}

void AnswersTest::theLogHoldsNoneOfWhatWasSent()
{
    const std::string marked = "Xyzzy-4711";
    m_daemon.send(getRequest("/" + marked));
    m_daemon.send(getRequest("/v1/" + marked + "?" + marked, marked));
    m_daemon.send(postRequest("/v1/pair", marked));
    m_daemon.send(postRequest("/v1/pair", R"({"code":")" + marked + R"(","device":{"name":")" + marked + "\"}}"));
    m_daemon.send(postRequest(m_daemon.ledgerPath() + "/sync", "{\"" + marked + "\":1e999}", m_daemon.device().token));
    m_daemon.send(
        marked + " / HTTP/1.1\r\nHost: " + marked + "\r\nReferer: " + marked + "\r\nCookie: " + marked + "\r\n\r\n");

    const QByteArray log = m_daemon.process().logText();

    QVERIFY(!log.contains(marked.c_str()));
    QVERIFY(!log.contains(m_daemon.device().token.c_str()));
    for (const QJsonObject& line : m_daemon.process().log())
        QVERIFY(!line.isEmpty());
}

QTEST_GUILESS_MAIN(AnswersTest)
#include "answers_test.moc"
