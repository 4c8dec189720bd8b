#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "common/store/posting_edits.h"
#include "common/store/template_actions.h"
#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

#include <atomic>
#include <thread>

using namespace qm;
using namespace qm::test;

namespace {

QJsonObject jsonOf(const RawReply& reply)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(reply.body)).object();
}

std::string text(const QJsonObject& object, const char* key)
{
    return object[QLatin1String(key)].toString().toStdString();
}

} // namespace

/// What devices get done through the real daemon.
class ApiTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void healthTellsWhatRuns();
    void thePageNamesNoAddressOfItsOwn();
    void everythingThePageNamesIsThereAndRelative();
    void thePageTellsNothingOfTheHousehold();
    void aWrongCodeIsRefusedAndAUsedOneToo();
    void twoDevicesShareALedger();
    void aViewerMayLookButNotChange();
    void anOwnerInvitesTheNext();
    void devicesSeeWhoSharesTheirLedgersOnly();
    void aDeviceRevokesItselfAtOnce();
    void anOwnerRenamesADevice();
    void levelsThatAreTooNewAreToldSo();
    void bodiesMayBePacked();
    void manyDevicesAtOnceLoseNothing();
    void storedChangesAreLoggedByKindAndNumberAlone();
    void theLogHasOneLineForEachRequestAndNoSecret();

private:
    TestDevice pairNew(const std::string& name, const QStringList& arguments = {});
    RawReply get(const std::string& path, const TestDevice& device)
    {
        return ask(m_daemon.port(), getRequest(path, device.token));
    }
    RawReply post(const std::string& path, const std::string& body, const TestDevice& device)
    {
        return ask(m_daemon.port(), postRequest(path, body, device.token));
    }
    DaemonProcess m_daemon;
    TestDevice m_first;
};

void ApiTest::initTestCase()
{
    m_daemon.setVariable(QStringLiteral("QUARTERMASTER_PUBLIC_URL"), QStringLiteral("https://money.example.org/q"));
    m_daemon.setVariable(QStringLiteral("QUARTERMASTER_LOG_LEVEL"), QStringLiteral("debug"));
    QVERIFY(m_daemon.start());
    m_first = pairNew("Kitchen laptop");
    const auto brought = m_first.bringLedger("Home");
    QVERIFY2(brought, brought ? "" : brought.error().detail.c_str());
}

TestDevice ApiTest::pairNew(const std::string& name, const QStringList& arguments)
{
    auto paired = TestDevice::pair(m_daemon.port(), m_daemon.invite(arguments), name);
    if (!paired)
        qFatal("%s", paired.error().detail.c_str());
    return *std::move(paired);
}

void ApiTest::healthTellsWhatRuns()
{
    const RawReply reply = ask(m_daemon.port(), getRequest("/healthz"));
    const QJsonObject json = jsonOf(reply);

    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("content-type"), std::string("application/json"));
    QCOMPARE(reply.header("cache-control"), std::string("no-store"));
    QCOMPARE(reply.header("x-content-type-options"), std::string("nosniff"));
    QVERIFY(QString::fromStdString(reply.header("qm-now")).toLongLong() > 1'700'000'000'000);
    QCOMPARE(text(json, "status"), std::string("ok"));
    QCOMPARE(text(json, "db"), std::string("ok"));
    QVERIFY(!text(json, "version").empty());
    QVERIFY(!text(json, "revision").empty());
    QCOMPARE(json[QLatin1String("schema")].toObject().size(), 2);

    RawSocket socket(m_daemon.port());
    socket.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(socket.reply(5'000, true).status, 200);
    QCOMPARE(socket.reply().body, reply.body); // nothing of a body stood between the two
}

void ApiTest::thePageNamesNoAddressOfItsOwn()
{
    const std::string plain = ask(m_daemon.port(), getRequest("/")).body;
    for (const char* proto : { "http", "https" }) {
        const RawReply page = ask(m_daemon.port(),
            std::string("GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: ")
                + proto + "\r\n\r\n");

        QCOMPARE(page.status, 200);
        QVERIFY(page.body.find("://") == std::string::npos);
        QVERIFY(page.body.find("evil") == std::string::npos);
        QCOMPARE(page.body, plain);
    }
}

void ApiTest::everythingThePageNamesIsThereAndRelative()
{
    const RawReply page = ask(m_daemon.port(), getRequest("/"));
    const QString html = QString::fromStdString(page.body);
    QSet<QString> named;
    auto match = QRegularExpression(QStringLiteral("(?:href|src|action|poster|data|srcset)\\s*=\\s*[\"']?([^\"' >]*)"))
                     .globalMatch(html);
    while (match.hasNext())
        named.insert(match.next().captured(1));

    QCOMPARE(
        named, QSet<QString>({ QStringLiteral("icon.svg"), QStringLiteral("style.css"), QStringLiteral("healthz") }));
    for (const QString& one : named) {
        QVERIFY2(QRegularExpression(QStringLiteral("^[a-z]+[a-z.]*$")).match(one).hasMatch(), qPrintable(one));
        QCOMPARE(ask(m_daemon.port(), getRequest("/" + one.toStdString())).status, 200);
    }
    QCOMPARE(
        ask(m_daemon.port(), getRequest("/style.css")).header("content-type"), std::string("text/css; charset=utf-8"));
    QCOMPARE(ask(m_daemon.port(), getRequest("/icon.svg")).header("content-type"), std::string("image/svg+xml"));
    QCOMPARE(ask(m_daemon.port(), getRequest("/favicon.ico")).status, 200);
    QVERIFY(
        !QString::fromStdString(ask(m_daemon.port(), getRequest("/style.css")).body).contains(QLatin1String("url(")));
    // Nothing that the policy would stop: no script, no style in the page itself.
    const std::string policy = page.header("content-security-policy");
    QCOMPARE(policy,
        std::string("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
                    "frame-ancestors 'none'"));
    QVERIFY(!html.contains(QRegularExpression(QStringLiteral("<script|<style|\\sstyle=|\\son[a-z]+="))));
}

void ApiTest::thePageTellsNothingOfTheHousehold()
{
    const std::string page = ask(m_daemon.port(), getRequest("/")).body;

    QVERIFY(page.find("This server is running") != std::string::npos);
    for (const std::string& secret :
        { std::string("Home"), std::string("Kitchen"), m_first.ledger->id().text(), m_first.id.text() })
        QVERIFY2(page.find(secret) == std::string::npos, secret.c_str());
}

void ApiTest::aWrongCodeIsRefusedAndAUsedOneToo()
{
    const std::string code = m_daemon.invite();
    const auto body = [](const std::string& with) {
        return R"({"code":")" + with + R"(","device":{"name":"X","platform":"linux","app":"1","level":1}})";
    };

    const RawReply wrong = ask(m_daemon.port(), postRequest("/v1/pair", body("BCDF-GHJK")));
    const RawReply right = ask(m_daemon.port(), postRequest("/v1/pair", body(code)));
    const RawReply again = ask(m_daemon.port(), postRequest("/v1/pair", body(code)));

    QCOMPARE(wrong.status, 403);
    QCOMPARE(text(jsonOf(wrong), "error"), std::string("code_refused"));
    QCOMPARE(right.status, 200);
    QVERIFY(text(jsonOf(right), "token").starts_with("qmd1."));
    QVERIFY(!jsonOf(right)[QLatin1String("server")].toObject()[QLatin1String("instance")].toString().isEmpty());
    QCOMPARE(again.status, 403);
    QCOMPARE(again.body, wrong.body);
    for (const char* bad :
        { "{}", "[]", "null", "", "{\"code\":1,\"device\":{}}", "{\"code\":\"BCDFGHJK\",\"device\":[]}" })
        QCOMPARE(ask(m_daemon.port(), postRequest("/v1/pair", bad)).status, 400);
}

void ApiTest::twoDevicesShareALedger()
{
    TestDevice second = pairNew("Desktop", { QStringLiteral("--ledger"), QStringLiteral("Home") });
    QVERIFY(second.joinLedger(m_first.ledger->id()));

    QVERIFY(m_first.post("Market", -234056789012));
    QVERIFY(m_first.sync());
    const auto synced = second.sync();

    QVERIFY2(synced, synced ? "" : synced.error().detail.c_str());
    const auto postings = second.postings();
    QVERIFY(postings);
    QCOMPARE(postings->size(), std::size_t(1));
    QCOMPARE(postings->front().payee, std::string("Market"));
    QCOMPARE(second.ledger->status()->digest, m_first.ledger->status()->digest);
    QCOMPARE(second.ledger->status()->version.text(), m_first.ledger->status()->version.text());
}

void ApiTest::aViewerMayLookButNotChange()
{
    TestDevice viewer = pairNew("Tablet",
        { QStringLiteral("--ledger"), QStringLiteral("Home"), QStringLiteral("--right"), QStringLiteral("viewer") });
    QVERIFY(viewer.joinLedger(m_first.ledger->id()));
    const auto head = m_first.ledger->status()->version;

    QVERIFY(viewer.post("Not allowed", -1));
    const auto synced = viewer.sync();

    QVERIFY2(synced, synced ? "" : synced.error().detail.c_str());
    QCOMPARE(synced->notes.size(), std::size_t(1)); // that it stays here
    QCOMPARE(viewer.ledger->status()->pending, 1);
    QVERIFY(m_first.sync());
    QCOMPARE(m_first.ledger->status()->version.text(), head.text());
    // What others do still comes in.
    QVERIFY(m_first.post("Of the owner", -2) && m_first.sync());
    QVERIFY(viewer.sync());
    QCOMPARE(viewer.ledger->status()->version.text(), m_first.ledger->status()->version.text());
    QCOMPARE(post("/v1/invitations", R"({"ledger":")" + m_first.ledger->id().text() + "\"}", viewer).status, 403);
}

void ApiTest::anOwnerInvitesTheNext()
{
    const RawReply reply
        = post("/v1/invitations", R"({"ledger":")" + m_first.ledger->id().text() + R"(","right":"editor"})", m_first);
    const QJsonObject json = jsonOf(reply);

    QCOMPARE(reply.status, 200);
    QCOMPARE(json[QLatin1String("expires_in")].toInt(), 600);
    QVERIFY(text(json, "link").starts_with("quartermaster://pair?server=https://money.example.org/q&code="));
    auto paired = TestDevice::pair(m_daemon.port(), text(json, "code"), "Invited");
    QVERIFY(paired);
    const QJsonObject ledgers = jsonOf(get("/v1/ledgers", *paired));
    QCOMPARE(text(ledgers[QLatin1String("ledgers")].toArray().first().toObject(), "right"), std::string("editor"));
    QCOMPARE(post("/v1/invitations", R"({"ledger":")" + m_first.ledger->id().text() + "\"}", *paired).status, 403);
    QCOMPARE(post("/v1/invitations", R"({"ledger":")" + Uuid::make().text() + "\"}", m_first).status, 404);
    QCOMPARE(post("/v1/invitations", R"({"ledger":"Home"})", m_first).status, 400);
    QCOMPARE(post("/v1/invitations", R"({"ledger":")" + m_first.ledger->id().text() + R"(","right":"king"})", m_first)
                 .status,
        400);
}

void ApiTest::devicesSeeWhoSharesTheirLedgersOnly()
{
    TestDevice other = pairNew("Another household's");
    QVERIFY(other.bringLedger("Secret"));

    const RawReply mine = get("/v1/devices", m_first);
    const RawReply theirs = get("/v1/devices", other);

    QCOMPARE(mine.status, 200);
    QVERIFY(mine.body.find("Kitchen laptop") != std::string::npos);
    QVERIFY(mine.body.find("Another household") == std::string::npos);
    QVERIFY(mine.body.find("Secret") == std::string::npos);
    QCOMPARE(jsonOf(theirs)[QLatin1String("devices")].toArray().size(), 1);
    QCOMPARE(
        post("/v1/ledgers", R"({"id":")" + m_first.ledger->id().text() + R"(","name":"Stolen"})", other).status, 409);
    QCOMPARE(post("/v1/devices/" + m_first.id.text() + "/revoke", "{}", other).status, 404);
}

void ApiTest::aDeviceRevokesItselfAtOnce()
{
    TestDevice leaving = pairNew("Leaving");

    QCOMPARE(get("/v1/ledgers", leaving).status, 200);
    QCOMPARE(post("/v1/devices/" + leaving.id.text() + "/revoke", "{}", leaving).status, 200);
    const RawReply after = get("/v1/ledgers", leaving);

    QCOMPARE(after.status, 401);
    QCOMPARE(text(jsonOf(after), "error"), std::string("device_revoked"));
}

void ApiTest::anOwnerRenamesADevice()
{
    TestDevice other = pairNew("Another household's");
    const std::string path = "/v1/devices/" + m_first.id.text() + "/rename";

    QCOMPARE(post(path, R"({"name":"Stolen"})", other).status, 404);
    QCOMPARE(post(path, R"({"name":""})", m_first).status, 400);
    QCOMPARE(post(path, R"({"name":"Desk"})", m_first).status, 200);

    QVERIFY(get("/v1/devices", m_first).body.find("\"name\":\"Desk\"") != std::string::npos);
    QCOMPARE(post(path, R"({"name":"Kitchen laptop"})", m_first).status, 200);
}

void ApiTest::levelsThatAreTooNewAreToldSo()
{
    const std::string head
        = "GET /v1/ledgers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + m_first.token + "\r\nQm-Level: ";

    const RawReply newer = ask(m_daemon.port(), head + "1000\r\n\r\n");
    const RawReply garbage = ask(m_daemon.port(), head + "one\r\n\r\n");
    const RawReply fine = ask(m_daemon.port(), head + "1\r\n\r\n");

    QCOMPARE(newer.status, 426);
    QCOMPARE(text(jsonOf(newer), "error"), std::string("server_too_old"));
    QCOMPARE(garbage.status, 400);
    QCOMPARE(fine.status, 200);
}

void ApiTest::bodiesMayBePacked()
{
    const std::string path = "/v1/ledgers/" + m_first.ledger->id().text();
    const std::string body = R"({"head":")" + m_first.ledger->status()->version.text() + R"(","items":[],"limit":5})";

    const RawReply packed = ask(
        m_daemon.port(), postRequest(path + "/sync", compress(body), m_first.token, "Content-Encoding: zstd\r\n"));
    const RawReply broken = ask(
        m_daemon.port(), postRequest(path + "/sync", "not zstd at all", m_first.token, "Content-Encoding: zstd\r\n"));
    const RawReply answer = ask(m_daemon.port(),
        "GET " + path + "/digest HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, zstd\r\nAuthorization: Bearer "
            + m_first.token + "\r\n\r\n");
    const RawReply plain = ask(m_daemon.port(),
        "GET " + path + "/log?after=0." + m_first.ledger->id().text()
            + " HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, zstd;q=0\r\nAuthorization: Bearer " + m_first.token
            + "\r\n\r\n");

    QCOMPARE(packed.status, 200);
    QCOMPARE(text(jsonOf(packed), "head"), m_first.ledger->status()->version.text());
    QCOMPARE(broken.status, 400);
    QCOMPARE(answer.status, 200);
    if (answer.header("content-encoding") == "zstd") {
        const auto unpacked = decompress(answer.body, 1 << 20);
        QVERIFY(unpacked && unpacked->starts_with("{"));
    } else {
        QVERIFY(answer.body.size() < 1024);
    }
    QVERIFY(plain.header("content-encoding").empty());
}

void ApiTest::manyDevicesAtOnceLoseNothing()
{
    constexpr int devices = 6;
    constexpr int postings = 25;
    std::vector<TestDevice> all;
    for (int i = 0; i < devices; ++i) {
        all.push_back(pairNew("Many " + std::to_string(i), { QStringLiteral("--ledger"), QStringLiteral("Home") }));
        QVERIFY(all.back().joinLedger(m_first.ledger->id()));
    }

    std::atomic<int> failed { 0 };
    std::vector<std::thread> threads;
    for (int i = 0; i < devices; ++i)
        threads.emplace_back([&, i] {
            for (int p = 0; p < postings; ++p)
                if (!all[static_cast<std::size_t>(i)].post(std::to_string(i) + "/" + std::to_string(p), -100 - p)
                    || !all[static_cast<std::size_t>(i)].sync())
                    ++failed;
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(failed.load(), 0);

    QVERIFY(m_first.sync());
    for (TestDevice& device : all) {
        QVERIFY(device.sync());
        QCOMPARE(device.ledger->status()->digest, m_first.ledger->status()->digest);
        QCOMPARE(device.postings()->size(), m_first.postings()->size());
    }
    QVERIFY(m_first.postings()->size() >= std::size_t(devices * postings));
}

void ApiTest::storedChangesAreLoggedByKindAndNumberAlone()
{
    TestDevice device = pairNew("Canary desk");
    QVERIFY(device.bringLedger("Canary ledger"));
    const auto storedLines = [&] {
        QList<QJsonObject> lines;
        for (const QJsonObject& line : m_daemon.log())
            if (line[QLatin1String("event")] == QLatin1String("changes_stored")
                && text(line, "ledger") == device.ledger->id().text())
                lines.append(line);
        return lines;
    };
    const auto category = addCategory(*device.ledger, { "Canary rent", {}, "expense" });
    QVERIFY(category);
    const auto templ = addTemplateWith(*device.ledger, "Canary plan", "canary note",
        { { "Canary one", *category, { 98765401 }, 3 }, { "Canary two", *category, { 98765402 }, {} } });
    QVERIFY(templ);
    const auto posting = device.post("Canary café", -98765403);
    QVERIFY(posting);
    QVERIFY(device.sync());
    const auto entries = device.ledger->templates()->front().entries;
    QVERIFY(deleteTemplateEntry(*device.ledger, entries.front().id));
    PostingDraft draft;
    draft.date = "2026-05-04";
    draft.amount = { -98765404 };
    draft.account = device.account;
    draft.payee = "Canary bar";
    QVERIFY(editPosting(*device.ledger, *posting, draft));
    QVERIFY(device.sync());
    QVERIFY(device.sync()); // nothing new: no line

    const QList<QJsonObject> lines = storedLines();
    QCOMPARE(lines.size(), 3); // the first brought the ledger
    const auto keys = [](const QJsonObject& object) { return object.keys().join(QLatin1Char(' ')); };
    for (const QJsonObject& line : lines) {
        QCOMPARE(keys(line), QStringLiteral("device event ledger level rev_from rev_to rows ts"));
        QCOMPARE(text(line, "level"), std::string("info"));
        QCOMPARE(text(line, "device"), device.id.text());
        for (const QJsonValue& counts : line[QLatin1String("rows")].toObject()) {
            QCOMPARE(keys(counts.toObject()), QStringLiteral("added deleted updated"));
            for (const QJsonValue& count : counts.toObject())
                QVERIFY(count.isDouble() && count.toInt() >= 0 && count.toInt() < 100);
        }
    }
    const auto count = [&](int line, const char* kind, const char* what) {
        return lines[line][QLatin1String("rows")]
            .toObject()[QLatin1String(kind)]
            .toObject()[QLatin1String(what)]
            .toInt();
    };
    QCOMPARE(lines[0][QLatin1String("rev_from")].toInt(-1), 0);
    QCOMPARE(lines[1][QLatin1String("rev_from")], lines[0][QLatin1String("rev_to")]);
    QCOMPARE(lines[2][QLatin1String("rev_from")], lines[1][QLatin1String("rev_to")]);
    QCOMPARE(lines[2][QLatin1String("rev_to")].toInt(), int(device.ledger->status()->version.rev));
    QCOMPARE(count(1, "category", "added"), 1);
    QCOMPARE(count(1, "template", "added"), 1);
    QCOMPARE(count(1, "template_entry", "added"), 2);
    QCOMPARE(count(1, "posting", "added"), 1);
    QCOMPARE(count(2, "template_entry", "deleted"), 1);
    QCOMPARE(count(2, "template_entry", "added") + count(2, "template_entry", "updated"), 0);
    QCOMPARE(count(2, "posting", "updated"), 1);
    const QByteArray log = m_daemon.logText();
    QVERIFY(!log.contains("anary"));
    QVERIFY(!log.contains("987654"));
}

void ApiTest::theLogHasOneLineForEachRequestAndNoSecret()
{
    const std::string requestId = "my-request-0001";
    const RawReply reply = ask(m_daemon.port(),
        postRequest("/v1/ledgers/" + m_first.ledger->id().text() + "/sync",
            R"({"head":")" + m_first.ledger->status()->version.text() + R"(","items":[]})", m_first.token,
            "X-Request-Id: " + requestId + "\r\nUser-Agent: " + std::string(500, 'u') + "\r\n"));
    QCOMPARE(reply.header("x-request-id"), requestId);
    const RawReply odd
        = ask(m_daemon.port(), "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Request-Id: <script>alert(1)</script>\r\n\r\n");
    QVERIFY(odd.header("x-request-id").find('<') == std::string::npos);

    const QByteArray text = m_daemon.logText();
    QVERIFY(!text.contains("Bearer"));
    QVERIFY(!text.contains("qmd1."));
    QVERIFY(!text.contains("Market"));
    QVERIFY(!text.contains("234056789012"));
    QJsonObject found;
    for (const QJsonObject& line : m_daemon.log()) {
        QVERIFY(!line.isEmpty()); // every line is JSON
        QVERIFY(QRegularExpression(QStringLiteral(R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$)"))
                    .match(line[QLatin1String("ts")].toString())
                    .hasMatch());
        QVERIFY(line.contains(QLatin1String("level")) && line.contains(QLatin1String("event")));
        if (line[QLatin1String("req_id")].toString().toStdString() == requestId)
            found = line;
    }
    QCOMPARE(found[QLatin1String("route")].toString(), QStringLiteral("/v1/ledgers/{ledger}/sync"));
    QCOMPARE(found[QLatin1String("status")].toInt(), 200);
    QCOMPARE(found[QLatin1String("device")].toString().toStdString(), m_first.id.text());
    QCOMPARE(found[QLatin1String("ledger")].toString().toStdString(), m_first.ledger->id().text());
    QCOMPARE(found[QLatin1String("ip")].toString(), QStringLiteral("127.0.0.1"));
    QCOMPARE(found[QLatin1String("ua")].toString().size(), 120);
    for (const char* key : { "dur_ms", "bytes_in", "bytes_out", "rev_from", "rev_to" })
        QVERIFY2(found.contains(QLatin1String(key)), key);
}

QTEST_GUILESS_MAIN(ApiTest)
#include "api_test.moc"
